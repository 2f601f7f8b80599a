package manual

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/output/preflight"

	"github.com/spf13/cobra"
)

// Markdown returns one page with all commands.
func Markdown(root *cobra.Command, say words.Locale) Page {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n", say.T("commands-of-banxin"))
	for _, c := range Commands(root) {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n```\n%s\n```\n", c.CommandPath(), c.Short, Line(c, say))
		if c.Long != "" {
			fmt.Fprintf(&b, "\n%s\n", c.Long)
		}
		if c.HasExample() {
			fmt.Fprintf(&b, "\n%s\n\n```\n%s\n```\n", say.T("examples"), c.Example)
		}
		if rows := flags(c, say); len(rows) > 0 {
			fmt.Fprintf(&b, "\n| %s | |\n|---|---|\n", say.T("flag"))
			for _, r := range rows {
				fmt.Fprintf(&b, "| `%s` | %s |\n", strings.ReplaceAll(r[0], "|", `\|`), cell(r[1]))
			}
		}
	}
	return page("commands", say, b.Bytes())
}

// Keys returns the reference of all keys of the files.
func Keys(say words.Locale) Page {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n", say.T("keys-of-files"))
	for _, s := range editions.Keys() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", inBoth(s.Chinese, s.Name), marked.Replace(say.KeySet(s.Name)))
		fmt.Fprintf(&b, "| %s | | %s |\n|---|---|---|\n", say.T("key"), say.T("value"))
		for _, k := range s.Keys {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", inBoth(code(k.Chinese), code(k.Name)), cell(say.Key(s.Name+"."+k.Name)), cell(value(k, say)))
		}
	}
	return page("keys", say, b.Bytes())
}

// value says what the value of a key may be.
func value(k editions.Key, say words.Locale) string {
	var out []string
	for _, f := range k.Forms {
		if s := shape(k, f, say); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if k.Forms == nil {
		return strings.Join(k.Values, " ")
	}
	return strings.Join(out, say.T("or"))
}

// shape says one form that a value may have.
func shape(k editions.Key, f editions.Form, say words.Locale) string {
	t := say.T
	switch f.Kind {
	case editions.IntegerForm:
		return t("whole-number-from-to", f.Min, f.Max)
	case editions.NumberForm:
		return t("number-from-to", f.Min, f.Max)
	case editions.LengthForm:
		return t("length-3mm-10-5pt")
	case editions.MeasureForm, editions.SizeForm:
		return t("length-3mm-10-5pt-2-3")
	case editions.SheetForm:
		return "270mm x 390mm"
	case editions.YesNoForm:
		return t("yes-or-no")
	case editions.NoForm:
		return t("no-taken-off")
	case editions.ChoiceForm:
		return strings.Join(k.Values, " ")
	case editions.OpenForm:
		return t("or-name-of-paper-own", strings.Join(k.Values, " "))
	case editions.KeysForm:
		return t("keys", f.Of)
	case editions.ListForm:
		return t("list")
	case editions.ByNameForm:
		return t("names-each-with-value")
	case editions.CodeForm:
		return t("code-or-family-txt-ascii-txt")
	case editions.ByCodeForm:
		return t("codes-or-families-each-with-one", strings.Join(k.Values, " "))
	}
	return t("text")
}

// Codes returns the reference of all codes of findings, and of the rules of preflight.
func Codes(say words.Locale) Page {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n", say.T("codes-of-findings"))
	for _, f := range source.Families() {
		fmt.Fprintf(&b, "\n# %s\n", say.T("colon", f.ID)+say.Family(f))
		for _, c := range f.Codes {
			fmt.Fprintf(&b, "\n## %s\n\n%s\n\n%s\n", c.ID, judged(c, say), paragraphs(say.Code(c.ID)))
		}
	}
	fmt.Fprintf(&b, "\n# %s\n", say.T("rules-of-preflight"))
	for _, r := range preflight.Rules {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", r.ID, paragraphs(say.Rule(r)))
	}
	return page("codes", say, b.Bytes())
}

// judged says how bad a code is unless a finding says otherwise, and what it weighs.
func judged(c source.Code, say words.Locale) string {
	out := "*" + say.T(c.Severity.String())
	if c.Weight > 0 {
		out += say.T("weighs-in-errors", c.Weight/10, c.Weight%10)
	}
	return out + "*"
}

// paragraphs makes a paragraph of each line.
func paragraphs(s string) string { return marked.Replace(strings.ReplaceAll(s, "\n", "\n\n")) }

// marked keeps what a text says of marks from being read as marks.
var marked = strings.NewReplacer("[", `\[`, "*", `\*`, "<", "&lt;", "~", `\~`, "^", `\^`, "`", "\\`")

// page is a page in a language.
func page(title string, say words.Locale, data []byte) Page {
	if say.Chinese {
		return Page{title + ".zh.md", title, data}
	}
	return Page{title + ".md", title, data}
}

// cell keeps a text within a cell of a table.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ").Replace(marked.Replace(s))
}

func code(s string) string { return "`" + s + "`" }

// inBoth shows a word in its two languages.
func inBoth(zh, en string) string {
	if zh == en || zh == code("") {
		return en
	}
	return zh + " " + en
}
