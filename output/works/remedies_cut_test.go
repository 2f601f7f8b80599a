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

// TestClosed: a paragraph of which nothing is left goes with the white after it, and no other.
func TestClosed(t *testing.T) {
	for _, c := range []struct{ was, now, want string }{
		{"甲\n\n乙\n\n丙\n", "甲\n\n\n\n丙\n", "甲\n\n丙\n"},
		{"甲\n\n乙\n\n丙\n", "甲\n\n\n\n\n", "甲\n"},
		{"甲\n\n乙\n丁\n\n丙\n", "甲\n\n乙\n\n\n丙\n", "甲\n\n乙\n\n丙\n"},
		{"甲\n\n乙\n丁\n\n丙\n", "甲\n\n\n丁\n\n丙\n", "甲\n\n丁\n\n丙\n"},
		{"甲\r\n\r\n乙\r\n\r\n丙", "甲\r\n\r\n\r\n\r\n丙", "甲\r\n\r\n丙"},
		{"甲一\n\n乙\n\n\n", "甲\n\n乙\n\n\n", "甲\n\n乙\n\n\n"},
	} {
		if got := string(closed(c.was, c.now)); got != c.want {
			t.Errorf("%q of %q: %q, not %q", c.now, c.was, got, c.want)
		}
	}
}
