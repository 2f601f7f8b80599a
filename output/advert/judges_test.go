package advert

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/tiff"

	"banxin/cmd/need"
	input "banxin/editions/picture"
	"banxin/output/color"
)

// Adverts made by other people's programs look, in the press's inks, as what those programs
// made taken through the press's profile by another CMM: the mean difference is under 2 %,
// and under 10 % over every square of 5 mm. Where time is bounded each program has a third of the
// pages and of the ways to rewrite them, so that all are seen.
func TestLooksAlike(t *testing.T) {
	need.Judges(t)
	pages, ways := []int{1, 2}, rewrites[:1]
	if need.Hostile() {
		pages, ways = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, rewrites // 102 adverts
	}
	v := newViewer(t)
	for k, m := range makers {
		t.Run(m.name, func(t *testing.T) {
			dir := t.TempDir()
			file := m.make(t, dir, len(pages))
			for _, n := range need.Spread(pages, 3, k) {
				v.compare(t, dir, file, n, m.inks)
			}
			for i, way := range need.Spread(ways, 3, k) {
				out := filepath.Join(dir, fmt.Sprintf("rewritten%d.pdf", i))
				run(t, "qpdf", append(append([]string{"--deterministic-id"}, way...), file, out)...)
				v.compare(t, dir, out, 1+(i+k)%len(pages), m.inks) // each at another page
			}
		})
	}
}

// viewer shows inks as the press's profile has them.
type viewer struct {
	shop        *Shop
	back        *color.Link
	srgb, press string // profiles as files
}

func newViewer(t *testing.T) *viewer {
	dir := t.TempDir()
	press := color.Newsprint()
	back, err := color.NewLink(press, color.SRGB(), color.LinkOptions{Intent: color.Relative})
	if err != nil {
		t.Fatal(err)
	}
	return &viewer{NewShop(press, 220, 9), back, write(t, dir, "srgb.icc", string(color.SRGB().Data)), write(t, dir, "press.icc", string(press.Data))}
}

const ppi = 100

// compare looks at a page of a file.
func (v *viewer) compare(t *testing.T, dir, file string, page int, inks bool) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("%s, page %d", filepath.Base(file), page)
	p, err := v.shop.Page(data, page, Options{})
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	got := v.shown(v.plates(t, dir, write(t, dir, "made.pdf", string(p.Data)), 1))
	var wanted []*image.RGBA
	if inks {
		wanted = append(wanted, v.shown(v.plates(t, dir, file, page)))
	} else {
		wanted = append(wanted, v.shown(v.separated(t, dir, screenByGhostscript(t, dir, file, page))))
	}
	mean, worst := differences(got, wanted)
	if (mean >= 2 || worst >= 10) && !inks { // Ghostscript shows some groups black that others do not
		wanted = append(wanted, v.shown(v.separated(t, dir, screenByPoppler(t, dir, file, page))))
		mean, worst = differences(got, wanted)
	}
	t.Logf("%s: %.2f %%, over 5 mm at most %.2f %%: %v", name, mean, worst, p.Changes)
	if mean >= 2 || worst >= 10 {
		t.Errorf("%s looks different: %.2f %%, over 5 mm up to %.2f %%", name, mean, worst)
		keep(t, name, got, wanted[0])
	}
}

// keep leaves pictures of what differs where the environment asks for them.
func keep(t *testing.T, name string, pictures ...image.Image) {
	dir := os.Getenv("BANXIN_PICTURES")
	if dir == "" {
		return
	}
	for i, im := range pictures {
		f, err := os.Create(filepath.Join(dir, name+[]string{", made.png", ", wanted.png"}[i]))
		if err != nil {
			t.Fatal(err)
		}
		png.Encode(f, im)
		f.Close()
	}
}

// gs renders a page on a device.
func gs(t *testing.T, device, file string, page int, out string) {
	t.Helper()
	run(t, "gs", "-q", "-dBATCH", "-dNOPAUSE", "-dPrinted=true", "-dUseTrimBox", "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", "-dOverprint=/simulate",
		fmt.Sprintf("-r%d", ppi), fmt.Sprintf("-dFirstPage=%d", page), fmt.Sprintf("-dLastPage=%d", page), "-sDEVICE="+device, "-o", out, file)
}

