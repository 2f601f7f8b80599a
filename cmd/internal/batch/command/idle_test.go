package command

import (
	"strings"
	"testing"
	"time"
)

// TestNobodyWorks: of a list that no run and no hub sees to it is told so, and no rate and time; while
// one runs nobody says so.
func TestNobodyWorks(t *testing.T) {
	f := small(t, "好", "也好", slow, poison)
	run := f.start("run", f.list, "--store", "store", "--work-dir", "work", "--slots", "1")
	defer kill(run)
	const idle, pace = "nobody works on it", "jobs a minute"
	said := ""
	for range 400 {
		if said, _ = f.said("status", "--store", "store"); strings.Contains(said, pace) {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if !strings.Contains(said, pace) || strings.Contains(said, idle) {
		t.Errorf("while it runs: %s", said)
	}
	kill(run)
	time.Sleep(4 * time.Second) // so long it is taken for one that runs
	for _, command := range []string{"status", "report"} {
		if said, _ := f.said(command, "--store", "store"); !strings.Contains(said, idle) || strings.Contains(said, pace) {
			t.Errorf("%s of one that was killed: %s", command, said)
		}
	}
}
