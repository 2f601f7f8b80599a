// Package command is the command line of banxin-farm: a file a command.
//
//	os.Exit(command.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
//
// The product goes to stdout, the talk to stderr. The exit status is 0 when all is well, 1
// when jobs are dead, late or left over or something is found wrong, 2 for trouble: usage,
// files, machine.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/kinds"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"
	"banxin/cmd/internal/exit"

	"github.com/spf13/cobra"
)

// world is what a command sees of the machine; tests bring their own.
type world struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	say      say.Locale
	now      func() time.Time
	open     func(ctx context.Context, address string) (store.Store, error)
	engine   func() (string, error)
	do       worker.Do
}

// Main runs one command and returns the exit status.
func Main(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) int {
	return run(ctx, args, &world{in: in, out: out, err: errw, env: os.Getenv, now: time.Now, open: store.Open, engine: job.Engine, do: kinds.Do})
}

func run(ctx context.Context, args []string, w *world) int {
	w.say = say.For(w.env)
	root := newRoot(w)
	root.SetArgs(args)
	return w.status(root.ExecuteContext(ctx))
}

// Exit statuses.
const (
	exitFine     = exit.Fine
	exitFindings = exit.Findings
	exitTrouble  = exit.Trouble
)

// errFindings ends a command that has said what is wrong.
var errFindings = errors.New("findings")

// errTold ends one whose trouble is said already.
var errTold = errors.New("told")

// status says what went wrong and returns the exit status.
func (w *world) status(err error) int {
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, errTold):
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(w.err, w.say.T("interrupted-what-done-stays-done-run"))
	default:
		fmt.Fprintln(w.err, w.say.T("banxin-farm", w.say.Err(err)))
	}
	return exitTrouble
}

func newRoot(w *world) *cobra.Command {
	root := &cobra.Command{
		Use:           "banxin-farm",
		Short:         w.say.T("does-what-banxin-does-many-times"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(w.in)
	root.SetOut(w.out)
	root.SetErr(w.err)
	root.AddCommand(commands(w)...)
	root.AddCommand(storeCommands(w)...)
	w.localize(root)
	return root
}

// commands are all of them, in the order in which they are listed.
func commands(w *world) []*cobra.Command {
	return []*cobra.Command{newRun(w), newHub(w), newWork(w), newStatus(w), newCancel(w), newRetryDead(w), newReport(w), newChild(w)}
}
