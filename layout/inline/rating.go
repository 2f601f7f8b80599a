package inline

import (
	"slices"
	"strings"
	"unicode"
)

// rating is what breaks of a headline cost for what they part. It depends on what is said and
// not on size or measure, and is kept for the next attempts at the same head.
type rating struct {
	text    string
	context string
	names   []string
	phrases *Phrases

	runes  []rune
	cost   []int64 // of a break before each character
	clause []bool  // behind a clause mark, where one is at home
	words  []token // nil: none are known
}

// keptRatings is how many ratings a search keeps: a page's heads are tried in turn.
const keptRatings = 8

// rated returns the rating of a headline.
func (s *search) rated() *rating {
	p := s.sh.para
	text := p.text()
	for _, r := range s.ratings {
		if r.text == text && r.phrases == p.Phrases && r.context == p.Context && slices.Equal(r.names, p.Names) {
			return r
		}
	}
	r := &rating{text: text, context: p.Context, names: p.Names, phrases: p.Phrases, runes: []rune(text)}
	r.rate()
	if len(s.ratings) == keptRatings {
		s.ratings = slices.Delete(s.ratings, 0, 1)
	}
	s.ratings = append(s.ratings, r)
	return r
}

// text is that of all spans.
func (p *Para) text() string {
	if len(p.Spans) == 1 {
		return p.Spans[0].Text
	}
	var b strings.Builder
	for i := range p.Spans {
		b.WriteString(p.Spans[i].Text)
	}
	return b.String()
}

// clauses are the marks behind which a line of a headline ends for nothing.
const clauses = "，：；。？！—…,;:?!"

func (r *rating) rate() {
	n := len(r.runes)
	r.cost, r.clause = make([]int64, n+1), make([]bool, n+1)
	names, pairs := namesIn(r.runes, r.names), pairsIn(r.runes, r.context)
	var parted []int64
	if p := r.phrases; p != nil && p.words != nil {
		r.words = storyWords(r.runes, wordsOf(r.runes, p.words), r.context)
		parted = senseless(r.runes, r.words)
	}
	for i := 1; i < n; i++ {
		if r.clause[i] = strings.ContainsRune(clauses, r.runes[i-1]) && !names[i]; !r.clause[i] {
			r.cost[i] = r.cut(i, names, pairs[i], parted)
		}
	}
}

// pairsIn counts for each character of text how often the one before it and it stand together in
// another text, no character of which counts twice for the same pair.
func pairsIn(text []rune, in string) []int {
	counts, next := make([]int, len(text)), make([]int, len(text)) // next: where the pair may begin again
	var seen [256]bool                                             // what the pairs end with, roughly
	for i := 1; i < len(text); i++ {
		seen[uint8(text[i])] = true
	}
	before, at := rune(-1), 0
	for _, r := range in {
		if seen[uint8(r)] {
			for i := 1; i < len(text); i++ {
				if text[i] == r && text[i-1] == before && next[i] < at {
					counts[i]++
					next[i] = at + 1
				}
			}
		}
		before = r
		at++
	}
	return counts
}

// cut rates a break before character i; the characters on its sides stand together so many times
// in the story.
func (r *rating) cut(i int, names []bool, pairs int, parted []int64) (c int64) {
	text := r.runes
	if unicode.IsSpace(text[i-1]) {
		return gap(text, i)
	}
	if names[i] {
		c += costName
	}
	opens := parted != nil && (parted[i] == begins || names[i-1] && !names[i]) // behind a name
	if parted != nil && !opens {
		c += parted[i]
	} else if inNumber(text[i-1]) && strings.ContainsRune(counters, text[i]) {
		c += costWord
	}
	if r.phrases == nil {
		return c + costPhrase
	}
	if strings.ContainsRune("的了着过地得们等之者性化", text[i]) {
		c += costParticle
	}
	if strings.ContainsRune("和与及在对为把被将向从以第不", text[i-1]) {
		c += costPhrase
	}
	if pairs > 1 {
		c += costTogether * int64(min(pairs-1, 8))
	}
	if opens || r.phrases.begins(text, i) {
		return c + costPhrase
	}
	return c + costInPhrase
}

