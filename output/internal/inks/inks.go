// Package inks says which ink a colour becomes where a page is not printed in all of them.
//
//	printed := inks.Apply(doc, press) // pages as they are printed; shares what does not change
//
// It is asked by whoever makes plates, files for them or pictures of them.
package inks

import (
	"math/bits"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/color"
)

// solidType is the least amount of the darkest ink that type and thin rules in a colour become wholly
// black at: screened they would be ragged.
const solidType = 3500

// clearly is how near a spot ink must come to a colour, against black, to be taken for it: pale
// tints of other hues stay grey.
const (
	clearly = 0.7
	enough  = 6.0 // of ΔE
)

// thin is up to which width a rule counts as type.
const thin = 2 * unit.Pt

// Apply returns the document with the colours of pages that are printed in some inks alone as
// they are printed. Pictures have [page.Image.Inks] then, for who separates them; pages of
// supplied PDF files stay what they are. A document whose pages have all inks is returned as it
// is.
func Apply(d *page.Doc, press *color.Profile) *page.Doc {
	out := *d
	out.Pages = nil
	changed := false
	for _, p := range d.Pages {
		if !p.Inks.All() {
			changed = true
			c := converter{doc: d, set: p.Inks, press: press, known: map[page.Color]page.Color{}, grounds: grounds(p.Items)}
			c.paper(p)
			q := *p
			q.Items = c.items(p.Items)
			p = &q
		}
		out.Pages = append(out.Pages, p)
	}
	if !changed {
		return d
	}
	return &out
}

// Shown is Apply for who shows pages on a screen: pictures on pages that are printed in black
// alone are painted as tints of it.
func Shown(d *page.Doc, press *color.Profile) *page.Doc {
	out := Apply(d, press)
	if out == d {
		return d
	}
	for i, p := range out.Pages {
		if p != d.Pages[i] && p.Inks == (page.Inks{Process: 8}) {
			inBlack(p.Items)
		}
	}
	return out
}

// inBlack has the pictures of a list that Apply has made painted in black.
func inBlack(items []page.Item) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Image:
			if it.Ink == (page.Color{}) {
				it.Ink = page.Black
			}
		case *page.Group:
			inBlack(it.Items)
		}
	}
}

// Few lists the inks of a page as [color.NewFew] takes them, black first, and their names as
// PDF files have them. More than three are not told apart in pictures: the others stay out.
func Few(set page.Inks, spots []page.Spot) (full [][4]float64, names []string) {
	for _, i := range [4]int{3, 0, 1, 2} {
		if set.Process&(1<<i) != 0 {
			var v [4]float64
			v[i] = 1
			full, names = append(full, v), append(names, [4]string{"Cyan", "Magenta", "Yellow", "Black"}[i])
		}
	}
	for i, s := range spots {
		if set.Has(uint16(i + 1)) {
			full, names = append(full, amounts(s.Alt)), append(names, s.Name)
		}
	}
	n := min(len(full), 3)
	return full[:n], names[:n]
}

func amounts(k page.Color) [4]float64 {
	return [4]float64{float64(k.C) / 10000, float64(k.M) / 10000, float64(k.Y) / 10000, float64(k.K) / 10000}
}

// converter converts the colours of one page.
type converter struct {
	doc     *page.Doc
	set     page.Inks
	press   *color.Profile
	known   map[page.Color]page.Color
	grounds map[*page.Path]carried
}

func (c *converter) items(items []page.Item) []page.Item {
	out := make([]page.Item, len(items))
	for i, it := range items {
		out[i] = c.item(it)
	}
	return out
}

