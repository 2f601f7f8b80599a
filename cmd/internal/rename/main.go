// Command rename gives the module another path, when it gets a home of its own.
//
//	go run ./cmd/internal/rename example.org/press/banxin     # what make rename MODULE=… runs
//
// It writes go.mod, all Go files and the guides (*.md) anew: import paths, what go generate
// runs, and strings and lines of guides that name a package. The program keeps its name. A
// tree renamed there and back is what it was.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./cmd/internal/rename MODULE")
		os.Exit(2)
	}
	n, err := rename(".", os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "rename:", err)
		os.Exit(2)
	}
	fmt.Fprintf(os.Stderr, "%d files changed; now run go build ./... && go test ./...\n", n)
}
