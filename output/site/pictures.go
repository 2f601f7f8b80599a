package site

import (
	"bytes"
	"image"
	"image/jpeg"
	_ "image/png" // pictures of stories may be
	"io/fs"
	"path"
	"strconv"

	scale "banxin/output/internal/picture"

	"banxin/editions/source"
)

// pictures is the folder of all pictures: their names have the digest of their bytes, so
// that whoever keeps copies may keep them for ever.
const pictures = "pictures/"

// picture is a picture of the e-paper.
type picture struct {
	from string // path in the library
	name string // in the site, without the end that says which size
	ext  string
	w, h int
}

// size is a width that pictures are made in, and how many bytes they may take.
type size struct {
	end     string
	width   int
	budget  int
	quality int // of JPEG, to begin with
}

// The first view of a page is to take less than 400 KB, that of a story less than 150 KB.
var (
	pageSizes  = []size{{"-page", 960, 290 << 10, 70}, {"-small", 300, 26 << 10, 62}}
	storySizes = []size{{"-shown", 800, 40 << 10, 72}}
)

// recipe is part of the names: another way of making them makes other names.
const recipe = "1"

func (l *loaded) picture(href string, w, h int) (picture, error) {
	from := path.Join(l.dir, href)
	if !fs.ValidPath(from) {
		return picture{}, source.Faultf("no-picture-can-stand-at", strconv.Quote(href))
	}
	sum, err := l.sum(from)
	if err != nil {
		return picture{}, err
	}
	return picture{from, pictures + l.key() + "/" + sum[:16], path.Ext(from), w, h}, nil
}

func (p *picture) whole() string { return p.name + p.ext }
func (p *picture) page() string  { return p.name + pageSizes[0].end + recipe + ".jpg" }
func (p *picture) small() string { return p.name + pageSizes[1].end + recipe + ".jpg" }
func (p *picture) shown() string { return p.name + storySizes[0].end + recipe + ".jpg" }

// files are the picture as it is, and smaller.
func (p *picture) files(s *Site, sizes []size) []file {
	out := []file{{name: p.whole(), frozen: true, make: func() ([]byte, error) { return fs.ReadFile(s.lib, p.from) }}}
	for _, z := range sizes {
		out = append(out, file{name: p.name + z.end + recipe + ".jpg", frozen: true, make: func() ([]byte, error) {
			data, err := fs.ReadFile(s.lib, p.from)
			if err != nil {
				return nil, err
			}
			return shrunk(data, z)
		}})
	}
	return out
}

// decodes tells why a picture cannot be made smaller.
func (p *picture) decodes(lib fs.FS) error {
	data, err := fs.ReadFile(lib, p.from)
	if err == nil {
		_, _, err = image.Decode(bytes.NewReader(data))
	}
	if err != nil {
		return source.Faultf("cannot-read-file", p.from, err)
	}
	return nil
}

// shrunk makes a picture no wider than a size wants, and coarser, then smaller, until it
// takes no more bytes than it may.
func shrunk(data []byte, z size) ([]byte, error) {
	im, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for w := min(z.width, im.Bounds().Dx()); ; w = w * 7 / 8 {
		small := scaled(im, w)
		for _, quality := range []int{z.quality, z.quality - 12} {
			b.Reset()
			if err := jpeg.Encode(&b, small, &jpeg.Options{Quality: quality}); err != nil {
				return nil, err
			}
			if b.Len() <= z.budget || w < 64 {
				return b.Bytes(), nil
			}
		}
	}
}

// scaled is a picture in grey or colours, on white.
func scaled(im image.Image, w int) image.Image {
	size := im.Bounds().Size()
	h := max(1, (size.Y*w+size.X/2)/size.X)
	parts, pix := scale.Scaled(im, image.Rectangle{Max: size}, w, h)
	r := image.Rect(0, 0, w, h)
	switch parts {
	case 1:
		return &image.Gray{Pix: pix, Stride: w, Rect: r}
	case 4:
		return &image.CMYK{Pix: pix, Stride: 4 * w, Rect: r}
	}
	out := image.NewRGBA(r)
	for i, o := 0, 0; i < len(pix); i, o = i+3, o+4 {
		out.Pix[o], out.Pix[o+1], out.Pix[o+2], out.Pix[o+3] = pix[i], pix[i+1], pix[i+2], 255
	}
	return out
}
