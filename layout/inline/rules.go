package inline

import (
	"banxin/editions/atoms"
	"banxin/layout/page"
	"banxin/layout/typo"
)

// Rules is how a style sets text. The zero value is a mainland newspaper's practice.
type Rules struct {
	Level      typo.Level
	Marks      typo.Marks
	Region     typo.Region
	Close      bool       // in Taiwan too adjacent brackets give way to each other (clreq 3.1.6.2)
	Hang       bool       // 、，。 hang out at a line's end (clreq 3.1.7); mainland, horizontal
	KeepStops  bool       // 。？！ are not narrowed to fit a line (clreq 3.5.3 leaves it to the style)
	Order      typo.Order // in which the room of a line is taken away
	Upright    int        // figures set side by side in one cell of vertical text; 0: two at most
	Grid       bool       // every character fills a cell, as on manuscript paper (clreq 3.2.5): see grid.go
	Acronyms   bool       // words of capitals stand upright in vertical text, a letter a cell (clreq 3.2.3)
	Words      bool       // pinyin stands over words, which half an em parts (clreq 3.3.4)
	OpenIndent bool       // an opening mark keeps its empty half behind the first line's indent

	// House rules: characters that this paper keeps from the start or the end of a line,
	// or lets stand there, whatever the level says.
	NotStart, NotEnd, MayStart, MayEnd string

	Hyphens *Hyphens      // where Latin words may be parted; nil: nowhere
	Atoms   *atoms.Finder // what belongs together; nil: no names are known
}

// giving is the order of a style worked out: slot is the place in the order of each tier
// of clreq's, 0 for none; tier is its inverse; give is how much of its room a mark gives
// away, in 1/1000.
type giving struct {
	slot [lessStop + 1]int
	tier [lessStop + 1]uint8
	give int32
}

// orders gives for each tier of clreq's its place in an order; two tiers in one place give
// way together.
var orders = [...]giving{
	typo.OrderCLREQ: {slot: [...]int{lessEnd: 1, lessSpace: 2, lessMiddle: 3, lessBracket: 4, lessComma: 5, lessGap: 6, lessStop: 7}, give: 1000},
	typo.OrderJIS:   {slot: [...]int{lessSpace: 1, lessMiddle: 2, lessBracket: 3, lessComma: 3, lessGap: 4, lessStop: 0}, give: 1000},
	typo.OrderBooks: {slot: [...]int{lessSpace: 1, lessEnd: 2, lessBracket: 3, lessComma: 3, lessStop: 0}, give: 500},
}

// giving fills in how the room of a line is taken away.
func (b *rulebook) giving() {
	b.order = orders[min(b.Order, typo.OrderBooks)]
	if b.KeepStops {
		b.order.slot[lessStop] = 0
	}
	for t := lessStop; t >= lessEnd; t-- { // the first of two that share a place names it
		s := &b.order.slot[t]
		b.order.tier[*s] = uint8(t)
		if *s == 0 {
			*s = never
		}
	}
}

// rulebook is Rules worked out for classes, in one direction.
type rulebook struct {
	Rules
	pairs    [numClasses][numClasses]pair
	start    set // classes that may not start a line
	end      set // … end a line
	cells    [numClasses]cell
	trim     bool // marks at a line's end lose their empty half
	squeeze  bool // adjacent marks give way to each other
	centred  set  // marks whose ink stands in the middle of the cell
	vertical bool
	abreast  bool // ？！ stand side by side in one em of vertical text (GB/T 15834 5.1.2)
	order    giving
	steady   bool // between ideographs a line may end for nothing, and they open with all others
}

// cell is the room of a mark, in 1/1000 em: its full part and what is empty beside it.
type cell struct{ body, lead, trail int32 }

// pair is what holds between two neighbouring characters, by their classes.
type pair uint8

const (
	mayBreak      pair = 1 << iota // a line may end between them
	mayBreakSpace                  // … when spaces stand between them
	soft                           // … though one would rather not
	mayStretch                     // clreq 3.5.4 (3): the place opens with all others
	mayGap                         // Han-Latin gap, if the one is Latin
	trailing                       // the empty part after the first stays
	leading                        // the empty part before the second stays
	mayOpen                        // outside of ASCII brackets, which lack the room of Chinese ones
)

// set is a set of classes.
type set uint64

func of(list ...class) set {
	var s set
	for _, c := range list {
		s |= 1 << c
	}
	return s
}

func (s set) has(c class) bool { return s>>c&1 != 0 }

var (
	words     = of(alpha, digit)
	closing   = of(closer, stop, comma, colon, exclam) // an empty part follows the ink
	sticky    = of(mark, glue)                         // never parted from what is before
	trailers  = of(space, gapSpace, wideSpace, zeroSpace, softHyphen)
	latinText = words | of(prefix, postfix, hyphen, infix, latinOpen, latinClose, straight, solidus)
	fullCells = of(han, upCell, nonStart, smallKana)
	units     = of(dash, ellipsis, wideDigit) // runs of one of these hold together
)

// newRulebook works the rules out.
func newRulebook(r Rules, dir page.Dir) *rulebook {
	b := &rulebook{Rules: r, vertical: dir == page.Vertical, trim: r.Marks != typo.FullWidth && r.Region != typo.Taiwan, squeeze: r.Region != typo.Taiwan || r.Close}
	b.levels()
	b.measures()
	b.giving()
	b.abreast = b.vertical && r.Region == typo.Mainland && !r.Grid
	if r.Grid {
		b.onGrid()
	}
	for x := class(0); x < numClasses; x++ {
		for y := class(0); y < numClasses; y++ {
			p := b.spacing(x, y)
			if b.breaksBetween(x, y) {
				p |= mayBreak
			}
			if b.breaksAcrossSpace(x, y) {
				p |= mayBreakSpace
			}
			if (y == dash || y == ellipsis) && r.Level != typo.LevelNone && r.Level != typo.LevelNewspaper {
				p |= soft
			}
			b.pairs[x][y] = p
		}
	}
	b.steady = b.pairs[han][han]&(mayBreak|soft|mayStretch|mayOpen) == mayBreak|mayStretch
	return b
}

