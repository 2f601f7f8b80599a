package content

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// TestLexer: strings, names, numbers and arrays of ISO 32000-1, 7.3, whole and broken, are read
// as they are written here; a sign ! says that something was skipped.
func TestLexer(t *testing.T) {
	for _, c := range [][2]string{
		{"(a)", `"a"`}, {"()", `""`}, {"(a(b)c)", `"a(b)c"`}, {"((a))(b)", `"(a)" "b"`}, {`(a\)b)`, `"a)b"`}, {`(a\(b)`, `"a(b"`}, {`(\n\r\t\b\f\\)`, `"\n\r\t\b\f\\"`},
		{`(\101\7\0612)`, `"A\a12"`}, {"(a\\\nb)", `"ab"`}, {`(\x)`, `"x"`}, {"(a", `"a" !`}, {"(a(b)", `"a(b)" !`}, {`(a\`, `"a" !`}, {"a)b", "a b !"},
		{"<41 4>", `"A@"`}, {"<4142>", `"AB"`}, {"<>", `""`}, {"/Name /A#42c /", `/Name /ABc /`}, {"1 -2 +3 .5 -.5 4. 0.25 12.50", "1 -2 3 0.5 -0.5 4 0.25 12.5"},
		{"--5 ---5 +-5 -+5 ++5 - . -. -.-5", "-5 -5 -5 -5 5 0 0 0 -0.5"}, {"5-0 4.0.5 1.2.3 5e1 0x1p4 -Inf +nan", "50 4 1.2 5 0 0 0"},
		{"q%comment\nQ", "q Q"}, {"q% comment", "q"}, {"[1 (a) /b [2]]", `[1 "a" /b [2]]`}, {"[1", "[1] !"}, {"<</A 1>>q", "other q"}, {"true false null T*", "other other other T*"},
		{"a{b}c", "a b c"}, {"\x00\t\f\r\n", ""}, {"f'", "f'"}, {"1 0 0 rg", "1 0 0 rg"},
	} {
		l := New([]byte(c[0]))
		var out []string
		for tok := l.Next(); tok.Kind != End; tok = l.Next() {
			out = append(out, shown(tok))
		}
		if l.Bad {
			out = append(out, "!")
		}
		if got := strings.Join(out, " "); got != c[1] {
			t.Errorf("%q is read as %s, want %s", c[0], got, c[1])
		}
	}
}

// TestNumbers: a number is never more than a PDF can have, whatever its length.
func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		w    string
		want float64
	}{
		{strings.Repeat("9", 400), math.MaxFloat32},
		{"-" + strings.Repeat("9", 400) + "." + strings.Repeat("9", 400), -math.MaxFloat32},
		{"0." + strings.Repeat("0", 20) + "1", 1e-21},
		{"123456789.125", 123456789.125},
	} {
		if got := number(c.w); got != c.want {
			t.Errorf("%.30s is %g, want %g", c.w, got, c.want)
		}
	}
}

func shown(t Token) string {
	switch t.Kind {
	case Number:
		return fmt.Sprint(t.Num)
	case Name:
		return "/" + t.Text
	case String:
		return fmt.Sprintf("%q", t.Raw)
	case Array:
		var all []string
		for _, it := range t.Items {
			all = append(all, shown(it))
		}
		return "[" + strings.Join(all, " ") + "]"
	case Other:
		return "other"
	}
	return t.Text
}
