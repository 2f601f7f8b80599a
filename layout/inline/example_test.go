package inline_test

import (
	"fmt"
	"os"

	"banxin/fonts"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// A paragraph is measured once, broken at any measure, and placed line by line.
func Example() {
	data, err := os.ReadFile("../../assets/faces/NotoSerifSC-Regular.ttf")
	if err != nil {
		panic(err)
	}
	cat, err := fonts.NewCatalog(fonts.File{Name: "NotoSerifSC-Regular", Roles: []string{"宋"}, Data: data}) // or faces.All()...
	if err != nil {
		panic(err)
	}
	size := unit.Points(9)
	font := &inline.Font{Han: cat.Chain("宋"), Latin: cat.Chain("宋"), Size: size, Color: page.Black}
	var s inline.Setter
	sh := s.Shape(&inline.Para{
		Spans:  []inline.Span{{Text: "“版心”是页面上排文字的地方，四周的白边叫天头、地脚和切口——A4纸也有。", Font: font}},
		Indent: 2 * size,
		Gap:    250,
	})
	var items []page.Item
	for k, l := range s.Break(nil, sh, []unit.Length{13 * size}) {
		items = s.Place(items, sh, l, unit.Point{X: unit.Points(40), Y: unit.Points(60 + 14*k)})
	}
	for _, it := range items {
		fmt.Println(it.(*page.Text).At.Y, it.(*page.Text).Src)
	}
	// Output:
	// 60.000 “版心”是页面上排文字的
	// 74.000 地方，四周的白边叫天头、地
	// 88.000 脚和切口——A4纸也有。
}
