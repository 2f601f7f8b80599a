package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/output/works"
)

// tree returns the files below dir with their contents, a line each.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || p == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		if d.IsDir() {
			fmt.Fprintf(&b, "%s/\n", filepath.ToSlash(rel))
			return nil
		}
		data, err := os.ReadFile(p)
		fmt.Fprintf(&b, "%s: %s\n", filepath.ToSlash(rel), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func fill(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// begun returns a Folder with a new a and b, in a folder that has an old a and c.
func begun(t *testing.T) (*Folder, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a", "c"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("old "+name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	o, err := Stage(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"b", "a"} {
		if _, err := works.WriteFile(context.Background(), o, name, fill("new "+name)); err != nil {
			t.Fatal(err)
		}
	}
	return o, dir
}

const untouched = "a: old a\nc: old c\n"

func TestCommit(t *testing.T) {
	o, dir := begun(t)
	if err := o.Commit(); err != nil {
		t.Fatal(err)
	}
	o.Abandon()
	if got, want := tree(t, dir), "a: new a\nb: new b\nc: old c\n"; got != want {
		t.Errorf("after commit:\n%swant:\n%s", got, want)
	}
}

// TestFinally: what depends on the files that stand there sees those of a run that ended
// meanwhile; where it fails nothing is moved.
func TestFinally(t *testing.T) {
	first, dir := begun(t)
	second, err := Stage(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Commit(); err != nil {
		t.Fatal(err)
	}
	second.Finally(func() error {
		data, err := os.ReadFile(filepath.Join(dir, "a"))
		if err == nil {
			_, err = works.WriteFile(context.Background(), second, "saw", fill(string(data)))
		}
		return err
	})
	if err := second.Commit(); err != nil {
		t.Fatal(err)
	}
	third, err := Stage(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := works.WriteFile(context.Background(), third, "a", fill("third")); err != nil {
		t.Fatal(err)
	}
	third.Finally(func() error { return errors.New("no") })
	if third.Commit() == nil {
		t.Error("it is committed though it failed at last")
	}
	third.Abandon()
	if got, want := tree(t, dir), "a: new a\nb: new b\nc: old c\nsaw: new a\n"; got != want {
		t.Errorf("after all:\n%swant:\n%s", got, want)
	}
}

func TestAbandon(t *testing.T) {
	o, dir := begun(t)
	o.Abandon()
	if got := tree(t, dir); got != untouched {
		t.Errorf("after abandon:\n%s", got)
	}
}

// TestCommitFails takes back what was moved before the failure, wherever it comes.
func TestCommitFails(t *testing.T) {
	for fail := range 2 {
		o, dir := begun(t)
		n := 0
		o.disk.step = func(op, name string) error {
			if op != "rename" || filepath.Dir(name) != dir || filepath.Base(name) == journalName {
				return nil
			}
			if n++; n == fail+1 {
				return errors.New("disk on fire")
			}
			return nil
		}
		err := o.Commit()
		if err == nil || !strings.Contains(err.Error(), "disk on fire") {
			t.Errorf("commit: %v", err)
		}
		o.Abandon()
		if got := tree(t, dir); got != untouched {
			t.Errorf("after a failure at file %d:\n%s", fail, got)
		}
	}
}

func TestCommitOverFolder(t *testing.T) {
	o, dir := begun(t)
	if err := os.Mkdir(filepath.Join(dir, "b"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := o.Commit(); err == nil {
		t.Error("a folder was replaced by a file")
	}
	o.Abandon()
	if got, want := tree(t, dir), "a: old a\nb/\nc: old c\n"; got != want {
		t.Errorf("after the failure:\n%s", got)
	}
}

func TestStageMakesAndUnmakes(t *testing.T) {
	base := t.TempDir()
	o, err := Stage(filepath.Join(base, "x", "y"))
	if err != nil {
		t.Fatal(err)
	}
	o.Abandon()
	if got := tree(t, base); got != "" {
		t.Errorf("left behind:\n%s", got)
	}
}

func TestWriteStopsWithContext(t *testing.T) {
	o, dir := begun(t)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := works.WriteFile(ctx, o, "d", func(w io.Writer) error {
		cancel()
		_, err := w.Write(make([]byte, 1<<20))
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("write: %v", err)
	}
	o.Abandon()
	if got := tree(t, dir); got != untouched {
		t.Errorf("left behind:\n%s", got)
	}
}
