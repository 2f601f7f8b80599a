// Package composed sets papers for tests, in the faces that banxin ships.
//
//	ed, cat, res := composed.Paper(t, fsys)
//	ed, cat, res = composed.Four() // once for all tests of a package
package composed

import (
	"context"
	"io/fs"
	"sync"
	"testing"

	"banxin/assets/faces"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout"
)

// Paper reads and sets the latest edition of a paper. The result's findings are those of reading
// and of faces too, sorted.
func Paper(t testing.TB, fsys fs.FS) (*editions.Edition, *fonts.Catalog, *layout.Result) {
	t.Helper()
	return PaperWith(t, fsys, editions.Options{})
}

// PaperWith is Paper with what papers may name besides.
func PaperWith(t testing.TB, fsys fs.FS, o editions.Options) (*editions.Edition, *fonts.Catalog, *layout.Result) {
	t.Helper()
	p, err := read(fsys, o)
	if err != nil {
		t.Fatal(err)
	}
	return p.ed, p.cat, p.res
}

// Edition sets an edition. The result's findings are those of faces too, sorted.
func Edition(t testing.TB, ed *editions.Edition) (*fonts.Catalog, *layout.Result) {
	t.Helper()
	p, err := set(ed, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p.cat, p.res
}

// Four is the sample in four pages, read and set once for all tests of a package, none of which may
// change it.
func Four() (*editions.Edition, *fonts.Catalog, *layout.Result) {
	p, err := sample()
	if err != nil {
		panic("the four pages are not set: " + err.Error())
	}
	return p.ed, p.cat, p.res
}

var sample = sync.OnceValues(func() (paper, error) { return read(four.Pages(), editions.Options{}) })

type paper struct {
	ed  *editions.Edition
	cat *fonts.Catalog
	res *layout.Result
}

func read(fsys fs.FS, o editions.Options) (paper, error) {
	ed, found, err := editions.LoadWith(fsys, "", o)
	if err != nil {
		return paper{}, err
	}
	return set(ed, found)
}

func set(ed *editions.Edition, found source.List) (paper, error) {
	cat, more := layout.Catalog(ed, faces.All())
	res, err := layout.Compose(context.Background(), ed, cat, layout.Options{})
	if err != nil {
		return paper{}, err
	}
	res.Findings = append(append(found, more...), res.Findings...)
	res.Findings.Sort()
	return paper{ed, cat, res}, nil
}
