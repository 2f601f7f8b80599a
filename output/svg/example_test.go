package svg_test

import (
	"fmt"
	"os"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/svg"
)

// A page with one rule. Pages of an edition come from layout.Compose, with their catalogue.
func ExampleWrite() {
	trim := unit.Rect{W: unit.Points(200), H: unit.Points(100)}
	d := &page.Doc{Meta: page.Meta{Paper: "云溪日报"}, Pages: []*page.Page{{Name: "1", Trim: trim, Items: []page.Item{
		&page.Rule{From: unit.Point{X: unit.Points(20), Y: unit.Points(50)}, To: unit.Point{X: unit.Points(180), Y: unit.Points(50)}, Width: unit.Pt / 2, Color: page.Black},
	}}}}
	if err := svg.Write(os.Stdout, d, 0, &fonts.Catalog{}, svg.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="200pt" height="100pt" viewBox="0 0 200 100" fill="#202020" shape-rendering="geometricPrecision" data-page="1">
	// <title>云溪日报 1版</title>
	// <path fill="#fff" d="M0 0H200V100H0Z"/>
	// <defs>
	// </defs>
	// <path d="M20 50H180" stroke="#202020" stroke-width=".5"/>
	// </svg>
}
