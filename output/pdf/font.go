package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"

	"banxin/fonts"
)

// fontRefs are the objects of one embedded face.
type fontRefs struct{ font, descendant, descriptor, file, unicode, gidMap ref }

// allocFont takes the numbers of a face's objects. Only a face with glyphs of several
// texts needs a map from CIDs to glyphs.
func allocFont(o *objects, c *cids) fontRefs {
	r := fontRefs{font: o.alloc(), descendant: o.alloc(), descriptor: o.alloc(), file: o.alloc(), unicode: o.alloc()}
	if c.mapped() && !c.face.IsCFF() {
		r.gidMap = o.alloc()
	}
	return r
}

// mapped tells whether a CID may differ from its glyph's number in the file.
func (c *cids) mapped() bool {
	return c.face.OnlyWhole() || len(c.order) > 0 || len(c.used) > 0 && c.used[0] == 0
}

// embedFont makes the objects of a face: a Type 0 font with Identity-H over a subset of the
// TrueType file or of the CFF table (ISO 32000-1, 9.7).
func embedFont(o *objects, r fontRefs, c *cids, z *packer) error {
	if c.face.IsCFF() {
		return embedCFF(o, r, c, z)
	}
	data, err := c.trueType()
	if err != nil {
		return fmt.Errorf("face %s: %w", c.face.Name(), err)
	}
	base := c.baseName()
	gidMap := "/Identity"
	if r.gidMap != 0 {
		gidMap = r.gidMap.String()
		o.set(r.gidMap, stream("/Filter/FlateDecode", z.pack(c.gidMap())))
	}
	o.set(r.font, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>", base, r.descendant, r.unicode))
	o.set(r.descendant, fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %s/CIDToGIDMap %s/DW 1000/W[%s]>>",
		base, r.descriptor, gidMap, c.widths()))
	o.set(r.descriptor, c.descriptor(base, headBox(data), "/FontFile2 "+r.file.String()))
	o.set(r.file, stream("/Filter/FlateDecode/Length1 "+strconv.Itoa(len(data)), z.pack(data)))
	o.set(r.unicode, stream("/Filter/FlateDecode", z.pack(c.toUnicode())))
	return nil
}

// trueType is the font file: a subset, or the whole face where its licence wants that.
func (c *cids) trueType() ([]byte, error) {
	if c.face.OnlyWhole() {
		return c.face.Whole(), nil
	}
	return c.face.Subset(c.glyphs())
}

// withAll appends the glyphs of the face that are not in the list.
func (c *cids) withAll(gids []fonts.GID) []fonts.GID {
	have := make([]bool, c.face.NumGlyphs())
	for _, g := range gids {
		have[g] = true
	}
	for g, yes := range have {
		if !yes {
			gids = append(gids, fonts.GID(g))
		}
	}
	return gids
}

// baseName is the font's name; that of a subset has a tag before it.
func (c *cids) baseName() string {
	if c.face.OnlyWhole() {
		return name(postScriptName(c.face))
	}
	return name(subsetTag(c) + "+" + postScriptName(c.face))
}

