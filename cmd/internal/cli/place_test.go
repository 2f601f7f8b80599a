package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/cmd/need/sshtest"
)

// TestPlaceBrowser: a story dragged to a slot is a line of edition.yaml, with its fit shown before
// and one step to take back; so are a remedy and the focus of a picture.
func TestPlaceBrowser(t *testing.T) {
	t.Parallel()
	need.Judges(t)
	paper := copied(t)
	change(t, filepath.Join(paper, "editions/2026-10-20/edition.yaml"), "简讯: [111-brief-library, ", "# 简讯五条\n      简讯: [", "      公告: 105-notice\n", "")
	change(t, filepath.Join(paper, "editions/2026-10-20/stories/102-harvest.md"), "\n---\n\n", "\n---\n\n本社讯--")
	root, stop := serving(t, paper, "-q", "--edit")
	need.Browser(t, "testdata/place.mjs", nil, root, paper)
	if status, said := stop(); status != exitFine || t.Failed() {
		t.Log(said)
		t.Errorf("status %d", status)
	}
}

// TestPlaceRemedies: findings are ended by keyboard alone, in both browsers; an edit of somebody else
// takes away neither the keyboard nor a reason that is being composed, and what could go of a story is
// marked in it.
func TestPlaceRemedies(t *testing.T) {
	t.Parallel()
	need.Judges(t)
	for _, browser := range []string{"chrome", "firefox"} {
		t.Run(browser, func(t *testing.T) {
			if browser == "firefox" {
				need.Tool(t, "firefox-esr")
			}
			paper := copied(t)
			change(t, filepath.Join(paper, "editions/2026-10-20/stories/102-harvest.md"), "\n---\n\n", "\n---\n\n本社讯--全市的收割机今天一早都下了田，一直忙到天黑才收工。晒谷场上摊开的新谷有二十来亩，翻谷的人不停手。")
			root, stop := serving(t, paper, "-q", "--edit")
			need.Browser(t, "testdata/remedies.mjs", nil, root, paper, browser)
			if status, said := stop(); status != exitFine || t.Failed() {
				t.Log(said)
				t.Errorf("status %d", status)
			}
		})
	}
}

// change replaces texts of a file, each of which stands in it.
func change(t *testing.T, file string, pairs ...string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("%s has no %q", file, pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestDeskEvening: a page is made by hand alone in the browser, from copy that comes in to the
// signature and the printer's SFTP server; what it takes of clicks, keys and drags is logged.
func TestDeskEvening(t *testing.T) {
	t.Parallel()
	need.Judges(t)
	paper := copied(t)
	change(t, filepath.Join(paper, "editions/2026-10-20/edition.yaml"), "简讯: [111-brief-library, ", "简讯: [", "      公告: 105-notice\n", "")
	s, printer := sshtest.Open(t), t.TempDir()
	root, stop := serving(t, paper, "-q", "--edit", "--send-to", s.To(printer), "--key", s.Key, "--known-hosts", s.Known)
	var hands struct{ Clicks, Keys, Drags int }
	need.Browser(t, "testdata/evening.mjs", &hands, append([]string{root, paper, printer}, tenCopies(t, paper)...)...)
	t.Logf("%+v", hands)
	if status, said := stop(); status != exitFine || t.Failed() {
		t.Log(said)
		t.Errorf("status %d", status)
	}
}
