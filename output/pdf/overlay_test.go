package pdf_test

import (
	"bytes"
	"strings"
	"testing"

	"banxin/cmd/need/composed"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/output/pdf"
)

// A picture said to be in a spot ink of the paper comes in that ink to the press: {墨=专红}.
func TestPictureInSpot(t *testing.T) {
	files := four.Files()
	for name, file := range files {
		switch {
		case name == "paper.yaml":
			file.Data = bytes.Replace(file.Data, []byte("颜色:\n"), []byte("颜色:\n  专红: {m: 90, y: 80, 专色: 枣红}\n"), 1)
		case strings.HasSuffix(name, "301-kiln.md"):
			file.Data = bytes.Replace(file.Data, []byte("{本报美编绘}"), []byte("{本报美编绘; 墨=专红}"), 1)
		}
	}
	ed, found, err := editions.Load(files, "")
	if err != nil || found.Count(source.Error) > 0 {
		t.Fatal(err, found)
	}
	cat, res := composed.Edition(t, ed)
	in := map[page.Color]int{}
	for _, p := range res.Doc.Pages {
		for _, it := range p.Items {
			if im, ok := it.(*page.Image); ok {
				in[im.Ink]++
			}
		}
	}
	if spot := (page.Color{Spot: 1, Tint: 10000}); in[spot] != 1 || len(in) != 2 || res.Doc.Spots[0].Name != "枣红" {
		t.Errorf("pictures by ink: %v, spots %v", in, res.Doc.Spots)
	}
	var b bytes.Buffer
	if err := pdf.Write(&b, res.Doc, cat, pdf.Options{Profile: pdf.X4}); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(b.Bytes(), []byte("/Decode[1 0]")); n != 1 {
		t.Errorf("%d pictures are tints of an ink", n)
	}
}
