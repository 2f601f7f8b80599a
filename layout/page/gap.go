package page

import (
	"slices"

	"banxin/layout/unit"
)

// Gap is a place that nothing fills: an advert that has not come, a picture that is missing
// or broken. Writers paint nothing there, so that it is white for the press and for readers;
// [ForProof] paints Items.
type Gap struct {
	Rect  unit.Rect
	Items []Item
	Waits bool // for what nobody has put there yet
}

// NewGap is a gap that proofs show as a crossed box with these items over it.
func NewGap(r unit.Rect, over ...Item) *Gap {
	return &Gap{Rect: r, Items: append(crossed(r), over...)}
}

// NewPlace is a place that waits for what has not been put there yet: a gap for each of its areas, of which
// each stands right of the one before it and one of two contains the other's heights (editions.Frame.Areas).
// Proofs show one outline of them all, with these items in it, which belong to the one at index named.
func NewPlace(areas []unit.Rect, named int, in ...Item) []Item {
	k := Gray(3000)
	out := make([]Item, len(areas))
	for i, r := range areas {
		out[i] = &Gap{Rect: r, Waits: true}
		if i == named {
			out[i] = &Gap{Rect: r, Items: append([]Item{outlined(areas, &k)}, in...), Waits: true}
		}
	}
	return out
}

// outlined paints one line round areas side by side. Where one reaches further than the next the line turns
// at its edge, so that the white between them belongs to both as far as they go together.
func outlined(areas []unit.Rect, stroke *Color) *Path {
	p := &Path{Stroke: stroke, Width: unit.Pt / 2}
	to := func(x, y unit.Length) {
		op := LineTo
		if len(p.Segs) == 0 {
			op = MoveTo
		}
		p.Segs = append(p.Segs, Seg{Op: op, P: [3]unit.Point{{X: x, Y: y}}})
	}
	last := len(areas) - 1
	to(areas[0].X, areas[0].Y)
	for i := range areas[:last] { // along the heads
		a, b := areas[i], areas[i+1]
		x := a.Right()
		if b.Y < a.Y {
			x = b.X
		}
		if b.Y != a.Y {
			to(x, a.Y)
			to(x, b.Y)
		}
	}
	to(areas[last].Right(), areas[last].Y)
	to(areas[last].Right(), areas[last].Bottom())
	for i := last; i > 0; i-- { // and back along the feet
		a, b := areas[i-1], areas[i]
		x := a.Right()
		if b.Bottom() > a.Bottom() {
			x = b.X
		}
		if b.Bottom() != a.Bottom() {
			to(x, b.Bottom())
			to(x, a.Bottom())
		}
	}
	to(areas[0].X, areas[0].Bottom())
	p.Segs = append(p.Segs, Seg{Op: Close})
	return p
}

// crossed paints a crossed box.
func crossed(r unit.Rect) []Item {
	k, tint := Gray(3000), Gray(800)
	corner := func(x, y unit.Length) unit.Point { return unit.Point{X: x, Y: y} }
	return []Item{
		boxed(r, &tint, &k),
		&Rule{From: corner(r.X, r.Y), To: corner(r.Right(), r.Bottom()), Width: unit.Pt / 2, Color: k},
		&Rule{From: corner(r.X, r.Bottom()), To: corner(r.Right(), r.Y), Width: unit.Pt / 2, Color: k},
	}
}

// boxed paints a box.
func boxed(r unit.Rect, fill, stroke *Color) *Path {
	at := func(x, y unit.Length) [3]unit.Point { return [3]unit.Point{{X: x, Y: y}} }
	return &Path{Fill: fill, Stroke: stroke, Width: unit.Pt / 2, Segs: []Seg{
		{Op: MoveTo, P: at(r.X, r.Y)}, {Op: LineTo, P: at(r.Right(), r.Y)}, {Op: LineTo, P: at(r.Right(), r.Bottom())}, {Op: LineTo, P: at(r.X, r.Bottom())}, {Op: Close},
	}}
}

// Gaps returns the gaps of a page.
func (p *Page) Gaps() (out []*Gap) {
	Walk(p.Items, Frame{}, func(it Item, _ Frame) {
		if g, ok := it.(*Gap); ok {
			out = append(out, g)
		}
	})
	return out
}

// HasGaps tells whether a page has one: then it is no page to print.
func (d *Doc) HasGaps() bool {
	return slices.ContainsFunc(d.Pages, func(p *Page) bool { return len(p.Gaps()) > 0 })
}

// ForProof returns the document with its gaps shown. With forms the places of supplied PDF
// pages are crossed boxes too, for writers that cannot draw them. It shares everything else
// with d, and is d itself where there is nothing to show.
func ForProof(d *Doc, forms bool) *Doc {
	s := shower{forms: make([]bool, len(d.Images))}
	for i := range d.Images {
		s.forms[i] = forms && d.Images[i].Format == "pdf"
	}
	out := *d
	out.Pages = slices.Clone(d.Pages)
	shown := false
	for i, p := range d.Pages {
		items, ok := s.items(p.Items)
		if !ok {
			continue
		}
		shown = true
		q := *p
		q.Items, out.Pages[i] = items, &q
	}
	if !shown {
		return d
	}
	return &out
}

// shower shows gaps, and supplied pages whose index in Doc.Images is set in forms.
type shower struct{ forms []bool }

// items returns a list with its gaps shown; false where it has none.
func (s shower) items(items []Item) (out []Item, ok bool) {
	for i, it := range items {
		shown, found := s.item(it)
		if found && out == nil {
			out = slices.Clone(items)
		}
		if found {
			out[i] = shown
		}
	}
	return out, out != nil
}

func (s shower) item(it Item) (Item, bool) {
	switch it := it.(type) {
	case *Gap:
		return &Group{Items: it.Items}, true
	case *Image:
		if it.File >= 0 && it.File < len(s.forms) && s.forms[it.File] {
			return &Group{Items: crossed(it.Rect)}, true
		}
	case *Group:
		items, ok := s.items(it.Items)
		g := *it
		g.Items = items
		return &g, ok
	}
	return it, false
}
