package inks

import (
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/color"
)

// TestColors: what a page has inks for stays; else black as light, the spot where it is clearly
// nearer, type solid.
func TestColors(t *testing.T) {
	spots := []page.Spot{{Name: "专红", Alt: page.Color{M: 10000, Y: 9000}}, {Name: "专蓝", Alt: page.Color{C: 10000, M: 6000}}}
	black, both := page.Inks{Process: 8}, page.Inks{Process: 8, Spots: 1}
	red := page.Color{M: 10000, Y: 9000, K: 1000}
	for _, c := range []struct {
		what         string
		set          page.Inks
		of           page.Color
		inType, area func(page.Color) bool
	}{
		{"black", black, page.Black, is(page.Black), is(page.Black)},
		{"white", black, page.White, is(page.White), is(page.White)},
		{"grey", black, page.Gray(3000), is(page.Gray(3000)), is(page.Gray(3000))},
		{"red", black, red, is(page.Black), grey(4000, 9000)},
		{"beige", black, page.Color{M: 300, Y: 1200, K: 200}, grey(100, 1200), grey(100, 1200)},
		{"yellow", black, page.Color{Y: 10000}, grey(100, 3000), grey(100, 3000)},
		{"spot that is not there", black, page.Color{Spot: 2, Tint: 10000}, is(page.Black), grey(4000, 10000)},
		{"spot", both, page.Color{Spot: 1, Tint: 4000}, is(page.Color{Spot: 1, Tint: 4000}), is(page.Color{Spot: 1, Tint: 4000})},
		{"red with red", both, red, spot(1, 8000), spot(1, 8000)},
		{"pale red with red", both, page.Color{M: 2500, Y: 2200}, spot(1, 1500), spot(1, 1500)},
		{"beige with red", both, page.Color{M: 300, Y: 1200, K: 200}, grey(100, 1200), grey(100, 1200)},
		{"green with red", both, page.Color{C: 8000, Y: 9000}, is(page.Black), grey(3000, 9000)},
		{"black in cyan", page.Inks{Process: 1}, page.Black, is(page.Color{C: 10000}), cyan(5000)},
		{"red in cyan", page.Inks{Process: 1}, page.Color{M: 10000, Y: 9000, K: 3000}, is(page.Color{C: 10000}), cyan(solidType)},
		{"black in a spot ink", page.Inks{Spots: 1}, page.Black, is(page.Color{Spot: 1, Tint: 10000}), spot(1, 5000)},
		{"spot in four inks", page.Inks{Process: page.AllProcess}, page.Color{Spot: 1, Tint: 5000}, is(page.Color{M: 5000, Y: 4500}), is(page.Color{M: 5000, Y: 4500})},
		{"four inks", page.Inks{Process: page.AllProcess}, red, is(red), is(red)},
	} {
		area := c.of
		d := &page.Doc{Spots: spots, Pages: []*page.Page{{Inks: c.set, Items: []page.Item{
			&page.Group{Items: []page.Item{&page.Text{Color: c.of}}}, &page.Path{Fill: &area}, &page.Rule{Color: c.of, Width: unit.Pt}, &page.Image{},
		}}, {Items: []page.Item{&page.Text{Color: c.of}}}}}
		out := Apply(d, color.Newsprint())
		items := out.Pages[0].Items
		text, fill, rule := items[0].(*page.Group).Items[0].(*page.Text).Color, *items[1].(*page.Path).Fill, items[2].(*page.Rule).Color
		if !c.inType(text) || !c.inType(rule) || !c.area(fill) {
			t.Errorf("%s: type %v, rule %v, area %v", c.what, text, rule, fill)
		}
		if got := items[3].(*page.Image).Inks; got.All() != (c.set.Process == page.AllProcess) {
			t.Errorf("%s: pictures in %v", c.what, got)
		}
		if out.Pages[1] != d.Pages[1] || d.Pages[0].Items[0].(*page.Group).Items[0].(*page.Text).Color != c.of {
			t.Errorf("%s: what it was made of changed", c.what)
		}
	}
	plain := &page.Doc{Pages: []*page.Page{{}}}
	if Apply(plain, color.Newsprint()) != plain {
		t.Error("a document in all inks is another")
	}
}

