package command

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os/exec"
	"sync"
	"time"

	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"

	"github.com/spf13/cobra"
)

// calls are programs that are called when something is wrong.
type calls struct {
	dead, late string
	takes      time.Duration                   // that a call may; 0: a minute
	store      store.Store                     // that the calls are told to, so that they are made once; nil: this process alone remembers
	fails      func(program string, why error) // is told of each call that fails or takes too long; may be nil
	made       sync.Map
}

func (w *world) callFlags(c *cobra.Command, k *calls) {
	c.Flags().StringVar(&k.dead, "on-dead", "", w.say.T("program-that-called-with-dead-list"))
	c.Flags().StringVar(&k.late, "on-late", "", w.say.T("program-that-called-with-late-list"))
	c.Flags().DurationVar(&k.takes, "call-limit", time.Minute, "") // for tests
	c.Flags().Lookup("call-limit").Hidden = true
}

// check holds that the programs can be called: at night is too late to learn that they cannot.
func (k *calls) check() error {
	for _, c := range []struct{ flag, program string }{{"--on-dead", k.dead}, {"--on-late", k.late}} {
		if c.program == "" {
			continue
		}
		if _, err := exec.LookPath(c.program); err != nil {
			return say.Fault("program-cannot-be-called", c.flag, c.program, errors.Unwrap(err))
		}
	}
	return nil
}

// lateEvery is how often is looked for what is late.
const lateEvery = 10 * time.Second

// call calls a program. No shell reads its arguments: ids are others' words. At the end of its time
// it ends with all that it has started.
func (w *world) call(ctx context.Context, k *calls, program, what, list, id string, v any, log *slog.Logger) {
	limit := cmp.Or(k.takes, time.Minute)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	data, err := json.Marshal(v)
	var out []byte
	if err == nil {
		c := exec.CommandContext(ctx, program, what, list, id)
		c.Stdin = bytes.NewReader(data)
		c.WaitDelay = time.Second
		worker.Group(c)
		out, err = c.CombinedOutput()
	}
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil // it has ended, and left something running
	}
	if ctx.Err() != nil {
		err = say.Fault("took-longer-than", limit)
	}
	if err == nil {
		return
	}
	log.Error("call", "program", program, "for", id, "why", err.Error(), "says", string(out[:min(len(out), 2000)]))
	if k.fails != nil {
		k.fails(program, err)
	}
}

// once calls a program for what is wrong, unless it was called for that: by this process, or, where
// the calls are told to a store, by one before it. A call that a death cuts short is made again.
func (w *world) once(ctx context.Context, k *calls, program, what, list, id string, when time.Time, v any, log *slog.Logger) {
	if program == "" {
		return
	}
	key := fmt.Sprintf("%s\n%s\n%s\n%d", what, list, id, when.UnixNano())
	if _, told := k.made.LoadOrStore(key, true); told {
		return
	}
	name := fmt.Sprintf("called/%x", sha256.Sum256([]byte(key)))
	if k.store != nil {
		if _, err := k.store.Stat(ctx, name); err == nil {
			return
		}
	}
	w.call(ctx, k, program, what, list, id, v, log)
	if k.store != nil {
		if _, err := k.store.PutNew(ctx, name, nil); err != nil {
			log.Warn("call is not noted", "program", program, "why", err.Error())
		}
	}
}

// callDead calls the program for a job that was given up.
func (w *world) callDead(ctx context.Context, k *calls, t *night.Tracker, st night.Standing, log *slog.Logger) {
	dead := night.DeadJob{ID: st.ID, Title: st.Dir, State: st.State.String(), Tries: st.Dead.Tries, Key: st.Key, Remedy: st.Remedy()}
	when := t.List.Given // where its files could not be read
	if n := len(st.Dead.Tries); n > 0 {
		when = st.Dead.Tries[n-1].At
	}
	w.once(ctx, k, k.dead, "dead", t.List.Name, st.ID, when, dead, log)
}

// callLate calls the program for each job that is, or will be, late.
func (w *world) callLate(ctx context.Context, k *calls, s *night.Summary, log *slog.Logger) {
	for _, l := range s.Late {
		w.once(ctx, k, k.late, "late", s.List, l.ID, l.Due, l, log)
	}
}

// watchLate looks for what is late until it is told to end, and then once more.
func (w *world) watchLate(ctx context.Context, k *calls, t *night.Tracker, log *slog.Logger) (end func()) {
	if k.late == "" {
		return func() {}
	}
	stop, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		tick := time.NewTicker(lateEvery)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				w.callLate(ctx, k, t.Sum(), log)
				return
			case <-tick.C:
				w.callLate(ctx, k, t.Sum(), log)
			}
		}
	}()
	return func() {
		close(stop)
		<-over
	}
}
