// Package preflight checks PDF files as a press does before it makes plates.
//
//	report, err := preflight.Check(ctx, file, preflight.Newspaper())
//	for _, f := range report.Findings { fmt.Println(f) }
//
// It reads with pdfcpu and interprets page contents itself. Files may be broken or
// hostile: size, depth and work are bounded, and what cannot be read is a finding.
package preflight

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Level is how bad a finding is.
type Level string

const (
	Error   Level = "error"   // the press refuses the file
	Warning Level = "warning" // it may print badly
)

// Finding is something that the press will not like. Places are in millimetres from the
// upper left corner of the page's trim.
type Finding struct {
	Rule     string  `json:"rule"`
	Level    Level   `json:"level"`
	Page     int     `json:"page,omitempty"` // counted from 1; 0: the file
	X        float64 `json:"x_mm,omitempty"`
	Y        float64 `json:"y_mm,omitempty"`
	W        float64 `json:"w_mm,omitempty"` // with X and Y the box around all that is alike
	H        float64 `json:"h_mm,omitempty"`
	Placed   bool    `json:"-"` // X and Y are told
	What     string  `json:"what"`
	Measured string  `json:"measured,omitempty"`
	Required string  `json:"required,omitempty"`
	Count    int     `json:"count,omitempty"` // how many are alike
	More     int     `json:"more,omitempty"`  // further ones of the rule on the page
}

// alike is what findings that are told as one have in common.
type alike struct {
	page           int
	rule           string
	level          Level
	what           string
	measured, want string
}

// merge counts a finding with one alike.
func (f *Finding) merge(g Finding) {
	f.Count++
	if !f.Placed || !g.Placed {
		return
	}
	right, foot := max(f.X+f.W, g.X+g.W), max(f.Y+f.H, g.Y+g.H)
	f.X, f.Y = min(f.X, g.X), min(f.Y, g.Y)
	f.W, f.H = tenth(right-f.X), tenth(foot-f.Y)
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }

func (f Finding) String() string {
	var b strings.Builder
	if f.Page > 0 {
		fmt.Fprintf(&b, "page %d", f.Page)
		if f.Placed {
			fmt.Fprintf(&b, " at %.1f, %.1f mm", f.X, f.Y)
		}
		b.WriteString(": ")
	}
	fmt.Fprintf(&b, "%s: %s [%s]", f.Level, f.What, f.Rule)
	if f.Measured != "" {
		fmt.Fprintf(&b, ": %s", f.Measured)
	}
	if f.Required != "" {
		fmt.Fprintf(&b, ", wanted %s", f.Required)
	}
	if f.Count > 1 {
		fmt.Fprintf(&b, " (%d times)", f.Count)
	}
	if f.More > 0 {
		fmt.Fprintf(&b, " (and %d more)", f.More)
	}
	return b.String()
}

// Report is what Check found.
type Report struct {
	Standard string       `json:"standard"` // what the file claims: PDF/X-4 …; "" for none
	Version  string       `json:"version"`
	Pages    int          `json:"pages"`
	Trims    [][2]float64 `json:"trims_mm"` // width and height of each page's trim
	Inks     [][]string   `json:"inks"`     // of each page, as files name them: Cyan … Black, then spot inks
	Findings []Finding    `json:"findings"` // by page, then by rule

	Spots       []string     `json:"-"` // names of the spot inks, sorted
	Alternates  [][4]float64 `json:"-"` // of Spots: the process inks that stand for them
	Transparent bool         `json:"-"` // something is what PDF/X-1a does not allow: clear, blended or a group
}

// Failed tells whether the press would refuse the file.
func (r *Report) Failed() bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Level == Error })
}

// tastes are rules of presses; the others are those of PDF/X itself.
var tastes = []string{"page-size", "bleed", "font-subset", "font-text", "ink-limit", "rich-black-text", "overprint-black", "overprint-mode", "white-overprint", "text-in-group",
	"resolution", "reverse-type", "small-type", "type-on-tint", "thin-rule", "fine-register", "pages", "page-labels", "type-area", "placeholder"}

// Conforms tells whether the file keeps the standard that it claims, as far as is seen here: a
// press may refuse one that does, for type too small or too much ink.
func (r *Report) Conforms() bool {
	return !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Level == Error && !slices.Contains(tastes, f.Rule) })
}

// Profile is what a press asks for. Zero numbers are not checked.
type Profile struct {
	Name         string   `json:"name"`
	Standards    []string `json:"standards"`           // accepted claims; none: any file
	InkLimit     float64  `json:"ink_limit"`           // percent, mean over a square millimetre
	MinPPI       float64  `json:"min_ppi"`             // error below
	WarnPPI      float64  `json:"warn_ppi"`            // warning below
	MinBitPPI    float64  `json:"min_bit_ppi"`         // of 1-bit pictures
	MinType      float64  `json:"min_type"`            // pt, black; ruby is the smallest
	MinMultiType float64  `json:"min_multi_type"`      // pt, two inks or more
	MinReverse   float64  `json:"min_reverse"`         // pt, white on one ink
	MinReverse2  float64  `json:"min_reverse_multi"`   // pt, white on more
	MinReverseBG float64  `json:"min_reverse_ground"`  // percent of ink under white type
	MaxTint      float64  `json:"max_tint_under_type"` // percent of ink under black type
	MinRule      float64  `json:"min_rule"`            // pt
	MinMultiRule float64  `json:"min_multi_rule"`      // pt, two inks or more
	ThinRule     float64  `json:"thin_rule"`           // pt: black rules up to it overprint
	MaxSpots     int      `json:"max_spots"`           // different spot inks; below 0: none
	Spots        []string `json:"spots"`               // ordered spot inks; none: any
	TrimWidth    float64  `json:"trim_width_mm"`
	TrimHeight   float64  `json:"trim_height_mm"`
	Trims        []Size   `json:"trims_mm"`  // any of these; none: as TrimWidth and TrimHeight say
	Bleed        float64  `json:"bleed_mm"`  // at least, where anything bleeds
	Margin       float64  `json:"margin_mm"` // print not nearer to the trim without bleeding
	MaxPages     int      `json:"max_pages"` // work limit; 0: 1024

	archive bool // JPEG 2000 and what else archives do not take is looked for
	inks    bool // of an advert: its page becomes a form of another file, so that what is asked of files is not asked; colours must be inks
}

