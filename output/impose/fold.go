package impose

// A sheet is folded by halves. Seen backwards it is a stack of leaves that is opened step by
// step: at each the upper half turns over an edge of the lower one, or is laid beside it where
// the sheet was cut. What is printed where follows from that alone.

// step undoes one fold, or one cut.
type step uint8

const (
	spine step = iota // folded at the left edge, where the pages are bound
	fore              // at the right edge
	head              // at the head
	foot              // at the foot
	cut               // cut across and laid upon: what was above stood over it, the same way up
)

// steps are how sheets of so many pages a side are opened, the last fold first.
func steps(up int, feet bool) []step {
	over, under := head, foot
	if feet {
		over, under = cut, cut
	}
	switch up {
	case 2:
		return []step{spine}
	case 4:
		return []step{spine, over}
	case 8:
		return []step{spine, over, fore}
	}
	return []step{spine, over, fore, under}
}

// lay is a leaf as it lies: the pages that it shows upwards and downwards, counted from 0, and
// whether their heads point downwards.
type lay struct {
	up, under int
	down      bool
}

// turned is a leaf turned over a vertical edge, or over a horizontal one.
func (l lay) turned(level bool) lay {
	return lay{l.under, l.up, l.down != level}
}

// grid holds the stacks of an opened sheet by row and column, each from the top.
type grid [][][]lay

// cell is a page on a side of a sheet.
type cell struct {
	page int // counted from 0 within the signature
	down bool
}

// unfold opens a stack of leaves and returns both sides of the sheet, the first of which has
// page 0. Sides are seen as they are printed: each from its own side.
func unfold(todo []step) (outer, inner [][]cell) {
	leaves := 1 << len(todo)
	stack := make([]lay, leaves)
	for i := range stack {
		stack[i] = lay{up: 2 * i, under: 2*i + 1}
	}
	g := grid{{stack}}
	for _, s := range todo {
		g = g.open(s)
	}
	above, below := make([][]cell, len(g)), make([][]cell, len(g))
	first := false
	for r, row := range g {
		for c := range row {
			l := row[c][0]
			above[r] = append(above[r], cell{l.up, l.down})
			m := row[len(row)-1-c][0] // from below left is right
			below[r] = append(below[r], cell{m.under, m.down})
			first = first || l.up == 0
		}
	}
	if first {
		return above, below
	}
	return below, above
}

// open turns the upper half of each stack away.
func (g grid) open(s step) grid {
	rows, cols := len(g), len(g[0])
	wide, high := cols, rows
	if s == spine || s == fore {
		wide *= 2
	} else {
		high *= 2
	}
	out := make(grid, high)
	for r := range out {
		out[r] = make([][]lay, wide)
	}
	for r, row := range g {
		for c, stack := range row {
			half := len(stack) / 2
			upper, lower := stack[:half], stack[half:]
			switch s {
			case spine:
				out[r][cols-1-c], out[r][cols+c] = flipped(upper, false), lower
			case fore:
				out[r][2*cols-1-c], out[r][c] = flipped(upper, false), lower
			case head:
				out[rows-1-r][c], out[rows+r][c] = flipped(upper, true), lower
			case foot:
				out[2*rows-1-r][c], out[r][c] = flipped(upper, true), lower
			case cut:
				out[r][c], out[rows+r][c] = upper, lower
			}
		}
	}
	return out
}

// flipped is a stack turned over.
func flipped(stack []lay, level bool) []lay {
	out := make([]lay, len(stack))
	for i, l := range stack {
		out[len(stack)-1-i] = l.turned(level)
	}
	return out
}
