package advert

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	screens "image/color"
	"math"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	input "banxin/editions/picture"
	"banxin/output/color"
	"banxin/output/color/dct"
	"banxin/output/internal/content"
	"banxin/output/internal/objects"
)

// picture paints an image.
func (w *rewriter) picture(name, key string, s *types.StreamDict) {
	r := w.j.r
	if r.True(s.Dict["ImageMask"]) {
		w.prepare(use{text: w.glyph}, false)
		w.settle(true, false)
	} else if !w.glyph {
		alpha := w.ca
		if w.rgb && w.ca < 1 {
			alpha = veiled(w.ca)
		}
		w.next.fill = painted{alpha: alpha}
		w.settle(true, false)
	}
	n := w.image(key, s)
	if n == 0 {
		return
	}
	w.emit(w.bind("XObject", name, objects.Ref(n)) + " Do")
}

// inline paints an inline picture, which becomes one like others.
func (w *rewriter) inline(dict []content.Token, data []byte) {
	if w.hidden() {
		return
	}
	s := &types.StreamDict{Dict: types.Dict{}, Raw: data}
	for i := 0; i+1 < len(dict); i += 2 {
		w.inlineEntry(s, dict[i].Text, dict[i+1])
	}
	if len(s.FilterPipeline) == 0 {
		s.Content = data
	}
	w.picture("BXI", fmt.Sprintf("inline %x", data)+fmt.Sprint(s.Dict), s)
}

var longKeys = map[string]string{"BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode", "DP": "DecodeParms", "F": "Filter", "H": "Height", "IM": "ImageMask", "I": "Interpolate", "W": "Width"}

var longFilters = map[string]string{"AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode", "Fl": "FlateDecode", "RL": "RunLengthDecode", "CCF": "CCITTFaxDecode", "DCT": "DCTDecode"}

func (w *rewriter) inlineEntry(s *types.StreamDict, key string, t content.Token) {
	if long, ok := longKeys[key]; ok {
		key = long
	}
	switch key {
	case "Filter":
		list := t.Items
		if t.Kind == content.Name {
			list = []content.Token{t}
		}
		for _, f := range list {
			name := f.Text
			if long, ok := longFilters[name]; ok {
				name = long
			}
			s.FilterPipeline = append(s.FilterPipeline, types.PDFFilter{Name: name})
		}
	case "DecodeParms":
		d := types.Dict{}
		for i := 0; i+1 < len(t.Items); i += 2 {
			d[t.Items[i].Text] = plain(t.Items[i+1])
		}
		if n := len(s.FilterPipeline); n > 0 && t.Kind == content.Other {
			s.FilterPipeline[n-1].DecodeParms = d
		}
	case "ColorSpace":
		if o := w.j.r.Dict(w.res["ColorSpace"])[t.Text]; o != nil {
			s.Dict[key] = o
			return
		}
		s.Dict[key] = plain(t)
	default:
		s.Dict[key] = plain(t)
	}
}

// plain is a token as an object.
func plain(t content.Token) types.Object {
	switch t.Kind {
	case content.Number:
		if t.Num == math.Trunc(t.Num) {
			return types.Integer(int(t.Num))
		}
		return types.Float(t.Num)
	case content.Name:
		return types.Name(t.Text)
	case content.String:
		return types.HexLiteral(fmt.Sprintf("%x", t.Raw))
	case content.Array:
		var a types.Array
		for _, it := range t.Items {
			a = append(a, plain(it))
		}
		return a
	}
	return types.Boolean(t.Text == "true")
}

// image brings a picture along; 0: it cannot be shown.
func (w *rewriter) image(key string, s *types.StreamDict) int {
	key = fmt.Sprint("image ", key, w.mask, w.rgb, w.ca, w.veil, w.place())
	if n, ok := w.j.made[key]; ok {
		return n
	}
	n := w.j.alloc()
	w.j.made[key] = n
	w.j.set(n, w.imageBody(s))
	return n
}

