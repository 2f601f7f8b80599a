package inline

import (
	"os"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/png"
)

func TestLook(t *testing.T) {
	var s Setter
	pg := &page.Page{Name: "1", Trim: unit.Rect{W: 560 * unit.Pt, H: 420 * unit.Pt}, Bleed: unit.Rect{W: 560 * unit.Pt, H: 420 * unit.Pt}}
	y := unit.Length(20 * unit.Pt)
	for _, role := range []string{"宋", "粗黑", "楷"} {
		p := body("他说：“《论语》（上）——‘学而’……是第1篇，占35.5%。”卡尔·马克思——德国人；真的？！太好了！！！2019—2023年，“ABC”与 Typst 之间，10%～20%，A／B，km/h，…单省略，— 单破折。①②③★→№5，￥100。")
		p.Spans[0].Font = font(14, role)
		p.Indent = 28 * unit.Pt
		lines := s.Break(nil, s.Shape(p), []unit.Length{14 * 20 * unit.Pt})
		sh := s.Shape(p)
		for _, l := range lines {
			pg.Items = s.Place(pg.Items, sh, l, unit.Point{X: 20 * unit.Pt, Y: y})
			y += 22 * unit.Pt
		}
		y += 12 * unit.Pt
	}
	x := 540 * unit.Pt
	for _, role := range []string{"宋", "粗黑", "楷"} {
		p := body("“唐风”《晋》韵（一），——第12届·2023年ABC，10月3日：好？……对！")
		p.Spans[0].Font = font(14, role)
		p.Dir = page.Vertical
		p.Indent = 0
		sh := s.Shape(p)
		for _, l := range s.Break(nil, sh, []unit.Length{14 * 24 * unit.Pt}) {
			pg.Items = s.Place(pg.Items, sh, l, unit.Point{X: x, Y: 20 * unit.Pt})
			x -= 22 * unit.Pt
		}
		x -= 10 * unit.Pt
	}
	pg.Items = append(pg.Items, &page.Rule{From: unit.Point{X: 300 * unit.Pt, Y: 0}, To: unit.Point{X: 300 * unit.Pt, Y: 400 * unit.Pt}, Width: unit.Pt / 4, Color: page.Color{C: 5000}})
	doc := &page.Doc{Pages: []*page.Page{pg}}
	for _, f := range faces().Faces() {
		doc.Faces = append(doc.Faces, page.Face{Name: f.Name()})
	}
	f, _ := os.Create("/tmp/look.png")
	defer f.Close()
	if err := png.Write(f, doc, 0, faces(), png.Options{PPI: 200}); err != nil {
		t.Fatal(err)
	}
}
