package lint

import (
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
)

const (
	mostInk   = 24000 // 1/10000 of the inks together: 240 % (ISO 12647-3)
	leastRule = unit.Pt / 4
	bigType   = 18 * unit.Pt
)

// inks: what a newspaper press does not hold (36). What the files themselves are is for
// preflight.
func (c *checker) inks() {
	s := c.sheet
	said := map[page.Color]bool{}
	thin := false
	for i := range s.paints {
		p := &s.paints[i]
		c.ink(p.color, p.rect, said)
		if p.width > 0 && p.width < leastRule && !thin {
			thin = true
			c.at(p.rect, "", finding("INK-HAIR", source.Msg("rule-of-too-fine-to-print", p.width.String()), source.Msg("0-25-least")))
		}
		c.bleed(p.rect)
	}
	c.textInks(said)
}

// textInks looks at the colours of text.
func (c *checker) textInks(said map[page.Color]bool) {
	for _, t := range c.sheet.texts {
		k := t.Color
		c.ink(k, unit.Rect{}, said)
		if k.Spot == 0 && k.C > 0 && k.M > 0 && k.Y > 0 && k.K > 0 && t.Size < bigType && !said[k] {
			said[k] = true
			c.at(unit.Rect{X: t.At.X, Y: t.At.Y, W: 1, H: 1}, "", finding("INK-TEXT", source.Msg("text-of-in-four-inks", t.Size.String()), source.Msg("small-type-takes-one-or-two")))
		}
	}
}

// ink says of a colour, once, that it is too much.
func (c *checker) ink(k page.Color, at unit.Rect, said map[page.Color]bool) {
	if total := c.total(k); total > mostInk && !said[k] {
		said[k] = true
		c.at(at, "", finding("INK-TAC", source.Msg("colour-of-ink", total/100), source.Msg("newsprint-holds-240-percent-at-most")))
	}
}

// total is all ink of a colour in 1/10000.
func (c *checker) total(k page.Color) int {
	if k.Spot > 0 {
		return int(k.Tint)
	}
	return int(k.C) + int(k.M) + int(k.Y) + int(k.K)
}

// bleed: what reaches the edge of the page goes beyond it.
func (c *checker) bleed(r unit.Rect) {
	t, b := c.sheet.page.Trim, c.sheet.page.Bleed
	if r.Empty() {
		return
	}
	near := unit.Millimetres(500)
	for _, e := range [...][3]unit.Length{{r.X - t.X, r.X, b.X}, {t.Right() - r.Right(), -r.Right(), -b.Right()}, {r.Y - t.Y, r.Y, b.Y}, {t.Bottom() - r.Bottom(), -r.Bottom(), -b.Bottom()}} {
		if e[0] < near && (e[1] > e[2] || e[2] == e[1]-e[0]) {
			c.at(r, "", finding("INK-BLEED", source.Msg("something-reaches-edge-of-page-but"), source.Msg("give-template-bleed-3mm-place-over")))
			return
		}
	}
}
