package pdfread

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// Font is a font as characters see it.
type Font struct {
	Name     string // without the tag of a subset
	Bold     bool
	Vertical bool // it writes downwards

	wide    bool // codes of two bytes, or as the coding says
	coding  encoding.Encoding
	utf16   bool // codes are UTF-16
	gb1     bool // codes are CIDs of Adobe-GB1
	unicode map[int]string
	widths  map[int]float64
	dflt    float64
	type3   float64
}

var subset = regexp.MustCompile(`^[A-Z]{6}\+`)

var heavy = regexp.MustCompile(`(?i)bold|black|heavy|semibold|demi|粗|大标宋|小标宋|超|特黑|,b`)

// font reads a font once.
func (f *File) font(o types.Object) *Font {
	key := fmt.Sprint(o)
	if n, ok := f.fonts[key]; ok {
		return n
	}
	d := f.dict(o)
	if d == nil {
		return nil
	}
	n := &Font{Name: subset.ReplaceAllString(f.text(d["BaseFont"]), ""), dflt: 500, unicode: map[int]string{}, widths: map[int]float64{}}
	if utf8.ValidString(n.Name) {
		n.Bold = heavy.MatchString(n.Name)
	}
	f.fonts[key] = n
	if f.text(d["Subtype"]) == "Type0" {
		f.composite(n, d)
	} else {
		f.simple(n, d)
	}
	if s := f.stream(d["ToUnicode"]); s != nil {
		readCMap(f.decode(s), n.unicode)
	}
	return n
}

// simple reads a font of codes of one byte.
func (f *File) simple(n *Font, d types.Dict) {
	first := int(f.number(d["FirstChar"]))
	w, _ := f.pdf.DereferenceArray(d["Widths"])
	for i, v := range f.objects().Numbers(w) {
		n.widths[first+i] = v
	}
	if m, _ := f.pdf.DereferenceArray(d["FontMatrix"]); len(m) == 6 && f.text(d["Subtype"]) == "Type3" {
		n.type3 = f.number(m[0]) * 1000
	}
	base := f.text(d["Encoding"])
	if e := f.dict(d["Encoding"]); e != nil {
		base = f.text(e["BaseEncoding"])
		diff, _ := f.pdf.DereferenceArray(e["Differences"])
		code := 0
		for _, o := range diff {
			if v, err := f.pdf.Dereference(o); err == nil {
				if name, ok := v.(types.Name); ok {
					if s := glyphText(string(name)); s != "" {
						n.unicode[code] = s
					}
					code++
					continue
				}
			}
			code = int(f.number(o))
		}
	}
	n.coding = charmap.Windows1252
	if base == "MacRomanEncoding" {
		n.coding = charmap.Macintosh
	}
}

// codings are the encodings of predefined CMaps, by what their names begin with.
var codings = []struct {
	name   string
	coding encoding.Encoding
}{
	{"GB", simplifiedchinese.GB18030}, {"ETen-B5", traditionalchinese.Big5}, {"B5pc", traditionalchinese.Big5}, {"HKscs", traditionalchinese.Big5}, {"90ms-RKSJ", japanese.ShiftJIS}, {"90pv-RKSJ", japanese.ShiftJIS},
	{"83pv-RKSJ", japanese.ShiftJIS}, {"Add-RKSJ", japanese.ShiftJIS}, {"Ext-RKSJ", japanese.ShiftJIS},
}

// composite reads a font of codes of several bytes.
func (f *File) composite(n *Font, d types.Dict) {
	n.wide, n.dflt = true, 1000
	name := f.text(d["Encoding"])
	if s := f.stream(d["Encoding"]); s != nil {
		name = f.text(s.Dict["CMapName"])
		n.Vertical = f.number(s.Dict["WMode"]) == 1
	}
	n.Vertical = n.Vertical || strings.HasSuffix(name, "-V")
	n.utf16 = strings.HasPrefix(name, "Uni") && (strings.Contains(name, "UCS2") || strings.Contains(name, "UTF16"))
	for _, c := range codings {
		if strings.HasPrefix(name, c.name) {
			n.coding = c.coding
		}
	}
	list, _ := f.pdf.DereferenceArray(d["DescendantFonts"])
	if len(list) == 0 {
		return
	}
	cid := f.dict(list[0])
	info := f.dict(cid["CIDSystemInfo"])
	n.gb1 = strings.HasPrefix(name, "Identity") && f.text(info["Ordering"]) == "GB1"
	if cid["DW"] != nil {
		n.dflt = f.number(cid["DW"])
	}
	if strings.HasPrefix(name, "Identity") {
		f.objects().Widths(cid["W"], func(cid int, w float64) { n.widths[cid] = w })
	}
}

