package worker

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/job"
)

// TestElsewhere: a worker whose store is not that of the jobs does not begin; where nobody tells it
// before, it hands their jobs back and says why. So it does with a job whose task is not there, a few times.
func TestElsewhere(t *testing.T) {
	b := newBench(t)
	defer b.end()
	said := make(chan string, 100)
	stop, err := b.queue.Listen(func(e hub.Event) {
		if e.Kind == "waiting" {
			said <- e.Key[:1] + " " + e.Why
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	hears := func(want string) {
		t.Helper()
		select {
		case s := <-said:
			if !strings.Contains(s, want) {
				t.Errorf("it says %q, not %q", s, want)
			}
		case <-time.After(20 * time.Second):
			t.Errorf("it does not say %q: %s", want, b.log.String())
		}
	}
	lost := strings.Repeat("f", 64)
	b.give(lost)
	for range MostTries {
		hears("f the task of job " + lost)
	}
	task := b.task("")
	if err := b.queue.Give(t.Context(), hub.Job{Key: task.Key(), Engine: hub.EngineName("e"), Level: hub.Usual, Data: []byte("OTHER")}); err != nil {
		t.Fatal(err)
	}
	hears("a job is in the store OTHER")
	if all, err := b.queue.Standing(t.Context()); err != nil || !all[task.Key()] {
		t.Errorf("a job of another store is swallowed: %v %v", all, err)
	}
	if _, err := job.Find(t.Context(), b.store, task.Key()); err == nil {
		t.Error("a job of another store is done")
	}
	if err := b.queue.Welcome(hub.Greeting{Engine: hub.EngineName("e"), Store: "OTHERSTORE", At: "/srv/store"}); err != nil {
		t.Fatal(err)
	}
	err = Run(t.Context(), Options{Queue: b.queue, Store: b.store, At: "./store", Engine: "e", Child: []string{"none"}, Dir: filepath.Join(b.dir, "work")})
	if err == nil || !strings.Contains(err.Error(), "the store here is ./store (") || !strings.Contains(err.Error(), "the hub's jobs are in /srv/store (OTHERSTO)") {
		t.Errorf("a worker of another store begins: %v", err)
	}
}
