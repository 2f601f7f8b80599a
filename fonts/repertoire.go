package fonts

import (
	"slices"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Repertoire is a set of Han characters that a standard asks for.
type Repertoire struct {
	Name  string // Chinese, as the standard is cited
	Runes []rune // in code order
}

// Repertoires lists the sets by which a Chinese face is judged, the smallest first:
//
//   - GB/T 2312-1980, 6763 characters;
//   - 通用规范汉字表 (2013), 8105, as Unihan's kTGH has it, its level 1 of 3500 before it;
//   - GBK 1.0, 20 923: the unified ideographs of Unicode 1.1 and 21 at U+F900;
//   - GB 18030-2022 level 1, 27 584: U+4E00-9FEF, extension A, 12 unified ideographs at U+F900
//     and 14 radicals;
//   - GB 18030-2022 level 2: level 1 and the 196 of 通用规范汉字表 outside it.
//
// The lists are made at each call.
func Repertoires() []Repertoire {
	level1 := gb18030()
	level2 := slices.Clone(level1)
	for _, r := range general(3) {
		if r > 0xFFFF {
			level2 = append(level2, r)
		}
	}
	return []Repertoire{
		{"通用规范汉字表一级", general(1)},
		{"GB/T 2312", gb2312()},
		{"通用规范汉字表", general(3)},
		{"GBK", gbk()},
		{"GB 18030-2022 级别1", level1},
		{"GB 18030-2022 级别2", level2},
	}
}

// Missing appends to dst the characters of a repertoire that the face lacks.
func (f *Face) Missing(dst []rune, r Repertoire) []rune {
	for _, c := range r.Runes {
		if f.Glyph(c) == 0 {
			dst = append(dst, c)
		}
	}
	return dst
}

func general(levels int) (out []rune) {
	for _, level := range tgh[:levels] {
		out = append(out, []rune(level)...)
	}
	slices.Sort(out)
	return out
}

// gb2312 decodes rows 16 to 87 of the standard's table.
func gb2312() (out []rune) {
	var code []byte
	for row := byte(0xB0); row <= 0xF7; row++ {
		for cell := byte(0xA1); cell <= 0xFE; cell++ {
			code = append(code, row, cell)
		}
	}
	text, err := simplifiedchinese.GBK.NewDecoder().Bytes(code)
	if err != nil {
		panic("fonts: GBK does not decode: " + err.Error())
	}
	for _, r := range string(text) {
		if unicode.Is(unicode.Han, r) { // row 55 has five empty cells
			out = append(out, r)
		}
	}
	slices.Sort(out)
	return out
}

// span appends the characters from first to last.
func span(dst []rune, first, last rune) []rune {
	for r := first; r <= last; r++ {
		dst = append(dst, r)
	}
	return dst
}

func gbk() []rune {
	return append(span(nil, 0x4E00, 0x9FA5), []rune("\uF92C\uF979\uF995\uF9E7\uF9F1\uFA0C\uFA0D\uFA0E\uFA0F\uFA11\uFA13"+
		"\uFA14\uFA18\uFA1F\uFA20\uFA21\uFA23\uFA24\uFA27\uFA28\uFA29")...)
}

func gb18030() []rune {
	out := []rune("⺁⺄⺈⺋⺌⺗⺧⺪⺮⺳⺶⺷⺻⻊")
	out = span(out, 0x3400, 0x4DB5)
	out = span(out, 0x4E00, 0x9FEF)
	return append(out, []rune("\uFA0E\uFA0F\uFA11\uFA13\uFA14\uFA1F\uFA21\uFA23\uFA24\uFA27\uFA28\uFA29")...)
}
