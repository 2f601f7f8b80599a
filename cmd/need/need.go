// Package need finds what a test needs from outside: validators and reference data. A
// test whose need is not met is skipped, with the reason.
//
//	out, err := exec.Command(need.Tool(t, "qpdf"), "--check", file).CombinedOutput()
//
// Where BANXIN_REQUIRE_TOOLS is set, as in .ci/run, a missing tool is a failure.
package need

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Tool returns the path of a program.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, name)
	}
	return path
}

// EPUBCheck returns the command that runs EPUBCheck, without its arguments. The jar is
// the one BANXIN_EPUBCHECK names, or Debian's.
func EPUBCheck(t testing.TB) []string {
	t.Helper()
	jar := os.Getenv("BANXIN_EPUBCHECK")
	if jar == "" {
		jar = "/usr/share/java/epubcheck.jar"
	}
	if _, err := os.Stat(jar); err != nil {
		missing(t, "epubcheck.jar")
	}
	return []string{Tool(t, "java"), "-jar", jar}
}

// EPUBCheckTS returns the command that runs epubcheck-ts, without its arguments. The
// program is the one BANXIN_EPUBCHECK_TS names, or the first on the path.
func EPUBCheckTS(t testing.TB) []string {
	t.Helper()
	if path := os.Getenv("BANXIN_EPUBCHECK_TS"); path != "" {
		return []string{Tool(t, "node"), path}
	}
	return []string{Tool(t, "epubcheck-ts")}
}

// Shared returns the path of reference data, in the folder shared beside the checkout.
// It is never required.
func Shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(Root(t), "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no reference data shared/%s beside the checkout", name)
	}
	return path
}

// Root returns the folder of the checkout.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("the test does not run inside the checkout")
		}
		dir = up
	}
}

func missing(t testing.TB, name string) {
	t.Helper()
	if os.Getenv("BANXIN_REQUIRE_TOOLS") != "" {
		t.Fatalf("%s is not installed, and BANXIN_REQUIRE_TOOLS is set", name)
	}
	t.Skipf("%s is not installed", name)
}
