package picture

import (
	"bufio"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// made draws one picture and saves it in every way that Pillow and tifffile know and we
// say we set; beside each its pixels as four inks or three colours, and how far off a
// decoder may be.
const made = `
import sys, os, itertools
try:
    import numpy as np, tifffile
    from PIL import Image, ImageCms, ImageOps
except ImportError:
    sys.exit(77)
out = sys.argv[1]
w, h = 45, 37
y, x = np.mgrid[0:h, 0:w]
rgb = np.stack([x*255//(w-1), y*255//(h-1), (x+y)*255//(w+h-2)], -1).astype(np.uint8)
ink = np.stack([x*255//(w-1), y*255//(h-1), (x+y)*255//(w+h-2), 255-(x*y)*255//((w-1)*(h-1))], -1).astype(np.uint8)
gray = rgb[..., 2]
index = open(out + '/index', 'w')
def note(name, want, off):
    want = np.ascontiguousarray(want)
    n = want.shape[2] if want.ndim == 3 else 1
    open(out + '/' + name + '.raw', 'wb').write(want.tobytes())
    print(name, want.shape[1], want.shape[0], n, off, file=index)
def save(name, img, want, off, **k):
    img.save(out + '/' + name, **k); note(name, want, off)
C, R, G = Image.fromarray(ink, 'CMYK'), Image.fromarray(rgb), Image.fromarray(gray)
for p, s in itertools.product((0, 1), (0, 1, 2)):
    save('rgb-%d-%d.jpg' % (p, s), R, rgb, 24, quality=98, progressive=bool(p), subsampling=s)
    save('ink-%d-%d.jpg' % (p, s), C, ink, 24, quality=98, progressive=bool(p), subsampling=s)
    save('ink-restart-%d-%d.jpg' % (p, s), C, ink, 24, quality=98, progressive=bool(p), subsampling=s, restart_marker_rows=1)
save('gray.jpg', G, gray, 6, quality=98); save('gray.png', G, gray, 0)
save('gif.gif', R.quantize(200), np.asarray(R.quantize(200).convert('RGB')), 0)
save('lossless.webp', R, rgb, 0, lossless=True); save('lossy.webp', R, rgb, 24, quality=98)
for turn in range(1, 9):
    e = Image.Exif(); e[274] = turn
    for ext, k in (('jpg', dict(quality=98, subsampling=0)), ('png', {}), ('tif', {}), ('webp', dict(lossless=True))):
        name = 'turn-%d.%s' % (turn, ext)
        R.save(out + '/' + name, exif=e, **k)
        note(name, np.asarray(ImageOps.exif_transpose(Image.open(out + '/' + name)).convert('RGB')), 6)
for comp in (None, 'lzw', 'deflate', 'packbits'):
    for bits, order, planar, tile, pred in itertools.product((8, 16), '<>', (False, True), (None, (16, 32)), (False, True)):
        if pred and comp in (None, 'packbits'): continue
        for kind, want in (('rgb', rgb), ('separated', ink), ('minisblack', gray), ('miniswhite', gray)):
            if planar and want.ndim == 2: continue
            data = want if kind != 'miniswhite' else 255 - want
            if planar: data = np.moveaxis(data, -1, 0)
            if bits == 16: data = data.astype(np.uint16) * 257
            name = 't-%s-%d-%s-%d-%d-%d-%s.tif' % (comp, bits, 'le' if order == '<' else 'be', planar, bool(tile), pred, kind)
            k = dict(extrasamples=()) if want.ndim == 3 else {}
            if want.ndim == 3: k['planarconfig'] = 'separate' if planar else 'contig'
            tifffile.imwrite(out + '/' + name, data, byteorder=order, photometric=kind, compression=comp, tile=tile, predictor=pred or None, rowsperstrip=None if tile else 10, **k)
            note(name, want, 0)
save('pal.tif', R.quantize(200), np.asarray(R.quantize(200).convert('RGB')), 0, compression='tiff_lzw')
save('bits.tif', R.convert('1'), np.asarray(R.convert('1')).astype(np.uint8)*255, 0)
save('jpeg.tif', R, rgb, 24, compression='jpeg', quality=98)
save('jpegink.tif', C, ink, 24, compression='jpeg', quality=98)
save('jpeggray.tif', G, gray, 6, compression='jpeg', quality=98)
lab = ImageCms.profileToProfile(R, ImageCms.createProfile('sRGB'), ImageCms.createProfile('LAB'), outputMode='LAB')
save('lab.tif', lab, rgb, 16)
`

// TestAgainstPillow: every file decodes to the pixels that others see.
func TestAgainstPillow(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.Command(need.Tool(t, "python3"), "-W", "ignore", "-c", made, dir)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		if e, ok := err.(*exec.ExitError); ok && e.ExitCode() == 77 {
			t.Skip("no Pillow or tifffile")
		}
		t.Fatal(err)
	}
	index, err := os.Open(filepath.Join(dir, "index"))
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	n := 0
	for lines := bufio.NewScanner(index); lines.Scan(); n++ {
		compare(t, dir, strings.Fields(lines.Text()))
	}
	if n < 150 {
		t.Errorf("only %d files", n)
	}
}

func compare(t *testing.T, dir string, line []string) {
	t.Helper()
	var v [4]int
	for i := range v {
		v[i], _ = strconv.Atoi(line[1+i])
	}
	data := read(t, filepath.Join(dir, line[0]))
	want := read(t, filepath.Join(dir, line[0]+".raw"))
	info, err := Read(data)
	if err != nil {
		t.Errorf("%s: %v", line[0], err)
		return
	}
	img, err := Decode(data)
	if err != nil {
		t.Errorf("%s: %v", line[0], err)
		return
	}
	if img.Bounds() != image.Rect(0, 0, v[0], v[1]) || info.W != v[0] || info.H != v[1] {
		t.Errorf("%s: %v, said to be %d × %d, want %d × %d", line[0], img.Bounds(), info.W, info.H, v[0], v[1])
		return
	}
	worst := 0
	for i := range v[0] * v[1] {
		got := pixel(img, i%v[0], i/v[0], v[2])
		for k, g := range got[:v[2]] {
			worst = max(worst, max(int(g)-int(want[i*v[2]+k]), int(want[i*v[2]+k])-int(g)))
		}
	}
	if worst > v[3] {
		t.Errorf("%s: off by %d, at most %d", line[0], worst, v[3])
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func pixel(img image.Image, x, y, n int) [4]byte {
	if m, ok := img.(*image.CMYK); ok {
		c := m.CMYKAt(x, y)
		return [4]byte{c.C, c.M, c.Y, c.K}
	}
	if n == 4 {
		return [4]byte{}
	}
	c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
	return [4]byte{c.R, c.G, c.B, c.A}
}