// leaning are English words with which no line of a headline ends: what they say comes behind.
const leaning = " a an the of to in on at by for from with and or as is are was be its his her their our my your this that "

// gap rates a break between two Latin words, the second of which begins at i: in a Chinese
// headline they are a name (iPhone 17 Pro).
func gap(text []rune, i int) int64 {
	before := text[:i-1]
	k := len(before)
	for k > 0 && (isLetter(before[k-1]) || inNumber(before[k-1])) {
		k--
	}
	word := before[k:]
	switch {
	case len(word) == 0:
	case !slices.ContainsFunc(text, isHan):
		if strings.Contains(leaning, " "+strings.ToLower(string(word))+" ") {
			return costInPhrase
		}
	case !slices.ContainsFunc(word, isLetter) && (k < 2 || text[k-1] != ' ' || !isLetter(text[k-2])): // 涨3 跌2
	case inNumber(text[i]) && countedAt(text, i): // CPI 12月公布
	default:
		return costName
	}
	return costPhrase
}

// countedAt tells whether the number that begins at i counts something.
func countedAt(text []rune, i int) bool {
	end := written(text, i)
	return end < len(text) && counted(text[end])
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// parts returns the word that a break before character i parts, or the figure with what it
// counts; "" if it parts none.
func (r *rating) parts(i int) string {
	if r.cost[i] < costWord {
		return ""
	}
	for k, t := range r.words {
		switch {
		case t.from < i && i < t.to:
			return string(r.runes[t.from:t.to])
		case t.to == i && k+1 < len(r.words) && r.words[k+1].from == i:
			return string(r.runes[t.from:r.words[k+1].to])
		}
	}
	return ""
}

// rate fills in what a break of a headline at each node costs, if it needs any, and how many
// clauses end at the nodes before.
func (s *search) rate(needed bool) {
	s.cuts, s.clauses = s.cuts[:0], append(s.clauses[:0], 0)
	if !needed {
		s.cuts = append(s.cuts, make([]int64, len(s.nodes.list))...)
		s.clauses = append(s.clauses, make([]int32, len(s.nodes.list))...)
		return
	}
	r, at := s.rated(), s.sh.before()
	for k := range s.nodes.list {
		cost, clause := int64(0), false
		switch m := int(s.nodes.list[k].item); {
		case m == 0 || m == len(s.sh.items) || at[m] >= len(r.runes):
			clause = true
		case s.sh.items[m-1].hidden():
			if clause = !s.sh.wordSpace(m); !clause {
				cost = r.cost[at[m]]
			}
		default:
			cost, clause = r.cost[at[m]], r.clause[at[m]]
		}
		s.cuts = append(s.cuts, cost)
		n := s.clauses[k]
		if clause {
			n++
		}
		s.clauses = append(s.clauses, n)
	}
}

// wordSpace tells whether what vanishes before item m is the space between two Latin words.
func (sh *Shaped) wordSpace(m int) bool {
	k := m - 1
	for k > 0 && sh.items[k].hidden() {
		k--
	}
	return words.has(sh.items[k].class) && words.has(sh.items[m].class)
}

// before returns for every item the number of characters before it.
func (sh *Shaped) before() []int {
	at, n, from := make([]int, len(sh.items)), 0, 0
	text := sh.para.text()
	for i := range sh.items {
		for to := int(sh.items[i].src); from < to; from++ {
			if text[from]&0xC0 != 0x80 {
				n++
			}
		}
		at[i] = n
	}
	return at
}

// torn is what a line from node i to j costs for the clauses in it: one that ends inside it
// while the line itself begins or ends inside another reads as if they were one.
func (s *search) torn(i, j int) int64 {
	if s.clauses[j] == s.clauses[i+1] {
		return 0
	}
	c := int64(0)
	for _, k := range []int{i, j} {
		if s.clauses[k+1] == s.clauses[k] {
			c += costMixed
		}
	}
	return c
}
