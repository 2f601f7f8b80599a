// Command release makes the archives that people download: for each system the program,
// a README, the licences of all that is in it, and its bill of materials (SBOM).
//
//	go run ./cmd/internal/release                            # what make release runs: all six, into dist
//	go run ./cmd/internal/release -o /tmp/one windows/amd64  # one alone
//
// SHA256SUMS beside them has their sums. The same commit and toolchain give the same bytes:
// every time in an archive is SOURCE_DATE_EPOCH, or else that of the commit. An archive of
// 80 MB or more, and a licence that is not known to be free of copyleft, are failures.
package main

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"banxin/output/works"
)

// maxSize is what an archive stays below, in bytes.
const maxSize = 80_000_000

// targets are the systems that a release is for.
var targets = []target{
	{"windows", "amd64"}, {"darwin", "arm64"}, {"darwin", "amd64"},
	{"linux", "amd64"}, {"linux", "arm64"}, {"linux", "386"},
}

// target is a system, in Go's words.
type target struct{ os, arch string }

// name is that of the archive without its ending, and of the folder in it.
func (t target) name() string {
	system := t.os
	if system == "darwin" {
		system = "macos"
	}
	return fmt.Sprintf("banxin-%s-%s-%s", works.Version, system, t.arch)
}

func (t target) program() string {
	if t.os == "windows" {
		return "banxin.exe"
	}
	return "banxin"
}

func main() {
	dir := flag.String("o", "dist", "folder of the archives")
	flag.Parse()
	if err := release(*dir, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(2)
	}
}

// release makes the archives of the named targets, or of all, and their sums. What an
// earlier release left in the folder goes.
func release(dir string, names []string) error {
	chosen, err := choose(names)
	if err != nil {
		return err
	}
	when, err := date()
	if err != nil {
		return err
	}
	if err := clear(dir); err != nil {
		return err
	}
	var sums []string
	for _, t := range chosen {
		name, data, err := pack(t, when)
		if err != nil {
			return fmt.Errorf("%s/%s: %w", t.os, t.arch, err)
		}
		if err := fits(name, len(data)); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			return err
		}
		sums = append(sums, fmt.Sprintf("%x  %s\n", sha256.Sum256(data), name))
		fmt.Fprintf(os.Stderr, "%s  %.2f MB\n", name, float64(len(data))/1e6)
	}
	slices.SortFunc(sums, func(a, b string) int { return cmp.Compare(a[64:], b[64:]) })
	return os.WriteFile(filepath.Join(dir, "SHA256SUMS"), []byte(strings.Join(sums, "")), 0o666)
}

// choose finds targets by their names, os/arch; without names, all.
func choose(names []string) ([]target, error) {
	if len(names) == 0 {
		return targets, nil
	}
	var out []target
	for _, name := range names {
		i := slices.IndexFunc(targets, func(t target) bool { return t.os+"/"+t.arch == name })
		if i < 0 {
			return nil, fmt.Errorf("no release is made for %q: write it as windows/amd64", name)
		}
		out = append(out, targets[i])
	}
	return out, nil
}

// date is the time of all that is in the archives.
func date() (time.Time, error) {
	text := os.Getenv("SOURCE_DATE_EPOCH")
	if text == "" {
		said, err := exec.Command("git", "log", "-1", "--format=%ct").Output()
		if err != nil {
			return time.Time{}, fmt.Errorf("the commit's date (outside a checkout set SOURCE_DATE_EPOCH): %w", err)
		}
		text = strings.TrimSpace(string(said))
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
	}
	return dosTime(time.Unix(seconds, 0)), nil
}

// clear makes the folder, and takes what an earlier release left in it.
func clear(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	var errs error
	for _, pattern := range []string{"banxin-*.zip", "banxin-*.tar.gz", "SHA256SUMS"} {
		old, err := filepath.Glob(filepath.Join(dir, pattern))
		errs = errors.Join(errs, err)
		for _, name := range old {
			errs = errors.Join(errs, os.Remove(name))
		}
	}
	return errs
}

// fits fails where an archive is too large to be offered.
func fits(name string, size int) error {
	if size >= maxSize {
		return fmt.Errorf("%s has %.2f MB and must stay below %d: take something out of the program", name, float64(size)/1e6, maxSize/1_000_000)
	}
	return nil
}
