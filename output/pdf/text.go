package pdf

import (
	"banxin/layout/page"
	"banxin/layout/unit"
)

// beginText opens a text object; Td moves count from 0,0 in it.
func (c *content) beginText() {
	if !c.inText {
		c.op("BT")
		c.inText, c.lineX, c.lineY = true, 0, 0
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

// appendSize appends a type size in points, to six places: sizes scale advances, so they
// are written finer than positions.
func appendSize(dst []byte, size unit.Length) []byte {
	return appendDecimal(dst, int64(size.MulDiv(1000000, int64(unit.Pt))), 6)
}

// text paints a run: a TJ for each stretch of glyphs on one baseline, and one of their
// own for glyphs that show a character together.
func (c *content) text(t *page.Text) {
	if len(t.Glyphs) == 0 {
		return
	}
	c.overprint(solidBlack(t.Color))
	c.beginText()
	c.fill(t.Color)
	c.font(int(t.Face), t.Size)
	for i := 0; i < len(t.Glyphs); {
		j := sameCluster(t.Glyphs, i)
		if j > i+1 {
			c.buf = append(c.buf, "/Span<</ActualText<FEFF"...)
			c.buf = append(appendUTF16Hex(c.buf, shown(t, i)), ">>>BDC\n"...)
			for ; i < j; i++ {
				c.show(t, i, i+1)
			}
			c.op("EMC")
			continue
		}
		for j < len(t.Glyphs) && t.Glyphs[j].Y == t.Glyphs[i].Y && sameCluster(t.Glyphs, j) == j+1 {
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

// show paints glyphs from to to, which share a baseline.
//
// The pen is followed in units of 1/(1000·10^places) of [unit.Length], in which both the
// file's widths and its adjustments are whole numbers; so every glyph lands within half
// an adjustment of its place, however long the run. places is chosen to make that less
// than 1/1000 pt.
func (c *content) show(t *page.Text, from, to int) {
	g := t.Glyphs
	places, scale := adjustPlaces(t.Size)
	x0 := t.At.X + unit.Length(g[from].X)
	start := c.moveTo(c.x(x0), c.y(t.At.Y+unit.Length(g[from].Y)))
	// The pen against x0, which the start was rounded from.
	pen := (int64(start)*int64(unit.Pt) - int64(c.base.X+x0)*1000) * scale
	ids := c.res.faces[t.Face]
	s := append(c.strings[:0], '(')
	parts := false
	size := int64(t.Size)
	for i := from; i < to; i++ {
		if i > from {
			want := int64(g[i].X-g[from].X) * 1000 * scale
			if a := divRound(pen-want, size); a != 0 {
				parts = true
				s = append(s, ')')
				s = append(appendDecimal(s, a, places), '(')
				pen -= a * size
			}
		}
		cid, w := ids.cid(g[i].ID, shown(t, i))
		s = appendEscaped(appendEscaped(s, byte(cid>>8)), byte(cid))
		pen += int64(w) * scale * size
	}
	c.strings = append(s, ')')
	if parts {
		c.buf = append(append(append(c.buf, '['), c.strings...), "]TJ\n"...)
	} else {
		c.buf = append(append(c.buf, c.strings...), "Tj\n"...)
	}
}

// moveTo starts a text line at x, y and returns x.
func (c *content) moveTo(x, y milli) milli {
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
