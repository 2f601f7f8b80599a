package inline

import (
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// TestAbsurd: input that nobody writes is set somehow, and nothing of it is lost.
func TestAbsurd(t *testing.T) {
	long := strings.Repeat("pneumonoultramicroscopicsilicovolcanoconiosis", 300)
	huge := &Font{Han: faces().Chain("宋"), Latin: faces().Chain("宋"), Size: 5000 * unit.Pt}
	for _, c := range []struct {
		name   string
		para   *Para
		widths []unit.Length
	}{
		{"nothing", &Para{}, em(10)},
		{"an empty span", &Para{Spans: []Span{{Font: font(10, "宋")}}}, em(10)},
		{"no font", &Para{Spans: []Span{{Text: "汉A，", Font: nil}}}, em(10)},
		{"a font without faces", &Para{Spans: []Span{{Text: "汉A，——“a”", Font: &Font{Size: 10 * unit.Pt}}}}, em(10)},
		{"no size", &Para{Spans: []Span{{Text: "汉A，", Font: &Font{Han: faces().Chain("宋")}}}}, em(10)},
		{"a negative size", &Para{Spans: []Span{{Text: "汉A，", Font: &Font{Han: faces().Chain("宋"), Size: -1}}}}, em(10)},
		{"enormous type", &Para{Spans: []Span{{Text: strings.Repeat("汉A，b", 400), Font: huge}}}, em(10)},
		{"a word of 13,500 letters", body(long), em(13)},
		{"a word in one endless line", body(long), []unit.Length{1 << 50}},
		{"no measure", body("汉字，A（——）123"), []unit.Length{0}},
		{"a negative measure", body("汉字，A（——）123"), []unit.Length{-1 << 40}},
		{"an indent wider than the measure", &Para{Spans: body("汉字很多").Spans, Indent: 1 << 40, Hang: 1 << 40}, em(3)},
		{"marks only", body(strings.Repeat("，（”", 500)), em(3)},
		{"dashes only", body(strings.Repeat("—", 501)), em(3)},
		{"spaces only", body(strings.Repeat(" ", 500)), em(3)},
		{"breaks only", body(strings.Repeat("\n", 500)), em(3)},
		{"combining marks only", body(strings.Repeat("\u0301", 500)), em(3)},
		{"selectors behind every mark", body(strings.Repeat("，\ufe00", 200)), em(3)},
		{"wild track and gap", &Para{Spans: body("汉A字").Spans, Track: -1 << 30, Gap: 1 << 30}, em(3)},
		{"other scripts", body("नमस्ते สวัสดี مرحبا שלום 한국어 ｱｲｳ 👨‍👩‍👧‍👦🇨🇳 \U0010ffff"), em(5)},
	} {
		for _, dir := range []page.Dir{page.Horizontal, page.Vertical} {
			c.para.Dir = dir
			t.Run(c.name, func(t *testing.T) {
				var s Setter
				check(t, &s, c.para, c.widths)
			})
		}
	}
}

// TestManySpans: a paragraph whose every character is a span of its own, with a Latin face.
func TestManySpans(t *testing.T) {
	f := &Font{Han: faces().Chain("宋"), Latin: faces().Chain("楷"), Size: 10 * unit.Pt}
	p := &Para{Indent: 20 * unit.Pt, Gap: 250}
	for range 40_000 {
		p.Spans = append(p.Spans, Span{Text: "汉", Font: f}, Span{Text: "a", Font: f, Super: true})
	}
	var s Setter
	check(t, &s, p, em(13))
}

// Marks of large type take the part of an em that those of small type take.
func TestMarksOfLargeType(t *testing.T) {
	for _, region := range []typo.Region{typo.Mainland, typo.Taiwan} {
		for _, size := range []int{10, 33, 66, 100, 300, 2000} {
			p := &Para{Spans: []Span{{Text: "国，永（中）·：。”字", Font: font(size, "宋")}}, Rules: &Rules{Region: region}}
			var s Setter
			at10 := &Para{Spans: []Span{{Text: p.Spans[0].Text, Font: font(10, "宋")}}, Rules: p.Rules}
			if got, want := s.Shape(p).Natural(), s.Shape(at10).Natural()*unit.Length(size)/10; max(got-want, want-got) > unit.Length(size) {
				t.Errorf("region %d: at %d points it is %v wide, want %v", region, size, got, want)
			}
		}
	}
}
