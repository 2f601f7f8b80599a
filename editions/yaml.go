package editions

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"banxin/editions/source"
)

// Limits of a YAML text. go-yaml's time grows with the square of the keys in a mapping
// and of the tabs in a quoted line.
const (
	maxDepth = 32 // lists and mappings in one another
	maxKeys  = 8000
	maxTabs  = 1000
)

// shape is the kind of a value.
type shape uint8

const (
	empty shape = iota // nothing written, or null
	scalar
	list
	mapping
)

// value is a piece of YAML with its place in the file.
type value struct {
	shape         shape
	text          string      // of a scalar, as meant
	span          source.Span // quotes not counted
	flow          source.Span // with its brackets or braces; empty: it has none
	quoted, block bool        // how a scalar is written
	exact         bool        // the file has text, byte for byte, at span
	lines         []int       // of a literal block: where each line of text stands in the file
	items         []*value
	pairs         []pair
	file          *source.File
}

type pair struct{ key, value *value }

// yamlReader turns the tree of go-yaml into values. Its columns count characters; ours
// count bytes of the file, so that a text can be found again.
type yamlReader struct {
	file   *source.File
	base   int    // offset of src in the file
	src    string // the YAML text, as far as its slips are mended
	lines  []int  // offset of each line in src
	places []int  // where each byte of src stands in the file; nil: as far from base as in src
	found  source.List
	told   source.List // of slips
	lately map[int]int // how many slips of a line are mended
	next   *mend       // with which the text is worth another try
}

// readYAML parses the YAML text at span. Slips are told and mended, so that what follows them is
// read too. It returns nil, and findings, when it cannot be read at all.
func (d *desk) readYAML(file *source.File, span source.Span) *value {
	r := &yamlReader{file: file, base: span.Start, src: string(file.Data[span.Start:span.End]), lately: map[int]int{}}
	r.number()
	r.blanks()
	if d.account != nil { // the head of a story
		r.headLines()
	}
	r.pages()
	tree, ok := r.parse()
	for range maxMends {
		if ok || r.next == nil {
			break
		}
		r.apply(*r.next)
		r.found, r.next = nil, nil
		tree, ok = r.parse()
	}
	var v *value
	switch {
	case !ok:
	case len(tree.Docs) == 0 || tree.Docs[0].Body == nil:
		v = &value{span: source.Span{Start: span.Start, End: span.Start}, file: file}
	default:
		v = r.value(tree.Docs[0].Body)
	}
	d.found = append(append(d.found, r.told...), r.found...)
	for _, f := range r.told {
		d.guessed = append(d.guessed, source.Pos{File: f.Pos.File, Line: f.Pos.Line, EndLine: f.Pos.Line + 1})
	}
	return v
}

// parse calls go-yaml. A panic there is a file that it cannot read.
func (r *yamlReader) parse() (tree *ast.File, ok bool) {
	defer func() {
		if p := recover(); p != nil {
			ok = false
			r.refuse(fmt.Errorf("%v", p))
		}
	}()
	if strings.Count(r.src, "\t") > maxTabs {
		r.add("SRC-MANY", nil, source.Msg("more-than-tabs-in-yaml-text", maxTabs), source.Msg("indent-with-spaces-not-tabs", 2))
		return nil, false
	}
	tokens := lexer.Tokenize(strings.ReplaceAll(r.src, "\r\n", "\n")) // go-yaml miscounts where lines end otherwise
	if !r.acceptable(tokens) {
		return nil, false
	}
	tree, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.refuse(err)
		return nil, false
	}
	return tree, true
}

