package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestShellArg: what is said to be typed is one argument, the path, for the shell of each system.
func TestShellArg(t *testing.T) {
	for _, c := range [][3]string{
		{"江城校报", "江城校报", "江城校报"},
		{"我的 报", "'我的 报'", `"我的 报"`},
		{"报（试）", "'报（试）'", `"报（试）"`},
		{"a&b", "'a&b'", `"a&b"`},
		{"it's", `'it'\''s'`, `"it's"`},
		{"$HOME", "'$HOME'", `"$HOME"`},
		{"~x", "'~x'", `"~x"`},
		{"-o", "./-o", "./-o"},
		{"", "''", `""`},
		{`C:\报 纸`, `'C:\报 纸'`, `"C:\报 纸"`},
		{`C:\报纸`, `'C:\报纸'`, `C:\报纸`},
	} {
		if unix, windows := shellArgOf("linux", c[0]), shellArgOf("windows", c[0]); unix != c[1] || windows != c[2] {
			t.Errorf("%q: %s and %s", c[0], unix, windows)
		}
	}
	sh := unixShell(t)
	for _, path := range []string{"我的 报", "a'b\"c", "$(x) `y` #z", `\`, "a*?[b]", "~", "！报"} {
		out, err := exec.Command(sh, "-c", "printf %s "+shellArgOf("linux", path)).Output()
		if err != nil || string(out) != path {
			t.Errorf("the shell takes %s for %q, %v", shellArgOf("linux", path), out, err)
		}
	}
}

// TestNextCommand: the command that new says is next can be copied, whatever the folder is called.
func TestNextCommand(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "我的 报's")
	_, out, errs := banxin(t, "new", dir, "--blank")
	first, _, _ := strings.Cut(out, "\n")
	_, command, ok := strings.Cut(first, "next: ")
	if !ok || !strings.Contains(command, shellArg(dir)) || !strings.HasSuffix(command, " --open") {
		t.Fatalf("said %q %s", out, errs)
	}
	var said bytes.Buffer
	sh := unixShell(t)
	c := exec.Command(sh, "-c", `banxin() { test -f "$2/paper.yaml" && printf '%s' "$*"; }; `+command)
	c.Stdout, c.Stderr = &said, os.Stderr
	if err := c.Run(); err != nil || said.String() != "serve "+dir+" --open" {
		t.Errorf("%s: %v %q", command, err, &said)
	}
}

// unixShell is the shell of this system, where it is one of Unix.
func unixShell(t *testing.T) string {
	sh, err := exec.LookPath("sh")
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("no shell of Unix here")
	}
	return sh
}
