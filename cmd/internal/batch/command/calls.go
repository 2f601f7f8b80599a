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
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"

	"github.com/spf13/cobra"
)

// calls are programs that are called when something is wrong, a few at a time, while the list goes on.
type calls struct {
	dead, late string
	takes      time.Duration                   // that a call may, and those that are left at the end together; 0: a minute
	store      store.Store                     // that the calls are told to, so that they are made once
	fails      func(program string, why error) // is told of each call that fails or takes too long; may be nil
	log        *slog.Logger

	ctx     context.Context
	drop    context.CancelFunc // ends what is called, and makes no more calls
	mu      sync.Mutex
	made    map[string]bool // and to be made, by their keys
	left    []*call
	running int
	over    bool // no more are taken
	all     sync.WaitGroup
}

// call is one of them.
type call struct {
	program, what, list, id string

	key  string // of what it is for
	says any    // to the program
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
		_, err := exec.LookPath(c.program)
		if errors.Is(err, exec.ErrNotFound) && filepath.Base(c.program) == c.program {
			return say.Fault("program-not-on-path", c.flag, c.program)
		}
		if err != nil {
			return say.Fault("program-cannot-be-called", c.flag, c.program, errors.Unwrap(err))
		}
	}
	return nil
}

// lateEvery is how often is looked for what is late.
const lateEvery = 10 * time.Second

// begin makes ready to call. When ctx ends calls are dropped, and those that run are ended.
func (k *calls) begin(ctx context.Context, s store.Store, log *slog.Logger) {
	k.ctx, k.drop = context.WithCancel(ctx)
	k.store, k.log, k.made = s, log, map[string]bool{}
}

// callsAtOnce is how many programs run at a time.
const callsAtOnce = 4

// once has a program called for what is wrong, unless it is called for that already.
func (k *calls) once(c *call) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if c.program == "" || k.made[c.key] {
		return
	}
	k.made[c.key] = true
	k.left = append(k.left, c)
	if k.running < callsAtOnce && !k.over {
		k.running++
		k.all.Go(k.work)
	}
}

// work makes calls until none is left.
func (k *calls) work() {
	for c := k.next(); c != nil; c = k.next() {
		if !k.make(c) {
			k.mu.Lock()
			k.left = append(k.left, c)
			k.mu.Unlock()
		}
	}
}

func (k *calls) next() *call {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.left) == 0 || k.ctx.Err() != nil {
		k.running--
		return nil
	}
	c := k.left[0]
	k.left = k.left[1:]
	return c
}

// end waits for the calls that are left, as long as one may take and not when they are dropped, and
// returns for which jobs none was made to its end. Slow is told how many there are where that lasts.
func (k *calls) end(slow func(n int, most time.Duration)) (missed []string) {
	k.mu.Lock()
	k.over = true
	k.mu.Unlock()
	limit := k.limit()
	late := time.AfterFunc(limit+time.Second, k.drop) // what ran already has had its own time then
	told := time.AfterFunc(2*time.Second, func() {
		k.mu.Lock()
		defer k.mu.Unlock()
		slow(len(k.left)+k.running, limit)
	})
	k.all.Wait()
	late.Stop()
	told.Stop()
	k.drop()
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, c := range k.left {
		missed = append(missed, c.id)
	}
	return missed
}

func (k *calls) limit() time.Duration { return cmp.Or(k.takes, time.Minute) }

// noteWithin is how long the store may take to note a call.
const noteWithin = 5 * time.Second

// make makes a call, unless an earlier process has made it; done tells whether it came to its end. One
// that is cut short is made again by the next process.
func (k *calls) make(c *call) (done bool) {
	name := fmt.Sprintf("called/%x", sha256.Sum256([]byte(c.key)))
	if _, err := k.store.Stat(k.ctx, name); err == nil {
		return true
	}
	out, err := c.run(k.ctx, k.limit())
	if err != nil && k.ctx.Err() != nil {
		return false
	}
	if err != nil {
		k.log.Error("call", "program", c.program, "for", c.id, "why", err.Error(), "says", string(out[:min(len(out), 2000)]))
		if k.fails != nil {
			k.fails(c.program, err)
		}
		return true // and the next process makes it again
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(k.ctx), noteWithin)
	defer cancel()
	if _, err := k.store.PutNew(ctx, name, nil); err != nil {
		k.log.Warn("call is not noted", "program", c.program, "why", err.Error())
	}
	return true
}

// run calls the program. No shell reads its arguments: ids are others' words. At the end of its time
// it ends with all that it has started.
func (c *call) run(ctx context.Context, limit time.Duration) (out []byte, err error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	data, err := json.Marshal(c.says)
	if err != nil {
		return nil, err
	}
	p := exec.CommandContext(ctx, c.program, c.what, c.list, c.id)
	p.Stdin = bytes.NewReader(data)
	p.WaitDelay = time.Second
	worker.Group(p)
	out, err = p.CombinedOutput()
	switch {
	case ctx.Err() != nil:
		err = say.Fault("took-longer-than", limit)
	case errors.Is(err, exec.ErrWaitDelay):
		err = nil // it has ended, and left something running
	}
	return out, err
}

// forDead has the program called for a job that was given up: once for each death, and for files that
// cannot be read once for each why.
func (k *calls) forDead(t *night.Tracker, st night.Standing) {
	dead := night.DeadJob{ID: st.ID, Title: st.Dir, State: st.State.String(), Tries: st.Dead.Tries, Key: st.Key, Remedy: st.Remedy()}
	of := st.Unread.Text
	if n := len(st.Dead.Tries); n > 0 && of == "" {
		of = strconv.FormatInt(st.Dead.Tries[n-1].At.UnixNano(), 10)
	}
	k.once(&call{k.dead, "dead", t.List.Name, st.ID, callKey("dead", t.List.Name, st.ID, of), dead})
}

// forLate has the program called for each job that is, or will be, late.
func (k *calls) forLate(s *night.Summary) {
	for _, l := range s.Late {
		k.once(&call{k.late, "late", s.List, l.ID, callKey("late", s.List, l.ID, strconv.FormatInt(l.Due.UnixNano(), 10)), l})
	}
}

// callKey names what a call is for.
func callKey(of ...string) string { return strings.Join(of, "\n") }

// watchLate looks for what is late until it is told to end, and then once more unless calls are dropped.
func (k *calls) watchLate(t *night.Tracker) (end func()) {
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
				if k.ctx.Err() == nil {
					k.forLate(t.Sum())
				}
				return
			case <-tick.C:
				k.forLate(t.Sum())
			}
		}
	}()
	return func() {
		close(stop)
		<-over
	}
}
