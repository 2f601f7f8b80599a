package command

import (
	"bytes"
	"context"
	"encoding/json"
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

// callDead calls the program for a job that was given up.
func (w *world) callDead(ctx context.Context, k *calls, t *night.Tracker, st night.Standing, log *slog.Logger) {
	if k.dead == "" {
		return
	}
	w.call(ctx, k.dead, "dead", t.List.Name, st.ID, night.DeadJob{ID: st.ID, Title: st.Dir, State: st.State.String(), Tries: st.Dead.Tries, Key: st.Key, Remedy: st.Remedy()}, log)
}

// callLate calls the program for each job that is, or will be, late, once.
func (w *world) callLate(ctx context.Context, k *calls, s *night.Summary, log *slog.Logger) {
	for _, l := range s.Late {
		if _, told := k.once.LoadOrStore(s.List+"\n"+l.ID, true); !told && k.late != "" {
			w.call(ctx, k.late, "late", s.List, l.ID, l, log)
		}
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
