package picture

import (
	"image"
	"image/color"
	"math/bits"
	"strconv"
)

// Tags of TIFF that say how the pixels lie (TIFF 6.0).
const (
	tagSubfile     = 254
	tagWidth       = 256
	tagHeight      = 257
	tagBits        = 258
	tagCompression = 259
	tagPhotometric = 262
	tagFillOrder   = 266
	tagStrips      = 273
	tagSamples     = 277
	tagRowsInStrip = 278
	tagStripBytes  = 279
	tagPlanar      = 284
	tagPredictor   = 317
	tagColorMap    = 320
	tagTileWidth   = 322
	tagTileHeight  = 323
	tagTiles       = 324
	tagTileBytes   = 325
	tagSubIFDs     = 330
	tagInkSet      = 332
	tagExtra       = 338
	tagSampleKind  = 339
	tagJPEGTables  = 347
	tagICC         = 34675
	tagDNG         = 50706
)

// Photometric interpretations.
const (
	whiteIsZero = 0
	blackIsZero = 1
	rgbSamples  = 2
	palette     = 3
	inkSamples  = 5
	yccSamples  = 6
	cieLab      = 8
	iccLab      = 9
)

const rawPhotometric = 32803 // a colour filter array

// tiff is the first full picture of a TIFF file.
type tiff struct {
	Info
	photometric uint32
	compression uint32
	samples     int // of a pixel
	used        int // of them that are decoded: without what is not known
	premul      bool
	predict     bool
	planar      bool
	reversed    bool // bits of the packed bytes
	pieceW      int
	pieceH      int
	pieces      [][]byte // strips or tiles, packed
	colors      color.Palette
	tables      []byte // of JPEG pieces
	swap        bool   // samples of 16 bits have their low byte first
}

func readTIFF(data []byte) (Info, error) {
	t, err := openTIFF(data)
	return t.Info, err
}

// openTIFF reads the directory of the first picture that is no reduced one.
func openTIFF(data []byte) (*tiff, error) {
	f := &tiff{Info: Info{Format: "tiff"}}
	if isRaw(string(data[:min(len(data), 16)])) {
		return f, &KindError{rawKind, rawConvert}
	}
	t, at, ok := newTags(data)
	if !ok {
		return f, ErrCut
	}
	var d dir
	for n := 0; ; n++ {
		next, ok := uint32(0), false
		if int64(at) >= int64(len(data)) {
			return f, ErrCut
		}
		if d, next, ok = t.dir(at); !ok {
			return f, cutOrDamaged(data, at)
		}
		if n == 0 && rawCamera(d) {
			return f, &KindError{rawKind, rawConvert}
		}
		if d.n(tagSubfile, 0)&1 == 0 || next == 0 || n == 16 {
			break
		}
		f.Private |= Thumbnail
		at = next
	}
	f.swap = t.order.Uint16([]byte{1, 0}) == 1
	f.about(t, d)
	if err := f.layout(d); err != nil {
		return f, err
	}
	return f, f.cut(data, d)
}

func cutOrDamaged(data []byte, at uint32) error {
	if int64(at)+64 > int64(len(data)) {
		return ErrCut
	}
	return damaged("its directory is broken")
}

// rawCamera knows a camera's raw file: a preview first, and the rest in directories below.
func rawCamera(d dir) bool {
	_, below := d[tagSubIFDs]
	_, dng := d[tagDNG]
	return dng || below && d.n(tagSubfile, 0)&1 != 0 || d.n(tagPhotometric, 0) == rawPhotometric
}

// layout reads what the samples are and how they are packed.
func (f *tiff) layout(d dir) error {
	f.W, f.H, f.Turn = int(d.n(tagWidth, 0)), int(d.n(tagHeight, 0)), int(d.n(tagOrientation, 1))
	f.Bits, f.samples = int(d.n(tagBits, 1)), int(d.n(tagSamples, 1))
	f.photometric, f.compression = d.n(tagPhotometric, blackIsZero), d.n(tagCompression, 1)
	f.PPI, f.ICC = d.resolution(), d[tagICC].value
	f.planar, f.reversed = d.n(tagPlanar, 1) == 2 && f.samples > 1, d.n(tagFillOrder, 1) == 2
	for i := range f.samples {
		if b, ok := d[tagBits]; ok && i < b.count && int(b.number(i)) != f.Bits {
			return notSet("TIFF (mixed bits)")
		}
	}
	if d.n(tagSampleKind, 1) != 1 && !(f.photometric == cieLab && d.n(tagSampleKind, 1) == 2) {
		return notSet("TIFF (float)")
	}
	switch f.compression {
	case 1, 5, 8, 32946, 32773:
	case 7:
		f.tables = d[tagJPEGTables].value
	default:
		return notSet("TIFF (" + packedAs(f.compression) + ")")
	}
	switch d.n(tagPredictor, 1) {
	case 1:
	case 2:
		if f.predict = f.compression != 7; f.Bits < 8 {
			return notSet("TIFF (predictor)")
		}
	default:
		return notSet("TIFF (float)")
	}
	if f.samples < 1 || f.samples > 16 || f.Bits != 1 && f.Bits != 2 && f.Bits != 4 && f.Bits != 8 && f.Bits != 16 {
		return notSet("TIFF (samples)")
	}
	return f.colours(d)
}

