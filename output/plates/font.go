package plates

import (
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/encoding/charmap"

	"banxin/fonts"
	"banxin/output/internal/content"
	"banxin/output/internal/raster"
)

// font is a font of the file, ready to be drawn.
type font struct {
	name    string
	program *fonts.Program // nil: there is none, or it cannot be read
	matrix  content.Matrix // of outlines, or of Type 3: to units of text
	widths  map[int]float64
	dflt    float64

	wide     bool
	vertical bool
	down     map[int][3]float64 // of vertical text: displacement, place of the origin
	downDflt [2]float64
	codes    *codeMap // of a CMap in the file; nil: two bytes are the CID
	unknown  string   // a CMap that is not in the file
	gids     []byte   // CIDToGIDMap
	cids     bool     // the program has CIDs, or is asked by them

	glyph [256]fonts.GID // of simple fonts

	type3 bool
	procs types.Dict
	names [256]string
	res   types.Object

	drawn map[drawing]map[int]*raster.Outline // by code
	segs  []fonts.Segment
}

// drawing is how glyphs stand on the raster: their matrix without its place.
type drawing [4]float64

var subset = regexp.MustCompile(`^[A-Z]{6}\+`)

// font reads a font once.
func (f *File) font(o types.Object) *font {
	key := fmt.Sprint(o)
	if n, ok := f.fonts[key]; ok {
		return n
	}
	r, d := f.r, f.r.Dict(o)
	if d == nil {
		return nil
	}
	n := &font{name: subset.ReplaceAllString(r.Name(d["BaseFont"]), ""), matrix: content.Matrix{0.001, 0, 0, 0.001, 0, 0}, widths: map[int]float64{}, drawn: map[drawing]map[int]*raster.Outline{}}
	f.fonts[key] = n
	switch r.Name(d["Subtype"]) {
	case "Type3":
		f.type3(n, d)
	case "Type0":
		f.composite(n, d)
	default:
		f.simple(n, d)
	}
	return n
}

// load reads the program that a descriptor embeds.
func (f *File) load(n *font, desc types.Dict) {
	for _, k := range []string{"FontFile2", "FontFile3", "FontFile"} {
		s := f.r.Stream(desc[k])
		if s == nil {
			continue
		}
		data, err := f.r.Data(s)
		if err != nil {
			continue
		}
		if p, err := fonts.OpenProgram(data); err == nil {
			n.program, n.matrix = p, p.Matrix()
			return
		}
	}
}

func (f *File) simpleWidths(n *font, d types.Dict) {
	first := f.r.Int(d["FirstChar"])
	for i, v := range f.r.Numbers(d["Widths"]) {
		n.widths[first+i] = v
	}
}

func (f *File) type3(n *font, d types.Dict) {
	f.simpleWidths(n, d)
	n.type3, n.procs, n.res = true, f.r.Dict(d["CharProcs"]), d["Resources"]
	if m := f.r.Numbers(d["FontMatrix"]); len(m) == 6 {
		n.matrix = content.Matrix(m)
	}
	f.differences(d["Encoding"], func(code int, name string) { n.names[code] = name })
}

// differences visits the names that an encoding gives to codes.
func (f *File) differences(o types.Object, set func(code int, name string)) {
	code := 0
	for _, o := range f.r.Array(f.r.Dict(o)["Differences"]) {
		if name, ok := f.r.Get(o).(types.Name); ok {
			if code >= 0 && code < 256 {
				set(code, string(name))
			}
			code++
		} else {
			code = f.r.Int(o)
		}
	}
}

const symbolic = 1 << 2 // a font's flag (ISO 32000-1, table 123)

// simple reads a font of codes of one byte (9.6).
func (f *File) simple(n *font, d types.Dict) {
	f.simpleWidths(n, d)
	desc := f.r.Dict(d["FontDescriptor"])
	n.dflt = f.r.Number(desc["MissingWidth"])
	f.load(n, desc)
	if n.program == nil {
		return
	}
	base := f.r.Name(d["Encoding"])
	if e := f.r.Dict(d["Encoding"]); e != nil {
		base = f.r.Name(e["BaseEncoding"])
	}
	names := namesOf(base)
	own := base == "" // codes that the encoding does not name are the program's own
	told := [256]bool{}
	f.differences(d["Encoding"], func(code int, name string) { names[code], told[code] = name, true })
	if n.program.PostScript() {
		for code := range names {
			if own && !told[code] {
				n.glyph[code] = n.program.Coded(byte(code))
				continue
			}
			n.glyph[code] = n.named(names[code])
		}
		return
	}
	asks := d["Encoding"] != nil && (f.r.Int(desc["Flags"])&symbolic == 0 || n.hasUnicode())
	for code := range names {
		n.glyph[code] = n.trueType(code, names[code], asks)
	}
}

