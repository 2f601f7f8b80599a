package lint

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// TestTally: texts have the same characters exactly where counting them one by one says so.
func TestTally(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("天地玄黄 \u3000\u00ad-a，\ufffd𠀀")
	text := func() string {
		out := make([]rune, r.IntN(5))
		for i := range out {
			out[i] = letters[r.IntN(len(letters))]
		}
		return string(out)
	}
	var all tally
	same, other := 0, 0
	for range 20000 {
		a, b := text(), text()
		want := maps.Equal(counts(a), counts(b))
		if got := all.same(a, b); got != want {
			t.Fatalf("%q and %q: the same is %v", a, b, got)
		}
		if want {
			same++
		} else {
			other++
		}
	}
	if same < 100 || other < 100 {
		t.Errorf("%d pairs are the same and %d are not", same, other)
	}
}
