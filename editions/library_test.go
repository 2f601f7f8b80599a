package editions

import (
	"strings"
	"testing"
	"testing/fstest"
)

func file(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

const (
	lentBase = "成品: 270mm x 390mm\n栏: {数: 2, 字: 20, 距: 1字}\n行数: 20\n"
	lentPage = "继承: 底\n版图: |\n  20 | 头条 二条\n版位:\n  二条: {框: {底: 浅灰}}\n"
)

func borrowed(t *testing.T, plan string, own fstest.MapFS) (*Edition, []string) {
	t.Helper()
	fsys := fstest.MapFS{"editions/2026-10-20/edition.yaml": file(plan)}
	for name, f := range own {
		fsys[name] = f
	}
	ed, found, err := LoadWith(fsys, "", Options{Library: fstest.MapFS{"底.yaml": file(lentBase), "头版.yaml": file(lentPage)}})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, f := range found {
		said = append(said, f.Code+" "+f.Message.String()+"; "+f.Hint.String())
	}
	return ed, said
}

// TestLibrary: a page and a template of the paper may name templates of the library; the
// paper's own come first, but never take the place of what the library builds on.
func TestLibrary(t *testing.T) {
	own := fstest.MapFS{
		"templates/底.yaml":  file(strings.Replace(lentBase, "20, 距", "9, 距", 1) + "版图: |\n  20 | 甲 乙\n"),
		"templates/改版.yaml": file("继承: 库/头版\n版位:\n  头条: {栏: 1}\n"),
	}
	ed, said := borrowed(t, "版:\n  - 模板: 头版\n  - 模板: 库/头版\n  - 模板: 改版\n  - 模板: 底\n", own)
	if len(said) > 0 {
		t.Errorf("findings: %q", said)
	}
	want := []string{"头版 2x20 头条 二条", "头版 2x20 头条 二条", "改版 2x20 头条 二条", "底 2x9 甲 乙"}
	for i, p := range ed.Pages {
		tp := p.Template
		got := tp.Name + " " + string(rune('0'+tp.Columns)) + "x" + map[int]string{20: "20", 9: "9"}[tp.Chars] + " " + strings.Join(tp.slotNames(), " ")
		if got != want[i] {
			t.Errorf("page %d: %s, want %s", i+1, got, want[i])
		}
	}
	if ed.Pages[0].Template != ed.Pages[1].Template {
		t.Error("one template of the library is built twice")
	}
	if ed.Paper.Colors["浅灰"].K == 0 {
		t.Error("the tint that the library names is not there")
	}
	if got := ed.Pages[0].Template.File.Name; got != "库/头版.yaml" {
		t.Errorf("the file is called %s", got)
	}
}

// TestLibraryMissing: names that lead nowhere are told with the nearest of the library.
func TestLibraryMissing(t *testing.T) {
	_, said := borrowed(t, "版:\n  - 模板: 库/头板\n  - 模板: 库/../头版\n", nil)
	if len(said) != 2 || !strings.HasPrefix(said[0], "TPL-MISSING") || !strings.Contains(said[0], "did you mean 头版") || !strings.HasPrefix(said[1], "TPL-MISSING") {
		t.Errorf("findings: %q", said)
	}
}

// TestLentColors: a template of the library brings its colours along: a red and two tints,
// unless the paper has its own of that name.
func TestLentColors(t *testing.T) {
	page := "继承: 底\n版图: |\n  20 | 头条 二条\n版位:\n  头条: {框: {线: 1pt, 颜色: 报红, 底: 米色}}\n  二条: {框: {底: 浅灰}}\n"
	library := fstest.MapFS{"底.yaml": file(lentBase), "彩.yaml": file(page)}
	load := func(paper string) map[string]InkColor {
		fsys := fstest.MapFS{"editions/2026-10-20/edition.yaml": file("版:\n  - 模板: 彩\n"), "paper.yaml": file(paper)}
		ed, found, err := LoadWith(fsys, "", Options{Library: library})
		if err != nil || len(found) > 0 {
			t.Fatal(err, findingsText(found))
		}
		return ed.Paper.Colors
	}
	want := map[string]InkColor{"报红": {M: 10000, Y: 9000, K: 1000, Tint: 10000}, "米色": {M: 300, Y: 1200, K: 200, Tint: 10000}, "浅灰": {K: 700, Tint: 10000}}
	got := load("名称: 云\n")
	for name, c := range want {
		if got[name] != c {
			t.Errorf("%s is %+v, want %+v", name, got[name], c)
		}
	}
	if c := load("名称: 云\n颜色: {报红: {m: 50}}\n")["报红"]; c.M != 5000 || c.Y != 0 {
		t.Errorf("the paper's own red is %+v", c)
	}
}
