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
	switch {
	case boxed(r.Slot) && r.steps != nil:
		items = append(items, r.outline(pal))
	case boxed(r.Slot):
		items = append(items, box(pal, r.Slot.Box, framed(r.Grid, r.Rect))...)
	}
	if r.Slot.Rule || r.Slot.Kind == editions.StorySlot && r.Grid.template.Look.Columns.Everywhere && !r.Slot.NoRule {
		items = r.columnRules(items, pal)
	}
	return items
}

// Sheeted is the tint of a whole page, to the edges of its bleed.
func Sheeted(t *editions.Template, pal *Palette) []page.Item {
	tint := pal.tint(t.Look.Tint)
	if tint == nil {
		return nil
	}
	return []page.Item{rectangle(unit.Rect{W: t.Width, H: t.Height}.Inset(-t.Bleed), tint, nil, 0)}
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
func (r *Region) columnRules(items []page.Item, pal *Palette) []page.Item {
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
				items = append(items, r.gapRule(pal, c, start, l)...)
				start = -1
			}
		}
	}
	return items
}

// gapRule is the rule between columns c and c+1 beside the lines l0 ≤ l < l1.
func (r *Region) gapRule(pal *Palette, c, l0, l1 int) []page.Item {
	in := r.inner(c, c+1, l0, l1)
	mid := (r.cols[c].x + r.cols[c].w + r.cols[c+1].x) / 2
	if r.upright() {
		return lookLine(pal, r.Grid.template.Look.Columns, unit.Point{X: in.X, Y: mid}, unit.Point{X: in.Right(), Y: mid})
	}
	return lookLine(pal, r.Grid.template.Look.Columns, unit.Point{X: mid, Y: in.Y}, unit.Point{X: mid, Y: in.Bottom()})
}

// spanned tells whether a hole covers both columns c and c+1 at a line, or one of them does not
// reach there.
func (r *Region) spanned(c, l int) bool {
	if !r.has(c, l) || !r.has(c+1, l) {
		return true
	}
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
