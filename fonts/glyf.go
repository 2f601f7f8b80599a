package fonts

// Limits on composite glyphs: parts inside parts, and points in all. The largest lawful
// glyphs of Chinese faces have some 1 000 points and one level.
const (
	maxDepth  = 8
	maxPoints = 1 << 16
)

// Flags of a component (OpenType 1.9, "glyf", composite glyph description).
const (
	argsAreWords    = 1 << 0
	argsAreOffsets  = 1 << 1
	hasScale        = 1 << 3
	moreParts       = 1 << 5
	hasTwoScales    = 1 << 6
	hasMatrix       = 1 << 7
	hasInstructions = 1 << 8
	scalesOffset    = 1 << 11
)

// glyphData returns a glyph's description, nil for a blank one.
func (m *metrics) glyphData(g GID) table {
	if m.vary != nil {
		return m.vary.glyph(m, g).data
	}
	return m.drawn(g)
}

// drawn is a glyph's description as it stands in the file.
func (m *metrics) drawn(g GID) table {
	if int(g) >= m.numGlyphs {
		return nil
	}
	var start, end uint32
	if m.longLoca {
		start, end = m.loca.u32(4*int(g)), m.loca.u32(4*int(g)+4)
	} else {
		start, end = 2*uint32(m.loca.u16(2*int(g))), 2*uint32(m.loca.u16(2*int(g)+2))
	}
	if end <= start || end-start < 10 {
		return nil
	}
	return m.glyf.part(start, end-start)
}

// Ink returns the outline's bounds; all zero for a blank glyph.
func (f *Face) Ink(g GID) (xMin, yMin, xMax, yMax int) {
	m := f.core()
	if m.cff {
		return f.inkCFF(g)
	}
	d := m.glyphData(g)
	if d == nil {
		return 0, 0, 0, 0
	}
	shift := m.bearing(g) - d.i16(2)
	return d.i16(2) + shift, d.i16(4), d.i16(6) + shift, d.i16(8)
}

// Op is the kind of a Segment.
type Op uint8

const (
	MoveTo Op = iota // X[0],Y[0]
	LineTo           // X[0],Y[0]
	QuadTo           // control, end
	CubeTo           // control, control, end
)

// Segment is a piece of an outline, y upwards. Contours are closed by the next MoveTo or the end.
type Segment struct {
	Op Op
	X  [3]int32
	Y  [3]int32
}

// Outline appends the glyph's outline to dst.
func (f *Face) Outline(dst []Segment, g GID) []Segment {
	m := f.core()
	if m.cff {
		return f.outlineCFF(dst, g)
	}
	d := m.glyphData(g)
	if d == nil {
		return dst
	}
	p, _ := f.pens.Get().(*pen)
	if p == nil {
		p = &pen{}
	}
	defer f.pens.Put(p)
	*p = pen{m: m, points: p.points[:0]}
	p.add(g, 0)
	// A glyph is placed by its side bearing, not by where its points are drawn.
	if shift := int32(m.bearing(g) - d.i16(2)); shift != 0 {
		for i := range p.points {
			p.points[i].x += shift
		}
	}
	for rest := p.points; len(rest) > 0; {
		n := 1
		for n < len(rest) && !rest[n-1].last {
			n++
		}
		dst = appendContour(dst, rest[:n])
		rest = rest[n:]
	}
	return dst
}

// point is a point of a contour; last ends the contour.
type point struct {
	x, y     int32
	on, last bool
}

// appendContour turns a contour's points into segments, putting in the points that TrueType
// leaves out between two control points. A contour of one point paints nothing.
func appendContour(dst []Segment, c []point) []Segment {
	if len(c) < 2 {
		return dst
	}
	start, rest := c[0], c[1:]
	if !start.on {
		if last := c[len(c)-1]; last.on {
			start, rest = last, c[:len(c)-1]
		} else {
			start, rest = between(start, last), c
		}
	}
	dst = append(dst, Segment{Op: MoveTo, X: [3]int32{start.x}, Y: [3]int32{start.y}})
	control, held := point{}, false
	for _, q := range rest {
		switch {
		case q.on && held:
			dst, held = append(dst, quad(control, q)), false
		case q.on:
			dst = append(dst, Segment{Op: LineTo, X: [3]int32{q.x}, Y: [3]int32{q.y}})
		case held:
			dst = append(dst, quad(control, between(control, q)))
			control = q
		default:
			control, held = q, true
		}
	}
	if held {
		dst = append(dst, quad(control, start))
	}
	return dst
}

func quad(control, end point) Segment {
	return Segment{Op: QuadTo, X: [3]int32{control.x, end.x}, Y: [3]int32{control.y, end.y}}
}

func between(a, b point) point {
	return point{x: (a.x + b.x) >> 1, y: (a.y + b.y) >> 1, on: true}
}

// pen gathers a glyph's points.
type pen struct {
	m      *metrics
	points []point
	parts  int // components seen, which hostile fonts multiply
}

// add appends the points of a glyph and its parts. What goes beyond the limits is left out.
func (p *pen) add(g GID, depth int) {
	d := p.m.glyphData(g)
	if n := d.i16(0); n >= 0 {
		p.addSimple(d, n)
	} else if depth < maxDepth {
		eachPart(d, func(c component) bool {
			p.parts++
			if p.parts > maxPoints/16 || len(p.points) >= maxPoints {
				return false
			}
			from := len(p.points)
			p.add(c.glyph, depth+1)
			p.place(c, from)
			return true
		})
	}
}