func (w *rewriter) imageBody(s *types.StreamDict) string {
	j, r, d := w.j, w.j.r, s.Dict
	size := fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d", r.Int(d["Width"]), r.Int(d["Height"]))
	if d["Intent"] != nil {
		size += "/Intent" + objects.Name(r.Name(d["Intent"]))
	}
	if r.True(d["ImageMask"]) {
		return w.asItIs(s, size+"/ImageMask true/BitsPerComponent 1", "")
	}
	sp := j.space(w.res, d["ColorSpace"], 0)
	kind := sp.coloured().kind
	if n := len(s.FilterPipeline); n > 0 && s.FilterPipeline[n-1].Name == "JPXDecode" {
		if d["ColorSpace"] == nil || kind == "rgb" || kind == "lab" {
			panic(stop{fmt.Errorf("a picture in it is JPEG 2000: ask for JPEG or TIFF")})
		}
		return w.asItIs(s, size, j.written(sp))
	}
	same := j.o.Keep || kind == "gray" || kind == "ink" || kind == "pattern"
	if same && !w.mask || w.mask && kind == "gray" {
		return w.asItIs(s, size, w.pictureSpace(sp, d["ColorSpace"]))
	}
	p, err := w.pixels(s, sp)
	if err != nil {
		panic(stop{fmt.Errorf("a picture in it cannot be read: %w", err)})
	}
	if w.mask {
		return p.packed(size, "/DeviceGray", 1) + ""
	}
	if kind == "cmyk" && p.same {
		return w.asItIs(s, size, w.pictureSpace(sp, d["ColorSpace"]))
	}
	return p.packed(size+w.masks(s, p), "/DeviceCMYK", 4)
}