// levels fills in what may not start or end a line (clreq 3.1.4). What belongs to Latin
// words and numbers holds at every level.
func (b *rulebook) levels() {
	latinStart, latinEnd := of(latinClose, infix), of(latinOpen)
	b.start, b.end = latinStart, latinEnd
	basicEnd := of(open, prefix)
	basic := closing | of(middle, connector, hyphen, postfix, nonStart)
	switch b.Level {
	case typo.LevelNewspaper:
		b.start |= of(closer, stop, comma)
		b.end |= of(open)
	case typo.LevelBasic:
		b.start |= basic
		b.end |= basicEnd
	case typo.LevelGB:
		b.start |= basic | of(solidus)
		b.end |= basicEnd | of(solidus)
	case typo.LevelStrict:
		b.start |= basic | of(solidus, dash, ellipsis, smallKana)
		b.end |= basicEnd | of(solidus)
	}
}

// measures fills in the cells of marks (clreq 3.1.2, 3.1.6.1; GB/T 15834 5.1).
func (b *rulebook) measures() {
	for c := range b.cells {
		b.cells[c] = cell{body: 1000}
	}
	stops, others := int32(500), int32(500)
	switch b.Marks {
	case typo.HalfWidth:
		stops, others = 0, 0
	case typo.Kaiming:
		others = 0
	case typo.CCT:
		stops, others = 200, 200
	}
	b.cells[open] = cell{500, others, 0}
	b.cells[closer] = cell{500, 0, others}
	b.cells[middle] = cell{500, 0, 0}
	b.cells[solidus] = cell{500, 0, 0}
	for c, w := range map[class]int32{stop: stops, comma: others, colon: others, exclam: stops} {
		b.cells[c] = b.pointing(c, w)
	}
	switch b.Region {
	case typo.Taiwan:
		b.cells[middle], b.centred = cell{1000, 0, 0}, of(stop, comma, colon)
	case typo.HongKong:
		b.cells[middle], b.centred = cell{500, 250, 250}, of(stop, comma, colon)
	}
}

// pointing returns the cell of 。，：or ！ with w of empty room.
func (b *rulebook) pointing(c class, w int32) cell {
	upright := b.vertical && (c == colon || c == exclam)
	switch {
	case upright, b.Region == typo.Taiwan, b.Region == typo.HongKong && c == exclam:
		return cell{1000, 0, 0}
	case b.Region == typo.HongKong:
		return cell{500, w / 2, w / 2}
	}
	return cell{500, 0, w}
}

// breaksBetween tells whether a line may end between x and y with nothing between them
// (clreq 3.1.4, 3.2.4; JLREQ 3.1.10).
func (b *rulebook) breaksBetween(x, y class) bool {
	none := b.Level == typo.LevelNone
	switch {
	case sticky.has(y), trailers.has(y), y == newline:
		return false
	case trailers.has(x):
		return true
	case b.Grid && closing.has(x) && closing.has(y):
		return true // the first hangs
	case x == glue, b.start.has(y), b.end.has(x):
		return false
	case x == y && units.has(x) && !(b.Level == typo.LevelNewspaper && x != wideDigit):
		return false
	case x == dash && y == dash, x == ellipsis && y == ellipsis:
		return true
	case words.has(x) && (y == postfix || y == hyphen || y == solidus), x == wideDigit && y == postfix, x == prefix && (words.has(y) || y == wideDigit):
		return false
	case x == solidus && words.has(y):
		return none && y != digit
	case words.has(x), x == infix, x == latinClose, x == postfix, x == straight:
		return !words.has(y) && y != latinOpen && y != prefix && y != straight
	case x == hyphen:
		return y != digit
	}
	return y != straight
}

// breaksAcrossSpace tells whether a line may end after spaces between x and y.
func (b *rulebook) breaksAcrossSpace(x, y class) bool {
	starts := b.start &^ of(hyphen, nonStart, dash, ellipsis, smallKana)
	return !(x == open && b.end.has(open) || x == latinOpen || y == mark || trailers.has(y) || y == newline || starts.has(y))
}

// spacing returns the rules of room between x and y: whose empty part stays (clreq
// 3.1.6.2, "CC:HF CM:HF CO:FH MO:FH OO:FH"), and whether the place may open.
func (b *rulebook) spacing(x, y class) (p pair) {
	p |= trailing | leading
	if b.squeeze {
		if closing.has(x) && (closing.has(y) || y == middle) {
			p &^= trailing
		}
		if y == open && (x == open || x == middle || closing.has(x)) {
			p &^= leading
		}
	}
	inner := of(connector, solidus, middle, glue, mark) // clreq 3.5.4: nothing opens beside these
	cjk := fullCells | closing | of(wideDigit, open, dash, ellipsis)
	if x != open && !closing.has(y) && (cjk.has(x) || cjk.has(y)) && !(inner | trailers).has(x) && !(inner | trailers).has(y) &&
		x != latinOpen && y != latinClose && y != infix && !(x == y && units.has(x)) {
		p |= mayStretch
	}
	latin := words | of(prefix, postfix)
	if fullCells.has(x) && latin.has(y) || latin.has(x) && fullCells.has(y) {
		p |= mayGap
	}
	if fullCells.has(x) && y == latinOpen || x == latinClose && fullCells.has(y) {
		p |= mayOpen
	}
	return p
}
