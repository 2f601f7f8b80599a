package pagetext

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Options say what is known of a page beforehand. The zero value: nothing.
type Options struct {
	Model *Model      // what was learnt of the paper's archive
	Joins map[int]int // by numbers of lines: the line that one goes on in; 0: it ends there
}

// Read finds the stories in the lines of a page.
func Read(in []Line, o Options) *Page {
	f := fold(in, o.Joins)
	r := &reader{told: f.told(o.Joins), tail: map[int]int{}, head: map[int]int{}}
	for _, l := range f.lines {
		r.lines = append(r.lines, looks(l))
	}
	r.white()
	r.kinds()
	r.unwrapHeads()
	r.scorer = newScorer(r.lines, o.Model)
	r.join()
	r.walk()
	r.marry()
	r.captions()
	r.labels()
	r.groups()
	r.pages()
	r.finish()
	return f.unfold(&r.page)
}

// reader is a page being read.
type reader struct {
	*scorer
	lines []line
	page  Page
	told  map[int]int // by lines: the line that one goes on in, -1: none

	tail, head map[int]int // the line in which a line goes on, and back
	stories    []*draft
	current    *draft
	loose      []int    // captions, to be given to stories
	spare      []spared // labels
}

// draft is a story being found.
type draft struct {
	Story
	lines  []int // its lines, heads included
	first  int   // index of its head's first line, or of its first line
	turn   int   // when it was last added to
	empty  bool  // no text yet
	next   int   // the line after its head, or -1
	titled bool
}

// spared is a label and the story whose head it stands above.
type spared struct {
	line  int
	above *draft
	extra bool // another label stands between
}

// unwrapHeads leaves a line that looks like a head a paragraph where it is the short end of
// one: what stands right before it, without white between, ends within a sentence.
func (r *reader) unwrapHeads() {
	for i := 1; i < len(r.lines); i++ {
		l, before := &r.lines[i], &r.lines[i-1]
		if l.look == short && !l.Apart && before.look == body && before.open && !r.headFollows(i) {
			l.look = body
		}
	}
}

func (r *reader) headFollows(i int) bool {
	return i+1 < len(r.lines) && r.lines[i+1].look == body && r.lines[i+1].begins()
}

// mostHalves is how many cut paragraphs of one page are put together.
const mostHalves = 200

// join finds out which lines go on in which.
func (r *reader) join() {
	var heads, tails, alone []int
	for i := range r.lines {
		l := &r.lines[i]
		_, goesOn := r.tail[i]
		_, rest := r.head[i]
		if l.look == body && !l.begins() && !rest {
			tails = append(tails, i)
		}
		if goesOn {
			continue
		}
		if l.look == body && l.open && l.n >= shortest {
			heads, alone = append(heads, i), append(alone, unmatched)
		} else if r.maybeHalf(i) {
			heads, alone = append(heads, i), append(alone, headlikeness(l))
		}
	}
	for len(heads) > mostHalves { // no page has so many: what is over is asked about
		last := len(heads) - 1
		if r.lines[heads[last]].look == body {
			r.doubtEnd(heads[last])
		}
		heads, alone = heads[:last], alone[:last]
	}
	if len(heads) == 0 || len(tails) == 0 {
		return
	}
	rests := make([]string, len(tails))
	for k, t := range tails {
		rests[k] = r.said(r.chain(t))
	}
	score := make([][]int, len(heads))
	for i, h := range heads {
		near, head := r.gramsOf(r.near(h)), r.said(r.chain(r.firstOf(h)))
		score[i] = make([]int, len(tails))
		for k, t := range tails {
			score[i][k] = r.score(h, t, head, rests[k], near)
		}
	}
	r.obey(heads, tails, alone, score)
	match, margin := assign(score, alone)
	for i, h := range heads {
		switch l := &r.lines[h]; {
		case match[i] < 0 && l.look == body:
			r.doubtEnd(h)
			continue
		case l.look == short && (match[i] < 0 || margin[i] < firmly*bit && alone[i] > 0):
			if (margin[i] < firmly*bit || dangling(l.text)) && !r.stacked(h) {
				r.doubtEnd(h)
			}
			continue
		default:
			l.look, l.open = body, true // it was no head
		}
		t := tails[match[i]]
		r.tail[h], r.head[t] = t, h
		r.page.Joins = append(r.page.Joins, Join{Head: h, Tail: t, Margin: margin[i] / bit, Apart: t != h+1})
	}
	r.unknot()
	for i := range r.page.Joins {
		j := &r.page.Joins[i]
		j.Sure = r.sure(j)
		if !j.Sure {
			r.doubtJoin(j, heads, tails, score)
		}
	}
}

// certain is the score of what somebody has said.
const certain = -never

