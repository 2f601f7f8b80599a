package lint_test

import (
	"fmt"
	"math/rand"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need/composed"
	"banxin/cmd/need/held"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/lint"
	"banxin/layout/page"
	"banxin/layout/unit"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestDisturbed pushes things about on the pages of many papers, a little and a lot, and
// holds what is found there against testdata/disturbed: first of the pages as they were
// composed, then of pages on which texts, rules, pictures and marks have been moved, made
// larger and smaller, coloured, left out. -update rewrites; read the difference.
func TestDisturbed(t *testing.T) {
	ed, _, res := composed.Four()
	t.Run("sample", func(t *testing.T) {
		var b strings.Builder
		for seed := range int64(20) {
			l := lint.Check(ed, disturbed(res, rand.New(rand.NewSource(seed)), 60))
			fmt.Fprintf(&b, "== seed %d\n%s", seed, listing(l))
		}
		against(t, "sample", b.String())
	})
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			m := base(t)
			for i := 0; i < len(v.changes); i += 3 {
				file(v.changes[i], v.changes[i+1], v.changes[i+2])(t, m)
			}
			ed, _, res := composed.Paper(t, m)
			b := strings.Builder{}
			b.WriteString(listing(checked(t, ed, res)))
			for seed := range int64(6) {
				fmt.Fprintf(&b, "== seed %d\n%s", seed, listing(lint.Check(ed, disturbed(res, rand.New(rand.NewSource(seed)), 25))))
			}
			against(t, v.name, b.String())
		})
	}
	names, err := filepath.Glob("../flow/testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no papers", err)
	}
	for _, name := range names {
		short := strings.TrimSuffix(filepath.Base(name), ".txtar")
		t.Run(short, func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			ed, _, res := composed.Paper(t, held.Paper(held.Drawn(t, ar)))
			found := checked(t, ed, res)
			var b strings.Builder
			fmt.Fprintf(&b, "as composed\n%s%+v\n", listing(found), lint.Count(res, found))
			lint.Locate(res, found)
			fmt.Fprintf(&b, "located\n%s", listing(found))
			looked(&b, ed, res, found)
			for seed := range int64(5) {
				pages := disturbed(res, rand.New(rand.NewSource(seed)), 12)
				l := lint.Check(ed, pages)
				fmt.Fprintf(&b, "== seed %d\n%s%+v\n", seed, listing(l), lint.Count(pages, l))
				if seed == 0 {
					lint.Locate(pages, l)
					looked(&b, ed, pages, l)
				}
			}
			against(t, short, b.String())
		})
	}
}

// looked writes where findings are located, and how the pages look.
func looked(b *strings.Builder, ed *editions.Edition, res *layout.Result, found source.List) {
	for _, f := range found {
		fmt.Fprintf(b, "%s at %d,%d of page %d, %s\n", f.Code, f.X, f.Y, f.Page, f.Slot)
	}
	pages, more := lint.Look(ed, res, found)
	for _, p := range pages {
		heads := p.Heads
		p.Heads = nil
		fmt.Fprintf(b, "%+v\n", p)
		for _, h := range heads {
			fmt.Fprintf(b, "  %+v\n", h)
		}
	}
	fmt.Fprintf(b, "%s%d heads\n", listing(more), len(lint.Heads(ed, res)))
}

