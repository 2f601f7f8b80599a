package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"banxin/cmd/need"
)

// built is the folder of the program that is built for tests.
var built struct {
	sync.Once
	dir string
	err error
}

// program builds the program as it is released, static, once for all tests.
func program(t *testing.T) string {
	t.Helper()
	built.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "banxin-test"); built.err != nil {
			return
		}
		c := exec.Command("go", "build", "-trimpath", "-ldflags=-s", "-o", filepath.Join(built.dir, "banxin"), ".")
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := c.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return filepath.Join(built.dir, "banxin")
}

func TestMain(m *testing.M) {
	status := m.Run()
	if built.dir != "" {
		os.RemoveAll(built.dir)
	}
	os.Exit(status)
}

// TestAlone holds what the Containerfile promises: the static program, in a root with
// nothing else that nobody may write to, makes the outputs of a paper.
func TestAlone(t *testing.T) {
	unshare, chroot := need.Tool(t, "unshare"), need.Tool(t, "chroot")
	root := t.TempDir()
	static, err := os.ReadFile(program(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "banxin"), static, 0o777); err != nil {
		t.Fatal(err)
	}
	paper := filepath.Join(root, "paper")
	if err := os.CopyFS(filepath.Join(paper, "in"), os.DirFS(filepath.Join(need.Root(t), "cmd", "internal", "cli", "testdata", "paper"))); err != nil {
		t.Fatal(err)
	}
	const enter = `mount --bind "$1" "$1" && mount --bind "$1/paper" "$1/paper" && mount -o remount,ro,bind "$1" && exec "$2" "$1" /banxin build /paper/in -o /paper/out --to pdf,epub,png`
	run := exec.Command(unshare, "--map-root-user", "--mount", "--net", "sh", "-c", enter, "sh", root, chroot)
	run.Env = []string{"PATH=" + os.Getenv("PATH")}
	out, err := run.CombinedOutput()
	if err != nil && strings.Contains(string(out), "unshare") {
		t.Skipf("no name spaces here: %s", out)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, kind := range []string{"*.pdf", "*.epub", "*.png"} {
		if found, _ := filepath.Glob(filepath.Join(paper, "out", kind)); len(found) == 0 {
			t.Errorf("no %s was made: %s", kind, out)
		}
	}
}