// plates are a page's inks.
func (v *viewer) plates(t *testing.T, dir, file string, page int) *image.CMYK {
	t.Helper()
	out := filepath.Join(dir, "plates.tif")
	gs(t, "tiff32nc", file, page, out)
	return inksOf(t, out)
}

func screenByGhostscript(t *testing.T, dir, file string, page int) string {
	t.Helper()
	out := filepath.Join(dir, "screen.png")
	gs(t, "png16m", file, page, out)
	return out
}

func screenByPoppler(t *testing.T, dir, file string, page int) string {
	t.Helper()
	run(t, "pdftoppm", "-png", "-singlefile", "-r", fmt.Sprint(ppi), "-f", fmt.Sprint(page), file, filepath.Join(dir, "screen"))
	return filepath.Join(dir, "screen.png")
}

// separated is what a screen shows in inks made by lcms2.
func (v *viewer) separated(t *testing.T, dir, screen string) *image.CMYK {
	t.Helper()
	f, err := os.Open(screen)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	im, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	from, to := filepath.Join(dir, "screen.tif"), filepath.Join(dir, "separated.tif")
	w, err := os.Create(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := tiff.Encode(w, opaqueOf(im), nil); err != nil {
		t.Fatal(err)
	}
	w.Close()
	run(t, "tificc", "-t1", "-b", "-i"+v.srgb, "-o"+v.press, from, to)
	return inksOf(t, to)
}

// opaqueOf is a picture without alpha, as tificc wants it.
func opaqueOf(im image.Image) image.Image {
	b := im.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			out.Set(x, y, im.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	return out
}

func inksOf(t *testing.T, file string) *image.CMYK {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	im, err := input.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	inks, ok := im.(*image.CMYK)
	if !ok {
		t.Fatalf("%s is %T", file, im)
	}
	return inks
}

// shown is how inks look on screens.
func (v *viewer) shown(im *image.CMYK) *image.RGBA {
	b := im.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	row := make([]byte, 3*b.Dx())
	for y := range b.Dy() {
		v.back.Convert(row, im.Pix[y*im.Stride:y*im.Stride+4*b.Dx()])
		for x := range b.Dx() {
			copy(out.Pix[y*out.Stride+4*x:], []byte{row[3*x], row[3*x+1], row[3*x+2], 255})
		}
	}
	return out
}

// differences are the mean difference of a picture from others, at each place from the one
// that is nearest there, and the greatest over a square of 5 mm, in percent of the range. A row
// or a column more does not matter.
func differences(got *image.RGBA, wanted []*image.RGBA) (mean, worst float64) {
	w, h := got.Rect.Dx(), got.Rect.Dy()
	for _, im := range wanted {
		w, h = min(w, im.Rect.Dx()), min(h, im.Rect.Dy())
	}
	sums := make([]float64, (w+1)*(h+1))
	for y := range h {
		row := 0.0
		for x := range w {
			least := 100.0
			for _, im := range wanted {
				least = min(least, difference(got.Pix[y*got.Stride+4*x:], im.Pix[y*im.Stride+4*x:]))
			}
			row += least
			sums[(y+1)*(w+1)+x+1] = sums[y*(w+1)+x+1] + row
		}
	}
	side := min(ppi*5*10/254, w, h)
	for y := range h - side + 1 {
		for x := range w - side + 1 {
			s := sums[(y+side)*(w+1)+x+side] - sums[y*(w+1)+x+side] - sums[(y+side)*(w+1)+x] + sums[y*(w+1)+x]
			worst = max(worst, s/float64(side*side))
		}
	}
	return sums[len(sums)-1] / float64(w*h), worst
}

func difference(p, q []byte) (d float64) {
	for c := range 3 {
		d += float64(max(p[c], q[c])-min(p[c], q[c])) / 7.65
	}
	return d
}
