package png

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	stdpng "image/png"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/specimen"
)

// TestEverywhereTheSame holds the pixels of a page with one of everything: they must not
// depend on the machine. Look at the page before taking a new sum over.
func TestEverywhereTheSame(t *testing.T) {
	cat, faces := specimen.Catalog()
	d := specimen.Every(cat, faces)
	for _, c := range []struct {
		ppi  int
		want uint32
	}{{60, 0x5ba2baea}, {100, 0x04421fa8}, {231, 0x861553fe}} {
		img, err := Draw(d, 0, cat, Options{PPI: c.ppi, Bleed: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := crc32.ChecksumIEEE(img.Pix); got != c.want {
			t.Errorf("%d ppi: sum %#08x, want %#08x", c.ppi, got, c.want)
		}
	}
}

// TestWrite: what is written is what was drawn, grey when it is grey, and says its size.
func TestWrite(t *testing.T) {
	cat, faces := specimen.Catalog()
	for _, c := range []struct {
		name string
		doc  *page.Doc
		gray bool
	}{{"colour", specimen.Every(cat, faces), false}, {"text", specimen.Broadsheet(cat, faces, 500), true}} {
		want, err := Draw(c.doc, 0, cat, Options{PPI: 72})
		if err != nil {
			t.Fatal(err)
		}
		var b, again bytes.Buffer
		for _, w := range []*bytes.Buffer{&b, &again} {
			if err := Write(w, c.doc, 0, cat, Options{PPI: 72}); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("%s: not the same bytes twice", c.name)
		}
		if at := bytes.Index(b.Bytes(), []byte("pHYs")); at < 0 || binary.BigEndian.Uint32(b.Bytes()[at+4:]) != 2835 {
			t.Errorf("%s: 72 ppi are not 2835 pixels a metre", c.name)
		}
		got, err := stdpng.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		if _, gray := got.(*image.Gray); gray != c.gray {
			t.Errorf("%s: written as %T", c.name, got)
		}
		flat := image.NewRGBA(got.Bounds())
		draw.Draw(flat, flat.Bounds(), got, image.Point{}, draw.Src)
		if !bytes.Equal(flat.Pix, want.Pix) {
			t.Errorf("%s: the pixels written are not those drawn", c.name)
		}
	}
}

// TestPixels: areas that end on pixels colour those and no others.
func TestPixels(t *testing.T) {
	box := func(x, y, w, h int) unit.Rect {
		return unit.Rect{X: unit.Points(x), Y: unit.Points(y), W: unit.Points(w), H: unit.Points(h)}
	}
	at := func(x, y int) unit.Point { return unit.Point{X: unit.Points(x), Y: unit.Points(y)} }
	fill := func(r unit.Rect) page.Item { return &page.Path{Fill: &page.Black, Segs: specimen.Rectangle(r)} }
	for _, c := range []struct {
		name string
		item page.Item
		want image.Rectangle
	}{
		{"rectangle", fill(box(2, 3, 4, 5)), image.Rect(2, 3, 6, 8)},
		{"beyond the page", fill(box(-5, 15, 10, 10)), image.Rect(0, 15, 5, 20)},
		{"rule across", &page.Rule{From: at(3, 5), To: at(9, 5), Width: 2 * unit.Pt, Color: page.Black}, image.Rect(3, 4, 9, 6)},
		{"rule backwards", &page.Rule{From: at(9, 5), To: at(3, 5), Width: 2 * unit.Pt, Color: page.Black}, image.Rect(3, 4, 9, 6)},
		{"rule down", &page.Rule{From: at(5, 3), To: at(5, 9), Width: 2 * unit.Pt, Color: page.Black}, image.Rect(4, 3, 6, 9)},
		{"group", &page.Group{At: at(2, 1), Items: []page.Item{fill(box(1, 2, 3, 4))}}, image.Rect(3, 3, 6, 7)},
		{"quarter", &page.Group{At: at(10, 5), Quarter: 1, Items: []page.Item{fill(box(1, 2, 3, 4))}}, image.Rect(4, 6, 8, 9)},
		{"half", &page.Group{At: at(10, 12), Quarter: 2, Items: []page.Item{fill(box(1, 2, 3, 4))}}, image.Rect(6, 6, 9, 10)},
		{"three quarters", &page.Group{At: at(10, 10), Quarter: -1, Items: []page.Item{fill(box(1, 2, 3, 4))}}, image.Rect(12, 6, 16, 9)},
		{"turned in a turned one", &page.Group{At: at(10, 5), Quarter: 1, Items: []page.Item{
			&page.Group{At: at(2, 3), Quarter: 3, Items: []page.Item{fill(box(1, 2, 3, 4))}}}}, image.Rect(8, 9, 11, 13)},
		{"clip", &page.Group{At: at(5, 5), Clip: box(6, 6, 3, 2), Items: []page.Item{fill(box(0, 0, 9, 9))}}, image.Rect(6, 6, 9, 8)},
		{"clip in a clip", &page.Group{Clip: box(6, 6, 6, 6), Items: []page.Item{
			&page.Group{At: at(1, 1), Clip: box(0, 0, 8, 20), Items: []page.Item{fill(box(0, 0, 19, 19))}}}}, image.Rect(6, 6, 8, 12)},
		{"stroke", &page.Path{Stroke: &page.Black, Width: 20 * unit.Pt, Segs: specimen.Rectangle(box(10, 10, 20, 20))}, image.Rect(0, 0, 20, 20)},
		{"mitre", &page.Path{Stroke: &page.Black, Width: 4 * unit.Pt, Segs: []page.Seg{
			{Op: page.MoveTo, P: [3]unit.Point{at(-20, 10)}}, {Op: page.LineTo, P: [3]unit.Point{at(10, 10)}}, {Op: page.LineTo, P: [3]unit.Point{at(10, 40)}}}},
			image.Rect(0, 8, 12, 20)},
		{"picture", &page.Image{Rect: box(4, 4, 6, 8), X1: 3, Y1: 2}, image.Rect(4, 4, 10, 12)},
		{"part of a picture", &page.Image{Rect: box(4, 4, 6, 8), X0: 1, X1: 2, Y1: 1}, image.Rect(4, 4, 10, 12)},
		{"nothing", &page.Path{Fill: &page.Black}, image.Rectangle{}},
		{"knocked out", &page.Group{Items: []page.Item{fill(box(1, 1, 5, 5)), &page.Path{Fill: &page.White, Segs: specimen.Rectangle(box(0, 0, 9, 9))}}}, image.Rectangle{}},
	} {
		trim := box(0, 0, 20, 20)
		d := &page.Doc{Images: []page.ImageFile{black(3, 2)}, Pages: []*page.Page{{Trim: trim, Bleed: trim, Items: []page.Item{c.item}}}}
		img, err := Draw(d, 0, nil, Options{PPI: 72})
		if err != nil {
			t.Fatal(err)
		}
		if got := dark(img); got != c.want {
			t.Errorf("%s: %v is painted, want %v", c.name, got, c.want)
		}
	}
}

// black is a picture without light.
func black(w, h int) page.ImageFile {
	var b bytes.Buffer
	if err := stdpng.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		panic(err)
	}
	return page.ImageFile{Name: "images/black.png", Format: "png", W: w, H: h, Data: b.Bytes()}
}

// dark is the box of the pixels that are not white.
func dark(img *image.RGBA) (box image.Rectangle) {
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if img.RGBAAt(x, y) != (color.RGBA{255, 255, 255, 255}) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// TestQuarterTurns: a turned picture has the pixels of the picture, turned.
func TestQuarterTurns(t *testing.T) {
	const n = 24
	at := func(quarter int) *image.RGBA {
		r := unit.Rect{X: -unit.Points(n) / 2, Y: -unit.Points(n) / 2, W: unit.Points(n), H: unit.Points(n)}
		trim := unit.Rect{W: unit.Points(n), H: unit.Points(n)}
		d := &page.Doc{Images: specimen.Pictures(), Pages: []*page.Page{{Trim: trim, Items: []page.Item{
			&page.Group{At: unit.Point{X: unit.Points(n) / 2, Y: unit.Points(n) / 2}, Quarter: quarter, Items: []page.Item{
				&page.Image{Rect: r, X0: 3, Y0: 5, X1: 58, Y1: 37}}}}}}}
		img, err := Draw(d, 0, nil, Options{PPI: 72})
		if err != nil {
			t.Fatal(err)
		}
		return img
	}
	upright := at(0)
	for quarter := 1; quarter < 4; quarter++ {
		turned := at(quarter)
		for y := range n {
			for x := range n {
				u, v := x, y
				for range quarter {
					u, v = n-1-v, u
				}
				if turned.RGBAAt(u, v) != upright.RGBAAt(x, y) {
					t.Fatalf("%d quarters: pixel %d,%d is not at %d,%d", quarter, x, y, u, v)
				}
			}
		}
	}
}

func TestErrors(t *testing.T) {
	cat, faces := specimen.Catalog()
	head := black(3, 2).Data[:33]
	huge := bytes.Clone(head)
	binary.BigEndian.PutUint32(huge[16:], 20000)
	binary.BigEndian.PutUint32(huge[20:], 20000)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	jpg := specimen.Pictures()[0]
	r := unit.Rect{W: unit.Points(9), H: unit.Points(9)}
	image := func(format string, w, h int, data []byte) *page.Doc {
		return &page.Doc{Images: []page.ImageFile{{Name: "images/桥.jpg", Format: format, W: w, H: h, Data: data}},
			Pages: []*page.Page{{Name: "3", Trim: r, Items: []page.Item{&page.Image{Rect: r, X1: w, Y1: h}}}}}
	}
	items := func(items ...page.Item) *page.Doc {
		return &page.Doc{Faces: faces, Pages: []*page.Page{{Name: "3", Trim: r, Items: items}}}
	}
	deep := &page.Group{}
	for range 100 {
		deep = &page.Group{Items: []page.Item{deep}}
	}
	wrapped := map[string]error{
		"unknown picture": page.ErrPicture, "unknown face": page.ErrFace, "missing face": page.ErrNoFace, "deep groups": page.ErrDepth, "no page": page.ErrNoPage,
	}
	for _, c := range []struct {
		name string
		doc  *page.Doc
		want string
	}{
		{"cut JPEG", image("jpeg", 60, 40, jpg.Data[:len(jpg.Data)/2]), "page 3: picture images/桥.jpg: "},
		{"cut PNG", image("png", 3, 2, head), "page 3: picture images/桥.jpg: "},
		{"no picture", image("jpeg", 3, 2, nil), "page 3: picture images/桥.jpg: "},
		{"not what it says", image("jpeg", 3, 2, black(3, 2).Data), "page 3: picture images/桥.jpg: "},
		{"too many pixels", image("png", 20000, 20000, huge), "20000 × 20000 pixels are too many"},
		{"another size", image("png", 4, 2, black(3, 2).Data), "3 × 2 pixels, not 4 × 2"},
		{"other format", image("tiff", 3, 2, black(3, 2).Data), "it is png, not tiff"},
		{"unknown picture", items(&page.Image{File: 7, Rect: r}), "no picture with number 7"},
		{"unknown face", items(&page.Text{Face: 99, Src: "版"}), "no face 99"},
		{"missing face", &page.Doc{Faces: []page.Face{{Name: "宋体"}}, Pages: []*page.Page{{Trim: r, Items: []page.Item{&page.Text{}}}}}, `no face "宋体"`},
		{"deep groups", items(deep), "nest deeper"},
		{"no size", &page.Doc{Pages: []*page.Page{{}}}, "cannot be drawn"},
		{"great size", &page.Doc{Pages: []*page.Page{{Trim: unit.Rect{W: 1 << 60, H: 1 << 60}}}}, "cannot be drawn"},
		{"no page", &page.Doc{}, "no page with index 0"},
	} {
		if c.doc.Images != nil && c.doc.Images[0].W == 20000 && strconv.IntSize == 32 {
			continue // the decoder itself says so there
		}
		err := Write(&bytes.Buffer{}, c.doc, 0, cat, Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want …%s…", c.name, err, c.want)
		}
		if is := wrapped[c.name]; is != nil && !errors.Is(err, is) {
			t.Errorf("%s: error %v is not %v", c.name, err, is)
		}
	}
}

// TestNoAllocations: once its glyphs are known, painting a page of type allocates nothing.
func TestNoAllocations(t *testing.T) {
	cat, faces := specimen.Catalog()
	d := specimen.Broadsheet(cat, faces, 28)
	w := NewDrawer(d, cat, Options{})
	if n := testing.AllocsPerRun(50, func() {
		if _, err := w.Draw(0); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations a page", n)
	}
}

// FuzzDraw paints items made of any numbers: nothing may panic, and all pixels stay opaque.
func FuzzDraw(f *testing.F) {
	cat, faces := specimen.Catalog()
	pictures := specimen.Pictures()
	f.Add(uint64(1), int64(1<<20))
	f.Add(uint64(2), int64(1<<62))
	f.Fuzz(func(t *testing.T, seed uint64, reach int64) {
		rng := rand.New(rand.NewPCG(seed, 0))
		trim := unit.Rect{W: unit.Points(40), H: unit.Points(30)}
		d := &page.Doc{Faces: faces, Images: pictures, Pages: []*page.Page{{Trim: trim}}}
		d.Pages[0].Items = specimen.Anything(rng.Uint64, reach, 3)
		img, err := Draw(d, 0, cat, Options{PPI: 72})
		if err != nil {
			t.Skip(err)
		}
		for i := 3; i < len(img.Pix); i += 4 {
			if img.Pix[i] != 255 {
				t.Fatal("a pixel is not opaque")
			}
		}
	})
}

func BenchmarkDraw(b *testing.B) {
	cat, faces := specimen.Catalog()
	benchmark(b, cat, specimen.Broadsheet(cat, faces, 9000))
}

// BenchmarkPicture is one of 6 million pixels, shrunk to a third.
func BenchmarkPicture(b *testing.B) {
	r := unit.Rect{W: unit.Points(720), H: unit.Points(480)}
	big := specimen.Photo(3000, 2000)
	benchmark(b, nil, &page.Doc{Images: []page.ImageFile{big}, Pages: []*page.Page{{Trim: r, Items: []page.Item{&page.Image{Rect: r, X1: big.W, Y1: big.H}}}}})
}

func benchmark(b *testing.B, cat *fonts.Catalog, d *page.Doc) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Draw(d, 0, cat, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	cat, faces := specimen.Catalog()
	d := specimen.Broadsheet(cat, faces, 9000)
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := Write(&out, d, 0, cat, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "bytes")
}
