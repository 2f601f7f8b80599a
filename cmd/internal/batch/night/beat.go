package night

import (
	"bytes"
	"context"
	"time"

	"banxin/cmd/internal/batch/store"
)

// beatEvery is how often who sees to a list notes that in the store.
const beatEvery = 2 * time.Second

// latestBeat is how wrong the clocks of a store and of who reads it may be.
const latestBeat = 15 * time.Minute

func beatName(list string) string { return "seen/" + list }

// seeTo notes in the store that somebody sees to a list, until stop. Nothing depends on it but what is
// told of the list.
func seeTo(ctx context.Context, s store.Store, list string) (stop func()) {
	ctx, end := context.WithCancel(ctx)
	over := make(chan struct{})
	go func() {
		defer close(over)
		for {
			s.Put(ctx, beatName(list), bytes.NewReader(nil), 0)
			if store.Pause(ctx, beatEvery) != nil {
				break
			}
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		s.Remove(ctx, beatName(list))
	}()
	return func() {
		end()
		<-over
	}
}

// SeenTo tells whether a run or a hub sees to a list. Where the note of one is older than it should be,
// for it was killed or the clocks differ, it is waited whether there comes another.
func SeenTo(ctx context.Context, s store.Store, list string, now time.Time) (bool, error) {
	was, err := beat(ctx, s, list)
	age := now.Sub(was).Abs()
	if err != nil || was.IsZero() || age > latestBeat {
		return false, err
	}
	again := age < beatEvery+beatEvery/2
	for waited := time.Duration(0); !again && waited < 3*beatEvery; waited += beatEvery / 4 {
		if err := store.Pause(ctx, beatEvery/4); err != nil {
			return false, err
		}
		is, err := beat(ctx, s, list)
		if again = is.After(was); err != nil {
			return false, err
		}
	}
	return again, nil
}

// beat is when it was noted last that somebody sees to a list; zero: nobody does.
func beat(ctx context.Context, s store.Store, list string) (time.Time, error) {
	for e, err := range s.List(ctx, beatName(list)) {
		if err != nil {
			return time.Time{}, err
		}
		if e.Name == beatName(list) {
			return e.Time, nil
		}
	}
	return time.Time{}, nil
}
