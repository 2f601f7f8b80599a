package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions"
)

// tidy puts marks and figures into the forms that a newspaper sets: half-width marks beside
// Han text become full-width ones, figures half-width, ... becomes ……, -- between Han text
// becomes ——, straight quotation marks in pairs become curly ones. Every change is one of the
// account's changed characters and listed.
func tidy(runs []Run) []Run {
	text := TextOf(runs)
	quotes, paired := 0, strings.Count(text, `"`)%2 == 0 && strings.IndexFunc(text, wide) >= 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		old, now := string(r), ""
		switch {
		case '０' <= r && r <= '９', 'Ａ' <= r && r <= 'Ｚ', 'ａ' <= r && r <= 'ｚ':
			now = string(r - 0xFEE0)
		case strings.HasPrefix(text[i:], "...") && wide(before):
			old, now = dots(text[i:], "."), "……"
		case strings.HasPrefix(text[i:], "。。"):
			old, now = dots(text[i:], "。"), "……"
		case r == '…' && !strings.HasPrefix(text[i+n:], "…") && before != '…':
			now = "……"
		case strings.HasPrefix(text[i:], "--") && wide(before):
			old, now = dots(text[i:], "-"), "——"
		case strings.ContainsRune(",;:?!()", r) && (wide(before) || r == '(' && wide(following(text[i+n:]))) && !unicode.IsDigit(following(text[i+n:])):
			now = string(map[rune]rune{',': '，', ';': '；', ':': '：', '?': '？', '!': '！', '(': '（', ')': '）'}[r])
		case r == '.' && wide(before) && !isLetterOrDigit(following(text[i+1:])):
			now = "。"
		case r == '"' && paired:
			now = []string{"“", "”"}[quotes%2]
			quotes++
		}
		if now != "" && now != old {
			runs = replace(runs, i, old, now)
			text = text[:i] + now + text[i+len(old):]
			n = len(now)
		}
		i += n
	}
	return runs
}

// composed joins marks to their bases, as a story is read (editions.Compose): letters that came
// decomposed are changed characters of the account.
func composed(runs []Run) []Run {
	moved := 0
	text := TextOf(runs)
	for span, whole := range editions.Compositions(text) {
		runs = replace(runs, span.Start+moved, text[span.Start:span.End], whole)
		moved = len(TextOf(runs)) - len(text)
	}
	return runs
}

func following(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// dots is the run of one sign at the start of s.
func dots(s, sign string) string { return s[:len(s)-len(strings.TrimLeft(s, sign))] }

// replace makes text at a byte read as another. Where it stands in several runs or in one
// that stays whole, it is left.
func replace(runs []Run, at int, old, now string) []Run {
	before, this, after := slice(runs, at, at+len(old))
	if len(this) != 1 || this[0].Text != old || !this[0].exact {
		return runs
	}
	this[0].Text, this[0].exact = now, false
	return append(append(append([]Run(nil), before...), this...), after...)
}
