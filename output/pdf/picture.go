package pdf

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/jpeg"
	"strconv"
	"strings"

	input "banxin/editions/picture"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/color"
	"banxin/output/color/dct"
	"banxin/output/internal/inks"
	"banxin/output/internal/picture"
)

// imageUse is what the pages need of a picture.
type imageUse struct {
	ref    ref
	region image.Rectangle // of the file, that goes into the PDF
	ppi    int             // where it is shown largest
	first  *page.Image     // where it is shown first
	pass   bool            // as it is
	form   *placedForm     // of a page of a supplied PDF; else nil
	space  ref             // of a picture in several inks
	inked
}

// inked is a picture of the document in one ink, or separated into some; the zero ink and all
// inks leave its colours.
type inked struct {
	file int // in Doc.Images
	ink  page.Color
	inks page.Inks
}

// surveyImages finds the pictures that are shown, the part of each, and how large. Those
// in an ink of their own follow those of the document.
func (r *resources) surveyImages(d *page.Doc) error {
	r.images, r.inked = make([]imageUse, len(d.Images)), map[inked]int{}
	for i := range r.images {
		r.images[i].file = i
	}
	var walk func(items []page.Item, depth int) error
	walk = func(items []page.Item, depth int) error {
		for _, it := range items {
			switch it := it.(type) {
			case *page.Image:
				if err := r.note(d, it); err != nil {
					return err
				}
			case *page.Group:
				if depth < maxDepth {
					if err := walk(it.Items, depth+1); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}
	for i, p := range d.Pages {
		if err := walk(p.Items, 0); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	return nil
}

func (r *resources) note(d *page.Doc, im *page.Image) error {
	if im.File < 0 || im.File >= len(d.Images) {
		return fmt.Errorf("there is no picture %d: %w", im.File, page.ErrPicture)
	}
	f := &d.Images[im.File]
	crop := image.Rect(im.X0, im.Y0, im.X1, im.Y1)
	if im.X0 >= im.X1 || im.Y0 >= im.Y1 || !crop.In(image.Rect(0, 0, f.W, f.H)) {
		return fmt.Errorf("picture %s: its crop %d,%d-%d,%d is not inside %d × %d pixels: %w", f.Name, im.X0, im.Y0, im.X1, im.Y1, f.W, f.H, page.ErrPicture)
	}
	if im.Rect.Empty() {
		return nil
	}
	if im.Ink.Spot > 0 && int(im.Ink.Spot) > len(d.Spots) {
		return fmt.Errorf("picture %s: there is no spot ink %d", f.Name, im.Ink.Spot)
	}
	if k := (inked{im.File, im.Ink, im.Inks}); r.imageOf(im) < 0 {
		r.inked[k] = len(r.images)
		r.images = append(r.images, imageUse{inked: k})
	}
	u := &r.images[r.imageOf(im)]
	inch := int64(72 << 16)
	ppi := int(min(int64(crop.Dx())*inch/int64(im.Rect.W), int64(crop.Dy())*inch/int64(im.Rect.H)))
	if u.region.Empty() || ppi < u.ppi {
		u.ppi = ppi
	}
	u.region = u.region.Union(crop)
	if u.first == nil {
		u.first = im
	}
	return nil
}

// imageOf is the index in images of a picture as it is shown; -1 where that is not noted.
func (r *resources) imageOf(im *page.Image) int {
	if im.Ink == (page.Color{}) && im.Inks.All() || r.doc.Images[im.File].Format == "pdf" {
		return im.File
	}
	if i, ok := r.inked[inked{im.File, im.Ink, im.Inks}]; ok {
		return i
	}
	return -1
}

// settle decides what becomes of a used picture: as it is, or made anew for the press.
func (f *file) settle(u *imageUse) error {
	im := &f.doc.Images[u.file]
	if im.Format == "pdf" {
		if err := f.settleForm(im, u); err != nil {
			return fmt.Errorf("%s: page %d: %w", im.Name, im.Page, err)
		}
		return nil
	}
	if err := checkSize(im); err != nil {
		return fmt.Errorf("picture %s: %w", im.Name, err)
	}
	parts, err := passable(im)
	if err != nil {
		return fmt.Errorf("picture %s: %w", im.Name, err)
	}
	u.pass = parts > 0 && !(f.std.inks && parts == 3) && !f.tooFine(u) && !(f.std.inks && (parts == 4 && f.foreign(im) != nil || parts == 1 && f.tone(im) != nil))
	if u.ink != (page.Color{}) {
		u.pass = parts == 1 && u.ink.Spot > 0 && !f.tooFine(u)
	}
	if !u.inks.All() && u.ink == (page.Color{}) {
		u.pass = u.pass && parts == 1 && u.inks.Process&8 != 0
		if full, _ := inks.Few(u.inks, f.doc.Spots); len(full) > 1 {
			u.space = f.fewSpace(u.inks)
		}
	}
	if u.pass || !f.std.inks && f.std.coarser == 0 {
		u.region = image.Rect(0, 0, im.W, im.H)
	}
	u.ref = f.alloc()
	return nil
}

func checkSize(im *page.ImageFile) error {
	if im.W <= 0 || im.H <= 0 || int64(im.W)*int64(im.H) > maxPixels {
		return errImageSize
	}
	return nil
}

// tooFine tells whether a picture has far more pixels than the press can show.
func (f *file) tooFine(u *imageUse) bool {
	ppi := f.targetPPI()
	return ppi > 0 && u.ppi*10 > ppi*13
}

func (f *file) targetPPI() int {
	if f.std.coarser > 0 && f.std.inks && f.opt.Press.PPI > 0 {
		return f.opt.Press.PPI
	}
	return f.std.coarser
}

// passable returns the components of a picture that a PDF can hold as it is, or 0. A
// broken header is an error.
func passable(im *page.ImageFile) (int, error) {
	info, err := picture.Check(im)
	if err != nil || info.Turn > 1 {
		return 0, err
	}
	switch info.Format {
	case "jpeg":
		h, err := readJPEG(im.Data)
		return h.parts, err
	case "png":
		h, err := readPNG(im.Data)
		switch {
		case err != nil || h.interlaced || h.alpha || h.bits == 16:
			return 0, err
		case h.palette != nil:
			return 3, nil
		}
		return h.parts, nil
	}
	return 0, nil
}

// picture makes the object of a used picture.
func (f *file) picture(i int, s *scratch) error {
	u := &f.res.images[i]
	im := &f.doc.Images[u.file]
	body, err := "", error(nil)
	pass := u.pass
	if pass && f.std.inks && im.Format == "jpeg" {
		if pass, err = f.keptWithin(im, u); err != nil {
			return fmt.Errorf("picture %s: %w", im.Name, err)
		}
	}
	if pass {
		body, err = passBody(im, f.rgbSpace(), f.graySpace(u))
	} else {
		body, err = f.keptBody(im, u, &s.packer)
	}
	if err != nil {
		return fmt.Errorf("picture %s: %w", im.Name, err)
	}
	f.set(u.ref, body)
	return nil
}

// keptWithin is withinLimit, looked at once.
func (f *file) keptWithin(im *page.ImageFile, u *imageUse) (bool, error) {
	if f.opt.Keep == nil {
		return f.withinLimit(im, u)
	}
	kept, err := f.opt.Keep(fmt.Sprintf("limit %d %v %d %s", f.inkLimit(), u.region, u.ppi, im.Name), func() ([]byte, error) {
		is, err := f.withinLimit(im, u)
		return strconv.AppendBool(nil, is), err
	})
	return string(kept) == "true", err
}

// tell tells of a picture that has been made, where it is a JPEG file in four inks.
func (f *file) tell(i int) error {
	u := &f.res.images[i]
	entries, rest, _ := strings.Cut(f.bodies[int(u.ref)-f.first], ">>\nstream\n")
	if f.opt.Shown == nil || !strings.Contains(entries, deviceSpace[4]+"/") || !strings.Contains(entries, "/Filter/DCTDecode/") {
		return nil
	}
	n := strings.LastIndex(entries, "/Length ")
	size, err := strconv.Atoi(entries[n+len("/Length "):])
	if err != nil {
		return err
	}
	return f.opt.Shown([]byte(rest[:size]), strings.Contains(entries, "/Decode[1 "), u.points())
}

// points is how wide the part that goes into the file is where it is shown first.
func (u *imageUse) points() float64 {
	return float64(u.first.Rect.W) / float64(unit.Pt) * float64(u.region.Dx()) / float64(u.first.X1-u.first.X0)
}

// withinLimit tells whether a JPEG file of inks may go to the press as it is: it has no
// more ink over any square millimetre than the paper takes.
func (f *file) withinLimit(im *page.ImageFile, u *imageUse) (bool, error) {
	if h, err := readJPEG(im.Data); err != nil || h.parts != 4 {
		return true, err
	}
	full, err := input.Decode(im.Data)
	if err != nil {
		return false, err
	}
	p := scaled(full, u.region, u.region.Dx(), u.region.Dy())
	return p.densest(max(u.ppi*10/254, 1)) <= f.inkLimit(), nil
}

// inkLimit is the most ink in pictures, in percent.
func (f *file) inkLimit() int { return f.opt.Press.limit() }

// inkMargin is what JPEG adds to the sum at most where colours meet, in percent.
const inkMargin = 8

// rgbSpace is how RGB is said: sRGB where the standard asks for a meaning.
func (f *file) rgbSpace() string {
	if f.srgb != 0 {
		return "[/ICCBased " + f.srgb.String() + "]"
	}
	return "/DeviceRGB"
}

// graySpace is how grey is said: as tints of the picture's spot ink, where white is none.
func (f *file) graySpace(u *imageUse) string {
	if u.ink.Spot == 0 {
		return "/DeviceGray"
	}
	full := appendInk(nil, u.ink.Tint)
	return fmt.Sprintf(" %s/Decode[%s 0]", f.res.spots[u.ink.Spot-1], full)
}

// keptBody is pressBody, made once: for the same edition its numbers of objects are the same.
func (f *file) keptBody(im *page.ImageFile, u *imageUse, z *packer) (string, error) {
	if f.opt.Keep == nil {
		return f.pressBody(im, u, z)
	}
	key := fmt.Sprintf("press %s %v %d %v %v %s %s %s", f.opt.Profile, u.region, u.ppi, u.inked, u.space, f.rgbSpace(), f.graySpace(u), im.Name)
	body, err := f.opt.Keep(key, func() ([]byte, error) {
		body, err := f.pressBody(im, u, z)
		return []byte(body), err
	})
	return string(body), err
}

// pressBody decodes a picture, keeps the part and the fineness that the press shows, and
// turns its colours into inks: grey into K, RGB through the press's profile.
func (f *file) pressBody(im *page.ImageFile, u *imageUse, z *packer) (string, error) {
	full, err := input.Decode(im.Data)
	if err != nil {
		return "", err
	}
	w, h := u.region.Dx(), u.region.Dy()
	if f.tooFine(u) {
		ppi := f.targetPPI()
		w, h = max((w*ppi+u.ppi/2)/u.ppi, 1), max((h*ppi+u.ppi/2)/u.ppi, 1)
	}
	p := scaled(full, u.region, w, h)
	drawn := im.Format != "jpeg" && p.fewColors()
	if u.ink != (page.Color{}) {
		return f.packed(p.inInk(u.ink), drawn, f.graySpace(u), z)
	}
	if tone := f.tone(im); tone != nil && p.parts == 1 && f.std.inks {
		for i, v := range p.pix {
			p.pix[i] = tone[v]
		}
	}
	if grey := p.gray(); !u.inks.All() && (!grey || u.inks.Process&8 == 0) {
		return f.few(im, u, p, drawn, z)
	}
	if p.parts == 3 && f.std.inks {
		link, err := f.link(im)
		if err != nil {
			return "", err
		}
		p = separated(p, link, drawn)
	}
	if _, inks := full.(*image.CMYK); inks && f.std.inks {
		if err := f.forPress(p, im); err != nil {
			return "", err
		}
	}
	if p.parts == 4 && f.std.inks {
		color.Limit(p.pix, f.inkLimit()-inkMargin)
		if !drawn {
			data, err := f.photograph(p, f.millimetre(u))
			return stream(fmt.Sprintf(imageEntries, p.w, p.h, 8, deviceSpace[4])+"/Filter/DCTDecode", data), err
		}
	}
	return f.packed(p, drawn, f.graySpace(u), z)
}

// separated converts RGB to inks. Grey in a drawing goes to K alone: its lines and letters
// need no register. In a photograph that would leave edges.
func separated(p *pixels, link *color.Link, drawn bool) *pixels {
	out := &pixels{w: p.w, h: p.h, parts: 4, pix: make([]byte, p.w*p.h*4)}
	link.Convert(out.pix, p.pix)
	if drawn {
		for i, o := 0, 0; i < len(p.pix); i, o = i+3, o+4 {
			if p.pix[i] == p.pix[i+1] && p.pix[i] == p.pix[i+2] {
				out.pix[o], out.pix[o+1], out.pix[o+2], out.pix[o+3] = 0, 0, 0, 255-p.pix[i]
			}
		}
	}
	return out
}

// forPress makes inks of this press of a picture's: through its profile, or where nothing
// is known of them with more black and less colour where they are too much.
func (f *file) forPress(p *pixels, im *page.ImageFile) error {
	if l := f.devices["CMYK"]; l != nil && !f.ours(im) {
		l.Convert(p.pix, p.pix)
		return nil
	}
	own := f.foreign(im)
	if own == nil {
		color.Blacken(p.pix, f.inkLimit()-inkMargin)
		return nil
	}
	link, err := f.linkOf(own)
	if err != nil {
		return err
	}
	link.Convert(p.pix, p.pix)
	return nil
}

// ours tells whether a picture says that it is in the inks of this press.
func (f *file) ours(im *page.ImageFile) bool {
	info, err := input.Read(im.Data)
	return err == nil && info.ICC != nil && f.icc != nil && bytes.Equal(info.ICC, f.icc.Data)
}

// foreign is the profile of a picture in the inks of another press; nil: it brings none.
func (f *file) foreign(im *page.ImageFile) *color.Profile {
	info, err := input.Read(im.Data)
	if err != nil || info.Space != input.CMYK || info.ICC == nil || f.icc == nil || bytes.Equal(info.ICC, f.icc.Data) {
		return nil
	}
	own, err := color.Parse(info.ICC)
	if err != nil || own.Space != "CMYK" {
		return nil
	}
	if _, err := f.linkOf(own); err != nil { // a profile that says nothing of its colours
		return nil
	}
	return own
}

// tone is what a picture's grey becomes in K by the profile that it brings; nil: it goes to
// the press as it is.
func (f *file) tone(im *page.ImageFile) *[256]byte {
	info, err := input.Read(im.Data)
	if err != nil || info.Space != input.Gray || info.ICC == nil || f.icc == nil {
		return nil
	}
	own, err := color.Parse(info.ICC)
	if err != nil || own.Space != "GRAY" {
		return nil
	}
	tone, err := color.Tone(own, f.icc)
	if err != nil { // a profile that says nothing of its grey
		return nil
	}
	return tone
}

// packed is a picture's object: drawings without loss, photographs as JPEG.
func (f *file) packed(p *pixels, drawn bool, gray string, z *packer) (string, error) {
	space := deviceSpace[p.parts]
	switch p.parts {
	case 1:
		space = gray
	case 3:
		space = f.rgbSpace()
	}
	entries := fmt.Sprintf(imageEntries, p.w, p.h, 8, space)
	if drawn {
		return stream(fmt.Sprintf("%s/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/Columns %d>>", entries, p.parts, p.w), z.pack(p.predicted())), nil
	}
	var data []byte
	var err error
	if p.parts == 3 {
		data, err = encodeRGB(p, f.quality())
	} else {
		data, err = dct.Encode(p.pix, p.w, p.h, p.parts, f.quality())
	}
	return stream(entries+"/Filter/DCTDecode", data), err
}

// quality is that of JPEG pictures.
func (f *file) quality() int { return cmp.Or(f.opt.Press.Quality, 85) }

// millimetre is how many pixels of a picture, as it is written, are a millimetre.
func (f *file) millimetre(u *imageUse) int {
	ppi := u.ppi
	if f.tooFine(u) {
		ppi = f.targetPPI()
	}
	return max(ppi*10/254, 1)
}

// photograph encodes a picture in inks. What a press decodes is measured: where JPEG has put
// more ink on a square millimetre than the paper takes, there is less to begin with.
func (f *file) photograph(p *pixels, side int) ([]byte, error) {
	limit := f.inkLimit()
	for most := limit - inkMargin; ; most -= inkMargin {
		data, err := dct.Encode(p.pix, p.w, p.h, p.parts, f.quality())
		if err != nil || p.densest(side) < limit-3*inkMargin || most < limit/2 {
			return data, err
		}
		full, err := input.Decode(data)
		if err != nil {
			return nil, err
		}
		if scaled(full, full.Bounds(), p.w, p.h).densest(side) <= limit {
			return data, nil
		}
		color.Limit(p.pix, most-inkMargin)
	}
}

func encodeRGB(p *pixels, quality int) ([]byte, error) {
	im := image.NewRGBA(image.Rect(0, 0, p.w, p.h))
	for i, o := 0, 0; i < len(p.pix); i, o = i+3, o+4 {
		im.Pix[o], im.Pix[o+1], im.Pix[o+2], im.Pix[o+3] = p.pix[i], p.pix[i+1], p.pix[i+2], 255
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, im, &jpeg.Options{Quality: quality})
	return b.Bytes(), err
}

// link returns the way from a picture's RGB to the press.
func (f *file) link(im *page.ImageFile) (*color.Link, error) {
	src := f.rgbOf(im)
	if l := f.devices["RGB"]; l != nil && (src == color.SRGB() || strings.Contains(src.Name, "sRGB")) {
		return l, nil // which is made for sRGB; what else there is goes through the profiles
	}
	return f.linkOf(src)
}

// rgbOf is the profile of a picture's RGB: its own, or sRGB.
func (f *file) rgbOf(im *page.ImageFile) *color.Profile {
	if info, err := input.Read(im.Data); err == nil && info.ICC != nil {
		if own, err := color.Parse(info.ICC); err == nil && own.Space == "RGB" && info.Space == input.RGB {
			return own
		}
	}
	return color.SRGB()
}

// linkOf returns the way from a profile's colours to the press, made once.
func (f *file) linkOf(src *color.Profile) (*color.Link, error) {
	f.linkLock.Lock()
	defer f.linkLock.Unlock()
	if l := f.links[string(src.Data)]; l != nil {
		return l, nil
	}
	l, err := color.NewLink(src, f.icc, color.LinkOptions{Intent: color.Relative, BPC: true, Limit: f.inkLimit() - inkMargin, KeepBlack: true, GCR: f.opt.Press.GCR, BlackStart: f.opt.Press.BlackStart})
	if err != nil {
		return nil, err
	}
	if f.links == nil {
		f.links = map[string]*color.Link{}
	}
	f.links[string(src.Data)] = l
	return l, nil
}
