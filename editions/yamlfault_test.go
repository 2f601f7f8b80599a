package editions

import (
	"strings"
	"testing"

	"banxin/editions/source"
)

// TestYAMLFaults: what people write wrong is told by its cause, at its place, in both
// languages without a word of the parser's.
func TestYAMLFaults(t *testing.T) {
	for _, c := range []struct{ text, at, says string }{
		{"标题：渡口\n署名: 甲\n", "1:3", "colon-behind-key-full-width"},
		{"标题: 渡口\n署名：甲\n版: 1\n", "2:3", "colon-behind-key-full-width"},
		{"标题：渡口\n", "1:3", "colon-behind-key-full-width"},
		{"标题:渡口\n", "1:3", "colon-without-space"},
		{"标题: \"手艺人\"怕手闲\n", "1:10", "value-ends-at-second-quotation-mark"},
		{"标题: '手艺人' 怕手闲\n", "", "value-ends-at-second-quotation-mark"},
		{"标题: 渡口: 又开集\n", "", "second-colon-in-value"},
		{"标题: \"渡口\n", "", "quotation-mark-not-closed"},
		{"署名: [甲, 乙\n", "", "bracket-not-closed"},
		{"标题: @渡口\n", "", "value-begins-with-reserved-sign"},
		{"标题: 渡口\n\t署名: 甲\n", "", "tab-in-indentation"},
		{"标题: “渡口：又开集”\n署名 甲\n版: 1\n", "2:1", "colon-missing"},
	} {
		file := source.NewFile("a.yaml", []byte(c.text))
		var d desk
		v := d.readYAML(file, source.Span{End: len(c.text)})
		d.fields(v, storyWords)
		d.unguessed()
		if len(d.found) != 1 || d.found[0].Message.ID != c.says || !strings.HasSuffix(d.found[0].Pos.String(), c.at) {
			t.Errorf("%q: %v", c.text, d.found)
			continue
		}
		f := d.found[0]
		if zh := f.Message.For("zh") + f.Hint.For("zh"); f.Hint.ID == "" || strings.Contains(zh, "token") || strings.Contains(zh, "allowed") {
			t.Errorf("%q: %s", c.text, zh)
		}
	}
}
