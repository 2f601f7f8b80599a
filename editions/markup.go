package editions

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A story's body is CommonMark without what a newspaper has no use for: code, raw HTML,
// link references and underlined headings stay plain text, so that no character of it is
// lost. Added are tables, ruby {汉|hàn}, ^superscript^, ~subscript~, braces after pictures, and marked
// text: [棠川]{专名}.
//
// The parsers are stateless and safe for concurrent use.
var (
	bodyParser = parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(fenceParser{}, 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(paragraphParser{parser.NewParagraphParser()}, 1000),
		),
		inlineParsers,
		parser.WithParagraphTransformers(util.Prioritized(tableTransformer{extension.NewTableParagraphTransformer()}, 200)),
	)
	lineParser = parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(paragraphParser{parser.NewParagraphParser()}, 1000)),
		inlineParsers,
	)
	inlineParsers = parser.WithInlineParsers(
		util.Prioritized(noteParser{}, 100),
		util.Prioritized(bracketParser{}, 150),
		util.Prioritized(linkParser{parser.NewLinkParser()}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(braceParser{}, 400),
		util.Prioritized(superParser{}, 400),
		util.Prioritized(emphasisParser{}, 500),
	)
)

// paragraphParser takes indented lines too: without code blocks they are paragraphs.
type paragraphParser struct{ parser.BlockParser }

func (paragraphParser) CanAcceptIndentedLine() bool { return true }

// Matching brackets and emphasis costs the square of their number in a paragraph.
// What a paragraph, or a story, has beyond these many stays plain text.
const (
	maxMarksInBlock = 1000
	maxMarksInStory = 20000
	maxBrace        = 2000   // bytes between { and }
	maxSuper        = 60     // bytes between ^ and ^
	maxLowered      = 16     // bytes between ~ and ~
	maxTarget       = 4000   // bytes of a link between ( and )
	maxCells        = 200000 // of a table, each row filled up to the first
)

var marksKey = parser.NewContextKey()

// marks counts the signs of markup met so far.
type marks struct {
	block, story int
	parent       ast.Node
	over         bool // signs were left as text
}

// spend tells whether one more sign may be looked at.
func spend(parent ast.Node, pc parser.Context) bool {
	m, _ := pc.Get(marksKey).(*marks)
	if m == nil {
		m = &marks{}
		pc.Set(marksKey, m)
	}
	if m.parent != parent {
		m.parent, m.block = parent, 0
	}
	m.block++
	m.story++
	over := m.block > maxMarksInBlock || m.story > maxMarksInStory
	m.over = m.over || over
	return !over
}

// spent tells whether no more signs may be looked at, without counting one.
func spent(parent ast.Node, pc parser.Context) bool {
	m, _ := pc.Get(marksKey).(*marks)
	return m != nil && (m.story >= maxMarksInStory || m.parent == parent && m.block >= maxMarksInBlock)
}

// linkParser is goldmark's, noting where a link or picture ends.
type linkParser struct{ parser.InlineParser }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); endless(line) || !spend(parent, pc) {
		return nil
	}
	n := p.InlineParser.Parse(parent, block, pc)
	switch n := n.(type) {
	case *ast.Link:
		noteEnd(n, block)
	case *ast.Image:
		noteEnd(n, block)
	}
	return n
}

// endless tells whether a link would begin its target here and not end it within maxTarget:
// goldmark looks for the end as far as the line goes, for each that begins.
func endless(line []byte) bool {
	return len(line) > maxTarget && line[0] == ']' && line[1] == '(' && bytes.IndexByte(line[:maxTarget], ')') < 0
}

// tableTransformer is goldmark's for tables that are not too large and have a bar in the line
// under their head; else they stay text: a - below a line is none. Short rows are filled up to the first, so that a small file can have more cells than characters.
type tableTransformer struct{ parser.ParagraphTransformer }

