package pagetext

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions/lexicon"
)

// folded is a page whose paragraphs stand in the lines of its columns, each made one line.
// What was found of it is told of the lines as they came by unfold.
type folded struct {
	in    []Line
	lines []Line   // the paragraphs, and lines that are none
	parts [][]part // of each of lines
	of    []int    // of each of in: its line
}

// part is a line of a paragraph: the bytes from and to of it are those of the paragraph's text
// from at on.
type part struct{ line, from, to, at int }

// fold joins the lines of paragraphs that are as long as their column is wide.
func fold(in []Line, told map[int]int) *folded {
	f := &folded{in: in, of: make([]int, len(in))}
	w := newWraps(in, told)
	for i := 0; i < len(in); {
		to := i + 1
		for to < len(in) && w.goesOn(to-1) {
			to++
		}
		f.paragraph(i, to)
		i = to
	}
	return f
}

// paragraph makes one line of lines: white stays at its ends alone.
func (f *folded) paragraph(from, to int) {
	var b strings.Builder
	var parts []part
	for i := from; i < to; i++ {
		s := f.in[i].Text
		p := part{line: i, to: len(s), at: b.Len()}
		if i > from {
			p.from = leading(s)
		}
		if i+1 < to {
			p.to -= trailing(s)
		}
		b.WriteString(s[p.from:p.to])
		parts = append(parts, p)
		f.of[i] = len(f.lines)
	}
	f.lines = append(f.lines, Line{Text: b.String(), N: f.in[from].N, Apart: f.in[from].Apart})
	f.parts = append(f.parts, parts)
}

// told says of the lines what was said of those that came: where one goes on, or -1.
func (f *folded) told(joins map[int]int) map[int]int {
	out, at := map[int]int{}, map[int]int{}
	for i, l := range f.in {
		at[l.N] = f.of[i]
	}
	for i, l := range f.in {
		to, ok := joins[l.N]
		if t, there := at[to]; ok && there && to > 0 {
			out[f.of[i]] = t
		} else if ok {
			out[f.of[i]] = -1
		}
	}
	return out
}

// unfold tells what was found of the lines as they came.
func (f *folded) unfold(p *Page) *Page {
	for _, s := range p.Stories {
		for _, ts := range [][]Text{s.Label, s.Kicker, s.Headline, s.Deck, s.Byline} {
			for i := range ts {
				ts[i] = f.text(ts[i])
			}
		}
		for i := range s.Body {
			s.Body[i].Text = f.text(s.Body[i].Text)
			for _, cells := range s.Body[i].Rows {
				for k := range cells {
					cells[k] = f.text(cells[k])
				}
			}
		}
	}
	var left []Left
	for _, l := range p.Left {
		for _, q := range f.text(Text{l.Piece}) {
			left = append(left, Left{q, l.Why})
		}
	}
	p.Left = left
	for _, parts := range f.parts {
		for _, q := range parts {
			if n := len(f.in[q.line].Text); q.from > 0 {
				p.Left = append(p.Left, Left{Piece{q.line, 0, q.from}, Indent})
				if q.to < n {
					p.Left = append(p.Left, Left{Piece{q.line, q.to, n}, Indent})
				}
			} else if q.to < n {
				p.Left = append(p.Left, Left{Piece{q.line, q.to, n}, Indent})
			}
		}
	}
	for i := range p.Joins {
		j := &p.Joins[i]
		j.Head, j.Tail = f.last(j.Head), f.first(j.Tail)
	}
	for i := range p.Doubts {
		d := &p.Doubts[i]
		if d.About == AboutJoin {
			d.Line = f.last(d.Line)
		} else {
			d.Line = f.first(d.Line)
		}
		d.Taken, d.Else = f.first(d.Taken), f.first(d.Else)
	}
	return p
}

func (f *folded) first(line int) int {
	if line < 0 {
		return line
	}
	return f.parts[line][0].line
}

func (f *folded) last(line int) int { return f.parts[line][len(f.parts[line])-1].line }

func (f *folded) text(t Text) (out Text) {
	for _, p := range t {
		for _, q := range f.parts[p.Line] {
			from, to := max(p.From, q.at), min(p.To, q.at+q.to-q.from)
			if from < to {
				out = append(out, Piece{q.line, from - q.at + q.from, to - q.at + q.from})
			}
		}
	}
	return out
}

