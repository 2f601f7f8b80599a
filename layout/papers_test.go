package layout_test

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets/faces"
	"banxin/editions"
	"banxin/layout"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestCasesLoseNothing: all characters of the papers with which layout/flow is tested are on
// their pages, or said to be over.
func TestCasesLoseNothing(t *testing.T) {
	names, err := filepath.Glob("flow/testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			ed, res := composeFS(t, archiveFS(ar))
			checkNothingLost(t, ed, res)
		})
	}
}

// archiveFS is the paper in an archive; the template "t" and the day are made short.
func archiveFS(ar *txtar.Archive) fs.FS {
	m := fstest.MapFS{}
	for _, f := range ar.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			m[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return m
}

func composeFS(t testing.TB, fsys fs.FS) (*editions.Edition, *layout.Result) {
	t.Helper()
	ed, findings, err := editions.Load(fsys, "")
	if err != nil {
		t.Fatal(err)
	}
	cat, more := layout.Catalog(ed, faces.All())
	res, err := layout.Compose(context.Background(), ed, cat, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	res.Findings = append(append(findings, more...), res.Findings...)
	res.Findings.Sort()
	return ed, res
}
