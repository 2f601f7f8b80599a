package works_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"banxin/assets/faces"
	"banxin/cmd/folder"
	"banxin/editions/source"
	"banxin/output/works"
)

// The latest edition of a paper, from its files to a folder of products.
func Example() {
	ctx, dir := context.Background(), "../../assets/sample"
	to, err := os.MkdirTemp("", "works")
	check(err)
	defer os.RemoveAll(to)

	paper, err := works.Open(os.DirFS(dir), works.Options{Faces: faces.All()})
	check(err)
	set, err := paper.Compose(ctx, "") // the latest edition, or a date
	check(err)
	fmt.Println(set.Findings.Count(source.Error), "errors")
	out, err := folder.Stage(to)
	check(err)
	made, err := set.Make(ctx, out, works.PDF, works.EPUB, works.PNG) // all files or none
	check(err)
	fmt.Println(made.Files[0].Name)

	// Output:
	// 0 errors
	// tcrb-20261020.epub
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