// wraps are lines with the widths of the columns that they were set in.
type wraps struct {
	in       []Line
	looks    []line
	full     []bool // as wide as its column
	indented bool   // paragraphs begin with white
	told     map[int]bool
}

func newWraps(in []Line, told map[int]int) *wraps {
	w := &wraps{in: in, full: make([]bool, len(in)), told: map[int]bool{}}
	white := 0
	for _, l := range in {
		w.looks = append(w.looks, looks(l))
		if begun(l.Text) {
			white++
		}
	}
	w.indented = white > 1 && 25*white > len(in)
	for from, to := range told {
		w.told[from], w.told[-to] = true, true
	}
	w.measures()
	return w
}

// begun tells whether a line begins with the white of a paragraph.
func begun(s string) bool {
	return strings.HasPrefix(s, "　") || strings.HasPrefix(s, "  ") || strings.HasPrefix(s, "\t")
}

// Columns are from narrowest to widest in halves of a Han character, and the lines of one
// differ by slack: marks may hang, and white is set closer and wider.
const (
	narrowest, widest = 12, 120
	slack             = 4
	fewest            = 4 // lines of a column that is one
)

// measures finds the widths of columns: those that many lines have which are within sentences
// and hold the marks of sentences, as no heads do. A line is full when the next one's first
// sign had no room in it.
func (w *wraps) measures() {
	var of [widest + 1][]int
	for i := range w.in {
		if n := w.core(i); n >= narrowest && n <= widest && w.textual(i) {
			of[n] = append(of[n], i)
		}
	}
	for range 6 {
		var best []int
		for m := narrowest; m <= widest; m++ {
			if lines := slices.Concat(of[max(0, m-slack) : m+1]...); len(lines) > len(best) && w.column(lines) {
				best = lines
			}
		}
		if len(best) == 0 {
			return
		}
		m := w.usual(best)
		for _, i := range best {
			w.fill(i-1, m)
			w.fill(i, m)
			w.fill(i+1, m)
			of[w.core(i)] = slices.DeleteFunc(of[w.core(i)], func(k int) bool { return k == i })
		}
	}
}

// usual is the width that most of some lines have.
func (w *wraps) usual(lines []int) (m int) {
	var count [widest + 1]int
	for _, i := range lines {
		if n := w.core(i); n <= widest {
			if count[n]++; count[n] > count[m] {
				m = n
			}
		}
	}
	return m
}

// fill notes a line that is full in a column of width m.
func (w *wraps) fill(i, m int) {
	if i < 0 || i+1 >= len(w.in) || !w.textual(i) || w.core(i) > m+slack/2 {
		return
	}
	room := slack
	if !w.indented && w.ended(i) {
		room = 1 // where none is indented, a short line ends a paragraph
	}
	n := width(strings.TrimRightFunc(w.in[i].Text, white))
	w.full[i] = w.full[i] || n+max(room, width(firstSign(w.looks[i+1].text))) > m
}

func (w *wraps) ended(i int) bool {
	last, _ := utf8.DecodeLastRuneInString(w.looks[i].text)
	return strings.ContainsRune(ends, last)
}

// core is the width of a line but for the marks at its end, which may hang.
func (w *wraps) core(i int) int {
	return width(strings.TrimRight(strings.TrimRightFunc(w.in[i].Text, white), "，。、；：！？”’）》」』】"))
}

// firstSign is what of a text lines do not part at its beginning: a word of letters or
// figures, a hanzi with the marks around it.
func firstSign(s string) string {
	rs := []rune(s)
	i := 0
	for i < len(rs) && strings.ContainsRune("“‘（《「『【([", rs[i]) {
		i++
	}
	for at := i; i < len(rs) && rs[i] < 0x2E80 && !unicode.IsSpace(rs[i]) || i == at && i < len(rs); {
		i++
	}
	for i < len(rs) && strings.ContainsRune("，。、；：！？”’）》」』】)", rs[i]) {
		i++
	}
	return string(rs[:i])
}

// textual tells whether a line may be one of a paragraph in lines.
func (w *wraps) textual(i int) bool {
	l := w.looks[i].look
	return l == body || l == short || l == item || l == caption
}

