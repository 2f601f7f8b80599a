package page_test

import (
	"reflect"
	"testing"

	"banxin/layout/page"
)

// TestSameStory: pages show the same of a story where its pieces are the same, in their order, whatever else is
// on them; what JoinStory makes of them is then the same.
func TestSameStory(t *testing.T) {
	on := func(story string, order, block int, text string) []page.Item {
		return []page.Item{
			&page.Mark{Role: page.RoleStory, ID: story, Order: order, Open: true}, &page.Mark{Role: page.RoleParagraph, ID: page.BlockID(story, block), Open: true},
			&page.Text{Src: text}, &page.Mark{Role: page.RoleParagraph}, &page.Mark{Role: page.RoleStory},
		}
	}
	print := func(items ...[]page.Item) *page.Print {
		var pg page.Page
		for _, list := range items {
			pg.Items = append(pg.Items, list...)
		}
		return page.NewPrint(&pg)
	}
	whole := []*page.Print{print(on("a", 0, 0, "渡口"))}
	for name, c := range map[string]struct {
		b    []*page.Print
		same bool
	}{
		"itself":             {whole, true},
		"beside another":     {[]*page.Print{print(on("b", 0, 0, "桥"), on("a", 0, 0, "渡口"))}, true},
		"after an empty one": {[]*page.Print{print(), print(on("a", 0, 0, "渡口"))}, true},
		"another text":       {[]*page.Print{print(on("a", 0, 0, "渡头"))}, false},
		"another part":       {[]*page.Print{print(on("a", 0, 1, "渡口"))}, false},
		"another place":      {[]*page.Print{print(on("a", 1, 0, "渡口"))}, false},
		"more":               {[]*page.Print{print(on("a", 0, 0, "渡口")), print(on("a", 1, 0, "渡口"))}, false},
		"nothing":            {[]*page.Print{print()}, false},
	} {
		if got := page.SameStory("a", whole, c.b); got != c.same {
			t.Errorf("%s: %v", name, got)
		} else if got && !reflect.DeepEqual(page.JoinStory("a", whole), page.JoinStory("a", c.b)) {
			t.Errorf("%s joins otherwise", name)
		}
	}
}
