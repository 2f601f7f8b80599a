package inline

import (
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"banxin/assets"
)

// TestPlainModel: the models that banxin carries are read as JSON is, and what is not as BudouX
// writes it is left to the general reader.
func TestPlainModel(t *testing.T) {
	for _, data := range [][]byte{assets.Phrases("zh-Hans"), assets.Phrases("zh-Hant")} {
		fast, slow := NewPhrases(data, nil), NewPhrases(data, nil)
		fast.read()
		for i := range slow.model {
			slow.model[i] = map[key]int{}
		}
		slow.readAny()
		if fast.base != slow.base || fast.base == 0 {
			t.Errorf("base %d, want %d", fast.base, slow.base)
		}
		for i := range fast.model {
			if !maps.Equal(fast.model[i], slow.model[i]) {
				t.Errorf("%s differs", features[i].name)
			}
		}
		if !plainModel(data, func(string, string, int) {}) {
			t.Error("not read as plain")
		}
	}
	for _, other := range []string{"", "{}x", "{", `{"UW1":{"版": 1}}`, `{"UW1":{"\u7248":1}}`, `{"UW1":{"版":1.5}}`, `{"UW1":{"版":1}`, `[]`, `{{{`} {
		if plainModel([]byte(other), func(string, string, int) {}) {
			t.Errorf("%q is read as plain", other)
		}
	}
}

// TestPairs: pairs are counted as strings.Count does.
func TestPairs(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	draw := func(n int) []rune {
		out := make([]rune, n)
		for i := range out {
			out[i] = []rune("哈版心a")[rnd.IntN(4)]
		}
		return out
	}
	for range 2000 {
		text, in := draw(rnd.IntN(12)), string(draw(rnd.IntN(40)))
		for i, n := range pairsIn(text, in) {
			if i > 0 && n != strings.Count(in, string(text[i-1:i+1])) {
				t.Fatalf("%q in %q: %d", string(text[i-1:i+1]), in, n)
			}
		}
	}
}