// namesOf are the glyphs of a base encoding by their names.
func namesOf(base string) (names [256]string) {
	for code := range names {
		c := byte(code)
		switch base {
		case "WinAnsiEncoding":
			names[code] = fonts.RuneGlyph(charmap.Windows1252.DecodeByte(c))
			if c == 0xA0 {
				names[code] = "space"
			} else if c == 0xAD {
				names[code] = "hyphen"
			}
		case "MacRomanEncoding":
			names[code] = fonts.RuneGlyph(charmap.Macintosh.DecodeByte(c))
			if c == 0xCA {
				names[code] = "space"
			}
		default:
			names[code] = fonts.StandardName(c)
		}
	}
	return names
}

// named is the glyph with a name, or with another name of the same character.
func (n *font) named(name string) fonts.GID {
	g, ok := n.program.Named(name)
	if ok || name == "" {
		return g
	}
	if r := fonts.GlyphRune(name); r != 0 {
		g, _ = n.program.Named(fonts.RuneGlyph(r))
	}
	return g
}

func (n *font) hasUnicode() bool {
	_, has := n.program.Mapped(3, 1, 'A')
	return has
}

// trueType is the glyph of a code (9.6.6.4): by its name where the encoding counts, else by the
// tables for symbols.
func (n *font) trueType(code int, name string, asks bool) fonts.GID {
	p := n.program
	if asks && name != "" {
		if r := fonts.GlyphRune(name); r != 0 {
			if g, _ := p.Mapped(3, 1, r); g != 0 {
				return g
			}
			if b, ok := charmap.Macintosh.EncodeRune(r); ok {
				if g, _ := p.Mapped(1, 0, rune(b)); g != 0 {
					return g
				}
			}
		}
	}
	for _, try := range []struct {
		platform, encoding int
		r                  rune
	}{{3, 0, rune(code)}, {3, 0, 0xF000 + rune(code)}, {1, 0, rune(code)}, {3, 1, rune(code)}, {0, 3, rune(code)}} {
		if g, _ := p.Mapped(try.platform, try.encoding, try.r); g != 0 {
			return g
		}
	}
	return 0
}

// composite reads a font of codes of several bytes (9.7).
func (f *File) composite(n *font, d types.Dict) {
	n.wide, n.dflt, n.downDflt = true, 1000, [2]float64{880, -1000}
	list := f.r.Array(d["DescendantFonts"])
	if len(list) == 0 {
		return
	}
	cid := f.r.Dict(list[0])
	f.load(n, f.r.Dict(cid["FontDescriptor"]))
	if cid["DW"] != nil {
		n.dflt = f.r.Number(cid["DW"])
	}
	f.r.Widths(cid["W"], func(c int, w float64) { n.widths[c] = w })
	if v := f.r.Numbers(cid["DW2"]); len(v) == 2 {
		n.downDflt = [2]float64(v)
	}
	if s := f.r.Stream(d["Encoding"]); s != nil {
		data, _ := f.r.Data(s)
		n.codes = readCodes(data)
		n.vertical = f.r.Int(s.Dict["WMode"]) == 1 || n.codes.vertical
	} else {
		name := f.r.Name(d["Encoding"])
		n.vertical = strings.HasSuffix(name, "-V")
		if !strings.HasPrefix(name, "Identity") {
			n.unknown = name
		}
	}
	if n.vertical {
		n.down = f.downwards(cid["W2"])
	}
	if s := f.r.Stream(cid["CIDToGIDMap"]); s != nil {
		n.gids, _ = f.r.Data(s)
	}
	n.cids = n.program != nil && n.program.PostScript()
}

// downwards reads the W2 array (9.7.4.3).
func (f *File) downwards(o types.Object) map[int][3]float64 {
	out := map[int][3]float64{}
	a := f.r.Array(o)
	for i := 0; i+1 < len(a); {
		from := f.r.Int(a[i])
		if list := f.r.Array(a[i+1]); list != nil {
			v := f.r.Numbers(list)
			for k := 0; k+2 < len(v); k += 3 {
				out[from+k/3] = [3]float64(v[k : k+3])
			}
			i += 2
			continue
		}
		if i+4 >= len(a) {
			break
		}
		v := [3]float64{f.r.Number(a[i+2]), f.r.Number(a[i+3]), f.r.Number(a[i+4])}
		for c := from; c <= min(f.r.Int(a[i+1]), from+65535); c++ {
			out[c] = v
		}
		i += 5
	}
	return out
}

