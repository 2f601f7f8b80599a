package gauge_test

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/output/gauge"
	"banxin/output/pdfread"
	"banxin/output/works"
)

// composed is a paper laid out.
func composed(t *testing.T, paper fs.FS) *works.Set {
	t.Helper()
	p, err := works.Open(paper, works.Options{Faces: faces.All()})
	if err != nil {
		t.Fatal(err)
	}
	set, err := p.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// measured are the pages of a paper's press file.
func measured(t *testing.T, set *works.Set) []*gauge.Page {
	t.Helper()
	var m works.Memory
	if _, err := set.MakeWith(context.Background(), &m, works.MakeOptions{NoPreflight: true}, works.PDF); err != nil {
		t.Fatal(err)
	}
	var out []*gauge.Page
	for _, name := range m.Names() {
		if !strings.HasSuffix(name, ".pdf") {
			continue
		}
		f, err := pdfread.Open(m.Data(name))
		if err != nil {
			t.Fatal(err)
		}
		for n := 1; n <= f.Pages(); n++ {
			p, err := f.Page(n)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, gauge.Measure(p))
		}
	}
	return out
}

// TestSameFigures: what is measured of a printed page is what check --look says of it, head by head:
// white within a tenth of a line, sizes and widths of kickers and decks within a twentieth. Drop
// caps, pictures that are cropped, tables, small decks and upright heads are on these pages.
func TestSameFigures(t *testing.T) {
	kinds := map[bool]int{}
	for name, paper := range map[string]fs.FS{"sample": assets.Sample(), "gallery": os.DirFS("../../layout/testdata/gallery")} {
		set := composed(t, paper)
		looks, _ := set.Look()
		pages := measured(t, set)
		if len(looks) != len(pages) {
			t.Fatalf("%s: %d pages are looked at, %d measured", name, len(looks), len(pages))
		}
		stories := set.Edition.ByID()
		for i, l := range looks {
			for _, h := range l.Heads {
				g := headOf(pages[i], stories[h.Story], int(h.Size))
				kinds[h.Upright]++
				switch {
				case g == nil:
					t.Errorf("%s: page %d: the head of %s is not measured", name, l.Page, h.Story)
				case apart(g.White, int(h.White)) > 10 || g.Down != h.Upright:
					t.Errorf("%s: page %d: %s: white of %d measured, %d looked at", name, l.Page, h.Story, g.White, h.White)
				case apart(g.Kicker, int(h.Kicker)) > 5 || apart(g.Deck, int(h.Deck)) > 5 ||
					!g.Down && (apart(g.KWide, int(h.KickerWide)) > 5 || apart(g.DWide, int(h.DeckWide)) > 5):
					t.Errorf("%s: page %d: %s: %+v measured, %+v looked at", name, l.Page, h.Story, *g, h)
				}
			}
		}
	}
	if kinds[false] < 200 || kinds[true] < 5 {
		t.Errorf("%v heads are looked at", kinds)
	}
}

func apart(a, b int) int { return max(a-b, b-a) }

// headOf is the head of a story on a measured page: of its size and words.
func headOf(p *gauge.Page, s *editions.Story, size int) *gauge.Head {
	bare := func(words string) string {
		return strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Han, r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, words)
	}
	title := ""
	for _, line := range s.Headline {
		title += bare(line.String())
	}
	for i := range p.Heads {
		h := &p.Heads[i]
		if words := bare(h.Text); apart(h.Type.Size, size) < 20 && words != "" && strings.Contains(title, words) {
			return h
		}
	}
	return nil
}

// TestOwnPages: of our own pages we know what is to be measured.
func TestOwnPages(t *testing.T) {
	pages := measured(t, composed(t, four.Pages()))
	for _, p := range pages {
		if p.Body.Size != 950 || p.Leading != 1225 || p.Body.Face != "宋" {
			t.Errorf("page %d: %+v on %d", p.Number, p.Body, p.Leading)
		}
		for _, h := range p.Heads {
			if h.White < 50 || h.White > 130 {
				t.Errorf("page %d: %d hundredths of a line below %s", p.Number, h.White, h.Text)
			}
			if h.Kicker > 46 || h.Deck > 46 {
				t.Errorf("page %d: %+v", p.Number, h)
			}
		}
	}
	if c := pages[1].Columns; c.Count != 6 || c.Chars != 11 || c.Gutter != 950 {
		t.Errorf("page 2 has %+v", c)
	}
	found := false
	for _, h := range pages[0].Heads {
		if h.Type.Size == 4800 {
			found = h.Type.Face == "标宋" && h.Lines == 1 && h.Kicker > 40 && h.Deck > 30
		}
	}
	if !found {
		t.Errorf("the lead is not what it is: %+v", pages[0].Heads)
	}
}

