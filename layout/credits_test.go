package layout_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need/composed"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/lint"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestCredits: where credits stand at the right each of a group's pictures has its own there, below a
// caption of two lines too, which is no caption apart; a caption that begins with a mark gets no other;
// kicker and deck stand as their headline; a name that has no room upright is told.
func TestCredits(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1500, 1000))); err != nil {
		t.Fatal(err)
	}
	dir := "editions/2026-10-20/"
	ed, _, res := composed.Paper(t, fstest.MapFS{
		"paper.yaml":         {Data: []byte("名称: 棠川日报\n代码: tcrb\n报头: 竖\n样式: {主题: {对齐: 右}}\n图: {标: 三角, 署名: 右}\n")},
		"templates/一版.yaml":  {Data: []byte("成品: 200mm x 280mm\n边距: 10mm\n栏: {数: 4, 字: 12, 距: 1字}\n正文: {字号: 10pt, 行距: 14pt}\n行数: 52\n版图: |\n  8 | 报头 报头 报头 报头\n  44 | 头条 头条 头条 头条\n版位:\n  报头: {类: 报头}\n  头条: {题: {字号: 30pt}, 图: {栏: 3, 位: 上, 行: 16}}\n")},
		dir + "edition.yaml": {Data: []byte("日期: 2026-10-20\n版: [{版面: 要闻, 模板: 一版, 稿件: {头条: a}}]\n")},
		dir + "images/a.png": {Data: b.Bytes()},
		dir + "images/b.png": {Data: b.Bytes()},
		dir + "images/c.png": {Data: b.Bytes()},
		dir + "stories/a.md": {Data: []byte("---\n引题: 五年之后\n标题: 渡口又开集\n副题: 船比从前宽\n---\n![雨后的老街。](a.png){甲摄}\n![夜里的码头，灯一盏一盏亮起来，照着收船的人和他们的影子，一直到后半夜，到天快要亮的时候还没有灭。](b.png){乙摄}\n\n![▲窑火。](c.png){丙摄}\n\n" + strings.Repeat("清晨的棠水河面浮着薄雾，渡口的木船一只接一只靠岸。", 18) + "\n")},
	})
	told := false
	for _, f := range append(lint.Check(ed, res), res.Findings...) {
		if f.Code == "PIC-APART" || f.Severity >= source.Error && !strings.HasPrefix(f.Code, "REL-") {
			t.Errorf("%s: %s [%s]", f.Pos, f.Message, f.Code)
		}
		told = told || f.Code == "FIT-UPRIGHT"
	}
	if !told {
		t.Error("nothing is said of the name")
	}
	right, marks := endsOf(res)
	for _, credit := range []string{"甲摄", "乙摄"} {
		if d := right[credit][0] - right[credit][1]; max(d, -d) > unit.Pt/2 {
			t.Errorf("%s ends %v from its picture's edge", credit, d)
		}
	}
	for _, part := range []string{"五年之后", "渡口又开集", "船比从前宽"} {
		if d := right[part][0] - res.Sheets()[0].Area.Right(); max(d, -d) > unit.Pt {
			t.Errorf("%s ends %v from the right edge", part, d)
		}
	}
	if marks != 2 {
		t.Errorf("%d captions have a mark of the paper's", marks)
	}
}

// endsOf is of each text where it ends, and where the picture ends that was painted last before it; and
// how many marks stand before captions.
func endsOf(res *layout.Result) (right map[string][2]unit.Length, marks int) {
	right = map[string][2]unit.Length{}
	var edge unit.Length
	var role page.Role
	for _, it := range res.Doc.Pages[0].Items {
		switch it := it.(type) {
		case *page.Mark:
			if role = it.Role; !it.Open {
				role = ""
			}
		case *page.Image:
			edge = it.Rect.Right()
		case *page.Path:
			if role == page.RoleFurniture && len(it.Segs) == 4 {
				marks++
			}
		case *page.Text:
			last := it.Glyphs[len(it.Glyphs)-1]
			right[it.Src] = [2]unit.Length{it.At.X + unit.Length(last.X) + it.Size, edge}
		}
	}
	return right, marks
}

// TestCreditWhole: a credit that has room in one line is not parted between two, whatever the length of its caption; the
// caption takes no line more for that.
func TestCreditWhole(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1500, 1000))); err != nil {
		t.Fatal(err)
	}
	dir := "editions/2026-10-20/"
	second := 0
	for n := 1; n <= 30; n++ {
		_, _, res := composed.Paper(t, fstest.MapFS{
			"paper.yaml":         {Data: []byte("名称: 棠川日报\n代码: tcrb\n")},
			"templates/一版.yaml":  {Data: []byte("成品: 200mm x 280mm\n边距: 10mm\n栏: {数: 4, 字: 12, 距: 1字}\n正文: {字号: 10pt, 行距: 14pt}\n行数: 52\n版图: |\n  52 | 头条 头条 头条 头条\n版位:\n  头条: {题: {字号: 30pt}, 图: {栏: 1, 位: 右上}}\n")},
			dir + "edition.yaml": {Data: []byte("日期: 2026-10-20\n版: [{版面: 要闻, 模板: 一版, 稿件: {头条: a}}]\n")},
			dir + "images/a.png": {Data: b.Bytes()},
			dir + "stories/a.md": {Data: []byte("---\n标题: 渡口又开集\n---\n![" + strings.Repeat("街", n) + "](a.png){本报记者 摄}\n\n" + strings.Repeat("清晨的棠水河面浮着薄雾，渡口的木船一只接一只靠岸。", 18) + "\n")},
		})
		in := false
		lines, credit := map[unit.Length]bool{}, map[unit.Length]bool{}
		for _, it := range res.Doc.Pages[0].Items {
			switch it := it.(type) {
			case *page.Mark:
				if it.Role == page.RoleCaption {
					in = it.Open
				}
			case *page.Text:
				if in {
					lines[it.At.Y] = true
				}
				if in && strings.ContainsAny(it.Src, "本报记者摄") {
					credit[it.At.Y] = true
				}
			}
		}
		if len(credit) != 1 {
			t.Errorf("after %d characters the credit stands in %d lines", n, len(credit))
		}
		second = max(second, len(lines))
	}
	if second < 2 {
		t.Error("no caption has two lines: the test says little")
	}
}
