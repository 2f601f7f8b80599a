package compare

// limit is how many differences of one stretch are looked for. A stretch with more is
// taken as replaced: right, but not the shortest account.
const limit = 4000

// shortest marks which elements of a and b are in no longest common subsequence, so that
// what is not marked of one is what is not marked of the other (Myers, An O(ND) difference
// algorithm and its variations, 1986, §4b: in linear space).
func shortest(a, b []int32) (deleted, inserted []bool) {
	m := &matcher{a: a, b: b, deleted: make([]bool, len(a)), inserted: make([]bool, len(b))}
	m.fore = make([]int, 2*(len(a)+len(b))+4)
	m.back = make([]int, len(m.fore))
	m.match(0, len(a), 0, len(b))
	return m.deleted, m.inserted
}

type matcher struct {
	a, b              []int32
	deleted, inserted []bool
	fore, back        []int // how far each diagonal reaches, from the beginning and from the end
}

// match compares a[a0:a1] with b[b0:b1].
func (m *matcher) match(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 && m.a[a0] == m.b[b0] {
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && m.a[a1-1] == m.b[b1-1] {
		a1, b1 = a1-1, b1-1
	}
	x, y, ok := 0, 0, false
	if a0 < a1 && b0 < b1 {
		x, y, ok = m.middle(a0, a1, b0, b1)
	}
	if !ok {
		mark(m.deleted[a0:a1])
		mark(m.inserted[b0:b1])
		return
	}
	m.match(a0, a0+x, b0, b0+y)
	m.match(a0+x, a1, b0+y, b1)
}

func mark(list []bool) {
	for i := range list {
		list[i] = true
	}
}

// middle returns a point of a shortest path, counted from a0 and b0, with differences both
// before and after it. Neither stretch is empty, and they begin and end differently, so
// that there are at least two. It is not ok when there are too many.
func (m *matcher) middle(a0, a1, b0, b1 int) (x, y int, ok bool) {
	a, b := m.a[a0:a1], m.b[b0:b1]
	n, k := len(a), len(b)
	zero := n + k + 1 // index of the diagonal 0
	for i := range m.fore[:2*zero+1] {
		m.fore[i], m.back[i] = -1<<30, -1<<30
	}
	m.fore[zero+1], m.back[zero+1] = 0, 0
	delta := n - k
	for d := 0; d <= min((n+k+1)/2, limit); d++ {
		from, to := -(d - 2*max(0, d-k)), d-2*max(0, d-n) // the diagonals inside
		for i := from; i <= to; i += 2 {
			x := reach(m.fore, zero+i, i == -d, i == d)
			for x < n && x-i < k && a[x] == b[x-i] {
				x++
			}
			m.fore[zero+i] = x
			if j := delta - i; delta&1 != 0 && j > -d && j < d && x+m.back[zero+j] >= n {
				return x, x - i, true
			}
		}
		for i := from; i <= to; i += 2 {
			x := reach(m.back, zero+i, i == -d, i == d)
			for x < n && x-i < k && a[n-1-x] == b[k-1-x+i] {
				x++
			}
			m.back[zero+i] = x
			if j := delta - i; delta&1 == 0 && j >= -d && j <= d && x+m.fore[zero+j] >= n {
				return n - x, k - x + i, true
			}
		}
	}
	return 0, 0, false
}

// reach is how far a path with one difference more gets on a diagonal.
func reach(far []int, at int, lowest, highest bool) int {
	if lowest || !highest && far[at-1] < far[at+1] {
		return far[at+1]
	}
	return far[at-1] + 1
}
