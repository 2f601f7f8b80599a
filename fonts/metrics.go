package fonts

import (
	"errors"
	"fmt"
)

// metrics is what a face says about itself as a whole, and where its glyphs are.
type metrics struct {
	unitsPerEm         int
	ascent, descent    int
	capHeight, xHeight int
	box                [4]int
	italicAngle        int // 1/65536 degree, counter-clockwise
	weight             int // 100-900
	flags              uint32
	embedding          uint16

	numGlyphs int
	hmtx      table
	numLong   int // glyphs of hmtx with an advance of their own
	loca      table
	longLoca  bool
	glyf      table
	cff       bool
	vary      *variation // nil: glyphs are as the file has them

	fault error
}

func (f *Face) core() *metrics {
	if m := f.metrics.get(); m != nil {
		return m
	}
	return f.metrics.fill(f.readMetrics)
}

// Err reads the face's main tables and tells what is wrong with them, nil if nothing is.
// A face with an error still answers every call.
func (f *Face) Err() error {
	err := f.core().fault
	if err == nil && f.IsCFF() {
		err = f.postScript().fault
	}
	if err != nil {
		return fmt.Errorf("font %s: %w", f.name, err)
	}
	return nil
}

// UnitsPerEm returns the units of the em square, 1000 when the face gives no lawful number.
func (f *Face) UnitsPerEm() int { return f.core().unitsPerEm }

// Ascent returns the top of the em box, which for Chinese faces is where Han characters
// are drawn (OS/2 sTypoAscender, else hhea).
func (f *Face) Ascent() int { return f.core().ascent }

// Descent returns the bottom of the em box, a negative number.
func (f *Face) Descent() int { return f.core().descent }

// CapHeight returns the height of H.
func (f *Face) CapHeight() int { return f.core().capHeight }

// XHeight returns the height of x.
func (f *Face) XHeight() int { return f.core().xHeight }

// NumGlyphs returns the number of glyphs, .notdef included.
func (f *Face) NumGlyphs() int { return f.core().numGlyphs }

// BBox returns the box around all glyphs.
func (f *Face) BBox() (xMin, yMin, xMax, yMax int) {
	b := f.core().box
	return b[0], b[1], b[2], b[3]
}

// ItalicAngle returns the slant in 1/65536 degree, counter-clockwise from the vertical: italics are negative.
func (f *Face) ItalicAngle() int { return f.core().italicAngle }

// Weight returns the weight class, 100 (thin) to 900 (black).
func (f *Face) Weight() int { return f.core().weight }

// StemV estimates the width of an upright stem in 1/1000 em from the weight, as most PDF
// writers do.
func (f *Face) StemV() int {
	w := f.core().weight
	return 50 + w*w/(65*65)
}

// Bits of a PDF font descriptor's Flags (ISO 32000-2, table 121).
const (
	FlagFixedPitch = 1 << 0
	FlagSerif      = 1 << 1
	FlagSymbolic   = 1 << 2
	FlagScript     = 1 << 3
	FlagItalic     = 1 << 6
)

// Flags returns a PDF font descriptor's Flags. Symbolic is always set: a Chinese face's
// characters are not those of the Standard Latin set.
func (f *Face) Flags() uint32 { return f.core().flags }

// Bits of OS/2 fsType (OpenType 1.9).
const (
	EmbedRestricted = 1 << 1 // must not be embedded without the owner's permission
	EmbedPreview    = 1 << 2 // for viewing and printing only
	EmbedEditable   = 1 << 3
	EmbedNoSubset   = 1 << 8 // whole or not at all
	EmbedBitmaps    = 1 << 9
)

// Embedding returns OS/2 fsType, the permission to embed; 0 means installable, no limits.
func (f *Face) Embedding() uint16 { return f.core().embedding }

// MayEmbed reports whether fsType lets a document carry the face, or a subset of it. A
// restricted face may be carried where a more generous bit is also set.
func (f *Face) MayEmbed() bool {
	e := f.Embedding()
	if e&EmbedRestricted != 0 && e&(EmbedPreview|EmbedEditable) == 0 {
		return false
	}
	return e&EmbedBitmaps == 0
}

// OnlyWhole reports whether fsType lets a document carry the face as a whole and no subset.
func (f *Face) OnlyWhole() bool { return f.MayEmbed() && f.Embedding()&EmbedNoSubset != 0 }

// Whole returns the face as a file of its own: its tables as they are. The caller must not
// change it.
func (f *Face) Whole() []byte {
	if table(f.data).u32(0) != signCollection {
		return f.data
	}
	w := &file{sign: signTrueType}
	if f.IsCFF() {
		w.sign = signCFF
	}
	for rec := f.dir; len(rec) >= 16; rec = rec[16:] {
		tag := string(rec[:4])
		if t := f.table(tag); t != nil {
			w.add(tag, t)
		}
	}
	return w.bytes()
}

