package epub

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"banxin/cmd/need"
	"banxin/editions"
)

// limited is a program that is given a minute: one that never ends is a fault of the book.
func limited(t *testing.T, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, name, args...)
	c.Env = append(os.Environ(), "QT_QPA_PLATFORM=offscreen", "QTWEBENGINE_DISABLE_SANDBOX=1", "QTWEBENGINE_CHROMIUM_FLAGS=--no-sandbox")
	out, err := c.CombinedOutput()
	if err != nil {
		t.Errorf("%s %s: %v (%v)\n%s", filepath.Base(name), strings.Join(args, " "), err, ctx.Err(), out)
	}
	return string(out)
}

// TestMuPDF draws every form of the book: an old engine with little CSS that reading devices
// have. It ends, sets heads above pictures, and does not show what is hidden. Obfuscated faces
// are DRM to it.
func TestMuPDF(t *testing.T) {
	mutool := need.Tool(t, "mutool")
	for name, path := range variants(t) {
		if name == "sample-obscured" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			out := limited(t, mutool, "draw", "-q", "-W", "420", "-H", "620", "-F", "trace", path)
			if strings.Contains(glyphs(out), "导览封面") {
				t.Error("the landmarks are shown")
			}
			if name == "sample" {
				headsFirst(t, out)
			}
		})
	}
}

var (
	tracePage  = regexp.MustCompile(`(?s)<page .*?</page>`)
	traceGlyph = regexp.MustCompile(`<g unicode="([^"]*)"`)
	traceText  = regexp.MustCompile(`(?s)<fill_text [^>]*transform="\S+ \S+ \S+ \S+ \S+ (\S+)".*?<g [^>]* y="(\S+)"`)
	traceImage = regexp.MustCompile(`<fill_image [^>]*transform="\S+ \S+ \S+ \S+ \S+ (\S+)"`)
)

func glyphs(trace string) string {
	var b strings.Builder
	for _, m := range traceGlyph.FindAllStringSubmatch(trace, -1) {
		b.WriteString(m[1])
	}
	return b.String()
}

// headsFirst wants the head of the lead above its picture.
func headsFirst(t *testing.T, trace string) {
	t.Helper()
	for _, p := range tracePage.FindAllString(trace, -1) {
		text, picture := traceText.FindStringSubmatch(p), traceImage.FindStringSubmatch(p)
		if text == nil || picture == nil || !strings.HasPrefix(glyphs(p), "修了22个月") {
			continue
		}
		y, _ := strconv.ParseFloat(text[1], 64)
		line, _ := strconv.ParseFloat(text[2], 64)
		if top, _ := strconv.ParseFloat(picture[1], 64); top < y+line {
			t.Errorf("the picture stands at %v, above the head at %v", top, y+line)
		}
		return
	}
	t.Error("no page with the lead and its picture")
}

