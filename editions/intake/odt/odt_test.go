package odt

import (
	"strings"
	"testing"

	"banxin/cmd/need/readertest"
	"banxin/editions/intake"

	"github.com/rogpeppe/go-internal/txtar"
)

func TestCases(t *testing.T) { readertest.Cases(t, Format) }

func flat(t testing.TB) []byte {
	ar, err := txtar.ParseFile("testdata/flat.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return ar.Files[0].Data
}

// packed is the flat text as an archive.
func packed(t testing.TB, content string) []byte {
	return readertest.Packed(t, [][2]string{{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", content}})
}

// TestPacked holds that the same text comes out of an archive.
func TestPacked(t *testing.T) {
	a := readertest.Dump(intake.File{Name: "a.fodt", Data: flat(t)}, []intake.Format{Format}, nil)
	b := readertest.Dump(intake.File{Name: "a.odt", Data: packed(t, string(flat(t)))}, []intake.Format{Format}, nil)
	if a != b {
		t.Errorf("flat\n%s\npacked\n%s", a, b)
	}
}

func TestDamaged(t *testing.T) {
	readertest.Damaged(t, Format, "a.fodt", flat(t))
	readertest.Cut(t, Format, "a.fodt", flat(t))
	readertest.Damaged(t, Format, "a.odt", packed(t, string(flat(t))))
	readertest.Cut(t, Format, "a.odt", packed(t, string(flat(t))))
}

func TestHostile(t *testing.T) {
	body := func(s string) []byte {
		return []byte(`<office:document xmlns:office="o" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>` + s)
	}
	for name, s := range map[string]string{
		"spaces":   strings.Repeat(`<p>x<s c="99999999"/></p>`, 2000),
		"cells":    "<table>" + strings.Repeat(`<table-row><table-cell number-columns-repeated="99999999"/></table-row>`, 2000),
		"lists":    strings.Repeat("<list><list-item>", 90) + "<p>x</p>",
		"tables":   strings.Repeat("<table><table-row><table-cell>", 60) + "<p>x</p>",
		"notes":    strings.Repeat("<p>x<note><note-body>", 60) + "<p>x</p>",
		"deep":     strings.Repeat("<section>", 100000),
		"deletion": `<tracked-changes><changed-region id="a"><deletion><p>x<change change-id="a"/></p></deletion></changed-region></tracked-changes><p><change change-id="a"/><change change-id="a"/></p>`,
	} {
		t.Run(name, func(t *testing.T) { readertest.Bounded(t, Format, "a.fodt", body(s)) })
	}
	cyclic := `<office:document xmlns:office="o" office:mimetype="application/vnd.oasis.opendocument.text"><styles><style family="paragraph" name="P1" parent-style-name="P2"/><style family="paragraph" name="P2" parent-style-name="P1"/></styles><office:body><office:text><p style-name="P1">x</p></office:text></office:body></office:document>`
	readertest.Bounded(t, Format, "a.fodt", []byte(cyclic))
}

func FuzzODT(f *testing.F) {
	f.Add(flat(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := intake.CheckAccount(Format, intake.File{Name: "x.fodt", Data: data}); err != nil {
			t.Fatal(err)
		}
	})
}