// IsCFF reports whether the outlines are PostScript ones (OpenType with a CFF table).
func (f *Face) IsCFF() bool { return f.core().cff }

func (f *Face) readMetrics() *metrics {
	m := &metrics{}
	m.readHead(f.table("head"))
	m.numGlyphs = f.table("maxp").u16(4)
	m.readHorizontal(f)
	m.readOS2(f)
	m.readPost(f.table("post"))
	m.readOutlines(f)
	m.vary = f.newVariation(m)
	if m.fault == nil && m.numGlyphs == 0 {
		m.fault = errors.New("maxp counts no glyphs")
	}
	return m
}

func (m *metrics) readHead(head table) {
	m.unitsPerEm = head.u16(18)
	if m.unitsPerEm < 16 || m.unitsPerEm > 16384 {
		m.fault = fmt.Errorf("%d units per em, lawful are 16 to 16384", m.unitsPerEm)
		m.unitsPerEm = 1000
	}
	for i := range m.box {
		m.box[i] = head.i16(36 + 2*i)
	}
	m.longLoca = head.u16(50) != 0
}

func (m *metrics) readHorizontal(f *Face) {
	hhea := f.table("hhea")
	m.ascent, m.descent = hhea.i16(4), hhea.i16(6)
	m.hmtx = f.table("hmtx")
	m.numLong = min(hhea.u16(34), len(m.hmtx)/4)
	if m.fault == nil && m.numLong == 0 {
		m.fault = errors.New("hmtx gives no advance")
	}
}

// readOS2 prefers the typographic ascender and descender, which are the em box in Chinese
// faces where hhea's are a line's extent (1151/-286 in Noto Serif SC, the em box is 880/-120).
func (m *metrics) readOS2(f *Face) {
	m.weight, m.flags = 400, FlagSymbolic
	m.capHeight, m.xHeight = m.unitsPerEm*7/10, m.unitsPerEm/2
	t := f.table("OS/2")
	if len(t) < 72 {
		return
	}
	if a, d := t.i16(68), t.i16(70); a > d {
		m.ascent, m.descent = a, d
	}
	if w := t.u16(4); w >= 1 && w <= 1000 {
		m.weight = w
	}
	m.embedding = uint16(t.u16(8))
	m.flags |= styleFlags(t)
	if t.u16(0) < 2 {
		return
	}
	if x := t.i16(86); x > 0 {
		m.xHeight = x
	}
	if c := t.i16(88); c > 0 {
		m.capHeight = c
	}
}

// styleFlags reads serif, script and italic from the family class and PANOSE.
func styleFlags(os2 table) (flags uint32) {
	class, kind, serif := os2.u8(30), os2.u8(32), os2.u8(33)
	switch {
	case class >= 1 && class <= 5, class == 7, kind == 2 && serif >= 2 && serif <= 10:
		flags |= FlagSerif
	case class == 10, kind == 3:
		flags |= FlagScript
	}
	if os2.u16(62)&1 != 0 {
		flags |= FlagItalic
	}
	return flags
}

func (m *metrics) readPost(post table) {
	m.italicAngle = int(int32(post.u32(4)))
	if m.italicAngle != 0 {
		m.flags |= FlagItalic
	}
	if post.u32(12) != 0 {
		m.flags |= FlagFixedPitch
	}
}

func (m *metrics) readOutlines(f *Face) {
	m.loca, m.glyf = f.table("loca"), f.table("glyf")
	m.cff = m.glyf == nil && f.table("CFF ") != nil
	size := 2
	if m.longLoca {
		size = 4
	}
	if m.fault == nil && !m.cff && len(m.loca) < size*(m.numGlyphs+1) {
		m.fault = fmt.Errorf("loca is %d bytes, %d glyphs need %d", len(m.loca), m.numGlyphs, size*(m.numGlyphs+1))
	}
}

// Advance returns the horizontal advance.
func (f *Face) Advance(g GID) int {
	m := f.core()
	if m.vary != nil {
		return m.vary.glyph(m, g).advance
	}
	return m.drawnAdvance(g)
}

// drawnAdvance is the advance that the file has.
func (m *metrics) drawnAdvance(g GID) int {
	i := 4 * min(int(g), m.numLong-1)
	if uint(i)+1 < uint(len(m.hmtx)) {
		return int(m.hmtx[i])<<8 | int(m.hmtx[i+1])
	}
	return 0
}

// bearing returns the left side bearing.
func (m *metrics) bearing(g GID) int {
	if m.vary != nil {
		return m.vary.glyph(m, g).bearing
	}
	return m.drawnBearing(g)
}

// drawnBearing is the left side bearing that the file has.
func (m *metrics) drawnBearing(g GID) int {
	if int(g) < m.numLong {
		return m.hmtx.i16(4*int(g) + 2)
	}
	return m.hmtx.i16(4*m.numLong + 2*(int(g)-m.numLong))
}
