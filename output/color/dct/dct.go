// Package dct encodes pictures in press inks as JPEG files, which the standard library
// cannot: baseline, one component (K) or four (CMYK as YCCK, colour at half resolution).
//
//	data := dct.Encode(pix, w, h, 4, 85) // 4 bytes a pixel, 255 is full ink
//
// A file of four components carries Adobe's marker and stores ink, not its inverse, so it
// needs no /Decode in a PDF.
package dct

import (
	"encoding/binary"
	"errors"
)

// Tables of ITU-T T.81, annex K, in zigzag order.
var (
	lumaTable = [64]int{16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
		56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99}
	chromaTable = [64]int{17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99}
	zigzag = [64]int{0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
		35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63}
)

// spec is a Huffman table as the file states it: codes of each length, and their values.
type spec struct {
	count [16]byte
	value []byte
}

var specs = [4]spec{
	{[16]byte{0, 1, 5, 1, 1, 1, 1, 1, 1}, []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}}, // DC of luma
	{[16]byte{0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125}, acLuma},
	{[16]byte{0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1}, []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}}, // DC of chroma
	{[16]byte{0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119}, acChroma},
}

var acLuma = []byte{
	0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07,
	0x22, 0x71, 0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52, 0xd1, 0xf0,
	0x24, 0x33, 0x62, 0x72, 0x82, 0x09, 0x0a, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x25, 0x26, 0x27, 0x28,
	0x29, 0x2a, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49,
	0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69,
	0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89,
	0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7,
	0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3, 0xc4, 0xc5,
	0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe1, 0xe2,
	0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8,
	0xf9, 0xfa,
}

var acChroma = []byte{
	0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71,
	0x13, 0x22, 0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xa1, 0xb1, 0xc1, 0x09, 0x23, 0x33, 0x52, 0xf0,
	0x15, 0x62, 0x72, 0xd1, 0x0a, 0x16, 0x24, 0x34, 0xe1, 0x25, 0xf1, 0x17, 0x18, 0x19, 0x1a, 0x26,
	0x27, 0x28, 0x29, 0x2a, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48,
	0x49, 0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68,
	0x69, 0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87,
	0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5,
	0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3,
	0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda,
	0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8,
	0xf9, 0xfa,
}

// code is a Huffman code and its length.
type code struct {
	bits uint32
	n    uint8
}

// codes lays out the codes of a table (T.81, C.2).
func (s *spec) codes() (out [256]code) {
	next, k := uint32(0), 0
	for n, count := range s.count {
		for range count {
			out[s.value[k]] = code{next, uint8(n + 1)}
			next++
			k++
		}
		next <<= 1
	}
	return out
}

var huffman = [4][256]code{specs[0].codes(), specs[1].codes(), specs[2].codes(), specs[3].codes()}

var errSize = errors.New("a JPEG file has 1 to 65535 pixels a side")

// Encode returns pixels of 1 or 4 bytes as a JPEG file of quality 1 to 100.
func Encode(pix []byte, w, h, parts, quality int) ([]byte, error) {
	if w < 1 || h < 1 || w > 65535 || h > 65535 || parts != 1 && parts != 4 || len(pix) < w*h*parts {
		return nil, errSize
	}
	e := &encoder{pix: pix, w: w, h: h, parts: parts, out: make([]byte, 0, w*h/4+1024)}
	e.quantise(min(max(quality, 1), 100))
	e.headers()
	if parts == 1 {
		e.gray()
	} else {
		e.inks()
	}
	e.flush()
	return append(e.out, 0xFF, 0xD9), nil
}

type encoder struct {
	pix         []byte
	w, h, parts int
	quant       [2][64]int   // in zigzag order, as the file says
	inverse     [2][64]int64 // 2^32 / (8·quant), by place in the block
	out         []byte
	acc         uint64
	bits        uint
	dc          [4]int32
}

