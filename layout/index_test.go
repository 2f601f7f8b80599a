package layout_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need/composed"
	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestIndexNeverEmpty: a list of headlines that edition.yaml leaves open lists the stories of
// other pages, gives its room to a neighbour where there are none, or is an error: its name never
// stands over white.
func TestIndexNeverEmpty(t *testing.T) {
	const size = "成品: 270mm x 390mm\n栏: {数: 4, 字: 12, 距: 1字}\n正文: {字号: 9.5pt, 行距: 13pt}\n行间隔: 1\n"
	for _, c := range []struct {
		name, grid, pages string
		lists             int
		code              string
	}{
		{"other pages", "  10 | 报头 报头 报头 导读\n  40 | 头条 头条 头条 头条\n", "- {模板: 甲, 稿件: {头条: a}}\n- {模板: 乙, 稿件: {文: [b, c]}}\n", 2, ""},
		{"story below", "  10 | 报头 报头 报头 导读\n  40 | 头条 头条 头条 二条\n", "- {模板: 甲, 稿件: {头条: a, 二条: b}}\n", 0, ""},
		{"nameplate", "  10 | 报头 报头 报头 导读\n  40 | 头条 头条 头条 头条\n", "- {模板: 甲, 稿件: {头条: a}}\n", 0, ""},
		{"nobody", "  10 | 头条 头条 头条 导读\n  40 | 头条 头条 头条 二条\n  5 | 导读2 头条2 头条2 二条2\n", "- {模板: 丙, 稿件: {头条: a}}\n", 0, "PLAN-INDEX"},
	} {
		files := fstest.MapFS{
			"paper.yaml":       {Data: []byte("名称: 报\n")},
			"templates/甲.yaml": {Data: []byte(size + "版图: |\n" + c.grid + "版位: {报头: {类: 报头}, 导读: {类: 导读}}\n")},
			"templates/乙.yaml": {Data: []byte(size + "版图: |\n  51 | 文 文 文 文\n")},
			"templates/丙.yaml": {Data: []byte(size + "版图: |\n  10 | 头条 头条 头条 导读\n  40 | 二条 二条 二条 二条\n版位: {导读: {类: 导读}}\n")},
		}
		if c.name == "nobody" {
			delete(files, "templates/甲.yaml")
		}
		files["editions/2026-10-21/edition.yaml"] = &fstest.MapFile{Data: []byte("版:\n" + c.pages)}
		for _, id := range []string{"a", "b", "c"} {
			if strings.Contains(c.pages, id) {
				files["editions/2026-10-21/stories/"+id+".md"] = &fstest.MapFile{Data: []byte("---\n标题: 题" + id + "\n---\n江面很宽。\n")}
			}
		}
		_, _, res := composed.Paper(t, files)
		listed, named := 0, false
		for _, it := range res.Doc.Pages[0].Items {
			switch it := it.(type) {
			case *page.Mark:
				if it.Role == page.RoleEntry && it.Open {
					listed++
				}
			case *page.Text:
				named = named || strings.Contains(it.Src, "导读")
			}
		}
		found := false
		for _, f := range res.Findings {
			found = found || f.Code == "PLAN-INDEX"
		}
		if listed != c.lists || named != (c.lists > 0) || found != (c.code != "") {
			t.Errorf("%s: %d listed, named %v, an error %v", c.name, listed, named, found)
		}
	}
}

