package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
)

// mutant is a change of one place: the bytes from..to of a file become new.
type mutant struct {
	pkg      *pkg
	file     *file
	in       string // the function or variable that it stands in
	line     int
	op       string
	from, to int
	old, new string

	tried bool
	seen  string // the test that failed; "" when none did
}

// source returns the file with the mutant in it.
func (m *mutant) source() []byte {
	src := append([]byte{}, m.file.src[:m.from]...)
	src = append(src, m.new...)
	return append(src, m.file.src[m.to:]...)
}

// compiles says whether the package with the mutant is a Go program.
func (m *mutant) compiles() bool {
	f, err := parser.ParseFile(m.pkg.fset, m.file.name, m.source(), parser.SkipObjectResolution)
	return err == nil && m.pkg.types(m.file, f, nil) == nil
}

// draw hands out mutants by a seed, none twice.
type draw struct {
	pkgs []*pkg
	rand *rand.Rand
	same equivalents
	turn int
	took map[key]bool
}

// key is a place and what it becomes.
type key struct {
	file     *file
	from, to int
	new      string
}

func newDraw(pkgs []*pkg, seed uint64, same equivalents) *draw {
	for _, p := range pkgs {
		p.sites = map[string][][]*mutant{}
		for _, f := range p.files {
			for op, ms := range sitesOf(p, f) {
				p.sites[op] = append(p.sites[op], ms)
			}
		}
	}
	return &draw{pkgs: pkgs, rand: rand.New(rand.NewPCG(seed, 0)), same: same, took: map[key]bool{}}
}

// next returns a mutant that compiles, nil when there is none left to find.
func (d *draw) next() *mutant {
	for range 1000 * len(d.pkgs) {
		p := d.pkgs[d.turn%len(d.pkgs)]
		m := d.of(p)
		if m == nil || d.same.has(m) || !m.compiles() {
			continue
		}
		d.turn++
		return m
	}
	return nil
}

// of draws a mutant of a package that was not drawn before; nil when it hits one that was.
func (d *draw) of(p *pkg) *mutant {
	files := p.sites[operators[d.rand.IntN(len(operators))].name]
	if len(files) == 0 {
		return nil
	}
	ms := files[d.rand.IntN(len(files))]
	m := ms[d.rand.IntN(len(ms))]
	k := key{m.file, m.from, m.to, m.new}
	if d.took[k] {
		return nil
	}
	d.took[k] = true
	return m
}

// sitesOf lists what the operators make of a file, in the order of the places.
func sitesOf(p *pkg, f *file) map[string][]*mutant {
	out := map[string][]*mutant{}
	for _, decl := range f.ast.Decls {
		v := &visit{pkg: p, file: f, in: nameOf(decl)}
		for _, op := range operators {
			v.emit = func(from, to token.Pos, new string) {
				a, b := p.fset.Position(from), p.fset.Position(to)
				m := &mutant{pkg: p, file: f, in: v.in, line: a.Line, op: op.name, from: a.Offset, to: b.Offset, new: new}
				m.old = string(f.src[m.from:m.to])
				out[op.name] = append(out[op.name], m)
			}
			ast.Inspect(decl, func(n ast.Node) bool {
				if n == nil || v.idle(n) {
					return false
				}
				op.at(v, n)
				return true
			})
		}
	}
	return out
}

func nameOf(decl ast.Decl) string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		return d.Name.Name
	case *ast.GenDecl:
		for _, s := range d.Specs {
			if v, ok := s.(*ast.ValueSpec); ok {
				return v.Names[0].Name
			}
		}
	}
	return ""
}
