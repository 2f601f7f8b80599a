package lint

import (
	"unicode/utf8"

	"banxin/editions"
	"banxin/editions/atoms"
	"banxin/editions/source"
)

// Rules for figures: GB/T 15835-2011. A breach counts 0.1, at most 1 an issue.

var numerals = setOf("一二三四五六七八九十百千万两零〇")

const numeralDigits = "一二三四五六七八九"

// numeralValue returns 1 to 10, or 0.
func numeralValue(r rune) int {
	v := 1
	for _, n := range numeralDigits {
		if n == r {
			return v
		}
		v++
	}
	switch r {
	case '十':
		return 10
	case '两':
		return 2
	}
	return 0
}

// value returns the whole number of the figures from ≤ i < to, or -1.
func (t *passage) value(from, to int) int {
	if to-from > 9 || from >= to {
		return -1
	}
	n := 0
	for _, r := range t.r[from:to] {
		if r < '0' || r > '9' {
			return -1
		}
		n = 10*n + int(r-'0')
	}
	return n
}

// figures returns where the number that begins at i ends: figures with separators in them.
func (t *passage) figures(i int) int {
	for i < len(t.k) && (t.k[i] == digit || (t.r[i] == '.' || t.r[i] == ',') && t.kindAt(i-1) == digit && t.kindAt(i+1) == digit) {
		i++
	}
	return i
}

// number reads the number that begins at i and returns where it ends.
func (c *checker) number(i int) int {
	t := &c.text
	if end := c.mistyped(i); end > 0 {
		return end
	}
	j := t.figures(i)
	if t.r[i] == '0' && c.amongNumerals(i) && j == i+1 {
		c.falseZero(i)
		return j
	}
	if t.kindAt(i-1) == letter || t.kindAt(j) == letter {
		return j // G20, 5G
	}
	c.facts.number(c, i, j)
	switch t.at(j) {
	case '年':
		c.year(i, j)
	case '月':
		c.date(i, j)
	case '日':
		c.dayAlone(i, j)
	case '十', '百', '千':
		c.mixed(i, j)
	case '、':
		c.approximateFigures(i, j)
	case '-', '~', '～', '－', '–', '—':
		c.numberRange(i, j)
	case '倍':
		c.times(i, j)
	}
	c.about(i, j)
	return j
}

// form reports a breach of the forms of figures.
func (c *checker) form(from, to int, sev source.Severity, msg, hint source.Message) {
	c.add(from, to, finding("TXT-NUMBER", msg, hint).As(sev))
}

// year reports years of two figures (GB/T 15835-2011) and decades without their century.
func (c *checker) year(i, j int) {
	t := &c.text
	if j-i != 2 || t.kindAt(i-1) == digit || t.in(i-1, "第满近约逾超过") {
		return
	}
	k := j + 1
	month := t.figures(k)
	switch {
	case t.r[i] == '0', month > k && month-k <= 2 && t.at(month) == '月':
		c.add(i, j+1, finding("TXT-YEAR", source.Msg("year-two-figures", t.quoted(i, j)), source.Msg("write-all-four")))
	case t.at(k) == '代' && t.r[j-1] == '0' && !t.has(i-2, "世纪"):
		c.add(i, k+1, finding("TXT-YEAR", source.Msg("of-which-century", t.quoted(i, j)), source.Msg("write-century", t.quoted(i, j))).As(source.Note))
	}
}

// mixed reports 3千, 5百: beside figures only 万 and 亿 may stand (GB/T 15835-2011).
func (c *checker) mixed(i, j int) {
	t := &c.text
	if t.in(i-1, "第") || t.in(j+1, "克米瓦伏帕卡焦赫安牛货合姓日花") {
		return
	}
	end := max(t.measured(j), j+1)
	c.form(i, end, source.Warning, source.Msg("mixes-figures-with-chinese-numerals", t.quoted(i, end)), source.Msg("write-number-in-one-form-alone"))
}

// counted are measures that follow an approximate number, not a list of ordinals.
const counted = "个天名人次岁里米斤吨百千万亿分小公倍只件家"

// measured returns where the words end that say what the number before i counts.
func (t *passage) measured(i int) int {
	rest := t.quoted(i, i+mostCounted)
	return i + utf8.RuneCountInString(rest[:atoms.Counted(rest, 0)])
}

// mostCounted is more than any such words have characters.
const mostCounted = 12

// counts tells whether a measure of an approximate number stands at i.
func (t *passage) counts(i int) bool {
	switch t.at(i) {
	case '分':
		return t.at(i+1) == '钟'
	case '小':
		return t.at(i+1) == '时'
	case '公':
		return t.in(i+1, "里斤顷分")
	}
	return t.in(i, counted)
}

// approximate reports 二、三米: an approximate number has no 、 (GB/T 15835-2011).
func (c *checker) approximate(i int) {
	t := &c.text
	a, b := numeralValue(t.at(i-1)), numeralValue(t.at(i+1))
	if (a == 1 || t.role == editions.RoleSubhead) && (i == 1 || t.in(i-2, "。；：")) { // the number of what follows: 一、两件小事
		return
	}
	if a == 0 || b != a+1 || a == 10 || t.at(i-1) == '两' || t.in(i-2, "、第一二三四五六七八九十") || t.at(i+2) == 0 {
		return
	}
	if t.in(i+3, "、") || !t.counts(i+2) && !t.in(i+2, "十年") || t.has(i+2, "年级") {
		return
	}
	end := t.measured(i + 2)
	c.form(i-1, end, source.Warning, source.Msg("approximate-number-no", t.quoted(i-1, end)), source.Msg("write-two", t.at(i-1), t.at(i+1), t.quoted(i+2, end)))
}

