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
	"banxin/editions/source"
)

// use is a place in the sources where a message is said.
type use struct {
	said     string // its id, or a format that stands for itself
	file     string // from the root, with slashes
	from, to int    // of the literal in the file
	args     int    // put in; -1: not known
	at       string // file and line
}

// sources are the messages and codes that stand in the sources, with the place of each.
type sources struct {
	uses  []use
	codes map[string]string
}

// code is the form of a finding's code.
var code = regexp.MustCompile(`^([A-Z]{3,5})-[A-Z0-9]+(-[A-Z0-9]+)*$`)

// readSources reads all sources of the project but the tests.
func readSources(t *testing.T) *sources {
	t.Helper()
	root := need.Root(t)
	s := &sources{codes: map[string]string{}}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "out") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		name, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		return s.read(t, p, filepath.ToSlash(name))
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.uses) < 800 || len(s.codes) < 150 {
		t.Fatalf("%d messages and %d codes found: does this test look in the right place?", len(s.uses), len(s.codes))
	}
	return s
}

// read notes the messages and codes of a file. Inside the command line the functions that
// speak say messages too.
func (s *sources) read(t *testing.T, path, name string) error {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	speakers := []string{"Msg", "Faultf"}
	if strings.HasPrefix(name, "cmd/internal/") {
		speakers = append(speakers, "t", "T", "Line", "Fault")
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if c, ok := constant(n); ok && code.MatchString(c) && family(c) {
				s.codes[c] = fset.Position(n.Pos()).String()
			}
		case *ast.CallExpr:
			if len(n.Args) == 0 || !slices.Contains(speakers, called(n)) {
				return true
			}
			from, to := fset.Position(n.Args[0].Pos()), fset.Position(n.Args[0].End())
			if said, ok := constant(n.Args[0]); ok {
				u := use{said: said, file: name, from: from.Offset, to: to.Offset, args: len(n.Args) - 1, at: from.String()}
				if n.Ellipsis.IsValid() {
					u.args = -1
				}
				s.uses = append(s.uses, u)
			} else if called(n) == "Msg" && !strings.HasPrefix(name, "cmd/") {
				t.Errorf("%s: the id of a message must be a literal", from)
			}
		}
		return true
	})
	return nil
}

// family tells whether a word begins as the codes of a family do.
func family(c string) bool {
	return slices.ContainsFunc(source.Families(), func(f source.Family) bool { return source.Covers(f.ID, c) })
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
