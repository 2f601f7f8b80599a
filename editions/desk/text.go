// Package desk has what editing together needs, as values: the text of a file as browsers
// count it, changes of it that can be composed and carried over one another, a document with
// its versions, what each person can take back, and the records of a journal from which all
// of it comes back.
//
//	list, whole := desk.Records(journal)
//	state, wrong := desk.Replay(list)
//	updates, clashes, err := state.Files["stories/101.md"].Rebase(version, pushed)
//	add, err := state.Prepare(desk.Record{Kind: desk.Did, Who: "a", Edits: map[string][]desk.Update{"stories/101.md": updates}})
//
// It reads no file, asks no network and looks at no clock.
package desk

import (
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Cell is a unit of a text as browsers count it: a unit of UTF-16, or a line break however
// long the file writes it.
type Cell int32

// The forms of a line break in files. Which it is counts only when the text is written.
const (
	lf   Cell = '\n'
	crlf Cell = -1
	cr   Cell = -2
)

func (c Cell) isBreak() bool { return c == lf || c == crlf || c == cr }

// Text is the text of a file. It is never changed in place.
type Text []Cell

// errNotText says that a file is none of UTF-8 characters, so that it cannot be edited here.
var errNotText = errors.New("the file is not text in UTF-8")

// TextOf reads the bytes of a file; Bytes writes them again, every one the same.
func TextOf(data []byte) (Text, error) {
	if !utf8.Valid(data) {
		return nil, errNotText
	}
	return cells(string(data)), nil
}

func cells(s string) Text {
	out := make(Text, 0, len(s))
	for i, r := range s {
		switch {
		case r == '\r' && strings.HasPrefix(s[i+1:], "\n"):
			out = append(out, crlf)
		case r == '\r':
			out = append(out, cr)
		case r == '\n' && i > 0 && s[i-1] == '\r':
		case r > 0xFFFF:
			a, b := utf16.EncodeRune(r)
			out = append(out, Cell(a), Cell(b))
		default:
			out = append(out, Cell(r))
		}
	}
	return out
}

// Bytes are those of the file.
func (t Text) Bytes() []byte {
	out := make([]byte, 0, len(t)+len(t)/2)
	for i := 0; i < len(t); i++ {
		switch c := t[i]; {
		case c == crlf:
			out = append(out, "\r\n"...)
		case c == cr:
			out = append(out, '\r')
		case high(c) && i+1 < len(t) && low(t[i+1]):
			out = utf8.AppendRune(out, utf16.DecodeRune(rune(c), rune(t[i+1])))
			i++
		default:
			out = utf8.AppendRune(out, rune(c))
		}
	}
	return out
}

// String is the text as browsers have it: every line break is \n.
func (t Text) String() string { return string(t.broken(lf).Bytes()) }

// broken is the text with all its line breaks of one form.
func (t Text) broken(as Cell) Text {
	for i, c := range t {
		if c.isBreak() && c != as {
			out := append(Text(nil), t...)
			for ; i < len(out); i++ {
				if out[i].isBreak() {
					out[i] = as
				}
			}
			return out
		}
	}
	return t
}

// breaks is the form of line break that the text has first; \n where it has none.
func (t Text) breaks() Cell {
	for _, c := range t {
		if c.isBreak() {
			return c
		}
	}
	return lf
}

// lines are the text's, as strings.
func (t Text) lines() []string { return strings.Split(t.String(), "\n") }

func high(c Cell) bool { return c >= 0xD800 && c < 0xDC00 }
func low(c Cell) bool  { return c >= 0xDC00 && c < 0xE000 }

// parted tells whether a place lies within a character.
func (t Text) parted(at int) bool {
	return at > 0 && at < len(t) && high(t[at-1]) && low(t[at])
}
