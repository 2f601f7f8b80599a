package worker

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"time"

	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
)

// MostTries is how often a task is tried.
const MostTries = 4

// mostGiven is how often a job may be handed out without anybody's coming back from it: a
// task that takes its worker with it must end, and a worker may die of other things.
const mostGiven = 20

// mostRecord is how long a record of a failure may be.
const mostRecord = 1 << 20

// Try is a failure.
type Try struct {
	Worker string    `json:"worker"`
	At     time.Time `json:"at"`
	Why    string    `json:"why"`           // in English
	Told   say.Told  `json:"told,omitzero"` // for readers of either language
	Log    string    `json:"log,omitempty"`
}

// Reason is why it failed, as the reader's language has it.
func (t Try) Reason(l say.Locale) string { return cmp.Or(l.Told(t.Told), t.Why) }

// Dead is a task that was given up.
type Dead struct {
	Key   string `json:"key"`
	Tries []Try  `json:"tries"`
}

// Names of a task's records in the store.
func triedName(key string, n int) string { return "tried/" + key + "/" + strconv.Itoa(n) }

// DeadName is where it stands that a task was given up.
func DeadName(key string) string { return "dead/" + key }

// CancelledName is where it stands that a task is not to be done.
func CancelledName(key string) string { return "cancelled/" + key }

// FindDead reads how a task died; fs.ErrNotExist where it did not.
func FindDead(ctx context.Context, s store.Store, key string) (*Dead, error) {
	d := &Dead{}
	return d, readRecord(ctx, s, DeadName(key), d)
}

// Revive forgets the failures of a task, and that it was cancelled: it can be done again.
func Revive(ctx context.Context, s store.Store, key string) error {
	var names []string
	for e, err := range s.List(ctx, "tried/"+key+"/") {
		if err != nil {
			return err
		}
		names = append(names, e.Name)
	}
	for _, name := range append(names, CancelledName(key), DeadName(key)) { // that it is dead goes last: who is stopped before begins again
		if err := s.Remove(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// failed writes a failure down, and tells which try it was. After the last the task is dead.
func failed(ctx context.Context, s store.Store, key string, t Try) (n int, err error) {
	data, err := json.Marshal(t)
	if err != nil {
		return 0, err
	}
	for n = 1; n < MostTries; n++ {
		switch won, err := s.PutNew(ctx, triedName(key, n), data); {
		case err != nil:
			return 0, err
		case won:
			return n, nil
		}
	}
	return n, bury(ctx, s, key, t)
}

// bury gives a task up, with what is known of its earlier tries.
func bury(ctx context.Context, s store.Store, key string, last Try) error {
	d := Dead{Key: key}
	for n := 1; n < MostTries; n++ {
		var t Try
		if err := readRecord(ctx, s, triedName(key, n), &t); err == nil {
			d.Tries = append(d.Tries, t)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	d.Tries = append(d.Tries, last)
	data, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return s.Put(ctx, DeadName(key), bytes.NewReader(data), int64(len(data)))
}

func readRecord(ctx context.Context, s store.Store, name string, into any) error {
	data, err := store.Bytes(ctx, s, name, MostTries*mostRecord)
	if err != nil {
		return err
	}
	if json.Unmarshal(data, into) != nil {
		return fmt.Errorf("%s: %w", name, store.ErrDamaged)
	}
	return nil
}

// there tells whether a name is in the store.
func there(ctx context.Context, s store.Store, name string) (bool, error) {
	_, err := s.Stat(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
