package fonts

import (
	"errors"
	"math"
	"strconv"
)

// cff is a CFF table (Adobe Technical Note 5176) read as far as drawing and subsetting need.
// Nothing is copied: an INDEX is looked up in place.
type cff struct {
	all     table // the whole of it
	top     table // the Top DICT
	strings cffIndex
	globals cffIndex
	glyphs  cffIndex
	charset table // nil for a predefined one
	dicts   []fontDict
	choice  table // FDSelect, nil when there is one Font DICT
	keyed   bool  // CID-keyed
	fault   error
}

// fontDict is a Font DICT with its Private DICT, or the one Private DICT of a name-keyed font.
type fontDict struct {
	dict    table
	private table
	subrs   cffIndex
}

// Operators of DICTs; those of two bytes are 12 and the number in the table.
const (
	opCharset     = 15
	opEncoding    = 16
	opCharStrings = 17
	opPrivate     = 18
	opSubrs       = 19
	opFontBBox    = 5
	opFontMatrix  = 12<<8 | 7
	opROS         = 12<<8 | 30
	opCIDCount    = 12<<8 | 34
	opFDArray     = 12<<8 | 36
	opFDSelect    = 12<<8 | 37
)

func (f *Face) postScript() *cff {
	if c := f.cff.get(); c != nil {
		return c
	}
	return f.cff.fill(func() *cff { return readCFF(f.table("CFF ")) })
}

func readCFF(t table) *cff {
	c := &cff{all: t}
	rest := t.from(t.u8(2))
	_, rest = readIndex(rest) // names
	tops, rest := readIndex(rest)
	c.strings, rest = readIndex(rest)
	c.globals, _ = readIndex(rest)
	c.top = tops.at(0)
	c.glyphs, _ = readIndex(c.offset(t, opCharStrings))
	if t.u8(0) != 1 || c.glyphs.count == 0 {
		c.fault = errors.New("the CFF table cannot be read")
		return c
	}
	if len(dictOperands(c.top, opCharset)) == 1 && c.number(c.top, opCharset, 0) > 2 {
		c.charset = c.offset(t, opCharset)
	}
	c.readDicts(t)
	return c
}

func (c *cff) readDicts(t table) {
	c.keyed = len(dictOperands(c.top, opROS)) == 3
	if !c.keyed {
		c.dicts = []fontDict{c.withPrivate(t, nil, c.top)}
		return
	}
	c.choice = c.offset(t, opFDSelect)
	array, _ := readIndex(c.offset(t, opFDArray))
	for i := range min(array.count, 256) {
		c.dicts = append(c.dicts, c.withPrivate(t, array.at(i), array.at(i)))
	}
	if len(c.dicts) == 0 {
		c.fault = errors.New("the CFF table has no Font DICT")
	}
}

// withPrivate reads the Private DICT that the dictionary points to.
func (c *cff) withPrivate(t, own, dict table) fontDict {
	d := fontDict{dict: own}
	size, at := c.number(dict, opPrivate, 0), c.number(dict, opPrivate, 1)
	if size < 0 || at < 0 {
		return d
	}
	d.private = t.part(uint32(at), uint32(size))
	if subrs := c.number(d.private, opSubrs, 0); subrs > 0 && d.private != nil {
		d.subrs, _ = readIndex(t.from(int(at) + int(subrs)))
	}
	return d
}

// offset returns the table from where an operator of the Top DICT points.
func (c *cff) offset(t table, op int) table {
	if at := c.number(c.top, op, 0); at > 0 {
		return t.from(int(at))
	}
	return nil
}

// number returns an operand of an operator, 0 when it is not there.
func (c *cff) number(dict table, op, i int) int32 {
	if operands := dictOperands(dict, op); i < len(operands) {
		return operands[i]
	}
	return 0
}

// dictOf returns the Font DICT of a glyph, nil when there is none of its number.
func (c *cff) dictOf(g GID) *fontDict {
	if i := c.dictNumber(g); i < len(c.dicts) {
		return &c.dicts[i]
	}
	return nil
}

func (c *cff) dictNumber(g GID) int {
	if !c.keyed {
		return 0
	}
	switch t := c.choice; t.u8(0) {
	case 0:
		return t.u8(1 + int(g))
	case 3:
		lo, hi := 0, t.u16(1)
		for hi-lo > 1 {
			if mid := (lo + hi) / 2; t.u16(3+3*mid) <= int(g) {
				lo = mid
			} else {
				hi = mid
			}
		}
		return t.u8(3 + 3*lo + 2)
	}
	return 0
}

