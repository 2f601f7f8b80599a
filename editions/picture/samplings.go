package picture

import (
	"encoding/binary"
	"image"
	"image/color"
)

// component is one of a JPEG file's frame.
type component struct {
	id, h, v, table int
	across, down    int     // blocks, those that fill up the last MCU included
	w, ht           int     // blocks that have pixels
	pix             []byte  // decoded samples, across*8 a row
	coef            []int16 // of a progressive file, 64 a block
	dc              int     // the last one's
	dcTable         *huffman
	acTable         *huffman
}

// frame is a JPEG file as it is decoded: sequential or progressive Huffman coding, any
// sampling (ISO/IEC 10918-1). The file's head was read before.
type frame struct {
	Info
	comps       []*component
	maxH, maxV  int
	mcuX, mcuY  int
	quant       [4][64]int32
	dc, ac      [4]*huffman
	restart     int
	progressive bool
	transform   int // Adobe's; -1: not said
}

// decodeSamplings decodes a file in any sampling of its components.
func decodeSamplings(data []byte, info Info) (image.Image, error) {
	f := &frame{Info: info, transform: -1}
	if err := f.decode(data); err != nil {
		return nil, err
	}
	if f.progressive {
		for _, c := range f.comps {
			f.finish(c)
		}
	}
	return f.image()
}

// decode takes the file's segments in turn, scans with the coded data that follows them.
func (f *frame) decode(data []byte) error {
	scans := 0
	for i := 2; i+4 <= len(data); {
		if data[i] != 0xff || data[i+1] == 0xff || data[i+1] == 0 || data[i+1] == 1 || 0xd0 <= data[i+1] && data[i+1] <= markSOI {
			i++
			continue
		}
		marker := data[i+1]
		if marker == markEOI {
			break
		}
		n := int(binary.BigEndian.Uint16(data[i+2:]))
		if n < 2 || i+2+n > len(data) {
			return ErrCut
		}
		body := data[i+4 : i+2+n]
		i += 2 + n
		if err := f.segment(marker, body); err != nil {
			return err
		}
		if marker != markSOS {
			continue
		}
		if scans++; scans > 1000 {
			return damaged("it has too many scans")
		}
		used, err := f.scan(body, data[i:])
		if err != nil {
			return err
		}
		i += used
	}
	if scans == 0 {
		return damaged("it has no scan")
	}
	return nil
}

func (f *frame) segment(marker byte, p []byte) error {
	switch {
	case 0xc0 <= marker && marker <= 0xc2:
		f.progressive = marker == 0xc2
		if err := f.start(p); err != nil {
			return err
		}
		f.makeRoom()
	case marker == 0xc4:
		return f.huffmanTables(p)
	case marker == 0xdb:
		return f.quantTables(p)
	case marker == 0xdd && len(p) >= 2:
		f.restart = int(binary.BigEndian.Uint16(p))
	case marker == 0xee && len(p) >= 12 && string(p[:5]) == "Adobe":
		f.transform = int(p[11])
	}
	return nil
}

// start takes the components with their sizes.
func (f *frame) start(p []byte) error {
	if len(f.comps) > 0 || len(p) < 6 || len(p) < 6+3*int(p[5]) {
		return damaged("its frame is broken")
	}
	w, ht := int(binary.BigEndian.Uint16(p[3:])), int(binary.BigEndian.Uint16(p[1:]))
	for q := p[6 : 6+3*int(p[5])]; len(q) > 0; q = q[3:] {
		c := &component{id: int(q[0]), h: int(q[1] >> 4), v: int(q[1] & 15), table: int(q[2])}
		if c.h < 1 || c.h > 4 || c.v < 1 || c.v > 4 || c.table > 3 {
			return damaged("its frame is broken")
		}
		f.maxH, f.maxV = max(f.maxH, c.h), max(f.maxV, c.v)
		f.comps = append(f.comps, c)
	}
	f.mcuX, f.mcuY = (w+8*f.maxH-1)/(8*f.maxH), (ht+8*f.maxV-1)/(8*f.maxV)
	for _, c := range f.comps {
		c.across, c.down = f.mcuX*c.h, f.mcuY*c.v
		c.w, c.ht = ((w*c.h+f.maxH-1)/f.maxH+7)/8, ((ht*c.v+f.maxV-1)/f.maxV+7)/8
	}
	return nil
}

// makeRoom is for the components' samples.
func (f *frame) makeRoom() {
	for _, c := range f.comps {
		c.pix = make([]byte, 64*c.across*c.down)
		if f.progressive {
			c.coef = make([]int16, 64*c.across*c.down)
		}
	}
}

