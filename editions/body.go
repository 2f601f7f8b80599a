package editions

import (
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
	paper  *Paper
	story  *Story
	file   *source.File
	src    string // the text
	base   int    // where it stands in the file
	blocks []Block

	opened bool // a paragraph has been met: a quotation is no lead any more
	indent int
	typed  source.Span
	ledger *ledger
	cap    int    // lines of the drop cap of the paragraph in hand
	within *fence // the fence that is read; nil: none
	enters enters
}

// maxNest is how many quotations and lists may stand in one another on one line.
const maxNest = 16

// read parses the text from base to the end of the file.
func (b *body) read() {
	b.src = string(b.file.Data[b.base:])
	if at := deepLine(b.src); at >= 0 {
		b.desk.add("SRC-DEPTH", b.file.Pos(source.Span{Start: b.base + at, End: b.base + at}),
			source.Msg("quotations-lists-nested-deeper-than-levels", maxNest), source.Message{})
		b.refuse()
		return
	}
	pc := parser.NewContext()
	pc.Set(paperKey, b.paper)
	doc := bodyParser.Parse(text.NewReader(spacesMasked(b.file.Data[b.base:])), parser.WithContext(pc))
	b.children(doc, Plain)
	b.dropCap()
	b.unheard()
	b.story.Blocks = b.blocks
	b.unpaired()
	b.renumber()
	b.versesApart()
	b.settle()
	b.report(pc)
}

