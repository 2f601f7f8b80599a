package png_test

import (
	"bytes"
	"fmt"
	"image/png"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	output "banxin/output/png"
)

// A page with one rule. Pages of an edition come from layout.Compose, with their catalogue.
func ExampleWrite() {
	trim := unit.Rect{W: unit.Millimetres(270000), H: unit.Millimetres(390000)}
	d := &page.Doc{Pages: []*page.Page{{Name: "1", Trim: trim, Items: []page.Item{
		&page.Rule{From: unit.Point{X: unit.Points(20), Y: unit.Points(50)}, To: unit.Point{X: unit.Points(700), Y: unit.Points(50)}, Width: unit.Pt / 2, Color: page.Black},
	}}}}
	var b bytes.Buffer
	if err := output.Write(&b, d, 0, &fonts.Catalog{}, output.Options{PPI: 150}); err != nil {
		fmt.Println(err)
		return
	}
	img, err := png.Decode(&b)
	fmt.Println(img.Bounds().Size(), err)
	// Output:
	// (1594,2303) <nil>
}
