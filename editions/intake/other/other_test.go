package other_test

import (
	"path"
	"strings"
	"testing"

	"banxin/editions/intake"
	"banxin/editions/intake/readers"
)

func TestNamed(t *testing.T) {
	for name, data := range map[string]string{
		"a.heic": "\x00\x00\x00\x18ftypheic", "b.rar": "Rar!\x1A\x07\x00", "c.xlsx": "PK\x03\x04x", "d.indd": "\x06\x06\xED\xF5\xD8\x1D\x46\xE5", "e.jpg": "\xFF\xD8\xFF\xE0", "f.mp3": "ID3", "g.msg": "x", "h.et": "x", "i.ofd": "PK\x03\x04", "j.csv": "a,b", "k.PNG": "\x89PNG\r\n\x1A\n", "l.7z": "7z\xBC\xAF\x27\x1C", "m.pptx": "PK\x03\x04", "n.wav": "RIFF",
		"o.xls": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "p.msg": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "q.ods": "PK\x03\x04",
	} {
		for _, c := range intake.Read(intake.File{Name: name, Data: []byte(data)}, readers.All(), intake.Options{}) {
			if !c.Refused || len(c.Found) != 1 || c.Found[0].Hint.ID == "" {
				t.Errorf("%s: %s %s", name, c.Format, c.Dump())
			}
			if want := strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")); c.Format != want {
				t.Errorf("%s is called %s", name, c.Format)
			}
		}
	}
}
