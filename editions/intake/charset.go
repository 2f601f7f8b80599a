package intake

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"banxin/editions/lexicon"
	"banxin/editions/source"
)

// Decode makes text of bytes. It goes by the byte order mark, then by what Options.Encoding
// asks for, then by what the file itself says (said; empty: nothing) if the bytes agree, then by the
// bytes: UTF-8, UTF-16 without a mark, GB18030. What a file says to be GB2312 or GBK is read
// as GB18030, which holds both. Big5 and Shift-JIS are never guessed, but text that is noise
// otherwise and reads well in one of them refuses the file. It sets c.Encoding, and a finding says
// what could not be decoded: such bytes read U+FFFD. A byte order mark is no character of the text.
func (c *Copy) Decode(data []byte, said string) string {
	text, name, bad := decode(data, c.Options.Encoding, said)
	c.Encoding = name
	if other := mistaken(data, text, name); other != "" && c.Options.Encoding == "" {
		c.Refuse("IMP-CHARSET", source.Msg("noise-as-but-reads-well-as", name, other), source.Msg("import-again-with-encoding-or-saved", other))
		return text
	}
	if breaksOff(data, name) {
		c.Cut(Place{})
	}
	if bad > 0 {
		c.Find("IMP-CODE", source.Msg("characters-cannot-read-as", bad, name),
			source.Msg("if-file-big5-or-shift-jis"), Place{})
	}
	return text
}

// DecodeBytes makes text of a short stretch of bytes, such as a name in a header: said is what
// it is said to be; where the bytes are not that, by the bytes.
func DecodeBytes(data []byte, said string) string {
	text, _, _ := decode(data, "", said)
	return text
}

// decode returns the text, the name of its encoding and how many characters are wrong.
func decode(data []byte, asked, said string) (text, name string, bad int) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return in("UTF-8", data[3:])
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return in("UTF-16LE", data[2:])
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return in("UTF-16BE", data[2:])
	case bytes.HasPrefix(data, []byte("\x84\x31\x95\x33")):
		return in("GB18030", data[4:])
	case asked != "":
		return in(asked, data)
	}
	if said != "" && surelyUTF8(data) {
		return string(data), "UTF-8", 0
	}
	if said != "" {
		if text, name, bad = in(said, data); bad == 0 && name != "" {
			return text, name, 0
		}
	}
	if mostlyUTF8(data) {
		return in("UTF-8", data)
	}
	return in(likeliest(data), data)
}

// mostlyUTF8 tells bytes that are UTF-8, or were before some of them were cut or spoiled. Text in
// another encoding makes sequences of three bytes by chance, but far fewer than bytes that are
// none.
func mostlyUTF8(data []byte) bool {
	long, bad, zeros := 0, 0, 0
	for rest := data; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case r == 0:
			zeros++
		case n > 2:
			long++
		}
		rest = rest[n:]
	}
	return 10*zeros <= len(data) && (bad == 0 || long >= 4*bad || long >= 4 && bad <= 2)
}

// likeliest picks the encoding of bytes that are not UTF-8: the one in which they read most like
// Chinese text, GB18030 before UTF-16.
func likeliest(data []byte) string {
	sample := data[:min(len(data), 64<<10)]
	best, most := "GB18030", plausible(sample, "GB18030")
	for _, name := range []string{"UTF-16LE", "UTF-16BE"} {
		if n := plausible(sample[:len(sample)&^1], name); n > most+10 {
			best, most = name, n
		}
	}
	return best
}

// plausible is how many in a hundred characters of bytes read in an encoding are what Chinese
// text is made of.
func plausible(data []byte, encoding string) int {
	text, _, _ := in(encoding, data)
	good, all := 0, 0
	for _, r := range text {
		all++
		switch {
		case r >= 0x4E00 && r <= 0x9FFF, r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFFEF,
			r >= ' ' && r < 0x7F, r == '\n', r == '\r', r == '\t', r >= 0x2010 && r <= 0x2026, r == '·':
			good++
			if _, ok := lexicon.Cost([]rune{r}); !ok && r >= 0x4E00 && r <= 0x9FFF {
				good-- // a character that hardly anybody writes
			}
		}
	}
	if all == 0 {
		return 0
	}
	return 100 * good / all
}

// surelyUTF8 tells bytes that are UTF-8 whatever a file says of itself: Han characters come
// out, which bytes of another encoding hardly ever make.
func surelyUTF8(data []byte) bool {
	han := 0
	for rest := data; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		if r == utf8.RuneError && n == 1 || r == 0 {
			return false
		}
		if r >= 0x4E00 && r <= 0x9FFF {
			han++
		}
		rest = rest[n:]
	}
	return han >= 2
}

// breaksOff tells whether text breaks off within a character.
func breaksOff(data []byte, encoding string) bool {
	switch encoding {
	case "UTF-8":
		i := len(data)
		for i > 0 && len(data)-i < utf8.UTFMax && !utf8.RuneStart(data[i-1]) {
			i--
		}
		return i > 0 && data[i-1] >= utf8.RuneSelf && !utf8.FullRune(data[i-1:])
	case "UTF-16LE", "UTF-16BE":
		return len(data)%2 != 0
	case "GB18030":
		i := 0
		for i < len(data) {
			switch {
			case data[i] <= 0x80 || data[i] == 0xFF:
				i++
			case i+1 < len(data) && data[i+1] <= '9' && data[i+1] >= '0':
				i += 4
			default:
				i += 2
			}
		}
		return i > len(data)
	}
	return false
}

// in decodes by the name of an encoding; an unknown name gives an empty one.
func in(name string, data []byte) (string, string, int) {
	e, name := encodingOf(name)
	if e == nil {
		return "", "", 0
	}
	if name == "UTF-8" {
		bad := 0
		if !utf8.Valid(data) {
			bad = strings.Count(string(bytes.ToValidUTF8(data, []byte("\uFFFD"))), "\uFFFD") - bytes.Count(data, []byte("\uFFFD"))
		}
		return strings.ToValidUTF8(string(data), "\uFFFD"), name, bad
	}
	text, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", "", 0
	}
	return string(text), name, strings.Count(string(text), "\uFFFD")
}

func encodingOf(name string) (encoding.Encoding, string) {
	switch strings.ToLower(strings.ReplaceAll(name, "_", "-")) {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return unicode.UTF8, "UTF-8"
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16LE"
	case "utf-16be", "utf-16":
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16BE"
	case "gb2312", "gbk", "gb18030", "cp936", "gb-2312-80", "hz-gb-2312", "x-gbk", "936":
		return simplifiedchinese.GB18030, "GB18030"
	case "shift-jis", "sjis":
		name = "shift_jis"
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil, ""
	}
	canonical, _ := htmlindex.Name(e)
	return e, strings.ToUpper(canonical[:1]) + canonical[1:]
}

// EncodingKnown tells whether Decode can be asked for an encoding.
func EncodingKnown(name string) bool {
	e, _ := encodingOf(name)
	return e != nil
}
