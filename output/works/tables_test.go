package works

import (
	"context"
	"os"
	"slices"
	"testing"

	"banxin/assets/faces"
	"banxin/cmd/need"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestWholeTables: pages that are made up print each of their tables in one column. It measures what is printed: the
// rows of a table begin below one another.
func TestWholeTables(t *testing.T) {
	for _, set := range []struct {
		name string
		slow bool
	}{{"set08-四开-ranked-pics", false}, {"set14-四开-ranked-pics-2p", true}} {
		t.Run(set.name, func(t *testing.T) {
			if set.slow {
				need.Time(t)
			}
			p, err := Open(os.DirFS(need.Shared(t, "cases/look/sets/"+set.name)), Options{Faces: faces.All(), Versions: 3})
			if err != nil {
				t.Fatal(err)
			}
			s, err := p.Compose(context.Background(), "")
			if err != nil {
				t.Fatal(err)
			}
			tables := 0
			for k := range s.Versions {
				v, err := s.Version(context.Background(), k)
				if err != nil {
					t.Fatal(err)
				}
				for id, at := range rowsOf(v.Doc) {
					tables++
					if slices.ContainsFunc(at, func(x unit.Length) bool { return x != at[0] }) {
						t.Errorf("version %d: rows of table %s begin at %v", k+1, id, at)
					}
				}
			}
			if tables == 0 {
				t.Error("no version prints a table")
			}
		})
	}
}

// rowsOf says by table where its rows begin.
func rowsOf(doc *page.Doc) map[string][]unit.Length {
	rows := map[string][]unit.Length{}
	for _, pg := range doc.Pages {
		for _, it := range pg.Items {
			if m, ok := it.(*page.Mark); ok && m.Open && m.Role == page.RoleRow {
				rows[m.ID] = append(rows[m.ID], m.Rect.X)
			}
		}
	}
	return rows
}