// pictureSpace writes the space of a picture that stays.
func (w *rewriter) pictureSpace(sp *space, o types.Object) string {
	switch {
	case sp.kind == "gray":
		return "/DeviceGray"
	case sp.kind == "cmyk":
		return "/DeviceCMYK"
	case sp.kind == "ink":
		return w.j.written(sp)
	}
	o = w.spaceOf(o)
	if n := w.j.r.Name(o); n != "" {
		return objects.Name(map[string]string{"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}[n] + map[bool]string{true: n}[len(n) > 4])
	}
	a := w.j.r.Array(o)
	if sp.kind == "indexed" && len(a) == 4 { // its base may have a name of the stream
		if sp.base.kind == "ink" {
			return "[/Indexed " + w.j.written(sp.base) + " " + w.j.copy(a[2]) + " " + w.j.copy(a[3]) + "]"
		}
		return "[/Indexed " + w.j.copy(w.spaceOf(a[1])) + " " + w.j.copy(a[2]) + " " + w.j.copy(a[3]) + "]"
	}
	return w.j.copy(o)
}

// asItIs copies a picture's data.
func (w *rewriter) asItIs(s *types.StreamDict, size, space string) string {
	j, r, d := w.j, w.j.r, s.Dict
	if space != "" {
		size += "/ColorSpace " + space
		if v := r.Int(d["BitsPerComponent"]); v > 0 {
			size += fmt.Sprintf("/BitsPerComponent %d", v)
		}
	}
	if v := r.Numbers(d["Decode"]); len(v) > 0 {
		size += "/Decode[" + numbers(v) + "]"
	}
	for _, k := range []string{"SMask", "Mask"} {
		if d[k] != nil && space != "" {
			size += "/" + k + " " + j.copy(d[k])
		}
	}
	raw := s.Raw
	last := ""
	if n := len(s.FilterPipeline); n > 0 {
		last = s.FilterPipeline[n-1].Name
	}
	switch last {
	case "DCTDecode", "JPXDecode", "CCITTFaxDecode", "JBIG2Decode":
		for i, f := range s.FilterPipeline[:len(s.FilterPipeline)-1] {
			_ = f
			part := &types.StreamDict{Dict: types.Dict{}, Raw: raw, FilterPipeline: s.FilterPipeline[i : i+1]}
			data, err := r.Data(part)
			if err != nil {
				panic(stop{fmt.Errorf("a picture in it does not decode: %w", err)})
			}
			raw = data
		}
		size += "/Filter/" + last
		if parms := s.FilterPipeline[len(s.FilterPipeline)-1].DecodeParms; parms != nil {
			size += "/DecodeParms" + j.copy(parms)
		}
		return objects.Stream(size, raw)
	}
	data := s.Content
	if len(s.FilterPipeline) > 0 || data == nil {
		var err error
		if data, err = r.Data(s); err != nil {
			panic(stop{fmt.Errorf("a picture in it does not decode: %w", err)})
		}
	}
	return objects.Stream(size+"/Filter/FlateDecode", objects.Deflate(data))
}

// pixels are a picture in four inks, or in the values of a mask.
type pixels struct {
	w, h  int
	pix   []byte
	rgb   []byte // what they were on screens; nil: they were in inks
	drawn bool   // from samples without loss
	same  bool   // nothing was changed
	clear []byte // how opaque each is, where a colour is none; nil: all are
}

const maxPixels = 64 << 20

// pixels decodes a picture and converts it.
func (w *rewriter) pixels(s *types.StreamDict, sp *space) (*pixels, error) {
	r, d := w.j.r, s.Dict
	p := &pixels{w: r.Int(d["Width"]), h: r.Int(d["Height"])}
	if p.w < 1 || p.h < 1 || p.w > 1<<16 || p.h > 1<<16 || p.w*p.h > maxPixels {
		return nil, fmt.Errorf("%d × %d pixels are too many or none", p.w, p.h)
	}
	n := len(s.FilterPipeline)
	p.drawn = n == 0 || s.FilterPipeline[n-1].Name != "DCTDecode"
	samples, err := w.samples(s, sp, p)
	if err != nil {
		return nil, err
	}
	w.unmatte(s, sp, p, samples)
	w.convert(p, samples, sp)
	return p, nil
}

// unmatte undoes that a picture was mixed with a colour beforehand (11.6.5.3).
func (w *rewriter) unmatte(s *types.StreamDict, sp *space, p *pixels, samples []byte) {
	soft := w.j.r.Stream(s.Dict["SMask"])
	if soft == nil || sp.kind == "indexed" {
		return
	}
	matte := w.j.r.Numbers(soft.Dict["Matte"])
	if len(matte) != sp.n {
		return
	}
	sub := *w
	sub.mask = true
	m, err := sub.pixels(soft, deviceGray)
	if err != nil || m.w != p.w || m.h != p.h {
		return
	}
	for i := range samples {
		a, k := float64(m.pix[i/sp.n])/255, i%sp.n
		if base := sp.unit(k, matte[k]); a > 0 {
			samples[i] = byteOf(base + (float64(samples[i])/255-base)/a)
		}
	}
}

// samples are a picture's components of 8 bits, as its space has them from 0 to 1.
func (w *rewriter) samples(s *types.StreamDict, sp *space, p *pixels) ([]byte, error) {
	r, d := w.j.r, s.Dict
	decode := r.Numbers(d["Decode"])
	var data []byte
	bits := r.Int(d["BitsPerComponent"])
	if p.drawn {
		var err error
		data = s.Content
		if len(s.FilterPipeline) > 0 || data == nil {
			if data, err = r.Data(s); err != nil && len(data) == 0 {
				return nil, err
			}
		}
		if bits < 1 || bits > 16 {
			bits = 1
		}
	} else {
		var err error
		if data, err = w.jpeg(s, p, sp.n); err != nil {
			return nil, err
		}
		bits = 8
	}
	row := (p.w*sp.n*bits + 7) / 8
	if need := row * p.h; len(data) < need {
		data = append(bytes.Clone(data), make([]byte, need-len(data))...)
	}
	p.clear = keyed(r.Numbers(d["Mask"]), data, p, sp.n, bits, row)
	plainly := len(decode) != 2*sp.n || identity(decode, sp, bits)
	if bits == 8 && plainly {
		return data[:p.w*p.h*sp.n], nil
	}
	out := make([]byte, p.w*p.h*sp.n)
	most := math.Ldexp(1, bits) - 1
	for y := range p.h {
		for x := range p.w * sp.n {
			v := float64(sample(data[y*row:], x, bits))
			if k := x % sp.n; sp.kind == "indexed" {
				if !plainly {
					v = decode[0] + v*(decode[1]-decode[0])/most
				}
				out[y*p.w*sp.n+x] = byte(math.Min(math.Max(v, 0), 255))
			} else if v /= most; !plainly {
				out[y*p.w*sp.n+x] = byteOf(sp.unit(k, decode[2*k]+v*(decode[2*k+1]-decode[2*k])))
			} else {
				out[y*p.w*sp.n+x] = byteOf(v)
			}
		}
	}
	return out, nil
}

// unit is the other way of from.
func (s *space) unit(k int, v float64) float64 {
	lo, hi := s.from(k, 0), s.from(k, 1)
	return (v - lo) / (hi - lo)
}

// identity tells whether a Decode array says what is so without it.
func identity(decode []float64, sp *space, bits int) bool {
	for k := range sp.n {
		lo, hi := sp.from(k, 0), sp.from(k, 1)
		if sp.kind == "indexed" {
			hi = math.Ldexp(1, bits) - 1
		}
		if decode[2*k] != lo || decode[2*k+1] != hi {
			return false
		}
	}
	return true
}

// sample is number i of a row.
func sample(row []byte, i, bits int) int {
	switch bits {
	case 8:
		return int(row[i])
	case 16:
		return int(binary.BigEndian.Uint16(row[2*i:]))
	}
	at := i * bits
	v := int(row[at/8]) << 8
	if at/8+1 < len(row) {
		v |= int(row[at/8+1])
	}
	return v >> (16 - at%8 - bits) & (1<<bits - 1)
}

// keyed finds the pixels whose colour means that nothing is painted (8.9.6.4).
func keyed(key []float64, data []byte, p *pixels, n, bits, row int) []byte {
	if len(key) != 2*n {
		return nil
	}
	out := make([]byte, p.w*p.h)
	for y := range p.h {
		for x := range p.w {
			for k := range n {
				if v := float64(sample(data[y*row:], x*n+k, bits)); v < key[2*k] || v > key[2*k+1] {
					out[y*p.w+x] = 255
				}
			}
		}
	}
	return out
}

// jpeg decodes a JPEG file to components.
func (w *rewriter) jpeg(s *types.StreamDict, p *pixels, n int) ([]byte, error) {
	raw := s.Raw
	if k := len(s.FilterPipeline); k > 1 {
		before := *s
		before.FilterPipeline = s.FilterPipeline[:k-1]
		var err error
		if raw, err = w.j.r.Data(&before); err != nil {
			return nil, err
		}
	}
	raw = withoutExif(raw)
	info, err := input.Read(raw)
	if err != nil {
		return nil, err
	}
	if info.W*info.H > maxPixels {
		return nil, fmt.Errorf("%d × %d pixels are too many", info.W, info.H)
	}
	im, err := input.Decode(raw)
	if err != nil {
		return nil, err
	}
	p.w, p.h = im.Bounds().Dx(), im.Bounds().Dy()
	out := components(im, info.Inverted)
	if len(out) != p.w*p.h*n {
		return nil, fmt.Errorf("it has not the components that its colour space has")
	}
	return out, nil
}

// components are a decoded picture's numbers as the file has them: inks as Adobe's programs
// store them, if they did.
func components(im image.Image, inverted bool) []byte {
	b := im.Bounds()
	switch im := im.(type) {
	case *image.Gray:
		return im.Pix
	case *image.CMYK:
		if inverted {
			for i, v := range im.Pix {
				im.Pix[i] = 255 - v
			}
		}
		return im.Pix
	}
	out := make([]byte, 0, 3*b.Dx()*b.Dy())
	if im, ok := im.(*image.YCbCr); ok {
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				k := im.COffset(x, y)
				r, g, bl := screens.YCbCrToRGB(im.Y[im.YOffset(x, y)], im.Cb[k], im.Cr[k])
				out = append(out, r, g, bl)
			}
		}
		return out
	}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := im.At(x, y).RGBA()
			out = append(out, byte(r>>8), byte(g>>8), byte(bl>>8))
		}
	}
	return out
}

