// Package readertest holds what the tests of the readers of editions/intake share.
//
//	func TestCases(t *testing.T)   { readertest.Cases(t, html.Format) }
//	func TestDamaged(t *testing.T) { readertest.Damaged(t, html.Format, "page.html", page) }
package readertest

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banxin/editions/intake"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

// Cases runs testdata/*.txtar. The first file of a case is read, the others lie beside it;
// the file pieces is the dump of what comes out.
func Cases(t *testing.T, formats ...intake.Format) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { runCase(t, name, formats) })
	}
}

func runCase(t *testing.T, name string, formats []intake.Format) {
	ar, err := txtar.ParseFile(name)
	if err != nil || len(ar.Files) == 0 {
		t.Fatal("no file in the case", err)
	}
	beside := fstest.MapFS{}
	want := ""
	var others []txtar.File
	for _, f := range ar.Files {
		if f.Name == "pieces" {
			want = string(f.Data)
			continue
		}
		others = append(others, f)
		beside[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	got := Dump(intake.File{Name: others[0].Name, Data: others[0].Data}, formats, beside)
	for i := range formats {
		if err := intake.CheckAccount(formats[i], intake.File{Name: others[0].Name, Data: others[0].Data}); err != nil {
			t.Error(err)
		}
	}
	if *update {
		ar.Files = append(others, txtar.File{Name: "pieces", Data: []byte(got)})
		if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Dump reads a file and shows all that was made of it; copies inside it have their names
// above them.
func Dump(f intake.File, formats []intake.Format, beside fs.FS) string {
	var b strings.Builder
	for _, c := range intake.Read(f, formats, intake.Options{Beside: beside}) {
		if c.Name != f.Name {
			b.WriteString("== " + c.Name + "\n")
		}
		b.WriteString(strings.ReplaceAll(c.Dump(), "\r", "␍"))
	}
	return b.String()
}

// Damaged reads a file cut off at every 1 % of its length, and with bytes changed here and
// there: the account must close, or a finding say why the file cannot be read.
func Damaged(t *testing.T, format intake.Format, name string, data []byte) {
	t.Helper()
	check := func(what string, at int, data []byte) {
		start := time.Now()
		if err := intake.CheckAccount(format, intake.File{Name: name, Data: data}); err != nil {
			t.Errorf("%s at %d: %v", what, at, err)
		}
		if d := time.Since(start); d > 30*time.Second {
			t.Errorf("%s at %d: took %v", what, at, d)
		}
	}
	for i := 0; i <= 100; i++ {
		n := len(data) * i / 100
		check("cut off", n, data[:n])
	}
	for i := 0; i < 100; i++ {
		at := len(data) * i / 100
		bad := append([]byte(nil), data...)
		for j := range 3 {
			if at+j*7 < len(bad) {
				bad[at+j*7] ^= byte(1 << (i + j) % 8)
			}
		}
		check("changed", at, bad)
	}
}

// Bounded reads a hostile file and fails if that takes more than 20 seconds, which a
// reader in proportion to the file is far from.
func Bounded(t *testing.T, format intake.Format, name string, data []byte) []*intake.Copy {
	t.Helper()
	start := time.Now()
	if err := intake.CheckAccount(format, intake.File{Name: name, Data: data}); err != nil {
		t.Error(err)
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
	return intake.Read(intake.File{Name: name, Data: data}, []intake.Format{format}, intake.Options{Format: format.Name})
}
