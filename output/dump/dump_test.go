package dump

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"banxin/cmd/need/held"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/specimen"
)

// TestEveryItem compares a document with one of everything with testdata/every.txt.
// Run with GOARCH=386 too: the bytes must be the same.
func TestEveryItem(t *testing.T) {
	var got bytes.Buffer
	if err := Write(&got, every()); err != nil {
		t.Fatal(err)
	}
	held.Text(t, "testdata/every.txt", got.String())
}

func TestLength(t *testing.T) {
	for _, c := range []struct {
		in          unit.Length
		long, short string
	}{
		{0, "0.000", "0"},
		{unit.Pt, "1.000", "1"},
		{unit.Pt * 10, "10.000", "10"},
		{unit.Pt / 2, "0.500", "0.5"},
		{-unit.Pt / 2, "-0.500", "-0.5"},
		{32, "0.000", "0"}, // 0.00048…
		{33, "0.001", "0.001"},
		{-33, "-0.001", "-0.001"},
		{-32, "0.000", "0"},
		{unit.Millimetres(270000), "765.354", "765.354"},
		{math.MaxInt64 / 1000, "140737488355.328", "140737488355.328"},
	} {
		if got := string(appendLength(nil, c.in)); got != c.long {
			t.Errorf("appendLength(%d) = %s, want %s", c.in, got, c.long)
		}
		if got := string(appendShort(nil, c.in)); got != c.short {
			t.Errorf("appendShort(%d) = %s, want %s", c.in, got, c.short)
		}
	}
}

// TestUnbalancedMarks: a closing mark too many, or one too few, must not shift the rest.
func TestUnbalancedMarks(t *testing.T) {
	pg := &page.Page{Items: []page.Item{
		&page.Mark{Role: page.RoleStory},
		&page.Group{Items: []page.Item{&page.Mark{Role: page.RoleStory, Open: true}}},
		&page.Rule{},
	}}
	var got bytes.Buffer
	if err := Page(&got, pg); err != nil {
		t.Fatal(err)
	}
	want := `page 0 "" "" trim 0.000 0.000 0.000 0.000
  end story
  group at 0.000 0.000
    mark story order 0
  rule 0.000 0.000 to 0.000 0.000 width 0.000 white
`
	if got.String() != want {
		t.Errorf("got:\n%swant:\n%s", got.String(), want)
	}
}

func TestWriteError(t *testing.T) {
	want := errors.New("disk full")
	if err := Write(failing{want}, every()); !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}

// FuzzPage dumps items made of any numbers: nothing may panic, and every item
// has one line.
func FuzzPage(f *testing.F) {
	f.Add(uint64(1), int64(1<<20))
	f.Add(uint64(2), int64(1<<62))
	f.Fuzz(func(t *testing.T, seed uint64, reach int64) {
		pg := &page.Page{Items: specimen.Anything(rand.New(rand.NewPCG(seed, 0)).Uint64, reach, 3)}
		var b bytes.Buffer
		if err := Page(&b, pg); err != nil {
			t.Fatal(err)
		}
		if got, want := bytes.Count(b.Bytes(), []byte("\n")), 1+count(pg.Items); got != want {
			t.Errorf("%d lines for %d items:\n%s", got, want, b.Bytes())
		}
	})
}

func count(items []page.Item) int {
	n := len(items)
	for _, it := range items {
		if g, ok := it.(*page.Group); ok {
			n += count(g.Items)
		}
	}
	return n
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func BenchmarkWrite(b *testing.B) {
	d := &page.Doc{Pages: []*page.Page{{}}}
	for range 600 {
		t := &page.Text{Size: unit.Points(9), Src: "版心每行十四个字左右换行时标"}
		for i := range 14 {
			t.Glyphs = append(t.Glyphs, page.Glyph{X: int32(i) * 9 << 16, Cluster: uint32(3 * i), ID: 7})
		}
		d.Pages[0].Items = append(d.Pages[0].Items, t)
	}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := Write(&out, d); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(out.Len()))
}

