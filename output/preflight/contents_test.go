package preflight

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/cmd/need/held"
	"banxin/output/pdf"
)

// resources are what the contents of TestContents may name.
const resources = `/Font<</F 5 0 R/T 6 0 R/U 7 0 R>>
/ColorSpace<</Sp[/Separation/Red/DeviceCMYK 8 0 R]/Sq[/Separation/red/DeviceCMYK 9 0 R]/Sr[/Separation/RedRGB/DeviceRGB 10 0 R]
/All[/Separation/All/DeviceCMYK 8 0 R]/None[/Separation/None/DeviceCMYK 8 0 R]/Bk[/Separation/Black/DeviceCMYK 8 0 R]
/Dn[/DeviceN[/Cyan/Black/Gold]/DeviceCMYK 8 0 R]/Ix[/Indexed/DeviceRGB 1 <000000ffffff>]/Iy[/Indexed/DeviceCMYK 1 <0000000000000064>]
/Lab[/Lab<</WhitePoint[.96 1 .82]>>]/Cal[/CalRGB<</WhitePoint[.96 1 .82]>>]/Cg[/CalGray<</WhitePoint[.96 1 .82]>>]
/I1[/ICCBased 11 0 R]/I3[/ICCBased 12 0 R]/I4[/ICCBased 13 0 R]/Pt[/Pattern/DeviceRGB]>>
/ExtGState<</Ov<</op true/OP true/OPM 1>>/O0<</op true/OP true/OPM 0>>/Fo<</op true/OPM 1>>/No<</op false/OP false>>/A<</ca .5>>/AS<</CA .5>>/Bm<</BM/Multiply>>/Nm<</BM/Normal/ca 1/CA 1/SMask/None>>/Sm<</SMask<</S/Luminosity>>>>/Tr<</TR/Identity>>/Ht<</HT<</HalftoneType 1>>>>/Lw<</LW .1>>/Fn<</Font[5 0 R 4]>>>>
/XObject<</G 14 0 R/C 15 0 R/R 16 0 R/K 17 0 R/M 18 0 R/Form 19 0 R/Iso 20 0 R/Small 21 0 R/Mask 22 0 R/Self 23 0 R>>
/Shading<</Sh<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 1 1]/Function 8 0 R>>/Si<</ShadingType 2/ColorSpace/DeviceCMYK/Coords[0 0 1 1]/Function 8 0 R>>>>
/Pattern<</P 24 0 R>>`

