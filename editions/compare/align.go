package compare

import (
	"cmp"
	"slices"
)

// pair relates parts of a story's two states: a[a0:a1] became b[b0:b1]. One of the two
// may be empty; one part may have become two, and two one.
type pair struct {
	a0, a1, b0, b1 int
	moved          bool
}

// alike is the least likeness of parts that are taken for the same, moved that of parts
// that stand elsewhere. 1 is equality, as 1000.
const (
	alike      = 400
	alikeMoved = 600
)

// most is how many pairs of parts are weighed where many in a row have changed.
const most = 40_000

// align finds which parts of b are which of a. Parts of the head are told by their role.
// The pairs come in b's order, what was deleted after what stood before it.
func align(a, b []Part) []pair {
	m := &aligner{a: a, b: b, ga: gramsOf(a), gb: gramsOf(b)}
	ha, hb := heads(a), heads(b)
	for _, role := range Roles[:slices.Index(Roles, Lead)] {
		i, j := find(a[:ha], role), find(b[:hb], role)
		if i < ha || j < hb {
			m.pairs = append(m.pairs, pair{a0: min(i, ha), a1: min(i+1, ha), b0: min(j, hb), b1: min(j+1, hb)})
		}
	}
	m.body(ha, hb)
	m.moves()
	return m.pairs
}

// heads is how many parts belong to the head.
func heads(parts []Part) int {
	if n := slices.IndexFunc(parts, func(p Part) bool { return p.Block >= 0 }); n >= 0 {
		return n
	}
	return len(parts)
}

// find returns the index of the part with a role, or how many there are.
func find(parts []Part, role string) int {
	if i := slices.IndexFunc(parts, func(p Part) bool { return p.Role == role }); i >= 0 {
		return i
	}
	return len(parts)
}

type aligner struct {
	a, b   []Part
	ga, gb []grams
	pairs  []pair
}

// body pairs what follows the head: first parts that are equal, then, between them, those
// that are alike.
func (m *aligner) body(i, j int) {
	ids := map[string]int32{}
	deleted, inserted := shortest(number(ids, keys(m.a[i:])), number(ids, keys(m.b[j:])))
	a0, b0, ha, hb := i, j, i, j
	for i < len(m.a) || j < len(m.b) {
		switch {
		case i < len(m.a) && deleted[i-ha]:
			i++
		case j < len(m.b) && inserted[j-hb]:
			j++
		default:
			m.gap(a0, i, b0, j)
			m.pairs = append(m.pairs, pair{a0: i, a1: i + 1, b0: j, b1: j + 1})
			i, j = i+1, j+1
			a0, b0 = i, j
		}
	}
	m.gap(a0, i, b0, j)
}

func keys(parts []Part) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = p.Role + "\x00" + p.Text + "\x00" + p.Style
	}
	return out
}

// steps are how many parts of a may become how many of b.
var steps = [...][2]int{{1, 1}, {1, 2}, {2, 1}, {1, 0}, {0, 1}}

// gap pairs the parts of a stretch without equal ones, in order, so that they have the
// most text in common.
func (m *aligner) gap(a0, a1, b0, b1 int) {
	n, k := a1-a0, b1-b0
	if n == 0 || k == 0 || n*k > most {
		m.apart(a0, a1, b0, b1)
		return
	}
	best := make([]int, (n+1)*(k+1)) // of what is left from a part of each on
	how := make([]int, len(best))
	for i := n; i >= 0; i-- {
		for j := k; j >= 0; j-- {
			at := i*(k+1) + j
			best[at] = -1
			for s, st := range steps {
				x, y := i+st[0], j+st[1]
				if x > n || y > k {
					continue
				}
				v, ok := m.common(a0+i, a0+x, b0+j, b0+y)
				if v += best[x*(k+1)+y]; ok && v > best[at] {
					best[at], how[at] = v, s
				}
			}
			best[at] = max(best[at], 0)
		}
	}
	for i, j := 0, 0; i < n || j < k; {
		st := steps[how[i*(k+1)+j]]
		m.pairs = append(m.pairs, pair{a0: a0 + i, a1: a0 + i + st[0], b0: b0 + j, b1: b0 + j + st[1]})
		i, j = i+st[0], j+st[1]
	}
}

