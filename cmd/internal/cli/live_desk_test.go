package cli

import (
	"strconv"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// TestDeskBrowser: editors in two browsers and another program work on one story: nothing is
// lost, nobody's input method is disturbed, and all come to the same text, which is the file's.
// EPUB_READERS and EPUB_SHOTS are as for TestLiveBrowser.
func TestDeskBrowser(t *testing.T) {
	t.Parallel() // as all that work in browsers: they wait more than they work
	atDesk(t, interleavings(), "chrome")
}

// TestDeskFirefox: a story is opened by a click, edited and taken back in Firefox too, and two of them
// and another program come to the same text.
func TestDeskFirefox(t *testing.T) {
	t.Parallel()
	need.Tool(t, "firefox-esr")
	atDesk(t, interleavings(), "firefox")
}

// interleavings is how many random ones are tried.
func interleavings() int {
	if need.Long() && !need.Bounded() {
		return 50
	}
	return 5
}

func atDesk(t *testing.T, rounds int, browser string) {
	t.Helper()
	need.Judges(t)
	paper := copied(t)
	root, stop := serving(t, paper, "-q", "--edit")
	need.Browser(t, "testdata/desk.mjs", nil, root, paper, strconv.Itoa(rounds), browser)
	if status, log := stop(); status != exitFine {
		t.Errorf("status %d, %s", status, log)
	}
}

// TestEditRefused: the desk is not opened for others where nobody has an account, nor for the sample, nor
// twice for a paper.
func TestEditRefused(t *testing.T) {
	paper := copied(t)
	_, stop := serving(t, paper, "-q", "--edit")
	defer stop()
	for _, c := range []struct {
		says string
		args []string
	}{
		{"another banxin", []string{paper, "--listen", "127.0.0.1:0"}},
		{"nobody has an account", []string{paper, "--listen", "0.0.0.0:0"}},
		{"the sample cannot be edited", []string{"--listen", "127.0.0.1:0"}},
	} {
		status, _, said := banxin(t, append([]string{"serve", "--edit"}, c.args...)...)
		if status != exitTrouble || !strings.Contains(said, c.says) {
			t.Errorf("%v: status %d, %s", c.args, status, said)
		}
	}
}
