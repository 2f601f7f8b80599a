// Package pdfread reads what the pages of any PDF file show: characters with their places,
// sizes and fonts, rules, areas and pictures, and the structure tree of a tagged file.
//
//	f, err := pdfread.Open(data)
//	p, err := f.Page(1)
//	for _, c := range p.Chars { fmt.Println(c.Text, c.X, c.Y) }
//
// Lengths are hundredths of a point from the top left corner of the trim as the page is
// looked at, y downwards. Work is bounded; what pdfcpu panics on is an error.
package pdfread

import (
	"bytes"
	"errors"
	"fmt"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
	"banxin/output/internal/objects"
)

// Limits of the work on one file.
const (
	MaxPages     = 1024
	maxOperators = 10_000_000
	maxDecoded   = 1 << 29
	maxChars     = 400_000 // of a page
	maxBoxes     = 50_000
	maxPictures  = 2_000
	maxNodes     = 500_000
)

// Errors that Open returns, wrapped.
var (
	ErrLocked  = errors.New("the PDF file is locked by a password")
	ErrDamaged = errors.New("the PDF file is damaged")
)

// File is a PDF file that is open. It is not for use by several goroutines at once.
type File struct {
	pdf     *model.Context
	fonts   map[string]*Font
	work    int
	decoded int64
	numbers map[int]int // of pages, by the number of their objects
}

