package cli

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banxin/cmd/folder"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/signs"
	"banxin/editions/source"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// signOptions are the flags of sign.
type signOptions struct {
	paperOptions
	as, by   string
	withdraw bool
	format   string
	quiet    bool
}

func newSign(w *world) *cobra.Command {
	o := &signOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "sign [DIR] [PAGE|STORY…] --as ROLE --by NAME [--flags]",
		Short:   t("sign.short"),
		Long:    t("sign.long"),
		Example: t("sign.example"),
		RunE: func(c *cobra.Command, args []string) error {
			return o.run(c.Context(), w, o.folder(args))
		},
	}
	o.flags(w, c)
	f := c.Flags()
	f.StringVar(&o.as, "as", "", t("sign.--as"))
	f.StringVar(&o.by, "by", "", t("sign.--by"))
	f.BoolVar(&o.withdraw, "withdraw", false, t("sign.--withdraw"))
	formatFlag(w, c, &o.format)
	quietFlag(w, c, &o.quiet)
	return c
}

func (o *signOptions) run(ctx context.Context, w *world, names []string) error {
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	if len(names) > 0 && o.dir == "" {
		return words.Fault("sample-cannot-signed")
	}
	c, err := o.compose(ctx, works.Options{})
	if err != nil {
		return err
	}
	if c.Doc == nil {
		t := w.newText(w.err, false)
		t.Findings(c.Findings)
		return cmp.Or(t.Flush(), verdict(c.Findings, "error"), words.Fault("edition-no-pages"))
	}
	if len(names) == 0 {
		if o.as != "" || o.by != "" || o.withdraw {
			return words.Fault("say-what-signed")
		}
		return o.board(w, c)
	}
	return o.sign(w, c, names)
}

// sign appends a line for each of the pages and stories named.
func (o *signOptions) sign(w *world, c *works.Set, names []string) error {
	if o.as, o.by = strings.TrimSpace(o.as), strings.TrimSpace(o.by); o.as == "" || o.by == "" {
		return words.Fault("sign-wants-as-by")
	}
	p := c.Edition.Paper.Press
	var todo []signs.Sign
	for _, name := range names {
		s, err := subject(c.Signed(p), c, name)
		if err != nil {
			return err
		}
		asked := p.Signs
		if s.Story != "" {
			asked = p.StorySigns
		}
		if err := o.role(name, asked); err != nil {
			return err
		}
		if o.withdraw {
			s.Seal = signs.Seal{}
		}
		s.As, s.By, s.Withdrawn = o.as, o.by, o.withdraw
		s.At = w.clock(c).Format(time.RFC3339)
		todo = append(todo, s)
	}
	chain, err := o.write(c, todo)
	if err != nil || o.quiet {
		return err
	}
	if o.format == "json" {
		return report.JSON(w.out, report.Signings(chain.Lines[len(chain.Lines)-len(todo):]))
	}
	t := w.newText(w.out, false)
	for _, l := range chain.Lines[len(chain.Lines)-len(todo):] {
		t.Signing(&l)
	}
	return t.Flush()
}

// role is a fault unless a page or story can be signed as what is said: one of those asked for, or
// where none are, one that somebody of desk.yaml signs as, or a usual one.
func (o *signOptions) role(name string, asked []string) error {
	near := func(names []string) string { return strings.Join(editions.Alike(names, o.as), ", ") }
	if len(asked) > 0 {
		switch like := near(asked); {
		case slices.Contains(asked, o.as):
			return nil
		case like != "":
			return words.Fault("nobody-signs-as-did-you-mean", name, o.as, strings.Join(asked, " "), like)
		}
		return words.Fault("nobody-signs-as", name, o.as, strings.Join(asked, " "))
	}
	dir, _ := paperOf(o.dir)
	staff, err := readStaff(filepath.Join(dir, editions.StaffFile))
	if err != nil {
		return err
	}
	var own []string
	for _, p := range staff.People {
		own = append(append(own, p.Role), p.Signs...)
	}
	usual := editions.UsualSigns()
	if slices.Contains(own, o.as) || slices.Contains(usual, o.as) {
		return nil
	}
	if like := near(append(own, usual...)); like != "" {
		return words.Fault("no-role-to-sign-as-did-you-mean", o.as, like)
	}
	return words.Fault("no-role-to-sign-as", o.as, strings.Join(usual, " "))
}

// subject is the page or story of a name, with its seal. A name that both have is to be said
// with page: or story: before it.
func subject(now *works.Signed, c *works.Set, name string) (s signs.Sign, err error) {
	kind, bare, said := strings.Cut(name, ":")
	if !said || kind != "page" && kind != "story" {
		kind, bare = "", name
	}
	i := slices.IndexFunc(now.Pages, func(p works.SignedPage) bool { return kind != "story" && c.Doc.Pages[p.Index].Name == bare })
	k := slices.IndexFunc(now.Stories, func(p works.SignedStory) bool { return kind != "page" && p.Story.ID == bare })
	switch {
	case i >= 0 && k >= 0:
		return s, words.Fault("page-story-of-name", bare)
	case i >= 0:
		return signs.Sign{Subject: signs.Page(bare), Seal: now.Pages[i].Seal}, nil
	case k >= 0:
		return signs.Sign{Subject: signs.Story(bare), Seal: now.Stories[k].Seal}, nil
	}
	return s, words.Fault("no-page-nor-story-of-name", bare)
}

// write appends signatures to the edition's file, which no other process does meanwhile, and
// returns the chain with them.
func (o *signOptions) write(c *works.Set, todo []signs.Sign) (*signs.Chain, error) {
	dir, _ := paperOf(o.dir)
	name := signs.File(c.Edition.Path)
	to := filepath.Join(dir, filepath.FromSlash(name))
	var chain *signs.Chain
	err := folder.Append(to, func(data []byte) ([]byte, error) {
		var more []byte
		for _, s := range todo {
			chain, _ = signs.Read(source.NewFile(name, append(slices.Clip(data), more...)))
			more = append(more, chain.Next(s)...)
		}
		chain, _ = signs.Read(source.NewFile(name, append(slices.Clip(data), more...)))
		return more, nil
	})
	if err != nil {
		return nil, words.Fault("cannot-write", to, err)
	}
	return chain, nil
}

// clock is the time, by SOURCE_DATE_EPOCH where that is set, in the zone of the paper.
func (w *world) clock(c *works.Set) time.Time {
	at, err := w.sourceDate()
	if err != nil || at.IsZero() {
		at = w.now()
	}
	return at.In(time.FixedZone("", c.Edition.Paper.Zone*60)).Truncate(time.Second)
}

// board says what is signed and what holds up the press.
func (o *signOptions) board(w *world, c *works.Set) error {
	b := report.NewBoard(c)
	if o.format == "json" {
		return cmp.Or(report.JSON(w.out, b), lacking(b.Open > 0))
	}
	t := w.newText(w.out, true)
	t.Board(b)
	return cmp.Or(t.Flush(), lacking(b.Open > 0))
}
