package worker

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/kinds"
	"banxin/cmd/internal/batch/say"
)

// Do does a task, as kinds.Do.
type Do func(context.Context, *job.Task, kinds.Place) (job.Result, error)

// request is a line that a worker writes to its child.
type request struct {
	Task *job.Task `json:"task"`
	In   string    `json:"in"`
	Out  string    `json:"out"`
}

// answer is the line that the child writes back.
type answer struct {
	Result *job.Result `json:"result,omitempty"`
	Error  say.Told    `json:"error"`           // the task could not be done
	Full   bool        `json:"full,omitempty"`  // since there is no room on the disk
	Final  bool        `json:"final,omitempty"` // since it asks for what is not done: no further try helps
	CPU    int64       `json:"cpu"`             // nanoseconds
}

// Serve is the child: it does one task after another, as the lines of in say, and ends when
// in does, in the middle of a task too: then its worker is dead, and another has the job.
func Serve(ctx context.Context, in io.Reader, out io.Writer, do Do) error {
	lines := make(chan request)
	bad := make(chan error, 1)
	go func() {
		d := json.NewDecoder(bufio.NewReader(in))
		for {
			var r request
			if err := d.Decode(&r); err == io.EOF {
				os.Exit(0)
			} else if err != nil {
				bad <- err
				return
			}
			lines <- r
		}
	}()
	e := json.NewEncoder(out)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-bad:
			return err
		case r := <-lines:
			if err := e.Encode(r.do(ctx, do)); err != nil {
				return err
			}
		}
	}
}

// do does a task. A panic ends the process: what it leaves behind is not to be trusted. Its
// stack goes to stderr, where the worker reads it.
func (r *request) do(ctx context.Context, do Do) (a answer) {
	defer func() {
		if what := recover(); what != nil {
			fmt.Fprintf(os.Stderr, "panic: %v\n%s", what, debug.Stack())
			os.Exit(exitPanic)
		}
	}()
	before := cpuTime()
	result, err := do(ctx, r.Task, kinds.Place{In: r.In, Out: r.Out})
	a.CPU = int64(cpuTime() - before)
	if err != nil {
		a.Error, a.Full = say.TellErr(err), isFull(err)
		_, a.Final = errors.AsType[*kinds.Refused](err)
		return a
	}
	a.Result = &result
	return a
}

// exitPanic is the status of a child that panicked, as of any program in Go.
const exitPanic = 2

// isFull tells whether a disk has no room.
func isFull(err error) bool {
	for _, full := range noRoom {
		if errors.Is(err, full) {
			return true
		}
	}
	return false
}
