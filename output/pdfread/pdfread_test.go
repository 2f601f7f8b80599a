package pdfread

import (
	"fmt"
	"strings"
	"testing"

	"banxin/cmd/need/madepdf"
)

// file makes a PDF file of one page with these contents and objects 5 and on.
func file(page, contents string, objects ...string) []byte {
	return madepdf.Of("1.7", append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R " + page + ">>", madepdf.Stream("", contents)}, objects...)...)
}

const gb1Font = "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/%s/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>"

// TestPage: characters are where a page shows them, whatever the coding of their font and the
// page's rotation.
func TestPage(t *testing.T) {
	font := func(coding string) string { return fmt.Sprintf(gb1Font, coding) }
	text := "BT /F 10 Tf 20 50 Td %s Tj ET"
	for _, c := range []struct{ name, page, contents, font, want string }{
		{"UniGB", "", fmt.Sprintf(text, "<68656DA6>"), font("UniGB-UCS2-H"), "桥 20.00,50.00 润 30.00,50.00"},
		{"GBK", "", fmt.Sprintf(text, "<C7C541>"), font("GBK-EUC-H"), "桥 20.00,50.00 A 30.00,50.00"},
		{"CIDs of Adobe-GB1", "", fmt.Sprintf(text, "<03AB0022>"), font("Identity-H"), "啊 20.00,50.00 A 30.00,50.00"},
		{"turned", "/Rotate 90", fmt.Sprintf(text, "<6865>"), font("UniGB-UCS2-H"), "桥 50.00,20.00"},
		{"downwards", "", fmt.Sprintf(text, "<68656865>"), font("UniGB-UCS2-V"), "桥 15.00,58.80 桥 15.00,68.80"},
		{"actual text", "", "/Span<</ActualText<FEFF4E00>>>BDC " + fmt.Sprintf(text, "<68656865>") + " EMC", font("UniGB-UCS2-H"), "一 20.00,50.00"},
		{"not to be read", "", "/Span<</ActualText<FEFF>>>BDC " + fmt.Sprintf(text, "<6865>") + " EMC", font("UniGB-UCS2-H"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Open(file(c.page+"/Resources<</Font<</F 5 0 R>>>>", c.contents, c.font))
			if err != nil {
				t.Fatal(err)
			}
			p, err := f.Page(1)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, k := range p.Chars {
				out = append(out, fmt.Sprintf("%s %.2f,%.2f", k.Text, float64(k.X)/100, float64(k.Y)/100))
			}
			if got := strings.Join(out, " "); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// TestRules: thin areas and lines are rules, others tints.
func TestRules(t *testing.T) {
	f, err := Open(file("", "10 10 100 0.5 re f 20 20 m 20 80 l S 30 30 50 40 re f 0 0 m 5 9 l S"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := f.Page(1)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(p.Rules, p.Areas), "[{1000 8950 11000 9000} {2000 2000 2000 8000}] [{3000 3000 8000 7000}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestClipped: of a picture the box is what is seen; one that is clipped away is none.
func TestClipped(t *testing.T) {
	const picture = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\nA\nendstream"
	for contents, want := range map[string]string{
		"q 50 0 0 40 10 10 cm /X Do Q":                                                                     "[{1000 5000 6000 9000}]",
		"q 20 15 20 20 re W n 50 0 0 40 10 10 cm /X Do Q 5 0 0 5 90 90 cm /X Do":                           "[{2000 6500 4000 8500} {9000 500 9500 1000}]",
		"q 20 15 20 20 re W n 0 0 30 30 re W n 50 0 0 40 10 10 cm /X Do Q":                                 "[{2000 7000 3000 8500}]",
		"q 20 20 m 40 20 l 40 30 40 40 30 40 c h W n 50 0 0 40 10 10 cm /X Do Q":                           "[{2000 6000 4000 8000}]",
		"q 80 80 9 9 re W n 50 0 0 40 10 10 cm /X Do Q 1 1 m 2 2 l W S q 50 0 0 40 10 10 cm /X Do Q 1 1 m": "[]",
	} {
		f, err := Open(file("/Resources<</XObject<</X 5 0 R>>>>", contents, picture))
		if err != nil {
			t.Fatal(err)
		}
		p, err := f.Page(1)
		if err != nil {
			t.Fatal(err)
		}
		boxes := []Box{}
		for _, p := range p.Pictures {
			boxes = append(boxes, p.Box)
		}
		if got := fmt.Sprint(boxes); got != want {
			t.Errorf("%s: %s, not %s", contents, got, want)
		}
	}
}

func FuzzPage(f *testing.F) {
	f.Add("BT /F 10 Tf 20 50 Td <6865> Tj [(a) 20 (b)] TJ ET q 1 0 0 1 5 5 cm /X Do Q", "UniGB-UCS2-H")
	f.Add("/P<</MCID 3>>BDC BT /F 0 Tf 0 Tz 1e99 0 Td (\\200) ' EMC EMC ET", "Identity-V")
	f.Fuzz(func(t *testing.T, contents, coding string) {
		if len(contents) > 2000 || strings.ContainsAny(coding, "<>[]()/% ") {
			t.Skip()
		}
		d, err := Open(file("/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>", contents, fmt.Sprintf(gb1Font, coding)))
		if err != nil {
			return
		}
		if _, err := d.Page(1); err != nil {
			t.Log(err)
		}
	})
}

// FuzzAnnotations: what stands in the place of annotations is read or left, and answers lead
// to annotations of the page.
func FuzzAnnotations(f *testing.F) {
	f.Add("/Subtype/Highlight/Rect[1 2 3 4]/QuadPoints[1 2 3 4 5 6 7 8]/Contents<FEFF6865>/IRT 5 0 R/RT/Group")
	f.Add("/Subtype/FreeText/CL[1 2 3 4]/RC(<b>x&lt;</b>)/StateModel(Review)/State(Completed)/M(D:2026)")
	f.Fuzz(func(t *testing.T, annotation string) {
		if strings.Contains(annotation, ">>") || len(annotation) > 1000 {
			t.Skip()
		}
		d, err := Open(file("/Annots[5 0 R 6 0 R 7]/Resources<<>>", "", "<<"+annotation+">>", "<</Subtype/Text/IRT 5 0 R>>"))
		if err != nil {
			return
		}
		list, err := d.Annotations(1)
		for _, a := range list {
			if a.Re < -1 || a.Re >= len(list) || !remark(a.Kind) {
				t.Fatalf("%+v, %v", list, err)
			}
		}
	})
}

// told writes a tree in brackets.
func told(n *Node) string {
	if n.Tag == "" {
		return fmt.Sprintf("%d/%d", n.Page, n.MCID)
	}
	var kids []string
	for _, k := range n.Kids {
		kids = append(kids, told(k))
	}
	name := n.Tag
	if n.Own != "" {
		name += "=" + n.Own
	}
	if n.ColSpan+n.RowSpan > 0 {
		name += fmt.Sprintf(" %dx%d", n.ColSpan, n.RowSpan)
	}
	return name + n.Alt + "(" + strings.Join(kids, " ") + ")"
}

// TestTree: elements with the file's own words for them and the standard's, sequences of all
// forms, spans of cells; and a tree that goes round in a circle ends.
func TestTree(t *testing.T) {
	tagged := func(objects ...string) *Node {
		data := string(file("/Resources<<>>", "", objects...))
		data = strings.Replace(data, "/Pages 2 0 R>>", "/Pages 2 0 R/StructTreeRoot 5 0 R>>", 1) // offsets are found again
		f, err := Open([]byte(data))
		if err != nil {
			t.Fatal(err)
		}
		root, err := f.Tree()
		if err != nil || root == nil {
			t.Fatal(root, err)
		}
		return root
	}
	got := told(tagged("<</Type/StructTreeRoot/K 6 0 R/RoleMap<</Kicker/Bar/Bar/P>>>>", "<</S/Art/Pg 3 0 R/K[7 0 R 8 0 R 9 0 R]>>", "<</S/Kicker/K 4>>",
		"<</S/Figure/Alt<FEFF6865>/K[<</Type/MCR/Pg 3 0 R/MCID 5>><</Type/OBJR/Obj 3 0 R>>]>>", "<</S/TD/A[<</O/Layout>><</O/Table/ColSpan 2>>]/Pg 3 0 R/K 6>>"))
	if want := "StructTreeRoot(Art(P=Kicker(1/4) Figure桥(1/5) TD 2x0(1/6)))"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	deep := told(tagged("<</Type/StructTreeRoot/K 6 0 R>>", "<</S/P/K[6 0 R 6 0 R]>>"))
	if len(deep) == 0 {
		t.Error("no tree")
	}
}