func (b *body) report(pc parser.Context) {
	if b.indent > 0 {
		b.desk.add("TXT-INDENT", b.file.Pos(b.typed),
			source.Msg("paragraphs-begin-with-typed-spaces-which", b.indent),
			source.Msg("remove-them-style-indents-first-line"))
	}
	b.melted()
	if m, ok := pc.Get(marksKey).(*marks); ok && m.over {
		b.desk.add("SRC-MARK", source.Pos{File: b.file.Name},
			source.Msg("more-than-signs-of-markup-in", maxMarksInBlock, maxMarksInStory), source.Message{})
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
			if i < len(line) && strings.IndexByte(" \t\r\n", line[i]) < 0 {
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
	case *fence:
		b.fence(n)
	case *ast.ThematicBreak:
		b.note(n.Pos(), b.endOfLine(min(n.Pos(), len(b.src))), signRule)
		b.desk.found.Add(source.New("SRC-MARK", b.pos(n.Pos(), n.Pos()), source.Msg("rule-between-paragraphs-not-printed"), source.Msg("use-subhead")).As(source.Note))
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
	before := len(b.blocks)
	if b.children(n, kind); len(b.blocks) == before {
		b.emptyQuote(n, outer)
	}
}

func (b *body) runner(n ast.Node) *runner {
	r := &runner{src: b.src, base: b.base, file: b.file, desk: b.desk, soft: -1, ledger: b.ledger}
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
func (b *body) parts(n ast.Node, kind Kind) []any {
	r := b.runner(n)
	r.byLine, r.kind = kind == SignoffText, kind
	r.inlines(n)
	r.cut()
	b.enters.add(r.enters)
	if r.indent > 0 {
		if b.indent == 0 {
			b.typed = r.typed
		}
		b.indent += r.indent
	}
	return r.parts
}

func (b *body) paragraph(n ast.Node, kind Kind) {
	m := b.manner(n, kind)
	before := b.enters
	parts := b.group(b.parts(n, m.kind), kind)
	if b.linesSlip(n, m.kind) {
		b.enters = before // that its lines run together has been told
	}
	for i, part := range parts {
		switch part := part.(type) {
		case *Picture:
			b.add(part)
			if part.Group == nil && (i > 0 || len(parts) > i+1) {
				b.besideText(parts, part)
			}
		case *Table:
			b.add(part)
			b.opened = true
		case Text:
			b.text(part, kind, m)
		}
	}
}

// text adds a paragraph that is set as m says.
func (b *body) text(t Text, kind Kind, m manner) {
	if kind == Plain && b.noted(&t) {
		kind, m = NoteLine, mannerOf(NoteLine, false)
	}
	if m.kind == Plain || m.kind == LeadText {
		b.dated(&t)
	}
	p := &Paragraph{Kind: m.of(t.String(), b.before()), Text: t, Span: t.Span, Cap: b.cap}
	b.cap = 0
	p.Text.Runs = p.Kind.marked(p.Text)
	if p.Kind == m.kind && m.style != m.kind.Style() {
		p.Set = m.style
	}
	b.add(p)
	b.almost(t, kind)
	b.stray(t)
	b.opened = true
}

// noted tells whether a paragraph is a note, [^1]: text, and makes its sign a run.
func (b *body) noted(t *Text) bool {
	first := t.Runs[0]
	n := noteSign(first.Text)
	if !first.Verbatim || n == 0 || n >= len(first.Text) || first.Text[n] != ':' {
		return false
	}
	rest := strings.TrimLeft(first.Text[n+1:], " ")
	if rest == "" && len(t.Runs) == 1 {
		b.desk.add("SRC-MARK", b.file.Pos(first.Span), source.Msg("note-says-nothing-printed-as-stands", first.Text[2:n-1]),
			source.Msg("write-text-after-colon-on-same"))
		return false
	}
	at := first.Span.Start
	b.ledger.note(source.Span{Start: at, End: at + n + 1}, signNote)
	sign := Run{Text: first.Text[2 : n-1], Marks: Superscript | NoteSign, Span: source.Span{Start: at + 2, End: at + n - 1}, Verbatim: true}
	runs := []Run{sign}
	if rest != "" {
		first.Text, first.Span.Start = rest, first.Span.End-len(rest)
		runs = append(runs, first)
	}
	t.Runs = append(runs, t.Runs[1:]...)
	return true
}

// besideText reports a picture that shares its paragraph with text.
func (b *body) besideText(parts []any, p *Picture) {
	hint := source.Msg("put-blank-lines-round-picture")
	if len(parts) == 2 && parts[0] == any(p) {
		hint = source.Msg("group-two-pictures-or-more-caption")
	}
	for _, part := range parts {
		if _, ok := part.(Text); ok {
			b.desk.add("SRC-MARK", b.file.Pos(p.Span), source.Msg("picture-inside-paragraph-set-by-itself"), hint)
			return
		}
	}
}

// tableRule is the line under the head of a table.
var tableRule = later(`^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$`)

// almost reports text that was meant as markup: a subhead whose space was forgotten, a
// table whose rule does not fit its head.
func (b *body) almost(t Text, kind Kind) {
	if kind != Plain {
		return
	}
	if b.subheadSlip(t); b.story.Told(t.Span) {
		return
	}
	for _, r := range t.Runs {
		if len(r.Text) > 2 && strings.IndexByte("|-:", r.Text[0]) >= 0 && tableRule().MatchString(r.Text) {
			b.desk.found.Add(source.New("SRC-TABLE", b.file.Pos(r.Span), source.Msg("no-table-line-under-head-not"), source.Msg("give-both-as-many-cells-with")).As(source.Warning))
		}
	}
}

func (b *body) heading(n *ast.Heading) {
	parts := b.parts(n, SubheadText)
	if len(parts) == 0 {
		b.asText(b.signAt(n.Pos(), '#'))
		return
	}
	b.signsOfHeading(n)
	for _, part := range parts {
		switch part := part.(type) {
		case *Picture:
			b.add(part)
		case *Table:
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
		b.desk.add("SRC-MARK", b.file.Pos(t.Span), source.Msg("headline-inside-text-set-as-subhead"),
			source.Msg("write-headline-as-above-subheads-with"))
	}
	b.opened = true
	b.add(&Paragraph{Kind: SubheadText, Level: min(max(level, 2), 3), Text: t, Span: t.Span})
}
