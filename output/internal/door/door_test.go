package door

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A flood of passwords: no more are compared at once than there are processors, few wait, the
// rest is turned away at once.
func TestFlood(t *testing.T) {
	var now, most, looked atomic.Int32
	hold := make(chan struct{})
	d := &Door{compare: func(_, _ []byte) bool {
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		<-hold
		now.Add(-1)
		looked.Add(1)
		return false
	}}
	const asked = 400
	var turned atomic.Int32
	var wg sync.WaitGroup
	for i := range asked {
		wg.Go(func() { // each from an address of its own, for a name of its own
			if d.Ask(context.Background(), fmt.Sprint("a", i), fmt.Sprint("n", i), "x", nil, time.Time{}) == Later {
				turned.Add(1)
			}
		})
	}
	procs := int32(runtime.GOMAXPROCS(0))
	for turned.Load() < asked-procs*(queue+1) {
		runtime.Gosched()
	}
	close(hold)
	wg.Wait()
	if most.Load() > procs {
		t.Errorf("%d passwords compared at once on %d processors", most.Load(), procs)
	}
	if looked.Load() != procs*(queue+1) {
		t.Errorf("%d looked at, want %d", looked.Load(), procs*(queue+1))
	}
}

// Who asks many times at once with one password asks once.
func TestOnePasswordIsComparedOnce(t *testing.T) {
	var looked atomic.Int32
	hold := make(chan struct{})
	d := &Door{compare: func(_, _ []byte) bool { looked.Add(1); <-hold; return true }}
	var wg sync.WaitGroup
	var in atomic.Int32
	for range 40 {
		wg.Go(func() {
			if d.Ask(context.Background(), "a", "reader", "word", []byte("hash"), time.Time{}) == Known {
				in.Add(1)
			}
		})
	}
	for looked.Load() == 0 {
		runtime.Gosched()
	}
	close(hold)
	wg.Wait()
	if looked.Load() != 1 || in.Load() != 40 {
		t.Errorf("compared %d times, %d let in", looked.Load(), in.Load())
	}
}

// The wrong are counted by address and by name, whichever changes.
func TestWrongAreCounted(t *testing.T) {
	d := &Door{compare: func(_, password []byte) bool { return string(password) == "right" }}
	at := time.Unix(1000, 0)
	ask := func(address, name, password string) Verdict {
		return d.Ask(context.Background(), address, name, password, []byte("hash"), at)
	}
	for i := range WrongAtOnce {
		if got := ask("one", fmt.Sprint("name", i), "wrong"); got != Unknown {
			t.Fatalf("try %d: %d", i, got)
		}
	}
	if got := ask("one", "another", "wrong"); got != Later {
		t.Errorf("one address, many names: %d", got)
	}
	for i := range WrongAtOnce {
		ask(fmt.Sprint("address", i), "victim", fmt.Sprint("wrong", i))
	}
	if got := ask("fresh", "victim", "wrong"); got != Later {
		t.Errorf("one name, many addresses: %d", got)
	}
	if got := ask("fresh", "reader", "right"); got != Known {
		t.Errorf("another name from another address: %d", got)
	}
	at = at.Add(WrongSeconds * time.Second)
	if got := ask("fresh", "victim", "right"); got != Known {
		t.Errorf("the right password after a while: %d", got)
	}
}
