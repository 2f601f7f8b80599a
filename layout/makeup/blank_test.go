package makeup

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions"
	"banxin/editions/source"
)

// sheets are templates of a page for the tests here: with slots, with none, and full of adverts.
var sheets = fstest.MapFS{
	"templates/画.yaml": {Data: []byte("trim: 400pt x 500pt\nmargins: 10pt\nbody: {size: 10pt, leading: 14pt}\ncolumns: {count: 2, chars: 18, gap: 1字}\nlines: 30\ngrid: |\n  4 | 头 读\n  20 | 甲 乙\n  6 | 广 空\nslots: {头: {kind: nameplate}, 读: {kind: index}, 广: {kind: advert}, 空: {kind: filler}}\n")},
	"templates/黑.yaml": {Data: []byte("trim: 400pt x 500pt\nmargins: 10pt\ninks: black\nbody: {size: 10pt, leading: 14pt}\ncolumns: {count: 2, chars: 18, gap: 1字}\nlines: 30\ngrid: |\n  30 | . .\n")},
	"templates/低.yaml": {Data: []byte("trim: 400pt x 500pt\nmargins: 10pt\nbody: {size: 10pt, leading: 14pt}\ncolumns: {count: 2, chars: 18, gap: 1字}\nlines: 30\ngrid: |\n  23 | 图 图\n  7 | . .\nslots: {图: {kind: filler}}\n")},
	"templates/广.yaml": {Data: []byte("trim: 400pt x 500pt\nmargins: 10pt\nbody: {size: 10pt, leading: 14pt}\ncolumns: {count: 2, chars: 18, gap: 1字}\nlines: 30\ngrid: |\n  30 | 广 广\nslots: {广: {kind: advert}}\n")},
	"templates/流.yaml": {Data: []byte("trim: 400pt x 500pt\nmargins: 10pt\nflow: yes\nbody: {size: 10pt, leading: 14pt}\ncolumns: {count: 2, chars: 18, gap: 1字}\nlines: 30\ngrid: |\n  30 | 甲 乙\nslots: {甲: {flow: yes}}\n")},
}

// paged is an edition of pages, each said by the keys of its own, with so many stories that stand nowhere.
func paged(t testing.TB, stories int, pages ...string) (*editions.Edition, string) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, f := range sheets {
		fsys[name] = f
	}
	text := "pages:\n"
	for _, p := range pages {
		text += "  - {" + p + "}\n"
	}
	fsys["editions/2026-10-20/edition.yaml"] = &fstest.MapFile{Data: []byte(text)}
	for i := range stories {
		fsys[fmt.Sprintf("editions/2026-10-20/stories/s%d.md", i)] = &fstest.MapFile{Data: []byte("---\nheadline: 渡口又开集\n---\n" + strings.Repeat("清晨的棠水河面浮着薄雾。", 12) + "\n")}
	}
	ed, _, err := editions.Load(fsys, "")
	if err != nil {
		t.Fatal(err)
	}
	return ed, text
}

