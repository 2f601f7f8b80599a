package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"image/png"
	"testing"

	"banxin/editions/picture"
	"banxin/output/color"
	"banxin/output/color/dct"
)

// photo is a JPEG file, with segments put before its tables.
func photo(t *testing.T, w, h int, segments ...[]byte) []byte {
	t.Helper()
	img := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	for i := range img.Y {
		img.Y[i] = byte(i % w * 255 / w)
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = 100, 150
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return append(append([]byte("\xff\xd8"), bytes.Join(segments, nil)...), b.Bytes()[2:]...)
}

func segment(marker byte, body string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2)), body...)
}

// exif has an orientation, an artist and the place where a picture was taken.
func exif(turn byte) []byte {
	return segment(0xe1, "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x03"+
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00"+string(turn)+"\x00\x00"+
		"\x01\x3b\x00\x02\x00\x00\x00\x03Ann\x00"+
		"\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\x00\x40\x00\x00\x00\x00")
}

// TestForReaders: what is fine passes byte for byte; else it is upright, small enough, in
// colours of a screen, and tells nothing but its credit.
func TestForReaders(t *testing.T) {
	inks, err := dct.Encode(make([]byte, 4*30*20), 30, 20, 4, 90)
	if err != nil {
		t.Fatal(err)
	}
	var deep bytes.Buffer
	if err := png.Encode(&deep, image.NewNRGBA(image.Rect(0, 0, 2500, 10))); err != nil {
		t.Fatal(err)
	}
	fine := photo(t, 60, 40)
	more := append(photo(t, 60, 40, segment(0xe2, "MPF\x00….")), fine...) // a second picture behind
	for name, c := range map[string]struct {
		data   []byte
		format string
		w, h   int
		same   bool
		artist string
	}{
		"fine":           {data: fine, format: "jpeg", w: 60, h: 40, same: true},
		"large":          {data: photo(t, 3000, 1500), format: "jpeg", w: 2000, h: 1000},
		"on its side":    {data: photo(t, 60, 40, exif(6)), format: "jpeg", w: 40, h: 60, artist: "Ann"},
		"where it was":   {data: photo(t, 60, 40, exif(1)), format: "jpeg", w: 60, h: 40, artist: "Ann"},
		"more behind":    {data: more, format: "jpeg", w: 60, h: 40},
		"in inks":        {data: inks, format: "jpeg", w: 30, h: 20},
		"wide PNG":       {data: deep.Bytes(), format: "png", w: 2000, h: 8},
		"press's colour": {data: photo(t, 60, 40, segment(0xe2, "ICC_PROFILE\x00\x01\x01"+string(wide()))), format: "jpeg", w: 60, h: 40},
	} {
		got, err := ForReaders(c.data, 0)
		if err != nil || got.Format != c.format || got.W != c.w || got.H != c.h || bytes.Equal(got.Data, c.data) != c.same {
			t.Errorf("%s: %s, %d × %d, the same: %v, %v", name, got.Format, got.W, got.H, bytes.Equal(got.Data, c.data), err)
			continue
		}
		i, err := picture.Read(got.Data)
		if err != nil || i.W != c.w || i.H != c.h || i.Turn != 1 || i.Private != 0 || i.Space == picture.CMYK || i.ICC != nil || i.Credit.Artist != c.artist {
			t.Errorf("%s: %+v, %v", name, i, err)
		}
		if _, err := picture.Decode(got.Data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// wide is a profile of RGB other than sRGB.
func wide() []byte {
	w := color.NewWriter("mntr", "RGB ", "XYZ ", 4)
	w.Text("desc", "wide")
	w.XYZ("wtpt", color.D50)
	w.XYZ("rXYZ", color.XYZ{0.60974, 0.31111, 0.01947})
	w.XYZ("gXYZ", color.XYZ{0.20528, 0.62567, 0.06087})
	w.XYZ("bXYZ", color.XYZ{0.14919, 0.06322, 0.74457})
	w.Parametric("rTRC", 0, []float64{2.2})
	w.Same("gTRC", "rTRC")
	w.Same("bTRC", "rTRC")
	return w.Bytes()
}
