package makeup

import (
	"fmt"
	"math"

	"banxin/editions"
	"banxin/layout/flow"
	"banxin/layout/unit"
)

// Gathered briefs stand in the columns of one area, each whole in a column: a column is a slot of the area's group.

// stack is briefs one above the other in a column.
type stack struct{ briefs, lines int }

// evened is how many lines stand between the briefs of a stack in a column of so many lines, and how many stay empty
// at its foot then.
func (k stack) evened(lines int) (between, empty int) {
	empty = max(lines-k.lines, 0)
	if gaps := k.briefs - 1; gaps > 0 {
		more := min(empty/gaps, mostAir)
		return 1 + more, empty - more*gaps
	}
	return 1, empty
}

// mostAir is how many lines more than one stand between briefs at the most.
const mostAir = 2

// takeBriefs finds the least height at which briefs stand whole in the columns. Where there are more columns than briefs
// the last ones have none.
func (m *tables) takeBriefs(p, w int, s editions.Slot, f form) *taken {
	stories := m.parcels[p].stories
	var each []int
	for _, st := range stories {
		t, g := m.scratch(1, s, m.lines-labelLines)
		res := m.try(t, st)
		if read(res).failed() {
			return nil
		}
		each = append(each, max(flow.NewGrid(t).LinesFor(footOf(res.Doc)-g.Area.Y), 1))
	}
	b := &taken{head: briefHead, columns: w, stacks: columned(each, min(w, len(stories)))}
	high := 0
	for _, k := range b.stacks {
		high, b.text = max(high, k.lines), b.text+k.lines
	}
	if high+labelLines > m.lines {
		return nil
	}
	hole := 0
	for _, k := range b.stacks {
		_, empty := k.evened(high)
		b.empty, hole = b.empty+empty, max(hole, empty)
	}
	if bare := w - len(b.stacks); bare > 0 {
		b.empty, hole = b.empty+high*bare, high
	}
	b.lines, b.cost = high+labelLines, f.cost+costHole*max(hole-mostHole, 0)
	b.bodies = []body{{lines: b.lines - b.head, empty: b.empty}}
	return b
}

// columned divides briefs of so many lines, in their order, into columns as level as they can be.
func columned(each []int, columns int) (best []stack) {
	least := math.MaxInt
	now := make([]stack, 0, columns)
	var divide func(from, high int)
	divide = func(from, high int) {
		if len(now) == columns {
			off := 0
			for _, k := range now {
				off += (high - k.lines) * (high - k.lines)
			}
			if cost := high<<20 + off; from == len(each) && cost < least {
				least, best = cost, append([]stack(nil), now...)
			}
			return
		}
		k := stack{lines: -1}
		for i := from; i < len(each); i++ {
			k.briefs, k.lines = k.briefs+1, k.lines+1+each[i] // a line stands between two
			now = append(now, k)
			divide(i+1, max(high, k.lines))
			now = now[:len(now)-1]
		}
	}
	divide(0, 0)
	return best
}

// bare is how many line slots of an area of briefs are in columns that have none.
func (o *option) bare() int {
	if len(o.stacks) == 0 {
		return 0
	}
	return (o.cols - len(o.stacks)) * (o.lines - labelLines)
}

// grouped are the slots of the columns of an area of briefs, in its group, with the ids of their stories.
func (a *area) grouped(t *editions.Template, g *editions.Slot, ids []string) (slots []*editions.Slot, each [][]string) {
	in := t.Inside(g)
	for c, k := range a.stacks {
		s := a.slot
		s.Name, s.Within = g.Name+"稿", g.Name
		r := in.Rect
		if len(a.stacks) > 1 {
			s.Name = fmt.Sprintf("%s%d", s.Name, c+1)
		}
		step := (in.Rect.W + t.Gap) / unit.Length(a.cols)
		r.X, r.W = r.X+step*unit.Length(c), step-t.Gap
		s.Between, _ = k.evened(in.Lines)
		s.Frames = []editions.Frame{{Cols: 1, Rect: r}}
		slots, each = append(slots, &s), append(each, ids[:k.briefs])
		ids = ids[k.briefs:]
	}
	return slots, each
}
