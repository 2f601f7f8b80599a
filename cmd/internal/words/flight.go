package words

import (
	"strings"

	"banxin/output/preflight"
)

// Rule explains a rule of preflight.
func (l Locale) Rule(r preflight.Rule) string {
	return l.T(r.Title) + "\n" + l.T("remedy: %s", l.T(r.Hint))
}

// Flight says what a finding of preflight is.
func (l Locale) Flight(f preflight.Finding) string {
	s := l.flown(f.What)
	if f.Measured != "" {
		s += l.T("; found %s", l.flown(f.Measured))
	}
	if f.Required != "" {
		s += l.T(", wanted %s", l.flown(f.Required))
	}
	if f.More > 0 {
		s += l.T(" (and %d more on the page)", f.More)
	}
	return s
}

// flown says in the user's language what package preflight says in English: a sentence of
// flownZh, or one of its patterns with a word in place of %s.
func (l Locale) flown(en string) string {
	if !l.Chinese {
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