// TestIndexByRank: a list that banxin makes has the stories that say their order (次序) by it, whatever their slots'
// sizes, and then the others.
func TestIndexByRank(t *testing.T) {
	files := fstest.MapFS{
		"paper.yaml":                       {Data: []byte("名称: 报\n")},
		"templates/甲.yaml":                 {Data: []byte("成品: 270mm x 390mm\n栏: {数: 4, 字: 12, 距: 1字}\n正文: {字号: 9.5pt, 行距: 13pt}\n行间隔: 1\n版图: |\n  10 | 导读 导读 报头 报头\n  40 | 头条 头条 头条 头条\n版位: {报头: {类: 报头}, 导读: {类: 导读}}\n")},
		"templates/乙.yaml":                 {Data: []byte("成品: 270mm x 390mm\n栏: {数: 4, 字: 12, 距: 1字}\n正文: {字号: 9.5pt, 行距: 13pt}\n行间隔: 1\n版图: |\n  30 | 大 大 大 大\n  9 | 中 中 中 小\n版位: {}\n")},
		"editions/2026-10-21/edition.yaml": {Data: []byte("版:\n- {模板: 甲, 稿件: {头条: a}}\n- {模板: 乙, 稿件: {大: b, 中: c, 小: d}}\n")},
		"editions/2026-10-21/stories/a.md": {Data: []byte("---\n标题: 题甲\n---\n江面很宽。\n")},
		"editions/2026-10-21/stories/b.md": {Data: []byte("---\n标题: 题乙\n---\n江面很宽。\n")},
		"editions/2026-10-21/stories/c.md": {Data: []byte("---\n标题: 题丙\n次序: 7\n---\n江面很宽。\n")},
		"editions/2026-10-21/stories/d.md": {Data: []byte("---\n标题: 题丁\n次序: 2\n---\n江面很宽。\n")},
	}
	_, _, res := composed.Paper(t, files)
	got, entry := "", false
	for _, it := range res.Doc.Pages[0].Items {
		switch it := it.(type) {
		case *page.Mark:
			if it.Role == page.RoleEntry {
				entry = it.Open
			}
		case *page.Text:
			if entry {
				got += it.Src
			}
		}
	}
	if c, d, b := strings.Index(got, "题丙"), strings.Index(got, "题丁"), strings.Index(got, "题乙"); d < 0 || c < d || b < c {
		t.Errorf("the list is %q", got)
	}
}

// TestLongIndexName: the name of a list of headlines stays in its place, as a list, a strip or cards.
func TestLongIndexName(t *testing.T) {
	const name = "本期导读与今日要闻精选和服务信息一览"
	for style, grid := range map[string]string{"列表": "  10 | 报头 报头 报头 导读\n  40 | 头条 头条 头条 头条\n", "条": "  46 | 头条 头条 头条 头条\n  4 | 导读 导读 导读 导读\n", "卡片": "  10 | 报头 报头 报头 导读\n  40 | 头条 头条 头条 头条\n"} {
		ed, _, res := composed.Paper(t, fstest.MapFS{
			"paper.yaml":                       {Data: []byte("名称: 报\n导读: {样式: " + style + ", 名: " + name + "}\n")},
			"templates/甲.yaml":                 {Data: []byte("成品: 270mm x 390mm\n栏: {数: 4, 字: 12, 距: 1字}\n正文: {字号: 9.5pt, 行距: 13pt}\n行间隔: 1\n版图: |\n" + grid + "版位: {报头: {类: 报头}, 导读: {类: 导读}}\n")},
			"templates/乙.yaml":                 {Data: []byte("成品: 270mm x 390mm\n栏: {数: 4, 字: 12, 距: 1字}\n正文: {字号: 9.5pt, 行距: 13pt}\n版图: |\n  51 | 文 文 文 文\n")},
			"editions/2026-10-21/edition.yaml": {Data: []byte("版:\n- {模板: 甲, 稿件: {头条: a}}\n- {模板: 乙, 稿件: {文: b}}\n")},
			"editions/2026-10-21/stories/a.md": {Data: []byte("---\n标题: 题甲\n---\n江面很宽。\n")},
			"editions/2026-10-21/stories/b.md": {Data: []byte("---\n标题: 题乙\n---\n江面很宽。\n")},
		})
		place := res.Sheets()[0].Slots[len(res.Sheets()[0].Slots)-1].Frames[0]
		for _, p := range res.Sheets()[0].Slots {
			if p.Slot.Kind == editions.IndexSlot {
				place = p.Frames[0]
			}
		}
		said := 0
		for _, it := range res.Doc.Pages[0].Items {
			if x, ok := it.(*page.Text); ok && strings.Contains(name, x.Src) && len([]rune(x.Src)) > 4 {
				said++
				last := x.Glyphs[len(x.Glyphs)-1]
				if end := x.At.X + unit.Length(last.X) + x.Size; x.At.X < place.X-unit.Pt || end > place.Right()+unit.Pt {
					t.Errorf("%s: %s stands from %v to %v, its place from %v to %v", style, x.Src, x.At.X, end, place.X, place.Right())
				}
			}
		}
		if said == 0 || len(ed.Pages) != 2 {
			t.Errorf("%s: the name is not set", style)
		}
	}
}

