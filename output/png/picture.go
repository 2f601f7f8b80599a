package png

import (
	"fmt"
	"image"
	"image/color"

	"banxin/layout/page"
	"banxin/output/internal/picture"
	"banxin/output/internal/raster"
	"banxin/output/internal/screen"
)

// picture paints the visible part of a picture in its place.
func (p *painter) picture(it *page.Image, at place) error {
	if it.File < 0 || it.File >= len(p.doc.Images) {
		return fmt.Errorf("there is no picture with number %d: %w", it.File, page.ErrPicture)
	}
	a, b := at.rect(it.Rect)
	win := at.pixels(it.Rect).Intersect(p.clip)
	if win.Empty() || a.X >= b.X || a.Y >= b.Y {
		return nil
	}
	f := &p.doc.Images[it.File]
	img, err := p.decode(it)
	if err != nil {
		return fmt.Errorf("picture %s: %w", f.Name, err)
	}
	box := image.Rectangle{Min: image.Pt(it.X0, it.Y0), Max: image.Pt(it.X1, it.Y1)}
	if size := img.Bounds().Size(); box.Empty() || !box.In(image.Rectangle{Max: size}) {
		return fmt.Errorf("picture %s: its part %v is not inside %d × %d pixels: %w", f.Name, box, size.X, size.Y, page.ErrPicture)
	}
	across, down := axes(a, b, win, at.quarter)
	across.from, across.source = box.Min.X, box.Dx()
	down.from, down.source = box.Min.Y, box.Dy()
	kind, parts := planes(img)
	pix := make([][]uint8, len(parts))
	for i, part := range parts {
		pix[i] = resample(part, across.taps(part.across), down.taps(part.down))
	}
	under := p.under(it, win)
	p.lay(kind, pix, across.count, win, at.quarter)
	p.cut(it, at, win, under)
	return nil
}

// under keeps what is painted where a picture with round corners is to come.
func (p *painter) under(it *page.Image, win raster.Window) []uint8 {
	if it.Radius <= 0 {
		return nil
	}
	var kept []uint8
	for y := win.Y0; y < win.Y1; y++ {
		kept = append(kept, p.img.Pix[p.img.PixOffset(win.X0, y):p.img.PixOffset(win.X1, y)]...)
	}
	return kept
}

// cut gives back what stood beyond the round corners of a picture.
func (p *painter) cut(it *page.Image, at place, win raster.Window, under []uint8) {
	if under == nil {
		return
	}
	p.shape.Reset()
	p.shape.trace(it.Outline(), at)
	p.area.Open(win, false)
	start := 0
	for _, end := range p.shape.Ends {
		p.polygon(p.shape.Pts[start:end], 0, raster.Point{})
		start = end
	}
	for y := win.Y0; y < win.Y1; y++ {
		p.cover = p.area.Row(p.cover[:0], y)
		pix := p.img.Pix[p.img.PixOffset(win.X0, y):]
		for x, cover := range p.cover {
			was := under[4*x : 4*x+3]
			if cover < 255 {
				blend(pix[4*x:4*x+3:4*x+3], [3]uint8(was), 255-uint32(cover))
			}
		}
		under = under[4*(win.X1-win.X0):]
	}
}

// shown is a picture of the document in its colours or, unless that is zero, an ink.
type shown struct {
	file int
	ink  page.Color
}

// decode returns a picture of the document, decoded once.
func (p *painter) decode(it *page.Image) (image.Image, error) {
	key := shown{it.File, it.Ink}
	if img := p.images[key]; img != nil {
		return img, nil
	}
	img, err := picture.Decode(&p.doc.Images[it.File])
	if err != nil {
		return nil, err
	}
	if it.Ink != (page.Color{}) {
		img = picture.InInk(img, it.Ink, p.doc.Spots)
	}
	if p.images == nil {
		p.images = map[shown]image.Image{}
	}
	p.images[key] = img
	return img, nil
}

// axes returns how the pixels of win, seen in the picture's own directions, lie in its
// place from a to b.
func axes(a, b raster.Point, win raster.Window, quarter int) (across, down axis) {
	right := axis{first: int64(win.X0)*raster.Sub + raster.Sub/2 - a.X, length: b.X - a.X, count: win.X1 - win.X0}
	under := axis{first: int64(win.Y0)*raster.Sub + raster.Sub/2 - a.Y, length: b.Y - a.Y, count: win.Y1 - win.Y0}
	left, above := right, under
	left.first = b.X - int64(win.X1)*raster.Sub + raster.Sub/2
	above.first = b.Y - int64(win.Y1)*raster.Sub + raster.Sub/2
	switch quarter & 3 {
	case 1:
		return under, left
	case 2:
		return left, above
	case 3:
		return above, right
	}
	return right, under
}

// lay paints the planes of a picture, with rows of width pixels in the picture's own
// directions, into win.
func (p *painter) lay(k kind, planes [][]uint8, width int, win raster.Window, quarter int) {
	w, h := win.X1-win.X0, win.Y1-win.Y0
	var v [4]uint8
	for y := range h {
		dst := p.img.Pix[p.img.PixOffset(win.X0, win.Y0+y):]
		for x := range w {
			i, j := x, y
			switch quarter & 3 {
			case 1:
				i, j = y, w-1-x
			case 2:
				i, j = w-1-x, h-1-y
			case 3:
				i, j = h-1-y, x
			}
			for c, plane := range planes {
				v[c] = plane[j*width+i]
			}
			put(dst[4*x:4*x+3:4*x+3], v, k)
		}
	}
}

// put paints one pixel of a picture.
func put(dst []uint8, v [4]uint8, k kind) {
	switch k {
	case grey:
		dst[0], dst[1], dst[2] = v[0], v[0], v[0]
	case ycc:
		dst[0], dst[1], dst[2] = color.YCbCrToRGB(v[0], v[1], v[2])
	case inks:
		c := screen.Inks(int64(v[0]), int64(v[1]), int64(v[2]), int64(v[3]), 255)
		copy(dst, c[:])
	case colour:
		rest := 255 - uint32(v[3])
		for i := range dst {
			dst[i] = uint8(min(uint32(v[i])+(uint32(dst[i])*rest+127)/255, 255))
		}
	}
}
