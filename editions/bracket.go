package editions

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"banxin/editions/source"
)

// bracket is […]{…}: marked text, and the words that say how. Offsets are of the parsed
// text; open and close are where the brackets stand.
type bracket struct {
	ast.BaseInline
	open, close, end int
	bottom           ast.Node // the last sign of emphasis before it
	whole            bool     // its end was met; else [ is text
}

var kindBracket = ast.NewNodeKind("Bracket")

func (b *bracket) Kind() ast.NodeKind         { return kindBracket }
func (b *bracket) Dump(src []byte, level int) { ast.DumpHelper(b, src, level, nil, nil) }

// bracketParser takes what opens marked text, and where it closes, before links do.
type bracketParser struct{}

func (bracketParser) Trigger() []byte { return []byte{'[', ']'} }

var bracketsKey = parser.NewContextKey()

func (bracketParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	open, _ := pc.Get(bracketsKey).([]*bracket)
	line, segment := block.PeekLine()
	for len(open) > 0 && open[len(open)-1].close < segment.Start {
		open = open[:len(open)-1] // its end was part of something else
	}
	defer func() { pc.Set(bracketsKey, open) }()
	if line[0] == '[' {
		if spent(parent, pc) {
			return nil // before looking for its end
		}
		close, end := bracketed(line[:min(len(line), maxBrace)])
		if close == 0 || !spend(parent, pc) {
			return nil
		}
		b := &bracket{open: segment.Start, close: segment.Start + close, end: segment.Start + end}
		if d := pc.LastDelimiter(); d != nil {
			b.bottom = d
		}
		open = append(open, b)
		block.Advance(1)
		return b
	}
	if len(open) == 0 || open[len(open)-1].close != segment.Start {
		return nil
	}
	b := open[len(open)-1]
	open = open[:len(open)-1]
	if b.Parent() != parent || opensLink(b) {
		return nil
	}
	parser.ProcessDelimiters(b.bottom, pc)
	for c := b.NextSibling(); c != nil; c = b.NextSibling() {
		b.AppendChild(b, c)
	}
	parent.RemoveChild(parent, b)
	b.whole = true
	block.Advance(b.end - b.close)
	return b
}

// opensLink tells whether a link that may yet end elsewhere begins after n.
func opensLink(n ast.Node) bool {
	for c := n.NextSibling(); c != nil; c = c.NextSibling() {
		if c.Kind().String() == "LinkLabelState" {
			return true
		}
	}
	return false
}

// bracketed returns, for a line that begins with [, where its ] stands and where the
// words in braces right after it end; zeros when there are none.
func bracketed(line []byte) (close, end int) {
	for depth := 0; close < len(line); close++ {
		switch line[close] {
		case '\\':
			close++
			continue
		case '[':
			depth++
			continue
		case ']':
			depth--
		}
		if depth == 0 {
			break
		}
	}
	if close+1 >= len(line) || line[close+1] != '{' || blank(line[1:close]) {
		return 0, 0
	}
	for end = close + 2; end < len(line); end++ {
		switch line[end] {
		case '}':
			if blank(line[close+2 : end]) {
				return 0, 0
			}
			return close, end + 1
		case '|', '{', '[', ']', '*', '_', '^', '<', '&', '\\', '\n':
			return 0, 0
		}
	}
	return 0, 0
}

// bracketWords are the words in braces after marked text.
var bracketWords = []word{
	{zh: "专名", en: "name", also: []string{"专名号", "人名", "地名"}},
	{zh: "书名", en: "title", also: []string{"书名号", "book"}},
	{zh: "示亡", en: "deceased", also: []string{"示亡号", "dead"}},
	{zh: "下划", en: "underline", also: []string{"下划线", "下线", "underlined"}},
	{zh: "斜体", en: "italic", also: []string{"斜", "italics", "oblique"}},
	{zh: "底", en: "tint", also: []string{"底色", "底纹", "background"}},
}

// bracketMarks are the marks they stand for; 底 is none, it names a colour.
var bracketMarks = map[string]Marks{"name": ProperName, "title": BookTitle, "deceased": Deceased, "underline": Underlined, "italic": Italic}

