package fonts

import "errors"

// Program is a font program as PDFs embed it: TrueType or OpenType that may lack what a face
// of a paper must have, bare CFF, or Type 1. It is not for concurrent use.
type Program struct {
	face  *Face
	type1 *type1

	named map[string]GID // glyphs of a CFF by name, made when one is asked for
	codes *[256]GID      // its own encoding, the same
	maps  map[[2]int]*cmap
}

var errProgram = errors.New("no font program that can be drawn")

// OpenProgram reads the head of a font program; glyphs are read when they are drawn.
func OpenProgram(data []byte) (*Program, error) {
	t := table(data)
	switch t.u32(0) {
	case signTrueType, signAppleTrue, signCFF, signCollection:
		return openSFNT(t)
	}
	if t.u8(0) == 1 && t.u8(2) >= 4 && t.u8(3) >= 1 && t.u8(3) <= 4 {
		return openCFF(t)
	}
	if p := readType1(data); p != nil {
		return &Program{type1: p}, nil
	}
	return nil, errProgram
}

func openSFNT(data table) (*Program, error) {
	start, err := faceOffset(data, 0)
	if err != nil {
		return nil, errProgram
	}
	head := data.from32(start)
	f := &Face{data: data, dir: head.part(12, uint32(16*head.u16(4)))}
	if cff := f.table("CFF "); cff != nil {
		return openCFF(cff)
	}
	if f.table("glyf") == nil || f.table("loca") == nil || f.table("head") == nil {
		return nil, errProgram
	}
	return &Program{face: f}, nil
}

func openCFF(data table) (*Program, error) {
	c := readCFF(data)
	if c.fault != nil {
		return nil, errProgram
	}
	f := &Face{data: data}
	f.cff.fill(func() *cff { return c })
	f.metrics.fill(func() *metrics {
		return &metrics{cff: true, unitsPerEm: 1000, numGlyphs: c.glyphs.count}
	})
	return &Program{face: f}, nil
}

// Matrix takes the units of outlines to an em of 1, as FontMatrix does.
func (p *Program) Matrix() [6]float64 {
	if p.type1 != nil {
		return p.type1.matrix
	}
	if c := p.cff(); c != nil {
		return c.matrix()
	}
	s := 1 / float64(max(p.face.UnitsPerEm(), 1))
	return [6]float64{s, 0, 0, s, 0, 0}
}

// PostScript tells whether it is CFF or Type 1, whose glyphs have names or CIDs.
func (p *Program) PostScript() bool { return p.type1 != nil || p.cff() != nil }

// Keyed tells whether its glyphs have CIDs.
func (p *Program) Keyed() bool {
	c := p.cff()
	return c != nil && c.keyed
}

func (p *Program) cff() *cff {
	if p.face == nil {
		return nil
	}
	return p.face.cff.get()
}

// Outline appends a glyph's outline to dst, in units of [Program.Matrix].
func (p *Program) Outline(dst []Segment, g GID) []Segment {
	switch {
	case p.type1 != nil:
		return p.type1.outline(dst, int(g))
	case p.cff() != nil:
		return p.face.outlineCFF(dst, g)
	}
	return p.face.Outline(dst, g)
}

// Glyphs is how many there are.
func (p *Program) Glyphs() int {
	if p.type1 != nil {
		return len(p.type1.glyphs)
	}
	return p.face.NumGlyphs()
}

// CID returns the glyph of a CID: of a font without CIDs the glyph of that number.
func (p *Program) CID(cid int) GID {
	if p.Keyed() {
		c := p.cff()
		if cid == 0 {
			return 0
		}
		g, _ := c.glyphNamed(cid) // the charset of a keyed font holds CIDs
		return g
	}
	if cid < p.Glyphs() {
		return GID(cid)
	}
	return 0
}

// Named returns the glyph with a name.
func (p *Program) Named(name string) (GID, bool) {
	if p.type1 != nil {
		g, ok := p.type1.named[name]
		return GID(g), ok
	}
	c := p.cff()
	if c == nil || c.keyed {
		return 0, false
	}
	if p.named == nil {
		p.named = c.names()
	}
	g, ok := p.named[name]
	return g, ok
}

