package preflight

import (
	"errors"
	"fmt"
	"image"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/editions/picture"
	"banxin/output/internal/content"
	"banxin/output/internal/objects"
)

// pictureInk is the densest part of a picture, found once.
type pictureInk struct {
	most    float64 // percent, over a window
	used    [4]bool // which inks it has
	counted bool    // most and used are known
	err     error
}

// picture checks an image XObject where it is shown.
func (in *interpreter) picture(o types.Object, s *types.StreamDict) {
	c, d := in.c, s.Dict
	w, h := c.number(d["Width"]), c.number(d["Height"])
	r := bounds(in.g.ctm, rect{0, 0, 1, 1})
	seen := r.intersect(in.g.clip)
	if w < 1 || h < 1 || seen.empty() {
		return
	}
	mask := false
	if v, _ := c.pdf.Dereference(d["ImageMask"]); v == types.Boolean(true) {
		mask = true
	}
	k, direct := in.g.fill, true
	if !mask {
		k = ink{space: c.space(in.res, d["ColorSpace"], 0)}
		if k.space.kind == "indexed" && k.space.base != nil {
			k.space, direct = k.space.base, false
		}
	}
	if mask {
		k = in.pattern(k, seen, "picture")
	}
	in.painted(k, seen, false, "picture")
	in.p.pictures++
	in.p.pictureArea = math.Max(in.p.pictureArea, seen.w()*seen.h())
	if !in.cell {
		in.p.bleeds = append(in.p.bleeds, seen)
	}
	c.out.Transparent = c.out.Transparent || d["SMask"] != nil
	if c.x1a() && d["SMask"] != nil {
		in.find("transparency", Error, "a picture is transparent", seen, "SMask", "nothing in PDF/X-1a")
	}
	for _, key := range []string{"Alternates", "OPI"} {
		if d[key] != nil {
			in.find("filters", Error, "a picture stands for another", seen, key, "none")
		}
	}
	in.resolution(w, h, mask || c.number(d["BitsPerComponent"]) == 1, seen)
	if !seen.meets(in.p.bleed) {
		return
	}
	var used [4]bool
	counted := false
	if !mask && direct && k.space.kind == "cmyk" {
		used, counted = in.pictureInk(o, s, int(w), int(h), seen)
	}
	if mask {
		in.p.prints(k)
	} else {
		in.p.printsPicture(k.space, used, counted)
	}
}

func (in *interpreter) resolution(w, h float64, bits bool, r rect) {
	m := in.g.ctm
	ppi := math.Min(w*72/math.Hypot(m[0], m[1]), h*72/math.Hypot(m[2], m[3]))
	p := in.c.profile
	least, warn := p.MinPPI, p.WarnPPI
	if bits {
		least, warn = p.MinBitPPI, p.MinBitPPI
	}
	got := fmt.Sprintf("%.0f ppi", ppi)
	switch {
	case ppi < least-0.5:
		in.find("resolution", Error, "a picture is too coarse", r, got, fmt.Sprintf("%g ppi", least))
	case ppi < warn-0.5:
		in.find("resolution", Warning, "a picture is coarse", r, got, fmt.Sprintf("%g ppi", warn))
	}
}

// pictureInk finds the most ink over a square millimetre of a picture, and which inks it has.
func (in *interpreter) pictureInk(o types.Object, s *types.StreamDict, w, h int, r rect) (used [4]bool, counted bool) {
	limit := in.c.profile.InkLimit
	if limit <= 0 {
		return
	}
	key := fmt.Sprint(o)
	found := in.c.checked[key]
	if found == nil {
		m := in.g.ctm
		meter, err := in.c.densest(s, w, h, windowSide(w, math.Hypot(m[0], m[1])))
		found = &pictureInk{err: err}
		if meter != nil {
			found.most, found.used, found.counted = meter.densest(), meter.used(), true
		}
		in.c.checked[key] = found
	}
	if found.err != nil {
		in.find("syntax", Error, "a picture does not decode", r, plainly(found.err), "")
	} else if found.most > limit+0.5 {
		in.find("ink-limit", Error, "a picture has more ink than the paper takes", r, fmt.Sprintf("%.0f %%", found.most), fmt.Sprintf("%g %%", limit))
	}
	return found.used, found.counted
}

// windowSide is a millimetre in pixels of a picture w pixels and so many points wide.
func windowSide(w int, points float64) int { return int(math.Max(float64(w)*mm/points, 1)) }

