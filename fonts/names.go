package fonts

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// Name identifiers (OpenType 1.9, "name").
const (
	nameCopyright  = 0
	nameFamily     = 1
	nameVersion    = 5
	namePostScript = 6
	nameLicence    = 13
	nameLicenceURL = 14
	nameTypoFamily = 16

	nameVariationPrefix = 25
)

// PostScriptName returns the name of the name table, or one made from Name, fit for a PDF:
// printable ASCII without delimiters.
func (f *Face) PostScriptName() string {
	if m := f.core(); m.vary != nil { // as Adobe's Technical Note 5902 names instances
		for _, name := range []string{f.nameRecord(nameVariationPrefix, false), f.Family(false), f.name} {
			if name = postScriptSafe(strings.ReplaceAll(name, " ", "")); name != "" {
				return fmt.Sprintf("%s_%dwght", name[:min(len(name), 50)], m.vary.weight)
			}
		}
	}
	for _, name := range []string{f.nameRecord(namePostScript, false), f.name} {
		if name = postScriptSafe(name); name != "" {
			return name
		}
	}
	return "Face"
}

// Family returns the family name; with chinese the Chinese one where the face has it.
func (f *Face) Family(chinese bool) string {
	if name := f.nameRecord(nameTypoFamily, chinese); name != "" {
		return name
	}
	return f.nameRecord(nameFamily, chinese)
}

// Licence returns what the face says of its copyright and licence, "" where it says nothing.
func (f *Face) Licence() (copyright, licence, url string) {
	return f.nameRecord(nameCopyright, false), f.nameRecord(nameLicence, false), f.nameRecord(nameLicenceURL, false)
}

// postScriptSafe keeps what a PostScript name may have (OpenType 1.9, name ID 6): at most
// 63 printable ASCII characters and none of []{}()<>/%.
func postScriptSafe(name string) string {
	safe := strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7F || strings.ContainsRune("[]{}()<>/%", r) {
			return -1
		}
		return r
	}, name)
	return safe[:min(len(safe), 63)]
}

// nameRecord reads a name: the language asked for, else English, else any.
func (f *Face) nameRecord(id int, chinese bool) string {
	t := f.table("name")
	store := t.from(t.u16(4))
	best, score := "", 0
	for i := range min(t.u16(2), (len(t)-6)/12) {
		rec := t.from(6 + 12*i)
		if rec.u16(6) != id {
			continue
		}
		s := nameScore(rec.u16(0), rec.u16(2), rec.u16(4), chinese)
		if s <= score {
			continue
		}
		if text := decodeName(rec.u16(0), store.part(uint32(rec.u16(10)), uint32(rec.u16(8)))); text != "" {
			best, score = text, s
		}
	}
	return best
}

func nameScore(platform, encoding, language int, chinese bool) int {
	switch {
	case platform == 3 && language == 0x0804 && chinese:
		return 6
	case platform == 3 && language&0x3FF == 0x04 && chinese:
		return 5
	case platform == 3 && language == 0x0409:
		return 4
	case platform == 0:
		return 3
	case platform == 3:
		return 2
	case platform == 1 && encoding == 0:
		return 1
	}
	return 0
}

// decodeName decodes UTF-16, or the ASCII part of Macintosh Roman.
func decodeName(platform int, raw table) string {
	if platform == 1 {
		return strings.Map(func(r rune) rune {
			if r >= 0x7F {
				return -1
			}
			return r
		}, string(raw))
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw.u16(2 * i))
	}
	return string(utf16.Decode(units))
}
