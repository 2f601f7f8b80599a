package layout

import "testing"

// TestPhrasesAreReadOnce: all editions of a script share the phrases of its model, and those of
// traditional characters have their own.
func TestPhrasesAreReadOnce(t *testing.T) {
	hans, hant := phrasesOf("zh-CN"), phrasesOf("zh-TW")
	if phrasesOf("zh-CN") != hans || phrasesOf("") != hans || phrasesOf("zh-HK") != hant {
		t.Error("a model is read again")
	}
	if hans == hant || hans.Digest() == hant.Digest() {
		t.Error("traditional characters have the phrases of simplified ones")
	}
}
