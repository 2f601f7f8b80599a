package pdf

import (
	"bytes"
	"encoding/binary"
	"image"
	imagecolor "image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"testing"
	"time"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/color"
	"banxin/output/color/dct"
)

// remarks is a proof with what readers have said of it, in every form.
func remarks(t *testing.T) *page.Doc {
	s := newSetter(t)
	pt := unit.Points
	words := []unit.Rect{{X: pt(100), Y: pt(90), W: pt(40), H: pt(12)}, {X: pt(40), Y: pt(106), W: pt(20), H: pt(9)}}
	at := time.Date(2026, 10, 19, 21, 5, 0, 0, china)
	for range 2 {
		p := s.page("1", "")
		p.Items = append(p.Items, s.text("宋", "云溪新桥今日通车", pt(100), pt(100), pt(10), 0))
	}
	s.doc.Pages[0].Comments = []page.Comment{
		{ID: "a", Words: words, Subject: "疑", Author: "某某", Time: at, Text: "哪座桥？"},
		{ID: "b", Re: "a", Words: words, Author: "周野", Text: "东桥"},
		{ID: "c", Sign: page.StruckOut, Words: words[:1], Text: "删", Done: true, DoneBy: "孙岭", Author: "某某"},
		{ID: "d", Sign: page.Inserted, Words: words, Text: "东"},
		{ID: "e", Sign: page.Stuck, Words: words, Text: "有词"},
		{Sign: page.Inserted, At: unit.Point{X: pt(9), Y: pt(200)}, Text: "无词"},
		{Re: "e", Text: "答"},
		{Re: "none", Sign: page.StruckOut, Words: words[1:], Text: "答谁"},
	}
	s.doc.Pages[1].Comments = []page.Comment{{ID: "f", Re: "a", At: unit.Point{X: pt(5), Y: pt(5)}, Text: "别页"}}
	return s.doc
}

// fewInks is limited with a page that has several inks and no black, and drawings in colour and grey.
func fewInks(t *testing.T) *page.Doc {
	s := limited(t)
	s.doc.Spots = append(s.doc.Spots, page.Spot{Name: "银", Alt: page.Color{K: 3000}})
	two := image.NewRGBA(image.Rect(0, 0, 4, 2))
	for i, c := range []imagecolor.Color{imagecolor.Black, imagecolor.White, imagecolor.RGBA{255, 0, 0, 255}, imagecolor.Gray{128}, imagecolor.RGBA{0, 0, 255, 255}} {
		two.Set(i%4, i/4, c)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, two); err != nil {
		t.Fatal(err)
	}
	n := len(s.doc.Images)
	s.doc.Images = append(s.doc.Images, page.ImageFile{Name: "z.png", Format: "png", W: 4, H: 2, Data: b.Bytes()}, page.ImageFile{Name: "k.jpg", Format: "jpeg", W: 60, H: 40, Data: fourInks(t)})
	for i, set := range []page.Inks{{Process: 6}, {Spots: 1}, {Process: 6}} {
		p := s.page(string("456"[i]), "")
		p.Inks = set
		for k, im := range s.doc.Images[:n+2] {
			p.Items = append(p.Items, &page.Image{File: k, Rect: unit.Rect{X: unit.Points(60 + 130*k), Y: 100 * unit.Pt, W: 120 * unit.Pt, H: 90 * unit.Pt}, X1: im.W, Y1: im.H})
		}
	}
	return s.doc
}

func fourInks(t *testing.T) []byte {
	pix := make([]byte, 4*60*40)
	for i := range pix {
		pix[i] = byte(i * 7)
	}
	data, err := dct.Encode(pix, 60, 40, 4, 90)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// profiled is pictures with profiles of their own: of screens, of greys, of the press and of another.
func profiled(t *testing.T) *page.Doc {
	s := newSetter(t)
	src := testImage(60, 40, false)
	gray := image.NewGray(src.Rect)
	draw.Draw(gray, gray.Rect, src, image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, gray, nil); err != nil {
		t.Fatal(err)
	}
	rgb, wide := testJPEG(t, 60, 40), bytes.Replace(color.SRGB().Data, []byte("mntrRGB "), []byte("scnrRGB "), 1)
	press := color.Newsprint().Data
	other := bytes.Clone(press)
	other[30]++ // made a minute later
	p := s.page("1", "")
	for i, data := range [][]byte{
		withICC(rgb, color.SRGB().Data), withICC(rgb, wide), withICC(rgb, color.Grey22().Data), withICC(rgb, press),
		withICC(b.Bytes(), color.Grey22().Data), withICC(b.Bytes(), color.SRGB().Data), withICC(b.Bytes(), []byte("none")),
		withICC(fourInks(t), press), withICC(fourInks(t), other), withICC(fourInks(t), color.SRGB().Data), withICC(fourInks(t), []byte("none")), fourInks(t),
	} {
		s.doc.Images = append(s.doc.Images, page.ImageFile{Name: string(rune('a'+i)) + ".jpg", Format: "jpeg", W: 60, H: 40, Data: data})
		p.Items = append(p.Items, &page.Image{File: i, Rect: unit.Rect{X: unit.Points(20 + 90*(i%6)), Y: unit.Points(40 + 70*(i/6)), W: 60 * unit.Pt, H: 40 * unit.Pt}, X1: 60, Y1: 40})
	}
	return s.doc
}

// withICC puts a profile into a JPEG file, in as many segments as it takes.
func withICC(data, icc []byte) []byte {
	const most = 60_000
	n := (len(icc) + most - 1) / most
	for i := n - 1; i >= 0; i-- {
		part := icc[i*most : min(len(icc), (i+1)*most)]
		seg := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE2}, uint16(len(part)+16))
		seg = append(append(seg, "ICC_PROFILE\x00"...), byte(i+1), byte(n))
		data = append(append(append([]byte{0xFF, 0xD8}, seg...), part...), data[2:]...)
	}
	return data
}

