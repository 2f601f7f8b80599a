package makeup

import (
	"slices"
	"unicode"

	"banxin/editions"
	"banxin/layout/flow"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// House values of a vertical head (竖题): characters wide, and lines of the body it is high.
const (
	stackLeast, stackMost = 3, 8
	stackLow, stackHigh   = 15, 32
)

// lastStack is the place of the last parcel that may have a vertical head.
const lastStack = 6

// stackWidth is the number of basic columns an area with a vertical head has at most.
const stackWidth = 2

// leastMeasure is the number of characters beside a vertical head at the least (jlreq 4.3.3).
const leastMeasure = 11

// stacks measures a parcel in w columns under a vertical head: one story without picture, box
// or figures in its headline, not the first.
func (m *tables) stacks(p, w int) []*option {
	u := m.parcels[p]
	if p < leaders || p > lastStack || w < 2 || w > stackWidth || len(u.stories) > 1 || u.pictures() || u.notice() || u.brief() || !stackable(u.stories[0]) {
		return nil
	}
	want, _, _ := m.wants(p)
	var out []*option
	for i := stepOf(want) + stackSteps - 2; i < len(steps) && len(out) == 0; i++ {
		if unit.Points(steps[i]) >= m.t.Size.MulDiv(leastSize, 10) {
			out = m.upright(p, w, steps[i])
		}
	}
	return out
}

// stackable tells whether a headline can stand upright: Latin letters and more than two
// figures in a row cannot.
func stackable(st *editions.Story) bool {
	run := 0
	for _, t := range slices.Concat(st.Kicker, st.Headline, st.Deck) {
		for _, r := range t.String() {
			if run++; !unicode.IsDigit(r) {
				run = 0
			}
			if run > 2 || r < 0x250 && unicode.IsLetter(r) {
				return false
			}
		}
		run = 0
	}
	return len(st.Headline) > 0 && len(st.Headline) <= 2
}

// upright measures a parcel under a vertical head of a size: in the widths of the head that
// leave columns of whole characters, each in the least height.
func (m *tables) upright(p, w, size int) []*option {
	s := editions.Slot{Name: "x", Between: 1, Frames: []editions.Frame{{Cols: w, Lines: m.lines}}}
	s.Head = editions.Head{Vertical: true, Size: points(size), Align: typo.Center}
	t := alone(m.t, s)
	t.Columns, t.Lines = w, m.lines
	head := headlineOf(m.try(t, m.parcels[p].stories...).Doc, m.parcels[p].stories[0].ID).parts
	high := int((head.Bottom() - flow.NewGrid(t).Area.Y + m.t.Leading - 1) / m.t.Leading)
	wide := int((head.W + m.t.Size/2) / m.t.Size)
	if high < stackLow || high > stackHigh || wide < stackLeast {
		return nil
	}
	var out []*option
	for chars := int((head.W + m.t.Size - 1) / m.t.Size); chars <= min(wide+stackAir, stackMost); chars++ {
		if s.Head.Chars = chars; m.whole(w, chars) {
			out = append(out, m.beside(p, t, s, high)...)
		}
	}
	return out
}

// stackAir is how many characters of white a vertical head has at its sides at most.
const stackAir = 4

// whole tells whether the columns beside a vertical head have whole characters, and enough
// of them.
func (m *tables) whole(w, chars int) bool {
	gap := int((m.t.Gap + m.t.Size - 1) / m.t.Size)
	rest := w*(m.t.Chars+gap) - gap - chars - 1 - (w-1)*gap
	return rest%w == 0 && rest/w >= leastMeasure
}

// beside measures a parcel beside a vertical head so many lines high.
func (m *tables) beside(p int, t *editions.Template, s editions.Slot, high int) []*option {
	stories := m.parcels[p].stories
	got := read(m.try(alone(t, s), stories...))
	n, _, _ := flow.NewRegion(flow.PageRef{}, flow.NewGrid(t), &s, s.Frames[0]).Text()
	o := &option{parcel: p, cols: t.Columns, slot: s, size: unit.Length(s.Head.Size.Amount) * unit.Pt / 1000, rows: 1}
	o.lines = max(m.lines-got.free/n+1, high)
	for first := true; ; first = false {
		low := alone(t, s)
		low.Lines, low.Slots[0].Frames = o.lines, []editions.Frame{{Cols: o.cols, Lines: o.lines}}
		got := read(m.try(low, stories...))
		if got.failed() {
			if first {
				return nil
			}
			o.lines++
			break
		}
		if o.empty = got.free; o.lines == high {
			break
		}
		o.lines--
	}
	if o.lines > stackHigh || o.empty > 2*n { // the text is shorter than its head
		return nil
	}
	m.price(o, &taken{}, &heading{covered: 100})
	o.cost += costStack + m.legs(o)
	return []*option{o}
}