func (t tableTransformer) Transform(n *ast.Paragraph, block text.Reader, pc parser.Context) {
	lines := n.Lines()
	ruled := false
	for i := range lines.Len() {
		line := lines.At(i)
		if bytes.Count(line.Value(block.Source()), []byte{'|'})*lines.Len() > maxCells {
			return
		}
		ruled = ruled || i > 0 && ruleOfTable(line.Value(block.Source()))
	}
	if !ruled {
		return
	}
	t.ParagraphTransformer.Transform(n, withoutReadings(lines, block, pc), pc)
}

// maskedReader reads a source in which the bars of readings, {装|zhuāng}, part no cells.
type maskedReader struct {
	text.Reader
	source []byte
}

func (r maskedReader) Source() []byte { return r.source }

var maskedKey = parser.NewContextKey()

// withoutReadings returns the reader of some lines without the bars of their readings. The
// source is copied once, where the first reading stands in a table.
func withoutReadings(lines *text.Segments, block text.Reader, pc parser.Context) text.Reader {
	masked, _ := pc.Get(maskedKey).([]byte)
	found := false
	for i := range lines.Len() {
		line := lines.At(i)
		for _, at := range barsOfReadings(line.Value(block.Source())) {
			if masked == nil {
				masked = bytes.Clone(block.Source())
				pc.Set(maskedKey, masked)
			}
			masked[line.Start+at], found = '/', true
		}
	}
	if !found {
		return block
	}
	return maskedReader{block, masked}
}

// barsOfReadings lists where bars stand in the braces of a line that hold a base and a reading
// close to it.
func barsOfReadings(line []byte) (list []int) {
	for from := bytes.IndexByte(line, '{'); from >= 0; {
		if end := closing(line[from:min(len(line), from+maxBrace)], '}'); end > 0 {
			inner := line[from+1 : from+end]
			if bar := bytes.IndexByte(inner, '|'); bar > 0 && bar+1 < len(inner) && inner[bar-1] != ' ' && inner[bar-1] != '\\' && inner[bar+1] != ' ' && bytes.IndexByte(inner, '{') < 0 {
				for i, c := range inner {
					if c == '|' {
						list = append(list, from+1+i)
					}
				}
			}
		}
		next := bytes.IndexByte(line[from+1:], '{')
		if next < 0 {
			return list
		}
		from += 1 + next
	}
	return list
}

// ruleOfTable tells whether a line may be the one under the head of a table.
func ruleOfTable(line []byte) bool {
	return bytes.IndexByte(line, '|') >= 0 && len(bytes.Trim(line, " \t\r\n|:-")) == 0
}

// CloseBlock hands on to goldmark's: brackets left over become text there.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

var endKey = []byte("end")

func noteEnd(n ast.Node, block text.Reader) {
	_, at := block.Position()
	n.SetAttribute(endKey, at.Start)
}

func endOf(n ast.Node) int {
	end, _ := n.Attribute(endKey)
	at, _ := end.(int)
	return at
}

// emphasisParser is CommonMark's, except that Han text needs no spaces round the stars:
// 是**“重点”**的 is strong, as everybody who writes it expects.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

