package worker

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
)

// slot does one task at a time.
type slot struct {
	w     *worker
	dir   string
	child *child
}

func (s *slot) close() {
	if s.child != nil {
		s.child.kill()
	}
	os.RemoveAll(s.dir)
}

// turn does a job, and ends the turn by what came of it.
func (s *slot) turn(ctx context.Context, t *hub.Turn) {
	w := s.w
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	w.mu.Lock()
	w.busy[t.Key] = end
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.busy, t.Key)
	}()
	go w.keep(ctx, t)
	later, err := s.settle(ctx, t)
	switch {
	case context.Cause(ctx) == errCancelled:
		w.Log.Info("cancelled", "key", t.Key)
		t.Done(context.WithoutCancel(ctx))
		w.Queue.Tell(hub.Event{Kind: "cancelled", Key: t.Key, Worker: w.Name})
	case ctx.Err() != nil: // the worker is ending
		t.Later(0)
	case err != nil: // the store says no, for a reason that does not pass by itself
		w.Log.Error("cannot be settled", "key", t.Key, "why", err.Error())
		t.Later(refusedFor)
	case later > 0:
		t.Later(later)
	default:
		t.Done(context.WithoutCancel(ctx))
	}
}

// refusedFor is how long a job rests that the store would not have anything said of.
const refusedFor = 10 * time.Second

// keep keeps the turn while it lasts, and looks whether the job was cancelled meanwhile: who does
// that may have no hub to tell.
func (w *worker) keep(ctx context.Context, t *hub.Turn) {
	for store.Pause(ctx, w.Queue.Lease()/3) == nil {
		t.Working()
		if is, err := there(ctx, w.Store, CancelledName(t.Key)); is && err == nil {
			w.cancel(t.Key)
		}
	}
}

// settle does a job, unless it is settled already. Later says when it is to be tried again;
// an error that the worker is ending.
func (s *slot) settle(ctx context.Context, t *hub.Turn) (later time.Duration, err error) {
	w := s.w
	if !store.IsHash(t.Key) {
		w.Log.Warn("what is no key is passed over", "key", t.Key)
		return 0, nil
	}
	if home := string(t.Data); home != "" && w.home != "" && home != w.home { // a hub that nobody greets for
		told := say.Msg("job-in-another-store", home, w.Name, w.At)
		w.waits(t.Key, told.Text, told)
		return refusedFor, nil
	}
	var task *job.Task
	err = w.patient(ctx, t.Key, func() (err error) {
		task, err = w.wanted(ctx, t.Key)
		return err
	})
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	if errors.Is(err, errNoTask) && t.Given <= MostTries {
		told := say.Msg("task-not-in-store", t.Key, w.At)
		w.waits(t.Key, told.Text, told)
		return w.Retry << (2 * (t.Given - 1)), nil
	}
	if errors.Is(err, errNoTask) { // who needs it gives it again
		w.Log.Warn("a job without a task is passed over", "key", t.Key)
		return 0, nil
	}
	if task == nil && err == nil {
		return 0, nil
	}
	begun := time.Now()
	if err == nil {
		w.Log.Info("started", "key", t.Key, "kind", task.Kind, "given", t.Given)
		w.Queue.Tell(hub.Event{Kind: "started", Key: t.Key, Worker: w.Name})
		err = s.attempt(ctx, t, task)
	}
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	if err == nil {
		return 0, nil
	}
	return w.fail(ctx, t.Key, err, time.Since(begun))
}

// errNoTask is a job whose task is not in the store.
var errNoTask = errors.New("there is no such task")

// waits tells what a job waits for.
func (w *worker) waits(key, why string, told say.Told) {
	w.Log.Warn("waiting", "key", key, "why", why)
	w.Queue.Tell(hub.Event{Kind: "waiting", Key: key, Worker: w.Name, Why: why, Told: told})
}

// wanted reads a task that is still to be done; nil: it is not.
func (w *worker) wanted(ctx context.Context, key string) (*job.Task, error) {
	for _, name := range []string{job.DoneName(key), DeadName(key), CancelledName(key)} {
		if is, err := there(ctx, w.Store, name); err != nil {
			return nil, err
		} else if is {
			w.Queue.Tell(hub.Event{Kind: "found", Key: key, Worker: w.Name})
			return nil, nil
		}
	}
	task, err := job.Load(ctx, w.Store, key)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errNoTask
	}
	if err == nil && hub.EngineName(task.Engine) != w.engine {
		w.Log.Warn("a task of another version is passed over", "key", key, "engine", task.Engine)
		return nil, nil
	}
	return task, err
}

// attempt tries a task: nil where what came of it stands in the store. An error is a failure.
func (s *slot) attempt(ctx context.Context, t *hub.Turn, task *job.Task) error {
	if t.Given > mostGiven {
		return &Fault{Why: say.Msg("handed-out-and-nobody-came-back", t.Given-1)}
	}
	var d *job.Done
	if err := s.w.patient(ctx, t.Key, func() (err error) {
		d, err = s.compute(ctx, task)
		return err
	}); err != nil {
		return err
	}
	d.Cost.Tries, d.Cost.At = t.Given, time.Now().UTC().Truncate(time.Second)
	return s.w.patient(ctx, t.Key, func() error { return s.w.commit(ctx, d) })
}

