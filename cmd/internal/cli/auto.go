package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/makeup"

	"github.com/spf13/cobra"
)

// autoOptions are the flags of build that let pages be made up.
type autoOptions struct {
	auto     bool
	variants int

	versions []makeup.Version
}

// mostVariants is how many versions of a page can be asked for.
const mostVariants = 9

func (o *autoOptions) autoFlags(w *world, c *cobra.Command) {
	c.Flags().BoolVar(&o.auto, "auto", false, w.say.T("make up the pages that have no story slots of the stories that have no place"))
	c.Flags().IntVar(&o.variants, "variants", 1, w.say.T("with --auto: make so many `VERSIONS` to choose from"))
}

func (o *autoOptions) autoCheck() error {
	switch {
	case o.variants < 1 || o.variants > mostVariants:
		return words.Fault("--variants: %d is not between 1 and %d", o.variants, mostVariants)
	case o.variants > 1 && !o.auto:
		return words.Fault("--variants: goes with --auto")
	}
	return nil
}

// makeUp puts a made-up edition in the place of the one read. What was said of stories
// without a place is not true any more.
func (o *autoOptions) makeUp(c *composed) {
	o.versions = makeup.Auto(c.ed, c.cat, o.variants)
	if len(o.versions) == 0 {
		c.findings.Add(source.Finding{
			Code: "PLAN-AUTO", Severity: source.Warning, Pos: source.Pos{File: c.ed.File.Name},
			Message: source.Msg("no page could be made up"),
			Hint:    source.Msg("give a page a template whose 版图 has dots in the place of stories, and leave stories without a place"),
		})
		return
	}
	v := o.versions[0]
	c.ed = v.Edition
	c.findings = slices.DeleteFunc(c.findings, func(f source.Finding) bool {
		return f.Code == "PLAN-UNPLACED" && slices.ContainsFunc(v.Made, func(m makeup.Made) bool { return slices.Contains(m.Stories, f.Story) })
	})
	for k, v := range o.versions {
		for i := range v.Made {
			m := &v.Made[i]
			f := source.Finding{Code: "PLAN-MADE", Severity: source.Note, Page: m.Page, Pos: source.Pos{File: c.ed.File.Name}, Lines: m.Empty}
			f.Message = source.Msg("version %d is made up of %d stories: %d of %d lines of its columns are empty, weight %d", k+1, len(m.Stories), m.Empty, m.All, m.Cost)
			c.findings.Add(f)
		}
	}
}

// remarks say of a made-up page what it looks like and what was weighed.
func remarks(w *world, m *makeup.Made) []string {
	var seen []string
	for _, s := range m.Seen() {
		seen = append(seen, w.say.Msg(s))
	}
	return []string{
		w.say.T("made up of %d stories: %d of %d lines of its columns are empty", len(m.Stories), m.Empty, m.All),
		strings.Join(seen, w.say.T("; ")),
		w.say.Msg(m.Weighed()),
	}
}

// others makes the files of the versions: for the first what an editor would keep of it,
// for the others their pages too, without an e-edition.
func (o *buildOptions) others(ctx context.Context, w *world, c *composed, first *maker) error {
	for k, v := range o.versions {
		base := first.base
		if k > 0 {
			base = fmt.Sprintf("%s_v%d", base, k+1)
			if err := o.version(ctx, c, v, first, base); err != nil {
				return err
			}
		}
		for i := range v.Made {
			m := &v.Made[i]
			name := fmt.Sprintf("%s_p%d.yaml", base, m.Page)
			err := first.outs.write(ctx, name, func(f io.Writer) error {
				_, err := io.WriteString(f, v.Text(m.Page, strings.TrimSuffix(name, ".yaml"), remarks(w, m)...))
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// version makes the files of a further version.
func (o *buildOptions) version(ctx context.Context, c *composed, v makeup.Version, first *maker, base string) error {
	res, err := layout.Compose(ctx, v.Edition, c.cat, layout.Options{Parallel: o.parallel})
	if err != nil {
		return err
	}
	own, oo := *c, *o
	own.ed, own.res = v.Edition, res
	oo.to = slices.DeleteFunc(slices.Clone(o.to), func(k string) bool { return strings.HasPrefix(k, "epub") })
	doc, err := oo.selectPages(res.Doc)
	if err != nil {
		return err
	}
	m := &maker{o: &oo, c: &own, doc: doc, outs: first.outs, base: base, modified: first.modified, press: first.press}
	tasks, err := m.tasks()
	if err != nil {
		return err
	}
	return runTasks(ctx, o.parallel, tasks, func(string) {})
}
