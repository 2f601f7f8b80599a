package fonts

import (
	"errors"
	"fmt"
	"slices"
)

// SubsetCFF returns a bare CFF table with the given glyphs, renumbered as Subset does, for a
// PDF's CIDFontType0C: CID-keyed with identity, so that the number of a glyph is its CID.
// Subroutines are filled in, hints stay. gids[0] must be 0. The same input gives the same bytes.
func (f *Face) SubsetCFF(gids []GID) ([]byte, error) {
	return f.subsetCFF(gids, f.PostScriptName())
}

func (f *Face) subsetCFF(gids []GID, name string) ([]byte, error) {
	switch m := f.core(); {
	case !m.cff:
		return nil, fmt.Errorf("font %s: its outlines are TrueType, use Subset", f.name)
	case len(gids) == 0 || gids[0] != 0:
		return nil, errors.New("subset: the first glyph must be 0")
	case len(gids) > 0xFFFF:
		return nil, fmt.Errorf("subset: %d glyphs, a file holds 65535", len(gids))
	}
	c := f.postScript()
	if c.fault != nil {
		return nil, f.Err()
	}
	m := f.machine()
	defer f.machines.Put(m)
	m.flatten, m.out = true, nil
	defer func() { m.flatten, m.out = false, nil }()
	s := cffSubset{face: f, font: c, machine: m, name: name}
	for _, g := range gids {
		if int(g) >= c.glyphs.count {
			return nil, fmt.Errorf("font %s has no glyph %d, only %d", f.name, g, c.glyphs.count)
		}
		s.add(g)
	}
	return s.bytes(), nil
}

// cffSubset is a selection of a CFF's glyphs in their new order.
type cffSubset struct {
	face    *Face
	font    *cff
	machine *charstring
	name    string
	glyphs  [][]byte // charstrings
	dicts   []int    // the Font DICTs in use, by their number in the face
	choice  []int    // each glyph's place in dicts
}

// add appends a glyph. One whose charstring cannot be run is left blank.
func (s *cffSubset) add(g GID) {
	m := s.machine
	m.out = m.out[:0]
	code := []byte{csEndChar}
	if m.draw(g) {
		if code = slices.Clone(m.flat); m.accents {
			code = encodeOutline(m.out)
		}
	}
	s.glyphs = append(s.glyphs, code)
	d := s.font.dictNumber(g)
	at := slices.Index(s.dicts, d)
	if at < 0 {
		at = len(s.dicts)
		s.dicts = append(s.dicts, d)
	}
	s.choice = append(s.choice, at)
}

// encodeOutline writes a charstring that draws an outline, without width or hints.
func encodeOutline(outline []Segment) (code []byte) {
	var x, y int32
	number := func(v int32) {
		code = append(code, csShort, byte(v>>8), byte(v))
	}
	for _, seg := range outline {
		n, op := 1, byte(csRLineTo)
		switch seg.Op {
		case MoveTo:
			op = csRMoveTo
		case CubeTo:
			n, op = 3, csRRCurveTo
		}
		for k := range n {
			number(seg.X[k] - x)
			number(seg.Y[k] - y)
			x, y = seg.X[k], seg.Y[k]
		}
		code = append(code, op)
	}
	return append(code, csEndChar)
}

// String numbers of the two strings of our own; 0-390 are the standard ones.
const (
	sidAdobe = 391 + iota
	sidIdentity
)

// bytes lays the table out: header, indexes, charset, FDSelect, charstrings, Font DICTs,
// Private DICTs. Offsets are written in five bytes, so that lengths are known beforehand.
func (s *cffSubset) bytes() []byte {
	head := []byte{1, 0, 4, 4}
	head = appendIndex(head, []byte(s.name))
	strings := appendIndex(nil, []byte("Adobe"), []byte("Identity"))
	strings = append(strings, 0, 0) // no global subroutines
	charset, choice := s.charset(), s.fdSelect()
	glyphs := appendIndex(nil, s.glyphs...)

	size := len(appendIndex(nil, s.top(0, 0, 0, 0)))
	at := len(head) + size + len(strings)
	atChoice := at + len(charset)
	atGlyphs := atChoice + len(choice)
	atDicts := atGlyphs + len(glyphs)
	dicts, privates := s.fontDicts(atDicts)

	out := make([]byte, 0, atDicts+len(dicts)+len(privates))
	out = append(out, head...)
	out = appendIndex(out, s.top(at, atChoice, atGlyphs, atDicts))
	for _, part := range [][]byte{strings, charset, choice, glyphs, dicts, privates} {
		out = append(out, part...)
	}
	return out
}

