package makeup

import (
	"math/bits"
	"slices"
)

// out is the zone of parcels that find no room.
const out = -1

// state is parcels in the zones of a skeleton, and what comes of it.
type state struct {
	where []int8 // zones of the parcels
	cost  int
	miss  int
	areas []area
}

// search looks for the best places of parcels in the zones of one skeleton: from a start by
// exchanging two, or moving one, as long as that makes the page cheaper; then from a start that
// is shaken.
type search struct {
	*surveyor
	c       *cutter
	judge   *judge
	prices  []int       // of leaving parcels out
	must    int         // how many of the first are never left out
	takes   [][]int     // with the white below them, by columns
	need    []int       // line slots that parcels take at the least
	share   int         // of those, what the page is to take; 0: as it comes
	airy    bool        // zones may be as high as they come: there is little copy for them
	left    int         // looks that may still be taken
	stopped func() bool // nobody waits for it; nil: somebody does
	random  uint32
	sets    []uint64
	zoned   []*profile
	areas   []area
	low     []int // lines at which rows may begin
	high    []int
}

func newSearch(sk *skeleton, c *cutter, j *judge, prices, need []int) *search {
	return &search{
		surveyor: newSurveyor(sk, j.lines, j.gap), c: c, judge: j, prices: prices, need: need, random: 2463534242,
		sets: make([]uint64, len(sk.zones)), zoned: make([]*profile, len(sk.zones)), low: make([]int, sk.rows+1), high: make([]int, sk.rows+1),
	}
}

// cutting is how many looks it counts to cut and weigh a page beyond seeing whether its zones may be
// filled.
const cutting = 7

// infeasible is what a state costs that cannot even nearly be set.
const infeasible = 1 << 28

// unseen is what a state costs of which nothing is known.
const unseen = 1 << 30

// weigh says what a state costs, if that is less than limit.
func (s *search) weigh(where []int8, limit int) (state, bool) {
	s.left--
	cost, need := 0, 0
	clear(s.sets)
	for p, z := range where {
		if z == out {
			cost += s.prices[p]
		} else {
			need += s.need[p]
			s.sets[z] |= 1 << p
		}
	}
	if s.share > 0 {
		cost += costShare * max(need-s.share, s.share-need)
	}
	if cost >= limit {
		return state{}, false
	}
	if bad := s.bad(); bad > 0 {
		bad += len(s.zones)
		return state{where: where, cost: infeasible + bad}, infeasible+bad < limit
	}
	s.left -= cutting
	bad := 0
	for i, set := range s.sets {
		if s.zoned[i] = s.c.profile(set, s.zones[i].cols); s.zoned[i] == nil {
			bad++
		}
	}
	if bad > 0 {
		return state{where: where, cost: infeasible + bad}, infeasible+bad < limit
	}
	p, ok := s.survey(s.zoned, limit-cost)
	if !ok {
		return state{}, false
	}
	s.areas = p.areas(s.areas[:0], s.skeleton, s.gap)
	cost += p.miss * s.misfit
	w, ok := s.judge.within(s.areas, limit-cost)
	if !ok {
		return state{}, false
	}
	if cost += w.sum(); len(s.areas) > 1 && !s.judge.sound(s.areas) {
		if cost += costUnsound; cost >= limit {
			return state{}, false
		}
	}
	return state{where: where, cost: cost, miss: p.miss, areas: s.areas}, true
}

// bad is how far the sets are from filling their zones, by what their parcels take at the least: 0 where
// they may. Most exchanges end here, and need not be cut to see that.
func (s *search) bad() (n int) {
	near := nearby * costMisfit / s.misfit
	clear(s.low)
	for i := range s.high {
		s.high[i] = s.lines + s.gap
	}
	s.high[0] = 0
	for i := 1; i <= s.rows; i++ {
		for _, z := range s.ending[i] {
			zn, need, most := &s.zones[z], 0, 0
			for x := s.sets[z]; x > 0; x &= x - 1 {
				p := bits.TrailingZeros64(x)
				need += s.takes[zn.cols][p]
				most += s.need[p]
			}
			if s.sets[z] == 0 || bits.OnesCount64(s.sets[z]) > zn.parcels {
				n += s.lines
			}
			s.low[i] = max(s.low[i], s.low[zn.from]+(need+zn.cols-1)/zn.cols)
			s.high[i] = min(s.high[i], s.high[zn.from]+most*widely/100/zn.cols+s.gap+nearby)
		}
		if !s.airy {
			n += max(s.low[i]-s.high[i]-nearby, 0)
		}
		s.high[i] = max(s.high[i], s.low[i])
	}
	end := s.lines + s.gap
	if s.airy {
		s.high[s.rows] = end
	}
	return n + max(s.low[s.rows]-end-near, 0) + max(end-nearby-s.high[s.rows], 0)
}

