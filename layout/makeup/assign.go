package makeup

// assign gives every row of a cost matrix a column of its own so that the sum of the
// costs is least (Kuhn 1955, Munkres 1957; the form with potentials and shortest
// augmenting paths, O(rows² × columns)). There must be no more rows than columns. Among
// equal sums the result is always the same one.
func assign(cost [][]int) []int {
	rows := len(cost)
	if rows == 0 {
		return nil
	}
	cols := len(cost[0])
	const far = int(^uint(0) >> 2)
	u, v := make([]int, rows+1), make([]int, cols+1)
	of := make([]int, cols+1) // the row of a column, from 1; column 0 holds the row being placed
	way := make([]int, cols+1)
	for i := 1; i <= rows; i++ {
		of[0] = i
		least := make([]int, cols+1)
		for j := range least {
			least[j] = far
		}
		done := make([]bool, cols+1)
		j0 := 0
		for of[j0] != 0 {
			done[j0] = true
			row, delta, next := of[j0], far, 0
			for j := 1; j <= cols; j++ {
				if done[j] {
					continue
				}
				if c := cost[row-1][j-1] - u[row] - v[j]; c < least[j] {
					least[j], way[j] = c, j0
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := range done {
				if done[j] {
					u[of[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			j0 = next
		}
		for j0 != 0 {
			of[j0] = of[way[j0]]
			j0 = way[j0]
		}
	}
	out := make([]int, rows)
	for j := 1; j <= cols; j++ {
		if of[j] > 0 {
			out[of[j]-1] = j - 1
		}
	}
	return out
}