// glyphNamed finds the glyph with a string number, which composites of the old kind ask for.
func (c *cff) glyphNamed(sid int) (GID, bool) {
	if c.charset == nil {
		return GID(sid), sid < c.glyphs.count // ISOAdobe: glyphs in the order of their strings
	}
	t := c.charset
	switch format := t.u8(0); format {
	case 0:
		for g := 1; g < c.glyphs.count; g++ {
			if t.u16(1+2*(g-1)) == sid {
				return GID(g), true
			}
		}
	case 1, 2:
		g := 1
		for at := 1; g < c.glyphs.count && at < len(t); at += 2 + format {
			first, left := t.u16(at), t.u8(at+2)
			if format == 2 {
				left = t.u16(at + 2)
			}
			if sid >= first && sid <= first+left {
				return GID(g + sid - first), g+sid-first < c.glyphs.count
			}
			g += left + 1
		}
	}
	return 0, false
}

// cffIndex is an INDEX: an array of byte strings.
type cffIndex struct {
	count, size int   // of the array; of an offset in bytes
	offsets     table // count+1 of them
	data        table // what offset 1 points to
}

// readIndex reads an INDEX and returns what lies behind it.
func readIndex(t table) (x cffIndex, rest table) {
	x = cffIndex{count: t.u16(0), size: t.u8(2)}
	if x.count == 0 {
		return cffIndex{}, t.from(2)
	}
	n := (x.count + 1) * x.size
	if x.size < 1 || x.size > 4 || len(t) < 3+n {
		return cffIndex{}, nil
	}
	x.offsets, x.data = t[3:3+n], t[3+n:]
	return x, x.data.from32(x.offset(x.count) - 1)
}

func (x *cffIndex) offset(i int) (v uint32) {
	for _, b := range x.offsets[i*x.size : (i+1)*x.size] {
		v = v<<8 | uint32(b)
	}
	return v
}

// at returns a string of the array, nil when there is none.
func (x *cffIndex) at(i int) table {
	if i < 0 || i >= x.count {
		return nil
	}
	start, end := x.offset(i), x.offset(i+1)
	if start < 1 || end < start {
		return nil
	}
	return x.data.part(start-1, end-start)
}

// bias is what is added to a subroutine's number in a charstring.
func (x *cffIndex) bias() int {
	switch {
	case x.count < 1240:
		return 107
	case x.count < 33900:
		return 1131
	}
	return 32768
}

// dictEntry is an operator of a DICT with its operands, which are also given as they lie.
type dictEntry struct {
	op       int
	operands []int32 // real numbers are 0 here
	raw      table
}

// dictOperands returns the operands of an operator, nil when it is not there.
func dictOperands(dict table, op int) (operands []int32) {
	eachEntry(dict, func(e dictEntry) {
		if e.op == op {
			operands = append([]int32{}, e.operands...)
		}
	})
	return operands
}

// eachEntry reads a DICT to its end, or to the first byte that has no meaning.
func eachEntry(dict table, do func(dictEntry)) {
	var room [48]int32
	e := dictEntry{operands: room[:0]}
	start := 0
	for at := 0; at < len(dict); {
		b := dict.u8(at)
		if b <= 21 {
			e.op, e.raw = b, dict[start:at]
			at++
			if b == 12 {
				e.op = 12<<8 | dict.u8(at)
				at++
			}
			do(e)
			e.operands, start = room[:0], at
			continue
		}
		v, n := dictNumber(dict.from(at))
		if n == 0 || len(e.operands) == len(room) {
			return
		}
		e.operands = append(e.operands, v)
		at += n
	}
}

// dictNumber reads a number and tells its length, 0 when it is none.
func dictNumber(t table) (v int32, n int) {
	switch b := t.u8(0); {
	case b == 28:
		return int32(t.i16(1)), 3
	case b == 29:
		return int32(t.u32(1)), 5
	case b == 30:
		for n = 1; n < len(t); n++ {
			if t[n]&0x0F == 0x0F || t[n]>>4 == 0x0F {
				return 0, n + 1
			}
		}
		return 0, 0
	case b >= 32 && b <= 246:
		return int32(b - 139), 1
	case b >= 247 && b <= 250:
		return int32((b-247)*256 + t.u8(1) + 108), 2
	case b >= 251 && b <= 254:
		return int32(-(b-251)*256 - t.u8(1) - 108), 2
	}
	return 0, 0
}

