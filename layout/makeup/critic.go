package makeup

import (
	"slices"

	"banxin/editions/source"
)

// Criticism is what an editor would say of a made-up page, in three sentences: how its lead stands
// out, how it is divided, and what is weakest about it.
func (m *Made) Criticism() []source.Message { return m.said }

// critic says what is to be said of a page that was set.
type critic struct {
	*judge
	as    []area
	empty int // line slots, in the page as it is set
	left  []parcel
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

// What is not worth a word.
const (
	fewEmpty  = 1  // hundredths of a page empty
	closeHead = 60 // of costs of heads side by side
)

// weakest says what costs the page most that can be said in a sentence.
func (c *critic) weakest() source.Message {
	type fault struct {
		cost int
		say  source.Message
	}
	worst := fault{0, source.Msg("critic-nothing", c.empty)}
	add := func(cost int, m source.Message) {
		if cost > worst.cost {
			worst = fault{cost, m}
		}
	}
	for i := range c.as {
		a := &c.as[i]
		for k := range c.as[:i] {
			b := &c.as[k]
			if a.right() == b.col || b.right() == a.col {
				if n := c.heads(a, b); n > closeHead {
					add(n, source.Msg("critic-heads-clash", slotName(min(a.parcel, b.parcel)), slotName(max(a.parcel, b.parcel)), abs(a.step()-b.step())))
				}
			}
		}
		if leg := a.lines - a.head; leg > deepest && c.sorts[a.parcel] != isBrief {
			add((leg-deepest)*costDeep, source.Msg("critic-long-leg", slotName(a.parcel), leg))
		}
	}
	if l := c.of(0); l != nil && l.shot > 0 {
		if share := 100 * l.shot / (c.columns * c.lines); share < leastShot {
			add(costLeadShot*(leastShot-share), source.Msg("critic-picture-small", share))
		}
	}
	if over := c.empty - c.columns*c.lines*fewEmpty/100; over > 0 {
		add(costEmpties*over, source.Msg("critic-empty", c.empty))
	}
	if n := c.gutters(c.as); n >= costRiver {
		add(n, source.Msg("critic-gutter"))
	}
	return worst.say
}

func abs(n int) int { return max(n, -n) }
