package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// sample has a colour of its own at every pixel.
func sample(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		m.SetNRGBA(i%w, i/w, color.NRGBA{byte(i % w * 40), byte(i / w * 60), byte(i * 7), 255})
	}
	return m
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asGIF(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gif.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// asTIFF writes a picture of RGB or inks in one strip, with short fields besides.
func asTIFF(order binary.AppendByteOrder, w, h, n int, pix []byte, more map[int]int) []byte {
	photometric := map[int]int{1: blackIsZero, 3: rgbSamples, 4: inkSamples}[n]
	fields := [][2]int{{tagWidth, w}, {tagHeight, h}, {tagBits, 8}, {tagCompression, 1}, {tagPhotometric, photometric}, {tagSamples, n}, {tagRowsInStrip, h}}
	for tag, v := range more {
		fields = append(fields, [2]int{tag, v})
	}
	size := 8 + 2 + 12*(len(fields)+2) + 4
	out := []byte("II*\x00")
	if order.AppendUint16(nil, 1)[0] == 0 {
		out = []byte("MM\x00*")
	}
	out = order.AppendUint16(order.AppendUint32(out, 8), uint16(len(fields)+2))
	for _, f := range fields {
		out = order.AppendUint32(order.AppendUint16(order.AppendUint16(out, uint16(f[0])), 3), 1)
		out = order.AppendUint16(order.AppendUint16(out, uint16(f[1])), 0)
	}
	for _, f := range [][2]int{{tagStrips, size}, {tagStripBytes, len(pix)}} {
		out = order.AppendUint32(order.AppendUint16(order.AppendUint16(out, uint16(f[0])), 4), 1)
		out = order.AppendUint32(out, uint32(f[1]))
	}
	return append(order.AppendUint32(out, 0), pix...)
}

// withExif puts an EXIF block into a JPEG file.
func withExif(data []byte, turn int) []byte {
	block := asTIFF(binary.BigEndian, 1, 1, 1, []byte{0}, map[int]int{tagOrientation: turn})
	seg := append([]byte("Exif\x00\x00"), block...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(seg)+2))
	return append(append(head, seg...), data[2:]...)
}

// TestTurn: pixels are where they are seen, for every orientation and every kind of
// pixels; the slow twin says where each pixel comes from.
func TestTurn(t *testing.T) {
	for _, size := range []image.Point{{5, 3}, {6, 4}} {
		src := sample(size.X, size.Y)
		gray, inks, ycc := image.NewGray(src.Rect), image.NewCMYK(src.Rect), image.NewYCbCr(src.Rect, image.YCbCrSubsampleRatio420)
		plain := image.NewPaletted(src.Rect, color.Palette{color.Black, color.White, color.NRGBA{9, 9, 9, 255}})
		for i := range gray.Pix {
			gray.Pix[i], plain.Pix[i], ycc.Y[i] = byte(i), byte(i%3), byte(3*i)
			copy(inks.Pix[4*i:], []byte{byte(i), byte(2 * i), byte(3 * i), byte(4 * i)})
		}
		for i := range ycc.Cb {
			ycc.Cb[i], ycc.Cr[i] = byte(20*i), byte(255-20*i)
		}
		for turn := 1; turn <= 8; turn++ {
			for _, m := range []image.Image{src, gray, inks, plain, ycc} {
				slow(t, m, upright(m, turn), turn)
			}
		}
	}
}

func slow(t *testing.T, m, got image.Image, turn int) {
	t.Helper()
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	for y := range h {
		for x := range w {
			at := map[int]image.Point{1: {x, y}, 2: {w - 1 - x, y}, 3: {w - 1 - x, h - 1 - y}, 4: {x, h - 1 - y},
				5: {y, x}, 6: {h - 1 - y, x}, 7: {h - 1 - y, w - 1 - x}, 8: {y, w - 1 - x}}[turn]
			if got.At(at.X, at.Y) != m.At(x, y) {
				t.Fatalf("%T of %d × %d, turn %d: pixel %d,%d is not at %v", m, w, h, turn, x, y, at)
			}
		}
	}
}

