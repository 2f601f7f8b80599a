package night

import (
	"context"
	"errors"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"
)

// State is how far a job is.
type State int

// The states of a job.
const (
	Waits     State = iota // for jobs that it comes after
	Ready                  // to be given to the queue, or in it
	Done                   // its result stands in the store
	DeadState              // given up
	Cancelled              // on demand
	Blocked                // it comes after one that is dead, cancelled or blocked
)

// String is the state as machines read it.
func (s State) String() string {
	return [...]string{"waiting", "ready", "done", "dead", "cancelled", "blocked"}[s]
}

// Over tells whether nothing further becomes of a job in this state.
func (s State) Over() bool { return s >= Done }

// Standing is a job and how far it is.
type Standing struct {
	*Line
	State State
	Key   string       // of its task; empty: not known, since it waits
	Done  *job.Done    // nil: it is not done
	Dead  *worker.Dead // nil: it is not dead
}

// Look asks the store how far each job of a list is.
func (l *List) Look(ctx context.Context, s store.Store) ([]Standing, error) {
	b := newBoard(l)
	if err := b.look(ctx, s); err != nil {
		return nil, err
	}
	return b.all, nil
}

// board is a list with the state of each job, and which waits for which.
type board struct {
	list   *List
	all    []Standing
	byID   map[string]int
	byKey  map[string][]int
	behind [][]int      // the jobs that come after each
	ahead  []ahead      // of each job, those that it comes after
	handed []bool       // by freed
	lean   bool         // of results only what is counted is kept: who runs lists holds them for days
	logs   atomic.Int64 // of dead jobs that are kept
}

// ahead is how far the predecessors of a job are, as far as they have been looked at: a catalogue comes
// after thousands of issues, and is asked about as each of them is done.
type ahead struct {
	passed      int  // the first of them that were over
	done, never bool // one of them is done; one will never be
}

// mostLogs is of how many dead jobs a lean board keeps what they said. The store has all.
const mostLogs = 50

// trim drops what a lean board does not keep.
func (b *board) trim(st *Standing) {
	if !b.lean {
		return
	}
	if st.Done != nil {
		st.Done.Result.Files, st.Done.Result.Findings = nil, nil
	}
	if st.Dead != nil && b.logs.Add(1) > mostLogs {
		for i := range st.Dead.Tries {
			st.Dead.Tries[i].Log = ""
		}
	}
}

func newBoard(l *List) *board {
	b := &board{list: l, all: make([]Standing, len(l.Lines)), byID: map[string]int{}, byKey: map[string][]int{}, behind: make([][]int, len(l.Lines)), ahead: make([]ahead, len(l.Lines)), handed: make([]bool, len(l.Lines))}
	for i := range l.Lines {
		b.all[i].Line = &l.Lines[i]
		b.byID[l.Lines[i].ID] = i
	}
	for i := range b.all {
		for _, id := range b.all[i].After {
			if k, ok := b.byID[id]; ok {
				b.behind[k] = append(b.behind[k], i)
			} else {
				b.ahead[i].never = true
			}
		}
	}
	return b
}

// look looks at all jobs: first at those that come after none, then, as these are done, at
// those that come after them.
func (b *board) look(ctx context.Context, s store.Store) error {
	b.unread()
	var now []int
	for i := range b.all {
		if len(b.all[i].After) == 0 && !b.all[i].State.Over() {
			now = append(now, i)
		}
	}
	for i := range b.all {
		if st := &b.all[i]; st.State == Waits && len(st.After) > 0 && b.before(i) == Blocked { // by one that is not in the list
			st.State = Blocked
			b.freed(i)
		}
	}
	for len(now) > 0 {
		if err := b.each(ctx, s, now); err != nil {
			return err
		}
		var next []int
		for _, i := range now {
			free, _ := b.freed(i)
			next = append(next, free...)
		}
		now = next
	}
	return nil
}

// unread has the jobs be dead whose files could not be read: there is no task of them.
func (b *board) unread() {
	for i := range b.all {
		if st := &b.all[i]; st.Unread.Text != "" {
			st.State, st.Dead = DeadState, &worker.Dead{Tries: []worker.Try{{At: b.list.Given, Why: st.Unread.Text, Told: st.Unread}}}
			b.never(i)
		}
	}
}

// waits tells what is waited for, if it takes long.
func (b *board) waits(err error, since time.Time) {
	if b.list.Waits != nil && time.Since(since) > waitsAfter {
		b.list.Waits(err)
	}
}

// atOnce is how many names of a store are asked for at a time.
const atOnce = 16

// each looks at jobs that wait for nothing.
func (b *board) each(ctx context.Context, s store.Store, jobs []int) error {
	var wg sync.WaitGroup
	free := make(chan struct{}, min(atOnce, 8*runtime.GOMAXPROCS(0)))
	errs := make([]error, len(jobs))
	for n, i := range jobs {
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			errs[n] = store.Patience{Told: b.waits}.Try(ctx, func() error { return b.one(ctx, s, &b.all[i]) })
		})
	}
	wg.Wait()
	for n, i := range jobs {
		if errs[n] != nil {
			return errs[n]
		}
		b.byKey[b.all[i].Key] = append(b.byKey[b.all[i].Key], i)
	}
	return nil
}

