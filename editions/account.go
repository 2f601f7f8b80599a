package editions

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"banxin/editions/source"
)

// Account says what became of the characters of a story's file: of the values of its head
// that are texts, and of its body, as they stand before they are parsed. It closes when
//
//	Source == Text + White + Dropped + all of Markup + all of Changed
//
// and Open is empty. Characters are code points.
type Account struct {
	Source  int
	Text    int            // that stand in the story as they are, white space left out
	White   int            // white space, in the text and around it
	Markup  map[string]int // signs of markup, by their kind
	Changed []Change       // what stands in the story otherwise than in the file
	Dropped int            // left out with a finding
	Open    []source.Span  // in the file: what nobody knows anything of, a fault of ours
}

// Change is what stands in a story otherwise than in its file: an entity, an escape.
type Change struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Count int    `json:"count"` // how often
}

// Printable is how many characters each product is to show.
func (a *Account) Printable() int {
	n := a.Text
	for _, c := range a.Changed {
		n += c.Count * Inked(c.To)
	}
	return n
}

// Closed tells whether every character is accounted for.
func (a *Account) Closed() bool {
	n := a.Text + a.White + a.Dropped
	for _, m := range a.Markup {
		n += m
	}
	for _, c := range a.Changed {
		n += c.Count * utf8.RuneCountInString(c.From)
	}
	return len(a.Open) == 0 && n == a.Source
}

// Kinds of markup.
const (
	signEmphasis = "emphasis"
	signHeading  = "heading"
	signQuote    = "quote"
	signList     = "list"
	signTable    = "table"
	signCaption  = "caption" // 表：
	signPicture  = "picture"
	signLink     = "link"
	signRuby     = "ruby"
	signBracket  = "mark" // […]{…}
	signRaised   = "raised"
	signNote     = "note"
	signEscape   = "escape"
	signBreak    = "break"
	signStyle    = "style"  // {诗}, :::
	signHyphen   = "hyphen" // a place to hyphenate

	signText   = ""  // no markup
	signMarker = "1" // nor this: the number of an item
	signRule   = "-" // left out with a finding
)

// ledger notes what a parser takes for markup. The spans are of the file.
type ledger struct {
	notes []noted
	stars int // signs that stand for emphasis
}

type noted struct {
	span source.Span
	sign string
}

func (l *ledger) note(span source.Span, sign string) {
	if l != nil && span.Start < span.End {
		l.notes = append(l.notes, noted{span, sign})
	}
}

// settle accounts for src, which stands in its file at base: texts is what of it is text.
func (a *Account) settle(src string, base int, texts iter.Seq[*Text], l *ledger) {
	s := &settler{Account: a, src: src, base: base, sign: make([]uint8, len(src)), signs: []string{"", ""}}
	for t := range texts {
		for i := range t.Runs {
			s.run(&t.Runs[i])
		}
	}
	for _, n := range l.notes {
		s.mark(n.span, s.kind(n.sign))
	}
	s.count(l.stars)
}

// settler goes over one text. sign says of each byte what it is: an index in signs.
type settler struct {
	*Account
	src   string
	base  int
	sign  []uint8
	signs []string
}

// What bytes are besides signs of a kind.
const (
	unknownByte = iota
	changedByte
	firstSign
)

func (s *settler) kind(sign string) uint8 {
	i := slices.Index(s.signs[firstSign:], sign)
	if i < 0 {
		i = len(s.signs) - firstSign
		s.signs = append(s.signs, sign)
	}
	return uint8(firstSign + i)
}

// mark says what the bytes of a span are that nothing is known of yet.
func (s *settler) mark(span source.Span, is uint8) {
	from, to := max(span.Start-s.base, 0), min(span.End-s.base, len(s.src))
	if from >= to {
		return
	}
	bytes := s.sign[from:to]
	for i := range bytes {
		if bytes[i] == unknownByte {
			bytes[i] = is
		}
	}
}

func (s *settler) run(r *Run) {
	from, to := r.Span.Start-s.base, r.Span.End-s.base
	if from < 0 || to > len(s.src) || from >= to {
		return
	}
	if was := s.src[from:to]; !r.Verbatim && was != r.Text {
		if strings.TrimSpace(was) != "" || strings.TrimSpace(r.Text) != "" {
			s.change(was, r.Text)
			s.mark(r.Span, changedByte)
		}
		return
	}
	s.mark(r.Span, s.kind(signText))
}

func (a *Account) change(from, to string) {
	for i := range a.Changed {
		if c := &a.Changed[i]; c.From == from && c.To == to {
			c.Count++
			return
		}
	}
	a.Changed = append(a.Changed, Change{from, to, 1})
}

