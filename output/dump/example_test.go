package dump_test

import (
	"os"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/dump"
)

// A page with one run of four glyphs; the full stop is set tight.
func ExamplePage() {
	line := &page.Text{Size: unit.Points(9), Color: page.Black, At: unit.Point{X: unit.Points(40), Y: unit.Points(120)}, Src: "桥通了。"}
	for i, x := range []unit.Length{0, unit.Points(9), unit.Points(18), unit.Points(27) - unit.Pt/2} {
		line.Glyphs = append(line.Glyphs, page.Glyph{X: int32(x), Cluster: uint32(3 * i), ID: uint16(100 + i)})
	}
	pg := &page.Page{Name: "1", Number: 1, Section: "要闻", Trim: unit.Rect{W: unit.Points(765), H: unit.Points(1105)}, Items: []page.Item{line}}
	pg.Bleed = pg.Trim
	if err := dump.Page(os.Stdout, pg); err != nil {
		panic(err)
	}
	// Output:
	// page 1 "1" "要闻" trim 0.000 0.000 765.000 1105.000
	//   text 0 9.000 k100 at 40.000 120.000 "桥通了。" adv 9*2 8.5
}
