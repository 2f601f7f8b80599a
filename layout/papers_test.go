package layout_test

import (
	"context"
	"io/fs"
	"testing"

	"banxin/assets/faces"
	"banxin/cmd/need/held"
	"banxin/editions"
	"banxin/layout"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestCasesLoseNothing: all characters of the papers with which layout/flow is tested are on
// their pages, or said to be over.
func TestCasesLoseNothing(t *testing.T) {
	held.Archives(t, "flow/testdata/*.txtar", func(t *testing.T, ar *txtar.Archive) {
		ed, res := composeFS(t, held.Paper(ar))
		checkNothingLost(t, ed, res)
	})
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
