package night

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"
	"banxin/cmd/need"
)

// full is a store in which every task is done, or dead, with as much to say as there can be.
type full struct {
	store.Store
	dead bool
}

func (f full) Get(_ context.Context, name string) (io.ReadCloser, error) {
	dir, key, _ := strings.Cut(name, "/")
	var v any
	switch {
	case dir == "done" && !f.dead:
		d := &job.Done{Schema: job.Schema, Key: key, Result: job.Result{Pages: 8, Title: "试报", Date: "2026-10-20"}}
		for i := range 100 {
			d.Result.Files = append(d.Result.Files, job.File{Name: fmt.Sprintf("page-%03d.png", i), Hash: key, Size: 1})
			d.Result.Findings = append(d.Result.Findings, job.Finding{Code: "FIT-OVER", Message: strings.Repeat("多", 40)})
		}
		v = d
	case dir == "dead" && f.dead:
		v = &worker.Dead{Key: key, Tries: []worker.Try{{Why: "panic", Log: strings.Repeat("x", 60<<10)}}}
	default:
		return nil, &fs.PathError{Op: "get", Path: name, Err: fs.ErrNotExist}
	}
	data, err := json.Marshal(v)
	return io.NopCloser(bytes.NewReader(data)), err
}

// TestMemory: who runs a list keeps of a job a kilobyte, whatever came of it, and what the dead
// said of some of them alone; so a hub that runs for months, and lists of millions, have a bound.
func TestMemory(t *testing.T) {
	const jobs, most = 2000, 2 << 10
	for name, s := range map[string]store.Store{"done": full{}, "dead": full{dead: true}} {
		l := &List{Name: "n"}
		for i := range jobs {
			x := line("a", "甲")
			x.ID, x.Base = fmt.Sprint("job-", i), fmt.Sprintf("%064x", i)
			l.Lines = append(l.Lines, x)
		}
		before := need.Heap()
		tr := Track(l, time.Now)
		n := &Night{List: l, Store: s, Told: tr.Told}
		if _, err := n.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		grown := (need.Heap() - before - mostLogs*60<<10) / jobs
		if name == "done" {
			grown = (need.Heap() - before) / jobs
		}
		t.Logf("%s: %d bytes a job", name, grown)
		if grown > most {
			t.Errorf("of a job that is %s %d bytes are kept, more than %d", name, grown, most)
		}
		if sum := tr.Sum(); sum.Done+sum.Dead != jobs {
			t.Errorf("%+v", sum)
		}
		runtime.KeepAlive(n)
	}
}
