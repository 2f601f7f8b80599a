package epub

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// EPUB_READERS names a node_modules folder with puppeteer-core, foliate-js 1.0.1, epubjs
// 0.3.93 and r2-shared-js 1.0.85; EPUB_SHOTS a folder for screenshots. The browser is
// PUPPETEER_EXECUTABLE_PATH or /usr/bin/chromium.
func readers(t *testing.T) (node, modules string) {
	t.Helper()
	return need.Program(t, "NODE", "node"), need.Named(t, "EPUB_READERS")
}

// seen is what a reading system found in a book.
type seen struct {
	Sections, TOC, PageList, Landmarks int
	Zones, Wrong, Fonts, Errors        []string
	Labels                             [][2]string
	Error                              string
}

// TestReadingSystems opens books in two reading systems and follows every link of their pages, see
// readers.mjs. Where time is bounded each book is opened in one of them.
func TestReadingSystems(t *testing.T) {
	node, modules := readers(t)
	shots := os.Getenv("EPUB_SHOTS")
	if shots == "" {
		shots = "-"
	}
	paths := variants(t)
	names := []string{"elements-pages", "sample-all", "sample-obscured", "sample-vertical", "elements-replica", "sample-replica"}
	var readings []string
	for i, name := range names {
		both := []string{"foliate=" + paths[name], "epubjs=" + paths[name]}
		readings = append(readings, need.Spread(both, 2, i)...)
	}
	args := append([]string{"testdata/readers.mjs", modules, shots}, readings...)
	c := exec.Command(node, args...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var found map[string]map[string]seen
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatal(err)
	}
	opened := 0
	for _, name := range names {
		opened += len(found[name])
		for system, got := range found[name] {
			if name == "sample-obscured" && system == "epubjs" {
				got.Fonts = nil // it does not know obfuscation
			}
			check(t, name+" in "+system, paths[name], got)
		}
	}
	if opened != len(readings) {
		t.Errorf("%d books were opened of %d", opened, len(readings))
	}
}

func check(t *testing.T, where, path string, got seen) {
	t.Helper()
	want := expected(t, path)
	if got.Error != "" || len(got.Wrong)+len(got.Fonts)+len(got.Errors) > 0 {
		t.Errorf("%s: %s %q %q %q", where, got.Error, got.Wrong, got.Fonts, got.Errors)
	}
	if got.Sections != want.Sections || got.TOC != want.TOC || got.PageList != want.PageList || got.Landmarks != want.Landmarks || len(got.Zones) != len(want.Zones) {
		t.Errorf("%s: %d sections, %d contents, %d pages, %d landmarks, %d zones; want %d, %d, %d, %d, %d", where,
			got.Sections, got.TOC, got.PageList, got.Landmarks, len(got.Zones), want.Sections, want.TOC, want.PageList, want.Landmarks, len(want.Zones))
	}
}

// expected counts what is in a book's files.
func expected(t *testing.T, path string) (want seen) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	files, err := unzip(data)
	if err != nil {
		t.Fatal(err)
	}
	nav, err := scan(files["EPUB/nav.xhtml"])
	if err != nil {
		t.Fatal(err)
	}
	toc, _, _ := strings.Cut(string(files["EPUB/nav.xhtml"]), "</nav>")
	want = seen{Sections: strings.Count(string(files["EPUB/package.opf"]), "<itemref "), TOC: strings.Count(toc, "<li>"),
		PageList: len(nav.navs["page-list"]), Landmarks: len(nav.navs["landmarks"])}
	for _, data := range files {
		for range strings.Count(string(data), `class="zone"`) + strings.Count(string(data), `<a class="story" id=`) + strings.Count(string(data), `<a class="story entry" `) {
			want.Zones = append(want.Zones, "")
		}
	}
	return want
}

func TestReadiumReadsTheSame(t *testing.T) {
	node, modules := readers(t)
	paths := variants(t)
	args := []string{"testdata/readium.cjs", modules}
	for _, path := range paths {
		args = append(args, path)
	}
	out, err := exec.Command(node, args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var found map[string]struct {
		ReadingOrder, TOC, PageList, Landmarks int
		Features                               []string
		Summary                                string
	}
	if err := json.Unmarshal(out[strings.LastIndex(strings.TrimSpace(string(out)), "\n")+1:], &found); err != nil {
		t.Fatal(err)
	}
	for name, path := range paths {
		want, got := expected(t, path), found[strings.TrimSuffix(filepath.Base(path), ".epub")]
		if got.ReadingOrder != want.Sections || got.TOC != want.TOC || got.PageList != want.PageList || got.Landmarks != want.Landmarks || got.Summary == "" || len(got.Features) < 4 {
			t.Errorf("%s: Readium reads %+v, want %+v", name, got, want)
		}
	}
}