// embedCFF makes the objects of a face with CFF outlines. Such a font has no map from CIDs
// to glyphs: a glyph that shows several texts stands in it as often.
func embedCFF(o *objects, r fontRefs, c *cids, z *packer) error {
	gids := []fonts.GID{0}
	c.all(func(_ uint16, g fonts.GID, _ string) { gids = append(gids, g) })
	if c.face.OnlyWhole() {
		gids = c.withAll(gids)
	}
	data, err := c.face.SubsetCFF(gids)
	if err != nil {
		return fmt.Errorf("face %s: %w", c.face.Name(), err)
	}
	base := c.baseName()
	o.set(r.font, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>", base, r.descendant, r.unicode))
	o.set(r.descendant, fmt.Sprintf("<</Type/Font/Subtype/CIDFontType0/BaseFont%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %s/DW 1000/W[%s]>>",
		base, r.descriptor, c.widths()))
	var box [4]int
	box[0], box[1], box[2], box[3] = c.face.BBox()
	o.set(r.descriptor, c.descriptor(base, box, "/FontFile3 "+r.file.String()))
	o.set(r.file, stream("/Subtype/CIDFontType0C/Filter/FlateDecode", z.pack(data)))
	o.set(r.unicode, stream("/Filter/FlateDecode", z.pack(c.toUnicode())))
	return nil
}

func (c *cids) descriptor(base string, box [4]int, file string) string {
	em := func(v int) int64 { return int64(v) * 1000 / c.upem }
	return fmt.Sprintf("<</Type/FontDescriptor/FontName%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80%s>>",
		base, em(box[0]), em(box[1]), em(box[2]), em(box[3]), em(c.face.Ascent()), em(c.face.Descent()), em(c.face.CapHeight()), file)
}

// headBox reads the bounds of all glyphs from the head table of a TrueType file.
func headBox(data []byte) (box [4]int) {
	if len(data) < 12 {
		return box
	}
	for i := 0; i < int(binary.BigEndian.Uint16(data[4:])) && 28+16*i <= len(data); i++ {
		rec := data[12+16*i:]
		at := int(binary.BigEndian.Uint32(rec[8:]))
		if string(rec[:4]) != "head" || at < 0 || at+44 > len(data) {
			continue
		}
		for k := range box {
			box[k] = int(int16(binary.BigEndian.Uint16(data[at+36+2*k:])))
		}
	}
	return box
}

// widths returns the /W array's entries: only glyphs that are not one em wide, runs of
// neighbours together.
func (c *cids) widths() string {
	var b []byte
	last := -2
	c.all(func(cid uint16, g fonts.GID, _ string) {
		w := c.of(g).width
		if w == 1000 {
			return
		}
		switch {
		case last+1 == int(cid):
			b = append(b, ' ')
		case last >= 0:
			b = append(b, "] "...)
			fallthrough
		default:
			b = strconv.AppendInt(b, int64(cid), 10)
			b = append(b, '[')
		}
		b = strconv.AppendInt(b, int64(w), 10)
		last = int(cid)
	})
	if last >= 0 {
		b = append(b, ']')
	}
	return string(b)
}

// gidMap returns the stream that maps CIDs to glyphs of the subset, two bytes each.
func (c *cids) gidMap() []byte {
	at := make(map[fonts.GID]uint16, len(c.used))
	for i, g := range c.glyphs() {
		if at[g] = uint16(i); c.face.OnlyWhole() {
			at[g] = g
		}
	}
	b := make([]byte, 2, 2*(len(c.used)+len(c.order)+1))
	c.all(func(_ uint16, g fonts.GID, _ string) { b = binary.BigEndian.AppendUint16(b, at[g]) })
	return b
}

// subsetTag returns the six capitals before the name, made from the face and its glyphs
// (ISO 32000-1, 9.6.4).
func subsetTag(c *cids) string {
	h := sha256.New()
	h.Write([]byte(c.face.PostScriptName()))
	var b [2]byte
	for _, g := range c.used {
		binary.BigEndian.PutUint16(b[:], g)
		h.Write(b[:])
	}
	n := binary.BigEndian.Uint64(h.Sum(nil))
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + byte(n%26)
		n /= 26
	}
	return string(tag)
}

func postScriptName(f *fonts.Face) string {
	if n := f.PostScriptName(); n != "" {
		return n
	}
	return "Face" + strconv.Itoa(f.Index())
}

// toUnicode returns the CMap from CIDs to text, in blocks of at most a hundred
// (Adobe 5411, 1.4.1). A glyph without text is a zero width space: archives want every
// glyph to be something, and its run says that it is not to be copied.
func (c *cids) toUnicode() []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	var block []byte
	n := 0
	flush := func() {
		if n == 0 {
			return
		}
		b = strconv.AppendInt(b, int64(n), 10)
		b = append(b, " beginbfchar\n"...)
		b = append(append(b, block...), "endbfchar\n"...)
		block, n = block[:0], 0
	}
	c.all(func(cid uint16, _ fonts.GID, text string) {
		if text == "" {
			text = "\u200B"
		}
		block = append(appendHex16(append(block, '<'), cid), "> <"...)
		block = append(appendUTF16Hex(block, text), ">\n"...)
		if n++; n == 100 {
			flush()
		}
	})
	flush()
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
