package command

import (
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"banxin/cmd/internal/batch/work"

	"github.com/spf13/cobra"
)

// childName is the command by which a worker starts the processes that do jobs.
const childName = "child"

func pid() string { return strconv.Itoa(os.Getpid()) }

func newChild(w *world) *cobra.Command {
	return &cobra.Command{
		Use: childName, Hidden: true, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			signal.Ignore(os.Interrupt, syscall.SIGTERM) // of a whole group of processes: the worker says when to end
			out := os.Stdout
			os.Stdout = os.Stderr // what libraries print is no answer
			return work.Serve(c.Context(), w.in, out, w.do)
		},
	}
}
