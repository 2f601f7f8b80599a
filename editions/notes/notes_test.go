package notes

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions"
	"banxin/editions/source"
)

// story reads a story of a text.
func story(t testing.TB, body string) *editions.Story {
	t.Helper()
	files := fstest.MapFS{
		"paper.yaml":                       {Data: []byte("名称: 试报\n")},
		"editions/2026-10-20/edition.yaml": {Data: []byte("版: []\n")},
		"editions/2026-10-20/stories/s.md": {Data: []byte("---\n标题: 过街的时间\n---\n" + body)},
	}
	ed, _, err := editions.Load(files, "2026-10-20")
	if err != nil {
		t.Fatal(err)
	}
	return ed.Story("s")
}

const crossing = "新街口的绿灯多了八秒。\n\n过去的绿灯二十八秒老人走不完，现在绿灯三十六秒，老人说够了。\n\n交警说，还要看早晚高峰。\n"

// TestFind: words are found wherever they have gone, else by what stood around them; else they
// are gone.
func TestFind(t *testing.T) {
	pinned, n := Quote(story(t, crossing), "二十八秒", 0)
	if n != 1 || pinned != (Quotation{"p2", "二十八秒", "。过去的绿灯", "老人走不完，现在"}) && pinned.Prefix == "" {
		t.Fatalf("%+v, %d", pinned, n)
	}
	second, n := Quote(story(t, crossing), "绿灯", 2)
	if n != 3 || !strings.HasSuffix(second.Prefix, "现在") {
		t.Fatalf("%+v, %d", second, n)
	}
	for _, c := range []struct {
		name, body string
		q          Quotation
		want       Found
		line       int
		text       string
	}{
		{"as it was", crossing, pinned, There, 6, "二十八秒"},
		{"moved down", "开头新加一段。\n\n又一段。\n\n" + crossing, pinned, There, 10, "二十八秒"},
		{"the paragraph is cut in two before it", strings.Replace(crossing, "绿灯二十八", "绿灯\n\n二十八", 1), pinned, There, 8, "二十八秒"},
		{"the paragraph is cut in two in it", strings.Replace(crossing, "二十八秒", "二十\n\n八秒", 1), pinned, There, 6, "二十八秒"},
		{"turned over", strings.Replace(crossing, "二十八秒", "二十\n八秒", 1), pinned, There, 6, "二十八秒"},
		{"marked", strings.Replace(crossing, "二十八秒", "**二十八**秒", 1), pinned, There, 6, "二十八秒"},
		{"said elsewhere too", crossing + "\n也有人记得是二十八秒。\n", pinned, There, 6, "二十八秒"},
		{"said before too", "也有人记得是二十八秒。\n\n" + crossing, pinned, There, 8, "二十八秒"},
		{"changed", strings.Replace(crossing, "二十八秒", "二十九秒", 1), pinned, Changed, 6, "二十九秒"},
		{"changed and moved", "加一段。\n\n" + strings.Replace(crossing, "二十八秒", "半分钟", 1), pinned, Changed, 8, "半分钟"},
		{"gone", strings.Replace(crossing, "二十八秒", "", 1), pinned, Orphan, 0, ""},
		{"gone, but said elsewhere", strings.Replace(crossing, "二十八秒", "", 1) + "\n也有人记得是二十八秒。\n", pinned, Orphan, 0, ""},
		{"another text", "今天有雨。\n", pinned, Orphan, 0, ""},
		{"nothing", "", pinned, Orphan, 0, ""},
		{"the second of several", crossing, second, There, 6, "绿灯"},
		{"whole story", crossing, Quotation{}, There, 2, ""},
	} {
		got := Find(story(t, c.body), c.q)
		if got.Found != c.want || got.Pos.Line != c.line || got.Text != c.text {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	if got := Find(nil, pinned); got.Found != Orphan {
		t.Error(got)
	}
}

// TestFindMoved: while words and what stands around them stay, nothing that happens elsewhere
// makes them another's.
func TestFindMoved(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("一二三四五六七八九十")
	some := func(n int) string {
		out := make([]rune, n)
		for i := range out {
			out[i] = letters[r.IntN(len(letters))]
		}
		return string(out)
	}
	for i := range 300 {
		before, words, after := some(9), some(2+r.IntN(5)), some(9)
		body := some(r.IntN(40)) + before + words + after + some(r.IntN(40))
		at := strings.Index(body, before+words+after) + len(before)
		s := story(t, body)
		nth := len(occurrences(chars(s)[head:head+len([]rune(body[:at]))+len([]rune(words))-1], []rune(words)))
		q, _ := Quote(s, words, nth)
		if q.Prefix != string([]rune(before)[1:]) || q.Suffix != string([]rune(after)[:8]) {
			t.Fatalf("%d: %+v of %s", i, q, body)
		}
		moved := some(r.IntN(60)) + "\n\n" + before + words + after + "\n\n" + some(r.IntN(60))
		got := Find(story(t, moved), q)
		line := slices.Index(strings.Split(moved, "\n"), before+words+after) + 4
		if got.Found != There || got.Text != words || got.Pos.Line != line || got.Pos.Col != 10 {
			t.Fatalf("%d: %+v of %s in %s", i, got, words, moved)
		}
	}
}

// head is how many characters the head of story has.
const head = 5

// TestRead: the last line of an id wins, answers stand with their note, what is no note is told,
// and what is written is read.
func TestRead(t *testing.T) {
	var data []byte
	write := func(e Event) {
		l, _ := Read(source.NewFile("n", data))
		e.By, e.At = "校对", "2026-10-19T22:04:00+08:00"
		if e.ID == "" {
			e.ID = l.NextID()
		}
		data = append(data, l.Line(e)...)
	}
	write(Event{Story: "s", Quotation: Quotation{Quote: "甲<乙"}, Kind: "问", Text: "一"})
	write(Event{Page: "2", Text: "二"})
	write(Event{Re: "n1", Text: "答"})
	write(Event{ID: "n1", Story: "s", Quotation: Quotation{Quote: "甲<乙"}, Kind: "问", Text: "一", State: Done})
	data = append(data, "{}\n{\"id\":\"n9\"}\n{\"id\":\"n9\",\"by\":\"x\",\"re\":\"n77\"}\nnot\n\n{\"id\":\"n5"...)
	write(Event{Page: "3", Text: "三"})
	l, found := Read(source.NewFile("n", data))
	var got []string
	for _, n := range l.All() {
		got = append(got, fmt.Sprint(n.ID, n.Story, n.Page, n.Quote, n.Text, n.Open(), len(n.Replies)))
	}
	want := []string{"n1s甲<乙一false1", "n22二true0", "n43三true0"}
	if !slices.EqualFunc(got, want, func(a, b string) bool { return strings.ReplaceAll(a, " ", "") == b }) {
		t.Errorf("%q", got)
	}
	var lines []int
	for _, f := range found {
		lines = append(lines, f.Pos.Line)
	}
	if !slices.Equal(lines, []int{5, 6, 7, 8, 10}) {
		t.Errorf("%v", lines)
	}
}

func FuzzFind(f *testing.F) {
	f.Add(crossing, "二十八秒", "绿灯", "老人")
	f.Add("", "", "", "")
	f.Fuzz(func(t *testing.T, body, quote, prefix, suffix string) {
		s := story(t, strings.ToValidUTF8(body, ""))
		if s == nil {
			return
		}
		if a := Find(s, Quotation{Quote: quote, Prefix: prefix, Suffix: suffix}); a.Found != Orphan && a.Pos.Line < 1 {
			t.Fatalf("%+v", a)
		}
	})
}
