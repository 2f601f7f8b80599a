package inline

import (
	"slices"

	"golang.org/x/text/unicode/bidi"

	"banxin/layout/page"
	"banxin/layout/typo"
)

// Names in Hebrew, Arabic or Uyghur letters run from right to left within a line of Chinese
// (UAX #9). Levels are found for the paragraph before it is measured, so that each stretch
// is shaped in its own direction; its items stay in the order of the text, which is what
// lines are broken by, and are put in the order of sight when a line is placed.

// level is the embedding level of the text from an offset on: odd runs from right to left.
type level struct {
	from  uint32 // in the paragraph's text
	level uint8
}

// rightToLeft tells whether text may hold a letter that runs from right to left: the blocks of
// these scripts have lead bytes of their own, so Chinese and English cost a look at each byte.
func rightToLeft(text string) bool {
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case b < 0xD6:
		case b <= 0xDF, b == 0xE0 && i+1 < len(text) && text[i+1] <= 0xA3, // U+0590 … 08FF
			b == 0xEF && i+1 < len(text) && text[i+1] >= 0xAC && text[i+1] <= 0xBB,   // presentation forms
			b == 0xF0 && i+1 < len(text) && (text[i+1] == 0x90 || text[i+1] == 0x9E): // U+10000 …, 1E000 …
			return true
		}
	}
	return false
}

// levels returns the levels of a paragraph, nil when it runs from left to right as a whole.
func (p *Para) levels() []level {
	if !slices.ContainsFunc(p.Spans, func(s Span) bool { return rightToLeft(s.Text) }) {
		return nil
	}
	return textLevels(p.text())
}

// textLevels resolves levels by x/text, which tells directions alone: in a text without
// explicit embeddings the base is level 0 and letters from right to left are 1; figures that
// follow them, which keep their direction, are 2. A text that begins from right to left and
// holds no ideograph is one from right to left itself: 1, and all else in it 2.
func textLevels(text string) []level {
	runes := []rune(text)
	base, mark := uint8(0), leftToRightMark
	if typo.FromRight(text) {
		base, mark = 1, rightToLeftMark
	}
	line := append([]rune{mark}, runes...) // states the base
	for i, r := range line {
		if classIn(r) == bidi.B {
			line[i] = '\u2028' // a forced break parts lines, not paragraphs
		}
	}
	settleBrackets(line, base)
	var p bidi.Paragraph
	if _, err := p.SetString(string(line)); err != nil {
		return nil
	}
	order, err := p.Order()
	if err != nil || order.NumRuns() == 1 && base == 0 {
		return nil
	}
	at := offsets(runes)
	var out []level
	for i := range order.NumRuns() {
		run := order.Run(i)
		from, to := run.Pos()
		from = max(from-1, 0) // of runes: the mark stands before them
		switch {
		case from == to: // the mark
			continue
		case run.Direction() == bidi.RightToLeft:
			out = append(out, level{at[from], 1})
			continue
		case base == 1:
			out = append(out, level{at[from], 2})
			continue
		}
		if n := figures(runes[from:to]); i > 0 && n > 0 {
			out = append(out, level{at[from], 2})
			from += n
		}
		if from < to {
			out = append(out, level{at[from], 0})
		}
	}
	return out
}

// The marks of direction, which show nothing.
const leftToRightMark, rightToLeftMark = '\u200E', '\u200F'

func classIn(r rune) bidi.Class {
	props, _ := bidi.LookupRune(r)
	return props.Class()
}

// settleBrackets puts a mark of its direction in the place of each bracket that has one by
// what the pair holds or follows (UAX #9 N0), which x/text does not do: it compares an
// opening bracket with the closing one itself, never with its counterpart.
func settleBrackets(line []rune, base uint8) {
	strong := strongs(line)
	var opened []int
	for i, r := range line {
		props, _ := bidi.LookupRune(r)
		switch {
		case !props.IsBracket():
		case props.IsOpeningBracket():
			opened = append(opened, i)
		default:
			k := len(opened) - 1
			for k >= 0 && mirrored(line[opened[k]]) != r {
				k--
			}
			if k >= 0 {
				settlePair(line, strong, opened[k], i, base)
				opened = opened[:k]
			}
		}
	}
	for i := range line {
		switch strong[i] {
		case settledLeft:
			line[i] = leftToRightMark
		case settledRight:
			line[i] = rightToLeftMark
		}
	}
}

