package editions

import (
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// TestDecoded: spreadsheets write CSV in UTF-8, GB18030 or UTF-16; what is no text is refused.
func TestDecoded(t *testing.T) {
	const text = "名次,球队\n1,渡口\n"
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(text)
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	for name, data := range map[string]string{"UTF-8": text, "with a mark": "\ufeff" + text, "GB18030": gb, "UTF-16": wide} {
		if got, ok := decoded([]byte(data)); !ok || got != text {
			t.Errorf("%s: %q, %v", name, got, ok)
		}
	}
	for _, data := range []string{"\x00\x01", "\xff\xd8\xff\xe0\x00"} {
		if got, ok := decoded([]byte(data)); ok {
			t.Errorf("%q is read as %q", data, got)
		}
	}
}

// TestRecords: cells are parted by what the first line has most of.
func TestRecords(t *testing.T) {
	for text, want := range map[string]int{"a,b\n1,2\n": 2, "a;b;c\n1,5;2;3\n": 3, "a\tb\n\n1\t2\n": 2, "a\n": 1, "": 0} {
		rows, _, err := records(text, "x.csv")
		if err != nil || want > 0 && len(rows[0]) != want || want == 0 && len(rows) > 0 {
			t.Errorf("%q: %q, %v", text, rows, err)
		}
	}
}
