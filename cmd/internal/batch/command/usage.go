package command

import (
	"bufio"
	"errors"
	"fmt"
	"slices"
	"strings"

	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/cli"
	"banxin/cmd/internal/manual"
	"banxin/cmd/internal/report"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// localize puts what cobra says itself in the user's language, on root and below.
func (w *world) localize(root *cobra.Command) {
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(w.help(root))
	root.SetUsageFunc(w.usage)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return flagError(err) })
	for _, c := range append(root.Commands(), root) {
		c.Flags().BoolP("help", "h", false, w.say.T("show-help"))
		c.Flags().SortFlags = false
		c.DisableFlagsInUseLine = true
		if c.Args == nil || c.Name() == childName {
			continue
		}
		args := c.Args
		c.Args = func(c *cobra.Command, a []string) error {
			if err := args(c, a); err != nil && len(a) > 0 && !c.HasSubCommands() && !say.Says(err, "takes-one-argument") {
				return say.Fault("takes-no-argument-not", c.Name(), a[0])
			} else if err != nil && len(a) > 0 && c.HasSubCommands() {
				return say.Fault("no-command-see-help", a[0], c.CommandPath())
			} else {
				return err
			}
		}
	}
}

// help tells about a command, or prints the chapter of banxin's guide that is asked for.
func (w *world) help(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [" + w.say.T("command") + "]",
		Short: w.say.T("tell-about-command"),
		RunE: func(c *cobra.Command, args []string) error {
			if about, rest, err := root.Find(args); err == nil && len(rest) == 0 {
				return about.Help()
			}
			var said strings.Builder
			if cli.Run(c.Context(), []string{"help", strings.Join(args, " ")}, w.env, w.out, &said) == exitFine {
				return nil
			}
			name := w.say.Words().T("banxin", "") // whose help it is
			fmt.Fprintln(w.err, w.say.T("banxin-farm", strings.TrimSpace(strings.TrimPrefix(said.String(), strings.TrimSpace(name)))))
			return errTold
		},
	}
}

// usage writes how a command is used.
func (w *world) usage(c *cobra.Command) error {
	b := bufio.NewWriter(c.OutOrStderr())
	t, words := w.say.T, w.say.Words()
	fmt.Fprintf(b, "%s\n  %s\n", t("usage"), manual.Line(c, words))
	if c.HasExample() {
		fmt.Fprintf(b, "\n%s\n%s\n", t("examples"), c.Example)
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(b, "\n%s\n", t("commands"))
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(b, "  %-*s %s\n", sub.NamePadding(), sub.Name(), sub.Short)
			}
		}
		fmt.Fprintf(b, "\n%s\n", t("banxin-farm-command-help-tells-more"))
		return b.Flush()
	}
	fmt.Fprintf(b, "\n%s\n", t("flags-title"))
	var names, texts []string
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name, text := manual.Flag(f, words)
		if f.Shorthand == "" {
			name = "    " + name
		}
		names, texts = append(names, name), append(texts, text)
	})
	for i, name := range names {
		fmt.Fprintf(b, "  %s   %s\n", report.Left(name, slices.MaxFunc(names, report.ByColumns)), texts[i])
	}
	return b.Flush()
}

// flagError puts an error of the flag parser in our words.
func flagError(err error) error {
	var unknown *pflag.NotExistError
	var needs *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return say.Fault("unknown-flag-see", unknown.GetSpecifiedName())
	case errors.As(err, &needs):
		return say.Fault("flag-needs-value", manual.FlagName(needs))
	case errors.As(err, &wrong) && wrong.GetFlag().Value.Type() == "duration":
		return say.Fault("flag-is-a-time", wrong.GetFlag().Name, wrong.GetValue())
	case errors.As(err, &wrong):
		return say.Fault("flag-no-such-value", wrong.GetFlag().Name, wrong.GetValue())
	}
	return err
}

// oneArg wants exactly one argument.
func (w *world) oneArg(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch len(args) {
		case 0:
			return say.Fault("needs-one-argument", c.Name(), what)
		case 1:
			return nil
		}
		return say.Fault("takes-one-argument", c.Name(), what, args[1])
	}
}

// choice is a fault unless v is one of values.
func (w *world) choice(what, v string, values ...string) error {
	if slices.Contains(values, v) {
		return nil
	}
	comma := ", "
	if w.say.Chinese() {
		comma = "、"
	}
	return say.Fault("not-one-of-these", what, v, strings.Join(values, comma))
}
