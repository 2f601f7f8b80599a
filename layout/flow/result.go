package flow

// result is what came of an attempt. It owns its rows and line slots; what else it holds is
// frozen and may be that of other results. It stays as it is until it is dropped.
type result struct {
	attempt
	*furniture
	poured
	route
	spare *spare              // for what it owns, once it is dropped
	alive map[attempt]*result // where it is found until then
	uses  int                 // that are to be dropped
}

// over is what is over, in lines, with a picture that found no room as one more.
func (r *result) over() int { return r.overLines + len(r.homeless) }

// fits tells whether all but the head, where that has no room, has found its place.
func (r *result) fits() bool { return r.over() == 0 }

// under tells whether the text begins below the head.
func (r *result) under() bool {
	if r.hole.empty() || len(r.rows) == 0 {
		return true
	}
	c := int(r.slots[r.rows[0].slot].col)
	return r.hole.c0 <= c && c < r.hole.c1
}

// free are the line slots left free after the end; none where there is none.
func (r *result) free() []lineSlot {
	if r.stop.on {
		return nil
	}
	return r.slots[min(r.next, len(r.slots)):]
}

// drop ends a use of a result. After the last one what it owns goes to other results.
func (r *result) drop() {
	if r == nil || r.spare == nil {
		return
	}
	if r.uses--; r.uses > 0 {
		return
	}
	delete(r.alive, r.attempt)
	r.spare.giveRows(r.rows)
	if !r.shared {
		r.spare.giveSlots(r.course)
	}
	r.spare, r.rows, r.slots = nil, nil, nil
}

// tries is what is known of the attempts at a story from its place on.
type tries struct {
	alive map[attempt]*result // those that are not dropped
	wide  map[attempt]bool    // those whose pictures find no room over several columns
}

func newTries() tries { return tries{map[attempt]*result{}, map[attempt]bool{}} }

// try makes an attempt. Where pictures that ask for several columns find no room it makes
// the one at which they may stand over one instead; so may they in what is tried after that.
func (s *story) try(a attempt) *result {
	if !s.wide[a] {
		res := s.resultOf(a)
		if len(res.lost) == 0 || !a.open() || a.narrow || s.grows() {
			return res
		}
		s.wide[a] = true
		res.drop()
	}
	a.narrow = true
	return s.resultOf(a)
}

// resultOf is the result of an attempt: the one there is, as long as that is in use. Each use
// ends with a drop of its own.
func (s *story) resultOf(a attempt) *result {
	if res := s.alive[a]; res != nil {
		res.uses++
		return res
	}
	res := &result{attempt: a, furniture: s.furnished(a), spare: s.spare, alive: s.alive, uses: 1}
	c, route := s.course(a, res.furniture)
	res.route = route
	res.poured = pour(s.engine, &s.text, c, pouring{ask: a.setting + a.more, narrow: a.narrow}, s.spare.takeRows())
	s.alive[a] = res
	if s.watch != nil {
		s.watch(a)
	}
	return res
}
