package fonts

import "sync/atomic"

// A variable face (OpenType 1.9, fvar, avar, gvar) is set at the weight that was asked for,
// 400 if none was: at its own default it may be the thinnest of its range. Glyphs are made
// when they are first asked for, in whole numbers, so that they are the same on all machines.

// regular is the weight of text.
const regular = 400

// Variable reports whether the face has a range of weights, and its limits.
func (f *Face) Variable() (least, most int, yes bool) {
	for _, a := range readAxes(f.table("fvar")) {
		if a.tag == tagWeight {
			return int(a.min >> 16), int(a.max >> 16), true
		}
	}
	return 0, 0, false
}

// axis is an axis of fvar; values are in 1/65536.
type axis struct {
	tag           uint32
	min, def, max int64
}

var tagWeight = table("wght").u32(0)

// maxAxes is far more than any face has.
const maxAxes = 64

func readAxes(fvar table) (axes []axis) {
	at, size := fvar.u16(4), fvar.u16(10)
	for i := range min(fvar.u16(8), maxAxes) {
		rec := fvar.from(at + i*size)
		if len(rec) < 20 {
			return nil
		}
		fixed := func(i int) int64 { return int64(int32(rec.u32(i))) }
		axes = append(axes, axis{rec.u32(0), fixed(4), fixed(8), fixed(12)})
	}
	return axes
}

// normal maps a value of the axis to -1 … 1, in 1/16384 (OpenType 1.9, "Coordinate scales").
func (a axis) normal(v int64) int32 {
	v = min(max(v, a.min), a.max)
	switch {
	case v < a.def && a.def > a.min:
		return -int32((a.def - v) << 14 / (a.def - a.min))
	case v > a.def && a.max > a.def:
		return int32((v - a.def) << 14 / (a.max - a.def))
	}
	return 0
}

// segments applies axis i's map of avar.
func segments(avar table, i int, v int32) int32 {
	at := 8
	for range i {
		at += 2 + 4*avar.u16(at)
	}
	n := avar.u16(at)
	if len(avar) < at+2+4*n {
		return v
	}
	from := func(k int) int32 { return int32(avar.i16(at + 2 + 4*k)) }
	to := func(k int) int32 { return int32(avar.i16(at + 4 + 4*k)) }
	for k := 1; k < n; k++ {
		if a, b := from(k-1), from(k); v >= a && v <= b && b > a {
			return to(k-1) + int32(roundDiv(int64(v-a)*int64(to(k)-to(k-1)), int64(b-a)))
		}
	}
	return v
}

// roundDiv divides to the nearest, for a positive divisor.
func roundDiv(n, d int64) int64 {
	if n < 0 {
		return -((-n + d/2) / d)
	}
	return (n + d/2) / d
}

// variation is a place in the design space and the glyphs there.
type variation struct {
	weight int
	coords []int32 // by axis, in 1/16384
	gvar   table
	shared table // tuples
	glyphs []atomic.Pointer[varied]
}

// varied is a glyph at that place.
type varied struct {
	data             table
	advance, bearing int
}

// newVariation is nil when the face has no weights, or is at its default where it should be.
func (f *Face) newVariation(m *metrics) *variation {
	axes, gvar := readAxes(f.table("fvar")), f.table("gvar")
	v := &variation{weight: f.weight, gvar: gvar, coords: make([]int32, len(axes))}
	if v.weight == 0 {
		v.weight = regular
	}
	moved := false
	for i, a := range axes {
		if a.tag == tagWeight {
			v.weight = int(min(max(int64(v.weight), a.min>>16), a.max>>16))
			v.coords[i] = segments(f.table("avar"), i, a.normal(int64(v.weight)<<16))
			moved = moved || v.coords[i] != 0
			m.weight = v.weight
		}
	}
	if !moved || gvar.u16(4) != len(axes) || m.cff {
		return nil
	}
	v.shared = gvar.from32(gvar.u32(8)).part(0, uint32(gvar.u16(6)*2*len(axes)))
	v.glyphs = make([]atomic.Pointer[varied], m.numGlyphs)
	return v
}

// glyph returns a glyph at the place of the variation.
func (v *variation) glyph(m *metrics, g GID) *varied {
	if int(g) >= len(v.glyphs) {
		return &varied{}
	}
	if have := v.glyphs[g].Load(); have != nil {
		return have
	}
	made := v.make(m, g)
	v.glyphs[g].Store(made)
	return made
}

// widened is by how much a glyph's advance is more than the file has it.
func (f *Face) widened(g GID) int {
	m := f.core()
	if m.vary == nil {
		return 0
	}
	return m.vary.glyph(m, g).advance - m.drawnAdvance(g)
}

// phantoms are the points behind those of a glyph that stand for its metrics: its origin and
// its advance, and two for vertical text.
const phantoms = 4

