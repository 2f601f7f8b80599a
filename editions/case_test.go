package editions

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"banxin/cmd/need/held"
	"banxin/editions/source"
)

// TestCases runs testdata/*.txtar. The files of a case are story.md, or template.yaml, or
// a paper's folder; dump and findings are what comes of it.
func TestCases(t *testing.T) {
	heldCases(t, "testdata/*.txtar", []string{"dump", "findings"}, func(t *testing.T, files []txtar.File) []string {
		fsys := fstest.MapFS{}
		for _, f := range files {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
		dump, found := resultOf(t, fsys)
		return []string{dump, findingsText(found)}
	})
}

// heldCases holds what comes of the files of each archive against those at its end, which have the
// given names. -update rewrites them.
func heldCases(t *testing.T, pattern string, parts []string, of func(t *testing.T, files []txtar.File) []string) {
	held.Archives(t, pattern, func(t *testing.T, ar *txtar.Archive) {
		want := map[string]string{}
		files := slices.DeleteFunc(slices.Clone(ar.Files), func(f txtar.File) bool {
			if slices.Contains(parts, f.Name) {
				want[f.Name] = string(f.Data)
				return true
			}
			return false
		})
		out := txtar.Archive{Comment: ar.Comment, Files: files}
		for i, got := range of(t, files) {
			if !*held.Update && got != want[parts[i]] {
				t.Errorf("%s:%s", parts[i], difference(got, want[parts[i]]))
			}
			out.Files = append(out.Files, txtar.File{Name: parts[i], Data: []byte(got)})
		}
		if !*held.Update {
			return
		}
		name := filepath.Join(filepath.Dir(pattern), filepath.Base(t.Name())+".txtar")
		if err := os.WriteFile(name, txtar.Format(&out), 0o644); err != nil {
			t.Fatal(err)
		}
	})
}

func resultOf(t *testing.T, fsys fstest.MapFS) (string, source.List) {
	var b bytes.Buffer
	if f := fsys["story.md"]; f != nil {
		file := source.NewFile("story.md", f.Data)
		s, found := ParseStory(file)
		if err := account(file); err != nil {
			t.Error(err)
		}
		DumpStory(&b, s)
		return b.String(), found
	}
	if f := fsys["template.yaml"]; f != nil {
		var bases []*source.File
		if base := fsys["base.yaml"]; base != nil {
			bases = append(bases, source.NewFile("base.yaml", base.Data))
		}
		tpl, found := ParseTemplate(source.NewFile("template.yaml", f.Data), bases...)
		DumpTemplate(&b, tpl)
		return b.String(), found
	}
	ed, found, err := Load(fsys, "")
	if err != nil {
		return "error: " + err.Error() + "\n", nil
	}
	if err := Dump(&b, ed); err != nil {
		t.Fatal(err)
	}
	return b.String(), found
}

func findingsText(l source.List) string {
	var b strings.Builder
	for _, f := range l {
		fmt.Fprintf(&b, "%s", f.Pos)
		if f.Pos.EndLine != 0 {
			fmt.Fprintf(&b, "-%d:%d", f.Pos.EndLine, f.Pos.EndCol)
		}
		fmt.Fprintf(&b, ": %s %s: %s", f.Severity, f.Code, f.Message)
		if h := f.Hint.String(); h != "" {
			fmt.Fprintf(&b, " | %s", h)
		}
		if f.Story != "" {
			fmt.Fprintf(&b, " [%s]", f.Story)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
