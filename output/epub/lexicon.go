package epub

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"banxin/output/internal/markup"
	"banxin/output/internal/prose"
)

// lexiconFile is where the lexicon stands, from the package document's folder.
const lexiconFile = "pronunciation.pls"

// lexeme is a word and how it is said.
type lexeme struct{ word, sound string }

// lexicon lists the words that the stories give one reading, in the order of their characters.
// Common characters are said one way here and another there: alone they have their reading
// where it stands, and nowhere else (SSML in EPUB).
func (b *book) lexicon() (out []lexeme) {
	sounds := map[string]string{}
	for _, a := range b.articles {
		for _, t := range prose.Texts(a.story) {
			for _, r := range t.Runs {
				sound := prose.Pinyin(r.Text, r.Ruby)
				if sound == "" || common(r.Text) {
					continue
				}
				if old, ok := sounds[r.Text]; ok && old != sound {
					sound = ""
				}
				sounds[r.Text] = sound
			}
		}
	}
	for word, sound := range sounds {
		if sound != "" {
			out = append(out, lexeme{word, sound})
		}
	}
	slices.SortFunc(out, func(x, y lexeme) int { return strings.Compare(x.word, y.word) })
	return out
}

// common tells whether a word is one character of the first level of GB/T 2312 or of Big5:
// those sorted by their readings, and those of everyday use.
func common(word string) bool {
	if utf8.RuneCountInString(word) > 1 {
		return false
	}
	gb, _ := simplifiedchinese.GBK.NewEncoder().String(word)
	big, _ := traditionalchinese.Big5.NewEncoder().String(word)
	return len(gb) == 2 && gb[0] >= 0xB0 && gb[0] <= 0xD7 && gb[1] >= 0xA1 || len(big) == 2 && big[0] >= 0xA4 && big[0] <= 0xC6
}

// pls is the lexicon as a document (Pronunciation Lexicon Specification 1.0).
func (b *book) pls(list []lexeme) []byte {
	var m markup.Writer
	m.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"`)
	m.Attr("alphabet", prose.Alphabet)
	m.Attr("xml:lang", b.lang)
	m.Raw(">\n")
	for _, l := range list {
		m.Raw("<lexeme>")
		m.Element("grapheme", l.word)
		m.Element("phoneme", l.sound)
		m.Raw("</lexeme>\n")
	}
	m.Raw("</lexicon>\n")
	return m.B
}
