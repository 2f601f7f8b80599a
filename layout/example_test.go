package layout_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/editions"
	"banxin/layout"
	"banxin/output/dump"
	"banxin/output/epub"
	"banxin/output/pdf"
	"banxin/output/png"
	"banxin/output/svg"
)

// Load an edition, compose it, and write it in every form.
func Example() {
	ed, findings, err := editions.Load(assets.Sample(), "") // or os.DirFS("my-paper")
	if err != nil {
		log.Fatal(err)
	}
	cat, _ := layout.Catalog(ed, faces.All())
	res, err := layout.Compose(context.Background(), ed, cat, layout.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range append(findings, res.Findings...) {
		fmt.Fprintln(os.Stderr, f.Pos, f.Message)
	}
	for _, err := range []error{
		pdf.Write(io.Discard, res.Doc, cat, pdf.Options{}),
		png.Write(io.Discard, res.Doc, 0, cat, png.Options{PPI: 30}),
		svg.Write(io.Discard, res.Doc, 0, cat, svg.Options{}),
		epub.Write(io.Discard, ed, res.Doc, cat, epub.Options{}),
		dump.Write(io.Discard, res.Doc),
	} {
		if err != nil {
			log.Fatal(err)
		}
	}
	fmt.Println(res.Doc.Meta.Title, len(res.Doc.Pages), "pages")
	// Output: 棠川日报 2026年10月20日 8 pages
}

// How full are the frames?
func ExampleCompose() {
	ed, _, _ := editions.Load(assets.Sample(), "")
	cat, _ := layout.Catalog(ed, faces.All())
	res, _ := layout.Compose(context.Background(), ed, cat, layout.Options{})
	for _, f := range res.Fits[:1] {
		fmt.Println(f.Page, f.Slots[0], f.Story, f.OverChars)
	}
	// Output: 1 头条 101-bridge 0
}
