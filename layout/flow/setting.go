package flow

import (
	"slices"

	"banxin/editions/source"
	"banxin/layout/inline"
	"banxin/layout/page"
)

// setting is the work on one run: how far the stories of its slots have come.
type setting struct {
	*inline.Setter
	run     *Run
	chained map[*SlotRun]bool // slots that share stories with others
	stands  []stand           // of the slots
	taken   map[*Region]obstacles
	waiting []waiting // stories of the slot in hand, until all of them are set
	done    map[*Galley]bool
	places  map[*Galley][]queued
	upTo    []int // of the stories of each slot, how many are known to be done
	spare   spare
	memory  *checkpoints // nil: nothing is kept
	out     Set
}

// queued is where a story stands in a slot: the first of its slot's stories is number 0.
type queued struct{ slot, n int }

func newSetting(s *inline.Setter, r *Run) *setting {
	places := r.places()
	st := &setting{Setter: s, run: r, chained: r.chained(places), taken: map[*Region]obstacles{}, done: map[*Galley]bool{}, places: places, upTo: make([]int, len(r.Slots))}
	for i := range r.Slots {
		st.stands = append(st.stands, newStand(&r.Slots[i]))
	}
	if st.memory = r.checkpoints(); st.memory != nil {
		st.out.checkpoints = st.memory.made
	}
	return st
}

// places lists where each story stands, once a slot.
func (r *Run) places() map[*Galley][]queued {
	out := map[*Galley][]queued{}
	for i := range r.Slots {
		for n, g := range r.Slots[i].Stories {
			if list := out[g]; len(list) == 0 || list[len(list)-1].slot != i {
				out[g] = append(list, queued{i, n})
			}
		}
	}
	return out
}

// Set sets all stories of the run.
func (r *Run) Set(s *inline.Setter) *Set {
	st := newSetting(s, r)
	for i := range r.Slots {
		for _, g := range r.Slots[i].Stories {
			st.story(g)
		}
		st.paint() // what waits for a story that was set before
	}
	for _, s := range st.stands {
		for _, r := range s.regions {
			st.out.Regions = append(st.out.Regions, r.with(st.taken[r]))
		}
	}
	out := st.out // by itself: a pointer into the setting would keep all that it worked with, and the sets before it
	return &out
}

// story sets a story, after what stands before it in any of its slots: so stories come in
// order also where they go on together.
func (st *setting) story(g *Galley) {
	if st.done[g] {
		return
	}
	st.done[g] = true
	var chain []int
	for _, p := range st.places[g] {
		for k := st.upTo[p.slot]; k < p.n; k++ {
			st.story(st.run.Slots[p.slot].Stories[k])
		}
		st.upTo[p.slot] = max(st.upTo[p.slot], p.n)
		chain = append(chain, p.slot)
	}
	if len(st.run.Slots[chain[0]].Regions) > 0 && !st.remembered(g) {
		st.remember(g, func() { st.set(g, chain) })
	}
}

// set sets a story in its slots, and paints it unless it waits for others.
func (st *setting) set(g *Galley, chain []int) {
	s, chain := st.ready(g, chain)
	o := s.set()
	st.keep(o, chain)
	if st.waiting = append(st.waiting, waiting{s, o}); !st.waits(s) {
		st.paint()
	}
}

// paint paints the stories of the slot in hand.
func (st *setting) paint() {
	switch list := st.waiting; len(list) {
	case 0:
		return
	case 1:
		list[0].s.justified(list[0].o)
	default:
		evenly(list)
	}
	for _, w := range st.waiting {
		st.take(w.s, w.o)
		w.o.drop()
		if st.run.Once {
			w.s.g.Release()
		}
	}
	st.waiting = st.waiting[:0]
}

// waits tells whether a story is not painted before those after it in its slot are set: they
// share the white at the foot. It is false where one of them has to do with other slots.
func (st *setting) waits(s *story) bool {
	return !s.last && s.spec().Justify > 0 && !s.grows() && len(s.slot.Regions) == 1 && !st.chained[s.slot] && (!s.slot.inColumns() || len(s.slot.Regions[0].cols) == 1)
}

