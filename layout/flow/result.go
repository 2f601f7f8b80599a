package flow

// result is what came of an attempt. It owns its rows and line slots; what else it holds is
// frozen and may be that of other results. It stays as it is until it is dropped.
type result struct {
	attempt
	*furniture
	poured
	route
	spare *spare // for what it owns, once it is dropped
}

// over is what is over, in lines, with a picture that found no room as one more.
func (r *result) over() int { return r.overLines + len(r.homeless) }

// fits tells whether all but the head, where that has no room, has found its place.
func (r *result) fits() bool { return r.over() == 0 }

// free are the line slots left free after the end.
func (r *result) free() []lineSlot { return r.slots[min(r.next, len(r.slots)):] }

// drop ends a result: what it owns goes to other results.
func (r *result) drop() {
	if r == nil || r.spare == nil {
		return
	}
	r.spare.giveRows(r.rows)
	if !r.shared {
		r.spare.giveSlots(r.course)
	}
	r.spare, r.rows, r.slots = nil, nil, nil
}

// try makes an attempt.
func (s *story) try(a attempt) *result {
	res := &result{attempt: a, furniture: s.furnished(a), spare: s.spare}
	c, route := s.course(a, res.furniture)
	res.route = route
	how := pouring{ask: a.setting + a.more, narrow: a.narrow}
	res.poured = pour(s.engine, &s.text, c, how, s.spare.takeRows())
	if len(res.lost) > 0 && a.open() && !a.narrow && !s.grows() {
		// pictures over several columns that find no room there are set over one, and so
		// they are in what is tried from here on
		res.narrow, how.narrow = true, true
		res.poured = pour(s.engine, &s.text, c, how, res.rows)
	}
	return res
}
