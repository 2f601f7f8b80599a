package flow

import (
	"testing"

	"banxin/editions"
)

// TestFirstLetter: what drops is a letter or a whole number with the marks before it; in vertical
// text nothing that lies on its side.
func TestFirstLetter(t *testing.T) {
	for text, c := range map[string]struct {
		first string
		lies  bool
	}{
		"汀溪穿城而过":    {"汀", false},
		"“你来了？”":    {"“你", false},
		"‘“双重引号":    {"‘“双", false},
		"Typst 排版":  {"T", true},
		"T 形路口":     {"T", false},
		"2026年开工":   {"2026", true},
		"12月开工":     {"12", false},
		"１２月开工":     {"１２", false},
		"１２３路车":     {"１２３", true},
		"一百二十六间":    {"一", false},
		"e\u0301te": {"e\u0301", false},
		"……后来":      {"", false},
		"“":         {"", false},
		"":          {"", false},
		"7":         {"7", false},
	} {
		n := (editions.Text{Runs: []editions.Run{{Text: text}}}).FirstLetter()
		if text[:n] != c.first {
			t.Errorf("%q: %q drops, want %q", text, text[:n], c.first)
		}
		if n > 0 && lies(text, n) != c.lies {
			t.Errorf("%q: lies is %v", text, !c.lies)
		}
	}
	for _, c := range []struct {
		runs []editions.Run
		want int
	}{
		{[]editions.Run{{Text: "20", Marks: editions.Strong}, {Text: "26年"}}, 4},
		{[]editions.Run{{Text: "2"}, {Text: "1", Marks: editions.Superscript | editions.NoteSign}}, 1},
		{[]editions.Run{{Text: "汀", Ruby: "tīng"}, {Text: "溪"}}, 0},
	} {
		if n := (editions.Text{Runs: c.runs}).FirstLetter(); n != c.want {
			t.Errorf("%v: %d bytes drop, want %d", c.runs, n, c.want)
		}
	}
}
