package layout_test

import (
	"testing"

	"banxin/cmd/need/composed"
	"banxin/cmd/need/held"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestCasesLoseNothing: all characters of the papers with which layout/flow is tested are on
// their pages, or said to be over.
func TestCasesLoseNothing(t *testing.T) {
	held.Archives(t, "flow/testdata/*.txtar", func(t *testing.T, ar *txtar.Archive) {
		ed, _, res := composed.Paper(t, held.Paper(ar))
		checkNothingLost(t, ed, res)
	})
}
