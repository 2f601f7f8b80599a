package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"
	"banxin/cmd/internal/report"
	"banxin/editions/source"

	"github.com/spf13/cobra"
)

// runFlags are those of run.
type runFlags struct {
	place
	share
	format, progress, log string
	quiet                 bool
	calls                 calls
}

func newRun(w *world) *cobra.Command {
	var r runFlags
	c := &cobra.Command{
		Use:     "run " + w.say.T("argument-list") + " [--flags]",
		Short:   w.say.T("do-jobs-of-list-go-on"),
		Long:    w.say.T("run-long"),
		Example: w.say.T("run-example"),
		Args:    w.oneArg(w.say.T("argument-list")),
		RunE: func(c *cobra.Command, args []string) error {
			if err := w.choice("--format", r.format, "text", "json"); err != nil {
				return err
			}
			if err := w.choice("--progress", r.progress, "auto", "json", "none"); err != nil {
				return err
			}
			if err := r.calls.check(); err != nil {
				return err
			}
			return w.run(c.Context(), args[0], &r)
		},
	}
	w.storeFlag(c, &r.place)
	w.workFlags(c, &r.share, w.say.T("jobs-at-time-0-as-many-2"))
	w.hubFlags(c, &r.place, w.say.T("address-of-hub-whose-workers-do"))
	w.callFlags(c, &r.calls)
	c.Flags().StringVar(&r.log, "log", "", w.say.T("file-of-log-line-of-json"))
	c.Flags().StringVar(&r.progress, "progress", "auto", w.say.T("how-progress-told-auto-json-or"))
	c.Flags().StringVar(&r.format, "format", "text", w.say.T("form-of-what-said-on-stdout"))
	c.Flags().BoolVarP(&r.quiet, "quiet", "q", false, w.say.T("say-nothing-of-what-well"))
	return c
}

// run does a list.
func (w *world) run(ctx context.Context, file string, r *runFlags) error {
	jobs, err := w.readList(file)
	if err != nil {
		return err
	}
	log, closeLog, err := w.openLog(r.log)
	if err != nil {
		return err
	}
	defer closeLog()
	s, err := r.open(ctx, w)
	if err != nil {
		return err
	}
	defer s.Close()
	engine, err := w.engine()
	if err != nil {
		return err
	}
	again := make(chan struct{}, 1)
	q, end, err := w.queue(r, log, again)
	if err != nil {
		return err
	}
	defer end()
	if r.hub != "" {
		if err := r.greet(ctx, q, s, engine); err != nil {
			return err
		}
	}
	if r.hub == "" || r.slots > 0 {
		stop, err := w.hire(ctx, &r.share, worker.Options{Queue: q, Store: s, Log: log}, engine)
		if err != nil {
			return err
		}
		defer stop()
	}
	return w.night(ctx, file, jobs, &running{r: r, store: s, queue: q, log: log, engine: engine, again: again})
}

// greet makes sure that the hub has jobs of this engine and store.
func (r *runFlags) greet(ctx context.Context, q *hub.Queue, s store.Store, engine string) error {
	mine, err := r.greeting(ctx, s, engine)
	if err != nil {
		return err
	}
	hubs, err := q.Hello(ctx, mine)
	switch {
	case errors.Is(err, hub.ErrElsewhere):
		return say.Fault("store-is-not-hub-s", mine.Where(), hubs.Where())
	case err != nil:
		return say.Fault("this-run-hub-s-jobs-run", mine.Engine, hubs.Engine)
	}
	return nil
}

// running is a run on its way.
type running struct {
	r      *runFlags
	store  store.Store
	queue  *hub.Queue
	log    *slog.Logger
	engine string
	again  chan struct{} // the hub is there again
}

// readList reads a list of jobs. What is wrong with it is said, and nothing done.
func (w *world) readList(file string) ([]job.Job, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, say.Fault("cannot-read-list", file, err)
	}
	jobs, found := job.Parse(file, data)
	w.findings(w.err, found)
	if found.Count(source.Error) > 0 || len(jobs) == 0 {
		return nil, errFindings
	}
	return jobs, nil
}

// findings says findings on stderr, a line each.
func (w *world) findings(to io.Writer, l source.List) {
	for _, f := range l {
		fmt.Fprintln(to, w.finding(&f))
		if f.Hint.ID != "" {
			fmt.Fprintf(to, "  %s\n", w.say.Msg(f.Hint))
		}
	}
}

func (w *world) finding(f *source.Finding) string {
	return fmt.Sprintf("%s: %s [%s]", f.Pos, w.say.Msg(f.Message), f.Code)
}

// openLog opens the file of --log.
func (w *world) openLog(name string) (*slog.Logger, func(), error) {
	if name == "" {
		return slog.New(slog.DiscardHandler), func() {}, nil
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return nil, nil, say.Fault("cannot-write-file", name, err)
	}
	return slog.New(slog.NewJSONHandler(f, nil)), func() { f.Close() }, nil
}

// queue connects to the hub, or starts one in this process, whose queue is gone with it.
func (w *world) queue(r *runFlags, log *slog.Logger, again chan struct{}) (*hub.Queue, func(), error) {
	found := func() {
		select {
		case again <- struct{}{}:
		default:
		}
	}
	if r.hub != "" {
		q, err := r.dial("run-"+pid(), func(err error) { log.Warn("the hub is gone", "why", text(err)) }, found, hub.Gives)
		if err != nil {
			return nil, nil, err
		}
		return q, q.Close, nil
	}
	dir, err := os.MkdirTemp("", "banxin-farm-hub-")
	if err != nil {
		return nil, nil, err
	}
	h, err := hub.Start(hub.Options{Dir: dir, Log: log})
	if err != nil {
		os.RemoveAll(dir)
		return nil, nil, err
	}
	end := func() {
		h.Stop()
		os.RemoveAll(dir)
	}
	q, err := hub.Connect(hub.Dial{InProcess: h, Passing: true, Name: "run", Lease: r.lease})
	if err != nil {
		end()
		return nil, nil, err
	}
	return q, func() { q.Close(); end() }, nil
}

