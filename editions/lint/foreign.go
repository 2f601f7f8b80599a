package lint

import (
	"strings"
	"unicode"

	"banxin/editions"
	"banxin/editions/source"
)

// foreign reads a story in another language than Chinese: what is wrong in any language that
// is written with spaces is said of it, and nothing of what is right or wrong in Chinese.
func (c *checker) foreign(s *editions.Story) {
	for p := range s.Parts() {
		if p.Text.IsEmpty() {
			continue
		}
		c.read.hold = p.Role == editions.RoleHeadline && p.Index < len(s.Headline)-1
		c.cell, _ = s.PlaceOf(p)
		c.text.set(p.Role, p.Block, p.Text)
		c.scanForeign()
	}
	c.read.hold, c.cell = false, source.Pos{}
	c.endQuotation()
}

// scanForeign reads the passage once.
func (c *checker) scanForeign() {
	t := &c.text
	c.beginPairs()
	var before twice
	for i := 0; i < len(t.r); {
		if end := t.whole(i); end > i {
			before, i = twice{}, end
			continue
		}
		switch r := t.r[i]; {
		case unicode.IsLetter(r):
			end := t.wordEnd(i)
			before = c.wordAgain(before, i, end)
			i = end
		case t.k[i] == space:
			i = c.spaces(i)
		default:
			before = twice{}
			c.joined(i)
			c.foreignPair(i)
			i++
		}
	}
	c.endPairs()
}

// wordEnd returns where the word ends that begins at i: letters with their marks, figures,
// and apostrophes and hyphens between letters.
func (t *passage) wordEnd(i int) int {
	for i++; i < len(t.r); i++ {
		switch r := t.r[i]; {
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r):
		case strings.ContainsRune("'’-‑", r) && unicode.IsLetter(t.at(i+1)):
		default:
			return i
		}
	}
	return i
}

// twice is a word and how often it has stood in a row.
type twice struct{ from, to, times int }

// wordAgain looks at a word and the one before it, which only spaces part: the the. A word
// that stands three times is meant so, and names are doubled: Baden Baden, Duran Duran.
func (c *checker) wordAgain(before twice, from, to int) twice {
	t := &c.text
	now := twice{from, to, 1}
	if before.times == 0 || !strings.EqualFold(t.quoted(before.from, before.to), t.quoted(from, to)) {
		return now
	}
	now.times = before.times + 1
	word := t.quoted(from, to)
	third := strings.TrimLeft(t.quoted(to, min(len(t.r), to+to-from+2)), " ")
	third, longer := strings.CutPrefix(strings.ToLower(third), strings.ToLower(word))
	switch next := firstRune(third); {
	case now.times > 2, longer && !unicode.IsLetter(next):
		return now
	case unicode.IsUpper(t.r[before.from]) && unicode.IsUpper(t.r[from]) && (to-from == 1 || !allUpper(word)):
		return now
	case strings.Contains(doubles[c.tongue()], " "+strings.ToLower(word)+" "):
		return now
	}
	f := finding("TXT-REPEAT", source.Msg("stands-twice", word), source.Msg("delete-one-of-two"))
	if _, known := doubles[c.tongue()]; !known {
		f = f.As(source.Note) // there may be words that are doubled
	}
	c.add(before.from, to, f)
	return now
}

// doubles are words that rightly stand twice, by language; in languages that are not here
// nobody knows.
var doubles = map[string]string{
	"en": " had that her ha he no so very bye night knock tut long many hear there now boo chop hush ",
	"fr": " nous vous ha bien très non oui vite ",
	"de": " die der das den dem ha sehr ja nein sie ",
	"es": " no sí muy ja ",
	"pt": " se não sim muito ",
	"it": " piano poco no sì molto man via ",
	"nl": " die dat heel ja nee zo ",
	"ru": " да нет очень еле чуть ",
}

// tongue is the language of the story without script and region.
func (c *checker) tongue() string {
	lang, _, _ := strings.Cut(c.story.Language(c.ed.Paper), "-")
	return strings.ToLower(lang)
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func allUpper(s string) bool { return s == strings.ToUpper(s) }

// spaces looks at white space and returns where it ends.
func (c *checker) spaces(i int) int {
	t := &c.text
	j := i
	for t.kindAt(j) == space {
		j++
	}
	switch {
	case i == 0 || j == len(t.r) || t.k[i-1] == newline || t.k[j] == newline:
	case t.role == editions.RoleSignoff || t.role == editions.RoleCell || t.role == editions.RoleByline:
	case j-i > 1:
		c.add(i, j, finding("TXT-SPACE", source.Msg("spaces-together", j-i), source.Msg("keep-one")))
	case unicode.IsLetter(t.r[i-1]) && t.in(j, ",.") && (j+1 == len(t.r) || t.k[j+1] == space || t.k[j+1] == newline):
		c.add(i, j, finding("TXT-SPACE", source.Msg("space-before", t.r[j]), source.Msg("delete")))
	}
	return j
}

// joined reports words that a mark joins without a space: after a comma always, after a full
// stop where the next sentence plainly begins. Abbreviations and names of files stay: e.g.,
// Ph.D., notes.txt, Node.JS.
func (c *checker) joined(i int) {
	t := &c.text
	before, after := t.at(i-1), t.at(i+1)
	if !unicode.IsLetter(before) || !unicode.IsLetter(after) || t.kindAt(i-1) == han || t.kindAt(i+1) == han {
		return
	}
	switch r := t.r[i]; r {
	case ',', ';':
	case '.', '?', '!':
		if !unicode.IsLower(before) || !unicode.IsLetter(t.at(i-2)) || !unicode.IsUpper(after) {
			return
		}
		if unicode.IsUpper(t.at(i+2)) || t.at(i+2) == '.' {
			return
		}
	default:
		return
	}
	c.add(i-1, i+2, finding("TXT-SPACE", source.Msg("no-space-after", t.r[i]), source.Msg("put-one-there")))
}