// Coded returns the glyph of a code in the program's own encoding.
func (p *Program) Coded(code byte) GID {
	if p.type1 != nil {
		return GID(p.type1.named[p.type1.encoding[code]])
	}
	c := p.cff()
	if c == nil {
		return 0
	}
	if p.codes == nil {
		p.codes = c.encoding()
		if p.codes == nil { // the standard one
			p.codes = new([256]GID)
			for i := range p.codes {
				p.codes[i], _ = p.Named(StandardName(byte(i)))
			}
		}
	}
	return p.codes[code]
}

// Mapped returns the glyph of a character in a table of a TrueType file's cmap, by its
// platform and encoding: 3 and 1 Unicode, 3 and 0 symbols, 1 and 0 Macintosh.
func (p *Program) Mapped(platform, encoding int, r rune) (g GID, has bool) {
	if p.face == nil || p.cff() != nil {
		return 0, false
	}
	key := [2]int{platform, encoding}
	c, known := p.maps[key]
	if !known {
		c = p.face.readOwn(platform, encoding)
		if p.maps == nil {
			p.maps = map[[2]int]*cmap{}
		}
		p.maps[key] = c
	}
	if c == nil {
		return 0, false
	}
	if uint32(r) < uint32(len(c.bmp)) {
		return c.bmp[r], true
	}
	return c.beyond(r), true
}

// readOwn reads one table of the cmap, nil if there is none.
func (f *Face) readOwn(platform, encoding int) *cmap {
	t := f.table("cmap")
	for i := range min(t.u16(2), 64) {
		rec := t.from(4 + 8*i)
		if len(rec) < 8 || rec.u16(0) != platform || rec.u16(2) != encoding {
			continue
		}
		c := &cmap{numGlyphs: f.NumGlyphs(), chinese: &forms{}}
		switch sub := t.from32(rec.u32(4)); sub.u16(0) {
		case 0:
			for r := range 0x100 {
				c.set(r, sub.u8(6+r))
			}
		default:
			c.read(sub)
		}
		return c
	}
	return nil
}

// matrix is the FontMatrix: the font's own, that of its first Font DICT, or the usual one.
func (c *cff) matrix() [6]float64 {
	v := dictReals(c.top, opFontMatrix)
	if len(v) != 6 && c.keyed && len(c.dicts) > 0 {
		v = dictReals(c.dicts[0].dict, opFontMatrix)
	}
	if len(v) != 6 || v[0] == 0 {
		return [6]float64{0.001, 0, 0, 0.001, 0, 0}
	}
	return [6]float64(v)
}

// names are the glyphs of a font without CIDs by their names.
func (c *cff) names() map[string]GID {
	out := map[string]GID{}
	for g := range c.glyphs.count {
		if name := c.nameOf(c.sid(GID(g))); name != "" {
			if _, has := out[name]; !has {
				out[name] = GID(g)
			}
		}
	}
	return out
}

func (c *cff) nameOf(sid int) string {
	std := stringsOfCFF()
	if sid < len(std) {
		return std[max(sid, 0)]
	}
	return string(c.strings.at(sid - len(std)))
}

// sid is what the charset has for a glyph.
func (c *cff) sid(g GID) int {
	if c.charset == nil || g == 0 {
		return int(g)
	}
	t := c.charset
	if t.u8(0) == 0 {
		return t.u16(1 + 2*(int(g)-1))
	}
	format, at := t.u8(0), 1
	for n := 1; at < len(t) && format <= 2; {
		first, left := t.u16(at), t.u8(at+2)
		if format == 2 {
			left = t.u16(at + 2)
		}
		if int(g) <= n+left {
			return first + int(g) - n
		}
		n += left + 1
		at += 2 + format
	}
	return 0
}

// encoding is the font's own (Technical Note 5176, section 12); nil: the standard one.
func (c *cff) encoding() *[256]GID {
	at := c.number(c.top, opEncoding, 0)
	if at <= 1 {
		return nil
	}
	t, out := c.all.from(int(at)), new([256]GID)
	n, g := t.u8(1), 1
	for i := range n {
		switch t.u8(0) & 0x7F {
		case 0:
			out[t.u8(2+i)] = GID(g)
			g++
		case 1:
			first, left := t.u8(2+2*i), t.u8(3+2*i)
			for k := first; k <= min(first+left, 255); k++ {
				out[k] = GID(g)
				g++
			}
		}
	}
	return out
}
