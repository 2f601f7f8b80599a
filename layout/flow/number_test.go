package flow

import "testing"

// TestNumberName: a number that says what it is has no other name before it.
func TestNumberName(t *testing.T) {
	const cn = "国内统一连续出版物号 "
	for number, want := range map[string]string{
		"CN 00-0000":            cn,
		"CN00-0000/G":           cn,
		"00-0000":               cn,
		" cn 00-0000 ":          cn,
		"准印证号：苏内资00000号":        "",
		"准印证第0000号":             "",
		"（川）内部资料准字0000号":        "",
		"内部资料 免费交流":             "",
		"國內統一刊號 CN 00-0000":     "",
		"国内统一连续出版物号 CN 00-0000": "",
		"ISSN 0000-0000":        "",
	} {
		if got := numberName(number); got != want {
			t.Errorf("%q is called %q, want %q", number, got, want)
		}
	}
}