// What a character says of direction, for brackets.
const (
	says int8 = iota
	saysLeft
	saysRight
	settledLeft
	settledRight
)

// strongs returns what each character says: letters their direction, figures that follow none
// from left to right the other one (UAX #9 W7, N0).
func strongs(line []rune) []int8 {
	out := make([]int8, len(line))
	last := says
	for i, r := range line {
		switch classIn(r) {
		case bidi.L:
			out[i], last = saysLeft, saysLeft
		case bidi.R, bidi.AL:
			out[i], last = saysRight, saysRight
		case bidi.AN:
			out[i] = saysRight
		case bidi.EN:
			out[i] = max(last, saysLeft)
		}
	}
	return out
}

// settlePair gives a pair of brackets the direction of the base when it holds a letter of it;
// when it holds only others, theirs if it also follows them.
func settlePair(line []rune, strong []int8, from, to int, base uint8) {
	own, other := saysLeft, saysRight
	if base == 1 {
		own, other = other, own
	}
	inside := strong[from+1 : to]
	way := own
	switch {
	case slices.ContainsFunc(inside, func(s int8) bool { return direction(s) == own }):
	case slices.ContainsFunc(inside, func(s int8) bool { return direction(s) == other }):
		for i := from - 1; i >= 0; i-- {
			if d := direction(strong[i]); d != says {
				way = d
				break
			}
		}
	default:
		return
	}
	strong[from], strong[to] = way+2, way+2
}

// direction is what is said, settled or not.
func direction(s int8) int8 {
	if s > saysRight {
		return s - 2
	}
	return s
}

// offsets returns the byte offset of each rune, and the length of the text.
func offsets(runes []rune) []uint32 {
	out := make([]uint32, 0, len(runes)+1)
	n := uint32(0)
	for _, r := range runes {
		out = append(out, n)
		n += uint32(len(string(r)))
	}
	return append(out, n)
}

// figures returns how many runes at the start of a run are a number, with what belongs to it
// (UAX #9 W4 and W5): after letters from right to left it stands within their run.
func figures(runes []rune) (n int) {
	for i, r := range runes {
		switch classIn(r) {
		case bidi.EN, bidi.AN:
			n = i + 1
		case bidi.ET, bidi.NSM:
			if n == i {
				n = i + min(n, 1)
			}
		case bidi.ES, bidi.CS, bidi.BN:
		default:
			return n
		}
	}
	return n
}

// levelAt returns the level at an offset of the paragraph's text.
func (sh *Shaped) levelAt(at uint32) uint8 {
	i, found := slices.BinarySearchFunc(sh.levels, at, func(l level, at uint32) int { return int(l.from) - int(at) })
	if !found {
		i--
	}
	if i < 0 {
		return 0
	}
	return sh.levels[i].level
}

// levelOf is the level at an offset of the span in hand.
func (w *shaper) levelOf(k int) uint8 {
	if w.sh.levels == nil {
		return 0
	}
	return w.sh.levelAt(w.base + uint32(k))
}

// turns tells whether the direction changes before an offset of the span in hand.
func (w *shaper) turns(k int) bool {
	return w.sh.levels != nil && w.levelOf(k) != w.levelOf(k-1)
}

// seen is the character that is drawn for the one at an offset of the span in hand: of
// brackets in text from right to left the other one.
func (w *shaper) seen(r rune, k int) rune {
	if w.levelOf(k)%2 == 1 {
		return mirrored(r)
	}
	return r
}

// base is the level of the paragraph.
func (sh *Shaped) base() uint8 {
	if len(sh.levels) == 0 || slices.ContainsFunc(sh.levels, func(l level) bool { return l.level == 0 }) {
		return 0
	}
	return 1
}

// mirrored returns the bracket that stands for r in text from right to left (UAX #9 L4).
func mirrored(r rune) rune {
	if props, _ := bidi.LookupRune(r); props.IsBracket() {
		for _, m := range bidi.ReverseString(string(r)) {
			return m
		}
	}
	return r
}

// drawnAs is the class of an item by its ink: a bracket that is drawn as its counterpart has it
// on the other side.
func (sh *Shaped) drawnAs(it *item) class {
	if sh.levels == nil || it.class != open && it.class != closer || sh.levelAt(it.src)%2 == 0 {
		return it.class
	}
	return open + closer - it.class
}

