package epub

import (
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need/four"
	"banxin/editions/source"
	"banxin/layout/page"
)

func TestPrintSaysTheSame(t *testing.T) {
	e := sampleEdition(t)
	for _, f := range CheckPrint(e.ed, e.doc, e.unset) {
		t.Errorf("%s %s", f.Story, f.Message)
	}
	if e := realEdition(t); e != nil {
		for _, f := range CheckPrint(e.ed, e.doc, e.unset) {
			t.Errorf("%s %s", f.Story, f.Message)
		}
	}
}

// TestOversetIsNoDifference: a story that does not fit loses its end in print, its by-line
// too where that ends the text; that is said elsewhere.
func TestOversetIsNoDifference(t *testing.T) {
	paper := four.Files()
	story := paper["editions/2026-10-20/stories/102-harvest.md"]
	story.Data = append(story.Data, "\n\n"+strings.Repeat("多写的一句。", 60)+"\n"...)
	e, err := compose(t, paper)
	if err != nil {
		t.Fatal(err)
	}
	if printed := page.Printed(e.doc)["102-harvest"]; printed[page.Part{Role: page.RoleByline}] != "" {
		t.Error("the by-line is printed: the test tests nothing")
	}
	for _, f := range CheckPrint(e.ed, e.doc, e.unset) {
		t.Errorf("%s %s", f.Story, f.Message)
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
		e, err := compose(t, four.Pages())
		if err != nil {
			t.Fatal(err)
		}
		if found := CheckPrint(e.ed, e.doc, e.unset); found.Count(source.Note) > 0 {
			t.Fatal(found[0].Message)
		}
		var texts []*page.Text
		inBody := false
		for _, it := range e.doc.Pages[0].Items {
			switch it := it.(type) {
			case *page.Mark:
				if _, ok := page.BlockNumber(it.ID); ok {
					inBody = it.Open
				}
			case *page.Text:
				if inBody {
					texts = append(texts, it)
				}
			}
		}
		spoil(texts)
		if found := CheckPrint(e.ed, e.doc, e.unset); found.Count(source.Error) == 0 {
			t.Errorf("%s is not found", name)
		}
	}
}

// TestDeckLeftOutOfPrint: a deck that print drops so that the story fits (适) stays in the book.
func TestDeckLeftOutOfPrint(t *testing.T) {
	paper := fstest.MapFS{
		"templates/t.yaml": {Data: []byte("trim: 200pt x 130pt\nmargins: 10pt\nbody: {size: 10pt, leading: 14pt}\ncolumns: {count: 2, chars: 8, gap: 1字}\nlines: 7\n" +
			"grid: |\n  7 | 头条 头条\nslots:\n  头条: {head: {size: 20pt}, fit: {deck: yes}}\n")},
		"editions/2026-10-20/edition.yaml": {Data: []byte("pages:\n  - {template: t, stories: {头条: a}}\n")},
		"editions/2026-10-20/stories/a.md": {Data: []byte("---\nheadline: 秋汛平稳\ndeck: 两岸一夜无险\n---\n" + strings.Repeat("渡口的木船靠岸。", 9) + "\n")},
	}
	e, err := compose(t, paper)
	if err != nil {
		t.Fatal(err)
	}
	if printed := page.Printed(e.doc)["a"]; printed[page.Part{Role: page.RoleDeck}] != "" || printed[page.Part{Role: page.RoleHeadline}] == "" {
		t.Error("the deck is printed, or nothing is: the test tests nothing")
	}
	files, err := unzip(e.write(t, Options{Pages: e.pages}))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		if strings.Contains(string(data), "两岸一夜无险") && strings.HasSuffix(name, ".xhtml") {
			return
		}
	}
	t.Error("the book has no deck")
}