// notSet is for what TIFF can hold and is not set.
func notSet(kind string) error { return &KindError{kind, `magick "IN" -compress lzw "OUT.tif"`} }

func packedAs(compression uint32) string {
	switch compression {
	case 2, 3, 4:
		return "CCITT"
	case 6:
		return "old JPEG"
	case 34712, 33003, 33005, 33007:
		return "JPEG 2000"
	case 34925:
		return "LZMA"
	case 50000:
		return "Zstandard"
	case 50001:
		return "WebP"
	case 34887:
		return "LERC"
	}
	return "compression " + strconv.Itoa(int(compression))
}

// colours reads what the samples of a pixel mean.
func (f *tiff) colours(d dir) error {
	n := 0
	switch f.photometric {
	case whiteIsZero, blackIsZero:
		f.Space, n = Gray, 1
	case rgbSamples:
		f.Space, n = RGB, 3
	case yccSamples:
		if f.compression != 7 {
			return notSet("TIFF (YCbCr)")
		}
		f.Space, n = RGB, 3
	case palette:
		f.Space, n = RGB, 1
		if err := f.palette(d); err != nil {
			return err
		}
	case inkSamples:
		f.Space, n = CMYK, 4
		if d.n(tagInkSet, 1) != 1 {
			return notSet("TIFF (DeviceN)")
		}
	case cieLab, iccLab:
		f.Space, n = Lab, 3
		if f.compression == 7 {
			return notSet("TIFF (Lab, JPEG)")
		}
	default:
		return notSet("TIFF (colour space)")
	}
	if f.samples < n || f.Bits < 8 && n > 1 || f.Bits == 16 && f.photometric == palette {
		return damaged("%d samples of %d bits are no %v", f.samples, f.Bits, f.Space)
	}
	f.used = n
	if extra := d[tagExtra].number(0); f.samples > n && (extra == 1 || extra == 2) && f.photometric != palette && f.Space != CMYK && f.Space != Lab {
		f.used, f.Alpha, f.premul = n+1, true, extra == 1
	}
	return nil
}

func (f *tiff) palette(d dir) error {
	m, n := d[tagColorMap], 1<<min(f.Bits, 8)
	if m.count < 3*n {
		return damaged("its palette is too short")
	}
	for i := range n {
		at := func(k int) byte { return byte(m.number(k*n+i) >> 8) }
		f.colors = append(f.colors, color.NRGBA{at(0), at(1), at(2), 255})
	}
	return nil
}

// cut finds the strips or tiles.
func (f *tiff) cut(data []byte, d dir) error {
	if f.W < 1 || f.H < 1 || f.W > maxSide || f.H > maxSide {
		return nil // said by whoever asks
	}
	at, size := d[tagStrips], d[tagStripBytes]
	f.pieceW, f.pieceH = f.W, int(min(d.n(tagRowsInStrip, uint32(f.H)), uint32(f.H)))
	if _, tiled := d[tagTiles]; tiled {
		at, size = d[tagTiles], d[tagTileBytes]
		f.pieceW, f.pieceH = int(d.n(tagTileWidth, 0)), int(d.n(tagTileHeight, 0))
	}
	if f.pieceW < 1 || f.pieceH < 1 || f.pieceW > 1<<15 || f.pieceH > 1<<15 || int64(f.pieceW)*int64(f.pieceH) > 4*int64(f.W)*int64(f.H)+1<<16 {
		return damaged("its strips or tiles are of no size")
	}
	across, down := (f.W+f.pieceW-1)/f.pieceW, (f.H+f.pieceH-1)/f.pieceH
	n := across * down
	if f.planar {
		n *= f.samples
	}
	if at.count < n {
		return damaged("it has %d strips or tiles of %d", at.count, n)
	}
	packed := int64(0)
	for i := range n {
		from, long := int64(at.number(i)), int64(size.number(i))
		if size.count == 0 && n == 1 { // old programs leave it out
			long = int64(len(data)) - from
		}
		if from+long > int64(len(data)) || long < 0 {
			return ErrCut
		}
		packed += long
		f.pieces = append(f.pieces, data[from:from+long])
	}
	return f.plausible(packed)
}

