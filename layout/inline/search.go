package inline

import (
	"math"
	"slices"

	"banxin/layout/typo"
	"banxin/layout/unit"
)

// search finds the cheapest way to break a paragraph: a shortest path over the nodes,
// where a line's cost says how it must be adjusted (clreq 3.5) and a node's what is
// against ending there. It keeps its arrays from one paragraph to the next.
type search struct {
	nodes nodes
	sh    *Shaped
	ask   task
	cost  []int64 // of the cheapest way to a node, all further lines being alike
	prev  []int32 // node where the last line of that way begins; -1: a way of layers
	queue []int32 // of nodes with rising cost: the window's minimum is in front
	layer []layer // ways through the first lines, whose measures differ
	ways  []way   // backing of the layers
	fixed []unit.Length

	cuts    []int64   // what a break of a headline costs, by node
	clauses []int32   // before node k, how many of the nodes end a clause
	ratings []*rating // of headlines, the last ones
}

// layer is the cheapest ways to nodes first, first+1, … with a given number of lines.
type layer struct{ first, from, to int } // ways[from:to]

type way struct {
	cost int64
	prev int32
}

const (
	unreached  = math.MaxInt64 / 4
	maxMeasure = 8000 * unit.Pt // so that a line's width fits 31 bits
	maxLayer   = 1024           // nodes of a layer: more only where hundreds of lines of unlike measure come first
)

// task is what a search is asked for.
type task struct {
	sh           *Shaped
	widths       []unit.Length // of the lines that are not all alike
	flat         int32         // measure of all further lines
	first, rest  int32         // of flat, what a first line has of it less its indent, and any other
	indent, hang int32
	mode         mode
	orphan       int32 // a last line that begins after this item has one character
	em           int32
	bound        int64 // ways that cost more are not followed
	dear         int64 // what a hyphen costs more: in a paragraph that is well set without any
	target       int32 // length of a headline's lines; 0: as near to the measure as can be
}

type mode uint8

const (
	justified mode = iota
	ragged
	balanced
)

func newTask(sh *Shaped, widths []unit.Length) task {
	p := sh.para
	last := widths[len(widths)-1]
	for len(widths) > 0 && widths[len(widths)-1] == last {
		widths = widths[:len(widths)-1]
	}
	k := task{sh: sh, widths: widths, flat: clamp(last), indent: sh.indent, hang: sh.hang, orphan: sh.orphan(), em: max(sh.em, 1), bound: unreached}
	switch {
	case p.Head:
		k.mode = balanced
	case sh.book.Grid || p.Align == typo.Left || p.Align == typo.Center || p.Align == typo.Right:
		k.mode = ragged
	}
	k.first, k.rest = k.less(k.flat, true), k.less(k.flat, false)
	return k
}

func clamp(l unit.Length) int32 { return int32(min(max(l, 0), maxMeasure)) }

// orphan returns the item after which a last line holds one character and marks.
func (sh *Shaped) orphan() int32 {
	n := 0
	for i := len(sh.items) - 1; i >= 0; i-- {
		it := &sh.items[i]
		if it.class == newline {
			break
		}
		if it.hidden() || it.flags&tail != 0 || closing.has(it.class) || it.class == open || it.class == latinClose || it.class == infix {
			continue
		}
		if n++; n == 2 {
			return int32(i)
		}
	}
	return math.MaxInt32
}

// Orphan tells whether a line is a paragraph's last of several and holds one character,
// marks not counted (clreq 3.4.4).
func (sh *Shaped) Orphan(l Line) bool {
	return l.To == len(sh.items) && int64(l.From) > int64(sh.orphan())
}

// least returns the smallest room of any line.
func (k *task) least() int32 {
	w := min(k.measure(0, true), k.rest)
	for i := range k.widths {
		w = min(w, k.measure(i, false))
	}
	return w
}

