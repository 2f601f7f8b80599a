package lint

import (
	"slices"
	"strings"

	"banxin/editions/source"
)

// seen is a listed name in the passage.
type seen struct {
	e        *entry
	from, to int
}

// name looks at a listed name: its place among the names beside it, and the post before it.
func (c *checker) name(e *entry, i, end int) {
	t := &c.text
	last := c.facts.last
	c.facts.last = seen{e, i, end}
	c.facts.fact(c, i, end)
	c.post(e, i)
	if last.e == nil || i == 0 || !t.listedBetween(last.to, i) || last.e.line.Group != e.line.Group || c.rank(last.e) < c.rank(e) {
		return
	}
	if last.e == e {
		return
	}
	c.add(last.from, end, finding("NAM-ORDER", source.Msg("stands-before-in-names-txt-after", last.e.line.Word, e.line.Word), source.Msg("put-names-in-order-of-names")))
}

// rank is a name's place in names.txt.
func (c *checker) rank(e *entry) int { return e.line.Pos.Line }

// listedBetween tells whether only 、 or 和 stands between two names.
func (t *passage) listedBetween(from, to int) bool {
	return from < to && to-from <= 2 && t.in(from, "、和及与，　 ") && (to-from == 1 || t.in(from+1, "、和及与，　 "))
}

// post compares the post written before a name with those it has in names.txt.
func (c *checker) post(e *entry, i int) {
	t := &c.text
	if len(e.line.More) == 0 {
		return
	}
	best := ""
	for _, p := range c.lists.posts {
		if n := len([]rune(p)); n > len([]rune(best)) && i >= n && t.has(i-n, p) {
			best = p
		}
	}
	if best == "" {
		return
	}
	fits := func(p string) bool { return strings.HasSuffix(p, best) || strings.HasSuffix(best, p) }
	if slices.ContainsFunc(e.line.More, fits) {
		return
	}
	c.add(i-len([]rune(best)), i+len(e.runes), finding("NAM-POST", source.Msg("not-called-in-names-txt", e.line.Word, best), source.Msg("names-txt", strings.Join(e.line.More, " "))))
}

// plainWords follow a surname and one character more often than they end a name.
var plainWords = setOf("说在的是和与等于将为表对从向到及议称指也就都让请把被给，、。；：")

// nearName looks for a name that differs in one character from a listed one of three, or
// that leaves a little out of a long one.
func (c *checker) nearName(i int) {
	t := &c.text
	if i+2 >= len(t.r) || t.k[i+1] != han || t.k[i+2] != han {
		return
	}
	for _, e := range c.lists.near[t.r[i]] {
		if len(e.runes) == 3 {
			same := 0
			for k, r := range e.runes {
				if t.r[i+k] == r {
					same++
				}
			}
			if same == 2 && !plainWords.has(t.r[i+1]) && !plainWords.has(t.r[i+2]) && !c.lists.has(t.r[i:i+3]) {
				c.near(e, i, i+3)
				return
			}
			continue
		}
		if n := t.shortened(i, e.runes); n > 0 && !c.lists.has(t.r[i:i+n]) {
			c.near(e, i, i+n)
			return
		}
	}
}

func (c *checker) near(e entry, i, end int) {
	if slices.ContainsFunc(c.facts.nears, func(s string) bool { return s == string(c.text.r[i:end]) }) {
		return
	}
	c.facts.nears = append(c.facts.nears, string(c.text.r[i:end]))
	c.add(i, end, finding("NAM-FORM", source.Msg("nearly-of-names-txt", c.text.quoted(i, end), e.line.Word), source.Msg("make-sure-right-name")))
}

// has tells whether exactly these characters are listed.
func (l *lists) has(r []rune) bool {
	for _, e := range l.words[[2]rune{r[0], r[1]}] {
		if slices.Equal(e.runes, r) {
			return true
		}
	}
	return false
}

// shortened returns the length of a form of name at i that begins with three of its
// characters and ends with its last two, one or two characters being left out, added or
// changed; 0 when there is none.
func (t *passage) shortened(i int, name []rune) int {
	if !t.is(i, name[:3]) || t.is(i, name) {
		return 0
	}
	for n := len(name) - 2; n <= len(name)+2; n++ {
		if n < 5 || i+n > len(t.r) || !slices.Equal(t.r[i+n-2:i+n], name[len(name)-2:]) {
			continue
		}
		if edits(t.r[i:i+n], name) <= 2 {
			return n
		}
	}
	return 0
}

// edits is the number of characters to add, leave out or change.
func edits(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
