package editions

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"banxin/editions/source"
)

// body makes Blocks of a story's CommonMark.
type body struct {
	desk   *desk
	story  *Story
	file   *source.File
	src    string // the text
	base   int    // where it stands in the file
	blocks []Block

	opened bool // a paragraph has been met: a quotation is no lead any more
	indent int
	typed  source.Span
	markup *[]source.Span
}

// maxNest is how many quotations and lists may stand in one another on one line.
const maxNest = 16

// read parses the text from base to the end of the file.
func (b *body) read() {
	b.src = string(b.file.Data[b.base:])
	if at := deepLine(b.src); at >= 0 {
		b.desk.add(source.Error, "SRC-DEPTH", b.file.Pos(source.Span{Start: b.base + at, End: b.base + at}),
			source.Msg("quotations and lists nested deeper than %d levels", maxNest), source.Message{})
		return
	}
	pc := parser.NewContext()
	doc := bodyParser.Parse(text.NewReader(b.file.Data[b.base:]), parser.WithContext(pc))
	b.children(doc, Plain)
	b.story.Blocks = b.blocks
	b.report(pc)
}

func (b *body) report(pc parser.Context) {
	if b.indent > 0 {
		b.desk.add(source.Note, "TXT-INDENT", b.file.Pos(b.typed),
			source.Msg("%d paragraphs begin with typed spaces, which are left out", b.indent),
			source.Msg("remove them: the style indents the first line"))
	}
	if m, ok := pc.Get(marksKey).(*marks); ok && m.over {
		b.desk.add(source.Warning, "SRC-MARK", source.Pos{File: b.file.Name},
			source.Msg("more than %d signs of markup in a paragraph, or %d in the story: the rest is taken as text", maxMarksInBlock, maxMarksInStory), source.Message{})
	}
}

// deepLine returns where a line begins that opens too many quotations and lists, or -1.
func deepLine(s string) int {
	for at := 0; at < len(s); {
		end := strings.IndexByte(s[at:], '\n') + at
		if end < at {
			end = len(s)
		}
		if nesting(s[at:end]) > maxNest {
			return at
		}
		at = end + 1
	}
	return -1
}

// nesting counts the markers of quotations and lists at the start of a line.
func nesting(line string) int {
	n := 0
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case c == ' ' || c == '\t' || c == '\r':
			i++
			continue
		case c == '>':
			i++
		case c == '-' || c == '+' || c == '*':
			i++
			if i < len(line) && line[i] != ' ' && line[i] != '\t' {
				return n
			}
		case '0' <= c && c <= '9':
			for i < len(line) && '0' <= line[i] && line[i] <= '9' {
				i++
			}
			if i >= len(line) || line[i] != '.' && line[i] != ')' {
				return n
			}
			i++
		default:
			return n
		}
		n++
	}
	return n
}

func (b *body) add(block Block) { b.blocks = append(b.blocks, block) }

func (b *body) place(start, end int) source.Span {
	return source.Span{Start: b.base + start, End: b.base + end}
}

func (b *body) pos(start, end int) source.Pos { return b.file.Pos(b.place(start, end)) }

// children takes in the blocks of n as kind.
func (b *body) children(n ast.Node, kind Kind) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.block(c, kind)
	}
}

func (b *body) block(n ast.Node, kind Kind) {
	switch n := n.(type) {
	case *ast.Paragraph:
		b.paragraph(n, kind)
	case *ast.TextBlock:
		b.paragraph(n, kind)
	case *ast.Heading:
		b.heading(n)
	case *ast.Blockquote:
		b.quotation(n, kind)
	case *ast.List:
		b.list(n)
	case *extast.Table:
		b.table(n)
	case *ast.ThematicBreak:
		b.desk.add(source.Note, "SRC-MARK", b.pos(n.Pos(), n.Pos()), source.Msg("a rule between paragraphs is not printed"),
			source.Msg("use a subhead: ## …"))
	default:
		panic("editions: a block that no parser makes: " + n.Kind().String())
	}
}

func (b *body) quotation(n *ast.Blockquote, outer Kind) {
	kind := QuoteText
	switch {
	case outer == QuoteText || outer == LeadText || outer == SignoffText:
		kind = SignoffText
	case !b.opened:
		kind = LeadText
	}
	b.children(n, kind)
}

func (b *body) runner(n ast.Node) *runner {
	r := &runner{src: b.src, base: b.base, file: b.file, desk: b.desk, soft: -1, markup: b.markup}
	r.span = b.lines(n)
	return r
}

// lines returns the span of a block's lines.
func (b *body) lines(n ast.Node) source.Span {
	l := n.Lines()
	if l == nil || l.Len() == 0 {
		at := max(0, n.Pos())
		return b.place(at, at)
	}
	return b.place(l.At(0).Start, l.At(l.Len()-1).Stop)
}

// parts takes in a block's inlines: its texts and pictures in order.
func (b *body) parts(n ast.Node, byLine bool) []any {
	r := b.runner(n)
	r.byLine = byLine
	r.inlines(n)
	r.cut()
	if r.indent > 0 {
		if b.indent == 0 {
			b.typed = r.typed
		}
		b.indent += r.indent
	}
	return r.parts
}

