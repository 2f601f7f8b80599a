// Package four has the newspaper that tests set: made once, and left as it is, so that what
// tests expect of it stays.
//
//	ed, _, err := editions.Load(four.Pages(), "")
package four

import (
	"embed"
	"io/fs"
	"testing/fstest"
)

//go:embed all:testdata/paper
var paper embed.FS

// Pages is four tabloid pages of 棠川日报 of 2026-10-20, 27 stories, six pictures: full to
// the line and without a finding.
func Pages() fs.FS {
	sub, err := fs.Sub(paper, "testdata/paper")
	if err != nil {
		panic("the embedded paper has no folder: " + err.Error())
	}
	return sub
}

// Files is Pages in files that a test may change and add to.
func Files() fstest.MapFS {
	files := fstest.MapFS{}
	err := fs.WalkDir(Pages(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(Pages(), name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		panic("the embedded paper is not read: " + err.Error())
	}
	return files
}
