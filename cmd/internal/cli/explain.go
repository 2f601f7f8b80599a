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
			if f, found := family(code); found {
				return w.explainFamily(f)
			}
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

// family finds a family of codes.
func family(id string) (source.Family, bool) {
	i := slices.IndexFunc(source.Families(), func(f source.Family) bool { return f.ID == id })
	if i < 0 {
		return source.Family{}, false
	}
	return source.Families()[i], true
}

// explainFamily says what a family is about and lists its codes.
func (w *world) explainFamily(f source.Family) error {
	if _, err := fmt.Fprintf(w.out, "%s\n%s\n", f.ID, w.say.Family(f)); err != nil {
		return err
	}
	ids := make([]string, len(f.Codes))
	for i, c := range f.Codes {
		ids[i] = c.ID
	}
	return w.listCodes(ids)
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
