package editions

import (
	"fmt"
	"testing"
	"testing/fstest"

	"banxin/layout/unit"
)

// TestFacing: the margins at spine and edge change places on left-hand pages, with the slots of
// groups, and what stands by position does not; a template says its own margins over those that
// it takes over.
func TestFacing(t *testing.T) {
	base := `成品: 200mm x 280mm
边距: {上: 10mm, 下: 10mm, %s}
栏: {数: 2, 字: 20, 距: 1字}
正文: {字号: 10pt, 行距: 15pt}
版图: |
  20 | 甲 组
版位:
  组: {版图: "20 | 乙"}
  丙: {位置: {左: 0mm, 上: 0mm, 宽: 20mm, 高: 5mm}}
`
	for _, c := range []struct {
		base, own string
		even      unit.Length // how far the type area of page 2 stands left of that of page 1
	}{
		{"内: 20mm, 外: 14mm", "", unit.Millimetres(6000)},
		{"inner: 20mm, outer: 14mm", "", unit.Millimetres(6000)},
		{"左: 20mm, 右: 14mm", "", 0},
		{"左: 20mm, 右: 14mm", "边距: {内: 18mm, 外: 16mm}\n", unit.Millimetres(2000)},
		{"内: 20mm, 外: 14mm", "边距: {左: 16mm, 右: 16mm}\n", 0},
	} {
		ed, found, err := Load(fstest.MapFS{
			"templates/底.yaml":                 {Data: []byte(fmt.Sprintf(base, c.base))},
			"templates/版.yaml":                 {Data: []byte("继承: 底\n" + c.own)},
			"editions/2026-10-20/edition.yaml": {Data: []byte("版: [{模板: 版, 稿件: {甲: a}}, {模板: 版}, {模板: 版}, {模板: 版}]\n")},
			"editions/2026-10-20/stories/a.md": {Data: []byte("---\n标题: 题\n---\n文\n")},
		}, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if f.Code == "SRC-KEY" || f.Code == "TPL-FIT" {
				t.Errorf("%s: %s", f.Pos, f.Message)
			}
		}
		right, left := ed.Pages[0].Template, ed.Pages[1].Template
		if ed.Pages[2].Template != right || ed.Pages[3].Template != left {
			t.Errorf("%+v: pages of one side have several templates", c)
		}
		for slot, want := range map[string]unit.Length{"甲": c.even, "乙": c.even, "丙": 0} {
			a, b := right.FrameRect(right.Slot(slot).Frames[0]), left.FrameRect(left.Slot(slot).Frames[0])
			if by := a.X - b.X; by-want > tolerance || want-by > tolerance || a.W != b.W {
				t.Errorf("%+v: %s stands %s further left, want %s", c, slot, by, want)
			}
		}
	}
}
