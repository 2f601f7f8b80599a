package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/report"

	"github.com/spf13/cobra"
)

func newStatus(w *world) *cobra.Command {
	var p place
	var list, format string
	var watch bool
	c := &cobra.Command{
		Use:     "status [--flags]",
		Short:   w.say.T("tell-how-far-list"),
		Long:    w.say.T("status-long"),
		Example: w.say.T("status-example"),
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := w.choice("--format", format, "text", "json"); err != nil {
				return err
			}
			return (&watching{world: w, place: &p, list: list, format: format, again: watch}).run(c.Context())
		},
	}
	w.storeFlag(c, &p)
	w.hubFlags(c, &p, w.say.T("address-of-hub-to-tell-of"))
	w.listFlag(c, &list)
	c.Flags().BoolVar(&watch, "watch", false, w.say.T("tell-again-every-two-seconds-until"))
	c.Flags().StringVar(&format, "format", "text", w.say.T("form-of-what-said-on-stdout"))
	return c
}

func (w *world) listFlag(c *cobra.Command, list *string) {
	c.Flags().StringVar(list, "list", "", w.say.T("name-of-list-else-newest-of"))
}

// standing is what status says, as JSON.
type standing struct {
	*night.Summary
	Workers []night.Worker `json:"workers,omitempty"`
	Queue   []hub.Count    `json:"queue,omitempty"`
}

// watchEvery is how often status --watch looks.
const watchEvery = 2 * time.Second

// watching is a status on its way.
type watching struct {
	*world
	place        *place
	list, format string
	again        bool // until the list is over
	store        store.Store
	queue        *hub.Queue // nil: there is no hub, or none yet
	crew         *night.Crew
	waits        func(why string) // says what is waited for
}

// run tells how a list stands, once or until it is over. Who watches waits for a store and a hub that
// are away, and for the first list, and says so.
func (v *watching) run(ctx context.Context) error {
	var err error
	if v.store, err = v.place.find(ctx, v.world); err != nil {
		return err
	}
	defer v.store.Close()
	v.crew, v.waits = &night.Crew{Now: v.now}, v.newBar(&runFlags{progress: "none"}).waits()
	defer v.leave()
	for {
		if err := v.dial(ctx); err != nil {
			return err
		}
		sum, err := v.once(ctx)
		if err != nil && !(v.again && (store.IsAway(err) || errors.Is(err, errNoList))) {
			return err
		}
		if err != nil {
			v.waits(v.say.Err(err))
		} else if !v.again || sum.Left == 0 {
			return verdict(sum, nil)
		}
		if err := store.Pause(ctx, watchEvery); err != nil {
			return err
		}
	}
}

// dial connects to the hub where there is to be one, and hears its workers for a while.
func (v *watching) dial(ctx context.Context) error {
	if v.place.hub == "" || v.queue != nil {
		return nil
	}
	q, err := v.place.dial("status", nil, nil, hub.Watches, hub.Gives)
	if _, gone := errors.AsType[*hub.Gone](err); gone && v.again {
		v.waits(v.say.Err(err))
		return nil
	}
	if err != nil {
		return err
	}
	v.queue = q
	if _, err := q.Listen(v.crew.Hear); err != nil {
		return err
	}
	return store.Pause(ctx, 2500*time.Millisecond) // every worker says that it is there
}

func (v *watching) leave() {
	if v.queue != nil {
		v.queue.Close()
	}
}

// once tells how the list stands now.
func (v *watching) once(ctx context.Context) (*night.Summary, error) {
	sum, err := v.look(ctx, v.store, v.list)
	if err != nil {
		return nil, err
	}
	all := standing{Summary: sum}
	if v.queue != nil {
		all.Workers, _ = v.crew.Look()
		if all.Queue, err = v.queue.Counts(ctx); err != nil && !v.again {
			return nil, say.Fault("hub-does-not-answer", err)
		} else if err != nil {
			v.waits(v.say.T("hub-does-not-answer", err))
		}
	}
	return sum, v.show(&all, v.format, v.again)
}

// verdict is what the exit status says of a list.
func verdict(s *night.Summary, err error) error {
	if err == nil && s.Dead+s.Blocked+s.Cancelled+len(s.Late)+s.Unplaced+s.Over+s.Unmade > 0 {
		return errFindings
	}
	return err
}

func (w *world) show(all *standing, format string, again bool) error {
	if format == "json" {
		return report.JSON(w.out, all)
	}
	clear := "" // written with the rest: what is cleared is not seen empty
	if again && isTerminal(w.out) {
		clear = "\x1b[H\x1b[2J"
	}
	return w.told(clear, func(to *world) {
		to.summary(all.Summary, false)
		if engine, err := w.engine(); err == nil && engine != all.Engine && all.Left > 0 {
			fmt.Fprintln(to.out, w.say.T("list-for-another-version", all.Engine, engine))
		}
		to.crew(all.Workers, all.Queue)
	})
}

// errNoList: no list has been given to the store, or its files are still being read in.
var errNoList = say.Fault("there-no-list-in-store-run")

// look reads how a list stands; the newest where no name is given.
func (w *world) look(ctx context.Context, s store.Store, name string) (*night.Summary, error) {
	l, all, err := w.standing(ctx, s, name)
	if err != nil {
		return nil, err
	}
	speed, idle := night.SpeedOf(l, all, w.now()), false
	if slices.ContainsFunc(all, func(st night.Standing) bool { return !st.State.Over() }) {
		is, err := night.SeenTo(ctx, s, l.Name, w.now())
		if err != nil {
			return nil, err
		}
		if idle = !is; idle {
			speed = night.Speed{}
		}
	}
	sum := night.Sum(l, all, w.now(), speed)
	sum.Idle = idle
	return sum, nil
}

func (w *world) standing(ctx context.Context, s store.Store, name string) (*night.List, []night.Standing, error) {
	if name == "" {
		names, err := night.Names(ctx, s)
		if err != nil {
			return nil, nil, err
		}
		if len(names) == 0 {
			return nil, nil, errNoList
		}
		name = names[0]
	}
	if err := store.CheckName(night.ListName(name)); err != nil {
		return nil, nil, say.Fault("there-no-list-in-store", name, err)
	}
	l, err := night.Load(ctx, s, name)
	if store.IsAway(err) {
		return nil, nil, err
	}
	if errors.Is(err, fs.ErrNotExist) {
		if names, e := night.Names(ctx, s); e == nil && len(names) > 0 {
			return nil, nil, say.Fault("no-list-of-that-name", name, strings.Join(names, ", "))
		}
	}
	if err != nil {
		return nil, nil, say.Fault("there-no-list-in-store", name, err)
	}
	waits := w.newBar(&runFlags{progress: "none"}).waits()
	l.Waits = func(err error) { waits(w.say.Told(say.TellErr(err))) }
	all, err := l.Look(ctx, s)
	return l, all, err
}
