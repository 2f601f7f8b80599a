package night

import (
	"container/heap"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/store"
)

// Night gives the jobs of a list to a queue until all of them are over. List, Store and Queue
// have no useful zero value.
type Night struct {
	List  *List
	Store store.Store
	Queue *hub.Queue
	Told  func(st Standing, found bool) // is told of each job that is over, found so at the begin or since; may be nil
	Log   *slog.Logger                  // nil: silence
	Every time.Duration                 // that the queue is compared with what should stand there; 0: five seconds
	Keeps bool                          // the list is put back into the store where it is gone

	board  *board
	given  map[string]time.Time // keys that were given, and when
	ready  ready                // jobs to be given
	home   string               // the store's identity
	left   int                  // jobs that are not over
	asked  time.Time            // when the store was, since there was no hub
	alone  time.Time            // since when there is no hub, as it was logged last; zero: there is one
	next   int                  // of the board, to be asked for
	lost   chan struct{}
	events chan hub.Event

	mu    sync.Mutex
	slots map[string]int // of workers that were heard
}

// How many jobs of a list stand in the queue: what is in it goes before what is more urgent and comes
// later, so no more than workers will soon take.
const (
	leastWindow = 64
	mostWindow  = 2048
	windowSlot  = 4 // jobs for a slot
)

func (n *Night) window() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	slots := 0
	for _, s := range n.slots {
		slots += s
	}
	return min(max(windowSlot*slots, leastWindow), mostWindow)
}

// Run gives out jobs until all are over, and returns how each of them stands. It goes on
// where the store says that an earlier run has come.
func (n *Night) Run(ctx context.Context) ([]Standing, error) {
	n.slots = map[string]int{}
	n.board, n.given = newBoard(n.List), map[string]time.Time{}
	n.board.lean, n.ready = true, ready{all: n.board.all}
	n.events, n.lost = make(chan hub.Event, 4096), make(chan struct{}, 1)
	if n.Log == nil {
		n.Log = slog.New(slog.DiscardHandler)
	}
	if n.Every == 0 {
		n.Every = 5 * time.Second
	}
	var err error
	if n.home, err = store.Identity(ctx, n.Store); err != nil {
		return nil, err
	}
	if err := n.board.look(ctx, n.Store); err != nil {
		return nil, err
	}
	for i := range n.board.all {
		n.enter(i)
	}
	if n.left == 0 {
		return n.board.all, nil
	}
	defer seeTo(ctx, n.Store, n.List.Name)()
	stop, err := n.Queue.Listen(n.hear)
	if err != nil {
		return nil, err
	}
	defer stop()
	return n.board.all, n.loop(ctx)
}

// hear takes an event; where too many come some are lost, and found by comparing.
func (n *Night) hear(e hub.Event) {
	switch e.Kind {
	case "worker":
		n.mu.Lock()
		defer n.mu.Unlock()
		if len(n.slots) < mostWorkers {
			n.slots[e.Worker] = e.Slots
		}
		return
	case "done", "found", "dead", "cancelled":
	case "waiting": // it may be for what is gone from the store
		if e.Key == "" {
			return
		}
	default:
		return
	}
	select {
	case n.events <- e:
	default:
		n.Again()
	}
}

// Again has the queue compared with what should stand there at once: it may have been lost.
func (n *Night) Again() {
	select {
	case n.lost <- struct{}{}:
	default:
	}
}

// enter counts a job that has been looked at.
func (n *Night) enter(i int) {
	st := &n.board.all[i]
	switch {
	case st.State == Ready:
		n.left++
		heap.Push(&n.ready, i)
	case !st.State.Over():
		n.left++
	case n.Told != nil:
		n.Told(*st, st.Unread.Text == "")
	}
}

