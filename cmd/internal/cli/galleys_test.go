package cli

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/internal/words"
	"banxin/output/proof"
	"banxin/output/works"
)

// spreadPaper has a page, a spread of pages 2 and 3, and page 4, in whose slot two stories
// stand of which the first fills it.
func spreadPaper() fstest.MapFS {
	single := "成品: 230pt x 240pt\n边距: 20pt\n正文: {字号: 10pt, 行距: 14pt}\n行间隔: 1\n栏: {数: 2, 字: 9, 距: 1字}\n版图: |\n  6 | 文 文\n"
	spread := "成品: 460pt x 240pt\n边距: 20pt\n正文: {字号: 10pt, 行距: 14pt}\n行间隔: 1\n栏: {数: 4, 字: 9, 距: 1字}\n中缝: 40pt\n版图: |\n  12 | 主 主 ‖ 主 主\n"
	text := "---\n标题: 渡口\n---\n" + strings.Repeat("晨雾里木船靠岸。", 40) + "\n\n| 日期 | 天气 |\n|---|---|\n| 周二 | 晴 |\n"
	files := map[string]string{
		"paper.yaml": "名称: 云溪日报\n", "templates/p.yaml": single, "templates/s.yaml": spread,
		"editions/2026-10-20/edition.yaml": "版:\n  - {模板: p, 稿件: {文: a}}\n  - {模板: s, 稿件: {主: b}}\n  - {模板: p, 稿件: {文: [c, d]}}\n",
	}
	for _, id := range []string{"a", "b", "c", "d"} {
		files["editions/2026-10-20/stories/"+id+".md"] = text
	}
	out := fstest.MapFS{}
	for name, data := range files {
		out[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return out
}

// TestGalleysAfterASpread: pages are called by their numbers, sheets by their places; a story
// of which nothing could be set has a galley too.
func TestGalleysAfterASpread(t *testing.T) {
	set := laidOut(t, spreadPaper())
	for pages, want := range map[string]string{"1": "a", "2": "b", "3": "b", "4": "c d", "": "a b c d"} {
		asked, err := works.ParsePages(pages)
		if pages != "" && err != nil {
			t.Fatal(err)
		}
		r := &proofreader{Set: set, say: words.In(false)}
		for i, p := range set.Doc.Pages {
			if pages == "" || asked.On(p) {
				r.pages = append(r.pages, i)
			}
		}
		var got []string
		list := r.galleys()
		for _, g := range list {
			got = append(got, g.Story)
			if cells := strings.Count(g.Rest, "周二"); g.OverChars > 0 && cells != 1 {
				t.Errorf("galley of %s: the cell of the last row stands %d times in what is left", g.Story, cells)
			}
		}
		slices.Sort(got)
		if s := strings.Join(got, " "); s != want {
			t.Errorf("pages %q have the galleys %q, not %q", pages, s, want)
		}
		if _, err := proof.Galleys(set.Doc, set.Catalog, list, proof.Options{}); err != nil {
			t.Error(err)
		}
	}
	if f := set.Layout.Fits[len(set.Layout.Fits)-1]; f.Story != "d" || f.Set != 0 {
		t.Errorf("something of the last story is set, the test tests nothing: %+v", f)
	}
}