// withoutExif takes the segments of cameras off: in a PDF a picture lies as it is stored.
func withoutExif(p []byte) []byte {
	out := slices.Clone(p[:min(len(p), 2)])
	i := 2
	for i+4 <= len(p) && p[i] == 0xFF && p[i+1] != 0xDA {
		n := 2 + int(binary.BigEndian.Uint16(p[i+2:]))
		if p[i+1] == 0xD8 || p[i+1] == 0xFF || i+n > len(p) {
			return p
		}
		if p[i+1] != 0xE1 {
			out = append(out, p[i:i+n]...)
		}
		i += n
	}
	return append(out, p[min(i, len(p)):]...)
}

// convert turns samples into inks, or into the values of a mask.
func (w *rewriter) convert(p *pixels, samples []byte, sp *space) {
	j, n := w.j, sp.n
	kind := sp.coloured().kind
	if w.mask {
		p.pix = w.each(p, samples, sp, 1, func(v []float64) []byte { return []byte{byteOf(sp.light(v))} })
		return
	}
	if kind == "rgb" || kind == "lab" {
		j.log.add(Pictures)
		if sp.kind == "rgb" {
			p.rgb = samples
		} else {
			p.rgb = w.each(p, samples, sp, 3, func(v []float64) []byte {
				c, _ := sp.screen(v)
				return []byte{byteOf(c[0]), byteOf(c[1]), byteOf(c[2])}
			})
		}
		p.pix = make([]byte, p.w*p.h*4)
		j.shop.link(sp.coloured().profile()).Convert(p.pix, p.rgb)
		w.tinted(p)
		if !p.drawn {
			color.Limit(p.pix, j.shop.limit-jpegMargin)
		}
		j.after = max(j.after, densest(p.pix))
		return
	}
	own := samples
	if sp.kind != "cmyk" || n != 4 {
		own = w.each(p, samples, sp, 4, func(v []float64) []byte {
			if sp.kind == "indexed" && sp.table != nil {
				v = sp.table(int(v[0]))
			}
			return []byte{byteOf(at(v, 0)), byteOf(at(v, 1)), byteOf(at(v, 2)), byteOf(at(v, 3))}
		})
	}
	w.separate(p, own, sp.coloured())
}

