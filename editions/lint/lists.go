package lint

import (
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// sort of a listed word.
type sort uint8

const (
	own       sort = iota // banxin's own
	name                  // of names.txt
	wrong                 // of words.txt
	forbidden             // of forbidden.txt
)

// entry is a word to look for.
type entry struct {
	runes []rune
	sort  sort
	line  *editions.Listed
}

// lists finds the words of the paper's lists. Only where the first two characters of one
// stand is anything compared.
type lists struct {
	first, second set
	words         map[[2]rune][]entry
	single        []entry
	posts         []string         // of names.txt
	near          map[rune][]entry // names of three characters, and of six and more, by their first
}

// ownWords are words that rules look for.
var ownWords = []string{"近日", "日前", "本报讯", "特此公告", "特此通告", "特此通知", "特此声明"}

func newLists(p *editions.Paper) *lists {
	l := &lists{words: map[[2]rune][]entry{}, near: map[rune][]entry{}}
	for _, w := range ownWords {
		l.add(w, own, nil)
	}
	for _, from := range []struct {
		lines []editions.Listed
		sort  sort
	}{{p.Lists.Names, name}, {p.Lists.Words, wrong}, {p.Lists.Forbidden, forbidden}} {
		for i := range from.lines {
			l.add(from.lines[i].Word, from.sort, &from.lines[i])
		}
	}
	for i := range p.Lists.Names {
		l.posts = append(l.posts, p.Lists.Names[i].More...)
	}
	slices.Sort(l.posts)
	l.posts = slices.Compact(l.posts)
	for _, e := range l.words {
		slices.SortStableFunc(e, func(a, b entry) int { return len(b.runes) - len(a.runes) })
	}
	return l
}

func (l *lists) add(w string, s sort, line *editions.Listed) {
	r := []rune(w)
	e := entry{r, s, line}
	l.first.add(r[0])
	if len(r) == 1 {
		l.single = append(l.single, e)
		return
	}
	l.second.add(r[1])
	key := [2]rune{r[0], r[1]}
	l.words[key] = append(l.words[key], e)
	if s == name && (len(r) == 3 || len(r) >= 6) {
		l.near[r[0]] = append(l.near[r[0]], e)
	}
}

// listed looks for listed words that begin at i.
func (c *checker) listed(i int) {
	t := &c.text
	for n := range c.lists.single {
		if e := &c.lists.single[n]; e.runes[0] == t.r[i] {
			c.meets(e, i)
		}
	}
	c.nearName(i)
	if !c.lists.second.has(t.at(i + 1)) {
		return
	}
	entries := c.lists.words[[2]rune{t.r[i], t.at(i + 1)}]
	longest := [4]int{}
	for n := range entries {
		e := &entries[n]
		if len(e.runes) > longest[e.sort] && t.is(i, e.runes) {
			longest[e.sort] = len(e.runes)
			c.meets(e, i)
		}
	}
}

func (t *passage) is(i int, runes []rune) bool {
	return i+len(runes) <= len(t.r) && slices.Equal(t.r[i:i+len(runes)], runes)
}

// meets says what is to be said of a listed word at i.
func (c *checker) meets(e *entry, i int) {
	end := i + len(e.runes)
	switch e.sort {
	case own:
		c.ownWord(string(e.runes), i, end)
	case name:
		c.name(e, i, end)
	case wrong:
		if len(e.line.More) > 0 && e.line.More[0] != e.line.Word {
			c.add(i, end, finding("TXT-WORD", source.Msg("stands-in-words-txt", e.line.Word), source.Msg("write-it", strings.Join(e.line.More, " "))))
		}
	case forbidden:
		if len(e.line.More) > 0 && e.line.More[0] == e.line.Word {
			return
		}
		hint := source.Msg("say-otherwise")
		if len(e.line.More) > 0 {
			hint = source.Msg("write-it", strings.Join(e.line.More, " "))
		}
		c.add(i, end, finding("TXT-FORBID", source.Msg("stands-in-forbidden-txt", e.line.Word), hint))
	}
}

// withinWord tells whether 近日 or 日前 is cut out of other words: 29日前后, 节日前夕, 最近日均.
func (t *passage) withinWord(w string, i, end int) bool {
	if w == "近日" {
		return t.in(i-1, "最附接临将靠逼远") || t.in(end, "本均落出点照程")
	}
	return t.kindAt(i-1) == digit || t.in(i-1, numeralDigits+"十〇零几数两多整半某每当次翌昨今明前后"+"生节假周忌元末首终工作息止期纪寿诞开截") || t.in(end, "夕")
}

// ownWord looks at a word that rules wait for.
func (c *checker) ownWord(w string, i, end int) {
	t := &c.text
	switch w {
	case "近日", "日前":
		if strings.Contains(c.story.Genre, "消息") && isBody(t.role) && !c.facts.vague && !t.withinWord(w, i, end) {
			c.facts.vague = true
			c.add(i, end, finding("TXT-VAGUE", source.Msg("names-no-day", w), source.Msg("news-gives-day")))
		}
	case "本报讯":
		c.dateline(i, end)
	default:
		if isBody(t.role) && (i > 0 || end+1 < len(t.r)) {
			c.add(i, end, finding("TXT-NOTICE", source.Msg("stands-in-running-text", w), source.Msg("closes-notice-in-paragraph-of-own")))
		}
	}
}
