// Package held holds what tests find against files that say what it is to be. With -update
// the files are written anew: read their difference before it is kept.
//
//	held.Text(t, "testdata/sheets.txt", got)
//	held.Cases(t, "testdata/*.txtar", func(t *testing.T, ar *txtar.Archive) func(what string) string { … })
package held

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// Update has the expected results written anew.
var Update = flag.Bool("update", false, "rewrite the expected results in testdata")

// Text compares a text with a file, and shows the lines around the first that differs.
func Text(t testing.TB, file, got string) {
	t.Helper()
	if *Update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a, b := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			t.Fatalf("%s:%d: it is\n%s\nwant\n%s", file, i+1, around(a, i), around(b, i))
		}
	}
}

func around(lines []string, i int) string {
	return strings.Join(lines[min(max(0, i-3), len(lines)):min(i+4, len(lines))], "\n")
}

// Archives runs a test for each archive that a pattern names; there must be some.
func Archives(t *testing.T, pattern string, run func(t *testing.T, ar *txtar.Archive)) {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			run(t, ar)
		})
	}
}

const wanted = "want/"

// Cases compares, for each archive that a pattern names, its files want/… with what make's
// answer says for each.
func Cases(t *testing.T, pattern string, make func(t *testing.T, ar *txtar.Archive) (of func(what string) string)) {
	t.Helper()
	Archives(t, pattern, func(t *testing.T, ar *txtar.Archive) {
		of, changed := make(t, ar), false
		for i, f := range ar.Files {
			what, ok := strings.CutPrefix(f.Name, wanted)
			if !ok {
				continue
			}
			switch got := of(what); {
			case got == string(f.Data):
			case *Update:
				ar.Files[i].Data, changed = []byte(got), true
			default:
				t.Errorf("%s is\n%s\nnot\n%s", f.Name, got, f.Data)
			}
		}
		if !changed {
			return
		}
		file := filepath.Join(filepath.Dir(pattern), filepath.Base(t.Name())+".txtar")
		if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
	})
}

// Paper is the paper in an archive: its files but those that are wanted.
func Paper(ar *txtar.Archive) fs.FS {
	m := fstest.MapFS{}
	for _, f := range ar.Files {
		if !strings.HasPrefix(f.Name, wanted) {
			m[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return m
}

// Drawn puts a blank picture of a size in place of each file below images/ that says one.
func Drawn(t testing.TB, ar *txtar.Archive) *txtar.Archive {
	t.Helper()
	out := &txtar.Archive{Files: slices.Clone(ar.Files)}
	for i, f := range ar.Files {
		var w, h int
		if n, _ := fmt.Sscanf(string(f.Data), "%dx%d", &w, &h); n != 2 || !strings.Contains("/"+f.Name, "/images/") {
			continue
		}
		var b bytes.Buffer
		encode := png.Encode
		if strings.HasSuffix(f.Name, ".jpg") {
			encode = func(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }
		}
		if err := encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
			t.Fatal(err)
		}
		out.Files[i].Data = b.Bytes()
	}
	return out
}
