package cli

import (
	"bytes"
	"cmp"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"banxin/assets"
	"banxin/cmd/internal/words"
	"banxin/editions"

	"github.com/spf13/cobra"
)

func newTemplate(w *world) *cobra.Command {
	p, t := &part{w: w}, w.say.T
	var from string
	c := p.command(t("template-name-dir"), t("list-templates-of-library-or-begin"),
		t("banxin-new-template-banxin-new-template"), func(root *os.Root) error { return p.makeTemplate(root, from) })
	c.Flags().StringVar(&from, "from", "", t("new-template.--from"))
	args, run := c.Args, c.RunE
	c.Args = func(c *cobra.Command, a []string) error {
		if len(a) == 0 {
			return nil
		}
		return args(c, a)
	}
	c.RunE = func(c *cobra.Command, a []string) error {
		if len(a) == 0 {
			return w.listTemplates()
		}
		return run(c, a)
	}
	return c
}

// makeTemplate writes a template that takes over one of the library: the one said, or that of its own name, or the one that
// the paper has for pages of that kind (头版).
func (p *part) makeTemplate(root *os.Root, from string) error {
	if err := p.named(); err != nil {
		return err
	}
	if !standsPaper(p.dir) {
		return words.Fault("no-paper-folder-no-paper-yaml", p.dir)
	}
	lib := assets.Templates()
	has := func(name string) bool { _, err := fs.Stat(lib, name+".yaml"); return name != "" && err == nil }
	kinds := p.preferred()
	switch {
	case from == "" && has(p.what):
		from = p.what
	case from == "" && has(kinds.Named(p.what)):
		from = kinds.Named(p.what)
	case from == "":
		return words.Fault("no-template-to-begin-from", p.what, p.again(cmp.Or(kinds.Inside, "四开新闻")))
	case !has(from) && has(kinds.Named(from)):
		from = kinds.Named(from)
	case !has(from):
		return words.Fault("no-template-called-banxin-new-template", from)
	}
	drawn, err := drawnIn(lib, from)
	if err != nil {
		return err
	}
	text := "# " + p.w.say.T("what-not-said-here-comes-from") + "\n"
	for _, l := range drawn {
		text += "#" + l + "\n"
	}
	text += "继承: 库/" + from + "\n"
	name := path.Join("templates", p.what+".yaml")
	if err := p.create(root, name, []byte(text)); err != nil {
		return err
	}
	return p.w.done(p.quiet, filepath.Join(p.dir, filepath.FromSlash(name)))
}

// again is the command with the template to begin from, and the paper's folder where one was said.
func (p *part) again(from string) string {
	out := "banxin new template " + shellArg(p.what)
	if p.dir != "." {
		out += " " + shellArg(p.dir)
	}
	return out + " --from " + from
}

// preferred are the templates that the paper has for kinds of pages; none where it cannot be read.
func (p *part) preferred() editions.Preferred {
	set, err := p.load()
	if err != nil || set.Edition == nil || set.Edition.Paper == nil {
		return editions.Preferred{}
	}
	return set.Edition.Paper.Preferred
}

// drawnIn returns the lines of a library template that draw its page and say of its slots what they are: what people
// change.
func drawnIn(lib fs.FS, name string) ([]string, error) {
	data, err := fs.ReadFile(lib, name+".yaml")
	if err != nil {
		return nil, err
	}
	var out []string
	in := false
	for _, l := range strings.Split(string(data), "\n") {
		if !strings.HasPrefix(l, " ") {
			in = strings.HasPrefix(l, "版图:") || strings.HasPrefix(l, "版位:")
		}
		if in && l != "" {
			out = append(out, l)
		}
	}
	return out, nil
}

// listTemplates prints the templates of the library with what each is for.
func (w *world) listTemplates() error {
	lib := assets.Templates()
	names, err := fs.Glob(lib, "*.yaml")
	if err != nil {
		return err
	}
	var rows [][2]string
	for _, name := range names {
		data, err := fs.ReadFile(lib, name)
		if err != nil {
			return err
		}
		first, _, _ := bytes.Cut(data, []byte("\n"))
		rows = append(rows, [2]string{strings.TrimSuffix(name, ".yaml"), strings.TrimSpace(strings.TrimPrefix(string(first), "#"))})
	}
	return writeRows(w.out, rows)
}
