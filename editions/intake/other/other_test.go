package other_test

import (
	"testing"

	"banxin/editions/intake"
	"banxin/editions/intake/readers"
)

func TestNamed(t *testing.T) {
	for name, data := range map[string]string{
		"a.heic": "\x00\x00\x00\x18ftypheic", "b.rar": "Rar!\x1A\x07\x00", "c.xlsx": "PK\x03\x04x", "d.indd": "\x06\x06\xED\xF5\xD8\x1D\x46\xE5", "e.jpg": "\xFF\xD8\xFF\xE0", "f.mp3": "ID3", "g.msg": "x", "h.et": "x", "i.ofd": "PK\x03\x04",
	} {
		for _, c := range intake.Read(intake.File{Name: name, Data: []byte(data)}, readers.All(), intake.Options{}) {
			if !c.Refused || len(c.Found) != 1 || c.Found[0].Hint.ID == "" {
				t.Errorf("%s: %s %s", name, c.Format, c.Dump())
			}
		}
	}
}
