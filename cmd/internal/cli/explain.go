package cli

import (
	"fmt"
	"slices"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/output/preflight"

	"github.com/spf13/cobra"
)

func newExplain(w *world) *cobra.Command {
	codes := source.Codes()
	names := slices.Clone(codes)
	for _, r := range preflight.Rules {
		names = append(names, r.ID)
	}
	return &cobra.Command{
		Use:       "explain CODE",
		Short:     w.say.T("explain.short"),
		Example:   "  banxin explain FIT-OVER",
		ValidArgs: names,
		Args:      w.maxArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return w.listCodes(codes)
			}
			code := strings.ToUpper(args[0])
			text := w.say.Code(code)
			if r, found := rule(args[0]); found {
				code, text = r.ID, w.say.Rule(r)
			}
			if text == "" {
				return words.Fault("no-finding-code-banxin-explain-lists", args[0])
			}
			_, err := fmt.Fprintf(w.out, "%s\n%s\n", code, text)
			return err
		},
	}
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

// listCodes prints all codes with their first sentence.
func (w *world) listCodes(codes []string) error {
	for _, code := range codes {
		text, _, _ := strings.Cut(w.say.Code(code), "\n")
		if _, err := fmt.Fprintf(w.out, "%-12s %s\n", code, text); err != nil {
			return err
		}
	}
	return nil
}
