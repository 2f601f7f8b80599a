package pdf_test

import (
	"bytes"
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets/faces"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/output/pdf"
)

// A picture said to be in a spot ink of the paper comes in that ink to the press: {墨=专红}.
func TestPictureInSpot(t *testing.T) {
	files := fstest.MapFS{}
	err := fs.WalkDir(four.Pages(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(four.Pages(), name)
		switch {
		case name == "paper.yaml":
			data = bytes.Replace(data, []byte("颜色:\n"), []byte("颜色:\n  专红: {m: 90, y: 80, 专色: 枣红}\n"), 1)
		case strings.HasSuffix(name, "301-kiln.md"):
			data = bytes.Replace(data, []byte("{本报美编绘}"), []byte("{本报美编绘; 墨=专红}"), 1)
		}
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	ed, found, err := editions.Load(files, "")
	if err != nil || found.Count(source.Error) > 0 {
		t.Fatal(err, found)
	}
	cat, _ := layout.Catalog(ed, faces.All())
	res, err := layout.Compose(context.Background(), ed, cat, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
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