// variants are the paper of the cases with other habits: file, what stood there, what stands
// there now.
var variants = []struct {
	name    string
	changes []string
}{
	{"v-base", nil},
	{"v-none", []string{"paper.yaml", "名称:", "样式: {正文: {禁则: 无}, 主题: {禁则: 无}}\n名称:"}},
	{"v-basic", []string{"paper.yaml", "名称:", "样式: {正文: {禁则: 基本, 颜色: 四}}\n颜色: {四: {c: 20, m: 20, y: 20, k: 60}}\n名称:"}},
	{"v-newspaper", []string{"paper.yaml", "名称:", "样式: {正文: {禁则: 报纸, 标点: 全角}}\n名称:"}},
	{"v-strict", []string{"paper.yaml", "名称:", "样式: {正文: {禁则: 严格, 对齐: 左, 字号: 8pt}, 图说: {字号: 5pt}}\n名称:"}},
	{"v-spots", []string{"paper.yaml", "名称:", "颜色: {专: {spot: X, m: 90, tint: 60}, 浅: {k: 20}}\n样式: {主题: {颜色: 专}, 署名: {颜色: 浅, 字号: 6pt}}\n名称:"}},
	{"v-ranks", []string{stories + "d.md", "---\n标题", "---\n次序: 1\n标题", stories + "a.md", "---\n标题", "---\n次序: 9\n标题"}},
	{"v-upright", []string{tpl1, "四条:\n    题: {字号: 20pt}", "四条:\n    竖排: 是\n    题: {字号: 20pt, 竖: 是, 字: 4}", tpl1, "三条:", "三条:\n    框: 是"}},
	{"v-small", []string{tpl1, "36pt", "21pt", tpl2, "24pt", "41pt"}},
}

// disturbed is a result with pages on which one in so many things is not as it was.
func disturbed(res *layout.Result, r *rand.Rand, one int) *layout.Result {
	own, doc := *res, *res.Doc
	own.Doc = &doc
	doc.Pages = nil
	for _, p := range res.Doc.Pages {
		q := *p
		q.Items = disturb(p.Items, r, one)
		switch r.Intn(4) {
		case 0:
			q.Items = ruled(q.Items, r)
		case 1:
			q.Items = displaced(q.Items, r)
		}
		doc.Pages = append(doc.Pages, &q)
	}
	return &own
}

func disturb(items []page.Item, r *rand.Rand, one int) []page.Item {
	far := func() unit.Length {
		return []unit.Length{1, -1, unit.Pt / 3, unit.Pt, -2 * unit.Pt, 5 * unit.Pt, 13 * unit.Pt, -40 * unit.Pt}[r.Intn(8)]
	}
	color := func() page.Color {
		return []page.Color{{}, {K: 5000}, {C: 10000, M: 9000}, {M: 10000, Y: 9000, K: 1000}, {K: 500}, {C: 1, M: 1, Y: 1, K: 9000}, {C: 9000, M: 9000, Y: 6001}, {Spot: 1, Tint: 5000}}[r.Intn(8)]
	}
	var out []page.Item
	for _, it := range items {
		switch v := it.(type) {
		case *page.Group:
			g := *v
			g.Items = disturb(v.Items, r, one)
			it = &g
		case *page.Mark:
			if r.Intn(2*one) == 0 && v.Open {
				m := *v
				m.Rect.X, m.Rect.Y, m.Rect.W, m.Rect.H = m.Rect.X+far(), m.Rect.Y+far(), max(0, m.Rect.W+far()), max(0, m.Rect.H+far())
				it = &m
			}
		case *page.Text:
			if r.Intn(one) == 0 {
				if r.Intn(9) == 0 {
					continue
				}
				it = pushed(v, r, far, color)
			}
		case *page.Rule:
			if r.Intn(one) < 3 {
				l := *v
				l.From.X, l.To.Y, l.Width, l.Color = l.From.X+far(), l.To.Y+far(), max(0, l.Width+far()/4), color()
				it = &l
			}
		case *page.Image:
			if r.Intn(3) == 0 {
				im := *v
				im.Rect.X, im.Rect.Y, im.Rect.W, im.Rect.H = im.Rect.X+far(), im.Rect.Y+far(), im.Rect.W*unit.Length(1+r.Intn(4))/2, max(1, im.Rect.H+far())
				it = &im
			}
		case *page.Path:
			if c := color(); r.Intn(one) < 3 && v.Fill != nil {
				p := *v
				p.Fill = &c
				it = &p
			}
		}
		out = append(out, it)
	}
	return out
}

