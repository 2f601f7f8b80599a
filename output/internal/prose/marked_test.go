package prose

import (
	"strings"
	"testing"

	"banxin/editions"
	"banxin/output/internal/markup"
)

func TestMarkedText(t *testing.T) {
	var m markup.Writer
	in := inline{Writer: &Writer{M: &m, Colors: map[string]editions.InkColor{"浅灰": {K: 800}, "深": {C: 10000, K: 9000}, "专红": {Spot: "PANTONE 485 C", M: 9500, Y: 10000, Tint: 1000}}}}
	in.text(editions.Text{Runs: []editions.Run{
		{Text: "屈原", Marks: editions.ProperName}, {Text: "宋", Marks: editions.ProperName}, {Text: "玉", Marks: editions.ProperName | editions.Strong, Joined: true},
		{Text: "离骚", Marks: editions.BookTitle | editions.Underlined}, {Text: "陈", Marks: editions.Deceased},
		{Text: "点", Marks: editions.Underlined, Tint: "浅灰"}, {Text: "深", Tint: "深"}, {Text: "红", Tint: "专红"}, {Text: "无", Tint: "没有"},
	}})
	got := m.String()
	for _, want := range []string{
		`<span class="name apart">屈原</span><span class="name">宋</span><span class="name"><strong>玉</strong></span>`,
		`<span class="under book">离骚</span><span class="dead">陈</span>`,
		`<span class="under" style="background-color:#`, `</span>深<span style="background-color:#`, `</span>无`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
}
