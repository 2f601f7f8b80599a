package editions

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestBlackTints: 黑 is a tint as others are, and none to stand behind a page.
func TestBlackTints(t *testing.T) {
	for key, refused := range map[string]bool{"底: 黑": true, "底: black": true, "报头: {底: 黑}": false, "报头: {条: 黑}": false} {
		fsys := fstest.MapFS{
			"paper.yaml":                       {Data: []byte("名称: 青溪日报\n代码: qxrb\n" + key + "\n")},
			"editions/2026-10-20/edition.yaml": {Data: []byte("版: []\n")},
		}
		ed, found, err := Load(fsys, "2026-10-20")
		if err != nil {
			t.Fatal(err)
		}
		dark := false
		for _, f := range found {
			dark = dark || f.Code == "SRC-COLOR"
		}
		look := ed.Paper.Look.Nameplate
		if dark != refused || !refused && look.Tint+look.Bar != "黑" {
			t.Errorf("%s: %v, tint %q and bar %q", key, found, look.Tint, look.Bar)
		}
		if strings.Contains(key, "底: 黑}") && !look.Reverse {
			t.Errorf("%s: the name is not white", key)
		}
	}
}

// TestLookRanges: a length, size or part that nobody means is a finding, and what was there
// stays: for every key of the look, of boxes and of styles that has one.
func TestLookRanges(t *testing.T) {
	const page = "成品: 270mm x 390mm\n栏: {数: 2, 字: 10, 距: 1字}\n版图: |\n  20 | 甲 甲\n"
	absurd := []string{
		"图: {圆角: %s}", "图: {线: %s}", "稿线: {线: %s}", "栏线: {线: %s}", "报眉: {号: %s}", "报眉: {版名: %s}",
		"版位: {甲: {图: {圆角: %s}}}", "版位: {甲: {图: {线: %s}}}", "版位: {甲: {框: {线: %s}}}",
	}
	for _, key := range absurd {
		for value, refused := range map[string]bool{"999mm": true, "-1mm": true, "3": true, "x": true, "6pt": false, "0.2mm": strings.Contains(key, "报眉")} {
			said := strings.Replace(key, "%s", value, 1)
			fsys := fstest.MapFS{
				"paper.yaml":                       {Data: []byte("名称: 青溪日报\n")},
				"templates/甲.yaml":                 {Data: []byte(page + said + "\n")},
				"editions/2026-10-20/edition.yaml": {Data: []byte("版: [{模板: 甲}]\n")},
			}
			_, found, err := Load(fsys, "2026-10-20")
			if err != nil {
				t.Fatal(err)
			}
			if (len(found) > 0) != refused || refused && found[0].Code != "SRC-VALUE" && found[0].Code != "SRC-LENGTH" {
				t.Errorf("%s: %v", said, found)
			}
		}
	}
	for said, refused := range map[string]bool{
		"引题: {比: 0.01}": true, "引题: {比: 3}": true, "引题: {比: 0.42}": false, "副题: {比: 0}": false, "主题: {字距: 9}": true, "主题: {题白: 77}": true, "主题: {题白: 1.2}": false, "栏目: {字号: 0.3pt}": true,
		"主题: [{自: 0, 字体: 标宋, 字距: 50}]": true,
	} {
		_, found, err := Load(fstest.MapFS{"paper.yaml": {Data: []byte("样式: {" + said + "}\n")}, "templates/甲.yaml": {Data: []byte(page)}, "editions/2026-10-20/edition.yaml": {Data: []byte("版: [{模板: 甲}]\n")}}, "2026-10-20")
		if err != nil || (len(found) > 0) != refused {
			t.Errorf("%s: %v, %v", said, err, found)
		}
	}
}
