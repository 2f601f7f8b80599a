package desk

import (
	"banxin/editions/compare"
)

// Between are the changes that make b of a: by characters, so that what others have changed
// meanwhile is kept wherever it stands.
func Between(a, b Text) Changes {
	head := 0
	for head < len(a) && head < len(b) && same(a[head], b[head]) {
		head++
	}
	if a.parted(head) || b.parted(head) {
		head--
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && same(a[len(a)-1-tail], b[len(b)-1-tail]) {
		tail++
	}
	if a.parted(len(a)-tail) || b.parted(len(b)-tail) {
		tail--
	}
	var c Changes
	c = c.keep(head)
	for _, s := range compare.Texts(a[head:len(a)-tail].String(), b[head:len(b)-tail].String()) {
		switch t := cells(s.Text); s.Op {
		case compare.Keep:
			c = c.keep(len(t))
		case compare.Delete:
			c = c.put(len(t), nil, true)
		case compare.Insert:
			c = c.put(0, t, true)
		}
	}
	return c.keep(tail)
}

func same(a, b Cell) bool { return a == b || a.isBreak() && b.isBreak() }

// Clash is where two have changed the same words: people at the desk and another program, or two
// of them at one moment.
type Clash struct {
	Number   int    `json:"n"`
	At       int    `json:"at"` // in the text that has both
	To       int    `json:"to"`
	Was      string `json:"was"`
	Ours     string `json:"ours"`
	Theirs   string `json:"theirs"`
	Both     string `json:"both"`             // what stood there then: what says other now has been edited since
	People   bool   `json:"people,omitempty"` // two people, not one and another program
	OursBy   string `json:"oursBy,omitempty"` // who of them came first, and who second
	TheirsBy string `json:"theirsBy,omitempty"`
}

// moved carries the place of a clash over changes.
func (c *Clash) moved(made Changes) {
	c.At, c.To = made.Place(c.At, true), made.Place(c.To, false)
}

// Clashes are the places where ours and theirs, both of one text, touch. What stands at At is
// both, so that nothing is lost; people choose. With two people, who put something in at one place
// have not changed the same words.
func Clashes(t Text, ours, theirs Changes, people bool) []Clash {
	after, err := theirs.Map(ours, false)
	if err != nil {
		return nil
	}
	out := meetings(t, ours, theirs, people)
	for i := range out {
		out[i].moved(ours)
		out[i].moved(after)
	}
	return out
}

// meetings are Clashes with their places in the text that both are of.
func meetings(t Text, ours, theirs Changes, people bool) []Clash {
	mine, err := ours.Apply(t)
	if err != nil {
		return nil
	}
	other, err := theirs.Apply(t)
	if err != nil {
		return nil
	}
	var out []Clash
	ours.Touched(func(from, to, nf, nt int) {
		theirs.Touched(func(a, b, na, nb int) {
			if a > to || b < from || touching(a, b, from, to) && (people || from < to || a < b) {
				return
			}
			lo, hi := min(from, a), max(to, b)
			c := Clash{At: lo, To: hi, People: people, Was: t[lo:hi].String(), Ours: (t[lo:from].String() + mine[nf:nt].String() + t[to:hi].String()), Theirs: (t[lo:a].String() + other[na:nb].String() + t[b:hi].String())}
			if c.Ours != c.Theirs {
				out = append(out, c)
			}
		})
	})
	return out
}

// touching tells whether two stretches have no more than an end in common.
func touching(a, b, from, to int) bool { return b == from || a == to }
