package job

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"banxin/cmd/internal/batch/store"
)

// TaskName and DoneName are where a store keeps a task and what came of it.
func TaskName(key string) string { return "tasks/" + key }

// DoneName is where a store keeps what came of a task.
func DoneName(key string) string { return "done/" + key }

// mostManifest is how many bytes a task or a result may be written in.
const mostManifest = 64 << 20

// Save puts a task into the store.
func Save(ctx context.Context, s store.Store, t *Task) error {
	data, err := json.Marshal(t)
	if err != nil {
		return err
	}
	_, err = s.PutNew(ctx, TaskName(t.Key()), data)
	return err
}

// Load reads a task, and makes sure that it is the one of the key.
func Load(ctx context.Context, s store.Store, key string) (*Task, error) {
	t := &Task{}
	if err := read(ctx, s, TaskName(key), key, t); err != nil {
		return nil, err
	}
	if t.Schema != Schema || t.Key() != key {
		return nil, fmt.Errorf("%s: %w", TaskName(key), store.ErrDamaged)
	}
	return t, nil
}

// Find reads what came of a task; fs.ErrNotExist where it is still to be done. What cannot be
// read, or has another form, counts as not there.
func Find(ctx context.Context, s store.Store, key string) (*Done, error) {
	d := &Done{}
	if err := read(ctx, s, DoneName(key), key, d); err != nil {
		return nil, err
	}
	if d.Schema != Schema || d.Key != key {
		return nil, fmt.Errorf("%s: %w", DoneName(key), fs.ErrNotExist)
	}
	return d, nil
}

func read(ctx context.Context, s store.Store, name, key string, into any) error {
	if !store.IsHash(key) {
		return fmt.Errorf("%q is no key", key)
	}
	data, err := store.Bytes(ctx, s, name, mostManifest)
	if err == nil && json.Unmarshal(data, into) != nil {
		err = fmt.Errorf("%s: %w", name, store.ErrDamaged)
	}
	return err
}

// Unequal says that two computations of one task made different things: a fault of ours.
type Unequal struct {
	Key   string
	Names []string // of files that differ, or are in one alone; "findings" for what was found
}

func (u *Unequal) Error() string {
	return fmt.Sprintf("task %s was computed twice and came out different: %s", u.Key, strings.Join(u.Names, ", "))
}

// Commit puts what came of a task into the store, whose objects are there already, and
// returns what stands there: the first one's. Where that has made something else the error is
// Unequal.
func Commit(ctx context.Context, s store.Store, d *Done) (*Done, error) {
	d.Schema = Schema
	data, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	won, err := s.PutNew(ctx, DoneName(d.Key), data)
	if err != nil || won {
		return d, err
	}
	first := &Done{}
	err = read(ctx, s, DoneName(d.Key), d.Key, first)
	if err != nil || first.Schema != Schema || first.Key != d.Key { // damaged: ours is whole
		if err != nil && store.IsAway(err) {
			return nil, err
		}
		return d, s.Put(ctx, DoneName(d.Key), bytes.NewReader(data), int64(len(data)))
	}
	if names := first.Result.differ(&d.Result); len(names) > 0 {
		return first, &Unequal{d.Key, names}
	}
	return first, nil
}

// differ names what differs.
func (r *Result) differ(of *Result) (names []string) {
	a, b := map[string]File{}, map[string]File{}
	for _, f := range r.Files {
		a[f.Name] = f
	}
	for _, f := range of.Files {
		b[f.Name] = f
		if a[f.Name] != f {
			names = append(names, f.Name)
		}
	}
	for _, f := range r.Files {
		if _, ok := b[f.Name]; !ok {
			names = append(names, f.Name)
		}
	}
	x, _ := json.Marshal([]any{r.Errors, r.Warnings, r.Notes, r.Pages, r.Unplaced, r.Over, r.Unmade, r.Title, r.Date, r.Findings})
	y, _ := json.Marshal([]any{of.Errors, of.Warnings, of.Notes, of.Pages, of.Unplaced, of.Over, of.Unmade, of.Title, of.Date, of.Findings})
	if !bytes.Equal(x, y) {
		names = append(names, "findings")
	}
	slices.Sort(names)
	return names
}
