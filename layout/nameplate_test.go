package layout_test

import (
	"bytes"
	"image"
	"image/png"
	"testing"
	"testing/fstest"

	"banxin/cmd/need/composed"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestLogo: the logo stands beside the name on its side, in its ink, as high as wide; a
// name that is a picture takes the place of the type; neither leaves the nameplate.
func TestLogo(t *testing.T) {
	picture := func(w, h int) *fstest.MapFile {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
			t.Fatal(err)
		}
		return &fstest.MapFile{Data: b.Bytes()}
	}
	text := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	for _, c := range []struct {
		keys   string
		images int
		right  bool
		typed  bool
	}{
		{"标识: logo.png", 1, false, true},
		{"标识: {图: logo.png, 位: 右, 墨: 报红}", 1, true, true},
		{"标识: {图: logo.png}\n题字: name.png", 2, false, false},
	} {
		_, _, res := composed.Paper(t, fstest.MapFS{
			"logo.png": picture(40, 40), "name.png": picture(400, 80),
			"paper.yaml":                       text("名称: 棠川日报\n颜色: {报红: {m: 100, y: 90}}\n" + c.keys + "\n"),
			"templates/t.yaml":                 text("成品: 420pt x 300pt\n边距: 10pt\n正文: {字号: 10pt, 行距: 14pt}\n栏: {数: 1, 字: 40}\n版图: |\n  12 | 报头\n版位: {报头: {类: 报头}}\n"),
			"editions/2026-10-20/edition.yaml": text("版:\n  - 模板: t\n"),
		})
		if len(res.Findings) != 1 || res.Findings[0].Code != "GAP-BLANK" { // nothing else stands there
			t.Errorf("%s: %v", c.keys, res.Findings)
		}
		var images []*page.Image
		var name *page.Text
		for _, it := range res.Doc.Pages[0].Items {
			switch it := it.(type) {
			case *page.Image:
				images = append(images, it)
			case *page.Text:
				if it.Src == "棠川日报" {
					name = it
				}
			}
		}
		if len(images) != c.images || (name != nil) != c.typed {
			t.Fatalf("%s: %d pictures, name in type: %v", c.keys, len(images), name != nil)
		}
		logo := images[0]
		if logo.Rect.W != logo.Rect.H || logo.Rect.X < 10*unit.Pt || logo.Rect.Right() > 410*unit.Pt || logo.Rect.Y < 10*unit.Pt {
			t.Errorf("%s: the logo stands at %v", c.keys, logo.Rect)
		}
		if name != nil && (logo.Rect.X > name.At.X+unit.Length(name.Glyphs[0].X)) != c.right {
			t.Errorf("%s: logo at %v, name at %v", c.keys, logo.Rect.X, name.At.X)
		}
		if (logo.Ink.M == 10000) != c.right {
			t.Errorf("%s: the logo's ink is %v", c.keys, logo.Ink)
		}
	}
}
