// Package readertest holds what the tests of the readers of editions/intake share.
//
//	func TestCases(t *testing.T)   { readertest.Cases(t, html.Format) }
//	func TestDamaged(t *testing.T) { readertest.Damaged(t, html.Format, "page.html", page) }
package readertest

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need/held"
	"banxin/editions/intake"
	"banxin/editions/source"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = held.Update

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
	file := intake.File{Name: others[0].Name, Data: others[0].Data}
	got := Dump(file, formats, beside)
	once(t, file, intake.Read(file, formats, intake.Options{Beside: beside}))
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
		if err := intake.CheckAccount(format, intake.File{Name: name, Data: data}); err != nil {
			t.Errorf("%s at %d: %v", what, at, err)
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

// Cut reads a file cut off at every 1 % of its length, where its format shows that: each time a
// finding must say so.
func Cut(t *testing.T, format intake.Format, name string, data []byte) {
	t.Helper()
	last := 0
	for i := 1; i < 100; i++ {
		n := len(data) * i / 100
		if n == last {
			continue
		}
		last = n
		said := false
		for _, c := range intake.Read(intake.File{Name: name, Data: data[:n]}, []intake.Format{format}, intake.Options{Format: format.Name}) {
			intake.Compose(c, intake.Target{})
			for _, f := range c.Found {
				said = said || f.Severity >= source.Warning
			}
		}
		if !said {
			t.Errorf("cut off at %d of %d, and no finding", n, len(data))
		}
	}
}

// The memory that a reader may use up for a hostile file: so much, and so much a byte of it.
const (
	anyFile  = 64 << 20
	eachByte = 4000
)

// Bounded reads a hostile file and fails if that uses up more memory than is in proportion to
// the file. It is the measure of work that is the same on every machine.
func Bounded(t *testing.T, format intake.Format, name string, data []byte) []*intake.Copy {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if err := intake.CheckAccount(format, intake.File{Name: name, Data: data}); err != nil {
		t.Error(err)
	}
	runtime.ReadMemStats(&after)
	if used, most := after.TotalAlloc-before.TotalAlloc, uint64(anyFile+eachByte*len(data)); used > most {
		t.Errorf("used up %d MB, %d bytes for each of the file", used>>20, used/uint64(len(data)))
	}
	return intake.Read(intake.File{Name: name, Data: data}, []intake.Format{format}, intake.Options{Format: format.Name})
}

// Packed is a ZIP archive of files, each with its name and what it holds.
func Packed(t testing.TB, files [][2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range files {
		f, err := w.Create(e[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(e[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
