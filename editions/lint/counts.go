package lint

import (
	"banxin/editions"
	"banxin/editions/source"
)

// How many are said, and how many are named: all of these are questions to the editor.

const measureWords = "个项点方面大种条类件步层座所家县区市门支"

// count looks for 九河（小东流河、…） and 三个创新。一是…二是… in the passage.
func (c *checker) count() {
	t := &c.text
	if c.read.marks > 0 {
		for i, k := range t.k {
			if k == opener && t.r[i] == '（' || k == ascii && t.r[i] == '(' {
				c.inBrackets(i)
			}
		}
	}
	for i := range t.r {
		if t.r[i] == '一' && t.at(i+1) == '是' && (i == 0 || t.kindAt(i-1) == stop || t.kindAt(i-1) == opener) {
			c.inClauses(i)
			return
		}
	}
}

// counted returns the number that ends before i, with at most so many characters between;
// 0 when there is none.
func (t *passage) counted(i, between int) (n, from int) {
	for k := i - 1; k >= 0 && k >= i-1-between; k-- {
		switch {
		case t.k[k] == digit:
			from = k
			for from > 0 && t.k[from-1] == digit {
				from--
			}
			if t.in(from-1, ".第") || t.kindAt(from-1) == letter {
				return 0, 0
			}
			return max(t.value(from, k+1), 0), from
		case numerals.has(t.r[k]):
			from = k
			for from > 0 && numerals.has(t.r[from-1]) {
				from--
			}
			if t.in(from-1, "第数几") {
				return 0, 0
			}
			return t.numeral(from, k+1), from
		case t.k[k] != han:
			return 0, 0
		}
	}
	return 0, 0
}

// numeral returns the value of Chinese numerals up to 99, 0 for others.
func (t *passage) numeral(from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		v := numeralValue(t.r[i])
		switch {
		case v == 0:
			return 0
		case v == 10:
			n = max(n, 1) * 10
		case n%10 != 0:
			return 0
		default:
			n += v
		}
	}
	return n
}

// inBrackets compares the number before a bracket with the items in it.
func (c *checker) inBrackets(i int) {
	t := &c.text
	end, items := i+1, 1
	for end < min(len(t.r), i+maxBracket) && t.r[end] != '）' && t.r[end] != ')' {
		switch {
		case t.r[end] == '、':
			items++
		case t.r[end] == '等', t.k[end] == stop, t.k[end] == opener, t.k[end] == digit:
			return
		}
		end++
	}
	if items == 1 || end == len(t.r) || end == i+maxBracket {
		return
	}
	for k := end - 1; t.r[k] != '、'; k-- {
		if t.in(k, "和及与") && k < end-1 {
			items++
			break
		}
	}
	before := i
	if t.kindAt(before-1) == closer {
		before--
	}
	n, from := t.counted(before, 4)
	if n < 2 || n > 30 || n == items {
		return
	}
	c.add(from, end+1, finding("TXT-COUNT", source.Msg("announced-named", n, items), source.Msg("count-again")))
}

// inClauses compares a number before 一是 with the last that is counted out.
func (c *checker) inClauses(i int) {
	t := &c.text
	last := 1
	for k := i + 2; k+1 < len(t.r); k++ {
		if t.r[k+1] != '是' || t.kindAt(k-1) != stop {
			continue
		}
		switch v := numeralValue(t.r[k]); {
		case v == last+1:
			last = v
		case v > last+1 && t.r[k] != '两':
			c.add(k, k+2, finding("TXT-COUNT", source.Msg("comes-after", t.r[k], []rune(numeralDigits)[last-1]), source.Msg("number-points-in-order")))
			return
		}
	}
	if last == 1 {
		return
	}
	for k := i - 1; k >= 0 && k > i-40; k-- {
		if !t.in(k, measureWords) {
			continue
		}
		n, from := t.counted(k, 0)
		if n < 2 || n > 10 {
			continue
		}
		if n != last {
			c.add(from, k+1, finding("TXT-COUNT", source.Msg("announced-named", n, last), source.Msg("count-again")))
		}
		return
	}
}

// listAfter compares a number at the end of a paragraph with the list after it.
func (c *checker) listAfter(before *editions.Text, l *editions.List) {
	if before == nil {
		return
	}
	t := &c.text
	t.set(editions.RoleParagraph, 0, before)
	if end := t.at(len(t.r) - 1); end != '：' && end != ':' {
		return
	}
	for k := len(t.r) - 1; k >= 0 && k > len(t.r)-16 && (t.k[k] != stop || k == len(t.r)-1); k-- {
		if !t.in(k, measureWords) {
			continue
		}
		if n, from := t.counted(k, 0); n >= 2 && n <= 30 {
			if n != len(l.Items) {
				c.add(from, k+1, finding("TXT-COUNT", source.Msg("announced-named", n, len(l.Items)), source.Msg("count-again")))
			}
			return
		}
	}
}
