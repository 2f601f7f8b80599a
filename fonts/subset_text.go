package fonts

import (
	"fmt"
	"slices"
	"unicode/utf16"
)

// SubsetText returns a stand-alone TrueType file (OpenType with CFF outlines for a face that
// has them) for a reader of text: the glyphs of these
// characters with a cmap, and their vertical forms with GSUB vert, under a new name, as the
// licences of most free faces ask of a changed version. Copyright and licence go along.
// Characters the face lacks are left out; the order and repetition of runes do not matter.
func (f *Face) SubsetText(runes []rune, name string) ([]byte, error) {
	if postScriptSafe(name) == "" {
		return nil, fmt.Errorf("font %s: the name %q of its subset has no ASCII letter", f.name, name)
	}
	t := textSubset{face: f}
	t.choose(runes)
	s, err := f.newSubset(t.gids)
	if err != nil {
		return nil, err
	}
	w := &file{sign: signTrueType}
	if f.IsCFF() {
		if err := s.addCFF(w, postScriptSafe(name)); err != nil {
			return nil, err
		}
	} else {
		s.addGlyphs(w)
	}
	w.add("cmap", t.cmap())
	w.add("name", t.names(name))
	w.add("OS/2", t.os2())
	w.add("post", t.post())
	if f.HasVertical() {
		vmtx, numLong := s.vmtx()
		w.add("vmtx", vmtx)
		w.add("vhea", withU16(f.table("vhea"), 36, 34, numLong))
	}
	if len(t.forms) > 0 {
		w.add("GSUB", t.gsub())
	}
	return w.bytes(), nil
}

// addCFF writes an OpenType file's CFF with the tables that describe its glyphs.
func (s *subset) addCFF(w *file, name string) error {
	data, err := s.face.subsetCFF(s.glyphs, name)
	if err != nil {
		return err
	}
	w.sign = signCFF
	w.add("CFF ", data)
	w.add("maxp", appendU16(nil, 0, 0x5000, len(s.glyphs)))
	s.addMetrics(w, false)
	if u := s.face.vertical(); u.isVORG {
		w.add("VORG", s.vorg(u))
	}
	return nil
}

// vorg lists the glyphs whose vertical origin is not the usual one.
func (s *subset) vorg(u *upright) []byte {
	var list []byte
	n := 0
	for i, g := range s.glyphs {
		if y := u.listed(g); y != u.origin {
			list = appendU16(list, i, y)
			n++
		}
	}
	return append(appendU16(nil, 1, 0, u.origin, n), list...)
}

// textSubset is the choice of glyphs for a text.
type textSubset struct {
	face  *Face
	runes []rune   // ascending, each in the face
	of    []int    // the new glyph of each rune
	gids  []GID    // new glyph to old
	forms [][2]int // new glyph and that of its vertical form, ascending
}

func (t *textSubset) choose(runes []rune) {
	number := map[GID]int{0: 0}
	t.gids = []GID{0}
	take := func(g GID) int {
		n, have := number[g]
		if !have {
			n = len(t.gids)
			number[g] = n
			t.gids = append(t.gids, g)
		}
		return n
	}
	sorted := slices.Clone(runes)
	slices.Sort(sorted)
	for _, r := range slices.Compact(sorted) {
		if g := t.face.Glyph(r); g != 0 && r != 0xFFFF {
			t.runes = append(t.runes, r)
			t.of = append(t.of, take(g))
		}
	}
	plain := len(t.gids)
	for i := 1; i < plain; i++ {
		if v := t.face.Vert(t.gids[i]); v != t.gids[i] {
			t.forms = append(t.forms, [2]int{i, take(v)})
			if len(t.forms) == maxVertical {
				break
			}
		}
	}
}

// maxSegments is what the 16-bit length of a format 4 subtable has room for.
const maxSegments = (0xFFFF-16)/8 - 1

// maxVertical is what the 16-bit offsets of the one GSUB subtable have room for.
const maxVertical = 1 << 14

// cmap writes format 4 for the first plane, and format 12 when the text goes beyond it.
func (t *textSubset) cmap() []byte {
	groups := t.groups()
	plane0 := 0
	for plane0 < len(groups) && groups[plane0][0] < 0x10000 {
		plane0++
	}
	if plane0 > maxSegments {
		out := appendU32(appendU16(nil, 0, 1, 3, 10), 12)
		return append(out, format12(groups)...)
	}
	four := format4(groups[:plane0])
	if plane0 == len(groups) {
		out := appendU16(nil, 0, 2, 0, 3)
		out = appendU16(appendU32(out, 20), 3, 1)
		return append(appendU32(out, 20), four...)
	}
	for len(four)%4 != 0 {
		four = append(four, 0)
	}
	at4, at12 := uint32(36), uint32(36+len(four))
	out := appendU16(nil, 0, 4, 0, 3)
	out = appendU16(appendU32(out, at4), 0, 4)
	out = appendU16(appendU32(out, at12), 3, 1)
	out = appendU16(appendU32(out, at4), 3, 10)
	out = append(appendU32(out, at12), four...)
	return append(out, format12(groups)...)
}

// groups gathers runs of characters whose glyphs follow on each other, split at the end of
// the first plane: first, last, glyph of the first.
func (t *textSubset) groups() (groups [][3]int) {
	for i, r := range t.runes {
		if n := len(groups); n > 0 && r != 0x10000 {
			if g := &groups[n-1]; int(r) == g[1]+1 && t.of[i] == g[2]+int(r)-g[0] {
				g[1]++
				continue
			}
		}
		groups = append(groups, [3]int{int(r), int(r), t.of[i]})
	}
	return groups
}

