package report

import (
	"slices"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/output/preflight"
	"banxin/output/works"
)

// Flight writes what preflight says of a file; where all is well a line, if wanted.
func (t *Text) Flight(f works.Preflight, always bool) {
	if len(f.Findings) == 0 && !always {
		return
	}
	errs := 0
	for _, g := range f.Findings {
		t.flightFinding(f.File, g)
		if g.Level == preflight.Error {
			errs++
		}
	}
	standard := f.Standard
	if standard == "" {
		standard = strings.TrimSpace("PDF " + f.Version)
	}
	t.Line("pages-preflight-errors-warnings", words.Visible(f.File), words.Visible(standard), f.Pages, errs, len(f.Findings)-errs)
}

func (t *Text) flightFinding(file string, f preflight.Finding) {
	t.WriteString(t.Say.T("colon", words.Visible(file)))
	if f.Page > 0 && f.Placed {
		t.WriteString(t.Say.T("colon", t.Say.T("page-at", f.Page, f.X, f.Y)))
	} else if f.Page > 0 {
		t.WriteString(t.Say.T("colon", t.Say.T("page-number", f.Page)))
	}
	level := source.Error
	if f.Level == preflight.Warning {
		level = source.Warning
	}
	t.WriteString(t.Paint(level, t.Say.T("colon", t.Say.T(string(f.Level)))))
	t.WriteString(words.Visible(t.Say.Flight(f)) + " [" + f.Rule + "]\n")
	t.flightHint(f.Rule)
}

// flightHint says how to mend what breaks a rule, once.
func (t *Text) flightHint(rule string) {
	i := slices.IndexFunc(preflight.Rules, func(r preflight.Rule) bool { return r.ID == rule })
	if i < 0 {
		return
	}
	if hint := t.Say.Remedy(preflight.Rules[i]); !t.hints[hint] {
		t.hints[hint] = true
		t.WriteString("    " + t.Say.T("remedy", hint) + "\n")
	}
}