// addSimple decodes a simple glyph of n contours; a damaged one adds nothing.
func (p *pen) addSimple(d table, n int) {
	if n == 0 || len(d) < 12+2*n {
		return
	}
	count := d.u16(10+2*(n-1)) + 1
	start := len(p.points)
	flags := 12 + 2*n + d.u16(10+2*n)
	if count > len(d)*256 || start+count > maxPoints {
		return
	}
	c := coordinates{d: d, at: flags, points: p.points}
	if !c.readFlags(count) || !c.readX(start) || !c.readY(start) {
		p.points = c.points[:start]
		return
	}
	p.points = c.points
	for i, prev := 0, -1; i < n; i++ {
		end := d.u16(10 + 2*i)
		if end <= prev || end >= count {
			p.points = p.points[:start]
			return
		}
		p.points[start+end].last = true
		prev = end
	}
}

// coordinates decodes the packed points of a simple glyph. While they are read, a point's x
// holds its flag.
type coordinates struct {
	d      table
	at     int
	points []point
}

// Flags of a point.
const (
	onCurve = 1 << 0
	xShort  = 1 << 1
	yShort  = 1 << 2
	repeats = 1 << 3
	xSame   = 1 << 4 // of a short x: positive
	ySame   = 1 << 5
)

func (c *coordinates) readFlags(count int) bool {
	for count > 0 {
		if c.at >= len(c.d) {
			return false
		}
		flag, times := c.d[c.at], 1
		c.at++
		if flag&repeats != 0 {
			times += c.d.u8(c.at)
			c.at++
		}
		for range min(times, count) {
			c.points = append(c.points, point{x: int32(flag), on: flag&onCurve != 0})
		}
		count -= times
	}
	return true
}

func (c *coordinates) readX(start int) bool {
	x := int32(0)
	for i := start; i < len(c.points); i++ {
		p := &c.points[i]
		flag := p.x
		x += c.delta(flag&xShort != 0, flag&xSame != 0)
		p.x, p.y = x, flag
	}
	return c.at <= len(c.d)
}

func (c *coordinates) readY(start int) bool {
	y := int32(0)
	for i := start; i < len(c.points); i++ {
		p := &c.points[i]
		flag := p.y
		y += c.delta(flag&yShort != 0, flag&ySame != 0)
		p.y = y
	}
	return c.at <= len(c.d)
}

func (c *coordinates) delta(short, same bool) int32 {
	switch {
	case short:
		v := int32(c.d.u8(c.at))
		c.at++
		if !same {
			return -v
		}
		return v
	case same:
		return 0
	}
	v := int32(c.d.i16(c.at))
	c.at += 2
	return v
}

// component is a part of a composite glyph. The matrix is in 1/16384.
type component struct {
	glyph          GID
	flags          int
	a, b           int // offsets, or point numbers
	xx, xy, yx, yy int64
	at, size       int // where the component stands in the glyph's description
}

// eachPart calls do for each component until it returns false.
func eachPart(d table, do func(component) bool) {
	for at := 10; at+4 < len(d); {
		c := readComponent(d, at)
		if !do(c) || c.flags&moreParts == 0 {
			return
		}
		at += c.size
	}
}

func readComponent(d table, at int) component {
	c := component{flags: d.u16(at), glyph: GID(d.u16(at + 2)), at: at, xx: 1 << 14, yy: 1 << 14}
	end := at + 4
	switch words, offsets := c.flags&argsAreWords != 0, c.flags&argsAreOffsets != 0; {
	case words && offsets:
		c.a, c.b = d.i16(end), d.i16(end+2)
	case words:
		c.a, c.b = d.u16(end), d.u16(end+2)
	case offsets:
		c.a, c.b = int(int8(d.u8(end))), int(int8(d.u8(end+1)))
	default:
		c.a, c.b = d.u8(end), d.u8(end+1)
	}
	end += 2
	if c.flags&argsAreWords != 0 {
		end += 2
	}
	fraction := func(i int) int64 { return int64(d.i16(end + 2*i)) }
	switch {
	case c.flags&hasScale != 0:
		c.xx = fraction(0)
		c.yy = c.xx
		end += 2
	case c.flags&hasTwoScales != 0:
		c.xx, c.yy = fraction(0), fraction(1)
		end += 4
	case c.flags&hasMatrix != 0:
		c.xx, c.xy, c.yx, c.yy = fraction(0), fraction(1), fraction(2), fraction(3)
		end += 8
	}
	c.size = end - at
	return c
}

// place transforms the points of a part, which begin at from, and moves them into place.
func (p *pen) place(c component, from int) {
	part := p.points[from:]
	if c.xx != 1<<14 || c.yy != 1<<14 || c.xy != 0 || c.yx != 0 {
		for i := range part {
			part[i].x, part[i].y = c.turn(part[i].x, part[i].y)
		}
	}
	dx, dy := int32(c.a), int32(c.b)
	switch {
	case c.flags&argsAreOffsets == 0:
		if c.a >= from || c.b >= len(part) {
			return
		}
		dx, dy = p.points[c.a].x-part[c.b].x, p.points[c.a].y-part[c.b].y
	case c.flags&scalesOffset != 0:
		dx, dy = c.turn(dx, dy)
	}
	for i := range part {
		part[i].x += dx
		part[i].y += dy
	}
}

// turn applies the matrix, rounding to the nearest unit.
func (c component) turn(x, y int32) (int32, int32) {
	const half = 1 << 13
	return int32((int64(x)*c.xx + int64(y)*c.yx + half) >> 14),
		int32((int64(x)*c.xy + int64(y)*c.yy + half) >> 14)
}
