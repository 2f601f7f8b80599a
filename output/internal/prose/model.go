package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions"
	"banxin/output/internal/markup"
)

// Bullet is the marker of a list without numbers; readers draw their own.
const Bullet = "•"

// Texts returns every piece of a story's text, in the order of the e-edition.
func Texts(s *editions.Story) []editions.Text {
	ts := []editions.Text{s.Label}
	ts = append(ts, s.Kicker...)
	ts = append(ts, s.Headline...)
	ts = append(ts, s.Deck...)
	if !BylineLast(s) {
		ts = append(ts, s.Byline)
	}
	for _, b := range s.Blocks {
		ts = append(ts, BlockTexts(b)...)
	}
	if BylineLast(s) {
		ts = append(ts, s.Byline)
	}
	return ts
}

// BlockTexts returns the texts of a block in reading order, markers of lists included.
func BlockTexts(b editions.Block) []editions.Text {
	var ts []editions.Text
	switch b := b.(type) {
	case *editions.Paragraph:
		ts = append(ts, b.Text)
	case *editions.List:
		for _, it := range b.Items {
			if it.Marker != Bullet {
				ts = append(ts, editions.Text{Runs: []editions.Run{{Text: it.Marker}}, Span: it.Span})
			}
			ts = append(ts, it.Text)
		}
	case *editions.Table:
		ts = append(ts, b.Caption)
		for _, row := range b.Rows {
			ts = append(ts, row...)
		}
	case *editions.Picture:
		ts = append(ts, b.Caption, b.Credit)
	}
	return ts
}

// Forbidden returns the first character of s that XML 1.0 (section 2.2) does not allow.
func Forbidden(s string) (rune, bool) {
	for i, r := range s {
		if !markup.Allowed(r) {
			return r, true
		}
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return rune(s[i]), true
			}
		}
	}
	return 0, false
}

// BylineLast tells whether the by-line is printed after the story: in parentheses, or
// for a whole group of stories.
func BylineLast(s *editions.Story) bool {
	t := strings.TrimSpace(s.Byline.String())
	return s.ByGroup || strings.HasPrefix(t, "（") || strings.HasPrefix(t, "(")
}

// NoSpace drops white space, which formatting may add and take.
func NoSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if !markup.Allowed(r) {
			return unicode.ReplacementChar
		}
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// Inked counts the characters that are no spaces.
func Inked(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// Chinese tells whether a BCP 47 tag is that of Chinese; none is.
func Chinese(lang string) bool {
	l := strings.ToLower(lang)
	return l == "" || l == "zh" || strings.HasPrefix(l, "zh-")
}
