package preflight

import (
	_ "embed"
	"strings"

	"banxin/editions/texts"
)

// Rule is one of the checks.
type Rule struct {
	ID   string
	text texts.Entry // what must hold, and in the second line the remedy
}

// Says says what must hold.
func (r Rule) Says(l texts.Language) string {
	what, _, _ := strings.Cut(r.text.In(l), "\n")
	return what
}

// Remedy says how to mend what breaks the rule.
func (r Rule) Remedy(l texts.Language) string {
	_, remedy, _ := strings.Cut(r.text.In(l), "\n")
	return remedy
}

//go:embed rules.txt
var rulesFile string

// Rules lists the checks in the order of reports.
var Rules = func() (rules []Rule) {
	list, err := texts.Read("rules.txt", rulesFile)
	if err != nil {
		panic("preflight: " + err.Error())
	}
	for _, e := range list {
		rules = append(rules, Rule{e.ID, e})
	}
	return rules
}()

// ruleOrder lists the rules' names.
var ruleOrder = func() (ids []string) {
	for _, r := range Rules {
		ids = append(ids, r.ID)
	}
	return ids
}()