// hire starts the workers of this machine. Stop waits until they have ended; what they do
// then is given up, since whoever stops them waits for nothing more.
func (w *world) hire(ctx context.Context, s *share, o worker.Options, engine string) (stop func(), err error) {
	mine, err := w.options(s, engine)
	if err != nil {
		return nil, err
	}
	mine.Queue, mine.Store, mine.Log = o.Queue, o.Store, o.Log
	if mine.Grace == 0 {
		mine.Grace = time.Millisecond
	}
	ctx, end := context.WithCancel(ctx)
	over := make(chan error, 1)
	go func() { over <- worker.Run(ctx, mine) }()
	return func() {
		end()
		if err := <-over; err != nil {
			o.Log.Error("worker", "why", err.Error())
		}
	}, nil
}

// night enters the list and runs it.
func (w *world) night(ctx context.Context, file string, jobs []job.Job, n *running) error {
	bar := w.newBar(n.r)
	defer bar.close()
	env := job.Env(w.env)
	desk := &job.Desk{Store: n.store, Dir: filepath.Dir(file), Engine: n.engine, Env: env}
	name := night.NameOf(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), jobs)
	var old *night.List
	err := store.Patience{}.Try(ctx, func() (err error) {
		old, err = night.Load(ctx, n.store, name)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, store.ErrDamaged) {
		return say.Fault("cannot-use-store", n.r.store, err)
	}
	giver, err := n.r.token(hub.Gives)
	if err != nil {
		return err
	}
	waits := bar.waits()
	away := func(err error) { waits(w.say.Told(say.TellErr(err))) }
	entry := &night.Entry{Desk: desk, Name: name, Old: old, Queue: n.queue, Progress: bar.entered, Now: w.now(), Secret: giver.Secret, Waits: func(err error) {
		n.log.Warn("waiting", "why", err.Error())
		away(err)
	}}
	list, found, err := entry.Enter(ctx, jobs)
	if err != nil {
		return err
	}
	list.Waits = away
	bar.findings(found)
	withdraw(ctx, n, old, list)
	track := night.Track(list, w.now)
	bar.follow(track)
	calls := &n.r.calls
	calls.begin(ctx, n.store, n.log)
	calls.fails = bar.fails()
	defer func() { bar.missed(calls.end(bar.calling)) }()
	defer calls.watchLate(track)()
	deaf, err := w.listen(n, waits, bar.waits())
	if err != nil {
		return err
	}
	defer deaf()
	v := &night.Night{List: list, Store: n.store, Queue: n.queue, Log: n.log, Keeps: true, Told: func(st night.Standing, found bool) {
		track.Told(st, found)
		bar.told(st, found)
		if st.State == night.DeadState {
			calls.forDead(track, st)
		}
	}}
	go func() {
		for range n.again {
			v.Again()
		}
	}()
	_, err = v.Run(ctx)
	bar.close()
	if err != nil {
		return err
	}
	return w.ended(track.Sum(), n.r)
}

// silentFor is how long a run waits until it says that there is no worker who could do its jobs.
const silentFor = 15 * time.Second

// lostFor is how long a hub is away until a run says so: one that is started anew is there before.
const lostFor = 2 * time.Second

// listen tells what workers wait for, that there are none, and that the hub is gone.
func (w *world) listen(n *running, waits, lost func(why string)) (stop func(), err error) {
	name := hub.EngineName(n.engine)
	alone := time.AfterFunc(silentFor, func() {
		if n.queue.There() {
			waits(w.say.T("no-worker-of-this-version-heard", name))
		}
	})
	ctx, end := context.WithCancel(context.Background())
	go func() {
		for since := time.Now(); store.Pause(ctx, lostFor/4) == nil; {
			if n.queue.There() {
				since = time.Now()
			} else if time.Since(since) > lostFor {
				alone.Reset(silentFor)
				lost(w.say.T("hub-is-gone", hub.Shown(n.r.hub)))
			}
		}
	}()
	deaf, err := n.queue.Listen(func(e hub.Event) {
		if e.Kind == "waiting" {
			waits(cmp.Or(w.say.Told(e.Told), e.Why))
		}
		if e.Kind == "worker" && e.Engine == name {
			alone.Reset(silentFor)
		}
	})
	quiet := func() { end(); alone.Stop() }
	if err != nil {
		quiet()
		return nil, err
	}
	return func() { quiet(); deaf() }, nil
}

// withdraw takes out of the queue what the list does not ask for any more.
func withdraw(ctx context.Context, n *running, old, now *night.List) {
	if old == nil {
		return
	}
	wanted := map[string]bool{}
	for i := range now.Lines {
		wanted[now.Lines[i].Base] = true
	}
	for i := range old.Lines {
		if key := old.Lines[i].Base; key != "" && !wanted[key] {
			if err := n.queue.Withdraw(ctx, key); err != nil {
				n.log.Warn("not withdrawn", "key", key, "why", err.Error())
			}
		}
	}
}

// ended says how a run ended.
func (w *world) ended(s *night.Summary, r *runFlags) error {
	if r.format == "json" {
		if err := report.JSON(w.out, s); err != nil {
			return err
		}
	} else if !r.quiet || !s.Fine() {
		if err := w.told("", func(to *world) { to.summary(s, false) }); err != nil {
			return err
		}
	}
	if s.Fine() {
		return nil
	}
	return errFindings
}
