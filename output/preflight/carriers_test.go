package preflight

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/cmd/need/held"
	"banxin/output/pdf"
)

// A fault is something that a press refuses, as the contents of a stream; clean is what it does
// not. /F is the page's type.
var faults = []struct {
	rule, paint string
	clean       bool
}{
	{paint: "0 0 0 .2 k 300 300 90 50 re f", clean: true},
	{paint: "/O1 gs BT 0 0 0 1 k /F 12 Tf 300 300 Td <00010002> Tj ET", clean: true},
	{paint: "/CleanPic Do", clean: true},
	{paint: ".5 .5 .5 0 k 300 300 .00001 .00001 re f", clean: true},
	{rule: "rgb", paint: "1 0 0 rg 300 300 50 50 re f"},
	{rule: "rgb", paint: "1 0 0 RG 2 w 300 300 m 350 300 l S"},
	{rule: "rgb", paint: "/O1 gs BT 1 0 0 rg /F 20 Tf 300 300 Td <00010002> Tj ET"},
	{rule: "rgb", paint: "q 36 0 0 36 300 300 cm /Pic Do Q"},
	{rule: "rgb", paint: "q 300 300 50 50 re W n /Sh sh Q"},
	{rule: "rgb", paint: "/Pattern cs /Pp scn 300 300 50 50 re f"},
	{rule: "rgb", paint: "/Lab cs 50 20 20 sc 300 300 50 50 re f"},
	{rule: "rgb", paint: "/Ix cs 1 sc 300 300 50 50 re f"},
	{rule: "ink-limit", paint: ".8 .7 .6 .5 k 300 300 50 50 re f"},
	{rule: "ink-limit", paint: "/O1 gs 1 0 0 0 k 300 300 50 50 re f 0 1 0 0 k 300 300 50 50 re f 0 0 1 0 k 300 300 50 50 re f"},
	{rule: "ink-limit", paint: "/Pattern cs /Pi scn 300 300 50 50 re f"},
	{rule: "ink-limit", paint: "q 36 0 0 36 300 300 cm /Dark Do Q"},
	{rule: "rich-black-text", paint: "BT .6 .4 .2 .9 k /F 20 Tf 300 300 Td <00010002> Tj ET"},
	{rule: "overprint-black", paint: "/O0 gs BT 0 0 0 1 k /F 20 Tf 300 300 Td <00010002> Tj ET"},
	{rule: "overprint-mode", paint: "/M gs .2 0 0 0 k 300 300 50 50 re f"},
	{rule: "white-overprint", paint: "/O1 gs 0 0 0 0 k 300 300 50 50 re f"},
	{rule: "small-type", paint: "/O1 gs BT 0 0 0 1 k /F 3 Tf 300 300 Td <00010002> Tj ET"},
	{rule: "reverse-type", paint: "0 0 0 1 k 300 300 50 50 re f BT 0 0 0 0 k /F 5 Tf 310 310 Td <00010002> Tj ET"},
	{rule: "thin-rule", paint: "/O2 gs 0 0 0 1 K .1 w 300 300 m 350 300 l S"},
	{rule: "fine-register", paint: ".5 .5 .5 0 K .6 w 300 300 m 350 300 l S"},
	{rule: "resolution", paint: "q 72 0 0 72 300 300 cm /Coarse Do Q"},
	{rule: "spots", paint: "/Reg cs .5 scn 300 300 50 50 re f"},
	{rule: "fonts", paint: "/O1 gs BT 0 0 0 1 k /Bare 20 Tf 300 300 Td (AB) Tj ET"},
	{rule: "group-space", paint: "/Grp Do"},
	{rule: "filters", paint: "/Tr gs"},
	{rule: "layers", paint: "/OC /Off BDC 0 0 0 .2 k 300 300 50 50 re f EMC"},
	{rule: "syntax", paint: "("},
	{rule: "syntax", paint: "BT /F 9 Tf 300 300 Td [(a) /b] TJ ET"},
	{rule: "syntax", paint: "BT /F 9 Tf 300 300 Td (a) TJ ET"},
}

