package svg

import (
	"bytes"
	"encoding/json"
)

// Change is how a page that Write wrote becomes another: what happens to its definitions, and to
// what else its <svg> holds, of which <defs> is one and stays.
type Change struct {
	Defs  []Step `json:"defs"`
	Items []Step `json:"items"`
}

// Step is a row of elements of the new page: N of the old one from the one at From on, which
// comes after those of the steps before, or new ones where N is 0. In JSON it is [From, N], or
// the text of the new ones.
type Step struct {
	From, N int
	New     []byte
}

// MarshalJSON is as Step says.
func (s Step) MarshalJSON() ([]byte, error) {
	if s.N > 0 {
		return json.Marshal([2]int{s.From, s.N})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(string(s.New))
	return bytes.TrimSpace(b.Bytes()), err
}

// Compare finds how a page became another, both written with Steady. It is not ok where they are
// not of one size and name, or no pages.
func Compare(was, now []byte) (c Change, ok bool) {
	a, okA := part(was)
	b, okB := part(now)
	if !okA || !okB || !bytes.Equal(a.tag, b.tag) {
		return Change{}, false
	}
	return Change{steps(a.defs, b.defs), steps(a.items, b.items)}, true
}

// parted is a page taken apart into its elements.
type parted struct {
	tag         []byte // that opens it
	defs, items [][]byte
}

var defs = []byte("<defs>")

// part takes a page apart. Its <defs> is among the items, without what it holds.
func part(data []byte) (p parted, ok bool) {
	n := bytes.IndexByte(data, '>') + 1
	if n == 0 {
		return p, false
	}
	p.tag = data[:n]
	var rest []byte
	if p.items, rest, ok = children(data[n:]); !ok || string(rest) != "</svg>\n" {
		return p, false
	}
	for i, it := range p.items {
		if inner, is := bytes.CutPrefix(it, defs); is {
			if p.defs, _, ok = children(inner); !ok {
				return p, false
			}
			p.items[i] = defs
		}
	}
	return p, true
}

// children are the elements at the begin of a text, each with the white space behind it, and what comes
// after them: a tag that closes what they stand in.
func children(data []byte) (list [][]byte, rest []byte, ok bool) {
	data = bytes.TrimLeft(data, "\n")
	for {
		if bytes.HasPrefix(data, []byte("</")) {
			return list, data, true
		}
		n := element(data)
		if n <= 0 {
			return nil, nil, false
		}
		for n < len(data) && data[n] == '\n' {
			n++
		}
		list, data = append(list, data[:n:n]), data[n:]
	}
}

// element is the length of the element at the begin of a text; 0: there is none. All < and > that
// are no tag's are written as &lt; and &gt;.
func element(data []byte) int {
	if len(data) == 0 || data[0] != '<' {
		return 0
	}
	for i, depth := 0, 0; ; {
		next := bytes.IndexByte(data[i:], '<')
		if next < 0 {
			return 0
		}
		i += next
		end := bytes.IndexByte(data[i:], '>')
		if end < 2 {
			return 0
		}
		switch {
		case data[i+1] == '/':
			depth--
		case data[i+end-1] != '/':
			depth++
		}
		if i += end + 1; depth <= 0 {
			return i
		}
	}
}

// steps makes a list of another: what begins and ends both stays, and of what is between, what
// comes in the same order.
func steps(was, now [][]byte) (out []Step) {
	first := 0
	for first < min(len(was), len(now)) && bytes.Equal(was[first], now[first]) {
		first++
	}
	last := 0
	for last < min(len(was), len(now))-first && bytes.Equal(was[len(was)-1-last], now[len(now)-1-last]) {
		last++
	}
	keep := func(from, n int) {
		if k := len(out) - 1; k >= 0 && out[k].N > 0 && out[k].From+out[k].N == from {
			out[k].N += n
		} else if n > 0 {
			out = append(out, Step{From: from, N: n})
		}
	}
	keep(0, first)
	places := map[string][]int{} // of those between that are not passed yet
	for i := first; i < len(was)-last; i++ {
		places[string(was[i])] = append(places[string(was[i])], i)
	}
	at := first
	for _, e := range now[first : len(now)-last] {
		list := places[string(e)]
		for len(list) > 0 && list[0] < at {
			list = list[1:]
		}
		if places[string(e)] = list; len(list) > 0 {
			keep(list[0], 1)
			at = list[0] + 1
		} else if k := len(out) - 1; k >= 0 && out[k].N == 0 {
			out[k].New = append(out[k].New, e...)
		} else {
			out = append(out, Step{New: bytes.Clone(e)})
		}
	}
	keep(len(was)-last, last)
	return out
}