func format4(groups [][3]int) []byte {
	n := len(groups) + 1 // with the closing segment
	search, log := 1, 0
	for search*2 <= n {
		search, log = search*2, log+1
	}
	out := appendU16(nil, 4, 16+8*n, 0, 2*n, 2*search, log, 2*n-2*search)
	for _, g := range groups {
		out = appendU16(out, g[1])
	}
	out = appendU16(out, 0xFFFF, 0)
	for _, g := range groups {
		out = appendU16(out, g[0])
	}
	out = appendU16(out, 0xFFFF)
	for _, g := range groups {
		out = appendU16(out, g[2]-g[0])
	}
	out = appendU16(out, 1)
	return append(out, make([]byte, 2*n)...)
}

func format12(groups [][3]int) []byte {
	out := appendU16(nil, 12, 0)
	out = appendU32(out, uint32(16+12*len(groups)), 0, uint32(len(groups)))
	for _, g := range groups {
		out = appendU32(out, uint32(g[0]), uint32(g[1]), uint32(g[2]))
	}
	return out
}

// names writes the new name, and the copyright and licence of the face as they stand.
func (t *textSubset) names(name string) []byte {
	ps := postScriptSafe(name)
	copyright, licence, url := t.face.Licence()
	records := []struct {
		id   int
		text string
	}{
		{nameCopyright, copyright}, {nameFamily, name}, {2, "Regular"}, {3, ps + " subset"}, {4, name},
		{nameVersion, "Version 1.000"}, {namePostScript, ps}, {nameLicence, licence}, {nameLicenceURL, url},
	}
	var heads, store []byte
	count := 0
	for _, r := range records {
		if r.text == "" {
			continue
		}
		var raw []byte
		for _, u := range utf16.Encode([]rune(r.text)) {
			raw = appendU16(raw, int(u))
		}
		if len(store)+len(raw) > 0xFFFF {
			continue
		}
		heads = appendU16(heads, 3, 1, 0x0409, r.id, len(raw), len(store))
		store = append(store, raw...)
		count++
	}
	out := appendU16(nil, 0, count, 6+12*count)
	return append(append(out, heads...), store...)
}

// os2 copies the face's OS/2 with the characters' range; a face without one gets the least.
func (t *textSubset) os2() []byte {
	src := t.face.table("OS/2")
	size := 96
	switch v := src.u16(0); {
	case v == 0 && len(src) >= 78:
		size = 78
	case v == 1 && len(src) >= 86:
		size = 86
	case v == 5 && len(src) >= 100:
		size = 100
	}
	out := make([]byte, size)
	copy(out, src)
	if len(src) < 78 {
		f := t.face
		putU16(out, 4, f.UnitsPerEm(), f.Weight(), 5)
		putU16(out[62:], 0x40)
		putU16(out[68:], f.Ascent(), f.Descent(), 0, f.Ascent(), -f.Descent())
	}
	if t.face.core().vary != nil {
		putU16(out[4:], t.face.Weight())
	}
	if len(t.runes) > 0 {
		first, last := t.runes[0], t.runes[len(t.runes)-1]
		putU16(out[64:], int(min(first, 0xFFFF)), int(min(last, 0xFFFF)))
	}
	return out
}

// post writes version 3: no glyph names.
func (t *textSubset) post() []byte {
	out := make([]byte, 32)
	copy(out, t.face.table("post"))
	copy(out, []byte{0, 3, 0, 0})
	clear(out[16:])
	return out
}

// vmtx is hmtx for vertical setting.
func (s *subset) vmtx() (data []byte, numLong int) {
	f, u := s.face, s.face.vertical()
	numLong = len(s.glyphs)
	for numLong > 1 && f.VAdvance(s.glyphs[numLong-1]) == f.VAdvance(s.glyphs[numLong-2]) {
		numLong--
	}
	for i, g := range s.glyphs {
		if i < numLong {
			data = appendU16(data, f.VAdvance(g))
		}
		data = appendU16(data, u.bearing(g))
	}
	return data, numLong
}

// gsub writes one feature, vert, for scripts DFLT and hani, of one lookup of single substitutions.
func (t *textSubset) gsub() []byte {
	const scripts, features, lookups = 10, 36, 50
	out := appendU16(nil, 1, 0, scripts, features, lookups)
	out = appendU16(out, 2) // both scripts share one table
	out = appendU16(append(out, "DFLT"...), 14)
	out = appendU16(append(out, "hani"...), 14)
	out = appendU16(out, 4, 0)            // script: its default language system follows
	out = appendU16(out, 0, 0xFFFF, 1, 0) // language system: none required, feature 0
	out = appendU16(out, 1)
	out = appendU16(append(out, "vert"...), 8)
	out = appendU16(out, 0, 1, 0)    // feature: lookup 0
	out = appendU16(out, 1, 4)       // lookups: one
	out = appendU16(out, 1, 0, 1, 8) // lookup: single substitution, one subtable
	n := len(t.forms)
	out = appendU16(out, 2, 6+2*n, n)
	for _, f := range t.forms {
		out = appendU16(out, f[1])
	}
	out = appendU16(out, 1, n)
	for _, f := range t.forms {
		out = appendU16(out, f[0])
	}
	return out
}
