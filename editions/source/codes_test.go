package source

import (
	"strings"
	"testing"

	"banxin/editions/texts"
)

// TestCodes: the table is read whole, and every code and family speaks both languages.
func TestCodes(t *testing.T) {
	n := 0
	for _, f := range Families() {
		for _, l := range []texts.Language{texts.English, texts.Chinese} {
			if f.Name(l) == "" {
				t.Errorf("%s has no name in both languages", f.ID)
			}
			for _, c := range f.Codes {
				if c.Title(l) == "" || strings.HasSuffix(c.Explanation(l), "\n") {
					t.Errorf("%s is not explained in both languages", c.ID)
				}
			}
		}
		n += len(f.Codes)
	}
	if n < 150 || n != len(Codes()) {
		t.Errorf("%d codes, %d listed", n, len(Codes()))
	}
	for id, want := range map[string]Code{
		"SRC-KEY":  {Severity: Error, Build: true},
		"TXT-WORD": {Severity: Warning, Weight: 10},
		"REL-JUMP": {Severity: Error, Weight: 10, Build: true},
	} {
		if c, ok := LookUp(id); !ok || c.Severity != want.Severity || c.Weight != want.Weight || c.Build != want.Build {
			t.Errorf("%s: %+v", id, c)
		}
	}
}

func TestCodesFaults(t *testing.T) {
	for _, data := range []string{
		"A-B error\nen: x\nzh: x\n", // no family
		"A\n\nA-B\n",
		"A\n\nA-B bad\n",
		"A\n\nA-B error weight=x\n",
		"A\n\nB-B error\n",
		"A\n\nA-B error\n\nA-B note\n",
	} {
		if _, err := readCodes(data); err == nil {
			t.Errorf("%q is read without an error", data)
		}
	}
}

func TestNew(t *testing.T) {
	f := New("TXT-WORD", Pos{File: "a"}, Msg("x"), Msg("y"))
	if f.Severity != Warning || f.Weight != 10 || f.Pos.File != "a" || f.As(Error).Severity != Error || f.Weighing(1).Weight != 1 {
		t.Errorf("%+v", f)
	}
	defer func() {
		if recover() == nil {
			t.Error("an unknown code is made a finding")
		}
	}()
	New("XXX-NONE", Pos{}, Message{}, Message{})
}

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		code, of string
		want     bool
	}{{"TXT", "TXT-ASCII", true}, {"TXT-ASCII", "TXT-ASCII", true}, {"TX", "TXT-ASCII", false}, {"TXT-ASCII", "TXT", false}, {"TYP-HEAD", "TYP-HEADLAST", false}} {
		if got := Covers(c.code, c.of); got != c.want {
			t.Errorf("%s of %s: %v", c.of, c.code, got)
		}
	}
}
