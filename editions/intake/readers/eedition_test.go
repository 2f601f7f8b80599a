package readers

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"path"
	"regexp"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/source"
	"banxin/output/epaper"
	"banxin/output/works"
)

// What a format cannot carry.
//
// Both: the file names of pictures, their attributes (栏 位 裁 …), a description that says
// what the caption says; colours behind text; 组, 署名范围, 版, 版位, 转, 版面, 次序; blanks at
// the ends of paragraphs; the numbers of notes, which count from 1 in every story that is
// imported, and their places: notes stand at its end. The e-edition also: 体裁. NITF, as banxin
// writes it, holds plain words: no marks inside a text, readings, links, signs of notes, levels
// of subheads.

// TestEditionsComeBack writes every story that comes with banxin as e-edition and e-paper, ninjs
// and NITF, and imports them again.
func TestEditionsComeBack(t *testing.T) {
	for name, fsys := range papers() {
		t.Run(name, func(t *testing.T) {
			set := composedPaper(t, fsys, name)
			var out works.Memory
			if _, err := set.Make(context.Background(), &out, works.EPUB); err != nil {
				t.Fatal(err)
			}
			stories := asPrinted(set.Edition)
			for _, n := range out.Names() {
				if strings.HasSuffix(n, ".epub") {
					comesBack(t, "epub", intake.File{Name: "a.epub", Data: out.Data(n)}, stories)
					stories.allOnce(t, "epub")
				}
			}
			epaperComesBack(t, set, stories)
		})
	}
}

// epaperComesBack writes an e-paper, with pages that show nothing, and imports it, and its
// stories as ninjs and as NITF.
func epaperComesBack(t *testing.T, set *works.Set, stories *printedStories) {
	var grey, packed bytes.Buffer
	if err := png.Encode(&grey, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	pages := make([]epaper.PageImage, len(set.Doc.Pages))
	for i := range pages {
		pages[i] = epaper.PageImage{Index: i, Format: "png", Data: grey.Bytes()}
	}
	files, err := epaper.Build(set.Edition, set.Doc, epaper.Options{NITF: true, Pages: pages})
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(&packed)
	wires := map[string][]intake.File{}
	for _, f := range files {
		if e, err := w.Create(f.Name); err != nil {
			t.Fatal(err)
		} else if _, err := e.Write(f.Data); err != nil {
			t.Fatal(err)
		}
		ext := path.Ext(f.Name)
		if kind := map[string]string{".json": "ninjs", ".xml": "nitf"}[ext]; kind != "" && strings.HasPrefix(f.Name, "stories/") {
			wires[kind] = append(wires[kind], intake.File{Name: path.Base(f.Name), Data: f.Data})
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	comesBack(t, "epaper", intake.File{Name: "a.zip", Data: packed.Bytes()}, stories)
	stories.allOnce(t, "epaper")
	for _, kind := range []string{"ninjs", "nitf"} {
		for _, f := range wires[kind] {
			comesBack(t, kind, f, stories)
		}
		stories.allOnce(t, kind)
	}
}

// comesBack imports a file and compares each story with the one of the edition that says the same.
func comesBack(t *testing.T, format string, f intake.File, stories *printedStories) {
	t.Helper()
	for _, c := range intake.Read(f, All(), intake.Options{}) {
		r := intake.Compose(c, intake.Target{})
		if r.Fault != nil {
			t.Errorf("%s %s: %v", format, c.Name, r.Fault)
		}
		if len(r.Stories) != 1 {
			t.Errorf("%s %s: %d stories", format, c.Name, len(r.Stories))
			continue
		}
		got, found := editions.ParseStory(source.NewFile("x.md", r.Stories[0].Text))
		if found.Count(source.Error) > 0 {
			t.Error(format, c.Name, found)
		}
		s := stories.likest(got, path.Base(c.Name))
		says := kept
		if format == "nitf" {
			says = func(s *editions.Story) string {
				return subheads.ReplaceAllString(notCarried.ReplaceAllString(whole(s), ""), "2.2")
			}
		}
		if a, b := says(got), says(s); a != b {
			t.Errorf("%s %s %s: %s", format, c.Name, s.ID, whereApart(a, b))
		}
		if name := path.Base(c.Name); format == "epub" && name != s.ID && plainID.MatchString(s.ID) {
			t.Errorf("%s is named %s", s.ID, name)
		}
		if format == "epaper" && s.Genre != "" && got.Genre != s.Genre {
			t.Errorf("%s %s: genre %q, want %q", format, s.ID, got.Genre, s.Genre)
		}
	}
}

var (
	plainID = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	quoted  = regexp.MustCompile(`[ \t\x{3000}]+\n`)
	signs   = regexp.MustCompile(`\{4\}[0-9]+`)
)

// kept is a story as both formats carry it.
func kept(s *editions.Story) string { return signs.ReplaceAllString(whole(s), "{4}#") }

// whole is kept with the numbers of notes.
func whole(s *editions.Story) string {
	var b, notes strings.Builder
	for _, part := range []struct {
		name  string
		texts []editions.Text
	}{{"label", []editions.Text{s.Label}}, {"kicker", s.Kicker}, {"headline", s.Headline}, {"deck", s.Deck}, {"byline", []editions.Text{s.Byline}}} {
		for _, t := range part.texts {
			if !t.IsEmpty() {
				fmt.Fprintf(&b, "%s: %s\n", part.name, marksOf(t))
			}
		}
	}
	for _, bl := range s.Blocks {
		switch bl := bl.(type) {
		case *editions.Paragraph:
			to := &b
			if bl.Kind == editions.NoteLine {
				to = &notes
			}
			fmt.Fprintf(to, "%d.%d: %s\n", bl.Kind, bl.Level, marksOf(bl.Text))
		case *editions.List:
			for _, it := range bl.Items {
				fmt.Fprintf(&b, "item %s: %s\n", it.Marker, marksOf(it.Text))
			}
		case *editions.Table:
			fmt.Fprintf(&b, "table %d %s\n", bl.Head, marksOf(bl.Caption))
			for _, row := range bl.Rows {
				for _, cell := range row {
					b.WriteString("| " + marksOf(cell) + " ")
				}
				b.WriteByte('\n')
			}
		case *editions.Picture:
			alt := strings.TrimSpace(bl.Alt)
			if alt == strings.TrimSpace(bl.Caption.String()) {
				alt = ""
			}
			fmt.Fprintf(&b, "picture %q %s / %s\n", alt, marksOf(bl.Caption), marksOf(bl.Credit))
		}
	}
	return quoted.ReplaceAllString(b.String()+notes.String(), "\n")
}

// marksOf is a text with its appearances, runs of one joined.
func marksOf(t editions.Text) string {
	var b strings.Builder
	last := ""
	for _, r := range t.Runs {
		look := fmt.Sprint(r.Marks, r.Link, r.Ruby)
		if r.Ruby != "" {
			look += r.Text
		}
		if look != last && (last != "" || look != fmt.Sprint(editions.Marks(0), "", "")) {
			fmt.Fprintf(&b, "{%s}", look)
		}
		last = look
		b.WriteString(r.Text)
	}
	return strings.TrimSpace(b.String())
}

func whereApart(a, b string) string {
	al, bl := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(al), len(bl)) {
		if al[i] != bl[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, al[i], bl[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(al), len(bl))
}
