package prose

import (
	"strings"
	"testing"

	"banxin/editions"
	"banxin/output/internal/markup"
)

// TestListMarkers: no bullet and no number that print shows is missing for readers, whatever
// the list is mixed of.
func TestListMarkers(t *testing.T) {
	for what, c := range map[string]struct{ markers, want string }{
		"bullets":                   {"••", `<ul class="bullets"><li>甲</li><li>甲</li></ul>`},
		"numbers":                   {"12", `<ol class="marked"><li><span class="marker">1</span> 甲</li><li><span class="marker">2</span> 甲</li></ol>`},
		"an item of two paragraphs": {"•-•", `<ul class="marked"><li class="bullet">甲</li><li>甲</li><li class="bullet">甲</li></ul>`},
		"bullets and numbers":       {"•1", `<ul class="marked"><li class="bullet">甲</li><li><span class="marker">1</span> 甲</li></ul>`},
	} {
		l := &editions.List{}
		for _, m := range c.markers {
			it := editions.ListItem{Text: editions.Text{Runs: []editions.Run{{Text: "甲"}}}}
			if m != '-' {
				it.Marker = string(m)
			}
			l.Items = append(l.Items, it)
		}
		var m markup.Writer
		(&Writer{M: &m, Chinese: true}).Block(l, false, nil)
		if got := strings.ReplaceAll(m.String(), "\n", ""); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
}
