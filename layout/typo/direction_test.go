package typo

import "testing"

func TestFromRight(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "2026": false, "abc": false, "ئۇيغۇر": true, "12 ئۇيغۇر abc": true, "abc ئۇيغۇر": false,
		"ئۇيغۇر是": false, "（שלום）": true, "שלוםさん": false,
	} {
		if FromRight(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
