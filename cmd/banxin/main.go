// Command banxin sets Chinese newspapers: an edition kept as plain files becomes press
// pages and an e-edition.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"banxin/cmd/internal/cli"
)

// grace is what a run has to tidy up when it is told to end. One that is not over by then
// ends wherever it is: outputs bear it.
const grace = time.Second

func main() {
	log.SetOutput(io.Discard) // what libraries say to nobody; their errors are looked at
	os.Exit(cli.Main(untilTold(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// untilTold is a context that a signal ends, and soon after it the program.
func untilTold() context.Context {
	ctx, stop := signal.NotifyContext(context.Background(), ends()...)
	context.AfterFunc(ctx, func() {
		stop() // the second Ctrl-C ends at once
		time.Sleep(grace)
		os.Exit(cli.Interrupted(os.Stderr))
	})
	return ctx
}

// ends are the signals that end a run; a terminal that is closed ends none below nohup.
func ends() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}