// run breaks sh and appends the lines to dst.
func (s *search) run(dst []Line, sh *Shaped, widths []unit.Length) []Line {
	s.sh, s.ask = sh, newTask(sh, widths)
	s.start()
	if s.nodes.parts && s.ask.mode == justified {
		s.ask.dear = costDearHyphen
	}
	s.layered()
	s.level()
	begin := len(dst)
	dst = s.lines(dst)
	if s.ask.dear > 0 && s.loose(dst[begin:]) { // not without hyphens
		s.ask.dear = 0
		dst = s.again(dst[:begin])
	}
	if n := len(dst) - begin; s.ask.mode == balanced && n > 1 { // now it is known how long like lines are
		s.ask.target = int32(min(sh.natural, maxMeasure)) / int32(n)
		dst = s.again(dst[:begin])
	}
	return dst
}

// again searches once more, what is asked having changed, and appends the lines to dst.
func (s *search) again(dst []Line) []Line {
	s.layer, s.ways = s.layer[:0], s.ways[:0]
	s.layered()
	s.level()
	return s.lines(dst)
}

// loose tells whether lines show their gaps: by more than 1/12 em between ideographs, or by
// word spaces wider than half an em.
func (s *search) loose(lines []Line) bool {
	for i := range lines {
		if l := &lines[i]; l.HanGap > unit.Length(s.ask.em/12) || l.Tier > StretchHan {
			return true
		}
	}
	return false
}

// gentle is the widest gap between Han of a line that gives away little more than one
// character's room.
func (k *task) gentle(measure unit.Length) unit.Length {
	em := unit.Length(k.em)
	return min(em*11/10/max(measure/em-1, 1), em/6)
}

// start prepares the nodes and clears what the last search left.
func (s *search) start() {
	s.nodes.prepare(s.sh, s.ask.least())
	s.layer, s.ways = s.layer[:0], s.ways[:0]
	if s.ask.mode == balanced {
		s.rate(s.sh.natural > unit.Length(s.ask.least()))
	}
}

// runTo breaks sh in exactly n lines and appends them to dst, or nothing if that cannot
// be done decently.
func (s *search) runTo(dst []Line, sh *Shaped, widths []unit.Length, n int) ([]Line, bool) {
	s.fixed = s.fixed[:0]
	for i := range n {
		s.fixed = append(s.fixed, widths[min(i, len(widths)-1)])
	}
	s.sh, s.ask = sh, newTask(sh, widths)
	s.ask.widths, s.ask.bound = s.fixed, costDecent
	if s.ask.mode == balanced {
		s.ask.bound += int64(n) * costHeadLine
		s.ask.target = int32(min(sh.natural, maxMeasure)) / int32(n)
	}
	s.start()
	s.layered()
	begin, last := len(dst), len(s.nodes.list)-1
	if len(s.layer) <= n || s.layerCost(n, last) >= s.ask.bound {
		return dst, false
	}
	dst = s.trace(dst, n, last)
	for _, l := range dst[begin:] {
		if l.HanGap > s.ask.gentle(l.Width) || l.Tier > StretchHan {
			return dst[:begin], false
		}
	}
	if from := dst[len(dst)-1].From; n > 1 && int32(from) > s.ask.orphan {
		return dst[:begin], false
	}
	return dst, true
}

// layered finds the cheapest ways through the lines whose measures differ.
func (s *search) layered() {
	s.ways = append(s.ways, way{0, -1})
	s.layer = append(s.layer, layer{0, 0, 1})
	for n := range s.ask.widths {
		prev := s.layer[n]
		if prev.to == prev.from {
			return
		}
		s.nextLayer(prev, n)
	}
}

