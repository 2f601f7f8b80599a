package png

import (
	"banxin/assets"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// catalog returns the embedded faces and their list for a document.
func catalog() (*fonts.Catalog, []page.Face) {
	cat := &fonts.Catalog{}
	var faces []page.Face
	for _, f := range assets.Fonts() {
		if err := cat.Add(f.Name, f.Data, 0, f.Roles...); err != nil {
			panic(err)
		}
		faces = append(faces, page.Face{Name: f.Name})
	}
	return cat, faces
}

// run sets characters without any typography: one em after another.
func run(cat *fonts.Catalog, face int, size unit.Length, at unit.Point, s string) *page.Text {
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

const words = "云溪新桥昨日正式通车，两岸居民步行过江只需八分钟。" +
	"清晨六点，第一班公共汽车驶上桥面，司机老周特意系了一条新领带；他说，这座桥，他等了二十三年！" +
	"据市交通局介绍，全长1,268米的大桥设双向六车道，并为自行车和行人留出三米宽的通道。" +
	"桥头的小学今年秋天多收了两个班，菜市场也从河东搬来十几户摊位，卖鱼的、卖豆腐的、修鞋的，一家挨着一家。"

// broadsheet is a page of 390 × 540 mm with n characters of body text in eight columns.
func broadsheet(cat *fonts.Catalog, faces []page.Face, n int) *page.Doc {
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
		pg.Items = append(pg.Items, run(cat, 0, size, unit.Point{X: x, Y: y}, string(line)))
	}
	return &page.Doc{Faces: faces, Pages: []*page.Page{pg}}
}