// TestBlank: an edition begun after an earlier one says of each page what its place and its template do
// not, and which slots take something.
func TestBlank(t *testing.T) {
	const slots = "      # 版位: 稿件的文件名。版位有：读（自动列标题，不用写） 甲 乙 广（写图片或 PDF 的文件名）\n"
	for _, c := range []struct{ page, want string }{
		{"template: 画", "  - 模板: 画\n    稿件:\n" + slots},
		{"template: 黑", "  - 模板: 黑\n    稿件:\n"},
		{"number: 1, name: 头版, section: 要闻, template: 黑, editor: 周以宁", "  - 版名: 头版\n    版面: 要闻\n    模板: 黑\n    责编: 周以宁\n    稿件:\n"},
		{"number: 3, template: 黑", "  - 版号: 3\n    模板: 黑\n    稿件:\n"},
		{"number: 3, name: 三, template: 黑", "  - 版号: 3\n    版名: 三\n    模板: 黑\n    稿件:\n"},
		{"template: 黑, inks: [黑]", "  - 模板: 黑\n    墨: [黑]\n    稿件:\n"},
		{"template: 黑, inks: 黑", "  - 模板: 黑\n    墨: 黑\n    稿件:\n"},
		{"template: 黑, inks: [青, 黑]", "  - 模板: 黑\n    墨: [青, 黑]\n    稿件:\n"},
		{"template: 画, inks: 黑", "  - 模板: 画\n    墨: 黑\n    稿件:\n" + slots},
		{"section: 乙", "  - 版面: 乙\n    稿件:\n"},
	} {
		ed, _ := paged(t, 0, c.page)
		for issue, more := range map[int]string{0: "", 1: "期号: 1\n", 12: "期号: 12\n"} {
			if got, want := string(Edition("2026-10-21", issue, ed)), "日期: 2026-10-21\n"+more+"版:\n"+c.want; got != want {
				t.Errorf("%s:\n%s\nwant\n%s", c.page, got, want)
			}
		}
	}
	ed, text := paged(t, 0, "template: 画", "template: 黑")
	for _, c := range []struct{ number, want string }{{"", "  - 模板: 黑\n    稿件:\n"}, {"number: 7, ", "  - 版号: 7\n    模板: 黑\n    稿件:\n"}} {
		more, _ := paged(t, 0, "template: 画", "template: 画", c.number+"template: 黑")
		got, err := Append(ed, []byte(text), more.Pages[2])
		if want := text + c.want; err != nil || string(got) != want {
			t.Errorf("%v\n%s\nwant\n%s", err, got, want)
		}
	}
	for _, bad := range []string{"pages: [", "pages: 3\n"} {
		if got, err := Append(ed, []byte(bad), ed.Pages[0]); err == nil || got != nil {
			t.Errorf("%q gets a page: %s", bad, got)
		}
		if got, err := Insert(ed, []byte(bad), []Suggestion{{Stories: []string{"s0"}, Page: 1, Slot: "甲"}}); err == nil || got != nil {
			t.Errorf("%q gets stories: %s", bad, got)
		}
		if got, err := (Version{Edition: ed, Made: []Made{{Page: 1}}}).Adopt([]byte(bad), func(int) string { return "p" }); err == nil || got != nil {
			t.Errorf("%q gets a template: %s", bad, got)
		}
	}
}

