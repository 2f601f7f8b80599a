package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions"
	"banxin/editions/intake/form"
)

// cut parts runs at a byte of what they read. A run that reads as something else than it
// stands for stays whole, on the left.
func cut(runs []Run, at int) (left, right []Run) {
	for i, r := range runs {
		n := len(r.Text)
		switch {
		case at >= n && at > 0:
			at -= n
			continue
		case at <= 0:
			return runs[:i:i], runs[i:]
		case !r.exact && r.to > r.from, len(r.Ruby) > 0:
			return runs[: i+1 : i+1], runs[i+1:]
		}
		a, b := r, r
		a.Text, b.Text = r.Text[:at], r.Text[at:]
		if r.exact {
			a.to, b.from = r.from+at, r.from+at
		}
		left = append(append([]Run(nil), runs[:i]...), a)
		right = append([]Run{b}, runs[i+1:]...)
		return left, right
	}
	return runs, nil
}

// slice returns what reads from one byte to another, and what stands before and after.
func slice(runs []Run, from, to int) (before, inside, after []Run) {
	before, rest := cut(runs, from)
	inside, after = cut(rest, to-from)
	return before, inside, after
}

// space tells whether r is white space at the edge of a line, or cannot be seen.
func space(r rune) bool { return unicode.IsSpace(r) || invisible(r) }

// invisible tells whether r prints nothing and is no space.
func invisible(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case unicode.Is(unicode.Cc, r), r == 0xAD, r == 0xFEFF, 0x200B <= r && r <= 0x200F, 0x2028 <= r && r <= 0x202E, 0x2060 <= r && r <= 0x206F, r == 0xFE0F, r == 0xFE0E:
		return true
	}
	return false
}

// wide tells whether r is a Han character or a mark of Chinese text.
func wide(r rune) bool {
	switch {
	case r < 0x2010:
		return r == '·'
	case r <= 0x203B:
		return r != 0x2028 && r != 0x2029 && r != 0x202F
	case r < 0x2E80:
		return false
	case 0xAC00 <= r && r <= 0xD7AF:
		return false
	}
	return r != '\u3000' && r != utf8.RuneError
}

// trim leaves out the white space at both ends of a line.
func (c *Copy) trim(runs []Run, at Place) []Run {
	text := TextOf(runs)
	if text == "" {
		return runs
	}
	body := strings.TrimLeftFunc(text, space)
	if n := len(text) - len(body); n > 0 {
		var indent []Run
		indent, runs = cut(runs, n)
		why := Indent
		if body == "" {
			why = Blank
		}
		c.LeaveRuns(indent, why, at)
	}
	if n := len(strings.TrimRightFunc(body, space)); n < len(body) {
		var rest []Run
		runs, rest = cut(runs, n)
		c.LeaveRuns(rest, Blank, at)
	}
	return runs
}

// clean leaves out what cannot stand in a story: characters nobody sees, emoji, tabs and
// no-break spaces beside Han text. Other tabs read as a space, letters and marks as one.
func (c *Copy) clean(runs []Run, at Place) []Run {
	runs = c.unsigned(composed(runs), at)
	text := TextOf(runs)
	if strings.IndexFunc(text, suspect) < 0 {
		return runs
	}
	done := 0
	var out []Run
	var before rune
	for i, r := range text {
		why, drop := odd(text, i, r, before)
		if !drop && r != '\t' {
			if r != ' ' && r != 0xA0 {
				before = r
			}
			continue
		}
		kept, this, rest := slice(runs, i-done, i-done+utf8.RuneLen(r))
		if TextOf(this) != string(r) { // inside a run that stays whole
			continue
		}
		out = append(out, kept...)
		if drop {
			for _, t := range this {
				if t.Text == "" {
					out = append(out, t)
				}
			}
			c.LeaveRuns(this, why, at)
		} else {
			for _, t := range this { // with the sign of a note it may be two
				if t.Text != "" {
					t.Text, t.exact = " ", false
				}
				out = append(out, t)
			}
		}
		runs, done = rest, i+utf8.RuneLen(r)
	}
	return append(out, runs...)
}

func suspect(r rune) bool { return r == '\t' || r == 0xA0 || invisible(r) || editions.Emoji(r) }

// odd tells whether a character goes, and why.
func odd(text string, at int, r, before rune) (Reason, bool) {
	switch {
	case editions.Emoji(r):
		return Emoji, true
	case invisible(r):
		return Blank, true
	case r == '\t' && listMark().MatchString(text[:at]):
	case r == '\t' || r == 0xA0:
		after, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[at:], "\t\u00A0"))
		return Blank, wide(before) || wide(after)
	}
	return Reason{}, false
}

// listMark is the number of an item with a tab behind it, which reads as a space.
var listMark = form.Of(`^[0-9]{1,3}\.$`)

// textLen counts the characters of a text that are no spaces.
func textLen(s string) (n int) {
	for _, r := range s {
		if !space(r) {
			n++
		}
	}
	return n
}

// lookOf is the look of most characters.
func lookOf(runs []Run) Look {
	type key struct {
		size  int
		font  string
		bold  bool
		color string
	}
	count := map[key]int{}
	var best Look
	most, all, bold := 0, 0, 0
	for _, r := range runs {
		n := textLen(r.Text)
		if n == 0 {
			continue
		}
		k := key{r.Look.Size, r.Look.Font, r.Look.Bold, r.Look.Color}
		count[k] += n
		all += n
		if r.Look.Bold {
			bold += n
		}
		if count[k] > most {
			most, best = count[k], r.Look
		}
	}
	best.Bold = all > 0 && bold == all
	return best
}

// letters is a text without spaces and marks, in one form: two texts that say the same.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 0xFF01 <= r && r <= 0xFF5E:
			r -= 0xFEE0
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
