package report

import "testing"

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{"": 0, "ab": 2, "版心": 4, "（1）": 5, "𠮷": 2} {
		if got := Columns(s); got != want {
			t.Errorf("Columns(%q) = %d, want %d", s, got, want)
		}
	}
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{{"头条新闻", 8, "头条新闻"}, {"头条新闻", 7, "头条新…"}, {"头条新闻", 6, "头条…"}, {"abc", 2, "a…"}} {
		if got := Clip(c.s, c.n); got != c.want || Columns(got) > c.n {
			t.Errorf("Clip(%q, %d) = %q, want %q", c.s, c.n, got, c.want)
		}
	}
}
