package command

import (
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"

	"github.com/spf13/cobra"
)

func newWork(w *world) *cobra.Command {
	var p place
	var s share
	c := &cobra.Command{
		Use:     "work [--flags]",
		Short:   w.say.T("do-jobs-of-hub-on-any"),
		Long:    w.say.T("work-long"),
		Example: w.say.T("work-example"),
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return w.work(c, &p, &s) },
	}
	w.hubFlags(c, &p, w.say.T("address-of-hub-as-nats-host"))
	w.storeFlag(c, &p)
	w.workFlags(c, &s, w.say.T("jobs-at-time-0-as-many"))
	c.Flags().StringVar(&s.name, "name", "", w.say.T("name-of-this-worker-else-that"))
	c.Flags().DurationVar(&s.idle, "idle", 0, w.say.T("time-without-job-after-which-ends"))
	c.Flags().Lookup("idle").DefValue = ""
	return c
}

func (w *world) work(c *cobra.Command, p *place, s *share) error {
	if p.hub == "" {
		return say.Fault("work-needs-hub-hub-nats-host")
	}
	ctx, log := c.Context(), w.logTo(slog.LevelInfo)
	engine, err := w.engine()
	if err != nil {
		return err
	}
	o, err := w.options(s, engine)
	if err != nil {
		return err
	}
	if o.Store, err = p.find(ctx, w); err != nil {
		return err
	}
	defer o.Store.Close()
	mine, err := p.greeting(ctx, o.Store, engine)
	if err != nil {
		return err
	}
	o.At = mine.At
	lost := func(err error) { log.Warn("the hub is gone", "why", text(err)) }
	found := func() { log.Info("the hub is there again") }
	for wait := 200 * time.Millisecond; ; wait = min(2*wait, 10*time.Second) {
		o.Queue, err = p.dial(o.Name, lost, found, hub.Works)
		if _, gone := errors.AsType[*hub.Gone](err); !gone {
			break
		}
		log.Warn("no hub yet", "why", text(err))
		if err := store.Pause(ctx, wait); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	defer o.Queue.Close()
	var n atomic.Int64
	o.Log, o.Jobs = log, &n
	begun := time.Now()
	log.Info("at work", "name", o.Name, "slots", o.Slots, "engine", engine)
	err = worker.Run(ctx, o)
	log.Info("at an end", "jobs", n.Load(), "seconds", time.Since(begun).Seconds())
	return err
}

// text is what an error says; nothing where there is none.
func text(err error) string {
	if err == nil {
		return ""
	}
	return strings.TrimSpace(err.Error())
}
