package command

import (
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"banxin/cmd/internal/batch/worker"
	"banxin/cmd/internal/cli"

	"github.com/spf13/cobra"
)

// childName is the command by which a worker starts the processes that do jobs.
const childName = "child"

// childHeap is the heap of such a process that is not worth a collection: small editions, one after
// another, need none for several of them, which else is a tenth of the work.
const childHeap = 192 << 20

func pid() string { return strconv.Itoa(os.Getpid()) }

func newChild(w *world) *cobra.Command {
	return &cobra.Command{
		Use: childName, Hidden: true, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			signal.Ignore(os.Interrupt, syscall.SIGTERM) // of a whole group of processes: the worker says when to end
			cli.Ease(childHeap)
			out := os.Stdout
			os.Stdout = os.Stderr // what libraries print is no answer
			return worker.Serve(c.Context(), w.in, out, w.do)
		},
	}
}
