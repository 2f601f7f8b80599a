package dump

import (
	"strconv"
	"unicode/utf8"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// glyphs prints where the glyphs of a run stand.
func (p *printer) glyphs(t *page.Text) {
	if len(t.Glyphs) == 0 {
		p.word("no glyphs")
		return
	}
	if g := t.Glyphs[0]; g.X != 0 || g.Y != 0 {
		p.word("off")
		p.length(unit.Length(g.X))
		p.length(unit.Length(g.Y))
	}
	p.advances("adv", t.Glyphs, func(g page.Glyph) int32 { return g.X })
	p.advances("down", t.Glyphs, func(g page.Glyph) int32 { return g.Y })
	if !simple(t) {
		p.clusters(t.Glyphs)
	}
	if n := missing(t.Glyphs); n > 0 {
		p.word("missing")
		p.int(n)
	}
}

// advances prints the steps between neighbours along one axis; those that read the same
// are put together.
func (p *printer) advances(name string, gs []page.Glyph, axis func(page.Glyph) int32) {
	if still(gs, axis) {
		return
	}
	p.word(name)
	for i := 1; i < len(gs); {
		step, n := advance(gs, i, axis), 1
		for i++; i < len(gs) && thousandths(advance(gs, i, axis)) == thousandths(step); i++ {
			n++
		}
		p.buf = appendShort(append(p.buf, ' '), step)
		if n > 1 {
			p.buf = strconv.AppendInt(append(p.buf, '*'), int64(n), 10)
		}
	}
}

func advance(gs []page.Glyph, i int, axis func(page.Glyph) int32) unit.Length {
	return unit.Length(axis(gs[i])) - unit.Length(axis(gs[i-1]))
}

func still(gs []page.Glyph, axis func(page.Glyph) int32) bool {
	for _, g := range gs {
		if axis(g) != axis(gs[0]) {
			return false
		}
	}
	return true
}

// simple tells whether every glyph stands for the one character in its place.
func simple(t *page.Text) bool {
	at := 0
	for _, g := range t.Glyphs {
		if int(g.Cluster) != at || at >= len(t.Src) {
			return false
		}
		_, n := utf8.DecodeRuneInString(t.Src[at:])
		at += n
	}
	return at == len(t.Src)
}

func (p *printer) clusters(gs []page.Glyph) {
	p.word("clusters")
	for _, g := range gs {
		p.int(int(g.Cluster))
	}
}

func missing(gs []page.Glyph) (n int) {
	for _, g := range gs {
		if g.ID == 0 {
			n++
		}
	}
	return n
}

// appendLength appends l in points with three decimals, half rounded away from zero.
func appendLength(b []byte, l unit.Length) []byte {
	t := thousandths(l)
	if t < 0 {
		b, t = append(b, '-'), -t
	}
	b = strconv.AppendInt(b, t/1000, 10)
	r := t % 1000
	return append(b, '.', byte('0'+r/100), byte('0'+r/10%10), byte('0'+r%10))
}

// appendShort appends l like appendLength, without the zeros at the end.
func appendShort(b []byte, l unit.Length) []byte {
	b = appendLength(b, l)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	return b
}

// thousandths returns l in 1/1000 pt.
func thousandths(l unit.Length) int64 { return int64(l.MulDiv(1000, int64(unit.Pt))) }
