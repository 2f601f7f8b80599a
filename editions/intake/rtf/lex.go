package rtf

// kind is what a token is.
type kind uint8

const (
	openGroup kind = iota
	closeGroup
	control // \word or \word12
	symbol  // \~ \- \_ \* \| \:
	hexByte // \'xx
	text    // bytes as they stand
	binary  // what \bin announces
	end
)

// token is a piece of an RTF file. Text and binary data are parts of the file itself.
type token struct {
	kind kind
	word string // of a control
	arg  int
	has  bool // arg was written
	data []byte
	char byte // of a symbol or hexByte
	at   int
}

// lexer reads tokens. It never fails: what is not RTF is text.
type lexer struct {
	src  []byte
	pos  int
	pair func(c byte) bool // whether a byte begins a pair in the code page of now
}

const maxWord = 32 // letters of a control word (RTF 1.9.1, "Control Word")

func (l *lexer) next() token {
	for l.pos < len(l.src) {
		at := l.pos
		switch c := l.src[at]; c {
		case '{', '}':
			l.pos++
			k := openGroup
			if c == '}' {
				k = closeGroup
			}
			return token{kind: k, at: at}
		case '\r', '\n', 0:
			l.pos++
		case '\\':
			if t, ok := l.backslash(); ok {
				return t
			}
		default:
			return l.run()
		}
	}
	return token{kind: end, at: l.pos}
}

// run is text up to the next sign of RTF.
func (l *lexer) run() token {
	at := l.pos
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case c == '{' || c == '}' || c == '\\' || c == '\r' || c == '\n' || c == 0:
			return token{kind: text, data: l.src[at:l.pos], at: at}
		case c >= 0x80 && l.pair(c) && l.trail():
			l.pos++
		}
		l.pos++
	}
	return token{kind: text, data: l.src[at:], at: at}
}

// trail tells whether the next byte is the second of a pair although it looks like a sign
// of RTF: some programs write pairs as they stand.
func (l *lexer) trail() bool {
	if l.pos+2 >= len(l.src) {
		return false
	}
	switch c, after := l.src[l.pos+1], l.src[l.pos+2]; c {
	case '\\':
		return after != '\'' && after != '\\' && after != '{' && after != '}'
	case '{', '}':
		return after >= 0x80
	default:
		return c >= 0x40
	}
}

// backslash reads what a backslash begins; not ok at the end of the file.
func (l *lexer) backslash() (token, bool) {
	at := l.pos
	l.pos++
	if l.pos >= len(l.src) {
		return token{}, false
	}
	c := l.src[l.pos]
	switch {
	case c == '\'':
		return l.hex(at), true
	case isLetter(c):
		return l.control(at), true
	case c == '\\' || c == '{' || c == '}':
		l.pos++
		return token{kind: text, data: l.src[l.pos-1 : l.pos], at: at}, true
	case c == '\r' || c == '\n':
		l.pos++
		if c == '\r' && l.pos < len(l.src) && l.src[l.pos] == '\n' {
			l.pos++
		}
		return token{kind: control, word: "par", at: at}, true
	case c == '\t':
		l.pos++
		return token{kind: control, word: "tab", at: at}, true
	}
	l.pos++
	return token{kind: symbol, char: c, at: at}, true
}

func (l *lexer) hex(at int) token {
	l.pos++
	v, n := 0, 0
	for n < 2 && l.pos < len(l.src) {
		d := hexDigit(l.src[l.pos])
		if d < 0 {
			break
		}
		v = v<<4 | d
		n++
		l.pos++
	}
	if n < 2 {
		return token{kind: text, data: l.src[at:l.pos], at: at}
	}
	return token{kind: hexByte, char: byte(v), at: at}
}

func (l *lexer) control(at int) token {
	start := l.pos
	for l.pos < len(l.src) && isLetter(l.src[l.pos]) && l.pos-start < maxWord {
		l.pos++
	}
	t := token{kind: control, word: string(l.src[start:l.pos]), at: at}
	negative := false
	if l.pos+1 < len(l.src) && l.src[l.pos] == '-' && isDigit(l.src[l.pos+1]) {
		negative = true
		l.pos++
	}
	for digits := 0; l.pos < len(l.src) && isDigit(l.src[l.pos]) && digits < 10; digits++ {
		t.arg, t.has = t.arg*10+int(l.src[l.pos]-'0'), true
		l.pos++
	}
	if negative {
		t.arg = -t.arg
	}
	if l.pos < len(l.src) && l.src[l.pos] == ' ' {
		l.pos++
	}
	if t.word == "bin" && t.arg > 0 {
		n := min(t.arg, len(l.src)-l.pos)
		t.kind, t.data = binary, l.src[l.pos:l.pos+n]
		l.pos += n
	}
	return t
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

func hexDigit(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
