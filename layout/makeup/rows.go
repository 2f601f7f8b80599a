package makeup

// plot is a skeleton with parcels in its zones and heights of its rows.
type plot struct {
	cost  int    // of the zones as they stand
	miss  int    // line slots by which zones are too high or too low: none of a page that can be set
	lines []int  // at which rows begin, and where the last one ends
	cuts  []*cut // of the zones
}

// reach is how many lines a zone may miss what its parcels take while others are looked for.
const reach = 8

// surveyor finds the heights of a skeleton's rows at which zones come cheapest.
type surveyor struct {
	*skeleton
	lines, gap int
	misfit     int        // what a line slot costs by which a zone is too high or too low
	zoned      []*profile // what stands in the zones
	ending     [][]int    // zones by the row after their last
	dense      [][]int    // what they cost beyond the least, from reach lines below the lowest on
	tops       []int      // lines at which these begin, as the row after them does
	at         []int
	best       plot
	found      bool
}

func newSurveyor(sk *skeleton, lines, gap int) *surveyor {
	s := &surveyor{skeleton: sk, lines: lines, gap: gap, ending: make([][]int, sk.rows+1), at: make([]int, sk.rows+1), dense: make([][]int, len(sk.zones)), tops: make([]int, len(sk.zones))}
	for i, z := range sk.zones {
		s.ending[z.to] = append(s.ending[z.to], i)
	}
	return s
}

// survey finds the cheapest heights that cost less than limit; it tells whether there are any.
func (s *surveyor) survey(zoned []*profile, limit int) (plot, bool) {
	s.zoned, s.found, s.best.cost = zoned, false, limit
	least := 0 // what the zones cost at the best of heights: no page is cheaper
	for i, p := range zoned {
		least += p.least
		s.dense[i] = p.priced(s.zones[i].cols * s.misfit)
	}
	if least < limit {
		s.from(1, least)
	}
	if s.found {
		s.best.miss, s.best.cuts = 0, s.best.cuts[:0]
		for i, zn := range s.zones {
			x, off := zoned[i].at(s.best.lines[zn.to] - s.best.lines[zn.from] - s.gap)
			s.best.cuts = append(s.best.cuts, x)
			s.best.miss += off * zn.cols
		}
	}
	return s.best, s.found
}

// from goes through the lines at which row i may begin; what has been passed costs so much.
func (s *surveyor) from(i, cost int) {
	lo, hi := s.at[i-1]+s.gap+1, s.lines+s.gap
	if i == s.rows {
		if lo > hi {
			return
		}
		lo = hi
	}
	ending := s.ending[i]
	for _, z := range ending {
		p, top := s.zoned[z], s.at[s.zones[z].from]
		cost += top * p.pull / 16
		top += s.gap + p.lo - reach // at which a zone is as low as is looked at
		lo, hi = max(lo, top), min(hi, top+len(s.dense[z])-1)
		s.tops[z] = top
	}
	for y := lo; y <= hi; y++ {
		more := cost
		for _, z := range ending {
			more += s.dense[z][y-s.tops[z]]
		}
		if more >= s.best.cost {
			continue
		}
		s.at[i] = y
		if i < s.rows {
			s.from(i+1, more)
			continue
		}
		s.found, s.best.cost = true, more
		s.best.lines = append(s.best.lines[:0], s.at...)
	}
}

// areas lists the areas of a plot, zone by zone.
func (p *plot) areas(dst []area, sk *skeleton, gap int) []area {
	for i, z := range sk.zones {
		dst = p.cuts[i].place(dst, z.col, p.lines[z.from], gap)
	}
	return dst
}
