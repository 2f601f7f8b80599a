package png

import (
	"image"
	"math/rand/v2"
	"slices"
	"testing"

	"banxin/output/internal/raster"
)

func noise(w, h int) *image.Gray {
	rng := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = uint8(rng.IntN(256))
	}
	return img
}

// fit is an axis that shows all source pixels on count.
func fit(source, count int) axis {
	return axis{first: raster.Sub / 2, length: int64(count) * raster.Sub, count: count, source: source}
}

// TestSameSize: a picture shown pixel for pixel is itself.
func TestSameSize(t *testing.T) {
	img := noise(37, 23)
	_, p := planes(img)
	got := resample(p[0], fit(37, 37).taps(1), fit(23, 23).taps(1))
	if !slices.Equal(got, img.Pix) {
		t.Error("a picture shown pixel for pixel has changed")
	}
}

// TestFlat: a picture of one colour stays that at any size.
func TestFlat(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 50, 40))
	for i := range img.Pix {
		img.Pix[i] = 201
	}
	_, p := planes(img)
	for _, size := range []int{1, 2, 7, 49, 50, 51, 333} {
		for i, v := range resample(p[0], fit(50, size).taps(1), fit(40, size).taps(1)) {
			if v != 201 {
				t.Fatalf("%d pixels: pixel %d is %d", size, i, v)
			}
		}
	}
}

// TestAgainstFloats compares the weights with the same kernel in floats.
func TestAgainstFloats(t *testing.T) {
	cubic := func(x float64) float64 {
		if x < 0 {
			x = -x
		}
		switch {
		case x < 1:
			return 1.5*x*x*x - 2.5*x*x + 1
		case x < 2:
			return -0.5*x*x*x + 2.5*x*x - 4*x + 2
		}
		return 0
	}
	for _, c := range []struct{ source, count int }{{300, 100}, {100, 300}, {97, 31}, {31, 97}, {2000, 7}} {
		scale := float64(c.source) / float64(c.count)
		for i, got := range fit(c.source, c.count).taps(1) {
			middle := (float64(i) + 0.5) * scale
			sum := 0.0
			for j := range c.source {
				sum += cubic((float64(j) + 0.5 - middle) / max(scale, 1))
			}
			for j, w := range got.weights {
				want := cubic((float64(got.from+j)+0.5-middle)/max(scale, 1)) / sum
				if d := float64(w)/one - want; d < -0.002 || d > 0.002 {
					t.Fatalf("%d to %d, pixel %d, sample %d: weight %.4f, want %.4f", c.source, c.count, i, got.from+j, float64(w)/one, want)
				}
			}
		}
	}
}

func FuzzTaps(f *testing.F) {
	f.Add(int64(128), int64(25600), 100, 0, 300, 2)
	f.Add(int64(-1<<29), int64(1), 3, 5, 1, 4)
	f.Fuzz(func(t *testing.T, first, length int64, count, from, source, size int) {
		if count < 0 || count > 300 || from < 0 || from > 70000 || source <= 0 || source > 70000 || length <= 0 || length > raster.Far || size < 1 || size > 4 {
			return
		}
		if first = max(-raster.Far, min(first, raster.Far)); length < int64(source)*raster.Sub/3000 {
			return // as long as it is right, it is slow
		}
		for _, p := range (axis{first, length, count, from, source}).taps(size) {
			sum := int32(0)
			for _, w := range p.weights {
				sum += w
			}
			if sum != one || p.from < from/size || p.from+len(p.weights)-1 > (from+source-1)/size {
				t.Fatalf("taps %v", p)
			}
		}
	})
}
