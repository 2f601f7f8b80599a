package night

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/job"
)

// TestEnterOrder: jobs of a list go to the queue by priority, then by when they are due, then as the
// list has them, while the list is entered as well as after.
func TestEnterOrder(t *testing.T) {
	s, dir := empty(t), t.TempDir()
	q := queue(t)
	var jobs []job.Job
	for i, c := range []struct {
		id  string
		pri int
		due time.Duration
	}{{"6", 0, 0}, {"7", 0, 0}, {"5", 0, 2 * time.Hour}, {"4", 0, time.Hour}, {"3", 2, time.Hour}, {"1", 9, 0}, {"8", -5, time.Minute}, {"2", 3, 0}} {
		name := filepath.Join(dir, fmt.Sprint("p", i), "editions/2026-10-20/edition.yaml")
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(c.id), 0o666); err != nil {
			t.Fatal(err)
		}
		j := job.Job{ID: c.id, Kind: "check", Dir: fmt.Sprint("p", i), Edition: "2026-10-20", Priority: c.pri}
		if c.due > 0 {
			j.Due = evening.Add(c.due)
		}
		jobs = append(jobs, j)
	}
	e := &Entry{Desk: &job.Desk{Store: s, Dir: dir, Engine: "e"}, Name: "n", Queue: q, Now: evening}
	l, found, err := e.Enter(t.Context(), jobs)
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	id := map[string]string{}
	for _, line := range l.Lines {
		id[line.Base] = line.ID
	}
	var got strings.Builder
	for range jobs {
		turn, err := q.Take(t.Context(), hub.EngineName("e"))
		if err != nil {
			t.Fatal(err)
		}
		got.WriteString(id[turn.Key])
	}
	if got.String() != "12345678" {
		t.Errorf("the order is %s", got.String())
	}
}

// TestWindow: no more of a list stands in the queue than its workers will soon take.
func TestWindow(t *testing.T) {
	n := &Night{slots: map[string]int{}}
	if w := n.window(); w != leastWindow {
		t.Errorf("without workers %d", w)
	}
	for i := range 3 {
		n.hear(hub.Event{Kind: "worker", Worker: fmt.Sprint(i), Slots: 16})
		n.hear(hub.Event{Kind: "worker", Worker: fmt.Sprint(i), Slots: 16})
	}
	if w := n.window(); w != 3*16*windowSlot {
		t.Errorf("of three workers %d", w)
	}
	n.hear(hub.Event{Kind: "worker", Worker: "large", Slots: 5000})
	if w := n.window(); w != mostWindow {
		t.Errorf("of large ones %d", w)
	}
}
