package intake

import (
	"fmt"
	"unicode/utf8"
)

// Account says where the characters (code points) of a copy's tape went: each into exactly
// one of the three.
type Account struct {
	In      int // on the tape
	Story   int // in the story, as they are
	Left    int
	Changed int
}

// Closes tells whether the sums agree.
func (a Account) Closes() bool { return a.In == a.Story+a.Left+a.Changed }

// String is the line of the report.
func (a Account) String() string {
	return fmt.Sprintf("%d = %d + %d + %d, %+d", a.In, a.Story, a.Left, a.Changed, a.In-a.Story-a.Left-a.Changed)
}

// Where a character of the tape went.
const (
	nowhere = iota
	inStory
	leftOut
	changed
)

// ledger notes, byte by byte, where the tape went.
type ledger struct {
	tape string
	to   []uint8
	err  error // the first entry that breaks the rule
}

func newLedger(c *Copy) *ledger {
	return &ledger{tape: c.tape.String(), to: make([]uint8, c.tape.Len())}
}

// enter books a stretch of the tape. A stretch booked twice is an error.
func (l *ledger) enter(from, to int, where uint8) {
	for i := from; i < to; i++ {
		if l.to[i] != nowhere && l.err == nil {
			l.err = fmt.Errorf("%q is accounted for twice", around(l.tape, i))
		}
		l.to[i] = where
	}
}

func (l *ledger) runs(runs []Run) {
	for _, r := range runs {
		where := uint8(inStory)
		if !r.exact {
			where = changed
		}
		l.enter(r.from, r.to, where)
		l.runs(r.Ruby)
	}
}

func (l *ledger) omissions(left []Omission) {
	for _, o := range left {
		l.enter(o.from, o.to, leftOut)
	}
}

// close sums up. It is an error where a character went nowhere, or to two places.
func (l *ledger) close() (Account, error) {
	var a Account
	for i, r := range l.tape {
		a.In++
		switch l.to[i] {
		case inStory:
			a.Story++
		case leftOut:
			a.Left++
		case changed:
			a.Changed++
		default:
			if l.err == nil {
				l.err = fmt.Errorf("%q is accounted for nowhere", around(l.tape, i))
			}
		}
		_ = r
	}
	return a, l.err
}

// around returns a few characters of the tape from a byte on.
func around(tape string, at int) string {
	for at > 0 && !utf8.RuneStart(tape[at]) {
		at--
	}
	rest := tape[at:]
	n := 0
	for i := range rest {
		if n == 12 {
			return rest[:i] + "…"
		}
		n++
	}
	return rest
}

// account books what a reader made: every run stands in one piece or comment, or is left out.
func (c *Copy) account() (Account, error) {
	l := newLedger(c)
	for _, p := range c.Pieces {
		l.runs(p.Runs)
		if p.List != nil {
			l.runs(p.List.Mark)
		}
		for _, row := range p.Rows {
			for _, cell := range row {
				l.runs(cell.Runs)
			}
		}
		if p.Pic != nil {
			l.runs(p.Pic.Alt)
			l.runs(p.Pic.Caption)
			l.runs(p.Pic.Credit)
		}
	}
	for _, k := range c.Comments {
		l.runs(k.Runs)
	}
	l.omissions(c.Left)
	return l.close()
}

// CheckAccount reads bytes as one format and holds what every reader must keep: no panic,
// each character of the tape in exactly one piece, comment or omission, no run without its
// characters. It is what the fuzz target of a reader calls:
//
//	f.Fuzz(func(t *testing.T, data []byte) {
//		if err := intake.CheckAccount(memo.Format, intake.File{Name: "x.memo", Data: data}); err != nil {
//			t.Fatal(err)
//		}
//	})
//
// A refused copy is fine if it says why. What the story then makes of the pieces is held too.
func CheckAccount(format Format, f File) error {
	for _, c := range Read(f, []Format{format}, Options{Format: format.Name}) {
		if c.Refused {
			if len(c.Found) == 0 {
				return fmt.Errorf("%s: refused without a finding", c.Name)
			}
			continue
		}
		if _, err := c.account(); err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
		if r := Compose(c, Target{}); r.Fault != nil {
			return fmt.Errorf("%s: %w", c.Name, r.Fault)
		}
	}
	return nil
}
