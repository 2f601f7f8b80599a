package cli

import "testing"

// A mapping is asked for as it is written in the file, without what it stands in.
func TestUnder(t *testing.T) {
	for _, c := range []struct {
		name, of string
		want     bool
	}{
		{"报.印刷", "报.印刷", true}, {"报.印刷", "印刷", true}, {"报.印刷", "报", true},
		{"报.印刷", "印", false}, {"版位.题", "版", false}, {"报", "报.印刷", false},
	} {
		if got := under(c.name, c.of); got != c.want {
			t.Errorf("%s under %s: %t", c.name, c.of, got)
		}
	}
}
