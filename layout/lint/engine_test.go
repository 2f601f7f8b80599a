package lint_test

import (
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need/composed"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
)

func last[T any](s []T) T { return s[len(s)-1] }

// inRight tells whether a line stands in the right-hand column of page 2.
func inRight(l []*page.Text) bool { return l[0].At.X > 400*unit.Pt }

// Faults that take more than a step to make.
func init() {
	for code, change := range map[string]func(*testing.T, *page.Doc){
		"LAY-COLUMN":   wider,
		"LAY-PICTURES": twoPictures,
		"TYP-WIDOW":    widow,
		"TYP-FOOT":     subheadAtFoot,
		"TYP-LADDER":   ladder,
		"TYP-LONE":     lone,
		"TYP-WRAP":     wrap,
	} {
		pages[code] = change
	}
}

func wider(t *testing.T, d *page.Doc) {
	for _, p := range parts(d.Pages[1], "e", page.RoleParagraph) {
		for _, l := range p.lines {
			if run := last(l); !inRight(l) && !strings.HasSuffix(run.Src, "，") && !strings.HasSuffix(run.Src, "。") {
				run.Glyphs[len(run.Glyphs)-1].X += int32(unit.Pt)
			}
		}
	}
}

func twoPictures(t *testing.T, d *page.Doc) {
	a, b := markOf(d.Pages[0], "a#0", page.RoleFigure), markOf(d.Pages[0], "b", page.RoleHead)
	r := unit.Rect{X: a.Rect.Right() + unit.Pt, Y: b.Rect.Bottom(), W: b.Rect.W, H: 100 * unit.Pt}
	im := *imageOf(d.Pages[0])
	im.Rect = unit.Rect{X: b.Rect.X, Y: 730 * unit.Pt, W: 5 * unit.Pt, H: 3 * unit.Pt}
	i := slices.IndexFunc(d.Pages[0].Items, func(it page.Item) bool { return it == page.Item(b) })
	d.Pages[0].Items = slices.Insert(d.Pages[0].Items, i, page.Item(&page.Mark{Role: page.RoleFigure, ID: "b#9", Open: true, Rect: r}), page.Item(&im), page.Item(&page.Mark{Role: page.RoleFigure, ID: "b#9"}))
}

// widow takes the lines that a paragraph has in the second column to the foot of the first,
// but for the last one.
func widow(t *testing.T, d *page.Doc) {
	ps := append(parts(d.Pages[1], "e", page.RoleParagraph), parts(d.Pages[1], "f", page.RoleParagraph)...)
	for _, p := range ps {
		first := slices.IndexFunc(p.lines, inRight)
		if first <= 0 {
			continue
		}
		n := len(p.lines) - 1 - first
		foot := p.lines[first-1][0].At
		top := p.lines[first][0].At
		for k, l := range p.lines[first : len(p.lines)-1] {
			move(l, foot.X-l[0].At.X, foot.Y+unit.Length(k+1)*leading-l[0].At.Y)
		}
		for _, q := range ps {
			for _, l := range q.lines {
				if inRight(l) && q.mark.ID[0] == p.mark.ID[0] {
					move(l, 0, -unit.Length(n)*leading)
				}
			}
		}
		if last(p.lines)[0].At.Y != top.Y {
			t.Fatal("the last line is not at the top")
		}
		if s := last(p.lines); len(s[0].Src) > 24 { // as good as a whole line: shorter
			last(s).Glyphs[len(last(s).Glyphs)-1].X = int32(20 * unit.Pt)
		}
		return
	}
	t.Fatal("no paragraph stands in both columns")
}

// subheadAtFoot makes a subhead of the last line of the first column.
func subheadAtFoot(t *testing.T, d *page.Doc) {
	items := d.Pages[1].Items
	at := -1
	var low unit.Length
	for i, it := range items {
		if r, ok := it.(*page.Text); ok && slices.ContainsFunc(parts(d.Pages[1], "e", page.RoleParagraph), func(p *part) bool {
			return slices.ContainsFunc(p.lines, func(l []*page.Text) bool { return l[0] == r && !inRight(l) })
		}) && r.At.Y > low {
			low, at = r.At.Y, i
		}
	}
	p := func(role page.Role, open bool) page.Item { return &page.Mark{Role: role, ID: "e#99", Open: open} }
	var open *page.Mark
	for _, it := range items[:at] {
		if m, ok := it.(*page.Mark); ok {
			open = m
		}
	}
	end := at
	for _, ok := items[end].(*page.Text); ok; _, ok = items[end].(*page.Text) {
		if items[end].(*page.Text).At.Y != low {
			break
		}
		end++
	}
	out := append(slices.Clone(items[:at]), &page.Mark{Role: open.Role, ID: open.ID}, p(page.RoleSubhead, true))
	out = append(append(out, items[at:end]...), p(page.RoleSubhead, false), &page.Mark{Role: open.Role, ID: open.ID, Open: true, Rect: open.Rect})
	d.Pages[1].Items = append(out, items[end:]...)
}

func ladder(t *testing.T, d *page.Doc) {
	p := parts(d.Pages[0], "d", page.RoleParagraph)[1]
	for n := range 3 {
		trade(t, p, n, -1, '，')
	}
}