// acceptable refuses what could make a small file grow or nest without end, before any
// tree is built: anchors, aliases, merges, tags, directives, complex keys and depth.
func (r *yamlReader) acceptable(tokens token.Tokens) bool {
	var columns []int // of the open blocks
	flow, keys := 0, 0
	for i, tk := range tokens {
		switch tk.Type {
		case token.DocumentHeaderType:
			if i > 0 && tokens[i-1].Type != token.CommentType {
				r.add("SRC-YAML", tk, source.Msg("second-yaml-document-in-same-file"), source.Msg("keep-one-document-file-remove-line"))
			}
		case token.CommentType:
			if m := r.hexColor(tk, flow > 0); m != nil {
				r.next = m
				return false
			}
			if m := r.swallowed(tk, flow > 0); m != nil {
				r.next = m
				return false
			}
		case token.AnchorType, token.AliasType, token.MergeKeyType:
			r.tell("SRC-ALIAS", r.signSlip(r.place(tk.Position), source.Msg("anchors-aliases-not-used-in-these"), source.Msg("put-value-begins-with-or-in")))
			return false
		case token.TagType, token.DirectiveType, token.MappingKeyType:
			r.tell("SRC-YAML", r.signSlip(r.place(tk.Position), source.Msg("yaml-tags-directives-complex-keys-not"), source.Msg("put-value-begins-with-such-sign")))
			return false
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow--
		case token.SequenceEntryType, token.MappingValueType:
			if tk.Type == token.MappingValueType {
				keys++
			}
			column := tk.Position.Column
			if tk.Type == token.MappingValueType && tk.Prev != nil {
				column = tk.Prev.Position.Column
			}
			for len(columns) > 0 && columns[len(columns)-1] > column {
				columns = columns[:len(columns)-1]
			}
			if flow == 0 && (len(columns) == 0 || columns[len(columns)-1] < column) {
				columns = append(columns, column)
			}
		}
		if keys > maxKeys {
			r.add("SRC-MANY", tk, source.Msg("more-than-keys-in-yaml-text", maxKeys), source.Message{})
			return false
		}
		if flow+len(columns) > maxDepth {
			r.add("SRC-DEPTH", tk, source.Msg("nested-deeper-than-levels", maxDepth), source.Message{})
			return false
		}
	}
	return true
}

func (r *yamlReader) add(code string, tk *token.Token, msg, hint source.Message) {
	at := 0
	if tk != nil && tk.Position != nil {
		at = r.place(tk.Position)
	}
	r.found.Add(source.New(code, r.pos(at), msg, hint))
}

// tell reports a slip, and has the text read again where it is mended. A second one in the same
// line is mended alone: it may come of the first.
func (r *yamlReader) tell(code string, s slip) {
	pos := r.pos(s.at)
	if r.lately[pos.Line]++; r.lately[pos.Line] == 1 {
		r.told.Add(source.New(code, pos, s.msg, s.hint))
	}
	if r.lately[pos.Line] <= 3 {
		r.next = s.mend
	}
}

// at is the place in the file of a byte of the text.
func (r *yamlReader) at(i int) int {
	if i = max(0, min(i, len(r.src))); r.places != nil {
		return r.places[i]
	}
	return r.base + i
}

func (r *yamlReader) pos(i int) source.Pos {
	return r.file.Pos(source.Span{Start: r.at(i), End: r.at(i)})
}

// place returns the place in the text of a line and a column in characters.
func (r *yamlReader) place(p *token.Position) int {
	line := max(0, min(p.Line-1, len(r.lines)-1))
	at := r.lines[line]
	for col := 1; col < p.Column && at < len(r.src) && r.src[at] != '\n'; col++ {
		_, n := utf8.DecodeRuneInString(r.src[at:])
		at += n
	}
	return at
}

// offset is that place in the file.
func (r *yamlReader) offset(p *token.Position) int { return r.at(r.place(p)) }

func (r *yamlReader) value(n ast.Node) *value {
	switch n := n.(type) {
	case *ast.MappingNode:
		v := &value{shape: mapping, file: r.file, pairs: make([]pair, 0, len(n.Values))}
		for _, m := range n.Values {
			v.pairs = append(v.pairs, r.pair(m))
		}
		if n.IsFlowStyle {
			v.flow, v.pairs = r.between(n.Start, n.End), r.wideFlow(v.pairs)
		}
		return r.around(v, n.Start)
	case *ast.MappingValueNode:
		return r.around(&value{shape: mapping, file: r.file, pairs: []pair{r.pair(n)}}, n.Start)
	case *ast.SequenceNode:
		v := &value{shape: list, file: r.file, items: make([]*value, 0, len(n.Values))}
		for _, item := range n.Values {
			v.items = append(v.items, r.entries(r.value(item), n.IsFlowStyle)...)
		}
		if n.IsFlowStyle {
			v.flow = r.between(n.Start, n.End)
		}
		return r.around(v, n.Start)
	case *ast.LiteralNode:
		return r.block(n)
	case *ast.NullNode, nil:
		at := r.at(0)
		if n, ok := n.(*ast.NullNode); ok {
			at = r.offset(n.Token.Position)
		}
		return &value{span: source.Span{Start: at, End: at}, file: r.file}
	}
	return r.scalar(n.GetToken())
}

