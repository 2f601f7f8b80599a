package layout_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need/composed"
	"banxin/editions"
	"banxin/layout"
	"banxin/layout/page"
)

// small is a paper of one or two pages with slots over all columns.
func small(columns int, grid string, pages, slots string, stories map[string]string) fstest.MapFS {
	head := "trim: 220pt x 220pt\nmargins: 10pt\nbody: {size: 10pt, leading: 14pt}\nrow-gap: 1\n"
	cols := []string{"", "columns: {count: 1, chars: 17, gap: 1字}\n", "columns: {count: 2, chars: 8, gap: 1字}\n"}[columns]
	fsys := fstest.MapFS{
		"templates/t.yaml":                 {Data: []byte(head + cols + "grid: " + grid + "\n" + slots)},
		"editions/2026-10-20/edition.yaml": {Data: []byte("pages:\n" + pages)},
	}
	for id, text := range stories {
		fsys["editions/2026-10-20/stories/"+id+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func fitOf(t *testing.T, res *layout.Result, id string) layout.Fit {
	t.Helper()
	for _, f := range res.Fits {
		if f.Story == id {
			return f
		}
	}
	t.Fatalf("no fit of %s", id)
	return layout.Fit{}
}

// TestRowThatFindsNoRoom: the text stops at it, and nothing after it is set.
func TestRowThatFindsNoRoom(t *testing.T) {
	table := "| 日期 | 天气 |\n|---|---|\n| 星期二有一行很长的字 | 晴间多云转小雨再转晴 |\n| 周三 | 阴 |\n"
	_, _, res := composed.Paper(t, small(1, `"6 | 甲"`, "  - {template: t, stories: {甲: a}}\n", "slots:\n  甲: {head: {size: 20pt}}\n",
		map[string]string{"a": "---\nheadline: 渡口\n---\n" + strings.Repeat("晨雾里木船靠岸。", 4) + "\n\n" + table + "\n末段在表的后面。\n"}))
	f := fitOf(t, res, "a")
	if f.Stop == nil || f.Stop.Block != 1 || f.OverChars == 0 {
		t.Fatalf("the story stops at %+v, %d over", f.Stop, f.OverChars)
	}
	printed := page.Printed(res.Doc)["a"]
	if got := printed[page.Part{Block: 2}]; got != "" {
		t.Errorf("after the row that found no room stands %q", got)
	}
	if len(res.Findings) == 0 {
		t.Error("nothing is said of it")
	}
}

// TestHeadHigherThanItsSlot: it is left out, and said so, and the text stands.
func TestHeadHigherThanItsSlot(t *testing.T) {
	_, _, res := composed.Paper(t, small(1, `"5 | 甲"`, "  - {template: t, stories: {甲: a}}\n", "slots:\n  甲: {head: {size: 60pt}}\n",
		map[string]string{"a": "---\nheadline: [渡口, 早市, 开张]\n---\n正文两行。\n"}))
	f := fitOf(t, res, "a")
	if len(f.Out) != 3 || f.Out[0].Role != editions.RoleHeadline || f.Stop != nil {
		t.Errorf("left out: %+v, stop %+v", f.Out, f.Stop)
	}
}

// TestHeadAloneBeforeAJump says on both pages where the story goes on.
func TestHeadAloneBeforeAJump(t *testing.T) {
	for _, c := range []struct{ align, want string }{{"center", "（下转第2版）"}, {"left", "（下转第2版）"}, {"right", ""}} {
		_, _, res := composed.Paper(t, small(1, `"2 | 甲\n6 | 乙"`, "  - {template: t, stories: {甲: a}}\n  - {template: t, stories: {乙: a}}\n", "slots:\n  甲: {head: {size: 18pt, align: "+c.align+"}}\n",
			map[string]string{"a": "---\nheadline: 渡口\n---\n" + strings.Repeat("晨雾里木船靠岸。", 6) + "\n"}))
		var said []string
		for _, pg := range res.Doc.Pages {
			said = append(said, jumpsOn(pg))
		}
		if said[0] != c.want || !strings.HasPrefix(said[1], "（上接第1版") {
			t.Errorf("head at %s: the pages say %q", c.align, said)
		}
		silent := false
		for _, f := range res.Findings {
			silent = silent || f.Code == "FIT-JUMP" && strings.Contains(f.Message.String(), "stands alone")
		}
		if silent != (c.want == "") {
			t.Errorf("head at %s: it is said that there is no room: %v", c.align, silent)
		}
	}
}

func jumpsOn(pg *page.Page) string {
	var b strings.Builder
	in := false
	page.Walk(pg.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
		switch it := it.(type) {
		case *page.Mark:
			if it.Role == page.RoleJump {
				in = it.Open
			}
		case *page.Text:
			if in {
				b.WriteString(strings.ReplaceAll(it.Src, " ", ""))
			}
		}
	})
	return b.String()
}

// TestZonesOfAThread: a story through two slots of a page has a zone in each.
func TestZonesOfAThread(t *testing.T) {
	text := "---\nheadline: 渡口\n---\n" + strings.Repeat("晨雾里木船靠岸。", 10) + "\n"
	_, _, res := composed.Paper(t, small(2, `"5 | 甲 上\n5 | 下 乙"`, "  - {template: t, stories: {上: a, 下: a, 甲: b, 乙: c}}\n", "slots:\n  上: {head: {size: 12pt}}\n",
		map[string]string{"a": text, "b": "---\nheadline: 早市\n---\n早市开了。\n", "c": "---\nheadline: 板栗\n---\n板栗熟了。\n"}))
	checkZones(t, res)
	zones := map[string]int{}
	page.Walk(res.Doc.Pages[0].Items, page.Frame{}, func(it page.Item, _ page.Frame) {
		if m, ok := it.(*page.Mark); ok && m.Open && m.Role == page.RoleStory {
			zones[m.ID] += len(m.Places())
		}
	})
	if zones["a"] != 2 || zones["b"] != 1 || zones["c"] != 1 {
		t.Errorf("zones: %v", zones)
	}
}

// TestVerticalHeadLongerThanItsText is reported where another story follows.
func TestVerticalHeadLongerThanItsText(t *testing.T) {
	for _, n := range []int{1, 60} {
		_, _, res := composed.Paper(t, small(2, `"13 | 甲 甲"`, "  - {template: t, stories: {甲: [a, b]}}\n", "slots:\n  甲: {head: {vertical: yes, side: right, size: 18pt, span: 2}}\n",
			map[string]string{"a": "---\nheadline: 渡口早市开张\n---\n" + strings.Repeat("木船靠岸。", n) + "\n", "b": "---\nheadline: 板栗\n---\n板栗熟了。\n"}))
		hangs := false
		for _, f := range res.Findings {
			hangs = hangs || f.Code == "FIT-STACK"
		}
		if hangs != (n == 1) {
			t.Errorf("%d sentences: the head hangs down: %v", n, hangs)
		}
	}
}
