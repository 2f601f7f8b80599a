package works

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
)

// task is a piece of work that needs no other.
type task struct {
	name string
	do   func(context.Context) error
}

// runTasks runs tasks in their order, at most n at a time, and returns the first error
// in that order that is not the others' being stopped by it.
func runTasks(ctx context.Context, n int, tasks []task, done func(name string)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	var mu sync.Mutex
	free := make(chan struct{}, max(n, 1))
	errs := make([]error, len(tasks))
	for i, t := range tasks {
		free <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		wg.Go(func() {
			defer func() { <-free }()
			if err := t.run(ctx); err != nil {
				errs[i] = err
				cancel(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			done(t.name)
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
	}
	return context.Cause(ctx)
}

// run runs t; a panic becomes an error, so that nothing half made is left behind.
func (t task) run(ctx context.Context) error {
	err := guarded(ctx, t.do)
	if c, ok := err.(*crash); ok {
		return fmt.Errorf("internal error while making %s: %v\n%s", t.name, c.what, c.stack)
	}
	return err
}

// guarded makes an error of a panic.
func guarded(ctx context.Context, do func(context.Context) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &crash{r, debug.Stack()}
		}
	}()
	return do(ctx)
}