// carriers hide contents in a page: each paints what it is given where the page would.
var carriers = map[string]func(e *edit, paint string){
	"page": func(e *edit, paint string) { e.paint("q %s Q", paint) },
	"form": func(e *edit, paint string) {
		e.resource("XObject", "Carrier", e.carrier(paint, types.Dict{}))
		e.paint("q 2 0 0 2 0 0 cm .5 0 0 .5 0 0 cm /Carrier Do Q")
	},
	"nested form": func(e *edit, paint string) {
		inner := e.carrier(paint, types.Dict{"Matrix": num4(.5, 0, 0, .5, 0, 0)})
		e.resource("XObject", "Carrier", e.stream(types.Dict{"Subtype": types.Name("Form"), "BBox": num4(0, 0, 800, 1200),
			"Resources": types.Dict{"XObject": types.Dict{"In": inner}}}, []byte("q 2 0 0 2 0 0 cm /In Do Q")))
		e.paint("q /Carrier Do Q")
	},
	"tiling pattern": func(e *edit, paint string) {
		e.resource("Pattern", "Carrier", e.cell(paint))
		e.paint("q /Pattern cs /Carrier scn 40 40 700 1000 re f Q")
	},
	"tiling pattern of lines": func(e *edit, paint string) {
		e.resource("Pattern", "Carrier", e.cell(paint))
		e.paint("q /Pattern CS /Carrier SCN 20 w 40 40 700 1000 re S Q")
	},
	"soft mask": func(e *edit, paint string) {
		group := types.Dict{"Group": types.Dict{"S": types.Name("Transparency"), "CS": types.Name("DeviceGray")}}
		e.resource("ExtGState", "Carrier", types.Dict{"SMask": types.Dict{"S": types.Name("Luminosity"), "G": e.carrier(paint, group)}})
		e.paint("q /Carrier gs Q")
	},
	"Type 3": func(e *edit, paint string) {
		proc := e.stream(types.Dict{}, []byte("1000 0 d0 "+paint))
		e.resource("Font", "Carrier", e.add(types.Dict{"Type": types.Name("Font"), "Subtype": types.Name("Type3"), "FontBBox": num4(0, 0, 0, 0), "FontMatrix": num4(.001, 0, 0, .001, 0, 0),
			"FirstChar": types.Integer(65), "LastChar": types.Integer(65), "Widths": num4(1000), "CharProcs": types.Dict{"a": proc},
			"Encoding": types.Dict{"Differences": types.Array{types.Integer(65), types.Name("a")}}, "Resources": e.resources(), "ToUnicode": e.stream(types.Dict{}, nil)}))
		e.paint("q BT /Carrier 1000 Tf 0 0 0 .9 k (A) Tj ET Q")
	},
	"annotation": func(e *edit, paint string) {
		e.dpd["Annots"] = types.Array{types.Dict{"Subtype": types.Name("Stamp"), "F": types.Integer(4), "Rect": num4(0, 0, 800, 1200),
			"AP": types.Dict{"N": types.Dict{"On": e.carrier(paint, types.Dict{})}}, "AS": types.Name("On")}}
	},
}

func (e *edit) resources() types.Dict {
	res, err := e.c.pdf.DereferenceDict(e.dpd["Resources"])
	if err != nil {
		e.t.Fatal(err)
	}
	return res
}

// carrier is a form that paints something with the page's resources.
func (e *edit) carrier(paint string, d types.Dict) types.IndirectRef {
	d["Subtype"], d["BBox"], d["Resources"] = types.Name("Form"), num4(0, 0, 800, 1200), e.resources()
	return e.stream(d, []byte(paint))
}

func (e *edit) cell(paint string) types.IndirectRef {
	return e.stream(types.Dict{"PatternType": types.Integer(1), "PaintType": types.Integer(1), "TilingType": types.Integer(1), "BBox": num4(0, 0, 800, 1200),
		"XStep": types.Integer(800), "YStep": types.Integer(1200), "Resources": e.resources()}, []byte(paint))
}

