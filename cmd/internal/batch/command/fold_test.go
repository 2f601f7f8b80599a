package command

import (
	"strings"
	"testing"

	"banxin/cmd/internal/report"
)

// TestFold: no word is broken, none is lost, and what goes on is indented.
func TestFold(t *testing.T) {
	text := "night-1c84858f: 2000 jobs, 1500 done, 100 left, 30 dead, 3 blocked, 1 cancelled\n  late: 棠川日报 (棠川日报), due 2026-10-20T02:30:00+08:00, by 3m20s\n\nshort\n"
	for _, width := range []int{30, 60, 72, 200} {
		got := fold(text, width)
		if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(text), " ") {
			t.Errorf("%d: %q", width, got)
		}
		for line := range strings.Lines(got) {
			if report.Columns(strings.TrimSuffix(line, "\n")) > width {
				t.Errorf("%d: %q is wider", width, line)
			}
		}
	}
	if got := fold(text, 60); !strings.Contains(got, "3\n  blocked, 1 cancelled\n  late:") || !strings.Contains(got, "\n    2026-10-20") && !strings.Contains(got, "\n    by") {
		t.Errorf("%q", got)
	}
}
