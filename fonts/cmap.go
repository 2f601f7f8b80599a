package fonts

// cmap maps characters to glyphs. The Basic Multilingual Plane is spread out into one
// array on first use (128 kB a face, 30 000 characters in a tenth of a millisecond); what lies
// beyond is searched in the table itself.
type cmap struct {
	bmp       [0x10000]GID
	groups    table // format 12 or 13 groups of 12 bytes, nil when there are none
	oneGlyph  bool  // format 13: all characters of a group show the same glyph
	numGlyphs int
	chinese   *forms // locl
}

const maxRune = 0x10FFFF

func (f *Face) readCmap() *cmap {
	c := &cmap{numGlyphs: f.NumGlyphs(), chinese: f.readForms("locl")}
	t := f.table("cmap")
	sub, symbol := bestSubtable(t)
	if sub.u16(0) == 0 {
		c.readBytes(sub)
	} else {
		c.read(sub)
	}
	if symbol {
		c.liftSymbols()
	}
	return c
}

// read reads a subtable of any format but 0.
func (c *cmap) read(sub table) {
	switch sub.u16(0) {
	case 4:
		c.readSegments(sub)
	case 6:
		c.readTrimmed(sub.u16(6), sub.from(10), sub.u16(8))
	case 10:
		if first := sub.u32(12); first < 0x10000 {
			c.readTrimmed(int(first), sub.from(20), int(min(sub.u32(16), 0x10000)))
		}
	case 12, 13:
		c.readGroups(sub)
	}
}

// bestSubtable chooses the subtable with the widest reach: full Unicode before the Basic
// Multilingual Plane before symbol and Macintosh encodings.
func bestSubtable(t table) (best table, symbol bool) {
	score := 0
	for i := range t.u16(2) {
		rec := t.from(4 + 8*i)
		if len(rec) < 8 {
			break
		}
		sub := t.from32(rec.u32(4))
		platform, encoding := rec.u16(0), rec.u16(2)
		if s := subtableScore(platform, encoding, sub.u16(0)); s > score {
			score, best, symbol = s, sub, platform == 3 && encoding == 0
		}
	}
	return best, symbol
}

func subtableScore(platform, encoding, format int) int {
	switch format {
	case 0, 4, 6, 10, 12, 13:
	default:
		return 0 // 2 and 8 are for legacy encodings, 14 holds variation sequences
	}
	full := format >= 10
	switch {
	case platform == 3 && encoding == 10 && full:
		return 6
	case platform == 0 && full:
		return 5
	case platform == 3 && encoding == 1:
		return 4
	case platform == 0:
		return 3
	case platform == 3 && encoding == 0:
		return 2
	case platform == 1 && encoding == 0:
		return 1
	}
	return 0
}

// set maps a character of the first plane; glyphs the face does not have stay 0.
func (c *cmap) set(r, g int) {
	if g < c.numGlyphs {
		c.bmp[r] = c.chinese.of(GID(g))
	}
}

// readBytes reads format 0. Only its ASCII half means the same in every Macintosh encoding.
func (c *cmap) readBytes(t table) {
	for r := range 0x80 {
		c.set(r, t.u8(6+r))
	}
}

func (c *cmap) readTrimmed(first int, glyphs table, n int) {
	for i := range min(n, len(glyphs)/2, 0x10000-first) {
		c.set(first+i, glyphs.u16(2*i))
	}
}

// readSegments reads format 4. Segments must ascend, which bounds the work; one that does
// not is left out.
func (c *cmap) readSegments(t table) {
	n := t.u16(6) / 2
	ends, starts := t.from(14), t.from(16+2*n)
	deltas, offsets := t.from(16+4*n), t.from(16+6*n)
	next := 0
	for i := range min(n, len(offsets)/2) {
		start, end := starts.u16(2*i), ends.u16(2*i)
		if start < next || end < start {
			continue
		}
		next = end + 1
		delta, offset := deltas.u16(2*i), offsets.u16(2*i)
		if offset == 0 {
			for r := start; r <= end; r++ {
				c.set(r, (r+delta)&0xFFFF)
			}
			continue
		}
		glyphs := offsets.from(2*i + offset)
		for r := start; r <= end; r++ {
			if g := glyphs.u16(2 * (r - start)); g != 0 {
				c.set(r, (g+delta)&0xFFFF)
			}
		}
	}
	c.bmp[0xFFFF] = 0
}

// readGroups reads formats 12 and 13. Groups must ascend, as in readSegments.
func (c *cmap) readGroups(t table) {
	c.groups, c.oneGlyph = t.from(16), t.u16(0) == 13
	n := min(int64(t.u32(12)), int64(len(c.groups)/12))
	c.groups = c.groups[:12*n]
	next := uint32(0)
	for g := c.groups; len(g) >= 12; g = g[12:] {
		start, end, glyph := g.u32(0), g.u32(4), g.u32(8)
		if start > 0xFFFF || next > 0xFFFF {
			break
		}
		if start < next || end < start || glyph > 0xFFFF {
			continue
		}
		end = min(end, 0xFFFF)
		next = end + 1
		for r := start; r <= end; r++ {
			c.set(int(r), int(glyph))
			if !c.oneGlyph {
				glyph++
			}
		}
	}
}

// liftSymbols gives the characters of a symbol font, which lie at U+F000, their plain places.
func (c *cmap) liftSymbols() {
	for r := 0x20; r < 0x100; r++ {
		if c.bmp[r] == 0 {
			c.bmp[r] = c.bmp[0xF000+r]
		}
	}
}

// beyond looks up a character outside the Basic Multilingual Plane.
func (c *cmap) beyond(r rune) GID {
	if r < 0 || r > maxRune {
		return 0
	}
	lo, hi := 0, len(c.groups)/12
	for lo < hi {
		mid := (lo + hi) / 2
		g := c.groups[12*mid:]
		start, end := g.u32(0), g.u32(4)
		switch {
		case uint32(r) < start:
			hi = mid
		case uint32(r) > end:
			lo = mid + 1
		default:
			glyph := uint64(g.u32(8))
			if !c.oneGlyph {
				glyph += uint64(uint32(r) - start)
			}
			if glyph < uint64(c.numGlyphs) {
				return c.chinese.of(GID(glyph))
			}
			return 0
		}
	}
	return 0
}
