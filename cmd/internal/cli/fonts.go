package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"banxin/cmd/internal/report"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"

	"github.com/spf13/cobra"
)

// fontsOptions are the flags of fonts list and fonts check.
type fontsOptions struct {
	paperOptions
	format string
}

func newFonts(w *world) *cobra.Command {
	t := w.say.T
	c := &cobra.Command{
		Use:   "fonts",
		Short: t("fonts.short"),
		Args:  w.noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	sub := func(use, short, example string, run func(context.Context, *world, *fontsOptions) error) {
		o := &fontsOptions{}
		s := &cobra.Command{
			Use: use, Short: short, Example: example, Args: w.maxArgs(1),
			RunE: func(c *cobra.Command, args []string) error {
				o.args(args)
				if err := choice("--format", o.format, formats); err != nil {
					return err
				}
				return run(c.Context(), w, o)
			},
		}
		o.flags(w, s)
		formatFlag(w, s, &o.format)
		c.AddCommand(s)
	}
	sub("list [DIR] [--flags]", t("list-typefaces-edition-can-use-what"),
		t("banxin-fonts-list-banxin-fonts-list"), listFonts)
	sub("check [DIR] [--flags]", t("list-characters-of-edition-fall-back"),
		t("banxin-fonts-check-my-paper-banxin"), checkFonts)
	return c
}

func listFonts(_ context.Context, w *world, o *fontsOptions) error {
	set, err := o.load()
	if err != nil {
		return err
	}
	ed, cat, more := set.Edition, set.Catalog, ofFonts(set.Findings)
	var rows []report.Face
	sets := fonts.Repertoires()
	for _, f := range cat.Faces() {
		rows = append(rows, rowOf(ed, f, sets))
	}
	if o.format == "json" {
		return report.JSON(w.out, rows)
	}
	t := w.newText(w.out, true)
	for _, r := range rows {
		writeFace(t, r)
	}
	t.Findings(more)
	return cmp.Or(t.Flush(), verdict(more, "error"))
}

// ofFonts are the findings about fonts.
func ofFonts(l source.List) source.List {
	return slices.DeleteFunc(slices.Clone(l), func(f source.Finding) bool { return !source.Covers("GLY", f.Code) })
}

func rowOf(ed *editions.Edition, f *fonts.Face, sets []fonts.Repertoire) report.Face {
	r := report.Face{
		Name: f.Name(), Family: f.Family(true), Outlines: "TrueType", Weight: f.Weight(), Glyphs: f.NumGlyphs(), Vertical: f.HasVertical(), Embed: f.MayEmbed(),
		Own: slices.ContainsFunc(ed.Paper.Fonts, func(p editions.FontFile) bool { return p.Name == f.Name() }),
	}
	if f.IsCFF() {
		r.Outlines = "CFF"
	}
	if err := f.Err(); err != nil {
		r.Err = err.Error()
	}
	for _, s := range sets {
		missing := f.Missing(nil, s)
		r.Covers = append(r.Covers, report.Coverage{Set: s.Name, Of: len(s.Runes), Missing: len(missing), Some: string(missing[:min(8, len(missing))])})
	}
	return r
}

func writeFace(t *report.Text, r report.Face) {
	t.Line("weight-glyphs", r.Name, r.Family, r.Outlines, r.Weight, r.Glyphs)
	if !r.Embed {
		t.Line("licence-bits-do-not-allow-embedding")
	}
	if r.Err != "" {
		t.Line("broken", r.Err)
	}
	for _, c := range r.Covers {
		if c.Missing == 0 {
			t.Line("all", c.Set, c.Of)
		} else {
			t.Line("of-lacks", c.Set, c.Of-c.Missing, c.Of, c.Some)
		}
	}
}

func checkFonts(_ context.Context, w *world, o *fontsOptions) error {
	set, err := o.load()
	if err != nil {
		return err
	}
	ed, cat, more := set.Edition, set.Catalog, ofFonts(set.Findings)
	l := &faceLog{ed: ed, cat: cat, at: map[[3]string]int{}}
	for _, s := range ed.Stories {
		l.story(s)
	}
	if o.format == "json" {
		err = report.JSON(w.out, report.Fallbacks{Characters: l.seen, Fallbacks: l.list})
	} else {
		err = l.print(w, more)
	}
	if err == nil && slices.ContainsFunc(l.list, func(f report.Fallback) bool { return f.By == "" }) {
		return errFindings
	}
	return cmp.Or(err, verdict(more, "error"))
}

// faceLog notes which characters fall back.
type faceLog struct {
	ed   *editions.Edition
	cat  *fonts.Catalog
	seen int
	list []report.Fallback
	at   map[[3]string]int // character, face, by → index in list
}

// story looks at all texts of a story in the styles they are set in.
func (l *faceLog) story(s *editions.Story) {
	for p := range s.Parts() {
		l.text(s, p)
	}
}

// text looks at a part. Strong text has its own faces for Latin letters too.
func (l *faceLog) text(s *editions.Story, p editions.Part) {
	if l.ed.Paper.Styles[p.Style] == nil {
		return
	}
	text := p.Printed()
	for _, r := range text.Runs {
		style := l.ed.Paper.Styles[p.Style]
		if r.Marks&editions.Dateline != 0 {
			style = l.ed.Paper.Styles[editions.DatelineText]
		} else if r.Marks&editions.Aside != 0 {
			style = l.ed.Paper.Styles[editions.Direction]
		} else if r.Marks&editions.Duty != 0 {
			style = l.ed.Paper.Styles[editions.DutyText]
		}
		chain := l.cat.Chain(style.Fonts...)
		latin := chain
		if len(style.Latin) > 0 {
			latin = l.cat.Chain(style.Latin...)
		}
		if p.Strong(r) && len(style.Strong) > 0 {
			chain = l.cat.Chain(style.Strong...)
			latin = chain
		}
		for i, c := range r.Text {
			if c <= ' ' || c == 0x3000 {
				continue
			}
			l.seen++
			of := chain
			if c < 0x250 {
				of = latin
			}
			if len(of) == 0 {
				continue
			}
			if face, gid := of.Find(c); face != of[0] || gid == 0 {
				span := r.Span
				if r.Verbatim {
					span = source.Span{Start: r.Span.Start + i, End: r.Span.Start + i + len(string(c))}
				}
				l.note(s, c, of[0], face, gid, s.File.Pos(span))
			}
		}
	}
}

func (l *faceLog) note(s *editions.Story, c rune, lacks, has *fonts.Face, gid fonts.GID, pos source.Pos) {
	by := ""
	if gid != 0 {
		by = has.Name()
	}
	key := [3]string{string(c), lacks.Name(), by}
	i, ok := l.at[key]
	if !ok {
		i = len(l.list)
		l.at[key] = i
		l.list = append(l.list, report.Fallback{Char: string(c), Code: fmt.Sprintf("U+%04X", c), Face: key[1], By: by, Story: s.ID})
	}
	l.list[i].Places = append(l.list[i].Places, pos)
}

func (l *faceLog) print(w *world, found source.List) error {
	t := w.newText(w.out, true)
	for _, f := range l.list {
		t.WriteString(f.Places[0].String() + ": ")
		if f.By == "" {
			t.WriteString(t.Say.T("no-face-lacks", f.Char, f.Code, f.Face))
		} else {
			t.WriteString(t.Say.T("lacks-stands-in", f.Char, f.Code, f.Face, f.By))
		}
		if n := len(f.Places) - 1; n > 0 {
			t.WriteString(t.Say.T("places-more", n))
		}
		t.WriteString("\n")
	}
	t.Findings(found)
	missing := 0
	for _, f := range l.list {
		if f.By == "" {
			missing++
		}
	}
	t.Line("characters-looked-at-fall-back-missing", l.seen, len(l.list)-missing, missing, strings.Join(faceNames(l.cat), " "))
	return t.Flush()
}

func faceNames(cat *fonts.Catalog) (names []string) {
	for _, f := range cat.Faces() {
		names = append(names, f.Name())
	}
	return names
}
