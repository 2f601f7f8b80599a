package flow

import (
	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Under returns what lies under the text of a region: tint, frame, and the rules between
// its columns. It is called when the region's stories are set.
func (r *Region) Under(pal *Palette) []page.Item {
	var items []page.Item
	if boxed(r.Slot) {
		items = append(items, box(pal, r.Slot.Box, framed(r.Grid, r.Rect))...)
	}
	if r.Slot.Rule {
		items = r.columnRules(items)
	}
	return items
}

// Inside is what the border of a slot's box leaves of its frame.
func (g *Grid) Inside(s *editions.Slot, frame unit.Rect) unit.Rect {
	if !boxed(s) {
		return frame
	}
	return framed(g, frame).Inset(s.Box.Reach())
}

// framed is where the frame of a slot is drawn: the white above and below the text is then
// like that at the sides.
func framed(g *Grid, r unit.Rect) unit.Rect {
	drop := (g.Leading - g.Size) / 2
	return unit.Rect{X: r.X, Y: r.Y + drop, W: r.W, H: r.H - 2*drop}
}

// box draws the tint and frame of a box.
func box(pal *Palette, b editions.Box, r unit.Rect) []page.Item {
	stroke := pal.Color(b.Color)
	fill := pal.tint(b.Tint)
	switch {
	case b.Width <= 0:
		return []page.Item{rectangle(r, fill, nil, 0)}
	case b.Border == editions.PlainLine:
		return []page.Item{rectangle(r, fill, &stroke, b.Width)}
	}
	items := border(b, r, stroke)
	switch p, single := items[0].(*page.Path); {
	case fill == nil:
		return items
	case single && b.Border == editions.Rounded:
		p.Fill = fill
		return items
	}
	return append([]page.Item{rectangle(r.Inset(b.Reach()), fill, nil, 0)}, items...)
}

// columnRules draws a fine rule in the middle of each gap, wherever text stands on both
// sides of it.
func (r *Region) columnRules(items []page.Item) []page.Item {
	fold, _, spread := r.Grid.template.GutterAt()
	for c := 0; c+1 < len(r.cols); c++ {
		if spread && !r.upright() && r.cols[c].x < fold && fold < r.cols[c+1].x {
			continue
		}
		start := -1
		for l := r.top; l <= r.end; l++ {
			open := l < r.end && !r.spanned(c, l)
			if open && start < 0 {
				start = l
			}
			if !open && start >= 0 {
				items = append(items, r.gapRule(c, start, l))
				start = -1
			}
		}
	}
	return items
}

// gapRule is the rule between columns c and c+1 beside the lines l0 ≤ l < l1.
func (r *Region) gapRule(c, l0, l1 int) page.Item {
	in := r.inner(c, c+1, l0, l1)
	mid := (r.cols[c].x + r.cols[c].w + r.cols[c+1].x) / 2
	if r.upright() {
		return hairline(unit.Point{X: in.X, Y: mid}, unit.Point{X: in.Right(), Y: mid})
	}
	return hairline(unit.Point{X: mid, Y: in.Y}, unit.Point{X: mid, Y: in.Bottom()})
}

// spanned tells whether a hole covers both columns c and c+1 at a line.
func (r *Region) spanned(c, l int) bool {
	mid := (r.cols[c].x + r.cols[c].w + r.cols[c+1].x) / 2
	top := r.across(l)
	for _, k := range r.taken.insets {
		if x0, x1, ok := k.across(top, top+r.Grid.Size); ok && x0 <= mid && mid <= x1 {
			return true
		}
	}
	for _, h := range r.taken.holes {
		if h.c0 <= c && c+1 < h.c1 && h.l0 <= l && l < h.l1 {
			return true
		}
	}
	return false
}

// Between returns the rules between the slots of a page: in the middle of the white
// between two neighbours, as long as they face each other. Boxed slots have their frame;
// none stands where runs tells that one story goes on from slot to slot.
func Between(g *Grid, regions []*Region, runs func(a, b *editions.Slot) bool) []page.Item {
	var items []page.Item
	for i, a := range regions {
		for _, b := range regions[i+1:] {
			if boxed(a.Slot) || boxed(b.Slot) || runs(a.Slot, b.Slot) || a.Slot.Within != b.Slot.Within && (g.inBox(a.Slot) || g.inBox(b.Slot)) {
				continue
			}
			widest := g.Gap + g.Size/2
			if a.Slot.Within != "" && a.Slot.Within == b.Slot.Within {
				widest += 2 * g.Size // the gaps of a group take what whole characters leave
			}
			items = between(items, g, widest, a.Rect, b.Rect)
			items = between(items, g, widest, b.Rect, a.Rect)
		}
	}
	return items
}

// inBox tells whether a group around a slot has a frame or a tint.
func (g *Grid) inBox(s *editions.Slot) bool {
	for s = g.template.Slot(s.Within); s != nil; s = g.template.Slot(s.Within) {
		if boxed(s) {
			return true
		}
	}
	return false
}

// between draws the rule between a and b when b is right of a, no farther than widest, or
// below it, next to it.
func between(items []page.Item, g *Grid, widest unit.Length, a, b unit.Rect) []page.Item {
	if gap := b.X - a.Right(); gap > 0 && gap <= widest {
		if top, foot := max(a.Y, b.Y), min(a.Bottom(), b.Bottom()); top < foot {
			x := a.Right() + gap/2
			items = append(items, hairline(unit.Point{X: x, Y: top}, unit.Point{X: x, Y: foot}))
		}
	}
	if gap := b.Y - a.Bottom(); gap > 0 && gap <= 2*g.Leading {
		if left, right := max(a.X, b.X), min(a.Right(), b.Right()); left < right {
			y := a.Bottom() + gap/2
			items = append(items, hairline(unit.Point{X: left, Y: y}, unit.Point{X: right, Y: y}))
		}
	}
	return items
}
