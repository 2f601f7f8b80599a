package inline

import (
	"math/rand/v2"
	"testing"

	"banxin/layout/typo"
	"banxin/layout/unit"
)

// twin finds the least cost of breaking sh by trying every way, line by line from the
// last; the sums of a line are added up item by item.
type twin struct {
	search
	seen map[[2]int]int64
}

func (w *twin) best(node, line int) int64 {
	last := len(w.nodes.list) - 1
	if node == last {
		return 0
	}
	if c, ok := w.seen[[2]int{node, line}]; ok {
		return c
	}
	best := int64(unreached)
	for j := node + 1; j <= last; j++ {
		best = min(best, w.line(node, j, line)+w.best(j, line+1))
		if w.nodes.list[j].forced {
			break
		}
	}
	w.seen[[2]int{node, line}] = best
	return best
}

// line rates one line from scratch.
func (w *twin) line(i, j, n int) int64 {
	l := Line{From: int(w.nodes.list[i].item), To: int(w.nodes.list[j].item)}
	var t sums
	for k, end := l.From, w.sh.visible(l); k < end; k++ {
		if k > l.From {
			t.add(w.sh, &w.sh.items[k-1], &w.sh.items[k])
		}
		t.item(w.sh, &w.sh.items[k])
		if k == end-1 {
			t.ends(w.sh, &w.sh.items[k])
		}
	}
	if w.nodes.list[j].penalty == hyphenated {
		t[solid] += w.sh.hyphenWidth(l.To - 1)
	}
	keep := [2]node{w.nodes.list[i], w.nodes.list[j]}
	w.nodes.list[i].start, w.nodes.list[j].end = sums{}, t
	c := w.lineCost(i, j, w.ask.measure(n, i == 0))
	w.nodes.list[i], w.nodes.list[j] = keep[0], keep[1]
	return c
}

// cost rates the lines that a search found.
func (w *twin) cost(lines []Line) (sum int64) {
	node := map[int]int{}
	for i, n := range w.nodes.list {
		node[int(n.item)] = i
	}
	for n, l := range lines {
		sum += w.line(node[l.From], node[l.To], n)
	}
	return sum
}

func TestOptimum(t *testing.T) {
	const alphabet = "汉汉汉汉汉字，。（）“”aa1 —…·\u00ad\n"
	runes := []rune(alphabet)
	rnd := rand.New(rand.NewPCG(1, 2))
	var s Setter
	for range 6000 {
		text := make([]rune, 1+rnd.IntN(26))
		for i := range text {
			text[i] = runes[rnd.IntN(len(runes))]
		}
		p := body(string(text))
		p.Indent = unit.Points(10 * rnd.IntN(3))
		p.Align = typo.Align(rnd.IntN(5))
		p.Head = rnd.IntN(4) == 0
		widths := make([]unit.Length, 1+rnd.IntN(4))
		for i := range widths {
			widths[i] = unit.Points(10 * (1 + rnd.IntN(9)))
		}
		sh := s.Shape(p)
		lines := s.Break(nil, sh, widths)
		w := twin{search: s.search, seen: map[[2]int]int64{}}
		if got, want := w.cost(lines), w.best(0, 0); got != want {
			t.Fatalf("%q at %v: cost %d, the twin finds %d: %d\n%s%v %v", string(text), widths, got, want, w.path(), show(sh, lines), p.Align, p.Head)
		}
	}
}

// path returns the items at which the twin's cheapest lines begin.
func (w *twin) path() (list []int) {
	for node, line := 0, 0; node < len(w.nodes.list)-1; line++ {
		for j := node + 1; ; j++ {
			if w.line(node, j, line)+w.best(j, line+1) == w.best(node, line) {
				list = append(list, int(w.nodes.list[node].item), int(w.line(node, j, line)))
				node = j
				break
			}
		}
	}
	return list
}
