package inline

import (
	"strings"
	"testing"

	"banxin/editions/lexicon"
)

// TestWholeWords: in a paragraph that asks for it no line begins within a word of two or three
// characters, nor with what leans on the word before; longer words are parted in their middle.
func TestWholeWords(t *testing.T) {
	for want, whole := range map[string]bool{
		"地区|名称": true, "棠川区": true, "新桥|体育场": true, "同比|增长": true, "地|区|名|称": false,
	} {
		p := spans(body(""), Span{Text: strings.ReplaceAll(want, "|", "")})
		p.Whole, p.Phrases = whole, NewPhrases(nil, lexicon.Segment)
		if got := opportunities(t, p); got != want {
			t.Errorf("whole %v: %s, want %s", whole, got, want)
		}
	}
}
