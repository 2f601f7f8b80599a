package inline

import "banxin/layout/typo"

// fitting is how a line comes to its measure.
type fitting struct {
	tier uint8
	han  bool  // Han characters stand beside one another in it
	need int32 // of the last tier used
	give int32 // what that tier has
}

// gap is what is opened between two Han characters.
func (f *fitting) gap(em int32) int32 {
	switch {
	case f.tier == StretchHan:
		return f.need / f.give
	case f.tier == StretchLoose && f.han && em >= 4:
		return em/4 + f.need/f.give
	}
	return 0
}

// fit finds the tiers that bring a line to its measure m, shrinking before stretching
// (clreq 3.5.2).
func fit(start, end *sums, m int32, stretch bool, em int32) fitting {
	delta := m - (end[solid] - start[solid])
	if end[solid]-start[solid] < 0 { // nothing but spaces
		return fitting{}
	}
	if delta == 0 || delta > 0 && !stretch {
		return fitting{}
	}
	if delta < 0 {
		need := -delta
		for t := lessEnd; t <= lessStop; t++ {
			give := end[t] - start[t]
			if need <= give {
				return fitting{tier: uint8(t), need: need, give: give}
			}
			need -= give
		}
		return fitting{tier: Over, need: need}
	}
	for t := moreSpace; t <= moreGap; t++ {
		give := end[t] - start[t]
		if delta <= give {
			return fitting{tier: uint8(t), need: delta, give: give}
		}
		delta -= give
	}
	f := fitting{tier: Short, need: delta}
	if n := end[moreHan] - start[moreHan]; n > 0 {
		if delta <= n*(em/4) {
			return fitting{tier: StretchHan, need: delta, give: n}
		}
		f.need -= n * (em / 4)
		f.han = true
	}
	if n := end[moreAny] - start[moreAny]; n > 0 {
		f.tier, f.give = StretchLoose, n
	}
	return f
}

// Costs of a line. A tier costs base to be used and step more to be used up. Stretching
// costs more than shrinking, and rises steeply with the gap.
var tierCost = [...]struct{ base, step int64 }{
	ShrinkEnd:     {10, 0},
	ShrinkSpace:   {20, 20},
	ShrinkMiddle:  {40, 20},
	ShrinkBracket: {60, 40},
	ShrinkComma:   {80, 60},
	ShrinkGap:     {150, 60},
	ShrinkStop:    {220, 100},
	StretchSpace:  {30, 40},
	StretchGap:    {70, 80},
	StretchHan:    {250, 0},
}

const (
	costLine          = 1 // fewer lines win
	costWide          = 4000
	costWidest        = 50_000
	costUnwelcome     = 2500
	costHyphen        = 600
	costDearHyphen    = 12_000 // in a paragraph that can do without
	costDate          = 60
	costDateInCell    = 1_000_000 // where its column has room for it, it is not parted
	costTitle         = 400
	costMeasure       = 900
	costNamed         = 2500
	costCode          = 30_000      // about that of gaps of 1/4 em between Han
	costAddress       = 60_000      // that of 3 em of white at the end of a line of an address
	costRaggedAddress = 48 * 48     // raggedCost of 3 em
	costLadder        = 100_000_000 // a hyphen on the line after one: rather anything but a word broken without one
	costOrphan        = 1_100_000
	costDecent        = 400_000 // more than any way of which no line is bad
	costLettered      = 100_000 // a line of a Latin word in which no place opens
	costShort         = 2_000_000
	costBare          = 200_000    // more than half of the line is white
	costAbsurd        = 40_000_000 // no line costs more for its white
	costJoint         = 400_000_000
	costBroken        = 1_000_000_000 // more than all lines about it could cost, however they look
	costForbidden     = 30_000_000_000
	costOver          = 10_000_000_000_000
	costHeadLine      = 1_000_000 // fewer lines before like lines
)

// penalties is what a break of each kind costs.
var penalties = [...]int64{free: 0, unwelcome: costUnwelcome, hyphenated: costHyphen, dated: costDate, dayed: costDate, titled: costTitle, measured: costMeasure, named: costNamed, addressed: costAddress, codeJoint: costCode, jointed: costJoint, broken: costBroken, forbidden: costForbidden}

// lineCost rates the line from node i to node j in a measure m.
func (s *search) lineCost(i, j int, m int32) int64 {
	a, b := &s.nodes.list[i], &s.nodes.list[j]
	c := costLine + s.breakCost(a, b)
	switch {
	case s.ask.mode == balanced:
		return c + s.headCost(a, b, m) + s.cuts[j] + s.torn(i, j)
	case b.forced:
		if int(b.item) == len(s.sh.items) && a.item > s.ask.orphan {
			c += costOrphan
		}
		return c + justifiedCost(&a.start, &b.end, m, s.sh.para.Align == typo.Spread, s.ask.em)
	case s.sh.para.Align == typo.Spread && b.end[moreAny] == a.start[moreAny]:
		return c + costAbsurd + justifiedCost(&a.start, &b.end, m, true, s.ask.em)
	case s.ask.mode == ragged:
		return c + s.raggedCost(a, b, m)
	}
	switch white := m - (b.end[solid] - a.start[solid]); {
	case white == 0:
		return c
	case white < 0 || b.end[moreAny] != a.start[moreAny]:
	case b.penalty == webbed || b.penalty == addressed:
		return c + raggedAddress(white, s.ask.em)
	case s.lettered(a, b):
		return c + costLettered + shortCost(white, m, s.ask.em)
	}
	return c + justifiedCost(&a.start, &b.end, m, true, s.ask.em)
}

