package works

import "testing"

// TestPlainNames: what the paper calls its files must be a name on any machine.
func TestPlainNames(t *testing.T) {
	for name, want := range map[string]bool{
		"甲报_01.pdf": true, "A 1.pdf": true, "conduct.pdf": true, "com10.pdf": true, "auxiliary": true, "版 1（要闻）.pdf": true,
		"": false, ".pdf": false, "a/b.pdf": false, `a\b.pdf`: false, "a:b.pdf": false, "a?.pdf": false, "a*.pdf": false, `"a".pdf`: false, "a|b": false, "<a>": false,
		"a\x00b": false, "a\nb": false, "a.": false, "a ": false, "con": false, "CON.pdf": false, "nul .pdf": false, "Com1.pdf": false, "lpt9.x.pdf": false, "COM².pdf": false,
	} {
		if got := Plain(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}
