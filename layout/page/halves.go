package page

import (
	"unicode/utf8"

	"banxin/layout/unit"
)

// Halves returns the document with each spread parted at its fold into two pages, for
// presses that print page by page. What stands on both sides, a head or a picture, is on
// both pages, clipped to their bleed. It shares everything else with d.
func Halves(d *Doc) *Doc {
	out := *d
	out.Pages = nil
	first := make([]int, len(d.Pages)) // where each page of d has come to
	for i, p := range d.Pages {
		first[i] = len(out.Pages)
		if p.Fold == 0 {
			out.Pages = append(out.Pages, p)
			continue
		}
		out.Pages = append(out.Pages, p.half(0, p.Fold, p.Left, 0), p.half(p.Fold, p.Trim.Right(), p.Right, 1))
	}
	out.Stories = append([]Story(nil), d.Stories...)
	for i := range out.Stories {
		s := &out.Stories[i]
		spread := d.Pages[s.Page].Fold > 0
		s.Page = first[s.Page]
		if spread && !out.Pages[s.Page].Shows(s.ID) {
			s.Page++
		}
	}
	return &out
}

// Shows tells whether a piece of a story stands on the page.
func (p *Page) Shows(story string) bool {
	for _, it := range p.Items {
		if m, ok := it.(*Mark); ok && m.Role == RoleStory && m.ID == story {
			return true
		}
	}
	return false
}

// half is the page between two heights of x.
func (p *Page) half(from, to unit.Length, name string, n int) *Page {
	bleed := p.Trim.Y - p.Bleed.Y
	h := &Page{Name: name, Number: p.Number + n, Section: p.Section, Inks: p.Inks}
	h.Trim = unit.Rect{W: to - from, H: p.Trim.H}
	h.Bleed = h.Trim.Inset(-bleed)
	c := cutter{by: unit.Point{X: -from}, room: h.Bleed, trim: h.Trim}
	h.Items = c.items(p.Items)
	return h
}

// cutter moves items to a page and leaves out what does not reach it.
type cutter struct {
	by   unit.Point
	room unit.Rect // on the new page
	trim unit.Rect
}

// items keeps marks that hold something.
func (c *cutter) items(items []Item) []Item {
	var out []Item
	for i := 0; i < len(items); i++ {
		m, ok := items[i].(*Mark)
		if !ok {
			out = c.keep(out, items[i])
			continue
		}
		if !m.Open {
			continue
		}
		end := closing(items, i)
		if inner := c.items(items[i+1 : end]); len(inner) > 0 {
			open := *m
			open.Rect, open.Zones = c.move(m.Rect).Intersect(c.room), c.zones(m.Zones)
			out = append(append(append(out, &open), inner...), &Mark{Role: m.Role, ID: m.ID})
		}
		i = end
	}
	return out
}

// zones keeps those that reach the page.
func (c *cutter) zones(zones []unit.Rect) (out []unit.Rect) {
	for _, z := range zones {
		if z = c.move(z).Intersect(c.room); !z.Empty() {
			out = append(out, z)
		}
	}
	return out
}

// closing is the index of the mark that closes the one at i.
func closing(items []Item, i int) int {
	depth := 0
	for ; i < len(items); i++ {
		if m, ok := items[i].(*Mark); ok {
			if depth--; m.Open {
				depth += 2
			}
			if depth == 0 {
				return i
			}
		}
	}
	return len(items)
}

func (c *cutter) move(r unit.Rect) unit.Rect {
	r.X, r.Y = r.X+c.by.X, r.Y+c.by.Y
	return r
}

// keep appends an item that reaches the page; one that leaves it is clipped.
func (c *cutter) keep(out []Item, it Item) []Item {
	box := c.move(Extent(it))
	in := box.Intersect(c.trim)
	if in.W <= 0 && box.W > 0 || in.H <= 0 && box.H > 0 || box.X > c.trim.Right() || box.Right() < c.trim.X {
		return out
	}
	if t, ok := it.(*Text); ok && t.Dir == Horizontal {
		if it = c.part(t); it == nil {
			return out
		}
		box = c.move(Extent(it))
	}
	moved := c.moved(it)
	if box.X >= c.room.X && box.Right() <= c.room.Right() {
		return append(out, moved)
	}
	return append(out, &Group{Clip: c.room, Items: []Item{moved}})
}

