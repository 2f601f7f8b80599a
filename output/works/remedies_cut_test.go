package works

import (
	"slices"
	"testing"

	"banxin/editions"
)

// TestSentences: what somebody says stays with who is named behind it.
func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"天晴了。机器下了田！":      {"天晴了。", "机器下了田！"},
		"“今年不等。”他说。收得快。":  {"“今年不等。”他说。", "收得快。"},
		"他说：“今年不等。”收得快。":  {"他说：“今年不等。”", "收得快。"},
		"收得快。“今年不等。”":     {"收得快。", "“今年不等。”"},
		"「等。」「不等。」两人说。完。": {"「等。」「不等。」两人说。", "完。"},
		"没有完": nil,
	} {
		var got []string
		for _, s := range sentencesOf(editions.Run{Text: text}) {
			got = append(got, s.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", text, got)
		}
	}
}
