package cli

import (
	"encoding/json"
	"os"
	"os/exec"
	"testing"

	"banxin/cmd/need"
)

// TestDeskPeople: notes, signatures and the board in a browser, at 1440 and at 390 px; the
// variables are those of TestLiveBrowser.
func TestDeskPeople(t *testing.T) {
	modules := need.Named(t, "EPUB_READERS")
	shots := os.Getenv("EPUB_SHOTS")
	if shots == "" {
		shots = "-"
	}
	root, stop := serving(t, copied(t), "--edit", "-q")
	c := exec.Command("node", "testdata/people.mjs", modules, shots, root)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ Wrong []string }
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	for _, w := range got.Wrong {
		t.Error(w)
	}
	if status, log := stop(); status != exitFine {
		t.Errorf("status %d, %s", status, log)
	}
}
