package opds

import (
	"image"
	"image/color"
	"slices"
	"testing"
)

// The mean of a picture stays, and a flat one stays flat, whatever the sizes.
func TestShrink(t *testing.T) {
	for _, size := range [][4]int{{7, 5, 3, 2}, {100, 80, 33, 26}, {16, 16, 16, 16}, {640, 3, 1, 1}, {5, 5, 4, 5}} {
		for _, ratio := range []image.YCbCrSubsampleRatio{image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio410, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio440} {
			img := image.NewYCbCr(image.Rect(0, 0, size[0], size[1]), ratio)
			sum := 0
			for i := range img.Y {
				img.Y[i] = uint8(i * 37)
				sum += int(img.Y[i])
			}
			for i := range img.Cb {
				img.Cb[i], img.Cr[i] = 90, 200
			}
			out := shrink(img, size[2], size[3])
			got := 0
			for y := range size[3] {
				for x := range size[2] {
					got += int(out.Y[y*out.YStride+x])
				}
			}
			want, mean := sum/(size[0]*size[1]), got/(size[2]*size[3])
			if want-mean > 8 || mean-want > 8 {
				t.Errorf("%v: mean %d became %d", size, want, mean)
			}
			for i := range out.Cb {
				if out.Cb[i] != 90 || out.Cr[i] != 200 {
					t.Fatalf("%v %v: colour %d, %d", size, ratio, out.Cb[i], out.Cr[i])
				}
			}
		}
	}
	img := image.NewYCbCr(image.Rect(0, 0, 4, 2), image.YCbCrSubsampleRatio444)
	copy(img.Y, []uint8{0, 100, 10, 20, 200, 100, 30, 40})
	if out := shrink(img, 2, 1); out.Y[0] != 100 || out.Y[1] != 25 {
		t.Errorf("%v", out.Y[:2])
	}
}

// TestPalette: a picture with a palette is what it is without.
func TestPalette(t *testing.T) {
	few := image.NewPaletted(image.Rect(0, 0, 9, 4), color.Palette{color.White, color.NRGBA{200, 10, 40, 128}, color.Gray{90}})
	for i := range few.Pix {
		few.Pix[i] = uint8(i % 3)
	}
	many := image.NewNRGBA(few.Rect)
	for i := range few.Pix {
		many.Set(i%9, i/9, few.At(i%9, i/9))
	}
	got, want := toYCbCr(few), toYCbCr(many)
	if !slices.Equal(got.Y, want.Y) || !slices.Equal(got.Cb, want.Cb) || !slices.Equal(got.Cr, want.Cr) {
		t.Errorf("%v %v %v, want %v %v %v", got.Y, got.Cb, got.Cr, want.Y, want.Cb, want.Cr)
	}
}