// quantise scales the tables to a quality from 1 to 100, as is usual.
func (e *encoder) quantise(quality int) {
	scale := 200 - 2*quality
	if quality < 50 {
		scale = 5000 / quality
	}
	for t, table := range [2]*[64]int{&lumaTable, &chromaTable} {
		for i, v := range table {
			q := min(max((v*scale+50)/100, 1), 255)
			e.quant[t][i] = q
			e.inverse[t][zigzag[i]] = (1<<32 + int64(q)*4) / (int64(q) * 8)
		}
	}
}

func (e *encoder) segment(marker byte, body ...byte) {
	e.out = append(e.out, 0xFF, marker)
	e.out = binary.BigEndian.AppendUint16(e.out, uint16(len(body)+2))
	e.out = append(e.out, body...)
}

func (e *encoder) headers() {
	e.out = append(e.out, 0xFF, 0xD8)
	tables := 1
	if e.parts == 4 {
		tables = 2
		e.segment(0xEE, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 2) // YCCK
	}
	for t := range tables {
		body := []byte{byte(t)}
		for _, q := range e.quant[t] {
			body = append(body, byte(q))
		}
		e.segment(0xDB, body...)
	}
	frame := []byte{8, byte(e.h >> 8), byte(e.h), byte(e.w >> 8), byte(e.w), byte(e.parts)}
	scan := []byte{byte(e.parts)}
	for i := range e.parts {
		half := i == 1 || i == 2
		frame = append(frame, byte(i+1), pick(e.parts == 1 || half, 0x11, 0x22), pick(half, 1, 0))
		scan = append(scan, byte(i+1), pick(half, 0x11, 0))
	}
	e.segment(0xC0, frame...)
	for i, s := range specs[:2*tables] {
		body := append([]byte{byte(i%2)<<4 | byte(i/2)}, s.count[:]...)
		e.segment(0xC4, append(body, s.value...)...)
	}
	e.segment(0xDA, append(scan, 0, 63, 0)...)
}

func pick(yes bool, a, b byte) byte {
	if yes {
		return a
	}
	return b
}

func (e *encoder) put(bits uint32, n uint8) {
	e.acc = e.acc<<n | uint64(bits)
	e.bits += uint(n)
	for e.bits >= 8 {
		e.bits -= 8
		b := byte(e.acc >> e.bits)
		e.out = append(e.out, b)
		if b == 0xFF {
			e.out = append(e.out, 0)
		}
	}
}

func (e *encoder) flush() { e.put(0x7F, 7); e.bits = 0 }

// gray writes blocks of one component.
func (e *encoder) gray() {
	var b [64]int32
	for y := 0; y < e.h; y += 8 {
		for x := 0; x < e.w; x += 8 {
			for i := range 64 {
				px := min(y+i/8, e.h-1)*e.w + min(x+i%8, e.w-1)
				b[i] = int32(e.pix[px]) - 128
			}
			e.block(&b, 0, 0)
		}
	}
}

// inks writes units of 16 × 16 pixels: four blocks Y, one each Cb and Cr, four K.
func (e *encoder) inks() {
	var luma, key [4][64]int32
	var cb, cr [64]int32
	for y := 0; y < e.h; y += 16 {
		for x := 0; x < e.w; x += 16 {
			e.unit(x, y, &luma, &key, &cb, &cr)
			for k := range luma {
				e.block(&luma[k], 0, 0)
			}
			e.block(&cb, 1, 1)
			e.block(&cr, 2, 1)
			for k := range key {
				e.block(&key[k], 3, 0)
			}
		}
	}
}