// least finds what parcels take at the least in so many columns and fewer, with the white below them.
func (s *search) least() {
	if s.takes == nil {
		s.takes = make([][]int, s.columns+1)
		for w := range s.takes {
			s.takes[w] = make([]int, len(s.need))
		}
	}
	for p := range s.need {
		s.takes[0][p] = tooMuch
		for w := 1; w <= s.columns; w++ {
			s.takes[w][p] = s.takes[w-1][p]
			if list := s.c.options[p][w]; len(list) > 0 {
				s.takes[w][p] = min(s.takes[w][p], w*(list[0].lines+s.gap))
			}
		}
	}
}

// widely is how much more than the least parcels may take in a zone, in hundredths; nearby how many
// lines a zone may miss for it to be looked at.
const (
	widely = 160
	nearby = 6
)

// next is a number from 0 to n-1; the same search makes the same ones.
func (s *search) next(n int) int {
	s.random ^= s.random << 13
	s.random ^= s.random >> 17
	s.random ^= s.random << 5
	return int(s.random % uint32(n))
}

// start puts parcels into zones as areas of even rows have room, the most important first.
func (s *search) start(shake int) []int8 {
	where := make([]int8, len(s.need))
	room := make([]int, len(s.zones))
	count := make([]int, len(s.zones))
	for i, z := range s.zones {
		room[i] = z.cols * (z.to - z.from) * s.lines / s.rows
	}
	all := s.columns * s.lines
	for p := range where {
		best := out
		if all -= s.need[p]; all >= 0 || p == 0 {
			for i, z := range s.zones {
				if count[i] == z.parcels || !s.may(p, i) {
					continue
				}
				if p == 1 && z.letter == 'B' {
					best = i
					break
				}
				if best == out || room[i]+s.jitter(shake) > room[best] {
					best = i
				}
			}
		}
		if best == out {
			all += s.need[p]
		} else {
			room[best] -= s.need[p]
			count[best]++
		}
		where[p] = int8(best)
	}
	s.people(where, count)
	return where
}

func (s *search) jitter(shake int) int {
	if shake == 0 {
		return 0
	}
	return s.next(shake)
}

// people puts a parcel into each zone that has none, of the zone that has most.
func (s *search) people(where []int8, count []int) {
	for i := range s.zones {
		if count[i] > 0 {
			continue
		}
		for p := len(where) - 1; p > 1; p-- {
			if z := where[p]; (z == out || count[z] > 1) && s.may(p, i) {
				if z != out {
					count[z]--
				}
				where[p] = int8(i)
				count[i]++
				break
			}
		}
	}
}

// may tells whether a parcel may be in a zone, or out: the first stands in the lead's, the second, but for a notice, in
// one at the head of the page, or right below the lead, that is narrower, if the lead leaves it room.
func (s *search) may(p, z int) bool {
	switch {
	case z == out:
		return p > 1 && p >= s.must || p == 1 && s.alone() || p == 1 && !slices.ContainsFunc(s.zones, func(zn zone) bool { return len(s.c.options[1][zn.cols]) > 0 })
	case p > 1 || p == 1 && s.judge.sorts[1] == isNotice:
		for w := s.zones[z].cols; w > 0; w-- {
			if len(s.c.options[p][w]) > 0 {
				return true
			}
		}
		return false
	case len(s.c.options[p][s.zones[z].cols]) == 0:
		return false
	case p == 0:
		return z == 0
	}
	return s.seconds(z)
}

// alone tells whether the first leaves the second no room: neither beside it nor below.
func (s *search) alone() bool {
	if s.need[0]+s.need[1] > s.columns*s.lines {
		return true
	}
	lead := s.c.options[0]
	if len(lead[s.columns]) == 0 || slices.ContainsFunc(lead[:s.columns], func(list []*option) bool { return len(list) > 0 }) {
		return false
	}
	room := s.lines - s.gap - lead[s.columns][0].lines
	return !slices.ContainsFunc(s.c.options[1], func(list []*option) bool { return len(list) > 0 && list[0].lines <= room })
}