// TestGrounds: what type stands on is solid under white type and pale under type in ink; areas
// that the same colour fills elsewhere, and those that are painted over, are as light as it.
func TestGrounds(t *testing.T) {
	red, green := page.Color{M: 9600, Y: 9600}, page.Color{C: 7200, Y: 8400, K: 1400}
	block := func(k page.Color, x unit.Length) *page.Path {
		at := func(dx, dy unit.Length) [3]unit.Point { return [3]unit.Point{{X: x + dx*unit.Pt, Y: dy * unit.Pt}} }
		return &page.Path{Fill: &k, Segs: []page.Seg{{P: at(0, 0)}, {Op: page.LineTo, P: at(40, 0)}, {Op: page.LineTo, P: at(40, 20)}, {Op: page.LineTo, P: at(0, 20)}, {Op: page.Close}}}
	}
	word := func(k page.Color, x unit.Length) *page.Text {
		return &page.Text{Color: k, Size: 10 * unit.Pt, At: unit.Point{X: x + 10*unit.Pt, Y: 15 * unit.Pt}, Glyphs: []page.Glyph{{}}, Src: "版"}
	}
	far := 100 * unit.Pt
	picture := &page.Image{Rect: unit.Rect{W: 40 * unit.Pt, H: 20 * unit.Pt}}
	for _, c := range []struct {
		what  string
		set   page.Inks
		items []page.Item
		area  func(page.Color) bool
	}{
		{"nothing on it", page.Inks{Process: 8}, []page.Item{block(red, 0), word(page.White, far)}, grey(4500, 6000)},
		{"white type", page.Inks{Process: 8}, []page.Item{block(red, 0), word(page.White, 0)}, is(page.Black)},
		{"white type in a group", page.Inks{Process: 8}, []page.Item{&page.Group{At: unit.Point{X: far}, Items: []page.Item{block(red, 0), word(page.White, 0)}}}, is(page.Black)},
		{"black type", page.Inks{Process: 8}, []page.Item{block(green, 0), word(page.Black, 0)}, is(page.Gray(palest))},
		{"red type", page.Inks{Process: 8}, []page.Item{block(green, 0), word(red, 0)}, is(page.Gray(palest))},
		{"black type on a pale ground", page.Inks{Process: 8}, []page.Item{block(page.Color{M: 300, Y: 1200}, 0), word(page.Black, 0)}, grey(100, 1200)},
		{"a picture between", page.Inks{Process: 8}, []page.Item{block(red, 0), picture, word(page.White, 0)}, grey(4500, 6000)},
		{"both", page.Inks{Process: 8}, []page.Item{block(red, 0), word(page.White, 0), word(page.Black, 0)}, grey(4500, 6000)},
		{"a grey that was asked for", page.Inks{Process: 8}, []page.Item{block(page.Gray(5000), 0), word(page.Black, 0)}, is(page.Gray(5000))},
		{"white type in cyan", page.Inks{Process: 1}, []page.Item{block(red, 0), word(page.White, 0)}, is(page.Color{C: 10000})},
		{"black type in cyan", page.Inks{Process: 1}, []page.Item{block(green, 0), word(page.Black, 0)}, is(page.Color{C: palest})},
	} {
		out := Apply(&page.Doc{Pages: []*page.Page{{Inks: c.set, Items: c.items}}}, color.Newsprint())
		first := out.Pages[0].Items[0]
		if g, ok := first.(*page.Group); ok {
			first = g.Items[0]
		}
		if got := *first.(*page.Path).Fill; !c.area(got) {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}

// TestPaper: a pale ground of a whole page is no screen of black: it is left white, with what has its colour; a dark
// one, one of a part of the page, and a grey that was asked for stay.
func TestPaper(t *testing.T) {
	cream, red := page.Color{M: 300, Y: 1200}, page.Color{M: 9600, Y: 9600}
	trim := unit.Rect{W: 100 * unit.Pt, H: 100 * unit.Pt}
	block := func(k page.Color, r unit.Rect) *page.Path {
		at := func(x, y unit.Length) [3]unit.Point { return [3]unit.Point{{X: x, Y: y}} }
		return &page.Path{Fill: &k, Segs: []page.Seg{{P: at(r.X, r.Y)}, {Op: page.LineTo, P: at(r.Right(), r.Y)}, {Op: page.LineTo, P: at(r.Right(), r.Bottom())}, {Op: page.LineTo, P: at(r.X, r.Bottom())}, {Op: page.Close}}}
	}
	whole, part := trim.Inset(-3*unit.Pt), trim.Inset(30*unit.Pt)
	for _, c := range []struct {
		what  string
		items []page.Item
		want  func(page.Color) bool // of the last
	}{
		{"cream", []page.Item{block(cream, whole)}, is(page.White)},
		{"a label on cream", []page.Item{block(cream, whole), block(cream, part)}, is(page.White)},
		{"a box on white", []page.Item{block(cream, part)}, grey(100, 1200)},
		{"a box on cream", []page.Item{block(cream, whole), block(page.Color{M: 800, Y: 2000}, part)}, grey(100, 1500)},
		{"red", []page.Item{block(red, whole)}, grey(4500, 6000)},
		{"grey", []page.Item{block(page.Gray(500), whole)}, is(page.Gray(500))},
	} {
		out := Apply(&page.Doc{Pages: []*page.Page{{Inks: page.Inks{Process: 8}, Trim: trim, Items: c.items}}}, color.Newsprint())
		if got := *out.Pages[0].Items[len(c.items)-1].(*page.Path).Fill; !c.want(got) {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}

func is(k page.Color) func(page.Color) bool { return func(o page.Color) bool { return o == k } }

func grey(lo, hi uint16) func(page.Color) bool {
	return func(o page.Color) bool { return o.IsK() && o.K >= lo && o.K <= hi }
}

func cyan(least uint16) func(page.Color) bool {
	return func(o page.Color) bool { return o == (page.Color{C: o.C}) && o.C >= least }
}

func spot(n, least uint16) func(page.Color) bool {
	return func(o page.Color) bool { return o.Spot == n && o.Tint >= least }
}

// TestShown: on a screen pictures of a page in black are tints of black, wherever they stand;
// others keep their colours.
func TestShown(t *testing.T) {
	pictures := func() []page.Item {
		return []page.Item{&page.Image{}, &page.Group{Items: []page.Item{&page.Image{}, &page.Image{Ink: page.Color{C: 10000}}}}}
	}
	inks := func(p *page.Page) []page.Color {
		g := p.Items[1].(*page.Group).Items
		return []page.Color{p.Items[0].(*page.Image).Ink, g[0].(*page.Image).Ink, g[1].(*page.Image).Ink}
	}
	d := &page.Doc{Pages: []*page.Page{{Items: pictures()}, {Inks: page.Inks{Process: 8}, Items: pictures()}, {Inks: page.Inks{Process: 9}, Items: pictures()}}}
	out := Shown(d, color.Newsprint())
	for i, want := range [][2]page.Color{{{}, {}}, {page.Black, page.Black}, {{}, {}}} {
		if got := inks(out.Pages[i]); got[0] != want[0] || got[1] != want[1] || (i == 1) == (got[2].C > 0) {
			t.Errorf("page %d: %v", i, got)
		}
	}
	if got := inks(d.Pages[1]); got[0] != (page.Color{}) || got[1] != (page.Color{}) {
		t.Errorf("the document itself has changed: %v", got)
	}
}