// TestSketch: what is written is a paper that can be read, of the measured type and columns.
func TestSketch(t *testing.T) {
	page := measured(t, composed(t, four.Pages()))[1]
	paper, template, ok := gauge.Sketch(page, "样报.pdf")
	if !ok {
		t.Fatal("nothing is written")
	}
	ed, found, err := editions.Load(fstest.MapFS{
		"paper.yaml": {Data: []byte(paper)}, "templates/旧版.yaml": {Data: []byte(template)},
		"editions/2026-10-20/edition.yaml": {Data: []byte("版:\n  - {模板: 旧版, 稿件: {头条: a}}\n")},
		"editions/2026-10-20/stories/a.md": {Data: []byte("---\n标题: 江水清了\n---\n沿江的断面装了仪器。\n")},
	}, "")
	if err != nil || len(found) > 0 {
		t.Fatalf("%v %v\n%s\n%s", err, found, paper, template)
	}
	tpl := ed.Pages[0].Template
	if tpl.Columns != 6 || tpl.Chars != 11 || tpl.Size.String() != "9.500" || tpl.Leading.String() != "12.250" {
		t.Errorf("the template is %d columns of %d, %v on %v", tpl.Columns, tpl.Chars, tpl.Size, tpl.Leading)
	}
	if r := ed.Paper.Styles[editions.Kicker].Ratio; r < 380 || r > 460 {
		t.Errorf("kickers are %d thousandths", r)
	}
}

// TestNoText: a page without text is said to be unread.
func TestNoText(t *testing.T) {
	p := gauge.Measure(&pdfread.Page{Number: 1, W: 100, H: 100, Chars: []pdfread.Char{{Text: " ", Size: 10, DX: 5}}})
	if _, _, ok := gauge.Sketch(p, "a"); !p.Unread || ok {
		t.Errorf("%+v", p)
	}
}

// TestNoHeads: what is no head of a story is none: initials, a paper's name, columns of figures.
func TestNoHeads(t *testing.T) {
	font := &pdfread.Font{Name: "SongTi"}
	var chars []pdfread.Char
	line := func(text string, x, y, size int) {
		for _, r := range text {
			chars = append(chars, pdfread.Char{Text: string(r), X: x, Y: y, DX: size, Size: size, Font: font})
			x += size
		}
	}
	line("棠川日报", 4000, 9000, 7000)
	line("TANGCHUAN", 4000, 11000, 700)
	line("年月日星期三农历总第期", 4000, 13000, 700)
	line("渡口又开集了", 4000, 40000, 3000)
	line("外", 4000, 44000, 3000)
	for i := range 3 {
		line("婆家的柿子不摘最高那几个竹竿够得着", 7400, 42000+i*1300, 950)
	}
	for i := range 6 {
		line("婆家的柿子不摘最高那几个竹竿够得着也够不着", 4000, 45900+i*1300, 950)
		line("12", 40000+i%2, 45900+i*1300, 1300)
	}
	p := gauge.Measure(&pdfread.Page{Number: 1, W: 76000, H: 110000, Chars: chars})
	if len(p.Heads) != 1 || p.Heads[0].Text != "渡口又开集了" || p.Heads[0].White != 62 {
		t.Errorf("%+v", p.Heads)
	}
}

// TestDownwards: a page of vertical text is measured as one of lines is, and so is an upright head
// beside lines.
func TestDownwards(t *testing.T) {
	font := &pdfread.Font{Name: "SongTi"}
	down := func(text string, x, y, size int) (out []pdfread.Char) {
		for i, r := range []rune(text) {
			out = append(out, pdfread.Char{Text: string(r), X: x, Y: y + i*size + size*88/100, DY: size, Size: size, Font: font})
		}
		return out
	}
	chars := down("渡口又开集", 60000, 5000, 3000)
	for i := range 20 {
		chars = append(chars, down("婆家的柿子不摘最高那几个竹竿够得着", 57500-i*1300, 5000, 950)...)
	}
	p := gauge.Measure(&pdfread.Page{Number: 1, W: 76000, H: 110000, Chars: chars})
	if len(p.Heads) != 1 || !p.Down || p.Leading != 1300 || !p.Heads[0].Down || p.Heads[0].White != 119 || p.Heads[0].X != 60000 || p.Heads[0].Y != 5000 {
		t.Errorf("down %v, on %d, %+v", p.Down, p.Leading, p.Heads)
	}
	if a := p.Area; a.Left != 57500-19*1300 || a.Right != 63000 || a.Top != 5000 {
		t.Errorf("the area is %+v", a)
	}
}

// FuzzMeasure: no page makes it panic.
func FuzzMeasure(f *testing.F) {
	f.Add([]byte("\x01\x02\x03\x04\x05\x06\x07\x08"))
	if data, err := os.ReadFile("gauge.go"); err == nil {
		f.Add(data[:200])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p := &pdfread.Page{Number: 1, W: 76000, H: 110000}
		for i := 0; i+4 < len(data) && i < 4000; i += 5 {
			p.Chars = append(p.Chars, pdfread.Char{Text: string(rune(0x4E00 + int(data[i]))), X: int(data[i+1]) * 300, Y: int(data[i+2]) * 430, DX: int(data[i+3]) * 8, Size: int(data[i+4]) * 20})
		}
		gauge.Sketch(gauge.Measure(p), "a.pdf")
	})
}
