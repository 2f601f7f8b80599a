package makeup

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

// waiter is somebody who goes away after being asked so often whether he is still there.
type waiter struct {
	context.Context
	asked, most atomic.Int64
}

func (w *waiter) Err() error {
	if n := w.asked.Add(1); n > w.most.Load() {
		return context.Canceled
	}
	return nil
}

// TestAutoStops: wherever in the search nobody waits any more, it ends without a version, and
// without looking at the rest.
func TestAutoStops(t *testing.T) {
	ed, cat := load(t, realPage(t, emptyEdition, emptyPage))
	whole := &waiter{Context: context.Background()}
	whole.most.Store(1 << 40)
	if got, err := AutoContext(whole, ed, cat, 3); err != nil || len(got) != 3 {
		t.Fatal(len(got), err)
	}
	all := whole.asked.Load()
	t.Logf("it asks %d times", all)
	for _, part := range []int64{0, 10, 50, 90} {
		w := &waiter{Context: context.Background()}
		w.most.Store(all * part / 100)
		got, err := AutoContext(w, ed, cat, 3)
		if !errors.Is(err, context.Canceled) || got != nil {
			t.Errorf("after %d %%: %d versions, %v", part, len(got), err)
		}
		if more := w.asked.Load() - w.most.Load(); more > all/2 {
			t.Errorf("after %d %% it goes on for %d of %d", part, more, all)
		}
	}
}