// TestStripClear: entries of a strip keep clear of its rules, and a headline too long for it ends in ….
func TestStripClear(t *testing.T) {
	files := fstest.MapFS{
		"paper.yaml":                       {Data: []byte("名称: 报\n导读: {式: 条}\n")},
		"templates/甲.yaml":                 {Data: []byte("成品: 270mm x 390mm\n栏: {数: 4, 字: 12, 距: 1字}\n正文: {字号: 9.5pt, 行距: 13pt}\n行间隔: 1\n版图: |\n  46 | 头条 头条 头条 头条\n  4 | 导读 导读 导读 导读\n版位: {导读: {类: 导读}}\n")},
		"templates/乙.yaml":                 {Data: []byte("成品: 270mm x 390mm\n栏: {数: 4, 字: 12, 距: 1字}\n正文: {字号: 9.5pt, 行距: 13pt}\n版图: |\n  51 | 文 文 文 文\n")},
		"editions/2026-10-21/edition.yaml": {Data: []byte("版:\n- {模板: 甲, 稿件: {头条: a}}\n- {模板: 乙, 稿件: {文: b}}\n")},
		"editions/2026-10-21/stories/a.md": {Data: []byte("---\n标题: 渡口\n---\n江面很宽。\n")},
		"editions/2026-10-21/stories/b.md": {Data: []byte("---\n标题: " + strings.Repeat("谷子铺满晒场", 90) + "\n---\n江面很宽。\n")},
	}
	_, _, res := composed.Paper(t, files)
	var entry *page.Mark
	var set strings.Builder
	for _, it := range res.Doc.Pages[0].Items {
		switch it := it.(type) {
		case *page.Mark:
			if it.Role == page.RoleEntry {
				if entry = it; !it.Open {
					entry = nil
				}
			}
		case *page.Text:
			if entry == nil {
				continue
			}
			set.WriteString(it.Src)
			if r := entry.Rect; it.At.Y-it.Size*8/10 <= r.Y || it.At.Y+it.Size/10 >= r.Bottom() {
				t.Errorf("%s at %v of %v reaches the rules of %v", it.Src, it.At, it.Size, r)
			}
		}
	}
	if !strings.Contains(set.String(), "…") {
		t.Errorf("not shortened: %s", set.String())
	}
}

// TestListRules: a strip that is a list for want of room has rules to its neighbours, a strip has those of its own.
func TestListRules(t *testing.T) {
	const size = "成品: 270mm x 390mm\n栏: {数: 4, 字: 12, 距: 1字}\n正文: {字号: 9.5pt, 行距: 13pt}\n行间隔: 1\n"
	for row, want := range map[string]bool{"导读 二条 二条 二条": true, "导读 导读 导读 二条": false} {
		files := fstest.MapFS{
			"paper.yaml":                       {Data: []byte("名称: 报\n导读: {式: 条}\n")},
			"templates/甲.yaml":                 {Data: []byte(size + "版图: |\n  46 | 头条 头条 头条 头条\n  4 | " + row + "\n版位: {导读: {类: 导读}}\n")},
			"templates/乙.yaml":                 {Data: []byte(size + "版图: |\n  51 | 文 文 文 文\n")},
			"editions/2026-10-21/edition.yaml": {Data: []byte("版:\n- {模板: 甲, 稿件: {头条: a, 二条: b}}\n- {模板: 乙, 稿件: {文: [c, d]}}\n")},
		}
		for _, id := range []string{"a", "b", "c", "d"} {
			files["editions/2026-10-21/stories/"+id+".md"] = &fstest.MapFile{Data: []byte("---\n标题: 渡口\n---\n江面很宽。\n")}
		}
		ed, _, res := composed.Paper(t, files)
		second := ed.Pages[0].Template.FrameRect(ed.Pages[0].Template.Slot("二条").Frames[0])
		found := false
		for _, it := range res.Doc.Pages[0].Items {
			r, ok := it.(*page.Rule)
			found = found || ok && r.From.X == r.To.X && r.From.X < second.X && r.From.X > second.X-10*unit.Pt && r.To.Y > second.Y+second.H/2
		}
		if found != want {
			t.Errorf("%s: a rule beside the headlines is %v", row, found)
		}
	}
}

