package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/layout/page"
)

// Limits of supplied files.
const (
	maxSupplied        = 512 << 20 // bytes
	maxSuppliedObjects = 200_000
	maxSuppliedPages   = 4096
	maxSuppliedDepth   = 64
	maxSuppliedStream  = 256 << 20
)

// supplied is a PDF file that pages are taken from, read once.
type supplied struct {
	ctx  *model.Context
	refs map[int]ref // objects taken over, by their number there
	left int
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
	pages := make([]page.ImageFile, s.ctx.PageCount)
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

func openSupplied(data []byte) (s *supplied, err error) {
	defer func() {
		if p := recover(); p != nil {
			s, err = nil, fmt.Errorf("the PDF file is broken: %v", p)
		}
	}()
	if len(data) > maxSupplied {
		return nil, errors.New("the PDF file is too large")
	}
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.Optimize, conf.Offline = false, true
	ctx, err := api.ReadContext(bytes.NewReader(data), conf)
	if err != nil {
		return nil, fmt.Errorf("the PDF file cannot be read: %w", err)
	}
	if ctx.Encrypt != nil || ctx.E != nil {
		return nil, errors.New("the PDF file is encrypted: ask for one without protection")
	}
	if err := ctx.EnsurePageCount(); err != nil {
		return nil, fmt.Errorf("the PDF file cannot be read: %w", err)
	}
	if ctx.PageCount > maxSuppliedPages {
		return nil, fmt.Errorf("the PDF file has %d pages", ctx.PageCount)
	}
	return &supplied{ctx: ctx, refs: map[int]ref{}, left: maxSuppliedObjects}, nil
}

// suppliedBox is where a supplied page's trim and bleed lie in it, in points.
type suppliedBox struct {
	trim, bleed [4]float64 // left, lower, right, upper
	turn        int        // quarter turns clockwise
}

// size is the trim's, as it is read, in 1/100 mm.
func (b suppliedBox) size() (w, h int) {
	hundredths := func(v float64) int { return int(math.Round(v * 2540 / 72)) }
	w, h = hundredths(b.trim[2]-b.trim[0]), hundredths(b.trim[3]-b.trim[1])
	if b.turn%2 != 0 {
		w, h = h, w
	}
	return w, h
}

func (s *supplied) box(number int) (suppliedBox, error) {
	d, _, inherited, err := s.ctx.PageDict(number, false)
	if err != nil || d == nil {
		return suppliedBox{}, fmt.Errorf("there is no such page among %d", s.ctx.PageCount)
	}
	var b suppliedBox
	find := func(keys ...string) [4]float64 {
		for _, k := range keys {
			if r, ok := s.rectangle(d[k]); ok {
				return r
			}
		}
		if m := inherited.MediaBox; m != nil {
			return [4]float64{m.LL.X, m.LL.Y, m.UR.X, m.UR.Y}
		}
		return [4]float64{0, 0, 612, 792}
	}
	b.trim = find("TrimBox", "ArtBox", "CropBox", "MediaBox")
	b.bleed = find("BleedBox", "TrimBox", "ArtBox", "CropBox", "MediaBox")
	b.turn = ((inherited.Rotate/90)%4 + 4) % 4
	if r, ok := d["Rotate"].(types.Integer); ok {
		b.turn = ((int(r)/90)%4 + 4) % 4
	}
	if w, h := b.size(); w <= 0 || h <= 0 || w > 1<<20 || h > 1<<20 {
		return b, errors.New("its trim has no size")
	}
	return b, nil
}

func (s *supplied) rectangle(o types.Object) (r [4]float64, ok bool) {
	a, err := s.ctx.DereferenceArray(o)
	if err != nil || len(a) != 4 {
		return r, false
	}
	for i, v := range a {
		f, err := s.ctx.DereferenceNumber(v)
		if err != nil || math.IsNaN(f) || math.Abs(f) > 1e6 {
			return r, false
		}
		r[i] = f
	}
	r = [4]float64{min(r[0], r[2]), min(r[1], r[3]), max(r[0], r[2]), max(r[1], r[3])}
	return r, r[0] < r[2] && r[1] < r[3]
}

// take makes a form of a page: its contents in one stream, its resources taken over with
// all they refer to.
func (f *file) take(s *supplied, u *imageUse, number int) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the PDF file is broken: %v", p)
		}
	}()
	if u.form.box, err = s.box(number); err != nil {
		return err
	}
	d, _, inherited, err := s.ctx.PageDict(number, false)
	if err != nil {
		return err
	}
	data, err := s.contents(d["Contents"])
	if err != nil {
		return fmt.Errorf("its contents do not decode: %w", err)
	}
	res := types.Object(inherited.Resources)
	if d["Resources"] != nil {
		res = d["Resources"]
	}
	resources, err := f.adopt(s, res, 0)
	if err != nil {
		return err
	}
	group := ""
	if d["Group"] != nil {
		if group, err = f.adopt(s, d["Group"], 0); err != nil {
			return err
		}
		group = "/Group " + group
		u.form.blends = true
	}
	z := packer{level: f.opt.Compress}
	f.set(u.ref, stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[%s]/Resources %s%s/Filter/FlateDecode", floats(u.form.box.bleed[:]), resources, group), z.pack(data)))
	return nil
}

