// Package arch holds the architecture as a test: which package may import which.
package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// rules says what of ours each package may import. A name ending in /... stands for the
// package and all below it. The first rule that fits a package counts. The table in
// ARCHITECTURE.md is made of this one: go test ./cmd/internal/arch -update.
var rules = []struct {
	pkg string
	may []string
}{
	{"editions/texts", nil},
	{"editions/source", []string{"editions/texts"}},
	{"layout/unit", nil},
	{"editions/atoms", nil},
	{"layout/typo", nil},
	{"layout/digest", nil},
	{"fonts/...", []string{"fonts/..."}},
	{"assets/faces", []string{"fonts"}},
	{"assets/internal/...", []string{"assets/faces"}},
	{"assets", nil},
	{"layout/role", nil},
	{"layout/page", []string{"layout/unit", "layout/role"}},
	{"editions/picture", nil},
	{"editions/clone", nil},
	{"editions", []string{"editions/clone", "editions/picture", "editions/source", "layout/unit", "layout/typo", "layout/role"}},
	{"editions/lint", []string{"editions", "editions/atoms", "editions/source"}},
	{"editions/lexicon", nil},
	{"editions/compare", []string{"editions", "editions/source"}},
	{"editions/desk", []string{"editions/compare"}},
	{"editions/notes", []string{"editions", "editions/source"}},
	{"editions/splice", []string{"editions", "editions/source"}},
	{"editions/signs", []string{"editions/source"}},
	{"editions/intake/...", []string{"editions/intake/...", "editions", "editions/notes", "editions/source", "editions/compare", "editions/lexicon", "layout/typo"}},
	{"layout/inline", []string{"editions/atoms", "fonts", "layout/unit", "layout/typo", "layout/page"}},
	{"layout/flow", []string{"layout/inline", "layout/digest", "editions", "editions/atoms", "editions/source", "layout/unit", "layout/typo", "layout/page", "fonts"}},
	{"layout/makeup", []string{"layout", "layout/flow", "layout/inline", "layout/lint", "editions", "editions/source", "editions/splice", "layout/unit", "layout/typo", "layout/page", "fonts"}},
	{"layout/lint", []string{"layout", "layout/flow", "layout/inline", "editions", "editions/atoms", "editions/source", "editions/lint", "layout/unit", "layout/typo", "layout/page", "fonts"}},
	{"layout", []string{"layout/flow", "layout/inline", "layout/digest", "editions", "editions/atoms", "editions/lexicon", "editions/source", "layout/unit", "layout/page", "fonts", "assets"}},
	{"output/color/...", []string{"output/color/..."}},
	{"output/internal/prose", []string{"output/internal/...", "editions", "layout/page", "layout/typo"}},                // stories as XHTML: epub and epaper
	{"output/internal/identity", []string{"editions"}},                                                                  // names for the world
	{"output/internal/voice", []string{"output/internal/...", "editions", "layout/page", "layout/typo", "layout/unit"}}, // colours and heads of voices
	{"output/internal/specimen", []string{"layout/page", "layout/unit", "fonts", "assets/faces"}},                       // for tests
	{"output/internal/...", []string{"output/internal/...", "output/color/...", "editions/picture", "layout/page", "layout/unit", "fonts", "assets"}},
	{"output/epub/...", []string{"output/epub/...", "output/internal/...", "editions", "editions/source", "layout/page", "layout/unit", "fonts", "assets"}},
	{"output/epaper/...", []string{"output/epaper/...", "output/internal/...", "editions", "editions/source", "layout/page", "layout/unit", "assets"}},
	{"output/pdf/...", []string{"output/pdf/...", "output/color/...", "output/internal/...", "editions/picture", "layout/page", "layout/unit", "fonts", "assets"}},
	{"output/advert", []string{"output/color/...", "output/internal/...", "editions/picture"}},
	{"output/gauge", []string{"output/pdfread"}},
	{"output/preflight", []string{"output/color/...", "output/internal/...", "editions/picture", "editions/texts"}},
	{"output/pdfread", []string{"output/internal/..."}},
	{"output/plates", []string{"output/color/...", "output/internal/...", "fonts"}},
	{"output/proof", []string{"layout/page", "layout/unit", "fonts", "assets"}},
	{"output/index", []string{"output/internal/markup"}}, // served files and browsers read it too
	{"output/opds", []string{"editions/source", "output/index", "output/internal/..."}},
	{"output/site", []string{"editions/source", "output/index", "output/internal/...", "assets"}},
	{"output/impose", []string{"output/pdf", "editions", "editions/source", "layout/page", "layout/unit", "fonts"}},
	{"output/works", []string{"editions/...", "layout/...", "fonts", "assets", "output/..."}},                                                // all that is made of a paper; only cmd sees it
	{"output/live", []string{"output/svg", "output/png", "output/proof", "editions/texts", "layout/page", "layout/unit", "fonts", "assets"}}, // a browser's view of the writers
	{"output/desk", []string{"editions/...", "layout/page", "layout/unit", "assets", "output/internal/..."}},                                 // where editors work: files and pages come through its options
	{"output/...", []string{"output/color/...", "output/internal/...", "layout/page", "layout/unit", "fonts", "assets"}},                     // no writer sees another
	{"cmd/folder", []string{"editions/source", "output/works"}},
	{"cmd/...", []string{"..."}},
}

