package editions

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"banxin/editions/source"
)

// fence is several paragraphs of one kind:
//
//	::: 问答
//	问：何时通车？
//	答：明年五月。
//	:::
//
// Fences do not stand in one another.
type fence struct {
	ast.BaseBlock
	manner
	colons     int
	start, end int    // of the line that opens it
	stop       int    // where the line that closes it begins; -1: there is none
	name       string // as it should be written
}

var kindFence = ast.NewNodeKind("Fence")

func (f *fence) Kind() ast.NodeKind         { return kindFence }
func (f *fence) Dump(src []byte, level int) { ast.DumpHelper(f, src, level, nil, nil) }

// paperKey is where the parser finds the paper, whose styles a fence may name.
var paperKey = parser.NewContextKey()

// fenceParser opens a fence at a line of three colons or more and a name that there is; other
// such lines are text.
type fenceParser struct{}

func (fenceParser) Trigger() []byte                             { return []byte{':', "："[0]} }
func (fenceParser) CanInterruptParagraph() bool                 { return true }
func (fenceParser) CanAcceptIndentedLine() bool                 { return false }
func (fenceParser) Close(ast.Node, text.Reader, parser.Context) {}

func (fenceParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	colons, name := fenceOf(string(line))
	p, _ := pc.Get(paperKey).(*Paper)
	if p == nil || name == "" || parent.Kind() != ast.KindDocument {
		return nil, parser.NoChildren
	}
	m, ok := p.manner(name)
	if w, near := nearest(p.mannerWords(), name); !ok && near {
		name = w.zh
		m, ok = p.manner(name)
	}
	if !ok {
		return nil, parser.NoChildren
	}
	text := len(bytes.TrimRight(line, "\r\n"))
	reader.Advance(text)
	return &fence{manner: m, colons: colons, name: name, start: segment.Start, end: segment.Start + text, stop: -1}, parser.HasChildren
}

func (fenceParser) Continue(n ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	f := n.(*fence)
	least := f.colons
	if least == 3 {
		least = 2 // one forgotten is told
	}
	if colons, name := fenceOf(string(line)); colons < least || name != "" {
		return parser.Continue | parser.HasChildren
	}
	f.stop = segment.Start
	reader.Advance(len(bytes.TrimRight(line, "\r\n")))
	return parser.Close
}

// fenceOf reads a line of colons and a name: three colons or more, and what stands after them. Two, and
// full-width ones, are taken too, and told.
func fenceOf(line string) (colons int, name string) {
	line = strings.Trim(line, " \t\r\n　")
	name = strings.TrimLeft(line, ":：")
	if colons = utf8.RuneCountInString(line[:len(line)-len(name)]); colons < 2 {
		return 0, ""
	}
	name = strings.Trim(name, " 　")
	if inside, ok := strings.CutPrefix(name, "{"); ok {
		name = strings.TrimSpace(strings.TrimSuffix(inside, "}"))
	}
	return colons, name
}

// fence takes in what stands between the two lines.
func (b *body) fence(f *fence) {
	b.note(f.start, f.end, signStyle)
	if b.fenceSlip(f); f.stop < 0 {
		b.desk.add("SRC-MARK", b.pos(f.start, f.end), source.Msg("fence-that-does-not-end-all"), source.Msg("write-on-line-of-own-after"))
	} else {
		b.note(f.stop, b.endOfLine(f.stop), signStyle)
	}
	b.within = f
	before := len(b.blocks)
	b.children(f, Plain)
	if b.within = nil; len(b.blocks) == before {
		b.desk.found.Add(source.New("SRC-MARK", b.pos(f.start, f.end), source.Msg("nothing-stands-between-2"), source.Msg("write-paragraphs-there-or-take-two")).As(source.Warning))
	}
}

// fenceSlip reports the lines of a fence that are not written as they should be, the first of them alone.
func (b *body) fenceSlip(f *fence) {
	for _, l := range []struct {
		at       int
		is, name string
	}{{f.start, ":::", f.name}, {f.stop, ":::", ""}} {
		if l.at < 0 {
			return
		}
		end := b.endOfLine(l.at)
		says := strings.Trim(b.src[l.at:end], " \t\r　")
		colons, name := fenceOf(says)
		right := strings.TrimSpace(l.is + " " + l.name)
		cure := source.Msg("write-as", right)
		if l.at == f.start && f.stop >= 0 && strings.TrimSpace(b.src[f.stop:b.endOfLine(f.stop)]) != ":::" {
			cure = source.Msg("write-both-fences", right, ":::")
		}
		switch {
		case strings.Contains(says, "："):
			b.desk.add("SRC-MARK", b.pos(l.at, l.at+len(says)), source.Msg("mark-in-full-width-signs", says), cure)
		case colons < len(l.is):
			b.desk.add("SRC-MARK", b.pos(l.at, l.at+len(says)), source.Msg("fence-of-two-colons", says), cure)
		case name != l.name:
			b.desk.found.Add(source.New("SRC-MARK", b.pos(l.at, l.at+len(says)), source.Msg("no-kind-of-paragraph-called", name), source.Msg("did-you-mean", l.name)).As(source.Warning))
		default:
			continue
		}
		return
	}
}

