package pdf_test

import (
	"bytes"
	"context"
	"fmt"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/editions"
	"banxin/layout"
	"banxin/output/pdf"
)

// An edition is loaded, composed and written for the press, with marks.
func ExampleWrite() {
	ed, _, err := editions.Load(assets.Sample(), "")
	if err != nil {
		panic(err)
	}
	cat, _ := layout.Catalog(ed, faces.All())
	res, err := layout.Compose(context.Background(), ed, cat, layout.Options{})
	if err != nil {
		panic(err)
	}
	var file bytes.Buffer
	err = pdf.Write(&file, res.Doc, cat, pdf.Options{Profile: pdf.X1a, Press: pdf.Press{Marks: pdf.AllMarks}})
	fmt.Println(err, file.String()[:8], pdf.FileName("{code}_{yyyymmdd}.pdf", res.Doc, -1))
	// Output: <nil> %PDF-1.4 tcrb_20261020.pdf
}
