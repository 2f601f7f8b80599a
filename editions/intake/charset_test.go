package intake

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
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

// Big5 and Shift-JIS that nobody asked for refuse the file, by name; text in GBK is text, with rare
// names, in traditional characters, in Japanese and in Russian.
func TestNoiseIsRefused(t *testing.T) {
	for _, c := range []struct {
		text, want string
		in         encoding.Encoding
	}{
		{"湖心亭昨日完工\n\n本報訊　湖心亭的修繕工程昨天完工了，遊人一千二百人次前來參觀。\n", "big5", traditionalchinese.Big5},
		{"湖心亭完工 by Chow, Hong Kong Island, 2026-11-28 18:00\n昨天開放。", "big5", traditionalchinese.Big5},
		{"湖の亭は昨日完成しました。\n記者は区役所から、この亭が清の時代に建てられたと聞いた。\n", "shift-jis", japanese.ShiftJIS},
		{"本报讯　湖心亭的修缮工程昨天完工了，记者喆堃䶮旻翀。\n", "", simplifiedchinese.GB18030},
		{"陈喆　李堃　王䶮\n张翀　赵旻　龘家村\n㛃　㵘　𬭎\n", "", simplifiedchinese.GB18030},
		{"湖心亭的修繕工程昨天完工了，遊人一千二百人次前來參觀。\n", "", simplifiedchinese.GB18030},
		{"湖の亭は昨日完成しました。\n記者は区役所から聞いた。\n", "", simplifiedchinese.GB18030},
		{"Привет, мир: русский текст", "", simplifiedchinese.GB18030},
	} {
		data, err := c.in.NewEncoder().Bytes([]byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		text, name, _ := decode(data, "", "")
		if got := mistaken(data, text, name); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
		k := newCopy("a.txt", nil, Options{})
		if k.Decode(data, ""); k.Refused != (c.want != "") {
			t.Errorf("%s: refused: %v", c.text, k.Refused)
		}
		k = newCopy("a.txt", nil, Options{Encoding: c.want})
		if got := k.Decode(data, ""); k.Refused || got != c.text {
			t.Errorf("%s: asked for: %s", c.text, got)
		}
	}
}
