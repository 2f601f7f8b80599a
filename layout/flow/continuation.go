package flow

import (
	"cmp"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// smallHead composes the head of a continuation: the story's headline, half as large again
// as the body unless the slot gives its size, and 上接 with the page it comes from behind it
// or on a line of its own.
func (c *composer) smallHead(r *Region, width unit.Length, from string) *block {
	g := r.Grid
	size := r.Slot.Jump.Head.Resolve(unit.Grid{Char: g.Size, Line: g.Leading})
	if size <= 0 {
		size = g.Size * 3 / 2
	}
	k := c.g.styles
	p := k.words(k.headline(size, cmp.Or(r.Slot.Head.Font, "粗黑")), c.g.Story.Title())
	p.Head, p.Phrases = true, k.lang.Phrases
	title := c.Shape(p)
	lines := c.Break(nil, title, []unit.Length{width})
	note := c.Shape(k.words(k.at(editions.Jump), comesFrom(from)))
	pitch, behind := size*5/4, unit.Length(0)
	height := size + unit.Length(len(lines)-1)*pitch
	if len(lines) > 0 {
		behind = lines[len(lines)-1].Natural + size/2
	}
	own := behind+note.Natural() > width
	if own {
		height += g.Leading * unit.Length(len(c.Break(nil, note, []unit.Length{width})))
	}
	n := int((height + g.Leading*3/10 + g.Leading - 1) / g.Leading)
	drop := (unit.Length(n)*g.Leading - height) / 3
	return &block{lines: n, draw: func(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
		y := at.Y + drop + ascent(size)
		for i, ln := range lines {
			dst = s.Place(dst, title, ln, unit.Point{X: at.X, Y: y + unit.Length(i)*pitch})
		}
		y += unit.Length(max(len(lines)-1, 0)) * pitch
		x := at.X + behind
		if own {
			x, y = at.X, y+g.Leading
		}
		for i, ln := range s.Break(nil, note, []unit.Length{max(width-x+at.X, 1)}) {
			dst = s.Place(dst, note, ln, unit.Point{X: x, Y: y + unit.Length(i)*g.Leading})
		}
		return dst
	}}
}

// jumpWords measures banxin's own words about a jump.
func (c *composer) jumpWords(text string) *inline.Shaped {
	return c.Shape(c.g.styles.words(c.g.styles.at(editions.Jump), text))
}

// goesOn and comesFrom are the lines of 下转 and 上接, with the name of the page.
func goesOn(page string) string    { return "（下转" + ordinal(page) + "）" }
func comesFrom(page string) string { return "（上接" + ordinal(page) + "）" }

// ordinal names a page: 第2版, but A2版.
func ordinal(name string) string {
	if c := name[0]; 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' {
		return name + "版"
	}
	return "第" + name + "版"
}
