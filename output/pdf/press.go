package pdf

import (
	"errors"
	"fmt"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/color"
)

// Profile is the kind of file that is written.
type Profile string

const (
	X4      Profile = "x4"      // PDF/X-4:2010, for presses; the default
	X1a     Profile = "x1a"     // PDF/X-1a:2003, for older workflows
	Archive Profile = "archive" // PDF/A-2a and PDF/UA-1: tagged, pictures as they came
	Screen  Profile = "screen"  // small and tagged, with links
	Plain   Profile = "plain"   // no standard; pictures as they came
)

// Profiles lists them in the order of the documentation.
var Profiles = []Profile{X4, X1a, Archive, Screen, Plain}

// Press says what the print shop asks for. The zero value is coldset newsprint.
type Press struct {
	ICC       []byte      // profile of the printing condition; nil: banxin's newsprint
	Condition string      // its registered name; "": Custom
	Info      string      // what it is, in words; "": the ICC profile's description
	InkLimit  int         // most ink in pictures, percent; 0: 220
	PPI       int         // pictures finer than 1.3 times this are made coarser; 0: 200
	Quality   int         // of JPEG pictures, 1-100; 0: 85
	Trap      unit.Length // how far colours that touch are spread, and inks held back under white; 0: not at all
	Marks     Marks

	Links      [][]byte // ICC device links to this press, one a space of pictures: they go before ICC
	GCR        int      // how much of the grey in colours black draws, percent of what can be; 0: as the profile does
	BlackStart int      // how dark greys are, in percent of black alone, from which on black draws them; 0: as the profile does
}

// Marks are printed outside the bleed. They make the sheet larger.
type Marks struct {
	Crop         bool // at the corners of the trim
	Fold         bool // half way down the sides
	Registration bool // targets in the middle of the sides, in all inks
	Bar          bool // patches of the inks and of grey
	Slug         bool // paper, date, page, profile and a hash of the page, and on each plate the name of its ink
	Center       bool // in the middle of the sides
	Strip        bool // patches of every ink, in place of the bar, as often as the width allows
	GreyBalance  bool // greys of three inks beside those of black that look alike
}

// AllMarks are those that need no measuring device.
var AllMarks = Marks{Crop: true, Fold: true, Registration: true, Bar: true, Slug: true}

func (m Marks) any() bool { return m != Marks{} }

// markRoom is the width of the border that marks stand in, and markGap their distance
// from the bleed.
const (
	markRoom = 36 * unit.Pt
	markGap  = 3 * unit.Pt
)

// standard is what a profile asks of the file.
type standard struct {
	version  string // of PDF
	x        string // GTS_PDFXVersion
	a        bool   // PDF/A-2a and PDF/UA-1
	inks     bool   // pictures in inks only
	tags     bool
	links    bool
	comments bool // of readers go along
	coarser  int  // pictures to this many ppi where Press does not say
	metadata bool
}

// claims tells whether files of a profile say that they keep a standard. None of these knows
// the glyph that stands for what a face has not (PDF/A-2 6.2.11.8).
func (s standard) claims() bool { return s.x != "" || s.a }

var standards = map[Profile]standard{
	X4:      {version: "1.6", x: "PDF/X-4", inks: true, coarser: 200, metadata: true},
	X1a:     {version: "1.4", x: "PDF/X-1a:2003", inks: true, coarser: 200, metadata: true},
	Archive: {version: "1.7", a: true, tags: true, links: true, metadata: true},
	Screen:  {version: "1.7", tags: true, links: true, coarser: 144, metadata: true},
	Plain:   {version: "1.7", comments: true},
}

// profile returns the profile of the printing condition, checked.
func (p Press) profile() (*color.Profile, error) {
	if p.ICC == nil {
		return color.Newsprint(), nil
	}
	icc, err := color.Parse(p.ICC)
	if err != nil {
		return nil, fmt.Errorf("the press's ICC profile: %w", err)
	}
	if icc.Class != "prtr" || icc.Space != "CMYK" {
		return nil, fmt.Errorf("the press's ICC profile %q is of class %s for %s, not prtr for CMYK", icc.Name, icc.Class, icc.Space)
	}
	return icc, nil
}

// deviceLinks are the links by the space that they come from.
func (p Press) deviceLinks() (map[string]*color.Link, error) {
	var out map[string]*color.Link
	for _, data := range p.Links {
		icc, err := color.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("the device link: %w", err)
		}
		l, err := color.NewDeviceLink(icc, p.limit()-inkMargin)
		if err != nil {
			return nil, err
		}
		if out == nil {
			out = map[string]*color.Link{}
		}
		out[icc.Space] = l
	}
	return out, nil
}

// Check tells what is wrong with the profile of the printing condition, if anything is:
// colours could not be taken to the press or back.
func (p Press) Check() (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the ICC profile is broken")
		}
	}()
	press, err := p.profile()
	if err != nil {
		return err
	}
	if _, err := p.deviceLinks(); err != nil {
		return err
	}
	for _, intent := range []color.Intent{color.Relative, color.Perceptual} {
		o := color.LinkOptions{Intent: intent, BPC: true}
		if _, err := color.NewExact(color.SRGB(), press, o); err != nil {
			return err
		}
		if _, err := color.NewExact(press, color.SRGB(), o); err != nil {
			return err
		}
	}
	return nil
}

// intents returns the output intents over one profile object. X and A share it.
func (f *file) intents(icc ref) string {
	p := f.opt.Press
	info := p.Info
	if info == "" {
		info = f.icc.Name
	}
	condition := p.Condition
	if condition == "" {
		condition = "Custom"
	}
	one := func(kind string) string {
		return fmt.Sprintf("<</Type/OutputIntent/S/%s/OutputConditionIdentifier%s/OutputCondition%s/Info%s/RegistryName%s/DestOutputProfile %s>>",
			kind, textString(condition), textString(info), textString(info), textString(registry(p.Condition)), icc)
	}
	if f.std.x != "" {
		return "[" + one("GTS_PDFX") + "]"
	}
	return "[" + one("GTS_PDFA1") + "]"
}

// registry is where a condition's name is registered; a custom one is nowhere.
func registry(condition string) string {
	if condition == "" {
		return ""
	}
	return "http://www.color.org"
}

// FileName fills a pattern for an edition's page: {code}, {yyyymmdd}, {pp} (its number of
// two figures), {page} (its name), {section}. index counts from 0; below 0 is the whole edition.
func FileName(pattern string, d *page.Doc, index int) string {
	return namePattern(pattern, d, index)
}

// Split returns a document of one page of d, which shares everything else.
func Split(d *page.Doc, index int) *page.Doc {
	one := *d
	one.Pages = d.Pages[index : index+1]
	one.Stories = nil
	for _, s := range d.Stories {
		if s.Page == index {
			s.Page = 0
			one.Stories = append(one.Stories, s)
		}
	}
	return &one
}
