package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/editions"
	"banxin/output/preflight"
)

// code is the form of a finding's code.
var code = regexp.MustCompile(`^(SRC|IMP|TPL|PLAN|FIT|GLY|TYP|TXT|REL|PIC|INK|LAY|NAM|PDF|EPB|FNT)-[A-Z0-9]+(-[A-Z0-9]+)*$`)

// words are the sentences and codes that stand in the sources, with the place of each.
type words struct{ messages, codes map[string]string }

// collect reads all sources of the project but the tests.
func collect(t *testing.T) words {
	t.Helper()
	root := need.Root(t)
	w := words{map[string]string{}, map[string]string{}}
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "out") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") ||
			d.Name() == "catalog_zh.go" || d.Name() == "explanations.go" {
			return nil
		}
		f, err := parser.ParseFile(fset, p, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		w.file(t, fset, f, slices.Contains([]string{"cli", "report", "words", "manual"}, filepath.Base(filepath.Dir(p))))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range preflight.Rules {
		w.messages[r.Title], w.messages[r.Hint] = "preflight rule "+r.ID, "preflight rule "+r.ID
	}
	return w
}

// file notes the sentences and codes of a file. Inside the command line, ours, the
// functions that speak take sentences too.
func (w words) file(t *testing.T, fset *token.FileSet, f *ast.File, ours bool) {
	speakers := []string{"Msg", "Faultf"}
	if ours {
		speakers = append(speakers, "t", "T", "Line", "Fault")
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if s, ok := constant(n); ok && code.MatchString(s) {
				w.codes[s] = fset.Position(n.Pos()).String()
			}
		case *ast.CallExpr:
			if len(n.Args) == 0 || !slices.Contains(speakers, called(n)) {
				return true
			}
			at := fset.Position(n.Pos()).String()
			if s, ok := constant(n.Args[0]); ok {
				w.messages[s] = at
				if len(n.Args) == 1 && strings.Contains(s, "%%") {
					t.Errorf("%s: without arguments a %% is written once", at)
				}
			} else if called(n) == "Msg" && !ours {
				t.Errorf("%s: the format of source.Msg must be a literal", at)
			}
		}
		return true
	})
}

// called returns the name of the function or method called.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// constant returns the value of a string literal, or of several with + between.
func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			return s, err == nil
		}
	case *ast.BinaryExpr:
		a, ok1 := constant(e.X)
		b, ok2 := constant(e.Y)
		return a + b, ok1 && ok2 && e.Op == token.ADD
	case *ast.ParenExpr:
		return constant(e.X)
	}
	return "", false
}

// plain are messages that need no translation: they hold no words.
var plain = regexp.MustCompile(`^[^\p{L}]*(%[a-z][^\p{L}]*)*$`)

func TestEverySentenceInChinese(t *testing.T) {
	w := collect(t)
	for s, at := range w.messages {
		if _, ok := zh[s]; !ok && !plain.MatchString(s) {
			t.Errorf("%s: no Chinese for %q", at, s)
		}
	}
	for s := range zh {
		if _, ok := w.messages[s]; !ok && !slices.Contains(spoken, s) {
			t.Errorf("catalog_zh.go: nothing says %q", s)
		}
	}
	if len(w.messages) < 40 {
		t.Errorf("only %d sentences found: does this test look in the right place?", len(w.messages))
	}
}

// spoken are words that are said by the value of a variable.
var spoken = []string{"note", "warning", "error", "read", "compose", "write", "stories", "plan", "slots", "lines", "pages", "front", "back"}

// verb is a place in a format.
var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*[\d.]*([a-zA-Z%])`)

// TestVerbs holds each translation against its key: every argument is said once, in the same way.
func TestVerbs(t *testing.T) {
	for en, cn := range zh {
		if a, b := verbs(en), verbs(cn); !slices.Equal(a, b) {
			t.Errorf("%q has %v, but %q has %v", en, a, cn, b)
		}
	}
}

// verbs returns the verbs of a format by argument.
func verbs(format string) []string {
	var out []string
	next := 0
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(strings.Trim(m[1], "[]"))
			next--
		}
		for len(out) <= next {
			out = append(out, "")
		}
		out[next] = m[2]
		next++
	}
	return out
}

func TestEveryCodeExplained(t *testing.T) {
	w := collect(t)
	for c, at := range w.codes {
		e, ok := explanations[c]
		if !ok {
			t.Errorf("%s: no explanation of %s", at, c)
			continue
		}
		if e.en == "" || e.zh == "" {
			t.Errorf("the explanation of %s wants Chinese and English", c)
		}
	}
	for c := range explanations {
		if _, ok := w.codes[c]; !ok {
			t.Errorf("explanations.go: no finding has the code %s", c)
		}
	}
}

// TestEveryKeyExplained holds that banxin keys says what each key of the files is for, and
// speaks of no key that is none.
func TestEveryKeyExplained(t *testing.T) {
	sets, keys := map[string]bool{}, map[string]bool{}
	for _, s := range editions.Keys() {
		sets[s.Name] = true
		for _, k := range s.Keys {
			keys[s.Name+"."+k.Name] = true
		}
	}
	explained(t, sets, setTexts)
	explained(t, keys, keyTexts)
}

func explained(t *testing.T, known map[string]bool, texts map[string]explanation) {
	for name := range known {
		if e := texts[name]; e.en == "" || e.zh == "" {
			t.Errorf("%s is not explained in both languages", name)
		}
	}
	for name := range texts {
		if !known[name] {
			t.Errorf("%s is explained and does not exist", name)
		}
	}
}