// bracket takes in marked text. Where a word is unknown, all of it stays as it was typed.
func (r *runner) bracket(b *bracket) {
	if !b.whole {
		r.literal(b.open, b.open+1)
		return
	}
	marks, tint, ok := r.bracketWords(b.close+2, b.end-1)
	if !ok {
		r.literal(b.open, b.open+1)
		r.inlines(b)
		r.literal(b.close, b.end)
		return
	}
	outer, outerTint := r.marks, r.tint
	r.marks |= marks
	if tint != "" {
		r.tint = tint
	}
	r.fresh = r.fresh || marks != 0
	r.inlines(b)
	r.marks, r.tint, r.fresh = outer, outerTint, r.fresh || marks != 0
	r.note(b.open, b.open+1, signBracket)
	r.note(b.close, b.end, signBracket)
}

// bracketWords reads the words of a bracket, between semicolons.
func (r *runner) bracketWords(start, end int) (marks Marks, tint string, ok bool) {
	ok = true
	for start <= end {
		stop, next := end, end+1
		if i := strings.IndexAny(r.src[start:end], ";；"); i >= 0 {
			_, n := utf8.DecodeRuneInString(r.src[start+i:])
			stop, next = start+i, start+i+n
		}
		part := strings.TrimSpace(r.src[start:stop])
		if part != "" {
			m, t, known := r.bracketWord(start+strings.Index(r.src[start:stop], part), part)
			marks |= m
			ok = ok && known
			if t != "" {
				tint = t
			}
		}
		start = next
	}
	return marks, tint, ok
}

// bracketWord reads 专名, or 底:浅灰.
func (r *runner) bracketWord(at int, part string) (marks Marks, tint string, ok bool) {
	key := part
	if i := strings.IndexAny(part, ":："); i >= 0 {
		_, n := utf8.DecodeRuneInString(part[i:])
		key, tint = strings.TrimSpace(part[:i]), strings.TrimSpace(part[i+n:])
	}
	v := &value{shape: scalar, text: key, span: r.place(at, at+len(part)), file: r.file}
	i := find(bracketWords, key)
	var mark Marks
	if i >= 0 {
		mark = bracketMarks[bracketWords[i].en]
	}
	switch {
	case i < 0:
		r.desk.unknown("SRC-MARK", v, bracketWords, source.Msg("text-cannot-marked-as", clip(key, 20)))
	case mark == 0 && tint == "":
		r.desk.found.Add(source.New("SRC-MARK", v.pos(), source.Msg("tint-without-colour"), source.Msg("name-colour-of-paper-yaml")).As(source.Error))
	case mark != 0 && tint != "":
		r.desk.found.Add(source.New("SRC-MARK", v.pos(), source.Msg("takes-no-colour", clip(key, 20)), source.Msg("write-alone-tint-as")).As(source.Error))
	case mark == 0:
		return 0, tint, true
	default:
		return mark, "", true
	}
	return 0, "", false
}

// strayWords are words of a bracket that stayed text.
var strayWords = later(`\]\{\s*([^{}|:：;；\n]+?)\s*(?:[:：;；][^{}|\n]*)?\}`)

// stray reports a bracket that lacks its beginning, most likely on the line before.
func (b *body) stray(t Text) {
	for _, r := range t.Runs {
		m := strayWords().FindStringSubmatchIndex(r.Text)
		if m == nil || strings.Contains(r.Text[:m[0]], "[") || find(bracketWords, r.Text[m[2]:m[3]]) < 0 {
			continue
		}
		span := r.Span
		if r.Verbatim {
			span = source.Span{Start: r.Span.Start + m[0], End: r.Span.Start + m[1]}
		}
		b.desk.add("SRC-MARK", b.file.Pos(span), source.Msg("no-before-on-line", r.Text[m[0]:m[1]]),
			source.Msg("write-marked-text-words-on-one"))
	}
}

// looks checks that the colours behind tables and those of pictures are the paper's. Tables are
// left plain where not, pictures as they are.
func (l *loader) looks(p *Paper, s *Story) {
	l.tableTints(p, s)
	for _, pic := range s.Pictures() {
		if pic.Ink != "" && pic.Ink != "黑" && pic.Ink != "black" {
			pic.Ink = l.color(p, &value{shape: scalar, text: pic.Ink, span: pic.inkSpan, file: s.File})
		}
	}
}

// tints does so with colours behind text. A paper without datelines has none marked.
func (l *loader) tints(p *Paper, s *Story) {
	for part := range s.Parts() {
		for i := range part.Text.Runs {
			r := &part.Text.Runs[i]
			if p.Styles[DatelineText].Off && r.Marks&Dateline != 0 {
				r.Marks &^= Dateline
			}
			if _, ok := p.Colors[r.Tint]; ok || r.Tint == "" {
				continue
			}
			v := &value{shape: scalar, text: r.Tint, span: r.Span, file: s.File}
			r.Tint = l.color(p, v)
		}
	}
}
