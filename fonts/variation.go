package fonts

import "sort"

// Variant returns the glyph of r with a variation selector behind it (cmap format 14, UTS #37),
// and whether the face knows the sequence.
func (f *Face) Variant(r, selector rune) (GID, bool) {
	t := f.variationTable()
	n := min(int(t.u32(6)), len(t.from(10))/11)
	i := sort.Search(n, func(i int) bool { return t.u24(10+11*i) >= uint32(selector) })
	if i == n || t.u24(10+11*i) != uint32(selector) {
		return 0, false
	}
	rec := t.from(10 + 11*i)
	if at := rec.u32(7); at != 0 {
		if g := otherForm(t.from32(at), r); g != 0 && int(g) < f.NumGlyphs() {
			return g, true
		}
	}
	if at := rec.u32(3); at != 0 && usualForm(t.from32(at), r) {
		g := f.Glyph(r)
		return g, g != 0
	}
	return 0, false
}

// variationTable is the subtable of format 14, empty where there is none.
func (f *Face) variationTable() table {
	t := f.table("cmap")
	for i := range t.u16(2) {
		rec := t.from(4 + 8*i)
		if len(rec) < 8 {
			break
		}
		if sub := t.from32(rec.u32(4)); rec.u16(0) == 0 && rec.u16(2) == 5 && sub.u16(0) == 14 {
			return sub
		}
	}
	return nil
}

// usualForm tells whether a table of ranges says that r has its usual glyph.
func usualForm(t table, r rune) bool {
	n := min(int(t.u32(0)), len(t.from(4))/4)
	i := sort.Search(n, func(i int) bool { return t.u24(4+4*i)+uint32(t.u8(4+4*i+3)) >= uint32(r) })
	return i < n && t.u24(4+4*i) <= uint32(r)
}

// otherForm is the glyph that a table of characters gives r, 0 for none.
func otherForm(t table, r rune) GID {
	n := min(int(t.u32(0)), len(t.from(4))/5)
	i := sort.Search(n, func(i int) bool { return t.u24(4+5*i) >= uint32(r) })
	if i == n || t.u24(4+5*i) != uint32(r) {
		return 0
	}
	return GID(t.u16(4 + 5*i + 3))
}

// u24 is the number of three bytes at offset i.
func (t table) u24(i int) uint32 { return uint32(t.u16(i))<<8 | uint32(t.u8(i+2)) }
