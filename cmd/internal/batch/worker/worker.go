// Package worker is the farm's worker: it takes turns at jobs, has them done in processes of
// their own, and puts what they make into the store.
//
//	err := worker.Run(ctx, worker.Options{Queue: q, Store: s, Engine: engine, Child: []string{exe, "child"}, Dir: dir})
//
// A turn ends, and its job leaves the queue, only after what came of it stands in the store:
// objects first, then done/KEY. Whatever dies before leaves the job to another worker, which
// makes the same bytes. A child serves one task at a time and many in turn; a panic, a task
// too large or too long cost the child alone, and the task one of its tries. A store that is
// away and a disk without room are waited for, and cost no try.
package worker

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"

	"github.com/gofrs/flock"
)

// Options of Run. Queue, Store, Engine, Child and Dir have no useful zero value.
type Options struct {
	Queue  *hub.Queue
	Store  store.Store
	At     string   // the store's address, for people
	Engine string   // of the children; tasks of others are left alone
	Child  []string // the command of one
	Dir    string   // for inputs and outputs of tasks, and the cache; several workers may name the same
	Cache  int64    // bytes of inputs that are kept; 0: 2 GB
	Slots  int      // tasks at a time; 0: one
	Name   string   // of the worker, as others see it
	Limits Limits
	Retry  time.Duration // before the second try; each further one waits four times as long. 0: two seconds
	Grace  time.Duration // that running tasks have when the worker is to end; 0: as long as they take
	Idle   time.Duration // after which a worker ends that has nothing to do, while there is a hub; 0: never
	Log    *slog.Logger  // nil: silence
	Jobs   *atomic.Int64 // counts turns that ended; may be nil
}

// worker is a running worker.
type worker struct {
	Options
	engine string // as it stands in subjects
	home   string // the store's identity
	cache  *job.Cache
	dir    string

	mu   sync.Mutex
	busy map[string]context.CancelCauseFunc // running tasks by key
}

// errCancelled is why a task ends that was cancelled.
var errCancelled = errors.New("cancelled")

// Run works until ctx ends; then no new job is taken, and those that run are brought to an
// end. It fails where the hub's jobs are for another version.
func Run(ctx context.Context, o Options) error {
	w := &worker{Options: o, engine: hub.EngineName(o.Engine), busy: map[string]context.CancelCauseFunc{}}
	w.Slots = max(w.Slots, 1)
	w.Limits = w.Limits.filled(w.Slots)
	if w.Retry == 0 {
		w.Retry = 2 * time.Second
	}
	if w.Log == nil {
		w.Log = slog.New(slog.DiscardHandler)
	}
	if err := w.greet(ctx); err != nil {
		return err
	}
	if err := w.Queue.Cancelled(w.cancel); err != nil {
		return err
	}
	lock, err := w.enter()
	if err != nil {
		return say.Fault("cannot-work-in", o.Dir, err)
	}
	defer lock.Unlock()
	w.work(ctx)
	return nil
}

// greet makes sure that the hub's jobs are for this worker.
func (w *worker) greet(ctx context.Context) (err error) {
	if w.home, err = store.Identity(ctx, w.Store); err != nil {
		return err
	}
	mine := hub.Greeting{Engine: w.engine, Store: w.home, At: w.At}
	hubs, err := w.Queue.Hello(ctx, mine)
	switch {
	case errors.Is(err, hub.ErrElsewhere):
		return say.Fault("store-is-not-hub-s", mine.Where(), hubs.Where())
	case err != nil:
		return say.Fault("this-worker-hub-s-jobs-start", w.engine, hubs.Engine)
	}
	return nil
}

// enter takes a folder that no other worker uses. What a dead one has left there goes, but
// for the inputs that it kept.
func (w *worker) enter() (*flock.Flock, error) {
	for n := 0; ; n++ {
		w.dir = filepath.Join(w.Dir, strconv.Itoa(n))
		if err := os.MkdirAll(w.dir, 0o700); err != nil {
			return nil, err
		}
		lock := flock.New(filepath.Join(w.dir, "lock"))
		got, err := lock.TryLock()
		if err != nil {
			return nil, err
		}
		if !got {
			continue
		}
		w.cache = &job.Cache{Store: w.Store, Dir: filepath.Join(w.dir, "cache"), Most: w.Cache}
		return lock, os.RemoveAll(filepath.Join(w.dir, "tasks"))
	}
}

// work runs the slots.
func (w *worker) work(ctx context.Context) {
	hard, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	if w.Grace > 0 {
		stop := context.AfterFunc(ctx, func() { time.AfterFunc(w.Grace, end) })
		defer stop()
	}
	go w.present(hard)
	ctx, leave := context.WithCancel(ctx)
	defer leave()
	if w.Idle > 0 {
		go w.idle(ctx, leave)
	}
	var wg sync.WaitGroup
	for n := range w.Slots {
		wg.Go(func() {
			s := &slot{w: w, dir: filepath.Join(w.dir, "tasks", strconv.Itoa(n))}
			defer s.close()
			for {
				t, err := w.Queue.Take(ctx, w.engine)
				if err != nil {
					return
				}
				s.turn(hard, t)
				if w.Jobs != nil {
					w.Jobs.Add(1)
				}
			}
		})
	}
	wg.Wait()
}

// idle has a worker end when it had nothing to do for so long. Time without a hub does not count.
func (w *worker) idle(ctx context.Context, leave func()) {
	for since := time.Now(); ; {
		if store.Pause(ctx, w.Idle/20) != nil {
			return
		}
		w.mu.Lock()
		busy := len(w.busy) > 0
		w.mu.Unlock()
		if busy || !w.Queue.There() {
			since = time.Now()
		}
		if time.Since(since) >= w.Idle {
			w.Log.Info("nothing to do", "for", w.Idle.String())
			leave()
			return
		}
	}
}

// presentEvery is how often a worker says that it is there.
const presentEvery = 2 * time.Second

func (w *worker) present(ctx context.Context) {
	for {
		w.mu.Lock()
		busy := len(w.busy)
		w.mu.Unlock()
		w.Queue.Tell(hub.Event{Kind: "worker", Worker: w.Name, Engine: w.engine, Slots: w.Slots, Busy: busy})
		if store.Pause(ctx, presentEvery) != nil {
			return
		}
	}
}

// cancel ends a task that runs here.
func (w *worker) cancel(key string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if end := w.busy[key]; end != nil {
		end(errCancelled)
	}
}
