package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/layout/makeup"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// autoOptions are the flags of build that let pages be made up.
type autoOptions struct {
	auto     bool
	variants int
	adopt    int
}

// mostVariants is how many versions of a page can be asked for.
const mostVariants = 9

func (o *autoOptions) autoFlags(w *world, c *cobra.Command) {
	c.Flags().BoolVar(&o.auto, "auto", false, w.say.T("--auto"))
	c.Flags().IntVar(&o.adopt, "adopt", 0, w.say.T("--adopt"))
	c.Flags().IntVar(&o.variants, "variants", 1, w.say.T("--variants"))
}

func (o *autoOptions) autoCheck() error {
	switch {
	case o.variants < 1 || o.variants > mostVariants:
		return words.Fault("variants-not-between-1", o.variants, mostVariants)
	case o.variants > 1 && !o.auto:
		return words.Fault("variants-goes-with-auto")
	case o.adopt < 0 || o.adopt > mostVariants:
		return words.Fault("not-between", "--adopt", o.adopt, 1, mostVariants)
	case o.adopt > 0 && !o.auto:
		return words.Fault("adopt-goes-with-auto")
	}
	return nil
}

// versions is how many versions are to be made up.
func (o *autoOptions) versions() int {
	if !o.auto {
		return 0
	}
	return max(o.variants, o.adopt)
}

// remarks say of a made-up page what it looks like and what was weighed.
func remarks(w *world, m *makeup.Made) []string {
	var seen []string
	for _, s := range m.Seen() {
		seen = append(seen, w.say.Msg(s))
	}
	out := []string{w.say.T("made-up-of-stories-of-lines", len(m.Stories), m.Empty, m.All), strings.Join(seen, w.say.T("semicolon"))}
	for _, s := range m.Criticism() {
		out = append(out, w.say.Msg(s))
	}
	return out
}

// others makes the files of the versions: for the one that stands under the edition's own name what an editor would keep of it,
// for the others their pages too, without an e-edition.
func (b *building) others(ctx context.Context) error {
	base := works.BaseName(b.set.Doc.Meta)
	for k, v := range b.set.Versions {
		name := base
		if k != b.set.Chosen {
			name = fmt.Sprintf("%s_v%d", base, k+1)
			if err := b.version(ctx, k, name); err != nil {
				return err
			}
		}
		for i := range v.Made {
			m := &v.Made[i]
			page := fmt.Sprintf("%s_p%d", name, m.Page)
			err := b.file(ctx, page+".yaml", func(f io.Writer) error {
				_, err := io.WriteString(f, v.Text(m.Page, page, remarks(b.w, m)...))
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// version makes the files of a further version.
func (b *building) version(ctx context.Context, k int, name string) error {
	set, err := b.set.Version(ctx, k)
	if err != nil {
		return err
	}
	make := b.make
	make.Name = name
	kinds := slices.DeleteFunc(slices.Clone(b.kinds), works.Kind.Book)
	made, err := set.Write(ctx, b.out, make, kinds...)
	if err != nil {
		return err
	}
	b.made.Files = append(b.made.Files, made.Files...)
	b.made.Preflight = append(b.made.Preflight, made.Preflight...)
	b.made.Unmade = append(b.made.Unmade, made.Unmade...)
	return nil
}
