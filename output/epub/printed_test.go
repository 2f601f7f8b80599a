package epub

import (
	"testing"

	"banxin/assets"
	"banxin/editions/source"
	"banxin/layout/page"
)

func TestPrintSaysTheSame(t *testing.T) {
	e := sampleEdition(t)
	for _, f := range CheckPrint(e.ed, e.doc) {
		t.Errorf("%s %s", f.Story, f.Message)
	}
	if e := realEdition(t); e != nil {
		for _, f := range CheckPrint(e.ed, e.doc) {
			t.Errorf("%s %s", f.Story, f.Message)
		}
	}
}

// Each way in which a page could say something else is found.
func TestPrintThatDiffersIsFound(t *testing.T) {
	for name, spoil := range map[string]func(texts []*page.Text){
		"another character": func(ts []*page.Text) { ts[len(ts)/2].Src = "另" + ts[len(ts)/2].Src[len("另"):] },
		"a lost line":       func(ts []*page.Text) { ts[len(ts)/2].Src = "" },
		"a doubled line":    func(ts []*page.Text) { ts[len(ts)/2].Src += ts[len(ts)/2].Src },
		"two lines swapped": func(ts []*page.Text) {
			ts[len(ts)/2].Src, ts[len(ts)/2+1].Src = ts[len(ts)/2+1].Src, ts[len(ts)/2].Src
		},
	} {
		e, err := compose(assets.Sample())
		if err != nil {
			t.Fatal(err)
		}
		if found := CheckPrint(e.ed, e.doc); found.Count(source.Note) > 0 {
			t.Fatal(found[0].Message)
		}
		var texts []*page.Text
		inBody := false
		for _, it := range e.doc.Pages[0].Items {
			switch it := it.(type) {
			case *page.Mark:
				if _, ok := blockNumber(it.ID); ok {
					inBody = it.Open
				}
			case *page.Text:
				if inBody {
					texts = append(texts, it)
				}
			}
		}
		spoil(texts)
		if found := CheckPrint(e.ed, e.doc); found.Count(source.Error) == 0 {
			t.Errorf("%s is not found", name)
		}
	}
}