func at(v []float64, i int) float64 {
	if i < len(v) {
		return v[i]
	}
	return 0
}

// jpegMargin is what JPEG adds to the sum of inks at most where colours meet, in percent.
const jpegMargin = 8

// separate makes inks of this press of those of another.
func (w *rewriter) separate(p *pixels, own []byte, sp *space) {
	j := w.j
	was := densest(own)
	j.before = max(j.before, was)
	limit := j.shop.limit
	if !p.drawn {
		limit -= jpegMargin
	}
	p.pix = slices.Clone(own)
	from := j.conditionOf(sp)
	switch {
	case from != nil:
		j.shop.link(from).Convert(p.pix, own)
		color.Limit(p.pix, limit)
		j.log.add(Separated)
	case was > j.shop.limit:
		color.Blacken(p.pix, limit)
		color.Limit(p.pix, limit)
		j.log.add(BlackGenerated)
	default:
		p.same = true
	}
	j.after = max(j.after, densest(p.pix))
}

// densest is the most ink of a picture, in percent, over squares of four pixels.
func densest(pix []byte) int {
	most, sum := 0, 0
	for i, v := range pix {
		sum += int(v)
		if i%16 == 15 {
			most, sum = max(most, sum), 0
		}
	}
	return most * 100 / (255 * 4)
}

// each converts every pixel; equal neighbours once.
func (w *rewriter) each(p *pixels, samples []byte, sp *space, out int, f func(v []float64) []byte) []byte {
	n := sp.n
	to := make([]byte, 0, p.w*p.h*out)
	var last, is []byte
	known := map[string][]byte{}
	v := make([]float64, n)
	for i := 0; i+n <= len(samples) && i < p.w*p.h*n; i += n {
		px := samples[i : i+n]
		if !bytes.Equal(px, last) {
			last = px
			if is = known[string(px)]; is == nil {
				for k, b := range px {
					if v[k] = sp.from(k, float64(b)/255); sp.kind == "indexed" {
						v[k] = float64(b)
					}
				}
				is = f(v)
				if len(known) < 1<<16 {
					known[string(px)] = is
				}
			}
		}
		to = append(to, is...)
	}
	return to
}

// packed is the object of a converted picture.
func (p *pixels) packed(entries, space string, parts int) string {
	entries += "/ColorSpace" + space + "/BitsPerComponent 8"
	if !p.drawn {
		if data, err := dct.Encode(p.pix, p.w, p.h, parts, 92); err == nil {
			return objects.Stream(entries+"/Filter/DCTDecode", data)
		}
	}
	row := p.w * parts
	rows := make([]byte, 0, (row+1)*p.h)
	for y := range p.h {
		rows = append(rows, 2) // PNG's Up
		for x, v := range p.pix[y*row : (y+1)*row] {
			if y > 0 {
				v -= p.pix[(y-1)*row+x]
			}
			rows = append(rows, v)
		}
	}
	return objects.Stream(fmt.Sprintf("%s/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/Columns %d>>", entries, parts, p.w), objects.Deflate(rows))
}

// tinted makes the inks of a picture that is not opaque, or in a group that is not.
func (w *rewriter) tinted(p *pixels) {
	alpha, least := w.veil, w.veiled
	if w.ca < 1 {
		alpha, least = w.ca*w.veil, veiled(w.ca)
	}
	if alpha == 1 || !w.rgb || w.blend != "" && w.blend != "Normal" {
		return
	}
	below := w.below()
	known := map[[3]byte][4]byte{}
	for i := range p.w * p.h {
		c := [3]byte(p.rgb[3*i:])
		v, ok := known[c]
		if !ok {
			k, _ := w.j.over([3]float64{float64(c[0]) / 255, float64(c[1]) / 255, float64(c[2]) / 255}, below, alpha, least, least, false)
			v = [4]byte{byteOf(k[0]), byteOf(k[1]), byteOf(k[2]), byteOf(k[3])}
			if len(known) < 1<<18 {
				known[c] = v
			}
		}
		copy(p.pix[4*i:], v[:])
	}
}

