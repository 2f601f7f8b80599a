package lint

import (
	"maps"
	"testing"

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
