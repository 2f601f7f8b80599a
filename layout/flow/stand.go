package flow

import "slices"

// stand is how far the stories of a slot have come. It is a value: setting a story gives
// another one, and what the story was set by stays as it was.
type stand struct {
	slot    *SlotRun
	regions []*Region // of the slot, with those made for it
	at      []int     // the first line of each that is free

	stream []lineSlot // of stories that follow one another in the columns; nil: none has yet
	ends   []ending   // of the stream after each region
	cursor int        // the first line slot of it that is free
}

// ending is where a region ends in a stream.
type ending struct {
	n       int
	uniform bool // all line slots up to here are of one width
}

// newStand is a slot before its first story.
func newStand(s *SlotRun) stand {
	st := stand{slot: s, regions: slices.Clone(s.Regions)}
	for _, r := range s.Regions {
		st.at = append(st.at, r.top)
	}
	return st
}

// inColumns tells whether a story of the slot runs on in the columns where the one before
// it ended.
func (s *SlotRun) inColumns() bool {
	spec := s.Regions[0].Slot
	if spec.Upright {
		return false
	}
	several := len(s.Stories) > 1 || s.More != nil
	return several && (spec.Head.Span < 0 || spec.Head.Span == 0 && len(s.Regions[0].cols) == 1 && s.More == nil)
}

// opened lists the line slots of all columns as one stream.
func (s stand) opened() stand {
	if s.stream != nil && len(s.ends) == len(s.regions) {
		return s
	}
	if s.at = slices.Clone(s.at); s.stream == nil {
		s.stream = []lineSlot{}
	}
	for i := len(s.ends); i < len(s.regions); i++ {
		s = s.joined(s.regions[i])
		s.at[i] = s.regions[i].end
	}
	return s
}

// joined has a region's line slots at the end of its stream.
func (s stand) joined(r *Region) stand {
	from := max(len(s.stream)-1, 0)
	even := len(s.ends) == 0 || s.ends[len(s.ends)-1].uniform
	s.stream = r.slots(s.stream, r.top, r.end, obstacles{})
	s.ends = append(slices.Clip(s.ends), ending{len(s.stream), even && uniform(s.stream[from:])})
	return s
}

// grown has further regions, those of another page; it is false where the slot cannot grow.
// Its stream may share room with that of the stand it comes of, which ends before: one that
// has grown and is to grow again another way must be clipped.
func (s stand) grown() (stand, bool) {
	more, ok := s.reached()
	if ok && s.stream != nil {
		more = more.opened()
	}
	return more, ok
}

// reached is grown, but the line slots of those regions are listed by whoever asks for them (opened).
func (s stand) reached() (stand, bool) {
	if s.slot.More == nil {
		return s, false
	}
	more := s.slot.More(s.pages())
	s.regions, s.at = append(slices.Clip(s.regions), more...), slices.Clip(s.at)
	for _, r := range more {
		s.at = append(s.at, r.top)
	}
	return s, len(more) > 0
}

// current is the first region in which lines are left, -1 when there is none.
func (s stand) current() int {
	for i, r := range s.regions {
		if s.at[i] < r.end {
			return i
		}
	}
	return -1
}

// pages is the number of pages the slot stands on.
func (s stand) pages() int {
	n := 0
	for i, r := range s.regions {
		if i == 0 || r.Page != s.regions[i-1].Page {
			n++
		}
	}
	return n
}

// taken has the lines of a region before one taken.
func (s stand) taken(i, before int) stand {
	s.at = slices.Clone(s.at)
	s.at[i] = before
	return s
}

// filled has nothing left in its regions from i to before j.
func (s stand) filled(i, j int) stand {
	s.at = slices.Clone(s.at)
	for ; i < j; i++ {
		s.at[i] = s.regions[i].end
	}
	return s
}

// with has another region in place of one.
func (s stand) with(i int, r *Region) stand {
	s.regions = slices.Clone(s.regions)
	s.regions[i] = r
	return s
}

// ran has a stream of which the line slots before cursor are taken.
func (s stand) ran(stream []lineSlot, cursor int) stand {
	s.stream, s.cursor = stream, cursor
	return s
}

// clipped shares no room with what has grown from it.
func (s stand) clipped() stand {
	s.stream = slices.Clip(s.stream)
	return s
}
