package lint_test

import (
	"os"
	"testing"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/editions"
	"banxin/layout"
	"banxin/layout/lint"
)

// TestLibraryHasNoGutters: no page of the library is parted from head to foot or from side
// to side, and no two heads stand side by side with nothing between them.
func TestLibraryHasNoGutters(t *testing.T) {
	ed, _, err := editions.LoadWith(os.DirFS("../testdata/gallery"), "", editions.Options{Library: assets.Templates()})
	if err != nil {
		t.Fatal(err)
	}
	cat, _ := layout.Catalog(ed, faces.All())
	res, err := layout.Compose(t.Context(), ed, cat, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ed.House.Judge(lint.Check(ed, res)) {
		if f.Code == "LAY-GUTTER" || f.Code == "LAY-TOUCH" {
			t.Errorf("page %d, %s: %s [%s]", f.Page, f.Slot, f.Message, f.Code)
		}
	}
}