// nextLayer appends the ways of one line more: its measure is that of line n.
func (s *search) nextLayer(from layer, n int) {
	nodes, room := s.nodes.list, s.ask.measures(n)
	next := layer{first: from.first + 1, from: len(s.ways), to: len(s.ways)}
	end := from.first + from.to - from.from // behind the last start
	lo, barrier := from.first, from.first
	for j := from.first + 1; j < len(nodes); j++ {
		lo = max(lo, barrier)
		for lo < min(j, end)-1 && s.tooLong(lo, j, room) {
			lo++
		}
		if lo >= end || lo == end-1 && j > end && s.tooLong(lo, j, room) {
			break
		}
		w := way{unreached, -1}
		for i := lo; i < min(j, end); i++ {
			c := s.ways[from.from+i-from.first].cost
			if c >= w.cost || c >= s.ask.bound {
				continue
			}
			if c += s.lineCost(i, j, room.of(s.begins(i))); c < w.cost {
				w = way{c, int32(i)}
			}
		}
		s.ways = append(s.ways, w)
		if nodes[j].forced {
			barrier = j
		}
	}
	next.to = len(s.ways)
	s.layer = append(s.layer, s.prune(next))
}

// prune keeps a layer within maxLayer nodes, about its cheapest way.
func (s *search) prune(l layer) layer {
	if l.to-l.from <= maxLayer {
		return l
	}
	best := l.from
	for i := l.from; i < l.to; i++ {
		if s.ways[i].cost < s.ways[best].cost {
			best = i
		}
	}
	from := min(max(best-maxLayer/2, l.from), l.to-maxLayer)
	copy(s.ways[l.from:], s.ways[from:from+maxLayer])
	s.ways = s.ways[:l.from+maxLayer]
	return layer{first: l.first + from - l.from, from: l.from, to: l.from + maxLayer}
}

// begins tells whether the line from a node is indented as the first.
func (s *search) begins(i int) bool { return i == 0 || s.sh.para.Verse && s.nodes.list[i].forced }

// tooLong tells whether a line of some measures from node i to j cannot be made to fit.
func (s *search) tooLong(i, j int, room measures) bool {
	a, b := &s.nodes.list[i].start, &s.nodes.list[j].end
	m := room.of(s.begins(i))
	w := b[solid] - a[solid]
	return w > m && w-less(a, b) > m
}

// fitting returns the first node from lo on from which a line of the measure of all further lines
// to node j can be made to fit; at most the node before j.
func (s *search) fitting(lo, j int) int {
	nodes := s.nodes.list
	for end := &nodes[j].end; lo < j-1; lo++ {
		start, m := &nodes[lo].start, s.ask.rest
		if s.begins(lo) {
			m = s.ask.first
		}
		if w := end[solid] - start[solid]; w <= m || w-less(start, end) <= m {
			break
		}
	}
	return lo
}

// level finds the cheapest ways through all further lines, which have one measure.
func (s *search) level() {
	nodes := s.nodes.list
	s.seed()
	seeds := s.seeds()
	s.queue = s.queue[:0]
	head := 0
	lo, barrier := seeds.first, seeds.first
	for j := seeds.first; j < len(nodes); j++ {
		if j > seeds.first {
			lo = max(lo, barrier)
			lo = s.fitting(lo, j)
			for head < len(s.queue) && int(s.queue[head]) < lo {
				head++
			}
			if head < len(s.queue) {
				s.reach(lo, j, s.cost[s.queue[head]])
			}
			if nodes[j].forced {
				barrier = j
			}
		}
		for len(s.queue) > head && s.cost[s.queue[len(s.queue)-1]] >= s.cost[j] {
			s.queue = s.queue[:len(s.queue)-1]
		}
		s.queue = append(s.queue, int32(j))
	}
}

func (s *search) seeds() layer {
	if n := len(s.ask.widths); n < len(s.layer) {
		return s.layer[n]
	}
	return layer{first: len(s.nodes.list)}
}

// seed starts the level search with the last layer's ways.
func (s *search) seed() {
	n := len(s.nodes.list)
	if cap(s.cost) < n {
		s.cost, s.prev = make([]int64, n), make([]int32, n)
	}
	s.cost, s.prev = s.cost[:n], s.prev[:n]
	for i := range s.cost {
		s.cost[i], s.prev[i] = unreached, -1
	}
	l := s.seeds()
	for i := l.from; i < l.to; i++ {
		s.cost[l.first+i-l.from] = s.ways[i].cost
	}
}

