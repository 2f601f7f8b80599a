package cli

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/output/preflight"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// preflightOptions are the flags of preflight.
type preflightOptions struct {
	profile string
	shop    string // the printer's file
	format  string
	failOn  string
}

func newPreflight(w *world) *cobra.Command {
	o := &preflightOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "preflight FILE.pdf… [--flags]",
		Short:   t("preflight.short"),
		Long:    t("checks-anybody-pdf-boxes-fonts-inks"),
		Example: t("banxin-preflight-out-tcrb-20261020-pdf"),
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return words.Fault("preflight-needs-pdf-file")
			}
			return nil
		},
		ValidArgsFunction: cobra.FixedCompletions([]string{"pdf"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE: func(c *cobra.Command, args []string) error {
			return o.run(c.Context(), w, args)
		},
	}
	for _, name := range []string{"limits", "profile"} { // its name before it meant one thing on all commands
		c.Flags().StringVar(&o.profile, name, "", t("preflight.--profile"))
		must(c.MarkFlagFilename(name, "json", "yaml", "yml"))
	}
	must(c.Flags().MarkHidden("profile"))
	forFlag(w, c, &o.shop)
	c.MarkFlagsMutuallyExclusive("for", "limits")
	formatFlag(w, c, &o.format)
	failOnFlag(w, c, &o.failOn)
	return c
}

func (o *preflightOptions) run(ctx context.Context, w *world, files []string) error {
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	if err := choice("--fail-on", o.failOn, failures); err != nil {
		return err
	}
	p, found, err := o.demands()
	if err != nil {
		return err
	}
	if err := w.faults(found); err != nil {
		return err
	}
	var all []works.Preflight
	for _, name := range files {
		r, err := fly(ctx, name, p)
		if err != nil {
			return err
		}
		all = append(all, works.Preflight{File: name, Report: r})
	}
	if err := o.say(w, all); err != nil {
		return err
	}
	return landed(all, o.failOn)
}

// demands is what the press asks for: a JSON profile, or a printer's file.
func (o *preflightOptions) demands() (preflight.Profile, source.List, error) {
	if o.shop == "" && slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(o.profile)) {
		o.shop = o.profile
	}
	if o.shop != "" {
		press, found, err := loadShop(o.shop)
		return works.Demands(press), found, err
	}
	if o.profile == "" {
		return preflight.Newspaper(), nil, nil
	}
	data, err := readFile(o.profile)
	if err != nil {
		return preflight.Profile{}, nil, words.Fault("cannot-read-file", o.profile, err)
	}
	p, err := preflight.ReadProfile(data)
	if err != nil {
		return p, nil, words.Fault("no-profile", o.profile, err)
	}
	return p, nil, nil
}

// faults says what is wrong with a printer's file on stderr; with errors there nothing else is
// done.
func (w *world) faults(found source.List) error {
	if len(found) == 0 {
		return nil
	}
	t := w.newText(w.err, false)
	t.Findings(found)
	if err := t.Flush(); err != nil {
		return err
	}
	return verdict(found, "error")
}

// fly checks one file.
func fly(ctx context.Context, name string, p preflight.Profile) (*preflight.Report, error) {
	f, err := openFile(name)
	if err != nil {
		return nil, words.Fault("cannot-read-file", name, err)
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && st.IsDir() {
		return nil, words.Fault("folder", name)
	}
	if strings.EqualFold(filepath.Ext(name), ".epub") {
		return nil, words.Fault("epub-for-preflight", name)
	}
	r, err := preflight.Check(ctx, f, p)
	if err != nil && ctx.Err() == nil {
		return nil, words.Fault("cannot-read-file", name, err)
	}
	return r, err
}

func (o *preflightOptions) say(w *world, all []works.Preflight) error {
	if o.format == "json" {
		return report.JSON(w.out, all)
	}
	t := w.newText(w.out, true)
	for _, f := range all {
		t.Flight(f, true)
	}
	return t.Flush()
}
