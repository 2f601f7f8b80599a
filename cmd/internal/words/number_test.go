package words

import (
	"regexp"
	"strings"
	"testing"
)

func TestInNumber(t *testing.T) {
	say := In(false)
	for _, c := range []struct {
		want, format string
		args         []any
	}{
		{"1 error, 2 warnings, 1 note", "%d errors, %d warnings, %d notes", []any{1, 2, 1}},
		{"x: 1 story on 3 pages", "%s: %d stories on %d pages", []any{"x", 1, 3}},
		{"100 % of 1 line", "%d %% of %d lines", []any{100, 1}},
		{"1 place is left", "%d places are left", []any{1}},
		{"2 places are left", "%d places are left", []any{2}},
		{"5 lines of 1 column are empty", "%d lines of %d columns are empty", []any{5, 1}},
		{"1 of 4", "%d of %d", []any{1, 4}},
		{"0 notes", "%d notes", []any{0}},
	} {
		if got := say.T(c.format, c.args...); got != c.want {
			t.Errorf("%q: %q, want %q", c.format, got, c.want)
		}
	}
	if got := In(true).T("%d errors, %d warnings, %d notes", 1, 1, 1); got != "1 个错误，1 个警告，1 个提示" {
		t.Errorf("in Chinese: %q", got)
	}
}

// TestSingular: every word in the plural that follows a number in a sentence of ours has
// its singular.
func TestSingular(t *testing.T) {
	verbs := " is has does takes follows falls "
	for key := range zh {
		for _, m := range regexp.MustCompile(`%d ([a-z]+s)\b`).FindAllStringSubmatch(key, -1) {
			if singular[m[1]] == "" && !strings.Contains(verbs, " "+m[1]+" ") {
				t.Errorf("%q: what is one of the %s?", key, m[1])
			}
		}
	}
}
