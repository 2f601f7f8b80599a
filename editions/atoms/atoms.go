// Package atoms finds what of a text belongs together: numbers with their units, scores, times,
// dates, telephone numbers, plates, names, titles, hashtags. It is the one list of them, for who
// breaks lines and for who looks at broken ones.
//
//	for _, a := range finder.Find(nil, "本报讯（记者 欧阳修远）3∶1战胜对手，门票120元。") {
//		fmt.Println(a.Kind, text[a.From:a.To])
//	}
//
// A text without figures, names and titles costs a look at each character.
package atoms

import (
	"crypto/sha256"
	"strings"
	"unicode/utf8"
)

// Kind says what an Atom is.
type Kind uint8

const (
	Number  Kind = iota // figures with sign, groups, powers and the unit they are written with: －5℃, 5 000 000, 3×10⁸, 120㎡, 20 kg, 3∶1, 20：30
	Measure             // a number with the Chinese word for what it counts: 120万元, 第3届, 20日
	Date                // measures of time that follow each other: 2026年10月20日, 9时30分
	Phone               // a telephone number: 0571-8765 4321, 139 1234 5678, +86 571 …
	Plate               // of a car: 浙A·12345
	Person              // a name behind 记者 and the like
	Name                // a name of the paper's list, or one that begins with a surname of two characters
	Title               // 《…》, where it is short
	Tag                 // #…#
	Address             // on the web or of a mailbox: nothing in it is a number
)

var kindNames = [...]string{"number", "measure", "date", "phone", "plate", "person", "name", "title", "tag", "address"}

// String is the name of the kind.
func (k Kind) String() string { return kindNames[k] }

// Whole tells whether an atom of the kind is wrong on two lines: of others one only would
// rather not part them.
func (k Kind) Whole() bool { return k == Number || k == Phone || k == Plate || k == Person }

// Atom is a stretch of a text, in bytes.
type Atom struct {
	From, To int
	Kind     Kind
}

// Finder finds atoms. It is immutable; nil knows no names.
type Finder struct {
	first [1 << 11]uint32 // the characters U+4E00-9FFF and below U+10000 that may begin a name
	names map[rune][]string
	sum   [sha256.Size]byte
}

// New returns a Finder that knows the names of a paper's list.
func New(names []string) *Finder {
	f := &Finder{names: map[rune][]string{}}
	h := sha256.New()
	for _, n := range names {
		h.Write([]byte(n + "\n"))
		if r, size := utf8.DecodeRuneInString(n); size > 0 && len(n) > size {
			f.names[r] = append(f.names[r], n)
			f.may(r)
		}
	}
	h.Sum(f.sum[:0])
	for _, list := range []string{firstOfRoles, firstOfSurnames, provinces} {
		for _, r := range list {
			f.may(r)
		}
	}
	return f
}

// plain is the Finder without names.
var plain = New(nil)

// Digest is a hash of what it knows.
func (f *Finder) Digest() [sha256.Size]byte { return f.sum }

func (f *Finder) may(r rune) {
	if r < 1<<16 {
		f.first[r>>5] |= 1 << (r & 31)
	}
}

// Find appends the atoms of a text, in the order of their starts; a number stands before what
// it is part of.
func (f *Finder) Find(dst []Atom, text string) []Atom {
	if f == nil {
		f = plain
	}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c >= 0xE4 && c <= 0xE9 && i+2 < len(text):
			r := rune(c&15)<<12 | rune(text[i+1]&63)<<6 | rune(text[i+2]&63)
			if f.first[r>>5]>>(r&31)&1 != 0 {
				dst = f.named(dst, text, i, r)
			}
			i += 3
		case c <= ' ':
			i++
		case c < 0x80:
			dst, i = f.ascii(dst, text, i)
		case strings.HasPrefix(text[i:], "《"), c == 0xEF && wideSign(text[i:]):
			dst, i = f.other(dst, text, i)
		case c >= 0xE0 && c < 0xF0:
			i += 3
		default:
			i++
		}
	}
	return dst
}

// wideSign tells whether a full-width figure or ＃ stands at the start of a text.
func wideSign(s string) bool {
	return len(s) > 2 && s[1] == 0xBC && (s[2] == 0x83 || s[2] >= 0x90 && s[2] <= 0x99)
}

// ascii takes in what begins with a character of ASCII and returns where to go on.
func (f *Finder) ascii(dst []Atom, text string, i int) ([]Atom, int) {
	if end := address(text, i); end > 0 {
		return append(dst, Atom{i, end, Address}), end
	}
	switch c := text[i]; {
	case isDigit(c):
		return figures(dst, text, i)
	case isLetter(c):
		return lettered(dst, text, i)
	case c == '+' || c == '(':
		if end := phone(text, i); end > 0 {
			return append(dst, Atom{i, end, Phone}), end
		}
	case c == '#':
		if end := tag(text, i); end > 0 {
			dst = append(dst, Atom{i, end, Tag})
		}
	}
	return dst, i + 1
}

// other takes in what begins with another character and returns where to go on.
func (f *Finder) other(dst []Atom, text string, i int) ([]Atom, int) {
	r, n := utf8.DecodeRuneInString(text[i:])
	switch {
	case r == '《':
		if end := title(text, i); end > 0 {
			dst = append(dst, Atom{i, end, Title})
		}
	case r >= '０' && r <= '９':
		return figures(dst, text, i)
	case r == '＃':
		if end := tag(text, i); end > 0 {
			dst = append(dst, Atom{i, end, Tag})
		}
	}
	return dst, i + n
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// word returns where a word of letters and figures ends.
func word(text string, i int) int {
	for i < len(text) && (isLetter(text[i]) || isDigit(text[i])) {
		i++
	}
	return i
}

// lettered takes in the word of letters at i, and the number that a mark joins to it: A·12345.
func lettered(dst []Atom, text string, i int) ([]Atom, int) {
	end := word(text, i)
	if r, n := utf8.DecodeRuneInString(text[end:]); n > 1 && strings.ContainsRune("·：∶", r) && digitAt(text, end+n) {
		to := numberEnd(text, end+n)
		return append(dst, Atom{i, to, Number}), to
	}
	return dst, end
}

const (
	longestTitle = 10 // characters: of more one cannot say that they belong on one line
	longestTag   = 16
)

// title returns where the title in 《 at i ends, 0 where it is long.
func title(text string, i int) int {
	i += len("《")
	rest := text[i:min(len(text), i+3*longestTitle+len("》"))]
	end := strings.Index(rest, "》")
	if end <= 0 || strings.Contains(rest[:end], "《") {
		return 0
	}
	return i + end + len("》")
}

// tag returns where the hashtag at i ends: behind the second sign, or where its letters end.
func tag(text string, i int) int {
	_, n := utf8.DecodeRuneInString(text[i:])
	sign, count := text[i:i+n], 0
	for k, r := range text[i+n:] {
		switch at := i + n + k; {
		case strings.HasPrefix(text[at:], sign):
			if count == 0 {
				return 0
			}
			return at + n
		case r == '_' || r >= 0x4E00 && r <= 0x9FFF || r < 0x80 && (isLetter(byte(r)) || isDigit(byte(r))):
			if count++; count > longestTag {
				return 0
			}
		case count > 0 && isLetter(text[at-1]):
			return at
		default:
			return 0
		}
	}
	return 0
}