// column tells whether lines of one width are those of columns.
func (w *wraps) column(lines []int) bool {
	if len(lines) < fewest {
		return false
	}
	open, marked, together := 0, 0, 0
	of := make(map[int]bool, len(lines))
	for _, i := range lines {
		of[i] = true
	}
	for _, i := range lines {
		if !w.ended(i) {
			open++
		}
		if strings.ContainsAny(w.looks[i].text, "，。；、") {
			marked++
		}
		if of[i+1] || of[i-1] {
			together++
		}
	}
	n := len(lines)
	return 2*open > n && 5*marked > 2*n && 2*together > n
}

// goesOn tells whether a line's paragraph goes on in the next line.
func (w *wraps) goesOn(i int) bool {
	next := &w.looks[i+1]
	switch {
	case !next.Apart && bridged(w.looks[i].text, next.text):
		return true
	case !next.Apart && !begun(next.Text) && !w.told[w.in[i].N] && !w.told[-next.N] && !w.ended(i) && quoted(w.looks[i].text, next.text):
		return true
	case !w.full[i], next.Apart, w.told[w.in[i].N], w.told[-next.N], begun(next.Text), next.begins(), next.look == aside, next.look == signoff, next.look == noted, pointed().MatchString(next.text), marks().MatchString(next.Text), w.begins(i + 1), credited().MatchString(w.looks[i].text):
		return false
	case crosses(w.looks[i].text, next.text):
		return true
	case w.headed(i + 1):
		return false
	}
	return !w.plain(i) || i == 0 || w.full[i-1] || !w.plain(i-1)
}

// bridged tells whether a bracket goes over the cut between two lines: （记者 and 程麦）.
func bridged(a, b string) bool {
	left, right := []rune(a), []rune(b)
	open, _ := unclosed(string(left[max(0, len(left)-16):]))
	_, need := unclosed(string(right[:min(len(right), 16)]))
	return len(open) > 0 && len(need) > 0 && open[len(open)-1] == '（' && need[0] == '）'
}

// quoted tells whether a quotation goes over the cut between two lines: one leaves “ open, and the next
// closes it before it opens another.
func quoted(a, b string) bool {
	open, _ := unclosed(a)
	_, need := unclosed(b)
	return len(open) > 0 && len(need) > 0 && open[len(open)-1] == '“' && need[0] == '”'
}

// begins tells whether a line is an item of a list: with its own mark, and of several.
func (w *wraps) begins(i int) bool {
	if w.looks[i].look != item {
		return false
	}
	return !w.full[i-1] || w.ended(i-1)
}

// plain tells whether a line holds no mark of a sentence, as heads do.
func (w *wraps) plain(i int) bool {
	l := &w.looks[i]
	if l.look != short || strings.ContainsAny(l.text, "，。；！？：、") || begun(l.Text) {
		return false
	}
	open, need := unclosed(l.text)
	return len(open) == 0 && len(need) == 0
}

// headed tells whether a line under a full one is a head and not the paragraph's end: of
// another width, and without a mark at its end.
func (w *wraps) headed(i int) bool {
	if w.full[i] || !w.plain(i) {
		return false
	}
	if i+1 < len(w.in) && w.looks[i+1].look == signoff {
		return w.ended(i - 1)
	}
	if w.looks[i].n < 4 {
		return false
	}
	if !w.indented || i+1 == len(w.in) {
		return true
	}
	return begun(w.in[i+1].Text) || w.in[i+1].Apart || w.looks[i+1].look != body || w.plain(i+1)
}

// crosses tells whether a word goes over the cut between two lines.
func crosses(a, b string) bool {
	left, right := tailOf([]rune(a), 8), headOf([]rune(b), 8)
	if len(left) == 0 || len(right) == 0 {
		return false
	}
	_, x := lexicon.Segment(left)
	_, y := lexicon.Segment(right)
	_, both := lexicon.Segment(slices.Concat(left, right))
	return x+y-both > 4*bit
}

// width is the width of a text in halves of a Han character.
func width(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x2E80 || strings.ContainsRune("“”‘’—…", r) {
			n++
		}
	}
	return n
}