// reach finds the cheapest last line of a way to node j, among those that begin at node
// lo or later; no way to those costs less than least.
func (s *search) reach(lo, j int, least int64) {
	if s.plain(j) {
		s.reachPlain(lo, j, least)
		return
	}
	nodes := s.nodes.list
	best, prev := s.cost[j], s.prev[j]
	for i := lo; i < j; i++ {
		m := s.ask.rest
		if s.begins(i) {
			m = s.ask.first
		}
		c := s.lineCost(i, j, m)
		if white := m - (nodes[j].end[solid] - nodes[i].start[solid]); c+least >= best && white >= 0 && !nodes[j].forced && s.ask.mode != balanced && s.shorter(c, i, j, white)+least >= best {
			break
		}
		if c += s.cost[i]; c < best {
			best, prev = c, int32(i)
		}
	}
	s.cost[j], s.prev[j] = best, prev
}

// plain tells whether nearly all is known of a line to node j but how it comes to its measure:
// it is justified prose, of which no line is forced, and ends behind an ideograph in no address
// and at no hyphen.
func (s *search) plain(j int) bool {
	b, p := &s.nodes.list[j], s.sh.para
	return s.ask.mode == justified && !b.forced && b.penalty != hyphenated && b.penalty != webbed && b.penalty != addressed &&
		p.Align != typo.Spread && !p.Verse && !p.Whole && s.sh.items[b.item-1].class == han
}

// reachPlain is reach for a node that is plain: it costs the same, with fewer questions. A line
// in which no place opens is rare; lineCost rates it.
func (s *search) reachPlain(lo, j int, least int64) {
	nodes, cost := s.nodes.list[:j+1], s.cost[:j+1]
	best, prev := cost[j], s.prev[j]
	b, em := &nodes[j], s.ask.em
	base := costLine + penalties[b.penalty]
	for i := lo; i < j; i++ {
		start, m := &nodes[i].start, s.ask.rest
		if i == 0 {
			m = s.ask.first
		}
		c, white := base, m-(b.end[solid]-start[solid])
		switch {
		case white == 0:
		case white > 0 && b.end[moreAny] == start[moreAny]:
			c = s.lineCost(i, j, m)
		default:
			c += stretchCost(start, &b.end, m, em)
		}
		if white >= 0 && c+least >= best {
			break
		}
		if c += cost[i]; c < best {
			best, prev = c, int32(i)
		}
	}
	cost[j], s.prev[j] = best, prev
}

// shorter is the least that a line to node j costs that is shorter than the one from node i, which
// costs c: no less, but that it may follow no hyphen, or have no place that opens.
func (s *search) shorter(c int64, i, j int, white int32) int64 {
	if s.nodes.list[i].penalty == hyphenated && s.nodes.list[j].penalty == hyphenated {
		c -= costLadder
	}
	last := s.nodes.list[j].item - 1
	if s.ask.mode == ragged || last >= 0 && s.sh.items[last].class == han { // a place opens before it
		return c
	}
	return min(c, raggedAddress(white, s.ask.em), costLettered)
}

// lines appends the lines of the cheapest way to dst.
func (s *search) lines(dst []Line) []Line {
	last := len(s.nodes.list) - 1
	best, n := s.cost[last], -1
	for k := 1; k < len(s.layer); k++ {
		if c := s.layerCost(k, last); c < best && k <= len(s.ask.widths) {
			best, n = c, k
		}
	}
	if n >= 0 {
		return s.trace(dst, n, last)
	}
	begin, j := len(dst), last
	dst = slices.Grow(dst, s.count(last))
	for n = len(s.ask.widths); s.prev[j] >= 0; j = int(s.prev[j]) {
		dst = append(dst, Line{From: int(s.prev[j]), To: j})
	}
	return s.finish(s.steps(dst, n, j), begin)
}

