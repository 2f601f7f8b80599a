package flow

import (
	"cmp"
	"slices"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Between returns the rules between the slots of a page (稿线): in the middle of the white
// between two neighbours, as long as they face each other, and on to the rules that they come
// near to, so that none ends half a line short of another. Boxed slots have their frame; none
// stands where runs tells that one story goes on from slot to slot. Where the text of both neighbours ends well above
// their feet, so does the rule between them: ends is how far down the page that of each slot reaches, 0 where there
// is none.
func Between(g *Grid, pal *Palette, regions []*Region, runs func(a, b *editions.Slot) bool, ends map[string]unit.Length) []page.Item {
	var n net
	look := g.template.Look.Between
	if look.Kind == editions.LineNone {
		return nil
	}
	for i, a := range regions {
		for _, b := range regions[i+1:] {
			if boxed(a.Slot) || boxed(b.Slot) || a.framesItself || b.framesItself || runs(a.Slot, b.Slot) || a.Slot.Within != b.Slot.Within && (g.inBox(a.Slot) || g.inBox(b.Slot)) {
				continue
			}
			widest := g.Gap + g.Size/2
			if a.Slot.Within != "" && a.Slot.Within == b.Slot.Within {
				widest += 2 * g.Size // the gaps of a group take what whole characters leave
			}
			before := len(n.upright)
			reach := unit.Length(0)
			if u, v := ends[a.Slot.Name], ends[b.Slot.Name]; u > 0 && v > 0 && !a.upright() && !b.upright() {
				reach = max(u, v)
			}
			for _, x := range a.areas() {
				for _, y := range b.areas() {
					n.between(g, widest, x, y)
					n.between(g, widest, y, x)
				}
			}
			headed := a.Slot.Kind == editions.StorySlot && b.Slot.Kind == editions.StorySlot
			for i := range n.upright[before:] {
				n.upright[before+i].endAt(reach, mostBare*g.Leading)
				n.upright[before+i].heads = headed && n.upright[before+i].heads
			}
			if a.Slot.Head.Span < 0 || b.Slot.Head.Span < 0 { // briefs have heads all the way down
				for i := range n.upright[before:] {
					n.upright[before+i].heads = true
				}
			}
		}
	}
	if look.Horizontals { // but for those that part the heads of two stories side by side
		n.upright = slices.DeleteFunc(n.upright, func(s stretch) bool { return !s.heads })
	}
	n.join(g.Gap+g.Size/2, 2*g.Leading)
	var items []page.Item
	for _, s := range n.upright {
		items = append(items, lookLine(pal, look, unit.Point{X: s.at, Y: s.from}, unit.Point{X: s.at, Y: s.to})...)
	}
	for _, s := range n.level {
		items = append(items, lookLine(pal, look, unit.Point{X: s.from, Y: s.at}, unit.Point{X: s.to, Y: s.at})...)
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

// stretch is a rule of a net: upright ones at an x, level ones at a y, from and to along it.
type stretch struct {
	at, from, to unit.Length
	heads        bool // upright, and heads stand at one height on either side
}

// mostBare is along how many lines without text at either side a rule goes on.
const mostBare = 4

// endAt lets a rule end where the text at its sides does, unless that is near its foot.
func (s *stretch) endAt(reach, near unit.Length) {
	if reach > s.from && s.to-reach > near {
		s.to = reach
	}
}

// net is the rules between the slots of a page.
type net struct{ upright, level []stretch }

// between adds the rule between a and b when b is right of a, no farther than widest, or
// below it, next to it.
func (n *net) between(g *Grid, widest unit.Length, a, b unit.Rect) {
	if gap := b.X - a.Right(); gap > 0 && gap <= widest {
		if top, foot := max(a.Y, b.Y), min(a.Bottom(), b.Bottom()); top < foot {
			n.upright = append(n.upright, stretch{a.Right() + gap/2, top, foot, abs64(a.Y-b.Y) <= 4*g.Leading})
		}
	}
	if gap := b.Y - a.Bottom(); gap > 0 && gap <= 2*g.Leading {
		if left, right := max(a.X, b.X), min(a.Right(), b.Right()); left < right {
			n.level = append(n.level, stretch{at: a.Bottom() + gap/2, from: left, to: right})
		}
	}
}

// join makes one rule of those on a line that come nearer to each other than the gap between
// columns, or between rows, and lets each go on to the rule across its way that is as near.
func (n *net) join(gap, row unit.Length) {
	n.upright, n.level = inOne(n.upright, row), inOne(n.level, gap)
	for range 2 { // a rule that has grown may be what another comes near to
		meet(n.level, n.upright, gap, row)
		meet(n.upright, n.level, row, gap)
	}
	n.upright, n.level = inOne(n.upright, 0), inOne(n.level, 0)
}

// inOne joins the stretches of a line that are no farther apart than near.
func inOne(list []stretch, near unit.Length) []stretch {
	slices.SortFunc(list, func(a, b stretch) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var out []stretch
	for _, s := range list {
		if k := len(out) - 1; k >= 0 && abs64(out[k].at-s.at) <= unit.Pt/2 && s.from <= out[k].to+near {
			out[k].to = max(out[k].to, s.to)
			continue
		}
		out = append(out, s)
	}
	return out
}

// meet lets the ends of rules go on to, or back to, those across their way no farther off than
// near, which may themselves end as far off as side.
func meet(list, across []stretch, near, side unit.Length) {
	for i := range list {
		s := &list[i]
		for _, c := range across {
			if s.at < c.from-side || s.at > c.to+side {
				continue
			}
			if abs64(c.at-s.from) <= near {
				s.from = c.at
			}
			if abs64(c.at-s.to) <= near {
				s.to = c.at
			}
		}
	}
}

func abs64(l unit.Length) unit.Length { return max(l, -l) }