// every is a document with one of everything that can be dumped.
func every() *page.Doc {
	pt := func(x, y int) unit.Point { return unit.Point{X: unit.Points(x), Y: unit.Points(y)} }
	red := page.Color{M: 10000, Y: 9000, K: 1025}
	return &page.Doc{
		Meta:    page.Meta{Paper: "云溪日报", Code: "yxrb", Lang: "zh-CN", Date: "2026-10-20", Issue: 3256, Title: "云溪日报 2026年10月20日"},
		Faces:   []page.Face{{Name: "NotoSerifSC-Regular"}},
		Images:  []page.ImageFile{{Name: "images/桥.jpg", Format: "jpeg", W: 800, H: 600, Data: make([]byte, 12)}},
		Spots:   []page.Spot{{Name: "PANTONE 485 C", Alt: red}},
		Sources: []string{"stories/s01.md"},
		Stories: []page.Story{{ID: "s01", Title: "新桥通车", Section: "要闻"}},
		Pages: []*page.Page{{
			Name: "A1", Number: 1, Section: "要闻",
			Trim:  unit.Rect{W: unit.Millimetres(270000), H: unit.Millimetres(390000)},
			Bleed: unit.Rect{W: unit.Millimetres(270000), H: unit.Millimetres(390000)}.Inset(-unit.Millimetres(3000)),
			Items: []page.Item{
				&page.Mark{Role: page.RoleStory, ID: "s01", Open: true, Rect: unit.Rect{X: unit.Pt, Y: unit.Pt, W: unit.Points(100), H: unit.Points(200)}},
				&page.Mark{Role: page.RoleParagraph, ID: "s01#0", Open: true, Order: 2},
				&page.Text{
					Size: unit.Points(9), Color: page.Black, At: pt(10, 20), Src: "新华社，北京", Pos: page.Pos{File: 1, Line: 3, Col: 2},
					Glyphs: []page.Glyph{{ID: 5}, {ID: 6, X: 9 << 16, Cluster: 3}, {ID: 7, X: 18 << 16, Cluster: 6},
						{ID: 8, X: 27 << 16, Cluster: 9}, {ID: 9, X: 27<<16 + 4<<16 + 1<<15, Cluster: 12}, {ID: 0, X: 40<<16 + 1<<15, Cluster: 15}},
				},
				&page.Text{Size: unit.Points(9), Color: page.Gray(5000), At: pt(10, 40), Src: "office 1\n\u3000", Glyphs: []page.Glyph{{ID: 3, X: 5, Y: -65536}, {ID: 4, X: 65536, Y: -65536, Cluster: 4}}},
				&page.Text{Size: unit.Points(9), Dir: page.Vertical, Color: page.Color{Spot: 1, Tint: 7500}, At: pt(90, 40), Src: "直排",
					Glyphs: []page.Glyph{{ID: 3, X: -4.5 * 65536, Y: 8 << 16}, {ID: 4, X: -4.5 * 65536, Y: 17 << 16, Cluster: 3}}},
				&page.Text{Src: "空"},
				&page.Mark{Role: page.RoleParagraph, ID: "s01#0"},
				&page.Mark{Role: page.RoleFigure, ID: "s01#1", Open: true, Alt: `桥, "新"`},
				&page.Image{File: 0, Rect: unit.Rect{W: unit.Points(80), H: unit.Points(60)}, X1: 800, Y1: 600, Alt: "桥"},
				&page.Mark{Role: page.RoleFigure, ID: "s01#1"},
				&page.Mark{Role: page.RoleStory, ID: "s01"},
				&page.Rule{From: pt(0, 0), To: pt(100, 0), Width: unit.Pt / 2, Color: page.Black},
				&page.Rule{From: pt(0, 0), To: pt(100, 0), Width: unit.Pt, Color: red, Style: page.Wavy},
				&page.Path{Fill: &page.Color{K: 800}, Stroke: &red, Width: unit.Pt, EvenOdd: true, Segs: []page.Seg{
					{Op: page.MoveTo, P: [3]unit.Point{pt(1, 2)}}, {Op: page.LineTo, P: [3]unit.Point{pt(3, 4)}},
					{Op: page.CubicTo, P: [3]unit.Point{pt(5, 6), pt(7, 8), pt(9, 10)}}, {Op: page.Close},
				}},
				&page.Group{At: pt(50, 60), Quarter: 1, Clip: unit.Rect{W: unit.Pt, H: unit.Pt}, Items: []page.Item{
					&page.Rule{To: pt(1, 1), Width: unit.Pt, Style: page.Dotted},
				}},
			},
		}},
	}
}
