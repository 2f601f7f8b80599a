// Package content reads the content streams of PDF pages: tokens, and how matrices move points.
//
//	l := content.New(data)
//	for t := l.Next(); t.Kind != content.End; t = l.Next() { … }
package content

import (
	"bytes"
	"math"
	"strings"
)

// Kind is what a token of a content stream is.
type Kind uint8

const (
	End Kind = iota
	Number
	Name
	String
	Operator
	Other // dictionaries, booleans
	Array
)

// Token is one operand or operator.
type Token struct {
	Kind  Kind
	Num   float64
	Text  string  // of names and operators
	Raw   []byte  // of strings; good until the lexer is told to forget
	Items []Token // of arrays; the same
}

// Lexer reads a content stream (ISO 32000-1, 7.8.2). It never fails: what it does not
// understand it skips.
type Lexer struct {
	p     []byte
	i     int
	depth int
	Bad   bool // something was skipped

	tokens []Token // what arrays hold
	bytes  []byte  // what strings hold
}

// New returns a lexer of a content stream's data.
func New(p []byte) *Lexer { return &Lexer{p: p} }

// At is where the next token begins, white space and comments passed over.
func (l *Lexer) At() int {
	l.skip()
	return l.i
}

// Read is how much has been read.
func (l *Lexer) Read() int { return l.i }

// Forget takes the room of all strings and arrays read so far for new ones.
func (l *Lexer) Forget() { l.tokens, l.bytes = l.tokens[:0], l.bytes[:0] }

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' || c == '/' || c == '%'
}

func (l *Lexer) skip() {
	for l.i < len(l.p) {
		switch {
		case isSpace(l.p[l.i]):
			l.i++
		case l.p[l.i] == '%':
			for l.i < len(l.p) && l.p[l.i] != '\n' && l.p[l.i] != '\r' {
				l.i++
			}
		default:
			return
		}
	}
}

// Next returns the next token; at the end of the data it is of kind End.
func (l *Lexer) Next() Token {
	l.skip()
	if l.i >= len(l.p) {
		return Token{}
	}
	switch c := l.p[l.i]; c {
	case '/':
		l.i++
		return Token{Kind: Name, Text: unescape(l.word())}
	case '(':
		return Token{Kind: String, Raw: l.literal()}
	case '<':
		if l.i+1 < len(l.p) && l.p[l.i+1] == '<' {
			l.i += 2
			return l.list(Other, ">>")
		}
		return Token{Kind: String, Raw: l.hex()}
	case '[':
		l.i++
		return l.list(Array, "]")
	case ']', '>', ')', '{', '}':
		l.i++
		l.Bad = l.Bad || c == ')'
		return l.Next()
	}
	return value(l.word())
}

// value tells numbers, truth values and operators apart.
func value(w string) Token {
	if c := w[0]; c == '+' || c == '-' || c == '.' || '0' <= c && c <= '9' {
		return Token{Kind: Number, Num: number(w)}
	}
	if w == "true" || w == "false" || w == "null" {
		return Token{Kind: Other, Text: w}
	}
	return Token{Kind: Operator, Text: w}
}

// number reads a number, and what is none as readers do: several signs are one, a minus
// inside is passed over, and it ends at a second point or at what no number has.
func number(w string) float64 {
	digits := strings.TrimLeft(w, "+-")
	v, scale, point := 0.0, 1.0, false
scan:
	for _, c := range []byte(digits) {
		switch {
		case '0' <= c && c <= '9':
			if v = v*10 + float64(c-'0'); point {
				scale *= 10
			}
		case c == '.' && !point:
			point = true
		case c != '-':
			break scan
		}
	}
	if v /= scale; !(v < math.MaxFloat32) { // the greatest number of a PDF
		v = math.MaxFloat32
	}
	if strings.Contains(w[:len(w)-len(digits)], "-") {
		return 0 - v // and no -0
	}
	return v
}

func (l *Lexer) word() string {
	start := l.i
	for l.i < len(l.p) && !isSpace(l.p[l.i]) && !isDelimiter(l.p[l.i]) {
		l.i++
	}
	if l.i == start && l.i < len(l.p) && (l.i == 0 || l.p[l.i-1] != '/') {
		l.i++ // always go on
	}
	return string(l.p[start:l.i])
}

