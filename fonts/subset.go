package fonts

import (
	"errors"
	"fmt"
	"slices"
)

// Subset returns a TrueType file with the given glyphs, renumbered: glyph i of the file is
// gids[i]. gids[0] must be 0. Parts of composite glyphs follow behind. The file has what a
// PDF needs and no more: no cmap, no names, no hints. The same input gives the same bytes.
func (f *Face) Subset(gids []GID) ([]byte, error) {
	if f.IsCFF() {
		return nil, fmt.Errorf("font %s: its outlines are CFF, use SubsetCFF", f.name)
	}
	s, err := f.newSubset(gids)
	if err != nil {
		return nil, err
	}
	w := &file{sign: signTrueType}
	s.addGlyphs(w)
	return w.bytes(), nil
}

// subset is a selection of a face's glyphs in their new order.
type subset struct {
	face   *Face
	m      *metrics
	glyphs []GID
	number map[GID]int // new numbers, made when a composite asks
}

func (f *Face) newSubset(gids []GID) (*subset, error) {
	m := f.core()
	if len(gids) == 0 || gids[0] != 0 {
		return nil, errors.New("subset: the first glyph must be 0")
	}
	for _, g := range gids {
		if int(g) >= m.numGlyphs {
			return nil, fmt.Errorf("font %s has no glyph %d, only %d", f.name, g, m.numGlyphs)
		}
	}
	s := &subset{face: f, m: m, glyphs: slices.Clone(gids)}
	if err := s.addParts(); err != nil {
		return nil, err
	}
	return s, nil
}

// addParts appends the parts of composite glyphs, and their parts.
func (s *subset) addParts() error {
	for i := 0; i < len(s.glyphs); i++ {
		d := s.m.glyphData(s.glyphs[i])
		if d.i16(0) >= 0 {
			continue
		}
		s.numberAll()
		eachPart(d, func(c component) bool {
			if _, have := s.number[c.glyph]; !have && int(c.glyph) < s.m.numGlyphs {
				s.number[c.glyph] = len(s.glyphs)
				s.glyphs = append(s.glyphs, c.glyph)
			}
			return true
		})
	}
	if len(s.glyphs) > 0xFFFF {
		return fmt.Errorf("font %s: %d glyphs with their parts, a file holds 65535", s.face.name, len(s.glyphs))
	}
	return nil
}

func (s *subset) numberAll() {
	if s.number != nil {
		return
	}
	s.number = make(map[GID]int, len(s.glyphs)+16)
	for i, g := range s.glyphs {
		if _, have := s.number[g]; !have {
			s.number[g] = i
		}
	}
}

// addGlyphs writes glyf, loca and the tables that describe them.
func (s *subset) addGlyphs(w *file) {
	glyf, loca, long := s.outlines()
	w.add("glyf", glyf)
	w.add("loca", loca)
	w.add("maxp", s.maxp())
	s.addMetrics(w, long)
}

func (s *subset) addMetrics(w *file, long bool) {
	hmtx, numLong := s.hmtx()
	w.add("hmtx", hmtx)
	w.add("hhea", withU16(s.face.table("hhea"), 36, 34, numLong))
	w.add("head", s.head(long))
}

// outlines copies the glyph descriptions without their hints.
func (s *subset) outlines() (glyf, loca []byte, long bool) {
	size := 0
	for _, g := range s.glyphs {
		size += len(s.m.glyphData(g)) + 1
	}
	glyf = make([]byte, 0, size)
	ends := make([]uint32, 1, len(s.glyphs)+1)
	for _, g := range s.glyphs {
		glyf = s.appendGlyph(glyf, s.m.glyphData(g))
		if len(glyf)%2 != 0 {
			glyf = append(glyf, 0)
		}
		ends = append(ends, uint32(len(glyf)))
	}
	if long = len(glyf) > 2*0xFFFF; long {
		return glyf, appendU32(make([]byte, 0, 4*len(ends)), ends...), true
	}
	loca = make([]byte, 0, 2*len(ends))
	for _, end := range ends {
		loca = appendU16(loca, int(end/2))
	}
	return glyf, loca, false
}

// appendGlyph appends a description without instructions, the parts of a composite renumbered.
func (s *subset) appendGlyph(dst []byte, d table) []byte {
	n := d.i16(0)
	if n < 0 {
		return s.appendComposite(dst, d)
	}
	head := 10 + 2*n
	instructions := d.u16(head)
	if n == 0 || head+2+instructions > len(d) {
		return dst
	}
	dst = append(dst, d[:head]...)
	dst = append(dst, 0, 0)
	return append(dst, d[head+2+instructions:]...)
}

func (s *subset) appendComposite(dst []byte, d table) []byte {
	start, kept := len(dst), 0
	dst = append(dst, d[:10]...)
	eachPart(d, func(c component) bool {
		number, have := s.number[c.glyph]
		if !have || c.at+c.size > len(d) {
			return c.flags&moreParts != 0
		}
		from := len(dst)
		dst = append(dst, d[c.at:c.at+c.size]...)
		putU16(dst[from:], c.flags&^hasInstructions|moreParts, number)
		kept = from
		return true
	})
	if kept == 0 {
		return dst[:start]
	}
	dst[kept+1] &^= moreParts
	return dst
}

// hmtx writes advances and side bearings; glyphs at the end that share an advance, as Han
// characters do, leave theirs out.
func (s *subset) hmtx() (data []byte, numLong int) {
	f, n := s.face, len(s.glyphs)
	numLong = n
	for numLong > 1 && f.Advance(s.glyphs[numLong-1]) == f.Advance(s.glyphs[numLong-2]) {
		numLong--
	}
	data = make([]byte, 0, 2*n+2*numLong)
	for i, g := range s.glyphs {
		if i < numLong {
			data = appendU16(data, f.Advance(g))
		}
		data = appendU16(data, s.m.bearing(g))
	}
	return data, numLong
}

func (s *subset) head(long bool) []byte {
	format := 0
	if long {
		format = 1
	}
	head := withU16(s.face.table("head"), 54, 50, format)
	clear(head[8:12]) // checkSumAdjustment, set when the file is closed
	return head
}

// maxp keeps the limits of the whole face, which hold for a part of it, and drops the hints'.
func (s *subset) maxp() []byte {
	maxp := withU16(s.face.table("maxp"), 32, 4, len(s.glyphs))
	copy(maxp, []byte{0, 1, 0, 0})
	putU16(maxp[14:], 1, 0, 0, 0, 0, 0, 0)
	return maxp
}

// withU16 returns a copy of a table, size bytes long, with another number at an offset.
func withU16(t table, size, offset, value int) []byte {
	out := make([]byte, size)
	copy(out, t)
	putU16(out[offset:], value)
	return out
}
