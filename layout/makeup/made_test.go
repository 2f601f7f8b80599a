package makeup

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need"
	"banxin/cmd/need/four"
	"banxin/cmd/need/held"
	"banxin/cmd/show"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/unit"
)

// TestMade holds what is made up, planned and suggested for editions of many kinds against
// testdata/made: the pages as text, what they weigh, what is to be seen of them; the sheets;
// the suggestions with their reasons. -update rewrites; read the difference.
func TestMade(t *testing.T) {
	for name, make := range map[string]func(*testing.T) string{
		"random": func(t *testing.T) string {
			var b strings.Builder
			for seed := range int64(6) {
				r := rand.New(rand.NewSource(100 + seed))
				ed := richer(r, randomEdition(r))
				_, cat := load(t, four.Pages())
				b.WriteString(madeUp(t, fmt.Sprintf("seed %d", seed), ed, cat, 2))
			}
			return b.String()
		},
		"sample": func(t *testing.T) string {
			ed, cat := blankPages(t, 9)
			return madeUp(t, "nine", ed, cat, 3)
		},
		"many": func(t *testing.T) string {
			need.Time(t)
			ed, cat := blankPages(t, 30)
			return madeUp(t, "thirty", ed, cat, 1)
		},
		"suggested": func(t *testing.T) string {
			ed, cat := vacancies(t)
			return suggested(t, ed, cat)
		},
	} {
		t.Run(name, func(t *testing.T) {
			held.Text(t, "testdata/made/"+name+".txt", make(t))
		})
	}
}

// madeUp says what Auto makes of an edition.
func madeUp(t *testing.T, name string, ed *editions.Edition, cat *fonts.Catalog, n int) string {
	t.Helper()
	var b strings.Builder
	versions := Auto(ed, cat, n)
	fmt.Fprintf(&b, "== %s: %d versions\n", name, len(versions))
	for _, v := range versions {
		for _, m := range v.Made {
			fmt.Fprintf(&b, "page %d: %v, left %v, %d of %d empty\n", m.Page, m.Stories, m.Left, m.Empty, m.All)
			for _, s := range append(m.Seen(), m.Criticism()...) {
				fmt.Fprintf(&b, "  %s\n", s)
			}
			b.WriteString(v.Text(m.Page, "新版", "一句话"))
		}
		b.WriteString(planned(t, v.Edition, cat))
	}
	return b.String()
}

// planned says what Plan sees.
func planned(t *testing.T, ed *editions.Edition, cat *fonts.Catalog) string {
	t.Helper()
	var b strings.Builder
	for _, sh := range Plan(ed, cat, compose(t, ed, cat)) {
		b.WriteString(sh.Map())
		for _, s := range sh.Slots {
			data, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s\n", data)
		}
	}
	return b.String()
}

func suggested(t *testing.T, ed *editions.Edition, cat *fonts.Catalog) string {
	t.Helper()
	var b strings.Builder
	all := Suggest(ed, cat, nil)
	for _, g := range all {
		because := sayings(g.Reasons)
		g.Reasons = nil
		b.WriteString(show.Text(struct {
			Suggestion
			Because []string
		}{g, because}))
	}
	text, err := Insert(ed, ed.File.Data, all)
	fmt.Fprintf(&b, "%s%v\n%s", text, err, planned(t, ed, cat))
	return b.String()
}

func sayings(ms []source.Message) (out []string) {
	for _, m := range ms {
		out = append(out, m.String())
	}
	return out
}

// richer gives stories of an edition what random ones have not.
func richer(r *rand.Rand, ed *editions.Edition) *editions.Edition {
	for i, st := range ed.Stories {
		switch r.Intn(7) {
		case 0:
			st.Blocks = append(st.Blocks, &editions.Table{Caption: han(r, 6), Rows: [][]editions.Text{{han(r, 3), han(r, 9)}, {han(r, 5), han(r, 2)}}})
		case 1:
			st.Blocks = append(st.Blocks, &editions.List{Items: []editions.ListItem{{Text: han(r, 30)}, {Text: han(r, 9)}}})
		case 2:
			im := &editions.Image{Path: "a.png", Format: "png", W: 600, H: 400}
			st.Blocks = append(st.Blocks, &editions.Picture{Path: "a.png", Image: im, Caption: han(r, 20)})
		case 3:
			st.Deck = []editions.Text{han(r, 12), han(r, 9)}
		case 4:
			st.Rank, st.Genre = 1+i, "简讯"
		case 5:
			st.Blocks = append(st.Blocks, &editions.Paragraph{Text: han(r, 900)})
		}
	}
	return ed
}

