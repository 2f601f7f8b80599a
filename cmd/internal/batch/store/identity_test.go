package store

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// TestIdentity: every store has a word of its own, whoever opens it; one of an earlier form is given
// one, the same by all who open it at a time.
func TestIdentity(t *testing.T) {
	dir := t.TempDir()
	of := func(name string) string {
		s, err := Open(t.Context(), filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
			return ""
		}
		defer s.Close()
		id, err := Identity(t.Context(), s)
		if err != nil {
			t.Error(err)
		}
		return id
	}
	a, b := of("a"), of("b")
	if a == "" || a == b || a != of("a") {
		t.Errorf("%q, %q, and again %q", a, b, of("a"))
	}
	if err := os.Mkdir(filepath.Join(dir, "old"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "old", markName), []byte("{\"schema\":1}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	var all [8]string
	var wg sync.WaitGroup
	for i := range all {
		wg.Go(func() { all[i] = of("old") })
	}
	wg.Wait()
	for _, id := range all {
		if id == "" || id != of("old") {
			t.Errorf("%q, and then %q", all, of("old"))
			break
		}
	}
}
