package editions

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions/source"
)

// manner is how paragraphs are set whose writer says so: by its name in braces at the end of one,
// or after ::: before several (see fence).
//
//	床前明月光，
//	疑是地上霜。
//	{诗}
type manner struct {
	style StyleName // of paragraphs of the kind; others keep the style of theirs
	kind  Kind
	mixed bool // several kinds, told by what each paragraph opens with
	tacit bool // nobody said so: lines that are verse to look at are verse
}

// manners are the kinds of paragraph that a story may name, as files call them; beside them
// stand the styles of the paper's own.
var manners = []term[manner]{
	{word{zh: "诗", en: "verse", also: []string{"诗歌", "诗词", "poem"}}, manner{kind: VerseText}},
	{word{zh: "问答", en: "qa", also: []string{"访谈", "Q&A", "interview"}}, manner{kind: AnswerText, mixed: true}},
	{word{zh: "剧", en: "drama", also: []string{"剧本", "台词", "话剧"}}, manner{kind: SpeechText, mixed: true}},
	{word{zh: "法条", en: "law", also: []string{"法律", "条文"}}, manner{kind: LawText}},
	{word{zh: "编者按", en: "editorial", also: []string{"按语", "编者的话"}}, manner{kind: EditorialText}},
	{word{zh: "问", en: "question"}, manner{kind: QuestionText}},
	{word{zh: "答", en: "answer"}, manner{kind: AnswerText}},
	{word{zh: "舞台提示", en: "direction"}, manner{kind: DirectionText}},
	{word{zh: "提要", en: "pull-quote", also: []string{"摘句", "pullquote"}}, manner{kind: PullText}},
	{word{zh: "公式", en: "formula", also: []string{"算式", "equation"}}, manner{kind: FormulaText}},
	{word{zh: "正文", en: "body"}, manner{kind: Plain}},
	{word{zh: "导语", en: "lead"}, manner{kind: LeadText}},
	{word{zh: "引文", en: "quote"}, manner{kind: QuoteText}},
	{word{zh: "注", en: "note"}, manner{kind: NoteLine}},
}

var mannerWords = wordsOf(manners)

// MannerOf is the word of a story file for paragraphs of a role; "" where there is none.
func MannerOf(r Role) string {
	for _, t := range manners {
		if t.means.kind != Plain && t.means.kind.Role() == r {
			return t.zh
		}
	}
	return ""
}

// manner returns what a name stands for, of a kind or a style of the paper's own.
func (p *Paper) manner(name string) (manner, bool) {
	if t := termOf(manners, name); t != nil {
		return mannerOf(t.means.kind, t.means.mixed), true
	}
	s := p.Styles[StyleName(name)]
	if s == nil || s.As == "" {
		return manner{}, false
	}
	m := manner{style: s.Name, mixed: s.As == Answer || s.As == Drama}
	for _, t := range manners {
		if t.means.kind.Style() == s.As {
			m.kind = t.means.kind
		}
	}
	return m, true
}

func mannerOf(k Kind, mixed bool) manner { return manner{style: k.Style(), kind: k, mixed: mixed} }

// mannerWords are all names that a paragraph may be given.
func (p *Paper) mannerWords() []word {
	words := mannerWords[:len(mannerWords):len(mannerWords)]
	for _, name := range p.Own {
		words = append(words, word{zh: string(name), en: string(name)})
	}
	return words
}

// Forms of what begins a paragraph: who asks or answers, who speaks, which article it is.
var (
	askerForm    = later(`^(?:问|Q|Ｑ|[^\s：:，。！？“”]{0,8}(?:记者|主持人|编辑|编者|提问))(?:（[^（）]{1,12}）)?[：:]`)
	answererForm = later(`^(?:答|A|Ａ|[\p{Han}·]{1,8}|[A-Z][A-Za-z.· ]{0,20})(?:（[^（）]{1,12}）)?[：:]`)
	speakerForm  = later(`^(?:[\p{Han}·]{1,8}|[A-Z][A-Za-z.· ]{0,20})(?:（[^（）]{1,30}）)?(?:[：:]|　+)`)
	lawForm      = later(`^第[0-9〇零一二三四五六七八九十百千]{1,9}条(?:之[一二三四五六七八九十]{1,3})?[　 ：:]*`)
	partOfLaw    = later(`^(?:第[0-9〇零一二三四五六七八九十百千]{1,9}[条编章节款项]|（[0-9一二三四五六七八九十百]{1,4}）|[0-9]{1,3}[.．、])`)
	asides       = later(`（[^（）\n]{1,80}）|\([^()\n]{1,80}\)|〔[^〔〕\n]{1,80}〕`)
	asideForm    = later(`^(?:（[^（）]*）|\([^()]*\)|〔[^〔〕]*〕|\[[^\[\]]*\])$`)
)

// marked are the runs of a paragraph of the kind, with what it opens with and, in a speech, its
// stage directions marked.
func (k Kind) marked(t Text) []Run {
	if !k.Opens() {
		return t.Runs
	}
	text, runs := t.String(), t.Runs
	if n := len(strings.TrimRight(text[:k.opening(text)], " 　")); n > 0 {
		runs = markFirst(runs, n, Opening)
	}
	if k == SpeechText {
		for _, at := range asides().FindAllStringIndex(text, -1) {
			runs = markBytes(runs, at[0], at[1], Aside)
		}
	}
	return runs
}

