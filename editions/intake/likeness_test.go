package intake

import (
	"fmt"
	"strings"
	"testing"
)

// TestLikeness holds the index against a comparison with each text in turn.
func TestLikeness(t *testing.T) {
	var texts []string
	for i := range 40 {
		texts = append(texts, strings.Repeat(fmt.Sprintf("第%d号流动办事车停在云岭村口，", i%7), 1+i%3)+fmt.Sprintf("昨天办结%d件。", i*i))
	}
	var all Likeness
	for _, s := range texts {
		all.Add(s)
	}
	for _, s := range append(texts, "渡口停航", "", "第3号流动办事车停在桥头，昨天办结九件。") {
		want := 0
		for _, o := range texts {
			want = max(want, slowly(s, o))
		}
		i, got := all.Nearest(s)
		if got != want || (i < 0) != (want == 0) || i >= 0 && slowly(s, texts[i]) != want {
			t.Errorf("%q: %d percent of text %d, want %d", s, got, i, want)
		}
	}
}

// slowly is how much two texts say the same.
func slowly(a, b string) int {
	of := func(s string) map[string]bool {
		r, out := []rune(letters(s)), map[string]bool{}
		for i := 0; i+5 <= len(r); i++ {
			out[string(r[i:i+5])] = true
		}
		return out
	}
	x, y := of(a), of(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return 0
	}
	n := 0
	for s := range x {
		if y[s] {
			n++
		}
	}
	return n * 100 / max(len(x), len(y)*2/3)
}
