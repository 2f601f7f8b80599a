package makeup

import (
	"context"
	"runtime"
	"sync"

	"banxin/editions"
	"banxin/fonts"
	"banxin/layout"
)

// bench sets stories for real on pages of its own, to learn what they take. It is
// read-only and may be shared by goroutines.
type bench struct {
	ed  *editions.Edition
	cat *fonts.Catalog
}

// try composes a page of this template with stories in its only slot.
func (b *bench) try(t *editions.Template, stories ...*editions.Story) *layout.Result {
	_, res := b.tried(t, stories...)
	return res
}

// tried is try with the edition that was composed.
func (b *bench) tried(t *editions.Template, stories ...*editions.Story) (*editions.Edition, *layout.Result) {
	pl := editions.Placement{Slot: t.Slots[0].Name}
	for _, s := range stories {
		pl.Stories = append(pl.Stories, s.ID)
	}
	ed := &editions.Edition{
		Paper: b.ed.Paper, Path: b.ed.Path, Date: b.ed.Date, Stories: stories, Images: b.ed.Images,
		Pages: []*editions.Page{{Number: 1, Name: "1", Template: t, Placed: []editions.Placement{pl}}},
	}
	res, err := layout.Compose(context.Background(), ed, b.cat, layout.Options{Parallel: 1})
	if err != nil {
		panic("makeup: composing without a deadline failed: " + err.Error())
	}
	return ed, res
}

// alone returns a template of one slot, with the geometry of t.
func alone(t *editions.Template, s editions.Slot) *editions.Template {
	one := *t
	one.Slots, one.Flow = []*editions.Slot{&s}, false
	s.Flow = false
	return &one
}

// each calls f for every i < n on as many goroutines as there are processors. The first
// panic of one goes on in the caller.
func each(n int, f func(i int)) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var failed any
	next := 0
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					mu.Lock()
					defer mu.Unlock()
					failed = r
				}
			}()
			for {
				mu.Lock()
				i := next
				next++
				mu.Unlock()
				if i >= n {
					return
				}
				f(i)
			}
		})
	}
	wg.Wait()
	if failed != nil {
		panic(failed)
	}
}
