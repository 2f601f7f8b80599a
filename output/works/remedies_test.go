package works

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"banxin/assets/faces"
	"banxin/editions/source"
	"banxin/editions/splice"
)

// prose is text of so many sentences of 20 characters, a paragraph every four.
func prose(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "第%d天清晨河面浮着薄雾，木船一只接一只靠岸。", i+1)
		if i%4 == 3 {
			b.WriteString("\n\n")
		}
	}
	return b.String()
}

// bench is a small paper: page 1 has 头条 and 二条, page 2 甲 and 乙.
func benchPaper(front, stories map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{
		"templates/一版.yaml":                {Data: []byte("成品: 200mm x 200mm\n边距: 10mm\n栏: {数: 4, 字: 10, 距: 1字}\n正文: {字号: 10pt, 行距: 15pt}\n行数: 30\n行间隔: 1\n版图: |\n  14 | 头条 头条 头条 头条\n  15 | 二条 二条 三条 三条\n版位:\n  头条: {栏: 4, 题: {字号: 30pt}" + front["头条"] + "}\n  二条: {栏: 2, 题: {字号: 20pt}" + front["二条"] + "}\n  三条: {栏: 2, 题: {字号: 20pt}}\n")},
		"templates/二版.yaml":                {Data: []byte("成品: 200mm x 200mm\n边距: 10mm\n栏: {数: 4, 字: 10, 距: 1字}\n正文: {字号: 10pt, 行距: 15pt}\n行数: 30\n版图: |\n  30 | 甲 甲 转版 转版\n")},
		"editions/2026-10-20/edition.yaml": {Data: []byte("日期: 2026-10-20 # 周二\n版:\n  - 模板: 一版\n    稿件: # 头版\n      头条: a\n" + front["稿件"] + "  - 模板: 二版\n    稿件:\n      甲: d\n")},
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 900, 600))); err != nil {
		panic(err)
	}
	fsys["editions/2026-10-20/images/p.png"] = &fstest.MapFile{Data: picture.Bytes()}
	fsys["words.txt"] = &fstest.MapFile{Data: []byte("按装 安装\n")}
	for name, text := range stories {
		fsys["editions/2026-10-20/stories/"+name+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func headed(head, text string) string { return "---\n标题: " + head + "\n---\n\n" + text + "\n" }

// TestRemedies: what is offered for a finding ends it and brings no error; every byte outside of
// what is changed stays.
func TestRemedies(t *testing.T) {
	short := prose(9)
	for _, c := range []struct {
		name    string
		front   map[string]string
		stories map[string]string
		code    string
		want    []string // labels that are offered, by their ids
	}{
		{"over by a little", nil, map[string]string{"a": headed("渡口又开集", prose(20)), "d": headed("一", prose(30))}, "FIT-OVER", []string{"remedy-cut"}},
		{"over by a line", map[string]string{"头条": ", 图: {行: 6, 栏: 2}"}, map[string]string{"a": headed("渡口又开集", "![渡口](p.png)\n\n"+prose(14)), "d": headed("一", prose(30))}, "FIT-OVER", []string{"remedy-picture-lines", "remedy-head-size", "remedy-cut"}},
		{"under by some", map[string]string{"头条": ", 图: {行: 4, 栏: 2}"}, map[string]string{"a": headed("渡口又开集", "![渡口](p.png)\n\n"+prose(7)), "d": headed("一", prose(30))}, "FIT-UNDER", []string{"remedy-picture-lines"}},
		{"head too long", nil, map[string]string{"a": headed("棠水两岸二十八个渡口上周起全部恢复夜间摆渡和早市开集", prose(9)), "d": headed("一", prose(30))}, "FIT-HEAD", []string{"remedy-break"}},
		{"over by much", map[string]string{"稿件": "      二条: b\n"}, map[string]string{"a": headed("渡口又开集", prose(9)), "b": headed("夜市", prose(17)), "d": headed("一", prose(30))}, "FIT-OVER", []string{"remedy-swap", "remedy-jump"}},
		{"word", nil, map[string]string{"a": headed("渡口", "他们穿着兰色的衣服，按装了机器。"+short), "d": headed("一", short)}, "TXT-WORD", []string{"remedy-replace"}},
		{"dash", nil, map[string]string{"a": headed("渡口", "他说--对。"+short), "d": headed("一", short)}, "TXT-DASH", []string{"remedy-replace"}},
		{"brackets", nil, map[string]string{"a": headed("渡口", "他说(第三根)对，又说(第四根)不对。"+short), "d": headed("一", short)}, "TXT-ASCII", []string{"remedy-replace", "remedy-replace-all"}},
		{"slot is empty", map[string]string{}, map[string]string{"a": headed("渡口", short), "c": headed("夜市", prose(5)), "d": headed("一", short)}, "LAY-EMPTY", []string{"remedy-put", "remedy-empty"}},
		{"story ends before", map[string]string{"稿件": "      二条: a\n"}, map[string]string{"a": headed("渡口", short), "d": headed("一", short)}, "LAY-CHAIN", []string{"remedy-unchain"}},
		{"columns of no whole characters", map[string]string{"稿件": "    改:\n      版位:\n        头条: {栏: 3}\n"}, map[string]string{"a": headed("渡口", short), "d": headed("一", short)}, "TPL-GAP", []string{"remedy-columns"}},
		{"unplaced", nil, map[string]string{"a": headed("渡口", short), "c": headed("夜市", prose(5)), "d": headed("一", short)}, "PLAN-UNPLACED", []string{"remedy-place"}},
		{"slot misspelt", map[string]string{"稿件": "      二条儿: b\n"}, map[string]string{"a": headed("渡口", short), "b": headed("夜市", prose(5)), "d": headed("一", short)}, "PLAN-SLOT", []string{"remedy-replace"}},
		{"story misspelt", map[string]string{"稿件": "      二条: bridgge\n"}, map[string]string{"a": headed("渡口", short), "bridge": headed("夜市", prose(5)), "d": headed("一", short)}, "PLAN-STORY", []string{"remedy-replace"}},
		{"under", map[string]string{"二条": ", 图: {行: 4, 栏: 1}"}, map[string]string{"a": headed("渡口", prose(8)), "d": headed("一", short)}, "FIT-UNDER", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			paper, err := Open(benchPaper(c.front, c.stories), Options{Faces: faces.All()})
			if err != nil {
				t.Fatal(err)
			}
			set, err := paper.Compose(context.Background(), "")
			if err != nil {
				t.Fatal(err)
			}
			set = set.Proofread()
			var found *source.Finding
			for i := range set.Findings {
				if set.Findings[i].Code == c.code && set.Findings[i].Story != "d" && found == nil {
					found = &set.Findings[i]
				}
			}
			if found == nil {
				t.Fatalf("there is no %s among %s", c.code, codesOf(set.Findings))
			}
			t.Logf("%s: %d characters, %d lines", found.Code, found.Chars, found.Lines)
			list, err := paper.Remedies(context.Background(), set, *found)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, r := range list {
				ids = append(ids, r.Label.ID)
				t.Logf("%s", r.Label)
				if !r.Reason {
					heals(t, paper, set, *found, r)
				}
			}
			for _, id := range c.want {
				if !strings.Contains(strings.Join(ids, " "), id) {
					t.Errorf("%s is not offered: %v", id, ids)
				}
			}
		})
	}
}

func codesOf(l source.List) (out []string) {
	for _, f := range l {
		out = append(out, f.Code)
	}
	return out
}

// wordsOf is a text without its marks.
func wordsOf(text []byte) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, string(text))
}

