// Command mutants asks whether the tests of the packages at the heart see what the code
// does: it draws small faults from the sources, puts each into its package, and runs that
// package's own tests, which should fail.
//
//	go run ./cmd/internal/mutants                      # what make mutants runs
//	go run ./cmd/internal/mutants -seed 7 -n 60        # another draw
//	go run ./cmd/internal/mutants -seed 7 -list        # what would be tried
//	go run ./cmd/internal/mutants ./layout/inline -n 20
//
// A mutant changes one place of one file by one of the operators (operators.go). The draw
// takes the packages in turn, and in each an operator, a file and a place with even chances,
// so that a long table does not outweigh a short function. The same seed and the same tree
// give the same list. What does not compile is drawn again, and so is what the compiler makes
// the same program of, and what equivalents.txt names: places where no test could see the
// difference, each with the reason.
//
// No file of the tree is touched: a mutant is compiled with go test -overlay, and the tests that
// come by its line (reach.go) run in the package's folder as ever, with ten times the time that all
// take without it. Where none comes by it has survived.
// A test that fails, panics or hangs has seen the mutant. The table on standard output has a
// line a mutant: package, file:line, operator, what became what, and who saw it. The exit
// status is 1 when more survive than -survivors allows, 2 when the tool itself could not run.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"text/tabwriter"
)

// hearts are the packages that are tried when none is named.
var hearts = []string{
	"./editions", "./layout/inline", "./layout/flow", "./output/pdf", "./output/epub",
	"./output/preflight", "./layout/makeup", "./layout/lint", "./editions/lint",
}

type options struct {
	seed      uint64
	n         int
	parallel  int
	survivors int
	list      bool
	packages  []string
}

func main() {
	var o options
	flag.Uint64Var(&o.seed, "seed", 1, "the `seed` of the draw")
	flag.IntVar(&o.n, "n", 30, "how many mutants")
	flag.IntVar(&o.parallel, "parallel", max(1, runtime.GOMAXPROCS(0)), "how many are tried at a time")
	flag.IntVar(&o.survivors, "survivors", 3, "how many may survive")
	flag.BoolVar(&o.list, "list", false, "say what would be tried, and try nothing")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: mutants [flags] [packages]\n\noperators:")
		for _, op := range operators {
			fmt.Fprintf(flag.CommandLine.Output(), "  %-9s %s\n", op.name, op.says)
		}
		fmt.Fprintln(flag.CommandLine.Output(), "\nflags:")
		flag.PrintDefaults()
	}
	flag.Parse()
	if o.packages = flag.Args(); len(o.packages) == 0 {
		o.packages = hearts
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	survived, err := run(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	}
	if survived > o.survivors {
		os.Exit(1)
	}
}

// run draws and tries, prints the table, and returns how many survived.
func run(ctx context.Context, o options) (int, error) {
	pkgs, err := load(ctx, o.packages)
	if err != nil {
		return 0, err
	}
	same, err := readEquivalents(equivalentsText)
	if err != nil {
		return 0, err
	}
	d := newDraw(pkgs, o.seed, same)
	if o.list {
		var drawn []*mutant
		for len(drawn) < o.n {
			m := d.next()
			if m == nil {
				break
			}
			drawn = append(drawn, m)
		}
		return 0, print(drawn)
	}
	t, err := newTrial(ctx, pkgs)
	if err != nil {
		return 0, err
	}
	defer t.close()
	tried, err := t.all(ctx, d, o.n, o.parallel)
	if err != nil {
		return 0, err
	}
	survived := 0
	for _, m := range tried {
		if m.seen == "" {
			survived++
		}
	}
	if err := print(tried); err != nil {
		return 0, err
	}
	fmt.Printf("\nseed %d: %d of %d survived\n", o.seed, survived, len(tried))
	return survived, ctx.Err()
}

func print(ms []*mutant) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 1, 2, ' ', 0)
	for _, m := range ms {
		end := ""
		if m.tried {
			end = m.end()
		}
		fmt.Fprintf(w, "%s\t%s:%d\t%s\t%s → %s\t%s\n", m.pkg.path, m.file.base, m.line, m.op, oneLine(m.old), oneLine(m.new), end)
	}
	return w.Flush()
}

// oneLine shows a piece of source in a cell of the table.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return "(nothing)"
	}
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
