package cli

import (
	"slices"
	"strings"

	"banxin/editions/source"
	"banxin/output/preflight"
)

// flight writes what preflight says of a file; where all is well a line, if wanted.
func (t *textReport) flight(f flown, always bool) {
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
	t.line("%s: %s, %d pages; preflight: %d errors, %d warnings", f.File, standard, f.Pages, errs, len(f.Findings)-errs)
}

func (t *textReport) flightFinding(file string, f preflight.Finding) {
	t.WriteString(t.say.t("%s: ", file))
	if f.Page > 0 && f.Placed {
		t.WriteString(t.say.t("%s: ", t.say.t("page %d at %.1f, %.1f mm", f.Page, f.X, f.Y)))
	} else if f.Page > 0 {
		t.WriteString(t.say.t("%s: ", t.say.t("page %d", f.Page)))
	}
	level := source.Error
	if f.Level == preflight.Warning {
		level = source.Warning
	}
	t.WriteString(t.say.t("%s: ", t.paint(level, t.say.t(string(f.Level)))))
	t.WriteString(t.say.flight(f) + " [" + f.Rule + "]\n")
	t.flightHint(f.Rule)
}

// flight says what a finding of preflight is.
func (l locale) flight(f preflight.Finding) string {
	s := l.flown(f.What)
	if f.Measured != "" {
		s += l.t("; found %s", l.flown(f.Measured))
	}
	if f.Required != "" {
		s += l.t(", wanted %s", l.flown(f.Required))
	}
	if f.More > 0 {
		s += l.t(" (and %d more on the page)", f.More)
	}
	return s
}

// flightHint says how to mend what breaks a rule, once.
func (t *textReport) flightHint(rule string) {
	i := slices.IndexFunc(preflight.Rules, func(r preflight.Rule) bool { return r.ID == rule })
	if i < 0 {
		return
	}
	if hint := t.say.t(preflight.Rules[i].Hint); !t.hints[hint] {
		t.hints[hint] = true
		t.WriteString("    " + t.say.t("remedy: %s", hint) + "\n")
	}
}

// flown says in the user's language what package preflight says in English: a sentence of
// flownZh, or one of its patterns with a word in place of %s.
func (l locale) flown(en string) string {
	if !l.chinese {
		return en
	}
	if zh, ok := flownZh[en]; ok {
		return zh
	}
	for _, p := range flownPatterns {
		before, after, _ := strings.Cut(p[0], "%s")
		if word, ok := strings.CutPrefix(en, before); ok {
			if word, ok = strings.CutSuffix(word, after); ok && word != "" {
				return strings.Replace(p[1], "%s", l.flown(word), 1)
			}
		}
	}
	return en
}
