package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"

	"banxin/cmd/internal/report"
	"banxin/output/works"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress tells on stderr how far a command is: by a bar on a terminal, as a line of
// JSON an event, or not at all.
type progress struct {
	w     *world
	start time.Time
	json  *json.Encoder
	bars  *mpb.Progress
	bar   *mpb.Bar
	mu    sync.Mutex
	began time.Time   // of the stage
	took  []stageTime // of the stages done
}

type stageTime struct {
	stage string
	d     time.Duration
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

// take takes a step of the work.
func (p *progress) take(s works.Step) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case s.End:
		p.took = append(p.took, stageTime{s.Stage, p.w.now().Sub(p.began)})
		if p.bar != nil {
			p.bar.Abort(true)
			p.bar = nil
		}
		p.emit("done", s)
	case s.Done == 0:
		p.began = p.w.now()
		p.emit("start", s)
	default:
		p.emit("step", s)
		p.draw(s)
	}
}

func (p *progress) emit(name string, s works.Step) {
	if p.json != nil {
		p.json.Encode(report.Event{Event: name, Stage: s.Stage, Name: s.Name, Done: s.Done, Total: s.Total, Ms: p.w.now().Sub(p.start).Milliseconds()})
	}
}

// draw draws the bar, on a terminal.
func (p *progress) draw(s works.Step) {
	if p.bars == nil {
		return
	}
	if p.bar == nil {
		p.bar = p.bars.AddBar(int64(s.Total), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(p.w.say.T(s.Stage))), mpb.AppendDecorators(decor.CountersNoUnit("%d/%d")))
	}
	p.bar.SetCurrent(int64(s.Done))
}

// close takes the bars off the terminal.
func (p *progress) close() {
	if p.bars != nil {
		p.bars.Wait()
	}
}

// times writes how long each stage took.
func (p *progress) times(w io.Writer) {
	for _, t := range p.took {
		fmt.Fprintf(w, "  %-8s %v\n", p.w.say.T(t.stage), t.d.Round(100*time.Microsecond))
	}
}
