package inline

import (
	"cmp"
	"slices"
	"strings"

	"banxin/layout/unit"
)

// Breaking is a way to part a headline.
type Breaking struct {
	Lines []string // what they show, without spaces at their ends
	Score int      // of 100, which is for lines of like length that end where clauses end
	Parts string   // the word that the end of a line parts, or the figure with what it counts; "": none

	cost int64
}

// Breakings returns up to n ways to part a headline, which takes so many lines of a measure,
// the best first: that is the way Break takes. A headline that fits one line has none.
func (s *Setter) Breakings(sh *Shaped, measure unit.Length, lines, n int) []Breaking {
	if !sh.para.Head || lines < 2 {
		return nil
	}
	list := s.search.breakings(sh, measure, lines, n)
	slices.SortStableFunc(list, func(a, b Breaking) int { return cmp.Compare(a.cost, b.cost) })
	for k := 1; k < len(list); k++ { // a line more is no better, whatever it parts
		list[k].Score = min(list[k].Score, list[k-1].Score)
	}
	return list
}

func (s *search) breakings(sh *Shaped, measure unit.Length, lines, n int) (list []Breaking) {
	s.sh, s.ask = sh, newTask(sh, []unit.Length{measure})
	s.start()
	s.ask.target = int32(min(sh.natural, maxMeasure)) / int32(lines)
	for _, nodes := range s.nearest(n) {
		list = append(list, s.breaking(nodes))
	}
	return list
}

// lane is one of the cheapest ways to a node: its last line begins at node prev, to which it
// takes that node's way number rank.
type lane struct {
	cost       int64
	prev, rank int
}

// nearest returns the nodes of the n cheapest ways through a headline, all of whose lines have
// one measure.
func (s *search) nearest(n int) (ways [][]int) {
	nodes := s.nodes.list
	room := make([]lane, len(nodes)*n)
	lanes := make([][]lane, len(nodes))
	lanes[0] = []lane{{prev: -1}}
	lo, barrier := 0, 0
	for j := 1; j < len(nodes); j++ {
		lanes[j] = room[j*n : j*n : (j+1)*n]
		lo = max(lo, barrier)
		for lo < j-1 && s.tooLong(lo, j, s.ask.measures(0)) {
			lo++
		}
		for i := lo; i < j; i++ {
			line := s.lineCost(i, j, s.ask.less(s.ask.flat, i == 0))
			for k, l := range lanes[i] {
				lanes[j] = insert(lanes[j], lane{l.cost + line, i, k})
			}
		}
		if nodes[j].forced {
			barrier = j
		}
	}
	last := len(nodes) - 1
	for k := range lanes[last] {
		var way []int
		for j := last; j >= 0; {
			way = append(way, j)
			j, k = lanes[j][k].prev, lanes[j][k].rank
		}
		slices.Reverse(way)
		ways = append(ways, way)
	}
	return ways
}

// insert puts a lane behind those that cost no more; where there is no room the last one goes.
func insert(list []lane, l lane) []lane {
	k := len(list)
	for k > 0 && list[k-1].cost > l.cost {
		k--
	}
	if k == cap(list) {
		return list
	}
	if len(list) < cap(list) {
		list = append(list, lane{})
	}
	copy(list[k+1:], list[k:])
	list[k] = l
	return list
}

// breaking says what a way through the nodes of a headline looks like; its lines are held
// against one another, whatever their number.
func (s *search) breaking(way []int) (b Breaking) {
	r, at, n := s.rated(), s.sh.before(), int64(len(way)-1)
	s.ask.target = int32(min(s.sh.natural, maxMeasure)) / int32(n)
	for k, j := range way[1:] {
		i := way[k]
		from, to := int(s.nodes.list[i].item), int(s.nodes.list[j].item)
		b.Lines = append(b.Lines, strings.TrimSpace(s.sh.source(from, to)))
		b.cost += s.lineCost(i, j, s.ask.less(s.ask.flat, i == 0))
		if b.Parts == "" && to < len(at) && s.cuts[j] >= costWord {
			b.Parts = r.parts(at[to])
		}
	}
	b.Score = int(max(0, 100-(b.cost-n*costHeadLine)/scorePoint))
	return b
}

// scorePoint is what a point of the score costs: a break between phrases is five, one between
// the words of a phrase twenty.
const scorePoint = 300