// unit converts a square of inks: the inverse of C, M, Y is taken for R, G, B (Adobe
// Technical Note 5116).
func (e *encoder) unit(x0, y0 int, luma, key *[4][64]int32, cb, cr *[64]int32) {
	*cb, *cr = [64]int32{}, [64]int32{}
	for y := range 16 {
		row := e.pix[min(y0+y, e.h-1)*e.w*4:]
		for x := range 16 {
			p := row[min(x0+x, e.w-1)*4:]
			r, g, b := 255-int32(p[0]), 255-int32(p[1]), 255-int32(p[2])
			k, i := y/8*2+x/8, y%8*8+x%8
			luma[k][i] = (19595*r+38470*g+7471*b+1<<15)>>16 - 128
			key[k][i] = int32(p[3]) - 128
			half := y/2*8 + x/2
			cb[half] += -11059*r - 21709*g + 32768*b
			cr[half] += 32768*r - 27439*g - 5329*b
		}
	}
	for i := range cb {
		cb[i] = (cb[i] + 1<<17) >> 18
		cr[i] = (cr[i] + 1<<17) >> 18
	}
}

// block transforms, quantises and writes 64 samples.
func (e *encoder) block(b *[64]int32, part, table int) {
	forward(b)
	inv := &e.inverse[table]
	dc, ac := &huffman[2*table], &huffman[2*table+1]
	v := divide(b[0], inv[0])
	e.number(dc, 0, v-e.dc[part])
	e.dc[part] = v
	run := 0
	for k := 1; k < 64; k++ {
		i := zigzag[k]
		v := divide(b[i], inv[i])
		if v == 0 {
			run++
			continue
		}
		for ; run > 15; run -= 16 {
			e.put(ac[0xF0].bits, ac[0xF0].n)
		}
		e.number(ac, run, v)
		run = 0
	}
	if run > 0 {
		e.put(ac[0].bits, ac[0].n)
	}
}

func divide(v int32, inv int64) int32 {
	if v < 0 {
		return -int32((int64(-v)*inv + 1<<31) >> 32)
	}
	return int32((int64(v)*inv + 1<<31) >> 32)
}

// number writes a coefficient: the code of its run and length, then its bits.
func (e *encoder) number(table *[256]code, run int, v int32) {
	a, b := v, v
	if v < 0 {
		a, b = -v, v-1
	}
	n := uint8(0)
	for ; a > 0; a >>= 1 {
		n++
	}
	c := table[run<<4|int(n)]
	e.put(c.bits, c.n)
	if n > 0 {
		e.put(uint32(b)&(1<<n-1), n)
	}
}

// Cosines of odd and even sixteenths of a half turn, times 2^13, over the root of 2 where
// the transform wants it (T.81, A.3.3).
var (
	evenBasis = [4][4]int64{{8192, 8192, 8192, 8192}, {10703, 4433, -4433, -10703}, {8192, -8192, -8192, 8192}, {4433, -10703, 10703, -4433}}
	oddBasis  = [4][4]int64{{11363, 9633, 6437, 2260}, {9633, -2260, -11363, -6437}, {6437, -11363, 2260, 9633}, {2260, -6437, 9633, -11363}}
)

// forward is the cosine transform of a block, times 8.
func forward(b *[64]int32) {
	for y := 0; y < 64; y += 8 {
		transform(b, y, 1, 10)
	}
	for x := range 8 {
		transform(b, x, 8, 16)
	}
}

// transform does eight samples; shift takes the cosines' scale away, keeping three bits
// in the first pass.
func transform(b *[64]int32, at, step int, shift uint) {
	var sum, diff [4]int64
	for i := range 4 {
		l, r := int64(b[at+i*step]), int64(b[at+(7-i)*step])
		sum[i], diff[i] = l+r, l-r
	}
	round := int64(1) << (shift - 1)
	for k := range 4 {
		e, o := &evenBasis[k], &oddBasis[k]
		b[at+2*k*step] = int32((sum[0]*e[0] + sum[1]*e[1] + sum[2]*e[2] + sum[3]*e[3] + round) >> shift)
		b[at+(2*k+1)*step] = int32((diff[0]*o[0] + diff[1]*o[1] + diff[2]*o[2] + diff[3]*o[3] + round) >> shift)
	}
}
