package arch

import (
	"fmt"
	"go/ast"
	"go/types"
	"path"
	"slices"
	"strings"
	"testing"
)

// grains bounds the calls against the grain of packages that are a line of stages, a file each:
// where two files call each other, those in the direction that has fewer.
var grains = []struct {
	pkg  string
	most int
}{
	{"layout/flow", 12},
	{"cmd/internal/cli", 28},
}

// TestGrain: what a stage needs stands in its file or in one that does not need it in turn.
func TestGrain(t *testing.T) {
	all := sources(t)
	for _, g := range grains {
		var files []source
		for _, f := range all {
			if f.pkg == g.pkg {
				files = append(files, f)
			}
		}
		calls := callsBetween(files)
		if len(calls) < 100 {
			t.Errorf("%s: %d pairs of files call each other: does this test see them?", g.pkg, len(calls))
		}
		if n, said := against(calls); n > g.most {
			t.Errorf("%s: %d calls between its files go against the grain, %d may: move functions to the file of their stage\n%s", g.pkg, n, g.most, strings.Join(said, "\n"))
		}
	}
}

// against counts the calls against the grain, and lists them.
func against(calls map[[2]string]int) (n int, said []string) {
	for k, c := range calls {
		if back := calls[[2]string{k[1], k[0]}]; c < back || c == back && k[0] < k[1] {
			n += c
			said = append(said, fmt.Sprintf("%s → %s: %d, back %d", k[0], k[1], c, back))
		}
	}
	slices.Sort(said)
	return n, said
}

// callsBetween counts the uses of functions and methods of a package by other files of it. What
// is not of the package is not looked at, so nothing that it imports needs to be there.
func callsBetween(files []source) map[[2]string]int {
	var asts []*ast.File
	for _, f := range files {
		asts = append(asts, f.ast)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	c := types.Config{Importer: nothing{}, Error: func(error) {}}
	c.Check(files[0].pkg, files[0].fset, asts, info) // its errors are about what is not looked at
	home := map[types.Object]string{}
	for _, f := range files {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if fn, ok := info.Defs[id].(*types.Func); ok {
					home[fn] = path.Base(f.name)
				}
			}
			return true
		})
	}
	calls := map[[2]string]int{}
	for _, f := range files {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if fn, ok := info.Uses[id].(*types.Func); ok {
					if to, from := home[fn.Origin()], path.Base(f.name); to != "" && to != from {
						calls[[2]string{from, to}]++
					}
				}
			}
			return true
		})
	}
	return calls
}

// nothing imports packages without anything in them.
type nothing struct{}

func (nothing) Import(p string) (*types.Package, error) {
	out := types.NewPackage(p, path.Base(p))
	out.MarkComplete()
	return out, nil
}

func TestAgainst(t *testing.T) {
	n, said := against(map[[2]string]int{
		{"a", "b"}: 3, {"b", "a"}: 2, // two against
		{"a", "c"}: 1, {"c", "a"}: 1, // one, whichever
		{"c", "d"}: 5, // none
	})
	if n != 3 || len(said) != 2 {
		t.Errorf("%d calls go against the grain: %q", n, said)
	}
}
