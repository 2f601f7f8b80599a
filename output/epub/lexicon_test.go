package epub

import "testing"

// Common characters may be said otherwise elsewhere; rare ones and words may not.
func TestCommon(t *testing.T) {
	for word, want := range map[string]bool{"行": true, "长": true, "長": true, "的": true, "垴": false, "塝": false, "凼": false, "银行": false, "𰻝": false} {
		if got := common(word); got != want {
			t.Errorf("%s: %v", word, got)
		}
	}
}