// confined says which packages alone may import a module or a package of the standard
// library, and why the others may not.
var confined = []struct{ path, only, why string }{
	{"github.com/signintech/gopdf", "output/pdf/...", "the choice must stay changeable"},
	{"github.com/go-shiori/go-epub", "output/epub/...", "the choice must stay changeable"},
	{"github.com/wneessen/go-mail", "cmd/internal/post", "the choice must stay changeable"},
	{"github.com/nats-io/", "cmd/internal/batch/...", "banxin itself does without"},
	{"github.com/minio/", "cmd/internal/batch/...", "banxin itself does without"},
	{"github.com/pkg/sftp", "cmd/internal/courier", "the choice must stay changeable"},
	{"github.com/spf13/", "cmd/internal/...", "the engine serves programs too"},
	{"os", "cmd/...", "take an fs.FS, an io.Writer or a value"},
	{"os/", "cmd/...", "take an fs.FS, an io.Writer or a value"},
	{"math/rand", "cmd/...", "the same input gives the same bytes"},
	{"crypto/rand", "cmd/...", "the same input gives the same bytes"},
	{"syscall", "cmd/...", "take values"},
	{"net", "cmd/...", "take an io.Reader"}, // net/http: output/epub hands go-epub its media by a Transport
}

// clock lists the functions that read the time; they are for cmd/ alone.
var clock = []string{"Now", "Since", "Until", "After", "Tick", "NewTicker", "NewTimer", "Sleep", "AfterFunc"}

func TestImports(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range sources(t) {
		seen[f.pkg] = true
		i := slices.IndexFunc(rules, func(r struct {
			pkg string
			may []string
		}) bool {
			return matches(r.pkg, f.pkg)
		})
		if i < 0 {
			t.Errorf("%s: package %q has no row in the table of imports", f.name, f.pkg)
			continue
		}
		for _, imp := range f.imports {
			ours, ok := strings.CutPrefix(imp, "banxin/")
			if ok && !slices.ContainsFunc(rules[i].may, func(p string) bool { return matches(p, ours) }) {
				t.Errorf("%s: %s must not import %s", f.name, f.pkg, ours)
			}
		}
	}
	for _, pkg := range []string{"editions", "layout", "layout/page", "output/pdf", "cmd/internal/cli"} {
		if !seen[pkg] {
			t.Errorf("no file of %s was read: does this test look in the right place?", pkg)
		}
	}
}

func TestConfined(t *testing.T) {
	for _, f := range sources(t) {
		for _, imp := range f.imports {
			for _, c := range confined {
				if named(c.path, imp) && !matches(c.only, f.pkg) {
					t.Errorf("%s: %s is for %s alone: %s", f.name, imp, c.only, c.why)
				}
			}
		}
	}
}

// TestFarmApart: the farm is a program of its own; nothing else grows by it.
func TestFarmApart(t *testing.T) {
	for _, f := range sources(t) {
		for _, imp := range f.imports {
			if strings.HasPrefix(imp, "banxin/cmd/internal/batch") && !matches("cmd/internal/batch/...", f.pkg) && f.pkg != "cmd/banxin-farm" {
				t.Errorf("%s: %s is for the farm alone", f.name, imp)
			}
		}
	}
}

func TestClock(t *testing.T) {
	for _, f := range sources(t) {
		if matches("cmd/...", f.pkg) || !slices.Contains(f.imports, "time") {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clock, s.Sel.Name) {
					t.Errorf("%s: time.%s: take the time as a value", f.name, s.Sel.Name)
				}
			}
			return true
		})
	}
}

