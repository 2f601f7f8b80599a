package makeup

import (
	"testing"

	"banxin/editions"
)

// TestSays: what is written of a slot that was made up is what it has, and nothing else.
func TestSays(t *testing.T) {
	const head = "题: {最大: 30pt, 行: 4}"
	slot := func(change func(*editions.Slot)) *editions.Slot {
		s := &editions.Slot{}
		s.Head.Max, s.Head.Lines = points(30), 4
		change(s)
		return s
	}
	for _, c := range []struct {
		s    *editions.Slot
		want string
	}{
		{slot(func(s *editions.Slot) {}), "{" + head + "}"},
		{slot(func(s *editions.Slot) { s.Columns = 3 }), "{栏: 3, " + head + "}"},
		{slot(func(s *editions.Slot) { s.Head.Rows = 2 }), "{题: {最大: 30pt, 行: 4, 折行: 2}}"},
		{slot(func(s *editions.Slot) { s.Head.Span = -1 }), "{题: {最大: 30pt, 行: 4, 跨: 栏内}}"},
		{slot(func(s *editions.Slot) { s.Head.Span = 2 }), "{" + head + "}"},
		{slot(func(s *editions.Slot) { s.Head.Font = "楷" }), "{题: {最大: 30pt, 行: 4, 字体: 楷}}"},
		{slot(func(s *editions.Slot) { s.Head.Vertical, s.Head.Size, s.Head.Chars = true, points(24), 5 }), "{题: {竖: 是, 字号: 24pt, 字: 5}}"},
		{slot(func(s *editions.Slot) { s.Picture.Columns, s.Picture.At = 2, "top-right" }), "{" + head + ", 图: {栏: 2, 位: 右上}}"},
		{slot(func(s *editions.Slot) {
			s.Picture.Columns, s.Picture.At, s.Picture.Lines, s.Picture.Whole = 1, "bottom-left", 9, true
		}), "{" + head + ", 图: {栏: 1, 位: 左下, 裁: 否, 行: 9}}"},
		{slot(func(s *editions.Slot) { s.Picture.Lines = 9 }), "{" + head + "}"},
		{slot(func(s *editions.Slot) { s.Box.Width = 1 }), "{" + head + ", 框: {线: 0.5pt}}"},
		{slot(func(s *editions.Slot) { s.Box.Tint = "米色" }), "{" + head + ", 框: {线: 0.5pt, 底: 米色}}"},
		{slot(func(s *editions.Slot) { s.Between = 1 }), "{" + head + "}"},
		{slot(func(s *editions.Slot) { s.Between = 2 }), "{" + head + ", 稿距: 2}"},
		{slot(func(s *editions.Slot) { s.Fit.Setting = true }), "{" + head + ", 适: {松紧: 是}}"},
		{slot(func(s *editions.Slot) { s.Fit.Head = 2 }), "{" + head + "}"},
	} {
		if got := says(c.s); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	for at, want := range map[string]string{"top": "上", "top-left": "左上", "bottom": "下", "bottom-right": "右下"} {
		if got := says(slot(func(s *editions.Slot) { s.Picture.Columns, s.Picture.At = 1, at })); got != "{"+head+", 图: {栏: 1, 位: "+want+"}}" {
			t.Errorf("%s: %s", at, got)
		}
	}
}
