package makeup

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need"
	"banxin/editions"
)

// TestAssignBrute compares assign with all assignments there are.
func TestAssignBrute(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 3000 {
		rows := 1 + r.Intn(5)
		cols := rows + r.Intn(3)
		cost := make([][]int, rows)
		for i := range cost {
			for range cols {
				cost[i] = append(cost[i], r.Intn(20)-5)
			}
		}
		got, sum := assign(cost), 0
		for i, j := range got {
			sum += cost[i][j]
		}
		if s := slices.Clone(got); len(slices.Compact(sorted(s))) != rows {
			t.Fatalf("%v: a column given twice", got)
		}
		if want := brute(cost, 0, 0); sum != want {
			t.Fatalf("%v: %v costs %d, not %d", cost, got, sum, want)
		}
	}
}

func sorted(s []int) []int { slices.Sort(s); return s }

// brute is the least cost of rows from i on with the columns not in used.
func brute(cost [][]int, i, used int) int {
	if i == len(cost) {
		return 0
	}
	best := 1 << 30
	for j, c := range cost[i] {
		if used&(1<<j) == 0 {
			best = min(best, c+brute(cost, i+1, used|1<<j))
		}
	}
	return best
}

// realPage is the real page's paper with its ten stories, edition.yaml as given.
func realPage(t testing.TB, edition string, templates ...string) fstest.MapFS {
	dir := need.Shared(t, "editions/taiyuan-2023-10-20")
	fsys := fstest.MapFS{}
	if err := lay(fsys, os.DirFS(dir+"/stories"), "editions/2023-10-20/stories/"); err != nil {
		t.Fatal(err)
	}
	if err := lay(fsys, os.DirFS("../testdata/taiyuan"), ""); err != nil {
		t.Fatal(err)
	}
	if edition != "" {
		fsys["editions/2023-10-20/edition.yaml"] = &fstest.MapFile{Data: []byte(edition)}
	}
	for i, text := range templates {
		fsys[fmt.Sprintf("templates/x%d.yaml", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

const noStories = `# 留着这一行
日期: 2023-10-20
版:
  - 版名: "4"
    版面: 综合新闻 # 这一行也留着
    模板: 对开要闻
`

// TestSuggestRealPage takes the stories off the real page and wants them suggested again:
// all of them, nothing overset, and the lines written lead to that page.
func TestSuggestRealPage(t *testing.T) {
	fsys := realPage(t, noStories)
	ed, cat := load(t, fsys)
	got := Suggest(ed, cat, nil)
	if len(got) != 9 { // two are a group
		t.Errorf("%d suggestions, not 9", len(got))
	}
	byHand := map[string]string{"一条": "a1", "二条": "a2", "通讯": "a4", "三条": "a3", "发布": "a5 a6", "演练": "a9", "图文": "a7", "节能": "a8", "公告": "a10"}
	for _, g := range got {
		if s := strings.Join(g.Stories, " "); byHand[g.Slot] != s || len(g.Reasons) < 2 {
			t.Errorf("%s is suggested for %q because %v", s, g.Slot, g.Reasons)
		}
	}
	again, procs := got, runtime.GOMAXPROCS(1)
	again = Suggest(ed, cat, nil)
	runtime.GOMAXPROCS(procs)
	if !reflect.DeepEqual(got, again) {
		t.Errorf("on one processor the suggestions are\n%v\nnot\n%v", again, got)
	}
	text, err := Insert(ed, fsys["editions/2023-10-20/edition.yaml"].Data, got)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), noStories[:len(noStories)-1]) {
		t.Errorf("not as it was:\n%s", text)
	}
	fsys["editions/2023-10-20/edition.yaml"] = &fstest.MapFile{Data: text}
	ed, cat = load(t, fsys)
	if left := unplaced(ed); len(left) > 0 {
		t.Errorf("%d stories stay without a place", len(left))
	}
	for _, f := range compose(t, ed, cat).Fits {
		t.Logf("%s %s over %d free %d", f.Slots, f.Story, f.OverChars, f.FreeLines)
	}
}

// TestSuggestBriefs fills a slot for briefs with several stories, in their order, and leaves
// the slot of the lead to the long story though a brief is listed first.
func TestSuggestBriefs(t *testing.T) {
	long := strings.Repeat("清晨的棠水河面浮着薄雾，渡口的木船一只接一只靠岸。", 12)
	fsys := fstest.MapFS{
		"templates/t.yaml":                      {Data: []byte("trim: 400pt x 500pt\nmargins: 10pt\nbody: {size: 10pt, leading: 14pt}\nrow-gap: 1\ncolumns: {count: 3, chars: 12, gap: 1字}\nlines: 30\ngrid: |\n  30 | 头条 头条 简讯\nslots:\n  头条: {head: {size: 24pt}}\n  简讯: {head: {span: column, size: 12pt}}\n")},
		"editions/2026-10-20/edition.yaml":      {Data: []byte("pages:\n  - template: t\n")},
		"editions/2026-10-20/stories/a.md":      {Data: []byte("---\nheadline: 渡口又开集\n---\n清晨的棠水河面浮着薄雾。\n")},
		"editions/2026-10-20/stories/b.md":      {Data: []byte("---\nheadline: 夜市延时\n---\n渡口的木船一只接一只靠岸。\n")},
		"editions/2026-10-20/stories/c-long.md": {Data: []byte("---\nheadline: 锁澜桥开放\n---\n" + long + "\n")},
		"editions/2026-10-20/stories/d.md":      {Data: []byte("---\nheadline: 公交改线\n---\n船工把缆绳绕上石桩。\n")},
	}
	ed, cat := load(t, fsys)
	var got []string
	for _, g := range Suggest(ed, cat, nil) {
		got = append(got, g.Slot+" "+strings.Join(g.Stories, " "))
	}
	if want := []string{"头条 c-long", "简讯 a b d"}; !reflect.DeepEqual(got, want) {
		t.Errorf("suggested are %q, not %q", got, want)
	}
}

// TestSuggestLead: where there are too few stories for all slots, the lead of a page that has some
// is not what stays white; said to be the first, a story leads the first page.
func TestSuggestLead(t *testing.T) {
	text := strings.Repeat("清晨的棠水河面浮着薄雾，渡口的木船一只接一只靠岸。", 4)
	slots := func(order string) string {
		fsys := fstest.MapFS{
			"templates/t.yaml":                 {Data: []byte("trim: 400pt x 700pt\nmargins: 10pt\nbody: {size: 10pt, leading: 14pt}\nrow-gap: 1\ncolumns: {count: 3, chars: 12, gap: 1字}\nlines: 44\ngrid: |\n  30 | 头条 头条 头条\n  6 | 二条 三条 四条\n  6 | 二条 三条 四条\nslots:\n  头条: {head: {size: 24pt}}\n")},
			"editions/2026-10-20/edition.yaml": {Data: []byte("pages:\n  - template: t\n  - template: t\n")},
		}
		for i, name := range []string{"a", "b"} {
			head := "headline: 渡口又开集\n"
			if order != "" {
				head += "rank: " + strings.Fields(order)[i] + "\n"
			}
			fsys["editions/2026-10-20/stories/"+name+".md"] = &fstest.MapFile{Data: []byte("---\n" + head + "---\n" + text + "\n")}
		}
		ed, cat := load(t, fsys)
		var got []string
		for _, g := range Suggest(ed, cat, nil) {
			got = append(got, fmt.Sprint(g.Page, g.Slot, g.Stories))
		}
		return strings.Join(got, " ")
	}
	for _, order := range []string{"1 2", "2 1"} {
		if got, want := slots(order), map[string]string{"1 2": "1头条[a]", "2 1": "1头条[b]"}[order]; !strings.Contains(got, want) {
			t.Errorf("order %q: %s", order, got)
		}
	}
	if got := slots(""); !strings.Contains(got, "1头条") {
		t.Errorf("the lead is white: %s", got)
	}
}

// TestSuggestBriefLead: a brief is not made the lead of a page where there are longer stories; alone it is.
func TestSuggestBriefLead(t *testing.T) {
	brief, long := "渡口的木船一只接一只靠岸。", strings.Repeat("清晨的棠水河面浮着薄雾，渡口的木船一只接一只靠岸。", 50)
	for want, texts := range map[string][]string{"1头条[a] 1二条[b]": {long, brief}, "1头条[a]": {brief}} {
		fsys := fstest.MapFS{
			"templates/t.yaml":                 {Data: []byte("trim: 400pt x 700pt\nmargins: 10pt\nbody: {size: 10pt, leading: 14pt}\nrow-gap: 1\ncolumns: {count: 3, chars: 12, gap: 1字}\nlines: 44\ngrid: |\n  30 | 头条 头条 头条\n  13 | 二条 三条 四条\nslots:\n  头条: {head: {size: 24pt}}\n")},
			"editions/2026-10-20/edition.yaml": {Data: []byte("pages:\n  - template: t\n")},
		}
		for i, text := range texts {
			fsys["editions/2026-10-20/stories/"+string(rune('a'+i))+".md"] = &fstest.MapFile{Data: []byte("---\nheadline: 渡口又开集\n---\n" + text + "\n")}
		}
		ed, cat := load(t, fsys)
		var got []string
		for _, g := range Suggest(ed, cat, nil) {
			got = append(got, fmt.Sprint(g.Page, g.Slot, g.Stories))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%v, not %s", got, want)
		}
	}
}

// TestSuggestEven: where there are fewer stories than slots, each page has its part of them, and what is suggested says
// what is over and short on each; pages that are not asked for have none.
func TestSuggestEven(t *testing.T) {
	fsys := fstest.MapFS{
		"templates/t.yaml":                 {Data: []byte("trim: 400pt x 700pt\nmargins: 10pt\nbody: {size: 10pt, leading: 14pt}\nrow-gap: 1\ncolumns: {count: 3, chars: 12, gap: 1字}\nlines: 44\ngrid: |\n  20 | 头条 头条 头条\n  23 | 二条 三条 四条\n")},
		"editions/2026-10-20/edition.yaml": {Data: []byte("pages:\n  - template: t\n  - template: t\n  - template: t\n")},
	}
	for i := range 6 {
		fsys[fmt.Sprintf("editions/2026-10-20/stories/%c.md", 'a'+i)] = &fstest.MapFile{Data: []byte("---\nheadline: 渡口又开集\n---\n" + strings.Repeat("清晨的棠水河面浮着薄雾，渡口的木船一只接一只靠岸。", 8) + "\n")}
	}
	ed, cat := load(t, fsys)
	for _, on := range []func(int) bool{nil, func(n int) bool { return n > 1 }} {
		gs := Suggest(ed, cat, on)
		got := Balanced(ed, cat, gs, on)
		if want := map[bool]int{true: 3, false: 2}[on == nil]; len(got) != want {
			t.Fatalf("%d pages, not %d", len(got), want)
		}
		for _, b := range got {
			free := 0 // in filled slots, and in empty ones
			for _, slot := range ed.Pages[b.Page-1].Template.Slots {
				if i := slices.IndexFunc(gs, func(g Suggestion) bool { return g.Page == b.Page && g.Slot == slot.Name }); i >= 0 {
					free += gs[i].FreeChars
				} else {
					free += Room(ed, cat)(ed.Pages[b.Page-1].Template, slot).Chars
				}
			}
			if b.Slots != 4 || b.Filled != 6/len(got) || b.OverChars > 0 || b.FreeChars != free || on != nil && !on(b.Page) {
				t.Errorf("%+v, free are %d", b, free)
			}
		}
		if !slices.ContainsFunc(gs, func(g Suggestion) bool { return g.Slot == "头条" }) {
			t.Errorf("no lead: %v", gs)
		}
	}
}

// TestSuggestWaits: a story that is ten lines and more too long for the only slot is put there all
// the same, but not where a page waits that is made up of what is left.
func TestSuggestWaits(t *testing.T) {
	const page = "trim: 400pt x 500pt\nmargins: 10pt\nbody: {size: 10pt, leading: 14pt}\nrow-gap: 1\ncolumns: {count: 3, chars: 12, gap: 1字}\nlines: 30\ngrid: |\n  30 | "
	for pages, want := range map[string]int{"  - template: t\n": 1, "  - template: t\n  - template: u\n": 0} {
		fsys := fstest.MapFS{
			"templates/t.yaml":                 {Data: []byte(page + "头条 头条 头条\n")},
			"templates/u.yaml":                 {Data: []byte(page + ". . .\n")},
			"editions/2026-10-20/edition.yaml": {Data: []byte("pages:\n" + pages)},
			"editions/2026-10-20/stories/a.md": {Data: []byte("---\nheadline: 渡口又开集\n---\n" + strings.Repeat("清晨的棠水河面浮着薄雾，渡口的木船一只接一只靠岸。", 50) + "\n")},
		}
		ed, cat := load(t, fsys)
		if got := Suggest(ed, cat, nil); len(got) != 1 || got[0].Page != want || len(got[0].Reasons) == 0 {
			t.Errorf("%s: %+v", pages, got)
		}
	}
}

func TestInsert(t *testing.T) {
	for _, c := range []struct{ name, yaml, want string }{
		{"block", "版:\n  - 模板: t\n    稿件: # 见下\n      a: s0\n      # 完\n\n期号: 3\n", "版:\n  - 模板: t\n    稿件: # 见下\n      a: s0\n      b: s1\n      c: [s2, s3]\n      # 完\n\n期号: 3\n"},
		{"none", "版:\n- 模板: t\n\n期号: 3\n", "版:\n- 模板: t\n  稿件:\n    b: s1\n    c: [s2, s3]\n\n期号: 3\n"},
		{"bare key", "版:\n  - 模板: t\n    稿件:\n    责编: 甲\n", "版:\n  - 模板: t\n    稿件:\n      b: s1\n      c: [s2, s3]\n    责编: 甲\n"},
		{"braces", "版:\n  - 模板: t\n    稿件: {a: s0} # 见下\n", "版:\n  - 模板: t\n    稿件: {a: s0, b: s1, c: [s2, s3]} # 见下\n"},
		{"empty braces", "版:\n  - 模板: t\n    稿件: {}\n", "版:\n  - 模板: t\n    稿件: {b: s1, c: [s2, s3]}\n"},
		{"all in braces", "版: [{模板: t}]\n", "版: [{模板: t, 稿件: {b: s1, c: [s2, s3]}}]\n"},
		{"in order", "版:\n  - 模板: t\n    稿件:\n      c: s0 # 在先\n", "版:\n  - 模板: t\n    稿件:\n      b: s1\n      c: [s0, s2, s3] # 在先\n"},
		{"in order in braces", "版:\n  - {模板: t, 稿件: {c: s0}}\n", "版:\n  - {模板: t, 稿件: {b: s1, c: [s0, s2, s3]}}\n"},
		{"no mapping", "版:\n  - 模板: t\n    稿件: 好\n", ""},
	} {
		fsys := fstest.MapFS{
			"editions/2026-10-20/edition.yaml":  {Data: []byte(c.yaml)},
			"editions/2026-10-20/stories/s0.md": {Data: []byte("字")},
			"templates/t.yaml":                  {Data: []byte("栏: {数: 3, 字: 9}\n版图: |\n  9 | a b c\n")},
		}
		ed, _, err := editions.Load(fsys, "")
		if err != nil {
			t.Fatal(err)
		}
		got, err := Insert(ed, []byte(c.yaml), []Suggestion{{Stories: []string{"s1"}, Page: 1, Slot: "b"}, {Stories: []string{"s2", "s3"}, Page: 1, Slot: "c"}})
		if (err != nil) != (c.want == "") || string(got) != c.want {
			t.Errorf("%s: %q, %v\nnot %q", c.name, got, err, c.want)
		}
	}
}

// lay copies the files of a folder into a file system, under a prefix.
func lay(into fstest.MapFS, from fs.FS, prefix string) error {
	return fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		into[prefix+name] = &fstest.MapFile{Data: data}
		return err
	})
}
