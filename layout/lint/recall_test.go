package lint

import (
	"maps"
	"testing"
	"testing/fstest"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestRecalled: pages that keep their values are not looked at again, and what belongs to no result of the last two
// is forgotten.
func TestRecalled(t *testing.T) {
	var set layout.Session
	var s Session
	compose := func() *layout.Result {
		ed, _, err := editions.LoadWith(four.Pages(), "", editions.Options{Library: assets.Templates()})
		if err != nil {
			t.Fatal(err)
		}
		cat, _ := set.Catalog(ed, faces.All())
		res, err := set.Compose(t.Context(), ed, cat, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.Check(ed, res)
		return res
	}
	first := compose()
	was := maps.Clone(s.now)
	if len(was) != len(first.Doc.Pages) {
		t.Fatalf("%d of %d pages are remembered", len(was), len(first.Doc.Pages))
	}
	n := 0
	for _, pg := range compose().Doc.Pages {
		if was[pg] == nil {
			continue
		}
		if n++; s.now[pg] == nil || s.now[pg].sheet != was[pg].sheet {
			t.Errorf("page %d is read again", pg.Number)
		}
	}
	if n == 0 {
		t.Error("no page kept its value: the test says nothing")
	}
	other := *first
	doc := *first.Doc
	doc.Sources = append([]string{"another"}, doc.Sources...)
	other.Doc = &doc
	if s.begin(&other); s.before != nil {
		t.Error("pages of other files are remembered")
	}
	if !s.begin(&other) {
		t.Error("the same result is another")
	}
	if s.begin(first); len(s.before) != 0 {
		t.Errorf("%d pages are remembered of a result without any", len(s.before))
	}
}

// TestLeading: the lead's slot is called so, at the end of its name; 倒头条 is the one at the foot of the page.
func TestLeading(t *testing.T) {
	for slot, want := range map[string]bool{"头条": true, "要闻头条": true, "头条二": false, "倒头条": false, "二条": false, "条": false, "": false} {
		if got := leading(slot); got != want {
			t.Errorf("%s leads: %v", slot, got)
		}
	}
}

// TestHeadLines: of the lines of a head the last of one character is told, and what is parted between two that
// follow one another in the file; lines that are given by hand are not looked at, those after them are.
func TestHeadLines(t *testing.T) {
	lines := func(role page.Role, list ...string) *para {
		p := &para{role: role, story: "a"}
		col := int32(1)
		for _, s := range list {
			l := &line{para: p, size: 20 * unit.Pt, from: 0, to: 100 * unit.Pt}
			r := &page.Text{Src: s}
			if s[0] == '+' { // a line of its own in the file
				r.Src, col = s[1:], col+10
			}
			r.Pos.File, r.Pos.Line, r.Pos.Col = 1, 1, col
			col += int32(len([]rune(r.Src)))
			l.runs = []run{{Text: r}}
			p.lines = append(p.lines, l)
		}
		return p
	}
	for _, c := range []struct {
		p    *para
		want string
	}{
		{lines(page.RoleHeadline, "渡口又开"), ""},
		{lines(page.RoleHeadline, "渡口又开", "集"), "TYP-HEADLAST "},
		{lines(page.RoleHeadline, "渡口又开", " 集 "), "TYP-HEADLAST "},
		{lines(page.RoleHeadline, "渡口又开", "+集"), ""},
		{lines(page.RoleDeck, "渡口又开", "集"), ""},
		{lines(page.RoleHeadline, "渡", "口", "又开集"), ""},
		{lines(page.RoleHeadline, "来到棠", "川的早市"), "TYP-HEAD "},
		{lines(page.RoleDeck, "来到棠", "川的早市"), "TYP-HEAD "},
		{lines(page.RoleHeadline, "一行", "+来到棠", "川的早市"), "TYP-HEAD "},
		{lines(page.RoleHeadline, "来到棠", "川的早市约1", "2人"), "TYP-HEAD TYP-HEAD "},
		{lines(page.RoleHeadline), ""},
	} {
		s := sheetOf(text{"a", 0, 100, 0, 10})
		ch := &checker{ed: &editions.Edition{Paper: &editions.Paper{Lists: editions.Lists{Names: []editions.Listed{{Word: "棠川"}}}}}, res: &layout.Result{Doc: &page.Doc{}}, sheet: s, sheets: []*sheet{s}}
		ch.headLines(c.p)
		got := ""
		for _, f := range ch.found {
			got += f.Code + " "
		}
		if got != c.want {
			var texts []string
			for _, l := range c.p.lines {
				texts = append(texts, l.text())
			}
			t.Errorf("%q: %s, want %s", texts, got, c.want)
		}
	}
}

// TestUprightRun: the longest run of figures in a line.
func TestUprightRun(t *testing.T) {
	for s, want := range map[string]int{"": 0, "渡口": 0, "1": 1, "12月3日": 2, "3日12月": 2, "a123": 3, "1a2b34": 2, "/0:9": 1} {
		if got := uprightRun(&line{runs: []run{{Text: &page.Text{Src: s}}}}); got != want {
			t.Errorf("%s: %d figures, want %d", s, got, want)
		}
	}
}

// TestFreeVerse: a line of verse longer than those about it is free as long as it stands in a column of its slot; other text
// is not, nor verse beside its slot.
func TestFreeVerse(t *testing.T) {
	s := sheetOf(text{"a", 0, 100, 0, 50})
	l := s.pieces[0].paras[0].lines[1]
	l.para.role = page.RoleVerse
	slot := &editions.Slot{Columns: 2}
	left, right := points(unit.Rect{W: 210, H: 200}), points(unit.Rect{X: 300, W: 210, H: 200})
	s.plan.Size = 10 * unit.Pt
	s.plan.Slots = []layout.Place{{Slot: slot, Stories: []string{"a"}, Frames: []unit.Rect{right, left}, Areas: []unit.Rect{right, left}}}
	c := &checker{ed: &editions.Edition{}, res: &layout.Result{Doc: &page.Doc{}}, sheet: s, sheets: []*sheet{s}}
	for _, x := range []struct {
		from, to int // in points; the columns are 0 to 100 and 110 to 210
		want     bool
	}{{0, 60, true}, {0, 100, true}, {20, 100, true}, {0, 101, false}, {110, 210, true}, {110, 211, false}, {109, 200, false}, {90, 120, false}} {
		l.from, l.to = unit.Points(x.from), unit.Points(x.to)
		if got := c.free(l, l.to); got != x.want {
			t.Errorf("from %d to %d: free %v", x.from, x.to, got)
		}
	}
	l.from, l.to = unit.Points(250), unit.Points(290)
	if c.free(l, l.to) {
		t.Error("beside its slot it is free")
	}
	l.from, l.to, l.para.role = 0, unit.Points(60), page.RoleParagraph
	if c.free(l, l.to) {
		t.Error("a paragraph is free")
	}
}

// TestLookSkips: pages whose template cannot be read are not measured; those after them are.
func TestLookSkips(t *testing.T) {
	const sheet = "成品: 200pt x 200pt\n边距: 10pt\n正文: {字号: 10pt, 行距: 14pt}\n栏: {数: 1, 字: 18}\n版图: |\n  12 | 甲\n"
	ed, res := laidOut(t, fstest.MapFS{
		"templates/t.yaml":                 {Data: []byte(sheet)},
		"templates/u.yaml":                 {Data: []byte("成品: [\n")},
		"editions/2026-10-20/edition.yaml": {Data: []byte("版:\n  - {模板: t, 稿件: {甲: a}}\n  - {模板: u}\n  - {模板: t, 稿件: {甲: b}}\n")},
		"editions/2026-10-20/stories/a.md": {Data: []byte("---\n标题: 渡口\n---\n渡口又开集。\n")},
		"editions/2026-10-20/stories/b.md": {Data: []byte("---\n标题: 早市\n---\n早市开张了。\n")},
	})
	if sheets := res.Sheets(); len(sheets) != 3 || !sheets[1].Unread {
		t.Fatalf("%d pages", len(sheets))
	}
	pages, _ := Look(ed, res, nil)
	if len(pages) != 2 || pages[0].Page != 1 || pages[1].Page != 3 || len(Heads(ed, res)) != 2 {
		t.Errorf("%+v", pages)
	}
}

// TestPartedPage: a page is parted where nothing stands at a height, and two rectangles or more side by side, none as wide as the
// page, end right above it and begin right below it.
func TestPartedPage(t *testing.T) {
	at := func(x, y, w, h int) unit.Rect {
		return points(unit.Rect{X: unit.Length(x), Y: unit.Length(y), W: unit.Length(w), H: unit.Length(h)})
	}
	for _, c := range []struct {
		what   string
		frames []unit.Rect
		want   int // in points; -1: it is not
	}{
		{"four", []unit.Rect{at(0, 0, 50, 50), at(50, 0, 50, 50), at(0, 60, 50, 40), at(50, 60, 50, 40)}, 50},
		{"in any order", []unit.Rect{at(50, 60, 50, 40), at(0, 0, 50, 50), at(0, 60, 50, 40), at(50, 0, 50, 50)}, 50},
		{"that nearly meet", []unit.Rect{at(0, 0, 50, 50), at(50, 0, 50, 48), at(0, 60, 50, 40), at(50, 62, 50, 38)}, 50},
		{"that do not", []unit.Rect{at(0, 0, 50, 50), at(50, 0, 50, 47), at(0, 60, 50, 40), at(50, 60, 50, 40)}, -1},
		{"nor below", []unit.Rect{at(0, 0, 50, 50), at(50, 0, 50, 50), at(0, 60, 50, 40), at(50, 63, 50, 37)}, -1},
		{"three", []unit.Rect{at(0, 0, 50, 50), at(50, 0, 50, 50), at(0, 60, 50, 40)}, -1},
		{"one reaches through", []unit.Rect{at(0, 0, 50, 50), at(50, 0, 30, 50), at(80, 0, 20, 100), at(0, 60, 50, 40), at(50, 60, 30, 40)}, -1},
		{"below one of all columns", []unit.Rect{at(0, 0, 100, 50), at(0, 60, 50, 40), at(50, 60, 50, 40), at(0, 110, 100, 10)}, -1},
		{"above one", []unit.Rect{at(0, 0, 50, 50), at(50, 0, 50, 50), at(0, 60, 89, 40), at(0, 110, 40, 40)}, -1},
		{"the second height", []unit.Rect{at(0, 0, 100, 20), at(0, 30, 50, 20), at(50, 30, 50, 20), at(0, 60, 50, 40), at(50, 60, 50, 40)}, 50},
		{"one ends higher beside them", []unit.Rect{at(0, 0, 30, 20), at(0, 25, 30, 25), at(30, 0, 30, 50), at(60, 0, 40, 50), at(0, 60, 50, 40), at(50, 60, 50, 40)}, 50},
	} {
		y, ok := parted(c.frames, 100*unit.Pt)
		if got := int(y / unit.Pt); ok != (c.want >= 0) || ok && got != c.want {
			t.Errorf("%s: at %d, %v", c.what, got, ok)
		}
	}
}
