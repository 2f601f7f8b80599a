package cli

import (
	"slices"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// Values of flags that several commands have.
var (
	formats      = []string{"text", "json"}
	checkFormats = []string{"text", "json", "sarif", "github"} // for services that show findings beside the text, too
	failures     = []string{"error", "warning", "never"}
)

func failOnFlag(w *world, c *cobra.Command, v *string) {
	c.Flags().StringVar(v, "fail-on", "error", w.say.T("--fail-on"))
	completeFlag(c, "fail-on", failures)
}

func formatFlag(w *world, c *cobra.Command, v *string) {
	c.Flags().StringVar(v, "format", "text", w.say.T("--format"))
	completeFlag(c, "format", formats)
}

// checkFormatFlag is formatFlag with the forms for services.
func checkFormatFlag(w *world, c *cobra.Command, v *string) {
	c.Flags().StringVar(v, "format", "text", w.say.T("format-of-what-said-on-stdout"))
	completeFlag(c, "format", checkFormats)
}

func quietFlag(w *world, c *cobra.Command, v *bool) {
	c.Flags().BoolVarP(v, "quiet", "q", false, w.say.T("--quiet"))
}

func gapsFlag(w *world, c *cobra.Command, v *bool) {
	c.Flags().BoolVar(v, "allow-gaps", false, w.say.T("--allow-gaps"))
}

// idleWithout refuses flags that say how a kind of output is made where none of it is.
func idleWithout(c *cobra.Command, to []string, kind string, flags ...string) error {
	for _, f := range flags {
		if c.Flags().Changed(f) && !slices.Contains(to, kind) {
			return words.Fault("flag-does-nothing-without-kind", f, kind)
		}
	}
	return nil
}

func completeFlag(c *cobra.Command, name string, values []string) {
	must(c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)))
}

// pagesOf reads --pages.
func pagesOf(v string) (works.Pages, error) {
	p, err := works.ParsePages(v)
	if meant := pagesMeant(v); err != nil && meant != v {
		if p, wrong := works.ParsePages(meant); wrong == nil {
			return p, nil
		}
	}
	if err != nil {
		return nil, words.Fault("pages-flag", err)
	}
	return p, nil
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func (w *world) noArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if c.HasParent() && !c.HasSubCommands() {
		return words.Fault("takes-no-argument-not", c.Name(), args[0])
	}
	if near := commandsNear(c, args[0]); len(near) > 0 {
		return words.Fault("no-command-did-you-mean", args[0], strings.Join(near, ", "))
	}
	return words.Fault("no-command-see-help", args[0], c.CommandPath())
}

// oneFolder wants exactly one argument, a folder.
func (w *world) oneFolder(c *cobra.Command, args []string) error {
	if len(args) != 1 {
		return words.Fault("needs-one-argument-folder", c.Name())
	}
	return nil
}

func (w *world) maxArgs(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return behind(c, args, n)
		}
		return nil
	}
}

// oneOf wants exactly one argument, one of values.
func (w *world) oneOf(what string, values []string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 1 {
			return choice(what, args[0], values)
		}
		return words.Fault("needs-one-argument", c.Name(), strings.Join(values, ", "))
	}
}

// someOf takes a flag's list of values, all of them some that there are and at least one; a comma too many says nothing.
func someOf(flag string, list, values []string) ([]string, error) {
	list = slices.DeleteFunc(slices.Clone(list), func(v string) bool { return strings.TrimSpace(v) == "" })
	if len(list) == 0 {
		return nil, words.Fault("flag-says-nothing", flag, strings.Join(values, ", "))
	}
	for _, v := range list {
		if err := choice(flag, v, values); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// choice is a fault unless v is one of values.
func choice(what, v string, values []string) error {
	for _, x := range values {
		if v == x {
			return nil
		}
	}
	if put, ok := several(v, values); ok && strings.HasPrefix(what, "--") {
		return words.Fault("write-value-as", what, v, put)
	}
	if near := meantOf(v, values); len(near) > 0 {
		return words.Fault("not-one-of-did-you-mean", what, v, strings.Join(values, ", "), strings.Join(near, ", "))
	}
	return words.Fault("not-one-of", what, v, strings.Join(values, ", "))
}
