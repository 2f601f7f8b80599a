package editions

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
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
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { runCase(t, name) })
	}
}

func runCase(t *testing.T, name string) {
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	want := map[string]string{}
	inputs := txtar.Archive{Comment: ar.Comment}
	for _, f := range ar.Files {
		if f.Name == "dump" || f.Name == "findings" {
			want[f.Name] = string(f.Data)
			continue
		}
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		inputs.Files = append(inputs.Files, f)
	}
	dump, found := resultOf(t, fsys)
	got := map[string]string{"dump": dump, "findings": findingsText(found)}
	if *held.Update {
		for _, part := range []string{"dump", "findings"} {
			inputs.Files = append(inputs.Files, txtar.File{Name: part, Data: []byte(got[part])})
		}
		if err := os.WriteFile(name, txtar.Format(&inputs), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, part := range []string{"dump", "findings"} {
		if got[part] != want[part] {
			t.Errorf("%s:\n%s\nwant:\n%s", part, got[part], want[part])
		}
	}
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
