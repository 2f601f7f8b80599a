package svg

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"image/png"

	"banxin/layout/page"
	"banxin/output/internal/picture"
)

// image shows the visible part of a picture through a window of its pixels.
func (s *sheet) image(it *page.Image) error {
	if it.File < 0 || it.File >= len(s.doc.Images) {
		return fmt.Errorf("there is no picture with number %d: %w", it.File, page.ErrPicture)
	}
	f := &s.doc.Images[it.File]
	if _, err := picture.Check(f); err != nil {
		return fmt.Errorf("picture %s: %w", f.Name, err)
	}
	if it.X0 < 0 || it.Y0 < 0 || it.X1 > f.W || it.Y1 > f.H || it.X0 >= it.X1 || it.Y0 >= it.Y1 {
		return fmt.Errorf("picture %s: its part %d,%d-%d,%d is not inside %d × %d pixels: %w", f.Name, it.X0, it.Y0, it.X1, it.Y1, f.W, f.H, page.ErrPicture)
	}
	if it.Rect.Empty() {
		return nil
	}
	if it.Radius > 0 {
		s.clipped(clip{it.Rect, it.Radius})
	}
	s.text("<svg")
	s.place(it.Rect)
	s.text(fmt.Sprintf(` viewBox="%d %d %d %d" preserveAspectRatio="none"`, it.X0, it.Y0, it.X1-it.X0, it.Y1-it.Y0))
	if it.Alt != "" {
		s.attribute("role", "img")
		s.attribute("aria-label", it.Alt)
	}
	s.text(`><use href="#`)
	s.id('i', s.use(look{it.File, it.Ink}))
	s.text("\"/></svg>\n")
	if it.Radius > 0 {
		s.text("</g>\n")
	}
	return nil
}

// look is a picture of the document in its colours or, unless that is zero, an ink.
type look struct {
	file int
	ink  page.Color
}

// use returns the number of a picture among those defined.
func (s *sheet) use(k look) int {
	for i, o := range s.images {
		if o == k {
			return i
		}
	}
	s.images = append(s.images, k)
	return len(s.images) - 1
}

// shown returns a picture's file as readers get it: a browser shows it the right way up
// and in the right colours.
func shown(f *page.ImageFile) (format string, data []byte, err error) {
	if _, err := picture.Check(f); err != nil {
		return "", nil, err
	}
	s, err := picture.ForReaders(f.Data, 0)
	return s.Format, s.Data, err
}

// toned returns a picture's file as it looks printed in one ink.
func toned(f *page.ImageFile, ink page.Color, spots []page.Spot) (format string, data []byte, err error) {
	img, err := picture.Decode(f)
	if err != nil {
		return "", nil, err
	}
	var b bytes.Buffer
	if f.Format == "png" {
		err = png.Encode(&b, picture.InInk(img, ink, spots))
		return "png", b.Bytes(), err
	}
	err = jpeg.Encode(&b, picture.InInk(img, ink, spots), &jpeg.Options{Quality: 90})
	return "jpeg", b.Bytes(), err
}
