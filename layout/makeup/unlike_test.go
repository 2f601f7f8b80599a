package makeup

import (
	"strings"
	"testing"

	"banxin/editions"
)

// TestUnlike: two pages differ by what a reader sees of them, not by what stands where in the same design.
func TestUnlike(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		least, most int
	}{
		{"AAAAABBB AAAAABBB ccccdBBB ccccFFFF", "AAAAABBB AAAAABBB cccddBBB cccFFFFF", 0, leastUnlike - 2}, // set alike but for a strip a column wider
		{"AAAAABBB AAAAABBB ccccdBBB ccccFFFF", "AAAAABBB AAAAABBB ddddcBBB FFFFcccc", 0, leastUnlike - 2},
		{"AAAAABBB AAAAABBB ccccdBBB ccccFFFF", "AAAAAccc AAAAAccc BBBddccc BBBFFFFF", leastUnlike, 9}, // the second below the lead
		{"AAAAABBB AAAAABBB ccccdBBB ccccFFFF", "AAAAAAAA AAAAAAAA BBBBcccc FFFFFFFF", leastUnlike, 9}, // the lead over all columns
		{"AAAAABBB AAAAABBB ccccdBBB ccccFFFF", "AAAAAABB AAAAAABB cccddBBB cccFFFFF", leastUnlike - 1, 9},
		{"AAAABB AAAABB cccdBB FFFFFF", "AAAABB ccddee ccddff ggggff", leastUnlike - 1, leastUnlike - 1}, // divided quite otherwise
	} {
		a, b := drawnKind(c.a), drawnKind(c.b)
		if n, m := a.unlike(&b), b.unlike(&a); n < c.least || n > c.most || n < leastUnlike != (m < leastUnlike) {
			t.Errorf("%s and %s differ by %d and %d, not by %d to %d; %d %% are common", c.a, c.b, n, m, c.least, c.most, a.common(&b))
		}
		if n := a.unlike(&a); n != 0 || a.common(&a) != 100 {
			t.Errorf("%s differs from itself by %d", c.a, n)
		}
	}
	inside, over := drawnKind("AAAAAA BBBccc"), drawnKind("AAAAAA BBBccc")
	over.over = true
	if n := inside.unlike(&over); n < leastUnlike-1 {
		t.Errorf("a picture over all of its story differs by %d from one in it", n)
	}
}

// drawnKind is what is seen of a page whose areas are drawn: A is the first story's, B the second's.
func drawnKind(drawing string) kind {
	rows := strings.Fields(drawing)
	j := &judge{columns: len(rows[0]), lines: 10 * len(rows)}
	var as []area
	for _, z := range newSkeleton(rows, drawing).zones {
		p := min(int(z.letter-'A'), 2)
		as = append(as, area{&option{parcel: p, cols: z.cols, lines: 10 * (z.to - z.from)}, z.col, 10 * z.from})
	}
	for range 3 {
		j.parcels = append(j.parcels, parcel{stories: []*editions.Story{{}}})
	}
	return j.kind(as)
}