// densest measures the ink over squares of side pixels; nil: the picture cannot be measured.
func (c *checker) densest(s *types.StreamDict, w, h, side int) (*inkMeter, error) {
	if w > 1<<16 || h > 1<<16 || w*h > objects.MaxPixels {
		return nil, fmt.Errorf("%d × %d pixels are too many", w, h)
	}
	inverted := false
	if a, _ := c.pdf.DereferenceArray(s.Dict["Decode"]); len(a) == 8 {
		inverted = c.number(a[0]) > c.number(a[1])
	}
	n := len(s.FilterPipeline)
	if n > 0 && s.FilterPipeline[n-1].Name == "DCTDecode" {
		if n > 1 {
			return nil, nil // packed twice: pdfcpu gives no access to the JPEG file inside
		}
		return c.keep.densestJPEG(s.Raw, side, inverted)
	}
	if c.number(s.Dict["BitsPerComponent"]) != 8 {
		return nil, nil
	}
	if n > 0 && s.FilterPipeline[n-1].Name != "FlateDecode" {
		return nil, nil
	}
	meter := newInkMeter(w, h, side, inverted)
	if flate(s) {
		err := c.inflate(meter, s.Raw, int64(w)*int64(h)*4)
		if err != nil && !errors.Is(err, errLimit) { // more rows than are shown do not matter
			return nil, err
		}
	} else if data, err := c.decode(s); err != nil {
		return nil, err
	} else {
		meter.Write(data)
	}
	if meter.y < h {
		return nil, fmt.Errorf("%d rows of %d × %d pixels in four inks", meter.y, w, h)
	}
	return meter, nil
}

func densestJPEG(data []byte, side int, inverted bool) (*inkMeter, error) {
	info, err := picture.Read(data)
	if err != nil {
		return nil, err
	}
	if info.W*info.H > objects.MaxPixels {
		return nil, fmt.Errorf("%d × %d pixels are too many", info.W, info.H)
	}
	im, err := picture.Decode(data) // upright, which does not matter here
	if err != nil {
		return nil, err
	}
	inks, ok := im.(*image.CMYK)
	if !ok {
		return nil, nil
	}
	// Files with Adobe's mark have been taken for inverted and were turned.
	meter := newInkMeter(inks.Rect.Dx(), inks.Rect.Dy(), side, inverted != info.Inverted)
	meter.Write(inks.Pix)
	return meter, nil
}

// inkMeter finds the most ink over squares of side pixels, as the rows come in.
type inkMeter struct {
	w, h, side int
	inverted   bool
	mask       byte   // 255 where inverted
	row        []byte // so far
	y          int    // whole rows
	sums       []int  // of the squares that are begun
	most       int
	channels   [4]byte // the most of each ink
}

func newInkMeter(w, h, side int, inverted bool) *inkMeter {
	side = max(min(side, w, h), 1)
	m := &inkMeter{w: w, h: h, side: side, inverted: inverted, sums: make([]int, (w+side-1)/side)}
	if inverted {
		m.mask = 255
	}
	return m
}

// used tells which inks there are.
func (m *inkMeter) used() (out [4]bool) {
	for i, v := range m.channels {
		out[i] = float64(v) > trace*255
	}
	return out
}

func (m *inkMeter) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 && m.y < m.h {
		k := min(4*m.w-len(m.row), len(p))
		if k == 4*m.w {
			m.take(p[:k])
		} else if m.row = append(m.row, p[:k]...); len(m.row) == 4*m.w {
			m.take(m.row)
			m.row = m.row[:0]
		}
		p = p[k:]
	}
	return n, nil
}

// take takes a row.
func (m *inkMeter) take(row []byte) {
	for x := range m.w {
		p := row[4*x:]
		v := int(p[0]) + int(p[1]) + int(p[2]) + int(p[3])
		for i := range m.channels {
			m.channels[i] = max(m.channels[i], p[i]^m.mask)
		}
		if m.inverted {
			v = 4*255 - v
		}
		m.sums[x/m.side] += v
	}
	if m.y++; m.y%m.side != 0 {
		return
	}
	for i, v := range m.sums {
		if (i+1)*m.side <= m.w {
			m.most = max(m.most, v)
		}
		m.sums[i] = 0
	}
}

// densest is the most ink, in percent.
func (m *inkMeter) densest() float64 { return float64(m.most) * 100 / 255 / float64(m.side*m.side) }

// inline checks an inline picture.
func (in *interpreter) inline(dict []content.Token) {
	var w, h, bits float64
	kind := deviceGray
	mask := false
	for i := 0; i+1 < len(dict); i += 2 {
		v := dict[i+1]
		switch dict[i].Text {
		case "W", "Width":
			w = v.Num
		case "H", "Height":
			h = v.Num
		case "BPC", "BitsPerComponent":
			bits = v.Num
		case "IM", "ImageMask":
			mask = v.Text == "true"
		case "CS", "ColorSpace":
			kind = in.c.space(in.res, types.Name(v.Text), 0)
		case "F", "Filter":
			if v.Text == "LZW" || v.Text == "LZWDecode" {
				in.c.report(in.p.number, "filters", Error, "a stream is packed with LZW", "inline picture", "Flate")
			}
		}
	}
	r := bounds(in.g.ctm, rect{0, 0, 1, 1}).intersect(in.g.clip)
	if w < 1 || h < 1 || r.empty() {
		return
	}
	k := ink{space: kind}
	if mask {
		k = in.g.fill
	}
	in.painted(k, r, false, "picture")
	in.p.pictures++
	in.p.pictureArea = math.Max(in.p.pictureArea, r.w()*r.h())
	in.resolution(w, h, mask || bits == 1, r)
}
