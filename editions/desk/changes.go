package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Changes are what becomes of a text, from its beginning to its end: stretches that are kept
// and stretches that are replaced. In JSON they are those of CodeMirror's ChangeSet.
type Changes []part

// part keeps n units, or puts text in their place.
type part struct {
	n    int
	put  bool
	text Text
}

// errNoFit says that changes are not of the text that they are meant for.
var errNoFit = errors.New("the changes are not of this text")

// Replace are the changes that put a string in place of t[from:to].
func Replace(t Text, from, to int, with string) Changes {
	var c Changes
	return c.keep(from).put(to-from, cells(with), false).keep(len(t) - to)
}

// keep and put append a stretch; neighbours of one kind are one. With join what is put belongs
// to the stretch before, whatever that is.
func (c Changes) keep(n int) Changes {
	if n == 0 {
		return c
	}
	if k := len(c) - 1; k >= 0 && !c[k].put {
		c[k].n += n
		return c
	}
	return append(c, part{n: n})
}

func (c Changes) put(n int, text Text, join bool) Changes {
	k := len(c) - 1
	switch {
	case n == 0 && len(text) == 0:
	case k >= 0 && c[k].put && (join || len(text) == 0 && len(c[k].text) == 0 || n == 0 && c[k].n == 0):
		c[k].n += n
		c[k].text = append(c[k].text[:len(c[k].text):len(c[k].text)], text...)
	default:
		return append(c, part{n: n, put: true, text: text})
	}
	return c
}

// Empty tells whether nothing changes.
func (c Changes) Empty() bool {
	for _, p := range c {
		if p.put {
			return false
		}
	}
	return true
}

// Length is the length of the text before, NewLength that after.
func (c Changes) Length() (n int) {
	for _, p := range c {
		n += p.n
	}
	return n
}

// NewLength is the length of the text after the changes.
func (c Changes) NewLength() (n int) {
	for _, p := range c {
		if p.put {
			n += len(p.text)
		} else {
			n += p.n
		}
	}
	return n
}

// Apply returns the text after the changes. Line breaks that are put in are written as the
// first of the text is. Changes that would cut a character in two are refused.
func (c Changes) Apply(t Text) (Text, error) {
	if c.Length() != len(t) {
		return nil, errNoFit
	}
	form := t.breaks()
	out, at := make(Text, 0, c.NewLength()), 0
	for _, p := range c {
		if t.parted(at) && (p.put || at > 0) && c.cuts(t) {
			return nil, errNoFit
		}
		if p.put {
			out = append(out, p.text.broken(form)...)
		} else {
			out = append(out, t[at:at+p.n]...)
		}
		at += p.n
	}
	return out, nil
}

// cuts tells whether a stretch begins within a character of a text.
func (c Changes) cuts(t Text) bool {
	at := 0
	for _, p := range c {
		if t.parted(at) {
			return true
		}
		at += p.n
	}
	return false
}

// Invert returns the changes that lead back to t, which they are of.
func (c Changes) Invert(t Text) Changes {
	var out Changes
	at := 0
	for _, p := range c {
		if p.put {
			out = out.put(len(p.text), t[at:at+p.n], false)
		} else {
			out = out.keep(p.n)
		}
		at += p.n
	}
	return out
}

// Touched are the stretches of the text before that changes replace, and what they are after.
func (c Changes) Touched(visit func(from, to, newFrom, newTo int)) {
	at, now := 0, 0
	for i := 0; i < len(c); i++ {
		if !c[i].put {
			at, now = at+c[i].n, now+c[i].n
			continue
		}
		from, new := at, now
		for ; i < len(c) && c[i].put; i++ {
			at, now = at+c[i].n, now+len(c[i].text)
		}
		i--
		visit(from, at, new, now)
	}
}

// MarshalJSON writes CodeMirror's form: a number is kept; a list is a number of units
// replaced, and the lines that are put in their place.
func (c Changes) MarshalJSON() ([]byte, error) {
	out := make([]any, 0, len(c))
	for _, p := range c {
		switch {
		case !p.put:
			out = append(out, p.n)
		case len(p.text) == 0:
			out = append(out, []any{p.n})
		default:
			one := []any{p.n}
			for _, l := range p.text.lines() {
				one = append(one, l)
			}
			out = append(out, one)
		}
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads them, from whomever.
func (c *Changes) UnmarshalJSON(data []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		return err
	}
	var out Changes
	for _, raw := range parts {
		n, text, put, err := readPart(raw)
		switch {
		case err != nil:
			return err
		case n < 0 || n > maxText || out.Length()+n > maxText:
			return fmt.Errorf("changes of %d units", n)
		case put:
			out = out.put(n, text, false)
		default:
			out = out.keep(n)
		}
	}
	*c = out
	return nil
}

// maxText is the most units that a text may have.
const maxText = 8 << 20

func readPart(raw json.RawMessage) (n int, text Text, put bool, err error) {
	if json.Unmarshal(raw, &n) == nil && len(raw) > 0 && raw[0] != 'n' {
		return n, nil, false, nil
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil || len(list) == 0 {
		return 0, nil, true, errors.New("changes are numbers and lists")
	}
	if err := json.Unmarshal(list[0], &n); err != nil {
		return 0, nil, true, err
	}
	lines := make([]string, len(list)-1)
	for i := range lines {
		if err := json.Unmarshal(list[i+1], &lines[i]); err != nil {
			return 0, nil, true, err
		}
		if strings.ContainsAny(lines[i], "\r\n") {
			return 0, nil, true, errors.New("a line of changes has a line break in it")
		}
	}
	return n, cells(strings.Join(lines, "\n")), true, nil
}
