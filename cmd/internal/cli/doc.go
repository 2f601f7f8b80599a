package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banxin/cmd/internal/manual"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/schema"
	"banxin/cmd/internal/words"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// docKinds are what doc writes, and how.
var docKinds = []struct {
	name  string
	pages func(*world, *cobra.Command) []manual.Page
}{
	{"man", func(w *world, root *cobra.Command) []manual.Page { return manual.Man(root, w.say, works.Version) }},
	{"completion", func(_ *world, root *cobra.Command) []manual.Page { return completions(root) }},
	{"markdown", func(w *world, root *cobra.Command) []manual.Page {
		return []manual.Page{manual.Markdown(root, w.say)}
	}},
	{"keys", func(w *world, _ *cobra.Command) []manual.Page { return []manual.Page{manual.Keys(w.say)} }},
	{"codes", func(w *world, _ *cobra.Command) []manual.Page { return []manual.Page{manual.Codes(w.say)} }},
	{"schema", func(*world, *cobra.Command) []manual.Page { return schemas() }},
}

func newDoc(w *world) *cobra.Command {
	t := w.say.T
	var kinds []string
	for _, k := range docKinds {
		kinds = append(kinds, k.name)
	}
	var out string
	var quiet bool
	c := &cobra.Command{
		Use:       t("doc.use", strings.Join(kinds, "|")),
		Short:     t("doc.short"),
		Long:      t("doc.long"),
		Example:   "  banxin doc schema -o schemas\n  banxin doc man -o /usr/local/share/man\n  banxin doc man build | man -l -\n  banxin doc keys > keys.md",
		ValidArgs: kinds,
		Args:      w.maxArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return words.Fault("needs-one-argument", c.Name(), strings.Join(kinds, ", "))
			}
			if err := choice("doc", args[0], kinds); err != nil {
				return err
			}
			return w.document(slices.Index(kinds, args[0]), args[1:], out, quiet)
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "", t("--out"))
	must(c.MarkFlagDirname("out"))
	quietFlag(w, c, &quiet)
	return c
}

// document writes the pages of a kind into a folder, or one of them to stdout.
func (w *world) document(kind int, name []string, out string, quiet bool) error {
	if out == "" {
		return w.printPage(docKinds[kind].pages(w, newRoot(w)), name)
	}
	if len(name) > 0 {
		return words.Fault("with-o-all-files-written-leave", name[0])
	}
	written := map[string]bool{}
	for _, chinese := range []bool{false, true} {
		other := *w
		other.say = words.In(chinese)
		for _, p := range docKinds[kind].pages(&other, newRoot(&other)) {
			if written[p.Name] {
				continue // the same in both languages
			}
			written[p.Name] = true
			if err := writePage(out, p); err != nil {
				return err
			}
			if !quiet {
				fmt.Fprintln(w.err, filepath.Join(out, filepath.FromSlash(p.Name)))
			}
		}
	}
	return nil
}

func writePage(dir string, p manual.Page) error {
	file := filepath.Join(dir, filepath.FromSlash(p.Name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return words.Fault("cannot-make", filepath.Dir(file), err)
	}
	if err := os.WriteFile(file, p.Data, 0o666); err != nil {
		return words.Fault("cannot-make", file, err)
	}
	return nil
}

// printPage prints the page of a name, or the only one.
func (w *world) printPage(pages []manual.Page, name []string) error {
	var names []string
	for _, p := range pages {
		if len(pages) == 1 && len(name) == 0 || len(name) > 0 && p.Title == name[0] {
			_, err := w.out.Write(p.Data)
			return err
		}
		names = append(names, p.Title)
	}
	if len(name) > 0 {
		return choice("doc", name[0], names)
	}
	return words.Fault("give-folder-with-o-or-one", strings.Join(names, ", "))
}

// schemas are the JSON Schemas of the files, of report.json, and of what else is written for programs.
func schemas() []manual.Page {
	var out []manual.Page
	for _, f := range append(schema.Files(), schema.Outputs()...) {
		out = append(out, manual.Page{Name: f.Name, Title: strings.TrimSuffix(f.Name, ".schema.json"), Data: f.Data})
	}
	return append(out, manual.Page{Name: "report.schema.json", Title: "report", Data: report.Schema})
}

// completions are the scripts that complete commands, under the names that shells look for.
func completions(root *cobra.Command) []manual.Page {
	var out []manual.Page
	for _, s := range shells {
		var b bytes.Buffer
		must(s.write(root, &b))
		out = append(out, manual.Page{Name: s.file, Title: s.name, Data: b.Bytes()})
	}
	return out
}
