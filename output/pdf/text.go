package pdf

import (
	"banxin/layout/page"
	"banxin/layout/unit"
)

// beginText opens a text object; Td moves count from 0,0 in it.
func (c *content) beginText() {
	if !c.inText {
		c.op("BT")
		c.inText, c.lineX, c.lineY, c.leans = true, 0, 0, false
	}
}

func (c *content) endText() {
	if c.inText {
		c.op("ET")
		c.inText = false
	}
}

func (c *content) font(face int, size unit.Length) {
	if c.state.face == face+1 && c.state.size == size {
		return
	}
	c.used.face(face)
	c.state.face, c.state.size = face+1, size
	c.buf = append(c.buf, "/F"...)
	c.buf = appendDecimal(c.buf, int64(face), 0)
	c.buf = append(c.buf, ' ')
	c.buf = appendSize(c.buf, size)
	c.op(" Tf")
}

// appendSize appends a type size in points, to eight places: sizes scale advances, so they
// are written finer than positions.
func appendSize(dst []byte, size unit.Length) []byte {
	return appendDecimal(dst, int64(size.MulDiv(100000000, int64(unit.Pt))), 8)
}

// text paints a run: a TJ for each stretch of glyphs on one baseline, and one of their
// own for glyphs that show a character together.
func (c *content) text(t *page.Text) {
	if len(t.Glyphs) == 0 {
		return
	}
	c.overprint(solidBlack(t.Color), false)
	c.beginText()
	c.fill(t.Color)
	c.font(int(t.Face), t.Size)
	if t.Src == "" { // not to be copied
		c.op("/Span<</ActualText<FEFF>>>BDC")
		defer c.op("EMC")
	}
	for i := 0; i < len(t.Glyphs); {
		j := sameCluster(t.Glyphs, i)
		if j > i+1 && t.Src != "" {
			c.buf = append(c.buf, "/Span<</ActualText<FEFF"...)
			c.buf = append(appendUTF16Hex(c.buf, shown(t, i)), ">>>BDC\n"...)
			for ; i < j; i++ {
				c.show(t, i, i+1)
			}
			c.op("EMC")
			continue
		}
		for j < len(t.Glyphs) && t.Glyphs[j].Y == t.Glyphs[i].Y && (t.Src == "" || sameCluster(t.Glyphs, j) == j+1) {
			j++
		}
		c.show(t, i, j)
		i = j
	}
}

// sameCluster returns the end of the glyphs from i on that share glyph i's cluster.
func sameCluster(g []page.Glyph, i int) int {
	j := i + 1
	for j < len(g) && g[j].Cluster == g[i].Cluster {
		j++
	}
	return j
}

// penUnit is the fineness in which show follows the pen: 1/(penUnit·10^places) of a
// [unit.Length]. Widths (1/1000 em), adjustments (1/1000/10^places em) and character
// spacing (1/100000 pt) are all whole numbers in it.
const penUnit = 25000

// spacingUnit is the number of pen units, places aside, in 1/100000 pt.
const spacingUnit = int64(unit.Pt) * penUnit / 100000

// show paints glyphs from to to, which share a baseline.
//
// The pen is followed exactly, so every glyph lands within half an adjustment of its
// place, however long the run; places is chosen to make that less than 1/1000 pt. The
// space that justifying adds to most gaps of a line is set once, as character spacing.
func (c *content) show(t *page.Text, from, to int) {
	g := t.Glyphs
	places, scale := adjustPlaces(t.Size)
	c.chars = c.lookUp(c.chars[:0], t, from, to)
	spacing := commonSpace(t, from, c.chars)
	c.spacing(spacing)
	x0 := t.At.X + unit.Length(g[from].X)
	start := c.moveTo(c.x(x0), c.y(t.At.Y+unit.Length(g[from].Y)), t.Slant)
	// The pen against x0, which the start was rounded from.
	pen := (int64(start)*int64(unit.Pt) - int64(c.base.X+x0)*1000) * (penUnit / 1000) * scale
	s := append(c.strings[:0], '(')
	parts := false
	em := int64(t.Size) * (penUnit / 1000) // a thousandth of it, times scale
	for i, ch := range c.chars {
		if i > 0 {
			want := int64(g[from+i].X-g[from].X) * penUnit * scale
			if a := divRound(pen-want, em); a != 0 {
				parts = true
				s = append(s, ')')
				s = append(appendDecimal(s, a, places), '(')
				pen -= a * em
			}
		}
		s = appendEscaped(appendEscaped(s, byte(ch.cid>>8)), byte(ch.cid))
		pen += (int64(ch.width)*em + spacing*spacingUnit) * scale
	}
	c.strings = append(s, ')')
	if parts {
		c.buf = append(append(append(c.buf, '['), c.strings...), "]TJ\n"...)
	} else {
		c.buf = append(append(c.buf, c.strings...), "Tj\n"...)
	}
}

