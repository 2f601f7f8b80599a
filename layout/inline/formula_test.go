package inline

import (
	"testing"

	"banxin/layout/unit"
)

// TestFormula: a displayed formula is parted before its relations alone, before its operators
// where it has none, and else where there is no other way.
func TestFormula(t *testing.T) {
	for _, c := range []struct {
		text string
		em   int
		want []string
	}{
		{"a+b+c=d+e+f", 20, []string{"a+b+c=d+e+f"}},
		{"aaaa+bbbb=cccc+dddd=eeee+ffff", 11, []string{"aaaa+bbbb", "=cccc+dddd=eeee+ffff"}},
		{"aaaa+bbbb=cccc+dddd", 7, []string{"aaaa+bbbb", "=cccc+dddd"}},
		{"aaaa+bbbb≤cccc+dddd", 7, []string{"aaaa+bbbb", "≤cccc+dddd"}},
		{"aaaa+bbbb-cccc×dddd", 7, []string{"aaaa+bbbb", "-cccc×dddd"}},
		{"Q=1000×aaaa+3600÷bbbb+cccc", 7, []string{"Q=1000×aaaa", "+3600÷bbbb", "+cccc"}}, // a side too long for its line
		{"路程=速度×时间", 7, []string{"路程", "=速度×时间"}},
	} {
		var s Setter
		p := spans(body(""), Span{Text: c.text})
		p.Formula = true
		sh := s.Shape(p)
		var got []string
		for _, l := range s.Break(nil, sh, em(c.em)) {
			got = append(got, lineText(sh, l))
		}
		if !equal(got, c.want) {
			t.Errorf("%s at %d em: %q, want %q", c.text, c.em, got, c.want)
		}
	}
}

// TestFormulaSigns: signs beside brackets are set as those between letters: no room at one side.
func TestFormulaSigns(t *testing.T) {
	var s Setter
	width := func(text string) unit.Length {
		p := spans(body(""), Span{Text: text})
		p.Formula = true
		return s.Shape(p).Natural()
	}
	for _, text := range []string{"3×(a)", "(a)÷3", "3∑(a)", "(a)≤(b)"} {
		apart := unit.Length(0)
		for _, r := range text {
			apart += width(string(r))
		}
		if got := width(text); got > apart {
			t.Errorf("%s is %s wide, its characters %s", text, got, apart)
		}
	}
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