// touching is colours that touch, lie on one another and are reversed out, as paths and as text.
func touching(t *testing.T) *page.Doc {
	s := newSetter(t)
	s.doc.Spots = []page.Spot{{Name: "专红", Alt: page.Color{M: 10000, Y: 9000}}, {Name: "银", Alt: page.Color{K: 3000}}}
	p := s.page("1", "")
	pt := unit.Points
	red, blue, dark, yellow := page.Color{M: 10000}, page.Color{C: 10000}, page.Color{C: 6000, K: 8000}, page.Color{Y: 10000}
	add := func(x, y, w, h int, k page.Color) {
		p.Items = append(p.Items, &page.Path{Fill: &k, Segs: box(unit.Rect{X: pt(x), Y: pt(y), W: pt(w), H: pt(h)})})
	}
	spot, silver := page.Color{Spot: 1, Tint: 10000}, page.Color{Spot: 2, Tint: 6000}
	for i, c := range [][2]page.Color{{red, blue}, {blue, red}, {red, yellow}, {yellow, red}, {dark, blue}, {dark, page.White}, {red, page.White}, {page.White, red}, {spot, blue}, {blue, spot}, {spot, silver}, {silver, spot}, {spot, page.White},
		{spot, {Spot: 1, Tint: 3000}}, {page.Black, red}, {{M: 1000}, blue}, {red, {C: 1999}}, {red, {C: 2000}}, {{C: 5000, M: 5000}, yellow}, {dark, {M: 5000}}} {
		x, y := 20+140*(i%5), 20+120*(i/5)
		add(x, y, 50, 50, c[0])
		add(x+50, y, 50, 50, c[1])    // beside
		add(x+10, y+10, 20, 20, c[1]) // upon
		add(x+25, y+50, 50, 25, c[1]) // beneath both
		add(x-5, y+40, 10, 10, c[1])  // across the edge
		text := s.text("黑", "字", pt(x+30), pt(y+45), pt(14), 0)
		text.Color = c[1]
		p.Items = append(p.Items, text)
	}
	disc := page.Path{Fill: &page.White, Segs: page.Disc(unit.Point{X: pt(60), Y: pt(640)}, pt(12))}
	add(20, 600, 80, 80, dark)
	slant := []page.Seg{{Op: page.MoveTo, P: [3]unit.Point{{X: pt(120), Y: pt(600)}}}, {Op: page.LineTo, P: [3]unit.Point{{X: pt(160), Y: pt(640)}}}, {Op: page.LineTo, P: [3]unit.Point{{X: pt(120), Y: pt(640)}}}, {Op: page.Close}}
	p.Items = append(p.Items, &disc, &page.Path{Fill: &red, Segs: slant}, &page.Path{Fill: &blue, Segs: slant}, &page.Path{Stroke: &red, Width: pt(1), Segs: slant}, &page.Path{Fill: &red})
	add(160, 600, 20, 40, blue)
	return s.doc
}

// grouped is pictures and grounds within groups, at the edges of the sheet and of a plate of its own.
func grouped(t *testing.T) *page.Doc {
	s := newSetter(t)
	s.doc.Images = []page.ImageFile{{Name: "a.jpg", Format: "jpeg", W: 60, H: 40, Data: testJPEG(t, 60, 40)}}
	p := s.page("1", "")
	p.Bleed = p.Trim.Inset(-unit.Millimetres(3000))
	pt, red := unit.Points, page.Color{M: 10000}
	pic := &page.Image{Rect: unit.Rect{W: pt(60), H: pt(40)}, X1: 60, Y1: 40}
	p.Items = append(p.Items,
		&page.Group{At: unit.Point{X: pt(100), Y: pt(100)}, Items: []page.Item{pic, &page.Path{Fill: &red, Segs: box(unit.Rect{W: pt(9), H: pt(9)})}}},
		pic, &page.Image{Rect: unit.Rect{X: p.Trim.W - pt(60), Y: p.Trim.H - pt(40), W: pt(60), H: pt(40)}, X1: 60, Y1: 40},
		&page.Image{Rect: unit.Rect{X: pt(200), W: pt(60), H: pt(40)}, X1: 60, Y1: 40}, &page.Image{Rect: unit.Rect{Y: pt(200), W: pt(60), H: pt(40)}, X1: 60, Y1: 40})
	ad, err := OpenPage("ad.pdf", supply("/MediaBox[0 0 300 200]", "0 0 0 1 k 20 20 60 30 re f"), 1)
	if err != nil {
		t.Fatal(err)
	}
	s.doc.Images = append(s.doc.Images, ad)
	at := unit.Rect{Y: pt(300), W: unit.Millimetres(int64(ad.W) * 5), H: unit.Millimetres(int64(ad.H) * 5)}
	p.Items = append(p.Items, &page.Image{File: 1, Rect: at, X1: ad.W, Y1: ad.H}, &page.Image{File: 1, Rect: at, X1: ad.W, Y1: ad.H, Room: unit.Rect{X: pt(5), Y: pt(310), W: pt(50), H: pt(40)}},
		&page.Group{At: unit.Point{Y: pt(300)}, Items: []page.Item{&page.Image{File: 1, Rect: at, X1: ad.W, Y1: ad.H}}})
	return s.doc
}
