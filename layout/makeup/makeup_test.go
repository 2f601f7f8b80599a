package makeup

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets/faces"
	"banxin/editions"
	"banxin/fonts"
	"banxin/layout"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected results")

// TestCases makes the plans of the papers in testdata/*.txtar and compares what their
// want/ files ask for.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			ed, cat := load(t, archiveFS(ar))
			changed := false
			for i, f := range ar.Files {
				what, ok := strings.CutPrefix(f.Name, "want/")
				if !ok {
					continue
				}
				got := wanted(t, what, ed, cat)
				switch {
				case got == string(f.Data):
				case *update:
					ar.Files[i].Data, changed = []byte(got), true
				default:
					t.Errorf("%s is\n%s\nnot\n%s", f.Name, got, f.Data)
				}
			}
			if changed {
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
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

func archiveFS(ar *txtar.Archive) fs.FS {
	m := fstest.MapFS{}
	for _, f := range ar.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			m[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return m
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
	ed, cat := load(t, archiveFS(ar))
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