// TestNarrowStrip: a strip so narrow that one headline alone had room is a list of all; where a story's picture would
// leave its headline a column of two characters, the headline has the whole cell.
func TestNarrowStrip(t *testing.T) {
	var shot bytes.Buffer
	if err := png.Encode(&shot, image.NewGray(image.Rect(0, 0, 400, 300))); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, grid, index string
		lines             int // of headlines, at the most
	}{
		{"beside the nameplate", "  9 | 报头 报头 报头 报头 导读 导读\n  41 | 头条 头条 头条 头条 头条 头条\n", "{样式: 条, 图: 是}", 8},
		{"without pictures", "  9 | 报头 报头 报头 报头 导读 导读\n  41 | 头条 头条 头条 头条 头条 头条\n", "{样式: 条, 名: 街坊事}", 8},
		{"one story", "  9 | 报头 报头 报头 报头 导读 导读\n  41 | 头条 头条 头条 头条 头条 头条\n", "{样式: 条, 图: 是}", 3},
	} {
		const size = "成品: 270mm x 390mm\n边距: {左: 16mm, 右: 16mm}\n栏: {数: 6, 字: 11, 距: 1字}\n正文: {字号: 9.5pt, 行距: 12.25pt}\n行间隔: 1\n"
		files := fstest.MapFS{
			"paper.yaml":                       {Data: []byte("名称: 报\n导读: " + c.index + "\n")},
			"templates/甲.yaml":                 {Data: []byte(size + "版图: |\n" + c.grid + "版位: {报头: {类: 报头}, 导读: {类: 导读}}\n")},
			"templates/乙.yaml":                 {Data: []byte(size + "版图: |\n  51 | 文 文 文 文 文 文\n")},
			"editions/2026-10-21/stories/a.md": {Data: []byte("---\n标题: 渡口\n---\n江面很宽。\n")},
		}
		ids := "b, c, d"
		if c.lines < 4 {
			ids = "b"
		}
		files["editions/2026-10-21/edition.yaml"] = &fstest.MapFile{Data: []byte("版:\n- {模板: 甲, 稿件: {头条: a}}\n- {模板: 乙, 稿件: {文: [" + ids + "]}}\n")}
		for _, id := range strings.Split(ids, ", ") {
			files["editions/2026-10-21/stories/"+id+".md"] = &fstest.MapFile{Data: []byte("---\n标题: 末班车往后挪了两小时\n---\n江面很宽。\n\n![车](x.png)\n")}
		}
		files["editions/2026-10-21/stories/x.png"] = &fstest.MapFile{Data: shot.Bytes()}
		_, _, res := composed.Paper(t, files)
		stories, rows, in := map[string]bool{}, map[unit.Length]bool{}, false
		for _, it := range res.Doc.Pages[0].Items {
			switch it := it.(type) {
			case *page.Mark:
				if it.Role == page.RoleEntry {
					in = it.Open
					stories[it.ID] = true
				}
			case *page.Text:
				if in {
					rows[it.At.Y] = true
				}
			}
		}
		if want := strings.Count(ids, ",") + 1; len(stories) != want {
			t.Errorf("%s: %d of %d stories listed", c.name, len(stories), want)
		}
		if len(rows) > c.lines {
			t.Errorf("%s: headlines in %d lines", c.name, len(rows))
		}
	}
}
