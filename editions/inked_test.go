package editions_test

import (
	"math/rand/v2"
	"testing"
	"unicode"

	"banxin/editions"
)

// TestInked compares the count with one that decodes every character, on texts of whole and
// of broken characters.
func TestInked(t *testing.T) {
	slow := func(s string) (n int) {
		for _, r := range s {
			if !unicode.IsSpace(r) && r != '\u00ad' {
				n++
			}
		}
		return n
	}
	signs := []string{"中", "丠", "䀀", "쿿", "가", "，", "　", " ", "\n", "\t", "a", "\u00a0", "\u00ad", "\u0085", "\u2003", "\u2028", "é", "😀", "\xe4", "\xe4\xb8", "\x80", "\xff", "\xec\x80", "\xed\xa0\x80"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		s := ""
		for range r.IntN(8) {
			s += signs[r.IntN(len(signs))]
		}
		if got, want := editions.Inked(s), slow(s); got != want {
			t.Fatalf("%q: %d inked, not %d", s, got, want)
		}
	}
}