func (b *body) paragraph(n ast.Node, kind Kind) {
	parts := b.parts(n, kind == SignoffText)
	for i, part := range parts {
		switch part := part.(type) {
		case *Picture:
			b.add(part)
			if i > 0 || len(parts) > i+1 {
				b.besideText(parts, part)
			}
		case Text:
			b.add(&Paragraph{Kind: kind, Text: part, Span: part.Span})
			b.hashes(part, kind)
			b.opened = true
		}
	}
}

// besideText reports a picture that shares its paragraph with text.
func (b *body) besideText(parts []any, p *Picture) {
	for _, part := range parts {
		if _, ok := part.(Text); ok {
			b.desk.add(source.Warning, "SRC-MARK", b.file.Pos(p.Span), source.Msg("a picture inside a paragraph: it is set by itself"),
				source.Msg("put blank lines round the picture"))
			return
		}
	}
}

// hashes reports a subhead whose space was forgotten.
func (b *body) hashes(t Text, kind Kind) {
	s := t.Runs[0].Text
	if rest := strings.TrimLeft(s, "#＃"); kind == Plain && rest != s && strings.HasPrefix(s, "##") && rest != "" {
		b.desk.add(source.Warning, "SRC-MARK", b.file.Pos(t.Span), source.Msg("%q is no subhead without a space after ##", clip(s, 12)),
			source.Msg("write ## 小标题"))
	}
}

func (b *body) heading(n *ast.Heading) {
	for _, part := range b.parts(n, false) {
		switch part := part.(type) {
		case *Picture:
			b.add(part)
		case Text:
			b.subhead(n.Level, part)
		}
	}
}

func (b *body) subhead(level int, t Text) {
	if level == 1 {
		if len(b.story.Headline) == 0 && len(b.blocks) == 0 {
			b.story.Headline = []Text{t}
			return
		}
		b.desk.add(source.Warning, "SRC-MARK", b.file.Pos(t.Span), source.Msg("a headline inside the text is set as a subhead"),
			source.Msg("write the headline as 标题 above, subheads with ##"))
	}
	b.opened = true
	b.add(&Paragraph{Kind: SubheadText, Level: min(max(level, 2), 3), Text: t, Span: t.Span})
}

// typedMarker is what writers type before an item: 1. 1、 （1） 一、 （一） ①.
var typedMarker = regexp.MustCompile(`^(?:[0-9]{1,3}(?:[、．）)]|\.(?:[^0-9]|$))|[（(][0-9一二三四五六七八九十百]{1,4}[)）]|[一二三四五六七八九十百]{1,4}、|[①-⑳])`)

func (b *body) list(n *ast.List) {
	l := &List{}
	b.items(n, l)
	b.endList(l)
}

// endList adds the items so far; a picture between items ends a list too.
func (b *body) endList(l *List) {
	if len(l.Items) == 0 {
		return
	}
	span := source.Span{Start: l.Items[0].Span.Start, End: l.Items[len(l.Items)-1].Span.End}
	b.add(&List{Items: l.Items, Span: span})
	l.Items = nil
	b.opened = true
}

// items flattens a list: the items of a list inside an item follow it, and a further
// paragraph of an item is an item without a marker.
func (b *body) items(n *ast.List, l *List) {
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		marker := b.marker(n, item)
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			b.item(c, &marker, l)
		}
	}
}

// mark is the marker of an item and its place in the text.
type mark struct {
	text       string
	start, end int
}

// marker reads what stands before an item: a bullet or a number.
func (b *body) marker(n *ast.List, item ast.Node) mark {
	at := b.startOfItem(item)
	if !n.IsOrdered() {
		return mark{"•", at, at + 1}
	}
	end := at
	for end < len(b.src) && '0' <= b.src[end] && b.src[end] <= '9' {
		end++
	}
	if end < len(b.src) {
		end++
	}
	b.noteMarkup(at, end)
	return mark{b.src[at:end], at, end}
}

// startOfItem finds an item's marker. After a tab that counts for indentation only in
// part, goldmark's position is up to three characters late.
func (b *body) startOfItem(item ast.Node) int {
	at := max(0, min(item.Pos(), len(b.src)-1))
	for i := at; i >= max(0, at-4) && b.src[i] != '\n'; i-- {
		before := byte('\n')
		if i > 0 {
			before = b.src[i-1]
		}
		if strings.IndexByte(" \t\n>", before) >= 0 && nesting(b.src[i:min(len(b.src), i+12)]) > 0 {
			return i
		}
	}
	return at
}

func (b *body) noteMarkup(start, end int) {
	if b.markup != nil {
		*b.markup = append(*b.markup, b.place(start, end))
	}
}

