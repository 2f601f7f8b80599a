package editions

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"banxin/cmd/show"
)

// TestModel loads the papers of testdata/model/*.txtar, which between them say everything
// that a file can say, at the ends of what it may be. All that the model keeps of them stands
// in model, to the last field, and what is found in findings. A picture is given by its
// format and size: png 30x20. -update rewrites; read the difference.
func TestModel(t *testing.T) {
	heldCases(t, "testdata/model/*.txtar", []string{"model", "findings"}, func(t *testing.T, files []txtar.File) []string {
		fsys := fstest.MapFS{}
		for _, f := range files {
			fsys[f.Name] = &fstest.MapFile{Data: drawn(t, f)}
		}
		ed, found, err := Load(fsys, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if hint := f.Hint.String(); strings.HasSuffix(strings.TrimRight(hint, " "), ":") {
				t.Errorf("%s: the hint %q ends in a list of nothing", f.Code, hint)
			}
		}
		return []string{model(ed), findingsText(found)}
	})
}

// model shows an edition without its files' texts, which stand beside it.
func model(ed *Edition) string {
	var b strings.Builder
	skip := ""
	for line := range strings.Lines(show.Text(ed)) {
		at := strings.TrimRight(line[:len(line)-len(strings.TrimLeft(line, " "))], "\n")
		if skip != "" && len(at) > len(skip) {
			continue
		}
		skip = ""
		if f := strings.Fields(line); len(f) == 1 && (f[0] == "File" || f[0] == "Account") && !strings.Contains(line, "Logo") {
			skip = at
			if skip == "" {
				skip = " "
			}
			continue
		}
		b.WriteString(line)
	}
	return b.String()
}

// drawn is a file of a case; pictures are made.
func drawn(t *testing.T, f txtar.File) []byte {
	t.Helper()
	format, size, ok := strings.Cut(strings.TrimSpace(string(f.Data)), " ")
	if !ok || format != "png" && format != "jpeg" {
		return f.Data
	}
	var w, h int
	w, h = dims(t, size)
	var b bytes.Buffer
	im := image.NewGray(image.Rect(0, 0, w, h))
	var err error
	if format == "png" {
		err = png.Encode(&b, im)
	} else {
		err = jpeg.Encode(&b, im, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func dims(t *testing.T, size string) (w, h int) {
	t.Helper()
	a, b, ok := strings.Cut(size, "x")
	if !ok {
		t.Fatalf("no size: %q", size)
	}
	for _, r := range a {
		w = 10*w + int(r-'0')
	}
	for _, r := range b {
		h = 10*h + int(r-'0')
	}
	return w, h
}

// difference shows the first lines that differ.
func difference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	part := func(s []string) string { return strings.Join(s[max(0, n-3):min(len(s), n+6)], "\n") }
	return fmt.Sprintf("\nfrom line %d\n", n+1) + part(a) + "\nwant\n" + part(b) + "\n(-update rewrites)"
}