func (v *variation) make(m *metrics, g GID) *varied {
	d := m.drawn(g)
	out := &varied{data: d, advance: m.drawnAdvance(g), bearing: m.drawnBearing(g)}
	p := pen{m: m}
	var parts []component
	switch n := d.i16(0); {
	case n > 0:
		p.addSimple(d, n)
	case n < 0:
		eachPart(d, func(c component) bool {
			parts = append(parts, c)
			p.points = append(p.points, point{x: int32(c.a), y: int32(c.b), last: true})
			return len(parts) < maxPoints/16
		})
	}
	count := len(p.points)
	origin := int32(d.i16(2) - out.bearing)
	p.points = append(p.points, point{x: origin}, point{x: origin + int32(out.advance)}, point{}, point{})
	moves := v.moves(g, p.points, parts != nil)
	if moves == nil {
		return out
	}
	for i := range p.points {
		p.points[i].x += rounded(moves[i].x)
		p.points[i].y += rounded(moves[i].y)
	}
	origin = p.points[count].x
	out.advance = max(int(p.points[count+1].x-origin), 0)
	switch {
	case parts != nil:
		out.data = recompose(d, parts, p.points)
		bound(out.data, v.parts(m, out.data))
	case count > 0:
		out.data = encodeSimple(d, p.points[:count])
	}
	out.bearing = out.data.i16(2) - int(origin)
	return out
}

// parts gathers the points of a composite glyph from its parts, which are varied themselves.
func (v *variation) parts(m *metrics, d table) []point {
	p := pen{m: m}
	eachPart(d, func(c component) bool {
		p.parts++
		from := len(p.points)
		p.add(c.glyph, 1)
		p.place(c, from)
		return p.parts <= maxPoints/16 && len(p.points) < maxPoints
	})
	return p.points
}

// move is how far a point moves, in 1/65536 unit.
type move struct {
	x, y int64
	set  bool
}

func rounded(v int64) int32 { return int32((v + 1<<15) >> 16) }

// moves sums up what the tuples of a glyph do to its points; nil: nothing.
func (v *variation) moves(g GID, points []point, composite bool) []move {
	data := v.of(g)
	count := data.u16(0)
	if count&0x0FFF == 0 {
		return nil
	}
	rest := packed{data.from(data.u16(2))}
	var shared []int
	all := true
	if count&0x8000 != 0 {
		shared, all = rest.points(len(points))
	}
	sum := make([]move, len(points))
	at := 4
	for range count & 0x0FFF {
		head := data.from(at)
		size, index := head.u16(0), head.u16(2)
		at += 4
		scalar := v.scalar(head, index)
		if index&0x8000 != 0 {
			at += 2 * len(v.coords)
		}
		if index&0x4000 != 0 {
			at += 4 * len(v.coords)
		}
		own := packed{rest.table.part(0, uint32(size))}
		rest.table = rest.table.from(size)
		if scalar == 0 || own.table == nil {
			continue
		}
		which, every := shared, all
		if index&0x2000 != 0 {
			which, every = own.points(len(points))
		}
		v.apply(sum, &own, which, every, scalar, points, composite)
	}
	return sum
}

// of returns the variation data of a glyph.
func (v *variation) of(g GID) table {
	if int(g) >= v.gvar.u16(12) {
		return nil
	}
	var from, to uint32
	if v.gvar.u16(14)&1 != 0 {
		from, to = v.gvar.u32(20+4*int(g)), v.gvar.u32(24+4*int(g))
	} else {
		from, to = 2*uint32(v.gvar.u16(20+2*int(g))), 2*uint32(v.gvar.u16(22+2*int(g)))
	}
	if to <= from {
		return nil
	}
	return v.gvar.from32(v.gvar.u32(16)).part(from, to-from)
}

// scalar is how much of a tuple applies, in 1/65536 (OpenType 1.9, "Algorithm for
// interpolation of instance values").
func (v *variation) scalar(head table, index int) int64 {
	n := len(v.coords)
	peak, edges := v.shared.from((index&0x0FFF)*2*n), head.from(4)
	if index&0x8000 != 0 {
		peak, edges = head.from(4), head.from(4+2*n)
	}
	out := int64(1 << 16)
	for i, c := range v.coords {
		p := int64(peak.i16(2 * i))
		low, high, at := min(p, 0), max(p, 0), int64(c)
		if index&0x4000 != 0 {
			low, high = int64(edges.i16(2*i)), int64(edges.i16(2*(n+i)))
		}
		switch {
		case p == 0 || at == p || low > p || p > high || low < 0 && high > 0 && index&0x4000 != 0:
		case at <= low || at >= high:
			return 0
		case at < p:
			out = roundDiv(out*(at-low), p-low)
		default:
			out = roundDiv(out*(high-at), high-p)
		}
	}
	return out
}

// apply adds a tuple's moves.
func (v *variation) apply(sum []move, own *packed, which []int, every bool, scalar int64, points []point, composite bool) {
	n := len(which)
	if every {
		n = len(points)
	}
	dx := own.deltas(n)
	dy := own.deltas(n)
	moved := make([]move, len(points))
	for k := range n {
		i := k
		if !every {
			i = which[k]
		}
		if i < len(moved) {
			moved[i] = move{int64(dx[k]) << 16, int64(dy[k]) << 16, true}
		}
	}
	if !every && !composite {
		interpolate(moved[:len(moved)-phantoms], points)
	}
	for i := range sum {
		sum[i].x += roundDiv(moved[i].x*(scalar>>2), 1<<14)
		sum[i].y += roundDiv(moved[i].y*(scalar>>2), 1<<14)
	}
}

