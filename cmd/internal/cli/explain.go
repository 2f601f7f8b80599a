package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"banxin/output/preflight"

	"github.com/spf13/cobra"
)

// explanation tells of one kind of finding: what it means and what to do.
type explanation struct{ en, zh string }

func newExplain(w *world) *cobra.Command {
	codes := slices.Sorted(maps.Keys(explanations))
	names := slices.Clone(codes)
	for _, r := range preflight.Rules {
		names = append(names, r.ID)
	}
	return &cobra.Command{
		Use:       "explain CODE",
		Short:     w.say.t("Tell what a finding means and what to do"),
		Example:   "  banxin explain FIT-OVER",
		ValidArgs: names,
		Args:      w.maxArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return w.listCodes(codes)
			}
			code := strings.ToUpper(args[0])
			e, ok := explanations[code]
			if r, found := rule(args[0]); found {
				code, e, ok = r.ID, w.rule(r), true
			}
			if !ok {
				return faultf("no finding has the code %q; banxin explain lists them", args[0])
			}
			_, err := fmt.Fprintf(w.out, "%s\n%s\n", code, e.in(w.say))
			return err
		},
	}
}

// rule explains a rule of preflight in the user's language.
func (w *world) rule(r preflight.Rule) explanation {
	text := w.say.t(r.Title) + "\n" + w.say.t("remedy: %s", w.say.t(r.Hint))
	return explanation{text, text}
}

// rule finds a rule of preflight.
func rule(id string) (preflight.Rule, bool) {
	for _, r := range preflight.Rules {
		if strings.EqualFold(r.ID, id) {
			return r, true
		}
	}
	return preflight.Rule{}, false
}

func (e explanation) in(l locale) string {
	if l.chinese {
		return e.zh
	}
	return e.en
}

// listCodes prints all codes with their first sentence.
func (w *world) listCodes(codes []string) error {
	for _, code := range codes {
		text, _, _ := strings.Cut(explanations[code].in(w.say), "\n")
		if _, err := fmt.Fprintf(w.out, "%-12s %s\n", code, text); err != nil {
			return err
		}
	}
	return nil
}
