package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// modulePath is the form of a module's path that needs no escaping.
var modulePath = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*(/[A-Za-z0-9][A-Za-z0-9._~-]*)*$`)

// moduleLine is the line of go.mod that names the module.
var moduleLine = regexp.MustCompile(`(?m)^module (\S+)$`)

// rename gives the module in dir another path, and returns how many files that changed.
// Nothing is written when anything cannot be read.
func rename(dir, to string) (int, error) {
	if !modulePath.MatchString(to) {
		return 0, fmt.Errorf("%q cannot be the path of a module: write it as example.org/press/banxin", to)
	}
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return 0, err
	}
	m := moduleLine.FindSubmatch(mod)
	if m == nil {
		return 0, errors.New("go.mod does not name the module")
	}
	r := renamer{from: string(m[1]), to: to}
	if r.from == to {
		return 0, nil
	}
	files := map[string][]byte{}
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != dir && strings.HasPrefix(d.Name(), ".") {
				return filepath.SkipDir
			}
			return nil
		}
		return r.file(name, files)
	})
	if err != nil {
		return 0, err
	}
	for name, data := range files {
		if err := os.WriteFile(name, data, 0o666); err != nil {
			return 0, err
		}
	}
	return len(files), nil
}

// renamer puts one path in the place of another.
type renamer struct{ from, to string }

// file adds a file to those that change, if it does.
func (r renamer) file(name string, changed map[string][]byte) error {
	var rewrite func(name string, data []byte) ([]byte, error)
	switch {
	case filepath.Base(name) == "go.mod":
		rewrite = r.module
	case strings.HasSuffix(name, ".go"):
		rewrite = r.source
	case strings.HasSuffix(name, ".md"):
		rewrite = r.guide
	default:
		return nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	out, err := rewrite(name, data)
	if err != nil {
		return err
	}
	if !bytes.Equal(data, out) {
		changed[name] = out
	}
	return nil
}

func (r renamer) module(_ string, data []byte) ([]byte, error) {
	return bytes.Replace(data, []byte("module "+r.from+"\n"), []byte("module "+r.to+"\n"), 1), nil
}

// source rewrites the imports of a Go file, other strings that begin with the path of a
// package, and what go generate runs.
func (r renamer) source(name string, data []byte) ([]byte, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var at []int // offsets of the path to replace
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if v, err := strconv.Unquote(lit.Value); err == nil && strings.HasPrefix(v, r.from+"/") {
				at = append(at, fset.Position(lit.Pos()).Offset+1)
			}
		}
		return true
	})
	for _, group := range f.Comments {
		for _, c := range group.List {
			if rest, ok := strings.CutPrefix(c.Text, "//go:generate go run "); ok && strings.HasPrefix(rest, r.from+"/") {
				at = append(at, fset.Position(c.Pos()).Offset+len(c.Text)-len(rest))
			}
		}
	}
	if len(at) == 0 {
		return data, nil
	}
	slices.Sort(at)
	for _, i := range slices.Backward(at) {
		data = slices.Concat(data[:i], []byte(r.to), data[i+len(r.from):])
	}
	return format.Source(data) // imports are in the order of their paths
}

// guide rewrites the lines of a guide that a reader would copy: imports, and what stands in
// a go.mod or a command for it.
func (r renamer) guide(_ string, data []byte) ([]byte, error) {
	from := regexp.QuoteMeta(r.from)
	for _, form := range []string{`(")` + from + `(/)`, `(require )` + from + `( v|@)`, `(replace )` + from + `( =>)`, `(-require=)` + from + `(@)`, `(-replace=)` + from + `(=)`} {
		data = regexp.MustCompile(form).ReplaceAll(data, []byte("${1}"+strings.ReplaceAll(r.to, "$", "$$")+"${2}"))
	}
	return data, nil
}
