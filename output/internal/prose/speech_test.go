package prose

import "testing"

func TestPinyin(t *testing.T) {
	for _, c := range [][3]string{
		{"汉", "hàn", "han4"}, {"汉字", "hàn zì", "han4 zi4"}, {"女儿", "nǚ ér", "nv3 er2"}, {"桌子", "zhuō zi", "zhuo1 zi5"}, {"塝", "Bàng", "bang4"},
		{"汉字", "hàn", ""}, {"人工智能", "AI", ""}, {"书", "book", ""}, {"字", "ㄗˋ", ""}, {"Go", "gou", ""}, {"略", "lüè", "lve4"},
	} {
		if got := Pinyin(c[0], c[1]); got != c[2] {
			t.Errorf("%s %s: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
