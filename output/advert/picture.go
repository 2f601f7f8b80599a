package advert

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/color"
	"banxin/output/color/dct"
	"banxin/output/internal/content"
	"banxin/output/internal/objects"
	"banxin/output/internal/spaces"
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
	s := w.j.spaces().Inline(w.res, dict, data)
	w.picture("BXI", fmt.Sprintf("inline %x", data)+fmt.Sprint(s.Dict), s)
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
	sp := j.spaces().Space(w.res, d["ColorSpace"], 0)
	kind := sp.Coloured().Kind
	if n := len(s.FilterPipeline); n > 0 && s.FilterPipeline[n-1].Name == "JPXDecode" {
		if d["ColorSpace"] == nil || kind == spaces.KindRGB || kind == spaces.KindLab {
			panic(stop{fmt.Errorf("a picture in it is JPEG 2000: ask for JPEG or TIFF")})
		}
		return w.asItIs(s, size, j.written(sp))
	}
	same := j.o.Keep || kind == spaces.KindGray || kind == spaces.KindInk || kind == spaces.KindPattern
	if same && !w.mask || w.mask && kind == spaces.KindGray {
		return w.asItIs(s, size, w.pictureSpace(sp, d["ColorSpace"]))
	}
	p, err := w.pixels(s, sp)
	if err != nil {
		panic(stop{fmt.Errorf("a picture in it cannot be read: %w", err)})
	}
	if w.mask {
		return p.packed(size, "/DeviceGray", 1)
	}
	if kind == spaces.KindCMYK && p.same {
		return w.asItIs(s, size, w.pictureSpace(sp, d["ColorSpace"]))
	}
	return p.packed(size+w.masks(s, p), "/DeviceCMYK", 4)
}

// pictureSpace writes the space of a picture that stays.
func (w *rewriter) pictureSpace(sp *spaces.Space, o types.Object) string {
	switch {
	case sp.Kind == spaces.KindGray:
		return "/DeviceGray"
	case sp.Kind == spaces.KindCMYK:
		return "/DeviceCMYK"
	case sp.Kind == spaces.KindInk:
		return w.j.written(sp)
	}
	o = w.spaceOf(o)
	if n := w.j.r.Name(o); n != "" {
		return objects.Name(map[string]string{"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}[n] + map[bool]string{true: n}[len(n) > 4])
	}
	a := w.j.r.Array(o)
	if sp.Kind == spaces.KindIndexed && len(a) == 4 { // its base may have a name of the stream
		if sp.Base.Kind == spaces.KindInk {
			return "[/Indexed " + w.j.written(sp.Base) + " " + w.j.copy(a[2]) + " " + w.j.copy(a[3]) + "]"
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
		for i := range len(s.FilterPipeline) - 1 {
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

// pixels decodes a picture and converts it.
func (w *rewriter) pixels(s *types.StreamDict, sp *spaces.Space) (*pixels, error) {
	own, err := w.j.spaces().Picture(s, sp)
	if err != nil {
		return nil, err
	}
	p := &pixels{w: own.W, h: own.H, drawn: own.Drawn, clear: own.Clear}
	w.convert(p, own.Pix, sp)
	return p, nil
}

// convert turns samples into inks, or into the values of a mask.
func (w *rewriter) convert(p *pixels, samples []byte, sp *spaces.Space) {
	j, n := w.j, sp.N
	kind := sp.Coloured().Kind
	if w.mask {
		p.pix = w.each(p, samples, sp, 1, func(v []float64) []byte { return []byte{byteOf(sp.Light(v))} })
		return
	}
	if kind == spaces.KindRGB || kind == spaces.KindLab {
		j.log.add(Pictures)
		if sp.Kind == spaces.KindRGB {
			p.rgb = samples
		} else {
			p.rgb = w.each(p, samples, sp, 3, func(v []float64) []byte {
				c, _ := sp.Screen(v)
				return []byte{byteOf(c[0]), byteOf(c[1]), byteOf(c[2])}
			})
		}
		p.pix = make([]byte, p.w*p.h*4)
		j.shop.link(profile(sp.Coloured())).Convert(p.pix, p.rgb)
		w.tinted(p)
		if !p.drawn {
			color.Limit(p.pix, j.shop.limit-jpegMargin)
		}
		j.after = max(j.after, densest(p.pix))
		return
	}
	own := samples
	if sp.Kind != spaces.KindCMYK || n != 4 {
		own = w.each(p, samples, sp, 4, func(v []float64) []byte {
			if sp.Kind == spaces.KindIndexed && sp.Table != nil {
				v = sp.Table(int(v[0]))
			}
			return []byte{byteOf(at(v, 0)), byteOf(at(v, 1)), byteOf(at(v, 2)), byteOf(at(v, 3))}
		})
	}
	w.separate(p, own, sp.Coloured())
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
func (w *rewriter) separate(p *pixels, own []byte, sp *spaces.Space) {
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
func (w *rewriter) each(p *pixels, samples []byte, sp *spaces.Space, out int, f func(v []float64) []byte) []byte {
	n := sp.N
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
					if v[k] = sp.From(k, float64(b)/255); sp.Kind == spaces.KindIndexed {
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
