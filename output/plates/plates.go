// Package plates makes the separations of PDF files: what each ink prints of a page, as a press
// makes its plates.
//
//	f, err := plates.Open(data, plates.Options{PPI: 100})
//	s, err := f.Sheet(ctx, 1)
//	for i, ink := range s.Inks { fmt.Println(ink.Name, s.Coverage(i)) }
//
// Pages are rastered by an interpreter of its own, with overprint, knock-out, transparency and
// spot inks as ISO 32000-1 has them, and glyphs from the embedded programs. Our own pages go
// the same way, by the PDF that was written: so a plate shows what the plant gets, and one
// interpreter is held against others for all files. What cannot be drawn is a [Finding].
// Files may be broken or hostile: size, depth and work are bounded.
package plates

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/color"
	"banxin/output/internal/content"
	"banxin/output/internal/objects"
	"banxin/output/internal/raster"
	"banxin/output/internal/spaces"
)

// Options say how pages are rastered; the zero value is 100 ppi for newsprint.
type Options struct {
	PPI   int            // pixels an inch, 100 when zero, at most 2400
	Press *color.Profile // that RGB is brought to where the file names none; nil: banxin's newsprint
}

// Limits of a sheet.
const (
	maxPixels = 120e6 // of a page
	maxPPI    = 2400
	maxInks   = 32 // of a page, process inks among them
)

// Process are the names of the process inks, in their order.
var Process = [4]string{"Cyan", "Magenta", "Yellow", "Black"}

// Kinds of findings.
const (
	NoFont    = "font"     // a font is not embedded, or cannot be read: its text is not drawn
	NoGlyphs  = "encoding" // characters of a font whose encoding is not known are not drawn
	NoPicture = "picture"  // a picture cannot be read
	NoShading = "shading"  // a shading or pattern cannot be read
	Converted = "rgb"      // colours that are not in inks were converted
	Foreign   = "profile"  // inks of another profile were taken as they are
	Blended   = "blend"    // what blends otherwise than in inks is not exact
	TooMuch   = "work"     // there is more on the page than is drawn
	Broken    = "syntax"   // contents that cannot be read
	ManyInks  = "inks"     // more inks than plates are made of
)

// Finding is something about a page that its plates do not show, or do not show exactly.
type Finding struct {
	Page   int    `json:"page"` // counted from 1
	Kind   string `json:"kind"`
	Detail string `json:"detail,omitempty"`
	Count  int    `json:"count"`
}

// Missing tells whether something is not on the plates at all.
func (f Finding) Missing() bool {
	switch f.Kind {
	case NoFont, NoGlyphs, NoPicture, NoShading, TooMuch, Broken, ManyInks:
		return true
	}
	return false
}

// Ink is an ink with its plate: how much of it each pixel has, 255 full, in rows from above.
type Ink struct {
	Name string
	Spot bool
	Alt  [4]uint8 // what shows a spot ink in process inks
	Pix  []uint8
}

// Sheet is a page with its plates: those of the process inks first, in their order, then the
// spots in the order in which they come.
type Sheet struct {
	Number   int // of the page, counted from 1
	W, H     int // pixels
	PPI      int
	Trim     raster.Window // where the page is cut
	Inks     []Ink
	Findings []Finding
}

// File is a PDF file that is separated. It is not for concurrent use.
type File struct {
	r       spaces.Reader
	o       Options
	pages   []objects.Page
	layers  *objects.Layers
	fonts   map[string]*font
	spaces  map[types.IndirectRef]*spaces.Space
	press   *color.Profile
	links   map[string]*color.Link
	own     string // the data of the output intent's profile
	decoded int64
	proof   *color.Link
}

// Open reads a file.
func Open(data []byte, o Options) (f *File, err error) {
	defer objects.Recover(&err)
	if o.PPI <= 0 {
		o.PPI = 100
	}
	o.PPI = min(o.PPI, maxPPI)
	if i := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); i > 0 {
		data = data[i:]
	}
	pdf, err := objects.Open(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	f = &File{o: o, fonts: map[string]*font{}, links: map[string]*color.Link{}, decoded: objects.MaxDecoded}
	f.r.Reader = objects.Reader{PDF: pdf, Decode: f.decode}
	f.r.Usable = func(p *color.Profile) bool { return f.link(p) != nil }
	if f.pages, err = f.r.Pages(); len(f.pages) == 0 {
		if err == nil {
			err = objects.ErrNoPages
		}
		return nil, err
	}
	f.layers = f.r.Layers()
	f.condition()
	return f, nil
}

// condition finds the press that the file is made for.
func (f *File) condition() {
	if f.press = f.o.Press; f.press == nil {
		f.press = color.Newsprint()
	}
	root, err := f.r.PDF.Catalog()
	if err != nil {
		return
	}
	for _, o := range f.r.Array(root["OutputIntents"]) {
		data := f.r.Bytes(f.r.Dict(o)["DestOutputProfile"])
		if p, err := color.Parse(data); err == nil && p.Space == "CMYK" {
			if _, err := color.NewExact(color.SRGB(), p, color.LinkOptions{Intent: color.Relative}); err == nil {
				f.press, f.own = p, string(data)
				return
			}
		}
	}
}

// Pages is how many pages there are.
func (f *File) Pages() int { return len(f.pages) }

