package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions"
	"banxin/editions/atoms"
	"banxin/editions/source"
)

// kind is a class of characters.
type kind uint8

const (
	han kind = iota
	digit
	letter
	space     // U+0020 and the like
	wideSpace // U+3000
	newline
	ascii  // a mark of ASCII
	stop   // ，、；：。？！
	opener // “‘「『（《〈【〖〔［｛
	closer
	middle   // ·
	dash     // —
	ellipsis // …
	tilde    // ～
	wideDigit
	wideLetter
	oddDot  // other dots that are taken for ·
	oddDash // other lines that are taken for —
	other
)

var asciiKinds = func() (t [128]kind) {
	for r := range t {
		switch {
		case '0' <= r && r <= '9':
			t[r] = digit
		case 'a' <= r|0x20 && r|0x20 <= 'z':
			t[r] = letter
		case r == '\n':
			t[r] = newline
		case r == ' ', r == '\t', r == '\r':
			t[r] = space
		case r < ' ', r == 0x7f: // told where it is read
			t[r] = other
		default:
			t[r] = ascii
		}
	}
	return t
}()

// kindOf classifies a character.
func kindOf(r rune) kind {
	switch {
	case 0x4E00 <= r && r <= 0x9FFF:
		return han
	case r < 0x80:
		return asciiKinds[r]
	}
	switch r {
	case '，', '、', '；', '：', '。', '？', '！':
		return stop
	case '“', '‘', '「', '『', '（', '《', '〈', '【', '〖', '〔', '［', '｛':
		return opener
	case '”', '’', '」', '』', '）', '》', '〉', '】', '〗', '〕', '］', '｝':
		return closer
	case '·':
		return middle
	case '—', '⸺':
		return dash
	case '…', '⋯':
		return ellipsis
	case '～':
		return tilde
	case 0x3000:
		return wideSpace
	case 0xA0, 0x2002, 0x2003, 0x2009, 0x202F:
		return space
	case '•', '・', '‧', '･', '∙', '⋅', '．':
		return oddDot
	case '–', '―', '─', '━', '－', 'ー':
		return oddDash
	case '〇':
		return han
	}
	switch {
	case '０' <= r && r <= '９':
		return wideDigit
	case 'Ａ' <= r && r <= 'Ｚ', 'ａ' <= r && r <= 'ｚ':
		return wideLetter
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.IsLetter(r):
		return letter
	}
	return other
}

// passage is a text to be read: its characters, their kinds, and where its runs begin.
type passage struct {
	role   editions.Role
	block  int
	text   *editions.Text
	r      []rune
	k      []kind
	start  []int        // of each run, in characters
	wholes []atoms.Atom // what no rule for figures and marks looks into, in characters
	seen   int          // of them were passed
}

func (t *passage) set(r editions.Role, block int, text *editions.Text) {
	t.role, t.block, t.text = r, block, text
	t.r, t.k, t.start, t.wholes = t.r[:0], t.k[:0], t.start[:0], t.wholes[:0]
	t.seen = 0
	figures := false
	for i := range text.Runs {
		t.start = append(t.start, len(t.r))
		for _, c := range text.Runs[i].Text {
			t.r = append(t.r, c)
			k := kindOf(c)
			t.k = append(t.k, k)
			figures = figures || k == digit || c == '.' || c == '@'
		}
	}
	if figures {
		t.findWholes()
	}
}

// findWholes finds telephone numbers, plates and addresses, and the signs of negative numbers.
func (t *passage) findWholes() {
	text := t.text.String()
	at, bytes := 0, 0 // the same place
	chars := func(offset int) int {
		at, bytes = at+utf8.RuneCountInString(text[bytes:offset]), offset
		return at
	}
	for _, a := range (*atoms.Finder)(nil).Find(nil, text) {
		switch {
		case a.From < bytes:
		case a.Kind == atoms.Phone, a.Kind == atoms.Plate, a.Kind == atoms.Address:
			t.wholes = append(t.wholes, atoms.Atom{From: chars(a.From), To: chars(a.To), Kind: a.Kind})
		case a.Kind == atoms.Number && strings.HasPrefix(text[a.From:], "－"):
			from := chars(a.From)
			t.wholes = append(t.wholes, atoms.Atom{From: from, To: from + 1, Kind: a.Kind})
		}
	}
}

// whole returns where what is whole ends that begins at i, 0 where nothing does.
func (t *passage) whole(i int) int {
	for t.seen < len(t.wholes) && t.wholes[t.seen].From < i {
		t.seen++
	}
	if t.seen < len(t.wholes) && t.wholes[t.seen].From == i {
		return t.wholes[t.seen].To
	}
	return 0
}

// at returns the character at i, 0 outside the passage.
func (t *passage) at(i int) rune {
	if i < 0 || i >= len(t.r) {
		return 0
	}
	return t.r[i]
}

// kindAt returns the kind at i; outside the passage it is other.
func (t *passage) kindAt(i int) kind {
	if i < 0 || i >= len(t.k) {
		return other
	}
	return t.k[i]
}

// chinese tells whether a Han character or a mark of Chinese text stands at i.
func (t *passage) chinese(i int) bool {
	switch t.kindAt(i) {
	case han, stop, opener, closer, dash, ellipsis, middle:
		return true
	}
	return false
}

// has tells whether s stands at i.
func (t *passage) has(i int, s string) bool {
	for _, c := range s {
		if t.at(i) != c {
			return false
		}
		i++
	}
	return true
}

// in tells whether the character at i is one of set.
func (t *passage) in(i int, set string) bool {
	c := t.at(i)
	if c == 0 {
		return false
	}
	for _, s := range set {
		if c == s {
			return true
		}
	}
	return false
}

// span returns where the characters from ≤ i < to stand in the file.
func (t *passage) span(from, to int) source.Span {
	if len(t.r) == 0 {
		return t.text.Span
	}
	to = max(to, from+1)
	return source.Span{Start: t.offset(from, false), End: t.offset(to-1, true)}
}

// offset returns where character i begins, or ends, in the file.
func (t *passage) offset(i int, end bool) int {
	n := len(t.start) - 1
	for n > 0 && t.start[n] > i {
		n--
	}
	run := &t.text.Runs[n]
	if !run.Verbatim {
		if end {
			return run.Span.End
		}
		return run.Span.Start
	}
	at := run.Span.Start
	for _, c := range t.r[t.start[n]:i] {
		at += utf8.RuneLen(c)
	}
	if end {
		at += utf8.RuneLen(t.r[i])
	}
	return at
}

// Lengths of quotations.
const (
	mostQuoted = 24
	context    = 6 // characters before and after what is quoted
)

// quote puts the characters from ≤ i < to into a finding, with those about them.
func (t *passage) quote(f *source.Finding, from, to int) {
	if f.Quote = t.quoted(from, to); to-from > mostQuoted {
		f.Quote = string(t.r[from:from+mostQuoted]) + "…"
	}
	a, b := from, min(to, len(t.r))
	for a > 0 && from-a < context && t.k[a-1] != newline {
		a--
	}
	for b < len(t.r) && b-to < context && t.k[b] != newline {
		b++
	}
	f.Before, f.After = string(t.r[a:from]), t.quoted(min(to, len(t.r)), b)
}

// quoted returns the characters alone.
func (t *passage) quoted(from, to int) string { return string(t.r[from:min(to, len(t.r))]) }
