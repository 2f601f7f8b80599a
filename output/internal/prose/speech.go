package prose

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Alphabet is that of the pronunciations which [Pinyin] gives, as SSML and PLS name those that
// no standard registers.
const Alphabet = "x-pinyin"

// syllable is one of Pinyin without its tone, ü being v.
var syllable = regexp.MustCompile(`^([bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(a|o|e|i|u|v|ai|ei|ao|ou|an|en|ang|eng|ong|er|i[ae]|iao|iu|ian|in|iang|ing|iong|u[aoe]|uai|ui|uan|un|uang|v[en]|van)$`)

// tones are the vowels of Pinyin by tone, from the first on.
var tones = [...]string{"āōēīūǖ", "áóéíúǘ", "ǎǒěǐǔǚ", "àòèìùǜ"}

// Pinyin turns the reading of Chinese characters into what speech takes: a syllable with the
// figure of its tone for each (hàn zì: han4 zi4; 5 is no tone). It returns "" where the
// reading is none of that kind.
func Pinyin(text, reading string) string {
	words := strings.Fields(strings.ToLower(reading))
	if len(words) == 0 || len(words) != utf8.RuneCountInString(text) {
		return ""
	}
	for _, r := range text {
		if !unicode.Is(unicode.Han, r) {
			return ""
		}
	}
	for i, w := range words {
		letters, tone := toneless(w)
		if !syllable.MatchString(letters) {
			return ""
		}
		words[i] = letters + tone
	}
	return strings.Join(words, " ")
}

// toneless parts a syllable from its tone.
func toneless(s string) (letters, tone string) {
	tone = "5"
	var b strings.Builder
	for _, r := range s {
		for i, vowels := range tones {
			if at := strings.IndexRune(vowels, r); at >= 0 {
				tone = string(rune('1' + i))
				r = rune("aoeiuv"[utf8.RuneCountInString(vowels[:at])])
			}
		}
		if r == 'ü' {
			r = 'v'
		}
		b.WriteRune(r)
	}
	return b.String(), tone
}