// dictReals returns the operands of an operator, real numbers among them.
func dictReals(dict table, op int) (out []float64) {
	eachEntry(dict, func(e dictEntry) {
		if e.op != op {
			return
		}
		out = out[:0]
		for t := e.raw; len(t) > 0; {
			v, n := dictNumber(t)
			if n == 0 || n > len(t) {
				return
			}
			if t[0] == 30 {
				out = append(out, realNumber(t[1:n]))
			} else {
				out = append(out, float64(v))
			}
			t = t[n:]
		}
	})
	return out
}

// realNumber reads a number of half bytes (Technical Note 5176, table 5).
func realNumber(t table) float64 {
	var b []byte
	for _, c := range t {
		for _, d := range [2]byte{c >> 4, c & 15} {
			switch {
			case d <= 9:
				b = append(b, '0'+d)
			case d == 0xA:
				b = append(b, '.')
			case d == 0xB:
				b = append(b, 'e')
			case d == 0xC:
				b = append(b, 'e', '-')
			case d == 0xE:
				b = append(b, '-')
			}
		}
	}
	v, err := strconv.ParseFloat(string(b), 64)
	if err != nil || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// outlineCFF appends a glyph's outline. A damaged charstring shows what was drawn up to the fault.
func (f *Face) outlineCFF(dst []Segment, g GID) []Segment {
	s := f.machine()
	defer f.machines.Put(s)
	s.out = dst
	s.draw(g)
	dst, s.out = s.out, nil
	return dst
}

// machine returns an interpreter ready for a glyph.
func (f *Face) machine() *charstring {
	s, _ := f.machines.Get().(*charstring)
	if s == nil {
		s = &charstring{}
	}
	s.font = f.postScript()
	return s
}

// inkCFF finds the bounds of a glyph's curves, rounded outwards.
func (f *Face) inkCFF(g GID) (xMin, yMin, xMax, yMax int) {
	p, _ := f.outlines.Get().(*[]Segment)
	if p == nil {
		p = new([]Segment)
	}
	*p = f.outlineCFF((*p)[:0], g)
	defer f.outlines.Put(p)
	var b bounds
	for _, s := range *p {
		b.add(s)
	}
	return int(b.xMin), int(b.yMin), int(b.xMax), int(b.yMax)
}

// bounds is a box that grows with an outline.
type bounds struct {
	xMin, yMin, xMax, yMax int32
	x, y                   int32 // where the pen is
	any                    bool
}

func (b *bounds) add(s Segment) {
	end := max(0, int(s.Op)-1)
	if s.Op != MoveTo {
		b.hold(b.x, b.y)
	}
	if s.Op == CubeTo {
		b.curve(s)
	}
	b.x, b.y = s.X[end], s.Y[end]
	if s.Op != MoveTo {
		b.hold(b.x, b.y)
	}
}

func (b *bounds) hold(x, y int32) {
	if !b.any {
		*b = bounds{x, y, x, y, b.x, b.y, true}
		return
	}
	b.xMin, b.xMax = min(b.xMin, x), max(b.xMax, x)
	b.yMin, b.yMax = min(b.yMin, y), max(b.yMax, y)
}

// curve takes in a curve that may bulge beyond its ends: at 32 places, which for a curve as
// large as an em misses its extreme by less than the unit added by rounding.
func (b *bounds) curve(s Segment) {
	const n = 32
	if b.inside(s.X[0], s.Y[0]) && b.inside(s.X[1], s.Y[1]) {
		return
	}
	for i := int64(1); i < n; i++ {
		j := n - i
		at := func(p0, p1, p2, p3 int32) int64 {
			return j*j*j*int64(p0) + 3*i*j*j*int64(p1) + 3*i*i*j*int64(p2) + i*i*i*int64(p3)
		}
		x, y := at(b.x, s.X[0], s.X[1], s.X[2]), at(b.y, s.Y[0], s.Y[1], s.Y[2])
		const cube = n * n * n
		b.hold(int32(x>>15), int32(y>>15))
		b.hold(int32((x+cube-1)>>15), int32((y+cube-1)>>15))
	}
}

func (b *bounds) inside(x, y int32) bool {
	return b.any && x >= b.xMin && x <= b.xMax && y >= b.yMin && y <= b.yMax
}