// chained lists the slots with a story that has to do with another slot too.
func (r *Run) chained(places map[*Galley][]queued) map[*SlotRun]bool {
	out := map[*SlotRun]bool{}
	for i := range r.Slots {
		if slices.ContainsFunc(r.Slots[i].Stories, func(g *Galley) bool { return len(places[g]) > 1 }) {
			out[&r.Slots[i]] = true
		}
	}
	return out
}

// ready makes a story ready for its attempts, and says in which of its slots it may stand.
func (st *setting) ready(g *Galley, chain []int) (*story, []int) {
	s := st.prepare(g, chain[0])
	if s.grows() { // instead of going on
		return s, chain[:1]
	}
	chain = slices.DeleteFunc(chain, func(i int) bool { return i != chain[0] && st.turned(s, i) })
	for _, i := range chain[1:] {
		s.chain = append(s.chain, st.openedLeg(i))
	}
	return s, chain
}

// prepare takes a story up in its first slot.
func (st *setting) prepare(g *Galley, slot int) *story {
	run := &st.run.Slots[slot]
	spec := run.Regions[0].Slot
	s := &story{run: st.run, slot: run, own: st.stands[slot], spare: &st.spare, tries: newTries()}
	s.typeset = newTypeset(&composer{Setter: st.Setter, g: g, images: st.run.Images}, spec)
	s.engine = s.typeset
	if st.memory != nil { // a story before it is longer now, and this one stands elsewhere in the same columns
		if g.broken == nil {
			g.broken = s.typeset.broken
		}
		s.typeset.broken = g.broken
	}
	s.first, s.last = run.Stories[0] == g, run.Stories[len(run.Stories)-1] == g
	s.text.grid, s.text.notesAt = g.styles.grid, g.notesAt
	if g.tail != nil {
		s.text.tail = &element{block: -1, role: page.RoleByline, sh: g.tail}
	}
	return s
}

// set chooses how a story is set.
func (s *story) set() *outcome {
	if s.slot.inColumns() {
		return s.runOn()
	}
	return s.overColumns()
}

// take reports and paints what became of a story.
func (st *setting) take(s *story, o *outcome) {
	fit, found := s.report(o)
	st.out.Fits = append(st.out.Fits, fit)
	st.out.Findings = append(st.out.Findings, found...)
	st.out.Pieces = append(st.out.Pieces, s.paint(o)...)
	if r := s.place.region; r != nil {
		all, more := st.taken[r], o.lower.moved(o.obstacles(), o.hole, r.Grid.Leading)
		all.holes, all.insets = append(all.holes, more.holes...), append(all.insets, more.insets...)
		st.taken[r] = all
	}
	for i, row := range o.rows {
		if row.box == nil || row.box.columns < 2 {
			continue
		}
		at := o.lower.slot(i, o.slots[row.slot])
		all := st.taken[at.r]
		all.holes = append(all.holes, at.under(row.box))
		st.taken[at.r] = all
	}
}

// keep remembers what a story has taken of its slots.
func (st *setting) keep(o *outcome, chain []int) {
	st.stands[chain[0]] = o.own
	for i, c := range o.chain {
		st.stands[chain[1+i]] = c
	}
}

// openedLeg is a slot of a chain, its line slots listed where its stories follow one another
// in the columns.
func (st *setting) openedLeg(i int) stand {
	if st.run.Slots[i].inColumns() {
		return st.stands[i].opened()
	}
	return st.stands[i]
}

// turned reports a slot whose text runs in another direction than the story's.
func (st *setting) turned(s *story, slot int) bool {
	c := st.stands[slot]
	if len(c.regions) > 0 && c.regions[0].upright() == s.upright() {
		return false
	}
	find := source.New("FIT-JUMP", source.Pos{}, source.Msg("story-cannot-go-on-in-whose", c.slot.Name), source.Msg("give-both-slots-or-neither")).Of(s.g.Story.ID).On(0, c.slot.Name)
	if len(c.regions) > 0 {
		find.Page = st.run.Number(c.regions[0].Page)
	}
	if file := s.g.Story.File; file != nil {
		find.Pos = file.Pos(s.g.Story.Span)
	}
	st.out.Findings.Add(find)
	return true
}
