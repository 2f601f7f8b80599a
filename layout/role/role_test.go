package role

import "testing"

// TestKinds: every kind of paragraph has its names and its structure type, none twice, and what
// it says of itself; other roles have none.
func TestKinds(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Kinds() {
		zh, en, tag, ok := r.Kind()
		if !ok || zh == "" || en == "" || tag == "" || seen[tag] || seen[zh] {
			t.Errorf("%s: %q, %q, %q, %v", r, zh, en, tag, ok)
		}
		seen[tag], seen[zh] = true, true
		if r.Running() && r.Apart() {
			t.Errorf("%s runs on and stands apart", r)
		}
	}
	for r, want := range map[Role][2]bool{
		Paragraph: {true, false}, Lead: {false, false}, Headline: {false, false}, Cell: {false, false}, "": {false, false},
		Verse: {false, false}, Speech: {true, false}, Law: {true, false}, Pull: {false, true}, Formula: {false, false},
	} {
		if got := [2]bool{r.Running(), r.Apart()}; got != want {
			t.Errorf("%q: running and apart are %v, want %v", r, got, want)
		}
	}
	if _, _, _, ok := Headline.Kind(); ok {
		t.Error("a headline is a kind of paragraph")
	}
}
