// Package cli is the command line of banxin.
//
//	os.Exit(cli.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
//
// The product goes to stdout, the talk to stderr. The exit status is 0 when all is well,
// 1 when there are findings at or above --fail-on, 2 for trouble: usage, files, machine.
package cli

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"banxin/cmd/internal/words"
	"banxin/output/works"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Main runs one command and returns the exit status. It writes only to out and err and
// to the files the command names.
func Main(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) int {
	easeStart()
	cobra.MousetrapHelpText = "" // what a double click does is said in desktop.go
	w := world{in: in, out: out, err: errw, env: words.Getenv, now: time.Now, terminal: isTerminal(errw), asks: isConsole(in) && isConsole(errw)}
	w.clicked = clicked(args, in, out, errw)
	status := run(ctx, args, w)
	if w.clicked && w.asks && status != exitFine && ctx.Err() == nil {
		w.say = words.For(w.env)
		w.wait()
	}
	return status
}

// Call is a command that another program runs, on no terminal. It may run many, and sees to
// the memory of its process itself; what build makes goes into a folder that is empty and the
// caller's alone, see folder.Fresh.
type Call struct {
	Env      func(string) string // the environment
	Out, Err io.Writer
	Keep     works.Keep  // of what build makes slowly; may be nil
	Part     works.Part  // of that: build makes this share, for Keep to keep, and no file; zero: all files
	Trouble  func(error) // is told what ends it with exit.Trouble; may be nil
	Timeless bool        // the times of the files it reads say nothing: they were laid out for it
}

// Run runs a command that another program wants, as Call does.
func Run(ctx context.Context, args []string, env func(string) string, out, errw io.Writer) int {
	return Call{Env: env, Out: out, Err: errw}.Run(ctx, args...)
}

// Run runs the command and returns the exit status.
func (c Call) Run(ctx context.Context, args ...string) int {
	return run(ctx, args, world{in: strings.NewReader(""), out: c.Out, err: c.Err, env: c.Env, now: time.Now, keep: c.Keep, part: c.Part, trouble: c.Trouble, timeless: c.Timeless, many: true})
}

// Interrupted says that a run was interrupted, and returns its exit status.
func Interrupted(errw io.Writer) int {
	w := world{err: errw, say: words.For(words.Getenv)}
	return w.status(context.Canceled)
}

func run(ctx context.Context, args []string, w world) (status int) {
	w.say = words.For(w.env)
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintln(w.err, w.say.T("internal-error-fault-of-banxin-please", r))
			if w.env("BANXIN_DEBUG") != "" {
				fmt.Fprintf(w.err, "%s\n", debug.Stack())
			}
			status = exitTrouble
		}
	}()
	if w.clicked {
		return w.status(w.desktop(ctx, args))
	}
	var root *cobra.Command
	if w.many && len(args) > 0 {
		root = newRootOf(&w, args[0])
	} else {
		root = newRoot(&w)
	}
	if err := dashes(args); err != nil {
		return w.status(err)
	}
	if err := oneHyphen(root, args); err != nil {
		return w.status(err)
	}
	root.SetArgs(args)
	return w.status(root.ExecuteContext(ctx))
}

var dashed = regexp.MustCompile(`^(?:[‐‑‒–—―−－]{1,2}|-[‐‑‒–—―−－]|[‐‑‒–—―−－]-)([A-Za-z][a-z-]*)(=.*)?$`)

// dashes tells of a flag whose hyphens a word processor has made a dash.
func dashes(args []string) error {
	for _, a := range args {
		if a == "--" {
			break
		}
		if m := dashed.FindStringSubmatch(a); m != nil {
			hyphens := "--"
			if len(m[1]) == 1 {
				hyphens = "-"
			}
			return words.Fault("dash-for-hyphen", a, hyphens+m[1]+m[2])
		}
	}
	return nil
}

// oneHyphen tells of a long flag behind one hyphen, -out or -output, which would be read as short ones.
func oneHyphen(root *cobra.Command, args []string) error {
	c, _, err := root.Find(args)
	if err != nil {
		return nil
	}
	for i, a := range args {
		if a == "--" {
			break
		}
		if i > 0 && takesValue(c, args[i-1]) {
			continue // it is one
		}
		name, value, valued := strings.Cut(strings.TrimPrefix(a, "-"), "=")
		long := ""
		for _, flags := range []*pflag.FlagSet{c.Flags(), c.InheritedFlags()} {
			flags.VisitAll(func(f *pflag.Flag) {
				if len(f.Name) > 2 && strings.HasPrefix(name, f.Name) && len(f.Name) > len(long) {
					long = f.Name
				}
			})
		}
		if !strings.HasPrefix(a, "-") || strings.HasPrefix(a, "--") || long == "" {
			continue
		}
		name = long
		if valued {
			name += "=" + value
		}
		return words.Fault("long-flag-behind-one-hyphen", a, "--"+name)
	}
	return nil
}

// takesValue tells whether an argument is a flag of a command whose value is the next one.
func takesValue(c *cobra.Command, arg string) bool {
	f := c.Flag(strings.TrimPrefix(arg, "--"))
	if !strings.HasPrefix(arg, "--") && len(arg) == 2 && arg[0] == '-' {
		f = c.Flags().ShorthandLookup(arg[1:])
	}
	return strings.HasPrefix(arg, "-") && f != nil && f.NoOptDefVal == ""
}

// commands make all commands, in the order in which they are listed.
func commands() []func(*world) *cobra.Command {
	return []func(*world) *cobra.Command{newBuild, newCheck, newPlan, newVerify, newPreflight, newMeasure, newImpose, newPlates, newProof, newDiff, newNote, newSign, newLog, newDesk, newOPDS, newSite, newServe, newSend, newFonts, newNew, newSpecimen, newImport, newDump, newExplain, newKeys, newGuide, newDoc, newDoctor, newVersion}
}

// newRootOf is newRoot for who runs one command of many: it has that alone, since to make all of
// them costs more than to read a small edition. Where there is none of the name it has all.
func newRootOf(w *world, name string) *cobra.Command {
	for _, of := range commands() {
		if c := of(w); c.Name() == name {
			return rootWith(w, c)
		}
	}
	return newRoot(w)
}

func newRoot(w *world) *cobra.Command {
	var all []*cobra.Command
	for _, of := range commands() {
		all = append(all, of(w))
	}
	return rootWith(w, all...)
}

// rootWith is the program with some commands.
func rootWith(w *world, all ...*cobra.Command) *cobra.Command {
	root := &cobra.Command{
		Use:                        "banxin",
		Short:                      w.say.T("banxin.short"),
		Long:                       w.say.T("banxin.long"),
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		Args:                       w.noArgs,
		RunE:                       func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(w.in)
	root.SetOut(w.out)
	root.SetErr(w.err)
	root.AddCommand(all...)
	w.versionFlag(root)
	root.PersistentPreRunE = w.flagsFromEnv
	w.localize(root)
	return root
}