// Open reads a file's objects.
func Open(data []byte) (f *File, err error) {
	defer recovered(&err)
	pdf, err := objects.Open(bytes.NewReader(data))
	switch {
	case errors.Is(err, objects.ErrLocked):
		return nil, fmt.Errorf("%w: %v", ErrLocked, err)
	case err != nil:
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	if err := pdf.EnsurePageCount(); err != nil || pdf.PageCount == 0 {
		return nil, fmt.Errorf("%w: it has no pages", ErrDamaged)
	}
	return &File{pdf: pdf, fonts: map[string]*Font{}, work: maxOperators, decoded: maxDecoded}, nil
}

// recovered makes an error of a panic of the reader below.
func recovered(err *error) {
	if recover() != nil {
		*err = fmt.Errorf("%w: %v", ErrDamaged, objects.ErrBroken)
	}
}

// Pages is how many pages the file has.
func (f *File) Pages() int { return min(f.pdf.PageCount, MaxPages) }

// Box is a rectangle.
type Box struct{ X0, Y0, X1, Y1 int }

// W is the box's width.
func (b Box) W() int { return b.X1 - b.X0 }

// H is the box's height.
func (b Box) H() int { return b.Y1 - b.Y0 }

// Page is what a page shows.
type Page struct {
	Number   int
	W, H     int // of the trim
	Chars    []Char
	Rules    []Box // thin lines and the sides of frames
	Areas    []Box // tints
	Pictures []Picture
	Unread   []string // fonts of which characters could not be told
	Cut      bool     // there is more than the limits allow
}

// Char is a character, or several that one glyph shows, in the order of the contents.
type Char struct {
	Text   string
	X, Y   int // where it stands: the left end of its baseline
	DX, DY int // to where the next would stand
	Size   int
	Font   *Font
	MCID   int // of its marked-content sequence; -1: none
}

// Picture is a picture, and the box of what is seen of it: what clips it is taken off.
type Picture struct {
	Box
	Data []byte // a JPEG or PNG file; nil: of a kind that is not read
	Name string // of the object, with the extension of Data
	MCID int
}

// Page reads a page; the first is 1.
func (f *File) Page(number int) (p *Page, err error) {
	defer recovered(&err)
	s, err := f.sheet(number)
	if err != nil {
		return nil, err
	}
	p = &Page{Number: number, W: hundredths(s.w), H: hundredths(s.h)}
	in := &interpreter{work: objects.MaxOperators, f: f, p: p, res: s.res, g: graphics{ctm: s.base, TextState: content.TextState{Scale: 1}}, unread: map[string]bool{}, mcid: -1}
	in.run(f.contents(s.dict["Contents"]))
	return p, nil
}

// sheet is a page before it is read.
type sheet struct {
	dict, res types.Dict
	base      content.Matrix // from its space to that of what is looked at
	w, h      float64
}

func (f *File) sheet(number int) (s sheet, err error) {
	d, _, inherited, err := f.pdf.PageDict(number, false)
	if err != nil || d == nil {
		return s, fmt.Errorf("%w: page %d cannot be read", ErrDamaged, number)
	}
	res := inherited.Resources
	if own, _ := f.pdf.DereferenceDict(d["Resources"]); own != nil {
		res = own
	}
	trim, ok := f.objects().Box(d["TrimBox"])
	for _, other := range []types.Object{d["CropBox"], d["MediaBox"]} {
		if !ok {
			trim, ok = f.objects().Box(other)
		}
	}
	if m := inherited.MediaBox; !ok && m != nil {
		trim = [4]float64{m.LL.X, m.LL.Y, m.UR.X, m.UR.Y}
	}
	turn := inherited.Rotate
	if d["Rotate"] != nil {
		turn = int(f.number(d["Rotate"]))
	}
	s = sheet{dict: d, res: res}
	s.base, s.w, s.h = upright(trim, turn)
	return s, nil
}

// upright returns the matrix from a page's space to that of what is looked at, and the size.
func upright(b [4]float64, turn int) (m [6]float64, w, h float64) {
	w, h = b[2]-b[0], b[3]-b[1]
	switch ((turn % 360) + 360) % 360 {
	case 90:
		return [6]float64{0, 1, 1, 0, -b[1], -b[0]}, h, w
	case 180:
		return [6]float64{-1, 0, 0, 1, b[2], -b[1]}, w, h
	case 270:
		return [6]float64{0, -1, -1, 0, b[3], b[2]}, h, w
	}
	return [6]float64{1, 0, 0, -1, -b[0], b[3]}, w, h
}

// hundredths rounds points, within what an int of 32 bits holds many times over.
func hundredths(v float64) int {
	if !(v > -1e6 && v < 1e6) {
		return 0
	}
	return int(math.Round(v * 100))
}

func (f *File) objects() objects.Reader { return objects.Reader{PDF: f.pdf} }

func (f *File) number(o types.Object) float64 { return f.objects().Number(o) }

// text returns a string or name, or "".
func (f *File) text(o types.Object) string {
	if o == nil {
		return ""
	}
	v, err := f.pdf.Dereference(o)
	if err != nil {
		return ""
	}
	if n, ok := v.(types.Name); ok {
		return string(n)
	}
	s, err := f.pdf.DereferenceText(v)
	if err != nil {
		return ""
	}
	return s
}

func (f *File) dict(o types.Object) types.Dict {
	if o == nil {
		return nil
	}
	d, err := f.pdf.DereferenceDict(o)
	if err != nil {
		return nil
	}
	return d
}

func (f *File) stream(o types.Object) *types.StreamDict {
	if o == nil {
		return nil
	}
	s, _, err := f.pdf.DereferenceStreamDict(o)
	if err != nil {
		return nil
	}
	return s
}

// decode unpacks a stream; what cannot be, or is beyond the limits, is nothing.
func (f *File) decode(s *types.StreamDict) []byte {
	if s == nil || f.decoded <= 0 {
		return nil
	}
	own := *s
	own.Content = nil
	if err := own.DecodeWithLimit(min(objects.MaxStream, f.decoded)); err != nil {
		return nil
	}
	f.decoded -= int64(len(own.Content))
	return own.Content
}

// contents joins a page's content streams.
func (f *File) contents(o types.Object) []byte {
	v, err := f.pdf.Dereference(o)
	if err != nil || v == nil {
		return nil
	}
	list, ok := v.(types.Array)
	if !ok {
		list = types.Array{o}
	}
	var b bytes.Buffer
	for _, part := range list {
		b.Write(f.decode(f.stream(part)))
		b.WriteByte('\n')
	}
	return b.Bytes()
}
