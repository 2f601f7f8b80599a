package makeup

import (
	"slices"

	"banxin/editions/source"
)

// Criticism is what an editor would say of a made-up page, in three sentences: how its lead stands
// out, how it is divided, and what the meters say is weakest about it.
func (m *Made) Criticism() []source.Message { return m.said }

// critic says what is to be said of a page that was set.
type critic struct {
	*judge
	as []area
	x  *made
}

func (c *critic) say() []source.Message {
	return []source.Message{c.lead(), c.division(), c.weakest()}
}

// of finds a parcel's area; nil of one that is not on the page.
func (c *critic) of(parcel int) *area {
	i := slices.IndexFunc(c.as, func(a area) bool { return a.parcel == parcel })
	if i < 0 {
		return nil
	}
	return &c.as[i]
}

// lead says how much greater the lead's head is than the next.
func (c *critic) lead() source.Message {
	l := c.of(0)
	if l == nil {
		return source.Msg("critic-no-lead")
	}
	var next *area
	for i := range c.as {
		if a := &c.as[i]; a.parcel != 0 && a.size > 0 && (next == nil || a.step() < next.step()) {
			next = a
		}
	}
	points := int(l.size / 65536)
	if next == nil {
		return source.Msg("critic-lead-alone", l.cols, c.columns, points)
	}
	switch d := next.step() - l.step(); {
	case d >= 2:
		return source.Msg("critic-lead-stands-out", l.cols, c.columns, points, d, slotName(next.parcel))
	case d == 1:
		return source.Msg("critic-lead-one-step", l.cols, c.columns, points, slotName(next.parcel))
	}
	return source.Msg("critic-lead-no-greater", l.cols, c.columns, points, slotName(next.parcel))
}

// division says where the second story stands and what is at the foot.
func (c *critic) division() source.Message {
	l, s := c.of(0), c.of(1)
	foot := 0
	for i := range c.as {
		if a := &c.as[i]; a.foot() == c.lines {
			foot = max(foot, a.cols)
		}
	}
	switch {
	case l == nil || s == nil:
		return source.Msg("critic-foot", foot)
	case s.line == 0 && s.col > 0:
		return source.Msg("critic-second-beside", s.cols, foot)
	case l.under(s, c.gap):
		return source.Msg("critic-second-below", s.cols, foot)
	}
	return source.Msg("critic-second-low", s.line+1, foot)
}

// weakest is what takes most off the score of the page.
func (c *critic) weakest() source.Message {
	if len(c.x.faults) == 0 {
		return source.Msg("critic-nothing", c.x.score, c.x.Empty)
	}
	f := &c.x.faults[0]
	if f.Slot == "" || slices.Contains(f.Message.Args, any(f.Slot)) {
		return source.Msg("critic-weakest", c.x.score, f.Message)
	}
	return source.Msg("critic-weakest-in", c.x.score, f.Slot, f.Message)
}

func abs(n int) int { return max(n, -n) }
