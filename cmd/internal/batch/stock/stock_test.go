package stock

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"
)

// TestDamagedList: a list that cannot be read is a fault that is told and mended, and while it is there
// nothing goes that it could need. Without it all goes, records of tries too.
func TestDamagedList(t *testing.T) {
	ctx := t.Context()
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "store"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	task := &job.Task{Schema: job.Schema, Engine: "e", Kind: "check", Inputs: []job.File{}}
	key := task.Key()
	if err := job.Save(ctx, s, task); err != nil {
		t.Fatal(err)
	}
	if _, _, err := store.Keep(ctx, s, strings.NewReader("a text")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{night.ListName("night"), worker.DeadName(key), "tried/" + key + "/1"} {
		if _, err := s.PutNew(ctx, name, []byte("{")); err != nil {
			t.Fatal(err)
		}
	}
	later := time.Now().Add(time.Hour)
	keep := Keep{Since: time.Now().Add(-time.Hour), Fresh: later}
	if got, err := Collect(ctx, s, keep); err != nil || len(got.Unread) != 1 || got.Kept != 6 || got.Tasks+got.Objects != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	v, err := Verify(ctx, s, Check{Mend: true})
	if err != nil || len(v.Faults) != 2 {
		t.Errorf("%+v, %v", v, err)
	}
	if v, err := Verify(ctx, s, Check{}); err != nil || len(v.Faults) != 0 {
		t.Errorf("mended: %+v, %v", v, err)
	}
	keep.Since = later
	if got, err := Collect(ctx, s, keep); err != nil || got.Unread != nil || got.Tasks != 1 || got.Objects != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	for e, err := range s.List(ctx, "") {
		if err != nil || e.Name != "farm.json" {
			t.Errorf("%s is left of nothing, %v", e.Name, err)
		}
	}
}