// next is the first code of a string: how many bytes it has and what it stands for.
func (n *font) next(s []byte) (code, size int) {
	switch {
	case !n.wide:
		return int(s[0]), 1
	case n.codes != nil:
		return n.codes.next(s)
	case len(s) < 2:
		return 0, len(s)
	}
	return int(s[0])<<8 | int(s[1]), 2
}

// gid is the glyph of a code or a CID.
func (n *font) gid(code int) fonts.GID {
	switch {
	case !n.wide:
		return n.glyph[code&255]
	case n.gids != nil:
		if 2*code+2 > len(n.gids) {
			return 0
		}
		return binary.BigEndian.Uint16(n.gids[2*code:])
	case n.cids:
		return n.program.CID(code)
	}
	return fonts.GID(code)
}

func (n *font) width(code int) float64 {
	if w, ok := n.widths[code]; ok {
		return w
	}
	return n.dflt
}

// codeMap is a CMap of the file: which codes there are and their CIDs.
type codeMap struct {
	vertical bool
	spaces   []codeSpace
	ranges   []cidRange
	single   map[uint64]int // by bytes and code
}

type codeSpace struct {
	size   int
	lo, hi uint32
}

type cidRange struct {
	codeSpace
	cid int
}

const maxRanges = 1 << 16

// readCodes reads a CMap (9.7.5.4).
func readCodes(data []byte) *codeMap {
	m := &codeMap{single: map[uint64]int{}}
	l := content.New(data)
	var args []content.Token
	for t := l.Next(); t.Kind != content.End; t = l.Next() {
		if t.Kind != content.Operator {
			if t.Kind == content.Name && t.Text == "WMode" {
				if v := l.Next(); v.Kind == content.Number {
					m.vertical = v.Num == 1
				}
				continue
			}
			if len(args) < maxRanges {
				args = append(args, t)
			}
			continue
		}
		switch t.Text {
		case "endcodespacerange":
			for i := 0; i+1 < len(args) && len(m.spaces) < 64; i += 2 {
				m.spaces = append(m.spaces, spaceOf(args[i], args[i+1]))
			}
		case "endcidrange":
			for i := 0; i+2 < len(args) && len(m.ranges) < maxRanges; i += 3 {
				m.ranges = append(m.ranges, cidRange{spaceOf(args[i], args[i+1]), int(args[i+2].Num)})
			}
		case "endcidchar":
			for i := 0; i+1 < len(args) && len(m.single) < maxRanges; i += 2 {
				s := spaceOf(args[i], args[i])
				m.single[uint64(s.size)<<32|uint64(s.lo)] = int(args[i+1].Num)
			}
		}
		args = args[:0]
		l.Forget()
	}
	return m
}

func spaceOf(lo, hi content.Token) codeSpace {
	return codeSpace{size: min(len(lo.Raw), 4), lo: codeOf(lo.Raw), hi: codeOf(hi.Raw)}
}

func codeOf(b []byte) (v uint32) {
	for _, c := range b[:min(len(b), 4)] {
		v = v<<8 | uint32(c)
	}
	return v
}

// holds tells whether each byte of a code lies in its range.
func (s codeSpace) holds(code uint32) bool {
	for k := 0; k < 8*s.size; k += 8 {
		if b := code >> k & 255; b < s.lo>>k&255 || b > s.hi>>k&255 {
			return false
		}
	}
	return true
}

func (m *codeMap) next(s []byte) (cid, size int) {
	size = 0
	for n := 1; n <= min(4, len(s)) && size == 0; n++ {
		code := codeOf(s[:n])
		for _, sp := range m.spaces {
			if sp.size == n && sp.holds(code) {
				size = n
				break
			}
		}
	}
	if size == 0 {
		size = min(2, len(s))
	}
	code := codeOf(s[:size])
	if cid, ok := m.single[uint64(size)<<32|uint64(code)]; ok {
		return cid, size
	}
	for _, r := range m.ranges {
		if r.size == size && code >= r.lo && code <= r.hi {
			return r.cid + int(code-r.lo), size
		}
	}
	return 0, size
}
