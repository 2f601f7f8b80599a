package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need/held"
	"banxin/editions"
	"banxin/editions/lint"
	"banxin/editions/source"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = held.Update

// frame is the edition about the story of a case.
var frame = map[string]string{
	"editions/2026-10-20/edition.yaml": "版:\n  - {模板: t, 稿件: {头条: s}}\n",
	"templates/t.yaml": "成品: 200mm x 200mm\n边距: 10mm\n栏: {数: 1, 字: 40, 距: 1字}\n正文: {字号: 9pt, 行距: 12pt}\n" +
		"行数: 20\n版图: |\n  20 | 头条\n",
}

// TestCases runs testdata/CODE.txtar: the story in bad/ has findings of this code alone,
// those listed; the one in good/ has none. Files outside the two folders are for both.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		code := strings.TrimSuffix(filepath.Base(name), ".txtar")
		t.Run(code, func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if l := checkCase(t, ar, "good/"); len(l) > 0 {
				t.Errorf("the good story has findings:\n%s", listing(l))
			}
			bad := checkCase(t, ar, "bad/")
			for _, f := range bad {
				if f.Code != code {
					t.Errorf("%s is of another code", listing(source.List{f}))
				}
			}
			want := &ar.Files[len(ar.Files)-1]
			if got := listing(bad); *update {
				want.Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(want.Data) || got == "" {
				t.Errorf("found:\n%s\nwant:\n%s", got, want.Data)
			}
		})
	}
}

func checkCase(t *testing.T, ar *txtar.Archive, which string) source.List {
	t.Helper()
	m := fstest.MapFS{}
	for name, data := range frame {
		m[name] = &fstest.MapFile{Data: []byte(data)}
	}
	for _, f := range ar.Files {
		name, ok := strings.CutPrefix(f.Name, which)
		switch {
		case f.Name == "found", !ok && (strings.HasPrefix(f.Name, "bad/") || strings.HasPrefix(f.Name, "good/")):
			continue
		case name == "s.md":
			name = "editions/2026-10-20/stories/s.md"
		}
		m[name] = &fstest.MapFile{Data: f.Data}
	}
	ed, found, err := editions.Load(m, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Severity == source.Error && f.Code != "PIC-MISSING" {
			t.Errorf("the case itself: %s: %s", f.Pos, f.Message)
		}
	}
	l := lint.Check(ed)
	l.Sort()
	return l
}

func listing(l source.List) string {
	var b strings.Builder
	for _, f := range l {
		fmt.Fprintf(&b, "%s: %s %d.%d: %s | %s | %s‹%s›%s [%s]\n", f.Pos, f.Severity, f.Weight/10, f.Weight%10, f.Message, f.Hint, f.Before, f.Quote, f.After, f.Code)
	}
	return b.String()
}
