package rtf

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// codepages are those of \ansicpg and \cpg. Bytes of a page not listed are read as 1252.
var codepages = map[int]encoding.Encoding{
	437: charmap.CodePage437, 708: charmap.ISO8859_6, 850: charmap.CodePage850, 852: charmap.CodePage852, 866: charmap.CodePage866,
	874: charmap.Windows874, 932: japanese.ShiftJIS, 936: simplifiedchinese.GB18030, 949: korean.EUCKR, 950: traditionalchinese.Big5,
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254,
	1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257, 1258: charmap.Windows1258,
	10000: charmap.Macintosh, 54936: simplifiedchinese.GB18030, 65001: encoding.Nop,
}

// charsets are the code pages of \fcharset; 0 and 1 stand for the document's own.
var charsets = map[int]int{
	77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}

// doubled tells whether a byte of a code page begins a pair.
func doubled(page int, c byte) bool {
	switch page {
	case 932:
		return 0x81 <= c && c <= 0x9F || 0xE0 <= c && c <= 0xFC
	case 936, 949, 950, 54936:
		return 0x81 <= c && c <= 0xFE
	}
	return false
}

// decode puts bytes of a code page into characters. Bytes without a meaning there become
// U+FFFD.
func decode(page int, b []byte) string {
	enc, ok := codepages[page]
	if !ok {
		enc = charmap.Windows1252
	}
	if enc == encoding.Nop {
		return string([]rune(string(b)))
	}
	s, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return string([]rune(string(b)))
	}
	return string(s)
}
