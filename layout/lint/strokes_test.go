package lint_test

import (
	"testing"
	"testing/fstest"

	"banxin/layout/lint"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestAcrossColumns: a paragraph of a line a column goes on at one baseline, with a rule between the columns; that
// runs through nothing. One that stands within a column does.
func TestAcrossColumns(t *testing.T) {
	m := fstest.MapFS{
		"paper.yaml":                       {Data: []byte("名称: 报\n")},
		"templates/t.yaml":                 {Data: []byte("成品: 300pt x 120pt\n边距: {上: 10pt, 下: 10pt, 左: 10pt, 右: 10pt}\n栏: {数: 2, 字: 12, 距: 1字}\n正文: {字号: 10pt, 行距: 14pt}\n行数: 6\n版图: |\n  6 | 甲 甲\n版位:\n  甲: {栏: 2, 题: {行: 5}, 栏线: 是}\n")},
		"editions/2026-10-20/edition.yaml": {Data: []byte("版:\n  - 模板: t\n    稿件: {甲: a}\n")},
		"editions/2026-10-20/stories/a.md": {Data: []byte("---\n标题: 一行一栏\n---\n这一段在左栏排一行，又在右栏接着排一行。\n")},
	}
	ed, res := compose(t, m)
	rule := func(x unit.Length) *page.Rule {
		return &page.Rule{From: unit.Point{X: x, Y: 84 * unit.Pt}, To: unit.Point{X: x, Y: 96 * unit.Pt}, Width: unit.Pt / 4, Color: page.Black}
	}
	var xs []unit.Length // of the lines
	var ys []unit.Length
	for _, it := range res.Doc.Pages[0].Items {
		if k, ok := it.(*page.Text); ok && k.Size == 10*unit.Pt {
			xs, ys = append(xs, k.At.X), append(ys, k.At.Y)
		}
	}
	if len(xs) != 2 || ys[0] != ys[1] || xs[0] == xs[1] {
		t.Fatalf("lines at %v %v", xs, ys)
	}
	for _, c := range []struct {
		x    unit.Length
		want int
	}{{0, 0}, {xs[0] + 55*unit.Pt, 1}, {xs[1] + 55*unit.Pt, 1}} {
		doc := *res.Doc
		pg := *doc.Pages[0]
		if doc.Pages = []*page.Page{&pg}; c.x > 0 {
			pg.Items = append([]page.Item{rule(c.x)}, pg.Items...)
		}
		with := *res
		with.Doc = &doc
		n := 0
		for _, f := range lint.Check(ed, &with) {
			if f.Code == "LAY-RULE" {
				n++
			}
		}
		if n != c.want {
			t.Errorf("a rule at %v: %d findings", c.x, n)
		}
	}
}

// TestThickThin: the two lines of a rule that is thick and thin (文武线) do not stand double; the same rule once more
// beside it does.
func TestThickThin(t *testing.T) {
	m := fstest.MapFS{
		"paper.yaml":                       {Data: []byte("名称: 报\n稿线: {式: 文武线}\n")},
		"templates/t.yaml":                 {Data: []byte("成品: 420pt x 300pt\n边距: {上: 10pt, 下: 10pt, 左: 10pt, 右: 10pt}\n栏: {数: 4, 字: 9, 距: 1字}\n正文: {字号: 10pt, 行距: 14pt}\n行数: 18\n行间隔: 1\n版图: |\n  8 | 甲 甲 乙 乙\n  9 | 丙 丙 丙 丙\n")},
		"editions/2026-10-20/edition.yaml": {Data: []byte("版: [{模板: t, 稿件: {甲: a, 乙: b, 丙: c}}]\n")},
	}
	for _, id := range []string{"a", "b", "c"} {
		m["editions/2026-10-20/stories/"+id+".md"] = &fstest.MapFile{Data: []byte("---\n标题: 渡口" + id + "\n---\n江面很宽。\n")}
	}
	ed, res := compose(t, m)
	doubled := func(more bool) (n int) {
		doc := *res.Doc
		pg := *doc.Pages[0]
		doc.Pages, pg.Items = []*page.Page{&pg}, nil
		for _, it := range res.Doc.Pages[0].Items {
			pg.Items = append(pg.Items, it)
			if r, ok := it.(*page.Rule); ok && more && r.Width > unit.Pt {
				again := *r
				again.From.X, again.From.Y, again.To.X, again.To.Y = r.From.X+4*unit.Pt, r.From.Y+4*unit.Pt, r.To.X+4*unit.Pt, r.To.Y+4*unit.Pt
				pg.Items = append(pg.Items, &again)
			}
		}
		with := *res
		with.Doc = &doc
		for _, f := range lint.Check(ed, &with) {
			if f.Code == "LAY-RULE" {
				n++
			}
		}
		return n
	}
	if n := doubled(false); n > 0 {
		t.Errorf("%d rules of two lines stand double", n)
	}
	if doubled(true) == 0 {
		t.Error("rules once more beside themselves stand not double")
	}
}
