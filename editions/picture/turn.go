package picture

import "image"

// upright returns a picture as it is seen, of one whose pixels lie as EXIF's orientation
// says (Exif 3.0, 4.6.5.1.6): 2 mirrored, 3 upside down, 4 both, 5 to 8 on their sides.
func upright(img image.Image, turn int) image.Image {
	if turn < 2 || turn > 8 {
		return img
	}
	switch img := img.(type) {
	case *image.Gray:
		out := image.NewGray(turned(img.Rect, turn))
		move(out.Pix, img.Pix, out.Stride, img.Stride, 1, img.Rect, turn)
		return out
	case *image.CMYK:
		out := image.NewCMYK(turned(img.Rect, turn))
		move(out.Pix, img.Pix, out.Stride, img.Stride, 4, img.Rect, turn)
		return out
	case *image.NRGBA:
		out := image.NewNRGBA(turned(img.Rect, turn))
		move(out.Pix, img.Pix, out.Stride, img.Stride, 4, img.Rect, turn)
		return out
	case *image.RGBA:
		out := image.NewRGBA(turned(img.Rect, turn))
		move(out.Pix, img.Pix, out.Stride, img.Stride, 4, img.Rect, turn)
		return out
	case *image.Paletted:
		out := image.NewPaletted(turned(img.Rect, turn), img.Palette)
		move(out.Pix, img.Pix, out.Stride, img.Stride, 1, img.Rect, turn)
		return out
	case *image.YCbCr:
		return uprightYCC(img, turn)
	}
	panic("picture: a decoder gave pixels of a kind that it should not")
}

func turned(r image.Rectangle, turn int) image.Rectangle {
	if turn >= 5 {
		return image.Rect(0, 0, r.Dy(), r.Dx())
	}
	return image.Rect(0, 0, r.Dx(), r.Dy())
}

// move copies samples of n bytes to where they are seen.
func move(dst, src []byte, to, from, n int, r image.Rectangle, turn int) {
	w, h := r.Dx(), r.Dy()
	for y := range h {
		row := src[y*from:]
		// Where the row's first pixel is seen, and the way to the next.
		at, step := 0, n
		switch turn {
		case 2:
			at, step = y*to+(w-1)*n, -n
		case 3:
			at, step = (h-1-y)*to+(w-1)*n, -n
		case 4:
			at = (h - 1 - y) * to
		case 5:
			at, step = y*n, to
		case 6:
			at, step = (h-1-y)*n, to
		case 7:
			at, step = (w-1)*to+(h-1-y)*n, -to
		case 8:
			at, step = (w-1)*to+y*n, -to
		}
		for x := range w {
			copy(dst[at+x*step:at+x*step+n], row[x*n:])
		}
	}
}

// uprightYCC turns the planes. Those of colour stay as coarse as they are where their
// samples lie evenly from both ends, and both ways where the sides change places.
func uprightYCC(img *image.YCbCr, turn int) image.Image {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	even := img.SubsampleRatio == image.YCbCrSubsampleRatio420 && w%2 == 0 && h%2 == 0
	if !even && img.SubsampleRatio != image.YCbCrSubsampleRatio444 {
		img = fullColour(img)
	}
	out := image.NewYCbCr(turned(img.Rect, turn), img.SubsampleRatio)
	move(out.Y, img.Y, out.YStride, img.YStride, 1, img.Rect, turn)
	part := image.Rect(0, 0, w, h)
	if even {
		part = image.Rect(0, 0, w/2, h/2)
	}
	move(out.Cb, img.Cb, out.CStride, img.CStride, 1, part, turn)
	move(out.Cr, img.Cr, out.CStride, img.CStride, 1, part, turn)
	return out
}

// fullColour gives every pixel its own samples of colour.
func fullColour(img *image.YCbCr) *image.YCbCr {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio444)
	for y := range h {
		copy(out.Y[y*out.YStride:][:w], img.Y[y*img.YStride:])
		for x := range w {
			c := img.COffset(img.Rect.Min.X+x, img.Rect.Min.Y+y)
			out.Cb[y*out.CStride+x], out.Cr[y*out.CStride+x] = img.Cb[c], img.Cr[c]
		}
	}
	return out
}
