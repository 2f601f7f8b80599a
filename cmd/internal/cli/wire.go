package cli

import (
	"io"
	"io/fs"
	"testing/fstest"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/output/dump"
)

func samplePaper() fs.FS { return fstest.MapFS{} }

func loadEdition(fsys fs.FS, date string) (*editions.Edition, source.List, error) {
	return nil, nil, faultf("todo")
}

func (m *maker) pdf(w io.Writer) error        { return nil }
func (m *maker) epub(w io.Writer) error       { return nil }
func (m *maker) png(w io.Writer, i int) error { return nil }
func (m *maker) svg(w io.Writer, i int) error { return nil }

var dumpStage = map[string]func(io.Writer, *composed) error{
	"pages": func(w io.Writer, c *composed) error { return dump.Write(w, c.res.Doc) },
}