// furnish adds what the faults name.
func (e *edit) furnish() {
	name := func(s string) types.Name { return types.Name(s) }
	function := func(c1 ...float64) types.Dict {
		return types.Dict{"FunctionType": types.Integer(2), "Domain": num4(0, 1), "C0": num4(make([]float64, len(c1))...), "C1": num4(c1...), "N": types.Integer(1)}
	}
	shading := func(space string, c1 ...float64) types.Dict {
		return types.Dict{"ShadingType": types.Integer(2), "ColorSpace": name(space), "Coords": num4(300, 300, 350, 350), "Function": function(c1...)}
	}
	e.image("Pic", 100, 100, name("DeviceRGB"), 3, 99, nil)
	e.image("CleanPic", 100, 100, name("DeviceCMYK"), 4, 9, nil)
	e.image("Dark", 100, 100, name("DeviceCMYK"), 4, 180, nil)
	e.image("Coarse", 20, 20, name("DeviceCMYK"), 4, 20, nil)
	e.resource("Shading", "Sh", shading("DeviceRGB", 1, 0, 0))
	e.resource("Pattern", "Pp", types.Dict{"PatternType": types.Integer(2), "Shading": shading("DeviceRGB", 1, 0, 0)})
	e.resource("Pattern", "Pi", types.Dict{"PatternType": types.Integer(2), "Shading": shading("DeviceCMYK", 1, 1, 1, 1)})
	e.resource("ColorSpace", "Lab", types.Array{name("Lab"), types.Dict{"WhitePoint": num4(0.96, 1, 0.82)}})
	e.resource("ColorSpace", "Ix", types.Array{name("Indexed"), name("DeviceRGB"), types.Integer(1), types.HexLiteral("000000ff0000")})
	e.resource("ColorSpace", "Reg", types.Array{name("Separation"), name("All"), name("DeviceCMYK"), function(1, 1, 1, 1)})
	e.resource("ExtGState", "M", types.Dict{"op": types.Boolean(true), "OP": types.Boolean(true), "OPM": types.Integer(0)})
	e.resource("ExtGState", "Tr", types.Dict{"TR": types.Dict{}})
	e.resource("Font", "Bare", e.add(types.Dict{"Type": name("Font"), "Subtype": name("Type1"), "BaseFont": name("Helvetica"), "Encoding": name("WinAnsiEncoding"), "FirstChar": types.Integer(65), "Widths": num4(600, 600)}))
	e.resource("XObject", "Grp", e.stream(types.Dict{"Subtype": name("Form"), "BBox": num4(0, 0, 800, 1200), "Group": types.Dict{"S": name("Transparency"), "CS": name("DeviceRGB")}}, nil))
	off := e.add(types.Dict{"Type": name("OCG"), "Name": types.StringLiteral("off")})
	e.resource("Properties", "Off", off)
	e.root()["OCProperties"] = types.Dict{"OCGs": types.Array{off}, "D": types.Dict{"OFF": types.Array{off}}}
	e.c.layers = e.c.objects().Layers()
}

// What is hidden in any stream that a page can reach is found as on the page itself, and what is
// clean stays clean there. What is told of each stands in testdata/carriers.txt.
func TestCarriers(t *testing.T) {
	x4 := written(t, pdf.Options{})
	inks := Newspaper()
	inks.inks = true // layers as such are no fault
	whole := told(check(t, x4, inks))
	var all strings.Builder
	for _, kind := range slices.Sorted(maps.Keys(carriers)) {
		hide := carriers[kind]
		for _, f := range faults {
			t.Run(kind+"/"+strings.TrimSpace(f.rule+" "+f.paint), func(t *testing.T) {
				e := open(t, x4, inks)
				e.c.decoded = maxDecoded
				paint := strings.ReplaceAll(f.paint, "/F ", "/"+e.font()+" ")
				e.furnish()
				hide(e, paint)
				e.c.checkFile()
				r := e.c.done()
				fmt.Fprintf(&all, "%s: %s\n%s", kind, f.paint, strings.TrimPrefix(told(r), whole))
				var rules []string
				for _, found := range r.Findings {
					if kind != "annotation" || found.Rule != "annotations" {
						rules = append(rules, found.Rule)
					}
				}
				if f.clean && len(rules) > 0 || !f.clean && !slices.Contains(rules, f.rule) {
					t.Errorf("found %v in %v", rules, e.c.out.Findings)
				}
			})
		}
	}
	held.Text(t, "testdata/carriers.txt", all.String())
}