// TestFindings: findings are made from the table of codes, by source.New, and not by hand.
func TestFindings(t *testing.T) {
	for _, f := range sources(t) {
		if f.pkg == "editions/source" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok || len(lit.Elts) == 0 {
				return true
			}
			if s, ok := lit.Type.(*ast.SelectorExpr); ok && s.Sel.Name == "Finding" && fmt.Sprint(s.X) == "source" {
				t.Errorf("%s: a finding is written out: make it by source.New, which knows how bad its code is", f.name)
			}
			return true
		})
	}
}

// TestBlocks: the texts of a story are listed by Parts, its pictures and tables by Pictures and
// Tables; whoever walks over Blocks by hand says why on that line.
func TestBlocks(t *testing.T) {
	for _, f := range sources(t) {
		said := map[int]bool{}
		for _, g := range f.ast.Comments {
			said[f.fset.Position(g.Pos()).Line] = true
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if walksBlocks(n) && f.name != "editions/parts.go" && !said[f.fset.Position(n.Pos()).Line] {
				t.Errorf("%s: a walk over Blocks: use Parts, Pictures or Tables, or say why not", f.fset.Position(n.Pos()))
			}
			return true
		})
	}
}

// walksBlocks tells whether a node ranges over somebody's Blocks, or hands them to a function of
// slices that does.
func walksBlocks(n ast.Node) bool {
	blocks := func(e ast.Expr) bool {
		s, ok := e.(*ast.SelectorExpr)
		return ok && s.Sel.Name == "Blocks"
	}
	switch n := n.(type) {
	case *ast.RangeStmt:
		return blocks(n.X)
	case *ast.CallExpr:
		s, ok := n.Fun.(*ast.SelectorExpr)
		return ok && fmt.Sprint(s.X) == "slices" && slices.ContainsFunc(n.Args, blocks)
	}
	return false
}

// TestFolders keeps the top level as it is.
func TestFolders(t *testing.T) {
	entries, err := os.ReadDir(need.Root(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") &&
			!slices.Contains([]string{"cmd", "layout", "fonts", "assets", "editions", "output", "out"}, e.Name()) {
			t.Errorf("unexpected top-level folder %s", e.Name())
		}
	}
}

type source struct {
	name, pkg string // both from the root, with slashes
	imports   []string
	ast       *ast.File
	fset      *token.FileSet
}

// parsed is what sources returned first: the files stay as they are while tests run.
var parsed []source

// sources parses all Go files that are not tests.
func sources(t *testing.T) []source {
	t.Helper()
	if parsed != nil {
		return parsed
	}
	root := need.Root(t)
	fset := token.NewFileSet()
	var out []source
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "out") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(fset, p, nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		s := source{name: filepath.ToSlash(rel), ast: f, fset: fset}
		if f.Name.Name == "main" && !strings.HasPrefix(s.name, "cmd/") {
			return nil // run by go generate, part of no program
		}
		s.pkg = path.Dir(s.name)
		for _, i := range f.Imports {
			v, _ := strconv.Unquote(i.Path.Value)
			s.imports = append(s.imports, v)
		}
		out = append(out, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	parsed = out
	return out
}

// matches tells whether pkg is pattern, or below it where pattern ends in /... .
func matches(pattern, pkg string) bool {
	if pattern == "..." {
		return true
	}
	base, below := strings.CutSuffix(pattern, "/...")
	return pkg == base || below && strings.HasPrefix(pkg, base+"/")
}

// named tells whether an import path is p, or below it where p ends in a slash or is a module.
func named(p, imp string) bool {
	if strings.HasSuffix(p, "/") {
		return strings.HasPrefix(imp, p)
	}
	return imp == p || strings.Contains(p, ".") && strings.HasPrefix(imp, p+"/") || imp == p+"/v2"
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, pkg string
		want         bool
	}{
		{"fonts/...", "fonts", true}, {"fonts/...", "fonts/cff", true}, {"fonts/...", "fontsy", false},
		{"fonts", "fonts/cff", false}, {"...", "x/y", true},
	} {
		if got := matches(c.pattern, c.pkg); got != c.want {
			t.Errorf("matches(%q, %q) = %v", c.pattern, c.pkg, got)
		}
	}
}
