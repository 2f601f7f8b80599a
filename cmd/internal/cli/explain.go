package cli

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"banxin/assets"
	"banxin/cmd/internal/words"
	"banxin/editions"
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
			if found, err := w.explainVoice(args[0]); found {
				return err
			}
			text := w.say.Code(code)
			if r, found := rule(args[0]); found {
				code, text = r.ID, w.say.Rule(r)
			}
			if near, ok := editions.Nearest(slices.Concat(names, slices.Sorted(maps.Keys(voices()))), code); text == "" && ok {
				return words.Fault("no-finding-code-did-you-mean", args[0], near)
			}
			if text == "" && len(keyPlaces(args[0])) > 0 {
				return words.Fault("explain-is-of-codes-key", args[0], args[0])
			}
			if _, ok := book().Find(args[0]); text == "" && ok {
				return words.Fault("explain-is-of-codes-topic", args[0], args[0])
			}
			if text == "" {
				return words.Fault("no-finding-code-banxin-explain-lists", args[0])
			}
			_, err := fmt.Fprintf(w.out, "%s\n%s\n", code, text)
			return err
		},
	}
}

// voices are the words of 声音, the Chinese ones, by all.
func voices() map[string]string {
	out := map[string]string{}
	for _, s := range editions.Keys() {
		for _, k := range s.Keys {
			if s.Name != "paper" || k.Name != "voice" {
				continue
			}
			for i, word := range k.Words {
				out[word] = k.Words[i%(len(k.Words)/2)]
			}
		}
	}
	return out
}

// explainVoice says what a voice is, or lists all of them for 声音: the first lines of their files
// say it.
func (w *world) explainVoice(name string) (bool, error) {
	all := voices()
	names := []string{all[name]}
	if name == "声音" || name == "voice" {
		names = slices.Compact(slices.Sorted(maps.Values(all)))
	} else if all[name] == "" {
		return false, nil
	}
	for _, v := range names {
		data, err := fs.ReadFile(assets.Templates(), "声音/"+v+".yaml")
		if err != nil {
			return true, err
		}
		about, rest, _ := strings.Cut(string(data), "\n")
		if _, err := fmt.Fprintln(w.out, strings.TrimPrefix(about, "# ")); err != nil {
			return true, err
		}
		if len(names) > 1 {
			continue
		}
		if _, err := fmt.Fprint(w.out, rest); err != nil {
			return true, err
		}
	}
	return true, nil
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
