package lint

import (
	"bytes"
	"slices"
	"testing"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
)

// TestShown: after an edit on one page it is known of each file which pages have runs of it, of those on other
// pages from before; and the stories beside the one edited are right as they were, on a page that is another.
func TestShown(t *testing.T) {
	var set layout.Session
	var recall editions.Recall
	var s Session
	files, read := four.Files(), map[*page.Page]int{}
	s.Print = func(pg *page.Page) *page.Print {
		read[pg]++
		return page.NewPrint(pg)
	}
	compose := func() (*editions.Edition, *layout.Result) {
		ed, _, err := editions.LoadWith(files, "", editions.Options{Library: assets.Templates(), Recall: &recall})
		if err != nil {
			t.Fatal(err)
		}
		cat, _ := set.Catalog(ed, faces.All())
		res, err := set.Compose(t.Context(), ed, cat, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.Check(ed, res)
		s.Locate(res, source.List{{Pos: source.Pos{File: res.Doc.Sources[0], Line: 1, Col: 1}}})
		return ed, res
	}
	ed, _ := compose()
	story := ed.Stories[slices.IndexFunc(ed.Stories, func(st *editions.Story) bool { return bytes.Contains(st.File.Data, []byte("，")) })]
	shown, told := s.showing, s.told
	before := map[int32][]*sheet{}
	for file, on := range shown {
		before[file] = on
	}
	was := slices.Clone(s.sheets)
	f := *files[story.File.Name]
	f.Data = bytes.Replace(f.Data, []byte("，"), []byte("、"), 1)
	files[story.File.Name] = &f

	ed, res := compose()
	var others []*sheet
	for i, on := range s.sheets {
		if on != was[i] {
			others = append(others, was[i], on)
		}
		if read[on.page] != 1 {
			t.Errorf("page %d is read %d times", on.page.Number, read[on.page])
		}
	}
	if len(others) != 2 {
		t.Fatalf("%d of %d pages are others: the test wants one", len(others)/2, len(s.sheets))
	}
	fresh := &checker{sheets: s.sheets}
	kept := 0
	for i := range res.Doc.Sources {
		file := int32(i + 1)
		if now, want := s.showing[file], fresh.sheetsOf(file); !slices.Equal(now, want) {
			t.Errorf("%s shows on %d pages, want %d, or on others", res.Doc.Sources[i], len(now), len(want))
		}
		touched := slices.ContainsFunc(others, func(on *sheet) bool { return len(on.spotsOf(file)) > 0 })
		if old, now := before[file], s.showing[file]; !touched && len(old) > 0 && len(now) > 0 {
			if kept++; &old[0] != &now[0] {
				t.Errorf("where %s shows is looked for again", res.Doc.Sources[i])
			}
		}
	}
	if kept == 0 {
		t.Error("no file shows on the other pages alone: the test says nothing")
	}
	beside := 0
	for _, st := range ed.Stories {
		if then, now := told[st], s.told[st]; then != nil && now != nil && then != now {
			if beside++; !then.shows(st, now.prints) {
				t.Errorf("%s shows something else than it did", st.ID)
			}
		}
	}
	if beside == 0 || told[story].shows(story, s.told[ed.Stories[slices.IndexFunc(ed.Stories, func(st *editions.Story) bool { return st.ID == story.ID })]].prints) {
		t.Errorf("%d stories are beside the one edited, which shows what it did", beside)
	}
}
