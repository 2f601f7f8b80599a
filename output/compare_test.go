package output_test

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	stdpng "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"banxin/cmd/need"
	"banxin/cmd/need/composed"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/output/internal/specimen"
	"banxin/output/pdf"
	"banxin/output/png"
	"banxin/output/svg"
)

// alike is how far two pictures of a page at 60 ppi may differ: the mean of all samples.
const alike = 0.02

// larger is how many times larger than 60 ppi the oracles draw.
const larger = 4

// TestPDF compares the PNG of each page with what pdftoppm makes of the PDF.
//
// pdftoppm puts glyphs on whole pixels downwards and on quarters across, always rounding
// down, which alone is a mean difference of 3 to 4 % at 60 ppi, and 1.4 % when the PNG does
// as it does. So both oracles draw larger than 60 ppi, and their pixels' mean is compared.
func TestPDF(t *testing.T) {
	tool := need.Tool(t, "pdftoppm")
	for _, c := range documents(t) {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "paper.pdf")
			var b bytes.Buffer
			if err := pdf.Write(&b, c.doc, c.cat, pdf.Options{}); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			for i, pg := range c.doc.Pages[:1] { // and no more, for it takes seconds
				n := strconv.Itoa(i + 1)
				out := filepath.Join(filepath.Dir(file), n)
				run(t, tool, "-r", strconv.Itoa(60*larger), "-f", n, "-l", n, "-singlefile", "-png", file, out)
				compare(t, paint(t, c, i), mean(load(t, out+".png"), larger), "page "+pg.Name)
			}
		})
	}
}

// TestSVG compares the PNG of each page with Chromium's picture of the SVG.
func TestSVG(t *testing.T) {
	tool := need.Tool(t, "chromium")
	for _, c := range documents(t) {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for i, pg := range c.doc.Pages[:1] { // and no more, for it takes seconds
				var b bytes.Buffer
				if err := svg.Write(&b, c.doc, i, c.cat, svg.Options{Bleed: true}); err != nil {
					t.Fatal(err)
				}
				want := paint(t, c, i)
				size := want.Bounds().Size()
				shot := filepath.Join(dir, "page.png")
				html := fmt.Sprintf(`<!DOCTYPE html><style>body{margin:0}svg{display:block;width:%fpx;height:%fpx}</style>%s`,
					pg.Bleed.W.Float()/72*60*larger, pg.Bleed.H.Float()/72*60*larger, b.Bytes())
				if err := os.WriteFile(filepath.Join(dir, "page.html"), []byte(html), 0o666); err != nil {
					t.Fatal(err)
				}
				run(t, tool, "--headless", "--no-sandbox", "--user-data-dir="+filepath.Join(dir, "profile"), "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1",
					fmt.Sprintf("--window-size=%d,%d", larger*size.X, larger*size.Y), "--screenshot="+shot, "file://"+filepath.Join(dir, "page.html"))
				compare(t, want, mean(load(t, shot), larger), "page "+pg.Name)
			}
		})
	}
}

// document is one to be compared.
type document struct {
	name string
	doc  *page.Doc
	cat  *fonts.Catalog
}

func documents(t *testing.T) []document {
	t.Helper()
	cat, list := specimen.Catalog()
	all := []document{{"every", specimen.Every(cat, list), cat}}
	_, cat, res := composed.Four()
	return append(all, document{"sample", res.Doc, cat})
}

func paint(t *testing.T, c document, i int) *image.RGBA {
	t.Helper()
	img, err := png.Draw(c.doc, i, c.cat, png.Options{PPI: 60, Bleed: true})
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func run(t *testing.T, tool string, args ...string) {
	t.Helper()
	if out, err := exec.Command(tool, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", tool, err, out)
	}
}

func load(t *testing.T, name string) image.Image {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := stdpng.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// mean shrinks a picture n times; a last square that is not whole counts what it has.
func mean(img image.Image, n int) *image.RGBA {
	src := rgba(img)
	b := src.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, (b.Dx()+n-1)/n, (b.Dy()+n-1)/n))
	for i := range out.Pix {
		x, y, c := i/4%out.Rect.Dx()*n, i/out.Stride*n, i%4
		sum, area := 0, 0
		for v := y; v < min(y+n, b.Dy()); v++ {
			for u := x; u < min(x+n, b.Dx()); u++ {
				sum += int(src.Pix[v*src.Stride+4*u+c])
				area++
			}
		}
		out.Pix[i] = uint8((sum + area/2) / area)
	}
	return out
}

func rgba(img image.Image) *image.RGBA {
	out := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Src)
	return out
}

// compare fails when a and b are not alike. Sizes may differ by a pixel.
func compare(t *testing.T, a, b *image.RGBA, name string) {
	t.Helper()
	p, q := a.Bounds().Size(), b.Bounds().Size()
	if dx, dy := p.X-q.X, p.Y-q.Y; dx*dx > 1 || dy*dy > 1 {
		t.Errorf("%s: %v and %v pixels", name, p, q)
		return
	}
	sum, w, h := 0, min(p.X, q.X), min(p.Y, q.Y)
	for y := range h {
		for i := range 4 * w {
			d := int(a.Pix[y*a.Stride+i]) - int(b.Pix[y*b.Stride+i])
			sum += max(d, -d)
		}
	}
	d := float64(sum) / float64(3*255*w*h) // alpha is everywhere the same
	t.Logf("%s: mean difference %.2f %%", name, 100*d)
	if d > alike {
		t.Errorf("%s: mean difference %.2f %%, more than %.0f %%", name, 100*d, 100*alike)
		if dir := os.Getenv("BANXIN_LOOK"); dir != "" {
			keep(t, dir, a, "ours.png")
			keep(t, dir, b, "theirs.png")
		}
	}
}

// keep writes a picture to look at.
func keep(t *testing.T, dir string, img image.Image, name string) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := stdpng.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}
