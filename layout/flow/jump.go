package flow

import "slices"

// jump lets a story that does not fit its slot, as an attempt at that alone showed, go on
// through the later slots of its chain, into as few of their stretches as it needs. The
// columns of the last one are level. own is what it leaves of its slot.
func (s *story) jump(whole *result, own stand) *outcome {
	legs := s.legs()
	if len(legs) == 0 {
		return &outcome{result: whole, own: own, chain: s.chain, room: len(whole.slots) - s.start()}
	}
	res := best(s.try, nil, ways(whole.attempt, len(legs)), func(r *result) int {
		if r.overLines == 0 {
			return 0
		}
		return 1 + len(legs) - r.legs
	})
	out := &outcome{result: res, own: own, chain: slices.Clone(s.chain), room: len(res.slots) - s.start(), open: res, whole: whole}
	tail := legs[res.legs-1]
	last := s.ends(tail)
	if last {
		out.free = res.free()
	}
	if r := tail.region; r != nil && res.overLines == 0 {
		capless := res.capless
		l := levelling{try: s.try, fits: func(r *result) bool { return r.overLines == 0 && r.capless <= capless }, columns: len(r.cols)}
		out.result = l.level(res.attempt, s.chain[tail.link].at[tail.i]+1, r.end)
	}
	for _, l := range legs[:res.legs-1] {
		out.chain[l.link] = l.filled(out.chain[l.link])
	}
	if end := &out.chain[tail.link]; last || out.overLines > 0 {
		*end = tail.filled(*end)
	} else {
		*end = out.left(tail, *end)
	}
	return out
}

// ways lists an attempt that goes on through more and more legs.
func ways(a attempt, n int) func(yield func(attempt) bool) {
	return func(yield func(attempt) bool) {
		for a.legs = 1; a.legs <= n && yield(a); a.legs++ {
		}
	}
}

// start is the first line slot of the story in a stream.
func (s *story) start() int {
	if s.place.region != nil {
		return 0
	}
	return s.own.cursor
}

// ends tells whether no story follows in a leg's slot.
func (s *story) ends(l leg) bool {
	stories := s.chain[l.link].slot.Stories
	return stories[len(stories)-1] == s.g
}

// filled has nothing of the leg left.
func (l leg) filled(s stand) stand {
	if l.region != nil {
		return s.filled(l.i, l.i+1)
	}
	return s.ran(s.stream, len(s.stream))
}

// left is what a result leaves of its last leg.
func (r *result) left(l leg, s stand) stand {
	if l.region != nil {
		return s.taken(l.i, r.end)
	}
	used := max(r.next-r.route.last, 0)
	return s.ran(s.stream, max(r.from+used, r.reached(s.stream, r.next)))
}
