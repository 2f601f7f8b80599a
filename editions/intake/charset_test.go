package intake

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// The encoding of a text is found by its bytes, also where it was cut or has a zero in it.
func TestEncodingIsFound(t *testing.T) {
	text := "湖心亭完工\n\n本报讯　昨天完工了，游人一千二百人次。\n"
	utf16 := func(e unicode.Endianness) string {
		s, err := unicode.UTF16(e, unicode.IgnoreBOM).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, data, encoding string
		bad                  int
	}{
		{"UTF-8", text, "UTF-8", 0},
		{"cut within a character", text[:len(text)-2], "UTF-8", 1},
		{"a byte spoiled", strings.Replace(text, "昨", "昨\xe6\x97", 1), "UTF-8", 1},
		{"several places spoiled", text[:3] + "\xff\xfe" + text[3:30] + "\xe6" + text[30:len(text)-3] + "\xff", "UTF-8", 3},
		{"a zero", strings.Replace(text, "昨", "\x00昨", 1), "UTF-8", 0},
		{"GB18030", gb, "GB18030", 0},
		{"GB18030 cut", gb[:len(gb)-2], "GB18030", 1},
		{"UTF-16LE", utf16(unicode.LittleEndian), "UTF-16LE", 0},
		{"UTF-16BE", utf16(unicode.BigEndian), "UTF-16BE", 0},
		{"UTF-16LE of one line", strings.ReplaceAll(utf16(unicode.LittleEndian), "\n\x00", ""), "UTF-16LE", 0},
		{"ASCII", "plain text, nothing else\n", "UTF-8", 0},
		{"nothing", "", "UTF-8", 0},
	} {
		got, name, bad := decode([]byte(c.data), "", "")
		if name != c.encoding || bad != c.bad {
			t.Errorf("%s: %s with %d bad, want %s with %d: %q", c.name, name, bad, c.encoding, c.bad, got)
		}
	}
}