// TestRead: what files say of themselves, with the size as it is seen.
func TestRead(t *testing.T) {
	m := sample(6, 4)
	gray := image.NewGray(image.Rect(0, 0, 6, 4))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"JPEG":         {asJPEG(t, m), "jpeg 6x4 1 RGB 8"},
		"grey JPEG":    {asJPEG(t, gray), "jpeg 6x4 1 grey 8"},
		"turned JPEG":  {withExif(asJPEG(t, m), 6), "jpeg 4x6 6 RGB 8"},
		"no such turn": {withExif(asJPEG(t, m), 9), "jpeg 6x4 1 RGB 8"},
		"PNG":          {asPNG(t, m), "png 6x4 1 RGB 8"},
		"deep PNG":     {asPNG(t, image.NewNRGBA64(m.Rect)), "png 6x4 1 RGB 16"},
		"GIF":          {asGIF(t, m), "gif 6x4 1 RGB 8"},
		"TIFF":         {asTIFF(binary.LittleEndian, 6, 4, 4, make([]byte, 96), map[int]int{tagOrientation: 8}), "tiff 4x6 8 CMYK 8"},
	} {
		i, err := Read(c.data)
		if got := fmt.Sprintf("%s %dx%d %d %v %d", i.Format, i.W, i.H, i.Turn, i.Space, i.Bits); err != nil || got != c.want {
			t.Errorf("%s: %s, %v, want %s", name, got, err, c.want)
		}
		img, err := Decode(c.data)
		if err != nil || img.Bounds() != image.Rect(0, 0, i.W, i.H) {
			t.Errorf("%s: %v, %v", name, img, err)
		}
	}
}

// TestTIFF: RGB and inks in either byte order are the samples that were written.
func TestTIFF(t *testing.T) {
	pix := []byte{1, 2, 3, 4, 250, 251, 252, 253}
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		img, err := Decode(asTIFF(order, 2, 1, 4, pix, nil))
		if m, ok := img.(*image.CMYK); err != nil || !ok || !bytes.Equal(m.Pix, pix) {
			t.Errorf("%v: %v, %v", order, img, err)
		}
		img, err = Decode(asTIFF(order, 2, 1, 3, pix[:6], nil))
		if m, ok := img.(*image.NRGBA); err != nil || !ok || !bytes.Equal(m.Pix, []byte{1, 2, 3, 255, 4, 250, 251, 255}) {
			t.Errorf("%v: %v, %v", order, img, err)
		}
	}
}

// TestDamaged: files cut anywhere and files that promise more than they hold are errors.
func TestDamaged(t *testing.T) {
	m := sample(60, 40)
	tall := asPNG(t, m)
	binary.BigEndian.PutUint32(tall[16:], 9000)
	binary.BigEndian.PutUint32(tall[20:], 9000)
	if _, err := Read(tall); !errors.Is(err, ErrDamaged) {
		t.Errorf("a PNG file of more pixels than its data can be: %v", err)
	}
	var size *SizeError
	binary.BigEndian.PutUint32(tall[16:], 4000000000)
	if _, err := Read(tall); !errors.As(err, &size) || size.W != 4000000000 {
		t.Errorf("a PNG file 4,000,000,000 pixels wide: %v", err)
	}
	for _, data := range [][]byte{asJPEG(t, m), asPNG(t, m), asTIFF(binary.LittleEndian, 60, 40, 3, make([]byte, 7200), nil)} {
		for n := 40; n < len(data); n += 1 + len(data)/97 {
			if _, err := Decode(data[:n]); err == nil {
				t.Errorf("%s: %d bytes of %d are a picture", format(data), n, len(data))
			}
		}
		if _, err := Read(data[:len(data)-1]); !errors.Is(err, ErrCut) {
			t.Errorf("%s without its last byte: %v", format(data), err)
		}
	}
	flipped := asPNG(t, m)
	flipped[len(flipped)/2] ^= 4
	if _, err := Decode(flipped); !errors.Is(err, ErrDamaged) {
		t.Errorf("a PNG file with a bit flipped: %v", err)
	}
}

