package lint

import (
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// ascii looks at a mark of ASCII and returns where what it read ends.
func (c *checker) ascii(i int) int {
	t := &c.text
	switch t.r[i] {
	case '.':
		return c.period(i)
	case '-':
		return c.hyphens(i)
	case '(':
		c.parenthesis(i)
	case ')':
		if c.shut('）', i) == '（' {
			c.asciiMark(i, i+1, '）')
		}
	case ',', ';', ':', '?', '!', '"', '\'', '<', '>':
		c.western(i)
	case '~':
		if t.chinese(i-1) && t.chinese(i+1) {
			c.asciiMark(i, i+1, '～')
		}
	}
	return i + 1
}

// chineseFor returns the Chinese mark that stands for one of ASCII.
func chineseFor(r rune) rune {
	const western, ours = `,;:?!"'<>`, `，；：？！“‘《》`
	return []rune(ours)[strings.IndexRune(western, r)]
}

// western reports a Western mark beside Chinese text.
func (c *checker) western(i int) {
	t := &c.text
	before, after := t.beside(i, -1), t.beside(i, 1)
	if !t.chinese(before) && !t.chinese(after) || t.kindAt(i-1) == letter && t.kindAt(i+1) == letter || t.in(i+1, "/") {
		return
	}
	if t.in(i, `"'`) {
		if c.read.quotes++; c.read.quotes%2 == 0 {
			return // said at the first of the pair
		}
	}
	c.asciiMark(i, i+1, chineseFor(t.r[i]))
}

// beside returns the next place in a direction that is no space.
func (t *passage) beside(i, step int) int {
	for i += step; t.kindAt(i) == space; i += step {
	}
	return i
}

func (c *checker) asciiMark(from, to int, want rune) {
	c.asciiMarks(from, to, source.Msg("write-full-width-one", want))
}

func (c *checker) asciiMarks(from, to int, remedy source.Message) {
	t := &c.text
	c.add(from, to, finding("TXT-ASCII", source.Msg("half-width-mark-in-chinese-text", t.quoted(from, min(to, from+12))), remedy))
}

// parenthesis reports a pair of half-width brackets beside or round Chinese text.
func (c *checker) parenthesis(i int) {
	t := &c.text
	c.push('(', i)
	if c.todo(i) > 0 {
		return
	}
	end := i + 1
	inner := false
	for end < min(len(t.r), i+maxBracket) && t.r[end] != ')' && t.r[end] != '）' && t.k[end] != newline {
		inner = inner || t.k[end] == han
		end++
	}
	if !inner && !t.chinese(i-1) && t.kindAt(end+1) != han {
		return
	}
	if t.at(end) == ')' {
		c.asciiMarks(i, end+1, source.Msg("write-full-width-pair", '（', '）'))
		return
	}
	c.asciiMark(i, i+1, '（')
}

// marker tells whether the bracket at i ends the number of an item: 1) a） 一）.
func (t *passage) marker(i int) bool {
	k := i - 1
	for k > i-3 && t.kindAt(k) == digit {
		k--
	}
	if k == i-1 {
		if t.kindAt(k) != letter && !numerals.has(t.at(k)) {
			return false
		}
		k--
	}
	return k < 0 || t.kindAt(k) != han && t.kindAt(k) != letter && t.kindAt(k) != digit
}

// period looks at a full stop of ASCII: three are an ellipsis.
func (c *checker) period(i int) int {
	t := &c.text
	j := i
	for t.at(j) == '.' {
		j++
	}
	switch {
	case j-i >= 3 && (t.chinese(i-1) || t.chinese(j)):
		c.add(i, j, finding("TXT-ELLIPSIS", source.Msg("no-ellipsis", t.quoted(i, j)), source.Msg("write-two-characters-of-three-dots")))
	case j-i == 1 && t.kindAt(i-1) == han:
		c.asciiMark(i, j, '。')
	}
	return j
}

// hyphens looks at hyphens: two or more are meant for a dash.
func (c *checker) hyphens(i int) int {
	t := &c.text
	j := i
	for t.at(j) == '-' {
		j++
	}
	switch {
	case j-i >= 2 && (t.chinese(i-1) || t.chinese(j)):
		c.add(i, j, finding("TXT-DASH", source.Msg("no-dash", t.quoted(i, j)), source.Msg("write-two-characters-2014")))
	case j-i == 1 && t.kindAt(i-1) == han && t.kindAt(j) == han:
		c.add(i, j, finding("TXT-DASH", source.Msg("hyphen-stands-between-chinese-words"), source.Msg("between-places-or-times-write-hyphen")).As(source.Note))
	}
	return j
}

// dash looks at a dash and other long lines.
func (c *checker) dash(i int) int {
	t := &c.text
	j := i
	for t.kindAt(j) == dash || t.kindAt(j) == oddDash {
		j++
	}
	n := j - i
	if t.r[i] == 'ー' && !t.chinese(i-1) {
		return j // a Japanese word
	}
	for k := i; k < j; k++ {
		if t.k[k] == oddDash {
			c.add(i, j, finding("TXT-DASH", source.Msg("no-chinese-dash", t.quoted(i, j), t.r[k]), source.Msg("write-dash-between-places-times-figures")))
			return j
		}
	}
	switch {
	case t.r[i] == '⸺', n == 2:
		if n == 2 && t.kindAt(i-1) == digit && t.kindAt(j) == digit {
			c.rangeMark(i, j)
		}
	case n > 2:
		c.add(i, j, finding("TXT-DASH", source.Msg("dash-of-characters", n), source.Msg("write-two-characters-2014")))
	case i == 0 && j == len(t.r) && t.role == editions.RoleCell: // nothing is to be said there
	case i == 0 || t.kindAt(i-1) == stop || t.kindAt(j) == stop:
		c.add(i, j, finding("TXT-DASH", source.Msg("single-stands-dash"), source.Msg("write-two-characters-2014")))
	case t.kindAt(i-1) == han && t.kindAt(j) == han && !c.between(i, j):
		c.add(i, j, finding("TXT-DASH", source.Msg("single-stands-between-chinese-words"), source.Msg("from-one-to-other-right-dash")).As(source.Note))
	}
	return j
}

// between tells whether a single — joins two of a kind, as it may: dates, numerals, or
// short names. A dash stands between clauses.
func (c *checker) between(i, j int) bool {
	t := &c.text
	const clause = 7 // characters
	for n := range clause {
		if t.kindAt(i-1-n) != han && t.kindAt(i-1-n) != digit || t.kindAt(j+n) != han && t.kindAt(j+n) != digit {
			return true
		}
	}
	return t.in(i-1, "年月日时分") || t.in(i-1, "一二三四五六七八九十") && t.in(j, "一二三四五六七八九十")
}

// ellipsis looks at a run of … .
func (c *checker) ellipsis(i int) int {
	t := &c.text
	j := i
	for t.kindAt(j) == ellipsis {
		j++
	}
	switch n := j - i; {
	case n != 2 && n != 4 && (t.chinese(i-1) || t.chinese(j) || i == 0):
		c.add(i, j, finding("TXT-ELLIPSIS", source.Msg("ellipsis-of-characters", n), source.Msg("write-two-characters-of-three-dots")))
	case t.at(j) == '等' && (j+1 == len(t.r) || t.kindAt(j+1) == stop || t.kindAt(j+1) == closer):
		c.add(i, j+1, finding("TXT-ELLIPSIS", source.Msg("say-same"), source.Msg("keep-one-of-two")))
	}
	return j
}

// middle looks at a run of · .
func (c *checker) middle(i int) int {
	t := &c.text
	j := i
	for t.kindAt(j) == middle {
		j++
	}
	if j-i >= 3 {
		c.add(i, j, finding("TXT-ELLIPSIS", source.Msg("no-ellipsis", t.quoted(i, j)), source.Msg("write-two-characters-of-three-dots")))
	}
	return j
}

// oddDot reports a dot that is not the Chinese ·, between words.
func (c *checker) oddDot(i int) {
	t := &c.text
	if t.kindAt(i-1) != han && t.kindAt(i-1) != closer || t.kindAt(i+1) != han && t.kindAt(i+1) != opener {
		return
	}
	c.add(i, i+1, finding("TXT-DOT", source.Msg("stands-middle-dot", t.r[i], t.r[i]), source.Msg("write-00b7")))
}

// wide reports full-width figures and letters.
func (c *checker) wide(i int) int {
	t := &c.text
	j := i
	for t.kindAt(j) == wideDigit || t.kindAt(j) == wideLetter {
		j++
	}
	c.add(i, j, finding("TXT-WIDTH", source.Msg("full-width", t.quoted(i, min(j, i+12))), source.Msg("write-figures-letters-half-width")))
	return j
}

// stop looks at a mark and the one after it.
func (c *checker) stop(i int) int {
	t := &c.text
	r := t.r[i]
	if r == '、' {
		c.read.marks++
		c.approximate(i)
	}
	j := i + 1
	for t.at(j) == r {
		j++
	}
	next := t.at(j)
	switch {
	case r == '。' && j-i >= 2 || r == '、' && j-i >= 3:
		c.add(i, j, finding("TXT-ELLIPSIS", source.Msg("no-ellipsis", t.quoted(i, j)), source.Msg("write-two-characters-of-three-dots")))
		return j
	case (r == '？' || r == '！') && j-i <= 3:
	case j-i > 1:
		c.twoMarks(i, j)
		return j
	}
	switch {
	case t.kindAt(j) == stop && (r != '？' && r != '！' || strings.ContainsRune("，。、；：", next)):
		c.twoMarks(i, j+1)
		return j + 1
	case (r == '，' || r == '、' || r == '；' || r == '：') && t.in(j, "）》〉】"):
		c.twoMarks(i, j+1)
	}
	if t.kindAt(i-1) == opener && r != '？' && r != '！' {
		c.twoMarks(i-1, i+1)
	}
	if r == '、' && t.in(i-1, "》”") && (t.at(i-1) == '》' && t.at(j) == '《' || t.at(i-1) == '”' && t.at(j) == '“') {
		c.add(i, j, finding("TXT-MARKS", source.Msg("stands-between", t.at(i-1), t.at(j)), source.Msg("between-titles-or-quotations-side-by")).As(source.Note))
	}
	return j
}

func (c *checker) twoMarks(i, j int) {
	c.add(i, j, finding("TXT-MARKS", source.Msg("cannot-stand-together", c.text.quoted(i, j)), source.Msg("keep-one-belongs-here")))
}

// space looks at white space and returns where it ends.
func (c *checker) space(i int) int {
	t := &c.text
	j := i
	for t.kindAt(j) == space || t.kindAt(j) == wideSpace {
		j++
	}
	tidy := source.Msg("delete")
	switch {
	case i == 0 || j == len(t.r) || t.role == editions.RoleSignoff || t.role == editions.RoleCell || t.role == editions.RoleByline:
	case j-i > 1 && t.k[i] == space:
		c.add(i, j, finding("TXT-SPACE", source.Msg("spaces-together", j-i), source.Msg("keep-one-or-none-between-chinese")))
	case !isBody(t.role) && t.role != editions.RoleLabel, c.spaced(i, j):
	case t.kindAt(i-1) == stop && t.k[i] == space, t.kindAt(j) == stop, t.kindAt(i-1) == opener, t.kindAt(j) == closer:
		c.add(i, j, finding("TXT-SPACE", source.Msg("space-beside-chinese-mark"), tidy))
	case t.kindAt(i-1) == han && t.kindAt(j) == han && t.role == editions.RoleLabel:
		c.add(i, j, finding("TXT-SPACE", source.Msg("space-in-label"), tidy).As(source.Note))
	case t.kindAt(i-1) == han && t.kindAt(j) == han:
		c.add(i, j, finding("TXT-SPACE", source.Msg("space-between-chinese-characters"), tidy))
	}
	return j
}

// spaced tells whether a space is in order: after 本报讯 and other words that lead in, and
// between the halves of a slogan or title.
func (c *checker) spaced(i, j int) bool {
	t := &c.text
	if len(c.read.open) > 0 {
		return true
	}
	if t.role == editions.RoleLabel {
		return false
	}
	if i <= 6 {
		return true
	}
	return t.in(i-1, "讯电）") || t.has(j, "星期")
}
