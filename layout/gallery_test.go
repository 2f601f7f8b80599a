package layout_test

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets"
	"banxin/cmd/need/composed"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
)

// TestGallery lays out the edition that shows every template of the library: nothing to
// complain of, nothing lost, every slot full to its last row and every template used.
func TestGallery(t *testing.T) {
	ed, _, res := composed.PaperWith(t, os.DirFS("testdata/gallery"), editions.Options{Library: assets.Templates()})
	for _, f := range res.Findings {
		if f.Severity >= source.Warning {
			t.Errorf("%s: %s [%s]", f.Pos, f.Message, f.Code)
		}
	}
	checkNothingLost(t, ed, res)
	galleryFull(t, ed, res)
	galleryWhole(t, ed)
}

// galleryFull: what each story leaves free is less than a row of its slot's columns.
func galleryFull(t *testing.T, ed *editions.Edition, res *layout.Result) {
	t.Helper()
	for _, f := range res.Fits {
		i := slices.IndexFunc(ed.Pages, func(p *editions.Page) bool { return p.Number == f.Page })
		slot := ed.Pages[i].Template.Slot(f.Slots[0])
		if f.OverChars > 0 || f.FreeLines >= max(slot.Columns, 2) {
			t.Errorf("page %d, %s: %d characters over, %d lines free", f.Page, f.Slots[0], f.OverChars, f.FreeLines)
		}
	}
}

// galleryWhole: every slot of every template holds something, and every template of the
// library has a page, but those that others only build on and those for --auto.
func galleryWhole(t *testing.T, ed *editions.Edition) {
	t.Helper()
	used := map[string]bool{"对开": true, "四开": true, "八开": true, "十六开": true, "对开自动": true, "四开自动": true, "八开自动": true, "十六开自动": true, "A3自动": true, "A4自动": true}
	for _, v := range []string{"党报头版", "都市头版", "都市特写", "校报头版", "校报内页", "校报副刊", "企业头版", "企业特写", "社区头版", "社区内页", "社区特写", "周刊封面", "周刊内页", "周刊特写", "社区自动", "校报自动", "周刊自动"} {
		used[v] = true // pages of the voices: see cmd/internal/gallery
	}
	for _, v := range []string{"A3", "A3头版", "A3内页", "A3特写", "A4头版", "A4内页", "A4特写", "八开内页", "八开特写", "十六开头版", "十六开内页"} {
		used[v] = true // pages of new papers: see TestNewPapers in cmd/internal/cli
	}
	for _, p := range ed.Pages {
		used[p.Template.Name] = true
		for _, s := range p.Template.Slots {
			own := s.Kind == editions.NameplateSlot || s.Kind == editions.FolioSlot || s.Kind == editions.GroupSlot
			if !own && !slices.ContainsFunc(p.Placed, func(pl editions.Placement) bool { return pl.Slot == s.Name }) {
				t.Errorf("%s: nothing stands in %s", p.Template.Name, s.Name)
			}
		}
	}
	entries, err := fs.ReadDir(assets.Templates(), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		if name := strings.TrimSuffix(e.Name(), ".yaml"); !used[name] {
			t.Errorf("template %s has no page", name)
		}
	}
	if len(entries) < 30 {
		t.Errorf("the library has %d files", len(entries))
	}
}

// TestGalleryOwnTexts: no sentence of these pages stands in another story too.
func TestGalleryOwnTexts(t *testing.T) {
	ed, _, err := editions.LoadWith(os.DirFS("testdata/gallery"), "", editions.Options{Library: assets.Templates()})
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]string{}
	for _, s := range ed.Stories {
		for p := range s.Parts() {
			for _, sentence := range strings.SplitAfter(p.Text.String(), "。") {
				if other := in[sentence]; other != "" && other != s.ID && len([]rune(sentence)) > 12 {
					for _, id := range []string{s.ID, other} {
						if page, _, _ := strings.Cut(id, "-"); slices.Contains([]string{"aa", "bb", "r", "u", "z"}, page) {
							t.Errorf("%s and %s both say %s", s.ID, other, sentence)
						}
					}
				}
				in[sentence] = s.ID
			}
		}
	}
}

// TestAutoOfVoices: a page that is to be made up is of the size, margins, columns and running head of the inside pages
// beside it, in each voice; where a paper has its own inside pages, of their size.
func TestAutoOfVoices(t *testing.T) {
	for _, paper := range []string{"声音: 党报", "声音: 都市报", "声音: 校报", "声音: 企业报", "声音: 社区报", "声音: 周刊",
		"声音: 社区报\n版样: {头版: 八开头版, 内页: 八开内页}", "声音: 校报\n版样: {内页: A4内页, 自动: A4自动}"} {
		ed, found, err := editions.LoadWith(fstest.MapFS{"paper.yaml": {Data: []byte(paper + "\n")}, "editions/2026-10-20/edition.yaml": {Data: []byte("版:\n  - 版面: 甲\n    模板: 内页\n  - 版面: 乙\n    模板: 自动\n")}}, "", editions.Options{Library: assets.Templates()})
		if err != nil || found.Count(source.Error) > 0 || len(ed.Pages) != 2 {
			t.Fatal(paper, err, found)
		}
		inside, auto := ed.Pages[0].Template, ed.Pages[1].Template
		if len(auto.StoryPlaces()) > 0 || inside.Width != auto.Width || inside.Height != auto.Height || inside.Margins != auto.Margins || inside.Columns != auto.Columns || inside.Chars != auto.Chars || inside.Size != auto.Size || inside.Leading != auto.Leading || inside.Lines != auto.Lines {
			t.Errorf("%s: %s is not of the measure of %s", paper, auto.Name, inside.Name)
		}
		folio := func(p *editions.Template) string {
			for _, s := range p.Slots {
				if s.Kind == editions.FolioSlot {
					return fmt.Sprint(s.Frames)
				}
			}
			return "none"
		}
		if folio(inside) != folio(auto) {
			t.Errorf("%s: %s has its running head at %s, %s at %s", paper, inside.Name, folio(inside), auto.Name, folio(auto))
		}
	}
}

// TestAutoTemplates: those of the library that are to be made up are of the sizes that they are listed with, or a voice's.
func TestAutoTemplates(t *testing.T) {
	names, err := fs.Glob(assets.Templates(), "*自动.yaml")
	if err != nil || len(names) < 6 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		name = strings.TrimSuffix(name, ".yaml")
		if slices.Contains([]string{"社区自动", "校报自动", "周刊自动"}, name) {
			continue // see TestAutoOfVoices
		}
		ed, found, err := editions.LoadWith(fstest.MapFS{"editions/2026-10-20/edition.yaml": {Data: []byte("版:\n  - 模板: " + name + "\n")}}, "", editions.Options{Library: assets.Templates()})
		if err != nil {
			t.Fatal(err)
		}
		page := ed.Pages[0].Template
		if got := editions.AutoTemplate(page.Width, page.Height); got != name || len(page.StoryPlaces()) > 0 || found.Count(source.Error) > 0 {
			t.Errorf("%s is listed as %q: %v", name, got, found)
		}
	}
	if got := editions.AutoTemplate(100, 100); got != "" {
		t.Errorf("a stamp is made up by %s", got)
	}
}