// interpolate moves the points of each contour that a tuple does not name between those that
// it does (OpenType 1.9, gvar, "Inferred deltas for un-referenced point numbers").
func interpolate(moved []move, points []point) {
	for from := 0; from < len(moved); {
		to := from
		for to < len(moved)-1 && !points[to].last {
			to++
		}
		interpolateContour(moved[from:to+1], points[from:to+1])
		from = to + 1
	}
}

func interpolateContour(moved []move, points []point) {
	first := -1
	for i := range moved {
		if moved[i].set {
			first = i
			break
		}
	}
	if first < 0 {
		return
	}
	n := len(moved)
	for a := first; ; {
		b := (a + 1) % n
		for !moved[b].set {
			b = (b + 1) % n
		}
		for i := (a + 1) % n; i != b; i = (i + 1) % n {
			moved[i].x = between2(points[a].x, points[b].x, points[i].x, moved[a].x, moved[b].x)
			moved[i].y = between2(points[a].y, points[b].y, points[i].y, moved[a].y, moved[b].y)
		}
		if a = b; a == first {
			return
		}
	}
}

// between2 is the move of a point at v between points at a and b that move by da and db.
func between2(a, b, v int32, da, db int64) int64 {
	if a > b {
		a, b, da, db = b, a, db, da
	}
	switch {
	case a == b && da == db:
		return da
	case a == b:
		return 0
	case v <= a:
		return da
	case v >= b:
		return db
	}
	return da + roundDiv(int64(v-a)*(db-da), int64(b-a))
}

// packed reads the packed numbers of gvar.
type packed struct{ table table }

func (p *packed) byte() int {
	b := p.table.u8(0)
	p.table = p.table.from(min(1, len(p.table)))
	return b
}

func (p *packed) word() int {
	w := p.table.i16(0)
	p.table = p.table.from(min(2, len(p.table)))
	return w
}

// points reads point numbers, at most as many as there are; all tells that it is every one.
func (p *packed) points(most int) (list []int, all bool) {
	n := p.byte()
	if n&0x80 != 0 {
		n = n&0x7F<<8 | p.byte()
	}
	if n == 0 {
		return nil, true
	}
	at := 0
	for len(list) < min(n, most) && len(p.table) > 0 {
		run := p.byte()
		for range run&0x7F + 1 {
			if run&0x80 != 0 {
				at += p.word() & 0xFFFF
			} else {
				at += p.byte()
			}
			list = append(list, at)
		}
	}
	return list, false
}

// deltas reads n deltas; what is missing is 0.
func (p *packed) deltas(n int) []int16 {
	out := make([]int16, 0, n)
	for len(out) < n && len(p.table) > 0 {
		run := p.byte()
		for range min(run&0x3F+1, n-len(out)) {
			v := 0
			switch {
			case run&0x80 != 0:
			case run&0x40 != 0:
				v = p.word()
			default:
				v = int(int8(p.byte()))
			}
			out = append(out, int16(v))
		}
	}
	return out[:n:n]
}

// bound writes the box around points into a glyph's description.
func bound(d []byte, points []point) {
	if len(points) == 0 || len(d) < 10 {
		return
	}
	x0, y0, x1, y1 := points[0].x, points[0].y, points[0].x, points[0].y
	for _, q := range points[1:] {
		x0, y0, x1, y1 = min(x0, q.x), min(y0, q.y), max(x1, q.x), max(y1, q.y)
	}
	putU16(d[2:], int(x0), int(y0), int(x1), int(y1))
}

// encodeSimple writes a simple glyph like d with its points moved, without hints.
func encodeSimple(d table, points []point) table {
	n := d.i16(0)
	out := append(make([]byte, 0, 12+2*n+5*len(points)), d[:10+2*n]...)
	out = append(out, 0, 0)
	for _, q := range points {
		flag := byte(0)
		if q.on {
			flag = onCurve
		}
		out = append(out, flag)
	}
	x, y := int32(0), int32(0)
	for _, q := range points {
		out = appendU16(out, int(q.x-x))
		x = q.x
	}
	for _, q := range points {
		out = appendU16(out, int(q.y-y))
		y = q.y
	}
	bound(out, points)
	return out
}

// recompose writes a composite glyph like d with its parts moved.
func recompose(d table, parts []component, at []point) table {
	out := append(make([]byte, 0, len(d)+2*len(parts)), d[:10]...)
	for i, c := range parts {
		args := 2
		if c.flags&argsAreWords != 0 {
			args = 4
		}
		out = appendU16(out, c.flags|argsAreWords, int(c.glyph))
		if c.flags&argsAreOffsets != 0 {
			c.a, c.b = int(at[i].x), int(at[i].y)
		}
		out = appendU16(out, c.a, c.b)
		out = append(out, d.part(uint32(c.at+4+args), uint32(c.size-4-args))...)
	}
	return out
}
