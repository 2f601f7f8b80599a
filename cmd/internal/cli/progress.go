package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress tells on stderr how far a command is: by a bar on a terminal, as a line of
// JSON an event, or not at all. The nil progress says nothing.
type progress struct {
	w     *world
	start time.Time
	json  *json.Encoder
	bars  *mpb.Progress
	bar   *mpb.Bar
	mu    sync.Mutex
	now   string      // the stage
	took  []stageTime // of the stages done
}

type stageTime struct {
	stage string
	d     time.Duration
}

// event is one line of --progress json.
type event struct {
	Event string `json:"event"` // start, step, done
	Stage string `json:"stage"`
	Name  string `json:"name,omitempty"`
	Done  int    `json:"done,omitempty"`
	Total int    `json:"total,omitempty"`
	Ms    int64  `json:"ms"` // since the command began
}

// newProgress takes --progress: auto, json or none.
func newProgress(w *world, mode string, quiet bool) *progress {
	p := &progress{w: w, start: w.now()}
	switch {
	case mode == "json":
		p.json = json.NewEncoder(w.err)
	case mode == "auto" && w.terminal && !quiet:
		p.bars = mpb.New(mpb.WithOutput(w.err), mpb.WithWidth(60), mpb.WithAutoRefresh())
	}
	return p
}

// stage begins a stage; the function returned ends it.
func (p *progress) stage(name string) func() {
	if p == nil {
		return func() {}
	}
	began := p.w.now()
	p.mu.Lock()
	p.now = name
	p.mu.Unlock()
	p.emit(event{Event: "start", Stage: name})
	return func() {
		p.mu.Lock()
		p.took = append(p.took, stageTime{name, p.w.now().Sub(began)})
		if p.bar != nil {
			p.bar.Abort(true)
			p.bar = nil
		}
		p.mu.Unlock()
		p.emit(event{Event: "done", Stage: name})
	}
}

// count says that done of total steps of the stage are done.
func (p *progress) count(done, total int) { p.step("", done, total) }

func (p *progress) step(name string, done, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.json != nil {
		p.json.Encode(event{"step", p.now, name, done, total, p.since()})
	}
	if p.bars == nil {
		return
	}
	if p.bar == nil {
		p.bar = p.bars.AddBar(int64(total), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(p.w.say.T(p.now))), mpb.AppendDecorators(decor.CountersNoUnit("%d/%d")))
	}
	p.bar.SetCurrent(int64(done))
}

func (p *progress) emit(e event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.json != nil {
		e.Ms = p.since()
		p.json.Encode(e)
	}
}

func (p *progress) since() int64 { return p.w.now().Sub(p.start).Milliseconds() }

// close takes the bars off the terminal.
func (p *progress) close() {
	if p != nil && p.bars != nil {
		p.bars.Wait()
	}
}

// times writes how long each stage took.
func (p *progress) times(w io.Writer) {
	for _, t := range p.took {
		fmt.Fprintf(w, "  %-8s %v\n", p.w.say.T(t.stage), t.d.Round(100*time.Microsecond))
	}
}
