package compare

import (
	"math/rand"
	"strings"
	"testing"
	"unicode/utf8"
)

// apply returns the two texts that an account is of.
func apply(segs []Seg) (a, b string) {
	for _, s := range segs {
		if s.Op != Insert {
			a += s.Text
		}
		if s.Op != Delete {
			b += s.Text
		}
	}
	return a, b
}

// marked writes an account as 带来的{福→便}利.
func marked(segs []Seg) string {
	var b strings.Builder
	for i := 0; i < len(segs); i++ {
		switch s := segs[i]; {
		case s.Op == Keep:
			b.WriteString(s.Text)
		case s.Op == Delete && i+1 < len(segs) && segs[i+1].Op == Insert:
			b.WriteString("{" + s.Text + "→" + segs[i+1].Text + "}")
			i++
		case s.Op == Delete:
			b.WriteString("{" + s.Text + "→}")
		default:
			b.WriteString("{→" + s.Text + "}")
		}
	}
	return b.String()
}

func TestTexts(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"", "", ""},
		{"同样的话", "同样的话", "同样的话"},
		{"", "新", "{→新}"},
		{"旧", "", "{旧→}"},
		{"带来的福利", "带来的便利", "带来的{福→便}利"},
		{"共1,280人", "共1,380人", "共{1,280→1,380}人"},
		{"增长3.5%。", "增长3.6%。", "增长{3.5%→3.6%}。"},
		{"GDP增速", "GNP增速", "{GDP→GNP}增速"},
		{"the old bridge", "the new bridge", "the {old→new} bridge"},
		{"天晴，风大。", "天晴，雨停，风大。", "天晴，{→雨停，}风大。"},
		{"他说好。他走了。", "他走了。", "{他说好。→}他走了。"},
		{"福利事业", "便利情业", "{福利事→便利情}业"},
		{"上段。下段。", "上段。\n下段。", "上段。{→\n}下段。"},
		{"一二三四五六七八九十", "一二叁四五六七捌九十", "一二{三→叁}四五六七{八→捌}九十"},
	} {
		if got := marked(Texts(c.a, c.b)); got != c.want {
			t.Errorf("%q to %q: %s, want %s", c.a, c.b, got, c.want)
		}
	}
}

// common is the length of a longest common subsequence, by the table of all of them.
func common(a, b []int32) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
	}
	for i := range a {
		for j := range b {
			if a[i] == b[j] {
				table[i+1][j+1] = table[i][j] + 1
			} else {
				table[i+1][j+1] = max(table[i][j+1], table[i+1][j])
			}
		}
	}
	return table[len(a)][len(b)]
}

// TestShortest holds the fast algorithm against the slow one.
func TestShortest(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	list := func(letters int) []int32 {
		out := make([]int32, rnd.Intn(40))
		for i := range out {
			out[i] = int32(rnd.Intn(letters))
		}
		return out
	}
	for range 20_000 {
		letters := 1 + rnd.Intn(6)
		a, b := list(letters), list(letters)
		deleted, inserted := shortest(a, b)
		left, right := unmarked(a, deleted), unmarked(b, inserted)
		if want := common(a, b); len(left) != want || !equal(left, right) {
			t.Fatalf("%v and %v have %v and %v in common, want %d", a, b, left, right, want)
		}
	}
}

func unmarked(list []int32, marks []bool) (out []int32) {
	for i, v := range list {
		if !marks[i] {
			out = append(out, v)
		}
	}
	return out
}

func equal(a, b []int32) bool {
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

// TestTooDifferent: texts with nothing in common must not cost their product.
func TestTooDifferent(t *testing.T) {
	a, b := strings.Repeat("甲乙丙", 30_000), strings.Repeat("子丑寅卯", 30_000)
	segs := Texts(a, b)
	if got, want := apply(segs); got != a || want != b {
		t.Error("the account is not of the two texts")
	}
}

func FuzzTexts(f *testing.F) {
	f.Add("带来的福利", "带来的便利")
	f.Add("a1,2 b\n\n", "a1,3 c\n")
	f.Add("他说好。他走了。他说好。", "他走了。他说好。他走了。")
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) {
			t.Skip()
		}
		segs := Texts(a, b)
		if x, y := apply(segs); x != a || y != b {
			t.Fatalf("%q to %q: the account %s gives %q and %q", a, b, marked(segs), x, y)
		}
		for i, s := range segs {
			if s.Text == "" || i > 0 && segs[i-1].Op == s.Op || i > 0 && segs[i-1].Op == Insert && s.Op == Delete {
				t.Fatalf("%q to %q: stretches out of order: %v", a, b, segs)
			}
		}
	})
}
