// Command banxin-farm does what banxin does many times: nights of many titles and whole
// archives, on one machine or on many.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"

	"banxin/cmd/internal/batch/command"
)

func main() {
	log.SetOutput(io.Discard) // what libraries say to nobody; their errors are looked at
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second Ctrl-C ends at once
	os.Exit(command.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
