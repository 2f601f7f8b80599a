// Package manual writes the documentation that the program itself can give: man pages and
// a Markdown page of its commands, references of the keys of the files and of the codes of
// findings.
//
//	for _, p := range manual.Man(root, say, "0.1.0") { os.WriteFile(p.Name, p.Data, 0o666) }
package manual

import (
	"strings"

	"banxin/cmd/internal/words"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Page is a file to write.
type Page struct {
	Name  string // slash path from the folder that it is written into
	Title string // what tells it from the others of its kind: build, paper
	Data  []byte
}

// Commands lists a command and all below it that users see, in the order of the help.
func Commands(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			all = append(all, Commands(sub)...)
		}
	}
	return all
}

// Line is how a command is called.
func Line(c *cobra.Command, say words.Locale) string {
	if c.HasAvailableSubCommands() {
		return c.CommandPath() + " " + say.T("command")
	}
	return strings.Replace(c.UseLine(), "[--flags]", say.T("flags"), 1)
}

// Flag returns a flag as it is written, and what it does.
func Flag(f *pflag.Flag, say words.Locale) (name, text string) {
	value, text := pflag.UnquoteUsage(f)
	name = "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	if f.Value.Type() != "bool" && !strings.Contains(f.Usage, "`") {
		value = say.T(value)
	}
	if value != "" {
		name += " " + value
	}
	if d := strings.Trim(f.DefValue, "[]"); d != "" && d != "0" && d != "false" {
		text = say.T("default", text, d)
	}
	return name, text
}

// flags lists what Flag says of each flag of a command.
func flags(c *cobra.Command, say words.Locale) (rows [][2]string) {
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name, text := Flag(f, say)
		rows = append(rows, [2]string{name, text})
	})
	return rows
}

// FlagName is a flag that wants a value as it was written: -o or --output.
func FlagName(needs *pflag.ValueRequiredError) string {
	if needs.GetSpecifiedShortnames() != "" {
		return "-" + needs.GetSpecifiedName()
	}
	return "--" + needs.GetSpecifiedName()
}