func (f *frame) quantTables(p []byte) error {
	for len(p) > 0 {
		t, wide := p[0]&15, int(p[0]>>4)
		n := 64 * (1 + wide)
		if p = p[1:]; t > 3 || wide > 1 || len(p) < n {
			return damaged("its quantisation is broken")
		}
		for i := range 64 {
			if wide == 1 {
				f.quant[t][zigzag[i]] = int32(binary.BigEndian.Uint16(p[2*i:]))
			} else {
				f.quant[t][zigzag[i]] = int32(p[i])
			}
		}
		p = p[n:]
	}
	return nil
}

// finish makes samples of a progressive file's coefficients.
func (f *frame) finish(c *component) {
	for b := range c.across * c.down {
		var block [64]int32
		for i, v := range c.coef[64*b : 64*b+64] {
			block[i] = int32(v)
		}
		f.place(c, b, &block)
	}
}

// place decodes a block into its place among the samples.
func (f *frame) place(c *component, b int, block *[64]int32) {
	for i, q := range f.quant[c.table] {
		block[i] *= q
	}
	stride := 8 * c.across
	inverse(c.pix[b/c.across*8*stride+b%c.across*8:], stride, block)
}

// image puts the components together, each as fine as the finest.
func (f *frame) image() (image.Image, error) {
	w, h := f.W, f.H
	at := func(c *component, x, y int) byte {
		return c.pix[y*c.v/f.maxV*8*c.across+x*c.h/f.maxH]
	}
	r := image.Rect(0, 0, w, h)
	switch {
	case len(f.comps) == 4:
		return f.inks(image.NewCMYK(r), at), nil
	case len(f.comps) != 3:
		return nil, damaged("it has %d components", len(f.comps))
	}
	a, b, c := f.comps[0], f.comps[1], f.comps[2]
	if f.transform == 0 || f.transform < 0 && a.id == 'R' && b.id == 'G' && c.id == 'B' {
		out := image.NewRGBA(r)
		for i := range w * h {
			x, y := i%w, i/w
			p := out.Pix[4*i : 4*i+4]
			p[0], p[1], p[2], p[3] = at(a, x, y), at(b, x, y), at(c, x, y), 255
		}
		return out, nil
	}
	out := image.NewYCbCr(r, image.YCbCrSubsampleRatio444)
	for i := range w * h {
		x, y := i%w, i/w
		out.Y[i], out.Cb[i], out.Cr[i] = at(a, x, y), at(b, x, y), at(c, x, y)
	}
	return out, nil
}

// inks makes amounts of ink of four components: with Adobe's mark they are stored
// inverted, and perhaps three of them as YCC.
func (f *frame) inks(out *image.CMYK, at func(c *component, x, y int) byte) image.Image {
	for i := range f.W * f.H {
		p := out.Pix[4*i : 4*i+4]
		for k, c := range f.comps {
			p[k] = at(c, i%f.W, i/f.W)
		}
		switch {
		case f.transform > 0:
			p[0], p[1], p[2] = color.YCbCrToRGB(p[0], p[1], p[2])
			p[3] = 255 - p[3]
		case f.Inverted:
			p[0], p[1], p[2], p[3] = 255-p[0], 255-p[1], 255-p[2], 255-p[3]
		}
	}
	return out
}

// zigzag is the place in a block of the coefficients as they come.
var zigzag = [64]int{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// cosine is cos((2x+1)uπ/16), of 8192, halved, with u 0 by √2 less; by x, then u.
var cosine = [8][8]int32{
	{2896, 4017, 3784, 3406, 2896, 2276, 1567, 799},
	{2896, 3406, 1567, -799, -2896, -4017, -3784, -2276},
	{2896, 2276, -1567, -4017, -2896, 799, 3784, 3406},
	{2896, 799, -3784, -2276, 2896, 3406, -1567, -4017},
	{2896, -799, -3784, 2276, 2896, -3406, -1567, 4017},
	{2896, -2276, -1567, 4017, -2896, -799, 3784, -3406},
	{2896, -3406, 1567, 799, -2896, 4017, -3784, 2276},
	{2896, -4017, 3784, -3406, 2896, -2276, 1567, -799},
}

// inverse is the inverse cosine transform of a block (ISO/IEC 10918-1 A.3.3), by its
// definition, in integers.
func inverse(dst []byte, stride int, b *[64]int32) {
	var half [64]int64 // rows done, of 1024
	for v := range 8 {
		row := b[8*v : 8*v+8]
		for x := range 8 {
			sum := int64(0)
			for u, k := range row {
				if k != 0 {
					sum += int64(k) * int64(cosine[x][u])
				}
			}
			half[8*v+x] = (sum + 4) >> 3
		}
	}
	for y := range 8 {
		for x := range 8 {
			sum := int64(0)
			for v := range 8 {
				sum += half[8*v+x] * int64(cosine[y][v])
			}
			dst[y*stride+x] = byte(min(max((sum+1<<22)>>23+128, 0), 255))
		}
	}
}
