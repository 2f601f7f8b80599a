package opds

import (
	"bytes"
	"image"
	"image/jpeg"
	_ "image/png" // covers may be PNG
	"io"
	"io/fs"

	"banxin/editions/source"
	"banxin/output/index"
	"banxin/output/internal/picture"
)

// Widths of the catalogue's pictures in pixels, and the greatest cover that is decoded.
const (
	coverWidth  = 600
	thumbWidth  = 160
	maxPixels   = 100_000_000
	blankWidth  = 120
	blankHeight = 168
	blankPath   = Folder + "/blank.jpg"
	coverFolder = Folder + "/covers/"
	thumbFolder = Folder + "/thumbs/"
)

func (e *Edition) coverPath() string { return coverFolder + e.stem() + ".jpg" }
func (e *Edition) thumbPath() string { return thumbFolder + e.stem() + ".jpg" }

// maxPreview is the most that is read of a preview.
const maxPreview = 1 << 20

// look finds out what the pictures of the edition are made of: previews, or the cover.
func (e *Edition) look(z *index.Container) {
	cover, thumb := pictureOf(z, picture.CoverName, maxPreview), pictureOf(z, picture.ThumbnailName, maxPreview)
	if cover.Name != "" && thumb.Name != "" {
		e.Cover, e.Thumb = cover, thumb
		return
	}
	e.Cover = pictureOf(z, e.Cover.Name, maxPicture)
}

func pictureOf(z *index.Container, name string, limit int64) (p Picture) {
	if p.W, p.H = pictureSize(z, name, limit); p.W > 0 {
		p.Name = name
	}
	return p
}

// pictureSize returns the pixels of a picture, or zeros when it cannot be used.
func pictureSize(z *index.Container, name string, limit int64) (w, h int) {
	if name == "" {
		return 0, 0
	}
	f, err := z.Open(name)
	if err != nil {
		return 0, 0
	}
	defer f.Close()
	c, _, err := image.DecodeConfig(io.LimitReader(f, limit))
	if err != nil || c.Width <= 0 || c.Height <= 0 || c.Width > maxPixels/c.Height {
		return 0, 0
	}
	return c.Width, c.Height
}

// pictures returns the cover and the thumbnail of an edition as JPEG.
func (e *Edition) pictures(lib fs.FS) (cover, thumb []byte, err error) {
	z, done, err := openBook(lib, e.EPUB.Path)
	if err != nil {
		return nil, nil, err
	}
	defer done()
	if e.Thumb.Name != "" {
		if cover, err = readEntry(z, e.Cover.Name, maxPreview); err == nil {
			thumb, err = readEntry(z, e.Thumb.Name, maxPreview)
		}
		return cover, thumb, err
	}
	data, err := readEntry(z, e.Cover.Name, maxPicture)
	if err != nil {
		return nil, nil, err
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, nil, source.Faultf("cover-cannot-decoded", err)
	}
	full := toYCbCr(img)
	b := full.Bounds()
	w, h := fit(b.Dx(), b.Dy(), coverWidth)
	mid := shrink(full, w, h)
	if cover, err = encode(mid, 82); err != nil {
		return nil, nil, err
	}
	w, h = fit(w, h, thumbWidth)
	thumb, err = encode(shrink(mid, w, h), 78)
	return cover, thumb, err
}

// images are the paths of the cover and the thumbnail, or of a blank page for both.
func (e *Edition) images() (cover, thumb string) {
	if e.Cover.Name == "" {
		return blankPath, blankPath
	}
	return e.coverPath(), e.thumbPath()
}

// coverSize and thumbSize are the pictures' sizes in the catalogue.
func (e *Edition) coverSize() (w, h int) {
	switch {
	case e.Cover.Name == "":
		return blankWidth, blankHeight
	case e.Thumb.Name != "":
		return e.Cover.W, e.Cover.H
	}
	return fit(e.Cover.W, e.Cover.H, coverWidth)
}

func (e *Edition) thumbSize() (w, h int) {
	if e.Thumb.Name != "" {
		return e.Thumb.W, e.Thumb.H
	}
	w, h = e.coverSize()
	return fit(w, h, thumbWidth)
}

// fit is a size brought to a width, or as it is when it is narrower.
func fit(w, h, width int) (int, int) {
	width = min(width, w)
	return width, max(1, (h*width+w/2)/w)
}

func encode(img image.Image, quality int) ([]byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality})
	return b.Bytes(), err
}

// blank is what stands for the cover of an edition without pictures of its pages: grey
// lines on paper.
func blank() []byte {
	img := image.NewGray(image.Rect(0, 0, blankWidth, blankHeight))
	for i := range img.Pix {
		x, y := i%blankWidth, i/blankWidth
		img.Pix[i] = 250
		inside := x >= 10 && x < blankWidth-10 && y >= 10 && y < blankHeight-10
		switch {
		case x == 0 || y == 0 || x == blankWidth-1 || y == blankHeight-1:
			img.Pix[i] = 150
		case inside && y < 34 || inside && y >= 44 && y%6 < 2 && x != blankWidth/2:
			img.Pix[i] = 200
		}
	}
	data, err := encode(img, 80)
	if err != nil {
		panic("opds: the blank cover cannot be encoded: " + err.Error())
	}
	return data
}