// next returns the first code of a string and how many bytes it has.
func (n *Font) next(s []byte) (code, size int) {
	size = 1
	switch {
	case !n.wide:
	case n.coding != nil:
		if s[0] >= 0x81 && !(n.coding == japanese.ShiftJIS && s[0] >= 0xA0 && s[0] <= 0xDF) {
			size = 2
			if len(s) >= 4 && s[1] >= '0' && s[1] <= '9' && n.coding == simplifiedchinese.GB18030 {
				size = 4
			}
		}
	case n.utf16:
		if size = 2; s[0] >= 0xD8 && s[0] <= 0xDB {
			size = 4
		}
	default:
		size = 2
	}
	size = min(size, len(s))
	for _, b := range s[:size] {
		code = code<<8 | int(b)
	}
	return code, size
}

func (n *Font) width(code int) float64 {
	w, ok := n.widths[code]
	switch {
	case n.type3 != 0:
		return w * n.type3
	case ok:
		return w
	case n.wide && (n.utf16 || n.coding != nil) && code < 0x80:
		return n.dflt / 2
	}
	return n.dflt
}

// textOf returns what a code reads, and whether that is known.
func (n *Font) textOf(code int, raw []byte) (string, bool) {
	if s, ok := n.unicode[code]; ok {
		return s, true
	}
	switch {
	case n.utf16:
		return utf16be(raw), true
	case n.coding != nil:
		s, err := n.coding.NewDecoder().Bytes(raw)
		if err == nil && len(s) > 0 && !strings.ContainsRune(string(s), utf8.RuneError) {
			return string(s), s[0] >= ' '
		}
	case n.gb1:
		if s := gb1(code); s != "" {
			return s, true
		}
	}
	return "\uFFFD", false
}

func utf16be(b []byte) string {
	u := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		u = append(u, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(u))
}

// textString reads a text string (ISO 32000-1, 7.9.2.2).
func textString(b []byte) string {
	if len(b) >= 2 && b[0] == 0xFE && b[1] == 0xFF {
		return utf16be(b[2:])
	}
	if len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF {
		return strings.ToValidUTF8(string(b[3:]), "\uFFFD")
	}
	s, _ := charmap.Windows1252.NewDecoder().Bytes(b)
	return string(s)
}

// gb1Rows are stretches of CIDs of Adobe-GB1 that follow GB/T 2312 (Adobe Technical Note
// #5079, the CMap GB-EUC-H): the first CID, the first code, how many.
var gb1Rows = []struct{ cid, code, n int }{
	{96, 0xA1A1, 94}, {190, 0xA2B1, 50}, {240, 0xA2E5, 10}, {250, 0xA2F1, 12}, {262, 0xA3A1, 94}, {356, 0xA4A1, 83}, {439, 0xA5A1, 86},
}

// gb1 returns the character of a CID of Adobe-GB1: ASCII and the signs and hanzi of GB/T 2312.
func gb1(cid int) string {
	code := 0
	switch {
	case cid >= 1 && cid <= 95:
		return string(rune(cid + 0x1F))
	case cid >= 814 && cid <= 908:
		return string(rune(cid - 814 + ' '))
	case cid >= 939 && cid < 939+3755:
		code = 0xB0A1 + (cid-939)/94<<8 + (cid-939)%94
	case cid >= 4694 && cid < 4694+3008:
		code = 0xD8A1 + (cid-4694)/94<<8 + (cid-4694)%94
	}
	for _, r := range gb1Rows {
		if cid >= r.cid && cid < r.cid+r.n {
			code = r.code + cid - r.cid
		}
	}
	if code == 0 {
		return ""
	}
	s, err := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{byte(code >> 8), byte(code)})
	if err != nil {
		return ""
	}
	return string(s)
}

// glyphNames are names of glyphs in Differences beyond letters (Adobe Glyph List).
var glyphNames = map[string]string{
	"space": " ", "exclam": "!", "quotedbl": `"`, "numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&", "quotesingle": "'", "parenleft": "(", "parenright": ")", "asterisk": "*", "plus": "+", "comma": ",",
	"hyphen": "-", "period": ".", "slash": "/", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "colon": ":", "semicolon": ";",
	"less": "<", "equal": "=", "greater": ">", "question": "?", "at": "@", "bracketleft": "[", "backslash": `\`, "bracketright": "]", "underscore": "_", "braceleft": "{", "bar": "|", "braceright": "}", "asciitilde": "~",
	"quoteleft": "‘", "quoteright": "’", "quotedblleft": "“", "quotedblright": "”", "endash": "–", "emdash": "—", "bullet": "•", "ellipsis": "…", "periodcentered": "·", "degree": "°", "fi": "fi", "fl": "fl", "multiply": "×",
}

func glyphText(name string) string {
	if s, ok := glyphNames[name]; ok || len(name) == 1 {
		return s + name[:b2i(!ok)]
	}
	hex := ""
	switch {
	case strings.HasPrefix(name, "uni") && len(name) >= 7:
		hex = name[3:7]
	case strings.HasPrefix(name, "u") && len(name) >= 5:
		hex = name[1:]
	}
	if v, err := strconv.ParseUint(hex, 16, 32); err == nil && utf8.ValidRune(rune(v)) && v > 0 {
		return string(rune(v))
	}
	return ""
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
