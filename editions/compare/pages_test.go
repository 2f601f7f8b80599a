package compare

import (
	"fmt"
	"testing"
)

// paged is a round of one story of a headline and two paragraphs, its lines as given: of
// each the block, the page and the text.
func paged(parts [3]string, lines ...string) *Round {
	s := Story{ID: "s", Places: []Place{{1, "头条"}, {2, "转版"}}}
	for i, text := range parts {
		p := Part{Role: Paragraph, Block: i - 1, Text: text, At: places{{0, i + 1, 1, true}}}
		if i == 0 {
			p.Role = Headline
		}
		s.Parts = append(s.Parts, p)
	}
	for i, l := range lines {
		line := Line{Rect: [4]int{0, i * 1000, 9000, 1000}, Role: Paragraph}
		fmt.Sscanf(l, "%d %d %s", &line.Block, &line.Page, &line.Text)
		if line.Block < 0 {
			line.Role = Headline
		}
		s.Lines = append(s.Lines, line)
	}
	return &Round{Pages: []Page{{Number: 1, Name: "1", Digest: "a"}, {Number: 2, Name: "2", Digest: "b"}}, Stories: []Story{s}}
}

// TestOnPages: an edit knows its page and lines; what moved behind it is layout.
func TestOnPages(t *testing.T) {
	a := paged([3]string{"老桥开放", "桥头的木栅栏被移开 了", "验收组走了一个下午"},
		"-1 1 老桥开放", "0 1 桥头的木栅", "0 1 栏被移开", "0 1 了", "1 2 验收组走了", "1 2 一个下午")
	b := paged([3]string{"老桥开放", "桥头的旧木栅栏被移开 了", "验收组走一个上午"},
		"-1 1 老桥开放", "0 1 桥头的旧木", "0 1 栅栏被移", "0 1 开", "0 2 了", "1 2 验收组走", "1 2 一个上午")
	b.Pages[0].Digest, b.Pages[1].Digest = "c", "d"
	r := Compare(a, b)
	want := []struct {
		page  int
		slot  string
		lines []int
	}{{1, "头条", []int{1}}, {2, "转版", []int{5}}, {2, "转版", []int{6}}}
	var edits []Edit
	for _, c := range r.Stories[0].Changes {
		edits = append(edits, c.Edits...)
	}
	if len(edits) != len(want) {
		t.Fatalf("%d edits: %+v", len(edits), edits)
	}
	for i, e := range edits {
		ok := e.Page == want[i].page && e.Slot == want[i].slot && len(e.Lines) == len(want[i].lines)
		for k, l := range want[i].lines {
			ok = ok && e.Lines[k] == OnPage{want[i].page, [4]int{0, l * 1000, 9000, 1000}}
		}
		if !ok {
			t.Errorf("edit %d {%s→%s} on page %d %s, lines %v", i, e.Old, e.New, e.Page, e.Slot, e.Lines)
		}
	}
	if got := fmt.Sprint(r.Layout); got != "[{1 s  2 0} {2 s  0 1}]" { // lines 2 and 3 broken otherwise, 了 on the next page
		t.Errorf("layout %s", got)
	}
}

// TestOverset: an edit of text that found no room stands on no line.
func TestOverset(t *testing.T) {
	a := paged([3]string{"老桥", "桥头的木栅栏", "走了"}, "-1 1 老桥", "0 1 桥头的")
	b := paged([3]string{"老桥", "桥头的木围栏", "走了"}, "-1 1 老桥", "0 1 桥头的")
	c := Compare(a, b).Stories[0].Changes[0]
	if e := c.Edits[0]; len(e.Lines) != 0 || e.Page != 1 || e.New != "围" {
		t.Errorf("%+v", e)
	}
}

// TestPages: each page is said to be what became of it.
func TestPages(t *testing.T) {
	page := func(n int, digest string, furniture ...string) Page {
		return Page{Number: n, Name: fmt.Sprint(n), Digest: digest, Furniture: furniture}
	}
	a := &Round{Pages: []Page{page(1, "a"), page(2, "b", "第2版"), page(3, "c"), page(4, "d"), page(5, "e")}}
	b := &Round{Pages: []Page{page(1, "a"), page(2, "x", "第2版", "下转"), page(3, "y"), page(5, "z"), page(6, "f")}}
	b.Pages[3].Adverts = []Advert{{"广告", "mall.pdf", "1"}}
	r := Compare(a, b)
	got := ""
	for _, p := range r.Pages {
		got += fmt.Sprint(p.Number, " ", p.State, " ")
	}
	if got != "1 same 2 furniture 3 other 5 other 6 added 4 removed " {
		t.Errorf("pages %s", got)
	}
	if fmt.Sprint(r.Furniture) != "[{2 [] [下转]}]" || fmt.Sprint(r.Adverts) != "[{5 广告  mall.pdf}]" || r.Same {
		t.Errorf("furniture %v, adverts %v, same %v", r.Furniture, r.Adverts, r.Same)
	}
}
