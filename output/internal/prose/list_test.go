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
		"numbers":                   {"12", `<ol class="marked"><li value="1"><span class="marker">1</span> 甲</li><li value="2"><span class="marker">2</span> 甲</li></ol>`},
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

// A page break within a list stands before its character, however many bullets come before.
func TestBreakInList(t *testing.T) {
	l := &editions.List{}
	for range 9 {
		l.Items = append(l.Items, editions.ListItem{Marker: editions.Bullet, Text: editions.Text{Runs: []editions.Run{{Text: "甲乙丙丁"}}}})
	}
	var m markup.Writer
	w := Writer{M: &m, Chinese: true, EPUB: true}
	w.Block(l, false, []Break{{Offset: 5*8 + 1 + 2, ID: "b", Label: "2"}}) // print counts the bullets
	if want := `<li>甲乙<span class="made" role="doc-pagebreak" epub:type="pagebreak" id="b" aria-label="2" title="2"></span>丙丁</li>`; strings.Count(m.String(), want) != 1 || strings.Index(m.String(), want) != strings.Index(m.String(), "<li>甲乙<span") {
		t.Errorf("%s", m.String())
	}
}
