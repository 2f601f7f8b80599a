package cli

import (
	"fmt"
	"io"
	"strings"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"

	"github.com/spf13/cobra"
)

func newKeys(w *world) *cobra.Command {
	sets := editions.Keys()
	var names []string
	for _, s := range sets {
		names = append(names, s.Chinese, s.Name)
	}
	return &cobra.Command{
		Use:       w.say.T("keys.use"),
		Short:     w.say.T("keys.short"),
		Example:   "  banxin keys\n  banxin keys 版位\n  banxin keys slot.picture",
		ValidArgs: names,
		Args:      w.maxArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return w.listKeySets(sets)
			}
			found := false
			for _, s := range sets {
				if !under(s.Name, args[0]) && !under(s.Chinese, args[0]) {
					continue
				}
				if err := w.listKeys(s, found); err != nil {
					return err
				}
				found = true
			}
			if !found { // a key, then
				if places := keyPlaces(args[0]); len(places) > 0 {
					return w.listPlaces(places)
				}
			}
			if near := editions.Alike(names, args[0]); !found && len(near) > 0 {
				return words.Fault("nothing-in-files-called-did-you-mean", args[0], strings.Join(near, ", "))
			}
			if !found {
				return words.Fault("nothing-in-files-called-banxin-keys", args[0])
			}
			return nil
		},
	}
}

// keyPlaces lists the mappings that have a key of a name, each with that key alone.
func keyPlaces(name string) (out []editions.KeySet) {
	for _, s := range editions.Keys() {
		for _, k := range s.Keys {
			if k.Chinese == name || k.Name == name || k.Or != "" && k.Or == name {
				s.Keys = []editions.Key{k}
				out = append(out, s)
				break
			}
		}
	}
	return out
}

// listPlaces prints mappings with those of their keys that they have.
func (w *world) listPlaces(sets []editions.KeySet) error {
	for i, s := range sets {
		if err := w.listKeys(s, i > 0); err != nil {
			return err
		}
	}
	return nil
}

// under tells whether a mapping is the named one or stands in it; 印刷 names 报.印刷, as it
// is written in the file.
func under(name, of string) bool { return strings.Contains("."+name+".", "."+of+".") }

// listKeySets prints all mappings and where each stands.
func (w *world) listKeySets(sets []editions.KeySet) error {
	rows := make([][2]string, len(sets))
	for i, s := range sets {
		rows[i] = [2]string{both(s.Chinese, s.Name), w.say.KeySet(s.Name)}
	}
	return writeRows(w.out, rows)
}

// listKeys prints the keys of one mapping.
func (w *world) listKeys(s editions.KeySet, follows bool) error {
	if follows {
		if _, err := fmt.Fprintln(w.out); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintf(w.out, "%s  %s\n", both(s.Chinese, s.Name), w.say.KeySet(s.Name)); err != nil {
		return err
	}
	var rows [][2]string
	for _, k := range s.Keys {
		rows = append(rows, [2]string{"  " + both(k.Chinese, k.Name), w.say.Key(s.Name + "." + k.Name)})
		if len(k.Values) > 0 {
			rows = append(rows, [2]string{"", strings.Join(k.Values, " ")})
		}
	}
	return writeRows(w.out, rows)
}

// both shows a word in its two languages.
func both(zh, en string) string {
	if zh == en {
		return en
	}
	return zh + " " + en
}

// writeRows prints two columns, the second one aligned.
func writeRows(w io.Writer, rows [][2]string) error {
	most := 0
	for _, r := range rows {
		most = max(most, report.Columns(r[0]))
	}
	for _, r := range rows {
		if _, err := fmt.Fprintf(w, "%s%*s%s\n", r[0], most-report.Columns(r[0])+2, "", r[1]); err != nil {
			return err
		}
	}
	return nil
}
