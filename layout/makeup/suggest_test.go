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
	got := Suggest(ed, cat)
	if len(got) != 9 { // two are a group
		t.Errorf("%d suggestions, not 9", len(got))
	}
	for _, g := range got {
		if g.Page == 0 {
			t.Errorf("%v has no slot", g.Stories)
		}
	}
	again, procs := got, runtime.GOMAXPROCS(1)
	again = Suggest(ed, cat)
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
		t.Logf("%s %s over %d free %d", f.Slots, f.Story, f.Over, f.Free)
	}
}

func TestInsert(t *testing.T) {
	for _, c := range []struct{ name, yaml, want string }{
		{"block", "版:\n  - 模板: t\n    稿件: # 见下\n      a: s0\n      # 完\n\n期号: 3\n", "版:\n  - 模板: t\n    稿件: # 见下\n      a: s0\n      b: s1\n      c: [s2, s3]\n      # 完\n\n期号: 3\n"},
		{"none", "版:\n- 模板: t\n\n期号: 3\n", "版:\n- 模板: t\n  稿件:\n    b: s1\n    c: [s2, s3]\n\n期号: 3\n"},
		{"bare key", "版:\n  - 模板: t\n    稿件:\n    责编: 甲\n", "版:\n  - 模板: t\n    稿件:\n      b: s1\n      c: [s2, s3]\n    责编: 甲\n"},
		{"braces", "版:\n  - 模板: t\n    稿件: {a: s0} # 见下\n", "版:\n  - 模板: t\n    稿件: {a: s0, b: s1, c: [s2, s3]} # 见下\n"},
		{"empty braces", "版:\n  - 模板: t\n    稿件: {}\n", "版:\n  - 模板: t\n    稿件: {b: s1, c: [s2, s3]}\n"},
		{"all in braces", "版: [{模板: t}]\n", ""},
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