// obey makes the joins that somebody has said the only ones.
func (r *reader) obey(heads, tails, alone []int, score [][]int) {
	for i, h := range heads {
		to, ok := r.told[h]
		if !ok {
			continue
		}
		if to < 0 {
			alone[i] = certain
		}
		for k, t := range tails {
			if t == to {
				score[i][k] = certain
			}
		}
	}
}

// maybeHalf tells whether a line that looks like a head may be the first half of a paragraph.
func (r *reader) maybeHalf(i int) bool {
	l := &r.lines[i]
	if _, ok := r.told[i]; ok && l.look == short {
		return true
	}
	if i == 0 || notice().MatchString(l.text) {
		return false
	}
	return l.look == short && l.n >= 4 && l.Apart && i+1 < len(r.lines) && r.lines[i+1].Apart && !r.headFollows(i)
}

// headlikeness is the score of a line that looks like a head and is one: less with a colon in
// it and many characters.
func headlikeness(l *line) int {
	if l.n >= 14 && strings.Contains(l.text, "：") || dangling(l.text) {
		return 0
	}
	return headlike
}

// dangling tells whether a line ends as no head does: with a figure, or a word that wants
// another.
func dangling(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsDigit(r) || strings.ContainsRune("的是就也都还在到对把被将从共各每第约近达为与和及或而但因以于再又才更最很添值", r)
}

// stacked tells whether a line stands among others that look like heads: one of a label, a
// kicker and a headline.
func (r *reader) stacked(i int) bool {
	like := func(i int) bool { return i >= 0 && i < len(r.lines) && r.lines[i].look == short }
	return like(i-1) && (like(i+1) || r.headFollows(i)) || like(i+1) && (like(i+2) || r.headFollows(i+1))
}

// surely is the margin, in bits, from which on a join is taken unasked, nearly that of halves
// that follow one another with white between, as ends of paragraphs do, firmly that of a line that looks like a head
// and is taken for one.
const (
	surely = 12
	nearly = 16
	firmly = 6
)

func (r *reader) sure(j *Join) bool {
	if !j.Apart && r.lines[j.Tail].Apart {
		return j.Margin >= nearly
	}
	return j.Margin >= surely
}

func (r *reader) doubtJoin(j *Join, heads, tails []int, score [][]int) {
	i := slices.Index(heads, j.Head)
	second := -1
	for k, t := range tails {
		if t != j.Tail && score[i][k] > never && (second < 0 || score[i][k] > score[i][second]) {
			second = k
		}
	}
	d := Doubt{Line: j.Head, About: AboutJoin, Taken: j.Tail, Else: -1}
	if second >= 0 {
		d.Else = tails[second]
	}
	r.page.Doubts = append(r.page.Doubts, d)
}

func (r *reader) doubtEnd(h int) {
	if _, ok := r.told[h]; ok {
		return
	}
	r.page.Doubts = append(r.page.Doubts, Doubt{Line: h, About: AboutJoin, Taken: -1, Else: -1})
}

// near lists a line and those before it that seem to be of its story.
func (r *reader) near(h int) []int {
	out := []int{h}
	for i := h - 1; i >= 0 && len(out) < 8; i-- {
		switch l := &r.lines[i]; {
		case l.look == short:
			out = append(out, i)
			if r.headFollows(i) {
				return out
			}
		case l.halves() && l.byline < 0:
			out = append(out, i)
		default:
			return out
		}
	}
	return out
}

// unknot drops the least sure join of any that go round in a circle.
func (r *reader) unknot() {
	for {
		worst := -1
		for i, j := range r.page.Joins {
			if r.circles(j.Head) && (worst < 0 || j.Margin < r.page.Joins[worst].Margin) {
				worst = i
			}
		}
		if worst < 0 {
			return
		}
		j := r.page.Joins[worst]
		delete(r.tail, j.Head)
		delete(r.head, j.Tail)
		r.page.Joins = slices.Delete(r.page.Joins, worst, worst+1)
		r.doubtEnd(j.Head)
	}
}

func (r *reader) circles(h int) bool {
	at := h
	for range r.lines {
		next, ok := r.tail[at]
		if !ok {
			return false
		}
		if at = next; at == h {
			return true
		}
	}
	return false
}

// chain lists a line and all it goes on in.
func (r *reader) chain(h int) []int {
	out := []int{h}
	for t, ok := r.tail[h]; ok; t, ok = r.tail[t] {
		out = append(out, t)
	}
	return out
}

// said is the text of lines that are one paragraph.
func (r *reader) said(chain []int) string {
	var b strings.Builder
	for _, i := range chain {
		b.WriteString(r.lines[i].text)
	}
	return b.String()
}

// firstOf returns the line that begins the paragraph of which t is part.
func (r *reader) firstOf(t int) int {
	for h, ok := r.head[t]; ok; h, ok = r.head[t] {
		t = h
	}
	return t
}

func (r *reader) sortDoubts() {
	slices.SortStableFunc(r.page.Doubts, func(a, b Doubt) int { return cmp.Compare(a.Line, b.Line) })
}
