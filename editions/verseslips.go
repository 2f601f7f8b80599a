package editions

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"banxin/editions/source"
)

// Lines of verse that nothing says to be such: of one paragraph they are run together, as paragraphs they stand
// apart with their first lines indented.

// verseRow tells whether a line could be one of verse, and whether no mark ends it.
func verseRow(row string) (short, open bool) {
	n := utf8.RuneCountInString(row)
	if n < 2 || n > mostInVerse || strings.ContainsAny(row, "：:|｜/0123456789·（(“【\t") || strings.Contains(row, "  ") || strings.Contains(row, "　") {
		return false, false
	}
	first, _ := utf8.DecodeRuneInString(row)
	last, _ := utf8.DecodeLastRuneInString(row)
	return unicode.Is(unicode.Han, first), unicode.Is(unicode.Han, last)
}

// verseLines tells whether lines are like those of verse: all short, and most without a mark at the end.
func verseLines(rows []string) bool {
	ends := 0
	for _, r := range rows {
		short, open := verseRow(r)
		if !short {
			return false
		}
		if open {
			ends++
		}
	}
	return len(rows) >= leastVerse && 4*ends >= 3*len(rows)
}

// VerseLines tells whether the stanzas that stand together are verse by the look of their lines.
func VerseLines(stanzas [][]string) bool {
	var rows []string
	for _, s := range stanzas {
		rows = append(rows, s...)
	}
	return verseLines(rows)
}

// VerseRow tells whether a line could be one of verse.
func VerseRow(row string) bool {
	short, _ := verseRow(row)
	return short
}

// verseSlip suggests that the lines of a paragraph are verse.
func (b *body) verseSlip(n ast.Node, rows []string) bool {
	if !verseLines(rows) {
		return false
	}
	b.tellLines("SRC-MARK", n, source.Msg("lines-like-verse", len(rows)), source.Msg("write-verse-mark"))
	b.desk.found[len(b.desk.found)-1].Severity = source.Note
	return true
}

// versesApart suggests that all paragraphs of a story are lines of verse.
func (b *body) versesApart() {
	var rows []string
	for _, block := range b.blocks {
		p, ok := block.(*Paragraph)
		if !ok || p.Kind != Plain {
			return
		}
		rows = append(rows, p.Text.String())
	}
	if !verseLines(rows) || SaysAny(poemWords, b.story.Genre) {
		return
	}
	span := b.blocks[0].Where()
	b.desk.found.Add(source.New("SRC-MARK", b.file.Pos(span), source.Msg("paragraphs-like-verse", len(rows)), source.Msg("put-verse-between")).As(source.Note))
}
