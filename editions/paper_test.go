package editions

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"banxin/editions/source"
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
		for _, f := range s.Frames {
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
	want := "{Name:headline Fonts:[书宋 标宋] Latin:[黑] Strong:[] Size:{Amount:28000 Unit:pt} Leading:{Amount:34000 Unit:pt} Align:1 Indent:1000 Hanging:0 Color:red Gap:125 Track:-50 Before:1 After:2 Rules:{Level:0 Marks:0 Region:0 Hang:false KeepStops:false OpenIndent:false Grid:false Acronyms:false Words:false NoHyphens:false Order:0 Upright:0 NotStart: NotEnd: MayStart: MayEnd:} Off:false}"
	if got != want {
		t.Errorf("headline %s\nwant %s", got, want)
	}
	if len(p.Fonts) != 2 || p.Fonts[1].Face != 2 || string(p.Fonts[1].Data) != "b" || p.Lines[1] != "电话 000" || p.Motto != "实事求是" || p.Rights != "版权所有" || p.Lang != "zh-CN" {
		t.Errorf("paper %+v", p)
	}
}
