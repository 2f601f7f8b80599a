package night

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"
	"banxin/editions/source"
)

// Entry says how jobs come into a store. Desk and Name have no useful zero value.
type Entry struct {
	Desk     *job.Desk
	Name     string                // of the list, see [NameOf]
	Old      *List                 // of this name, that was entered earlier; may be nil
	Queue    *hub.Queue            // jobs that wait for nothing go to it at once; nil: they wait for Run
	Progress func(done, total int) // of jobs entered; may be nil
	Waits    func(error)           // is told each time that the store is waited for; may be nil
	Now      time.Time
	Secret   string // that the list is sealed with; empty: it is not
}

// Enter puts the inputs of jobs into the store, and the list of them, with what is found
// meanwhile. A job whose files cannot be read is a finding, and dead: it stays in the list.
func (e *Entry) Enter(ctx context.Context, jobs []job.Job) (*List, source.List, error) {
	defer seeTo(ctx, e.Desk.Store, e.Name)()
	l := &List{Name: e.Name, Engine: e.Desk.Engine, Made: e.Now.UTC().Truncate(time.Second), Given: e.Now.UTC(), Lines: make([]Line, len(jobs))}
	if e.Old != nil {
		l.Made = e.Old.Made
	}
	for i := range jobs {
		j := &jobs[i]
		l.Lines[i] = Line{ID: j.ID, Kind: j.Kind, Dir: j.Dir, After: j.After, Partial: j.Partial, Priority: j.Priority, Due: j.Due}
	}
	var found source.List
	var mu sync.Mutex
	n, first := 0, newGiver(e, l.Lines)
	var err error
	if first.home, err = store.Identity(ctx, e.Desk.Store); err != nil {
		return nil, nil, err
	}
	err = parallel(ctx, len(jobs), func(k int) error {
		var more source.List
		i := first.order[k]
		err := e.patience().Try(ctx, func() (err error) {
			more, err = e.one(ctx, &jobs[i], &l.Lines[i])
			return err
		})
		mu.Lock()
		defer mu.Unlock()
		found = append(found, more...)
		if err == nil {
			first.entered(ctx, k)
		}
		if n++; e.Progress != nil {
			e.Progress(n, len(jobs))
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	found.Sort()
	if e.Secret != "" {
		l.Sign(e.Secret)
	}
	return l, found, e.patience().Try(ctx, func() error { return l.Save(ctx, e.Desk.Store) })
}

// waitsAfter is how long is waited in silence.
const waitsAfter = 2 * time.Second

func (e *Entry) patience() store.Patience {
	return store.Patience{Told: func(err error, since time.Time) {
		if e.Waits != nil && time.Since(since) > waitsAfter {
			e.Waits(err)
		}
	}}
}

// one enters a job.
func (e *Entry) one(ctx context.Context, j *job.Job, line *Line) (source.List, error) {
	if err := e.Desk.There(j); err != nil {
		return e.unread(j, line, err)
	}
	alone := *j
	alone.After = nil
	var p *job.Prepared
	for try := 1; ; try++ {
		var err error
		if p, err = e.Desk.Prepare(ctx, &alone, nil); err != nil {
			return e.unread(j, line, err)
		}
		err = e.Desk.Put(ctx, p)
		if err == nil {
			break
		}
		if !errors.Is(err, store.ErrDamaged) || try == 3 { // a file that is being written
			return e.unread(j, line, err)
		}
	}
	line.Base = p.Key()
	return p.Findings, e.Desk.Store.Remove(ctx, worker.CancelledName(line.Base))
}

// giver gives jobs that wait for nothing to the queue while others are still entered, in their order.
type giver struct {
	*Entry
	lines []Line
	order []int  // of the jobs, by urgency
	is    []bool // entered
	next  int    // of the order, to be given
	given int
	home  string // the store's identity
}

// mostEarly is how many jobs are given before the list is whole: what is in the queue goes before
// what comes later.
const mostEarly = 256

func newGiver(e *Entry, lines []Line) *giver {
	g := &giver{Entry: e, lines: lines, order: make([]int, len(lines)), is: make([]bool, len(lines))}
	for i := range g.order {
		g.order[i] = i
	}
	slices.SortStableFunc(g.order, func(a, b int) int { return urgency(&lines[a], &lines[b]) })
	return g
}

// entered gives the k-th job, and those that waited for it.
func (g *giver) entered(ctx context.Context, k int) {
	g.is[k] = true
	for ; g.next < len(g.is) && g.is[g.next]; g.next++ {
		if line := &g.lines[g.order[g.next]]; g.Queue != nil && g.given < mostEarly && len(line.After) == 0 && line.Base != "" {
			g.give(ctx, line)
		}
	}
}

func (g *giver) give(ctx context.Context, line *Line) {
	if _, err := g.Desk.Store.Stat(ctx, job.DoneName(line.Base)); errors.Is(err, fs.ErrNotExist) {
		g.Queue.Give(ctx, hub.Job{Key: line.Base, Engine: hub.EngineName(g.Desk.Engine), Level: hub.LevelOf(line.Priority), Data: []byte(g.home)})
		g.Queue.Wake() // Run looks whether it is there
		g.given++
	}
}

// unread is a finding of a job whose files cannot be read. Trouble of the store is an error.
func (e *Entry) unread(j *job.Job, line *Line, err error) (source.List, error) {
	if store.IsAway(err) {
		return nil, err
	}
	line.Unread = say.Msg("its-files-cannot-be-read", err)
	var l source.List
	l.Add(source.New("SRC-FILE", j.At, source.Msg("job-cannot-done", j.ID, err), source.Msg("put-files-there-or-correct-line")))
	return l, nil
}

// parallel does n things, a few at a time, and returns the first error.
func parallel(ctx context.Context, n int, do func(i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	free := make(chan struct{}, 4*runtime.GOMAXPROCS(0)) // disks take several at a time
	for i := range n {
		select {
		case free <- struct{}{}:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
		wg.Go(func() {
			defer func() { <-free }()
			if err := do(i); err != nil {
				cancel(fmt.Errorf("%w", err))
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}
