package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"banxin/cmd/internal/batch/night"
	"banxin/editions/source"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// bar tells on stderr how far a run is: by a bar on a terminal, as a line of JSON an event,
// or not at all.
type bar struct {
	w     *world
	json  *json.Encoder
	bars  *mpb.Progress
	now   *mpb.Bar
	mu    sync.Mutex
	track *night.Tracker
}

func (w *world) newBar(r *runFlags) *bar {
	b := &bar{w: w}
	switch {
	case r.progress == "json":
		b.json = json.NewEncoder(w.err)
	case r.progress == "auto" && !r.quiet && isTerminal(w.err):
		b.bars = mpb.New(mpb.WithOutput(w.err), mpb.WithWidth(50), mpb.WithAutoRefresh())
	}
	return b
}

// isTerminal tells whether stderr is one.
func isTerminal(v any) bool {
	f, ok := v.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// entered takes how many jobs are in the store.
func (b *bar) entered(done, total int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.draw("reading", done, total)
}

// follow goes on to the jobs themselves.
func (b *bar) follow(t *night.Tracker) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.track = t
	if b.now != nil {
		b.now.Abort(true)
		b.now = nil
	}
	b.draw("jobs", 0, len(t.List.Lines))
}

// told takes a job that is over.
func (b *bar) told(st night.Standing, found bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	over, all := b.track.Over()
	if b.json != nil {
		b.json.Encode(event{Event: "job", ID: st.ID, State: st.State.String(), Found: found, Done: over, Total: all})
	}
	b.draw("jobs", over, all)
}

// event is a line of --progress json.
type event struct {
	Event string `json:"event"` // job, or what is waited for or failed: waiting, call, finding
	ID    string `json:"id,omitempty"`
	State string `json:"state,omitempty"`
	Why   string `json:"why,omitempty"`   // of what is no job's
	Found bool   `json:"found,omitempty"` // it was so before
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

// draw draws the bar, on a terminal.
func (b *bar) draw(what string, done, total int) {
	if b.bars == nil {
		return
	}
	if b.now == nil {
		tail := []decor.Decorator{decor.CountersNoUnit(" %d/%d")}
		if t := b.track; t != nil {
			tail = append(tail, decor.Any(func(decor.Statistics) string { return b.w.pace(t) }))
		}
		name := map[string]string{"reading": b.w.say.T("reading"), "jobs": b.w.say.T("jobs-2")}[what]
		b.now = b.bars.AddBar(int64(total), mpb.BarRemoveOnComplete(), mpb.PrependDecorators(decor.Name(name)), mpb.AppendDecorators(tail...))
	}
	b.now.SetCurrent(int64(done))
}

// pace says how fast jobs are done, and how long the rest will take.
func (w *world) pace(t *night.Tracker) string {
	rate, left, dead := t.Pace()
	out := "  " + w.say.Pace(rate, left)
	if dead > 0 {
		out += w.say.T("dead-2", dead)
	}
	return out
}

// say says something, above the bar where one is drawn.
func (b *bar) say(do func(to io.Writer)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bars == nil {
		do(b.w.err)
		return
	}
	var all bytes.Buffer
	do(&all)
	if _, err := b.bars.Write(all.Bytes()); err != nil {
		b.w.err.Write(all.Bytes())
	}
}

// waits tells what is waited for, once a minute, and within some seconds when that is something else.
func (b *bar) waits() func(why string) {
	var last time.Time
	said := ""
	return func(why string) {
		b.say(func(to io.Writer) {
			if now := b.w.now(); last.IsZero() || now.Sub(last).Abs() > time.Minute || why != said && now.Sub(last).Abs() > 5*time.Second {
				last, said = now, why
				b.note(to, "waiting", why, b.w.say.T("waiting-for-store", why))
			}
		})
	}
}

// findings says what was found while jobs were entered.
func (b *bar) findings(l source.List) {
	b.say(func(to io.Writer) {
		if b.json == nil {
			b.w.findings(to, l)
			return
		}
		for i := range l {
			says := b.w.finding(&l[i])
			b.note(to, "finding", says, says)
		}
	})
}

// fails tells that a program that is called fails: once, for it mostly does so each time.
func (b *bar) fails() func(program string, why error) {
	var once sync.Once
	return func(program string, why error) {
		once.Do(func() {
			says := b.w.say.T("program-called-fails", program, why)
			b.say(func(to io.Writer) { b.note(to, "call", says, says) })
		})
	}
}

// calling tells that calls are waited for when the list is over.
func (b *bar) calling(n int, most time.Duration) {
	says := b.w.say.T("waiting-for-calls", n, most)
	b.say(func(to io.Writer) { b.note(to, "call", says, says) })
}

// mostMissed is how many jobs are named that no program was called for.
const mostMissed = 20

// missed tells for which jobs no program was called, or none to its end.
func (b *bar) missed(ids []string) {
	if len(ids) == 0 {
		return
	}
	names := strings.Join(ids[:min(len(ids), mostMissed)], ", ")
	if len(ids) > mostMissed {
		names += ", …"
	}
	says := b.w.say.T("calls-not-made", len(ids), names)
	b.say(func(to io.Writer) { b.note(to, "call", says, says) })
}

// note writes what is no job's: a line of JSON, or a sentence.
func (b *bar) note(to io.Writer, what, why, sentence string) {
	if b.json == nil {
		fmt.Fprintln(to, sentence)
		return
	}
	e := event{Event: what, Why: why}
	if b.track != nil {
		e.Done, e.Total = b.track.Over()
	}
	b.json.Encode(e)
}

// close takes the bar off the terminal.
func (b *bar) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.now != nil {
		b.now.Abort(true)
		b.now = nil
	}
	if b.bars != nil {
		b.bars.Wait()
		b.bars = nil
	}
}
