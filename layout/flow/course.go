package flow

import "banxin/layout/unit"

// route is where a story's way leads besides its own slot.
type route struct {
	course []lineSlot // as listed, in the order of the page
	shared bool       // it is a stream's
	jumps  []jump
	last   int // where the last leg begins in it
	from   int // and in that leg's stream
}

// jump is a line of 下转 or 上接 at a line slot, or the small head of a continuation.
type jump struct {
	page PageRef
	from bool // 上接: at the start of the continuation
	slot lineSlot
	text string
	head *block // instead of a line, at rect
	rect unit.Rect

	silent bool // there is no room to say it
}

// course lists the line slots of an attempt: of regions, without what furniture takes, or of
// a stream; and then of the legs of a chain.
func (s *story) course(a attempt, f *furniture) (course, route) {
	var c course
	var way route
	if s.place.region == nil {
		c, way.shared = s.streamed(a), true
	} else {
		c.slots = s.inRegions(a, f)
	}
	if a.legs > 0 {
		s.chained(a, f, &c, &way)
	}
	if !way.shared {
		c.uniform = uniform(c.slots)
	}
	way.course = c.slots
	return c, way
}

// streamed is the stream of the slot down to the last region of an attempt.
func (s *story) streamed(a attempt) course {
	to := s.own.ends[a.regions-1]
	return course{slots: s.own.stream[:to.n], start: s.own.cursor, uniform: to.uniform}
}

// inRegions lists the line slots of regions.
func (s *story) inRegions(a attempt, f *furniture) []lineSlot {
	slots := s.spare.takeSlots()
	for i := range a.regions {
		n := s.place.i + i
		r, from, to, o := s.own.regions[n], s.own.at[n], s.own.regions[n].end, obstacles{}
		if i == 0 {
			from, o = s.place.at, f.obstacles()
		}
		if i == a.regions-1 && a.legs == 0 && !a.open() {
			to, o = a.end, r.shortened(o, a.end, a.short)
		}
		slots = r.slots(slots, from, to, o)
	}
	return slots
}
