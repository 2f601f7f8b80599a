package advert

import (
	"banxin/cmd/need/madepdf"
	"banxin/output/internal/spaces"
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"banxin/cmd/need"
	"banxin/output/color"
)

var shop = NewShop(color.Newsprint(), 220, 9)

// file puts objects together: 1 the catalogue, 2 the pages, 3 the page, 4 its contents.
func file(list []string) []byte { return madepdf.Of("1.6", list...) }

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

// ofPage is a file of a page that paints something; more objects count from 5.
func ofPage(root, page, paint string, more ...string) []byte {
	return file(append([]string{"<</Type/Catalog/Pages 2 0 R" + root + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R" + page + ">>", stream("", paint)}, more...))
}

// shown is what the page of a file paints, the streams that it names following.
func shown(t *testing.T, data []byte) string {
	t.Helper()
	r, err := open(data)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := r.Pages()
	if err != nil {
		t.Fatal(err)
	}
	data, err = r.Data(r.Stream(r.Dict(pages[0].Resources["XObject"])["P"]))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(data)), " ")
}

// inked puts the inks of RGB in the place of {r g b}, and of grey alone in that of {g}.
func inked(s string) string {
	s = strings.ReplaceAll(s, "{half}", fmt.Sprintf("%.0f", math.Ceil(float64(shop.grey(128))/255*1e4)))
	return regexp.MustCompile(`\{([\d.]+)(?: ([\d.]+) ([\d.]+))?\}`).ReplaceAllStringFunc(s, func(m string) string {
		var v [3]float64
		if n, _ := fmt.Sscanf(m, "{%g %g %g}", &v[0], &v[1], &v[2]); n == 1 {
			return number(float64(shop.grey(byteOf(v[0]))) / 255)
		}
		j := &job{shop: shop}
		k := j.inks(spaces.RGB, v[:])
		return numbers(k[:])
	})
}

const resources = `/Resources<</Font<</F 5 0 R/T 7 0 R>>/ExtGState<</Op<</op true/OP true/OPM 1>>/Half<</ca .5>>/Mul<</BM/Multiply>>/Tr<</TR/Identity/LW 3>>/Dark<</TR<<>>>>
/Lum<</SMask<</S/Luminosity/G 6 0 R/BC[1 0 0]>>>>>>/ColorSpace<</Sp[/Separation/Gold/DeviceRGB<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[1 0 0]/N 1>>]
/Lab[/Lab<</WhitePoint[.96 1 .82]>>]/Ix[/Indexed/DeviceRGB 1<ff000000ff00>]/Pn[/Pattern/DeviceRGB]>>/XObject<</Fm 6 0 R/Off 8 0 R/Pic 9 0 R>>
/Pattern<</Pt 10 0 R>>/Shading<</Sh<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 1 1]/Function<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[1 0 0]/N 1>>>>>>/Properties<</O 11 0 R>>>>`

var furniture = []string{
	"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency/CS/DeviceRGB>>", "1 0 0 rg 0 0 5 5 re f"),
	"<</Type/Font/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FontBBox[0 0 0 0]/FirstChar 65/LastChar 65/Widths[1000]/Encoding<</Differences[65/a]>>/CharProcs<</a 12 0 R>>/Resources<<>>>>",
	stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/OC 11 0 R", "0 0 5 5 re f"),
	stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB", "\xff\x00\x00"),
	stream("/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>", "1 0 0 rg 0 0 5 5 re f"),
	"<</Type/OCG/Name(off)>>",
	stream("", "1000 0 d0 1 0 0 rg 0 0 500 500 re f"),
}

const layerOff = "/OCProperties<</OCGs[11 0 R]/D<</OFF[11 0 R]>>>>"