// ruled draws lines about some of the texts: through them, and at the distances at which they
// begin to be too near.
func ruled(items []page.Item, r *rand.Rand) []page.Item {
	out := append([]page.Item{}, items...)
	for _, it := range items {
		t, ok := it.(*page.Text)
		if !ok || len(t.Glyphs) == 0 || r.Intn(15) > 0 {
			continue
		}
		d := []unit.Length{0, t.Size / 5, t.Size/5 + 1, t.Size * 45 / 100, t.Size, t.Size * 2}[r.Intn(6)]
		w := []unit.Length{unit.Pt / 5, unit.Pt / 4, unit.Pt / 2, 2 * unit.Pt}[r.Intn(4)]
		k := []page.Color{page.Black, {C: 8000, M: 8000, Y: 8000}, {C: 8000, M: 8000, Y: 8100}, {Spot: 1, Tint: 10000}, {C: 1, M: 1, Y: 1, K: 1}}[r.Intn(5)]
		x0, x1, y := t.At.X, t.At.X+unit.Length(t.Glyphs[len(t.Glyphs)-1].X)+t.Size, t.At.Y
		switch r.Intn(4) {
		case 0:
			out = append(out, &page.Rule{From: unit.Point{X: x0, Y: y + d}, To: unit.Point{X: x1, Y: y + d}, Width: w, Color: k})
		case 1:
			out = append(out, &page.Rule{From: unit.Point{X: x1 + d, Y: y - 3*t.Size}, To: unit.Point{X: x1 + d, Y: y + 3*t.Size}, Width: w, Color: k})
		case 2:
			out = append(out, &page.Rule{From: unit.Point{X: x0 - d, Y: y - t.Size}, To: unit.Point{X: x0 - d, Y: y}, Width: w, Color: k},
				&page.Rule{From: unit.Point{X: x0 - d - t.Size/3, Y: y - 5*t.Size}, To: unit.Point{X: x0 - d - t.Size/3, Y: y}, Width: w, Color: k})
		case 3:
			at := func(op page.Op, x, y unit.Length) page.Seg { return page.Seg{Op: op, P: [3]unit.Point{{X: x, Y: y}}} }
			out = append(out, &page.Path{Stroke: &k, Width: w, Segs: []page.Seg{at(page.MoveTo, x0-d, y-t.Size-d), at(page.LineTo, x1+d, y-t.Size-d), at(page.LineTo, x1+d, y+d), at(page.LineTo, x0-d, y+d), {Op: page.Close}}})
		}
	}
	return out
}

// displaced moves all texts in a part of the page: to another column, over each other, off
// the grid.
func displaced(items []page.Item, r *rand.Rand) []page.Item {
	from := unit.Points(r.Intn(600))
	to, by := from+unit.Points(80+r.Intn(200)), []unit.Length{150 * unit.Pt, -150 * unit.Pt, 300 * unit.Pt, 7 * unit.Pt}[r.Intn(4)]
	var out []page.Item
	for _, it := range items {
		if t, ok := it.(*page.Text); ok && from <= t.At.X && t.At.X < to {
			x := *t
			x.At.X += by
			it = &x
		}
		out = append(out, it)
	}
	return out
}

// pushed is a text in another place, size, face or colour, or with other glyphs.
func pushed(v *page.Text, r *rand.Rand, far func() unit.Length, color func() page.Color) *page.Text {
	x := *v
	x.Glyphs = append([]page.Glyph{}, v.Glyphs...)
	switch r.Intn(7) {
	case 0:
		x.At.X += far()
	case 1:
		x.At.Y += far()
	case 2:
		x.Size = max(unit.Pt, x.Size+far())
	case 3:
		x.Color = color()
	case 4:
		x.Face = (x.Face + 1) % 6
	case 5:
		d := int32(far())
		for i := range x.Glyphs {
			x.Glyphs[i].X += d * int32(i)
		}
	case 6:
		x.Src = "，" + x.Src[min(3, len(x.Src)):]
	}
	return &x
}

// held compares text with a file.
func against(t *testing.T, name, got string) {
	t.Helper()
	held.Text(t, "testdata/disturbed/"+name+".txt", got)
}
