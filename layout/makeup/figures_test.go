package makeup

import (
	"io/fs"
	"testing"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/fonts"
	"banxin/layout"
	"fmt"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

func figures(doc *page.Doc, ed *editions.Edition, m *Made) string {
	var pg *editions.Page
	for _, p := range ed.Pages {
		if p.Number == m.Page {
			pg = p
		}
	}
	t := pg.Template
	var as []area
	var ids []string
	top, foot := t.Lines, 0
	framedNews := 0
	for _, s := range t.Slots {
		if s.Kind != editions.StorySlot {
			continue
		}
		f := s.Frames[0]
		if g := t.Slot(s.Within); g != nil {
			f = g.Frames[0]
		}
		id := ""
		for _, pl := range pg.Placed {
			if pl.Slot == s.Name {
				id = pl.Stories[0]
			}
		}
		as = append(as, area{&option{cols: f.Cols, lines: f.Lines, slot: *s}, f.Col, f.Line})
		ids = append(ids, id)
		top, foot = min(top, f.Line), max(foot, f.Line+f.Lines)
		if st := ed.Story(id); framed(s) && st != nil && (st.Genre == "消息" || st.Genre == "通讯") {
			framedNews++
		}
	}
	first := 0
	least := 1 << 30
	for i, id := range ids {
		if st := ed.Story(id); st.Ranked && st.Rank < least {
			least, first = st.Rank, i
		}
	}
	if least == 1<<30 {
		for i := range as {
			if ed.Story(ids[i]).ID != "" && as[i].slot.Name == "头条" {
				first = i
			}
		}
	}
	var most unit.Length
	wide := 0
	for i, id := range ids {
		if i == first {
			continue
		}
		most = max(most, headlineOf(doc, id).size)
		if as[i].line+as[i].lines < foot {
			wide = max(wide, as[i].cols)
		}
	}
	j := &judge{columns: t.Columns, lines: foot - top, gap: max(t.RowGap, 1)}
	for i := range as {
		as[i].line -= top
	}
	up := false
	for col := 1; col < j.columns; col++ {
		free := true
		for l := range j.lines {
			for i := range as {
				a := &as[i]
				if a.col < col && col < a.right() && a.line-j.gap <= l && l < a.foot()+j.gap {
					free = false
				}
			}
		}
		up = up || free
	}
	pt := func(l unit.Length) int { return int(l / unit.Pt) }
	return fmt.Sprintf("p%d lead %s %d/%d at %d,%d wide %d size %d/%d stories %d left %d empty %d/%d=%.1f%% gutter %v news framed %d", m.Page, ids[first],
		as[first].cols, t.Columns, as[first].col, as[first].line, wide, pt(headlineOf(doc, ids[first]).size), pt(most), len(m.Stories), len(m.Left), m.Empty, m.All, 100*float64(m.Empty)/float64(m.All), up, framedNews)
}

func loadLibrary(t testing.TB, fsys fs.FS) (*editions.Edition, *fonts.Catalog) {
	t.Helper()
	ed, _, err := editions.LoadWith(fsys, "", editions.Options{Library: assets.Templates()})
	if err != nil {
		t.Fatal(err)
	}
	cat, _ := layout.Catalog(ed, faces.All())
	return ed, cat
}
