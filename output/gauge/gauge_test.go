package gauge_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets/faces"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/output/gauge"
	"banxin/output/pdfread"
	"banxin/output/works"
)

// measured are the pages of the sample's press file.
func measured(t *testing.T) []*gauge.Page {
	t.Helper()
	p, err := works.Open(four.Pages(), works.Options{Faces: faces.All()})
	if err != nil {
		t.Fatal(err)
	}
	set, err := p.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
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

// TestOwnPages: of our own pages we know what is to be measured.
func TestOwnPages(t *testing.T) {
	pages := measured(t)
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
	page := measured(t)[1]
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