// count adds up what the characters are. A > before all text of its line is the sign of a
// quotation; stars are counted, since the parser does not say where they stand.
func (s *settler) count(stars int) {
	begun := false // there is text on this line
	var loose []source.Span
	text := s.kind(signText)
	for i := 0; i < len(s.src); {
		s.Source++
		is := s.sign[i]
		if is == text && source.Solid(s.src, i) {
			begun = true
			s.Text++
			i += 3
			continue
		}
		r, n := utf8.DecodeRuneInString(s.src[i:])
		span := source.Span{Start: s.base + i, End: s.base + i + n}
		switch {
		case r == '\n':
			begun = false
			s.White += b2i(is != changedByte)
		case is == changedByte:
			begun = true
		case unicode.IsSpace(r) || r == '\ufeff' && i == 0:
			s.White++
		case r == softHyphen && is >= firstSign && s.signs[is] == signText:
			s.sum(signHyphen)
		case is >= firstSign:
			begun = begun || s.signs[is] == signText
			s.sum(s.signs[is])
		case r == '>' && !begun:
			s.sum(signQuote)
		case r == '*' || r == '_':
			loose = append(loose, span)
		default:
			s.Open = append(s.Open, span)
		}
		i += n
	}
	if len(loose) != stars {
		s.Open = append(s.Open, loose...)
		return
	}
	for range stars {
		s.sum(signEmphasis)
	}
}

func (s *settler) sum(sign string) {
	switch sign {
	case signText, signMarker:
		s.Text++
	case signRule:
		s.Dropped++
	default:
		if s.Markup == nil {
			s.Markup = map[string]int{}
		}
		s.Markup[sign]++
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// settle closes the account of a story whose body has been read.
func (b *body) settle() {
	b.story.Account.settle(b.src, b.base, func(yield func(*Text) bool) {
		for p := range b.story.Parts() {
			if p.Text.Span.Start >= b.base && !yield(p.Text) {
				return
			}
		}
	}, b.ledger)
}

// settle closes the account of a line of the head, read as t. Where the value is written
// with quotes or escapes of YAML, it is read once more by itself, to learn where in it what
// stands.
func (d *desk) settle(s string, at int, exact bool, t Text, l *ledger) {
	switch {
	case d.account == nil:
	case exact:
		d.account.settle(s, at, func(yield func(*Text) bool) { yield(&t) }, l)
	default:
		v := &value{shape: scalar, text: s, span: source.Span{End: len(s)}, exact: true, file: source.NewFile("", []byte(s))}
		alone := &desk{account: &Account{}}
		alone.line(v)
		d.account.add(alone.account, at)
	}
}

// add adds another account to this one; what is open in it stands at one place of the file.
func (a *Account) add(b *Account, at int) {
	a.Source, a.Text, a.White, a.Dropped = a.Source+b.Source, a.Text+b.Text, a.White+b.White, a.Dropped+b.Dropped
	for sign, n := range b.Markup {
		if a.Markup == nil {
			a.Markup = map[string]int{}
		}
		a.Markup[sign] += n
	}
	for _, c := range b.Changed {
		for range c.Count {
			a.change(c.From, c.To)
		}
	}
	for range b.Open {
		a.Open = append(a.Open, source.Span{Start: at, End: at + 1})
	}
}

// refuse accounts for a body that is not read, of which a finding says why.
func (b *body) refuse() {
	n := utf8.RuneCountInString(b.src)
	b.story.Account.Source += n
	b.story.Account.Dropped += n
}

// signsOfHeading notes the signs before and after a subhead.
func (b *body) signsOfHeading(n *ast.Heading) {
	at := b.signAt(n.Pos(), '#')
	b.note(at, at+n.Level, signHeading)
	if l := n.Lines(); l.Len() > 0 {
		b.note(l.At(l.Len()-1).Stop, b.endOfLine(at), signHeading)
	}
}

// signsOfTable notes the bars of a table and the line under its head. What stands in its
// cells is text, and was noted as such before.
func (b *body) signsOfTable(n ast.Node) {
	head := b.startOfRow(n.FirstChild())
	at := b.endOfLine(head)
	if at < len(b.src) {
		b.note(at, b.endOfLine(at+1), signTable)
	}
	end := at
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		end = max(end, b.endOfLine(b.startOfRow(row)))
	}
	start := strings.LastIndexByte(b.src[:head], '\n') + 1
	for i := start; i < end; i++ {
		switch {
		case b.src[i] == '|':
			b.note(i, i+1, signTable)
		case b.src[i] == '\\' && i+1 < end && b.src[i+1] == '|':
			b.note(i, i+1, signEscape)
		}
	}
}

// startOfRow is a place on the line of a row: goldmark's own is that of the paragraph.
func (b *body) startOfRow(row ast.Node) int {
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if l := c.Lines(); l != nil && l.Len() > 0 {
			return l.At(0).Start
		}
	}
	return max(0, row.Pos())
}

// signsOfRaised notes the signs about ^…^, ~…~ and [^…].
func (r *runner) signsOfRaised(n *super) {
	if n.end < len(r.src) && r.src[n.end] == ']' {
		r.note(n.start-len("[^"), n.start, signNote)
		r.note(n.end, n.end+1, signNote)
		return
	}
	r.note(n.start-1, n.start, signRaised)
	r.note(n.end, n.end+1, signRaised)
}
