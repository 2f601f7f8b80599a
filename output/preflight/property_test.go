package preflight

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// TestProperty: properties are read as one expression says it.
func TestProperty(t *testing.T) {
	slow := regexp.MustCompile(`(?:\w+:Name>\s*(?:<rdf:(?:Alt|Seq|Bag)>\s*<rdf:li[^>]*>)?([^<]*)<|\w+:Name\s*=\s*["']([^"']*)["'])`)
	pieces := []string{"x:Name>", "x:Name", ":Name", "a", ":", "Name", " ", "\n", "=", `"`, "'", ">", "<", "<rdf:Alt>", "<rdf:Seq>", "<rdf:li>", `<rdf:li xml:lang="x">`, "</", "&amp;", "题"}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		var b strings.Builder
		for range 1 + rnd.IntN(12) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		want := ""
		if m := slow.FindStringSubmatch(b.String()); m != nil {
			want = strings.ReplaceAll(strings.TrimSpace(m[1]+m[2]), "&amp;", "&")
		}
		if got := property(b.String(), "Name"); got != want {
			t.Fatalf("%q: %q, want %q", b.String(), got, want)
		}
	}
}
