package main

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions"
)

const articles = `{"geometry": {"page_w_pt": 1105.51, "page_h_pt": 1544.88, "columns": 5, "chars_per_line": 21, "body_pt": 9, "leading_pt": 14, "gutter_pt": 12, "lines": 101},
"articles": [
 {"id": "r0-a1", "kicker": "甲: 乙", "headline": ["“题”一", "- 题*二*"], "deck": "副", "caption": "图*说*", "byline": "记者 丙",
  "body": [{"t": "p", "s": "1.接访 [a](b) {c|d} ^e^ &amp; <f>"}, {"t": "sub", "s": "小标题"}, {"t": "p", "s": "- 不是列表_a_"}]},
 {"id": "r0-a2", "kicker": "", "headline": ["题"], "deck": "", "caption": "", "byline": "", "body": [{"t": "p", "s": "2) 文\\"}]}]}`

// TestFolder: what is written loads without a finding and says what the articles say.
func TestFolder(t *testing.T) {
	var b bench
	if err := json.Unmarshal([]byte(articles), &b); err != nil {
		t.Fatal(err)
	}
	for _, variant := range []string{"cols", "span"} {
		fsys := fstest.MapFS{}
		for name, text := range folder(&b, variant, "2023-10-20") {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
		ed, found, err := editions.Load(fsys, "")
		if err != nil || len(found) > 0 {
			t.Fatal(err, found)
		}
		var got []string
		for _, s := range ed.Stories {
			for _, line := range append(append(s.Kicker, s.Headline...), s.Deck...) {
				got = append(got, line.String())
			}
			got = append(got, s.Byline.String())
			for _, b := range s.Blocks {
				got = append(got, b.(*editions.Paragraph).Text.String())
			}
		}
		want := "甲: 乙\n“题”一\n- 题*二*\n副\n\n图*说*\n1.接访 [a](b) {c|d} ^e^ &amp; <f>\n小标题\n- 不是列表_a_\n（记者 丙）\n题\n\n2) 文\\"
		if strings.Join(got, "\n") != want {
			t.Errorf("%s: %q\nwant %q", variant, got, want)
		}
		tpl := ed.Pages[0].Template
		if slot := tpl.Slot("正文"); !tpl.Flow || !slot.Flow || (slot.Head.Span == 0) != (variant == "span") || tpl.Lines != 101 {
			t.Errorf("%s: %+v", variant, slot)
		}
	}
}
