package flow

import "banxin/editions/source"

// outcome is a story set: the result chosen for it, and what it leaves to the stories after.
type outcome struct {
	*result
	own   stand
	chain []stand
	room  int        // line slots of its frames
	free  []lineSlot // those it leaves free, before its columns are level
	open  *result    // whose those are
	whole *result    // of its own slot alone, where it jumps
	found source.List
	lower lowering // on the page
}

// chosen is a result that takes all it has been given.
func (s *story) chosen(r *result) *outcome {
	out := &outcome{result: r, own: s.own, chain: s.chain, room: len(r.slots), open: r}
	if s.last && !s.grows() {
		out.free = r.free()
	}
	return out
}

// drop ends the outcome: it has been reported and painted.
func (o *outcome) drop() {
	o.result.drop()
	if o.open != o.result {
		o.open.drop()
	}
	o.whole.drop()
}
