package editions

import (
	"testing"
	"testing/fstest"
)

// TestVoiceUnderPaper: a voice says what the paper does not, key by key, in either language; a
// template comes before both.
func TestVoiceUnderPaper(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	library := fstest.MapFS{"声音/党报.yaml": file("颜色: {报红: {m: 100}, 米: {y: 5}}\n样式:\n  主题: {颜色: 报红, 字距: 0.1, 字体: [楷]}\n报头: {位: 左, 线: 双线}\n稿线: {式: 粗线, 颜色: 报红}\n底: 米\n版样: {头版: 甲}\n")}
	ed, found, err := LoadWith(fstest.MapFS{
		"paper.yaml":                          file("声音: party-daily\ncolors: {报红: {c: 50}}\nstyles: {headline: {track: 0.2}}\nnameplate: {rules: 波线}\nbetween: 点线\n"),
		"templates/甲.yaml":                    file("成品: 270mm x 390mm\n栏: {数: 2, 字: 10, 距: 1字}\n版图: |\n  20 | 甲 甲\n报头: 竖\n"),
		"editions/2026-10-21/edition.yaml":    file("版: [{稿件: {甲: a}}]\n"),
		"editions/2026-10-21/stories/a.md":    file("---\n标题: 题\n---\n文。\n"),
		"editions/2026-10-21/images/.keep.me": file(""),
	}, "", Options{Library: library})
	if err != nil {
		t.Fatal(err)
	}
	p := ed.Paper
	head := p.Styles[Headline]
	if p.Voice != "党报" || p.Colors["报红"] != (InkColor{C: 5000, Tint: 10000}) || head.Color != "报红" || head.Track != 200 || head.Fonts[0] != "楷" {
		t.Errorf("voice %q, red %v, headline %+v", p.Voice, p.Colors["报红"], head)
	}
	if l := p.Look; l.Nameplate.At != NameLeft || l.Nameplate.Rules != LineWavy || l.Between.Kind != LineDotted || l.Between.Color != "报红" || l.Tint != "米" {
		t.Errorf("look %+v", l)
	}
	if l := ed.Pages[0].Template.Look; l.Nameplate.At != NameUpright || l.Nameplate.Rules != LineWavy {
		t.Errorf("look of the template %+v", l.Nameplate)
	}
	if len(found) > 0 {
		t.Errorf("%v", found)
	}
}

// TestHeadFaces: a template of the library has its heads in the faces of the voice, one of the
// paper's own in those that it names; a face is missed once, whoever names it.
func TestHeadFaces(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	const page = "成品: 270mm x 390mm\n栏: {数: 2, 字: 10, 距: 1字}\n版图: |\n  20 | 甲 甲\n版位: {甲: {题: {字体: 楷}}}\n"
	ed, found, err := LoadWith(fstest.MapFS{
		"paper.yaml":                       file("声音: 党报\n"),
		"templates/乙.yaml":                 file(page),
		"editions/2026-10-21/edition.yaml": file("版: [{模板: 头版}, {模板: 乙}]\n"),
	}, "", Options{Library: fstest.MapFS{"声音/党报.yaml": file("样式: {主题: {字体: [行书, 黑], 字距: 0.1}}\n题体: {楷: 黑}\n版样: {头版: 甲}\n"), "甲.yaml": file(page)}})
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	for i, want := range []string{"黑", "楷"} {
		if got := ed.Pages[i].Template.Slots[0].Head.Font; got != want {
			t.Errorf("page %d: the head is in %s, want %s", i+1, got, want)
		}
	}
	if head := ed.Paper.Styles[Headline]; len(head.Sizes) > 0 || head.Track != 100 {
		t.Errorf("headline %+v", head)
	}
}
