// Package kinds is what jobs do: the commands of banxin, on a folder that holds a task's
// inputs and one that is to hold what it makes.
//
//	result, err := kinds.Do(ctx, task, kinds.Place{In: in, Out: out})
//
// Nothing else is read or written, and nothing of the environment but what the task says. So
// a result is what banxin itself makes of the same files, byte for byte, and the same on any
// machine. What is found in the files is a result; an error is trouble of the machine, or a
// fault of ours, and the task may be tried again elsewhere.
package kinds

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/cli"
	"banxin/cmd/internal/exit"
	"banxin/cmd/internal/words"
	"banxin/output/works"
)

// Place is where a task is done: two folders of its own. Out is empty.
type Place struct{ In, Out string }

// Do does a task. The result's files are not listed: they are what stands in the place's Out.
func Do(ctx context.Context, t *job.Task, at Place) (job.Result, error) {
	return (&call{ctx: ctx, task: t, at: at}).do()
}

func (c *call) do() (job.Result, error) {
	switch c.task.Kind {
	case "build":
		return c.build()
	case "part":
		return c.share()
	case "check":
		return c.check()
	case "preflight":
		return c.preflight()
	case "import":
		return c.imports()
	case "makeup":
		return c.makeup()
	case "site":
		return c.site()
	case "opds":
		return c.opds()
	}
	return job.Result{}, say.Fault("there-is-no-kind-of-job", c.task.Kind)
}

// call is a task on its way.
type call struct {
	ctx  context.Context
	task *job.Task
	at   Place
	keep works.Keep // of what is slow to make; may be nil
	part works.Part
	left func() // is told of each piece that was not there; may be nil
}

// banxin runs a command and returns what it says. Trouble is an error; findings are not.
func (c *call) banxin(args ...string) ([]byte, error) {
	var out, talk bytes.Buffer
	env := func(name string) string { return c.task.Env[name] }
	var trouble error
	status := cli.Call{Env: env, Out: &out, Err: &talk, Keep: c.keep, Part: c.part, Trouble: func(err error) { trouble = err }, Timeless: true}.Run(c.ctx, args...)
	if err := c.ctx.Err(); err != nil {
		return nil, err
	}
	if status != exit.Fine && status != exit.Findings {
		if args, ok := words.Args(trouble, "adopt-nothing-made"); ok { // nobody has asked for a version by its number
			return nil, &Refused{say.Fault("no-page-of-day-made-up", args[1:]...)}
		}
		said := strings.TrimSpace(talk.String())
		for _, name := range []string{"banxin: ", "banxin："} {
			said = strings.TrimPrefix(said, name)
		}
		err := fmt.Errorf("banxin %s: %s", args[0], said)
		if asked(trouble) {
			err = &Refused{err}
		}
		return nil, err
	}
	return out.Bytes(), nil
}

// Refused is a task that asks for what banxin does not do, as an option of a value that there is not:
// it is refused however often it is tried.
type Refused struct{ error }

func (r *Refused) Unwrap() error { return r.error }

// asked tells whether trouble is of what was asked for: banxin's own words, and nothing of the
// machine's behind them.
func asked(trouble error) bool {
	_, number := errors.AsType[syscall.Errno](trouble)
	_, path := errors.AsType[*fs.PathError](trouble)
	return trouble != nil && words.Ours(trouble) && !number && !path && !errors.Is(trouble, io.ErrUnexpectedEOF)
}

// flags are the task's options as banxin takes them.
func (c *call) flags(but ...string) (flags []string, err error) {
	for _, name := range slices.Sorted(maps.Keys(c.task.Options)) {
		if slices.Contains(but, name) {
			continue
		}
		if !slices.Contains(job.OptionsOf(c.task.Kind), name) {
			return nil, say.Fault("job-of-kind-has-no-option", c.task.Kind, name)
		}
		for _, v := range job.Values(c.task.Options[name]) {
			if job.IsFile(name) {
				if v, err = c.in(v); err != nil {
					return nil, err
				}
			}
			flags = append(flags, "--"+name+"="+v)
		}
	}
	return flags, nil
}

// in is the place of a file that an option names.
func (c *call) in(name string) (string, error) {
	if err := job.ValidName(name); err != nil {
		return "", err
	}
	return filepath.Join(c.at.In, filepath.FromSlash(name)), nil
}

// say writes what a command said as a file of the result, without the places of this machine.
func (c *call) say(name string, data []byte) error {
	for _, dir := range []string{c.at.In, c.at.Out} {
		quoted, _ := json.Marshal(dir + string(filepath.Separator))
		data = bytes.ReplaceAll(data, quoted[1:len(quoted)-1], nil)
		quoted, _ = json.Marshal(dir)
		data = bytes.ReplaceAll(data, quoted[1:len(quoted)-1], []byte("."))
	}
	to := filepath.Join(c.at.Out, filepath.FromSlash(name))
	return errors.Join(os.MkdirAll(filepath.Dir(to), 0o777), os.WriteFile(to, data, 0o666))
}
