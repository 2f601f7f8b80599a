package makeup

import (
	"fmt"
	"testing"

	"banxin/editions"
	"banxin/editions/source"
)

// TestFewBriefs: where there are as many briefs as pages none is gathered with another, so that each page
// has one; where there is one page those behind its leaders are.
func TestFewBriefs(t *testing.T) {
	for pages, want := range map[int]int{1: 3, 3: 3, 4: 5, 5: 5, 7: 5} {
		ed := &editions.Edition{}
		for i := range pages {
			ed.Pages = append(ed.Pages, &editions.Page{Number: i + 1, Template: &editions.Template{Columns: 5, Lines: 100}})
		}
		for i := range 5 {
			s, _ := editions.ParseStory(source.NewFile(fmt.Sprintf("stories/s%d.md", i), []byte("---\n标题: 第"+fmt.Sprint(i)+"条短讯\n---\n\n渠道又挖深了一尺。\n")))
			ed.Stories = append(ed.Stories, s)
		}
		if got := len(toShare(ed)); got != want {
			t.Errorf("of 5 briefs on %d pages there are %d parcels, not %d", pages, got, want)
		}
	}
}