func (r *yamlReader) pair(m *ast.MappingValueNode) pair {
	return pair{r.scalar(m.Key.GetToken()), r.value(m.Value)}
}

// between is the place of what stands in brackets or braces, with them.
func (r *yamlReader) between(start, end *token.Token) source.Span {
	if start == nil || end == nil {
		return source.Span{}
	}
	return source.Span{Start: r.offset(start.Position), End: r.offset(end.Position) + 1}
}

// around gives a list or mapping its place: from its first to its last part.
func (r *yamlReader) around(v *value, start *token.Token) *value {
	at := r.at(0)
	if start != nil {
		at = r.offset(start.Position)
	}
	v.span = source.Span{Start: at, End: at}
	if n := len(v.pairs); n > 0 {
		v.span = source.Span{Start: v.pairs[0].key.span.Start, End: max(v.pairs[n-1].value.span.End, v.pairs[n-1].key.span.End)}
	}
	if n := len(v.items); n > 0 {
		v.span.End = v.items[n-1].span.End
	}
	v.span.End = max(v.span.Start, v.span.End)
	return v
}

// scalar finds the text of a plain or quoted scalar in the file.
func (r *yamlReader) scalar(tk *token.Token) *value {
	v := &value{shape: scalar, text: tk.Value, file: r.file}
	at := r.place(tk.Position)
	quoted := tk.Type == token.DoubleQuoteType || tk.Type == token.SingleQuoteType
	if quoted && at < len(r.src) && (r.src[at] == '"' || r.src[at] == '\'') {
		v.quoted = true
		at++
	}
	if strings.HasPrefix(r.src[at:], tk.Value) {
		v.exact = !quoted || strings.HasPrefix(r.src[at+len(tk.Value):], r.src[at-1:at])
	}
	end := at + len(tk.Value)
	if !v.exact {
		origin := strings.TrimSpace(tk.Origin)
		end = at + len(origin)
		if strings.Contains(r.src, "\r\n") {
			end += strings.Count(origin, "\n")
		}
	}
	v.span = source.Span{Start: r.at(at), End: r.at(end)}
	if r.places != nil && v.exact {
		v.exact = strings.HasPrefix(string(r.file.Data[v.span.Start:v.span.End]), tk.Value)
	}
	return v
}

// block finds the lines of a literal block; those of a folded one are not told apart.
func (r *yamlReader) block(n *ast.LiteralNode) *value {
	v := &value{shape: scalar, text: n.Value.Value, file: r.file, block: true}
	line := n.Start.Position.Line // the first line of the text, counted from 0
	if line >= len(r.lines) {
		at := r.at(len(r.src))
		v.span = source.Span{Start: at, End: at}
		return v
	}
	v.span.Start = r.at(r.lines[line])
	v.span.End = v.span.Start
	for text := range strings.SplitSeq(strings.TrimRight(v.text, "\n"), "\n") {
		if line >= len(r.lines) {
			break
		}
		at, end := r.lines[line], r.endOfLine(line)
		if i := strings.Index(r.src[at:end], text); i >= 0 {
			at += i
			end = at + len(text)
		}
		v.lines = append(v.lines, r.at(at))
		v.span.End = r.at(end)
		line++
	}
	if n.Start.Type == token.FoldedType {
		v.lines = nil
	}
	return v
}

func (r *yamlReader) endOfLine(line int) int {
	if line+1 < len(r.lines) {
		return r.lines[line+1]
	}
	return len(r.src)
}