// heals tells whether a remedy, made in the files, ends the finding.
func heals(t *testing.T, paper *Paper, set *Set, f source.Finding, r Remedy) {
	t.Helper()
	files, err := set.Files(r.Changes)
	if err != nil {
		t.Errorf("%s: %v", r.Label, err)
		return
	}
	after, err := paper.With(files).Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	after = after.Proofread()
	for _, g := range after.Findings {
		if g.Code == f.Code && g.Story == f.Story && g.Slot == f.Slot && g.Message.String() == f.Message.String() {
			t.Errorf("%s: %s is still there", r.Label, g.Message)
		}
	}
	if a, b := after.Findings.Count(source.Error), set.Findings.Count(source.Error); a > b || a == b && f.Severity == source.Error {
		t.Errorf("%s: %d errors, were %d: %v", r.Label, a, b, codesOf(after.Findings))
	}
	for name, text := range files {
		if old, _ := set.text(name); f.Code == "TXT-ASCII" && !r.Reason && wordsOf(text) != wordsOf(old) {
			t.Errorf("%s: words are lost: %s", r.Label, text)
		}
		if old, _ := set.text(name); strings.Count(string(text), "#") != strings.Count(string(old), "#") {
			t.Errorf("%s: a remark of %s is lost:\n%s", r.Label, name, text)
		}
	}
}

// TestExcept: a finding that may stand for a reason is gone.
func TestExceptFinding(t *testing.T) {
	paper, _ := Open(benchPaper(nil, map[string]string{"a": headed("渡口", "他们按装了机器。"+prose(9)), "d": headed("一", prose(9))}), Options{Faces: faces.All()})
	set, err := paper.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	set = set.Proofread()
	for _, f := range set.Findings {
		if f.Code == "TXT-WORD" {
			heals(t, paper, set, f, Remedy{Changes: []splice.Change{Except(set.Edition, f, "旧文原样")}})
			return
		}
	}
	t.Error("nothing to except")
}

// TestTry: what a trial says is what composing all of it says; pages that do not change are not set.
func TestTry(t *testing.T) {
	paper, _ := Open(benchPaper(map[string]string{"稿件": "      二条: b\n"}, map[string]string{
		"a": headed("渡口", prose(12)), "b": headed("夜市", prose(20)), "c": headed("晨", prose(4)), "d": headed("一", prose(9))}), Options{Faces: faces.All()})
	set, err := paper.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	changes, err := splice.Moved(set.Edition, splice.Move{Story: "a", From: splice.Spot{Page: 0, Slot: "头条"}, To: splice.Spot{Page: 0, Slot: "二条"}, How: splice.Swapped})
	if err != nil {
		t.Fatal(err)
	}
	files, err := set.Files(changes)
	if err != nil {
		t.Fatal(err)
	}
	trial, err := paper.With(files).Try(context.Background(), set)
	if err != nil {
		t.Fatal(err)
	}
	if len(trial.Set.Edition.Pages) != 1 {
		t.Errorf("%d pages are set, not one", len(trial.Set.Edition.Pages))
	}
	whole, err := paper.With(files).Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range trial.Fits {
		for _, g := range whole.Layout.Fits {
			if f.Story == g.Story {
				n++
				if f.OverChars != g.OverChars || f.FreeLines != g.FreeLines || f.Set != g.Set {
					t.Errorf("%s: over %d free %d tried, over %d free %d set", f.Story, f.OverChars, f.FreeLines, g.OverChars, g.FreeLines)
				}
			}
		}
	}
	if n != 2 {
		t.Errorf("%d stories tried, not two", n)
	}
	if want, err := paper.Compose(context.Background(), ""); err != nil || len(want.Findings) != len(set.Findings) {
		t.Errorf("the paper has changed by a trial")
	}
}
