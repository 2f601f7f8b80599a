package cli

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"image/png"
	"maps"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/cmd/need"
	"banxin/cmd/need/four"
)

// copied is the sample in a folder that a test may change.
func copied(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "paper")
	if err := os.CopyFS(dir, four.Pages()); err != nil {
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

// pushed asks for the edition whenever something is pushed, until it is as wanted: a file may be seen
// half written before. What is pushed can be had.
func pushed(t *testing.T, root string, events *bufio.Scanner, what string, wanted func(liveState) bool) (s liveState) {
	t.Helper()
	for events.Scan() {
		if data, ok := strings.CutPrefix(events.Text(), "data: "); ok {
			var told liveVersion
			_, state := get(t, root+"edition.json?lang=zh", "", "")
			s = liveState{}
			if err := cmp.Or(json.Unmarshal([]byte(data), &told), json.Unmarshal([]byte(state), &s)); err != nil {
				t.Fatal(err)
			}
			if s.Version < told.Version {
				t.Errorf("version %d is pushed, and %d is there", told.Version, s.Version)
			}
			if wanted(s) {
				return s
			}
		}
	}
	t.Fatalf("%s is not pushed: %v, last %+v", what, events.Err(), s)
	return s
}

type liveVersion struct{ Version int }

// TestLive: a change of a file is pushed, a broken file leaves the pages, and the end of
// the command ends the events.
func TestLive(t *testing.T) {
	paper := copied(t)
	root, stop := serving(t, paper, "-q")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, "GET", root+"events?lang=zh", nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	events := bufio.NewScanner(a.Body)
	events.Buffer(nil, 1<<20)
	first := pushed(t, root, events, "the edition", func(s liveState) bool {
		return len(s.Pages) == 4 && s.Pages[0].State == "full" && len(s.Problems) == 0
	})
	story := filepath.Join(paper, "editions/2026-10-20/stories/102-harvest.md")
	text, err := os.ReadFile(story)
	if err != nil {
		t.Fatal(err)
	}
	write := func(data string) {
		t.Helper()
		if err := os.WriteFile(story, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(string(text) + "\n\n" + strings.Repeat("多写的一段。", 40) + "\n")
	longer := pushed(t, root, events, "a longer story", func(s liveState) bool {
		return len(s.Problems) == 0 && s.Pages[0].State == "over" && s.Pages[1].Tag == first.Pages[1].Tag
	})
	write("---\n标题: [半")
	pushed(t, root, events, "a broken file", func(s liveState) bool {
		return len(s.Problems) > 0 && s.Pages[0].Tag == longer.Pages[0].Tag
	})
	write(string(text))
	pushed(t, root, events, "the story as it was", func(s liveState) bool {
		return len(s.Problems) == 0 && s.Pages[0].Tag == first.Pages[0].Tag
	})
	if status, log := stop(); status != exitFine || log != "" {
		t.Errorf("status %d, log %s", status, log)
	}
	if events.Scan() && strings.Contains(events.Text(), "event") {
		t.Error("events go on after the end")
	}
}

// TestWatched: what belongs to the edition counts, by time or size; other editions and what
// is hidden do not.
func TestWatched(t *testing.T) {
	for _, edition := range []string{"2026-10-20", ""} { // the latest is the same one
		watched(t, edition)
	}
}

func watched(t *testing.T, edition string) {
	paper := copied(t)
	p := &livePaper{paper: &paperOptions{dir: paper, edition: edition}}
	for _, c := range []struct {
		name    string
		changes bool
	}{
		{"editions/2026-10-20/stories/new.md", true}, {"templates/new.yaml", true}, {"names.txt", true}, {"fonts/a.ttf", true},
		{"editions/2026-10-19/stories/old.md", false}, {"editions/zz-drafts/stories/new.md", false}, {"editions/2026-10-20/stories/newer.md", true}, {".git/index", false}, {"editions/2026-10-20/.swap/x", false},
	} {
		before := p.watched()
		name := filepath.Join(paper, filepath.FromSlash(c.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
		if changed := !maps.Equal(p.watched(), before); changed != c.changes {
			t.Errorf("%q %s: %v", edition, c.name, changed)
		}
	}
	linked := filepath.Join(paper, "editions", "2026-10-21")
	if err := os.Symlink("2026-10-20", linked); err != nil {
		return // no links here
	}
	p.paper.edition = "2026-10-21"
	before := p.watched()
	if err := os.WriteFile(filepath.Join(linked, "stories", "linked.md"), []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	if maps.Equal(p.watched(), before) {
		t.Error("a linked edition changes unseen")
	}
}

// spoil puts something to be found into a story.
func spoil(t *testing.T, name string) {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, bytes.Replace(text, []byte("，"), []byte(","), 1), 0o666); err != nil {
		t.Fatal(err)
	}
}

// EPUB_READERS names a node_modules folder with puppeteer-core and axe-core, EPUB_SHOTS a
// folder for screenshots; the browser is PUPPETEER_EXECUTABLE_PATH or /usr/bin/chromium.
func TestLiveBrowser(t *testing.T) {
	t.Parallel()
	need.Judges(t)
	paper := copied(t)
	spoil(t, filepath.Join(paper, "editions/2026-10-20/stories/303-names.md"))
	root, stop := serving(t, paper, "-q")
	need.Browser(t, "testdata/live.mjs", nil, root, paper)
	if status, _ := stop(); status != exitFine {
		t.Errorf("status %d", status)
	}
}

// TestLivePlates: the plates of a page are those of its inks, cut to its trim, and they are as
// large as the page.
func TestLivePlates(t *testing.T) {
	root, stop := serving(t, copied(t), "-q")
	status, names := get(t, root+"page/1/plates.json", "", "")
	if status != 200 || names != `["Cyan","Magenta","Yellow","Black","TAC"]` {
		t.Fatalf("%d %s", status, names)
	}
	_, state := get(t, root+"edition.json", "", "")
	var ed struct{ Pages []struct{ W, H float64 } }
	if err := json.Unmarshal([]byte(state), &ed); err != nil {
		t.Fatal(err)
	}
	for k := range 5 {
		_, data := get(t, fmt.Sprint(root, "page/1/plate/", k, ".png"), "", "")
		img, err := png.DecodeConfig(strings.NewReader(data))
		if w, h := ed.Pages[1].W*livePPI/72, ed.Pages[1].H*livePPI/72; err != nil || math.Abs(float64(img.Width)-w) > 1.5 || math.Abs(float64(img.Height)-h) > 1.5 {
			t.Errorf("plate %d: %d × %d pixels, not %.0f × %.0f, %v", k, img.Width, img.Height, w, h, err)
		}
	}
	if status, log := stop(); status != exitFine {
		t.Errorf("status %d, %s", status, log)
	}
}
