package editions

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"banxin/editions/source"
)

// Rows of a table that is none to CommonMark: its bars are full-width ones, the line under its head is
// missing or of other signs, its columns are parted by tabs or blanks. Their lines would be printed as
// one paragraph.

// rowForms tell what parts the cells of a row.
var (
	wideBars   = regexp.MustCompile(`[｜│┃┆┊]`)
	drawnLine  = regexp.MustCompile(`^[┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝─━═]+$|^\+[-=+]*\+$`)
	ruleUnlike = regexp.MustCompile(`^[|｜]?(?:[\s:：]*[-－—–_─=]{2,}[\s:：]*[|｜])+(?:[\s:：]*[-－—–_─=]{2,}[\s:：]*)?$`)
	blankCells = regexp.MustCompile(` {2,}| *　+ *`)
)

// rowsOf are the lines of a paragraph, without what is white about them.
func (b *body) rowsOf(n ast.Node) (rows []string) {
	lines := n.Lines()
	for i := range lines.Len() {
		at := lines.At(i)
		rows = append(rows, strings.Trim(b.src[at.Start:at.Stop], " \t\r\n　"))
	}
	return rows
}

// tableSlip reports a paragraph whose lines are meant as rows of a table.
func (b *body) tableSlip(n ast.Node, rows []string) bool {
	if len(rows) == 1 && strings.Contains(rows[0], "|") && tableRule().MatchString(rows[0]) {
		b.tellLines("SRC-TABLE", n, source.Msg("rule-of-table-stands-alone"), source.Msg("take-blank-lines-between-rows-away"))
		return true
	}
	cells, msg, ok := cellsMeant(rows)
	if ok {
		b.tellLines("SRC-TABLE", n, msg, source.Msg("write-rows-as", rowOf(cells), ruleFor(len(cells))))
	}
	return ok
}

// cellsMeant are the cells of the first of some lines if they are rows of a table.
func cellsMeant(rows []string) (cells []string, msg source.Message, ok bool) {
	if len(rows) < 2 {
		return nil, msg, false
	}
	is := func(form *regexp.Regexp) bool { return slices.ContainsFunc(rows, form.MatchString) }
	drawn, ruled, wide := is(drawnLine), is(ruleUnlike), is(wideBars)
	texts := slices.DeleteFunc(slices.Clone(rows), func(r string) bool { return drawnLine.MatchString(r) || ruleUnlike.MatchString(r) })
	if len(texts) == 0 {
		return nil, msg, false
	}
	barred, n := byBars(texts)
	switch {
	case drawn && barred:
		msg = source.Msg("table-drawn-with-lines")
	case barred && is(tableRule()):
		return nil, msg, false // its rule does not fit its head, which almost tells
	case wide && barred && (ruled || n > 1 || len(texts) > 2):
		msg = source.Msg("table-bars-full-width")
	case barred && ruled:
		msg = source.Msg("table-rule-of-other-signs")
	case barred && (n > 1 || edged(texts) || len(texts) > 2):
		msg = source.Msg("table-without-rule")
	case alikeCells(texts, "\t", 1):
		return cellsOf(texts[0], "\t"), source.Msg("table-columns-by-tabs"), true
	default:
		if cells := alignedCells(texts); cells != nil {
			return cells, source.Msg("table-columns-by-blanks"), true
		}
		return nil, msg, false
	}
	return cellsOf(narrowBars(texts[0]), "|"), msg, true
}

func narrowBars(row string) string { return strings.Trim(wideBars.ReplaceAllString(row, "|"), "| ") }

// byBars tells whether each of several rows has as many bars, and how many stand between its cells.
func byBars(rows []string) (bool, int) {
	n, closed := strings.Count(narrowBars(rows[0]), "|"), edged(rows)
	if (n == 0 || len(rows) < 2) && !closed {
		return false, 0
	}
	for _, r := range rows {
		if r = narrowBars(r); strings.Count(r, "|") != n && !closed || strings.Contains(r, "||") {
			return false, 0
		}
	}
	return true, n
}

// edged tells whether each row begins and ends with a bar.
func edged(rows []string) bool {
	return !slices.ContainsFunc(rows, func(r string) bool {
		r = wideBars.ReplaceAllString(r, "|")
		return len(r) < 3 || r[0] != '|' || r[len(r)-1] != '|'
	})
}

func cellsOf(row, by string) (cells []string) {
	for c := range strings.SplitSeq(row, by) {
		cells = append(cells, strings.Trim(c, " \t　"))
	}
	return cells
}

// alikeCells tells whether each row has as many signs between cells, least or more.
func alikeCells(rows []string, by string, least int) bool {
	n := strings.Count(rows[0], by)
	return len(rows) > 1 && n >= least && !slices.ContainsFunc(rows, func(r string) bool { return strings.Count(r, by) != n })
}

// longCell is how many characters a cell of columns in line has at the most; prose has more.
const longCell = 16

// alignedCells are the cells of the first of some rows that are parted by blanks, as many in each.
func alignedCells(rows []string) []string {
	var head []string
	for i, r := range rows {
		cells := blankCells.Split(r, -1)
		if i == 0 {
			head = cells
		}
		if len(cells) != len(head) || slices.ContainsFunc(cells, func(c string) bool { return len([]rune(c)) > longCell }) {
			return nil
		}
	}
	if len(rows) < 2 || len(head) < 2 || len(head) == 2 && len(rows) < 3 {
		return nil
	}
	return head
}

func rowOf(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }

func ruleFor(n int) string { return "|" + strings.Repeat("---|", n) }

// tellLines reports the lines of a paragraph; of their marks nothing else is to be said.
func (b *body) tellLines(code string, n ast.Node, msg, hint source.Message) {
	span := b.lines(n)
	first, _, _ := strings.Cut(string(b.file.Data[span.Start:span.End]), "\n")
	b.desk.found.Add(source.New(code, b.file.Pos(source.Span{Start: span.Start, End: span.Start + len(strings.TrimRight(first, " \t\r"))}), msg, hint).As(source.Warning))
	b.story.told = append(b.story.told, span)
}
