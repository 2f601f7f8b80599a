package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/output/plates"
)

func round1(v float64) float64 { return float64(int(v*10+0.5)) / 10 }

// say says what was made, and what is to be looked at.
func (s *platesSet) say() error {
	missing, heavy := false, false
	for _, p := range s.out.Pages {
		heavy = heavy || len(p.Load.Over) > 0
		missing = missing || slices.ContainsFunc(p.Findings, plates.Finding.Missing)
	}
	if s.o.format == "json" {
		if err := report.JSON(s.w.out, s.out); err != nil {
			return err
		}
	} else if err := s.text(); err != nil {
		return err
	}
	if s.o.failOn != "never" && missing || s.o.failOn == "warning" && heavy {
		return errFindings
	}
	return nil
}

func (s *platesSet) text() error {
	t := s.w.newText(s.w.out, false)
	for _, c := range s.out.Changes {
		ink := words.Visible(c.Ink)
		switch c.Why {
		case plates.Changed:
			t.Line("plate-changed", c.Page, ink, c.X, c.Y, c.W, c.H, c.Most)
		case plates.New:
			t.Line("plate-new", c.Page, ink)
		case plates.Gone:
			t.Line("plate-gone", c.Page, ink)
		case plates.Resized:
			t.Line("plate-resized", c.Page, ink)
		}
	}
	if s.old != nil && len(s.out.Changes) == 0 {
		t.Line("no-plate-changed", s.o.bound)
	}
	for _, p := range s.out.Pages {
		s.pageText(t, p)
	}
	for _, u := range s.out.Inks {
		t.Line("ink-in-all", u.Ink, u.Area)
	}
	if !s.o.quiet {
		t.Line("files-in-folder", len(s.outs.files), filepath.ToSlash(s.o.out))
	}
	return t.Flush()
}

func (s *platesSet) pageText(t *report.Text, p report.SeparatedPage) {
	where := pageName(p)
	if !s.o.quiet {
		var inks []string
		for _, k := range p.Plates {
			inks = append(inks, fmt.Sprintf("%s %.1f %%", words.Visible(k.Ink), k.Coverage))
		}
		t.Line("page-plates", where, strings.Join(inks, ", "), p.Load.Max)
	}
	if p.Keys != nil && p.Keys.Beyond {
		t.Line("plate-wider-than-zones", where, p.Keys.Width, p.Keys.Count, p.Keys.Zone)
	}
	loadText(t, p)
}

// pageName names the page by its file.
func pageName(p report.SeparatedPage) string {
	return fmt.Sprintf("%s p%02d", words.Visible(p.File), p.Page)
}

// loadText says where a page has too much ink, and what its plates do not show.
func loadText(t *report.Text, p report.SeparatedPage) {
	for _, h := range p.Load.Over {
		t.Line("too-much-ink-at", pageName(p), h.X, h.Y, h.W, h.H, h.Max, p.Load.Limit)
	}
	for _, f := range p.Findings {
		findingText(t, pageName(p), f)
	}
}

// findingText says what the plates of a page do not show.
func findingText(t *report.Text, where string, f plates.Finding) {
	detail := words.Visible(f.Detail)
	switch f.Kind {
	case plates.NoFont:
		t.Line("plates-font", where, detail, f.Count)
	case plates.NoGlyphs:
		t.Line("plates-encoding", where, detail, f.Count)
	case plates.NoPicture:
		t.Line("plates-picture", where, detail, f.Count)
	case plates.NoShading:
		t.Line("plates-shading", where, f.Count)
	case plates.Converted:
		t.Line("plates-rgb", where, detail, f.Count)
	case plates.Foreign:
		t.Line("plates-profile", where, detail)
	case plates.Blended:
		t.Line("plates-blend", where, detail, f.Count)
	case plates.TooMuch:
		t.Line("plates-work", where)
	case plates.Broken:
		t.Line("plates-syntax", where, f.Count)
	case plates.ManyInks:
		t.Line("plates-inks", where, detail)
	}
}
