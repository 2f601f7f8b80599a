package prose

import (
	"strings"
	"testing"

	"banxin/editions"
	"banxin/output/internal/markup"
)

// TestGroup: pictures of a group stand in a figure of their own, with its caption last.
func TestGroup(t *testing.T) {
	words := func(s string) editions.Text { return editions.Text{Runs: []editions.Run{{Text: s}}} }
	for _, caption := range []string{"", "两个秋天。"} {
		g := &editions.Group{Pictures: []*editions.Picture{{Path: "a.jpg", Caption: words("左")}, {Path: "b.jpg", Alt: "桥"}}}
		blocks := []editions.Block{g.Pictures[0], g.Pictures[1]}
		for _, p := range g.Pictures {
			p.Group = g
		}
		want := `<figure class="group"><figure><figcaption>左</figcaption></figure><figure></figure>`
		if caption != "" {
			g.Caption = &editions.Paragraph{Kind: editions.GroupCaption, Text: words(caption)}
			blocks = append(blocks, g.Caption)
			want += "<figcaption>" + caption + "</figcaption>"
		}
		want += "</figure>"
		var m markup.Writer
		w := &Writer{M: &m, Chinese: true}
		for i, b := range blocks {
			if InGroup(b) != (i > 0) {
				t.Errorf("block %d: in a figure already: %v", i, i == 0)
			}
			w.Block(b, false, nil)
		}
		got := strings.NewReplacer("\n", "").Replace(m.String())
		if got != want {
			t.Errorf("a group is\n%s\nnot\n%s", got, want)
		}
	}
}