// TestUnmade: a page that is to be made up and stays empty says why: it is too low, no story is left, or
// none fits; one that adverts fill, one with slots of its own, and one that flows are not to be made up.
func TestUnmade(t *testing.T) {
	for _, c := range []struct {
		stories int
		pages   []string
		want    string
		idle    string
	}{
		{3, []string{"画"}, "[]", "no-page-waits-to-be-made-up"},
		{3, []string{"流"}, "[]", "no-page-waits-to-be-made-up"},
		{3, []string{"广"}, "[]", "no-page-waits-to-be-made-up"},
		{0, []string{"黑"}, "[1:no-story-is-left-for-page]", "no-story-waits-to-be-made-up"},
		{3, []string{"黑"}, "[1:none-of-stories-can-stand-on-page]", "stories-fit-no-page"},
		{3, []string{"低"}, "[1:page-has-too-few-lines-for-story]", "stories-fit-no-page"},
		{0, []string{"低"}, "[1:page-has-too-few-lines-for-story]", "no-story-waits-to-be-made-up"},
		{3, []string{"画", "低", "广", "黑"}, "[2:page-has-too-few-lines-for-story 4:none-of-stories-can-stand-on-page]", "stories-fit-no-page"},
	} {
		var pages []string
		for _, p := range c.pages {
			pages = append(pages, "template: "+p)
		}
		ed, _ := paged(t, c.stories, pages...)
		var got []string
		for _, g := range Unmade(ed) {
			got = append(got, fmt.Sprintf("%d:%s", g.Page, g.Why.ID))
		}
		if s := fmt.Sprint(got); s != c.want {
			t.Errorf("%v: %s, want %s", c.pages, s, c.want)
		}
		if why, remedy := Idle(ed); why.ID != c.idle || remedy.ID == "" {
			t.Errorf("%v: %s (%s), want %s", c.pages, why.ID, remedy.ID, c.idle)
		}
	}
	ed, _ := paged(t, 3, "template: 低")
	if got, want := Unmade(ed)[0].Why.String(), source.Msg("page-has-too-few-lines-for-story", 6).String(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestRoom: what stands in the upper half of a page takes from its head, what stands in the lower from its foot,
// and the white to the next row with it; what ends above the type area takes nothing.
func TestRoom(t *testing.T) {
	for _, c := range []struct {
		what       string
		frames     []editions.Frame
		top, lines int
	}{
		{"nothing", nil, 0, 30},
		{"a nameplate", []editions.Frame{{Cols: 2, Lines: 6}}, 7, 23},
		{"an advert", []editions.Frame{{Cols: 2, Line: 22, Lines: 8}}, 0, 21},
		{"both", []editions.Frame{{Cols: 2, Lines: 6}, {Cols: 2, Line: 22, Lines: 8}}, 7, 14},
		{"just above the middle", []editions.Frame{{Cols: 2, Line: 14, Lines: 3}}, 18, 12},
		{"at the middle", []editions.Frame{{Cols: 2, Line: 15, Lines: 3}}, 0, 14},
		{"the deeper of two", []editions.Frame{{Cols: 1, Lines: 6}, {Col: 1, Cols: 1, Lines: 4}}, 7, 23},
		{"the higher of two", []editions.Frame{{Cols: 1, Line: 25, Lines: 5}, {Col: 1, Cols: 1, Line: 20, Lines: 10}}, 0, 19},
	} {
		ed, _ := paged(t, 0, "template: 黑")
		x := *ed.Pages[0].Template
		x.RowGap = 1
		x.Slots = []*editions.Slot{{Name: "x", Frames: c.frames}}
		if top, lines := room(&x); top != c.top || lines != c.lines {
			t.Errorf("%s: %d lines from %d, want %d from %d", c.what, lines, top, c.lines, c.top)
		}
	}
}

// TestFits: a story in each slot for stories, alone or behind those that the slot has.
func TestFits(t *testing.T) {
	fsys := fstest.MapFS{"editions/2026-10-20/edition.yaml": {Data: []byte("pages:\n  - template: 画\n")}}
	for name, f := range sheets {
		fsys[name] = f
	}
	for id, n := range map[string]int{"short": 4, "other": 5, "long": 60} {
		fsys["editions/2026-10-20/stories/"+id+".md"] = &fstest.MapFile{Data: []byte("---\nheadline: 渡口又开集\n---\n" + strings.Repeat("清晨的棠水河面浮着薄雾。", n) + "\n")}
	}
	ed, cat := load(t, fsys)
	short, long := ed.Story("short"), ed.Story("long")
	alone := Fits(ed, cat, ed.Pages[0], short, nil)
	if len(alone) != 2 || alone[0].Slot != "甲" || alone[1].Slot != "乙" {
		t.Fatalf("%+v", alone)
	}
	for _, f := range alone {
		if f.OverChars != 0 || f.OverLines != 0 || f.FreeLines < 10 || f.FreeChars < 100 || f.Pictures != 0 {
			t.Errorf("%+v", f)
		}
	}
	if over := Fits(ed, cat, ed.Pages[0], long, nil)[0]; over.OverLines < 10 || over.OverChars < 15*over.OverLines || over.FreeLines != 0 || over.FreeChars != 0 {
		t.Errorf("a long one: %+v", over)
	}
	both := Fits(ed, cat, ed.Pages[0], short, func(slot string) []*editions.Story {
		if slot == "甲" {
			return []*editions.Story{ed.Story("other")}
		}
		return nil
	})
	if both[0].FreeLines >= alone[0].FreeLines || both[1] != alone[1] {
		t.Errorf("behind another: %+v, alone %+v", both, alone)
	}
}

// TestLines: what is to stand under 稿件 of a page is what was suggested for it.
func TestLines(t *testing.T) {
	gs := []Suggestion{{Page: 1, Slot: "头条", Stories: []string{"a"}}, {Page: 2, Slot: "二条", Stories: []string{"b", "c"}}, {Page: 1, Slot: "no", Stories: []string{"d"}}}
	for page, want := range map[int][]string{1: {"头条: a", `"no": d`}, 2: {"二条: [b, c]"}, 3: nil} {
		if got := Lines(gs, page); !slices.Equal(got, want) {
			t.Errorf("page %d: %q, want %q", page, got, want)
		}
	}
}
