package editions

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestMayEnd holds the cheap look for marks that end lines elsewhere against the marks themselves.
func TestMayEnd(t *testing.T) {
	pieces := []string{"新路通车", "了三年", "。", "”", "（", " ", "　", "/", "／", "<", "＜", ">", "＞", "br", "BR", `\`, "n", "r"}
	r := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 200_000 {
		var b strings.Builder
		for range 1 + r.IntN(6) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		s := b.String()
		if is := lineBreak().MatchString(s) || mayBreak().MatchString(s); is {
			if found++; !mayEnd(s) {
				t.Fatalf("%q has a mark that is overlooked", s)
			}
		}
	}
	if found < 1000 {
		t.Errorf("marks in %d texts only", found)
	}
}
