package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"banxin/cmd/need/held"
	"banxin/cmd/need/madepdf"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/color/dct"
)

// TestWritten holds what is written, object by object and with its streams unpacked, against
// testdata/written. Pictures and fonts, which are no text, stand there by length and sum.
// -update rewrites; read the difference.
func TestWritten(t *testing.T) {
	icc := Press{Condition: "FOGRA", Info: "newsprint", InkLimit: 200, PPI: 100, Quality: 70}
	for _, c := range []struct {
		name string
		doc  *page.Doc
		opt  Options
	}{
		{"x4", specimen(t), Options{Press: Press{Marks: AllMarks}}},
		{"x1a", specimen(t), Options{Profile: X1a, Press: Press{Marks: Marks{Crop: true, Fold: true}}}},
		{"archive", specimen(t), Options{Profile: Archive}},
		{"screen", specimen(t), Options{Profile: Screen}},
		{"plain", specimen(t), Options{Profile: Plain, Compress: 1}},
		{"kinds", kinds(t), Options{Press: icc}},
		{"kinds-archive", kinds(t), Options{Profile: Archive}},
		{"kinds-screen", kinds(t), Options{Profile: Screen, Press: Press{PPI: 30}}},
		{"plate", plate(t), Options{Press: Press{Marks: AllMarks}}},
		{"adverts", adverts(t), Options{Profile: X4}},
		{"remarks", remarks(t), Options{Profile: Plain, Modified: time.Date(2026, 10, 19, 23, 0, 0, 0, china)}},
		{"few", fewInks(t), Options{Press: Press{PPI: 60}}},
		{"few-screen", fewInks(t), Options{Profile: Screen}},
		{"profiled", profiled(t), Options{}},
		{"profiled-screen", profiled(t), Options{Profile: Screen}},
		{"touching", touching(t), Options{Press: Press{Trap: unit.Pt / 2}}},
		{"grouped", grouped(t), Options{Press: Press{Marks: Marks{Center: true, Strip: true, GreyBalance: true}}}},
		{"press", press(t), Options{Press: Press{Marks: Marks{true, true, true, true, true, true, false, false}}}},
		{"press-strip", press(t), Options{Press: Press{Marks: Marks{true, true, true, false, true, true, true, true}}}},
		{"tagged", tagged(t), Options{Profile: Archive}},
		{"grouped-archive", grouped(t), Options{Profile: Archive}},
	} {
		t.Run(c.name, func(t *testing.T) {
			held.Text(t, filepath.Join("testdata", "written", c.name+".txt"), unpacked(t, writePDF(t, c.doc, c.opt)))
		})
	}
}

var lengthOf = regexp.MustCompile(`/Length (\d+)`)

// unpacked returns a file as text. The offsets of its table are left out: they follow from
// the rest, and from how well the streams are packed.
func unpacked(t *testing.T, data []byte) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", data[:8])
	for at := 0; ; {
		k := bytes.Index(data[at:], []byte(" 0 obj\n"))
		if k < 0 {
			break
		}
		from := at + k
		for from > 0 && data[from-1] != '\n' {
			from--
		}
		end := from + bytes.Index(data[from:], []byte("endobj"))
		if s := bytes.Index(data[from:end], []byte("stream\n")); s > 0 {
			head := data[from : from+s]
			m := lengthOf.FindSubmatch(head)
			if m == nil {
				t.Fatalf("a stream without a length: %.80q", head)
			}
			n, _ := strconv.Atoi(string(m[1]))
			body := data[from+s+len("stream\n"):][:n]
			fmt.Fprintf(&b, "%s", lengthOf.ReplaceAll(bytes.TrimRight(head, "\n"), []byte("/Length …")))
			b.WriteString(streamText(t, head, body))
			at = from + s + n + 7
			at += bytes.Index(data[at:], []byte("endobj")) + 6
			continue
		}
		fmt.Fprintf(&b, "%s\n", bytes.TrimSpace(data[from:end]))
		at = end + 6
	}
	tail := data[bytes.LastIndex(data, []byte("trailer")):]
	b.Write(regexp.MustCompile(`startxref\n\d+`).ReplaceAll(tail, []byte("startxref")))
	return strings.ReplaceAll(strings.ReplaceAll(b.String(), "\r", "\n"), " \n", "\n")
}

