package pagetext

import (
	"slices"
	"strings"
	"unicode"

	"banxin/editions/lexicon"
)

// Model says how well characters follow one another in the paper's own language: what
// Learn made of its archive.
type Model struct {
	pairs  map[[2]rune]int32
	triple map[[3]rune]int32
	single map[rune]int32
	total  int32
}

// Learn adds a text of the archive to the model.
func (m *Model) Learn(text string) {
	if m.pairs == nil {
		m.pairs, m.triple, m.single = map[[2]rune]int32{}, map[[3]rune]int32{}, map[rune]int32{}
	}
	var a, b rune
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			a, b = 0, 0
			continue
		}
		m.single[r]++
		m.total++
		if b != 0 {
			m.pairs[[2]rune{b, r}]++
		}
		if a != 0 {
			m.triple[[3]rune{a, b, r}]++
		}
		a, b = b, r
	}
}

// bits tells by how much likelier right is after left than by chance, from -3 to 12 bits.
func (m *Model) bits(left, right []rune) int {
	if m == nil || m.total == 0 || len(left) == 0 || len(right) == 0 {
		return 0
	}
	a, b := left[len(left)-1], right[0]
	n := 0
	if len(left) > 1 {
		n += int(m.triple[[3]rune{left[len(left)-2], a, b}])
	}
	if len(right) > 1 {
		n += int(m.triple[[3]rune{a, b, right[1]}])
	}
	if n > 0 {
		return min(12, 5+2*log2(n))
	}
	seen := int64(m.pairs[[2]rune{a, b}])
	if seen == 0 {
		if m.single[a] > 30 && m.single[b] > 30 {
			return -3
		}
		return 0
	}
	expected := int64(m.single[a]) * int64(m.single[b]) / int64(m.total)
	return max(-2, min(8, log2(int(seen*16/max(expected, 1)))-4))
}

// log2 is the number of binary digits after the first.
func log2(n int) int {
	k := 0
	for ; n > 1; n >>= 1 {
		k++
	}
	return k
}

// Scores are in eighths of a bit, as the costs of words are.
const (
	bit = lexicon.Unit
	// never is the score of what cannot follow.
	never = -1000 * bit
	// unmatched is the score of a half that goes on nowhere: some lines end without a mark.
	unmatched = -7 * bit
	// headlike is the same of a line that looks like a head.
	headlike = 11 * bit
)

// scorer weighs which line goes on in which.
type scorer struct {
	lines  []line
	order  []int // of a line among those that may be halves
	text   string
	triple map[[3]rune]bool // all of the text
	costs  map[string]int   // of parting characters into words
	grams  []map[string]bool
	model  *Model
	common map[string]int // how many lines have a gram
	white  bool           // paragraphs begin with white, and rests of cut ones do not
}

func newScorer(lines []line, m *Model) *scorer {
	s := &scorer{lines: lines, model: m, order: make([]int, len(lines)), grams: make([]map[string]bool, len(lines)), common: map[string]int{}}
	var all strings.Builder
	n := 0
	for i := range lines {
		s.order[i] = n
		if lines[i].halves() {
			n++
		}
		s.grams[i] = bigrams(lines[i].text)
		for g := range s.grams[i] {
			s.common[g]++
		}
		all.WriteString(lines[i].text)
		all.WriteByte('\n')
	}
	s.text = all.String()
	s.triple, s.costs = triples(s.text), map[string]int{}
	s.white = indents(lines)
	return s
}

// indents tells whether white at the beginning tells paragraphs from rests of cut ones: many
// lines have it, and of those without there are as many as the cut ones want.
func indents(lines []line) bool {
	white, bare, open := 0, 0, 0
	for i := range lines {
		l := &lines[i]
		if l.look != body {
			continue
		}
		if l.open {
			open++
		}
		if begun(l.Text) {
			white++
		} else if !l.begins() {
			bare++
		}
	}
	return white > bare && bare > 0 && 2*bare >= open
}

func triples(text string) map[[3]rune]bool {
	out := map[[3]rune]bool{}
	var a, b rune
	for _, r := range text {
		out[[3]rune{a, b, r}] = true
		a, b = b, r
	}
	return out
}

// cost is what it costs to part characters into words.
func (s *scorer) cost(rs []rune) int {
	key := string(rs)
	n, ok := s.costs[key]
	if !ok {
		_, n = lexicon.Segment(rs)
		s.costs[key] = n
	}
	return n
}

// score says how likely the paragraph that begins with line t is the rest of the one that
// ends with line h: words that meet, brackets that close, words in common with h's story,
// how far apart they stand.
func (s *scorer) score(h, t int, head, tail string, near map[string]bool) int {
	if h == t {
		return never
	}
	left, right := []rune(head), []rune(tail)
	out := s.meet(left, right) + brackets(head, tail) + s.shared(near, t) + s.distance(h, t)
	if s.white && begun(s.lines[t].Text) {
		out -= 10 * bit
	}
	if t > 0 && t != h+1 && (s.lines[t-1].look == short || s.lines[t-1].look == byline) {
		out -= 4 * bit // what stands right below a head begins a text, mostly
	}
	return out + opening(right)
}

// meet weighs the characters on both sides of the cut.
func (s *scorer) meet(left, right []rune) int {
	a, b := tailOf(left, 8), headOf(right, 8)
	if len(a) == 0 {
		return 0
	}
	if len(b) == 0 {
		return 2 * bit // a mark after words: as good as any
	}
	_, joined := lexicon.Segment(slices.Concat(a, b))
	out := min(max(s.cost(a)+s.cost(b)-joined, -2*bit), 24*bit)
	out += s.model.bits(a, b) * bit
	return out + s.echo(a, b)
}

