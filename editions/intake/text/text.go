// Package text reads plain text: what mail programs, phones and old systems send.
//
//	text.Lines(c, c.Decode(data, "")) // also the text of a mail
package text

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"banxin/editions/intake"
)

// Format is plain text in UTF-8, UTF-16 or GB18030; other encodings when asked.
var Format = intake.Format{Name: "txt", Extensions: []string{".txt", ".text"}, Sniff: sniff, Read: read}

func sniff(f intake.File) int {
	switch name := strings.ToLower(f.Name); {
	case strings.HasSuffix(name, ".txt"), strings.HasSuffix(name, ".text"):
		return 10
	case !strings.Contains(name, ".") && !bytes.Contains(f.Data[:min(len(f.Data), 1000)], []byte{0}):
		return 5
	}
	return 0
}

func read(f intake.File, c *intake.Copy) {
	if binary(f.Data) {
		c.Refuse("IMP-READ", refusal.m, refusal.hint)
		return
	}
	text := c.Decode(f.Data, "")
	c.Of(text)
	Lines(c, text)
}

// line is a line of the text with its end.
type line struct {
	text, end string
	num       int
}

// Lines takes in a text: a paragraph a line, or, where the lines were cut at a width, the
// lines up to an empty one or an indented one. Lines of columns are a table.
func Lines(c *intake.Copy, text string) {
	lines := split(text)
	wrapped, g := width(lines), &grid{lines: lines}
	for i := 0; i < len(lines); {
		at := intake.Place{Block: lines[i].num, Line: lines[i].num, Col: 1}
		if n, parts := g.rows(i); n > 0 {
			table(c, lines[i:i+n], parts, at)
			i += n
			continue
		}
		n := 1
		for wrapped > 0 && i+n < len(lines) && goesOn(lines[i+n-1].text, lines[i+n].text, wrapped) {
			n++
		}
		paragraph(c, lines[i:i+n], at)
		i += n
	}
}

// split parts a text at its line ends: CR LF, LF, CR, and those that only Unicode knows.
func split(text string) []line {
	var out []line
	for n := 1; text != ""; n++ {
		i := strings.IndexAny(text, "\n\r\v\f\u0085\u2028\u2029")
		if i < 0 {
			return append(out, line{text, "", n})
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		if strings.HasPrefix(text[i:], "\r\n") {
			size = 2
		}
		out = append(out, line{text[:i], text[i : i+size], n})
		text = text[i+size:]
	}
	return out
}

// paragraph adds lines as one paragraph. Where two lines were one, a break between Latin
// words reads as a space.
func paragraph(c *intake.Copy, lines []line, at intake.Place) {
	var runs []intake.Run
	for i, l := range lines {
		runs = append(runs, c.Text(l.text))
		if i == len(lines)-1 {
			c.Leave(l.end, intake.LineEnd, at)
			break
		}
		before, _ := utf8.DecodeLastRuneInString(l.text)
		after, _ := utf8.DecodeRuneInString(lines[i+1].text)
		if before < 0x2000 && after < 0x2000 && before != ' ' && after != ' ' {
			runs = append(runs, c.Changed(l.end, " "))
		} else {
			c.Leave(l.end, intake.LineEnd, at)
		}
	}
	c.Add(intake.Piece{Runs: runs, At: at})
}

// columns counts a line as a terminal does: two for a wide character.
func columns(s string) (n int) {
	for _, r := range s {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return n
}

// width finds the width that the lines of a text were cut at, in columns; 0: they were not.
// They were where most lines that do not end a sentence are nearly as long as the longest.
func width(lines []line) int {
	most, n := 0, 0
	for _, l := range lines {
		most = max(most, columns(strings.TrimRight(l.text, " ")))
	}
	if most < 30 || most > 100 {
		return 0
	}
	full, open := 0, 0
	for i, l := range lines[:max(len(lines)-1, 0)] {
		w := columns(strings.TrimRight(l.text, " "))
		if w >= most-6 {
			full++
		}
		if w > most/2 && !ended(l.text) && strings.TrimSpace(lines[i+1].text) != "" {
			open++
			if w < most-12 {
				n++
			}
		}
	}
	if full < 3 || open < 2 || 4*n > open {
		return 0
	}
	return most
}

// goesOn tells whether a line is the rest of the one before.
func goesOn(before, after string, wrapped int) bool {
	if strings.TrimSpace(after) == "" || strings.TrimSpace(before) == "" || strings.HasPrefix(after, "\u3000") || strings.HasPrefix(after, "  ") || strings.HasPrefix(after, "\t") {
		return false
	}
	return columns(strings.TrimRight(before, " ")) >= wrapped-12
}

// ended tells whether a line ends as a sentence does.
func ended(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " \u3000"))
	return strings.ContainsRune("。！？…”）：；.!?:", r)
}

// binary tells whether bytes are no text at all.
func binary(data []byte) bool {
	head := data[:min(len(data), 8000)]
	control := 0
	for _, b := range head {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0 && b != 0x1a && b != '\v' {
			control++
		}
	}
	return control*10 > len(head)
}
