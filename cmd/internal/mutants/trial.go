package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// trial compiles and runs the tests of packages with mutants in them.
type trial struct {
	dir  string // for binaries and overlays
	base map[*pkg]base
}

// base is a package's tests without any mutant, and where they come by.
type base struct {
	binary []byte
	took   time.Duration
	reach  *reach
}

// newTrial runs the tests of all packages as they are; they have to pass.
func newTrial(ctx context.Context, pkgs []*pkg) (*trial, error) {
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return nil, err
	}
	t := &trial{dir: dir, base: map[*pkg]base{}}
	for i, p := range pkgs {
		name := filepath.Join(dir, "base"+strconv.Itoa(i))
		if out, err := compile(ctx, p, name, ""); err != nil {
			t.close()
			return nil, fmt.Errorf("%s: %w\n%s", p.path, err, out)
		}
		start := time.Now()
		if failed, err := test(ctx, p, name, nil, time.Hour); err != nil || failed != "" {
			t.close()
			return nil, fmt.Errorf("%s: its tests fail as it is: %s %w", p.path, failed, err)
		}
		took := time.Since(start)
		fmt.Fprintf(os.Stderr, "%s: its tests take %.1f s\n", p.path, took.Seconds())
		binary, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		os.Remove(name)
		r, err := newReach(ctx, p, dir)
		if err != nil {
			t.close()
			return nil, err
		}
		t.base[p] = base{binary, took, r}
	}
	return t, nil
}

func (t *trial) close() { os.RemoveAll(t.dir) }

// all tries n mutants, a few at a time, and returns them in the order of the draw. What turns
// out to be the same program is replaced: by the next of the draw, at the end of the list, so
// that the list does not depend on who finishes first.
func (t *trial) all(ctx context.Context, d *draw, n, parallel int) ([]*mutant, error) {
	var tried []*mutant
	for len(tried) < n {
		var round []*mutant
		for len(tried)+len(round) < n {
			m := d.next()
			if m == nil {
				break
			}
			round = append(round, m)
		}
		if len(round) == 0 {
			return tried, nil
		}
		if err := t.round(ctx, round, parallel); err != nil {
			return nil, err
		}
		for _, m := range round {
			if m.tried {
				tried = append(tried, m)
			}
		}
	}
	return tried, nil
}

// end says what became of a mutant.
func (m *mutant) end() string {
	switch {
	case !m.tried:
		return "no other program"
	case m.seen == "":
		return "survived"
	}
	return "killed: " + m.seen
}

func (t *trial) round(ctx context.Context, ms []*mutant, parallel int) error {
	var wg sync.WaitGroup
	errs := make([]error, len(ms))
	slots := make(chan struct{}, parallel)
	for i, m := range ms {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			errs[i] = t.one(ctx, m, strconv.Itoa(i))
			fmt.Fprintf(os.Stderr, "%s/%s:%d %s: %s → %s: %s\n", m.pkg.path, m.file.base, m.line, m.op, oneLine(m.old), oneLine(m.new), m.end())
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// one tries a mutant, unless the compiler makes the same program of it.
func (t *trial) one(ctx context.Context, m *mutant, name string) error {
	name = filepath.Join(t.dir, name)
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{m.file.name: name + ".go"}})
	if err != nil {
		return err
	}
	if err := errors.Join(os.WriteFile(name+".go", m.source(), 0o644), os.WriteFile(name+".json", overlay, 0o644)); err != nil {
		return err
	}
	if _, err := compile(ctx, m.pkg, name, name+".json"); err != nil {
		return ctx.Err() // what go/types takes and the compiler does not: not a program either
	}
	defer os.Remove(name)
	binary, err := os.ReadFile(name)
	if err != nil || bytes.Equal(binary, t.base[m.pkg].binary) {
		return err
	}
	m.tried = true
	tests := t.base[m.pkg].reach.tests(m)
	if tests != nil && len(tests) == 0 {
		return nil // no test comes here
	}
	m.seen, err = test(ctx, m.pkg, name, tests, 10*t.base[m.pkg].took+30*time.Second)
	return err
}

// compile makes the test binary of a package; what it writes does not depend on where.
func compile(ctx context.Context, p *pkg, name, overlay string) ([]byte, error) {
	args := []string{"test", "-c", "-trimpath", "-vet=off", "-ldflags=-s -w -buildid=", "-o", name}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	cmd := exec.CommandContext(ctx, "go", append(args, ".")...)
	cmd.Dir = p.dir
	return cmd.CombinedOutput()
}

// only is the pattern of tests by their names; of none all.
func only(tests []string) string {
	if tests == nil {
		return "."
	}
	return "^(" + strings.Join(tests, "|") + ")$"
}

var failure = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)|^panic: (.*)|^fatal error: (.*)`)

// test runs tests of a binary in its package's folder, all where none are named, and returns who failed,
// "" when none did.
func test(ctx context.Context, p *pkg, name string, tests []string, limit time.Duration) (string, error) {
	timed, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(timed, name, "-test.failfast", "-test.timeout=0", "-test.run", only(tests))
	cmd.Dir = p.dir
	cmd.WaitDelay = time.Second // a child of the test may hold the pipe
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case timed.Err() != nil:
		return "time", nil
	case err == nil:
		return "", nil
	case !errors.As(err, &exit):
		return "", err
	}
	if m := failure.FindSubmatch(out); m != nil {
		return oneLine(string(bytes.Join(m[1:], nil))), nil
	}
	return "exit status " + strconv.Itoa(exit.ExitCode()), nil
}
