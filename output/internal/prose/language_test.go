package prose

import "testing"

func TestForeignWords(t *testing.T) {
	for _, c := range [][3]string{
		{"他说“Привет, мир”。", "Привет, мир", "ru"}, {"书名《السلام عليكم》", "السلام عليكم", "ar"}, {"ئۇيغۇر تىلى是", "ئۇيغۇر تىلى", "ug"},
		{"泰文สวัสดีครับ。", "สวัสดีครับ", "th"}, {"藏文བོད་ཡིག在此", "བོད་ཡིག", "bo"}, {"日文ありがとう", "ありがとう", "ja"}, {"コーヒー店", "コーヒー", "ja"},
		{"韩文한국어 2级", "한국어", "ko"}, {"优の良品", "", ""}, {"α粒子和β衰变", "", ""}, {"中文，English，123。", "", ""},
	} {
		from, to, lang := foreignWords(c[0])
		if got := c[0][from:to]; got != c[1] || lang != c[2] {
			t.Errorf("%s: %q %q, want %q %q", c[0], got, lang, c[1], c[2])
		}
	}
}