// decode unpacks a stream within the limits of the file.
func (f *File) decode(s *types.StreamDict) ([]byte, error) {
	if f.decoded <= 0 {
		return nil, objects.ErrLimit
	}
	own := *s
	own.Content = nil
	if err := own.DecodeWithLimit(min(f.r.Most(s), f.decoded)); err != nil {
		return nil, err
	}
	f.decoded -= int64(len(own.Content))
	return own.Content, nil
}

// link is the way from a profile's colours to the press, nil where there is none.
func (f *File) link(p *color.Profile) *color.Link {
	key := string(p.Data)
	if l, ok := f.links[key]; ok {
		return l
	}
	l, err := color.NewLink(p, f.press, color.LinkOptions{Intent: color.Relative, BPC: true, KeepBlack: true})
	if err != nil {
		l = nil
	}
	f.links[key] = l
	return l
}

// Sheet makes the plates of a page.
func (f *File) Sheet(ctx context.Context, number int) (s *Sheet, err error) {
	if number < 1 || number > len(f.pages) {
		return nil, fmt.Errorf("%w %d: the file has %d", ErrNoPage, number, len(f.pages))
	}
	s = &Sheet{Number: number, PPI: f.o.PPI}
	p := &plater{f: f, ctx: ctx, sheet: s, work: objects.MaxOperators, found: map[Finding]int{}, inks: Process[:]}
	defer func() {
		if e := recover(); e != nil { // of the reader: what has been drawn is kept
			if stop, ok := e.(stopped); ok && stop.err != nil {
				s, err = nil, stop.err
				return
			}
			p.find(Broken, "")
		}
		if s != nil && err == nil && s.W > 0 {
			p.finish()
		}
	}()
	return s, p.page(f.pages[number-1])
}

// stopped ends the drawing of a page from any depth.
type stopped struct{ err error }

// Errors of pages; a program tests them with errors.Is.
var (
	ErrNoPage = errors.New("there is no page")
	ErrSize   = errors.New("the page is too large to be drawn at this resolution, or has no size")
)

// page draws a page with what its annotations print.
func (p *plater) page(pg objects.Page) error {
	unit := p.f.r.Number(pg.Dict["UserUnit"])
	if unit <= 0 || unit > 1000 {
		unit = 1
	}
	media, ok := p.f.r.Box(pg.Media)
	if !ok {
		media = [4]float64{0, 0, 612, 792}
	}
	m := turned(media, pg.Rotate)
	k := unit * float64(p.sheet.PPI) / 72
	for i := range m {
		m[i] *= k
	}
	w, h := (media[2]-media[0])*k, (media[3]-media[1])*k
	if pg.Rotate%2 == 1 {
		w, h = h, w
	}
	if w*h > maxPixels || w > 1<<16 || h > 1<<16 {
		return ErrSize
	}
	p.sheet.W, p.sheet.H = max(int(w+0.5), 1), max(int(h+0.5), 1)
	win := raster.Win(0, 0, p.sheet.W, p.sheet.H)
	p.page0 = &surface{win: win}
	p.pixels = pixelBudget(win)
	trim, ok := p.f.r.Box(pg.Dict["TrimBox"])
	if !ok {
		trim = media
	}
	p.sheet.Trim = snapped(m, trim[0], trim[1], trim[2], trim[3]).Intersect(win)
	in := newInterpreter(p, pg.Resources, m, clip{win: win})
	if group := p.f.r.Dict(pg.Dict["Group"]); group != nil {
		p.groupSpace(pg.Resources, group)
	}
	data, err := p.f.r.Contents(pg.Dict["Contents"])
	if err != nil {
		p.find(Broken, "")
	}
	in.run(data)
	list := p.f.r.Array(pg.Dict["Annots"])
	for _, o := range list[:min(len(list), objects.MaxAnnots)] {
		newInterpreter(p, pg.Resources, m, clip{win: win}).annotation(p.f.r.Dict(o))
	}
	return nil
}

// turned takes a page's units to the upper left corner of the page as it is read, y downwards.
func turned(media [4]float64, quarters int) content.Matrix {
	switch x0, y0, x1, y1 := media[0], media[1], media[2], media[3]; quarters & 3 {
	case 1:
		return content.Matrix{0, 1, 1, 0, -y0, -x0}
	case 2:
		return content.Matrix{-1, 0, 0, 1, x1, -y0}
	case 3:
		return content.Matrix{0, -1, -1, 0, y1, x1}
	default:
		return content.Matrix{1, 0, 0, -1, -x0, y1}
	}
}

// finish hands the plates over.
func (p *plater) finish() {
	s := p.sheet
	n := s.W * s.H
	for i, name := range p.inks {
		ink := Ink{Name: name, Spot: i >= len(Process), Pix: p.page0.plane(i, false)}
		if ink.Pix == nil {
			ink.Pix = make([]uint8, n)
		}
		if ink.Spot {
			ink.Alt = p.alts[i-len(Process)]
		}
		s.Inks = append(s.Inks, ink)
	}
	s.Findings = p.findings
}

// find notes something that is not drawn, or not exactly.
func (p *plater) find(kind, detail string) {
	key := Finding{Kind: kind, Detail: detail}
	if i, ok := p.found[key]; ok {
		p.findings[i].Count++
		return
	}
	if len(p.findings) < maxFindings {
		p.found[key] = len(p.findings)
		p.findings = append(p.findings, Finding{Page: p.sheet.Number, Kind: kind, Detail: detail, Count: 1})
	}
}

const maxFindings = 200 // of a page
