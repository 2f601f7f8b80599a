package editions

import (
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions/source"
)

// TestShops: a printer's file says what the one it builds on does not, key by key and key by key
// of 拼版; what the paper says goes before it, and the one named from outside before both.
func TestShops(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	ready := fstest.MapFS{"冷固.yaml": file("总墨量: 220\n最低分辨率: 100\n拼版: {幅: 双幅, 补白: 是}")}
	paper := fstest.MapFS{
		"paper.yaml":                       file("名称: 报\n印厂: 厂/城北.yaml\n印刷: {最小字号: 5pt, 总墨量: 230}"),
		"厂/城北.yaml":                        file("名称: 城北\n基于: 冷固\n总墨量: 240\n质量: 70\n拼版: {幅: 单幅}\n色彩文件: a.icc"),
		"厂/a.icc":                          file("profile"),
		"editions/2026-10-20/edition.yaml": file("版: []"),
		"editions/2026-10-20/stories/a.md": file("---\n标题: 题\n---\n文。\n"),
	}
	outside := fstest.MapFS{"o.yaml": file("质量: 60\n拼版: {叠: [4, 4]}")}
	ed, found, err := LoadWith(paper, "", Options{Printers: ready, For: Shop{FS: outside, Name: "o.yaml"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if !strings.HasPrefix(f.Code, "PLAN-") {
			t.Error(f)
		}
	}
	p := ed.Paper.Press
	if p.Shop != "o" || p.Quality != 60 || p.InkLimit != 230 || p.MinPPI != 100 || p.MinType == 0 || string(p.Data) != "profile" {
		t.Errorf("%q: quality %d, ink %d, ppi %d, type %v, profile %q", p.Shop, p.Quality, p.InkLimit, p.MinPPI, p.MinType, p.Data)
	}
	if i := p.Plates; i == nil || i.Across != 1 || !i.Blanks || len(i.Sections) != 2 {
		t.Errorf("plates: %+v", p.Plates)
	}
	loop := fstest.MapFS{"a.yaml": file("基于: b.yaml"), "b.yaml": file("基于: a.yaml")}
	if _, found := LoadPress(Shop{FS: loop, Name: "a.yaml"}, ready, nil); found.Count(source.Error) != 1 || found[0].Code != "SRC-DEPTH" {
		t.Errorf("files that build on one another: %v", found)
	}
}

// FuzzPrinter: whatever a printer's file says, it is read, and what is wrong has its place.
func FuzzPrinter(f *testing.F) {
	for _, s := range []string{"名称: 甲\n基于: 甲\n拼版: {联: 8, 叠: [4, 8]}\n色塔: [{共: 4, 版: [1, 末, 2-3], 墨: [黑, 专红]}]", "色塔: 全部", "尺寸: [1mm x 2mm, x]", "- 1", "印刷条件: X\n设备链接: [../a]\n标记: [测控条]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, found := LoadPress(Shop{FS: fstest.MapFS{"厂.yaml": {Data: []byte(s)}}, Name: "厂.yaml"}, fstest.MapFS{}, nil)
		for _, f := range found {
			if !strings.HasPrefix(f.Pos.File, "厂.yaml") {
				t.Errorf("%v is nowhere", f)
			}
		}
		for page := 1; page <= 8; page++ {
			p.Tower(page, 8)
		}
	})
}
