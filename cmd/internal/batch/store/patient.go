package store

import (
	"context"
	"math/rand/v2"
	"time"
)

// How long is waited before a store is asked again: twice as long each time, and then this.
const (
	shortWait = 50 * time.Millisecond
	longWait  = 30 * time.Second
)

// Patience is how what a store is asked is asked again while it is away.
type Patience struct {
	Waits func(error) bool                 // tells what else passes, as a full disk; may be nil
	Told  func(err error, since time.Time) // is told each time that is waited; may be nil
}

// Try does something until it is done, or fails for a reason that does not pass.
func (p Patience) Try(ctx context.Context, do func() error) error {
	since := time.Now()
	for wait := shortWait; ; wait = min(2*wait, longWait) {
		err := do()
		if err == nil || !IsAway(err) && (p.Waits == nil || !p.Waits(err)) {
			return err
		}
		if p.Told != nil {
			p.Told(err, since)
		}
		if err := Pause(ctx, wait/2+rand.N(wait)); err != nil {
			return err
		}
	}
}

// Pause waits; the error is that of a context that ended before.
func Pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
