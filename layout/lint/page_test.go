package lint_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions/source"
	"banxin/layout/lint"
	"banxin/layout/page"
)

// TestFamiliesAreCounted: what is said of too many families of type says how many stand on the page.
func TestFamiliesAreCounted(t *testing.T) {
	ed, res := compose(t, base(t))
	pages["TYP-FACES"](t, res.Doc)
	families := map[string]bool{}
	var walk func(items []page.Item)
	walk = func(items []page.Item) {
		for _, it := range items {
			switch it := it.(type) {
			case *page.Group:
				walk(it.Items)
			case *page.Text:
				name, _, _ := strings.Cut(res.Doc.Faces[it.Face].Name, "-")
				families[name] = true
			}
		}
	}
	walk(res.Doc.Pages[0].Items)
	found := lint.Check(ed, res)
	i := slices.IndexFunc(found, func(f source.Finding) bool { return f.Code == "TYP-FACES" })
	if i < 0 || !strings.Contains(found[i].Message.String(), strconv.Itoa(len(families))+" ") {
		t.Errorf("%d families: %s", len(families), listing(found))
	}
}

// TestSessionOfMovedPages: where a page of the edition stands elsewhere in its file, what is said of it
// stands there too.
func TestSessionOfMovedPages(t *testing.T) {
	for n, change := range []func(*testing.T, fstest.MapFS){file("editions/2026-10-20/edition.yaml", ", 四条: d}", "}"), papers["LAY-EMPTY"]} {
		m := base(t)
		change(t, m)
		ed, res := compose(t, m)
		s := new(lint.Session)
		if l := s.Check(ed, res); !slices.ContainsFunc(l, func(f source.Finding) bool { return f.Pos == ed.Pages[n].Pos }) {
			t.Fatalf("page %d: nothing is said at its place:\n%s", n+1, listing(l))
		}
		moved, again := *ed, *res
		moved.Pages = slices.Clone(ed.Pages)
		pg := *ed.Pages[n]
		pg.Pos.Line += 3
		moved.Pages[n] = &pg
		if got, want := s.Check(&moved, &again), lint.Check(&moved, &again); !slices.EqualFunc(got, want, func(a, b source.Finding) bool { return a.Pos == b.Pos && a.Code == b.Code }) {
			t.Errorf("page %d: %v\nwant: %v", n+1, got, want)
		}
	}
}
