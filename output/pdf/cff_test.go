package pdf

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	set "banxin/output/internal/specimen"
)

// TestCFFFace embeds a face with CFF outlines out of a collection: its text comes out
// again, also where one glyph shows two characters.
func TestCFFFace(t *testing.T) {
	const file = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc" // Debian's fonts-noto-cjk
	data, err := os.ReadFile(file)
	if err != nil {
		t.Skip("no face with CFF outlines at ", file)
	}
	cat := &fonts.Catalog{}
	if err := cat.Add("书宋", data, 2); err != nil {
		t.Fatal(err)
	}
	d := &page.Doc{Meta: page.Meta{Paper: "报", Lang: "zh-CN", Date: "2026-10-20", Title: "报"}, Faces: []page.Face{{Name: "书宋"}}}
	a4 := unit.Rect{W: unit.Millimetres(210000), H: unit.Millimetres(297000)}
	run := set.Run(cat, 0, 20*unit.Pt, unit.Point{X: 50 * unit.Pt, Y: 100 * unit.Pt}, "渡口又开集，今年第12个年头")
	twice := set.Run(cat, 0, 20*unit.Pt, unit.Point{X: 50 * unit.Pt, Y: 140 * unit.Pt}, "渡口")
	twice.Src = "度囗" // the same glyphs for other characters
	d.Pages = []*page.Page{{Name: "1", Number: 1, Trim: a4, Bleed: a4, Items: []page.Item{run, twice}}}
	var b bytes.Buffer
	if err := Write(&b, d, cat, Options{}); err != nil {
		t.Fatal(err)
	}
	f := saved(t, b.Bytes())
	tool(t, "qpdf", "--check", f)
	if out := tool(t, "pdffonts", f); !strings.Contains(out, "CID Type 0C") || !strings.Contains(out, "yes yes yes") {
		t.Errorf("pdffonts says\n%s", out)
	}
	if out := strings.Join(strings.Fields(tool(t, "pdftotext", f, "-")), ""); out != "渡口又开集，今年第12个年头度囗" {
		t.Errorf("the text reads %q", out)
	}
}