// opening is how much of a paragraph's text, in bytes, is what it opens with: who asks, answers
// or speaks, with the colon, or which article of a law it is; 0 for none.
func (k Kind) opening(text string) int {
	var forms []*regexp.Regexp
	switch k {
	case QuestionText, AnswerText:
		forms = []*regexp.Regexp{askerForm(), answererForm()}
	case SpeechText:
		forms = []*regexp.Regexp{speakerForm()}
	case LawText:
		forms = []*regexp.Regexp{lawForm()}
	}
	for _, f := range forms {
		if at := f.FindStringIndex(text); at != nil {
			return at[1]
		}
	}
	return 0
}

// Opens tells whether paragraphs of the kind open with who speaks, or which they are.
func (k Kind) Opens() bool {
	return k == QuestionText || k == AnswerText || k == SpeechText || k == LawText
}

// begins tells whether a line of a paragraph of the kind is a paragraph of its own: who writes an
// interview or a law leaves no blank lines.
func (k Kind) begins(line string) bool {
	switch k {
	case LawText:
		return partOfLaw().MatchString(line)
	case SpeechText:
		return k.opening(line) > 0 || asideForm().MatchString(line)
	}
	return k.opening(line) > 0
}

// leastVerse is how many lines verse has that nobody calls so, and mostInVerse how many
// characters each.
const (
	leastVerse  = 4
	mostInVerse = 16
)

// looksVerse tells whether a text is verse to look at: four lines or more, broken by its writer,
// short, alike in length, most with a mark at their end, and none such as lists and addresses
// have. Whoever breaks such lines wants them to begin at one place.
func looksVerse(text string) bool {
	lines := strings.Split(text, "\n")
	if len(lines) < leastVerse {
		return false
	}
	least, most, marks := mostInVerse+1, 0, 0
	for _, line := range lines {
		n := 0
		for _, r := range line {
			switch {
			case unicode.Is(unicode.Han, r):
				n++
			case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune("：:/|@（(", r):
				return false
			}
		}
		last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, " \u3000"))
		marks += b2i(strings.ContainsRune("，。！？；、…—", last))
		least, most = min(least, n), max(most, n)
	}
	return least >= 3 && most <= mostInVerse && most-least <= 4 && 2*marks >= len(lines)
}

// of is the kind of one paragraph: a question, an answer, or, where it opens with nobody, what
// goes on with the paragraph before it.
func (m manner) of(text string, before Kind) Kind {
	switch {
	case m.tacit && m.kind == Plain && looksVerse(text):
		return VerseText
	case !m.mixed:
		return m.kind
	case m.kind == AnswerText && askerForm().MatchString(text):
		return QuestionText
	case m.kind == AnswerText && !answererForm().MatchString(text) && before != QuestionText && before != AnswerText:
		return Plain // what comes before the first question
	case m.kind == SpeechText && (asideForm().MatchString(text) || !speakerForm().MatchString(text) && before != SpeechText):
		return DirectionText
	}
	return m.kind
}

// genre is the styles of stories of a genre: paragraphs that would be set in one are set as the
// other says.
type genre struct {
	word   string // stands in 体裁
	styles map[StyleName]manner
}

// genres are those of every paper.
var genres = []genre{
	{"诗", map[StyleName]manner{Body: mannerOf(VerseText, false)}},
	{"poem", map[StyleName]manner{Body: mannerOf(VerseText, false)}},
	{"verse", map[StyleName]manner{Body: mannerOf(VerseText, false)}},
	{"问答", map[StyleName]manner{Body: mannerOf(AnswerText, true)}},
	{"剧本", map[StyleName]manner{Body: mannerOf(SpeechText, true)}},
	{"drama", map[StyleName]manner{Body: mannerOf(SpeechText, true)}},
	{"法规", map[StyleName]manner{Body: mannerOf(LawText, false)}},
}

// byGenre is what a genre makes of paragraphs of a kind; false: they stay as they are.
func (p *Paper) byGenre(of string, kind Kind) (manner, bool) {
	if of == "" {
		return manner{}, false
	}
	of = strings.ToLower(of)
	for _, set := range [][]genre{p.genres, genres} {
		for _, g := range set {
			if strings.Contains(of, g.word) {
				m, ok := g.styles[kind.Style()]
				return m, ok
			}
		}
	}
	return manner{}, false
}

// genres reads 体裁样式: the genre, or a part of its name, and how its text is set, or how what
// would be set in each of several styles:
//
//	体裁样式: {歌词: 诗, 访谈: {正文: 问答, 导语: 编者按}}
func (d *desk) genres(p *Paper, v *value) {
	for _, e := range d.entries(v) {
		g := genre{strings.ToLower(e.key.text), map[StyleName]manner{}}
		if e.value != nil && e.value.shape == mapping {
			for _, s := range d.entries(e.value) {
				i := find(styleWords, s.key.text)
				if i < 0 {
					d.unknown("SRC-STYLE", s.key, styleWords, source.Msg("unknown-style", s.key.text))
					continue
				}
				d.genreStyle(p, &g, StyleName(styleWords[i].en), s.value)
			}
		} else {
			d.genreStyle(p, &g, Body, e.value)
		}
		p.genres = append(p.genres, g)
	}
}

func (d *desk) genreStyle(p *Paper, g *genre, of StyleName, v *value) {
	name := d.str(v)
	if name == "" {
		return
	}
	m, ok := p.manner(name)
	if !ok {
		d.unknown("SRC-STYLE", v, p.mannerWords(), source.Msg("unknown-style", v.text))
		return
	}
	g.styles[of] = m
	d.lent = append(d.lent, m.style)
}

// mostName is how many characters the name of a style has at most.
const mostName = 20

// styleName tells whether a name can be written in braces.
func styleName(s string) bool {
	return s != "" && utf8.RuneCountInString(s) <= mostName && !strings.ContainsAny(s, " \t\n{}[]|:：;；,，=\\*_^<&")
}