// seconds tells whether the second story may stand at the head of a zone: of its own where that suits, else of any that
// does. Zone 0 is the lead's: it takes the second where no other does.
func (s *search) seconds(z int) bool {
	lead := &s.zones[0]
	suits := func(zn *zone) bool {
		return (zn.from == 0 || zn.col == lead.col && zn.from == lead.to) && (zn.cols < lead.cols || lead.cols == s.columns)
	}
	if b := slices.IndexFunc(s.zones, func(zn zone) bool { return zn.letter == 'B' }); b > 0 && suits(&s.zones[b]) && len(s.c.options[1][s.zones[b].cols]) > 0 {
		return z == b
	}
	if z > 0 {
		return suits(&s.zones[z])
	}
	return !slices.ContainsFunc(s.zones[1:], func(zn zone) bool { return suits(&zn) && len(s.c.options[1][zn.cols]) > 0 })
}

// climb makes a state better as long as it can.
func (s *search) climb(from state) state {
	n := len(from.where)
	try := slices.Clone(from.where)
	better := func() bool {
		x, ok := s.weigh(try, from.cost)
		if ok {
			from = x.owned()
			return true
		}
		copy(try, from.where)
		return false
	}
	for again := true; again && s.left > 0; {
		again = false
		for k := 0; k < n && s.left > 0; k++ {
			p := n - 1 - k
			for z := out; z < len(s.zones); z++ {
				if int(try[p]) == z || !s.may(p, z) {
					continue
				}
				try[p] = int8(z)
				again = better() || again
			}
			for q := range p {
				if try[p] == try[q] || !s.may(p, int(try[q])) || !s.may(q, int(try[p])) {
					continue
				}
				try[p], try[q] = try[q], try[p]
				again = better() || again
			}
			again = s.for2(try, p, better) || again
		}
	}
	return from
}

// for2 puts two parcels that are out into the place of one that takes about as much as they do.
func (s *search) for2(try []int8, p int, better func() bool) (again bool) {
	if !s.may(p, out) {
		return false
	}
	for q := range try {
		for r := q + 1; r < len(try) && try[p] != out && s.left > 0; r++ {
			if z := int(try[p]); try[q] == out && try[r] == out && 10*abs(s.need[q]+s.need[r]-s.need[p]) <= 3*s.need[p] && s.may(q, z) && s.may(r, z) {
				try[p], try[q], try[r] = out, int8(z), int8(z)
				again = better() || again
			}
		}
	}
	return again
}

// shake exchanges a few parcels at random, and moves one.
func (s *search) shake(where []int8) {
	free := func() int { return min(1+s.next(len(where)-1)+1, len(where)-1) }
	for range 1 + s.next(3) {
		if p, q := free(), free(); s.may(p, int(where[q])) && s.may(q, int(where[p])) {
			where[p], where[q] = where[q], where[p]
		}
	}
	if p, z := free(), s.next(len(s.zones)); s.next(2) == 0 && s.may(p, z) {
		where[p] = int8(z)
	}
}

// owned is the state with areas and places of its own.
func (x state) owned() state {
	x.where, x.areas = slices.Clone(x.where), slices.Clone(x.areas)
	return x
}

// best looks for a state, so often: climbs, shakes what it found, and climbs again. It begins with parcels where they
// are, if they are said to be somewhere.
func (s *search) best(where []int8, looks int) state {
	s.left, s.misfit = looks, costMisfit
	s.least()
	if where == nil {
		where = s.start(0)
	}
	sure := s.seen(where)
	best := s.climb(sure)
	if sure.miss > 0 || best.miss == 0 {
		sure = best
	}
	for n := 1; s.left > 0 && len(best.where) > 2; n++ {
		if s.stopped != nil && s.stopped() {
			break
		}
		if phase := min((looks-s.left)*len(strictly)/looks, len(strictly)-1); s.misfit != costMisfit*strictly[phase] {
			was := s.misfit
			s.misfit = costMisfit * strictly[phase]
			best.cost += best.miss * (s.misfit - was)
			sure.cost += sure.miss * (s.misfit - was)
			best = cheaper(best, sure)
		}
		where := slices.Clone(best.where)
		if best.cost >= infeasible {
			where = s.start(s.lines * s.columns / 4)
		} else {
			s.shake(where)
		}
		x := s.climb(s.seen(where))
		best = cheaper(best, x)
		if x.miss == 0 && (sure.miss > 0 || x.cost < sure.cost) {
			sure = x
		}
	}
	return cheaper(best, sure)
}

// cheaper is the cheaper one of two, the first of equal ones.
func cheaper(a, b state) state {
	if b.cost < a.cost {
		return b
	}
	return a
}

// seen is what comes of parcels in zones.
func (s *search) seen(where []int8) state {
	if x, ok := s.weigh(where, unseen); ok {
		return x.owned()
	}
	return state{where: where, cost: unseen}
}

// strictly is by how much worse it becomes in the parts of a search that a zone is not filled: a page that is nearly
// one leads to others, but is none.
var strictly = []int{1, 3, 10, 60}
