package cli

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"banxin/assets"
	"banxin/cmd/folder"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/layout/makeup"
	"banxin/output/works"
)

// suggestions writes who goes where and why, how that fills the pages, then the lines for edition.yaml that have not
// been written into it.
func (t *planText) suggestions(c *works.Set, gs []makeup.Suggestion, balance []makeup.Balance, written bool) {
	if len(gs) == 0 {
		t.Line("nothing-to-suggest-every-story-place")
		return
	}
	var slots, ids string
	for _, g := range gs {
		slots, ids = report.Wider(slots, t.slotName(g)), report.Wider(ids, strings.Join(g.Stories, " "))
	}
	for _, g := range gs {
		var why []string
		for _, m := range g.Reasons {
			why = append(why, t.Say.Msg(m))
		}
		fmt.Fprintf(t, "%s  %s  %s  %s\n", report.Left(t.slotName(g), slots), report.Left(strings.Join(g.Stories, " "), ids), report.Clip(g.Title, 30), strings.Join(why, t.Say.T("semicolon")))
	}
	if !suits(gs) {
		t.WriteByte('\n')
		t.Line("no-page-slot-any-of-them")
		return
	}
	t.WriteByte('\n')
	for _, b := range balance {
		t.Line("page-of-slots-filled", b.Page, b.Filled, b.Slots, b.OverChars, b.FreeChars)
	}
	t.WriteByte('\n')
	if written {
		t.Line("written-into", c.Edition.File.Name)
		return
	}
	t.Line("for", c.Edition.File.Name)
	for _, pg := range c.Edition.Pages {
		for i, l := range makeup.Lines(gs, pg.Number) {
			if i == 0 {
				fmt.Fprintf(t, "  # %s\n  稿件:\n", t.Say.T("page-name-section", pg.Name, pg.Section))
			}
			fmt.Fprintf(t, "    %s\n", l)
		}
	}
}

// suits tells whether any suggestion has a place.
func suits(gs []makeup.Suggestion) bool {
	return slices.ContainsFunc(gs, func(g makeup.Suggestion) bool { return g.Page > 0 })
}

func (t *planText) slotName(g makeup.Suggestion) string {
	if g.Page == 0 {
		return "-"
	}
	return t.Say.T("page-slot", g.Page, g.Slot)
}

// insert writes the suggestions into edition.yaml: first into a copy, which is read again
// to see that every story stands where it should, then in its place.
func (o *planOptions) insert(ed *editions.Edition, gs []makeup.Suggestion) error {
	fsys, closeDir, err := o.open()
	if err != nil {
		return err
	}
	defer closeDir()
	name := ed.File.Name
	old, err := fs.ReadFile(fsys, name)
	if err != nil {
		return words.Fault("cannot-read-file", name, err)
	}
	text, err := makeup.Insert(ed, old, gs)
	if err == nil && !taken(works.Overlay(fsys, map[string][]byte{name: text}), filepath.Base(ed.Path), gs) {
		err = fs.ErrInvalid
	}
	if err != nil {
		return words.Fault("written-in-way-does-not-let-lines", name)
	}
	dir, _ := paperOf(o.dir)
	return folder.Replace(filepath.Join(dir, filepath.FromSlash(name)), text)
}

// taken tells whether an edition read again has every suggestion in its place.
func taken(fsys fs.FS, date string, gs []makeup.Suggestion) bool {
	ed, _, err := editions.LoadWith(fsys, date, editions.Options{Library: assets.Templates()})
	if err != nil || ed == nil {
		return false
	}
	return !slices.ContainsFunc(gs, func(g makeup.Suggestion) bool {
		return g.Page > 0 && !slices.ContainsFunc(ed.Pages, func(pg *editions.Page) bool {
			return pg.Number == g.Page && slices.ContainsFunc(pg.Placed, func(pl editions.Placement) bool {
				return pl.Slot == g.Slot && slices.Equal(pl.Stories, g.Stories)
			})
		})
	})
}