// one looks at a job all of whose predecessors are done.
func (b *board) one(ctx context.Context, s store.Store, st *Standing) error {
	if st.Key == "" {
		key, err := b.key(ctx, s, st)
		if err != nil {
			return err
		}
		st.Key = key
	}
	err := b.see(ctx, s, st)
	if err == nil && st.State == Ready && st.Key != st.Base { // it was cancelled once, and the list given again
		err = s.Remove(ctx, worker.CancelledName(st.Key))
	}
	return err
}

// key makes the key of a job: of its own task, or of that with the results of the jobs it
// comes after, which is put into the store.
func (b *board) key(ctx context.Context, s store.Store, st *Standing) (string, error) {
	if len(st.After) == 0 {
		return st.Base, nil
	}
	t, err := job.Load(ctx, s, st.Base)
	if err != nil {
		return "", gone(err, st, job.TaskName(st.Base))
	}
	for _, id := range st.After {
		before, done := (*Standing)(nil), (*job.Done)(nil)
		if k, ok := b.byID[id]; ok {
			before, done = &b.all[k], b.all[k].Done
		}
		if before == nil || before.State != Done { // of a job that does without
			t.Missing = append(t.Missing, id)
			continue
		}
		if b.lean {
			if done, err = job.Find(ctx, s, before.Key); err != nil {
				return "", gone(err, st, job.DoneName(before.Key))
			}
		}
		t.Lay(id, done)
	}
	return t.Key(), job.Save(ctx, s, t)
}

// gone says which job cannot go on where what it needs is not in the store, and what helps.
func gone(err error, st *Standing, name string) error {
	if errors.Is(err, fs.ErrNotExist) {
		return say.Fault("gone-from-store", st.ID, name)
	}
	return err
}

// see asks the store what became of a job.
func (b *board) see(ctx context.Context, s store.Store, st *Standing) error {
	err := st.ask(ctx, s)
	b.trim(st)
	return err
}

func (st *Standing) ask(ctx context.Context, s store.Store) error {
	done, err := job.Find(ctx, s, st.Key)
	if err == nil {
		st.State, st.Done = Done, done
		return nil
	}
	if store.IsAway(err) {
		return err
	}
	dead, err := worker.FindDead(ctx, s, st.Key)
	if err == nil {
		st.State, st.Dead = DeadState, dead
		return nil
	}
	if store.IsAway(err) {
		return err
	}
	_, err = s.Stat(ctx, worker.CancelledName(st.Base))
	switch {
	case err == nil:
		st.State = Cancelled
	case errors.Is(err, fs.ErrNotExist):
		st.State, err = Ready, nil
	}
	return err
}

// freed returns the jobs that can be looked at now that a job is over, since all that they
// come after is done, each once, and those that are blocked by it.
func (b *board) freed(i int) (free, blocked []int) {
	b.never(i)
	for _, k := range b.behind[i] {
		st := &b.all[k]
		if st.State != Waits || b.handed[k] {
			continue
		}
		switch b.before(k) {
		case Done:
			b.handed[k] = true
			free = append(free, k)
		case Blocked:
			st.State = Blocked
			now, more := b.freed(k)
			free, blocked = append(free, now...), append(append(blocked, k), more...)
		}
	}
	return free, blocked
}

// never tells the jobs that come after one that will never be done.
func (b *board) never(i int) {
	if st := b.all[i].State; !st.Over() || st == Done {
		return
	}
	for _, k := range b.behind[i] {
		b.ahead[k].never = true
	}
}

// before says how far the predecessors of a job are: all Done, one that will never be
// (Blocked), or neither (Waits). For a job that does without those that died they are Done when all
// are over, unless none is done.
func (b *board) before(i int) State {
	st, a := &b.all[i], &b.ahead[i]
	for ; a.passed < len(st.After); a.passed++ {
		k, ok := b.byID[st.After[a.passed]]
		if !ok {
			continue
		}
		if !b.all[k].State.Over() {
			break
		}
		a.done = a.done || b.all[k].State == Done
		a.never = a.never || b.all[k].State != Done
	}
	over := a.passed == len(st.After)
	switch {
	case a.never && (!st.Partial || over && !a.done):
		return Blocked
	case !over:
		return Waits
	}
	return Done
}

// Cancel has jobs left alone that are not over: first the store says so, then the queue.
func Cancel(ctx context.Context, s store.Store, q *hub.Queue, jobs []Standing) error {
	for i := range jobs {
		st := &jobs[i]
		for _, key := range []string{st.Base, st.Key} {
			if key == "" || st.State.Over() {
				continue
			}
			if _, err := s.PutNew(ctx, worker.CancelledName(key), nil); err != nil {
				return err
			}
			if q == nil {
				continue
			}
			if err := q.Withdraw(ctx, key); err != nil {
				return err
			}
			q.Tell(hub.Event{Kind: "cancelled", Key: key})
		}
	}
	return nil
}
