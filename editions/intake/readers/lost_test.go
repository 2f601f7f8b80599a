package readers

import (
	"strings"
	"testing"

	"banxin/editions/intake"
)

// TestLooks holds that a look with a meaning is kept, or listed.
func TestLooks(t *testing.T) {
	for _, c := range []struct{ name, html, story, found string }{
		{"strong and superscripts are kept", "<p>10<sup>3</sup>米<b>不得</b>入内。", "10^3^米**不得**入内。", ""},
		{"subscripts are kept after a letter", "<p>二氧化碳（CO<sub>2</sub>）减少。", "二氧化碳（CO~2~）减少。", ""},
		{"subscripts", "<p>二氧化碳<sub>2</sub>减少。", "二氧化碳2减少。", "“2”"},
		{"a range is none", "<p>A~B~C三段。", "A\\~B~C三段。", ""},
		{"superscripts with spaces", "<p>注<sup>甲 乙</sup>。", "注甲 乙。", "“注甲 乙”"},
		{"stars inside words", "<p>a<b>“b”</b>c是一处。", "a“b”c是一处。", "““b””"},
		{"underlined text with signs", "<p>见<u>[附]</u>页。", "见[附]页。", "“[附]”"},
		{"merged cells", "<table><tr><td colspan=2>项目<td>数<tr><td>甲<td>乙<td>1<tr><td>丙<td>丁<td>2</table>", "| 项目 | < | 数 |", ""},
		{"struck out by hand", "<p>共<s>三</s>五座。", "共五座。", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := "<h1>晚稻开镰</h1><p>本报讯　昨天上午八时，四十六万亩晚稻开镰收割，比去年早五天。</p>" + c.html
			for _, cp := range intake.Read(intake.File{Name: "a.html", Data: []byte(data)}, All(), intake.Options{}) {
				r := intake.Compose(cp, intake.Target{})
				if len(r.Stories) != 1 || !strings.Contains(string(r.Stories[0].Text), c.story) {
					t.Fatalf("%v, %v", r.Fault, r.Stories)
				}
				var found []string
				for _, f := range cp.Found {
					if f.Code == "IMP-LOOK" {
						found = append(found, f.Message.String())
					}
				}
				if got := strings.Join(found, "; "); !strings.HasSuffix(got, c.found) || (got == "") != (c.found == "") {
					t.Errorf("found %q, want %q", got, c.found)
				}
				if struck := strings.Contains(c.html, "<s>"); struck && !strings.Contains(cp.Dump()+leftOf(cp), "三") {
					t.Error("what was struck out is not listed")
				}
			}
		})
	}
}

func leftOf(c *intake.Copy) string {
	var out []string
	for _, o := range c.Left {
		out = append(out, o.Text)
	}
	return strings.Join(out, "\n")
}

// TestNotesOnce holds that a note in a list, as pandoc and LibreOffice write them, stands in
// the story once.
func TestNotesOnce(t *testing.T) {
	data := `<h1>晚稻开镰</h1><p>本报讯　昨天四十六万亩<a href="#fn1" id="fnref1"><sup>1</sup></a>晚稻开镰。</p><ol><li id="fn1"><p>含再生稻。<a href="#fnref1">↩</a></p></li></ol>`
	if got := composed(t, intake.File{Name: "a.html", Data: []byte(data)}); strings.Count(got, "再生稻") != 1 || !strings.Contains(got, "[^1]: 含再生稻。") {
		t.Errorf("got\n%s", got)
	}
}

// TestNestedLists holds that lists in lists come back as they were, with further paragraphs
// of an item, and that the number of an item is none of what was left out.
func TestNestedLists(t *testing.T) {
	lists := "- 河东\n  - 东一村\n  - 东二村\n    1. 一组\n    2. 二组\n\n       二组的第二段。\n- 河西\n"
	data := "---\n体裁: 通讯\n标题: 晚稻开镰\n---\n\n昨天上午八时，四十六万亩晚稻开镰收割。\n\n" + lists
	if got := composed(t, intake.File{Name: "a.md", Data: []byte(data)}); got != data {
		t.Errorf("got\n%s", got)
	}
	rich := `{\rtf1\ansi\ansicpg936\pard Head\par\pard This is a line of text that stands above a list.\par{\listtext\pard 1.\tab}First\par{\listtext\pard 2.\tab}Second\par}`
	for _, c := range intake.Read(intake.File{Name: "a.rtf", Data: []byte(rich)}, All(), intake.Options{}) {
		r := intake.Compose(c, intake.Target{})
		if r.Fault != nil || len(r.Stories) != 1 || !strings.Contains(string(r.Stories[0].Text), "1. First\n2. Second\n") || strings.Contains(leftOf(c), "1.") {
			t.Errorf("%v %s\nleft out %s", r.Fault, r.Stories[0].Text, leftOf(c))
		}
	}
}

// TestForeignMarkdown holds that the HTML in the Markdown of other programs is no text.
func TestForeignMarkdown(t *testing.T) {
	data := "# 晚稻开镰\n\n昨天上午八时，<u>四十六万亩</u>晚稻<br>开镰收割，比去年早五天，共10<sup>3</sup>台。\n\n<!-- 先不要发 -->\n\n## 一、早 {#一早}\n\n<img src=\"a.png\" alt=\"稻田\" style=\"width:1in\" />\n\n![河东](b.png){width=\"1in\" height=\"2in\"}\n"
	want := "昨天上午八时，四十六万亩晚稻\\\n开镰收割，比去年早五天，共10^3^台。\n\n## 一、早\n\n![稻田](a.png)\n\n![河东](b.png)\n"
	for _, c := range intake.Read(intake.File{Name: "a.md", Data: []byte(data)}, All(), intake.Options{}) {
		r := intake.Compose(c, intake.Target{})
		if r.Fault != nil || len(r.Stories) != 1 || !strings.HasSuffix(string(r.Stories[0].Text), want) || !strings.Contains(leftOf(c), "先不要发") {
			t.Errorf("%v\n%s\nleft out %s", r.Fault, r.Stories[0].Text, leftOf(c))
		}
	}
}
