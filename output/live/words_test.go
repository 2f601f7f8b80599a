package live

import "testing"

func TestAmounts(t *testing.T) {
	for want, n := range map[string][]any{
		"over by 21 chars, 1 line": {21, 1}, "over by 1 char, 11 lines": {1, 11}, "over by 0 chars, 0 lines": {0, 0},
	} {
		if got := inEnglish.amounts(inEnglish.overBy, n...); got != want {
			t.Errorf("%v: %q, want %q", n, got, want)
		}
	}
	if got, want := inChinese.amounts(inChinese.overBy, 1, 1), "超 1 字 1 行"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