// count is how many lines the way to a node has.
func (s *search) count(node int) int {
	n := len(s.ask.widths)
	for ; s.prev[node] >= 0; node = int(s.prev[node]) {
		n++
	}
	return n
}

// trace appends the lines of the cheapest way to a node that has n lines.
func (s *search) trace(dst []Line, n, node int) []Line {
	begin := len(dst)
	return s.finish(s.steps(dst, n, node), begin)
}

// steps appends the lines of the layers' way to node j, last line first, by their nodes.
func (s *search) steps(dst []Line, n, j int) []Line {
	for ; n > 0; n-- {
		l := s.layer[n]
		i := int(s.ways[l.from+j-l.first].prev)
		dst = append(dst, Line{From: i, To: j})
		j = i
	}
	return dst
}

// finish turns the lines that were appended, last line first, into lines of items.
func (s *search) finish(dst []Line, begin int) []Line {
	reverse(dst[begin:])
	for k := range dst[begin:] {
		s.record(&dst[begin+k], k)
	}
	return dst
}

// widening is how far a line is opened.
func (sh *Shaped) widening(l *Line) widening {
	switch p := sh.para; {
	case p.Align == typo.Spread:
		return spread
	case p.Align == typo.Justify && !p.Head && !l.Last && !sh.book.Grid:
		if sh.dialled(l.To) {
			return gently
		}
		return opened
	}
	return unopened
}

// fewestDialled is how many figures a number has of which a list of telephone numbers may be.
const fewestDialled = 7

// dialled tells whether a telephone number or one as long begins with an item: in a list of them
// the lines before are not to be pulled open.
func (sh *Shaped) dialled(item int) bool {
	n := 0
	for ; item < len(sh.items) && n < fewestDialled; item++ {
		switch sh.items[item].class {
		case digit:
			n++
		case hyphen, space, glue, infix:
		default:
			return false
		}
	}
	return n == fewestDialled
}

func (s *search) layerCost(k, node int) int64 {
	l := s.layer[k]
	if node < l.first || node-l.first >= l.to-l.from {
		return unreached
	}
	return s.ways[l.from+node-l.first].cost
}

func reverse(l []Line) {
	for i, j := 0, len(l)-1; i < j; i, j = i+1, j-1 {
		l[i], l[j] = l[j], l[i]
	}
}

// record turns a line between nodes into one between items, and says how it is set.
func (s *search) record(l *Line, n int) {
	i, j := l.From, l.To
	a, b := &s.nodes.list[i], &s.nodes.list[j]
	m := s.ask.measure(n, s.begins(i))
	*l = Line{From: int(a.item), To: int(b.item), Last: b.forced, Width: unit.Length(s.ask.flat), Breach: b.penalty == forbidden}
	if n < len(s.ask.widths) {
		l.Width = unit.Length(clamp(s.ask.widths[n]))
	}
	l.Parts = s.ask.mode == balanced && s.cuts[j] >= costWord
	l.Natural = unit.Length(max(b.end[solid]-a.start[solid], 0))
	for k := l.From; k < l.To; k++ {
		l.Chars += s.sh.charsAt(k)
	}
	open := s.sh.widening(l)
	f := fit(&a.start, &b.end, m, open != unopened, s.ask.em)
	if f.tier == StretchLoose {
		var t sums
		for k := range t {
			t[k] = b.end[k] - a.start[k]
		}
		if open.tears(&t, int64(m-t[solid]), s.ask.em) {
			f = fitting{tier: Short}
		}
	}
	l.Tier, l.HanGap = f.tier, unit.Length(f.gap(s.ask.em))
	if l.Tier > Solid && l.Tier <= ShrinkStop {
		l.Tier = s.sh.book.order.tier[l.Tier]
	}
}
