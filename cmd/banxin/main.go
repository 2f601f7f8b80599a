// Command banxin sets Chinese newspapers: an edition kept as plain files becomes press
// pages and an e-edition.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"banxin/cmd/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second Ctrl-C ends at once
	os.Exit(cli.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