// plausible holds the packed data against what they are to become, by the most that each
// way of packing can do.
func (f *tiff) plausible(packed int64) error {
	ratio := int64(1032) // Deflate
	switch f.compression {
	case 1:
		ratio = 1
	case 5:
		ratio = 4096
	case 7:
		ratio = 512 * 4
	case 32773:
		ratio = 64
	}
	if raw := int64(f.W) * int64(f.H) * int64(f.samples) * int64(f.Bits) / 8; packed*ratio < raw {
		if f.compression == 1 {
			return ErrCut
		}
		return damaged("its data cannot fill %d × %d pixels", f.W, f.H)
	}
	return nil
}

// decodeTIFF unpacks the strips or tiles into pixels of 8 bits a sample.
func decodeTIFF(data []byte, _ Info) (image.Image, error) {
	f, err := openTIFF(data)
	if err != nil {
		return nil, err
	}
	out := f.canvas()
	across := (f.W + f.pieceW - 1) / f.pieceW
	count := len(f.pieces)
	if f.planar {
		count /= f.samples
	}
	samples := make([]byte, f.pieceW*f.pieceH*f.samples)
	for i := range count {
		x, y := i%across*f.pieceW, i/across*f.pieceH
		rows := f.pieceH
		if f.pieceW == f.W { // a strip: the last is shorter
			rows = min(rows, f.H-y)
		}
		if err := f.unpackPiece(samples, i, count, rows); err != nil {
			return nil, err
		}
		w := min(f.pieceW, f.W-x)
		for r := range min(rows, f.H-y) {
			out.row(samples[r*f.pieceW*f.samples:][:w*f.samples], x, y+r)
		}
	}
	return out.img, nil
}

// unpackPiece fills dst with the samples of a piece, 8 bits each, pixel by pixel.
func (f *tiff) unpackPiece(dst []byte, i, count, rows int) error {
	if !f.planar {
		return f.unpack(dst, f.pieces[i], f.samples, rows)
	}
	plane := make([]byte, f.pieceW*rows)
	for s := range f.samples {
		if err := f.unpack(plane, f.pieces[s*count+i], 1, rows); err != nil {
			return err
		}
		for k, v := range plane {
			dst[k*f.samples+s] = v
		}
	}
	return nil
}

// canvas takes rows of samples and makes pixels of them.
type canvas struct {
	img image.Image
	row func(samples []byte, x, y int)
}

func (f *tiff) canvas() canvas {
	r := image.Rect(0, 0, f.W, f.H)
	n := f.samples
	switch {
	case f.colors != nil:
		m := image.NewPaletted(r, f.colors)
		return canvas{m, func(p []byte, x, y int) { spread(m.Pix[m.PixOffset(x, y):], p, 1, n, 1) }}
	case f.Space == CMYK:
		m := image.NewCMYK(r)
		return canvas{m, func(p []byte, x, y int) { spread(m.Pix[m.PixOffset(x, y):], p, 4, n, 4) }}
	case f.Space == Gray && !f.Alpha:
		m := image.NewGray(r)
		return canvas{m, func(p []byte, x, y int) {
			f.positive(p)
			spread(m.Pix[m.PixOffset(x, y):], p, 1, n, 1)
		}}
	case f.Space == Lab:
		m := image.NewNRGBA(r)
		return canvas{m, func(p []byte, x, y int) { labRow(m.Pix[m.PixOffset(x, y):], p, n, f.photometric == iccLab) }}
	case f.premul:
		m := image.NewRGBA(r)
		return canvas{m, func(p []byte, x, y int) { f.positive(p); f.colourRow(m.Pix[m.PixOffset(x, y):], p) }}
	}
	m := image.NewNRGBA(r)
	return canvas{m, func(p []byte, x, y int) { f.positive(p); f.colourRow(m.Pix[m.PixOffset(x, y):], p) }}
}

// positive turns grey that is stored as darkness.
func (f *tiff) positive(p []byte) {
	if f.photometric != whiteIsZero {
		return
	}
	for i := 0; i < len(p); i += f.samples {
		p[i] = 255 - p[i]
	}
}

// colourRow makes pixels of RGB or grey, with alpha or without.
func (f *tiff) colourRow(dst, p []byte) {
	for o := 0; len(p) > 0; o, p = o+4, p[f.samples:] {
		r, g, b := p[0], p[0], p[0]
		if f.Space == RGB {
			g, b = p[1], p[2]
		}
		a := byte(255)
		if f.Alpha {
			a = p[f.used-1]
		}
		if f.premul {
			r, g, b = min(r, a), min(g, a), min(b, a)
		}
		dst[o], dst[o+1], dst[o+2], dst[o+3] = r, g, b, a
	}
}

// spread copies the first k samples of each pixel of n to pixels of size.
func spread(dst, src []byte, k, n, size int) {
	for o := 0; len(src) > 0; o, src = o+size, src[n:] {
		copy(dst[o:o+k], src)
	}
}

func reverse(p []byte) []byte {
	out := make([]byte, len(p))
	for i, b := range p {
		out[i] = bits.Reverse8(b)
	}
	return out
}