// item takes in one block of an item. Paragraphs and lists are at home there; the texts
// of other blocks are kept as further items.
func (b *body) item(n ast.Node, marker *mark, l *List) {
	switch n := n.(type) {
	case *ast.List:
		b.items(n, l)
		marker.text = ""
		return
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
	case *ast.Blockquote:
		b.foreign(n)
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			b.item(c, marker, l)
		}
		return
	default:
		b.foreign(n)
		b.endList(l)
		b.block(n, Plain)
		return
	}
	for _, part := range b.parts(n, false) {
		switch part := part.(type) {
		case *Picture:
			b.endList(l)
			b.add(part)
		case Text:
			l.Items = append(l.Items, b.listItem(marker, part))
		}
	}
}

func (b *body) foreign(n ast.Node) {
	at := max(0, n.Pos())
	b.desk.add(source.Warning, "SRC-MARK", b.pos(at, at), source.Msg("only paragraphs and lists belong into a list"),
		source.Msg("end the list before this with a blank line and begin at the line's start"))
}

// listItem makes an item; its marker is used up.
func (b *body) listItem(marker *mark, t Text) ListItem {
	it := ListItem{Marker: marker.text, Text: t, Span: t.Span}
	if marker.text != "" {
		it.Span.Start = b.base + marker.start
	}
	if marker.text == "•" {
		b.takeMarker(&it)
	}
	marker.text = ""
	return it
}

// takeMarker makes a number typed at the start of a bullet's text its marker.
func (b *body) takeMarker(it *ListItem) {
	run := &it.Text.Runs[0]
	m := typedMarker.FindString(run.Text)
	if m == "" || !run.Verbatim || run.Ruby != "" {
		return
	}
	if i := strings.IndexByte(m, '.'); i >= 0 {
		m = m[:i+1]
	}
	rest := strings.TrimLeft(run.Text[len(m):], " "+wideSpace)
	if rest == "" && len(it.Text.Runs) == 1 {
		return
	}
	it.Marker = m
	cut := len(run.Text) - len(rest)
	b.noteMarkup(run.Span.Start-b.base, run.Span.Start-b.base+cut)
	run.Text, run.Span.Start = rest, run.Span.Start+cut
	if rest == "" {
		it.Text.Runs = it.Text.Runs[1:]
	}
	it.Text.Span.Start = it.Text.Runs[0].Span.Start
}

const tableCaption = "表："

func (b *body) table(n *extast.Table) {
	t := &Table{Head: 1, Caption: b.captionOfTable()}
	for _, a := range n.Alignments {
		t.Align = append(t.Align, [...]Align{extast.AlignLeft: AlignLeft, extast.AlignRight: AlignRight, extast.AlignCenter: Center, extast.AlignNone: Justify}[a])
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		t.Rows = append(t.Rows, b.row(row, len(t.Align)))
	}
	for _, row := range t.Rows {
		for len(t.Align) < len(row) {
			t.Align = append(t.Align, Justify)
		}
	}
	for i, row := range t.Rows {
		for len(row) < len(t.Align) {
			row = append(row, Text{})
		}
		t.Rows[i] = row
	}
	t.Span = b.spanOfTable(t, n)
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
// characters themselves are markup.
func (b *body) captionOfTable() Text {
	if len(b.blocks) == 0 {
		return Text{}
	}
	p, ok := b.blocks[len(b.blocks)-1].(*Paragraph)
	if !ok || p.Kind != Plain || !p.Text.Runs[0].Verbatim || !strings.HasPrefix(p.Text.Runs[0].Text, tableCaption) {
		return Text{}
	}
	run := &p.Text.Runs[0]
	if run.Text == tableCaption && len(p.Text.Runs) == 1 {
		return Text{}
	}
	b.blocks = b.blocks[:len(b.blocks)-1]
	b.noteMarkup(run.Span.Start-b.base, run.Span.Start-b.base+len(tableCaption))
	run.Text = run.Text[len(tableCaption):]
	run.Span.Start += len(tableCaption)
	if run.Text == "" {
		p.Text.Runs = p.Text.Runs[1:]
	}
	p.Text.Span.Start = p.Text.Runs[0].Span.Start
	return p.Text
}

// row takes in the cells of a row, and what goldmark leaves out: cells beyond the head's.
func (b *body) row(n ast.Node, columns int) []Text {
	var cells []Text
	end := -1
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r := b.runner(c)
		r.inlines(c)
		cells = append(cells, r.all(source.Msg("a picture in a table is not set")))
		if l := c.Lines(); l != nil && l.Len() > 0 {
			end = l.At(0).Stop
		}
	}
	if len(cells) < columns || end < 0 {
		return cells
	}
	return append(cells, b.excess(end)...)
}

// excess reads the cells after the last one that goldmark takes.
func (b *body) excess(at int) []Text {
	stop := upTo(b.src, at, len(b.src), '\n')
	rest := strings.TrimRight(b.src[at:stop], " \t\r|")
	bar := strings.IndexByte(rest, '|')
	if bar < 0 {
		return nil
	}
	b.desk.add(source.Error, "SRC-TABLE", b.pos(at+bar, at+len(rest)), source.Msg("this row has more cells than the head of the table"),
		source.Msg("give the head as many cells, or write \\| for a bar that is text"))
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
	r := &runner{src: b.src, base: b.base, file: b.file, desk: b.desk, soft: -1, span: b.place(start, start)}
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
