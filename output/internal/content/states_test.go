package content

import "testing"

// TestStates: what is done to a state between q and Q is undone, however they are nested, too
// deep and too many; cm works before what was there.
func TestStates(t *testing.T) {
	type state struct {
		ctm   Matrix
		width float64
	}
	var kept States[state]
	g := state{ctm: Unity}
	do := func(op string, a ...float64) bool {
		var tokens []Token
		for _, v := range a {
			tokens = append(tokens, Token{Kind: Number, Num: v})
		}
		return kept.Operator(op, tokens, &g, &g.ctm)
	}
	do("cm", 2, 0, 0, 2, 10, 20)
	do("q")
	g.width = 3
	do("cm", 1, 0, 0, 1, 5, 5)
	if x, y := g.ctm.Apply(0, 0); x != 20 || y != 30 {
		t.Errorf("a move of 5 within a scale of 2 lands on %g %g", x, y)
	}
	do("Q")
	if x, y := g.ctm.Apply(1, 1); x != 12 || y != 22 || g.width != 0 {
		t.Errorf("after Q: %g %g, width %g", x, y, g.width)
	}
	if do("Q"); g.ctm[0] != 2 {
		t.Error("a Q too many changed the state")
	}
	for range MostStates + 5 {
		do("q")
	}
	if len(kept) != MostStates {
		t.Errorf("%d states are kept", len(kept))
	}
	if do("w", 1) {
		t.Error("w is none of its operators")
	}
}
