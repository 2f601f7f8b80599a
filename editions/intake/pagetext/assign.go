package pagetext

// mostRows is how many rows margins are found for: beyond, everything is unsure.
const mostRows = 100

// assign matches rows to columns so that the sum of the scores is greatest; row r may
// stay alone at the score alone[r]. match[r] is the column of a row, or -1; margin[r] is by how
// much the best assignment in which r has another match is worse.
//
// It is the Hungarian method on costs, with a column of its own for each row that stays alone.
func assign(score [][]int, alone []int) (match, margin []int) {
	match, best := solve(score, alone, -1, 0)
	margin = make([]int, len(score))
	if len(score) > mostRows {
		return match, margin
	}
	for r, c := range match {
		_, other := solve(score, alone, r, c)
		margin[r] = best - other
	}
	return match, margin
}

// solve returns the best assignment in which row r does not have the match not, and its sum.
func solve(score [][]int, alone []int, r, not int) (match []int, sum int) {
	rows := len(score)
	if rows == 0 {
		return nil, 0
	}
	cols := len(score[0])
	h := newHungarian(rows, cols+rows)
	for i := range score {
		for c := range cols {
			h.cost[i][c] = -int64(score[i][c])
		}
		for c := cols; c < cols+rows; c++ {
			h.cost[i][c] = impossible
		}
		h.cost[i][cols+i] = -int64(alone[i])
	}
	switch {
	case r >= 0 && not < 0:
		h.cost[r][cols+r] = impossible
	case r >= 0:
		h.cost[r][not] = impossible
	}
	for i := range rows {
		h.add(i)
	}
	match = make([]int, rows)
	for i, c := range h.row {
		sum -= int(h.cost[i][c])
		if match[i] = c; c >= cols {
			match[i] = -1
		}
	}
	return match, sum
}

// impossible is the cost of what cannot be.
const impossible = 1 << 30

// hungarian is an assignment under way: potentials of rows and columns, and who has whom.
// Its costs are int64, since what is impossible must be far from all others on 32 bits too.
type hungarian struct {
	cost     [][]int64
	u, v     []int64
	row, col []int // the column of a row, the row of a column; -1: none
}

func newHungarian(rows, cols int) *hungarian {
	h := &hungarian{cost: make([][]int64, rows), u: make([]int64, rows), v: make([]int64, cols), row: make([]int, rows), col: make([]int, cols)}
	for r := range h.cost {
		h.cost[r] = make([]int64, cols)
		h.row[r] = -1
	}
	for c := range h.col {
		h.col[c] = -1
	}
	return h
}

// add gives row r a column, by the shortest augmenting path.
func (h *hungarian) add(r int) {
	const far = 1 << 60
	cols := len(h.v)
	least, from, done := make([]int64, cols), make([]int, cols), make([]bool, cols)
	for c := range least {
		least[c], from[c] = far, -1
	}
	at, last := r, -1
	for {
		step, next := int64(far), -1
		for c := range cols {
			if done[c] {
				continue
			}
			if d := h.cost[at][c] - h.u[at] - h.v[c]; d < least[c] {
				least[c], from[c] = d, last
			}
			if least[c] < step {
				step, next = least[c], c
			}
		}
		h.u[r] += step
		for c := range cols {
			if done[c] {
				h.u[h.col[c]] += step
				h.v[c] -= step
			} else {
				least[c] -= step
			}
		}
		done[next], last = true, next
		if h.col[next] < 0 {
			break
		}
		at = h.col[next]
	}
	for c := last; c >= 0; {
		before := from[c]
		if before < 0 {
			h.row[r], h.col[c] = c, r
			break
		}
		owner := h.col[before]
		h.row[owner], h.col[c] = c, owner
		c = before
	}
}
