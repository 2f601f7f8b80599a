package lint_test

import (
	"os"
	"testing"

	"banxin/assets"
	"banxin/cmd/need/composed"
	"banxin/editions"
	"banxin/layout/lint"
)

// TestLibraryHasNoGutters: no page of the library is parted from head to foot or from side
// to side, and no two heads stand side by side with nothing between them.
func TestLibraryHasNoGutters(t *testing.T) {
	ed, _, res := composed.PaperWith(t, os.DirFS("../testdata/gallery"), editions.Options{Library: assets.Templates()})
	for _, f := range ed.House.Judge(lint.Check(ed, res)) {
		if f.Code == "LAY-GUTTER" || f.Code == "LAY-TOUCH" {
			t.Errorf("page %d, %s: %s [%s]", f.Page, f.Slot, f.Message, f.Code)
		}
	}
}