func streamText(t *testing.T, head, body []byte) string {
	t.Helper()
	if bytes.Contains(head, []byte("FlateDecode")) && !bytes.Contains(head, []byte("/Predictor")) {
		r, err := zlib.NewReader(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if body, err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	if utf8.Valid(body) && !bytes.ContainsRune(body, 0) {
		return "\nstream\n" + string(body) + "\n"
	}
	return fmt.Sprintf("\n%d bytes, sum %08x\n", len(body), crc32.ChecksumIEEE(body))
}

// kinds is a page with what the specimen has not: pictures of every kind, forms of paths,
// vertical runs, groups in groups, ink at the edge.
func kinds(t *testing.T) *page.Doc {
	s := newSetter(t)
	s.doc.Meta.Title = " 云溪日报 "
	s.doc.Spots = []page.Spot{{Name: "PANTONE 485 C", Alt: page.Color{M: 9500, Y: 10000}}, {Name: "银", Alt: page.Color{K: 3000}}}
	p := s.page("1", "要闻")
	p.Bleed = p.Trim.Inset(-unit.Millimetres(3000))
	pt := unit.Points
	for i, im := range everyPicture(t) {
		s.doc.Images = append(s.doc.Images, im)
		r := unit.Rect{X: pt(20 + 90*(i%8)), Y: pt(40 + 70*(i/8)), W: pt(60), H: pt(40)}
		p.Items = append(p.Items, &page.Image{File: i, Rect: r, X1: im.W, Y1: im.H, Alt: "图"})
	}
	p.Items = append(p.Items,
		&page.Image{File: 1, Rect: unit.Rect{X: pt(20), Y: pt(300), W: pt(60), H: pt(40)}, X1: 60, Y1: 40, Ink: page.Color{Spot: 1, Tint: 10000}},
		&page.Image{File: 1, Rect: unit.Rect{X: pt(120), Y: pt(300), W: pt(60), H: pt(40)}, X0: 10, Y0: 5, X1: 50, Y1: 35, Ink: page.Color{Spot: 2, Tint: 4000}},
		&page.Image{File: 1, Rect: unit.Rect{X: pt(220), Y: pt(300), W: pt(60), H: pt(40)}, X1: 60, Y1: 40, Ink: page.Color{C: 10000}},
		&page.Image{File: 0, Rect: unit.Rect{X: pt(320), Y: pt(300), W: pt(6), H: pt(4)}, X1: 60, Y1: 40},
		&page.Image{File: 0, X1: 60, Y1: 40}, // no room
	)
	red, spot := page.Color{M: 10000, Y: 9000}, page.Color{Spot: 2, Tint: 2500}
	at := func(op page.Op, xy ...int) page.Seg {
		g := page.Seg{Op: op}
		for i := 0; i+1 < len(xy); i += 2 {
			g.P[i/2] = unit.Point{X: pt(xy[i]), Y: pt(xy[i+1])}
		}
		return g
	}
	star := []page.Seg{at(page.MoveTo, 300, 400), at(page.LineTo, 360, 400), at(page.LineTo, 310, 440), at(page.LineTo, 330, 380), at(page.LineTo, 350, 440), {Op: page.Close}}
	p.Items = append(p.Items,
		&page.Path{Segs: star, Fill: &red, EvenOdd: true}, &page.Path{Segs: star, Fill: &spot, Stroke: &red, Width: pt(1), EvenOdd: true}, &page.Path{Segs: star, Fill: &red},
		&page.Path{Segs: star, Stroke: &red, Width: pt(2)}, &page.Path{Segs: star[:4], Stroke: &page.Black, Width: pt(1) / 3}, &page.Path{Segs: star}, &page.Path{},
		&page.Path{Segs: []page.Seg{at(page.LineTo, 20, 400), at(page.LineTo, 60, 410)}, Stroke: &red, Width: pt(1)},
		&page.Path{Segs: []page.Seg{at(page.MoveTo, 20, 420), at(page.CubicTo, 30, 410, 50, 430, 60, 420)}, Stroke: &spot, Width: pt(1)},
		&page.Rule{From: unit.Point{X: pt(20), Y: pt(450)}, To: unit.Point{X: pt(80), Y: pt(450)}, Color: red}, // no width
		&page.Rule{From: unit.Point{X: pt(20), Y: pt(460)}, To: unit.Point{X: pt(20), Y: pt(520)}, Width: pt(1), Color: spot, Style: page.Wavy},
		&page.Rule{From: unit.Point{X: pt(40), Y: pt(460)}, To: unit.Point{X: pt(70), Y: pt(500)}, Width: pt(3), Color: red, Style: page.Double},
		&page.Rule{From: unit.Point{X: pt(60), Y: pt(460)}, To: unit.Point{X: pt(60), Y: pt(461)}, Width: pt(1), Color: page.White, Style: page.Dotted},
		&page.Path{Fill: &red, Segs: box(unit.Rect{X: 0, Y: 0, W: p.Trim.W, H: pt(10)})},
		&page.Path{Fill: &red, Segs: box(unit.Rect{X: pt(1), Y: p.Trim.H - pt(10), W: p.Trim.W - pt(2), H: pt(10)})},
		&page.Group{At: unit.Point{X: pt(200), Y: pt(500)}, Quarter: 1, Items: []page.Item{
			&page.Group{At: unit.Point{X: pt(10)}, Quarter: 2, Clip: unit.Rect{W: pt(30), H: pt(30)}, Items: []page.Item{
				s.text("黑", "里", 0, 0, pt(9), 0), &page.Image{File: 0, Rect: unit.Rect{W: pt(20), H: pt(10)}, X1: 60, Y1: 40}}},
			&page.Path{Fill: &red, Segs: box(unit.Rect{W: pt(9), H: pt(9)})}}},
		&page.Group{Quarter: 5}, &page.Group{})
	up := s.text("宋", "竖排，文字。", pt(500), pt(500), pt(12), 0)
	up.Dir = page.Vertical
	for i := range up.Glyphs {
		up.Glyphs[i].X, up.Glyphs[i].Y = int32(pt(i%2)), int32(pt(12*i))
	}
	red2 := s.text("黑", "红字AV", pt(520), pt(400), pt(12), 0)
	red2.Color = red
	tint := s.text("楷", "专色字", pt(520), pt(420), pt(1)/2+7, 0)
	tint.Color = spot
	gray := s.text("楷", "灰", pt(520), pt(440), pt(30), 0)
	gray.Color = page.Gray(5000)
	p.Items = append(p.Items, up, red2, tint, gray, &page.Text{Face: 0, Size: pt(9)})
	s.doc.Stories = []page.Story{{ID: "s1"}, {ID: "s2", Title: "二(括\\号)", Section: "要闻"}, {ID: "s3", Title: "三", Page: 9}, {ID: "s4", Title: "四", Section: "副刊"}}
	return s.doc
}

// everyPicture is a picture in each form that files have.
func everyPicture(t *testing.T) []page.ImageFile {
	src := testImage(60, 40, false)
	gray := image.NewGray(src.Rect)
	draw.Draw(gray, gray.Rect, src, image.Point{}, draw.Src)
	deep := image.NewNRGBA64(src.Rect)
	draw.Draw(deep, deep.Rect, src, image.Point{}, draw.Src)
	plate := image.NewPaletted(src.Rect, palette.WebSafe)
	draw.Draw(plate, plate.Rect, src, image.Point{}, draw.Src)
	glass := image.NewPaletted(src.Rect, append(color.Palette{color.Transparent}, palette.WebSafe[:200]...))
	draw.Draw(glass, glass.Rect, src, image.Point{}, draw.Src)
	two := image.NewPaletted(src.Rect, color.Palette{color.Black, color.White})
	draw.Draw(two, two.Rect, src, image.Point{}, draw.Src)
	same := image.NewRGBA(src.Rect)
	draw.Draw(same, same.Rect, gray, image.Point{}, draw.Src)
	inks := make([]byte, 4*60*40)
	for i := range inks {
		inks[i] = byte(i * 7)
	}
	cmyk, err := dct.Encode(inks, 60, 40, 4, 90)
	if err != nil {
		t.Fatal(err)
	}
	var out []page.ImageFile
	add := func(format string, data []byte) {
		out = append(out, page.ImageFile{Name: fmt.Sprintf("images/%d.%s", len(out), format), Format: format, W: 60, H: 40, Data: data})
	}
	add("jpeg", testJPEG(t, 60, 40))
	for _, im := range []image.Image{gray, src, testImage(60, 40, true), deep, plate, glass, two, same} {
		var b bytes.Buffer
		if err := png.Encode(&b, im); err != nil {
			t.Fatal(err)
		}
		add("png", b.Bytes())
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, gray, nil); err != nil {
		t.Fatal(err)
	}
	add("jpeg", b.Bytes())
	add("jpeg", cmyk)
	add("jpeg", segment(testJPEG(t, 60, 40), 0xE2, append([]byte("ICC_PROFILE\x00\x01\x01"), make([]byte, 40)...)))
	add("jpeg", segment(testJPEG(t, 60, 40), 0xEE, []byte("Adobe\x00\x64\x00\x00\x00\x00\x00")))
	return out
}

// segment puts a segment behind the beginning of a JPEG file.
func segment(data []byte, marker byte, body []byte) []byte {
	n := len(body) + 2
	return append(append([]byte{0xFF, 0xD8, 0xFF, marker, byte(n >> 8), byte(n)}, body...), data[2:]...)
}

// plate is a sheet with two pages side by side.
func plate(t *testing.T) *page.Doc {
	s := newSetter(t)
	p := s.page("1-2", "")
	half := p.Trim
	p.Trim.W *= 2
	p.Bleed = p.Trim.Inset(-unit.Millimetres(3000))
	p.Trims = []unit.Rect{half, {X: half.W, W: half.W, H: half.H}}
	p.Items = append(p.Items, s.text("宋", "左", 100*unit.Pt, 100*unit.Pt, 9*unit.Pt, 0), s.text("宋", "右", 900*unit.Pt, 100*unit.Pt, 9*unit.Pt, 0),
		&page.Group{At: unit.Point{X: half.W}, Clip: unit.Rect{X: half.W, W: half.W, H: half.H}, Items: []page.Item{s.text("黑", "组", 0, 20*unit.Pt, 9*unit.Pt, 0)}})
	return s.doc
}

// adverts places pages of supplied files: whole, turned, with boxes of every kind.
func adverts(t *testing.T) *page.Doc {
	s := newSetter(t)
	p := s.page("1", "")
	for i, boxes := range []string{
		"/MediaBox[0 0 300 200]",
		"/MediaBox[0 0 300 200]/TrimBox[10 20 290 180]/BleedBox[5 5 295 195]",
		"/MediaBox[0 0 300 200]/CropBox[10 20 290 180]",
		"/MediaBox[0 0 300 200]/Rotate 90",
		"/MediaBox[-50 -50 250 150]/Rotate 180/TrimBox[-40 -40 240 140]",
		"/MediaBox[0 0 300 200]/Rotate 270",
		"/MediaBox[0 0 300 200]/Rotate -90/Group<</S/Transparency/CS/DeviceCMYK>>",
		"/MediaBox[0 0 300 200]/ArtBox[20 20 280 180]",
	} {
		data := supply(boxes, "0 0 0 1 k 20 20 60 30 re f BT /F 12 Tf (a) Tj ET")
		im, err := OpenPage(fmt.Sprintf("ad%d.pdf", i), data, 1)
		if err != nil {
			t.Fatalf("%s: %v", boxes, err)
		}
		s.doc.Images = append(s.doc.Images, im)
		r := unit.Rect{X: unit.Points(20 + 180*(i%4)), Y: unit.Points(40 + 300*(i/4)), W: unit.Millimetres(int64(im.W) * 5), H: unit.Millimetres(int64(im.H) * 5)}
		p.Items = append(p.Items, &page.Image{File: i, Rect: r, X1: im.W, Y1: im.H, Alt: "广告"})
	}
	return s.doc
}

// supply is a PDF file of one page.
func supply(boxes, content string) []byte {
	return madepdf.Of("1.4", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R"+boxes+"/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/ProcSet[/PDF]>>>>",
		madepdf.Stream("", content), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
}
