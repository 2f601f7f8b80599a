package pdf

import (
	"bytes"
	"strings"
	"testing"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	set "banxin/output/internal/specimen"
)

// A face whose licence forbids subsets is embedded whole and shows the same text.
func TestWholeFace(t *testing.T) {
	data := bytes.Clone(catalog(t).Lookup("毛笔").Whole())
	at := bytes.Index(data, []byte("OS/2"))
	offset := int(data[at+8])<<24 | int(data[at+9])<<16 | int(data[at+10])<<8 | int(data[at+11])
	data[offset+8], data[offset+9] = 1, 4 // fsType: preview and print, no subsetting
	cat := &fonts.Catalog{}
	if err := cat.Add("毛", data, 0); err != nil {
		t.Fatal(err)
	}
	d := &page.Doc{Meta: page.Meta{Paper: "报", Lang: "zh-CN", Date: "2026-10-20", Title: "报"}, Faces: []page.Face{{Name: "毛"}}}
	a4 := unit.Rect{W: unit.Millimetres(210000), H: unit.Millimetres(297000)}
	run := set.Run(cat, 0, 20*unit.Pt, unit.Point{X: 50 * unit.Pt, Y: 100 * unit.Pt}, "渡口又开集")
	d.Pages = []*page.Page{{Name: "1", Number: 1, Trim: a4, Bleed: a4, Items: []page.Item{run}}}
	var b bytes.Buffer
	if err := Write(&b, d, cat, Options{}); err != nil {
		t.Fatal(err)
	}
	if b.Len() < len(data)/4 {
		t.Errorf("the file has %d bytes, the face %d", b.Len(), len(data))
	}
	f := saved(t, b.Bytes())
	if out := tool(t, "pdffonts", f); !strings.Contains(out, "yes no  yes") {
		t.Errorf("pdffonts says\n%s", out)
	}
	if out := strings.Join(strings.Fields(tool(t, "pdftotext", f, "-")), ""); out != "渡口又开集" {
		t.Errorf("the text reads %q", out)
	}
}
