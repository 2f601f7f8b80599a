package cli

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"banxin/cmd/internal/manual"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// localize puts all that cobra says itself in the user's language, on root and below.
func (w *world) localize(root *cobra.Command) {
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(newCompletion(w))
	root.SetHelpCommand(newHelp(w, root))
	root.SetUsageFunc(w.usage)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return w.flagError(c, err) })
	for _, c := range allCommands(root) {
		c.Flags().BoolP("help", "h", false, w.say.T("show-help"))
		c.Flags().SortFlags = false
		c.DisableFlagsInUseLine = true
		c.SuggestionsMinimumDistance = 2
	}
	root.InitDefaultHelpCmd()
}

// allCommands lists a command and all below it.
func allCommands(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		all = append(all, allCommands(sub)...)
	}
	return all
}

// usage writes how a command is used: its line, examples, commands and flags.
func (w *world) usage(c *cobra.Command) error {
	b := bufio.NewWriter(c.OutOrStderr())
	t := w.say.T
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(b, "%s\n  %s\n", t("usage"), manual.Line(c, w.say))
		if c.HasExample() {
			fmt.Fprintf(b, "  %s\n\n%s\n%s\n", c.UseLine(), t("examples"), c.Example)
		}
		fmt.Fprintf(b, "\n%s\n", t("commands"))
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(b, "  %-*s %s\n", sub.NamePadding(), sub.Name(), sub.Short)
			}
		}
		if c.HasParent() && c.HasExample() {
			w.flagList(b, c)
		}
		fmt.Fprintf(b, "\n%s\n", t("banxin-command-help-tells-more-of"))
		if !c.HasParent() {
			fmt.Fprintf(b, "\n%s\n%s\n", t("topics-of-guide"), strings.Join(w.listTopics(), "\n"))
		}
		return b.Flush()
	}
	fmt.Fprintf(b, "%s\n  %s\n", t("usage"), manual.Line(c, w.say))
	if c.HasExample() {
		fmt.Fprintf(b, "\n%s\n%s\n", t("examples"), c.Example)
	}
	w.flagList(b, c)
	return b.Flush()
}

// flagList writes the flags of a command.
func (w *world) flagList(b io.Writer, c *cobra.Command) {
	fmt.Fprintf(b, "\n%s\n", w.say.T("flags-title"))
	var names, texts []string
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name, text := manual.Flag(f, w.say)
		if f.Shorthand == "" {
			name = "    " + name
		}
		names, texts = append(names, name), append(texts, text)
	})
	for i, name := range names {
		fmt.Fprintf(b, "  %s   %s\n", report.Left(name, slices.MaxFunc(names, report.ByColumns)), texts[i])
	}
}

func newHelp(w *world, root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [" + w.say.T("command") + "]",
		Short: w.say.T("tell-about-command"),
		Args:  w.maxArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err == nil && len(rest) == 0 {
				return c.Help()
			}
			return w.printTopic(args[0])
		},
	}
}

// shells are those that can complete commands: where each keeps the script, and the script.
var shells = []struct {
	name, file string
	write      func(*cobra.Command, io.Writer) error
}{
	{"bash", "bash-completion/completions/banxin", func(c *cobra.Command, w io.Writer) error { return c.GenBashCompletionV2(w, true) }},
	{"zsh", "zsh/site-functions/_banxin", (*cobra.Command).GenZshCompletion},
	{"fish", "fish/vendor_completions.d/banxin.fish", func(c *cobra.Command, w io.Writer) error { return c.GenFishCompletion(w, true) }},
	{"powershell", "powershell/banxin.ps1", (*cobra.Command).GenPowerShellCompletionWithDesc},
}

func newCompletion(w *world) *cobra.Command {
	var names []string
	for _, s := range shells {
		names = append(names, s.name)
	}
	return &cobra.Command{
		Use:       "completion " + strings.Join(names, "|"),
		Short:     w.say.T("print-completion-script-of-shell"),
		Example:   "  source <(banxin completion bash)\n  banxin completion fish > ~/.config/fish/completions/banxin.fish",
		ValidArgs: names,
		Args:      w.oneOf(w.say.T("shell"), names),
		RunE: func(c *cobra.Command, args []string) error {
			return shells[slices.Index(names, args[0])].write(c.Root(), w.out)
		},
	}
}

// flagError puts an error of the flag parser in our words.
func (w *world) flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var needs *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(c, unknown)
	case errors.As(err, &needs):
		return words.Fault("flag-needs-value", manual.FlagName(needs))
	case errors.As(err, &wrong) && wrong.GetFlag().Value.Type() == "int" && isNumber(wrong.GetValue()):
		n, _ := editions.MeantNumber(wrong.GetValue())
		return words.Fault("flag-value-write", wrong.GetFlag().Name, wrong.GetValue(), n)
	case errors.As(err, &wrong):
		return words.Fault("flag-no-such-value", wrong.GetFlag().Name, wrong.GetValue())
	}
	return err
}

func isNumber(s string) bool {
	_, ok := editions.MeantNumber(s)
	return ok
}

// unknownFlag says that a command has no such flag, and which one may have been meant.
func unknownFlag(c *cobra.Command, unknown *pflag.NotExistError) error {
	name, short := unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	switch near, ok := editions.Nearest(names, cmp.Or(short, name)); {
	case ok && len(short) > 1: // one dash before a long name
		return words.Fault("unknown-flag-did-you-mean", "-"+short, near)
	case short != "":
		return words.Fault("unknown-flag-see-help", name)
	case ok:
		return words.Fault("unknown-flag-did-you-mean", "--"+name, near)
	}
	return words.Fault("unknown-flag-see", name)
}

// flagsFromEnv gives each flag that was not used the value of BANXIN_ and its name:
// --fail-on is BANXIN_FAIL_ON.
func (w *world) flagsFromEnv(c *cobra.Command, _ []string) (err error) {
	c.Flags().VisitAll(func(f *pflag.Flag) {
		name := "BANXIN_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		v := w.env(name)
		if v == "" || f.Changed || f.Hidden || f.Name == "help" || f.Name == "version" || err != nil {
			return
		}
		if f.Value.Set(v) != nil {
			err = words.Fault("environment-variable-no-such-value", name, v)
		}
	})
	return err
}
