package worker

import (
	"strconv"
	"testing"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/need"
)

// TestMemory: hub and worker keep nothing of jobs that are over: the heap of the process that has
// both is after three hundred more what it was after the first hundred.
func TestMemory(t *testing.T) {
	need.Time(t)
	const first, more, most = 100, 300, 1 << 20
	b := newBench(t)
	defer b.end()
	n := 0
	give := func(jobs int) int64 {
		var keys []string
		for range jobs {
			n++
			keys = append(keys, b.task("", b.file("a.txt", "text "+strconv.Itoa(n))).Key())
		}
		b.give(keys...)
		b.log.mu.Lock()
		b.log.b.Reset()
		b.log.mu.Unlock()
		return need.Heap()
	}
	was := give(first)
	grown := give(more) - was
	t.Logf("%d KB after %d jobs, %d KB more after %d", was>>10, first, grown>>10, more)
	if grown > most {
		t.Errorf("%d jobs more leave %d KB, more than %d", more, grown>>10, most>>10)
	}
	if _, err := job.Find(t.Context(), b.store, b.task("", b.file("a.txt", "text "+strconv.Itoa(n))).Key()); err != nil {
		t.Error(err)
	}
}
