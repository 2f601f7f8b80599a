package works

import "runtime"

// Step tells how far the work is. A stage begins with a Step of its name alone and ends
// with one that says so; between them each thing done is one.
type Step struct {
	Stage string // read, compose, write
	Name  string // of the file made
	Done  int    // stories set or files made, of Total
	Total int
	End   bool // of the stage
}

// stage begins a stage; the function returned ends it.
func (o *Options) stage(name string) (end func()) {
	o.tell(Step{Stage: name})
	return func() { o.tell(Step{Stage: name, End: true}) }
}

// count says how many stories have been set.
func (o *Options) count(done, total int) {
	o.tell(Step{Stage: "compose", Done: done, Total: total})
}

func (o *Options) tell(s Step) {
	if o.Progress != nil {
		o.Progress(s)
	}
}

// parallel is how many things are done at a time.
func (o *Options) parallel() int {
	if o.Parallel > 0 {
		return o.Parallel
	}
	return runtime.GOMAXPROCS(0)
}
