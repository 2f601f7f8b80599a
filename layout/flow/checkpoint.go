package flow

import (
	"banxin/editions/source"
	"banxin/layout/digest"
)

// A chain of hundreds of stories is one run, and an edit of one of them need not set the others
// again. Where stories follow one another through the columns of a slot that grows, all that
// setting one depends on is the slot, the story, whether it is the first or the last, and the
// state before it: the line slot it begins at, and how many regions the slot has by then, which
// are made one after the other and are always the same. So what came of a story may be kept under
// these (checkpoint) and taken again, with the state after it: after an edit that leaves the story
// as many lines the rest is what it was.

// checkpoint is what came of a story of a chain, and the state after it.
type checkpoint struct {
	pieces  []Piece
	fit     Fit
	found   source.List
	cursor  int // the first free line slot of the stream
	regions int // of the slot
}

// state is what a checkpoint is known by.
type state struct {
	slot, story digest.Sum
	numbers     digest.Sum // of the story's pictures in the document
	first, last bool
	cursor      int
	regions     int
}

// checkpoints are those of a run.
type checkpoints struct {
	run  *Run
	slot digest.Sum
	made map[state]*checkpoint
}

// Chain tells whether a set has what came of each of its stories.
func (s *Set) Chain() bool { return len(s.checkpoints) > 0 }

// checkpoints are nil where a run is no chain, or nobody remembers.
func (r *Run) checkpoints() *checkpoints {
	if r.Digests == nil || len(r.Slots) != 1 {
		return nil
	}
	if s := &r.Slots[0]; s.More == nil || len(s.Regions) == 0 || !s.inColumns() {
		return nil
	}
	return &checkpoints{r, r.Digests.slot(r), map[state]*checkpoint{}}
}

// state is that before a story.
func (c *checkpoints) state(g *Galley, own stand) state {
	content, stories := c.run.Digests.known(g), c.run.Slots[0].Stories
	k := state{slot: c.slot, story: content.Sum, first: stories[0] == g, last: stories[len(stories)-1] == g, cursor: own.cursor, regions: len(own.regions)}
	if len(content.pictures) > 0 {
		h := digest.New(nil)
		c.run.numbers(h, content.pictures)
		k.numbers = h.Sum()
	}
	return k
}

// find is what was kept of a state; nil: nothing.
func (c *checkpoints) find(k state) *checkpoint {
	for _, set := range c.run.Earlier {
		if was := set.checkpoints[k]; was != nil {
			return was
		}
	}
	return nil
}

// remembered has a story as it was set before, and tells whether it was.
func (st *setting) remembered(g *Galley) bool {
	if st.memory == nil {
		return false
	}
	k := st.memory.state(g, st.stands[0])
	was := st.memory.find(k)
	if was == nil {
		return false
	}
	own, more := st.stands[0], true
	for more && len(own.regions) < was.regions {
		own, more = own.reached() // the line slots are for who is set again
	}
	st.stands[0] = own.ran(own.stream, was.cursor)
	st.memory.made[k] = was
	st.out.Fits = append(st.out.Fits, was.fit)
	st.out.Findings = append(st.out.Findings, was.found...)
	st.out.Pieces = append(st.out.Pieces, was.pieces...)
	return true
}

// remember keeps what comes of a story, which do sets and paints.
func (st *setting) remember(g *Galley, do func()) {
	if st.memory == nil {
		do()
		return
	}
	k := st.memory.state(g, st.stands[0])
	pieces, fits, found := len(st.out.Pieces), len(st.out.Fits), len(st.out.Findings)
	do()
	own := st.stands[0]
	if len(st.out.Fits) != fits+1 {
		return // it is painted later
	}
	st.memory.made[k] = &checkpoint{
		pieces: st.out.Pieces[pieces:len(st.out.Pieces):len(st.out.Pieces)], fit: st.out.Fits[fits],
		found: st.out.Findings[found:len(st.out.Findings):len(st.out.Findings)], cursor: own.cursor, regions: len(own.regions),
	}
}