// echo is for what stands across the cut and again elsewhere on the page.
func (s *scorer) echo(a, b []rune) int {
	k := len(a)
	if !(len(b) > 1 && s.triple[[3]rune{a[k-1], b[0], b[1]}] || k > 1 && s.triple[[3]rune{a[k-2], a[k-1], b[0]}]) {
		return 0
	}
	best := 0
	for i := 1; i <= min(len(a), 4); i++ {
		for j := 1; j <= min(len(b), 4); j++ {
			if n := i + j; n > 2 && n > best && strings.Contains(s.text, string(a[len(a)-i:])+string(b[:j])) {
				best = n
			}
		}
	}
	if best == 0 {
		return 0
	}
	return min(3*best, 15) * bit
}

// tailOf returns the last characters of a text that are letters or figures, at most n.
func tailOf(rs []rune, n int) []rune {
	at := len(rs)
	for at > 0 && len(rs)-at < n && wordy(rs[at-1]) {
		at--
	}
	return rs[at:]
}

func headOf(rs []rune, n int) []rune {
	at := 0
	for at < len(rs) && at < n && wordy(rs[at]) {
		at++
	}
	return rs[:at]
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// opening weighs how a line begins: some marks and words begin no paragraph, others do.
func opening(rs []rune) int {
	switch r := rs[0]; {
	case strings.ContainsRune("，。、；：？！）》”’」』】…", r):
		return 20 * bit
	case strings.ContainsRune("的了着和与及并而们等地得", r):
		return 5 * bit
	case strings.ContainsRune("“《（", r):
		return -bit
	}
	for _, w := range sayings {
		if strings.HasPrefix(string(rs[:min(len(rs), 4)]), w) {
			return 8 * bit
		}
	}
	if unicode.IsDigit(rs[0]) && !strings.ContainsAny(string(rs[:min(len(rs), 6)]), "月日年、.．") {
		return 3 * bit
	}
	if unicode.IsDigit(rs[0]) && strings.ContainsRune(string(rs[:min(len(rs), 6)]), '月') {
		return -3 * bit
	}
	for _, w := range openers {
		if strings.HasPrefix(string(rs[:min(len(rs), 6)]), w) {
			return -4 * bit
		}
	}
	return 0
}

// sayings are words that want somebody before them.
var sayings = []string{"说", "表示", "介绍", "告诉", "认为", "指出", "强调", "回忆", "坦言", "笑着", "称", "透露"}

// openers are words with which paragraphs of newspapers like to begin.
var openers = []string{"据", "目前", "近日", "此外", "同时", "与此同时", "此次", "今年", "昨天", "昨日", "当天", "记者", "如今", "为", "在", "其中", "下一步", "随后", "截至", "近年来", "会议", "《"}

// brackets weighs what the first half leaves open and the second closes.
func brackets(head, tail string) int {
	open, _ := unclosed(head)
	_, need := unclosed(tail)
	switch {
	case len(open) == 0 && len(need) == 0:
		return 0
	case len(open) > 0 && len(need) > 0 && closes[open[len(open)-1]] == need[0]:
		return 12 * bit
	case len(open) > 0 && len(need) == 0:
		return -6 * bit
	}
	return -10 * bit
}

var closes = map[rune]rune{'（': '）', '(': ')', '《': '》', '“': '”', '‘': '’', '【': '】', '「': '」', '『': '』'}

// unclosed returns the brackets that a text leaves open, and the closing ones that close
// nothing.
func unclosed(s string) (open, need []rune) {
	for _, r := range s {
		if closes[r] != 0 {
			open = append(open, r)
			continue
		}
		if !strings.ContainsRune("）)》”’】」』", r) {
			continue
		}
		if n := len(open); n > 0 && closes[open[n-1]] == r {
			open = open[:n-1]
		} else {
			need = append(need, r)
		}
	}
	return open, need
}

// bigrams are the pairs of letters and figures of a text.
func bigrams(text string) map[string]bool {
	out := map[string]bool{}
	var last rune
	for _, r := range text {
		if !wordy(r) {
			last = 0
			continue
		}
		if last != 0 {
			out[string([]rune{last, r})] = true
		}
		last = r
	}
	return out
}

// gramsOf are the pairs of characters of several lines.
func (s *scorer) gramsOf(lines []int) map[string]bool {
	seen := map[string]bool{}
	for _, h := range lines {
		for g := range s.grams[h] {
			seen[g] = true
		}
	}
	return seen
}

// shared weighs the pairs of characters that a line has in common with others: those that
// few other lines have say most.
func (s *scorer) shared(seen map[string]bool, t int) int {
	sum := 0
	for g := range s.grams[t] {
		if seen[g] {
			sum += 8 * bit / (s.common[g] + 2)
		}
	}
	size := len(s.grams[t])
	return min(8*bit, sum*4/(4+isqrt(size)))
}

func isqrt(n int) int {
	k := 0
	for (k+1)*(k+1) <= n {
		k++
	}
	return k
}

// distance weighs how far apart two halves stand, in lines that could be halves.
func (s *scorer) distance(h, t int) int {
	if t < h {
		return -8*bit - min(4, s.order[h]-s.order[t])*bit
	}
	switch d := s.order[t] - s.order[h] - 1; {
	case t == h+1 && !s.lines[t].Apart:
		return 15 * bit // one right under the other, where others have white between
	case d == 0 && t == h+1:
		return 7 * bit
	case d == 0:
		return 4 * bit
	case d <= 4:
		return (4 - d) * bit
	default:
		return -min(d-4, 6) * bit
	}
}
