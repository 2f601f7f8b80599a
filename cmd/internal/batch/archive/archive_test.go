package archive

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"banxin/cmd/internal/batch/job"
)

// TestShares: the shares of a large edition wait for nothing, so that all can be made at a time, and
// its build for all of them.
func TestShares(t *testing.T) {
	dir := t.TempDir()
	day := filepath.Join(dir, "paper", "editions", "2026-10-20")
	for name, data := range map[string][]byte{
		filepath.Join(dir, "paper", "paper.yaml"): []byte("名称: 试报\n"),
		filepath.Join(day, "edition.yaml"):        []byte("日期: 2026-10-20\n"),
		filepath.Join(day, "images", "a.jpg"):     make([]byte, 3000),
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	l, err := Plan(dir, ".", Options{To: []string{"pdf"}, Large: 1000})
	if err != nil || len(l.Jobs) != 4 {
		t.Fatalf("%+v, %v", l, err)
	}
	var parts []string
	for _, j := range l.Jobs[:3] {
		if j.Kind != "part" || len(j.After) > 0 {
			t.Errorf("%s, a %s, comes after %v", j.ID, j.Kind, j.After)
		}
		parts = append(parts, j.ID)
	}
	if b := l.Jobs[3]; b.Kind != "build" || !slices.Equal(b.After, parts) {
		t.Errorf("%s, a %s, comes after %v", b.ID, b.Kind, b.After)
	}
}

// TestLatest: the latest edition is the one that build would take, and a folder that is empty is none.
func TestLatest(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"editions/2026-10-19/edition.yaml", "editions/2026-10-20/edition.yaml"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("版面: []\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "editions/2026-10-21"), 0o777); err != nil {
		t.Fatal(err)
	}
	l, err := Plan(dir, ".", Options{To: []string{"pdf"}, Latest: true})
	if err != nil || len(l.Jobs) != 1 || l.Jobs[0].Edition != "2026-10-20" {
		t.Errorf("%+v, %v", l, err)
	}
}

// TestBeside: pages by date in the folder of a paper with editions are told of; outputs, and what
// belongs to the editions, are none.
func TestBeside(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		"a/paper.yaml", "a/editions/2026-10-20/edition.yaml", "a/editions/2026-10-20/2026-10-20.txt", "a/1956-03-04/01.txt", "a/1956/03/05/01.pdf", "a/19560306.txt", "a/out/rb-20261020.pdf", "a/notes.txt",
		"b/paper.yaml", "b/editions/2026-10-20/edition.yaml", "b/out/rb-20261020.pdf",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	l, err := Plan(dir, ".", Options{Unread: true})
	if err != nil || len(l.Jobs) != 2 || !slices.Equal(l.Beside, []Beside{{"a", 3, "1956-03-04/01.txt"}}) {
		t.Errorf("%+v, %v", l, err)
	}
}

// TestPassed: what could be a page and is not read is counted and named, and the pages of a day stand in the
// order of their numbers.
func TestPassed(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		"paper.yaml", "1956年3月6日/2.txt", "1956年3月6日/10.txt", "1956年3月6日/1.txt", "1960-1-8/01.txt", "60-01-06/01.txt", "1956-13-40/01.txt", "1956-13-40/02.txt", "1956-13-40/03.txt", "notes.md", ".hidden/1.txt", "templates/a.txt",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	passed := 4
	if os.Symlink(filepath.Join(dir, "1960-1-8/01.txt"), filepath.Join(dir, "1960-1-8/02.txt")) == nil {
		passed++
	}
	l, err := Plan(dir, ".", Options{Unread: true})
	if err != nil || len(l.Jobs) != 6 || len(l.Passed) != 1 || l.Passed[0].Files != passed || l.Passed[0].Names[0] != "1956-13-40/01.txt" || len(l.Passed[0].Names) != mostNamed {
		t.Fatalf("%+v, %v", l, err)
	}
	if got := job.Files(l.Jobs[0].Options); l.Jobs[0].Edition != "1956-03-06" || !slices.Equal(got, []string{"1956年3月6日/1.txt", "1956年3月6日/2.txt", "1956年3月6日/10.txt"}) {
		t.Errorf("%s is of %q", l.Jobs[0].Edition, got)
	}
	if l, err := Plan(dir, ".", Options{Unread: true, From: "1970-01-01"}); err != nil || len(l.Jobs) > 0 || l.First != "1956-03-06" || l.Last != "1960-01-08" {
		t.Errorf("%+v, %v", l, err)
	}
}