// Contents are written anew in the press's inks, each colour for its use.
func TestContents(t *testing.T) {
	const k100 = "0 0 0 1 k /BX101 gs "
	for _, c := range []struct{ paint, want, changes string }{
		{"0 0 0 .2 k 0 0 9 9 re f", "0 0 0 0.2 k 0 0 9 9 re f", ""},
		{".5 g 0 0 9 9 re f", "0 0 0 0.5 k 0 0 9 9 re f", ""},
		{"1 0 0 rg 0 0 9 9 re f", "{1 0 0} k 0 0 9 9 re f", "rgb 1"},
		{"1 0 0 RG 4 w 0 0 m 9 9 l S", "4 w {1 0 0} K 0 0 m 9 9 l S", "rgb 1"},
		{"0 0 0 RG 1 w 0 0 m 9 9 l S", "1 w 0 0 0 1 K /BX011 gs 0 0 m 9 9 l S", "rgb-black 1"},
		{"0 0 0 rg 0 0 99 1 re f", "0 0 0 1 k 0 0 99 1 re f", "rgb-black 1"},
		{"0 0 0 rg 0 0 99 99 re f", "{0 0 0} k 0 0 99 99 re f", "rgb 1"},
		{"1 0 0 rg 0 1 0 rg 0 0 9 9 re n", "0 0 9 9 re n", ""},
		{"1 0 0 rg 0 0 9 9 re W n 0 0 9 9 re f", "0 0 9 9 re W n {1 0 0} k 0 0 9 9 re f", "rgb 1"},
		{"/Lab cs 50 0 0 sc 0 0 9 9 re f", "{.46639 .46639 .46639} k 0 0 9 9 re f", "rgb 1"},
		{"/Ix cs 1 sc 0 0 9 9 re f", "{0 1 0} k 0 0 9 9 re f", "rgb 1"},
		{"BT /F 12 Tf 0 0 0 rg (a) Tj ET", "BT /F 12 Tf " + k100 + "(a) Tj ET", "rgb-black 1"},
		{"BT /F 12 Tf .13 .12 .12 rg (a) Tj ET", "BT /F 12 Tf " + k100 + "(a) Tj ET", "rgb-black 1"},
		{"BT /F 12 Tf .5 .5 .5 rg (a) Tj ET", "BT /F 12 Tf 0 0 0 {.5} k (a) Tj ET", "rgb-black 1"},
		{"BT /F 12 Tf 1 1 1 rg (a) Tj ET", "BT /F 12 Tf 0 0 0 0 k (a) Tj ET", "rgb-type 1"},
		{"BT /F 12 Tf 1 0 0 rg (a) Tj ET", "BT /F 12 Tf {1 0 0} k (a) Tj ET", "rgb-type 1"},
		{"BT /F 12 Tf .7 .6 .6 .9 k (a) Tj ET", "BT /F 12 Tf " + k100 + "(a) Tj ET", "rich-black 1"},
		{"BT /F 12 Tf 0 0 0 1 k (a) Tj ET", "BT /F 12 Tf " + k100 + "(a) Tj ET", "overprint 1"},
		{"/Op gs BT /F 12 Tf 0 0 0 1 k (a) Tj ET", "BT /F 12 Tf " + k100 + "(a) Tj ET", ""},
		{"BT /F 6 Tf .2 .8 .9 0 k (a) Tj ET", "BT /F 6 Tf 0 0.6 0.7 0.2 k (a) Tj ET", "small-type 1"},
		{"BT /F 6 Tf 2 0 0 2 0 0 Tm .2 .8 .9 0 k (a) Tj ET", "BT /F 6 Tf 2 0 0 2 0 0 Tm 0.2 0.8 0.9 0 k (a) Tj ET", ""},
		{"/Op gs 0 0 0 0 k 0 0 9 9 re f", "0 0 0 0 k 0 0 9 9 re f", "white-overprint 1"},
		{"/Op gs .5 0 0 0 k 0 0 9 9 re f", "0.5 0 0 0 k /BX101 gs 0 0 9 9 re f", ""},
		{"/Op gs 1 0 0 rg 0 0 9 9 re f", "{1 0 0} k 0 0 9 9 re f", "rgb 1"},
		{"1 1 1 .6 k 0 0 9 9 re f", "0.4 0.4 0.4 1 k 0 0 9 9 re f", "black-generated 1"},
		{"q 1 0 0 rg 0 0 9 9 re f Q 0 0 9 9 re f", "q {1 0 0} k 0 0 9 9 re f Q 0 0 0 1 k 0 0 9 9 re f", "rgb 1"},
		{"/Half gs 1 1 1 rg 0 0 9 9 re f", "0 0 0 0 k /BX001a5000a10000 gs 0 0 9 9 re f", "rgb 1"},
		{"1 0 0 rg 0 0 99 99 re f /Half gs BT /F 12 Tf 1 0 0 1 20 20 Tm 0 0 0 rg (a) Tj ET", "{1 0 0} k 0 0 99 99 re f BT /F 12 Tf 1 0 0 1 20 20 Tm 0 0 0 1 k /BX101a{half}a10000 gs (a) Tj ET", "rgb 1; rgb-black 1"},
		{"/Tr gs 0 0 9 9 re f", "/Tr gs 0 0 0 1 k 0 0 9 9 re f", ""},
		{"/Dark gs 0 0 9 9 re f", "0 0 0 1 k 0 0 9 9 re f", "transfer 1"},
		{"/OC /O BDC 0 0 9 9 re f EMC 0 0 9 9 re f", "0 0 9 9 re n 0 0 0 1 k 0 0 9 9 re f", "layers 1"},
		{"/Off Do", "", "layers 1"},
		{"/Span <</MCID 0>> BDC 0 0 9 9 re f EMC", "0 0 0 1 k 0 0 9 9 re f", ""},
		{"/Sp cs 1 scn 0 0 9 9 re f", "/BXC cs 1 scn 0 0 9 9 re f", "spot-alternate 1"},
		{"/Fm Do", "0 0 0 1 k 0 0 0 1 K /Fm Do", "rgb 1; rgb-blending 1"},
		{"/Pic Do", "/Pic Do", "rgb-picture 1"},
		{"BI /W 1 /H 1 /CS /RGB /BPC 8 ID \xff\x00\x00 EI", "/BXI Do", "rgb-picture 1"},
		{"/Sh sh", "/Sh sh", "rgb-shading 1"},
		{"/Pattern cs /Pt scn 0 0 9 9 re f", "/Pattern cs /BXP scn 0 0 9 9 re f", "rgb 1"},
		{"/Lum gs", "/Lum gs", ""},
		{"BT /T 12 Tf (A) Tj ET", "BT /T 12 Tf " + k100 + "(A) Tj ET", "rgb 1; overprint 1"},
		{"q q 0 0 9 9 re f", "q q 0 0 0 1 k 0 0 9 9 re f Q Q", ""},
		{"Q Q 0 0 9 9 re f ]] ) >>", "0 0 0 1 k 0 0 9 9 re f", ""},
	} {
		p, err := shop.Page(ofPage(layerOff, resources, c.paint, furniture...), 1, Options{})
		if err != nil {
			t.Errorf("%s: %v", c.paint, err)
			continue
		}
		var changes []string
		for _, k := range p.Changes {
			changes = append(changes, fmt.Sprint(k.Kind, " ", k.Count))
		}
		if got, want := shown(t, p.Data), inked(c.want); got != want || strings.Join(changes, "; ") != c.changes {
			t.Errorf("%s:\n  painted %s\n  want    %s\n  changes %v, want %s", c.paint, got, want, changes, c.changes)
		}
		again, err := shop.Page(ofPage(layerOff, resources, c.paint, furniture...), 1, Options{})
		if err != nil || !bytes.Equal(again.Data, p.Data) {
			t.Errorf("%s: the bytes differ", c.paint)
		}
	}
}

