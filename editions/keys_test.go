package editions

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestKeysComplete holds that every list of words a parser reads keys by is among keySets.
func TestKeysComplete(t *testing.T) {
	listed, err := os.ReadFile("keys.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(at ast.Node) bool {
			call, ok := at.(*ast.CallExpr)
			if !ok || len(call.Args) != 2 {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); !ok || sel.Sel.Name != "fields" {
				return true
			}
			if words, ok := call.Args[1].(*ast.Ident); ok {
				n++
				if !strings.Contains(string(listed), words.Name+",") {
					t.Errorf("%s reads the keys of %s, which keys.go does not list", name, words.Name)
				}
			}
			return true
		})
	}
	if n < 15 {
		t.Errorf("only %d lists of keys found", n)
	}
	seen := map[string]bool{}
	for _, s := range Keys() {
		for _, k := range s.Keys {
			if seen[s.Name+"."+k.Name] {
				t.Errorf("%s.%s twice", s.Name, k.Name)
			}
			seen[s.Name+"."+k.Name] = true
		}
	}
}

// TestEveryKeyIsRead: a word of a mapping is asked for by its name somewhere in the parsers:
// none is taken and then forgotten.
func TestEveryKeyIsRead(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var sources strings.Builder
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || name == "forms.go" {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sources.Write(data)
	}
	for _, s := range keySets {
		if s.name == "paper.styles" || s.name == "paragraph" {
			continue // names of styles and kinds, not keys
		}
		for _, w := range s.words {
			reads := func(how string) bool { return strings.Contains(sources.String(), fmt.Sprintf(how, w.en)) }
			if _, ok := bracketMarks[w.en]; !ok && !slices.ContainsFunc([]string{"at(%q)", "ink(%q,", "case %q:", "== %q"}, reads) {
				t.Errorf("%s: nothing reads %s", s.name, w)
			}
		}
	}
}
