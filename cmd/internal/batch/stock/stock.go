// Package stock keeps a store in order: it looks whether all is there and whole, and removes
// what nobody asks for any more.
//
//	report, err := stock.Verify(ctx, s, stock.Check{Read: true})
//	report, err := stock.Collect(ctx, s, stock.Keep{Since: now.AddDate(0, 0, -30)})
package stock

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"
)

// Check says how a store is verified.
type Check struct {
	Read bool // objects are read, and not their sizes alone
	Mend bool // what is damaged is removed, so that the next run makes it anew
}

// Verified is what Verify found.
type Verified struct {
	Results int     `json:"results"`
	Tasks   int     `json:"tasks"`
	Objects int     `json:"objects"`
	Bytes   int64   `json:"bytes"`
	Faults  []Fault `json:"faults"`
}

// Fault is something that is not as it should be.
type Fault struct {
	Name string `json:"name"` // in the store
	What What   `json:"what"`
	Of   string `json:"of,omitempty"` // the file of the result that needs it
}

// What is the kind of a fault.
type What string

// The kinds of faults.
const (
	Damaged What = "damaged" // bytes are others than the name says, or cannot be read as what they are
	Missing What = "missing" // a result names it, and it is not there
	Foreign What = "foreign" // nothing of the farm's has such a name
)

// Verify looks through a store.
func Verify(ctx context.Context, s store.Store, o Check) (*Verified, error) {
	v := &verifier{s: s, o: o, has: map[string]int64{}}
	if err := v.objects(ctx); err != nil {
		return nil, err
	}
	if err := v.results(ctx); err != nil {
		return nil, err
	}
	if err := v.tasks(ctx); err != nil {
		return nil, err
	}
	return &v.Verified, v.others(ctx)
}

type verifier struct {
	Verified
	s   store.Store
	o   Check
	mu  sync.Mutex
	has map[string]int64 // sizes of objects by hash
}

func (v *verifier) fault(f Fault) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.Faults = append(v.Faults, f)
}

// objects looks at objects, several at a time.
func (v *verifier) objects(ctx context.Context) error {
	var wg sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var first error
	for e, err := range v.s.List(ctx, "objects/") {
		if err != nil {
			first = err
			break
		}
		hash := path.Base(e.Name)
		if !store.IsHash(hash) || e.Name != store.Object(hash) {
			v.fault(Fault{Name: e.Name, What: Foreign})
			continue
		}
		v.mu.Lock()
		v.Objects++
		v.Bytes += e.Size
		v.has[hash] = e.Size
		v.mu.Unlock()
		if !v.o.Read {
			continue
		}
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			if err := v.object(ctx, hash); err != nil {
				v.mu.Lock()
				first = err
				v.mu.Unlock()
			}
		})
	}
	wg.Wait()
	return first
}

// object reads one.
func (v *verifier) object(ctx context.Context, hash string) error {
	err := store.Fetch(ctx, v.s, hash, io.Discard)
	if !errors.Is(err, store.ErrDamaged) {
		return err
	}
	v.fault(Fault{Name: store.Object(hash), What: Damaged})
	v.mu.Lock()
	delete(v.has, hash)
	v.mu.Unlock()
	if v.o.Mend {
		return v.s.Remove(ctx, store.Object(hash))
	}
	return nil
}

// results looks whether all that results name is there.
func (v *verifier) results(ctx context.Context) error {
	for e, err := range v.s.List(ctx, job.DoneName("")) {
		if err != nil {
			return err
		}
		v.Results++
		d, err := job.Find(ctx, v.s, path.Base(e.Name))
		whole := true
		switch {
		case store.IsAway(err):
			return err
		case err != nil:
			whole = false
			v.fault(Fault{Name: e.Name, What: Damaged})
		default:
			whole = v.files(e.Name, d.Result.Files)
		}
		if !whole && v.o.Mend {
			if err := v.s.Remove(ctx, e.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

// files looks whether the objects of files are there.
func (v *verifier) files(of string, files []job.File) bool {
	whole := true
	for _, f := range files {
		if f.Hash == "" {
			continue
		}
		if size, ok := v.has[f.Hash]; !ok || size != f.Size {
			whole = false
			v.fault(Fault{Name: of, What: Missing, Of: f.Name})
		}
	}
	return whole
}

// tasks looks whether tasks can be read. Inputs of tasks that are done may be gone.
func (v *verifier) tasks(ctx context.Context) error {
	for e, err := range v.s.List(ctx, job.TaskName("")) {
		if err != nil {
			return err
		}
		v.Tasks++
		key := path.Base(e.Name)
		t, err := job.Load(ctx, v.s, key)
		if store.IsAway(err) {
			return err
		}
		if err != nil {
			v.fault(Fault{Name: e.Name, What: Damaged})
			if v.o.Mend {
				if err := v.s.Remove(ctx, e.Name); err != nil {
					return err
				}
			}
			continue
		}
		if _, err := v.s.Stat(ctx, job.DoneName(key)); errors.Is(err, fs.ErrNotExist) {
			v.files(e.Name, t.Inputs)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// others looks whether lists, and what is said of the dead, can be read.
func (v *verifier) others(ctx context.Context) error {
	for dir, read := range map[string]func(name string) error{
		night.ListName(""):  func(name string) error { _, err := night.Load(ctx, v.s, name); return err },
		worker.DeadName(""): func(name string) error { _, err := worker.FindDead(ctx, v.s, name); return err },
	} {
		for e, err := range v.s.List(ctx, dir) {
			if err != nil {
				return err
			}
			err = read(strings.TrimPrefix(e.Name, dir))
			if err == nil || errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if store.IsAway(err) {
				return err
			}
			v.fault(Fault{Name: e.Name, What: Damaged})
			if v.o.Mend {
				if err := v.s.Remove(ctx, e.Name); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// keyOf is the key in a name like done/KEY or tried/KEY/1.
func keyOf(name string) string {
	_, key, _ := strings.Cut(name, "/")
	key, _, _ = strings.Cut(key, "/")
	return key
}
