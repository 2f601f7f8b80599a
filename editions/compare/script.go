package compare

import "strings"

// script is how one list of tokens becomes another. Stretches of one kind are never
// neighbours, and a deletion stands before the insertion that replaces it.
type script []stretch

type stretch struct {
	op     Op
	tokens []string
}

// scriptOf compares two lists of tokens.
func scriptOf(a, b []string) script {
	ids := map[string]int32{}
	deleted, inserted := shortest(number(ids, a), number(ids, b))
	var s script
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && deleted[i]:
			s = s.add(Delete, a[i])
			i++
		case j < len(b) && inserted[j]:
			s = s.add(Insert, b[j])
			j++
		default:
			s = s.add(Keep, a[i])
			i, j = i+1, j+1
		}
	}
	return s
}

// number gives equal strings equal numbers.
func number(ids map[string]int32, list []string) []int32 {
	out := make([]int32, len(list))
	for i, t := range list {
		id, ok := ids[t]
		if !ok {
			id = int32(len(ids))
			ids[t] = id
		}
		out[i] = id
	}
	return out
}

// add appends tokens. A deletion goes before an insertion at its place.
func (s script) add(op Op, tokens ...string) script {
	if len(tokens) == 0 {
		return s
	}
	n := len(s)
	switch {
	case n > 0 && s[n-1].op == op:
		s[n-1].tokens = append(s[n-1].tokens, tokens...)
		return s
	case op == Delete && n > 0 && s[n-1].op == Insert:
		if n > 1 && s[n-2].op == Delete {
			s[n-2].tokens = append(s[n-2].tokens, tokens...)
			return s
		}
		last := s[n-1]
		s[n-1] = stretch{op, append([]string(nil), tokens...)}
		return append(s, last)
	}
	return append(s, stretch{op, append([]string(nil), tokens...)})
}

// segs returns the script as text.
func (s script) segs() []Seg {
	var out []Seg
	for _, t := range s {
		out = append(out, Seg{t.op, strings.Join(t.tokens, "")})
	}
	return out
}

// slide moves every pure insertion and deletion, as far as its surroundings repeat it, to
// where it begins and ends best.
func slide(s script) script {
	var out script
	for i := 0; i < len(s); i++ {
		alone := s[i].op != Keep && i+1 < len(s) && s[i+1].op == Keep && len(out) > 0 && out[len(out)-1].op == Keep
		if !alone {
			out = out.add(s[i].op, s[i].tokens...)
			continue
		}
		before, after := out[len(out)-1].tokens, s[i+1].tokens
		text := append(append(append([]string(nil), before...), s[i].tokens...), after...)
		from := bestPlace(text, len(before), len(s[i].tokens))
		to := from + len(s[i].tokens)
		if out = out[:len(out)-1]; from > 0 {
			out = out.add(Keep, text[:from]...)
		}
		out = out.add(s[i].op, text[from:to]...)
		s[i+1].tokens = text[to:]
	}
	return out
}

// bestPlace returns where in text a change of n tokens that stands at from is best placed:
// at the ends of paragraphs, sentences, clauses, words. Every place has the same text
// without the change. Of equals the one nearest to the end counts.
func bestPlace(text []string, from, n int) int {
	low, high := from, from
	for low > 0 && text[low-1] == text[low+n-1] {
		low--
	}
	for high+n < len(text) && text[high] == text[high+n] {
		high++
	}
	best, most := from, -1
	for at := low; at <= high; at++ {
		if v := cut(text, at) + cut(text, at+n); v >= most {
			best, most = at, v
		}
	}
	return best
}

// cut is how good a place for a change's end lies before the token at.
func cut(text []string, at int) int {
	if at == 0 || at == len(text) {
		return 5
	}
	before, after := text[at-1], text[at]
	switch {
	case before == "\n" || after == "\n":
		return 5
	case strings.Contains("。！？；”’", before):
		return 4
	case strings.Contains("，、：）》〉", before) || strings.Contains("“‘（《〈", after):
		return 3
	case before == " " || after == " ":
		return 2
	}
	return 0
}

// cluster makes one change of two with so little between them that they are read as one:
// no more characters than either of the two has, and no end of a paragraph.
func cluster(s script) script {
	for {
		out, again := script(nil), false
		for i := 0; i < len(s); i++ {
			if s[i].op == Keep && i > 0 && i+1 < len(s) && s.between(i) {
				out = out.add(Delete, s[i].tokens...)
				out = out.add(Insert, s[i].tokens...)
				again = true
				continue
			}
			out = out.add(s[i].op, s[i].tokens...)
		}
		if s = out; !again {
			return s
		}
	}
}

// between tells whether stretch i, which is kept, is less than the changes on its sides.
func (s script) between(i int) bool {
	n := len(s[i].tokens)
	for _, t := range s[i].tokens {
		if t == "\n" {
			return false
		}
	}
	return n <= s.weight(i, -1) && n <= s.weight(i, 1)
}

// weight is the greater of what is deleted and inserted beside a stretch.
func (s script) weight(i, step int) int {
	w := 0
	for j := i + step; j >= 0 && j < len(s) && s[j].op != Keep; j += step {
		w = max(w, len(s[j].tokens))
	}
	return w
}
