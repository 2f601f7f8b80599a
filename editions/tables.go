package editions

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"banxin/editions/source"
	"banxin/layout/typo"
)

const tableCaption = "表："

func (b *body) table(n *extast.Table) {
	t := &Table{Head: 1}
	b.captionOfTable(t)
	for _, a := range n.Alignments {
		t.Align = append(t.Align, [...]typo.Align{extast.AlignLeft: typo.Left, extast.AlignRight: typo.Right, extast.AlignCenter: typo.Center, extast.AlignNone: typo.Justify}[a])
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		t.Rows = append(t.Rows, b.row(row, len(t.Align)))
	}
	b.shortRow(n, len(t.Align))
	for _, row := range t.Rows {
		for len(t.Align) < len(row) {
			t.Align = append(t.Align, typo.Justify)
		}
	}
	for i, row := range t.Rows {
		for len(row) < len(t.Align) {
			row = append(row, Text{})
		}
		t.Rows[i] = row
	}
	b.merge(t)
	t.settleHead()
	t.Span = b.spanOfTable(t, n)
	b.signsOfTable(n)
	b.add(t)
	b.opened = true
}

func (b *body) spanOfTable(t *Table, n ast.Node) source.Span {
	span := b.place(max(0, n.Pos()), max(0, n.Pos()))
	if !t.Caption.IsEmpty() {
		span.Start = t.Caption.Span.Start
	}
	for _, row := range t.Rows {
		for _, cell := range row {
			span.End = max(span.End, cell.Span.End)
		}
	}
	return span
}

// captionOfTable takes the paragraph 表：… before a table as its caption; the two
// characters themselves are markup, and so are the words in braces at its end. One that ends in such words and
// lacks the two characters is taken for it, and told.
func (b *body) captionOfTable(t *Table) {
	if len(b.blocks) == 0 {
		return
	}
	p, ok := b.blocks[len(b.blocks)-1].(*Paragraph)
	if !ok || p.Kind != Plain {
		return
	}
	if !p.Text.Runs[0].Verbatim || !strings.HasPrefix(p.Text.Runs[0].Text, tableCaption) {
		says := p.Text.String()
		if i := strings.LastIndexByte(says, '{'); i > 0 && ofTable(strings.TrimRight(says[i+1:], " }")) && b.wordsOfTable(t, &p.Text) {
			b.desk.add("SRC-MARK", b.file.Pos(p.Text.Span), source.Msg("words-of-table-without-caption-sign", clip(says, 20)), source.Msg("write-as", tableCaption+says))
			b.blocks = b.blocks[:len(b.blocks)-1]
			t.Caption = p.Text
		}
		return
	}
	worded := b.wordsOfTable(t, &p.Text)
	if run := &p.Text.Runs[0]; run.Text == tableCaption && len(p.Text.Runs) == 1 && !worded {
		return
	}
	b.blocks = b.blocks[:len(b.blocks)-1]
	run := &p.Text.Runs[0]
	b.note(run.Span.Start-b.base, run.Span.Start-b.base+len(tableCaption), signCaption)
	run.Text = run.Text[len(tableCaption):]
	run.Span.Start += len(tableCaption)
	if run.Text == "" {
		p.Text.Runs = p.Text.Runs[1:]
	}
	if len(p.Text.Runs) > 0 {
		p.Text.Span.Start = p.Text.Runs[0].Span.Start
		t.Caption = p.Text
	}
}

// row takes in the cells of a row, and what goldmark leaves out: cells beyond the head's.
func (b *body) row(n ast.Node, columns int) []Text {
	var cells []Text
	end := -1
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r := b.runner(c)
		r.inlines(c)
		cells = append(cells, r.all(source.Msg("picture-in-table-not-set")))
		if l := c.Lines(); l != nil && l.Len() > 0 {
			end = l.At(0).Stop
		}
	}
	b.barless(n, columns)
	if len(cells) < columns || end < 0 {
		return cells
	}
	return append(cells, b.excess(end)...)
}

// barless reports a line right below a table that has no bar: it has become a row of it.
func (b *body) barless(row ast.Node, columns int) {
	cell := row.FirstChild()
	if columns < 2 || cell == nil || cell.Lines() == nil || cell.Lines().Len() == 0 {
		return
	}
	start := strings.LastIndexByte(b.src[:cell.Lines().At(0).Start], '\n') + 1
	if line := b.src[start:b.endOfLine(start)]; !strings.Contains(line, "|") && strings.TrimSpace(line) != "" {
		b.desk.found.Add(source.New("SRC-TABLE", b.pos(start, start+len(strings.TrimRight(line, " \r"))), source.Msg("line-below-table-is-row-of-it", clip(strings.TrimSpace(line), 12)), source.Msg("put-blank-line-behind-table")).As(source.Warning))
	}
}

// shortRow reports the first row of a table that lacks cells of it; goldmark adds them.
func (b *body) shortRow(table ast.Node, columns int) {
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		written, start, end := 0, 0, 0
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			l := c.Lines()
			if l == nil || l.Len() == 0 {
				continue
			}
			if written == 0 {
				start = strings.LastIndexByte(b.src[:l.At(0).Start], '\n') + 1
				end = b.endOfLine(start)
			}
			written++
		}
		line := strings.TrimRight(b.src[start:end], " \t\r")
		if written > 0 && written < columns && strings.Contains(line, "|") { // one without a bar is told by barless
			b.desk.found.Add(source.New("SRC-TABLE", b.pos(start, start+len(line)), source.Msg("row-fewer-cells-than-table", written, columns), source.Msg("write-bar-for-each-cell")).As(source.Warning))
			return
		}
	}
}

// excess reads the cells after the last one that goldmark takes.
func (b *body) excess(at int) []Text {
	stop := upTo(b.src, at, len(b.src), '\n')
	rest := strings.TrimRight(b.src[at:stop], " \t\r|")
	bar := strings.IndexByte(rest, '|')
	if bar < 0 {
		return nil
	}
	b.desk.add("SRC-TABLE", b.pos(at+bar, at+len(rest)), source.Msg("row-more-cells-than-head-of"),
		source.Msg("give-head-as-many-cells-or"))
	var cells []Text
	stop = at + len(rest)
	for at += bar + 1; at < stop; {
		end := upTo(b.src, at, stop, '|')
		for end < stop && b.src[end-1] == '\\' {
			end = upTo(b.src, end+1, stop, '|')
		}
		cells = append(cells, b.plainCell(at, end))
		at = end + 1
	}
	return cells
}

// plainCell reads a cell without markup.
func (b *body) plainCell(start, end int) Text {
	cell := strings.TrimSpace(b.src[start:end])
	r := &runner{src: b.src, base: b.base, file: b.file, desk: b.desk, soft: -1, span: b.place(start, start), ledger: b.ledger}
	start += strings.Index(b.src[start:end], cell)
	r.text(start, start+len(cell))
	return r.take()
}

// upTo returns the index of the next c in s[at:end], or end.
func upTo(s string, at, end int, c byte) int {
	if i := strings.IndexByte(s[at:end], c); i >= 0 {
		return at + i
	}
	return end
}