// apart takes every part as deleted or inserted.
func (m *aligner) apart(a0, a1, b0, b1 int) {
	for i := a0; i < a1; i++ {
		m.pairs = append(m.pairs, pair{a0: i, a1: i + 1, b0: b0, b1: b0})
	}
	for j := b0; j < b1; j++ {
		m.pairs = append(m.pairs, pair{a0: a1, a1: a1, b0: j, b1: j + 1})
	}
}

// common is how much a[a0:a1] and b[b0:b1] have in common; not ok when they cannot be
// the same.
func (m *aligner) common(a0, a1, b0, b1 int) (int, bool) {
	if a0 == a1 || b0 == b1 {
		return 0, true
	}
	if !kin(m.a[a0:a1], m.b[b0:b1]) {
		return 0, false
	}
	ga, gb := m.ga[a0], m.gb[b0]
	if a1-a0 == 2 {
		ga = ga.join(m.ga[a0+1])
	}
	if b1-b0 == 2 {
		gb = gb.join(m.gb[b0+1])
	}
	return ga.common(gb), ga.likeness(gb) >= alike
}

// kin tells whether parts can become each other: paragraphs any paragraphs, pictures,
// rows, captions and credits only their like, and those only one by one.
func kin(a, b []Part) bool {
	for _, list := range [][]Part{a, b} {
		for _, p := range list {
			if class(p.Role) != class(a[0].Role) || len(a)+len(b) > 2 && class(p.Role) != Paragraph {
				return false
			}
		}
	}
	return true
}

func class(role string) string {
	switch role {
	case Lead, Subhead, Quote, Item, Signoff, Note:
		return Paragraph
	}
	return role
}

// moves pairs what was deleted with what was inserted elsewhere, the most alike first. Of
// very many only those that are equal count.
func (m *aligner) moves() {
	type move struct{ from, to, likeness int }
	var found []move
	many := len(m.pairs)*len(m.pairs) > 4*most
	for i, p := range m.pairs {
		if p.a1-p.a0 != 1 || p.b0 != p.b1 || len(m.ga[p.a0]) < 4 {
			continue
		}
		for j, q := range m.pairs {
			if q.b1-q.b0 != 1 || q.a0 != q.a1 || !kin(m.a[p.a0:p.a1], m.b[q.b0:q.b1]) || many && m.a[p.a0].Text != m.b[q.b0].Text {
				continue
			}
			if l := m.ga[p.a0].likeness(m.gb[q.b0]); l >= alikeMoved {
				found = append(found, move{i, j, l})
			}
		}
	}
	slices.SortStableFunc(found, func(x, y move) int { return cmp.Compare(y.likeness, x.likeness) })
	used := map[int]bool{}
	for _, f := range found {
		if used[f.from] || used[f.to] {
			continue
		}
		used[f.from], used[f.to] = true, true
		from, to := &m.pairs[f.from], &m.pairs[f.to]
		to.a0, to.a1, to.moved = from.a0, from.a1, true
		from.a0, from.a1 = 0, 0
	}
	m.pairs = slices.DeleteFunc(m.pairs, func(p pair) bool { return p.a0 == p.a1 && p.b0 == p.b1 })
}

// grams are how often each character and each two neighbours stand in a text, by number.
type grams map[[2]rune]int

func gramsOf(parts []Part) []grams {
	out := make([]grams, len(parts))
	for i, p := range parts {
		out[i] = gramsOfText(p.Text)
	}
	return out
}

func gramsOfText(s string) grams {
	g, last := grams{}, rune(0)
	for _, r := range s {
		g[[2]rune{last, r}]++
		g[[2]rune{r}]++
		last = r
	}
	return g
}

func (g grams) join(h grams) grams {
	out := make(grams, len(g)+len(h))
	for _, m := range []grams{g, h} {
		for k, n := range m {
			out[k] += n
		}
	}
	return out
}

func (g grams) common(h grams) (n int) {
	for k, v := range g {
		n += min(v, h[k])
	}
	return n
}

// likeness is how much two texts have in common, 1000 being equality (Dice).
func (g grams) likeness(h grams) int {
	total := 0
	for _, m := range []grams{g, h} {
		for _, n := range m {
			total += n
		}
	}
	if total == 0 {
		return 1000
	}
	return 2000 * g.common(h) / total
}
