package fonts

import (
	"errors"
	"fmt"
)

// table is the bytes of a table, numbers in them big-endian. Reads beyond the end give 0
// and an empty table, so that a truncated font shows blanks and stops nothing.
type table []byte

func (t table) u8(i int) int {
	if uint(i) < uint(len(t)) {
		return int(t[i])
	}
	return 0
}

func (t table) u16(i int) int {
	if i >= 0 && i < len(t)-1 {
		return int(t[i])<<8 | int(t[i+1])
	}
	return 0
}

func (t table) i16(i int) int { return int(int16(t.u16(i))) }

func (t table) u32(i int) uint32 {
	return uint32(t.u16(i))<<16 | uint32(t.u16(i+2))
}

// from returns the rest of the table from an offset.
func (t table) from(offset int) table {
	if offset < 0 || offset > len(t) {
		return nil
	}
	return t[offset:]
}

// from32 is from for a 32-bit offset, which an int may not hold.
func (t table) from32(offset uint32) table {
	if uint64(offset) > uint64(len(t)) {
		return nil
	}
	return t[offset:]
}

// part returns n bytes from an offset, nil when they are not all there.
func (t table) part(offset, n uint32) table {
	if uint64(offset)+uint64(n) > uint64(len(t)) {
		return nil
	}
	return t[offset : offset+n : offset+n]
}

// sfnt file signatures (OpenType 1.9, "Organization of an OpenType Font").
const (
	signTrueType   = 0x00010000
	signAppleTrue  = 0x74727565 // true
	signCFF        = 0x4F54544F // OTTO
	signCollection = 0x74746366 // ttcf
	signWOFF       = 0x774F4646
	signWOFF2      = 0x774F4632
)

// Count returns the number of faces in a font file: 1, or more for a collection (TTC, OTC);
// 0 when the data are not a font this package reads.
func Count(data []byte) int {
	t := table(data)
	switch t.u32(0) {
	case signTrueType, signAppleTrue, signCFF:
		return 1
	case signCollection:
		n := int(t.u32(8) & 0xFFFF)
		return min(n, (len(t)-12)/4)
	}
	return 0
}

// directory finds the table records of face number index and checks that the tables a face
// cannot do without lie inside the file. Only the directory is read.
func directory(data table, index int) (dir table, err error) {
	start, err := faceOffset(data, index)
	if err != nil {
		return nil, err
	}
	head := data.from32(start)
	n := head.u16(4)
	dir = head.part(12, uint32(16*n))
	if n == 0 || dir == nil {
		return nil, errors.New("the table directory is cut off")
	}
	f := Face{data: data, dir: dir}
	for _, tag := range []string{"cmap", "head", "hhea", "hmtx", "maxp"} {
		if f.table(tag) == nil {
			return nil, fmt.Errorf("table %s is missing or lies outside the file", tag)
		}
	}
	if f.table("CFF ") == nil && (f.table("glyf") == nil || f.table("loca") == nil) {
		return nil, errors.New("no outlines: neither glyf with loca nor CFF inside the file")
	}
	return dir, nil
}

func faceOffset(data table, index int) (uint32, error) {
	if index < 0 {
		return 0, fmt.Errorf("face %d: faces are counted from 0", index)
	}
	switch data.u32(0) {
	case signWOFF, signWOFF2:
		return 0, errors.New("a WOFF file: unpack it to .ttf or .otf first")
	}
	n := Count(data)
	if n == 0 {
		return 0, errors.New("not a TrueType or OpenType font")
	}
	if index >= n {
		return 0, fmt.Errorf("face %d asked for, the file has %d, counted from 0", index, n)
	}
	if data.u32(0) != signCollection {
		return 0, nil
	}
	start := data.u32(12 + 4*index)
	switch data.from32(start).u32(0) {
	case signTrueType, signAppleTrue, signCFF:
		return start, nil
	}
	return 0, fmt.Errorf("face %d of the collection is not a TrueType or OpenType font", index)
}

// table returns the bytes of a table, nil when the face has none inside the file.
func (f *Face) table(tag string) table {
	want := table(tag).u32(0)
	for rec := f.dir; len(rec) >= 16; rec = rec[16:] {
		if rec.u32(0) == want {
			return f.data.part(rec.u32(8), rec.u32(12))
		}
	}
	return nil
}
