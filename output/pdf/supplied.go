package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/layout/page"
	pdfobj "banxin/output/internal/objects"
)

// Limits of supplied files.
const (
	maxSuppliedObjects = 200_000
	maxSuppliedPages   = 4096
)

// supplied is a PDF file that pages are taken from, read once.
type supplied struct {
	r      pdfobj.Reader
	pages  []pdfobj.Page
	copier *pdfobj.Copier // of what pages refer to, made when the first is taken
}

// OpenPage returns a page of a supplied PDF file, such as an advert, as a picture that
// Write can place. Its size is that of the page's trim as it is read.
func OpenPage(name string, data []byte, number int) (page.ImageFile, error) {
	im := page.ImageFile{Name: name, Format: "pdf", Data: data, Page: number}
	s, err := openSupplied(data)
	if err != nil {
		return im, fmt.Errorf("%s: %w", name, err)
	}
	b, err := s.box(number)
	if err != nil {
		return im, fmt.Errorf("%s: page %d: %w", name, number, err)
	}
	im.W, im.H = b.size()
	return im, nil
}

// OpenPages returns all pages of a supplied PDF file, as [OpenPage] does.
func OpenPages(name string, data []byte) ([]page.ImageFile, error) {
	s, err := openSupplied(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	pages := make([]page.ImageFile, len(s.pages))
	for i := range pages {
		b, err := s.box(i + 1)
		if err != nil {
			return nil, fmt.Errorf("%s: page %d: %w", name, i+1, err)
		}
		pages[i] = page.ImageFile{Name: name, Format: "pdf", Data: data, Page: i + 1}
		pages[i].W, pages[i].H = b.size()
	}
	return pages, nil
}

// ErrEncrypted is a supplied PDF that nobody may take apart.
var ErrEncrypted = pdfobj.ErrEncrypted

func openSupplied(data []byte) (s *supplied, err error) {
	defer pdfobj.Recover(&err)
	ctx, err := pdfobj.Open(bytes.NewReader(data))
	switch {
	case errors.Is(err, pdfobj.ErrLocked), err == nil && (ctx.Encrypt != nil || ctx.E != nil):
		return nil, ErrEncrypted
	case err != nil:
		return nil, err
	}
	s = &supplied{r: pdfobj.Reader{PDF: ctx}}
	if s.pages, err = s.r.Pages(); len(s.pages) == 0 {
		return nil, err
	}
	if len(s.pages) > maxSuppliedPages {
		return nil, fmt.Errorf("the PDF file has %d pages", len(s.pages))
	}
	return s, nil
}

// suppliedBox is where a supplied page's trim and bleed lie in it, in points.
type suppliedBox struct {
	trim, bleed [4]float64 // left, lower, right, upper
	turn        int        // quarter turns clockwise
	unit        float64    // points of a unit
}

// size is the trim's, as it is read, in 1/100 mm.
func (b suppliedBox) size() (w, h int) {
	hundredths := func(v float64) int { return int(math.Round(v * b.unit * 2540 / 72)) }
	w, h = hundredths(b.trim[2]-b.trim[0]), hundredths(b.trim[3]-b.trim[1])
	if b.turn%2 != 0 {
		w, h = h, w
	}
	return w, h
}

func (s *supplied) page(number int) (pdfobj.Page, error) {
	if number < 1 || number > len(s.pages) {
		return pdfobj.Page{}, fmt.Errorf("%w: it has %d", pdfobj.ErrNoPage, len(s.pages))
	}
	return s.pages[number-1], nil
}

func (s *supplied) box(number int) (suppliedBox, error) {
	p, err := s.page(number)
	if err != nil {
		return suppliedBox{}, err
	}
	b := suppliedBox{turn: p.Rotate, unit: 1}
	if u := s.r.Number(p.Dict["UserUnit"]); u > 0 && u <= 1000 {
		b.unit = u
	}
	find := func(boxes ...types.Object) [4]float64 {
		for _, o := range boxes {
			if r, ok := s.r.Box(o); ok {
				return r
			}
		}
		return [4]float64{0, 0, 612, 792}
	}
	if _, ok := s.r.Box(p.Media); p.Media != nil && !ok {
		return b, pdfobj.ErrMediaBox
	}
	b.trim = find(p.Dict["TrimBox"], p.Dict["ArtBox"], p.Crop, p.Media)
	b.bleed = find(p.Dict["BleedBox"], p.Dict["TrimBox"], p.Dict["ArtBox"], p.Crop, p.Media)
	if w, h := b.size(); w <= 0 || h <= 0 || w > 1<<20 || h > 1<<20 {
		return b, errors.New("its trim has no size")
	}
	return b, nil
}

// take makes a form of a page: its contents in one stream, its resources taken over with
// all they refer to.
func (f *file) take(s *supplied, u *imageUse, number int) (err error) {
	defer pdfobj.Recover(&err)
	if u.form.box, err = s.box(number); err != nil {
		return err
	}
	p, err := s.page(number)
	if err != nil {
		return err
	}
	data, err := s.r.Contents(p.Dict["Contents"])
	if err != nil {
		return fmt.Errorf("its contents do not decode: %w", err)
	}
	if s.copier == nil {
		s.copier = &pdfobj.Copier{R: s.r, Alloc: func() int { return int(f.alloc()) }, Set: func(n int, body string) { f.set(ref(n), body) }, Left: maxSuppliedObjects}
	}
	resources, err := s.copier.Copy(p.Resources)
	if err != nil {
		return err
	}
	group := ""
	if p.Dict["Group"] != nil {
		if group, err = s.copier.Copy(p.Dict["Group"]); err != nil {
			return err
		}
		group = "/Group " + group
		u.form.blends = true
	}
	u.form.blends = u.form.blends || s.blends(p.Resources, 0)
	z := packer{level: f.opt.Compress}
	f.set(u.ref, stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[%s]/Resources %s%s/Filter/FlateDecode", floats(u.form.box.bleed[:]), resources, group), z.pack(data)))
	return nil
}

// blends tells whether a form that a page shows is a transparency group.
func (s *supplied) blends(res types.Dict, depth int) bool {
	if depth > 3 {
		return false
	}
	forms := s.r.Dict(res["XObject"])
	for _, k := range pdfobj.Keys(forms) {
		d := s.r.Dict(forms[k])
		if s.r.Name(d["Subtype"]) == "Form" && (d["Group"] != nil || s.blends(s.r.Dict(d["Resources"]), depth+1)) {
			return true
		}
	}
	return false
}

func floats(v []float64) string {
	var b []byte
	for _, x := range v {
		b = append(appendDecimal(b, int64(math.Round(x*1000)), 3), ' ')
	}
	return string(bytes.TrimRight(b, " "))
}

// settleForm takes over a used page of a supplied file; files are read once.
func (f *file) settleForm(im *page.ImageFile, u *imageUse) error {
	key := suppliedKey(im.Data)
	s := f.supplied[key]
	if s == nil {
		var err error
		if s, err = openSupplied(im.Data); err != nil {
			return err
		}
		if f.supplied == nil {
			f.supplied = map[*byte]*supplied{}
		}
		f.supplied[key] = s
	}
	u.ref, u.pass = f.alloc(), true
	u.form = &placedForm{}
	return f.take(s, u, im.Page)
}

func suppliedKey(data []byte) *byte {
	if len(data) == 0 {
		return nil
	}
	return &data[0]
}

// placedForm says where the page of a form is in it.
type placedForm struct {
	box    suppliedBox
	blends bool // it is a transparency group
}

// blends tells whether a page shows a form that blends colours: it must say in which inks.
func (f *file) blends(u *pageUse) bool {
	for i := range u.images {
		if form := f.res.images[i].form; form != nil && form.blends {
			return f.std.inks && f.opt.Profile != X1a
		}
	}
	return false
}

// form paints a supplied page so that its trim fills the rectangle. It bleeds where the
// rectangle reaches the page's trim.
func (c *content) form(im *page.Image, u *imageUse) {
	b := u.form.box
	r := im.Rect
	c.overprint(false, false)
	c.save()
	clip := c.bleeding(r)
	if !im.Room.Empty() {
		clip = im.Room
	}
	c.rect(clip)
	c.op("W n")
	w, h := b.trim[2]-b.trim[0], b.trim[3]-b.trim[1] // in the page's units
	if b.turn%2 != 0 {
		w, h = h, w
	}
	sx, sy := r.W.Float()/w, r.H.Float()/h
	x0, y0 := (c.base.X + r.X).Float(), (c.base.Y - r.Bottom()).Float()
	// From the trim's lower left corner, turned, scaled, to the rectangle's.
	m := [4][6]float64{
		{sx, 0, 0, sy, x0 - sx*b.trim[0], y0 - sy*b.trim[1]},
		{0, -sy, sx, 0, x0 - sx*b.trim[1], y0 + sy*b.trim[2]},
		{-sx, 0, 0, -sy, x0 + sx*b.trim[2], y0 + sy*b.trim[3]},
		{0, sy, -sx, 0, x0 + sx*b.trim[3], y0 - sy*b.trim[0]},
	}[b.turn]
	for _, v := range m {
		c.buf = append(appendDecimal(c.buf, int64(math.Round(v*1e6)), 6), ' ')
	}
	c.op("cm")
	c.buf = fmt.Appendf(c.buf, "/I%d Do\n", im.File)
	c.restore()
}
