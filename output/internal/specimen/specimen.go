// Package specimen makes documents by hand, for the tests of the writers of page images.
package specimen

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	stdpng "image/png"

	"banxin/assets/faces"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Catalog returns the embedded faces and their list for a document.
func Catalog() (*fonts.Catalog, []page.Face) {
	cat, err := fonts.NewCatalog(faces.All()...)
	if err != nil {
		panic(err)
	}
	var list []page.Face
	for _, f := range cat.Faces() {
		list = append(list, page.Face{Name: f.Name()})
	}
	return cat, list
}

// Run sets characters without any typography: one em after another.
func Run(cat *fonts.Catalog, face int, size unit.Length, at unit.Point, s string) *page.Text {
	t := &page.Text{Face: uint16(face), Size: size, Color: page.Black, At: at, Src: s}
	f := cat.Faces()[face]
	x := unit.Length(0)
	for i, r := range s {
		g := f.Glyph(r)
		t.Glyphs = append(t.Glyphs, page.Glyph{X: int32(x), Cluster: uint32(i), ID: g})
		x += size.MulDiv(int64(f.Advance(g)), int64(f.UnitsPerEm()))
	}
	return t
}

var meta = page.Meta{Paper: "云溪日报", Code: "yxrb", Lang: "zh-CN", Date: "2026-10-20", Title: "云溪日报 2026年10月20日"}

const words = "云溪新桥昨日正式通车，两岸居民步行过江只需八分钟。" +
	"清晨六点，第一班公共汽车驶上桥面，当班司机特意系了一条新领带；他说，这座桥，他等了二十三年！" +
	"据市交通局介绍，全长1,268米的大桥设双向六车道，并为自行车和行人留出三米宽的通道。" +
	"桥头的小学今年秋天多收了两个班，菜市场也从河东搬来十几户摊位，卖鱼的、卖豆腐的、修鞋的，一家挨着一家。"

// Broadsheet is a page of 390 × 540 mm with n characters of body text in eight columns.
func Broadsheet(cat *fonts.Catalog, faces []page.Face, n int) *page.Doc {
	size, leading := unit.Points(9), unit.Points(27)/2
	pg := &page.Page{Name: "1", Number: 1, Trim: unit.Rect{W: unit.Millimetres(390000), H: unit.Millimetres(540000)}}
	pg.Bleed = pg.Trim
	chars, next := []rune(words), 0
	const column, lines = 14, 100
	for i := 0; n > 0; i++ {
		var line []rune
		for range min(column, n) {
			line = append(line, chars[next%len(chars)])
			next += 1 + next/len(chars)%7 // other phases, other characters
		}
		n -= len(line)
		x := unit.Points(40) + unit.Length(i/lines)*15*size
		y := unit.Points(60) + unit.Length(i%lines)*leading
		pg.Items = append(pg.Items, Run(cat, 0, size, unit.Point{X: x, Y: y}, string(line)))
	}
	return &page.Doc{Meta: meta, Faces: faces, Pages: []*page.Page{pg}}
}

