package cli

import (
	"bufio"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banxin/assets"
)

// copied is the sample in a folder that a test may change.
func copied(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "paper")
	if err := os.CopyFS(dir, assets.Sample()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// liveState is what the test reads of the edition.
type liveState struct {
	Version  int
	Pages    []struct{ State, Tag string }
	Problems []struct{ Text string }
}

// pushed reads the next edition that is pushed.
func pushed(t *testing.T, events *bufio.Scanner) (s liveState) {
	t.Helper()
	for events.Scan() {
		if data, ok := strings.CutPrefix(events.Text(), "data: "); ok {
			if err := json.Unmarshal([]byte(data), &s); err != nil {
				t.Fatal(err)
			}
			return s
		}
	}
	t.Fatalf("the events end: %v", events.Err())
	return s
}

// TestLive: a change of a file is pushed, a broken file leaves the pages, and the end of
// the command ends the events.
func TestLive(t *testing.T) {
	paper := copied(t)
	root, stop := serving(t, paper, "-q")
	a, err := http.Get(root + "events?lang=zh")
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	events := bufio.NewScanner(a.Body)
	events.Buffer(nil, 1<<20)
	first := pushed(t, events)
	if len(first.Pages) != 4 || first.Pages[0].State != "full" || len(first.Problems) > 0 {
		t.Fatalf("it begins with %+v", first)
	}
	story := filepath.Join(paper, "editions/2026-10-20/stories/102-harvest.md")
	text, err := os.ReadFile(story)
	if err != nil {
		t.Fatal(err)
	}
	write := func(data string) liveState {
		t.Helper()
		if err := os.WriteFile(story, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
		return pushed(t, events)
	}
	longer := write(string(text) + "\n\n" + strings.Repeat("多写的一段。", 40) + "\n")
	if longer.Pages[0].State != "over" || longer.Pages[1].Tag != first.Pages[1].Tag {
		t.Errorf("a longer story: %+v", longer)
	}
	broken := write("---\n标题: [半")
	if len(broken.Problems) == 0 || broken.Pages[0].Tag != longer.Pages[0].Tag {
		t.Errorf("a broken file: %+v", broken)
	}
	if again := write(string(text)); len(again.Problems) > 0 || again.Pages[0].Tag != first.Pages[0].Tag {
		t.Errorf("the story as it was: %+v", again)
	}
	if status, log := stop(); status != exitFine || log != "" {
		t.Errorf("status %d, log %s", status, log)
	}
	if events.Scan() && strings.Contains(events.Text(), "event") {
		t.Error("events go on after the end")
	}
}

// EPUB_READERS names a node_modules folder with puppeteer-core and axe-core, EPUB_SHOTS a
// folder for screenshots; the browser is PUPPETEER_EXECUTABLE_PATH or /usr/bin/chromium.
func TestLiveBrowser(t *testing.T) {
	modules := os.Getenv("EPUB_READERS")
	if modules == "" {
		t.Skip("no browser: set EPUB_READERS")
	}
	shots := os.Getenv("EPUB_SHOTS")
	if shots == "" {
		shots = "-"
	}
	paper := copied(t)
	root, stop := serving(t, paper, "-q")
	c := exec.Command("node", "testdata/live.mjs", modules, shots, root, paper)
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
	if status, _ := stop(); status != exitFine {
		t.Errorf("status %d", status)
	}
}
