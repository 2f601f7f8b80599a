package flow

import (
	"slices"
	"testing"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// TestLineGap: marks and readings want half an em between the lines, text without any wants none.
func TestLineGap(t *testing.T) {
	for _, c := range []struct {
		leading unit.Length // of type of one em
		marked  bool
		want    bool
	}{{em, false, false}, {em, true, true}, {em * 3 / 2, true, false}, {em*3/2 - 1, true, true}} {
		tmpl := *room(1, 1).Grid.template
		tmpl.Leading = c.leading
		k := NewStyles(editions.DefaultPaper(), &fonts.Catalog{}, NewPalette(editions.DefaultPaper(), nil), NewGrid(&tmpl), Language{}, nil)
		run := editions.Run{Text: "文", Span: source.Span{Start: 0, End: 3}, Verbatim: true}
		if c.marked {
			run.Marks = editions.Emphasis
		}
		st := &editions.Story{ID: "s", File: source.NewFile("s.md", []byte("文")), Blocks: []editions.Block{&editions.Paragraph{Text: editions.Text{Runs: []editions.Run{run}}}}}
		g := NewGalley(&inline.Setter{}, k, st, &editions.Slot{}, false)
		if got := slices.ContainsFunc(g.Findings, func(f source.Finding) bool { return f.Code == "TYP-GAP" }); got != c.want {
			t.Errorf("leading %v, marked %v: TYP-GAP %v, want %v", c.leading, c.marked, got, c.want)
		}
	}
}
