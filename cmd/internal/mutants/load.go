package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// pkg is a package as the compiler sees it, without its tests.
type pkg struct {
	path     string // from the module's root: layout/inline
	dir      string
	fset     *token.FileSet
	files    []*file
	info     *types.Info
	importer types.Importer
	sites    map[string][][]*mutant // of each operator, of each file that has any
}

type file struct {
	name, base string
	src        []byte
	ast        *ast.File
}

// listed is what go list says of a package.
type listed struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	DepOnly                 bool
	Module                  *struct{ Path string }
}

// load reads and checks the packages that the patterns name, in the patterns' order.
func load(ctx context.Context, patterns []string) ([]*pkg, error) {
	args := append([]string{"list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,DepOnly,Module"}, patterns...)
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	exports := map[string]string{}
	byDir := map[string]listed{}
	var dirs []string
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var l listed
		if err := dec.Decode(&l); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		exports[l.ImportPath] = l.Export
		if !l.DepOnly {
			byDir[l.Dir], dirs = l, append(dirs, l.Dir)
		}
	}
	var pkgs []*pkg
	for _, dir := range inOrder(patterns, dirs) {
		p, err := check(byDir[dir], exports)
		if err != nil {
			return nil, err
		}
		pkgs = append(pkgs, p)
	}
	return pkgs, nil
}

// inOrder puts the folders that patterns name first, in their order, and what else the
// patterns stand for after them.
func inOrder(patterns, dirs []string) []string {
	var out []string
	took := map[string]bool{}
	take := func(dir string) {
		if !took[dir] {
			took[dir], out = true, append(out, dir)
		}
	}
	for _, pattern := range patterns {
		abs, err := filepath.Abs(pattern)
		for _, dir := range dirs {
			if err == nil && dir == abs {
				take(dir)
			}
		}
	}
	for _, dir := range dirs {
		take(dir)
	}
	return out
}

func check(l listed, exports map[string]string) (*pkg, error) {
	p := &pkg{path: l.ImportPath, dir: l.Dir, fset: token.NewFileSet()}
	if l.Module != nil {
		p.path = strings.TrimPrefix(l.ImportPath, l.Module.Path+"/")
	}
	p.importer = importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	for _, base := range l.GoFiles {
		f := &file{name: filepath.Join(l.Dir, base), base: base}
		var err error
		if f.src, err = os.ReadFile(f.name); err != nil {
			return nil, err
		}
		if f.ast, err = parser.ParseFile(p.fset, f.name, f.src, parser.SkipObjectResolution|parser.ParseComments); err != nil {
			return nil, err
		}
		p.files = append(p.files, f)
	}
	p.info = &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	if err := p.types(nil, nil, p.info); err != nil {
		return nil, err
	}
	return p, nil
}

// types checks the package with one file in place of another.
func (p *pkg) types(old *file, new *ast.File, info *types.Info) error {
	var files []*ast.File
	for _, f := range p.files {
		if f == old {
			files = append(files, new)
		} else {
			files = append(files, f.ast)
		}
	}
	_, err := (&types.Config{Importer: p.importer}).Check("banxin/"+p.path, p.fset, files, info)
	return err
}
