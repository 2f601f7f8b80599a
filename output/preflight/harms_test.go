package preflight

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/cmd/need/held"
	"banxin/output/color"
	"banxin/output/pdf"
)

// harm is what is done to a good file so that it breaks a rule.
type harm struct {
	rule string
	name string
	x1a  bool
	do   func(e *edit)
}

// harms break one rule each.
func harms() []harm {
	name := func(s string) types.Name { return types.Name(s) }
	group := func(cs string) types.Dict { return types.Dict{"S": name("Transparency"), "CS": name(cs)} }
	return []harm{
		{"syntax", "cut string", false, func(e *edit) { e.paint("(") }},
		{"syntax", "bad stream", false, func(e *edit) {
			e.add(types.StreamDict{Dict: types.Dict{}, Raw: []byte("no zlib"), FilterPipeline: []types.PDFFilter{{Name: "FlateDecode"}}})
		}},
		{"version", "1.7 as X-4", false, func(e *edit) { v := model.V17; e.c.pdf.RootVersion = &v }},
		{"version", "object streams", true, func(e *edit) { e.c.pdf.Read.UsingObjectStreams = true }},
		{"file-id", "no ID", false, func(e *edit) { e.c.pdf.ID = nil }},
		{"encrypted", "encrypted", false, func(e *edit) { r := e.add(types.Dict{}); e.c.pdf.Encrypt = &r }},
		{"info", "no title", false, func(e *edit) { delete(e.c.info(), "Title") }},
		{"info", "not trapped", false, func(e *edit) { delete(e.c.info(), "Trapped") }},
		{"dates", "bad date", false, func(e *edit) { e.c.info()["ModDate"] = types.StringLiteral("D:20261020000000+08:00") }},
		{"dates", "out of order", true, func(e *edit) {
			delete(e.root(), "Metadata")
			e.c.info()["ModDate"] = types.StringLiteral("D:20261020000000+08'00'")
			e.c.info()["CreationDate"] = types.StringLiteral("D:20261020000001+08'00'")
		}},
		{"xmp", "none", false, func(e *edit) { delete(e.root(), "Metadata") }},
		{"xmp", "other title", false, func(e *edit) { e.c.info()["Title"] = types.StringLiteral("other") }},
		{"output-intent", "none", false, func(e *edit) { delete(e.root(), "OutputIntents") }},
		{"output-intent", "no profile", false, func(e *edit) {
			a, _ := e.c.pdf.DereferenceArray(e.root()["OutputIntents"])
			d, _ := e.c.pdf.DereferenceDict(a[0])
			delete(d, "DestOutputProfile")
		}},
		{"shared-intent", "two profiles", false, func(e *edit) {
			a, _ := e.c.pdf.DereferenceArray(e.root()["OutputIntents"])
			e.root()["OutputIntents"] = append(slices.Clone(a), types.Dict{"S": name("GTS_PDFA1"), "DestOutputProfile": e.stream(types.Dict{}, []byte("x"))})
		}},
		{"shared-intent", "two profiles, and what is no intent", false, func(e *edit) {
			a, _ := e.c.pdf.DereferenceArray(e.root()["OutputIntents"])
			e.root()["OutputIntents"] = append(append(types.Array{types.Integer(1)}, a...), types.Dict{"S": name("GTS_PDFA1"), "DestOutputProfile": e.stream(types.Dict{}, []byte("x"))})
		}},
		{"boxes", "no trim", false, func(e *edit) { delete(e.dpd, "TrimBox") }},
		{"boxes", "trim and art", false, func(e *edit) { e.dpd["ArtBox"] = e.dpd["TrimBox"] }},
		{"boxes", "user unit", false, func(e *edit) { e.dpd["UserUnit"] = types.Float(2) }},
		{"boxes", "bleed off the sheet", false, func(e *edit) { e.dpd["BleedBox"] = num4(-50, -50, 900, 1200) }},
		{"bleed", "tint to the trim", false, func(e *edit) { e.paint("0 .1 0 0 k 8.504 500 100 20 re f") }},
		{"fonts", "not embedded", false, func(e *edit) {
			d, _ := e.c.pdf.DereferenceDict(e.descendant()["FontDescriptor"])
			delete(d, "FontFile2")
		}},
		{"fonts", "no glyph map", false, func(e *edit) { delete(e.descendant(), "CIDToGIDMap") }},
		{"font-subset", "no tag", false, func(e *edit) { e.fontDict()["BaseFont"] = name("Song") }},
		{"font-text", "no text", false, func(e *edit) { delete(e.fontDict(), "ToUnicode") }},
		{"font-widths", "other widths", false, func(e *edit) { e.descendant()["W"] = types.Array{types.Integer(1), types.Array{types.Integer(777)}} }},
		{"rgb", "fill", false, func(e *edit) { e.paint("1 0 0 rg 300 300 50 50 re f") }},
		{"rgb", "stroke in X-1a", true, func(e *edit) { e.paint("1 0 0 RG 2 w 300 300 m 350 300 l S") }},
		{"rgb", "picture", false, func(e *edit) {
			e.image("P", 100, 100, name("DeviceRGB"), 3, 99, nil)
			e.paint("q 36 0 0 36 300 300 cm /P Do Q")
		}},
		{"rgb", "Lab", false, func(e *edit) {
			e.resource("ColorSpace", "L", types.Array{name("Lab"), types.Dict{"WhitePoint": num4(0.96, 1, 0.82)}})
			e.paint("/L cs 50 20 20 sc 300 300 50 50 re f")
		}},
		{"ink-limit", "fill", false, func(e *edit) { e.paint(".8 .7 .6 .5 k 300 300 50 50 re f") }},
		{"ink-limit", "picture", false, func(e *edit) {
			e.image("P", 100, 100, name("DeviceCMYK"), 4, 180, nil)
			e.paint("q 36 0 0 36 300 300 cm /P Do Q")
		}},
		{"rich-black-text", "four inks", false, func(e *edit) { e.paint("BT .6 .4 .2 .9 k /%s 20 Tf 300 300 Td <00010002> Tj ET", e.font()) }},
		{"overprint-black", "knocks out", false, func(e *edit) { e.paint("/O0 gs BT 0 0 0 1 k /%s 20 Tf 300 300 Td <00010002> Tj ET", e.font()) }},
		{"overprint-black", "gray", false, func(e *edit) { e.paint("/O1 gs BT 0 g /%s 20 Tf 300 300 Td <00010002> Tj ET", e.font()) }},
		{"overprint-black", "thin rule", false, func(e *edit) { e.paint("/O0 gs 0 0 0 1 K 1 w 300 300 m 350 300 l S") }},
		{"overprint-mode", "mode 0", false, func(e *edit) {
			e.resource("ExtGState", "M", types.Dict{"op": types.Boolean(true), "OP": types.Boolean(true), "OPM": types.Integer(0)})
			e.paint("/M gs .2 0 0 0 k 300 300 50 50 re f")
		}},
		{"white-overprint", "white", false, func(e *edit) { e.paint("/O1 gs 0 0 0 0 k 300 300 50 50 re f") }},
		{"text-in-group", "isolated", false, func(e *edit) {
			res, _ := e.c.pdf.DereferenceDict(e.dpd["Resources"])
			g := group("DeviceCMYK")
			g["I"] = types.Boolean(true)
			e.resource("XObject", "G", e.stream(types.Dict{"Subtype": name("Form"), "BBox": num4(0, 0, 800, 1200), "Resources": res, "Group": g},
				fmt.Appendf(nil, "/O1 gs BT 0 0 0 1 k /%s 20 Tf 300 300 Td <00010002> Tj ET", e.font())))
			e.paint("/G Do")
		}},
		{"group-space", "RGB", false, func(e *edit) { e.dpd["Group"] = group("DeviceRGB") }},
		{"transparency", "group in X-1a", true, func(e *edit) { e.dpd["Group"] = group("DeviceCMYK") }},
		{"transparency", "alpha in X-1a", true, func(e *edit) { e.resource("ExtGState", "A", types.Dict{"ca": types.Float(0.5)}); e.paint("/A gs") }},
		{"resolution", "coarse", false, func(e *edit) {
			e.image("P", 20, 20, name("DeviceCMYK"), 4, 20, nil)
			e.paint("q 72 0 0 72 300 300 cm /P Do Q")
		}},
		{"reverse-type", "small", false, func(e *edit) {
			e.paint("0 0 0 1 k 300 300 50 50 re f BT 0 0 0 0 k /%s 5 Tf 310 310 Td <00010002> Tj ET", e.font())
		}},
		{"reverse-type", "light ground", false, func(e *edit) {
			e.paint(".2 0 0 0 k 300 300 90 50 re f BT 0 0 0 0 k /%s 20 Tf 310 310 Td <00010002> Tj ET", e.font())
		}},
		{"small-type", "tiny", false, func(e *edit) { e.paint("/O1 gs BT 0 0 0 1 k /%s 3 Tf 300 300 Td <00010002> Tj ET", e.font()) }},
		{"small-type", "two inks", false, func(e *edit) { e.paint("BT .5 .5 0 0 k /%s 7 Tf 300 300 Td <00010002> Tj ET", e.font()) }},
		{"type-on-tint", "dark tint", false, func(e *edit) {
			e.paint("0 0 0 .5 k 300 300 90 50 re f /O1 gs BT 0 0 0 1 k /%s 20 Tf 310 310 Td <00010002> Tj ET", e.font())
		}},
		{"thin-rule", "thin", false, func(e *edit) { e.paint("/O2 gs 0 0 0 1 K .1 w 300 300 m 350 300 l S") }},
		{"thin-rule", "zero", false, func(e *edit) { e.paint("/O2 gs 0 0 0 1 K 0 w 300 300 m 350 300 l S") }},
		{"fine-register", "three inks", false, func(e *edit) { e.paint(".5 .5 .5 0 K .6 w 300 300 m 350 300 l S") }},
		{"spots", "All", false, func(e *edit) {
			e.resource("ColorSpace", "R", types.Array{name("Separation"), name("All"), name("DeviceCMYK"), types.Dict{"FunctionType": types.Integer(2), "C0": num4(0, 0, 0, 0), "C1": num4(1, 1, 1, 1), "N": types.Integer(1)}})
			e.paint("/R cs .5 scn 300 300 50 50 re f")
		}},
		{"spots", "another alternate", false, func(e *edit) {
			e.resource("ColorSpace", "R", types.Array{name("Separation"), name("专红"), name("DeviceCMYK"), types.Dict{"FunctionType": types.Integer(2), "C0": num4(0, 0, 0, 0), "C1": num4(1, 0, 0, 0), "N": types.Integer(1)}})
			e.paint("/R cs .5 scn 300 300 50 50 re f")
		}},
		{"annotations", "note", false, func(e *edit) {
			e.dpd["Annots"] = types.Array{types.Dict{"Subtype": name("Text"), "Rect": num4(100, 100, 120, 120)}}
		}},
		{"annotations", "script", false, func(e *edit) { e.root()["OpenAction"] = types.Dict{"S": name("JavaScript")} }},
		{"filters", "LZW", false, func(e *edit) {
			e.add(types.StreamDict{Dict: types.Dict{}, Raw: []byte{0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01}, FilterPipeline: []types.PDFFilter{{Name: "LZWDecode"}}})
		}},
		{"filters", "transfer", false, func(e *edit) { e.resource("ExtGState", "T", types.Dict{"TR": types.Dict{}}); e.paint("/T gs") }},
		{"layers", "layers", false, func(e *edit) { e.root()["OCProperties"] = types.Dict{"OCGs": types.Array{e.add(types.Dict{})}} }},
		{"pages", "empty", false, func(e *edit) { e.dpd["Contents"] = e.stream(types.Dict{}, nil) }},
		{"placeholder", "crossed box", false, func(e *edit) {
			e.paint("/O1 gs 0 0 0 .08 k 0 0 0 .3 K .5 w 100 100 200 50 re B 100 100 m 300 150 l S 100 150 m 300 100 l S")
		}},
		{"page-labels", "none", false, func(e *edit) { delete(e.root(), "PageLabels") }},
		{"tagged", "no tree", false, func(e *edit) { e.root()["MarkInfo"] = types.Dict{"Marked": types.Boolean(true)} }},
		{"type-area", "near the trim", false, func(e *edit) { e.paint("/O1 gs BT 0 0 0 1 k /%s 12 Tf 10 300 Td <00010002> Tj ET", e.font()) }},
	}
}