// masks writes what of a picture is not painted. Where RGB was blended the mask is made
// anew, so that the picture looks over paper as it did.
func (w *rewriter) masks(s *types.StreamDict, p *pixels) string {
	j, r, d := w.j, w.j.r, s.Dict
	if p.clear != nil {
		m := &pixels{w: p.w, h: p.h, pix: p.clear, drawn: true}
		return "/SMask " + objects.Ref(j.add(m.packed(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d", p.w, p.h), "/DeviceGray", 1)))
	}
	soft := r.Stream(d["SMask"])
	if soft == nil {
		if m := r.Stream(d["Mask"]); m != nil {
			return "/Mask " + j.copy(d["Mask"])
		}
		return ""
	}
	if (p.rgb == nil || !w.rgb) && soft.Dict["Matte"] == nil {
		return "/SMask " + j.copy(d["SMask"])
	}
	sub := *w
	sub.mask = true
	m, err := sub.pixels(soft, deviceGray)
	if err != nil {
		return "" // a mask that cannot be read masks nothing
	}
	if p.rgb != nil && w.rgb {
		w.clearer(m, p)
	}
	m.drawn = true
	return "/SMask " + objects.Ref(j.add(m.packed(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d", m.w, m.h), "/DeviceGray", 1)))
}

// clearer makes a mask for inks of one for RGB, and where each pixel has its own the colours
// that go with it.
func (w *rewriter) clearer(m, p *pixels) {
	type pair struct {
		rgb, below [3]byte
		a          byte
	}
	type look struct {
		inks [4]byte
		a    byte
	}
	known := map[pair]look{}
	own := m.w == p.w && m.h == p.h
	cells := w.cells()
	for i, a := range m.pix {
		if a == 0 || a == 255 {
			continue
		}
		x, y := i%m.w, i/m.w
		at := x*p.w/m.w + y*p.h/m.h*p.w
		below := cells[y*cellsASide/m.h*cellsASide+x*cellsASide/m.w]
		k := pair{[3]byte(p.rgb[3*at:]), below, a}
		v, ok := known[k]
		if !ok {
			inks, alpha := w.j.over(fractions(k.rgb), fractions(below), float64(a)/255, float64(a)/255, 1, false)
			v = look{[4]byte{byteOf(inks[0]), byteOf(inks[1]), byteOf(inks[2]), byteOf(inks[3])}, byteOf(alpha)}
			if !own {
				t, _ := w.j.over(fractions(k.rgb), fractions(below), float64(a)/255, 1, 1, false)
				v.a = byteOf(nearest(fraction([4]byte(p.pix[4*at:])), t, float64(a)/255))
			}
			if len(known) < 1<<18 {
				known[k] = v
			}
		}
		if m.pix[i] = v.a; own {
			copy(p.pix[4*at:], v.inks[:])
		}
	}
}

// cellsASide is in how many parts a picture is cut to ask what lies below it.
const cellsASide = 48

// cells are the colours of what lies below the parts of a picture, row by row.
func (w *rewriter) cells() []([3]byte) {
	out := make([][3]byte, cellsASide*cellsASide)
	for i := range out {
		x, y := (float64(i%cellsASide)+.5)/cellsASide, 1-(float64(i/cellsASide)+.5)/cellsASide
		out[i] = coarse(w.ground.at(w.ctm.Apply(x, y)))
	}
	return out
}

// coarse is a colour of few values, so that what was found for it serves for its likes.
func coarse(c [3]float64) (out [3]byte) {
	for i, v := range c {
		out[i] = byteOf(v)
		if out[i] < 252 {
			out[i] &^= 3
		}
	}
	return out
}

func fractions(c [3]byte) [3]float64 {
	return [3]float64{float64(c[0]) / 255, float64(c[1]) / 255, float64(c[2]) / 255}
}

func fraction(v [4]byte) (out [4]float64) {
	for i, b := range v {
		out[i] = float64(b) / 255
	}
	return out
}