func (c *converter) item(it page.Item) page.Item {
	switch it := it.(type) {
	case *page.Text:
		t := *it
		t.Color = c.solid(it.Color)
		return &t
	case *page.Rule:
		r := *it
		if r.Color = c.color(it.Color); it.Width <= thin {
			r.Color = c.solid(it.Color)
		}
		return &r
	case *page.Path:
		p := *it
		if it.Fill != nil {
			k := c.ground(*it.Fill, c.grounds[it])
			p.Fill = &k
		}
		if it.Stroke != nil {
			k := c.color(*it.Stroke)
			if it.Width <= thin {
				k = c.solid(*it.Stroke)
			}
			p.Stroke = &k
		}
		return &p
	case *page.Image:
		m := *it
		switch {
		case m.Ink == (page.Color{}) && c.set.Process == page.AllProcess:
		case m.Ink == (page.Color{}):
			m.Inks = c.set
		default:
			m.Ink = c.color(m.Ink)
		}
		return &m
	case *page.Group:
		g := *it
		g.Items = c.items(it.Items)
		return &g
	}
	return it
}

// solid is the colour of type and thin rules: the page's darkest ink wholly, black or, on a page
// without black, whichever ink they came to.
func (c *converter) solid(k page.Color) page.Color {
	to := c.color(k)
	if to != k && to.IsK() && to.K >= solidType {
		return page.Black
	}
	if to == k || c.set.Process&8 != 0 {
		return to
	}
	for _, v := range []*uint16{&to.C, &to.M, &to.Y, &to.Tint} {
		if *v >= solidType {
			*v = 10000
		}
	}
	return to
}

// color is what a colour becomes: what the page has inks for stays, a spot ink that it has not
// is the process colour that stands for it, and else it is a tint of the one ink that looks
// most like it: as light in black, or clearly nearer in a spot ink.
func (c *converter) color(k page.Color) page.Color {
	if to, ok := c.known[k]; ok {
		return to
	}
	to := c.find(k)
	c.known[k] = to
	return to
}

func (c *converter) find(k page.Color) page.Color {
	if k.Spot > 0 {
		if c.set.Has(k.Spot) || int(k.Spot) > len(c.doc.Spots) {
			return k
		}
		k = tinted(c.doc.Spots[k.Spot-1].Alt, k.Tint)
	}
	if used(k)&^c.set.Process == 0 {
		return k
	}
	best, least := page.Black, -1.0
	for i := range 4 {
		if c.set.Process&(1<<i) == 0 {
			continue
		}
		var full [4]float64
		full[i] = 1
		if tint, far := c.near(k, full, i == 3 || c.sole()); least < 0 || far < least {
			best, least = page.Color{}, far
			*[4]*uint16{&best.C, &best.M, &best.Y, &best.K}[i] = tint
		}
	}
	for s := c.set.Spots; s != 0; s &= s - 1 {
		n := bits.TrailingZeros64(s)
		if n >= len(c.doc.Spots) {
			break
		}
		if tint, far := c.near(k, amounts(c.doc.Spots[n].Alt), c.sole()); least < 0 || far < least*clearly && least-far > enough {
			best, least = page.Color{Spot: uint16(n + 1), Tint: tint}, far
		}
	}
	return best
}

// sole tells whether the page has one ink: then lightness is all that it can keep of colours.
func (c *converter) sole() bool {
	return bits.OnesCount8(c.set.Process)+bits.OnesCount64(c.set.Spots) == 1
}

// near is the tint of an ink that looks most like a colour, and how far it is from it: where
// the ink is black, or the only one, the tint that is as light.
func (c *converter) near(k page.Color, full [4]float64, byLight bool) (uint16, float64) {
	tint, far := color.Nearest(c.press, amounts(k), full, byLight)
	return uint16(tint*10000 + 0.5), far
}

func tinted(k page.Color, tint uint16) page.Color {
	of := func(v uint16) uint16 { return uint16(uint32(v) * uint32(min(tint, 10000)) / 10000) }
	return page.Color{C: of(k.C), M: of(k.M), Y: of(k.Y), K: of(k.K)}
}

// used are the process inks of a colour as bits.
func used(k page.Color) (out uint8) {
	for i, v := range [4]uint16{k.C, k.M, k.Y, k.K} {
		if v > 0 {
			out |= 1 << i
		}
	}
	return out
}
