package flow

import (
	"testing"

	"banxin/editions"
	"banxin/layout/inline"
)

// TestTableRows: head rows keep with what follows, the last two rows with one another, and a
// blank line comes after the last.
func TestTableRows(t *testing.T) {
	for _, c := range []struct {
		rows, head int
		keep       []int
	}{
		{4, 1, []int{1, 0, 1, 0}}, {3, 2, []int{1, 1, 0}}, {1, 0, []int{0}}, {2, 0, []int{1, 0}}, {5, 0, []int{0, 0, 0, 1, 0}},
	} {
		g, _ := galley(t, "p1", editions.Story{ID: "s"})
		m := &maker{&inline.Setter{}, g.styles, &Galley{Story: g.Story, styles: g.styles}}
		b := &editions.Table{Head: c.head}
		for range c.rows {
			b.Rows = append(b.Rows, make([]editions.Text, 2))
		}
		m.table(0, b)
		for i, e := range m.g.els {
			if e.keep != c.keep[i] || (e.after == 1) != (i == c.rows-1) {
				t.Errorf("row %d of %d, %d in the head: keep %d, %d after", i, c.rows, c.head, e.keep, e.after)
			}
		}
	}
}
