package layout

import (
	"bytes"
	"slices"
	"testing"
	"testing/fstest"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/cmd/need/four"
	"banxin/editions"
)

// TestPaintedOnce: after a word in a story the other pages of stories and furniture are not painted again; after
// a change of what stands on all pages, or of their number, all are.
func TestPaintedOnce(t *testing.T) {
	files, day := four.Files(), "editions/2026-10-20/"
	replace := func(name, old, now string) {
		t.Helper()
		data := bytes.Replace(files[name].Data, []byte(old), []byte(now), 1)
		if bytes.Equal(data, files[name].Data) {
			t.Fatalf("%s has no %s", name, old)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	var s Session
	var recall editions.Recall
	compose := func() (again []int) { // pages that are remembered and were painted, by their index
		ed, _, err := editions.LoadWith(files, "", editions.Options{Library: assets.Templates(), Recall: &recall})
		if err != nil {
			t.Fatal(err)
		}
		before := s.painted
		cat, _ := s.Catalog(ed, faces.All())
		if _, err := s.Compose(t.Context(), ed, cat, Options{}); err != nil {
			t.Fatal(err)
		}
		for ref, p := range s.painted {
			if before[ref] != p {
				again = append(again, ref.Index)
			}
		}
		slices.Sort(again)
		return again
	}
	compose()
	compose()
	all := len(s.painted)
	if again := compose(); all < 2 || len(again) > 0 {
		t.Errorf("of %d pages %v are painted again for nothing", all, again)
	}
	story := day + "stories/303-names.md"
	replace(story, "，", "，改")
	if again := compose(); !slices.Equal(again, []int{2}) {
		t.Errorf("a word on page 3: pages %v are painted again, from 0", again)
	}
	replace(story, "标题: ", "标题: 新")
	if again := compose(); !slices.Equal(again, []int{0, 2}) {
		t.Errorf("a head that the index of page 1 shows: pages %v are painted again, from 0", again)
	}
	replace(day+"edition.yaml", "日期: 2026-10-20", "日期: 2026-10-20\n天气: 阴有小雨")
	if again := compose(); len(again) != all {
		t.Errorf("the weather: %v of %d pages are painted again", again, all)
	}
	replace("paper.yaml", "名称: ", "名称: 新")
	if again := compose(); len(again) != all {
		t.Errorf("the name of the paper: %v of %d pages are painted again", again, all)
	}
}
