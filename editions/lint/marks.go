package lint

import (
	"slices"
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
	case '[', '{':
		if end := c.todo(i); end > 0 {
			return end
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
	if i < c.read.quoted || c.quotation(i) || c.angled(i) {
		return
	}
	if want := c.closesQuote(i); want != 0 {
		c.asciiMark(i, i+1, want)
		c.shut(want, i)
		return
	}
	if t.in(i, `"'`) {
		if c.read.quotes++; c.read.quotes%2 == 0 {
			return // said at the first of the pair
		}
	}
	c.asciiMark(i, i+1, chineseFor(t.r[i]))
}

// closesQuote is the mark that a straight one stands for which ends a quotation begun with a Chinese one; 0: it
// does not.
func (c *checker) closesQuote(i int) rune {
	open := map[rune]rune{'"': '“', '\'': '‘'}[c.text.r[i]]
	if n := len(c.read.open); open == 0 || n == 0 || c.read.open[n-1].r != open {
		return 0
	}
	return closing(open)
}

// quotation reports a quotation in straight marks with the marks of the same keyboard about it, 他说:"好的". ,
// where it, or the first of those, stands at i: one cause, one finding. False: there is none.
func (c *checker) quotation(i int) bool {
	t := &c.text
	open := i
	for n := 0; n < mostBetween && t.at(open) != '"' && t.at(open) != '\'' && (t.in(open, ",:;") || n > 0 && (t.kindAt(open) == han || t.kindAt(open) == space)); n++ {
		open++
	}
	mark := t.at(open)
	if mark != '"' && mark != '\'' || c.read.quotes%2 != 0 {
		return false
	}
	end := open + 1
	for end < len(t.r) && end-open < mostStraight && t.r[end] != mark && !t.in(end, "“”") && t.k[end] != newline {
		end++
	}
	if t.at(end) != mark || end-open < 2 || !t.chinese(open+1) && !t.chinese(end-1) && !t.chinese(end-2) {
		return false
	}
	from, to := i, t.typed(end+1)
	for i < open && from > 0 && i-from < 2 && t.kindAt(from-1) == han {
		from--
	}
	pair := "“”"
	if mark == '\'' && slices.ContainsFunc(c.read.open, func(b bracket) bool { return b.r == '“' }) {
		pair = "‘’"
	}
	right, marks := t.retyped(from, to, open, end, []rune(pair))
	f := finding("TXT-ASCII", source.Msg("half-width-mark-in-chinese-text", clipped(t.r[i:to])), source.Msg("write-marks-as", right))
	f.Weight *= marks
	c.add(from, to, f)
	c.read.quoted = to
	return true
}

// mostTitle is how many characters a title between angles has at the most.
const mostTitle = 24

// angled reports a title between the angles of a keyboard, <申请表> or <<申请表>>, as one. False: there is none.
func (c *checker) angled(i int) bool {
	t := &c.text
	open := i
	for t.in(open, "<‹«") && open-i < 2 {
		open++
	}
	end, chinese := open, false
	for end-open <= mostTitle && t.at(end) != 0 && t.k[end] != newline && !t.in(end, "<>‹›«»《》，。") {
		chinese = chinese || t.k[end] == han
		end++
	}
	to := end
	for t.in(to, ">›»") && to-end < open-i {
		to++
	}
	if open == i || !chinese || to-end != open-i {
		return false
	}
	c.add(i, to, finding("TXT-ASCII", source.Msg("half-width-mark-in-chinese-text", t.quoted(i, to)), source.Msg("write-marks-as", "《"+t.quoted(open, end)+"》")))
	c.read.quoted = to
	return true
}

// How many characters a quotation in straight marks has at the most that is told as one, and what stands
// between it and marks of the same keyboard.
const (
	mostStraight = 80
	mostBetween  = 12
)

// typed is where what has been typed with one keyboard ends that has a straight mark before i: behind marks
// of it, with a few characters before each.
func (t *passage) typed(i int) int {
	for to := i; ; {
		k := to
		for k < len(t.r) && k-to < mostBetween && t.kindAt(k) == han {
			k++
		}
		if !t.in(k, ",.;:!?") || t.kindAt(k+1) == letter || t.kindAt(k+1) == digit || t.at(k+1) == t.at(k) || to-i > mostStraight {
			return to
		}
		to = k + 1
	}
}

// retyped is a stretch of a passage, with a quotation in it from one straight mark to another, in Chinese
// marks, and how many errors those were: the two, for which a pair stands, are one.
func (t *passage) retyped(from, to, open, end int, pair []rune) (string, int) {
	var right []rune
	marks := 1
	for k := from; k < to; k++ {
		switch r := t.r[k]; {
		case k == open:
			right = append(right, pair[0])
		case k == end:
			right = append(right, pair[1])
		case k < open && t.kindAt(k) == space:
		case r == '.' && t.r[k-1] != '.' && (k == to-1 || k == end-1 || t.kindAt(k+1) == han || k == end+1):
			right, marks = append(right, '。'), marks+1
		case t.in(k, ",;:?!") && (t.chinese(k-1) || t.chinese(k+1) || k > end):
			right, marks = append(right, chineseFor(r)), marks+1
		default:
			right = append(right, r)
		}
	}
	return string(right), marks
}

// clipped is a stretch of a passage for a message.
func clipped(r []rune) string {
	const most = 24
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(r)
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
	case i < c.read.quoted:
	case j-i == 1 && (t.kindAt(i-1) == han || t.in(i-1, "”’）》") && t.kindAt(j) != letter && t.kindAt(j) != digit):
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
	case r == '。' && j-i == 2:
		c.add(i, j, finding("TXT-MARKS", source.Msg("cannot-stand-together", t.quoted(i, j)), source.Msg("keep-one-or-write-ellipsis")))
		return j
	case r == '。' && j-i > 2 || r == '、' && j-i >= 3:
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
	if t.kindAt(i-1) == opener && r != '？' && r != '！' && i-1 != c.read.mirrored {
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