func (emphasisParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if !spend(parent, pc) {
		return nil
	}
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	n := 1
	for n < len(line) && line[n] == line[0] {
		n++
	}
	after := rune(' ')
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	if line[0] == '*' && unicode.IsDigit(before) && unicode.IsDigit(after) {
		switch {
		case n == 1:
			return nil // a measure: 120*60*75厘米
		case n > 2: // figures that are hidden: 138****1234
			block.Advance(n)
			return ast.NewTextSegment(segment.WithStop(segment.Start + n))
		}
	}
	if line[0] == '*' && n == 1 && times(before, line[1:]) {
		return nil
	}
	opens, closes := flanks(before, after, line[0] == '_')
	d := parser.NewDelimiter(opens, closes, n, line[0], emphasis{})
	d.Segment = segment.WithStop(segment.Start + n)
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// sideOfMeasure is a side with its figure, behind the sign of a product: 宽4.
var sideOfMeasure = later(`^[ ]?(?:长|宽|高|厚|深|直径|半径|直|径|边长?|底|进深)[约为是]{0,2}[ ]?[0-9]`)

// times tells whether a star between a character and what follows is the sign of a product: 长3*宽4,
// 3cm*4cm, A*B.
func times(before rune, after []byte) bool {
	if !unicode.IsDigit(before) && !unicode.Is(unicode.Latin, before) || len(after) == 0 {
		return false
	}
	next, _ := utf8.DecodeRune(after)
	switch {
	case unicode.IsDigit(next), unicode.IsDigit(before) && unicode.Is(unicode.Latin, next), unicode.IsUpper(before) && unicode.IsUpper(next):
		return true
	}
	return sideOfMeasure().Match(after)
}

// flanks tells whether a run of stars between two characters can open and close emphasis
// (CommonMark 6.2). A Han character or mark on the other side counts as a boundary.
func flanks(before, after rune, underscore bool) (opens, closes bool) {
	spaceBefore, spaceAfter := util.IsSpaceRune(before), util.IsSpaceRune(after)
	markBefore, markAfter := util.IsPunctRune(before), util.IsPunctRune(after)
	left := !spaceAfter && (!markAfter || spaceBefore || markBefore || isCJK(before) && !strings.ContainsRune("、，。；：！？）”》", after)) // 张**、李** hide names
	right := !spaceBefore && (!markBefore || spaceAfter || markAfter || isCJK(after))
	if underscore {
		return left && (!right || markBefore), right && (!left || markAfter)
	}
	return left, right
}

type emphasis struct{}

func (emphasis) IsDelimiter(c byte) bool { return c == '*' || c == '_' }
func (emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}
func (emphasis) OnMatch(n int) ast.Node { return ast.NewEmphasis(n) }

// isCJK tells whether lines of text join without a space at r: Han, kana, their marks
// and full-width forms, and the marks Chinese shares with Latin text.
func isCJK(r rune) bool {
	switch {
	case r < 0x2010:
		return r == '·' || r == '×'
	case r <= 0x206F:
		return true // — … “ ” ‘ ’
	case r < 0x2E80:
		return 0x2460 <= r && r <= 0x27BF || 0x2190 <= r && r <= 0x21FF
	case 0xAC00 <= r && r <= 0xD7AF: // Hangul has spaces between words
		return false
	}
	return r <= 0x9FFF || 0xF900 <= r && r <= 0xFAFF || 0xFE10 <= r && r <= 0xFE6F || 0xFF00 <= r && r <= 0xFFEF || r >= 0x20000 && r <= 0x3FFFF
}

// brace is {…}: ruby, or the words after a picture. Spans are of the parsed text.
type brace struct {
	ast.BaseInline
	start, end int // of the inside
	bar        int // where ruby's | stands; -1: after a picture
}

var kindBrace = ast.NewNodeKind("Brace")

func (b *brace) Kind() ast.NodeKind         { return kindBrace }
func (b *brace) Dump(src []byte, level int) { ast.DumpHelper(b, src, level, nil, nil) }

type braceParser struct{}

func (braceParser) Trigger() []byte { return []byte{'{'} }

func (braceParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if spent(parent, pc) {
		return nil
	}
	line, segment := block.PeekLine()
	line = line[:min(len(line), maxBrace)]
	end := closing(line, '}')
	if end < 0 || !spend(parent, pc) {
		return nil
	}
	b := &brace{start: segment.Start + 1, end: segment.Start + end, bar: -1}
	if picture, ok := parent.LastChild().(*ast.Image); !ok || endOf(picture) != segment.Start {
		bar := bytes.IndexByte(line[1:end], '|')
		if bar < 0 || blank(line[1:1+bar]) || blank(line[2+bar:end]) || bytes.IndexByte(line[1:end], '{') >= 0 {
			return nil
		}
		b.bar = segment.Start + 1 + bar
	}
	block.Advance(end + 1)
	return b
}

// closing returns the index in line of the next c that has no backslash before it, or -1.
func closing(line []byte, c byte) int {
	for i := 1; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case c:
			return i
		}
	}
	return -1
}

