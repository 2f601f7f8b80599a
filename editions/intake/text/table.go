package text

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
)

// A table in plain text is lines under one another with the same number of fields: parted by
// tabs, as spreadsheets put them on the clipboard, or by white space, as people align them.

// fewestLines make a table of aligned columns; with tabs two of three fields are enough.
const fewestLines = 3

// mostField is how many characters a field of a table has at most.
const mostField = 40

var (
	tabs   = form.Of(`[ \x{3000}]*\t[\t \x{3000}]*`)
	blanks = form.Of(`(?:\x{3000}| {2,}|\t)[ \x{3000}\t]*`)
	figure = form.Of(`^[+\-−≈约￥¥$]?[0-9０-９][0-9０-９.,，．:：/%％‰-]*[\p{Han}℃%％]{0,3}$|^[-—/–]+$`)
	mark   = form.Of(`^(?:[0-9]{1,3}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[•·●■▪–—*-])$`)
)

// grid finds tables among lines. Where lines look alike and are no table, none of them begins
// one, so that each is looked at once.
type grid struct {
	lines []line
	none  [2]int // up to where no table begins, for tabs and for white space
}

// rows tells how many lines from i on are the rows of a table, and what parts their fields; 0:
// none are.
func (g *grid) rows(i int) (n int, parts *regexp.Regexp) {
	for k, parts := range []*regexp.Regexp{tabs(), blanks()} {
		if i < g.none[k] {
			continue
		}
		n, width, figures := g.alike(i, parts)
		if k == 0 && n >= 2 && (width > 2 || n >= fewestLines) || n >= fewestLines && (width > 2 || 2*figures > n) {
			return n, parts
		}
		g.none[k] = i + n
	}
	return 0, nil
}

// alike counts the lines from i on with as many fields, and those that end with a figure.
func (g *grid) alike(i int, parts *regexp.Regexp) (n, width, figures int) {
	for _, l := range g.lines[i:] {
		fields := fieldsOf(l.text, parts)
		if len(fields) < 2 || width > 0 && len(fields) != width || !tabular(fields) {
			break
		}
		n, width = n+1, len(fields)
		if figure().MatchString(fields[width-1]) {
			figures++
		}
	}
	return n, width, figures
}

// tabular tells whether fields can be those of a row: short, no sentences, and no mark of a
// list before a text.
func tabular(fields []string) bool {
	if len(fields) == 2 && mark().MatchString(fields[0]) {
		return false
	}
	for _, f := range fields {
		if utf8.RuneCountInString(f) > mostField || strings.ContainsAny(f, "。；！？") {
			return false
		}
	}
	return true
}

func fieldsOf(s string, parts *regexp.Regexp) []string {
	s = strings.TrimFunc(s, blank)
	if s == "" || len(s) > 2000 {
		return nil
	}
	return parts.Split(s, -1)
}

func blank(r rune) bool { return r == ' ' || r == '\t' || r == '\u3000' || r == '\u00A0' }

// table adds lines as a table.
func table(c *intake.Copy, lines []line, parts *regexp.Regexp, at intake.Place) {
	p := intake.Piece{Kind: intake.Table, At: at}
	for _, l := range lines {
		var row []intake.Cell
		body := strings.TrimLeftFunc(l.text, blank)
		c.Leave(l.text[:len(l.text)-len(body)], intake.Blank, at)
		rest := strings.TrimRightFunc(body, blank)
		after := body[len(rest):]
		for {
			i := parts.FindStringIndex(rest)
			if i == nil {
				break
			}
			row = append(row, intake.Cell{Runs: []intake.Run{c.Text(rest[:i[0]])}})
			c.Leave(rest[i[0]:i[1]], intake.Markup, at)
			rest = rest[i[1]:]
		}
		row = append(row, intake.Cell{Runs: []intake.Run{c.Text(rest)}})
		c.Leave(after, intake.Blank, at)
		c.Leave(l.end, intake.LineEnd, at)
		p.Rows = append(p.Rows, row)
	}
	c.Add(p)
}
