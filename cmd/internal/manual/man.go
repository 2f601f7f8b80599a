package manual

import (
	"bytes"
	"fmt"
	"strings"

	"banxin/cmd/internal/words"

	"github.com/spf13/cobra"
)

// Man returns a man page for each command, as man1/banxin-build.1; Chinese ones stand in
// zh_CN, where man looks for them. The pages carry no date: the same program gives the
// same bytes.
func Man(root *cobra.Command, say words.Locale, version string) []Page {
	dir := "man1/"
	if say.Chinese {
		dir = "zh_CN/man1/"
	}
	all := Commands(root)
	out := make([]Page, len(all))
	for i, c := range all {
		out[i] = Page{dir + manName(c) + ".1", strings.TrimPrefix(manName(c), root.Name()+"-"), manPage(c, all, say, version)}
	}
	return out
}

// manName is the name of a command's page: banxin-fonts-list.
func manName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// roff writes a page in the macros of man(7).
type roff struct{ bytes.Buffer }

// escape keeps text from being read as macros.
var escape = strings.NewReplacer(`\`, `\e`, `-`, `\-`, "\n.", "\n\\&.", "\n'", "\n\\&'")

// chinese lets groff break lines between any two characters, and keeps it from stretching
// those that have no spaces.
const chinese = ".if \\n(.g .mso zh.tmac\n.ad l\n"

func (r *roff) text(s string) {
	s = escape.Replace("\n" + s)
	fmt.Fprintf(r, "%s\n", strings.TrimPrefix(s, "\n"))
}

func (r *roff) section(title string) { fmt.Fprintf(r, ".SH %s\n", escape.Replace(title)) }

// literal writes lines as they stand.
func (r *roff) literal(s string) {
	r.WriteString(".PP\n.nf\n")
	r.text(s)
	r.WriteString(".fi\n")
}

// entry writes a term and what it means.
func (r *roff) entry(term, text string) {
	fmt.Fprintf(r, ".TP\n\\fB%s\\fR\n", escape.Replace(term))
	r.text(text)
}

func manPage(c *cobra.Command, all []*cobra.Command, say words.Locale, version string) []byte {
	r, t := &roff{}, say.T
	if say.Chinese {
		r.WriteString(chinese)
	}
	fmt.Fprintf(r, ".TH %s 1 \"\" \"banxin %s\" \"\"\n", strings.ToUpper(escape.Replace(manName(c))), version)
	r.section(t("man.name"))
	r.text(manName(c) + " - " + c.Short)
	r.section(t("synopsis"))
	r.literal(Line(c, say))
	r.section(t("description"))
	if c.Long != "" {
		r.text(c.Long)
	} else {
		r.text(c.Short)
	}
	r.commands(c, say)
	if rows := flags(c, say); len(rows) > 0 {
		r.section(t("options"))
		for _, row := range rows {
			r.entry(row[0], row[1])
		}
	}
	if c.HasExample() {
		r.section(t("man.examples"))
		r.literal(c.Example)
	}
	r.common(say)
	r.also(c, all, say)
	return r.Bytes()
}

// commands lists those below a command.
func (r *roff) commands(c *cobra.Command, say words.Locale) {
	if !c.HasAvailableSubCommands() {
		return
	}
	r.section(say.T("man.commands"))
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			r.entry(sub.Name(), sub.Short)
		}
	}
}

// common is what holds for all commands.
func (r *roff) common(say words.Locale) {
	t := say.T
	r.section(t("exit-status"))
	r.entry("0", t("all-well"))
	r.entry("1", t("there-findings-at-or-above-severity"))
	r.entry("2", t("wrong-usage-or-trouble-with-files"))
	r.section(t("environment"))
	r.entry("BANXIN_LANG, LC_ALL, LC_MESSAGES, LANG", t("language-of-messages-chinese-where-first"))
	r.entry("BANXIN_…", t("stands-flag-not-given-banxin-fail"))
	r.entry("SOURCE_DATE_EPOCH", t("time-outputs-carry-in-seconds-since"))
	r.entry("NO_COLOR", t("no-colour-on-terminal"))
}

// also names the pages beside and above a command's.
func (r *roff) also(c *cobra.Command, all []*cobra.Command, say words.Locale) {
	var names []string
	for _, other := range all {
		if other == c.Parent() || other.Parent() == c || other != c && other.Parent() == c.Parent() && c.HasParent() {
			names = append(names, `\fB`+escape.Replace(manName(other))+`\fR(1)`)
		}
	}
	if len(names) > 0 {
		r.section(say.T("see-also"))
		fmt.Fprintf(r, "%s\n", strings.Join(names, ",\n"))
	}
}
