package job

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
)

// Cache keeps objects of a store in a folder of this machine, a number of bytes at most: those
// that were not asked for the longest go first. It may be used by several goroutines; each
// process has its own folder.
type Cache struct {
	Store store.Store
	Dir   string // is made
	Most  int64  // bytes; 0: 2 GB

	mu    sync.Mutex
	read  bool
	size  int64
	known map[string]*cached
}

type cached struct {
	size int64
	used time.Time
	busy chan struct{} // closed when it is there; nil: it is
}

// file returns the name of a file that holds an object. It is there at least until the next
// call that needs its room; Lay makes a second name of it at once.
func (c *Cache) file(ctx context.Context, hash string, size int64) (string, error) {
	name := filepath.Join(c.Dir, hash)
	for {
		c.mu.Lock()
		if err := c.begin(); err != nil {
			c.mu.Unlock()
			return "", err
		}
		k := c.known[hash]
		switch {
		case k == nil:
			k = &cached{busy: make(chan struct{})}
			c.known[hash] = k
			c.mu.Unlock()
			return name, c.fetch(ctx, hash, k, size)
		case k.busy == nil:
			k.used = time.Now()
			c.mu.Unlock()
			return name, nil
		}
		busy := k.busy
		c.mu.Unlock()
		select {
		case <-busy:
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

// begin takes in what an earlier run has left in the folder. What is half there goes; the rest
// was proven when it was fetched, and its size is looked at.
func (c *Cache) begin() error {
	if c.read {
		return nil
	}
	if c.Most <= 0 {
		c.Most = 2 << 30
	}
	if err := os.MkdirAll(c.Dir, 0o777); err != nil {
		return err
	}
	c.known, c.read = map[string]*cached{}, true
	all, err := os.ReadDir(c.Dir)
	for _, e := range all {
		st, err := e.Info()
		if err != nil || !store.IsHash(e.Name()) {
			os.Remove(filepath.Join(c.Dir, e.Name()))
			continue
		}
		c.known[e.Name()] = &cached{size: st.Size(), used: st.ModTime()}
		c.size += st.Size()
	}
	return err
}

// fetch brings an object in.
func (c *Cache) fetch(ctx context.Context, hash string, k *cached, size int64) error {
	c.mu.Lock()
	c.room(size)
	c.mu.Unlock()
	part := filepath.Join(c.Dir, hash+".part")
	os.Remove(part)
	err := store.Borrow(ctx, c.Store, hash, part)
	if err == nil {
		os.Chmod(part, 0o444) // tasks read it by other names
		err = os.Rename(part, filepath.Join(c.Dir, hash))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	close(k.busy)
	k.busy = nil
	if err != nil {
		delete(c.known, hash)
		return err
	}
	k.size, k.used = size, time.Now()
	c.size += size
	return nil
}

// mostKnown is how many objects are kept: of small ones there are millions in so many bytes.
const mostKnown = 20_000

// room removes what was used the longest ago until there is room for more, and for some more yet,
// so that not each needs its own look at all of them.
func (c *Cache) room(more int64) {
	if c.size+more <= c.Most && len(c.known) < mostKnown {
		return
	}
	var old []string
	for hash, k := range c.known {
		if k.busy == nil {
			old = append(old, hash)
		}
	}
	slices.SortFunc(old, func(a, b string) int { return c.known[a].used.Compare(c.known[b].used) })
	for _, hash := range old {
		if c.size+more <= c.Most-c.Most/10 && len(c.known) < mostKnown-mostKnown/10 {
			return
		}
		os.Remove(filepath.Join(c.Dir, hash))
		c.size -= c.known[hash].size
		delete(c.known, hash)
	}
}

// Lay puts the inputs of a task into a folder, under their own names; what else is there goes. Files
// are second names of those in the cache where the disk knows such, and may only be read, or copies
// where the task writes among them.
func (c *Cache) Lay(ctx context.Context, t *Task, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	folders := t.folders()
	if err := Clear(dir, func(name string) bool { return folders[name] }); err != nil {
		return err
	}
	var links []File
	made := "."
	for _, f := range t.Inputs {
		if err := ValidName(f.Name); err != nil {
			return err
		}
		if f.Link != "" {
			links = append(links, f)
			continue
		}
		if name, empty := strings.CutSuffix(f.Name, "/"); empty {
			if err := root.MkdirAll(name, 0o777); err != nil {
				return err
			}
			continue
		}
		if in := path.Dir(f.Name); in != made { // they are in order, so mostly of one folder after the other
			if err := root.MkdirAll(in, 0o777); err != nil {
				return err
			}
			made = in
		}
		if err := c.lay(ctx, root, f, Writes(t.Kind)); err != nil {
			return say.Fault("input-cannot-be-laid-out", f.Name, err)
		}
	}
	for _, f := range links { // last, so that nothing is written through one
		if err := root.MkdirAll(filepath.Dir(f.Name), 0o777); err != nil {
			return err
		}
		if err := root.Symlink(filepath.FromSlash(f.Link), f.Name); err != nil {
			return err
		}
	}
	return nil
}

// folders are all folders among the inputs of a task, by name.
func (t *Task) folders() map[string]bool {
	all := map[string]bool{}
	for _, f := range t.Inputs {
		dir := path.Dir(f.Name)
		if bare, empty := strings.CutSuffix(f.Name, "/"); empty {
			dir = bare
		}
		for ; dir != "." && dir != "/" && !all[dir]; dir = path.Dir(dir) {
			all[dir] = true
		}
	}
	return all
}

// Clear removes all files below a folder, and the folders that do not stay; nil: none stays. A folder
// is asked for by its path from dir, with slashes.
func Clear(dir string, stays func(name string) bool) error { return clearAt(dir, ".", stays) }

func clearAt(dir, at string, stays func(name string) bool) error {
	here := filepath.Join(dir, filepath.FromSlash(at))
	all, err := os.ReadDir(here)
	if err != nil {
		return err
	}
	for _, e := range all {
		name := path.Join(at, e.Name())
		switch {
		case !e.IsDir():
			err = os.Remove(filepath.Join(here, e.Name()))
		case stays != nil && stays(name):
			err = clearAt(dir, name, stays)
		default:
			err = os.RemoveAll(filepath.Join(here, e.Name()))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *Cache) lay(ctx context.Context, root *os.Root, f File, own bool) error {
	to := filepath.Join(root.Name(), filepath.FromSlash(f.Name))
	for range 3 { // another task may have needed its room meanwhile
		name, err := c.file(ctx, f.Hash, f.Size)
		if err != nil {
			return err
		}
		if own {
			err = copyFile(name, to)
		} else {
			err = os.Link(name, to)
		}
		if err == nil {
			return nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
		c.forget(f.Hash)
	}
	return store.FetchFile(ctx, c.Store, f.Hash, to)
}

func copyFile(from, to string) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	if err = errors.Join(err, w.Close()); err != nil {
		os.Remove(to)
	}
	return err
}

// forget drops an object whose file somebody has removed.
func (c *Cache) forget(hash string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if k := c.known[hash]; k != nil && k.busy == nil {
		c.size -= k.size
		delete(c.known, hash)
	}
}

// ValidName tells whether a name is one of a file below a folder, on any machine: what comes
// from a store comes from a stranger.
func ValidName(name string) error {
	bare := strings.TrimSuffix(name, "/")
	if !fs.ValidPath(bare) || bare == "." || strings.ContainsAny(bare, "\\\x00") || runtime.GOOS == "windows" && !filepath.IsLocal(filepath.FromSlash(bare)) {
		return &fs.PathError{Op: "name", Path: name, Err: fs.ErrInvalid}
	}
	return nil
}

// Gather puts the files of a folder into the store and lists them, by name: what a task has
// made.
func Gather(ctx context.Context, s store.Store, dir string) ([]File, error) {
	out := []File{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		out = append(out, File{Name: name})
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return out, keepAll(ctx, s, dir, out)
}

// atOnce is how many files are put at a time: a disk syncs several as fast as one.
const atOnce = 8

func keepAll(ctx context.Context, s store.Store, dir string, files []File) error {
	var wg sync.WaitGroup
	free := make(chan struct{}, atOnce)
	errs := make([]error, len(files))
	for i := range files {
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			files[i].Hash, files[i].Size, errs[i] = store.KeepFile(ctx, s, filepath.Join(dir, filepath.FromSlash(files[i].Name)))
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
