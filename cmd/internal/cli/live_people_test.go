package cli

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/crypto/bcrypt"

	"banxin/cmd/need"
)

// TestDeskPeople: notes, signatures and the board in a browser, at 1440 and at 390 px, and the door
// of a desk with accounts; the variables are those of TestLiveBrowser.
func TestDeskPeople(t *testing.T) {
	t.Parallel()
	need.Judges(t)
	hash, err := bcrypt.GenerateFromPassword([]byte("夜编夜编"), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	staff := filepath.Join(t.TempDir(), "staff.yaml")
	if err := os.WriteFile(staff, []byte("人:\n  - {名: 夜编, 密: "+string(hash)+", 职: 编辑}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	root, stop := serving(t, copied(t), "--edit", "-q")
	guarded, shut := serving(t, copied(t), "--edit", "-q", "--accounts", staff)
	need.Browser(t, "testdata/people.mjs", nil, root, guarded)
	for _, stop := range []func() (int, string){stop, shut} {
		if status, log := stop(); status != exitFine {
			t.Errorf("status %d, %s", status, log)
		}
	}
}

// TestDeskKept: notes stay at their words through any edit and are listed when those are gone; a
// signature is void while a character of its page is another.
func TestDeskKept(t *testing.T) {
	t.Parallel()
	need.Judges(t)
	paper := copied(t)
	root, stop := serving(t, paper, "--edit", "-q")
	need.Browser(t, "testdata/kept.mjs", nil, root, paper)
	if status, log := stop(); status != exitFine {
		t.Errorf("status %d, %s", status, log)
	}
}
