package editions

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/layout/unit"
)

// TestSizedStyles: a style may say its faces by size, as a list alone or among its keys; one face
// said of it is that of all sizes.
func TestSizedStyles(t *testing.T) {
	read := func(yaml string) (*Style, int) {
		ed, found, err := Load(fstest.MapFS{
			"paper.yaml":                       {Data: []byte("名称: 试报\n样式:\n  主题: " + yaml + "\n")},
			"editions/2026-10-20/edition.yaml": {Data: []byte("版: []\n")},
		}, "")
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, f := range found {
			if f.Pos.File == "paper.yaml" {
				n++
			}
		}
		return ed.Paper.Styles[Headline], n
	}
	for _, c := range []struct {
		yaml   string
		sizes  []SizedStyle
		faults int
	}{
		{"{颜色: 黑}", DefaultStyles()[Headline].Sizes, 0},
		{"{字体: [粗黑]}", nil, 0},
		{"[{自: 36pt, 字体: 标宋}, {自: 0, 字体: [小标宋, 宋], 字距: 0.02}]", []SizedStyle{
			{From: unit.Measure{Amount: 36000, Unit: "pt"}, Fonts: []string{"标宋"}}, {Fonts: []string{"小标宋", "宋"}, Track: 20}}, 0},
		{"{对齐: 左, 字体: [黑], 按字号: [{自: 3字, 字体: 特黑}]}", []SizedStyle{{From: unit.Measure{Amount: 3000, Unit: "字"}, Fonts: []string{"特黑"}}}, 0},
		{"{按字号: 标宋}", DefaultStyles()[Headline].Sizes, 1},
		{"[{自: 大, 字体: 标宋}]", nil, 1},
	} {
		s, faults := read(c.yaml)
		same := func(a, b SizedStyle) bool {
			return a.From == b.From && slices.Equal(a.Fonts, b.Fonts) && a.Track == b.Track
		}
		if faults != c.faults || faults == 0 && !slices.EqualFunc(s.Sizes, c.sizes, same) {
			t.Errorf("%s: %+v, %d faults", c.yaml, s.Sizes, faults)
		}
	}
}

// TestStandIns: what stands in for a face is itself a role, and in the end one that is shipped.
func TestStandIns(t *testing.T) {
	for _, r := range faceRoles {
		seen := 0
		for name := r.zh; name != ""; seen++ {
			if find(fontRoles, name) < 0 || seen > len(faceRoles) {
				t.Fatalf("%s leads to %s", r.zh, name)
			}
			name, _ = StandIn(name)
		}
		if m := r.from; m != (Maker{}) && (r.instead == "" || m.Family == "" || m.By == "" || !strings.HasSuffix(m.File, ".ttf") && !strings.HasSuffix(m.File, ".otf")) {
			t.Errorf("%s: %q stands in, %+v has it", r.zh, r.instead, m)
		}
	}
}