// compute lays the inputs out, has the child do the task and puts the files it made into
// the store.
func (s *slot) compute(ctx context.Context, task *job.Task) (done *job.Done, err error) {
	in, out := filepath.Join(s.dir, "in"), filepath.Join(s.dir, "out")
	defer func() { s.clear(err == nil && !job.Writes(task.Kind), in, out) }()
	for _, dir := range []string{in, out} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
	}
	if err := s.w.cache.Lay(ctx, task, in); err != nil {
		return nil, err
	}
	a, took, err := s.ask(ctx, request{task, in, out})
	if err != nil {
		return nil, err
	}
	if n := sizeOf(out); n > s.w.Limits.Output {
		return nil, &Fault{Why: say.Msg("wrote-more-mb-than", s.w.Limits.Output>>20)}
	}
	d := &job.Done{Key: task.Key(), Result: *a.Result, Cost: job.Cost{CPU: took.cpu, Wall: took.wall, Memory: took.memory, Worker: s.w.Name}}
	return d, s.w.patient(ctx, d.Key, func() (err error) {
		d.Result.Files, err = job.Gather(ctx, s.w.Store, out)
		return err
	})
}

// clear empties the folders of a task. Where all is well those among its inputs stay, since the next
// task's are mostly the same, and disks that make many folders anew grow slow.
func (s *slot) clear(well bool, in, out string) {
	all := func(string) bool { return true }
	if !well || job.Clear(in, all) != nil || job.Clear(out, nil) != nil {
		os.RemoveAll(s.dir)
	}
}

// ask has the child do a task; one that is worn is replaced.
func (s *slot) ask(ctx context.Context, r request) (*answer, spent, error) {
	if s.child != nil && s.child.worn(s.w.Limits) {
		s.child.kill()
		s.child = nil
	}
	if s.child == nil {
		c, err := start(s.w.Child, s.w.Slots, s.w.Limits)
		if err != nil {
			return nil, spent{}, say.Fault("cannot-start-process", err)
		}
		s.child = c
	}
	a, took, err := s.child.serve(ctx, r, s.w.Limits)
	switch {
	case err != nil:
		s.child = nil
		return nil, took, err
	case a.Full:
		return nil, took, &full{a.Error.Text}
	case a.Result == nil: // what it leaves behind in its process is not to be trusted
		f := s.child.fault(a.Error)
		f.Final = a.Final
		s.child.kill()
		s.child = nil
		return nil, took, f
	}
	return a, took, nil
}

// commit puts the result into the store. One that another worker has put there first, and
// that is not the same, is a fault of ours that nobody else would notice: it is told.
func (w *worker) commit(ctx context.Context, d *job.Done) error {
	_, err := job.Commit(ctx, w.Store, d)
	if unequal, ok := errors.AsType[*job.Unequal](err); ok {
		w.Log.Error("not deterministic", "key", d.Key, "files", unequal.Names)
		w.Queue.Tell(hub.Event{Kind: "unlike", Key: d.Key, Worker: w.Name, Why: unequal.Error()})
		_, err = w.Store.PutNew(ctx, UnlikeName(d.Key), []byte(unequal.Error()))
	}
	if err == nil {
		w.Log.Info("done", "key", d.Key, "cpu", d.Cost.CPU.Seconds(), "pages", d.Result.Pages, "errors", d.Result.Errors)
		w.Queue.Tell(hub.Event{Kind: "done", Key: d.Key, Worker: w.Name, CPU: d.Cost.CPU.Seconds(), Pages: d.Result.Pages})
	}
	return err
}

// UnlikeName is where it stands that two computations of a task came out different.
func UnlikeName(key string) string { return "unlike/" + key }

// fail writes a failure down.
func (w *worker) fail(ctx context.Context, key string, why error, took time.Duration) (later time.Duration, err error) {
	t := Try{Worker: w.Name, At: time.Now().UTC().Truncate(time.Second), Why: why.Error(), Told: say.TellErr(why)}
	final := false
	if f, ok := errors.AsType[*Fault](why); ok {
		t.Log, t.Told, final = f.Log, f.Why, f.Final
	}
	n := MostTries
	if err := w.patient(ctx, key, func() (err error) {
		if final {
			return bury(ctx, w.Store, key, t)
		}
		n, err = failed(ctx, w.Store, key, t)
		return err
	}); err != nil {
		return 0, err
	}
	kind := "failed"
	if n == MostTries {
		kind = "dead"
	} else {
		later = w.Retry << (2 * (n - 1))
	}
	w.Log.Error(kind, "key", key, "try", n, "why", t.Why, "took", took.Seconds())
	w.Queue.Tell(hub.Event{Kind: kind, Key: key, Worker: w.Name, Try: n, Why: t.Why})
	return later, nil
}

// tellAfter is how long is waited in silence.
const tellAfter = 2 * time.Second

// patient does something until neither the store is away nor the disk full.
func (w *worker) patient(ctx context.Context, key string, do func() error) error {
	noRoom := func(err error) bool {
		_, is := errors.AsType[*full](err)
		return is || isFull(err)
	}
	p := store.Patience{
		Waits: noRoom,
		Told: func(err error, since time.Time) {
			if time.Since(since) < tellAfter {
				return
			}
			told := say.TellErr(err)
			if noRoom(err) && !store.IsAway(err) {
				told = say.Msg("no-room-on-disk-of", w.Dir)
			}
			w.waits(key, err.Error(), told)
		},
	}
	return p.Try(ctx, do)
}
