package words

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"banxin/editions/texts"
	"banxin/output/preflight"
)

//go:embed preflight.txt
var preflightFile string

// pattern is a sentence with %s where package preflight puts words, and what finds them.
type pattern struct {
	form *regexp.Regexp
	says texts.Entry
}

// preflightTexts are the sentences of package preflight, which speaks English: as they are,
// or with %s where it puts a word.
var preflightTexts = sync.OnceValue(func() (t struct {
	whole    map[string]texts.Entry
	patterns []pattern
}) {
	t.whole = map[string]texts.Entry{}
	list, err := texts.Read("preflight.txt", preflightFile)
	if err != nil {
		panic("words: " + err.Error())
	}
	for _, e := range list {
		if en := e.In(texts.English); strings.Contains(en, "%s") {
			t.patterns = append(t.patterns, pattern{regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(en), "%s", "(.+?)") + "$"), e})
		} else {
			t.whole[en] = e
		}
	}
	return t
})

// Rule explains a rule of preflight: what it asks for, and how to mend what breaks it.
func (l Locale) Rule(r preflight.Rule) string {
	return r.Says(l.language()) + "\n" + l.T("remedy", l.Remedy(r))
}

// Remedy says how to mend what breaks a rule of preflight.
func (l Locale) Remedy(r preflight.Rule) string { return r.Remedy(l.language()) }

// Flight says what a finding of preflight is.
func (l Locale) Flight(f preflight.Finding) string {
	s := l.flown(f.What)
	if f.Measured != "" {
		s += l.T("found", l.flown(f.Measured))
	}
	if f.Required != "" {
		s += l.T("wanted", l.flown(f.Required))
	}
	if f.Count > 1 {
		s += l.T("alike-in-all", f.Count)
	}
	if f.More > 0 {
		s += l.T("and-more-on-page", f.More)
	}
	return s
}

// flown says in the user's language what package preflight says in English.
func (l Locale) flown(en string) string {
	if !l.Chinese {
		return en
	}
	if e, ok := preflightTexts().whole[en]; ok {
		return e.In(texts.Chinese)
	}
	for _, p := range preflightTexts().patterns {
		m := p.form.FindStringSubmatch(en)
		if m == nil {
			continue
		}
		said := p.says.In(texts.Chinese)
		for _, word := range m[1:] {
			said = strings.Replace(said, "%s", l.flown(word), 1)
		}
		return said
	}
	return en
}
