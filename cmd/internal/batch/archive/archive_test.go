package archive

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
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
