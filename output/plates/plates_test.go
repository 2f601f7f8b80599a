package plates

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"strings"
	"testing"

	"banxin/cmd/need/madepdf"
)

// pdfOf makes a file of objects, from number 1 on.
func pdfOf(objects ...string) []byte { return madepdf.Of("1.6", objects...) }

func packed(dict string, data []byte) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write(data)
	z.Close()
	return madepdf.Stream(dict+"/Filter/FlateDecode", b.String())
}

// shown is a file of a page of 100 × 100 points that shows contents, with these resources and
// further objects from number 5 on.
func shown(contents, resources string, more ...string) []byte {
	return pdfOf(append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<<" + resources + ">>/Contents 4 0 R>>", madepdf.Stream("", contents)}, more...)...)
}

// sheetOf draws the page of a file at 72 ppi: a pixel is a point.
func sheetOf(t *testing.T, data []byte) *Sheet {
	t.Helper()
	f, err := Open(data, Options{PPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.Sheet(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// at lists the inks at a point, counted from the lower left, in percent.
func (s *Sheet) at(x, y int) string {
	var out []string
	for _, k := range s.Inks {
		v := (int(k.Pix[(s.H-1-y)*s.W+x])*100 + 127) / 255
		if v > 0 {
			out = append(out, fmt.Sprintf("%s %d", k.Name, v))
		}
	}
	return strings.Join(out, ", ")
}

const spots = "/ColorSpace<</S [/Separation/Spot/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 1 0]/N 1>>]" +
	"/All [/Separation/All/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]" +
	"/N [/DeviceN[/Magenta/Spot]/DeviceCMYK<</FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1 0 1]/Length 30>>]>>" +
	"/ExtGState<</O1<</op true/OP true/OPM 1>>/O0<</op true/OPM 0>>/NO<</op false/OP false>>/A<</ca .5/CA .5>>/M<</BM/Multiply>>/D<</BM/Darken>>/SM<</SMask<</Type/Mask/S/Luminosity/G 5 0 R>>>>>>"

// TestInks: what lies over what, ink by ink (ISO 32000-1, 8.6.7 and 11).
func TestInks(t *testing.T) {
	const under = "1 .5 0 0 k 0 0 100 100 re f "
	for _, c := range []struct{ name, contents, want string }{
		{"knock-out", under + "0 0 0 1 k 10 10 80 80 re f", "Black 100"},
		{"overprint, mode 1", under + "/O1 gs 0 0 0 1 k 10 10 80 80 re f", "Cyan 100, Magenta 50, Black 100"},
		{"overprint, mode 0", under + "/O0 gs 0 0 0 1 k 10 10 80 80 re f", "Black 100"},
		{"white overprints in mode 1", under + "/O1 gs 0 0 0 0 k 10 10 80 80 re f", "Cyan 100, Magenta 50"},
		{"grey overprints", under + "/O1 gs 0 g 10 10 80 80 re f", "Black 100"},
		{"a spot knocks out", under + "/S cs .8 scn 10 10 80 80 re f", "Spot 80"},
		{"a spot overprints", under + "/O1 gs /S cs .8 scn 10 10 80 80 re f", "Cyan 100, Magenta 50, Spot 80"},
		{"inks over a spot", "/S cs 1 scn 0 0 100 100 re f /O0 gs 0 1 0 0 k 10 10 80 80 re f", "Magenta 100, Spot 100"},
		{"DeviceN", under + "/O1 gs /N cs .2 .6 scn 10 10 80 80 re f", "Cyan 100, Magenta 20, Spot 60"},
		{"all", "/S cs 1 scn 0 0 1 1 re f /All cs .7 scn 10 10 80 80 re f", "Cyan 70, Magenta 70, Yellow 70, Black 70, Spot 70"},
		{"half clear", under + "/A gs 0 0 1 0 k 10 10 80 80 re f", "Cyan 50, Magenta 25, Yellow 50"},
		{"multiply", under + "/M gs 0 .5 0 0 k 10 10 80 80 re f", "Cyan 100, Magenta 75"},
		{"darken", under + "/D gs .5 .8 0 0 k 10 10 80 80 re f", "Cyan 100, Magenta 80"},
		{"stroke", under + "0 0 0 1 K 20 w 0 50 m 100 50 l S", "Black 100"},
		{"clip", under + "q 0 0 40 100 re W n 0 0 0 1 k 0 0 100 100 re f Q", "Cyan 100, Magenta 50"},
		{"round clip", under + "q 50 50 m 50 90 90 90 90 50 c 90 10 50 10 50 50 c W n 0 0 0 1 k 0 0 100 100 re f Q 0 0 1 0 k 0 0 10 10 re f", "Cyan 100, Magenta 50"},
		{"even-odd", under + "0 0 0 1 k 10 10 80 80 re 30 30 40 40 re f*", "Cyan 100, Magenta 50"},
		{"winding", under + "0 0 0 1 k 10 10 80 80 re 30 30 40 40 re f", "Black 100"},
		{"soft mask", under + "/SM gs 0 0 0 1 k 10 10 80 80 re f", "Cyan 50, Magenta 25, Black 50"},
		{"inline picture", under + "q 80 0 0 80 10 10 cm BI /W 2 /H 2 /CS /CMYK /BPC 8 /F /AHx ID 00000080000000800000008000000080> EI Q", "Black 50"},
		{"stencil", under + "q 0 0 1 0 k 80 0 0 80 10 10 cm BI /W 1 /H 1 /IM true ID \x00 EI Q", "Yellow 100"},
		{"stencil turned", under + "q 0 0 1 0 k 80 0 0 80 10 10 cm BI /W 1 /H 1 /IM true /D [1 0] ID \x00 EI Q", "Cyan 100, Magenta 50"},
	} {
		s := sheetOf(t, shown(c.contents, spots, madepdf.Stream("/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Group<</S/Transparency/CS/DeviceGray>>", ".5 g 0 0 100 100 re f")))
		if got := s.at(49, 50); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		for _, f := range s.Findings {
			t.Errorf("%s: %v", c.name, f)
		}
	}
}

// TestGroups: transparency groups, opaque or not, isolated or not.
func TestGroups(t *testing.T) {
	form := func(dict, data string) string {
		return madepdf.Stream("/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<</ExtGState<</O1<</op true/OP true/OPM 1>>/A<</ca .5>>/M<</BM/Multiply>>>>>>"+dict, data)
	}
	const under = "1 0 0 0 k 0 0 100 100 re f "
	for _, c := range []struct{ name, group, contents, show, want string }{
		{"as if there were none", "/Group<</S/Transparency>>", "/O1 gs 0 0 0 1 k 0 0 100 100 re f", "/F Do", "Cyan 100, Black 100"},
		{"isolated", "/Group<</S/Transparency/I true>>", "/O1 gs 0 0 0 1 k 0 0 100 100 re f", "/F Do", "Black 100"},
		{"half clear as a whole", "/Group<</S/Transparency/I true>>", "0 1 0 0 k 0 0 100 100 re f 0 0 0 1 k 0 0 100 100 re f", "/A gs /F Do", "Cyan 50, Black 50"},
		{"half clear twice", "/Group<</S/Transparency/I true>>", "/A gs 0 0 0 1 k 0 0 100 100 re f", "/A gs /F Do", "Cyan 75, Black 25"},
		{"multiply", "/Group<</S/Transparency/I true>>", "0 1 0 0 k 0 0 100 100 re f", "/M gs /F Do", "Cyan 100, Magenta 100"},
		{"a form is no group", "", "0 1 0 0 k 0 0 100 100 re f 0 0 0 1 k 0 0 100 100 re f", "/A gs /F Do", "Cyan 25, Magenta 25, Black 50"},
	} {
		s := sheetOf(t, shown(under+c.show, "/XObject<</F 5 0 R>>/ExtGState<</A<</ca .5>>/M<</BM/Multiply>>>>", form(c.group, c.contents)))
		if got := s.at(49, 50); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestPaintServers: shadings and patterns.
func TestPaintServers(t *testing.T) {
	const grow = "/Function<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 0 0 0]/N 1>>"
	res := "/Shading<</A<</ShadingType 2/ColorSpace/DeviceCMYK/Coords[0 0 100 0]" + grow + ">>/R<</ShadingType 3/ColorSpace/DeviceCMYK/Coords[50 50 0 50 50 50]" + grow + ">>>>" +
		"/Pattern<</A<</PatternType 2/Shading<</ShadingType 2/ColorSpace/DeviceCMYK/Coords[0 0 100 0]" + grow + ">>>>/T 5 0 R/U 6 0 R/M<</PatternType 2/Shading 7 0 R>>>>"
	cell := madepdf.Stream("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 4 4]/XStep 4/YStep 4/Resources<<>>", "0 0 1 0 k 0 0 2 4 re f")
	bare := madepdf.Stream("/PatternType 1/PaintType 2/TilingType 1/BBox[0 0 40 40]/XStep 40/YStep 40/Resources<<>>", "0 0 20 40 re f")
	// A Coons patch over the page: the points go around it, its colours by corner.
	var mesh []byte
	mesh = append(mesh, 0)
	for _, p := range [][2]byte{{0, 0}, {0, 85}, {0, 170}, {0, 255}, {85, 255}, {170, 255}, {255, 255}, {255, 170}, {255, 85}, {255, 0}, {170, 0}, {85, 0}} {
		mesh = append(mesh, p[0], p[1])
	}
	mesh = append(mesh, 0, 0, 255, 255)
	coons := packed("/ShadingType 6/ColorSpace/DeviceGray/BitsPerCoordinate 8/BitsPerComponent 8/BitsPerFlag 8/Decode[0 100 0 100 0 1]", mesh)
	for _, c := range []struct {
		name, contents string
		x, y           int
		want           string
	}{
		{"axial", "/A sh", 24, 50, "Cyan 24"},
		{"radial", "/R sh", 74, 50, "Cyan 49"},
		{"radial outside", "/R sh", 1, 1, ""},
		{"as a pattern", "/Pattern cs /A scn 0 0 100 40 re f", 74, 20, "Cyan 75"},
		{"beside the pattern", "/Pattern cs /A scn 0 0 100 40 re f", 74, 50, ""},
		{"tiled", "/Pattern cs /T scn 0 0 100 100 re f", 41, 50, "Yellow 100"},
		{"between tiles", "/Pattern cs /T scn 0 0 100 100 re f", 43, 50, ""},
		{"of a colour", "/P cs .5 0 0 0 /U scn 0 0 100 100 re f", 45, 50, "Cyan 50"},
		{"of a colour, between", "/P cs .5 0 0 0 /U scn 0 0 100 100 re f", 65, 50, ""},
		{"patch", "/Pattern cs /M scn 0 0 100 100 re f", 49, 50, "Black 51"},
		{"patch, left", "/Pattern cs /M scn 0 0 100 100 re f", 1, 50, "Black 98"},
	} {
		s := sheetOf(t, shown(c.contents, res+"/ColorSpace<</P[/Pattern/DeviceCMYK]>>", cell, bare, coons))
		if got := s.at(c.x, c.y); got != c.want {
			t.Errorf("%s: %q, want %q; %v", c.name, got, c.want, s.Findings)
		}
	}
}

// TestPictures: samples, masks and turns.
func TestPictures(t *testing.T) {
	pic := func(dict string, data ...byte) string {
		return packed("/Type/XObject/Subtype/Image/BitsPerComponent 8"+dict, data)
	}
	const size = "/Width 2/Height 2"
	for _, c := range []struct {
		name, cm string
		picture  string
		more     []string
		want     [4]string // lower left, lower right, upper left, upper right
	}{
		{"grey", "100 0 0 100 0 0", pic(size+"/ColorSpace/DeviceGray", 0, 51, 255, 204), nil, [4]string{"", "Black 20", "Black 100", "Black 80"}},
		{"decoded", "100 0 0 100 0 0", pic(size+"/ColorSpace/DeviceGray/Decode[1 0]", 0, 51, 255, 204), nil, [4]string{"Black 100", "Black 80", "", "Black 20"}},
		{"a quarter turned", "0 100 -100 0 100 0", pic(size+"/ColorSpace/DeviceGray", 0, 51, 255, 204), nil, [4]string{"Black 100", "", "Black 80", "Black 20"}},
		{"mirrored", "-100 0 0 100 100 0", pic(size+"/ColorSpace/DeviceGray", 0, 51, 255, 204), nil, [4]string{"Black 20", "", "Black 80", "Black 100"}},
		{"indexed", "100 0 0 100 0 0", pic(size+"/ColorSpace[/Indexed/DeviceCMYK 1<00000000FF000000>]", 0, 1, 1, 0), nil, [4]string{"Cyan 100", "", "", "Cyan 100"}},
		{"spot", "100 0 0 100 0 0", pic(size+"/ColorSpace[/Separation/Spot/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 0 0]/N 1>>]", 0, 255, 102, 0), nil, [4]string{"Spot 40", "", "", "Spot 100"}},
		{"soft mask", "100 0 0 100 0 0", pic(size+"/ColorSpace/DeviceGray/SMask 6 0 R", 0, 0, 0, 0), []string{pic(size+"/ColorSpace/DeviceGray", 255, 128, 0, 64)}, [4]string{"", "Black 25", "Black 100", "Black 50"}},
		{"stencil mask", "100 0 0 100 0 0", pic(size+"/ColorSpace/DeviceGray/Mask 6 0 R", 0, 0, 0, 0), []string{packed(size+"/Type/XObject/Subtype/Image/ImageMask true/BitsPerComponent 1", []byte{0x40, 0x80})}, [4]string{"", "Black 100", "Black 100", ""}},
		{"colour key", "100 0 0 100 0 0", pic(size+"/ColorSpace/DeviceGray/Mask[0 10]", 0, 51, 255, 5), nil, [4]string{"", "", "", "Black 80"}},
		{"mask of itself", "100 0 0 100 0 0", pic(size+"/ColorSpace/DeviceGray/SMask 5 0 R", 255, 255, 255, 255), nil, [4]string{"", "", "", ""}},
	} {
		s := sheetOf(t, shown("q "+c.cm+" cm /I Do Q", "/XObject<</I 5 0 R>>", append([]string{c.picture}, c.more...)...))
		for i, at := range [4][2]int{{20, 20}, {80, 20}, {20, 80}, {80, 80}} {
			if got := s.at(at[0], at[1]); got != c.want[i] {
				t.Errorf("%s, %v: %q, want %q; %v", c.name, at, got, c.want[i], s.Findings)
			}
		}
	}
}

// TestMeans: what is shrunk keeps the amount of its ink.
func TestMeans(t *testing.T) {
	data := make([]byte, 300*300)
	for i := range data {
		data[i] = byte(i * 7)
	}
	sum := 0
	for _, v := range data {
		sum += 255 - int(v)
	}
	want := float64(sum) / 255 / float64(len(data)) * 100
	pic := packed("/Type/XObject/Subtype/Image/BitsPerComponent 8/Width 300/Height 300/ColorSpace/DeviceGray", data)
	for _, cm := range []string{"100 0 0 100 0 0", "0 -100 100 0 0 100", "100 0 0 -100 0 100"} {
		s := sheetOf(t, shown("q "+cm+" cm /I Do Q", "/XObject<</I 5 0 R>>", pic))
		if got := s.Coverage(3); got < want-0.3 || got > want+0.3 {
			t.Errorf("%s: %.2f %%, want %.2f", cm, got, want)
		}
	}
	s := sheetOf(t, shown("q 35 35 -35 35 50 15 cm /I Do Q", "/XObject<</I 5 0 R>>", pic))
	if got, want := s.Coverage(3), want*2*35*35/10000; got < want-0.5 || got > want+0.5 {
		t.Errorf("on its corner: %.2f %%, want %.2f", got, want)
	}
}

// TestStrokes: the area of lines, with their ends and corners.
func TestStrokes(t *testing.T) {
	for _, c := range []struct {
		name, contents string
		want           float64 // percent of the page
	}{
		{"butt", "10 w 20 50 m 80 50 l S", 6},
		{"square", "10 w 2 J 20 50 m 80 50 l S", 7},
		{"round", "10 w 1 J 20 50 m 80 50 l S", 6.785},
		{"mitre", "10 w 20 20 m 80 20 l 80 80 l S", 12.25 - .25},
		{"bevel", "10 w 2 j 20 20 m 80 20 l 80 80 l S", 12 - .125},
		{"closed", "10 w 20 20 60 60 re S", 24},
		{"dashed", "10 w [10] 0 d 20 50 m 80 50 l S", 3},
		{"dashed with a phase", "10 w [20 10] 10 d 20 50 m 80 50 l S", 4},
		{"scaled", "q 2 0 0 1 0 0 cm 10 w 25 0 m 25 100 l S Q", 20},
		{"dot", "10 w 1 J 50 50 m 50 50 l S", .785},
	} {
		s := sheetOf(t, shown(c.contents, ""))
		if got := s.Coverage(3); got < c.want-0.05 || got > c.want+0.05 {
			t.Errorf("%s: %.3f %%, want %.3f", c.name, got, c.want)
		}
	}
}

// TestTurned: a page is seen as it is read.
func TestTurned(t *testing.T) {
	for turn, want := range map[int][2]int{0: {5, 45}, 90: {5, 5}, 180: {45, 5}, 270: {45, 45}} {
		data := pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[10 10 60 60]/Rotate %d/Contents 4 0 R>>", turn), madepdf.Stream("", "10 10 10 10 re f"))
		s := sheetOf(t, data)
		if s.Inks[3].Pix[want[1]*s.W+want[0]] != 255 || s.Coverage(3) < 3.9 || s.Coverage(3) > 4.1 {
			t.Errorf("turned by %d: %d there, %.2f %%", turn, s.Inks[3].Pix[want[1]*s.W+want[0]], s.Coverage(3))
		}
	}
}

// TestUnseen: what cannot be drawn is told.
func TestUnseen(t *testing.T) {
	for _, c := range []struct{ contents, resources, want string }{
		{"BT /F 10 Tf (a) Tj ET", "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>", NoFont},
		{"BT /F 10 Tf (a) Tj ET", "", NoFont},
		{"/P Do", "/XObject<</P 5 0 R>>", NoPicture},
		{"/Pattern cs /X scn 0 0 9 9 re f", "/Pattern<</X<</PatternType 2/Shading<</ShadingType 9>>>>>>", NoShading},
		{"1 0 0 rg 0 0 9 9 re f", "", Converted},
		{"/B gs 0 0 9 9 re f", "/ExtGState<</B<</BM/Hue>>>>", Blended},
	} {
		s := sheetOf(t, shown(c.contents, c.resources, madepdf.Stream("/Type/XObject/Subtype/Image/Width 1/Height 1/Filter/JPXDecode", "x")))
		if len(s.Findings) != 1 || s.Findings[0].Kind != c.want || s.Findings[0].Page != 1 {
			t.Errorf("%s: %v, want %s", c.contents, s.Findings, c.want)
		}
	}
}
