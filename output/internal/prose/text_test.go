package prose

import (
	"testing"

	"banxin/editions"
)

func TestShortNumbersStandUpright(t *testing.T) {
	for s, want := range map[string]string{"10月": "10", "第3版": "3", "2026年1月": "1", "2026年": "", "S1馆": "", "12.5米，5": "5", "": ""} {
		from, to := shortNumber(s)
		if s[from:to] != want {
			t.Errorf("%q: %q stands upright, want %q", s, s[from:to], want)
		}
	}
}

func TestLatinWords(t *testing.T) {
	for s, want := range map[string]string{"设计使用BIM技术": "BIM", "The new bridge, 桥": "The new bridge", "S1馆": "", "": "", "café 与 tea-room。": "café", "iPhone 17手机": "iPhone 17"} {
		from, to := latinWords(s)
		if s[from:to] != want {
			t.Errorf("%q: %q, want %q", s, s[from:to], want)
		}
	}
}

func TestSafeLink(t *testing.T) {
	for link, want := range map[string]bool{"https://a.cn/x?y=1&z=2": true, "http://a": true, "mailto:a@b.cn": true, "javascript:alert(1)": false,
		"data:text/html,x": false, "//a.cn": false, "/x": false, "https://": false, "mailto:x": false, "https://a b": false, "": false, "file:///etc/passwd": false} {
		if SafeLink(link) != want {
			t.Errorf("%q: %v", link, !want)
		}
	}
}

func TestDirection(t *testing.T) {
	for text, want := range map[string]string{"ئۇيغۇر تىلى.": "rtl", "他说ئۇيغۇر": "", "": ""} {
		if got := direction(editions.Text{Runs: []editions.Run{{Text: text}}}); got != want {
			t.Errorf("%q has dir %q, want %q", text, got, want)
		}
	}
}