// otherHarms are what else may be wrong, or only odd, whatever number of rules it breaks.
func otherHarms() []harm {
	name := func(s string) types.Name { return types.Name(s) }
	number := func(n int) types.Integer { return types.Integer(n) }
	function := func(c1 ...float64) types.Dict {
		return types.Dict{"FunctionType": number(2), "Domain": num4(0, 1), "C0": num4(make([]float64, len(c1))...), "C1": num4(c1...), "N": number(1)}
	}
	pack := func(d types.Dict) func(filter string, data []byte) func(e *edit) {
		return func(filter string, data []byte) func(e *edit) {
			return func(e *edit) {
				e.add(types.StreamDict{Dict: d, Raw: data, Content: data, FilterPipeline: []types.PDFFilter{{Name: filter}}})
			}
		}
	}
	picture := func(w, h int, space types.Object, parts int, value byte, more types.Dict, width int) func(e *edit) {
		return func(e *edit) {
			e.image("P", w, h, space, parts, value, more)
			e.paint("q %d 0 0 %d 300 300 cm /P Do Q", width, width*h/w)
		}
	}
	intent := func(do func(e *edit, d types.Dict)) func(e *edit) {
		return func(e *edit) {
			a, _ := e.c.pdf.DereferenceArray(e.root()["OutputIntents"])
			d, _ := e.c.pdf.DereferenceDict(a[0])
			do(e, d)
		}
	}
	metadata := func(old, with string) func(e *edit) {
		return func(e *edit) {
			data, _ := e.c.decode(e.c.stream(e.root()["Metadata"]))
			e.root()["Metadata"] = e.stream(types.Dict{}, bytes.ReplaceAll(slices.Clone(data), []byte(old), []byte(with)))
		}
	}
	descriptor := func(do func(e *edit, d types.Dict)) func(e *edit) {
		return func(e *edit) {
			d, _ := e.c.pdf.DereferenceDict(e.descendant()["FontDescriptor"])
			do(e, d)
		}
	}
	fontFile := func(change func(data []byte) []byte) func(e *edit) {
		return descriptor(func(e *edit, d types.Dict) {
			data, _ := e.c.decode(e.c.stream(d["FontFile2"]))
			d["FontFile2"] = e.stream(types.Dict{}, change(slices.Clone(data)))
		})
	}
	space := func(a ...types.Object) func(paint string) func(e *edit) {
		return func(paint string) func(e *edit) {
			return func(e *edit) {
				e.resource("ColorSpace", "R", types.Array(a))
				e.paint("/R cs %s scn 300 300 50 50 re f", paint)
			}
		}
	}
	shade := func(d types.Dict) func(e *edit) {
		return func(e *edit) {
			e.resource("Shading", "R", d)
			e.paint("q 300 300 50 50 re W n /R sh Q")
		}
	}
	mesh := func(d types.Dict, data string) func(e *edit) {
		return func(e *edit) {
			for k, v := range map[string]types.Object{"BitsPerCoordinate": number(8), "BitsPerComponent": number(8), "BitsPerFlag": number(8), "ShadingType": number(4)} {
				d[k] = v
			}
			e.resource("Shading", "R", e.stream(d, []byte(data)))
			e.paint("q 300 300 50 50 re W n /R sh Q")
		}
	}
	profile := func(do func(p *Profile)) func(e *edit) { return func(e *edit) { do(&e.c.profile) } }
	note := func(d types.Dict) func(e *edit) {
		return func(e *edit) { e.dpd["Annots"] = types.Array{nil, types.Integer(1), d} }
	}
	boxed := func(d types.Dict, box ...float64) func(e *edit) {
		return func(e *edit) {
			d["Subtype"], d["BBox"], d["Resources"] = name("Form"), num4(box...), e.resources()
			e.dpd["Annots"] = types.Array{types.Dict{"Subtype": name("Stamp"), "F": number(4), "Rect": num4(300, 300, 400, 400), "AP": types.Dict{"N": e.stream(d, []byte("1 0 0 rg 0 0 5 5 re f"))}}}
		}
	}
	cmyk := name("DeviceCMYK")
	return []harm{
		{"", "nothing", false, func(*edit) {}},
		{"", "nothing in X-1a", true, func(*edit) {}},
		{"", "head", false, func(e *edit) { e.c.head = []byte("%!PS") }},
		{"", "intent without name", false, intent(func(e *edit, d types.Dict) { delete(d, "OutputConditionIdentifier") })},
		{"", "intent without profile", true, intent(func(e *edit, d types.Dict) {
			delete(d, "DestOutputProfile")
			d["RegistryName"] = types.StringLiteral("x")
		})},
		{"", "intent without profile and registry", true, intent(func(e *edit, d types.Dict) { delete(d, "DestOutputProfile"); delete(d, "RegistryName") })},
		{"", "intent of no profile", false, intent(func(e *edit, d types.Dict) { d["DestOutputProfile"] = e.stream(types.Dict{}, []byte("none")) })},
		{"", "intent of a screen", false, intent(func(e *edit, d types.Dict) { d["DestOutputProfile"] = e.stream(types.Dict{}, color.SRGB().Data) })},
		{"", "intent of another kind", false, intent(func(e *edit, d types.Dict) { d["S"] = name("GTS_PDFA1") })},
		{"", "metadata without title", false, metadata("dc:title", "dc:other")},
		{"", "metadata of another day", false, metadata("CreateDate>2026-10-20", "CreateDate>2026-10-21")},
		{"", "metadata changed on another day", true, metadata("ModifyDate>2026-10-20", "ModifyDate>2026-10-21")},
		{"", "metadata of another producer", false, metadata("Producer>banxin", "Producer>other")},
		{"", "metadata alone say the standard", false, func(e *edit) { delete(e.c.info(), "GTS_PDFXVersion") }},
		{"", "metadata say an archive", false, func(e *edit) {
			delete(e.c.info(), "GTS_PDFXVersion")
			metadata("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>")(e)
		}},
		{"", "conformance", false, func(e *edit) { e.c.info()["GTS_PDFXConformance"] = types.StringLiteral("PDF/X-1a:2001") }},
		{"", "no dates", false, func(e *edit) { delete(e.c.info(), "CreationDate"); delete(e.c.info(), "ModDate") }},
		{"", "scripts", false, func(e *edit) { e.root()["Names"] = types.Dict{"JavaScript": types.Dict{}} }},
		{"", "names", false, func(e *edit) { e.root()["Names"] = types.Dict{"Dests": types.Dict{}} }},
		{"", "form", false, func(e *edit) { e.root()["AcroForm"] = types.Dict{"Fields": types.Array{types.Dict{}}} }},
		{"", "form of XFA", false, func(e *edit) { e.root()["AcroForm"] = types.Dict{"XFA": types.Dict{}} }},
		{"", "empty form", false, func(e *edit) { e.root()["AcroForm"] = types.Dict{"Fields": types.Array{}} }},
		{"", "actions", false, func(e *edit) { e.root()["AA"] = types.Dict{} }},
		{"", "opens at a page", false, func(e *edit) { e.root()["OpenAction"] = types.Array{} }},
		{"", "layers in X-1a", true, func(e *edit) { e.root()["OCProperties"] = types.Dict{"OCGs": types.Array{e.add(types.Dict{})}} }},
		{"", "layers of configurations", false, func(e *edit) {
			e.root()["OCProperties"] = types.Dict{"OCGs": types.Array{}, "Configs": types.Array{types.Dict{}, types.Dict{}}}
		}},
		{"", "tagged without language", false, func(e *edit) {
			e.root()["MarkInfo"], e.root()["StructTreeRoot"] = types.Dict{"Marked": types.Boolean(true)}, types.Dict{}
			delete(e.root(), "Lang")
		}},
		{"", "tagged", false, func(e *edit) {
			e.root()["MarkInfo"], e.root()["StructTreeRoot"] = types.Dict{"Marked": types.Boolean(true)}, types.Dict{}
		}},
		{"", "LZW", false, pack(types.Dict{})("LZWDecode", []byte{0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01})},
		{"", "JPEG 2000", false, pack(types.Dict{"Subtype": name("Image")})("JPXDecode", []byte("x"))},
		{"", "JPEG 2000 in X-1a", true, pack(types.Dict{"Subtype": name("Image")})("JPXDecode", []byte("x"))},
		{"", "JPEG 2000 in an archive", false, func(e *edit) {
			e.c.profile.archive = true
			pack(types.Dict{"Subtype": name("Image")})("JPXDecode", []byte("x"))(e)
		}},
		{"", "OPI", false, func(e *edit) { e.stream(types.Dict{"OPI": types.Dict{}}, nil) }},
		{"", "PS", false, func(e *edit) { e.stream(types.Dict{"PS": types.Dict{}}, nil) }},
		{"", "reference", false, func(e *edit) { e.stream(types.Dict{"Ref": types.Dict{}}, nil) }},
		{"", "PostScript", false, func(e *edit) { e.stream(types.Dict{"Subtype": name("PS")}, nil) }},
		{"", "stream as a pointer", false, func(e *edit) { e.add(&types.StreamDict{Dict: types.Dict{"PS": types.Dict{}}}) }},
		{"", "alternate pictures", false, picture(100, 100, cmyk, 4, 9, types.Dict{"Alternates": types.Array{}, "OPI": types.Dict{}}, 36)},
		{"", "picture with a mask", false, picture(100, 100, cmyk, 4, 9, types.Dict{"SMask": types.Dict{}}, 36)},
		{"", "picture with a mask in X-1a", true, picture(100, 100, cmyk, 4, 9, types.Dict{"SMask": types.Dict{}}, 36)},
		{"", "picture turned to light", false, picture(100, 100, cmyk, 4, 90, types.Dict{"Decode": num4(1, 0, 1, 0, 1, 0, 1, 0)}, 36)},
		{"", "picture as it is", false, picture(100, 100, cmyk, 4, 200, types.Dict{"Decode": num4(0, 1, 0, 1, 0, 1, 0, 1)}, 36)},
		{"", "picture of 4 bits", false, picture(100, 100, cmyk, 2, 200, types.Dict{"BitsPerComponent": number(4)}, 36)},
		{"", "picture with rows missing", false, picture(100, 100, cmyk, 3, 20, nil, 36)},
		{"", "picture of many pixels", false, picture(100, 1, cmyk, 4, 20, types.Dict{"Width": number(70000)}, 36)},
		{"", "picture of no width", false, picture(100, 100, cmyk, 4, 200, types.Dict{"Width": number(0)}, 36)},
		{"", "picture indexed", false, picture(100, 100, types.Array{name("Indexed"), cmyk, number(1), types.HexLiteral("00000000ffffffff")}, 1, 1, nil, 36)},
		{"", "picture in spots", false, picture(100, 100, types.Array{name("DeviceN"), types.Array{name("Magenta"), name("Yellow"), name("银")}, cmyk, function(0, 0, 0, 1)}, 3, 90, nil, 36)},
		{"", "picture of a calibrated space", false, picture(100, 100, types.Array{name("CalRGB"), types.Dict{}}, 3, 90, nil, 36)},
		{"", "picture in no space", false, picture(100, 100, nil, 1, 90, nil, 36)},
		{"", "no ink limit", false, func(e *edit) {
			e.c.profile.InkLimit = 0
			picture(100, 100, cmyk, 4, 200, nil, 36)(e)
		}},
		{"", "resolution at the limits", false, func(e *edit) {
			for i, n := range []int{99, 98, 149, 148} {
				e.image(fmt.Sprint("P", i), n, n, cmyk, 4, 9, nil)
				e.paint("q 72 0 0 72 %d 300 cm /P%d Do Q", 100+100*i, i)
			}
		}},
		{"", "bits", false, func(e *edit) {
			e.image("P", 80, 80, name("DeviceGray"), 1, 9, types.Dict{"BitsPerComponent": number(1)})
			e.paint("q 36 0 0 36 300 300 cm /P Do Q")
		}},
		{"", "inline masks", false, func(e *edit) {
			e.paint("1 0 0 rg q 36 0 0 36 300 300 cm BI /W 8 /H 1 /BPC 1 /IM true ID a EI Q")
		}},
		{"", "inline by long names", false, func(e *edit) {
			e.paint("q 1 0 0 1 300 300 cm BI /Width 1 /Height 1 /BitsPerComponent 8 /ImageMask false /CS /CMYK /Filter /LZWDecode ID abcd EI Q")
		}},
		{"", "inline with LZW", false, func(e *edit) {
			e.paint("q 1 0 0 1 300 300 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID a EI BI /W 0 /H 1 ID a EI BI /W 1 /H 0 ID a EI Q")
		}},
		{"", "no font file", false, descriptor(func(e *edit, d types.Dict) { d["FontFile2"] = e.stream(types.Dict{}, []byte("none")) })},
		{"", "font file cut", false, fontFile(func(data []byte) []byte { return data[:200] })},
		{"", "font file without tables", false, fontFile(func(data []byte) []byte { return bytes.ReplaceAll(data, []byte("hhea"), []byte("none")) })},
		{"", "font file without widths", false, fontFile(func(data []byte) []byte { return bytes.ReplaceAll(data, []byte("hmtx"), []byte("none")) })},
		{"", "font file that does not decode", false, descriptor(func(e *edit, d types.Dict) {
			d["FontFile2"] = e.add(types.StreamDict{Dict: types.Dict{}, Raw: []byte("no zlib"), FilterPipeline: []types.PDFFilter{{Name: "FlateDecode"}}})
		})},
		{"", "font file that is none", false, descriptor(func(e *edit, d types.Dict) { d["FontFile2"] = number(1) })},
		{"", "glyphs by a map", false, func(e *edit) {
			e.descendant()["CIDToGIDMap"] = e.stream(types.Dict{}, []byte{0, 0, 0, 2, 0, 1, 0, 3})
		}},
		{"", "glyphs by a short map", false, func(e *edit) { e.descendant()["CIDToGIDMap"] = e.stream(types.Dict{}, []byte{0, 0, 0}) }},
		{"", "widths a little off", false, func(e *edit) {
			e.descendant()["W"] = types.Array{number(1), types.Array{types.Float(1000.9)}, number(70000), number(-5), types.Array{number(9)}}
		}},
		{"", "no descendant", false, func(e *edit) { e.fontDict()["DescendantFonts"] = types.Array{} }},
		{"", "descendant that is none", false, func(e *edit) { e.fontDict()["DescendantFonts"] = types.Array{number(1)} }},
		{"", "text of an archive", false, func(e *edit) {
			e.c.profile.archive = true
			e.fontDict()["ToUnicode"] = e.stream(types.Dict{}, []byte("2 beginbfchar <0001> <4E00> <0002> <4E01> endbfchar 1 beginbfrange <0003> <0005> <4E02> endbfrange"))
			e.paint("/O1 gs 0 0 0 1 k BT /%s 12 Tf 300 300 Td <00010002000300040005> Tj ET", e.font())
		}},
		{"", "text that an archive does not tell", false, func(e *edit) {
			e.c.profile.archive = true
			e.fontDict()["ToUnicode"] = e.stream(types.Dict{}, []byte("1 beginbfrange <0002> <0004> <4E02> endbfrange 1 beginbfchar <0006> endbfchar"))
			e.paint("/O1 gs 0 0 0 1 k BT /%s 12 Tf 300 300 Td <0005> Tj ET", e.font())
		}},
		{"", "space in no space", false, space(name("Nothing"))("1")},
		{"", "space of black", false, space(name("Separation"), name("Black"), cmyk, function(0, 0, 0, 1))("1")},
		{"", "space of process inks", false, space(name("DeviceN"), types.Array{name("Cyan"), name("Magenta"), name("Yellow"), name("None")}, cmyk, function(0, 0, 0, 0))(".8 .7 .75 1")},
		{"", "space of spots", false, space(name("DeviceN"), types.Array{name("银"), name("金")}, cmyk, function(0, 0, 0, 1))("1 1")},
		{"", "space without function", false, space(name("Separation"), name("银"), cmyk)("1")},
		{"", "space of a profile that is none", false, space(name("ICCBased"), number(1))("1")},
		{"", "indexed in two bytes", false, space(name("I"), name("DeviceGray"), number(2), types.HexLiteral("ff8000"))("9")},
		{"", "indexed in itself", false, space(name("Indexed"), types.Array{name("Indexed"), types.Array{name("Indexed"), name("DeviceRGB")}})("0")},
		{"", "default of RGB", false, func(e *edit) {
			e.resource("ColorSpace", "DefaultRGB", types.Array{name("ICCBased"), e.stream(types.Dict{"N": number(3)}, color.SRGB().Data)})
			e.paint("1 0 0 rg 300 300 50 50 re f")
		}},
		{"", "pattern of a shading with a state", false, func(e *edit) {
			e.resource("Pattern", "R", types.Dict{"PatternType": number(2), "ExtGState": types.Dict{"ca": types.Float(.5), "TR": types.Dict{}}, "Shading": types.Dict{"ShadingType": number(2), "ColorSpace": cmyk, "Function": function(.1, .2, .3, .4)}})
			e.paint("/Pattern cs /R scn 300 300 50 50 re f")
		}},
		{"", "pattern that takes its colour", false, func(e *edit) {
			e.resource("ColorSpace", "R", types.Array{name("Pattern"), name("DeviceRGB")})
			e.resource("Pattern", "R", e.stream(types.Dict{"PatternType": number(1), "PaintType": number(2), "BBox": num4(0, 0, 9, 9), "XStep": number(9), "YStep": number(9), "Resources": types.Dict{}}, []byte("0 0 5 5 re f 0 0 0 1 k 5 5 3 3 re f")))
			e.paint("/R cs 1 0 0 /R scn 300 300 50 50 re f")
		}},
		{"", "pattern without a box", false, func(e *edit) {
			e.resource("Pattern", "R", e.stream(types.Dict{"PatternType": number(1), "PaintType": number(1), "Resources": types.Dict{}}, []byte("1 0 0 rg 0 0 5 5 re f")))
			e.paint("/Pattern cs /R scn 300 300 50 50 re f /Nowhere scn 300 300 50 50 re f")
		}},
		{"", "pattern that does not decode", false, func(e *edit) {
			e.resource("Pattern", "R", e.add(types.StreamDict{Dict: types.Dict{"PatternType": number(1), "PaintType": number(1), "BBox": num4(0, 0, 9, 9)}, Raw: []byte("no zlib"), FilterPipeline: []types.PDFFilter{{Name: "FlateDecode"}}}))
			e.paint("/Pattern cs /R scn 300 300 50 50 re f")
		}},
		{"", "shading of RGB", false, shade(types.Dict{"ShadingType": number(2), "ColorSpace": name("DeviceRGB"), "Function": function(1, 0, 0)})},
		{"", "shading of much ink", false, shade(types.Dict{"ShadingType": number(3), "ColorSpace": cmyk, "Domain": num4(0, .7), "Function": function(1, 1, 1, 1)})},
		{"", "shading of a plane", false, shade(types.Dict{"ShadingType": number(1), "ColorSpace": cmyk, "Domain": num4(0, 1, 0, .5), "Function": types.Dict{"FunctionType": number(2), "Domain": num4(0, 1), "C1": num4(.9, .9, .9, 0), "N": number(1)}})},
		{"", "shading without function", false, shade(types.Dict{"ShadingType": number(2), "ColorSpace": cmyk})},
		{"", "shading of no function", false, shade(types.Dict{"ShadingType": number(2), "ColorSpace": cmyk, "Function": number(1)})},
		{"", "no shading", false, func(e *edit) { e.paint("q 300 300 50 50 re W n /R sh Q") }},
		{"", "mesh", false, mesh(types.Dict{"ColorSpace": cmyk, "Decode": num4(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1)}, "\x00\x00\x00\xff\xff\xff\xff\x00\x01\x01\x10\x10\x10\x10\x00\x02\x02\x00\x00\x00\x00")},
		{"", "mesh of a function", false, mesh(types.Dict{"ColorSpace": cmyk, "Decode": num4(0, 1, 0, 1, 0, 1), "Function": function(1, 1, 1, 0)}, "\x00\x00\x00\x10\x00\x01\x01\xff\x00\x02\x02\x20")},
		{"", "mesh of a function, light", false, mesh(types.Dict{"ColorSpace": cmyk, "Decode": num4(0, 1, 0, 1, 0, 1), "Function": function(1, 1, 1, 0)}, "\x00\x00\x00\x10\x00\x01\x01\x20\x00\x02\x02\x18")},
		{"", "mesh without data", false, mesh(types.Dict{"ColorSpace": cmyk}, "")},
		{"", "stamp", false, boxed(types.Dict{}, 0, 0, 10, 10)},
		{"", "stamp turned", false, boxed(types.Dict{"Matrix": num4(0, 1, -1, 0, 0, 0)}, 0, 0, 10, 10)},
		{"", "stamp without box", false, boxed(types.Dict{}, 0)},
		{"", "stamp of an empty box", false, boxed(types.Dict{}, 0, 0, 0, 10)},
		{"", "link that acts", false, note(types.Dict{"Subtype": name("Link"), "Rect": num4(300, 300, 320, 320), "A": types.Dict{"S": name("URI")}})},
		{"", "link that acts outside", false, note(types.Dict{"Subtype": name("Link"), "Rect": num4(3000, 300, 3020, 320), "A": types.Dict{"S": name("Launch")}})},
		{"", "link that acts in no standard", false, func(e *edit) {
			delete(e.c.info(), "GTS_PDFXVersion")
			delete(e.root(), "Metadata")
			e.c.profile.Standards = nil
			e.dpd["Annots"] = types.Array{types.Dict{"Subtype": name("Link"), "Rect": num4(300, 300, 320, 320), "A": types.Dict{"S": name("URI")}}, types.Dict{"Subtype": name("Link"), "Rect": num4(400, 300, 420, 320), "A": types.Dict{"S": name("JavaScript")}}}
		}},
		{"", "page acts", false, func(e *edit) { e.dpd["AA"] = types.Dict{} }},
		{"", "many of one rule", false, func(e *edit) {
			for i := range 40 {
				e.paint("0 0 0 1 K .%02d w %d 300 m %d 400 l S", i, 100+5*i, 100+5*i)
			}
		}},
		{"", "pages of two sizes", false, func(e *edit) {
			e.dpd["TrimBox"], e.dpd["BleedBox"] = num4(100, 100, 500, 900), num4(91, 91, 509, 909)
		}},
		{"", "art box alone", false, func(e *edit) { e.dpd["ArtBox"] = e.dpd["TrimBox"]; delete(e.dpd, "TrimBox") }},
		{"", "crop box in the trim", false, func(e *edit) { e.c.pages[0].Crop = num4(100, 100, 500, 500) }},
		{"", "advert by its crop box", false, func(e *edit) {
			e.c.profile.inks = true
			delete(e.dpd, "TrimBox")
			e.c.pages[0].Crop = num4(100, 100, 500, 500)
		}},
		{"", "one page alone", false, profile(func(p *Profile) { p.MaxPages = 1 })},
		{"", "sizes ordered", false, profile(func(p *Profile) { p.Trims = []Size{{390, 540}, {270, 390.5}} })},
		{"", "half the width ordered", false, profile(func(p *Profile) { p.Trims = []Size{{135, 390}} })},
		{"", "sizes not ordered", false, profile(func(p *Profile) { p.Trims = []Size{{390, 540}, {270, 390.6}, {135.3, 390}} })},
		{"", "blends", false, func(e *edit) {
			for i, mode := range []string{"Multiply", "Darken", "Screen", "Normal"} {
				e.resource("ExtGState", fmt.Sprint("B", i), types.Dict{"BM": name(mode), "ca": types.Float(.5)})
				e.paint(".9 .3 .6 0 k %d 300 50 50 re f q /B%d gs .4 .8 .7 .3 k %d 300 50 50 re f Q", 100+100*i, i, 100+100*i)
			}
		}},
		{"", "blends on what is not known", false, func(e *edit) {
			e.resource("ExtGState", "B", types.Dict{"BM": name("Multiply")})
			e.paint("1 0 0 rg 300 300 50 50 re f q /B gs .4 .8 .7 .3 k 300 300 50 50 re f Q")
		}},
		{"", "many grounds", false, func(e *edit) {
			for i := range 40 {
				e.paint("/O1 gs 0 0 0 .0%d k %d 300 50 50 re f", i%9+1, 300+i)
			}
			e.paint(".9 .9 .9 0 k 320 310 20 20 re f")
		}},
		{"", "overprints a spot", false, func(e *edit) {
			space(name("Separation"), name("银"), cmyk, function(0, 0, 0, 1))("1")(e)
			e.paint("/O1 gs .7 .7 .7 0 k 300 300 50 50 re f")
		}},
		{"", "knocks out and overprints", false, func(e *edit) {
			e.paint("1 1 0 0 k 300 300 50 50 re f 0 0 1 1 k 310 310 9 9 re f /O1 gs 0 0 1 0 k 330 330 9 9 re f 0 0 0 1 k 300 340 9 9 re f")
		}},
	}
}

