package editions

import (
	"fmt"
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

// TestLoadPress: a printer's file is read from a folder or from those that banxin brings; what cannot be
// read is told with the name that it has for who asked.
func TestLoadPress(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	ready := fstest.MapFS{"冷固.yaml": file("总墨量: 220\n"), "轮转.yaml": file("质量: 40\n")}
	folder := fstest.MapFS{"o.yaml": file("名称: 城北\n质量: 60\n"), "空.yaml": file(""), "b.yaml": file("基于: 冷固\n质量: 50\n"), "c.yaml": file("印刷条件: X1\n"), "d.yaml": file("印刷条件: X2\n"), "icc/X1.icm": file("one")}
	profiles := fstest.MapFS{"X2.icc": file("two"), "X1.icc": file("another")}
	for name, c := range map[string]struct {
		shop Shop
		want string
	}{
		"of a folder":     {Shop{FS: folder, Name: "o.yaml"}, "城北 60 0 "},
		"empty":           {Shop{FS: folder, Name: "空.yaml"}, "空 0 0 "},
		"on a ready one":  {Shop{FS: folder, Name: "b.yaml"}, "b 50 220 "},
		"ready":           {Shop{Name: "冷固"}, "冷固 0 220 "},
		"nearly called":   {Shop{Name: "冷固机"}, " 0 0  SRC-FILE 冷固机 冷固"},
		"of no such name": {Shop{Name: "没有的厂"}, " 0 0  SRC-FILE 没有的厂 冷固 轮转"},
		"not there":       {Shop{FS: folder, Name: "e.yaml"}, " 0 0  SRC-FILE e.yaml "},
		"out of it":       {Shop{FS: folder, Name: "../o.yaml"}, " 0 0  SRC-PATH ../o.yaml "},
		"as it is said":   {Shop{FS: folder, Name: "空.yaml", Said: "/印厂/我的.yaml"}, "我的 0 0 "},
		"profile beside":  {Shop{FS: folder, Name: "c.yaml"}, "c 0 0 one"},
		"profile shipped": {Shop{FS: folder, Name: "d.yaml"}, "d 0 0 two"},
	} {
		p, found := LoadPress(c.shop, ready, profiles)
		got := fmt.Sprintf("%s %d %d %s", p.Shop, p.Quality, p.InkLimit, p.Data)
		for _, f := range found {
			got += fmt.Sprintf(" %s %v %s", f.Code, f.Message.Args[0], strings.Trim(fmt.Sprint(f.Hint.Args), "[]"))
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
