package layout_test

import (
	"testing"

	"banxin/cmd/need/composed"
	"banxin/cmd/need/held"
	"banxin/layout/page"

	"github.com/rogpeppe/go-internal/txtar"
)

// glyphs counts a page's glyphs and checks that its marks nest.
func glyphs(t *testing.T, p *page.Page) (n int, text string) {
	t.Helper()
	var open []page.Role
	for _, it := range p.Items {
		if m, ok := it.(*page.Mark); ok {
			if m.Open {
				open = append(open, m.Role)
			} else if len(open) == 0 || open[len(open)-1] != m.Role {
				t.Fatalf("page %s: a mark %s is closed", p.Name, m.Role)
			} else {
				open = open[:len(open)-1]
			}
		}
	}
	if len(open) > 0 {
		t.Fatalf("page %s: %v stay open", p.Name, open)
	}
	page.Walk(p.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
		if r, ok := it.(*page.Text); ok {
			n += len(r.Glyphs)
			text += r.Src
		}
	})
	return n, text
}

// TestHalves: a spread parted at its fold gives two pages of half its width with all of its
// characters, each once, and no page else is changed.
func TestHalves(t *testing.T) {
	ar, err := txtar.ParseFile("flow/testdata/spread.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, _, res := composed.Paper(t, held.Paper(ar))
	d := page.Halves(res.Doc)
	if len(res.Doc.Pages) != 3 || len(d.Pages) != 4 || d.Pages[0] != res.Doc.Pages[0] || d.Pages[3] != res.Doc.Pages[2] {
		t.Fatalf("%d pages of %d", len(d.Pages), len(res.Doc.Pages))
	}
	whole, left, right := res.Doc.Pages[1], d.Pages[1], d.Pages[2]
	if left.Name != "2" || right.Name != "3" || left.Number != 2 || right.Number != 3 || left.Trim.W+right.Trim.W != whole.Trim.W || left.Trim != right.Trim {
		t.Errorf("the halves are %q %d %v and %q %d %v", left.Name, left.Number, left.Trim, right.Name, right.Number, right.Trim)
	}
	all, _ := glyphs(t, whole)
	a, textA := glyphs(t, left)
	b, textB := glyphs(t, right)
	if a+b != all || a == 0 || b == 0 {
		t.Errorf("%d glyphs are %d on the left and %d on the right:\n%s\n%s", all, a, b, textA, textB)
	}
	for _, s := range d.Stories {
		if want := map[string]int{"a": 1, "b": 3}[s.ID]; s.Page != want {
			t.Errorf("story %s begins on page %d, not %d", s.ID, s.Page, want)
		}
	}
}
