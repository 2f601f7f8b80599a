package stock

import (
	"context"
	"slices"
	"strings"
	"time"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/store"
)

// Keep says what a store keeps.
type Keep struct {
	Since time.Time // lists that were given since then, and all that they need
	Fresh time.Time // objects that were put since then, lists of which jobs are left and tasks that are not done: of jobs that are being given, or run
	Dry   bool      // nothing is removed
}

// Collected is what Collect removed.
type Collected struct {
	Lists   int   `json:"lists"`
	Results int   `json:"results"`
	Tasks   int   `json:"tasks"`
	Objects int   `json:"objects"`
	Bytes   int64 `json:"bytes"` // of objects
	Kept    int64 `json:"kept"`  // bytes

	Unread []string `json:"unread,omitempty"` // lists that cannot be read: all that they could need is kept
}

// byKey are the folders of a store that hold something by the key of a task, or what goes when it is old.
var byKey = []string{"done/", "dead/", "cancelled/", "tasks/", "tried/", "unlike/", "called/", "seen/"} // tasks after what came of them

// Collect removes lists that nobody has given for long, results and tasks that no list kept
// names and that are as old, and objects that nothing kept names. First go the names, then
// what they name; who stops it in between, or puts a list that had gone, loses nothing that a
// run does not make again. A list that is kept and cannot be read may need anything: then only
// lists go.
func Collect(ctx context.Context, s store.Store, k Keep) (*Collected, error) {
	c := &collector{s: s, k: k, keys: map[string]bool{}, over: map[string]bool{}, hashes: map[string]bool{}}
	for _, step := range []func(context.Context) error{c.lists, c.named, c.mark, c.sweep} {
		if err := step(ctx); err != nil {
			return nil, err
		}
		if len(c.Unread) > 0 {
			return &c.Collected, c.size(ctx)
		}
	}
	return &c.Collected, nil
}

type collector struct {
	Collected
	s      store.Store
	k      Keep
	keys   map[string]bool // of tasks that are kept
	over   map[string]bool // of tasks that are over
	hashes map[string]bool // of objects that are kept
}

func (c *collector) remove(ctx context.Context, name string) error {
	if c.k.Dry {
		return nil
	}
	return c.s.Remove(ctx, name)
}

// lists removes old lists, and finds what those that stay name.
func (c *collector) lists(ctx context.Context) error {
	for e, err := range c.s.List(ctx, night.ListName("")) {
		if err != nil {
			return err
		}
		var all []night.Standing
		old := e.Time.Before(c.k.Since)
		if !old || !e.Time.Before(c.k.Fresh) {
			all, err = c.look(ctx, strings.TrimPrefix(e.Name, night.ListName("")))
			if store.IsAway(err) || ctx.Err() != nil {
				return err
			}
			if err != nil {
				c.Unread = append(c.Unread, e.Name)
				continue
			}
		}
		if old && !slices.ContainsFunc(all, func(st night.Standing) bool { return !st.State.Over() }) {
			c.Lists++
			if err := c.remove(ctx, e.Name); err != nil {
				return err
			}
			continue
		}
		for _, st := range all {
			c.keys[st.Base], c.keys[st.Key] = true, true
		}
	}
	return nil
}

// look reads a list, and what its jobs came to.
func (c *collector) look(ctx context.Context, name string) ([]night.Standing, error) {
	l, err := night.Load(ctx, c.s, name)
	if err != nil {
		return nil, err
	}
	return l.Look(ctx, c.s)
}

// size counts what is kept where all is.
func (c *collector) size(ctx context.Context) error {
	for e, err := range c.s.List(ctx, "objects/") {
		if err != nil {
			return err
		}
		c.Kept += e.Size
	}
	return nil
}

// named removes what is known of tasks that nobody names.
func (c *collector) named(ctx context.Context) error {
	for _, dir := range byKey {
		for e, err := range c.s.List(ctx, dir) {
			if err != nil {
				return err
			}
			key := keyOf(e.Name)
			if dir == "tasks/" && !c.over[key] && !e.Time.Before(c.k.Fresh) { // its list is not there yet
				c.keys[key] = true
			}
			if dir == "done/" || dir == "dead/" || dir == "cancelled/" {
				c.over[key] = true
			}
			if c.keys[key] || dir == "seen/" && !e.Time.Before(c.k.Fresh) { // somebody sees to a list just now
				continue
			}
			if !e.Time.Before(c.k.Since) {
				if dir == "done/" || dir == "tasks/" {
					c.keys[key] = true
				}
				continue
			}
			switch dir {
			case "done/":
				c.Results++
			case "tasks/":
				c.Tasks++
			}
			if err := c.remove(ctx, e.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

// mark finds the objects that what is kept names.
func (c *collector) mark(ctx context.Context) error {
	for key := range c.keys {
		if !store.IsHash(key) {
			continue
		}
		t, err := job.Load(ctx, c.s, key)
		if store.IsAway(err) {
			return err
		}
		if err == nil {
			for _, f := range t.Inputs {
				c.hashes[f.Hash] = true
			}
		}
		d, err := job.Find(ctx, c.s, key)
		if store.IsAway(err) {
			return err
		}
		if err == nil {
			for _, f := range d.Result.Files {
				c.hashes[f.Hash] = true
			}
		}
	}
	return nil
}

// sweep removes objects that nothing names.
func (c *collector) sweep(ctx context.Context) error {
	for e, err := range c.s.List(ctx, "objects/") {
		if err != nil {
			return err
		}
		hash := e.Name[max(0, len(e.Name)-64):]
		if c.hashes[hash] || !e.Time.Before(c.k.Fresh) || !store.IsHash(hash) {
			c.Kept += e.Size
			continue
		}
		c.Objects++
		c.Bytes += e.Size
		if err := c.remove(ctx, e.Name); err != nil {
			return err
		}
	}
	return nil
}