// TestCalibre converts books to what devices read and back: nothing but the reader's colours
// is in them, and each story is.
func TestCalibre(t *testing.T) {
	convert := need.Tool(t, "ebook-convert")
	paths := variants(t)
	for _, name := range []string{"elements-pages", "elements-vertical"} {
		dir := t.TempDir()
		azw := filepath.Join(dir, "b.azw3")
		back, text := filepath.Join(dir, "c.epub"), filepath.Join(dir, "d.txt")
		limited(t, convert, paths[name], azw)
		limited(t, convert, azw, back)
		limited(t, convert, paths[name], text)
		limited(t, convert, paths[name], filepath.Join(dir, "e.docx"))
		said, err := os.ReadFile(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range []string{"导语：10月19日，云溪石桥通车。", "第二条正文", "没有标题的公告，只有一句话。"} {
			if !strings.Contains(string(said), words) {
				t.Errorf("%s: the text has lost %s", name, words)
			}
		}
		if strings.Contains(string(said), "导览") {
			t.Errorf("%s: the landmarks are text", name)
		}
		data, err := os.ReadFile(back)
		if err != nil {
			t.Fatal(err)
		}
		files, err := unzip(data)
		if err != nil {
			t.Fatal(err)
		}
		for file, data := range files {
			if m := regexp.MustCompile(`[^-]color: *#[0-9a-f]+`).Find(data); strings.HasSuffix(file, ".css") && m != nil {
				t.Errorf("%s: %s has %s", name, file, m)
			}
		}
	}
	calibre := need.Tool(t, "calibre-debug")
	for _, line := range strings.Split(limited(t, calibre, "-e", "testdata/calibre.py", paths["elements-pages"], paths["elements-vertical"]), "\n") {
		if strings.HasPrefix(line, "FAULT") {
			t.Error(line)
		}
	}
}

// TestListsInEngines: what numbers items have is said by the text, by the list and by each item,
// so that it is right in engines that know one of them.
func TestListsInEngines(t *testing.T) {
	want := []string{"1. 甲", "2. 乙", "1. 乙一", "3. 丙", "7. 第七", "8. 第八", "12) 十二"}
	ordered := func(what, said string) {
		t.Helper()
		rest := strings.Join(strings.Fields(said), " ")
		for _, item := range want {
			_, after, ok := strings.Cut(rest, item)
			if !ok {
				t.Errorf("%s: no %q in its place: %s", what, item, rest)
				return
			}
			rest = after
		}
		if strings.Contains(said, "1. 1.") || strings.Contains(said, "7. 7.") {
			t.Errorf("%s: numbers stand twice: %s", what, said)
		}
	}
	book := listsBook(t)
	mutool, convert := need.Tool(t, "mutool"), need.Tool(t, "ebook-convert")
	ordered("MuPDF", limited(t, mutool, "draw", "-q", "-F", "txt", "-o", "-", book))
	dir := t.TempDir()
	said := func(name string) string {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for _, form := range []string{"docx", "pdf", "azw3"} { // and as text, and text from what that is
		made, text := filepath.Join(dir, "a."+form), form+".txt"
		limited(t, convert, book, made)
		if form == "pdf" {
			limited(t, need.Tool(t, "pdftotext"), "-raw", made, filepath.Join(dir, text))
		} else {
			limited(t, convert, made, filepath.Join(dir, text))
		}
		ordered(form, said(text))
	}
	limited(t, convert, book, filepath.Join(dir, "a.txt"))
	ordered("txt", said("a.txt"))
	if strings.Contains(limited(t, need.Tool(t, "calibre-debug"), "-c", "from calibre.customize.ui import available_output_formats as f; print(sorted(f()))"), "'kepub'") {
		limited(t, convert, book, filepath.Join(dir, "a.kepub"))
	}
}

// listsBook is a book of lists in lists, of numbers that begin anywhere.
func listsBook(t *testing.T) string {
	t.Helper()
	item := func(level int, marker, text string) editions.ListItem {
		return editions.ListItem{Level: level, Marker: marker, Text: plain(text)}
	}
	ed, _ := sample(t)
	ed.Stories, ed.Pages = ed.Stories[:1], ed.Pages[:1]
	ed.Stories[0].Blocks = []editions.Block{
		&editions.List{Items: []editions.ListItem{item(0, "1.", "甲"), item(0, "2.", "乙"), item(1, "1.", "乙一"), item(0, "3.", "丙")}}, para("又。"),
		&editions.List{Items: []editions.ListItem{item(0, "7.", "第七"), item(0, "8.", "第八"), item(1, editions.Bullet, "点")}}, para("又。"),
		&editions.List{Items: []editions.ListItem{item(0, "12)", "十二"), item(0, "13)", "十三")}},
	}
	path := filepath.Join(t.TempDir(), "lists.epub")
	if err := os.WriteFile(path, write(t, ed, nil, Options{}), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestThemes reads books under every theme of two reading systems, see themes.mjs. Where time is bounded
// each system has half of the themes with one book and the rest with the other.
func TestThemes(t *testing.T) {
	node, modules := readers(t)
	shots := os.Getenv("EPUB_SHOTS")
	if shots == "" {
		shots = "-"
	}
	paths := variants(t)
	every := 1
	if need.Bounded() {
		every = 2
	}
	c := exec.Command(node, "testdata/themes.mjs", modules, shots, strconv.Itoa(every), paths["elements-pages"], paths["elements-vertical"])
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Read  int
		Wrong []string
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if got.Read != 40/every {
		t.Errorf("%d readings", got.Read)
	}
	for _, w := range got.Wrong {
		t.Error(w)
	}
}