// top writes the Top DICT with the face's own bounds and matrix.
func (s *cffSubset) top(charset, choice, glyphs, dicts int) (d []byte) {
	d = appendDict(d, opROS, sidAdobe, sidIdentity, 0)
	eachEntry(s.font.top, func(e dictEntry) {
		if e.op == opFontBBox || e.op == opFontMatrix {
			d = append(append(d, e.raw...), operator(e.op)...)
		}
	})
	d = appendDict(d, opCIDCount, len(s.glyphs))
	d = appendDict(d, opCharset, charset)
	d = appendDict(d, opFDSelect, choice)
	d = appendDict(d, opCharStrings, glyphs)
	return appendDict(d, opFDArray, dicts)
}

// charset gives each glyph the CID that is its number.
func (s *cffSubset) charset() []byte {
	if len(s.glyphs) < 2 {
		return []byte{0}
	}
	return appendU16([]byte{2}, 1, len(s.glyphs)-2)
}

func (s *cffSubset) fdSelect() []byte {
	var ranges []byte
	n := 0
	for g, d := range s.choice {
		if g == 0 || d != s.choice[g-1] {
			ranges = append(appendU16(ranges, g), byte(d))
			n++
		}
	}
	if 5+len(ranges) > 1+len(s.choice) {
		out := []byte{0}
		for _, d := range s.choice {
			out = append(out, byte(d))
		}
		return out
	}
	return appendU16(append(appendU16([]byte{3}, n), ranges...), len(s.choice))
}

// fontDicts writes the Font DICTs and behind them their Private DICTs, which keep the widths and
// hint zones and lose the subroutines.
func (s *cffSubset) fontDicts(at int) (dicts, privates []byte) {
	write := func(from int) (array [][]byte) {
		privates = privates[:0]
		for _, n := range s.dicts {
			var d, private []byte
			if n < len(s.font.dicts) {
				d = keepEntries(s.font.dicts[n].dict, opFontMatrix)
				eachEntry(s.font.dicts[n].private, func(e dictEntry) {
					if e.op != opSubrs {
						private = append(append(private, e.raw...), operator(e.op)...)
					}
				})
			}
			array = append(array, appendDict(d, opPrivate, len(private), from+len(privates)))
			privates = append(privates, private...)
		}
		return array
	}
	size := len(appendIndex(nil, write(0)...))
	return appendIndex(nil, write(at+size)...), privates
}

// keepEntries copies one operator of a DICT.
func keepEntries(dict table, op int) (out []byte) {
	eachEntry(dict, func(e dictEntry) {
		if e.op == op {
			out = append(append(out, e.raw...), operator(op)...)
		}
	})
	return out
}

// appendDict writes an operator with its operands, each in five bytes.
func appendDict(dst []byte, op int, operands ...int) []byte {
	for _, v := range operands {
		dst = appendU32(append(dst, 29), uint32(v))
	}
	return append(dst, operator(op)...)
}

func operator(op int) []byte {
	if op >= 12<<8 {
		return []byte{12, byte(op)}
	}
	return []byte{byte(op)}
}

// appendIndex writes an INDEX with the shortest offsets that hold it.
func appendIndex(dst []byte, items ...[]byte) []byte {
	total := 1
	for _, item := range items {
		total += len(item)
	}
	size := 1
	for size < 4 && total>>(8*size) != 0 {
		size++
	}
	dst = append(appendU16(dst, len(items)), byte(size))
	end := 1
	for i := range len(items) + 1 {
		for k := size - 1; k >= 0; k-- {
			dst = append(dst, byte(end>>(8*k)))
		}
		if i < len(items) {
			end += len(items[i])
		}
	}
	for _, item := range items {
		dst = append(dst, item...)
	}
	return dst
}
