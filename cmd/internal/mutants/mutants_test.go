package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const program = `package p

type kind int

const (
	first kind = iota
	second
)

func join(a, b string) string { return a + b }

func f(xs []string, n int, k kind) (string, int) {
	out := ""
	for _, x := range xs {
		if x == "" {
			continue
		}
		out = join(out, x)
	}
	if n < 3 && k == first {
		out += "few"
	} else {
		panic("many: this sentence is no mutant")
	}
	return out, min(n, 7)
}
`

func loaded(t *testing.T) []*pkg {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"p.go": program, "go.mod": "module banxin\n\ngo 1.26\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	pkgs, err := load(context.Background(), []string{"."})
	if err != nil {
		t.Fatal(err)
	}
	return pkgs
}

// TestOperators: each operator does what it says where it can, and nowhere else.
func TestOperators(t *testing.T) {
	pkgs := loaded(t)
	newDraw(pkgs, 1, nil)
	for op, want := range map[string][]string{
		"negate":    {`x == "" → !(x == "")`},
		"never":     {`x == "" → false && (x == "")`},
		"branches":  {"n < 3 && k == first → !(n < 3 && k == first)"},
		"boundary":  {"< → <="},
		"logic":     {"&& → ||"},
		"sum":       {"+= → -=", "min → max"},
		"one":       {"min(n, 7) → (min(n, 7))+1", "min(n, 7) → (min(n, 7))-1", "n → (n)+1", "n → (n)-1"},
		"constant":  {"3 → (3+1)", "3 → (3-1)", "first → second", "7 → (7+1)", "7 → (7-1)"},
		"drop":      {"continue → (nothing)", `out = join(out, x) → (nothing)`, `out += "few" → (nothing)`},
		"zero":      {`a + b → ""`, `out → ""`, "min(n, 7) → 0"},
		"arguments": {"out, x → x, out"},
		"ends":      {"xs → xs[min(1, len(xs)):]", "xs → xs[:max(0, len(xs)-1)]"},
		"jump":      {"continue → break"},
	} {
		var got []string
		for _, ms := range pkgs[0].sites[op] {
			for _, m := range ms {
				got = append(got, oneLine(m.old)+" → "+oneLine(m.new))
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s makes\n%s\nwant\n%s", op, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// TestDraw: a seed has its list; every mutant of it compiles and none comes twice; what
// equivalents name is left out.
func TestDraw(t *testing.T) {
	list := func(seed uint64, same equivalents) []string {
		var out []string
		d := newDraw(loaded(t), seed, same)
		for range 12 {
			m := d.next()
			if m == nil {
				break
			}
			out = append(out, string(m.source()))
		}
		return out
	}
	a := list(1, nil)
	if !slices.Equal(a, list(1, nil)) || slices.Equal(a, list(2, nil)) {
		t.Error("the list is not the seed's")
	}
	sorted := slices.Sorted(slices.Values(a))
	if n := len(slices.Compact(sorted)); n != 12 {
		t.Errorf("%d of 12 mutants differ", n)
	}
	same, err := readEquivalents("# why\np/p.go join: a + b → \"\": nobody joins\n")
	if err != nil {
		t.Fatal(err)
	}
	pkgs := loaded(t)
	pkgs[0].path = "p"
	d := newDraw(pkgs, 1, same)
	for m := d.next(); m != nil; m = d.next() {
		if m.in == "join" && m.op == "zero" {
			t.Error("an equivalent is drawn")
		}
	}
}

func TestEquivalents(t *testing.T) {
	if _, err := readEquivalents(equivalentsText); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"p.go f", "p.go f: a → b", "p.go: a → b: why"} {
		if _, err := readEquivalents(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// TestReach: the tests that come by a mutant are those of its block; where it is in none, those of its function; of what
// stands in no function all may see something.
func TestReach(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module banxin\n\ngo 1.26\n",
		"p.go": `package p

var table = 1

func f(n int) int {
	switch {
	case n > 1:
		return 2
	}
	if n < 0 {
		return n
	}
	return table
}

func nobody() int { return 3 }
`,
		"p_test.go": `package p

import "testing"

func TestLess(t *testing.T) { f(-1) }
func TestMore(t *testing.T) { f(2) }
func TestElse(t *testing.T) {}
func ExampleF() {
	f(0)
	// Output:
}
`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	pkgs, err := load(context.Background(), []string{"."})
	if err != nil {
		t.Fatal(err)
	}
	r, err := newReach(context.Background(), pkgs[0], t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	src := string(pkgs[0].files[0].src)
	for at, want := range map[string][]string{
		"table = 1": nil, "switch": {"TestLess", "TestMore", "ExampleF"}, "n > 1": {"TestLess", "TestMore", "ExampleF"}, "return 2": {"TestMore"}, "n < 0": {"TestLess", "ExampleF"}, "return n": {"TestLess"},
		"return table": {"ExampleF"}, "return 3": {},
	} {
		from := strings.Index(src, at)
		m := &mutant{pkg: pkgs[0], file: pkgs[0].files[0], from: from, line: 1 + strings.Count(src[:from], "\n")}
		if got := r.tests(m); !slices.Equal(got, want) || (got == nil) != (want == nil) {
			t.Errorf("%s: %v, want %v", at, got, want)
		}
	}
	if only(nil) != "." || only([]string{"TestA", "TestB"}) != "^(TestA|TestB)$" {
		t.Error(only([]string{"TestA", "TestB"}))
	}
}
