package readers

import (
	"fmt"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/editions/intake"
)

// hostile are texts whose signs cost more than their number when each is looked at with
// all others: of up to a megabyte, and taken in or refused within seconds.
func hostile() map[string]string {
	rep := strings.Repeat
	var notes strings.Builder
	for i := range 20000 {
		fmt.Fprintf(&notes, "a[^%d]\n\n[^%d]: b\n\n", i, i)
	}
	return map[string]string{
		"stars": rep("*", 100000), "stars and words": rep("*a ", 100000), "emphasis in emphasis": rep("*a **b ", 60000) + rep("c** d*", 60000), "stars beside Han": rep("*汉**字", 30000),
		"brackets": rep("[", 100000), "brackets in brackets": rep("[", 50000) + rep("]", 50000), "pictures begun": rep("![", 100000), "links begun": rep("[a](", 100000), "titles begun": rep("[a](b (", 100000),
		"signs of notes": rep("a[^1]", 100000), "notes": notes.String(), "marked text begun": rep("[a]{", 100000), "braces": rep("{a|", 100000), "readings": rep("{汉|hàn}", 60000),
		"quotations": rep("> ", 10000) + "a", "lists": rep("- ", 10000) + "a", "one line": rep("a", 1000000), "one line of Han": rep("棠川晚稻开镰。", 50000), "ticks": rep("`", 100000), "tags": rep("<a ", 300000), "comments": rep("<!--", 200000),
		"entities": rep("&amp;", 200000), "backslashes": rep("\\", 1000000), "carets": rep("a^b^", 100000), "breaks": rep("a\\\n", 100000), "paragraphs": rep("a\n\n", 40000), "subheads": rep("# a\n", 40000), "spaces": rep(" ", 1000000), "tabs": rep("汉\t", 100000), "emoji": rep("a😀", 100000),
		"columns": "|" + rep("a|", 10000) + "\n|" + rep("-|", 10000) + "\n|" + rep("b|", 10000) + "\n", "short rows": "|" + rep("a|", 2000) + "\n|" + rep("-|", 2000) + "\n" + rep("|a|\n", 20000),
		"rows of HTML": "<table><tr>" + rep("<td>a", 2000) + "</tr>" + rep("<tr><td>a", 20000) + "</table>", "elements": rep("<div>", 100000) + "a", "wide cells": "<table>" + rep("<tr><td colspan=1000 rowspan=1000>a", 20000) + "</table>",
		"heads in YAML": "---\n标题: [" + rep("甲, ", 50000) + "乙]\n---\n正文\n", "brackets in YAML": "---\n标题: " + rep("[", 10000) + "\n---\n",
	}
}

// TestHostile holds the account of them, as Markdown, plain text and HTML.
func TestHostile(t *testing.T) {
	need.Time(t)
	for name, text := range hostile() {
		for _, format := range All() {
			if format.Name != "md" && format.Name != "txt" && format.Name != "html" {
				continue
			}
			t.Run(name+"/"+format.Name, func(t *testing.T) {
				if err := intake.CheckAccount(format, intake.File{Name: "x." + format.Name, Data: []byte(text)}); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// TestLargeTables holds that a small file does not become a table of millions of cells.
func TestLargeTables(t *testing.T) {
	texts := hostile()
	for name, want := range map[string]bool{"short rows/md": false, "rows of HTML/html": true} {
		text, ext, _ := strings.Cut(name, "/")
		for _, c := range intake.Read(intake.File{Name: "x." + ext, Data: []byte(texts[text])}, All(), intake.Options{}) {
			if c.Refused != want {
				t.Errorf("%s: refused %v, want %v", name, c.Refused, want)
			}
			for _, p := range c.Pieces {
				if len(p.Rows) > 0 && !c.Refused {
					t.Errorf("%s is a table of %d rows", name, len(p.Rows))
				}
			}
		}
	}
}