// lone makes the figure so high that one line is left under it in the third column.
func lone(t *testing.T, d *page.Doc) {
	m := markOf(d.Pages[0], "a#0", page.RoleFigure)
	var low unit.Length
	for _, p := range append(parts(d.Pages[0], "a", page.RoleParagraph), parts(d.Pages[0], "a", page.RoleByline)...) {
		for _, l := range p.lines {
			if l[0].At.X > m.Rect.X+m.Rect.W/2 {
				low = max(low, l[0].At.Y)
			}
		}
	}
	m.Rect.H = low - leading - m.Rect.Y + 3*unit.Pt
}

// wrap makes a line beside the figure too short.
func wrap(t *testing.T, d *page.Doc) {
	m := markOf(d.Pages[0], "a#0", page.RoleFigure)
	m.Rect.H += 2 * leading
	for _, p := range parts(d.Pages[0], "a", page.RoleParagraph) {
		for i, l := range p.lines[:len(p.lines)-1] {
			if i > 0 && l[0].At.X > m.Rect.X-unit.Pt && l[0].At.Y < m.Rect.Bottom() && len(l) == 1 {
				l[0].Glyphs[len(l[0].Glyphs)-1].X = int32(50 * unit.Pt)
				return
			}
		}
	}
	t.Fatal("no line beside the figure")
}

// TestHeadBroken: a headline that the engine parts in a listed name, and one whose last
// line has one character.
func TestHeadBroken(t *testing.T) {
	m := base(t)
	file(stories+"a.md", "渡口清晨来了第一班船", "渡口清晨来了第一班船又来了第二班")(t, m)
	ed, res := compose(t, m)
	head := parts(res.Doc.Pages[0], "a", page.RoleHeadline)[0]
	if len(head.lines) != 2 {
		t.Fatalf("the head has %d lines", len(head.lines))
	}
	a, b := head.lines[0][0], head.lines[1][0]
	x, y := []rune(a.Src), []rune(b.Src)
	ed.Paper.Lists.Names = []editions.Listed{{Word: string(x[len(x)-1]) + string(y[0])}}
	only(t, "TYP-HEAD", checked(t, ed, res), res)
	ed.Paper.Lists.Names = nil
	a.Src += string(y[:len(y)-1])
	b.Src = string(y[len(y)-1:])
	b.Pos.Col = a.Pos.Col + int32(len([]rune(a.Src)))
	only(t, "TYP-HEADLAST", checked(t, ed, res), res)
}

// TestReadings: readings of neighbours keep apart; one that is moved to touch the next is found.
func TestReadings(t *testing.T) {
	m := base(t)
	file(stories+"a.md", "老渡工说，", "{装|zhuāng}{床|chuáng}说，")(t, m)
	ed, res := compose(t, m)
	has := func() bool {
		return slices.ContainsFunc(checked(t, ed, res), func(f source.Finding) bool { return f.Code == "TYP-RUBY" })
	}
	if has() {
		t.Error("readings as they are set touch")
	}
	for _, it := range res.Doc.Pages[0].Items {
		if r, ok := it.(*page.Text); ok && r.Src == "" && len(r.Glyphs) == 6 {
			r.At.X += r.Size
			break
		}
	}
	if !has() {
		t.Error("readings that touch are not found")
	}
}

// TestFlowRule: a story that goes on from one slot into the next, and a rule between them.
func TestFlowRule(t *testing.T) {
	m := base(t)
	file("editions/2026-10-20/edition.yaml", "乙: e", "乙: e, 丁: e")(t, m)
	file(tpl2, "乙 乙", "乙 丁")(t, m)
	ed, res := compose(t, m)
	if l := checked(t, ed, res); slices.ContainsFunc(l, func(f source.Finding) bool { return f.Code == "LAY-FLOW" }) {
		t.Errorf("without a rule:\n%s", listing(l))
	}
	p := res.Doc.Pages[1]
	s := res.Sheets()[1]
	x := (s.Columns[2].Right() + s.Columns[3].X) / 2
	p.Items = append([]page.Item{&page.Rule{From: unit.Point{X: x, Y: s.Area.Y}, To: unit.Point{X: x, Y: s.Area.Bottom()}, Width: unit.Pt / 2, Color: page.Black}}, p.Items...)
	l := checked(t, ed, res)
	n := slices.IndexFunc(l, func(f source.Finding) bool { return f.Code == "LAY-FLOW" })
	if n < 0 || l[n].Message.String() != "the text goes on across a rule" {
		t.Errorf("with a rule:\n%s", listing(l))
	}
}

// TestLevel: columns that end far apart.
func TestLevel(t *testing.T) {
	ed, _, res := composed.Paper(t, four.Pages()) // a mark of which is changed
	before := strings.Split(listing(checked(t, ed, res)), "\n")
	m := markOf(res.Doc.Pages[3], "401-bamboo#0", page.RoleFigure)
	low := unit.Length(0)
	for _, p := range parts(res.Doc.Pages[3], "401-bamboo", page.RoleParagraph) {
		for _, l := range p.lines {
			low = max(low, l[0].At.Y)
		}
	}
	m.Rect.H = low + 4*leading - m.Rect.Y
	l := slices.DeleteFunc(checked(t, ed, res), func(f source.Finding) bool {
		return slices.Contains(before, strings.TrimSuffix(listing(source.List{f}), "\n"))
	})
	only(t, "LAY-LEVEL", l, res)
}

// TestStack: a vertical head of four characters is too low.
func TestStack(t *testing.T) {
	m := base(t)
	file(tpl1, "二条:\n    题: {字号: 18pt}", "二条:\n    题: {竖: 是, 字号: 18pt, 字: 3}")(t, m)
	ed, res := compose(t, m)
	only(t, "LAY-STACK", checked(t, ed, res), res)
}
