package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	imagecolor "image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"banxin/cmd/need/held"
	"banxin/layout/page"
	"banxin/layout/role"
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

// press is two sides of a press's sheet: held by grippers and folded twice, and cut in an ink alone.
func press(t *testing.T) *page.Doc {
	s := newSetter(t)
	s.doc.Spots = []page.Spot{{Name: "枣红", Alt: page.Color{M: 9000, Y: 6000}}}
	pt := unit.Points
	for i, plate := range []page.Plate{
		{Paper: unit.Rect{X: -pt(60), Y: -pt(50), W: pt(900), H: pt(1250)}, FoldX: []unit.Length{pt(380)}, FoldY: []unit.Length{pt(500), pt(800)}, Gripper: true, Label: "一帖正", Inks: []string{"Cyan", "Black", "枣红"}},
		{FoldX: []unit.Length{pt(200)}, CutX: []unit.Length{pt(500)}, CutY: []unit.Length{pt(600)}, Label: "一帖反", Inks: []string{"枣红"}},
		{FoldX: []unit.Length{pt(100), pt(300)}, Label: "二帖"},
	} {
		p := s.page(string(rune('1'+i)), "")
		p.Bleed = p.Trim.Inset(-unit.Millimetres(3000))
		p.Plate = &plate
		left, right := p.Trim, p.Trim
		left.W, right.X, right.W = pt(380), pt(380), p.Trim.W-pt(380)
		p.Trims = []unit.Rect{left, right}
		p.Items = append(p.Items, s.text("宋", "版面", pt(100), pt(100), pt(9), 0), page.NewGap(unit.Rect{X: pt(9), Y: pt(9), W: pt(40), H: pt(40)}))
	}
	return s.doc
}

// tagged is text and pictures whose marks are not as stories have them: outside of them, beside
// blocks, without a head, in every kind of paragraph.
func tagged(t *testing.T) *page.Doc {
	s := newSetter(t)
	pt := unit.Points
	p := s.page("1", "")
	y := 40
	text := func(src string) page.Item {
		y += 12
		return s.text("宋", src, pt(40), pt(y), pt(9), 0)
	}
	in := func(m page.Mark, items ...page.Item) {
		open, shut := m, m
		open.Open = true
		p.Items = append(append(append(p.Items, &open), items...), &shut)
	}
	s.doc.Images = []page.ImageFile{{Name: "a.jpg", Format: "jpeg", W: 60, H: 40, Data: testJPEG(t, 60, 40)}}
	pic := func(alt string) page.Item {
		return &page.Image{Rect: unit.Rect{X: pt(300), Y: pt(y), W: pt(60), H: pt(40)}, X1: 60, Y1: 40, Alt: alt, Radius: pt(4)}
	}
	p.Items = append(p.Items, text("不在稿件里"), pic("不在稿件里的图"))
	in(page.Mark{Role: page.RoleParagraph, ID: "x#0"}, text("稿件外的段"))
	story := &page.Mark{Role: page.RoleStory, ID: "a", Open: true}
	p.Items = append(p.Items, story, text("段外的字"), pic("段外的图"))
	in(page.Mark{Role: page.RoleSubhead, ID: "a#0"}, text("没有大题的小题"))
	in(page.Mark{Role: page.RoleFigure, ID: "a#1", Alt: "图"}, pic("别的"))
	in(page.Mark{Role: page.RoleFigure, ID: "a#2"}, pic("图的"))
	in(page.Mark{Role: page.RoleFigure, ID: "a#3"}, pic(""))
	in(page.Mark{Role: page.RoleParagraph, ID: "a#4"})
	p.Items = append(p.Items, &page.Mark{Role: page.RoleTable, ID: "a#5", Open: true})
	for _, row := range [][]page.Mark{{{Role: page.RoleHeadCell, Across: 2}, {Role: page.RoleHeadCell, Down: 2}}, {{Role: page.RoleCell}, {Role: page.RoleCell, Across: 1, Down: 1}}, {{Role: page.RoleCell, Across: 3, Down: 2}}} {
		p.Items = append(p.Items, &page.Mark{Role: page.RoleRow, Open: true})
		for _, cell := range row {
			in(cell, text("格"))
		}
		p.Items = append(p.Items, &page.Mark{Role: page.RoleRow})
	}
	p.Items = append(p.Items, &page.Mark{Role: page.RoleTable, ID: "a#5"})
	for i, r := range role.Kinds() {
		in(page.Mark{Role: r, ID: "a#" + string(rune('A'+i))}, text(string(r)))
	}
	in(page.Mark{Role: page.RoleHeadline, ID: "a"}, text("后来的大题"))
	in(page.Mark{Role: page.RoleSubhead, ID: "a#6"}, text("小题"))
	in(page.Mark{Role: page.RoleNote, ID: "a#7"}, text("注"), pic("注里的图"))
	shut := *story
	shut.Open = false
	p.Items = append(p.Items, &shut)
	return s.doc
}

