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
	at         []int
	cuts       []*cut
	best       plot
	found      bool
}

func newSurveyor(sk *skeleton, lines, gap int) *surveyor {
	s := &surveyor{skeleton: sk, lines: lines, gap: gap, ending: make([][]int, sk.rows+1), at: make([]int, sk.rows+1), cuts: make([]*cut, len(sk.zones))}
	for i, z := range sk.zones {
		s.ending[z.to] = append(s.ending[z.to], i)
	}
	return s
}

// survey finds the cheapest heights that cost less than limit; it tells whether there are any.
func (s *surveyor) survey(zoned []*profile, limit int) (plot, bool) {
	s.zoned, s.found, s.best.cost = zoned, false, limit
	least := 0 // what the zones cost at the best of heights: no page is cheaper
	for _, p := range zoned {
		least += p.least
	}
	s.from(1, least, 0)
	return s.best, s.found
}

// from goes through the lines at which row i may begin; what has been passed costs so much.
func (s *surveyor) from(i, cost, miss int) {
	lo, hi := s.at[i-1]+s.gap+1, s.lines+s.gap
	if i == s.rows {
		if lo > hi {
			return
		}
		lo = hi
	}
	for _, z := range s.ending[i] {
		p, top := s.zoned[z], s.at[s.zones[z].from]+s.gap
		lo, hi = max(lo, top+p.lo-reach), min(hi, top+p.lo+len(p.cuts)-1+reach)
	}
	for y := lo; y <= hi; y++ {
		more, missing := cost, miss
		s.at[i] = y
		for _, z := range s.ending[i] {
			zn := &s.zones[z]
			top := s.at[zn.from]
			x, off := s.zoned[z].at(y - top - s.gap)
			s.cuts[z] = x
			more += x.cost - s.zoned[z].least + off*zn.cols*s.misfit + top*s.zoned[z].pull/16
			missing += off * zn.cols
		}
		switch {
		case more >= s.best.cost:
		case i < s.rows:
			s.from(i+1, more, missing)
		default:
			s.found = true
			s.best.cost, s.best.miss = more, missing
			s.best.lines = append(s.best.lines[:0], s.at...)
			s.best.cuts = append(s.best.cuts[:0], s.cuts...)
		}
	}
}

// areas lists the areas of a plot, zone by zone.
func (p *plot) areas(dst []area, sk *skeleton, gap int) []area {
	for i, z := range sk.zones {
		dst = p.cuts[i].place(dst, z.col, p.lines[z.from], gap)
	}
	return dst
}
