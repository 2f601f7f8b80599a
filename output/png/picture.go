package png

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	stdpng "image/png"

	"banxin/layout/page"
)

// maxDecoded limits what a picture may take in memory, in bytes: 85 million pixels of a
// JPEG, 64 million of a PNG.
const maxDecoded = 256e6

// picture paints the visible part of a picture in its place.
func (p *painter) picture(it *page.Image, at place) error {
	if it.File < 0 || it.File >= len(p.doc.Images) {
		return fmt.Errorf("there is no picture with number %d", it.File)
	}
	a, b := at.rect(it.Rect)
	win := at.pixels(it.Rect).intersect(p.clip)
	if win.empty() || a.x >= b.x || a.y >= b.y {
		return nil
	}
	f := &p.doc.Images[it.File]
	img, err := p.decode(it.File)
	if err != nil {
		return fmt.Errorf("picture %s: %w", f.Name, err)
	}
	box := image.Rectangle{Min: image.Pt(it.X0, it.Y0), Max: image.Pt(it.X1, it.Y1)}
	if size := img.Bounds().Size(); box.Empty() || !box.In(image.Rectangle{Max: size}) {
		return fmt.Errorf("picture %s: its part %v is not inside %d × %d pixels", f.Name, box, size.X, size.Y)
	}
	src := newRows(img, box.Add(img.Bounds().Min))
	across, down := axes(a, b, win, at.quarter)
	across.source, down.source = src.width(), src.height()
	p.lay(resample(src, across.taps(), down.taps()), src, across.count, win, at.quarter)
	return nil
}

// decode returns a picture of the document, decoded once.
func (p *painter) decode(file int) (image.Image, error) {
	if img := p.images[file]; img != nil {
		return img, nil
	}
	img, err := decode(&p.doc.Images[file])
	if err != nil {
		return nil, err
	}
	if p.images == nil {
		p.images = map[int]image.Image{}
	}
	p.images[file] = img
	return img, nil
}

func decode(f *page.ImageFile) (image.Image, error) {
	read, config := stdpng.Decode, stdpng.DecodeConfig
	switch f.Format {
	case "png":
	case "jpeg":
		read, config = jpeg.Decode, jpeg.DecodeConfig
	default:
		return nil, fmt.Errorf("format %q cannot be shown: use jpeg or png", f.Format)
	}
	c, err := config(bytes.NewReader(f.Data))
	if err != nil {
		return nil, err
	}
	if int64(c.Width)*int64(c.Height)*pixelBytes(c.ColorModel) > maxDecoded {
		return nil, fmt.Errorf("%d × %d pixels are too many: make it smaller", c.Width, c.Height)
	}
	img, err := read(bytes.NewReader(f.Data))
	if err != nil {
		return nil, err
	}
	switch img.(type) {
	case *image.Gray, *image.YCbCr, *image.CMYK, *image.NRGBA, *image.RGBA, *image.Paletted:
		return img, nil
	}
	flat := image.NewNRGBA(img.Bounds()) // 16 bits a channel
	draw.Draw(flat, flat.Bounds(), img, img.Bounds().Min, draw.Src)
	return flat, nil
}

// pixelBytes is what a decoded pixel takes at most.
func pixelBytes(m color.Model) int64 {
	switch m {
	case color.GrayModel:
		return 1
	case color.YCbCrModel:
		return 3
	case color.RGBAModel, color.NRGBAModel, color.CMYKModel:
		return 4
	case color.Gray16Model:
		return 6
	case color.RGBA64Model, color.NRGBA64Model:
		return 12
	}
	return 1 // a palette
}

// axes returns how the pixels of win, seen in the picture's own directions, lie in its
// place from a to b.
func axes(a, b point, win window, quarter int) (across, down axis) {
	right := axis{int64(win.x0)*sub + sub/2 - a.x, b.x - a.x, win.x1 - win.x0, 0}
	left := axis{b.x - (int64(win.x1)*sub - sub/2), b.x - a.x, win.x1 - win.x0, 0}
	under := axis{int64(win.y0)*sub + sub/2 - a.y, b.y - a.y, win.y1 - win.y0, 0}
	above := axis{b.y - (int64(win.y1)*sub - sub/2), b.y - a.y, win.y1 - win.y0, 0}
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

// lay paints pix, rows of width pixels in the picture's own directions, into win.
func (p *painter) lay(pix []uint8, src rows, width int, win window, quarter int) {
	w, h := win.x1-win.x0, win.y1-win.y0
	for y := range h {
		dst := p.img.Pix[p.img.PixOffset(win.x0, win.y0+y):]
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
			put(dst[4*x:4*x+3:4*x+3], pix[(j*width+i)*src.channels:], src.kind)
		}
	}
}

// put paints one pixel of a picture: grey, RGB, CMYK or premultiplied RGB and alpha.
func put(dst, src []uint8, kind int) {
	switch kind {
	case grey:
		dst[0], dst[1], dst[2] = src[0], src[0], src[0]
	case colour:
		copy(dst, src[:3])
	case inks:
		c := screen(int64(src[0]), int64(src[1]), int64(src[2]), int64(src[3]), 255)
		copy(dst, c[:])
	case alpha:
		for i := range dst {
			dst[i] = uint8(min(uint32(src[i])+(uint32(dst[i])*(255-uint32(src[3]))+127)/255, 255))
		}
	}
}
