package site

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/assets/faces"
	"banxin/cmd/need"
	"banxin/cmd/need/four"
	"banxin/output/internal/objects"
	"banxin/output/internal/prose"
	"banxin/output/works"
)

// printed builds the sample's e-paper and its PDF into a library.
func printed(t testing.TB) memory {
	t.Helper()
	paper, err := works.Open(four.Pages(), works.Options{Faces: faces.All()})
	if err != nil {
		t.Fatal(err)
	}
	set, err := paper.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	var out works.Memory
	if _, err := set.Make(context.Background(), &out, works.EPaper, works.PDF); err != nil {
		t.Fatal(err)
	}
	lib := newMemory()
	for _, name := range out.Names() {
		lib.WriteFile("2026-10-20/"+name, out.Data(name))
	}
	return lib
}

// TestPrinted: the site of a paper as it is built has all its stories, word for word, each
// where the pages have it.
func TestPrinted(t *testing.T) {
	t.Parallel()
	lib, www := printed(t), newMemory()
	build(t, lib, www, Options{Base: base})
	n := 0
	for name, f := range lib.MapFS {
		_, id, ok := strings.Cut(name, "-epaper/stories/")
		if !ok || !strings.HasSuffix(id, ".html") {
			continue
		}
		n++
		want, err := prose.Said(f.Data)
		if err != nil {
			t.Fatal(err)
		}
		page := www.MapFS["tcrb/2026/10/20/stories/"+id]
		if page == nil {
			t.Fatalf("%s is not there", id)
		}
		article := regexp.MustCompile(`<img([^>]*[^/])>`).ReplaceAll(element.Find(page.Data), []byte("<img$1/>")) // XML again
		got, err := prose.Said(article)
		if err != nil || got != want {
			t.Errorf("%s: %v: the site says\n%s\nthe e-paper\n%s", id, err, got, want)
		}
		for _, part := range []string{`<link rel="canonical" href="` + base + `tcrb/2026/10/20/stories/` + id, `"@type":"NewsArticle"`, `property="og:image" content="` + base + "tcrb/pictures/", `id="lines"`} {
			if !bytes.Contains(page.Data, []byte(part)) {
				t.Errorf("%s has no %s", id, part)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d stories", n)
	}
	for p := 1; p <= 4; p++ {
		page := string(www.MapFS[fmt.Sprintf("tcrb/2026/10/20/page-%02d.html", p)].Data)
		m := regexp.MustCompile(fmt.Sprintf(`href="\.\./\.\./\.\./(2026/10/20/page-%02d-[0-9a-f]{10}-1\.pdf)"`, p)).FindStringSubmatch(page)
		if m == nil {
			t.Errorf("page %d has no PDF", p)
			continue
		}
		pdf := www.MapFS["tcrb/"+m[1]].Data
		if cut, err := objects.NewKnife(pdf); err != nil || cut.Pages() != 1 {
			t.Errorf("the PDF of page %d: %v", p, err)
		}
		if !regexp.MustCompile(`data-columns="\d+ \d+ \d+ \d+;`).MatchString(page) {
			t.Errorf("page %d has no columns", p)
		}
	}
}

// question is what is asked of the search, and which story it is to find.
type question struct {
	Q    string `json:"q"`
	Href string `json:"href"`
}

// questions are four characters, anywhere in the text, of each story of a site.
func questions(t testing.TB, lib memory) (out []question) {
	t.Helper()
	r := rand.New(rand.NewPCG(14, 6))
	sites, _, err := whole(lib, Options{}, nil, newest)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sites {
		for _, i := range s.issues {
			for _, story := range i.Stories {
				data, err := fs.ReadFile(lib, i.dir+"/"+story.HTML)
				if err != nil {
					t.Fatal(err)
				}
				said, err := prose.Said(data)
				if err != nil {
					t.Fatal(err)
				}
				text := []rune(said)
				at := r.IntN(len(text) - 3)
				out = append(out, question{string(text[at : at+4]), i.key() + "/stories/" + story.ID + ".html"})
			}
		}
	}
	return out
}

// browsers are those that judge, and what node calls them.
func browsers(t *testing.T) map[string]bool {
	need.Named(t, "EPUB_READERS")
	out := map[string]bool{"chrome": true}
	if _, err := exec.LookPath("firefox-esr"); err == nil {
		out["firefox"] = true
	} else {
		need.Missing(t, "firefox-esr")
	}
	return out
}

// EPUB_READERS names a node_modules folder with puppeteer-core and axe-core, EPUB_SHOTS a
// folder for screenshots; the browsers are PUPPETEER_EXECUTABLE_PATH, or /usr/bin/chromium,
// and FIREFOX, or /usr/bin/firefox-esr.
func judge(t *testing.T, browser string, www memory, asked []question) {
	modules, shots := need.Named(t, "EPUB_READERS"), os.Getenv("EPUB_SHOTS")
	if shots == "" {
		shots = "-"
	}
	dir := t.TempDir()
	for name, f := range www.MapFS {
		p := filepath.Join(dir, "www", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	list := filepath.Join(dir, "asked.json")
	if err := os.WriteFile(list, mustJSON(asked), 0o644); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("node", "testdata/site.mjs", modules, shots, browser, filepath.Join(dir, "www", "yxb"), list)
	c.Stderr = os.Stderr
	if need.Bounded() {
		c.Env = append(os.Environ(), "SITE_PART=1")
	}
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Wrong    []string
		Measured map[string]int
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	t.Logf("%v", got.Measured)
	slices.Sort(got.Wrong)
	for _, w := range slices.Compact(got.Wrong) {
		t.Error(w)
	}
	if got.Measured["zones"] < 10 || got.Measured["slow"] >= 1000 {
		t.Errorf("measured: %v", got.Measured)
	}
}

// TestSite: the sample, with issues before it, as subscribers use it. Where time is bounded it is one
// page and one story of an issue, in two looks.
func TestSite(t *testing.T) {
	all := browsers(t)
	lib, www := printed(t), newMemory()
	for n := 1; n < 9; n++ { // of a paper of the same name, so that it is one site
		lib.issue("棠川日报", "yxb", today.AddDate(0, 0, -n), nil) // and an older code
	}
	build(t, lib, www, Options{Base: base})
	asked := questions(t, lib)
	for browser := range all {
		t.Run(browser, func(t *testing.T) {
			t.Parallel() // they wait more than they work
			judge(t, browser, www, asked[:40])
		})
	}
}

// TestSearchFindsAll: of 200 issues, each story by four of its characters.
func TestSearchFindsAll(t *testing.T) {
	if need.Bounded() {
		t.Skip("takes minutes: runs by make judges; TestSite asks forty questions")
	}
	for browser := range browsers(t) {
		t.Run(browser, func(t *testing.T) {
			lib, www := library(200), newMemory()
			build(t, lib, www, Options{Base: base})
			judge(t, browser, www, questions(t, lib))
		})
	}
}

// TestLarge: a new issue of a large library writes no more files than that of a library half as large.
func TestLarge(t *testing.T) {
	need.Time(t)
	var half *Report
	sizes := []int{300, 600}
	if need.Bounded() {
		sizes = []int{100, 200}
	}
	for _, days := range sizes {
		lib, www := onDisk(t.TempDir()), onDisk(t.TempDir())
		before, newest := parted(library(days))
		var r *Report
		for _, part := range []memory{before, newest} {
			lib.add(t, part)
			var err error
			if r, err = Build(lib, www, Options{Base: base}); err != nil {
				t.Fatal(err)
			}
		}
		if half == nil {
			half = r
		}
		if r.Issues != days || r.Made != 2 || r.Written != half.Written || r.Removed != half.Removed {
			t.Errorf("of %d issues: %+v; of fewer: %+v", days, r, half)
		}
	}
}

// BenchmarkNewIssue is the time that a new issue takes, by the size of its library.
func BenchmarkNewIssue(b *testing.B) {
	for _, days := range []int{200, 2000} {
		b.Run(fmt.Sprint(days), func(b *testing.B) {
			lib, www := onDisk(b.TempDir()), onDisk(b.TempDir())
			before, newest := parted(library(days))
			build := func() {
				if _, err := Build(lib, www, Options{Base: base}); err != nil {
					b.Fatal(err)
				}
			}
			lib.add(b, before)
			build()
			for b.Loop() {
				lib.add(b, newest)
				build()
				b.StopTimer()
				for name := range newest.MapFS {
					lib.Remove(name)
				}
				build()
				b.StartTimer()
			}
		})
	}
}

// parted are the files of a library before its newest day, and those of that day.
func parted(lib memory) (before, newest memory) {
	before, newest = newMemory(), newMemory()
	for name, f := range lib.MapFS {
		if strings.HasPrefix(name, today.Format(time.DateOnly)) {
			newest.MapFS[name] = f
		} else {
			before.MapFS[name] = f
		}
	}
	return before, newest
}

// disk is a folder of the disk as a library or a site.
type disk struct {
	fs.FS
	dir string
}

func onDisk(dir string) disk { return disk{os.DirFS(dir), dir} }

func (d disk) WriteFile(name string, data []byte) error {
	at := filepath.Join(d.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	return os.WriteFile(at, data, 0o644)
}

func (d disk) Remove(name string) error {
	return os.Remove(filepath.Join(d.dir, filepath.FromSlash(name)))
}

// add writes files as they are in memory.
func (d disk) add(t testing.TB, files memory) {
	t.Helper()
	for name, f := range files.MapFS {
		if err := d.WriteFile(name, f.Data); err != nil {
			t.Fatal(err)
		}
	}
}
