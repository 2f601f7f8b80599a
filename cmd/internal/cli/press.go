package cli

import (
	"cmp"
	"slices"

	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/output/pdf"

	"github.com/spf13/cobra"
)

// pressOptions are the flags of build for the press.
type pressOptions struct {
	profile     string // empty: the paper's, or x4
	split       bool
	halves      bool
	marks       []string // none said: the paper's
	noPreflight bool
	icc         string // file of the printing condition's profile
	condition   string
	inkLimit    int
	ppi         int
	quality     int
}

// profiles are the words of --profile, plateProfiles those of what goes onto plates.
var (
	profiles      = profileNames(pdf.Profiles...)
	plateProfiles = profileNames(pdf.X4, pdf.X1a)
)

func profileNames(all ...pdf.Profile) (names []string) {
	for _, p := range all {
		names = append(names, string(p))
	}
	return names
}

// markNames are the words of --marks.
func markNames() []string { return append([]string{"all", "none"}, editions.MarkNames()...) }

// marksOf are the marks that words of --marks stand for.
func marksOf(names []string) editions.PressMarks {
	m := editions.MarksOf(names)
	if slices.Contains(names, "all") {
		m |= editions.AllPressMarks
	}
	return m
}

func (o *pressOptions) flags(w *world, c *cobra.Command) {
	f, t := c.Flags(), w.say.T
	f.StringVar(&o.profile, "profile", "", t("--profile"))
	f.BoolVar(&o.split, "split", false, t("--split"))
	f.BoolVar(&o.halves, "part-spreads", false, t("--part-spreads"))
	f.StringSliceVar(&o.marks, "marks", nil, t("--marks"))
	f.BoolVar(&o.noPreflight, "no-preflight", false, t("--no-preflight"))
	f.StringVar(&o.icc, "icc", "", t("--icc"))
	f.StringVar(&o.condition, "condition", "", t("--condition"))
	f.IntVar(&o.inkLimit, "ink-limit", 0, t("--ink-limit"))
	f.IntVar(&o.ppi, "press-ppi", 0, t("--press-ppi"))
	f.IntVar(&o.quality, "quality", 0, t("--quality"))
	must(c.MarkFlagFilename("icc", "icc", "icm"))
	completeFlag(c, "profile", profiles)
	completeFlag(c, "marks", markNames())
}

func (o *pressOptions) check() error {
	if o.profile != "" {
		if err := choice("--profile", o.profile, profiles); err != nil {
			return err
		}
	}
	for _, m := range o.marks {
		if err := choice("--marks", m, markNames()); err != nil {
			return err
		}
	}
	for _, n := range []struct {
		flag             string
		value, from, max int
	}{{"--ink-limit", o.inkLimit, 100, 400}, {"--press-ppi", o.ppi, 50, 2400}, {"--quality", o.quality, 1, 100}} {
		if n.value != 0 && (n.value < n.from || n.value > n.max) {
			return words.Fault("not-between", n.flag, n.value, n.from, n.max)
		}
	}
	if o.condition != "" && o.icc == "" {
		return words.Fault("condition-names-profile-of-icc-which")
	}
	return nil
}

// readICC reads the profile that --icc names; it replaces the paper's with all said of it.
func (o *pressOptions) readICC(p editions.Press) (editions.Press, error) {
	if o.icc == "" {
		return p, nil
	}
	data, err := readFile(o.icc)
	if err == nil {
		err = pdf.Press{ICC: data}.Check()
	}
	if err != nil {
		return p, words.Fault("cannot-read-file", o.icc, err)
	}
	p.ICC, p.Data, p.Condition, p.Info = o.icc, data, o.condition, ""
	return p, nil
}

// of returns what the paper asks for, and over it what the flags say.
func (o *pressOptions) of(p editions.Press) editions.Press {
	p.Profile = cmp.Or(o.profile, p.Profile, string(pdf.X4))
	p.Split, p.Halves = p.Split || o.split, p.Halves || o.halves
	p.InkLimit, p.PPI, p.Quality = cmp.Or(o.inkLimit, p.InkLimit), cmp.Or(o.ppi, p.PPI), cmp.Or(o.quality, p.Quality)
	if o.marks != nil {
		p.Marks = marksOf(o.marks)
	}
	return p
}