// Every is a page of 400 × 300 pt with one of everything.
func Every(cat *fonts.Catalog, faces []page.Face) *page.Doc {
	pt := func(x, y int) unit.Point { return unit.Point{X: unit.Points(x), Y: unit.Points(y)} }
	box := func(x, y, w, h int) unit.Rect {
		return unit.Rect{X: unit.Points(x), Y: unit.Points(y), W: unit.Points(w), H: unit.Points(h)}
	}
	red, blue := page.Color{M: 10000, Y: 9000, K: 1000}, page.Color{C: 10000, M: 5000}
	pg := &page.Page{Name: "1", Number: 1, Trim: box(0, 0, 400, 300), Bleed: box(-10, -10, 420, 320)}
	add := func(items ...page.Item) { pg.Items = append(pg.Items, items...) }

	add(&page.Path{Fill: &page.Color{K: 600}, Segs: Rectangle(box(-10, -10, 60, 320))})
	head := Run(cat, 1, unit.Points(30), pt(60, 40), "云溪日报")
	head.Color = red
	add(head, Run(cat, 2, unit.Points(9), pt(60, 58), "新桥通车 Office 2026"))
	for style := page.Solid; style <= page.Double; style++ {
		y := 70 + 8*int(style)
		add(&page.Rule{From: pt(60, y), To: pt(200, y), Width: unit.Pt, Color: page.Black, Style: style})
		add(&page.Rule{From: pt(210, y), To: pt(300, y+20), Width: 2 * unit.Pt, Color: blue, Style: style})
		add(&page.Rule{From: pt(310+12*int(style), 10), To: pt(310+12*int(style), 60), Width: 3 * unit.Pt, Color: red, Style: style})
	}
	star := []page.Seg{{Op: page.MoveTo, P: [3]unit.Point{pt(100, 120)}}}
	for _, p := range []unit.Point{pt(118, 175), pt(71, 141), pt(129, 141), pt(82, 175)} {
		star = append(star, page.Seg{Op: page.LineTo, P: [3]unit.Point{p}})
	}
	star = append(star, page.Seg{Op: page.Close})
	add(&page.Path{Segs: star, Fill: &red, EvenOdd: true})
	add(&page.Group{At: pt(60, 0), Items: []page.Item{&page.Path{Segs: star, Fill: &blue, Stroke: &page.Color{K: 10000}, Width: unit.Pt}}})
	add(&page.Path{Segs: page.Disc(pt(230, 150), unit.Points(25)), Stroke: &red, Width: 3 * unit.Pt})
	for quarter := range 4 {
		at := pt(300+40*(quarter&1), 140+40*(quarter>>1))
		label := Run(cat, 3, unit.Points(10), pt(2, 10), "转版")
		add(&page.Group{At: at, Quarter: quarter, Items: []page.Item{
			label, &page.Rule{To: pt(22, 0), Width: unit.Pt / 2, Color: page.Black},
			&page.Image{File: 0, Rect: box(2, 13, 18, 12), X1: 60, Y1: 40},
		}})
	}
	add(&page.Group{Clip: box(60, 200, 60, 40), At: pt(40, 180), Items: []page.Item{
		&page.Image{File: 1, Rect: box(0, 0, 120, 80), X1: 60, Y1: 40}}})
	for i := range 4 {
		add(&page.Image{File: i, Rect: box(130+65*i, 200, 60, 40), X0: 0, Y0: 0, X1: 60, Y1: 40})
	}
	add(&page.Image{File: 0, Rect: box(60, 250, 60, 40), X0: 30, Y0: 20, X1: 50, Y1: 33})
	inks := []page.Color{{C: 10000}, {M: 10000}, {Y: 10000}, {K: 10000}, {C: 10000, M: 10000}, {M: 10000, Y: 10000}, {C: 10000, Y: 10000}, {Spot: 1, Tint: 5000}, {K: 800}, {K: 4000}}
	for i := range inks {
		add(&page.Path{Fill: &inks[i], Segs: Rectangle(box(130+26*i, 255, 26, 26))})
	}
	return &page.Doc{Meta: meta, Faces: faces, Spots: []page.Spot{{Name: "PANTONE 485 C", Alt: red}}, Images: Pictures(), Pages: []*page.Page{pg}}
}

// Rectangle is the path of r.
func Rectangle(r unit.Rect) []page.Seg {
	at := func(op page.Op, x, y unit.Length) page.Seg { return page.Seg{Op: op, P: [3]unit.Point{{X: x, Y: y}}} }
	return []page.Seg{at(page.MoveTo, r.X, r.Y), at(page.LineTo, r.Right(), r.Y), at(page.LineTo, r.Right(), r.Bottom()), at(page.LineTo, r.X, r.Bottom()), {Op: page.Close}}
}

// Pictures are 60 × 40 pixels: a colour JPEG, a grey PNG, one with alpha, a palette.
func Pictures() []page.ImageFile {
	const w, h = 60, 40
	box := image.Rect(0, 0, w, h)
	rgba, gray := image.NewNRGBA(box), image.NewGray(box)
	soft := image.NewNRGBA(box)
	few := image.NewPaletted(box, color.Palette{color.White, color.Black, color.RGBA{200, 0, 0, 255}, color.Transparent})
	for y := range h {
		for x := range w {
			v := uint8(x * 255 / w)
			if (x/5+y/5)%2 == 0 {
				v = 255 - v
			}
			rgba.SetNRGBA(x, y, color.NRGBA{v, uint8(y * 6), 200, 255})
			gray.SetGray(x, y, color.Gray{v})
			soft.SetNRGBA(x, y, color.NRGBA{220, 40, 40, v})
			few.SetColorIndex(x, y, uint8(x/15+y/10)%4)
		}
	}
	files := []page.ImageFile{{Name: "images/光.jpg", Format: "jpeg", W: w, H: h}, {Name: "images/灰.png"}, {Name: "images/软.png"}, {Name: "images/色.png"}}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, rgba, &jpeg.Options{Quality: 90}); err != nil {
		panic(err)
	}
	files[0].Data = bytes.Clone(b.Bytes())
	for i, m := range []image.Image{gray, soft, few} {
		b.Reset()
		if err := stdpng.Encode(&b, m); err != nil {
			panic(err)
		}
		files[i+1] = page.ImageFile{Name: files[i+1].Name, Format: "png", W: w, H: h, Data: bytes.Clone(b.Bytes())}
	}
	return files
}

// Photo is a colour JPEG of w × h pixels, as busy as a photograph.
func Photo(w, h int) page.ImageFile {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, color.RGBA{uint8(x*y>>6 ^ x), uint8(x >> 3), uint8(y >> 2), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 85}); err != nil {
		panic(err)
	}
	return page.ImageFile{Name: "images/photo.jpg", Format: "jpeg", W: w, H: h, Data: b.Bytes()}
}
