package source

import (
	"cmp"
	"slices"
)

// Severity is how bad a finding is.
type Severity uint8

const (
	Note Severity = iota
	Warning
	Error
)

var severityNames = [...]string{"note", "warning", "error"}

func (s Severity) String() string { return severityNames[s] }

// MarshalText writes note, warning or error.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Finding is one thing found: what, where in the source, where on the page, and what
// to do about it. Codes are stable; codes.txt lists their families.
type Finding struct {
	Code     string
	Severity Severity
	Message  Message
	Hint     Message // the remedy; may be empty
	Pos      Pos
	Story    string // story id
	Page     int    // counted from 1; 0 when on no page
	Slot     string
	Chars    int // for FIT-OVER and FIT-UNDER: characters over or free
	Lines    int // the same in lines

	Weight int    // in the official rate of errors, in tenths: 10 for a wrong character, 1 for a mark
	Quote  string // the text in question
	Before string // a few characters before it
	After  string // and after it
	Column int    // from 1: of the story's text; for what is no line of it, of the page's basic columns
	Line   int    // of that column, from 1
	X, Y   int    // on the page, in 1/1000 mm from the trimmed page's upper left corner; 0, 0: no place
}

// List collects findings. The zero value is ready; it is not safe for concurrent use.
type List []Finding

// Add appends a finding.
func (l *List) Add(f Finding) { *l = append(*l, f) }

// Count returns how many findings are at least as severe as s.
func (l List) Count(s Severity) int {
	n := 0
	for i := range l {
		if l[i].Severity >= s {
			n++
		}
	}
	return n
}

// Sort orders by file, line, column, page, slot, code, message and place on the page, and
// drops repeats.
func (l *List) Sort() {
	order := func(a, b Finding) int {
		if n := cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col),
			cmp.Compare(a.Page, b.Page), cmp.Compare(a.Slot, b.Slot), cmp.Compare(a.Story, b.Story),
			cmp.Compare(a.Code, b.Code)); n != 0 {
			return n
		}
		return cmp.Or(cmp.Compare(a.Message.String(), b.Message.String()), cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X))
	}
	slices.SortStableFunc(*l, order)
	*l = slices.CompactFunc(*l, func(a, b Finding) bool { return order(a, b) == 0 })
}
