package assets

import (
	"embed"
	"io/fs"
)

//go:generate go run ./internal/draw sample/editions/2026-10-20/images ../layout/testdata/gallery/editions/2026-10-21/images

//go:embed all:sample
var sample embed.FS

// Sample returns the folder of the sample newspaper 棠川日报: paper.yaml, templates and
// the edition of 2026-10-20, as they stand in sample/.
func Sample() fs.FS {
	sub, err := fs.Sub(sample, "sample")
	if err != nil {
		panic("the embedded sample has no folder named sample: " + err.Error())
	}
	return sub
}
