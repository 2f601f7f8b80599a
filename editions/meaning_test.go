package editions

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banxin/editions/source"
)

func textOf(s string) Text { return Text{Runs: []Run{{Text: s}}} }

// TestTitle: a story is called by its headline in one line, else by its kicker, its first words
// that are text, at last by its ID.
func TestTitle(t *testing.T) {
	body := []Block{&Paragraph{}, &Paragraph{Text: textOf("清晨的棠水河面浮着薄雾，渡口的木船一只接一只靠岸。")}}
	for want, s := range map[string]*Story{
		"渡口 早市": {ID: "a", Headline: []Text{textOf("渡口"), textOf("早市")}, Kicker: []Text{textOf("灯下")}, Blocks: body},
		"灯下":    {ID: "a", Headline: []Text{textOf(" ")}, Kicker: []Text{textOf("灯下")}, Blocks: body},
		"清晨的棠水河面浮着薄雾，渡口的木船一只接…": {ID: "a", Byline: textOf("赵一"), Blocks: body},
		"a": {ID: "a", Byline: textOf("赵一")},
	} {
		if got := s.Title(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestVersions: a story's state is counted by its corrections and its withdrawal, and each moves
// the time of the story, and of the edition, but of no other story.
func TestVersions(t *testing.T) {
	day := Date{2026, 10, 20}
	morning, noon := day.Midnight().Add(6*time.Hour), day.Midnight().Add(12*time.Hour)
	issued := day.Midnight().Add(-2 * time.Hour)
	ed := &Edition{Date: day, Corrections: []Correction{{Story: "a", Time: noon}, {Story: "b"}, {Story: "a", Time: morning}}, Withdrawn: []Withdrawal{{Story: "c", Time: morning}, {Story: "b"}}}
	if got := ed.CorrectionsOf("a"); len(got) != 2 || got[0].Time != noon || got[1].Time != morning {
		t.Errorf("corrections of a: %v", got)
	}
	if w := ed.Withdrawal("b"); w == nil || w != &ed.Withdrawn[1] || ed.Withdrawal("a") != nil {
		t.Errorf("withdrawal of b: %v", w)
	}
	for id, want := range map[string]struct {
		version int
		at      time.Time
	}{
		"a": {3, noon}, "b": {3, day.Midnight().Add(2 * time.Second)}, "c": {2, morning}, "d": {1, issued},
	} {
		if v, at := ed.Version(id), ed.Revised(id, issued); v != want.version || !at.Equal(want.at) {
			t.Errorf("%s: version %d of %v, want %d of %v", id, v, at, want.version, want.at)
		}
	}
	if at := ed.Modified(issued); !at.Equal(noon) {
		t.Errorf("the edition is of %v", at)
	}
	if at := (&Edition{Date: day}).Modified(issued); !at.Equal(issued) {
		t.Errorf("an edition that nothing changed is of %v", at)
	}
}

// TestLanguages: what is no tag and can only mean one is told with the tag, and taken for it; what
// means none is told; a story without one is in its paper's.
func TestLanguages(t *testing.T) {
	for said, want := range map[string]string{"": "zh-CN", "zh-CN": "zh-CN", "en": "en", "zh_TW": "zh-TW", "繁体": "zh-TW", "ENGLISH": "en", "火星文字": "zh-CN"} {
		ed, found, err := Load(fstest.MapFS{"paper.yaml": {Data: []byte("名称: 棠川日报\n语言: " + said + "\n")}, "editions/2026-10-20/edition.yaml": {Data: []byte("期号: 7\n")}}, "")
		if err != nil {
			t.Fatal(err)
		}
		told := slices.ContainsFunc(found, func(f source.Finding) bool { return f.Code == "SRC-VALUE" })
		if ed.Paper.Lang != want || told != (said != "" && said != want) {
			t.Errorf("%q is %q, told: %v", said, ed.Paper.Lang, found)
		}
	}
	p := &Paper{Lang: "zh-CN"}
	if a, b := (&Story{}).Language(p), (&Story{Lang: "en"}).Language(p); a != "zh-CN" || b != "en" {
		t.Errorf("stories are in %q and %q", a, b)
	}
}

// loaded reads an edition of one page with stories, one a name.
func loaded(t *testing.T, drawing, settings string, stories map[string]string) (*Edition, source.List) {
	t.Helper()
	var dot bytes.Buffer
	if err := png.Encode(&dot, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	m := fstest.MapFS{
		"editions/2026-10-20/images/dot.png":   {Data: dot.Bytes()},
		"templates/t.yaml":                     {Data: []byte("成品: 460pt x 240pt\n边距: {上: 20pt, 下: 20pt, 左: 20pt, 右: 20pt}\n正文: {字号: 10pt, 行距: 14pt}\n行间隔: 1\n栏: {数: 4, 字: 9, 距: 1字}\n" + settings + "版图: |\n" + drawing)},
		"editions/2026-10-20/edition.yaml":     {Data: []byte("版:\n  - {模板: t, 版号: 2}\n")},
		"editions/2026-10-20/images/there.jpg": {Data: []byte("?")},
	}
	for name, text := range stories {
		m["editions/2026-10-20/stories/"+name+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	ed, found, err := Load(m, "")
	if err != nil {
		t.Fatal(err)
	}
	return ed, found
}

// codes lists the findings of codes, by story and line.
func codes(found source.List, names ...string) string {
	var out []string
	for _, f := range found {
		if slices.Contains(names, f.Code) {
			out = append(out, f.Code+" "+f.Story+":"+string(rune('0'+f.Pos.Line%10)))
		}
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// TestFold: the fold of a spread stands between two columns, the same two in all rows.
func TestFold(t *testing.T) {
	for drawing, want := range map[string]string{
		"  9 | 甲 甲 ‖ 乙 乙\n  2 | 丙 丙 ‖ 丙 丁\n":  "",
		"  9 | 甲 甲 乙 乙 ‖\n  2 | 丙 丙 丙 丁\n":    "TPL-FOLD :8",
		"  9 | ‖ 甲 甲 乙 乙\n  2 | 丙 丙 丙 丁\n":    "TPL-FOLD :8",
		"  9 | 甲 甲 ‖ 乙 乙\n  2 | 丙 ‖ 丙 丙 丁\n":  "TPL-FOLD :9",
		"  9 | 甲 甲 甲 ‖ 乙\n  2 | 丙 丙 丙 ‖ 丁\n":  "TPL-FOLD :6",
		"  9 | 甲 甲 || 乙 乙\n  2 | 丙 丙 ∥ 丙 丁\n": "",
	} {
		ed, found := loaded(t, drawing, "中缝: 40pt\n", nil)
		if got := codes(found, "TPL-FOLD"); got != want {
			t.Errorf("%q: %q, want %q", drawing, got, want)
		}
		if _, _, ok := ed.Pages[0].Template.GutterAt(); want == "" && !ok {
			t.Errorf("%q folds nowhere", drawing)
		}
	}
}

// TestGroups: the stories of a group have one label and one by-line; the pictures of a group have
// a caption and a credit, each of one of them or of all.
func TestGroups(t *testing.T) {
	pics := func(of ...string) string {
		return "---\n标题: 题\n---\n文。\n\n" + strings.Join(of, "\n") + "\n"
	}
	for name, c := range map[string]struct{ text, want string }{
		"both of one":                    {pics("![](a.jpg)", "![右。](b.jpg){甲 摄}"), ""},
		"none":                           {pics("![](a.jpg)", "![](b.jpg)"), "PIC-CAPTION s:6, PIC-CREDIT s:6"},
		"credit alone":                   {pics("![](a.jpg){甲 摄}", "![](b.jpg)"), "PIC-CAPTION s:6"},
		"caption of all":                 {pics("![](a.jpg)", "![](b.jpg)", "两个秋天。"), "PIC-CREDIT s:6"},
		"caption of all with the credit": {pics("![](a.jpg)", "![](b.jpg)", "两个秋天。甲摄"), ""},
		"single, none":                   {pics("![](dot.png)"), "PIC-CAPTION s:6, PIC-CREDIT s:6"},
		"single, none and not there":     {pics("![](a.jpg)"), ""},
		"single, both":                   {pics("![左。](a.jpg){甲 摄}"), ""},
	} {
		_, found := loaded(t, "  11 | 甲 甲 甲 甲\n", "", map[string]string{"s": c.text})
		if got := codes(found, "PIC-CAPTION", "PIC-CREDIT"); got != c.want {
			t.Errorf("pictures, %s: %q, want %q", name, got, c.want)
		}
	}
	story := func(more string) string { return "---\n标题: 题\n组: 甲组\n" + more + "---\n文。\n" }
	for name, c := range map[string]struct {
		stories map[string]string
		want    string
	}{
		"labels agree":       {map[string]string{"a": story("栏目: 要闻\n"), "b": story("栏目: 要闻\n"), "c": story("")}, ""},
		"a label of its own": {map[string]string{"a": story("栏目: 要闻\n"), "b": story("栏目: 时评\n")}, "PLAN-GROUP b:2"},
		"of other groups":    {map[string]string{"a": story("栏目: 要闻\n"), "b": strings.Replace(story("栏目: 时评\n"), "甲组", "乙组", 1)}, ""},
	} {
		_, found := loaded(t, "  11 | 甲 甲 甲 甲\n", "", c.stories)
		if got := codes(found, "PLAN-GROUP"); got != c.want {
			t.Errorf("stories, %s: %q, want %q", name, got, c.want)
		}
	}
}
