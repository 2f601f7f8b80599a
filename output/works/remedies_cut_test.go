package works

import "testing"

// TestClosed: a paragraph of which nothing is left goes with the white after it, and no other.
func TestClosed(t *testing.T) {
	for _, c := range []struct{ was, now, want string }{
		{"甲\n\n乙\n\n丙\n", "甲\n\n\n\n丙\n", "甲\n\n丙\n"},
		{"甲\n\n乙\n\n丙\n", "甲\n\n\n\n\n", "甲\n"},
		{"甲\n\n乙\n丁\n\n丙\n", "甲\n\n乙\n\n\n丙\n", "甲\n\n乙\n\n丙\n"},
		{"甲\n\n乙\n丁\n\n丙\n", "甲\n\n\n丁\n\n丙\n", "甲\n\n丁\n\n丙\n"},
		{"甲\r\n\r\n乙\r\n\r\n丙", "甲\r\n\r\n\r\n\r\n丙", "甲\r\n\r\n丙"},
		{"甲一\n\n乙\n\n\n", "甲\n\n乙\n\n\n", "甲\n\n乙\n\n\n"},
	} {
		if got := string(closed(c.was, c.now)); got != c.want {
			t.Errorf("%q of %q: %q, not %q", c.now, c.was, got, c.want)
		}
	}
}
