package rtf

import (
	"strings"
	"testing"

	"banxin/cmd/need/readertest"
	"banxin/editions/intake"

	"github.com/rogpeppe/go-internal/txtar"
)

func TestCases(t *testing.T) { readertest.Cases(t, Format) }

var cases = []string{"codepages", "tables", "inside"}

func file(t testing.TB, name string) []byte {
	ar, err := txtar.ParseFile("testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	return ar.Files[0].Data
}

func TestDamaged(t *testing.T) {
	for _, name := range cases {
		readertest.Damaged(t, Format, "a.rtf", file(t, name))
		readertest.Cut(t, Format, "a.rtf", file(t, name))
	}
}

func TestHostile(t *testing.T) {
	for name, body := range map[string]string{
		"deep":         strings.Repeat("{", 500000) + "字",
		"closed":       strings.Repeat("}", 500000),
		"tables":       strings.Repeat(`\trowd\cellx1\pard\intbl\itap9 x\nestcell`, 20000),
		"columns":      strings.Repeat(`\trowd`+strings.Repeat(`\cellx1\intbl x\cell`, 100)+`\row`, 300),
		"rows":         `\trowd\clvmgf\cellx1\intbl x\cell\row` + strings.Repeat(`\trowd\clvmrg\cellx1\intbl\cell\row`, 20000),
		"notes":        strings.Repeat(`{\footnote\chftn x`, 20000),
		"boxes":        strings.Repeat(`{\shptxt x`, 20000),
		"headers":      strings.Repeat(`{\header x`, 20000),
		"fonts":        `{\fonttbl` + strings.Repeat(`{\f1 ;}`, 100000) + "}",
		"bin":          `{\pict\pngblip\bin2000000000 x}`,
		"uc":           `\uc1000000\u1 ` + strings.Repeat("x", 100000),
		"fields":       strings.Repeat(`{\field{\*\fldinst HYPERLINK "a:b"}{\fldrslt x`, 20000),
		"runs":         strings.Repeat(`\b x\b0 y`, 100000),
		"pictures":     strings.Repeat(`{\pict\pngblip 00}`, 60000),
		"long word":    `\` + strings.Repeat("a", 1000000) + ` x\par`,
		"half a quote": `x\'`,
	} {
		t.Run(name, func(t *testing.T) { readertest.Bounded(t, Format, "a.rtf", []byte(`{\rtf1\ansi\ansicpg936 `+body)) })
	}
}

// TestPairsAsTheyStand holds that the second byte of a pair may look like a sign of RTF.
func TestPairsAsTheyStand(t *testing.T) {
	for in, want := range map[string]string{
		"\x83\x5c\x83\x7b\x83\x7d\xc7\xc5": "僜儃儅桥", // as they stand
		`\'83\'5c\'83\'7b`:                 "僜儃",   // as they should be
		`\'83\\\'83\{`:                     "僜儃",   // the second byte escaped as text
	} {
		got := readertest.Dump(intake.File{Name: "a.rtf", Data: []byte(`{\rtf1\ansi\ansicpg936 ` + in + `\par}`)}, []intake.Format{Format}, nil)
		if !strings.Contains(got, want) {
			t.Errorf("%q: %s", in, got)
		}
	}
}

func FuzzRTF(f *testing.F) {
	for _, name := range cases {
		f.Add(file(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := intake.CheckAccount(Format, intake.File{Name: "x.rtf", Data: data}); err != nil {
			t.Fatal(err)
		}
	})
}
