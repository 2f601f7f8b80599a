package editions

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"banxin/editions/source"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// seeds returns the files of a base name in the cases.
func seeds(t testing.TB, base string) [][]byte {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var out [][]byte
	for _, name := range names {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range ar.Files {
			if filepath.Base(f.Name) == base {
				out = append(out, f.Data)
			}
		}
	}
	return out
}

// sound checks what a template without errors promises: its areas lie in the type area,
// none over another, and the type area on the page.
func sound(tpl *Template) error {
	if tpl.Columns < 1 || tpl.Chars < 1 || tpl.Lines < 1 || tpl.Size <= 0 || tpl.Leading <= 0 || len(tpl.Slots) == 0 {
		return fmt.Errorf("incomplete: %+v", tpl)
	}
	page := unit.Rect{W: tpl.Width, H: tpl.Height}.Inset(-tolerance)
	if area := tpl.TypeArea(); page.Intersect(area) != area {
		return fmt.Errorf("type area %v beyond the page %v", area, page)
	}
	taken := map[[2]int]string{}
	for _, s := range tpl.Slots {
		for _, f := range slices.Concat(areas(s)...) {
			if !f.Rect.Empty() {
				continue
			}
			if f.Col < 0 || f.Cols < 1 || f.Col+f.Cols > tpl.Columns || f.Line < 0 || f.Lines < 1 || f.Line+f.Lines > tpl.Lines {
				return fmt.Errorf("slot %s: frame %+v outside %d columns of %d lines", s.Name, f, tpl.Columns, tpl.Lines)
			}
			for c := range f.Cols {
				for l := range f.Lines {
					at := [2]int{f.Col + c, f.Line + l}
					if other := taken[at]; other != "" {
						return fmt.Errorf("%s lies over %s", s.Name, other)
					}
					taken[at] = s.Name
				}
			}
		}
	}
	return nil
}

// areas are the rectangles that each frame of a slot covers.
func areas(s *Slot) (out [][]Frame) {
	for _, f := range s.Frames {
		out = append(out, f.Areas())
	}
	return out
}

func places(found source.List, files ...*source.File) error {
	for _, f := range found {
		if f.Code == "" || f.Message.ID == "" || f.Pos.File == "" || strings.Contains(f.Message.String()+f.Hint.String(), "%!") {
			return fmt.Errorf("finding %+v", f)
		}
		for _, file := range files {
			if f.Pos.File == file.Name && f.Pos.Line > bytes.Count(file.Data, []byte("\n"))+1 {
				return fmt.Errorf("finding at line %d of a file of fewer: %s", f.Pos.Line, f.Message)
			}
		}
	}
	return nil
}

