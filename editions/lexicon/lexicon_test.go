package lexicon

import (
	"strings"
	"testing"
)

func TestSegment(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"博物馆试开放", "博物馆/试/开放"},
		{"我市加快构建医疗卫生服务体系", "我市/加快/构建/医疗/卫生/服务/体系"},
		{"图书馆夜里不关灯", "图书馆/夜里/不/关灯"},
		{"㐂", "㐂"},
		{"", ""},
	} {
		text := []rune(c.text)
		ends, cost := Segment(text)
		var parts []string
		at, sum := 0, 0
		for _, e := range ends {
			word := text[at:e]
			part, ok := Cost(word)
			if !ok {
				part = unknown
			}
			parts, sum, at = append(parts, string(word)), sum+part, e
		}
		if got := strings.Join(parts, "/"); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
		if sum != cost {
			t.Errorf("%s: its words cost %d, said %d", c.text, sum, cost)
		}
	}
}

// The list is in order and whole: every word of it is found at its cost.
func TestEveryWordIsFound(t *testing.T) {
	total := 0
	for n := 1; n <= MaxLen; n++ {
		s := sections[n]
		for i := range len(s.costs) {
			key := s.keys[2*n*i : 2*n*(i+1)]
			var word []rune
			for k := 0; k < len(key); k += 2 {
				word = append(word, rune(key[k])<<8|rune(key[k+1]))
			}
			if c, ok := Cost(word); !ok || c != int(s.costs[i]) {
				t.Fatalf("%s: cost %d, %v", string(word), c, ok)
			}
			if n > 1 && !begins(word[0], word[1]) {
				t.Fatalf("%s is not looked for", string(word))
			}
			total++
		}
	}
	if total < 140_000 || total > 160_000 {
		t.Errorf("%d words", total)
	}
	for _, w := range []string{"", "𠮷", "博物馆里的柱子不动展柜动", "馆新"} {
		if Has([]rune(w)) {
			t.Errorf("%q is no word", w)
		}
	}
}

func BenchmarkSegment(b *testing.B) {
	text := []rune("我市加快构建整合型医疗卫生服务体系健全中医药服务体系发挥中医药特色优势")
	for b.Loop() {
		Segment(text)
	}
}