// raggedAddress rates the white at the end of a line of nothing but an address, which is ragged.
func raggedAddress(white, em int32) int64 {
	w := int64(white) * 16 / int64(em)
	return below(w*w*30, costAbsurd)
}

// shortCost rates the white at the end of a line in which no place opens: little is no hole, much
// is one.
func shortCost(white, m, em int32) int64 {
	w := min(int64(white)*16/int64(em), 1<<12)
	c := below(3*w*w*w, costAbsurd)
	if white > m/2 {
		c += costBare
	}
	return c
}

// lettered tells whether a Latin word stands in the line from a to b. Of ideographs and marks
// alone a line that ends early looks like the last of its paragraph.
func (s *search) lettered(a, b *node) bool {
	for i := a.item; i < b.item; i++ {
		if words.has(s.sh.items[i].class) {
			return true
		}
	}
	return false
}

// breakCost rates where the line from a to b ends.
func (s *search) breakCost(a, b *node) int64 {
	switch {
	case b.penalty == hyphenated && a.penalty == hyphenated:
		return costHyphen + s.ask.dear + costLadder
	case b.penalty == hyphenated:
		return costHyphen + s.ask.dear
	case b.penalty == dayed && s.sh.para.Whole:
		return costDateInCell
	case (b.penalty == addressed || b.penalty == codeJoint) && s.ask.mode == ragged:
		return costRaggedAddress
	}
	return penalties[b.penalty]
}

// stretchCost is justifiedCost of a line that may be stretched; where nothing opens but places
// between ideographs, as in most lines, it asks for no tier.
func stretchCost(start, end *sums, m, em int32) int64 {
	width := end[solid] - start[solid]
	white, n := m-width, end[moreHan]-start[moreHan]
	if white > 0 && width >= 0 && white <= n*(em/4) && end[moreSpace] == start[moreSpace] && end[moreGap] == start[moreGap] {
		return hanCost(int64(white) * 1024 / (int64(n) * int64(em)))
	}
	return justifiedCost(start, end, m, true, em)
}

// justifiedCost rates the adjustment of a line.
func justifiedCost(start, end *sums, m int32, stretch bool, em int32) int64 {
	f := fit(start, end, m, stretch, em)
	switch f.tier {
	case Solid:
		return 0
	case StretchHan:
		return hanCost(int64(f.need) * 1024 / (int64(f.give) * int64(em)))
	case StretchLoose:
		if spaces := int64(end[moreSpace] - start[moreSpace]); 8*spaces > int64(f.give)*int64(em) { // about half of the places, each of which gives a quarter of an em: Latin words, between which white is expected
			return hanCost(128 + int64(f.need)*512/(int64(f.give)*int64(em)))
		}
		return hanCost(256 + int64(f.need)*1024/(int64(f.give)*int64(em)))
	case Short:
		return costShort + shortCost(f.need, m, em)
	case Over:
		return costOver + int64(f.need)*1024/int64(em)*1_000_000
	}
	t := &tierCost[f.tier]
	return t.base + t.step*int64(f.need)/int64(f.give)
}

// hanCost rates a gap between Han, in 1/1024 em: over 1/8 em it shows, over 1/4 em
// JLREQ 3.8.4 would have none.
func hanCost(g int64) int64 {
	c := tierCost[StretchHan].base + g + g*g/3
	if g > 128 {
		c += costWide + (g-128)*40
	}
	if g > 256 {
		c += costWidest + (g-256)*100 + (g-256)*(g-256) // one hole shows more than two half as wide
	}
	return below(c, costAbsurd)
}

// below is a cost that has no limit as one under a limit: up to half of it the same, above it
// growing ever less, so that of two absurd lines the better one still wins.
func below(c, limit int64) int64 {
	half := limit / 2
	if c <= half {
		return c
	}
	return half + half*(c-half)/(c+1)
}

// raggedCost rates the white at the end of a line that is not stretched.
func (s *search) raggedCost(a, b *node, m int32) int64 {
	white := m - (b.end[solid] - a.start[solid])
	if white < 0 {
		return justifiedCost(&a.start, &b.end, m, false, s.ask.em)
	}
	slack := int64(white) * 16 / int64(s.ask.em)
	return slack * slack
}

// headCost makes headlines break in few lines, these of like length.
func (s *search) headCost(a, b *node, m int32) int64 {
	c := int64(costHeadLine)
	white := m - (b.end[solid] - a.start[solid])
	if white < 0 {
		return c + justifiedCost(&a.start, &b.end, m, false, s.ask.em)
	}
	off := int64(white)
	if long := b.end[solid] - a.start[solid]; s.ask.target > 0 {
		if off = int64(long - s.ask.target); 2*long < s.ask.target {
			c += costStub
		}
	}
	off = off * 16 / int64(s.ask.em)
	return c + min(off*off, costHeadLine/2)
}
