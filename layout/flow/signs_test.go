package flow

import (
	"fmt"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// listed are the items of a sign: the grounds by their places, and the lines by where they begin. Without fonts nothing is
// placed for a line but what is missing, an em a character.
func listed(items []page.Item) string {
	var out []string
	for _, it := range items {
		switch it := it.(type) {
		case *page.Path:
			a, b := it.Segs[0].P[0], it.Segs[2].P[0]
			out = append(out, fmt.Sprintf("ground %s %s to %s %s", a.X, a.Y, b.X, b.Y))
		case *page.Text:
			out = append(out, fmt.Sprintf("%s at %s %s", it.Src, it.At.X+unit.Length(it.Glyphs[0].X), it.At.Y))
		}
	}
	return strings.Join(out, "; ")
}

// TestSigns: what stands on adverts, gaps and places that wait for their stories: the mark in the lower right corner, a tag in
// the middle where that has room, a label of as many lines as have room, a notice from the top.
func TestSigns(t *testing.T) {
	g, _ := galley(t, "p1", editions.Story{ID: "s"})
	k, s := g.styles, &inline.Setter{}
	at := func(x, y, w, h int) unit.Rect {
		return unit.Rect{X: pts(x), Y: pts(y), W: pts(w), H: pts(h)}
	}
	lines := []string{"头条", "一千字", "标题十字"}
	for _, c := range []struct {
		what, got, want string
	}{
		{"mark", listed(AdvertMark(s, Sheet{Styles: k}, at(100, 200, 300, 400))), "ground 382.500 590.900 to 400.000 600.000; 广告 at 384.250 598.110"},
		{"tag", listed(k.Tag(s, at(100, 200, 300, 400), "广告")), "ground 238.000 393.600 to 262.000 406.400; 广告 at 242.000 402.800"},
		{"tag in what is just wide enough", listed(k.Tag(s, at(0, 0, 24, 13), "广告")), "ground 0.000 0.100 to 24.000 12.900; 广告 at 4.000 9.300"},
		{"tag too wide", listed(k.Tag(s, at(0, 0, 23, 400), "广告")), ""},
		{"tag too high", listed(k.Tag(s, at(0, 0, 300, 12), "广告")), ""},
		{"label", listed(k.Label(s, at(0, 0, 100, 100), lines)), "头条 at 36.000 61.200; 一千字 at 36.500 79.600; 标题十字 at 32.000 94.000"},
		{"in a narrow one", listed(k.Label(s, at(0, 0, 35, 100), lines)), "头条 at 3.500 61.200; 一千字 at 4.000 79.600"},
		{"in one too narrow", listed(k.Label(s, at(0, 0, 27, 100), lines)), ""},
		{"notice", listed(k.Notice(s, at(10, 20, 84, 400), []string{"一二三四五六七", "八"})), "ground 10.000 20.000 to 94.000 105.200; 一二三四五 at 22.000 44.000; 六七 at 22.000 64.400; 八 at 22.000 84.800"},
		{"notice in no room", listed(k.Notice(s, at(0, 0, 1, 1), []string{"一二"})), "ground 0.000 0.000 to 1.000 64.800; 一 at 12.000 24.000; 二 at 12.000 44.400"},
		{"nothing", listed(k.Notice(s, at(0, 0, 100, 100), nil)), "ground 0.000 0.000 to 100.000 24.000"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s\nwant %s", c.what, c.got, c.want)
		}
	}
}

// TestWholeWays: the ways that part no word, as they are written in a file; what is more than text to YAML is quoted.
func TestWholeWays(t *testing.T) {
	ways := []inline.Breaking{{Lines: []string{"渡口", "又开集"}}, {Lines: []string{"渡", "口"}, Parts: "渡口"}, {Lines: []string{"A: b", "说“好”", "c-d"}}}
	if got := fmt.Sprint(whole(ways)); got != `[[渡口, 又开集] ["A: b", 说“好”, "c-d"]]` {
		t.Error(got)
	}
}
