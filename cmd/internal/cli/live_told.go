package cli

import (
	"context"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// changes are the files of a paper of which it is told that something has happened to them, until
// somebody takes them. It is safe for concurrent use; nil: nothing is ever told.
type changes struct {
	came    chan struct{} // has one element where something has been told
	mu      sync.Mutex
	names   map[string]bool
	any     bool            // it is not known to which
	folders map[string]bool // of which everything is told
}

func newChanges() *changes { return &changes{came: make(chan struct{}, 1)} }

// tell tells of files, by slash paths in the paper's folder; none: it is not known which.
func (c *changes) tell(names ...string) {
	c.note(names...)
	select {
	case c.came <- struct{}{}:
	default: // it is known
	}
}

// note does so where that is no reason to look at once.
func (c *changes) note(names ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.any = c.any || len(names) == 0
	if c.names == nil {
		c.names = map[string]bool{}
	}
	for _, n := range names {
		c.names[n] = true
	}
}

// wait is where it comes that something is told.
func (c *changes) wait() <-chan struct{} {
	if c == nil {
		return nil
	}
	return c.came
}

// take returns the files told since it was called last, and whether there may be others.
func (c *changes) take() (names []string, others bool) {
	if c == nil {
		return nil, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	names, others = slices.Sorted(maps.Keys(c.names)), c.any
	c.names, c.any = nil, false
	return names, others
}

// watches tells whether all that happens to what stands in a folder is told.
func (c *changes) watches(dir string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.folders[dir]
}

// watch says that it is, or no longer is with the folders in it.
func (c *changes) watch(dir string, yes bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if yes {
		if c.folders == nil {
			c.folders = map[string]bool{}
		}
		c.folders[dir] = true
		return
	}
	maps.DeleteFunc(c.folders, func(name string, _ bool) bool { return name == dir || strings.HasPrefix(name, dir+"/") })
}

// notices tells when something happens to files below a folder, until the context ends; nil
// where the system does not say.
func notices(ctx context.Context, folder, edition string) *changes {
	if folder == "" {
		return nil
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil
	}
	n := &noticed{newChanges(), w, folder}
	n.below(folder, filepath.Join(folder, "editions"), edition)
	go n.listen(ctx)
	return n.changes
}

// noticed hands on what the system tells of a folder.
type noticed struct {
	*changes
	w      *fsnotify.Watcher
	folder string
}

func (n *noticed) listen(ctx context.Context) {
	defer n.w.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-n.w.Events:
			if !ok {
				return
			}
			n.event(e)
		case _, ok := <-n.w.Errors: // too many at once, for one
			if !ok {
				return
			}
			n.tell()
		}
	}
}

// name is a file of the folder by its slash path in it.
func (n *noticed) name(full string) (string, bool) {
	rel, err := filepath.Rel(n.folder, full)
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}

func (n *noticed) event(e fsnotify.Event) {
	name, ok := n.name(e.Name)
	switch {
	case !ok:
		n.tell()
	case strings.HasPrefix(path.Base(name), ".") && name != ".":
	case e.Op == fsnotify.Chmod:
		n.note(name)
	case e.Op == fsnotify.Write && n.watches(name): // what stands in it is told of by its name
	default:
		if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
			n.watch(name, false)
		}
		if e.Has(fsnotify.Create) {
			n.below(e.Name, "", "")
		}
		n.tell(name)
	}
}

// below has a folder and those in it watched, but what is hidden, and of the editions, where
// they are in it, all but one.
func (n *noticed) below(folder, editions, but string) {
	_ = filepath.WalkDir(folder, func(full string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil // gone, or no folder: there is nothing in it
		}
		if full != folder && strings.HasPrefix(d.Name(), ".") || filepath.Dir(full) == editions && d.Name() != but {
			return filepath.SkipDir
		}
		if name, ok := n.name(full); n.w.Add(full) == nil && ok { // where there are too many, looking finds the rest
			n.watch(name, true)
		}
		return nil
	})
}