// approximateFigures reports 3、4天: approximate numbers stand in Chinese numerals.
func (c *checker) approximateFigures(i, j int) {
	t := &c.text
	a, b := t.value(i, j), t.value(j+1, t.figures(j+1))
	if j-i != 1 || a < 1 || b != a+1 || b > 9 || t.at(i-1) == '、' || t.in(i-1, "第") || !t.counts(j+2) || t.at(j+3) == '、' {
		return
	}
	end := t.measured(j + 2)
	c.form(i, end, source.Warning, source.Msg("approximate-number-no-figures", t.quoted(i, end)),
		source.Msg("write-two", []rune(numeralDigits)[a-1], []rune(numeralDigits)[b-1], t.quoted(j+2, end)))
}

// measures follow a range of numbers.
const measures = "年月日天个人名%％℃元岁米公里小时分秒级倍万亿次斤吨亩户家种件条层度"

// numberRange looks at the mark between two numbers: it is — or ～ (GB/T 15835-2011).
func (c *checker) numberRange(i, j int) {
	t := &c.text
	end := t.figures(j + 1)
	if end == j+1 || t.at(i-1) == '-' || t.at(end) == '-' || t.kindAt(end) == letter {
		return // no range, or a telephone number, a date of another form
	}
	switch t.r[j] {
	case '-', '－', '–':
		if t.in(end, measures) && (end-j-1 <= 4 || t.in(end, "万亿元人")) {
			c.rangeMark(j, j+1)
		}
	case '~':
		c.rangeMark(j, j+1)
	case '～', '—':
		if t.in(end, "万亿%") && t.kindAt(i-1) != letter {
			c.add(i, end+1, finding("TXT-RANGE", source.Msg("first-number-lacks", t.quoted(i, end+1), t.at(end)),
				source.Msg("write-gb-t-15835-2011", t.quoted(i, j), t.at(end), t.r[j], t.quoted(j+1, end), t.at(end))))
		}
	}
}

func (c *checker) rangeMark(i, j int) {
	c.add(i, j, finding("TXT-RANGE", source.Msg("between-two-numbers", c.text.quoted(i, j)), source.Msg("write-range-dash")))
}

// amongNumerals tells whether Chinese numerals stand beside i as in 二○二三.
func (c *checker) amongNumerals(i int) bool {
	t := &c.text
	plain := numeralDigits + "〇"
	return t.in(i-1, plain) && (t.in(i+1, plain) || t.in(i+1, "0Oo○")) || t.in(i+1, plain) && t.in(i-1, "0Oo○") && t.in(i-2, plain)
}

func (c *checker) falseZero(i int) {
	c.form(i, i+1, source.Warning, source.Msg("stands", c.text.r[i], c.text.r[i]), source.Msg("write-zero"))
}

// times notes 减少2倍: nothing becomes less by a multiple.
func (c *checker) times(i, j int) {
	t := &c.text
	for k := max(i-6, 0); k < i; k++ {
		for _, w := range [...]string{"下降", "减少", "降低", "缩小", "缩短", "下跌"} {
			if t.has(k, w) {
				c.add(k, j+1, finding("TXT-FIGURE", source.Msg("by-multiple", w), source.Msg("say-by-how-many-percent-or")).Weighing(word))
				return
			}
		}
	}
}

// about notes 约300多: said twice.
func (c *checker) about(i, j int) {
	t := &c.text
	if !t.in(i-1, "约近超逾") {
		return
	}
	end := j
	if t.in(end, "万亿") {
		end++
	}
	if t.in(end, "多余") && t.at(end+1) != '的' {
		c.add(i-1, end+1, finding("TXT-FIGURE", source.Msg("says-twice-number-not-exact", t.quoted(i-1, end+1)), source.Msg("keep-one-of-two")))
		return
	}
	for k := end; k < end+3; k++ {
		if t.has(k, "左右") {
			c.add(i-1, k+2, finding("TXT-FIGURE", source.Msg("says-twice-number-not-exact", t.quoted(i-1, k+2)), source.Msg("keep-one-of-two")))
			return
		}
	}
}

// numeral looks at the first of a run of Chinese numerals: a long one before a unit should
// be in figures (GB/T 15835-2011).
func (c *checker) numeral(i int) {
	t := &c.text
	if i > 0 && numerals.has(t.r[i-1]) {
		return
	}
	j := i
	places := 0
	for j < len(t.r) && numerals.has(t.r[j]) {
		if t.in(j, "十百千") {
			places++
		}
		j++
	}
	if j-i >= 4 && places >= 2 && isBody(t.role) && t.in(j, "公米吨亩%元人户名辆") && t.at(j-1) != '百' && t.at(j-1) != '千' {
		end := max(t.measured(j), j+1)
		c.form(i, end, source.Note, source.Msg("measured-quantity-in-chinese-numerals", t.quoted(i, end)), source.Msg("write-in-figures"))
	}
}