// list reads the operands up to an end mark.
func (l *Lexer) list(k Kind, end string) Token {
	t := Token{Kind: k}
	if l.depth++; l.depth > 64 {
		l.i, l.Bad = len(l.p), true
		return t
	}
	defer func() { l.depth-- }()
	outer := l.depth == 1 // lists in lists are rare, and have room of their own
	start := len(l.tokens)
	add := func(item Token) {
		if !outer {
			t.Items = append(t.Items, item)
			return
		}
		l.tokens = append(l.tokens, item)
		t.Items = l.tokens[start:]
	}
	for {
		l.skip()
		if l.i >= len(l.p) {
			l.Bad = true
			return t
		}
		if bytes.HasPrefix(l.p[l.i:], []byte(end)) {
			l.i += len(end)
			return t
		}
		before := l.i
		if item := l.Next(); item.Kind != End {
			add(item)
		}
		if l.i == before {
			l.i++
		}
	}
}

func (l *Lexer) literal() []byte {
	start := len(l.bytes)
	depth := 0
	for ; l.i < len(l.p); l.i++ {
		c := l.p[l.i]
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				l.i++
				return l.bytes[start:]
			}
		case '\\':
			l.i++
			l.bytes = l.escape(l.bytes)
			continue
		}
		l.bytes = append(l.bytes, c)
	}
	l.Bad = true
	return l.bytes[start:]
}

func (l *Lexer) escape(b []byte) []byte {
	if l.i >= len(l.p) {
		return b
	}
	c := l.p[l.i]
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(b, "\n\r\t\b\f"[i])
	}
	if '0' <= c && c <= '7' {
		v := 0
		k := 0
		for ; k < 3 && l.i+k < len(l.p) && '0' <= l.p[l.i+k] && l.p[l.i+k] <= '7'; k++ {
			v = v*8 + int(l.p[l.i+k]-'0')
		}
		l.i += k - 1
		return append(b, byte(v))
	}
	if c == '\n' || c == '\r' {
		return b
	}
	return append(b, c)
}

func (l *Lexer) hex() []byte {
	l.i++
	start := len(l.bytes)
	half, have := byte(0), false
	for ; l.i < len(l.p); l.i++ {
		c := l.p[l.i]
		if c == '>' {
			l.i++
			break
		}
		v, ok := hexDigit(c)
		if !ok {
			continue
		}
		if have {
			l.bytes, have = append(l.bytes, half<<4|v), false
		} else {
			half, have = v, true
		}
	}
	if have {
		l.bytes = append(l.bytes, half<<4)
	}
	return l.bytes[start:]
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// unescape undoes #xx in a name.
func unescape(s string) string {
	if !bytes.ContainsRune([]byte(s), '#') {
		return s
	}
	var b []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) {
			hi, ok1 := hexDigit(s[i+1])
			lo, ok2 := hexDigit(s[i+2])
			if ok1 && ok2 {
				b = append(b, hi<<4|lo)
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}

// InlineImage skips from after BI to after EI and returns the dictionary's operands.
func (l *Lexer) InlineImage() []Token {
	dict, _ := l.InlineData()
	return dict
}

// InlineData is InlineImage with the picture's data.
func (l *Lexer) InlineData() (dict []Token, data []byte) {
	for {
		t := l.Next()
		if t.Kind == End {
			return dict, nil
		}
		if t.Kind == Operator && t.Text == "ID" {
			break
		}
		dict = append(dict, t)
	}
	start := min(l.i+1, len(l.p)) // after one white space
	for l.i < len(l.p) {
		i := bytes.Index(l.p[l.i:], []byte("EI"))
		if i < 0 {
			l.i, l.Bad = len(l.p), true
			return dict, nil
		}
		at := l.i + i
		l.i = at + 2
		if at > 0 && isSpace(l.p[at-1]) && (l.i >= len(l.p) || isSpace(l.p[l.i])) {
			return dict, l.p[start:max(at-1, start)]
		}
	}
	return dict, nil
}

// Words splits a calculator function (ISO 32000-1, 7.10.5) into numbers, names and braces.
func Words(p []byte) (words []string) {
	l := New(p)
	for {
		l.skip()
		if l.i >= len(l.p) {
			return words
		}
		if c := l.p[l.i]; isDelimiter(c) {
			words = append(words, string(c))
			l.i++
			continue
		}
		words = append(words, l.word())
	}
}
