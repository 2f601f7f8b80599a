package words

import (
	"errors"
	"testing"
)

func TestVisible(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "头条 a’b": "头条 a’b", "a\n::error::b": `a\n::error::b`, "\x1b[31m\a\t\r": `\x1b[31m\a\t\r`,
		"\u202e倒\u2028": `\u202e倒\u2028`, "\u0085\u007f": `\u0085\x7f`,
	} {
		if got := Visible(s); got != want {
			t.Errorf("Visible(%q) = %s, want %s", s, got, want)
		}
	}
}

// TestWhatIsPutIn: whatever is put into a message, a name or another's error, is not obeyed.
func TestWhatIsPutIn(t *testing.T) {
	const bad, want = "a\n::error::\x1b[2J", `a\n::error::\x1b[2J`
	for _, l := range []Locale{In(true), In(false)} {
		for _, a := range []any{bad, errors.New(bad), Fault("%s", bad), Fault("%v", errors.New(bad))} {
			if got := l.T("%s", a); got != want {
				t.Errorf("%#v is put in as %q", a, got)
			}
		}
	}
}
