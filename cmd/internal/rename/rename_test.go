package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// tree copies the files of the checkout; what rename does not write is linked.
func tree(t *testing.T) string {
	t.Helper()
	root, dir := need.Root(t), t.TempDir()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, rel)
		switch {
		case d.IsDir() && (rel == ".git" || rel == "out"):
			return filepath.SkipDir
		case d.IsDir():
			return os.MkdirAll(to, 0o777)
		case !d.Type().IsRegular():
			return nil
		case filepath.Ext(name) != ".go" && filepath.Ext(name) != ".md" && rel != "go.mod" && os.Link(name, to) == nil:
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o666)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// run runs the go command in a tree.
func run(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := exec.Command("go", args...)
	c.Dir = dir
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func TestRenameTree(t *testing.T) {
	dir := tree(t)
	const home = "example.org/press/banxin"
	n, err := rename(dir, home)
	if err != nil || n < 200 {
		t.Fatalf("%d files changed, %v", n, err)
	}
	for p := range strings.FieldsSeq(run(t, dir, "list", "./...")) {
		if p != home && !strings.HasPrefix(p, home+"/") {
			t.Errorf("package %s", p)
		}
	}
	if out := run(t, dir, "list", "-test", "-deps", "./..."); strings.Contains("\n"+out, "\nbanxin/") {
		t.Error("something still imports a package by its old path")
	}
	guide, err := os.ReadFile(filepath.Join(dir, "CONTRIBUTING.md"))
	if err != nil || !bytes.Contains(guide, []byte("-replace="+home+"=")) {
		t.Errorf("CONTRIBUTING.md does not say how to use %s: %v", home, err)
	}
	if need.Long() {
		if !need.Bounded() { // everything is compiled once more
			run(t, dir, "vet", "./...")
		}
		run(t, dir, "test", "./cmd/internal/arch", "./cmd/internal/words", "./editions")
	}

	if _, err := rename(dir, "banxin"); err != nil {
		t.Fatal(err)
	}
	same(t, need.Root(t), dir)
}

// same wants the files that rename writes to be as they were.
func same(t *testing.T, root, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(".go .md .mod", filepath.Ext(name)) || filepath.Ext(name) == "" {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		a, err1 := os.ReadFile(filepath.Join(root, rel))
		b, err2 := os.ReadFile(name)
		if err1 != nil || err2 != nil || !bytes.Equal(a, b) {
			t.Errorf("%s is not what it was: %v %v", rel, err1, err2)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRenameRefuses(t *testing.T) {
	for _, to := range []string{"", "Banxin", "a b", "/x", "x/", "a//b", "https://example.org/x", "..", "x\n"} {
		if _, err := rename(need.Root(t), to); err == nil {
			t.Errorf("%q is taken for the path of a module", to)
		}
	}
}

func TestRenameSource(t *testing.T) {
	const src = `package p

//go:generate go run banxin/cmd/x -o y

import (
	"banxin/editions"
	"github.com/x/y"
)

var a, b, c = "banxin/layout", "banxin", "my banxin/x" // banxin/fonts
`
	out, err := renamer{"banxin", "new.org/b"}.source("p.go", []byte(src))
	want := strings.NewReplacer("run banxin/", "run new.org/b/", "\t\"banxin/editions\"\n\t\"github.com/x/y\"\n", "\t\"github.com/x/y\"\n\t\"new.org/b/editions\"\n", `"banxin/layout"`, `"new.org/b/layout"`).Replace(src)
	if err != nil || string(out) != want {
		t.Errorf("%v\n%s", err, out)
	}
}
