package page

import (
	"testing"

	"banxin/layout/unit"
)

// A story that is gone leaves gaps, and nothing of it: neither its text nor what leads to it.
func TestWithout(t *testing.T) {
	place := unit.Rect{X: 10, Y: 20, W: 30, H: 40}
	story := func(id string) []Item {
		return []Item{
			&Mark{Role: RoleStory, ID: id, Open: true, Rect: place},
			&Mark{Role: RoleParagraph, ID: id + "#0", Open: true}, &Text{Src: "文" + id}, &Mark{Role: RoleParagraph, ID: id + "#0"},
			&Group{Items: []Item{&Text{Src: "图" + id}}},
			&Mark{Role: RoleStory, ID: id},
		}
	}
	entry := []Item{&Mark{Role: RoleEntry, ID: "b", Open: true, Rect: place}, &Text{Src: "导读b"}, &Mark{Role: RoleEntry, ID: "b"}}
	p := &Page{Items: append(append(story("a"), &Group{Items: story("b")}), entry...)}
	d := &Doc{Pages: []*Page{p}, Stories: []Story{{ID: "a"}, {ID: "b"}}}
	got := Without(d, func(id string) bool { return id == "b" })
	text := ""
	Walk(got.Pages[0].Items, Frame{}, func(it Item, _ Frame) {
		if t, ok := it.(*Text); ok {
			text += t.Src
		}
	})
	if text != "文a图a" || len(got.Stories) != 1 || len(got.Pages[0].Gaps()) != 2 || got.Pages[0].Gaps()[0].Rect != place {
		t.Errorf("%q, %d stories, gaps %v", text, len(got.Stories), got.Pages[0].Gaps())
	}
	if len(d.Stories) != 2 || d.HasGaps() {
		t.Error("the document itself was changed")
	}
	if Without(d, func(string) bool { return false }) != d {
		t.Error("a document that loses nothing is another one")
	}
}