func (n *Night) loop(ctx context.Context) error {
	compare := time.NewTicker(n.Every)
	defer compare.Stop()
	for n.left > 0 {
		if err := n.give(ctx); err != nil {
			return err
		}
		var err error
		select {
		case <-ctx.Done():
			return ctx.Err()
		case e := <-n.events:
			err = n.settle(ctx, e.Key)
		case <-n.lost:
			err = n.compare(ctx)
		case <-compare.C:
			if err = n.putBack(ctx); err == nil {
				err = n.compare(ctx)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ready is a heap of the jobs that are ready: by priority, then by when they are due, then as
// the list has them, so that what was begun of an archive is ended before more is begun.
type ready struct {
	all []Standing
	at  []int
}

func (r *ready) Len() int { return len(r.at) }
func (r *ready) Less(i, k int) bool {
	if c := urgency(r.all[r.at[i]].Line, r.all[r.at[k]].Line); c != 0 {
		return c < 0
	}
	return r.at[i] < r.at[k]
}
func (r *ready) Swap(i, k int) { r.at[i], r.at[k] = r.at[k], r.at[i] }
func (r *ready) Push(i any)    { r.at = append(r.at, i.(int)) }
func (r *ready) Pop() any {
	last := r.at[len(r.at)-1]
	r.at = r.at[:len(r.at)-1]
	return last
}

// give fills the queue up.
func (n *Night) give(ctx context.Context) error {
	some := false
	for window := n.window(); n.ready.Len() > 0 && len(n.given) < window; {
		st := &n.board.all[n.ready.at[0]]
		if _, twice := n.given[st.Key]; !twice && !st.State.Over() {
			err := n.hand(ctx, st)
			if errors.Is(err, hub.ErrSize) || errors.Is(err, hub.ErrDenied) {
				return err
			}
			if err != nil {
				n.noHub(err)
				n.Again() // and then the loop is here again
				return store.Pause(ctx, 200*time.Millisecond)
			}
			some, n.alone = true, time.Time{}
		}
		heap.Pop(&n.ready)
	}
	if some {
		n.Queue.Wake()
	}
	return nil
}

// noHub logs that there is no hub: when it has gone, and then every minute.
func (n *Night) noHub(err error) {
	if now := time.Now(); n.alone.IsZero() || now.Sub(n.alone) > time.Minute {
		n.alone = now
		n.Log.Warn("no hub", "why", err.Error())
	}
}

// hand hands a job to the queue.
func (n *Night) hand(ctx context.Context, st *Standing) error {
	err := n.Queue.Give(ctx, hub.Job{Key: st.Key, Engine: hub.EngineName(n.List.Engine), Level: hub.LevelOf(st.Priority), Data: []byte(n.home)})
	if err == nil {
		n.given[st.Key] = time.Now()
	}
	return err
}

// settle looks what became of a task. Whoever says so may err; the store is asked.
func (n *Night) settle(ctx context.Context, key string) error {
	var free []int
	for _, i := range n.board.byKey[key] {
		st := &n.board.all[i]
		if st.State.Over() {
			continue
		}
		if err := n.patient(ctx, func() error { return n.board.see(ctx, n.Store, st) }); err != nil {
			return err
		}
		if !st.State.Over() {
			if err := n.there(ctx, st); err != nil {
				return err
			}
			continue
		}
		delete(n.given, key)
		free = append(free, n.over(i)...)
	}
	return n.free(ctx, free)
}

// over counts a job that is over, and those that it blocks, and returns those that it frees.
func (n *Night) over(i int) []int {
	free, blocked := n.board.freed(i)
	for _, k := range append([]int{i}, blocked...) {
		n.left--
		if n.Told != nil {
			n.Told(n.board.all[k], false)
		}
	}
	return free
}

// free takes in jobs that wait for nothing any more.
func (n *Night) free(ctx context.Context, jobs []int) error {
	for len(jobs) > 0 {
		if err := n.board.each(ctx, n.Store, jobs); err != nil {
			return err
		}
		var next []int
		for _, i := range jobs {
			if n.board.all[i].State.Over() {
				next = append(next, n.over(i)...)
			} else {
				heap.Push(&n.ready, i)
			}
		}
		jobs = next
	}
	return nil
}

// there holds that the task of a job is in the store: without it no worker will ever do the job.
func (n *Night) there(ctx context.Context, st *Standing) error {
	name := job.TaskName(st.Key)
	err := n.patient(ctx, func() error {
		_, err := n.Store.Stat(ctx, name)
		return err
	})
	return gone(err, st, name)
}

// putBack puts the list into the store where it is gone: who tidied up took it for an old one.
func (n *Night) putBack(ctx context.Context) error {
	if !n.Keeps {
		return nil
	}
	return n.patient(ctx, func() error {
		_, err := n.Store.Stat(ctx, ListName(n.List.Name))
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		n.Log.Warn("the list was gone from the store, and is put back", "list", n.List.Name)
		return n.List.Save(ctx, n.Store)
	})
}

// mostAsked is of how many jobs the store is asked at a time while there is no hub.
const mostAsked = 64

// ask asks the store what became of jobs while there is no hub to tell it: of some, and the next time
// of others. While most of them are over it goes on at once.
func (n *Night) ask(ctx context.Context) error {
	if time.Since(n.asked) < n.Every {
		return nil
	}
	for over, keys := 1, []string(nil); over > 0 && 2*over >= len(keys); {
		keys = n.open(mostAsked)
		before := n.left
		for _, key := range keys {
			if err := n.settle(ctx, key); err != nil {
				return err
			}
		}
		over = before - n.left
	}
	n.asked = time.Now()
	return nil
}

// open are the keys of the next jobs that are ready, in turn.
func (n *Night) open(most int) (keys []string) {
	for range n.board.all {
		if len(keys) == most {
			break
		}
		if st := &n.board.all[n.next]; st.State == Ready {
			keys = append(keys, st.Key)
		}
		n.next = (n.next + 1) % len(n.board.all)
	}
	return keys
}

// compare looks for jobs that were given and stand in the queue no more: they are over, and
// nobody heard of it, or the queue was lost, and they are given again.
func (n *Night) compare(ctx context.Context) error {
	standing, err := n.Queue.Standing(ctx)
	if err != nil {
		n.noHub(err)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return n.ask(ctx)
	}
	n.alone = time.Time{}
	for key := range n.given {
		if standing[key] {
			continue
		}
		if err := n.settle(ctx, key); err != nil {
			return err
		}
		if _, still := n.given[key]; !still {
			continue
		}
		n.Log.Info("given again", "key", key)
		if err := n.hand(ctx, &n.board.all[n.board.byKey[key][0]]); err != nil {
			return ctx.Err()
		}
	}
	n.Queue.Wake()
	return nil
}

// patient does something until the store is not away.
func (n *Night) patient(ctx context.Context, do func() error) error {
	return store.Patience{Told: func(err error, since time.Time) {
		n.Log.Warn("waiting", "why", err.Error())
		n.board.waits(err, since)
	}}.Try(ctx, do)
}