// blankPages are the first stories of the sample before a page without slots.
func blankPages(t *testing.T, n int) (*editions.Edition, *fonts.Catalog) {
	t.Helper()
	sample, cat := load(t, four.Pages())
	own := *sample
	tm := &editions.Template{Name: "空版", Width: unit.Millimetres(390000), Height: unit.Millimetres(545000), Columns: 6, Chars: 16,
		Gap: 10 * unit.Pt, Size: 10 * unit.Pt, Leading: 13*unit.Pt + unit.Pt/4, Lines: 107, RowGap: 1}
	tm.Slots = []*editions.Slot{{Name: "报眉", Kind: editions.FolioSlot, Frames: []editions.Frame{{Cols: 6, Lines: 2}}}}
	own.Pages = []*editions.Page{{Number: 1, Name: "1", Template: tm}}
	own.Stories = own.Stories[:min(n, len(own.Stories))]
	return &own, cat
}

// vacancies are the sample's stories before pages with slots of every kind.
func vacancies(t *testing.T) (*editions.Edition, *fonts.Catalog) {
	t.Helper()
	files := fstest.MapFS{
		"templates/t.yaml": {Data: []byte(`trim: 270mm x 390mm
margins: 14mm
body: {size: 9.5pt, leading: 13pt}
row-gap: 1
columns: {count: 6, chars: 11, gap: 1字}
grid: |
  6  | 报头 报头 报头 报头 导读 导读
  24 | 头条 头条 头条 头条 二条 二条
  20 | 评论 评论 图片 图片 图片 简讯
  18 | 竖 竖 竖 公告 公告 简讯
slots:
  报头: {类: 报头}
  导读: {类: 导读}
  头条: {栏: 3, 题: {跨: 全, 字号: 32pt}}
  图片: {图: {栏: 2, 位: 上, 行: 10}}
  评论: {框: 是, 题: {字号: 20pt}}
  简讯: {题: {跨: 栏内, 字号: 12pt}, 稿距: 1}
  竖: {题: {竖: 是, 字: 4, 字号: 24pt}}
  公告: {框: {线: 1pt}}
  贴: {位置: {左: 40mm, 上: 340mm, 宽: 20字, 高: 6行}}
`)},
		"editions/2026-10-20/edition.yaml": {Data: []byte("版:\n  - {版面: 无版样}\n  - {模板: t, 版面: 要闻}\n  - 模板: t\n    版面: 副刊\n    # 留着\n    稿件:\n      导读: [a, x]\n      头条: x\n      简讯: [x]\n")},
	}
	r := rand.New(rand.NewSource(5))
	story := func(id, head string, n int) {
		text := "---\n" + head + "\n---\n"
		for n > 0 {
			text += han(r, min(n, 120)).String() + "\n\n"
			n -= 120
		}
		files["editions/2026-10-20/stories/"+id+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	story("x", "标题: 已上版的稿件", 200)
	story("a", "标题: 桥头今天开张\n副题: 早市吆喝声\n次序: 1", 900)
	story("b", "标题: 从街尾来的人\n版面: 副刊", 500)
	story("c", "标题: 公告一则\n体裁: 公告", 120)
	story("d", "标题: 启事\n体裁: 启事\n次序: 9", 60)
	for i := range 8 {
		story(fmt.Sprintf("e%d", i), fmt.Sprintf("标题: 简讯%d\n组: %s", i, []string{"", "g", "g", ""}[i%4]), 40+17*i)
	}
	story("p", "标题: 图片新闻", 150)
	files["editions/2026-10-20/stories/p.md"].Data = append(files["editions/2026-10-20/stories/p.md"].Data, "![图说](a.png)\n\n| a | b |\n|---|---|\n| c | d |\n\n- 甲\n- 乙\n"...)
	for i, n := range []int{90, 300, 700, 1500} {
		story(fmt.Sprintf("f%d", i), fmt.Sprintf("标题: 长短不一的稿件%d\n引题: 引题", i), n)
	}
	if got := len(slices.Collect(maps.Keys(files))); got != 20 {
		t.Fatalf("%d files", got)
	}
	return load(t, files)
}
