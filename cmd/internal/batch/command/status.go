package command

import (
	"bytes"
	"context"
	"fmt"
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
			return w.status1(c.Context(), &p, list, format, watch)
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

// status1 tells how a list stands, once or until it is over.
func (w *world) status1(ctx context.Context, p *place, list, format string, watch bool) error {
	s, err := p.find(ctx, w)
	if err != nil {
		return err
	}
	defer s.Close()
	var q *hub.Queue
	crew := &night.Crew{Now: w.now}
	if p.hub != "" {
		if q, err = p.dial("status", nil, nil, hub.Watches, hub.Gives); err != nil {
			return err
		}
		defer q.Close()
		if _, err := q.Listen(crew.Hear); err != nil {
			return err
		}
		if err := store.Pause(ctx, 2500*time.Millisecond); err != nil { // every worker says that it is there
			return err
		}
	}
	for {
		sum, err := w.look(ctx, s, list)
		if err != nil {
			return err
		}
		all := standing{Summary: sum}
		if q != nil {
			all.Workers, _ = crew.Look()
			if all.Queue, err = q.Counts(ctx); err != nil {
				return err
			}
		}
		if err := w.show(&all, format, watch); err != nil || !watch || sum.Left == 0 {
			return verdict(sum, err)
		}
		if err := store.Pause(ctx, watchEvery); err != nil {
			return err
		}
	}
}

// verdict is what the exit status says of a list.
func verdict(s *night.Summary, err error) error {
	if err == nil && s.Dead+s.Blocked+s.Cancelled+len(s.Late) > 0 {
		return errFindings
	}
	return err
}

func (w *world) show(all *standing, format string, again bool) error {
	if format == "json" {
		return report.JSON(w.out, all)
	}
	var b bytes.Buffer // written at once: what is cleared is not seen empty
	if again && isTerminal(w.out) {
		b.WriteString("\x1b[H\x1b[2J")
	}
	to := *w
	to.out = &b
	to.summary(all.Summary, false)
	if engine, err := w.engine(); err == nil && engine != all.Engine && all.Left > 0 {
		fmt.Fprintln(to.out, w.say.T("list-for-another-version", all.Engine, engine))
	}
	to.crew(all.Workers, all.Queue)
	_, err := w.out.Write(b.Bytes())
	return err
}

// look reads how a list stands; the newest where no name is given.
func (w *world) look(ctx context.Context, s store.Store, name string) (*night.Summary, error) {
	l, all, err := w.standing(ctx, s, name)
	if err != nil {
		return nil, err
	}
	return night.Sum(l, all, w.now(), night.SpeedOf(l, all, w.now())), nil
}

func (w *world) standing(ctx context.Context, s store.Store, name string) (*night.List, []night.Standing, error) {
	if name == "" {
		names, err := night.Names(ctx, s)
		if err != nil {
			return nil, nil, err
		}
		if len(names) == 0 {
			return nil, nil, say.Fault("there-no-list-in-store-run")
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
	if err != nil {
		return nil, nil, say.Fault("there-no-list-in-store", name, err)
	}
	all, err := l.Look(ctx, s)
	return l, all, err
}
