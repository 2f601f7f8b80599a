package makeup

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"banxin/assets/faces"
	"banxin/cmd/need/held"
	"banxin/editions"
	"banxin/fonts"
	"banxin/layout"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestCases makes the plans of the papers in testdata/*.txtar and compares what their
// want/ files ask for.
func TestCases(t *testing.T) {
	held.Cases(t, "testdata/*.txtar", func(t *testing.T, ar *txtar.Archive) func(string) string {
		ed, cat := load(t, held.Paper(ar))
		return func(what string) string { return wanted(t, what, ed, cat) }
	})
}

func wanted(t *testing.T, what string, ed *editions.Edition, cat *fonts.Catalog) string {
	t.Helper()
	var b bytes.Buffer
	sheets := Plan(ed, cat, compose(t, ed, cat))
	switch what {
	case "map":
		for i := range sheets {
			b.WriteString(sheets[i].Map())
		}
	case "slots":
		e := json.NewEncoder(&b)
		for _, sh := range sheets {
			for _, s := range sh.Slots {
				if err := e.Encode(s); err != nil {
					t.Fatal(err)
				}
			}
		}
	default:
		t.Fatalf("nothing is known as want/%s", what)
	}
	return b.String()
}

func load(t testing.TB, fsys fs.FS) (*editions.Edition, *fonts.Catalog) {
	t.Helper()
	ed, _, err := editions.Load(fsys, "")
	if err != nil {
		t.Fatal(err)
	}
	cat, _ := layout.Catalog(ed, faces.All())
	return ed, cat
}

func compose(t testing.TB, ed *editions.Edition, cat *fonts.Catalog) *layout.Result {
	t.Helper()
	res, err := layout.Compose(context.Background(), ed, cat, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// TestMapStraight holds every row of a map to one width: boxes stay closed whatever
// stands in them.
func TestMapStraight(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/plan.txtar")
	if err != nil {
		t.Fatal(err)
	}
	ed, cat := load(t, held.Paper(ar))
	for _, sh := range Plan(ed, cat, compose(t, ed, cat)) {
		want := chartWidth / sh.Columns * sh.Columns
		for _, line := range strings.Split(strings.TrimSuffix(sh.Map(), "\n"), "\n") {
			n, last := 0, ' '
			for _, r := range line {
				if n <= want {
					last = r
				}
				n += columnsOf(r)
			}
			if !strings.ContainsRune("│┐┘┤", last) {
				t.Errorf("%q ends its frame with %q", line, last)
			}
		}
	}
}
