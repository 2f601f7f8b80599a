package night

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/store"
)

// running is a night of n jobs on its way, all of which are given or wait to be.
type running struct {
	t     *testing.T
	store store.Store
	hub   *hub.Hub
	queue *hub.Queue
	list  *List
	over  chan error
}

func run(t *testing.T, n int) *running {
	t.Helper()
	h, q := hubOf(t)
	r := &running{t: t, store: empty(t), hub: h, queue: q, list: &List{Name: "n-1", Engine: "e", Made: evening}, over: make(chan error, 1)}
	for i := range n {
		task := &job.Task{Schema: job.Schema, Engine: "e", Kind: "check", Options: map[string]string{"n": fmt.Sprint(i)}, Inputs: []job.File{}}
		if err := job.Save(t.Context(), r.store, task); err != nil {
			t.Fatal(err)
		}
		r.list.Lines = append(r.list.Lines, Line{ID: fmt.Sprint("j", i), Kind: "check", Base: task.Key()})
	}
	if err := r.list.Save(t.Context(), r.store); err != nil {
		t.Fatal(err)
	}
	night := &Night{List: r.list, Store: r.store, Queue: q, Every: 100 * time.Millisecond, Keeps: true}
	go func() {
		_, err := night.Run(t.Context())
		r.over <- err
	}()
	r.until("the jobs are not given", func() bool {
		all, err := q.Standing(t.Context())
		return err == nil && len(all) == min(n, leastWindow)
	})
	return r
}

func (r *running) until(not string, is func() bool) {
	r.t.Helper()
	for range 400 {
		if is() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	r.t.Fatal(not)
}

// ends is how the night ends, which must be soon.
func (r *running) ends() error {
	r.t.Helper()
	select {
	case err := <-r.over:
		return err
	case <-time.After(20 * time.Second):
		r.t.Fatal("the night does not end")
		return nil
	}
}

// TestHubGone: where the hub is gone and all is done, in the queue or not, the night ends.
func TestHubGone(t *testing.T) {
	r := run(t, 2*leastWindow+10)
	r.hub.Stop()
	for i := range r.list.Lines {
		if _, err := job.Commit(t.Context(), r.store, &job.Done{Key: r.list.Lines[i].Base}); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.ends(); err != nil {
		t.Error(err)
	}
}

// TestNoHub: that there is no hub is logged once, and again when it has been there in between.
func TestNoHub(t *testing.T) {
	var log bytes.Buffer
	n := &Night{Log: slog.New(slog.NewTextHandler(&log, nil))}
	for range 2 {
		for range 50 {
			n.noHub(errors.New("no connection"))
		}
		n.alone = time.Time{}
	}
	if got := strings.Count(log.String(), "no hub"); got != 2 {
		t.Errorf("logged %d times, not twice", got)
	}
}

// TestGone: where the list is gone from the store it is put back; where a task is gone, which no worker
// can do then, the night says so and ends, whether the queue has lost the job or a worker waits for it.
func TestGone(t *testing.T) {
	for _, waits := range []bool{false, true} {
		r := run(t, 2)
		key := r.list.Lines[1].Base
		if err := r.store.Remove(t.Context(), ListName(r.list.Name)); err != nil {
			t.Fatal(err)
		}
		r.until("the list is not put back", func() bool {
			_, err := Load(context.Background(), r.store, r.list.Name)
			return !errors.Is(err, fs.ErrNotExist)
		})
		if err := r.store.Remove(t.Context(), job.TaskName(key)); err != nil {
			t.Fatal(err)
		}
		if waits {
			r.queue.Tell(hub.Event{Kind: "waiting", Key: key, Worker: "w"})
		} else if err := r.queue.Withdraw(t.Context(), key); err != nil {
			t.Fatal(err)
		}
		if err := r.ends(); err == nil || !strings.Contains(err.Error(), "job j1 cannot go on: "+job.TaskName(key)+" is gone from the store") {
			t.Errorf("a task is gone, and the night ends with %v", err)
		}
	}
}