// Inks laid over inks add up, whatever the number of layers and the way they are mixed.
func TestInksAddUp(t *testing.T) {
	x4 := written(t, pdf.Options{})
	for _, c := range []struct {
		paint string
		want  string // what is measured; "": nothing
	}{
		{"/O1 gs 1 0 0 0 k 300 300 50 50 re f 0 1 0 0 k 300 300 50 50 re f", ""},
		{"/O1 gs 1 0 0 0 k 300 300 50 50 re f 0 1 0 0 k 300 300 50 50 re f 0 0 .5 0 k 300 300 50 50 re f", "250 % (C100 M100 Y50 K0)"},
		{"/O1 gs 1 0 0 0 k 300 300 50 50 re f /O0 gs 0 1 0 0 k 300 300 50 50 re f /O1 gs 0 0 .5 0 k 300 300 50 50 re f", ""},
		{"/O1 gs 1 0 0 0 k 300 300 50 50 re f 0 1 0 0 k 330 330 50 50 re f 0 0 .5 0 k 335 335 5 5 re f", "250 % (C100 M100 Y50 K0)"},
		{"/O1 gs 1 0 0 0 k 300 300 50 50 re f 0 1 0 0 k 330 330 50 50 re f 0 0 .5 0 k 365 365 5 5 re f", ""},
		{"1 .5 0 0 k 300 300 50 50 re f /Mul gs .5 .5 1 0 k 310 310 50 50 re f", "275 % (C100 M75 Y100 K0)"},
		{"1 .5 0 0 k 300 300 50 50 re f .5 .5 1 0 k 310 310 50 50 re f", ""},
		{"1 1 0 0 k 300 300 50 50 re f /Half gs 1 1 .2 0 k 310 310 50 50 re f", ""},
		{"1 1 0 0 k 300 300 50 50 re f /Soft gs /O1 gs 0 0 .5 .5 k 310 310 50 50 re f", ""},
		{"/Pattern cs /Ramp scn 300 300 50 50 re f /O1 gs 0 0 .9 .5 k 310 310 50 50 re f", ""},
		{"1 1 0 0 k 300 300 50 50 re f /O1 gs /Red cs 1 scn 300 300 50 50 re f", "300 % (C100 M100 Y0 K0)"},
	} {
		e := open(t, x4, Newspaper())
		e.c.decoded = maxDecoded
		e.resource("ExtGState", "Mul", types.Dict{"BM": types.Name("Multiply")})
		mask := e.carrier("0 0 9 9 re f", types.Dict{"Group": types.Dict{"S": types.Name("Transparency"), "CS": types.Name("DeviceGray")}})
		e.resource("ExtGState", "Soft", types.Dict{"SMask": types.Dict{"S": types.Name("Luminosity"), "G": mask}})
		ramp := types.Dict{"FunctionType": types.Integer(2), "Domain": num4(0, 1), "C0": num4(0, 0, 0, 0), "C1": num4(1, .9, 0, 0), "N": types.Integer(1)}
		e.resource("Pattern", "Ramp", types.Dict{"PatternType": types.Integer(2), "Shading": types.Dict{"ShadingType": types.Integer(2), "ColorSpace": types.Name("DeviceCMYK"), "Coords": num4(300, 300, 350, 350), "Function": ramp}})
		e.resource("ExtGState", "Half", types.Dict{"ca": types.Float(.5)})
		e.resource("ColorSpace", "Red", types.Array{types.Name("Separation"), types.Name("专红"), types.Name("DeviceCMYK"),
			types.Dict{"FunctionType": types.Integer(2), "C0": num4(0, 0, 0, 0), "C1": num4(0, .9, 1, 0), "N": types.Integer(1)}})
		e.paint("%s", c.paint)
		e.c.checkFile()
		got := ""
		for _, f := range e.c.done().Findings {
			if f.Rule == "ink-limit" {
				got = f.Measured
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.paint, got, c.want)
		}
	}
}

// A spot ink has one name, however programs write it.
func TestSpotNames(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"PANTONE 185 C", "PANTONE 185 CV", true}, {"PANTONE 185 C", "Pantone 185 U", true}, {"PANTONE 185 C", "PMS 185", true}, {"PANTONE 185 C", "PANTONE 186 C", false},
		{"专红", "专 红", true}, {"专红", "专红 ", true}, {"专红", "\xd7\xa8\xba\xec", true}, {"专红", "专蓝", false}, {"ＨＫＳ 13 K", "HKS 13 Z", true},
		{"Gold", "gold", true}, {"Spot-Red", "spot red", true}, {"Red C", "Red", false}, {"DIC 10", "DIC 10 c", true},
	} {
		if got := plainName(c.a) == plainName(c.b); got != c.same {
			t.Errorf("%q and %q are one: %t", c.a, c.b, got)
		}
	}
}

// Findings alike are one, with their number and the box around them.
func TestAlike(t *testing.T) {
	e := open(t, written(t, pdf.Options{}), Newspaper())
	e.c.decoded = maxDecoded
	var paint strings.Builder
	for i := range 40 {
		fmt.Fprintf(&paint, "1 0 0 rg %d 300 10 20 re f ", 100+10*i)
	}
	e.paint("%s", paint.String())
	e.c.checkFile()
	got := e.c.done().Findings
	if len(got) != 1 || got[0].Count != 40 || got[0].More != 0 || got[0].W < 141 || got[0].W > 141.2 || got[0].H < 7 || got[0].H > 7.2 {
		t.Errorf("%+v", got)
	}
}
