package works

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"banxin/cmd/slips"
)

// TestOneCause: what has one cause is one finding, also where it shows in several files.
func TestOneCause(t *testing.T) {
	const ed = "editions/2026-10-20/"
	story := func(name string) string { return ed + "stories/" + name + ".md" }
	long := slips.Voiced[story("开学")] + "\n" + strings.Repeat("那天下午有3千多人走过三条路来到旧桥边上，桥下的水涨了三寸，谁也没有见过这样的水", 2) + "。\n\n![旧桥](桥.jpg){江民 摄}\n"
	base := newSlipPaper(t, slips.Voiced)
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"a picture that is not there", map[string]string{story("食堂"): slips.Voiced[story("食堂")] + "\n![旧桥](桥.jpg){江民 摄}\n"}, "PIC-MISSING " + story("食堂") + ":6:1 1 三条"},
		{"a picture that is no picture", map[string]string{story("食堂"): slips.Voiced[story("食堂")] + "\n![旧桥](桥.jpg){江民 摄}\n", ed + "images/桥.jpg": "no picture"},
			"PIC-FORMAT " + story("食堂") + ":6:1 1 三条"},
		{"a story twice", map[string]string{story("开学"): long, story("开学（改）"): long, ed + "images/桥.jpg": "no picture"},
			"TXT-NUMBER " + story("开学") + ":36:6 1 头条; TXT-NUMBER " + story("开学") + ":36:46 1 头条; PIC-FORMAT " + story("开学") + ":38:1 1 头条; REL-TWICE " + story("开学（改）") + ":2:1 0 "},
		{"a story twice on the pages", map[string]string{story("球赛"): slips.Voiced[story("开学")]}, "REL-TWICE " + story("球赛") + ":2:1 0 "},
		{"a list of stories twice", map[string]string{ed + "edition.yaml": strings.NewReplacer("[食堂, 集市]", "集市", "头条: 球赛\n", "头条: 球赛\n    稿件:\n      二条: 食堂\n").Replace(slips.Voiced[ed+"edition.yaml"])}, "SRC-DUP " + ed + "edition.yaml:13:5 0 "},
		{"all stories withdrawn", map[string]string{ed + "edition.yaml": "撤稿: [开学, 食堂, 集市, 球赛]\n" + slips.Voiced[ed+"edition.yaml"]},
			"EPB-EMPTY " + ed + "edition.yaml:0:0 0 ; GAP-WITHDRAWN " + ed + "edition.yaml:1:6 1 ; GAP-WITHDRAWN " + ed + "edition.yaml:1:10 1 ; GAP-WITHDRAWN " + ed + "edition.yaml:1:14 1 ; GAP-WITHDRAWN " + ed + "edition.yaml:1:18 2 "},
		{"the number of the edition before", map[string]string{"editions/2026-10-13/edition.yaml": "日期: 2026-10-13\n期号: 1 # 创刊\n版: []\n"}, "SRC-VALUE " + ed + "edition.yaml:2:5 0 "},
		{"another number than the edition before", map[string]string{"editions/2026-10-13/edition.yaml": "日期: 2026-10-13\n期号: 10\n版: []\n"}, ""},
		{"a template of the library with other margins", map[string]string{"templates/内版.yaml": "继承: 校报内页\n边距: {左: 60mm, 右: 60mm}\n", ed + "edition.yaml": strings.Replace(slips.Voiced[ed+"edition.yaml"], "模板: 内页 ", "模板: 内版 ", 1)},
			"TPL-FIT templates/内版.yaml:2:6 0 "},
		{"the front page second", map[string]string{ed + "edition.yaml": strings.NewReplacer("模板: 头版 ", "模板: 内页 ", "模板: 内页 ", "模板: 头版 ").Replace(slips.Voiced[ed+"edition.yaml"])}, "REL-MAST " + ed + "edition.yaml:4:5 1 "},
		{"a template of another size for one that is mistyped", map[string]string{"paper.yaml": slips.Voiced["paper.yaml"] + "版样: {头版: A4}\n"}, "TPL-MISSING paper.yaml:5:10 0 ; TPL-KEY 库/A3.yaml:0:0 0 "},
		{"a kind of page for its template", map[string]string{"paper.yaml": slips.Voiced["paper.yaml"] + "版样: {内页: 内页}\n"}, "PLAN-INDEX " + ed + "edition.yaml:4:5 1 导读; TPL-MISSING paper.yaml:5:10 0 "},
		{"slots that the page has not", map[string]string{ed + "edition.yaml": strings.Replace(slips.Voiced[ed+"edition.yaml"], "      三条: [食堂, 集市]\n", "      头题: 食堂\n      头版: 集市\n", 1)},
			"PLAN-SLOT " + ed + "edition.yaml:8:7 1 头题; PLAN-SLOT " + ed + "edition.yaml:9:7 1 头版"},
	} {
		p := &slipPaper{files: maps.Clone(slips.Voiced), clean: base.clean}
		maps.Copy(p.files, c.files)
		var got []string
		for _, f := range p.check(t, "", "") {
			got = append(got, fmt.Sprintf("%s %s:%d:%d %d %s", f.Code, f.Pos.File, f.Pos.Line, f.Pos.Col, f.Page, f.Slot))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %s", c.name, strings.Join(got, "\n\t"))
		}
	}
}