// cellOnLine is an item, or what lies between two, along a line.
type cellOnLine struct {
	item  int // −1: a gap
	w     int32
	level uint8
}

// reorder puts the cells of a line in the order of sight (UAX #9 L2).
func reorder(cells []cellOnLine) {
	high, low := uint8(0), uint8(255)
	for _, c := range cells {
		high = max(high, c.level)
		if c.level%2 == 1 {
			low = min(low, c.level)
		}
	}
	for l := high; l >= low && l > 0; l-- {
		for i := 0; i < len(cells); i++ {
			j := i
			for j < len(cells) && cells[j].level >= l {
				j++
			}
			slices.Reverse(cells[i:j])
			i = max(i, j)
		}
	}
}

// bothWays places the items of a line that runs both ways, as items does one from left to
// right: from x on, or as far from the other end of the measure.
func (p *placer) bothWays(l Line, end int, x int32) {
	cells, total := p.cells(l, end)
	p.end = x + total
	if p.sh.base() == 1 {
		x = clamp(l.Width) - p.end
		p.end = x + total
		for _, c := range cells {
			if c.item >= end {
				x -= c.w
			}
		}
	}
	reorder(cells)
	spots := make([]spot, l.To-l.From)
	for _, c := range cells {
		if c.item >= 0 {
			spots[c.item-l.From] = spot{x, c.w}
		}
		x += c.w
	}
	p.pieces(l, spots)
	if p.sh.marked {
		p.spots = append(p.spots, spots...)
	}
}

// cells returns the cells of a line in the order of its text, and how wide they are up to end.
func (p *placer) cells(l Line, end int) (cells []cellOnLine, total int32) {
	sh := p.sh
	before := sh.base()
	for i := l.From; i < l.To && sh.items[i].class != newline; i++ {
		it := &sh.items[i]
		at := sh.base()
		if i < end {
			at = sh.levelAt(it.src)
		}
		if i > l.From && i < end {
			var t sums
			t.add(sh, &sh.items[i-1], it)
			cells = append(cells, cellOnLine{-1, t[solid] + p.fill.share(&t), min(before, at)})
			total += cells[len(cells)-1].w
		}
		var own sums
		own.item(sh, it)
		c := cellOnLine{i, own[solid], at}
		if i < end {
			if c.w += p.fill.share(&own); p.hyphen && i == l.To-1 {
				c.w += sh.hyphenWidth(i)
			}
			total += c.w
		}
		cells, before = append(cells, c), at
	}
	return cells, total
}

// pieces emits the items of a line in the order of the text; the glyphs of a piece go from
// left to right.
func (p *placer) pieces(l Line, spots []spot) {
	sh := p.sh
	for i := l.From; i < l.To && sh.items[i].class != newline; {
		it := &sh.items[i]
		at, j := sh.levelAt(it.src), i+1
		for j < l.To && sh.items[j].class != newline && sh.items[j].run == it.run &&
			(sh.items[j].flags^it.flags)&turned == 0 && sh.levelAt(sh.items[j].src) == at {
			j++
		}
		c := piece{from: i, to: j, run: it.run, flags: it.flags, x: spots[i-l.From].x, glyphs: p.slab.room(j - i + 1)[:0]}
		if at%2 == 1 {
			c.x = spots[j-1-l.From].x
		}
		for k := range j - i {
			n := i + k
			if at%2 == 1 {
				n = j - 1 - k
			}
			p.glyph(&c, n, spots[n-l.From].x-c.x)
			if g := len(c.glyphs); g > 0 {
				c.glyphs[g-1].Cluster = sh.items[n].src - sh.items[i].src
			}
		}
		p.dashAtEnd(&c, l, spots)
		p.emit(&c)
		i = j
	}
}

// dashAtEnd adds the hyphen of a word that the line's end parts.
func (p *placer) dashAtEnd(c *piece, l Line, spots []spot) {
	i := l.To - 1
	if ru := &p.sh.runs[c.run]; p.hyphen && c.to == l.To && ru.face != nil {
		x := spots[i-l.From].x + p.sh.items[i].width
		c.glyphs = append(c.glyphs, page.Glyph{X: x - c.x, ID: ru.face.Glyph('-'), Cluster: p.sh.items[i].src - p.sh.items[c.from].src})
	}
}
