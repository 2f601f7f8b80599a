// Package compare says what has changed between two states of an edition, story by story
// and character by character: 核红, the check that the marked corrections were made, and
// nothing else.
//
//	a, err := compare.Read(file) // a round frozen earlier
//	b := compare.Of(ed)          // the edition as it is
//	for _, s := range compare.Compare(a, b).Stories { … }
//
// Texts are compared as they are written, not as they are broken into lines: a character
// put in is one change, however many lines it moves. What only the layout did is counted
// apart. Everything is plain data; the lines and digests of the pages are filled in by who
// has composed them.
package compare

import (
	"strings"
	"unicode"
)

// Op is what became of a stretch of text.
type Op uint8

const (
	Keep Op = iota
	Delete
	Insert
)

var opNames = [...]string{"keep", "delete", "insert"}

func (o Op) String() string { return opNames[o] }

// MarshalText writes keep, delete or insert.
func (o Op) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// Seg is a stretch of text and what became of it.
type Seg struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// Texts compares two texts. What is kept and deleted is a, what is kept and inserted is b;
// of a replacement the deletion comes first. Han characters are compared one by one, words
// of letters and numbers as wholes. Where a change could stand at several places it stands
// where a sentence or a clause begins; changes with less between them than they change
// themselves are one.
func Texts(a, b string) []Seg {
	if a == b {
		if a == "" {
			return nil
		}
		return []Seg{{Keep, a}}
	}
	s := scriptOf(tokens(a), tokens(b))
	s = slide(s)
	return cluster(s).segs()
}

// size counts the characters that were deleted and inserted, spaces and paragraph ends
// not counted.
func size(segs []Seg) (deleted, inserted int) {
	for _, s := range segs {
		switch s.Op {
		case Delete:
			deleted += characters(s.Text)
		case Insert:
			inserted += characters(s.Text)
		}
	}
	return deleted, inserted
}

// characters counts s without its spaces.
func characters(s string) (n int) {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// tokens cuts a text into what is compared as a whole: a number with its points and
// percent sign, a word of letters, any other character.
func tokens(s string) []string {
	var out []string
	runes := []rune(s)
	for i := 0; i < len(runes); {
		j := i + 1
		switch {
		case digit(runes[i]):
			for j < len(runes) && (digit(runes[j]) || strings.ContainsRune(".,:．", runes[j]) && j+1 < len(runes) && digit(runes[j+1])) {
				j++
			}
			if j < len(runes) && strings.ContainsRune("%％‰", runes[j]) {
				j++
			}
		case letter(runes[i]):
			for j < len(runes) && (letter(runes[j]) || digit(runes[j]) || strings.ContainsRune("'’-", runes[j]) && j+1 < len(runes) && letter(runes[j+1])) {
				j++
			}
		}
		out = append(out, string(runes[i:j]))
		i = j
	}
	return out
}

func digit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// letter tells whether r is of a script that is written in words.
func letter(r rune) bool {
	return unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) && !unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo)
}
