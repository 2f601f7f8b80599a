package command

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"log/slog"
	"os/exec"
	"time"

	"banxin/cmd/internal/batch/night"
)

// How long a program that is called may take, and how often is looked for what is late.
const (
	callTakes = time.Minute
	lateEvery = 10 * time.Second
)

// call calls a program. No shell reads its arguments: ids are others' words.
func (w *world) call(ctx context.Context, program, what, list, id string, v any, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTakes)
	defer cancel()
	data, err := json.Marshal(v)
	if err != nil {
		log.Error("call", "program", program, "why", err.Error())
		return
	}
	c := exec.CommandContext(ctx, program, what, list, id)
	c.Stdin = bytes.NewReader(data)
	c.WaitDelay = time.Second
	if out, err := c.CombinedOutput(); err != nil {
		log.Error("call", "program", program, "why", err.Error(), "says", string(out[:min(len(out), 2000)]))
	}
}

// once calls a program for what is wrong, unless it was called for that: by this process, or, where
// the calls are told to a store, by one before it. A call that a death cuts short is made again.
func (w *world) once(ctx context.Context, k *calls, program, what, list, id string, when time.Time, v any, log *slog.Logger) {
	key := fmt.Sprintf("%s\n%s\n%s\n%d", what, list, id, when.UnixNano())
	if _, told := k.made.LoadOrStore(key, true); told || program == "" {
		return
	}
	name := fmt.Sprintf("called/%x", sha256.Sum256([]byte(key)))
	if k.store != nil {
		if _, err := k.store.Stat(ctx, name); err == nil {
			return
		}
	}
	w.call(ctx, program, what, list, id, v, log)
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
