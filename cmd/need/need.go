// Package need finds what a test needs from outside: other people's programs as judges,
// time for long inputs, and reference data. A test whose need is not met is skipped, with
// the reason.
//
//	out, err := exec.Command(need.Tool(t, "qpdf"), "--check", file).CombinedOutput()
//	for seed := range need.Seeds(12, 60) { … }
//
// go test alone runs what tells within seconds whether a change is sound. The environment
// turns the rest on:
//
//	BANXIN_JUDGES=1         the judges and the long inputs (make judges)
//	BANXIN_HOSTILE=1        the long inputs alone (make hostile)
//	BANXIN_REQUIRE_TOOLS=1  a judge that is not installed is a failure, as in .ci/run, which
//	                        has no time for what takes minutes
package need

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strconv"
	"testing"
)

// Tool returns the path of a program that judges.
func Tool(t testing.TB, name string) string {
	t.Helper()
	Judges(t)
	path, err := exec.LookPath(name)
	if err != nil {
		Missing(t, name)
	}
	return path
}

// Program returns the path of a judge that the environment variable names, or else of
// the program on the path.
func Program(t testing.TB, variable, name string) string {
	t.Helper()
	if path := os.Getenv(variable); path != "" {
		name = path
	}
	return Tool(t, name)
}

// Named returns what an environment variable names: the folder of a judge that is not a
// program on the path.
func Named(t testing.TB, variable string) string {
	t.Helper()
	Judges(t)
	path := os.Getenv(variable)
	if path == "" {
		Missing(t, "what "+variable+" names")
	}
	return path
}

// File returns a judge's file, given by its path.
func File(t testing.TB, path string) string {
	t.Helper()
	Judges(t)
	if _, err := os.Stat(path); err != nil {
		Missing(t, path)
	}
	return path
}

// Judges skips a test of what other programs say, unless they are asked for.
func Judges(t testing.TB) {
	t.Helper()
	if !set("BANXIN_JUDGES") {
		t.Skip("other programs judge with BANXIN_JUDGES=1")
	}
}

// Time skips a test that takes seconds, unless those are granted.
func Time(t testing.TB) {
	t.Helper()
	if !Long() {
		t.Skip("takes long: runs with BANXIN_HOSTILE=1 and BANXIN_JUDGES=1")
	}
}

// Measures skips what measures time, which tells of a quiet machine alone, unless the variable says
// how many times each thing is measured.
func Measures(t testing.TB, variable string) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv(variable))
	if err != nil || n < 1 {
		t.Skip("measures time, where " + variable + " says how often")
	}
	return n
}

// Minutes skips a test that takes many minutes: it runs by make hostile alone.
func Minutes(t testing.TB) {
	t.Helper()
	if !Hostile() || Bounded() {
		t.Skip("takes many minutes: runs with BANXIN_HOSTILE=1 and without BANXIN_REQUIRE_TOOLS")
	}
}

// Heap returns what lives on the heap, in bytes.
func Heap() int64 {
	runtime.GC()
	runtime.GC() // what was cleaned up is gone after the second
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64())
}

// Seeds returns how many random inputs a test tries: few in the loop of save and test,
// many where time is granted, a third of those where each area has two minutes.
func Seeds(few, many int64) int64 {
	switch {
	case Long() && Bounded():
		return max(few, many/3)
	case Long():
		return many
	}
	return few
}

// Spread returns what is tried of a list: all of it, or, where each area has two minutes, every nth
// from the ith on. With another i for each kind of thing that is tried, each kind is tried in a part,
// and each of the list by some kind.
func Spread[T any](all []T, n, i int) []T {
	if !Bounded() {
		return all
	}
	var some []T
	for i %= n; i < len(all); i += n {
		some = append(some, all[i])
	}
	return some
}

// Long says that time for long inputs is granted.
func Long() bool { return set("BANXIN_HOSTILE") || set("BANXIN_JUDGES") }

// Hostile says that time is granted for all that judges can look at, and not only for some.
func Hostile() bool { return set("BANXIN_HOSTILE") }

// Bounded says that judges have two minutes for each area, as in .ci/run: they look at a part.
func Bounded() bool { return set("BANXIN_REQUIRE_TOOLS") }

func set(variable string) bool { return os.Getenv(variable) != "" }

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

// Missing skips a test for want of a judge, or fails it where judges are required.
func Missing(t testing.TB, name string) {
	t.Helper()
	if set("BANXIN_REQUIRE_TOOLS") {
		t.Fatalf("%s is not installed, and BANXIN_REQUIRE_TOOLS is set", name)
	}
	t.Skipf("%s is not installed", name)
}
