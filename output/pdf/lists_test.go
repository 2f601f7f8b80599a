package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestCutsAlong: a sheet is cut at the edges of its trims and where it is said besides, once where two
// are as good as one, not on a fold; where folds are not known, an edge of two trims is one.
func TestCutsAlong(t *testing.T) {
	near, far := unit.Pt/20-1, unit.Pt/20
	for _, c := range []struct {
		name                  string
		from, to, folds, more []unit.Length
		guess                 bool
		want                  string
	}{
		{"one trim", []unit.Length{0}, []unit.Length{100000}, nil, nil, false, "0 100000"},
		{"two apart", []unit.Length{0, 60000}, []unit.Length{50000, 110000}, nil, nil, true, "0 50000 60000 110000"},
		{"two that meet", []unit.Length{0, 50000}, []unit.Length{50000, 100000}, nil, nil, false, "0 50000 100000"},
		{"folded, as it seems", []unit.Length{0, 50000}, []unit.Length{50000, 100000}, nil, nil, true, "0 50000? 100000"},
		{"folded", []unit.Length{0, 50000}, []unit.Length{50000, 100000}, []unit.Length{50000}, nil, false, "0 100000"},
		{"folded nearly there", []unit.Length{0, 50000}, []unit.Length{50000, 100000}, []unit.Length{50000 + near}, nil, false, "0 100000"},
		{"folded nearly there, before", []unit.Length{0, 50000}, []unit.Length{50000, 100000}, []unit.Length{50000 - near}, nil, false, "0 100000"},
		{"folded elsewhere", []unit.Length{0}, []unit.Length{50000}, []unit.Length{50000 + far}, nil, false, "0 50000"},
		{"folded elsewhere, before", []unit.Length{0}, []unit.Length{50000}, []unit.Length{50000 - far}, nil, false, "0 50000"},
		{"cut besides", []unit.Length{0}, []unit.Length{50000}, nil, []unit.Length{90000, 20000}, false, "0 20000 50000 90000"},
		{"cut twice", []unit.Length{0}, []unit.Length{50000}, nil, []unit.Length{near, 50000 - far}, false, "0 46724 50000"},
		{"none", nil, nil, nil, nil, true, ""},
	} {
		var got []string
		for _, cut := range cutsAlong(c.from, c.to, c.folds, c.more, c.guess) {
			got = append(got, fmt.Sprint(int(cut.at))+map[page.Stroke]string{page.Dashed: "?"}[cut.style])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s, want %s", c.name, strings.Join(got, " "), c.want)
		}
	}
}

// TestBookmarks: sections in the order of their pages, those in a row as one, with the stories that begin
// there, each at the corner of its first piece on the page.
func TestBookmarks(t *testing.T) {
	mark := func(id string, open bool, role page.Role, x int) *page.Mark {
		return &page.Mark{Role: role, ID: id, Open: open, Rect: unit.Rect{X: unit.Length(x), Y: unit.Length(10 * x), W: 1, H: 1}}
	}
	d := &page.Doc{
		Pages: []*page.Page{
			{Name: "1", Section: "要闻", Items: []page.Item{mark("a", false, page.RoleStory, 9), mark("a", true, page.RoleHead, 8), mark("a", true, page.RoleStory, 1), mark("a", true, page.RoleStory, 2), mark("b", true, page.RoleStory, 3)}},
			{Name: "2", Section: "要闻", Items: []page.Item{mark("a", true, page.RoleStory, 4), &page.Path{}, mark("c", true, page.RoleStory, 5)}},
			{Name: "3"}, {Name: "4", Section: "要闻"}, {Name: "要闻"},
		},
		Stories: []page.Story{{ID: "b", Title: "乙"}, {ID: "a"}, {ID: "c", Title: "丙", Page: 1}, {ID: "d", Page: 2}, {ID: "x", Page: -1}, {ID: "y", Page: 5}, {ID: "e", Page: 4}},
	}
	var got []string
	for _, b := range bookmarks(d) {
		got = append(got, fmt.Sprintf("%s %d", b.title, b.page))
		for _, c := range b.children {
			got = append(got, fmt.Sprintf("- %s %s %d at %d,%d", c.title, c.story, c.page, c.at.X, c.at.Y))
		}
	}
	want := []string{"要闻 0", "- 乙 b 0 at 3,30", "- a a 0 at 1,10", "- 丙 c 1 at 5,50", "3 2", "- d d 2 at 0,0", "要闻 3", "- e e 4 at 0,0"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
