package readers

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/source"
	"banxin/output/works"
)

// What a format cannot carry.
//
// Both: the file names of pictures, their attributes (栏 位 裁 …), a description that says
// what the caption says; colours behind text; 组, 署名范围, 版, 版位, 转, 版面, 次序; blanks at
// the ends of paragraphs; the numbers of notes, which count from 1 in every story that is
// imported, and their places: notes stand at its end. The e-edition also: 体裁.

// TestEditionsComeBack writes every story of the sample and the specimen as e-edition and e-paper,
// and imports them again.
func TestEditionsComeBack(t *testing.T) {
	for name, fsys := range map[string]fs.FS{"sample": assets.Sample(), "specimen": assets.Specimen()} {
		t.Run(name, func(t *testing.T) {
			paper, err := works.Open(fsys, works.Options{Faces: faces.All()})
			if err != nil {
				t.Fatal(err)
			}
			set, err := paper.Compose(context.Background(), "")
			if err != nil {
				t.Fatal(err)
			}
			var out works.Memory
			if _, err := set.Make(context.Background(), &out, works.EPUB, works.EPaper); err != nil {
				t.Fatal(err)
			}
			var epaper bytes.Buffer
			w := zip.NewWriter(&epaper)
			for _, n := range out.Names() {
				switch {
				case strings.HasSuffix(n, ".epub"):
					comesBack(t, "epub", intake.File{Name: "a.epub", Data: out.Data(n)}, set.Edition.Stories)
				case strings.Contains(n, "epaper/"):
					f, err := w.Create(n)
					if err != nil {
						t.Fatal(err)
					}
					if _, err := f.Write(out.Data(n)); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			comesBack(t, "epaper", intake.File{Name: "a.zip", Data: epaper.Bytes()}, set.Edition.Stories)
			for _, n := range out.Names() {
				if strings.Contains(n, "/stories/") && strings.HasSuffix(n, ".json") {
					comesBack(t, "ninjs "+n, intake.File{Name: "a.json", Data: out.Data(n)}, set.Edition.Stories)
				}
			}
		})
	}
}

// comesBack imports a file and compares each story with the one of the edition that says the same.
func comesBack(t *testing.T, format string, f intake.File, stories []*editions.Story) {
	t.Helper()
	want := map[string]*editions.Story{}
	for _, s := range stories {
		want[beginning(s)] = s
	}
	n := 0
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
		s := want[beginning(got)]
		if s == nil {
			t.Errorf("%s %s: no story begins with %q", format, c.Name, beginning(got))
			continue
		}
		n++
		if a, b := kept(got), kept(s); a != b {
			t.Errorf("%s %s %s: %s", format, c.Name, s.ID, whereApart(a, b))
		}
		if format == "epaper" && got.Genre != s.Genre {
			t.Errorf("%s %s: genre %q, want %q", format, s.ID, got.Genre, s.Genre)
		}
	}
	if n == 0 || (!strings.HasPrefix(format, "ninjs") && n != len(stories)) {
		t.Errorf("%s: %d of %d stories came back", format, n, len(stories))
	}
}

// beginning tells stories apart: head and the first words.
func beginning(s *editions.Story) string {
	c := strings.Join(strings.Fields(strings.ReplaceAll(kept(s), "\n", " ")), " ")
	return c[:min(len(c), 90)]
}

var (
	quoted = regexp.MustCompile(`[ \t\x{3000}]+\n`)
	signs  = regexp.MustCompile(`\{4\}[0-9]+`)
)

// kept is a story as both formats carry it.
func kept(s *editions.Story) string {
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
	return signs.ReplaceAllString(quoted.ReplaceAllString(b.String()+notes.String(), "\n"), "{4}#")
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
