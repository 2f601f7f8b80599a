package epub

import (
	"bytes"
	"image/jpeg"
	"io/fs"
	"os"
	"path"
	"sync"
	"testing"
	"testing/fstest"

	"banxin/assets"
	"banxin/cmd/need/composed"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/fonts"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/output/png"
)

// edition is a loaded and composed edition with pictures of its pages.
type edition struct {
	ed    *editions.Edition
	doc   *page.Doc
	cat   *fonts.Catalog
	pages []PageImage
	unset map[string]*editions.Unset
}

// compose reads and sets a paper. Findings are no matter here.
func compose(t testing.TB, paper fs.FS) (*edition, error) {
	t.Helper()
	return pictured(composed.PaperWith(t, paper, editions.Options{Library: assets.Templates()}))
}

// pictured is an edition that is set, with pictures of its pages.
func pictured(ed *editions.Edition, cat *fonts.Catalog, res *layout.Result) (*edition, error) {
	e := &edition{ed: ed, doc: res.Doc, cat: cat, unset: res.Unset()}
	for i := range res.Doc.Pages {
		img, err := png.Draw(res.Doc, i, cat, png.Options{PPI: 96})
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, nil); err != nil {
			return nil, err
		}
		e.pages = append(e.pages, PageImage{Index: i, Format: "jpeg", Data: b.Bytes()})
	}
	return e, nil
}

var theSample = sync.OnceValues(func() (*edition, error) { return pictured(composed.Four()) })

// sampleEdition is the embedded sample paper.
func sampleEdition(t testing.TB) *edition {
	t.Helper()
	e, err := theSample()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// inVoice is the sample in a voice, its colours and faces from there.
func inVoice(t testing.TB, name string) *edition {
	t.Helper()
	over := four.Files()
	over["paper.yaml"] = &fstest.MapFile{Data: []byte("名称: 棠川日报\n代码: tcrb\n声音: " + name + "\n")}
	e, err := compose(t, over)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// realEdition is a real newspaper page, nil where its text is not at hand.
func realEdition(t testing.TB) *edition {
	t.Helper()
	over := fstest.MapFS{}
	for at, dir := range map[string]string{"": "../../layout/testdata/taiyuan", "editions/2023-10-20/stories": "../../../shared/editions/taiyuan-2023-10-20/stories"} {
		root := os.DirFS(dir)
		err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, name)
			over[path.Join(at, name)] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			return nil
		}
	}
	e, err := compose(t, over)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