// bodies are those objects the resources name, from 5 on.
func bodies() []string {
	stream := func(dict, data string) string {
		return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
	}
	image := func(w, h, parts int, space, value string) string {
		return stream(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace%s", w, h, space), strings.Repeat(value, w*h*parts))
	}
	form := "/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<</Font<</F 5 0 R>>/ExtGState<</Ov<</op true/OP true/OPM 1>>>>/XObject<</Self 23 0 R>>>>"
	widths := "/FirstChar 65/LastChar 67/Widths[500 600 700]"
	return []string{
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica" + widths + ">>",
		"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<>>/Encoding<</Differences[65/a]>>" + widths + ">>",
		"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Song/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+Song/Flags 4>>" + widths + ">>",
		"<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 .9 1 0]/N 1>>",
		"<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 .8 1 0]/N 1>>",
		"<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[1 0 0]/N 1>>",
		stream("/N 1", "x"), stream("/N 3", "x"), stream("/N 4", "x"),
		image(100, 80, 1, "/DeviceGray", "a"), image(100, 80, 3, "/DeviceRGB", "a"), image(20, 16, 3, "/DeviceRGB", "a"),
		image(100, 80, 4, "/DeviceCMYK", "\xB4"), image(20, 16, 4, "/DeviceCMYK", "\x10"),
		stream(form, "BT /F 9 Tf 10 10 Td (AB) Tj ET 1 0 0 rg 0 0 50 50 re f"),
		stream(form+"/Group<</S/Transparency/CS/DeviceRGB/I true>>", "/Ov gs BT 0 0 0 1 k /F 9 Tf 10 10 Td (AB) Tj ET"),
		stream("/Type/XObject/Subtype/Form/BBox[0 0 10 10]/Matrix[.1 0 0 .1 50 50]", "0 0 0 1 K 1 w 0 5 m 10 5 l S"),
		stream("/Type/XObject/Subtype/Image/ImageMask true/Width 800/Height 640/BitsPerComponent 1", strings.Repeat("a", 64000)),
		stream(form, "/Self Do"),
		stream("/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>", "1 0 0 rg 0 0 5 5 re f"),
	}
}

// contents says what a page is made of, at both sides of what is allowed, one thing a row.
var contents = []struct{ name, page, paint string }{
	{"nothing", "", ""},
	{"gray", "", ".5 g 300 300 50 50 re f"},
	{"black", "", "0 g 300 300 50 50 re f 0 G 2 w 300 300 50 50 re S"},
	{"rgb fill", "", "1 0 0 rg 300 300 50 50 re f"},
	{"rgb stroke", "", "1 0 0 RG 2 w 300 300 50 50 re S"},
	{"rgb set and not used", "", "1 0 0 rg 1 0 0 RG"},
	{"rgb path not painted", "", "1 0 0 rg 300 300 50 50 re n"},
	{"cs RGB", "", "/DeviceRGB cs 1 0 0 sc 300 300 50 50 re f /DeviceRGB CS 1 0 0 SC 300 300 50 50 re S"},
	{"Lab", "", "/Lab cs 50 20 20 sc 300 300 50 50 re f"},
	{"CalRGB", "", "/Cal cs 1 0 0 scn 300 300 50 50 re f"},
	{"CalGray", "", "/Cg cs .5 scn 300 300 50 50 re f"},
	{"ICC 1", "", "/I1 cs .5 scn 300 300 50 50 re f"},
	{"ICC 3", "", "/I3 cs 1 0 0 scn 300 300 50 50 re f"},
	{"ICC 4", "", "/I4 cs 1 0 0 0 scn 300 300 50 50 re f"},
	{"indexed rgb", "", "/Ix cs 1 sc 300 300 50 50 re f"},
	{"indexed cmyk", "", "/Iy cs 1 sc 300 300 50 50 re f"},
	{"pattern", "", "/Pattern cs /P scn 300 300 50 50 re f"},
	{"pattern of rgb", "", "/Pt cs 1 0 0 /P scn 300 300 50 50 re f"},
	{"shading rgb", "", "q 300 300 50 50 re W n /Sh sh Q"},
	{"shading cmyk", "", "q 300 300 50 50 re W n /Si sh Q"},
	{"spot", "", "/Sp cs 1 scn 300 300 50 50 re f"},
	{"two spots nearly alike", "", "/Sp cs 1 scn 300 300 50 50 re f /Sq cs 1 scn 400 300 50 50 re f"},
	{"spot of rgb", "", "/Sr cs 1 scn 300 300 50 50 re f"},
	{"all", "", "/All cs 1 scn 300 300 50 50 re f"},
	{"none", "", "/None cs 1 scn 300 300 50 50 re f"},
	{"black by name", "", "/Bk cs 1 scn BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"DeviceN", "", "/Dn cs .5 .5 .5 scn 300 300 50 50 re f"},
	{"DeviceN full", "", "/Dn cs 1 1 1 scn 300 300 50 50 re f"},
	{"ink 240", "", "1 1 .4 0 k 300 300 50 50 re f"},
	{"ink 220", "", "1 1 .2 0 k 300 300 50 50 re f"},
	{"ink 219", "", "1 1 .19 0 k 300 300 50 50 re f"},
	{"ink 221 stroke", "", "1 1 .21 0 K 4 w 300 300 50 50 re S"},
	{"ink 260 small", "", "1 1 .6 0 k 300 300 1 1 re f"},
	{"ink 310", "", "1 1 1 .1 k 300 300 50 50 re f"},
	{"black type", "", "/Ov gs 0 0 0 1 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"black type knocks out", "", "0 0 0 1 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"black type large", "", "0 0 0 1 k BT /F 40 Tf 300 300 Td (AB) Tj ET"},
	{"black type op alone", "", "/Fo gs 0 0 0 1 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"overprint off again", "", "/Ov gs /No gs 0 0 0 1 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"overprint saved", "", "q /Ov gs Q 0 0 0 1 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"mode 0", "", "/O0 gs .2 0 0 0 k 300 300 50 50 re f"},
	{"mode 0 gray", "", "/O0 gs .2 g 300 300 50 50 re f"},
	{"white overprints", "", "/Ov gs 0 0 0 0 k 300 300 50 50 re f"},
	{"white stroke overprints", "", "/Ov gs 0 0 0 0 K 300 300 50 50 re S"},
	{"white gray overprints", "", "/Ov gs 1 g 300 300 50 50 re f"},
	{"rich black type", "", ".6 .6 .6 .9 k BT /F 20 Tf 300 300 Td (AB) Tj ET"},
	{"near black", "", ".1 0 0 .86 k BT /F 20 Tf 300 300 Td (AB) Tj ET"},
	{"not near black", "", ".1 0 0 .84 k BT /F 20 Tf 300 300 Td (AB) Tj ET"},
	{"three inks black", "", ".56 .56 .56 0 k BT /F 20 Tf 300 300 Td (AB) Tj ET"},
	{"three inks", "", ".54 .56 .56 0 k BT /F 20 Tf 300 300 Td (AB) Tj ET"},
	{"type 5", "", "/Ov gs 0 0 0 1 k BT /F 5 Tf 300 300 Td (AB) Tj ET"},
	{"type 4.9", "", "/Ov gs 0 0 0 1 k BT /F 4.9 Tf 300 300 Td (AB) Tj ET"},
	{"type 3", "", "/Ov gs 0 0 0 1 k BT /F 3 Tf 300 300 Td (AB) Tj ET"},
	{"type scaled", "", "/Ov gs 0 0 0 1 k q .4 0 0 .4 0 0 cm BT /F 9 Tf 700 700 Td (AB) Tj ET Q"},
	{"type scaled by Tm", "", "/Ov gs 0 0 0 1 k BT /F 1 Tf 9 0 0 9 300 300 Tm (AB) Tj ET"},
	{"type scaled small by Tm", "", "/Ov gs 0 0 0 1 k BT /F 1 Tf 3 0 0 3 300 300 Tm (AB) Tj ET"},
	{"type turned", "", "/Ov gs 0 0 0 1 k BT /F 3 Tf 0 1 -1 0 300 300 Tm (AB) Tj ET"},
	{"type narrow", "", "/Ov gs 0 0 0 1 k BT 40 Tz /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"type from gs", "", "/Fn gs /Ov gs 0 0 0 1 k BT 300 300 Td (AB) Tj ET"},
	{"invisible type", "", "1 0 0 rg BT 3 Tr /F 3 Tf 300 300 Td (AB) Tj ET"},
	{"outlined type", "", "1 0 0 RG 0 0 0 1 k BT 1 Tr /F 20 Tf 300 300 Td (AB) Tj ET"},
	{"filled and outlined", "", "1 0 0 RG 0 0 0 1 k BT 2 Tr /F 20 Tf 300 300 Td (AB) Tj ET"},
	{"clipping type", "", "0 0 0 1 k BT 7 Tr /F 20 Tf 300 300 Td (AB) Tj ET"},
	{"no text", "", "1 0 0 rg BT /F 3 Tf 300 300 Td () Tj ET"},
	{"colour type 9", "", "1 .5 0 0 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"colour type 7", "", "1 .5 0 0 k BT /F 7 Tf 300 300 Td (AB) Tj ET"},
	{"three ink type 9", "", ".5 .5 .5 0 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"one ink type 6", "", "1 0 0 0 k BT /F 6 Tf 300 300 Td (AB) Tj ET"},
	{"tint type 6", "", "0 0 0 .3 k BT /F 6 Tf 300 300 Td (AB) Tj ET"},
	{"white on black 9", "", "0 0 0 1 k 290 290 90 50 re f 0 0 0 0 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"white on black 7", "", "0 0 0 1 k 290 290 90 50 re f 0 0 0 0 k BT /F 7 Tf 300 300 Td (AB) Tj ET"},
	{"white on black 5", "", "0 0 0 1 k 290 290 90 50 re f 0 0 0 0 k BT /F 5 Tf 300 300 Td (AB) Tj ET"},
	{"white on four inks", "", ".5 .5 .5 .5 k 290 290 90 50 re f 0 0 0 0 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"white on light", "", ".3 0 0 0 k 290 290 90 50 re f 0 0 0 0 k BT /F 20 Tf 300 300 Td (AB) Tj ET"},
	{"white on nothing", "", "0 0 0 0 k BT /F 20 Tf 300 300 Td (AB) Tj ET"},
	{"white beside", "", "0 0 0 1 k 100 100 90 50 re f 0 0 0 0 k BT /F 20 Tf 300 300 Td (AB) Tj ET"},
	{"white on a picture", "", "q 200 0 0 160 290 290 cm /G Do Q 0 0 0 0 k BT /F 20 Tf 300 300 Td (AB) Tj ET"},
	{"black on dark", "", "1 .5 0 0 k 290 290 90 50 re f /Ov gs 0 0 0 1 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"black on tint", "", "0 0 0 .5 k 290 290 90 50 re f /Ov gs 0 0 0 1 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"black on light tint", "", "0 0 0 .2 k 290 290 90 50 re f /Ov gs 0 0 0 1 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"black on 30", "", "0 0 0 .3 k 290 290 90 50 re f /Ov gs 0 0 0 1 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"covered ground", "", "0 0 0 .5 k 290 290 90 50 re f 0 g 0 0 0 0 k 290 290 90 50 re f /Ov gs 0 0 0 1 k BT /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"rule .25", "", "/Ov gs 0 0 0 1 K .25 w 300 300 m 400 300 l S"},
	{"rule .2", "", "/Ov gs 0 0 0 1 K .2 w 300 300 m 400 300 l S"},
	{"rule .1", "", "/Ov gs 0 0 0 1 K .1 w 300 300 m 400 300 l S"},
	{"rule 0", "", "/Ov gs 0 0 0 1 K 0 w 300 300 m 400 300 l S"},
	{"rule by gs", "", "/Ov gs /Lw gs 0 0 0 1 K 300 300 m 400 300 l S"},
	{"rule scaled", "", "/Ov gs 0 0 0 1 K q .1 0 0 .1 0 0 cm 1 w 3000 3000 m 4000 3000 l S Q"},
	{"rule scaled one way", "", "/Ov gs 0 0 0 1 K q 1 0 0 .1 0 0 cm 1 w 300 3000 m 400 3000 l S Q"},
	{"rule sheared", "", "/Ov gs 0 0 0 1 K q 1 1 0 .1 0 0 cm 1 w 300 300 m 400 300 l S Q"},
	{"rule in two inks .5", "", "1 1 0 0 K .5 w 300 300 m 400 300 l S"},
	{"rule in two inks 1", "", "1 1 0 0 K 1 w 300 300 m 400 300 l S"},
	{"rule as a box", "", "/Ov gs 0 0 0 1 k 300 300 100 .1 re f"},
	{"rule as a standing box", "", "/Ov gs 0 0 0 1 k 300 300 .1 100 re f"},
	{"rule as a turned box", "", "/Ov gs 0 0 0 1 k 300 300 100 -.1 re f"},
	{"box of 0.5 in two inks", "", "1 1 0 0 k 300 300 100 .5 re f"},
	{"fine white rule", "", "1 1 0 0 k 290 290 200 50 re f 0 0 0 0 K .3 w 300 300 m 400 300 l S"},
	{"white rule on black", "", "0 0 0 1 k 290 290 200 50 re f 0 0 0 0 K .5 w 300 300 m 400 300 l S"},
	{"curves", "", "/Ov gs 0 0 0 1 K 1 w 300 300 m 310 320 330 340 350 300 c 360 310 370 300 v 380 310 390 300 y h s"},
	{"painted every way", "", "0 0 0 .1 k 0 0 0 .1 K 300 300 9 9 re B 320 300 9 9 re B* 340 300 9 9 re b 360 300 9 9 re b* 380 300 9 9 re f* 400 300 9 9 re F 420 300 9 9 re s"},
	{"gray picture", "", "q 36 0 0 28 300 300 cm /G Do Q"},
	{"rgb picture", "", "q 36 0 0 28 300 300 cm /C Do Q"},
	{"coarse picture", "", "q 72 0 0 56 300 300 cm /R Do Q"},
	{"coarse picture 150", "", "q 48 0 0 38 300 300 cm /G Do Q"},
	{"coarse picture 149", "", "q 48.5 0 0 38.8 300 300 cm /G Do Q"},
	{"coarse picture 99", "", "q 73 0 0 58 300 300 cm /G Do Q"},
	{"picture turned", "", "q 0 73 -58 0 400 300 cm /G Do Q"},
	{"picture off the page", "", "q 720 0 0 560 3000 3000 cm /R Do Q"},
	{"picture of ink", "", "q 36 0 0 28 300 300 cm /K Do Q"},
	{"coarse picture of ink", "", "q 72 0 0 56 300 300 cm /M Do Q"},
	{"mask", "", "0 0 0 1 k q 72 0 0 56 300 300 cm /Mask Do Q"},
	{"coarse mask", "", "0 0 0 1 k q 300 0 0 240 100 300 cm /Mask Do Q"},
	{"rgb mask", "", "1 0 0 rg q 72 0 0 56 300 300 cm /Mask Do Q"},
	{"picture as page", "", "q 600 0 0 800 0 0 cm /G Do Q"},
	{"inline picture", "", "q 36 0 0 28 300 300 cm BI /W 2 /H 1 /BPC 8 /CS /RGB ID abcdef EI Q"},
	{"inline gray", "", "q 1 0 0 1 300 300 cm BI /W 2 /H 1 /BPC 8 /CS /G ID ab EI Q"},
	{"form", "", "q 1 0 0 1 300 300 cm /Form Do Q"},
	{"form twice", "", "/Form Do q 1 0 0 1 300 300 cm /Form Do Q"},
	{"isolated form", "", "q 1 0 0 1 300 300 cm /Iso Do Q"},
	{"form of its own matrix", "", "/Small Do"},
	{"form in itself", "", "/Self Do"},
	{"no such form", "", "/Nowhere Do /Nowhere gs /Nowhere cs 1 sc 300 300 5 5 re f"},
	{"alpha", "", "/A gs 0 0 0 .5 k 300 300 50 50 re f"},
	{"alpha of strokes", "", "/AS gs 0 0 0 .5 K 300 300 50 50 re S"},
	{"multiply", "", "/Bm gs 0 0 0 .5 k 300 300 50 50 re f"},
	{"normal", "", "/Nm gs 0 0 0 .5 k 300 300 50 50 re f"},
	{"soft mask", "", "/Sm gs 0 0 0 .5 k 300 300 50 50 re f"},
	{"transfer", "", "/Tr gs"},
	{"halftone", "", "/Ht gs"},
	{"type 3 font", "", "0 0 0 1 k BT /T 9 Tf 300 300 Td (A) Tj ET"},
	{"truetype not embedded", "", "0 0 0 1 k BT /U 9 Tf 300 300 Td (A) Tj ET"},
	{"text by lines", "", "/Ov gs 0 0 0 1 k BT /F 9 Tf 12 TL 300 300 Td (A) ' T* (B) Tj 0 -12 TD (C) Tj 1 2 (A) \" [(A) -200 (B)] TJ ET"},
	{"text that rises", "", "0 0 0 1 k 290 290 20 9 re f 0 0 0 0 k BT 20 Ts /F 9 Tf 300 300 Td (AB) Tj ET"},
	{"text with space", "", "0 0 0 1 k 290 290 40 20 re f 0 0 0 0 k BT 90 Tc 30 Tw /F 9 Tf 292 292 Td (A B) Tj ET"},
	{"ends open", "", "q q BT /F 9 Tf"},
	{"too many Q", "", "Q Q Q"},
	{"cut string", "", "(abc"},
	{"cut array", "", "[1 2 3"},
	{"strings", "", "BT /F 9 Tf 300 300 Td (a\\(b\\)c\\051\\n(d)) Tj <41 4> Tj ET"},
	{"dictionary", "", "/Span <</ActualText (a) /K [1 <41>]>> BDC EMC"},
	{"unknown operator", "", "1 2 nonsense"},
	{"BX EX", "", "BX 1 2 nonsense EX"},
	{"few operands", "", "1 k 300 re f"},
	{"reaches the trim", "", "0 .1 0 0 k 0 300 50 50 re f"},
	{"bleeds", "/BleedBox[0 0 600 800]/TrimBox[10 10 590 790]", "0 .1 0 0 k 0 300 50 50 re f"},
	{"stops at the trim", "/BleedBox[0 0 600 800]/TrimBox[10 10 590 790]", "0 .1 0 0 k 10 300 50 50 re f"},
	{"stops at the trim right", "/BleedBox[0 0 600 800]/TrimBox[10 10 590 790]", "0 .1 0 0 k 540 300 50 50 re f"},
	{"stops at the trim head", "/BleedBox[0 0 600 800]/TrimBox[10 10 590 790]", "0 .1 0 0 k 300 740 50 50 re f"},
	{"stops at the trim foot", "/BleedBox[0 0 600 800]/TrimBox[10 10 590 790]", "0 .1 0 0 k 300 10 50 50 re f"},
	{"near the trim", "/BleedBox[0 0 600 800]/TrimBox[10 10 590 790]", "0 .1 0 0 k 12 300 50 50 re f"},
	{"text near the trim", "/BleedBox[0 0 600 800]/TrimBox[10 10 590 790]", "/Ov gs 0 0 0 1 k BT /F 9 Tf 12 300 Td (AB) Tj ET"},
	{"text over the trim", "/BleedBox[0 0 600 800]/TrimBox[10 10 590 790]", "/Ov gs 0 0 0 1 k BT /F 9 Tf 5 300 Td (AB) Tj ET"},
	{"text in the bleed", "/BleedBox[0 0 600 800]/TrimBox[20 20 580 780]", "/Ov gs 0 0 0 1 k BT /F 9 Tf 2 300 Td (A) Tj ET"},
	{"little bleed", "/BleedBox[8 8 592 792]/TrimBox[10 10 590 790]", "0 .1 0 0 k 8 300 50 50 re f"},
	{"trim outside bleed", "/BleedBox[20 20 580 780]/TrimBox[10 10 590 790]", ""},
	{"bleed outside media", "/BleedBox[-20 0 600 800]", ""},
	{"trim and art", "/ArtBox[0 0 600 800]", ""},
	{"user unit", "/UserUnit 2", ""},
	{"crop", "/CropBox[20 20 500 700]", ""},
	{"empty trim", "/TrimBox[0 0 0 0]", ""},
	{"turned box", "/TrimBox[600 800 0 0]", ""},
	{"rotated", "/Rotate 90", "0 .1 0 0 k 300 300 50 50 re f"},
	{"group rgb", "/Group<</S/Transparency/CS/DeviceRGB>>", ""},
	{"group cmyk", "/Group<</S/Transparency/CS/DeviceCMYK>>", ""},
	{"group without space", "/Group<</S/Transparency>>", ""},
	{"note", "/Annots[<</Type/Annot/Subtype/Text/Rect[300 300 320 320]>>]", ""},
	{"link", "/Annots[<</Type/Annot/Subtype/Link/Rect[300 300 320 320]/A<</S/URI/URI(x)>>>>]", ""},
	{"note outside", "/Annots[<</Type/Annot/Subtype/Text/Rect[700 900 720 920]>>]", ""},
	{"printer's mark", "/Annots[<</Type/Annot/Subtype/PrinterMark/Rect[300 300 320 320]>>]", ""},
	{"trap net", "/Annots[<</Type/Annot/Subtype/TrapNet/Rect[300 300 320 320]>>]", ""},
	{"page action", "/AA<</O<</S/JavaScript/JS(x)>>>>", ""},
	{"preseparated", "/SeparationInfo<</DeviceColorant/Cyan>>", ""},
}

// TestContents holds what is found in each row of contents against testdata/contents.txt:
// what a page without anything has not too. -update rewrites; read the difference.
func TestContents(t *testing.T) {
	const name = "testdata/contents.txt"
	x4 := written(t, pdf.Options{})
	var base []string
	var b strings.Builder
	for _, c := range contents {
		page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]"
		if !strings.Contains(c.page, "/TrimBox") {
			page += "/TrimBox[0 0 600 800]"
		}
		page += c.page + "/Contents 4 0 R/Resources<<" + resources + ">>>>"
		data := file(append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page,
			fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(c.paint), c.paint)}, bodies()...))
		fmt.Fprintf(&b, "%s\n", c.name)
		if strings.Contains(c.paint, "/F ") {
			b.WriteString(setInType(t, x4, c.paint))
			continue
		}
		var found []string
		for line := range strings.Lines(told(check(t, data, Newspaper()))) {
			found = append(found, strings.TrimSuffix(line, "\n"))
		}
		if c.name == "nothing" {
			base = found
			b.WriteString(strings.Join(found, "\n") + "\n")
			continue
		}
		for _, f := range found {
			if !slices.Contains(base, f) {
				b.WriteString(f + "\n")
			}
		}
		for _, f := range base {
			if !slices.Contains(found, f) {
				b.WriteString("\tnot" + f + "\n")
			}
		}
	}
	held.Text(t, name, b.String())
}

// setInType returns what is found when a good file paints this in its own type besides: rules
// for type ask for fonts that are there.
func setInType(t *testing.T, x4 []byte, paint string) string {
	t.Helper()
	e := open(t, x4, Newspaper())
	yes, no := types.Boolean(true), types.Boolean(false)
	for name, d := range map[string]types.Dict{
		"Ov": {"op": yes, "OP": yes, "OPM": types.Integer(1)}, "Fo": {"op": yes, "OPM": types.Integer(1)}, "No": {"op": no, "OP": no},
	} {
		e.resource("ExtGState", name, d)
	}
	e.image("G", 100, 80, types.Name("DeviceGray"), 1, 'a', nil)
	e.paint("%s", strings.NewReplacer("/F ", "/"+e.font()+" ", "(AB)", "<00010002>", "(A B)", "<000100020003>", "(A)", "<0001>", "(B)", "<0002>", "(C)", "<0003>", "()", "<>",
		"/Fn gs", "/"+e.font()+" 4 Tf").Replace(paint))
	e.c.checkFile()
	return told(e.c.done())
}
