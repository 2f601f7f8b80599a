package lint

import (
	"testing"

	"banxin/editions"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// text is a column of a story's text on an imagined page, in points.
type text struct {
	story          string
	x, w, top, end int
}

// lineAt is a line of 10 points whose rectangle is x, y, w, 10.
func lineAt(x, y, w int) *line {
	l := &line{from: unit.Points(x), to: unit.Points(x + w), size: 10 * unit.Pt}
	l.base = unit.Points(y) - l.rect().Y
	return l
}

// sheetOf is a page on which the texts stand, each a frame of one column, one paragraph.
func sheetOf(texts ...text) *sheet {
	s := &sheet{page: &page.Page{Number: 1}}
	of := map[string]*piece{}
	for _, t := range texts {
		pc := of[t.story]
		if pc == nil {
			pc = &piece{story: t.story, paras: []*para{{role: page.RoleParagraph, story: t.story}}}
			of[t.story], s.pieces = pc, append(s.pieces, pc)
		}
		pc.paras[0].piece = pc
		col := &column{from: unit.Points(t.x), to: unit.Points(t.x + t.w)}
		for y := t.top; y < t.end; y += 10 {
			l := lineAt(t.x, y, t.w)
			l.para = pc.paras[0]
			col.lines = append(col.lines, l)
			pc.paras[0].lines = append(pc.paras[0].lines, l)
		}
		r := unit.Rect{X: col.from, Y: unit.Points(t.top), W: unit.Points(t.w), H: unit.Points(t.end - t.top)}
		pc.frames = append(pc.frames, &frame{rect: r, columns: []*column{col}})
		if pc.rect.Empty() {
			pc.rect = r
		} else {
			pc.rect = pc.rect.Union(r)
		}
	}
	return s
}

// TestFlow: lines go down a column and on to the next at the right or to a slot lower down,
// never up, back or over another story.
func TestFlow(t *testing.T) {
	for _, c := range []struct {
		what  string
		texts []text // the first and all of its story are looked at
		want  string
	}{
		{"one column", []text{{"a", 0, 100, 0, 200}}, ""},
		{"to the right", []text{{"a", 0, 100, 0, 200}, {"a", 120, 100, 0, 200}}, ""},
		{"to the right, from a lower start", []text{{"a", 0, 100, 50, 200}, {"a", 120, 100, 0, 200}}, ""},
		{"to the right, a line deeper than the end", []text{{"a", 0, 100, 0, 100}, {"a", 120, 100, 110, 200}}, ""},
		{"down in the column", []text{{"a", 0, 100, 0, 100}, {"a", 0, 100, 150, 200}}, ""},
		{"down to a slot at the left", []text{{"a", 200, 100, 0, 100}, {"a", 0, 100, 120, 200}}, ""},
		{"up in the column", []text{{"a", 0, 100, 100, 200}, {"a", 0, 100, 0, 50}}, "the text goes on upwards or to the left"},
		{"up beside the column, half over it", []text{{"a", 0, 100, 100, 200}, {"a", 50, 100, 0, 50}}, "the text goes on upwards or to the left"},
		{"to the left at the same height", []text{{"a", 200, 100, 0, 100}, {"a", 0, 100, 0, 100}}, "the text goes on upwards or to the left"},
		{"over a story", []text{{"a", 0, 100, 0, 200}, {"a", 240, 100, 0, 200}, {"b", 120, 100, 0, 200}}, "the text jumps over b"},
		{"over a story as wide as the gap", []text{{"a", 0, 100, 0, 200}, {"a", 240, 100, 0, 200}, {"b", 100, 140, 0, 200}}, "the text jumps over b"},
		{"over a story that begins with the line", []text{{"a", 0, 100, 0, 200}, {"a", 240, 100, 50, 200}, {"b", 120, 100, 50, 200}}, "the text jumps over b"},
		{"over the last line of a story", []text{{"a", 0, 100, 0, 200}, {"a", 240, 100, 50, 200}, {"b", 120, 100, 0, 60}}, "the text jumps over b"},
		{"beside a story that begins lower", []text{{"a", 0, 100, 0, 200}, {"a", 240, 100, 0, 200}, {"b", 120, 100, 50, 200}}, ""},
		{"beside a story that ends higher", []text{{"a", 0, 100, 0, 200}, {"a", 240, 100, 100, 200}, {"b", 120, 100, 0, 100}}, ""},
		{"a story on either side, none between", []text{{"a", 100, 100, 0, 200}, {"a", 220, 100, 0, 200}, {"b", 0, 90, 0, 200}, {"c", 330, 90, 0, 200}}, ""},
		{"its own column between", []text{{"a", 0, 100, 0, 200}, {"a", 240, 100, 0, 200}, {"a", 360, 100, 0, 200}}, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := sheetOf(c.texts...)
			ch := &checker{ed: &editions.Edition{}, res: &layout.Result{Doc: &page.Doc{}}, sheet: s, sheets: []*sheet{s}}
			ch.flow(s.pieces[0])
			got := ""
			for _, f := range ch.found {
				got += f.Message.String()
			}
			if got != c.want {
				t.Errorf("said %q, want %q", got, c.want)
			}
		})
	}
}
