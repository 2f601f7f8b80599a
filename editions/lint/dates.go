package lint

import (
	"banxin/editions"
	"banxin/editions/source"
)

var weekdays = [...]rune{'日', '一', '二', '三', '四', '五', '六'}

// days returns the days since 1970-01-01 of the Gregorian calendar.
func days(d editions.Date) int {
	y, m := d.Year, d.Month
	if m <= 2 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d.Day - 1 - 719468
}

// weekday is 0 for Sunday.
func weekday(d editions.Date) int { return ((days(d)+4)%7 + 7) % 7 }

// monthDays is the number of days of a month.
func monthDays(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// yearOf is the year in which a month and day lie nearest to the edition.
func (c *checker) yearOf(month, day int) int {
	best := c.ed.Date.Year
	for _, y := range [...]int{best - 1, best + 1} {
		if abs(days(editions.Date{Year: y, Month: month, Day: day})-days(c.ed.Date)) <
			abs(days(editions.Date{Year: best, Month: month, Day: day})-days(c.ed.Date)) {
			best = y
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// date looks at 10月20日, whose month stands at i.
func (c *checker) date(i, j int) {
	t := &c.text
	k := t.figures(j + 1)
	month, day := t.value(i, j), t.value(j+1, k)
	if month < 0 || day < 0 || t.at(k) != '日' || k-j > 3 {
		if month > 12 && k == j+1 && t.in(i-1, "年") {
			c.noDate(i, j+1)
		}
		return
	}
	year, from, said := 0, i, false
	if t.in(i-1, "年") && t.kindAt(i-2) == digit {
		from = i - 2
		for t.kindAt(from-1) == digit {
			from--
		}
		if y := t.value(from, i-1); y >= 1000 {
			year, said = y, true
		}
	}
	if year == 0 {
		if month >= 1 && month <= 12 {
			year = c.yearOf(month, min(day, 28))
		}
	}
	if month < 1 || month > 12 || day < 1 || day > monthDays(max(year, 4), month) && !(month == 2 && day == 29 && !said) {
		c.noDate(from, k+1)
		return
	}
	d := editions.Date{Year: year, Month: month, Day: day}
	c.sayWeekday(d, from, k+1)
	c.relative(d, from, k+1)
	c.past(d, from, k+1)
}

func (c *checker) noDate(from, to int) {
	c.add(from, to, finding("TXT-DATE", source.Msg("no-day-of-calendar", c.text.quoted(from, to)), source.Msg("correct-date")))
}

// sayWeekday compares the day of the week written after a date.
func (c *checker) sayWeekday(d editions.Date, from, to int) {
	t := &c.text
	k := to
	for t.in(k, " 　（(") {
		k++
	}
	switch {
	case t.has(k, "星期"):
		k += 2
	case t.in(k, "周") && k > to:
		k++
	default:
		return
	}
	said := -1
	for n, w := range weekdays {
		if t.at(k) == w || n == 0 && t.at(k) == '天' {
			said = n
		}
	}
	if said < 0 || said == weekday(d) {
		return
	}
	c.add(from, k+1, finding("TXT-DATE", source.Msg("no-but", t.quoted(from, to), t.at(k), weekdays[weekday(d)]), source.Msg("correct-day-or-date")))
}

// dayAlone looks at 20日 without a month: its weekday, in the days about the edition's.
func (c *checker) dayAlone(i, j int) {
	t := &c.text
	day := t.value(i, j)
	if t.in(i-1, "月") || day < 1 || day > 31 || c.ed.Date.Year == 0 {
		return
	}
	d := c.ed.Date
	d.Day = day
	switch {
	case day < c.ed.Date.Day-15:
		if d.Month++; d.Month > 12 {
			d.Year, d.Month = d.Year+1, 1
		}
	case day > c.ed.Date.Day+15:
		if d.Month--; d.Month < 1 {
			d.Year, d.Month = d.Year-1, 12
		}
	}
	if day <= monthDays(d.Year, d.Month) {
		c.sayWeekday(d, i, j+1)
	}
}

// relative compares a date in brackets with 今天, 昨天 or 明天 before it.
func (c *checker) relative(d editions.Date, from, to int) {
	t := &c.text
	if !t.in(from-1, "（(") || c.ed.Date.Year == 0 {
		return
	}
	off := 0
	switch {
	case t.has(from-3, "今天"), t.has(from-3, "今日"), t.has(from-3, "今晚"):
	case t.has(from-3, "昨天"), t.has(from-3, "昨日"), t.has(from-3, "昨晚"):
		off = -1
	case t.has(from-3, "明天"), t.has(from-3, "明日"):
		off = 1
	default:
		return
	}
	if days(d) == days(c.ed.Date)+off {
		return
	}
	c.add(from-3, to, finding("TXT-DATE", source.Msg("edition-of", t.quoted(from-3, to), c.ed.Date.Month, c.ed.Date.Day), source.Msg("correct-day-or-date")))
}

// past notes a day in a notice that is over when the paper comes out.
func (c *checker) past(d editions.Date, from, to int) {
	if c.ed.Date.Year == 0 || days(d) >= days(c.ed.Date) || days(d) < days(c.ed.Date)-60 || !notice(c.story) || !isBody(c.text.role) {
		return
	}
	c.add(from, to, finding("TXT-DATE", source.Msg("lies-before-day-of-edition", c.text.quoted(from, to), c.ed.Date.Month, c.ed.Date.Day), source.Msg("make-sure-notice-not-late")).As(source.Note))
}