// Size is a width and a height in millimetres.
type Size [2]float64

// Newspaper is the usual demand of coldset presses, as published by newspapers and in
// GWG 2015 for newspaper adverts.
func Newspaper() Profile {
	return Profile{
		Name: "newspaper", Standards: []string{"PDF/X-4", "PDF/X-1a:2003", "PDF/X-1a:2001"}, InkLimit: 220, MinPPI: 99, WarnPPI: 149, MinBitPPI: 549,
		MinType: 4, MinMultiType: 9, MinReverse: 6, MinReverse2: 9, MinReverseBG: 60, MaxTint: 30,
		MinRule: 0.25, MinMultiRule: 0.5, ThinRule: 2, MaxSpots: 2, Bleed: 3, Margin: 3,
	}
}

// ReadProfile reads a profile's JSON over the newspaper's. Unknown keys are errors.
func ReadProfile(data []byte) (Profile, error) {
	p := Newspaper()
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return p, fmt.Errorf("preflight profile: %w", err)
	}
	return p, nil
}

// maxFile bounds the files that are read, in bytes.
const maxFile = 1 << 30

// Check checks a file. The error is ctx's or the reader's; all that is wrong with the
// file is in the report.
func Check(ctx context.Context, r io.ReadSeeker, p Profile) (*Report, error) {
	return Keep(nil).Check(ctx, r, p)
}

// Check is [Check] that measures what is kept once; the report is the same.
func (k Keep) Check(ctx context.Context, r io.ReadSeeker, p Profile) (*Report, error) {
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	head := make([]byte, 1024)
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	c := &checker{profile: p, head: head[:n], cancel: ctx, keep: k}
	if size > maxFile {
		c.report(0, "syntax", Error, "the file is too large to be checked", fmt.Sprintf("%d bytes", size), fmt.Sprintf("%d", maxFile))
		return c.done(), nil
	}
	c.run(r)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return c.done(), nil
}

// done sorts the findings: by page, rule and place.
func (c *checker) done() *Report {
	slices.SortStableFunc(c.out.Findings, func(a, b Finding) int {
		if a.Page != b.Page {
			return a.Page - b.Page
		}
		return slices.Index(ruleOrder, a.Rule) - slices.Index(ruleOrder, b.Rule)
	})
	return &c.out
}

// Archivable tells whether what a file shows may be in PDF/A-2a, as far as is seen here: fonts
// embedded with their widths and characters, colours with a meaning, nothing that an archive
// does not take (ISO 19005-2, 6.2).
func Archivable(ctx context.Context, r io.ReadSeeker) (bool, error) {
	out, err := Check(ctx, r, Profile{inks: true, archive: true})
	if err != nil {
		return false, err
	}
	return !slices.ContainsFunc(out.Findings, func(f Finding) bool {
		return slices.Contains([]string{"fonts", "font-text", "font-widths", "filters", "syntax", "encrypted"}, f.Rule) || f.Rule == "rgb" && f.Level == Error
	}), nil
}

// Slot is where an advert is to stand.
type Slot struct {
	Width, Height float64 // mm
	Bleeds        bool    // it reaches the page's trim
	Scale         bool    // it may be scaled, in proportion
}

// Advert checks a supplied advert for a slot: as Check does, and its size and bleed.
func Advert(ctx context.Context, r io.ReadSeeker, p Profile, s Slot) (*Report, error) {
	p.Standards = nil // an advert need not be PDF/X to be placed in one
	p.Margin = 0
	if !s.Bleeds {
		p.Bleed = 0
	}
	if !s.Scale {
		p.TrimWidth, p.TrimHeight = s.Width, s.Height
	}
	p.inks = true
	out, err := Check(ctx, r, p)
	if err != nil || !s.Scale || len(out.Trims) == 0 {
		return out, err
	}
	t := out.Trims[0]
	if !s.proportioned(t) {
		out.Findings = append(out.Findings, Finding{Rule: "page-size", Level: Error, Page: 1, What: "the advert has not the proportions of its place",
			Measured: fmt.Sprintf("%.1f × %.1f mm", t[0], t[1]), Required: fmt.Sprintf("%g × %g mm", s.Width, s.Height)})
	}
	return out, nil
}

// proportioned tells whether a page of so many millimetres, as high as the place, is at most a
// millimetre wider or narrower than it.
func (s *Slot) proportioned(trim [2]float64) bool {
	return math.Abs(trim[0]*s.Height-trim[1]*s.Width) <= trim[1]
}