// manner is how a paragraph of a kind is set: as the word in braces at its end says, the fence
// round it, or the genre of its story.
func (b *body) manner(n ast.Node, kind Kind) manner {
	if kind == SignoffText || kind == ListItemText {
		return mannerOf(kind, false)
	}
	if m, ok := b.brace(n); ok {
		return m
	}
	if b.within != nil && kind == Plain {
		return b.within.manner
	}
	if m, ok := b.paper.byGenre(b.story.Genre, kind); ok {
		return m
	}
	m := mannerOf(kind, false)
	m.tacit = true
	return m
}

// before is the kind of the paragraph before, Plain for other blocks.
func (b *body) before() Kind {
	if n := len(b.blocks); n > 0 {
		if p, ok := b.blocks[n-1].(*Paragraph); ok {
			return p.Kind
		}
	}
	return Plain
}

// brace takes a word in braces off the end of a paragraph: {诗}, on its last line or a line of
// its own. Braces round what names no kind stay text.
func (b *body) brace(n ast.Node) (manner, bool) {
	last, ok := n.LastChild().(*ast.Text)
	if !ok {
		return manner{}, false
	}
	from, to := last.Segment.Start, last.Segment.Start+len(strings.TrimRight(b.src[last.Segment.Start:last.Segment.Stop], " \t\u3000"))
	open := from + strings.LastIndexByte(b.src[from:to], '{')
	if open < from || to-open < len("{}")+1 || b.src[to-1] != '}' || open > 0 && (b.src[open-1] == '\\' || b.src[open-1] == ']') {
		return manner{}, false
	}
	name := strings.TrimSpace(b.src[open+1 : to-1])
	cap, wrong := capOf(name)
	if wrong != "" {
		b.desk.add("SRC-VALUE", b.pos(open, to), source.Msg("not-whole-number-from-to", wrong, leastCap, mostCap), source.Message{})
	}
	m, ok := b.paper.manner(name)
	if !ok && open == from && last.PreviousSibling() == nil && ofTable(name) {
		b.desk.add("SRC-MARK", b.pos(open, to), source.Msg("stands-by-itself-there-no-paragraph", b.src[open:to]), source.Message{})
		return manner{}, false
	}
	if !ok && cap == 0 {
		b.noManner(name, open, to, open == from && last.PreviousSibling() != nil)
		return manner{}, false
	}
	if open == from && last.PreviousSibling() == nil {
		b.desk.add("SRC-MARK", b.pos(open, to), source.Msg("stands-by-itself-there-no-paragraph", b.src[open:to]), source.Msg("take-blank-line-before-away-or", name))
		return manner{}, false
	}
	b.note(open, to, signStyle)
	last.Segment = last.Segment.WithStop(open)
	if open == from {
		n.RemoveChild(n, last)
	}
	b.cap = cap
	return m, cap == 0
}

// noManner reports braces that look like the name of a kind: on a line of their own, or nearly
// one that there is.
func (b *body) noManner(name string, open, to int, alone bool) {
	words := b.paper.mannerWords()
	near, ok := nearest(words, name)
	if !styleName(name) || !ok && !alone || continues(name) || IsRemark(name, false) {
		return
	}
	hint := source.Msg("known-here", allWords(words))
	if ok {
		hint = source.Msg("did-you-mean", near.String())
	}
	b.desk.found.Add(source.New("SRC-MARK", b.pos(open, to), source.Msg("no-kind-of-paragraph-called-printed", name), hint).As(source.Warning))
}

// unheard reports names of kinds in braces where no paragraph takes them: in a list, a table, a
// subhead, before another name.
func (b *body) unheard() {
	for _, block := range b.blocks {
		for part := range PartsOf(block) {
			if last := part.Text.Runs; len(last) > 0 && last[len(last)-1].Verbatim {
				_, alone := block.(*Paragraph)
				b.unheardIn(last[len(last)-1], alone && len(last) == 1)
			}
		}
	}
}

// unheardIn looks at the end of a text; one that is all of a paragraph is reported already.
func (b *body) unheardIn(r Run, all bool) {
	s := strings.TrimRight(r.Text, " \t\u3000")
	open := strings.LastIndexByte(s, '{')
	if open < 0 || s[len(s)-1] != '}' || all && open == 0 {
		return
	}
	name, at := s[open+1:len(s)-1], r.Span.Start+open
	_, ok := b.paper.manner(strings.TrimSpace(name))
	if cap, _ := capOf(name); !ok && cap == 0 || at < 1 || at > len(b.file.Data) || b.file.Data[at-1] == '\\' {
		return
	}
	b.desk.found.Add(source.New("SRC-MARK", b.file.Pos(source.Span{Start: at, End: at + len(s) - open}),
		source.Msg("no-paragraph-takes-here-printed-as", s[open:]), source.Msg("one-name-stands-at-end-of")).As(source.Warning))
}
