package pdf

import (
	"fmt"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// minSize and maxSize bound type sizes, so that positions inside a run are exact and fit
// 64 bits.
const (
	minSize = unit.Pt / 4
	maxSize = 2000 * unit.Pt
)

// content writes one page's content stream (ISO 32000-1, 7.8.2). It reads what is shared
// between pages and changes only itself.
type content struct {
	buf  []byte
	res  *resources // shared, read only
	used pageUse

	boxes   boxes // of the page
	state   graphics
	saved   []graphics
	base    unit.Point // where the page's or group's 0,0 lies, y upwards
	inText  bool
	leans   bool  // so does its matrix
	lineX   milli // start of the current text line
	lineY   milli
	depth   int
	tags    tagging
	grounds []ground // areas that were filled, for trapping
	turned  bool     // in a group that is
	strings []byte   // scratch for one TJ
	chars   []char   // scratch for one TJ
}

// graphics is the part of the graphics state that content keeps track of.
type graphics struct {
	fill, stroke    page.Color
	filled, stroked bool  // the colours were set
	over            uint8 // overprint of areas 1, of lines 2
	face            int   // 1 + face; 0: none was set
	size            unit.Length
	spacing         int64 // between characters, in 1/100000 pt
	width           unit.Length
}

// pageUse notes the resources that a page uses, by index.
type pageUse struct {
	faces, images, spots map[int]bool
	over                 bool
}

func (u *pageUse) face(i int)  { u.faces = mark(u.faces, i) }
func (u *pageUse) image(i int) { u.images = mark(u.images, i) }
func (u *pageUse) spot(i int)  { u.spots = mark(u.spots, i) }

func mark(m map[int]bool, i int) map[int]bool {
	if m == nil {
		m = map[int]bool{}
	}
	m[i] = true
	return m
}

// write appends the operators of items.
func (c *content) write(items []page.Item) error {
	if c.depth++; c.depth > maxDepth+1 {
		return fmt.Errorf("groups nest deeper than %d", maxDepth)
	}
	defer func() { c.depth-- }()
	for _, it := range items {
		if err := c.item(it); err != nil {
			return err
		}
	}
	return nil
}

func (c *content) item(it page.Item) error {
	switch it := it.(type) {
	case *page.Mark:
		c.mark(it)
		return nil
	case *page.Gap:
		return nil
	}
	if _, ok := it.(*page.Group); !ok {
		c.sequence(it)
	}
	switch it := it.(type) {
	case *page.Text:
		c.trapText(it, true)
		c.text(it)
		c.trapText(it, false)
	case *page.Rule:
		c.endText()
		c.rule(it)
	case *page.Path:
		c.endText()
		c.path(it)
	case *page.Image:
		c.endText()
		c.image(it)
	case *page.Group:
		c.endSequence()
		c.endText()
		return c.group(it)
	}
	return nil
}

// x and y turn page coordinates into the file's.
func (c *content) x(v unit.Length) milli { return toMilli(c.base.X + v) }
func (c *content) y(v unit.Length) milli { return toMilli(c.base.Y - v) }

func (c *content) milli(v milli) { c.buf = append(appendMilli(c.buf, v), ' ') }

func (c *content) point(p unit.Point) {
	c.milli(c.x(p.X))
	c.milli(c.y(p.Y))
}

func (c *content) op(s string) {
	c.buf = append(c.buf, s...)
	c.buf = append(c.buf, '\n')
}

// rect appends a rectangle to the path. Its corners are rounded, not its size, so that
// neighbours meet.
func (c *content) rect(r unit.Rect) {
	x0, y0, x1, y1 := c.x(r.X), c.y(r.Bottom()), c.x(r.Right()), c.y(r.Y)
	c.milli(x0)
	c.milli(y0)
	c.milli(x1 - x0)
	c.milli(y1 - y0)
	c.op("re")
}

func (c *content) save() {
	c.saved = append(c.saved, c.state)
	c.op("q")
}

func (c *content) restore() {
	c.state = c.saved[len(c.saved)-1]
	c.saved = c.saved[:len(c.saved)-1]
	c.op("Q")
}

// group paints a group turned, moved and clipped.
func (c *content) group(g *page.Group) error {
	c.save()
	if !g.Clip.Empty() {
		c.rect(g.Clip)
		c.op("W n")
	}
	base := c.base
	at := unit.Point{X: base.X + g.At.X, Y: base.Y - g.At.Y}
	// Clockwise quarters in the file's coordinates, where y grows upwards.
	turn := [4]string{"", "0 -1 1 0 ", "-1 0 0 -1 ", "0 1 -1 0 "}[((g.Quarter%4)+4)%4]
	if turn == "" {
		c.base = at
	} else {
		c.base = unit.Point{}
		c.buf = append(c.buf, turn...)
		c.milli(toMilli(at.X))
		c.milli(toMilli(at.Y))
		c.op("cm")
	}
	was := c.turned
	c.turned = c.turned || turn != ""
	err := c.write(g.Items)
	c.turned = was
	c.endSequence()
	c.endText()
	c.base = base
	c.restore()
	return err
}

// fill sets the colour of areas and glyphs, stroke that of lines.
func (c *content) fill(k page.Color) {
	if c.state.filled && c.state.fill == k {
		return
	}
	c.state.fill, c.state.filled = k, true
	c.color(k, "k", "cs", "scn")
}

func (c *content) stroke(k page.Color) {
	if c.state.stroked && c.state.stroke == k {
		return
	}
	c.state.stroke, c.state.stroked = k, true
	c.color(k, "K", "CS", "SCN")
}

func (c *content) color(k page.Color, process, space, tint string) {
	if k.Spot > 0 && (int(k.Spot) <= len(c.res.spots) || k.Spot == registrationSpot && c.res.all != 0) {
		c.used.spot(int(k.Spot) - 1)
		c.buf = fmt.Appendf(c.buf, "/C%d %s ", k.Spot-1, space)
		c.buf = append(appendInk(c.buf, k.Tint), ' ')
		c.op(tint)
		return
	}
	if c.res.gray && k.C == 0 && k.M == 0 && k.Y == 0 {
		c.buf = append(appendInk(c.buf, 10000-min(k.K, 10000)), ' ')
		if process == "k" {
			c.op("g")
		} else {
			c.op("G")
		}
		return
	}
	for _, v := range [4]uint16{k.C, k.M, k.Y, k.K} {
		c.buf = append(appendInk(c.buf, v), ' ')
	}
	c.op(process)
}

// overprint turns overprinting of areas and lines on for full black, so that a tint under
// it is not cut out and needs no register (GWG 2015, 4.6); everything else knocks out.
func (c *content) overprint(fill, stroke bool) {
	want := uint8(b2i(fill) + 2*b2i(stroke))
	if c.state.over == want {
		return
	}
	c.state.over, c.used.over = want, true
	c.buf = append(c.buf, "/O"...)
	c.buf = append(c.buf, '0'+want)
	c.op(" gs")
}

func solidBlack(k page.Color) bool { return k.IsK() && k.K == 10000 }

// path paints an outline.
func (c *content) path(p *page.Path) {
	if len(p.Segs) == 0 || p.Fill == nil && p.Stroke == nil {
		return
	}
	c.chokePath(p)
	c.overprint(false, p.Stroke != nil && solidBlack(*p.Stroke) && p.Width <= thinRule)
	if p.Fill != nil {
		c.fill(*p.Fill)
	}
	if p.Stroke != nil {
		c.stroke(*p.Stroke)
		c.pen(p.Width)
	}
	c.segments(p.Segs)
	op := [...]string{"n", "f", "S", "B"}[b2i(p.Fill != nil)+2*b2i(p.Stroke != nil)]
	if p.EvenOdd && p.Fill != nil {
		op += "*"
	}
	c.op(op)
	c.spreadPath(p)
	c.lay(p)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// segments appends a path. A subpath that does not begin with MoveTo gets one: other
// operators are errors without a current point.
func (c *content) segments(segs []page.Seg) {
	open := false
	for _, s := range segs {
		switch {
		case s.Op == page.MoveTo || !open && s.Op == page.LineTo:
			c.point(s.P[0])
			c.op("m")
			open = true
		case s.Op == page.LineTo:
			c.point(s.P[0])
			c.op("l")
		case s.Op == page.CubicTo:
			if !open {
				c.point(s.P[0])
				c.op("m")
				open = true
			}
			c.point(s.P[0])
			c.point(s.P[1])
			c.point(s.P[2])
			c.op("c")
		case s.Op == page.Close && open:
			c.op("h")
		}
	}
}
