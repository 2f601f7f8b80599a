package stock

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/store"
)

// TestFresh: a list that was given a short while ago stays with all that it needs while jobs of it are
// left, however few days are kept; so do tasks whose list is not there yet. When they are over all goes.
func TestFresh(t *testing.T) {
	ctx := t.Context()
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "store"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var keys []string
	for _, says := range []string{"listed", "done", "entered"} {
		hash, size, err := store.Keep(ctx, s, strings.NewReader(says))
		if err != nil {
			t.Fatal(err)
		}
		task := &job.Task{Schema: job.Schema, Engine: "e", Kind: "check", Inputs: []job.File{{Name: "a", Hash: hash, Size: size}}}
		if err := job.Save(ctx, s, task); err != nil {
			t.Fatal(err)
		}
		keys = append(keys, task.Key())
	}
	finish := func(key string) {
		t.Helper()
		if _, err := job.Commit(ctx, s, &job.Done{Key: key}); err != nil {
			t.Fatal(err)
		}
	}
	finish(keys[1])
	l := &night.List{Name: "n-1", Engine: "e", Lines: []night.Line{{ID: "a", Kind: "check", Base: keys[0]}, {ID: "b", Kind: "check", Base: keys[1]}}}
	if err := l.Save(ctx, s); err != nil {
		t.Fatal(err)
	}
	const seen = "seen/n-1" // somebody sees to it just now
	if err := s.Put(ctx, seen, strings.NewReader(""), 0); err != nil {
		t.Fatal(err)
	}
	later, before := time.Now().Add(time.Hour), time.Now().Add(-time.Hour)
	collect := func(fresh time.Time) (left string) {
		t.Helper()
		if _, err := Collect(ctx, s, Keep{Since: later, Fresh: fresh}); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{night.ListName("n-1"), job.TaskName(keys[0]), job.TaskName(keys[1]), job.DoneName(keys[1]), job.TaskName(keys[2]), seen} {
			switch _, err := s.Stat(ctx, name); {
			case err == nil:
				left += "+"
			case errors.Is(err, fs.ErrNotExist):
				left += "-"
			default:
				t.Fatal(err)
			}
		}
		return left
	}
	if left := collect(before); left != "++++++" {
		t.Errorf("of a list that runs is left: %s", left)
	}
	finish(keys[0])
	if left := collect(before); left != "----++" {
		t.Errorf("of a list that is over is left: %s", left)
	}
	if left := collect(later); left != "------" {
		t.Errorf("of what nobody gave is left: %s", left)
	}
}
