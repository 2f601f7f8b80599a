package lint

import (
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// facts are what a story says that something else must agree with.
type facts struct {
	variants []rune   // traditional characters reported
	nears    []string // names reported
	vague    bool     // 近日 is reported
	last     seen     // listed name, in the passage
	lines    int      // 本报讯 in the story
	inText   bool     // a by-line stands in brackets in the text
	heads    []headFact
	titles   []title
	captions []*editions.Text
	body     []rune
}

func (f *facts) reset() {
	*f = facts{variants: f.variants[:0], nears: f.nears[:0], heads: f.heads[:0], titles: f.titles[:0], captions: f.captions[:0], body: f.body[:0]}
}

// headFact is a number, a foreign word or a listed name of a head.
type headFact struct {
	r    []rune
	pos  source.Pos
	seen bool // in the text
}

// title is what stands in 《 》.
type title struct {
	r   []rune
	pos source.Pos
}

// number notes a number: of the head, or of the text to be found in the head.
func (f *facts) number(c *checker, i, j int) { f.fact(c, i, j) }

// word notes a foreign word.
func (f *facts) word(c *checker, i, j int) {
	if j-i >= 3 {
		f.fact(c, i, j)
	}
}

func (f *facts) fact(c *checker, i, j int) {
	t := &c.text
	switch r := t.role; {
	case r.IsHead():
		if len(f.heads) == maxFacts {
			return
		}
		f.heads = append(f.heads, headFact{r: slices.Clone(t.r[i:j]), pos: c.story.File.Pos(t.span(i, j))})
	case r == editions.RoleLabel || r == editions.RoleByline || r == editions.RoleSubhead:
	default:
		for n := range f.heads {
			if slices.Equal(f.heads[n].r, t.r[i:j]) {
				f.heads[n].seen = true
			}
		}
	}
}

// title notes a long title in 《 》, without the year or short form in brackets at its end.
func (f *facts) title(c *checker, i, j int) {
	t := &c.text
	r := t.r[i+1 : j]
	if n := len(r) - 1; n > 0 && (r[n] == ')' || r[n] == '）') {
		for n > 0 && r[n] != '(' && r[n] != '（' {
			n--
		}
		r = r[:n]
	}
	if len(r) >= 8 && len(f.titles) < maxFacts {
		f.titles = append(f.titles, title{slices.Clone(r), c.story.File.Pos(t.span(i, j+1))})
	}
}

// paragraph takes in a passage of the text.
func (f *facts) paragraph(c *checker) {
	t := &c.text
	f.last = seen{}
	if t.role == editions.RoleCaption {
		return
	}
	f.body = append(f.body, t.r...)
	if len(t.r) >= 40 {
		h := hash(t.r)
		if s := c.paras.before(h); s == c.story {
			c.add(0, len(t.r), finding("REL-TWICE", source.Msg("paragraph-stands-above-too"), source.Msg("delete-one-of-two")))
		} else if s != nil {
			c.add(0, len(t.r), finding("REL-TWICE", source.Msg("paragraph-stands-in-too", s.ID), source.Msg("delete-one-of-two")))
		}
		c.paras.by[h] = c.story
	}
	if n := len(t.r) - 1; n > 2 && t.r[n] == '）' {
		for n > 0 && t.r[n] != '（' {
			n--
		}
		f.inText = f.inText || t.has(n+1, "记者") || t.has(n+1, "本报记者") || t.has(n+1, "通讯员")
	}
}

// caption takes in a caption.
func (f *facts) caption(c *checker) { f.captions = append(f.captions, c.text.text) }

// hash is FNV-1a of the characters.
func hash(r []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range r {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// endStory compares what the story says in several places.
func (c *checker) endStory() {
	s := c.story
	c.endQuotation()
	c.headShape(s)
	if len(c.facts.body) > 0 {
		for _, h := range c.facts.heads {
			if !h.seen && !c.facts.saysInWords(h.r) {
				c.addAt(h.pos, string(h.r), finding("REL-HEAD", source.Msg("of-head-not-in-text", string(h.r)), source.Msg("make-sure-head-text-agree")))
			}
		}
	}
	c.titleForms()
	c.captionsAgree()
	c.bylines(s)
	c.advert(s)
	if len(c.facts.body) >= 30 {
		h := hash(c.facts.body)
		if other := c.bodies.before(h); other != nil {
			c.addStory(front(s), finding("REL-TWICE", source.Msg("story-text-of", other.ID), source.Msg("take-one-of-two-out")))
		} else {
			c.bodies.by[h] = s
		}
	}
}

// saysInWords tells whether the text has a number below a hundred in Chinese numerals.
func (f *facts) saysInWords(r []rune) bool {
	n := 0
	for _, d := range r {
		if d < '0' || d > '9' {
			return false
		}
		n = n*10 + int(d-'0')
	}
	if n == 0 || len(r) > 2 {
		return false
	}
	digits := []rune(numeralDigits)
	var want []rune
	if n >= 20 {
		want = append(want, digits[n/10-1])
	}
	if n >= 10 {
		want = append(want, '十')
	}
	if n%10 > 0 {
		want = append(want, digits[n%10-1])
	}
	for i := range f.body {
		if i+len(want) <= len(f.body) && slices.Equal(f.body[i:i+len(want)], want) && (i == 0 || !numerals.has(f.body[i-1])) &&
			(i+len(want) == len(f.body) || !numerals.has(f.body[i+len(want)])) {
			return true
		}
	}
	return false
}

func (c *checker) addAt(pos source.Pos, quote string, f source.Finding) {
	if c.enough() {
		return
	}
	f.Story, f.Pos, f.Quote = c.story.ID, pos, quote
	c.found.Add(f)
}

// headShape looks at what parts the head has.
func (c *checker) headShape(s *editions.Story) {
	if len(s.Headline) == 0 && len(s.Kicker)+len(s.Deck) > 0 {
		c.addStory(front(s), finding("TXT-MAIN", source.Msg("kicker-or-deck-without-headline"), source.Msg("add")))
	}
	if n := len(s.Headline); n > 1 && len([]rune(s.Headline[n-1].String())) == 1 {
		c.addStory(s.Headline[n-1].Span, finding("TXT-LAST", source.Msg("last-line-of-headline-one-character"), source.Msg("part-lines-elsewhere")))
	}
}

// titleForms notes two forms of one title: alike at both ends, but not in the middle.
func (c *checker) titleForms() {
	for i, a := range c.facts.titles {
		for _, b := range c.facts.titles[:i] {
			if alike(a.r, b.r) {
				c.addAt(a.pos, string(a.r), finding("NAM-TITLE", source.Msg("stands-as-too", string(a.r), string(b.r)), source.Msg("give-title-in-one-form")))
				return
			}
		}
	}
}

// alike tells whether two different titles begin with the same four characters and end
// with the same three.
func alike(a, b []rune) bool {
	return len(a) >= 8 && len(b) >= 8 && !slices.Equal(a, b) && slices.Equal(a[:4], b[:4]) && slices.Equal(a[len(a)-3:], b[len(b)-3:])
}

// bylines looks at 本报讯, by-lines and credits.
func (c *checker) bylines(s *editions.Story) {
	if c.facts.lines > 1 {
		c.addStory(front(s), finding("REL-BYLINE", source.Msg("stands-times", c.facts.lines), source.Msg("keep-first")).As(source.Warning))
	}
	if c.facts.inText && !s.Byline.IsEmpty() && !s.ByGroup {
		c.addStory(s.Byline.Span, finding("REL-BYLINE", source.Msg("by-line-stands-at-end-of"), source.Msg("keep-one-of-two")).As(source.Warning))
	}
	if c.facts.lines == 1 && !c.facts.inText && s.Byline.IsEmpty() && s.Group == "" && !strings.Contains(s.Genre, "简讯") && !c.facts.signed() {
		c.addStory(front(s), finding("REL-BYLINE", source.Msg("but-no-reporter-named"), source.Msg("add-by-line")).Weighing(0))
	}
	for _, p := range s.Pictures() {
		if p.Credit.IsEmpty() {
			continue
		}
		text := strings.TrimRight(p.Caption.String(), "。 ")
		if i := strings.LastIndexAny(text, "（("); i >= 0 && (strings.HasSuffix(text, "摄）") || strings.HasSuffix(text, "摄)") || strings.HasSuffix(text, "图）")) {
			c.addStory(p.Caption.Span, finding("REL-CREDIT", source.Msg("credit-stands-in-caption-too", text[i:]), source.Msg("keep-in-braces-alone")))
		}
	}
}

// signed tells whether the text names a reporter, or ends with a name in brackets.
func (f *facts) signed() bool {
	n := len(f.body)
	return n > 0 && f.body[n-1] == '）' || strings.Contains(string(f.body), "记者")
}

// dateline looks at 本报讯.
func (c *checker) dateline(i, end int) {
	t := &c.text
	if !isBody(t.role) {
		return
	}
	c.facts.lines++
	switch {
	case i > 0:
		c.add(i, end, finding("REL-BYLINE", source.Msg("does-not-begin-paragraph"), source.Msg("put-at-start-of-text")).Weighing(mark))
	case t.kindAt(end) == han || t.kindAt(end) == digit:
		c.add(i, end, finding("REL-BYLINE", source.Msg("nothing-parts-from-text"), source.Msg("put-space-after-or-by-line")).Weighing(mark))
	}
}

// advert looks for the mark 广告 on an advertisement (广告法 14).
func (c *checker) advert(s *editions.Story) {
	if !strings.Contains(s.Genre, "广告") && s.Genre != "advert" && !strings.Contains(s.Slot, "广告") && !c.adverts[s.ID] {
		return
	}
	for _, t := range slices.Concat([]editions.Text{s.Label, s.Byline}, s.Kicker, s.Headline, s.Deck) {
		if strings.Contains(t.String(), "广告") {
			return
		}
	}
	if strings.Contains(string(c.facts.body), "广告") {
		return
	}
	c.addStory(front(s), finding("REL-ADVERT", source.Msg("advertisement-does-not-say-one"), source.Msg("add-label-advert")))
}