// TestHarms holds all that is told of a file after each harm against testdata/harms.txt: findings to
// their measures and places, inks, spots, sizes. -update rewrites; read the difference.
func TestHarms(t *testing.T) {
	x4, x1a := written(t, pdf.Options{}), written(t, pdf.Options{Profile: pdf.X1a})
	whole := map[bool]string{false: told(check(t, x4, Newspaper())), true: told(check(t, x1a, Newspaper()))} // not said again
	var b strings.Builder
	for _, h := range slices.Concat(harms(), otherHarms()) {
		data := x4
		if h.x1a {
			data = x1a
		}
		e := open(t, data, Newspaper())
		e.c.decoded = maxDecoded
		h.do(e)
		e.c.checkFile()
		fmt.Fprintf(&b, "%s\n%s", strings.TrimSpace(h.rule+" "+h.name), strings.TrimPrefix(told(e.c.done()), whole[h.x1a]))
	}
	held.Text(t, "testdata/harms.txt", b.String())
}

// told is a report in lines.
func told(r *Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\t%s %s, %d pages of %v, inks %q, spots %q %v, clear %v\n", r.Standard, r.Version, r.Pages, r.Trims, r.Inks, r.Spots, r.Alternates, r.Transparent)
	if r.Failed() || !r.Conforms() {
		fmt.Fprintf(&b, "\tfails %v, conforms %v\n", r.Failed(), r.Conforms())
	}
	for _, f := range r.Findings {
		b.WriteString(line(f))
	}
	return b.String()
}