// TestKept: what is kept of pictures makes the same file, what is made alone is what a file would
// hold, and each photograph in four inks is told with its width.
func TestKept(t *testing.T) {
	d := profiled(t)
	whole := writePDF(t, d, Options{})
	kept, made := map[string][]byte{}, 0
	var lock sync.Mutex
	keep := func(key string, make func() ([]byte, error)) ([]byte, error) {
		lock.Lock()
		defer lock.Unlock()
		if data, ok := kept[key]; ok {
			return data, nil
		}
		made++
		data, err := make()
		kept[key] = data
		return data, err
	}
	var shown []string
	tell := func(jpeg []byte, inverted bool, points float64) error {
		lock.Lock()
		defer lock.Unlock()
		shown = append(shown, fmt.Sprintf("%d %v %.1f", len(jpeg), inverted, points))
		return nil
	}
	var none bytes.Buffer
	for _, only := range []func(string) bool{func(name string) bool { return name == "l.jpg" }, func(string) bool { return true }, func(string) bool { return false }} {
		if err := Write(&none, d, catalog(t), Options{Keep: keep, Only: only, Shown: tell}); err != nil || none.Len() > 0 {
			t.Fatalf("%v, %d bytes", err, none.Len())
		}
	}
	n := made
	if again := writePDF(t, d, Options{Keep: keep}); !bytes.Equal(again, whole) || made != n {
		t.Errorf("what was kept makes another file, or %d more was made", made-n)
	}
	slices.Sort(shown)
	held.Text(t, "testdata/written/shown.txt", strings.Join(shown, "\n")+"\n")
	full := func(string, func() ([]byte, error)) ([]byte, error) { return nil, errors.New("disk full") }
	if err := Write(&none, d, catalog(t), Options{Keep: full}); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("what cannot be kept: %v", err)
	}
	told := func([]byte, bool, float64) error { return errors.New("no ink") }
	if err := Write(&none, d, catalog(t), Options{Keep: keep, Shown: told, Only: func(string) bool { return true }}); err == nil || !strings.Contains(err.Error(), "no ink") {
		t.Errorf("what is told: %v", err)
	}
}

// TestPressProfiles: a profile of the press is one of inks, a link is one; what is neither is refused.
func TestPressProfiles(t *testing.T) {
	for name, c := range map[string]struct {
		p    Press
		want string
	}{
		"banxin's own":    {Press{}, ""},
		"no profile":      {Press{ICC: []byte("none")}, "the press's ICC profile: "},
		"of a screen":     {Press{ICC: color.SRGB().Data}, "is of class mntr for RGB"},
		"no link":         {Press{Links: [][]byte{[]byte("none")}}, "the device link: "},
		"link of a press": {Press{Links: [][]byte{color.Newsprint().Data}}, "link"},
		"broken":          {Press{ICC: color.Newsprint().Data[:3000]}, "ICC profile"},
	} {
		err := c.p.Check()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if name == "broken" {
			continue
		}
		if err := Write(&bytes.Buffer{}, press(t), catalog(t), Options{Press: c.p}); (err == nil) != (c.want == "") {
			t.Errorf("%s is written: %v", name, err)
		}
	}
}

// TestParseDict: what gopdf writes is parted into keys and values, and other things are refused.
func TestParseDict(t *testing.T) {
	for in, want := range map[string]string{
		"<<>>":                                    "<<>>",
		" <</A/B/C 1 0 R>> ":                      "/A=/B|/C=1 0 R",
		"<</A[1 [2] 3]/B<</C<</D 1>>/E(x)>>>>":    "/A=[1 [2] 3]|/B=<</C<</D 1>>/E(x)>>",
		"<</A(a(b)c)/B<0102>\n/C  true /D null>>": "/A=(a(b)c)|/B=<0102>|/C=true|/D=null",
		"/A 1": "", "<</A 1": "", "<<A 1>>": "", "<</A>>": "", "<</A[1>>": "", "<</A >>": "", "": "",
	} {
		d, err := parseDict([]byte(in))
		var got []string
		if err == nil {
			for _, e := range d.entries {
				got = append(got, e.key+"="+e.value)
			}
		}
		if want == "<<>>" {
			want = ""
			if err != nil {
				t.Errorf("%s: %v", in, err)
			}
		} else if (err == nil) != (want != "") {
			t.Errorf("%s: %v", in, err)
		}
		if strings.Join(got, "|") != want && err == nil {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}
