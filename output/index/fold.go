package index

import (
	"strings"
	"unicode"
	"unicode/utf16"
)

// Fold appends a text as it is compared: in UTF-16 units, as browsers count, small letters,
// no wide forms of ASCII, and neither spaces nor punctuation, so that a phrase is found
// across them. In JavaScript:
//
//	for (let c of s) {
//	  if (c >= '\uFF01' && c <= '\uFF5E') c = String.fromCharCode(c.charCodeAt() - 0xFEE0)
//	  if (/[\p{P}\p{Z}\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Variation_Selector}]/u.test(c)) continue
//	  const l = c.toLowerCase(); out += l.length === c.length ? l : c
//	}
func Fold(out []uint16, s string) []uint16 {
	for _, r := range s {
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			out = append(out, uint16(r))
			continue
		case r >= 0xFF01 && r <= 0xFF5E:
			r -= 0xFEE0
		}
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			out = append(out, uint16(r))
		case r >= 'A' && r <= 'Z':
			out = append(out, uint16(r-'A'+'a'))
		case r == ' ' || r == '\n' || r == unicode.ReplacementChar || unicode.In(r, unicode.P, unicode.Z, unicode.Cc, unicode.Cf, unicode.Co, unicode.Variation_Selector):
		default:
			out = utf16.AppendRune(out, small(r))
		}
	}
	return out
}

// small is a letter's small form, where that takes as many units.
func small(r rune) rune {
	if l := unicode.ToLower(r); utf16.RuneLen(l) == utf16.RuneLen(r) {
		return l
	}
	return r
}

// Limits of a question.
const (
	maxTerms = 16
	maxUnits = 64 // of a term
)

// Terms are the words of a question, folded: what stands between spaces.
func Terms(query string) [][]uint16 {
	var terms [][]uint16
	for word := range strings.FieldsSeq(query) {
		if t := Fold(nil, word); len(t) > 0 && len(terms) < maxTerms {
			terms = append(terms, t[:min(len(t), maxUnits)])
		}
	}
	return terms
}
