package preflight

import (
	"bytes"
	"strconv"
)

// kind is what a token of a content stream is.
type kind uint8

const (
	tokenEnd kind = iota
	tokenNumber
	tokenName
	tokenString
	tokenOperator
	tokenOther // dictionaries, booleans
	tokenArray
)

// token is one operand or operator.
type token struct {
	kind  kind
	num   float64
	text  string  // of names and operators
	raw   []byte  // of strings; good until the lexer is told to forget
	items []token // of arrays; the same
}

// lexer reads a content stream (ISO 32000-1, 7.8.2). It never fails: what it does not
// understand it skips.
type lexer struct {
	p     []byte
	i     int
	depth int
	bad   bool // something was skipped

	tokens []token // what arrays hold
	bytes  []byte  // what strings hold
}

// forget takes the room of all strings and arrays read so far for new ones.
func (l *lexer) forget() { l.tokens, l.bytes = l.tokens[:0], l.bytes[:0] }

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' || c == '/' || c == '%'
}

func (l *lexer) skip() {
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

func (l *lexer) next() token {
	l.skip()
	if l.i >= len(l.p) {
		return token{}
	}
	switch c := l.p[l.i]; c {
	case '/':
		l.i++
		return token{kind: tokenName, text: unescape(l.word())}
	case '(':
		return token{kind: tokenString, raw: l.literal()}
	case '<':
		if l.i+1 < len(l.p) && l.p[l.i+1] == '<' {
			l.i += 2
			return l.list(tokenOther, ">>")
		}
		return token{kind: tokenString, raw: l.hex()}
	case '[':
		l.i++
		return l.list(tokenArray, "]")
	case ']', '>', ')', '{', '}':
		l.i++
		l.bad = l.bad || c == ')'
		return l.next()
	}
	return value(l.word())
}

// value tells numbers, truth values and operators apart.
func value(w string) token {
	if c := w[0]; c == '+' || c == '-' || c == '.' || '0' <= c && c <= '9' {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			v, _ = strconv.ParseFloat("0"+w[1:], 64) // "--5", "-": as readers do
		}
		return token{kind: tokenNumber, num: v}
	}
	if w == "true" || w == "false" || w == "null" {
		return token{kind: tokenOther, text: w}
	}
	return token{kind: tokenOperator, text: w}
}

func (l *lexer) word() string {
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
func (l *lexer) list(k kind, end string) token {
	t := token{kind: k}
	if l.depth++; l.depth > 64 {
		l.i, l.bad = len(l.p), true
		return t
	}
	defer func() { l.depth-- }()
	outer := l.depth == 1 // lists in lists are rare, and have room of their own
	start := len(l.tokens)
	add := func(item token) {
		if !outer {
			t.items = append(t.items, item)
			return
		}
		l.tokens = append(l.tokens, item)
		t.items = l.tokens[start:]
	}
	for {
		l.skip()
		if l.i >= len(l.p) {
			l.bad = true
			return t
		}
		if bytes.HasPrefix(l.p[l.i:], []byte(end)) {
			l.i += len(end)
			return t
		}
		before := l.i
		if item := l.next(); item.kind != tokenEnd {
			add(item)
		}
		if l.i == before {
			l.i++
		}
	}
}

func (l *lexer) literal() []byte {
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
	l.bad = true
	return l.bytes[start:]
}

func (l *lexer) escape(b []byte) []byte {
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

func (l *lexer) hex() []byte {
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

// inlineImage skips from after BI to after EI and returns the dictionary's operands.
func (l *lexer) inlineImage() []token {
	var dict []token
	for {
		t := l.next()
		if t.kind == tokenEnd {
			return dict
		}
		if t.kind == tokenOperator && t.text == "ID" {
			break
		}
		dict = append(dict, t)
	}
	for l.i < len(l.p) {
		i := bytes.Index(l.p[l.i:], []byte("EI"))
		if i < 0 {
			l.i, l.bad = len(l.p), true
			return dict
		}
		at := l.i + i
		l.i = at + 2
		if at > 0 && isSpace(l.p[at-1]) && (l.i >= len(l.p) || isSpace(l.p[l.i])) {
			return dict
		}
	}
	return dict
}