// TestForeign: kinds that are not set are known by name, with a command that names the file.
func TestForeign(t *testing.T) {
	jpg := asJPEG(t, sample(8, 8))
	arithmetic := bytes.Replace(jpg, []byte{0xff, 0xc0}, []byte{0xff, 0xc9}, 1)
	for kind, data := range map[string]string{
		"HEIC": "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "AVIF": "\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1",
		"JPEG 2000": "\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG XL": "\xff\x0a\x00\x00", "PSD": "8BPS\x00\x01", "PDF": "%PDF-1.7\n",
		"SVG": "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "EPS": "%!PS-Adobe-3.0 EPSF-3.0\n", "BMP": "BM\x00\x00",
		"JPEG (arithmetic)": string(arithmetic), "RAW": "FUJIFILMCCD-RAW 0201",
		"TIFF (JPEG 2000)": string(asTIFF(binary.LittleEndian, 1, 1, 3, make([]byte, 3), map[int]int{tagCompression: 34712})),
	} {
		got, command, ok := Foreign([]byte(data), "桥.jpg")
		if !ok || got != kind || !strings.Contains(command, "桥.jpg") {
			t.Errorf("%s: %q, %q, %v", kind, got, command, ok)
		}
	}
	if _, err := Read([]byte("II*\x00\x10\x00\x00\x00CR\x02\x00")); err == nil || err.Error() != (&KindError{rawKind, rawConvert}).Error() {
		t.Errorf("the head of a CR2 file: %v", err)
	}
	var kind *KindError
	for name, raw := range map[string]bool{"images/桥.NEF": true, "a.arw": true, "a.dng": true, "a.tif": false} {
		cut := []byte("MM\x00*\x00\x00\x00\x08")
		_, err := Read(cut)
		if got := errors.As(Named(err, cut, name), &kind); got != raw {
			t.Errorf("%s that ends early is raw: %t, want %t", name, got, raw)
		}
	}
	if kind, _, ok := Foreign(jpg, "a.jpg"); ok {
		t.Errorf("a JPEG file is %s", kind)
	}
}

// TestLight: the table of linear light is the standard's within a rounding, at values
// worked out by hand.
func TestLight(t *testing.T) {
	for v, want := range map[int]uint32{0: 0, 10: 199, 11: 219, 128: 14146, 255: 65536} {
		if got := light()[v]; got+1 < want || got > want+1 {
			t.Errorf("light of %d is %d, want %d", v, got, want)
		}
	}
	if got := fromLab(255, 0, 0); got != [3]byte{255, 255, 255} {
		t.Errorf("white is %v", got)
	}
	if got := fromLab(136, 0, 0); got[0] < 127 || got[0] > 128 || got[0] != got[1] || got[1] != got[2] {
		t.Errorf("L* 53.3 is %v", got)
	}
}

// FuzzDecode: whatever the bytes, an error or a picture of the size that is said.
func FuzzDecode(f *testing.F) {
	m := sample(6, 4)
	f.Add(asJPEG(f, m))
	f.Add(withExif(asJPEG(f, m), 6))
	f.Add(asPNG(f, m))
	f.Add(asGIF(f, m))
	f.Add(asTIFF(binary.LittleEndian, 6, 4, 4, make([]byte, 96), nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		i, err := Read(data)
		if err != nil || int64(i.W)*int64(i.H) > 1<<20 {
			return
		}
		if img, err := Decode(data); err == nil && img.Bounds() != image.Rect(0, 0, i.W, i.H) {
			t.Errorf("a picture of %v, said to be %d × %d", img.Bounds(), i.W, i.H)
		}
		if i.Format == "jpeg" { // the decoder of samplings takes the others too
			if img, err := decodeSamplings(data, Info{Format: "jpeg", W: i.W, H: i.H, Space: i.Space, Inverted: i.Inverted}); err == nil && img == nil {
				t.Error("neither picture nor error")
			}
		}
	})
}