// part is the run with the glyphs alone that reach the page; nil without any.
func (c *cutter) part(t *Text) Item {
	i, j := 0, len(t.Glyphs)
	reaches := func(g Glyph) bool {
		x := t.At.X + unit.Length(g.X) + c.by.X
		return x+t.Size > c.trim.X && x < c.trim.Right()
	}
	for i < j && !reaches(t.Glyphs[i]) {
		i++
	}
	for j > i && !reaches(t.Glyphs[j-1]) {
		j--
	}
	if i == j {
		return nil
	}
	if i == 0 && j == len(t.Glyphs) || t.Glyphs[0].Cluster > t.Glyphs[len(t.Glyphs)-1].Cluster { // from right to left: whole
		return t
	}
	p := *t
	from, to := t.Glyphs[i].Cluster, uint32(len(t.Src))
	if j < len(t.Glyphs) {
		to = t.Glyphs[j].Cluster
	}
	p.Src = t.Src[from:to]
	if p.Pos.Col > 0 {
		p.Pos.Col += int32(utf8.RuneCountInString(t.Src[:from]))
	}
	p.Glyphs = append([]Glyph(nil), t.Glyphs[i:j]...)
	for k := range p.Glyphs {
		p.Glyphs[k].Cluster -= from
	}
	return &p
}

func (c *cutter) moved(it Item) Item {
	switch it := it.(type) {
	case *Text:
		t := *it
		t.At = t.At.Add(c.by)
		return &t
	case *Rule:
		r := *it
		r.From, r.To = r.From.Add(c.by), r.To.Add(c.by)
		return &r
	case *Path:
		p := *it
		p.Segs = append([]Seg(nil), it.Segs...)
		for i := range p.Segs {
			for k := range p.Segs[i].P {
				p.Segs[i].P[k] = p.Segs[i].P[k].Add(c.by)
			}
		}
		return &p
	case *Image:
		m := *it
		m.Rect = c.move(m.Rect)
		return &m
	case *Gap:
		g := *it
		g.Rect = c.move(g.Rect)
		g.Items = []Item{&Group{At: c.by, Items: it.Items}}
		return &g
	case *Group:
		g := *it
		g.At = g.At.Add(c.by)
		if !g.Clip.Empty() {
			g.Clip = c.move(g.Clip)
		}
		return &g
	}
	return it
}

// Extent is about where an item paints: of text the ems of its glyphs, of lines their
// thickness.
func Extent(it Item) unit.Rect {
	switch it := it.(type) {
	case *Text:
		return it.extent()
	case *Rule:
		return around(it.Width, it.From, it.To)
	case *Path:
		w := unit.Length(0)
		if it.Stroke != nil {
			w = it.Width
		}
		var points []unit.Point
		for _, s := range it.Segs {
			switch s.Op {
			case MoveTo, LineTo:
				points = append(points, s.P[0])
			case CubicTo:
				points = append(points, s.P[:]...)
			}
		}
		return around(w, points...)
	case *Image:
		return it.Rect
	case *Gap:
		return it.Rect
	case *Group:
		if !it.Clip.Empty() {
			return it.Clip
		}
		var all unit.Rect
		f := Frame{}.Of(it)
		for _, in := range it.Items {
			all = all.Union(f.Rect(Extent(in)))
		}
		return all
	}
	return unit.Rect{}
}

func (t *Text) extent() unit.Rect {
	var all unit.Rect
	for _, g := range t.Glyphs {
		r := unit.Rect{X: t.At.X + unit.Length(g.X), Y: t.At.Y + unit.Length(g.Y) - t.Size*ascent/100, W: t.Size, H: t.Size}
		all = all.Union(r)
	}
	return all
}

// around is the rectangle of points with half a width around them.
func around(width unit.Length, points ...unit.Point) unit.Rect {
	if len(points) == 0 {
		return unit.Rect{}
	}
	lo, hi := points[0], points[0]
	for _, p := range points[1:] {
		lo = unit.Point{X: min(lo.X, p.X), Y: min(lo.Y, p.Y)}
		hi = unit.Point{X: max(hi.X, p.X), Y: max(hi.Y, p.Y)}
	}
	return unit.Rect{X: lo.X, Y: lo.Y, W: hi.X - lo.X, H: hi.Y - lo.Y}.Inset(-width / 2)
}
