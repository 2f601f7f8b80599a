package site

import "testing"

// TestMoment: an hour is told where one was said.
func TestMoment(t *testing.T) {
	w := &chinese
	for iso, want := range map[string]string{
		"2026-10-21T09:30:00+08:00": "2026年10月21日 09:30",
		"2026-10-21T00:00:00+08:00": "2026年10月21日",
		"2026-10-21T00:01:00+08:00": "2026年10月21日 00:01",
		"yesterday":                 "",
	} {
		if got := w.moment(iso); got != want {
			t.Errorf("%s: %q, want %q", iso, got, want)
		}
	}
}