func blank(s []byte) bool {
	return len(bytes.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\\' })) == 0
}

// super is ^…^, or ~…~, or the sign of a note.
type super struct {
	ast.BaseInline
	start, end int
	mark       Marks
}

var kindSuper = ast.NewNodeKind("Super")

func (s *super) Kind() ast.NodeKind         { return kindSuper }
func (s *super) Dump(src []byte, level int) { ast.DumpHelper(s, src, level, nil, nil) }

type superParser struct{}

func (superParser) Trigger() []byte { return []byte{'^', '~'} }

func (superParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	line = line[:min(len(line), maxSuper)]
	end := closing(line, line[0])
	before := block.PrecendingCharacter()
	if end >= 2 && line[0] == '^' && eyes(before, line[1:end]) {
		block.Advance(end + 1)
		return ast.NewTextSegment(segment.WithStop(segment.Start + end + 1))
	}
	if end < 2 || before == '[' || !between(line[0], before, line[1:end]) || !spend(parent, pc) {
		return nil
	}
	block.Advance(end + 1)
	mark := Superscript
	if line[0] == '~' {
		mark = Subscript
	}
	return &super{start: segment.Start + 1, end: segment.Start + end, mark: mark}
}

// between tells whether what stands between two signs is to be raised or lowered. Two powers
// of a sentence written with one sign each are none: 占地30m^2，建筑50m^2.
func between(sign byte, before rune, inside []byte) bool {
	switch {
	case bytes.ContainsAny(inside, " \t\n$<`"):
		return false
	case sign == '~':
		return lowered(before, inside)
	}
	return !bytes.ContainsAny(inside, "，。；：、！？;!?") || bytes.IndexFunc(inside, unicode.IsLetter) < 0
}

// eyes tells whether two signs are the eyes of a face, as in ^_^ and ^o^.
func eyes(before rune, inside []byte) bool {
	if len(bytes.Trim(inside, "_")) == 0 {
		return true
	}
	return !unicode.Is(unicode.Latin, before) && !unicode.IsDigit(before) && before != ')' && len(bytes.Trim(inside, "_-.oOvω▽")) == 0
}

// lowered tells whether ~…~ is a subscript, as in H~2~O: a few letters and figures after a
// letter or a bracket. Else the signs are those of a range: 9:00~11:30，14:00~17:00.
func lowered(before rune, inside []byte) bool {
	if !unicode.Is(unicode.Latin, before) && !unicode.Is(unicode.Greek, before) && before != ')' && before != ']' || len(inside) > maxLowered {
		return false
	}
	return bytes.IndexFunc(inside, func(r rune) bool {
		return !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Greek, r) && !unicode.IsDigit(r) && !strings.ContainsRune("+-−,", r)
	}) < 0
}

// noteParser reads the sign of a note: [^1] in the text. At the start of a line and with
// a colon after it, [^1]: is the note itself, which the paragraph sees to.
type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'['} }

func (noteParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := noteSign(line)
	if n == 0 || n < len(line) && line[n] == ':' && block.PrecendingCharacter() == '\n' {
		return nil
	}
	block.Advance(n)
	return &super{start: segment.Start + 2, end: segment.Start + n - 1, mark: Superscript | NoteSign}
}

const maxNoteSign = 20 // bytes

// noteSign returns the length of [^…] at the start of s, or 0.
func noteSign[T []byte | string](s T) int {
	if len(s) < 4 || s[0] != '[' || s[1] != '^' {
		return 0
	}
	for i := 2; i < min(len(s), maxNoteSign); i++ {
		switch s[i] {
		case ']':
			if i == 2 {
				return 0
			}
			return i + 1
		case ' ', '\t', '\n', '[', '^', '\\', '*', '_':
			return 0
		}
	}
	return 0
}
