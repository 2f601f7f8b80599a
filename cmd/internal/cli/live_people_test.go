package cli

import (
	"testing"

	"banxin/cmd/need"
)

// TestDeskPeople: notes, signatures and the board in a browser, at 1440 and at 390 px; the
// variables are those of TestLiveBrowser.
func TestDeskPeople(t *testing.T) {
	need.Judges(t)
	root, stop := serving(t, copied(t), "--edit", "-q")
	need.Browser(t, "testdata/people.mjs", nil, root)
	if status, log := stop(); status != exitFine {
		t.Errorf("status %d, %s", status, log)
	}
}