func FuzzParseTemplate(f *testing.F) {
	for _, base := range []string{"template.yaml", "base.yaml", "yaowen.yaml", "t.yaml", "s.yaml", "g.yaml"} {
		for _, s := range seeds(f, base) {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := source.NewFile("templates/a.yaml", data)
		tpl, found := ParseTemplate(file)
		if err := places(found, file); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		DumpTemplate(&b, tpl)
		if found.Count(source.Error) == 0 {
			if err := sound(tpl); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func FuzzPaper(f *testing.F) {
	f.Add([]byte("名称: 甲\n"), []byte(testTemplate), []byte(testEdition), []byte("文"))
	for i, s := range seeds(f, "edition.yaml") {
		papers, templates, stories := seeds(f, "paper.yaml"), seeds(f, "yaowen.yaml"), seeds(f, "s01.md")
		f.Add(papers[i%len(papers)], templates[i%len(templates)], s, stories[i%len(stories)])
	}
	f.Fuzz(func(t *testing.T, paper, template, edition, story []byte) {
		fsys := paperOf(string(story))
		fsys["paper.yaml"] = &fstest.MapFile{Data: paper}
		fsys["templates/yaowen.yaml"] = &fstest.MapFile{Data: template}
		fsys["editions/2026-10-20/edition.yaml"] = &fstest.MapFile{Data: edition}
		fsys["editions/2026-10-20/stories/s02.md"] = &fstest.MapFile{Data: story}
		ed, found, err := Load(fsys, "")
		if err != nil {
			t.Fatal(err)
		}
		if err := places(found); err != nil {
			t.Fatal(err)
		}
		if err := whole(ed); err != nil {
			t.Fatal(err)
		}
		var a, b bytes.Buffer
		Dump(&a, ed)
		again, _, _ := Load(fsys, "")
		if Dump(&b, again); a.String() != b.String() {
			t.Fatal("the same files give another edition")
		}
	})
}

// whole checks that an edition is complete: every style there, every story once, every
// placed id a story.
func whole(ed *Edition) error {
	if ed.Paper == nil || len(ed.Stories) != 2 {
		return fmt.Errorf("paper %v, %d stories", ed.Paper, len(ed.Stories))
	}
	for _, name := range StyleNames {
		if s := ed.Paper.Styles[name]; s == nil || s.Name != name || len(s.Fonts) == 0 {
			return fmt.Errorf("style %s is %+v", name, s)
		}
	}
	if ed.Stories[0].ID == ed.Stories[1].ID {
		return fmt.Errorf("two stories %s", ed.Stories[0].ID)
	}
	for _, p := range ed.Pages {
		if p.Template == nil {
			return fmt.Errorf("page %d has no template", p.Number)
		}
		for _, place := range p.Placed {
			for _, id := range place.Stories {
				if ed.Story(id) == nil {
					return fmt.Errorf("no story %s", id)
				}
			}
		}
	}
	return nil
}

func TestDefaultStyles(t *testing.T) {
	styles := DefaultStyles()
	if len(styles) != len(StyleNames) || len(styleWords) != len(StyleNames) {
		t.Fatalf("%d styles, %d words, want %d", len(styles), len(styleWords), len(StyleNames))
	}
	for i, name := range StyleNames {
		if styleWords[i].en != string(name) {
			t.Errorf("word %d is %s, want %s", i, styleWords[i].en, name)
		}
		for _, f := range styles[name].Fonts {
			if find(fontRoles, f) < 0 {
				t.Errorf("style %s: no font is called %s", name, f)
			}
		}
	}
	styles[Body].Fonts = nil
	if DefaultStyles()[Body].Fonts == nil {
		t.Error("the caller's styles are shared")
	}
}

func TestPaper(t *testing.T) {
	p, found, err := LoadPaper(fstest.MapFS{
		"paper.yaml": {Data: []byte(`name: Daily
motto: 实事求是
rights: 版权所有
lines: [每份一元, 电话 000]
colors:
  red: {c: 0, m: 100, y: 90.5, k: 10}
  spot: {spot: PANTONE 485 C, m: 95, y: 100, tint: 50}
fonts:
  书宋: fonts/a.ttf
  二: {file: fonts/b.ttc, face: 2}
styles:
  headline: {fonts: [书宋, song-black], latin: 黑, size: 28pt, leading: 34pt, align: left, indent: 1字, color: red, gap: 0.125, track: -0.05, before: 1, after: 2}
`)},
		"fonts/a.ttf": {Data: []byte("a")},
		"fonts/b.ttc": {Data: []byte("b")},
	})
	if err != nil || len(found) > 0 {
		t.Fatal(err, findingsText(found))
	}
	if got, want := fmt.Sprint(p.Colors), "map[red:{0 10000 9050 1000  10000} spot:{0 9500 10000 0 PANTONE 485 C 5000}]"; got != want {
		t.Errorf("colours %s\nwant %s", got, want)
	}
	got := fmt.Sprintf("%+v", *p.Styles[Headline])
	want := "{Name:headline As: Fonts:[书宋 标宋] Latin:[黑] Strong:[] Size:{Amount:28000 Unit:pt} Leading:{Amount:34000 Unit:pt} Align:1 Indent:1000 Hanging:0 Color:red Gap:125 Track:-50 Before:1 After:2 Tint: Ruled:0 Rules:{Level:0 Marks:0 Region:0 Close:false Hang:false KeepStops:false OpenIndent:false Grid:false Acronyms:false Words:false NoHyphens:false Order:0 Upright:0 NotStart: NotEnd: MayStart: MayEnd:} Off:false Sizes:[] Ratio:0 White:0}"
	if got != want {
		t.Errorf("headline %s\nwant %s", got, want)
	}
	if len(p.Fonts) != 2 || p.Fonts[1].Face != 2 || string(p.Fonts[1].Data) != "b" || p.Lines[1] != "电话 000" || p.Motto != "实事求是" || p.Rights != "版权所有" || p.Lang != "zh-CN" {
		t.Errorf("paper %+v", p)
	}
}

// TestOwnStyles: any name may be a style; one that nobody uses is most likely another's, mistyped.
func TestOwnStyles(t *testing.T) {
	load := func(paper, story, other string) (*Edition, source.List) {
		fsys := paperOf(story)
		fsys["paper.yaml"] = &fstest.MapFile{Data: []byte(paper)}
		fsys["editions/2026-10-13/edition.yaml"] = &fstest.MapFile{Data: []byte("版: []\n")}
		fsys["editions/2026-10-13/stories/a.md"] = &fstest.MapFile{Data: []byte(other)}
		ed, found, err := Load(fsys, "2026-10-20")
		if err != nil {
			t.Fatal(err)
		}
		return ed, found
	}
	paper := "样式:\n  题记: {字体: 楷, 缩进: 4字}\n  正文: {字号: 9pt}\n  歌词: {同: 诗, 对齐: 居中}\n  旧体: {同: 歌词, 缩进: 1字}\n"
	ed, found := load(paper, "---\n标题: 甲\n---\n题记一句。\n{题记}\n\n::: 旧体\n一行\n两行\n:::\n", "")
	for _, f := range found {
		if f.Code == "SRC-KEY" || f.Code == "SRC-MARK" {
			t.Errorf("%s %s %s", f.Pos, f.Message.String(), f.Hint.String())
		}
	}
	var got []string
	for p := range ed.Stories[0].Parts() {
		got = append(got, fmt.Sprintf("%s/%s %q", p.Role, p.Style, p.Text))
	}
	if s := fmt.Sprint(got); s != `[headline/headline "甲" p/题记 "题记一句。" verse/旧体 "一行\n两行"]` {
		t.Error(s)
	}
	size := ed.Paper.Styles[Body].Size
	for name, want := range map[StyleName]Style{"题记": {As: Body, Indent: 4000, Size: size}, "歌词": {As: Verse, Indent: 2000, Size: size, Align: typo.Center}, "旧体": {As: Verse, Indent: 1000, Size: size, Align: typo.Center}, Verse: {Indent: 2000, Size: size, Align: typo.Left}} {
		s := ed.Paper.Styles[name]
		if s.As != want.As || s.Indent != want.Indent || s.Size != want.Size || s.Align != want.Align {
			t.Errorf("%s is %+v", name, *s)
		}
	}
	for _, c := range []struct{ paper, story, other, want string }{
		{"样式: {正闻: {字体: 楷}}", "甲", "", "paper.yaml:1:6 正闻 正文 (body)"},
		{"样式: {题记: {字体: 楷}}", "甲", "", "paper.yaml:1:6 题记 "},
		{"样式: {题记: {字体: 楷}}", "甲", "乙\n{题记}\n", ""},
		{"样式: {题记: {字体: 楷}}", "甲", ":::题记\n乙\n:::\n", ""},
		{"样式: {题记: {字体: 楷}}\n体裁样式: {散文: 题记}", "甲", "", ""},
		{"样式: {题记: {同: 题技}}", "甲{题记}", "", "paper.yaml:1:14 题技 "},
		{"样式: {诗: {同: 正文}}", "甲", "", "paper.yaml:1:13"},
		{"体裁样式: {散文: 题记}", "甲", "", "paper.yaml:1:12 题记 "},
		{"体裁样式: {散文: {正闻: 诗}}", "甲", "", "paper.yaml:1:13 正闻 正文 (body)"},
		{"样式: {'题 记': {}}", "甲{题 记}", "", "paper.yaml:1:7 题 记 "},
	} {
		_, found := load(c.paper, c.story, c.other)
		var got []string
		for _, f := range found {
			if f.Code == "SRC-KEY" || f.Code == "SRC-STYLE" {
				got = append(got, f.Pos.String()+" "+f.Message.String()+" "+f.Hint.String())
			}
		}
		if len(got) > 1 || c.want == "" && len(got) > 0 || c.want != "" && (len(got) == 0 || !saysAll(got[0], c.want)) {
			t.Errorf("%s: %q, want %q", c.paper, got, c.want)
		}
	}
}

func saysAll(text, words string) bool {
	for _, w := range strings.Fields(words) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// TestGenreStyles: a genre of the paper's own says how its stories are set.
func TestGenreStyles(t *testing.T) {
	fsys := paperOf("---\n标题: 甲\n体裁: 周末歌词\n---\n> 导语。\n\n一行\n两行\n\n> 引文\n\n平文。{正文}\n")
	fsys["paper.yaml"] = &fstest.MapFile{Data: []byte("样式: {唱: {同: 诗}}\n体裁样式:\n  歌词: {正文: 唱, 导语: 编者按}\n  诗: 正文\n")}
	ed, found, err := Load(fsys, "2026-10-20")
	if err != nil || found.Count(source.Error) > 0 {
		t.Fatal(err, findingsText(found))
	}
	var got []string
	for p := range ed.Stories[0].Parts() {
		got = append(got, fmt.Sprintf("%s/%s %q", p.Role, p.Style, p.Text))
	}
	if s := fmt.Sprint(got); s != `[headline/headline "甲" editorial/editorial "导语。" verse/唱 "一行\n两行" quote/quote "引文" p/body "平文。"]` {
		t.Error(s)
	}
}