func line(f Finding) string {
	return fmt.Sprintf("\t%s, %d more at %.2f %.2f, %.2f × %.2f\n", f, f.More, f.X, f.Y, f.W, f.H)
}

// TestArchivable: what archives do not take makes a file none of theirs; what presses alone refuse does not.
func TestArchivable(t *testing.T) {
	for _, c := range []struct {
		paint string
		o     pdf.Options
		want  bool
	}{{"", pdf.Options{}, true}, {"", pdf.Options{Profile: pdf.Archive}, true}, {"0 0 0 1 K .01 w 300 300 m 400 300 l S", pdf.Options{}, true}} {
		got, err := Archivable(context.Background(), bytes.NewReader(written(t, c.o)))
		if err != nil || got != c.want {
			t.Errorf("%s: %v %v", c.o.Profile, got, err)
		}
	}
	for _, data := range []string{"", "no PDF"} {
		if got, err := Archivable(context.Background(), strings.NewReader(data)); got || err != nil {
			t.Errorf("%q: %v %v", data, got, err)
		}
	}
	data := bytes.ReplaceAll(written(t, pdf.Options{}), []byte("/FontFile2"), []byte("/FontFileX"))
	if got, err := Archivable(context.Background(), bytes.NewReader(data)); got || err != nil {
		t.Errorf("fonts not embedded: %v %v", got, err)
	}
}
