package compare

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

const template = `成品: 200mm x 200mm
边距: 10mm
栏: {数: 2, 字: 20, 距: 1字}
正文: {字号: 9pt, 行距: 12pt}
行数: 20
版图: |
  20 | 头条 二条
`

const plan = `版:
  - 模板: 版
    稿件: {头条: s1, 二条: s2}
`

// TestCases runs testdata/*.txtar. Files a/… and b/… are the stories, pictures and, where
// it is not s1 and s2 on a page, edition.yaml of the two states; report is what differs.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			a, b := state(t, ar, "a/"), state(t, ar, "b/")
			got := describe(Compare(a, b))
			n := slices.IndexFunc(ar.Files, func(f txtar.File) bool { return f.Name == "report" })
			if *update {
				if n < 0 {
					n = len(ar.Files)
					ar.Files = append(ar.Files, txtar.File{Name: "report"})
				}
				ar.Files[n].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if n < 0 || string(ar.Files[n].Data) != got {
				t.Errorf("report:\n%s", got)
			}
			account(t, a, b)
		})
	}
}

// state loads one of the two states of a case.
func state(t *testing.T, ar *txtar.Archive, prefix string) *Round {
	t.Helper()
	const dir = "editions/2026-10-20/"
	fsys := fstest.MapFS{
		"templates/版.yaml":   {Data: []byte(template)},
		dir + "edition.yaml": {Data: []byte(plan)},
	}
	for _, f := range ar.Files {
		if name, ok := strings.CutPrefix(f.Name, prefix); ok {
			if strings.HasSuffix(name, ".md") {
				name = "stories/" + name
			}
			fsys[dir+name] = &fstest.MapFile{Data: f.Data}
		}
	}
	ed, _, err := editions.Load(fsys, "")
	if err != nil {
		t.Fatal(err)
	}
	return Of(ed)
}

// describe writes what differs, a line a thing.
func describe(r *Report) string {
	var b bytes.Buffer
	for _, s := range r.Stories {
		fmt.Fprintf(&b, "story %s %q", s.ID, s.Title)
		if s.State != "" {
			fmt.Fprintf(&b, " %s, %d characters", s.State, s.Length)
		}
		if s.WasID != "" {
			fmt.Fprintf(&b, " was %s", s.WasID)
		}
		if s.Moved {
			fmt.Fprintf(&b, " from %v to %v", s.WasAt, s.Places)
		}
		b.WriteByte('\n')
		for _, c := range s.Changes {
			fmt.Fprintf(&b, "  %s %s %d", c.Kind, c.Role, c.Nth)
			if c.WasRole != "" || c.WasNth != c.Nth && c.WasNth != 0 {
				fmt.Fprintf(&b, " (%s %d)", c.WasRole, c.WasNth)
			}
			if c.Style+c.WasOf != "" {
				fmt.Fprintf(&b, " [%s → %s]", c.WasOf, c.Style)
			}
			fmt.Fprintf(&b, " %q\n", marked(c.Segs))
			for _, e := range c.Edits {
				fmt.Fprintf(&b, "    %s -%q +%q\n", filepath.Base(e.Pos.String()), e.Old, e.New)
			}
		}
	}
	for _, p := range r.Pages {
		fmt.Fprintf(&b, "page %s %s\n", p.Name, p.State)
	}
	n := r.Count
	fmt.Fprintf(&b, "%d places, %d characters, -%d +%d, same %v\n", n.Places, n.Characters, n.Deleted, n.Inserted, r.Same)
	return b.String()
}

// account holds that what changed, done to a, gives b: every part of every story stands in
// the report or is unchanged, each once.
func account(t *testing.T, a, b *Round) {
	t.Helper()
	for _, p := range match(a, b) {
		if p.a == nil || p.b == nil {
			continue
		}
		seenA, seenB := make([]int, len(p.a.Parts)), make([]int, len(p.b.Parts))
		for _, q := range align(p.a.Parts, p.b.Parts) {
			for i := q.a0; i < q.a1; i++ {
				seenA[i]++
			}
			for i := q.b0; i < q.b1; i++ {
				seenB[i]++
			}
			x, y := apply(Texts(joined(p.a.Parts[q.a0:q.a1]), joined(p.b.Parts[q.b0:q.b1])))
			if x != joined(p.a.Parts[q.a0:q.a1]) || y != joined(p.b.Parts[q.b0:q.b1]) {
				t.Errorf("story %s: the account of a part gives %q and %q", p.b.ID, x, y)
			}
		}
		for _, seen := range [][]int{seenA, seenB} {
			if slices.ContainsFunc(seen, func(n int) bool { return n != 1 }) {
				t.Errorf("story %s: parts are paired %v times", p.b.ID, seen)
			}
		}
	}
}

// FuzzCompare: whatever the stories, nothing of them is lost or doubled, and an edition
// does not differ from itself.
func FuzzCompare(f *testing.F) {
	f.Add("---\n标题: 题\n---\n甲。\n\n乙乙乙。\n", "---\n标题: 新题\n---\n乙乙乙。\n\n甲。\n", "")
	f.Add("- 一\n- 二\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "1. x\n")
	f.Add("# a\n\n> b\n\n![c](d){e}\n", "![c](e){e}\n\n>> f\n", "*b*")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		load := func(s1, s2 string) *Round {
			return state(t, &txtar.Archive{Files: []txtar.File{{Name: "x/s1.md", Data: []byte(s1)}, {Name: "x/s2.md", Data: []byte(s2)}}}, "x/")
		}
		x, y := load(a, c), load(b, a)
		account(t, x, y)
		if r := Compare(x, x); !r.Same {
			t.Errorf("an edition differs from itself:\n%s", describe(r))
		}
		Compare(x, y)
	})
}

// FuzzRead: no file makes reading or comparing fail, and what was read is written alike.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"schema":1,"pages":[{"number":1}],"stories":[{"id":"a","parts":[{"role":"p","block":0,"text":"甲乙","at":"0@1:2"}],"lines":[{"page":9,"role":"p","block":0,"text":"甲丙"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := r.Write(&b); err != nil {
			t.Fatal(err)
		}
		again, err := Read(&b)
		if err != nil {
			t.Fatal(err)
		}
		Compare(r, again)
		Compare(&Round{}, r)
		Compare(r, &Round{})
	})
}
