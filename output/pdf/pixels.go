package pdf

import (
	"image"
	"slices"

	"banxin/layout/page"
	"banxin/output/internal/picture"
)

// pixels is a decoded picture of 1 (grey), 3 (RGB) or 4 (inks, 255 full) bytes a pixel.
type pixels struct {
	w, h, parts int
	pix         []byte
}

// scaled returns the part of im inside r at w × h pixels, which must not be more than r
// has.
func scaled(im image.Image, r image.Rectangle, w, h int) *pixels {
	parts, pix := picture.Scaled(im, r, w, h)
	return &pixels{w: w, h: h, parts: parts, pix: pix}
}

// gray turns RGB without colour into one byte a pixel; it tells whether p is grey now.
func (p *pixels) gray() bool {
	if p.parts != 3 {
		return p.parts == 1
	}
	for i := 0; i < len(p.pix); i += 3 {
		if p.pix[i] != p.pix[i+1] || p.pix[i] != p.pix[i+2] {
			return false
		}
	}
	for i := range p.w * p.h {
		p.pix[i] = p.pix[3*i]
	}
	p.pix, p.parts = p.pix[:p.w*p.h], 1
	return true
}

// fewColors tells whether the picture is drawn rather than photographed: it has at most
// 4,096 colours, and packs well without loss.
func (p *pixels) fewColors() bool {
	seen := map[uint32]bool{}
	for i := 0; i+p.parts <= len(p.pix); i += p.parts {
		v := uint32(0)
		for k := range p.parts {
			v = v<<8 | uint32(p.pix[i+k])
		}
		if !seen[v] {
			if seen[v] = true; len(seen) > 4096 {
				return false
			}
		}
	}
	return true
}

// predicted puts a filter before each row (PNG's Sub, or Up where it leaves less).
func (p *pixels) predicted() []byte {
	n := p.w * p.parts
	out := make([]byte, 0, (n+1)*p.h)
	zero := make([]byte, n)
	for y := range p.h {
		row, above := p.pix[y*n:(y+1)*n], zero
		if y > 0 {
			above = p.pix[(y-1)*n : y*n]
		}
		sub, up := 0, 0
		for i, v := range row {
			left := byte(0)
			if i >= p.parts {
				left = row[i-p.parts]
			}
			sub += weight(v - left)
			up += weight(v - above[i])
		}
		if up <= sub {
			out = append(out, 2)
			for i, v := range row {
				out = append(out, v-above[i])
			}
			continue
		}
		out = append(append(out, 1), row[:p.parts]...)
		for i := p.parts; i < n; i++ {
			out = append(out, row[i]-row[i-p.parts])
		}
	}
	return out
}

func weight(b byte) int { return int(min(b, -b)) }

// inInk turns a picture into tints of one ink, by its darkness: grey for a spot ink,
// process inks for others.
func (p *pixels) inInk(k page.Color) *pixels {
	if k.Spot > 0 {
		out := &pixels{w: p.w, h: p.h, parts: 1, pix: make([]byte, p.w*p.h)}
		for i := range out.pix {
			out.pix[i] = p.light(i)
		}
		return out
	}
	out := &pixels{w: p.w, h: p.h, parts: 4, pix: make([]byte, 4*p.w*p.h)}
	full := [4]uint32{uint32(k.C), uint32(k.M), uint32(k.Y), uint32(k.K)}
	for i := range p.w * p.h {
		dark := 255 - uint32(p.light(i))
		for c, v := range full {
			out.pix[4*i+c] = byte((dark*min(v, 10000) + 5000) / 10000)
		}
	}
	return out
}

// light is how light pixel i is: of RGB its luma (ITU-R BT.601), of inks what they leave
// of white, so that a picture in K alone keeps its tints.
func (p *pixels) light(i int) byte {
	v := p.pix[i*p.parts : (i+1)*p.parts]
	switch p.parts {
	case 1:
		return v[0]
	case 3:
		return byte((299*uint32(v[0]) + 587*uint32(v[1]) + 114*uint32(v[2]) + 500) / 1000)
	}
	white := 255 - uint32(v[3])
	luma := 299*(255-uint32(v[0])) + 587*(255-uint32(v[1])) + 114*(255-uint32(v[2]))
	return byte((luma*white + 127500) / 255000)
}

// densest is the most ink in percent over squares of a side in pixels.
func (p *pixels) densest(side int) int {
	side = min(side, p.w, p.h)
	most := 0
	sums := make([]int, p.w/side)
	for y := range p.h / side * side {
		row := p.pix[y*p.w*4:]
		for x := range len(sums) * side {
			sums[x/side] += int(row[4*x]) + int(row[4*x+1]) + int(row[4*x+2]) + int(row[4*x+3])
		}
		if (y+1)%side == 0 {
			most = max(most, slices.Max(sums))
			clear(sums)
		}
	}
	return (most*100 + 255*side*side - 1) / (255 * side * side)
}