// What is fit for the press stays as it is when it is made fit again.
func TestTwice(t *testing.T) {
	for _, paint := range []string{"1 0 0 rg 0 0 99 99 re f BT /F 6 Tf .2 .8 .9 0 k (a) Tj 0 0 0 rg (b) Tj ET", "1 1 1 .6 k 0 0 9 9 re f", "/Pic Do /Sh sh /Fm Do"} {
		once, err := shop.Page(ofPage("", resources, paint, furniture...), 1, Options{})
		if err != nil {
			t.Fatal(err)
		}
		twice, err := shop.Page(once.Data, 1, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(twice.Changes) > 0 {
			t.Errorf("%s: %v", paint, twice.Changes)
		}
	}
}

// The boxes and the unit of a page, what it turns and what annotations print on it.
func TestPages(t *testing.T) {
	note := func(flags int, more string) string {
		return fmt.Sprintf("/Annots[<</Subtype/Stamp/F %d/Rect[10 10 20 20]/AP<</N 5 0 R>>%s>>]", flags, more)
	}
	form := stream("/Type/XObject/Subtype/Form/BBox[0 0 5 5]", "0 0 5 5 re f")
	for _, c := range []struct {
		page, want string
		changes    int
	}{
		{"", "/MediaBox[0 0 300 200]/BleedBox[0 0 300 200]/TrimBox[0 0 300 200]/Rotate 0", 0},
		{"/TrimBox[10 10 290 190]/BleedBox[1 1 299 199]", "/MediaBox[1 1 299 199]/BleedBox[1 1 299 199]/TrimBox[10 10 290 190]/Rotate 0", 0},
		{"/CropBox[10 10 290 190]/Rotate 90", "/MediaBox[10 10 290 190]/BleedBox[10 10 290 190]/TrimBox[10 10 290 190]/Rotate 90", 0},
		{"/UserUnit 2/TrimBox[10 10 290 190]", "/TrimBox[20 20 580 380]", 0},
		{"/TrimBox[-10 -10 290 190]", "/TrimBox[0 0 290 190]", 0},
		{"/Annots[<</Subtype/Widget/F 4/Rect[10 10 20 20]/V(a)>>]", "", 1}, {note(4, ""), "", 1}, {note(0, ""), "", 0}, {note(6, ""), "", 0}, {note(4, "/Subtype/Popup"), "", 0},
	} {
		p, err := shop.Page(ofPage("", c.page, "0 0 9 9 re f", form), 1, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(p.Data, []byte(c.want)) || len(p.Changes) != c.changes {
			t.Errorf("%s: %v\n%s", c.page, p.Changes, p.Data[max(0, len(p.Data)-900):])
		}
		if got := shown(t, p.Data); strings.Contains(got, "q 2 0 0 2 10 10 cm") != (c.changes > 0 && p.Changes[0].Kind == Annotations) {
			t.Errorf("%s: %s", c.page, got)
		}
	}
}

// Files that cannot be used are errors in words of ours.
func TestRefused(t *testing.T) {
	bomb := []string{stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>", "/A Do /A Do")}
	for name, data := range map[string][]byte{
		"nothing": nil, "text": []byte("hello"), "no pages": file([]string{"<</Type/Catalog>>"}), "box": ofPage("", "/MediaBox[0 0]", ""),
		"cut": ofPage("", resources, "/Fm Do", furniture...)[:300],
	} {
		if p, err := shop.Page(data, 1, Options{}); err == nil {
			t.Errorf("%s: %v", name, p.Changes)
		} else if regexp.MustCompile(`runtime|nil pointer|pdfcpu|index`).MatchString(err.Error()) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := shop.Page(ofPage("", "", ""), 2, Options{}); err == nil {
		t.Error("there is a second page")
	}
	if _, err := shop.Page(ofPage("", "/Resources<</XObject<</A 5 0 R>>>>", "/A Do", bomb...), 1, Options{}); err != nil && !errors.Is(err, ErrTooMuch) {
		t.Errorf("a form that paints itself: %v", err)
	}
	data := append([]byte("From: x\r\n\r\n"), ofPage("", resources, "0 0 9 9 re f", furniture...)...)
	if _, err := shop.Page(data, 1, Options{}); err != nil {
		t.Errorf("lines before the file: %v", err)
	}
}

// Inks of another press go through its profile; black alone stays so.
func TestAnotherPress(t *testing.T) {
	icc, err := os.ReadFile("/usr/share/color/icc/ghostscript/default_cmyk.icc")
	if err != nil {
		t.Skip(err)
	}
	intent := "/OutputIntents[<</S/GTS_PDFX/DestOutputProfile 5 0 R>>]"
	p, err := shop.Page(ofPage(intent, "", "1 .8 .7 .6 k 0 0 99 99 re f 0 0 0 1 k 0 0 9 9 re f", stream("/N 4", string(icc))), 1, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := shown(t, p.Data); !strings.Contains(got, "0 0 0 1 k 0 0 9 9 re f") || p.Before != 310 || p.After > 220 || len(p.Changes) != 1 || p.Changes[0] != (Change{Separated, 1}) {
		t.Errorf("%s %+v %d %d", got, p.Changes, p.Before, p.After)
	}
}

// Damaged files are made fit or refused in words of ours, and soon.
func TestDamaged(t *testing.T) {
	whole := ofPage(layerOff, resources, "1 0 0 rg 0 0 99 99 re f /Fm Do /Pic Do /Sh sh /Lum gs /Pattern cs /Pt scn 0 0 9 9 re f BT /T 12 Tf (A) Tj ET", furniture...)
	d := rand.New(rand.NewPCG(9, 9))
	for range need.Seeds(60, 500) {
		data := bytes.Clone(whole)
		for range 1 + d.IntN(8) {
			switch i := d.IntN(len(data)); d.IntN(3) {
			case 0:
				data[i] = byte(d.IntN(256))
			case 1:
				data = append(data[:i], data[min(i+1+d.IntN(9), len(data)):]...)
			default:
				data = append(data[:i:i], append([]byte([]string{"-1", "[", "<<", "99999999", "/Kids", "0 R"}[d.IntN(6)]), data[i:]...)...)
			}
		}
		start := time.Now()
		_, err := shop.Page(data, 1, Options{})
		if err != nil && regexp.MustCompile(`runtime|nil pointer|pdfcpu|index`).MatchString(err.Error()) {
			t.Errorf("%v", err)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("it took %s", took)
		}
	}
}
