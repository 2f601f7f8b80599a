package main

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed equivalents.txt
var equivalentsText string

// equivalents are the mutants that no test could see, by place and change.
type equivalents map[string]bool

// readEquivalents reads lines of the form
//
//	layout/inline/search.go search: a < b → a <= b: why it makes no difference
//
// where search is the function, and what comes between the colons is the changed place as the
// table shows it. Empty lines and those that begin with # say nothing.
func readEquivalents(text string) (equivalents, error) {
	out := equivalents{}
	for i, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		at, rest, ok := strings.Cut(line, ": ")
		change, why, ok2 := cutLast(rest, ": ")
		if !ok || !ok2 || strings.Count(at, " ") != 1 || why == "" {
			return nil, fmt.Errorf("equivalents.txt:%d: want FILE FUNCTION: OLD → NEW: REASON", i+1)
		}
		out[at+": "+change] = true
	}
	return out, nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func (e equivalents) has(m *mutant) bool {
	return e[fmt.Sprintf("%s/%s %s: %s → %s", m.pkg.path, m.file.base, m.in, oneLine(m.old), oneLine(m.new))]
}
