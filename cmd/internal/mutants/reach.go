package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"go/ast"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// reach says which tests of a package come by which of its statements.
type reach struct {
	all    []string
	blocks map[string]map[extent][]int // of a file: which of all come by each; empty where none does
}

// extent is where a block of statements begins and ends, in lines and columns.
type extent struct{ from, to spot }

type spot struct{ line, col int }

func (s spot) before(o spot) bool { return s.line < o.line || s.line == o.line && s.col < o.col }

func (e extent) holds(s spot) bool { return !s.before(e.from) && s.before(e.to) }

// newReach runs every test of a package on its own and looks where it came by.
func newReach(ctx context.Context, p *pkg, dir string) (*reach, error) {
	name := filepath.Join(dir, "cover")
	defer os.Remove(name)
	cmd := exec.CommandContext(ctx, "go", "test", "-c", "-cover", "-vet=off", "-o", name, ".")
	cmd.Dir = p.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", p.path, err, out)
	}
	cmd = exec.CommandContext(ctx, name, "-test.list", "^(Test|Fuzz|Example)")
	cmd.Dir = p.dir
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.path, err)
	}
	r := &reach{all: strings.Fields(string(out)), blocks: map[string]map[extent][]int{}}
	profile := filepath.Join(dir, "profile")
	for i, test := range r.all {
		cmd := exec.CommandContext(ctx, name, "-test.run", "^"+test+"$", "-test.coverprofile", profile)
		cmd.Dir = p.dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s: %s: %w\n%s", p.path, test, err, out)
		}
		if err := r.read(profile, i); err != nil {
			return nil, err
		}
	}
	return r, nil
}

var block = regexp.MustCompile(`/([^/]+\.go):(\d+)\.(\d+),(\d+)\.(\d+) \d+ (\d+)$`)

// read takes in the profile of a test.
func (r *reach) read(profile string, test int) error {
	f, err := os.Open(profile)
	if err != nil {
		return err
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		m := block.FindStringSubmatch(s.Text())
		if m == nil {
			continue
		}
		var n [5]int
		for i := range n {
			n[i], _ = strconv.Atoi(m[2+i])
		}
		blocks := r.blocks[m[1]]
		if blocks == nil {
			blocks = map[extent][]int{}
			r.blocks[m[1]] = blocks
		}
		at := extent{spot{n[0], n[1]}, spot{n[2], n[3]}}
		if by := blocks[at]; n[4] > 0 && (len(by) == 0 || by[len(by)-1] != test) {
			blocks[at] = append(by, test)
		} else if by == nil {
			blocks[at] = []int{}
		}
	}
	return nil
}

// tests lists the tests that come by a mutant: those of the innermost block that holds it, or, where it is in none, as the
// words of a case, those of its function; all, where it is in none of these.
func (r *reach) tests(m *mutant) []string {
	at := spot{m.line, m.from - bytes.LastIndexByte(m.file.src[:m.from], '\n')}
	var in *extent
	for e := range r.blocks[m.file.base] {
		if e.holds(at) && (in == nil || in.from.before(e.from) || in.from == e.from && e.to.before(in.to)) {
			in = &e
		}
	}
	if in != nil {
		return r.names(r.blocks[m.file.base][*in])
	}
	for _, d := range m.file.ast.Decls {
		a, b := m.pkg.fset.Position(d.Pos()), m.pkg.fset.Position(d.End())
		of := extent{spot{a.Line, a.Column}, spot{b.Line, b.Column}}
		if f, ok := d.(*ast.FuncDecl); !ok || f.Body == nil || !of.holds(at) {
			continue
		}
		var by []int
		for e, tests := range r.blocks[m.file.base] {
			if of.holds(e.from) {
				by = append(by, tests...)
			}
		}
		slices.Sort(by)
		return r.names(slices.Compact(by))
	}
	return nil
}

func (r *reach) names(by []int) []string {
	out := make([]string, len(by))
	for i, k := range by {
		out[i] = r.all[k]
	}
	return out
}