func floats(v []float64) string {
	var b []byte
	for _, x := range v {
		b = append(appendDecimal(b, int64(math.Round(x*1000)), 3), ' ')
	}
	return string(bytes.TrimRight(b, " "))
}

func (s *supplied) contents(o types.Object) ([]byte, error) {
	v, err := s.ctx.Dereference(o)
	if err != nil || v == nil {
		return nil, err
	}
	list, ok := v.(types.Array)
	if !ok {
		list = types.Array{o}
	}
	var b bytes.Buffer
	for _, part := range list {
		sd, _, err := s.ctx.DereferenceStreamDict(part)
		if err != nil || sd == nil {
			continue
		}
		if err := sd.DecodeWithLimit(maxSuppliedStream); err != nil {
			return nil, err
		}
		b.Write(sd.Content)
		b.WriteByte('\n')
	}
	return b.Bytes(), nil
}

// adopt writes an object of a supplied file as one of ours; what it refers to comes along.
func (f *file) adopt(s *supplied, o types.Object, depth int) (string, error) {
	if s.left--; s.left < 0 || depth > maxSuppliedDepth {
		return "", errors.New("it has too many parts, or too deep ones")
	}
	switch o := o.(type) {
	case nil:
		return "null", nil
	case types.IndirectRef:
		return f.adoptRef(s, o, depth)
	case types.Dict:
		return f.adoptDict(s, o, depth)
	case types.Array:
		var b strings.Builder
		b.WriteByte('[')
		for i, v := range o {
			t, err := f.adopt(s, v, depth+1)
			if err != nil {
				return "", err
			}
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(t)
		}
		return b.String() + "]", nil
	case types.Name:
		return name(string(o)), nil
	case types.Float:
		return strconv.FormatFloat(float64(o), 'f', -1, 64), nil
	case types.StringLiteral:
		return "(" + string(o) + ")", nil // pdfcpu keeps it escaped
	case types.HexLiteral:
		return "<" + string(o) + ">", nil
	case types.Boolean, types.Integer:
		return fmt.Sprint(o), nil
	}
	return "", fmt.Errorf("it has an object of the unknown kind %T", o)
}

// unwanted are entries that lead back into the supplied file's pages and structure.
var unwanted = []string{"Parent", "StructParent", "StructParents", "Metadata", "PieceInfo", "LastModified", "Length"}

func (f *file) adoptDict(s *supplied, d types.Dict, depth int) (string, error) {
	var b strings.Builder
	b.WriteString("<<")
	for _, k := range sortedNames(d) {
		if slices.Contains(unwanted, k) {
			continue
		}
		v, err := f.adopt(s, d[k], depth+1)
		if err != nil {
			return "", err
		}
		b.WriteString(name(k) + " " + v + "\n")
	}
	return b.String() + ">>", nil
}

func sortedNames(d types.Dict) []string {
	var keys []string
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (f *file) adoptRef(s *supplied, r types.IndirectRef, depth int) (string, error) {
	n := r.ObjectNumber.Value()
	if known, ok := s.refs[n]; ok {
		return known.String(), nil
	}
	own := f.alloc()
	s.refs[n] = own
	o, err := s.ctx.Dereference(r)
	if err != nil {
		return "", err
	}
	var body string
	if sd, ok := o.(types.StreamDict); ok {
		entries, err := f.adoptDict(s, sd.Dict, depth+1)
		if err != nil {
			return "", err
		}
		body = stream(strings.TrimSuffix(strings.TrimPrefix(entries, "<<"), ">>"), sd.Raw)
	} else if body, err = f.adopt(s, o, depth+1); err != nil {
		return "", err
	}
	f.set(own, body)
	return own.String(), nil
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
	c.rect(c.bleeding(r))
	c.op("W n")
	w, h := b.trim[2]-b.trim[0], b.trim[3]-b.trim[1]
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