// char is a glyph as the file has it, its width in 1/1000 em.
type char struct {
	cid   uint16
	width int32
}

func (c *content) lookUp(dst []char, t *page.Text, from, to int) []char {
	ids := c.res.faces[t.Face]
	for i := from; i < to; i++ {
		cid, w := ids.cid(t.Glyphs[i].ID, shown(t, i))
		dst = append(dst, char{cid, w})
	}
	return dst
}

// commonSpace returns the space, in 1/100000 pt, that more than half of the glyphs have
// after them beyond their width, or 0 (the majority vote of Boyer and Moore).
func commonSpace(t *page.Text, from int, chars []char) int64 {
	const near = 32 // positions are rounded: 1/2048 pt
	after := func(i int) unit.Length {
		g := t.Glyphs[from+i:]
		return unit.Length(g[1].X-g[0].X) - unit.Length(int64(t.Size)*int64(chars[i].width)/1000)
	}
	votes, best := 0, unit.Length(0)
	for i := range len(chars) - 1 {
		switch d := after(i) - best; {
		case votes == 0:
			votes, best = 1, best+d
		case -near <= d && d <= near:
			votes++
		default:
			votes--
		}
	}
	n := 0
	for i := range len(chars) - 1 {
		if d := after(i) - best; -near <= d && d <= near {
			n++
		}
	}
	if 2*n <= len(chars)-1 || best > maxSpace || best < -maxSpace {
		return 0
	}
	return divRound(int64(best)*100000, int64(unit.Pt))
}

// maxSpace bounds character spacing; more is left to adjustments.
const maxSpace = 1000 * unit.Pt

func (c *content) spacing(v int64) {
	if c.state.spacing == v {
		return
	}
	c.state.spacing = v
	c.buf = appendDecimal(c.buf, v, 5)
	c.op(" Tc")
}

// moveTo starts a text line at x, y and returns x. Slanted text has a matrix of its own (ISO
// 32000-1, 9.4.2), for steps in it lean too; so does what stands upright after it.
func (c *content) moveTo(x, y milli, slant bool) milli {
	if slant || c.leans {
		c.buf = append(c.buf, "1 0 "...)
		c.buf = appendDecimal(c.buf, int64(b2i(slant)*10/page.Slope), 1)
		c.buf = append(c.buf, " 1 "...)
		c.milli(x)
		c.milli(y)
		c.op("Tm")
		c.lineX, c.lineY, c.leans = x, y, slant
		return x
	}
	c.milli(x - c.lineX)
	c.milli(y - c.lineY)
	c.op("Td")
	c.lineX, c.lineY = x, y
	return x
}

// adjustPlaces returns the decimals that adjustments at a type size need, and 10 to their
// number: the step is size/1000/10^places, and half of it at most 1/1000 pt.
func adjustPlaces(size unit.Length) (int, int64) {
	switch {
	case size <= 2*unit.Pt:
		return 0, 1
	case size <= 20*unit.Pt:
		return 1, 10
	case size <= 200*unit.Pt:
		return 2, 100
	}
	return 4, 10000
}

// divRound divides, rounding half away from zero; d is positive.
func divRound(n, d int64) int64 {
	if n < 0 {
		return -((-n + d/2) / d)
	}
	return (n + d/2) / d
}
