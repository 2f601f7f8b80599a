package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scripts are those whose letters say the language, as far as one can guess: a voice that
// knows it reads them better than one that spells or leaves them out.
var scripts = []struct {
	table *unicode.RangeTable
	lang  string
}{
	{unicode.Arabic, "ar"}, {unicode.Thai, "th"}, {unicode.Tibetan, "bo"}, {unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Hangul, "ko"},
	{unicode.Cyrillic, "ru"}, {unicode.Greek, "el"}, {unicode.Hebrew, "he"}, {unicode.Devanagari, "hi"}, {unicode.Mongolian, "mn"}, {unicode.Yi, "ii"},
	{unicode.Khmer, "km"}, {unicode.Lao, "lo"}, {unicode.Myanmar, "my"}, {unicode.Georgian, "ka"}, {unicode.Armenian, "hy"},
}

// uyghur are letters of Uyghur that Arabic has not.
const uyghur = "ەېۆۈۇڭگچپژۋ"

// languageOf is the language of a letter by its script, "" where that says none.
func languageOf(r rune) string {
	if r < 0x370 || r >= 0x4E00 && r < 0xA000 {
		return ""
	}
	for _, s := range scripts {
		if unicode.Is(s.table, r) && unicode.IsLetter(r) {
			return s.lang
		}
	}
	return ""
}

// foreignWords finds the first run of words in a script that says its language: from its first
// letter to its last, with the marks, figures and spaces between. One letter alone is a sign:
// α, の.
func foreignWords(s string) (from, to int, lang string) {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if lang = languageOf(r); lang == "" {
			i += n
			continue
		}
		end, letters := run(s[i:], lang)
		if letters > 1 {
			if lang == "ar" && strings.ContainsAny(s[i:i+end], uyghur) {
				lang = "ug"
			}
			return i, i + end, lang
		}
		i += end
	}
	return len(s), len(s), ""
}

// run measures words of a language at the beginning of s.
func run(s, lang string) (end, letters int) {
	for i, r := range s {
		switch {
		case languageOf(r) == lang:
			letters++
			end = i + utf8.RuneLen(r)
		case unicode.IsMark(r), r == 'ー':
			end = i + utf8.RuneLen(r)
		case unicode.IsSpace(r), unicode.IsDigit(r), strings.ContainsRune(`.,،؛؟-'"·་།`, r):
		default:
			return end, letters
		}
	}
	return end, letters
}
