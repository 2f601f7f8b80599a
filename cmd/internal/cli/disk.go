package cli

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"banxin/cmd/internal/words"
)

// readFile reads a file that the command line names. What is none, as a pipe or a device,
// is refused before it is opened: that may wait for ever.
func readFile(name string) ([]byte, error) {
	if err := isFile(name); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

// openFile opens a file that the command line names, on the same terms.
func openFile(name string) (*os.File, error) {
	if err := isFile(name); err != nil {
		return nil, err
	}
	return os.Open(name)
}

func isFile(name string) error {
	st, err := os.Stat(name)
	switch {
	case err != nil:
		return err
	case st.IsDir():
		return words.Fault("folder", name)
	}
	return regular(st, name)
}

// errNoFile says that something is neither a file nor a folder.
var errNoFile = errors.New("not a file")

func regular(st fs.FileInfo, name string) error {
	if st.IsDir() || st.Mode().IsRegular() {
		return nil
	}
	return &fs.PathError{Op: "open", Path: name, Err: errNoFile}
}

// folderFS is what os.Root and os.DirFS give.
type folderFS interface {
	fs.StatFS
	fs.ReadDirFS
	fs.ReadLinkFS
}

// disk is a folder of the disk, in which nothing but files and folders is opened, and a
// name is found as it is written only: a paper must mean the same where disks tell capital
// letters from small and where they do not.
type disk struct {
	folderFS
	blind bool // the disk does not tell them
	mu    sync.Mutex
	lists map[string]listing
}

// listing is what stands in a folder, as of a time.
type listing struct {
	at    time.Time
	names map[string]bool
}

// onDisk returns a folder of this machine's disk.
func onDisk(fsys fs.FS) fs.FS {
	f, ok := fsys.(folderFS)
	if !ok {
		return fsys
	}
	return newDisk(f, runtime.GOOS == "windows" || runtime.GOOS == "darwin")
}

func newDisk(f folderFS, blind bool) *disk {
	return &disk{folderFS: f, blind: blind, lists: map[string]listing{}}
}

func (d *disk) Open(name string) (fs.File, error) {
	st, err := d.Stat(name)
	if err == nil {
		err = regular(st, name)
	}
	if err != nil {
		return nil, err
	}
	return d.folderFS.Open(name)
}

func (d *disk) Stat(name string) (fs.FileInfo, error) {
	if !d.has(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return d.folderFS.Stat(name)
}

func (d *disk) Lstat(name string) (fs.FileInfo, error) {
	if !d.has(name) {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: fs.ErrNotExist}
	}
	return d.folderFS.Lstat(name)
}

func (d *disk) ReadDir(name string) ([]fs.DirEntry, error) {
	if !d.has(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return d.folderFS.ReadDir(name)
}

// has tells whether a name is there as it is written.
func (d *disk) has(name string) bool {
	if !d.blind || name == "." || !fs.ValidPath(name) {
		return true // or the disk says what is wrong
	}
	dir := path.Dir(name)
	return d.has(dir) && d.list(dir)[path.Base(name)]
}

// list returns the names in a folder.
func (d *disk) list(dir string) map[string]bool {
	st, err := d.folderFS.Stat(dir)
	if err != nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	l, known := d.lists[dir]
	if !known || !l.at.Equal(st.ModTime()) {
		entries, _ := d.folderFS.ReadDir(dir)
		l = listing{st.ModTime(), make(map[string]bool, len(entries))}
		for _, e := range entries {
			l.names[e.Name()] = true
		}
		d.lists[dir] = l
	}
	return l.names
}

// beside is the folder that a file stands in.
func beside(file string) fs.FS { return onDisk(os.DirFS(filepath.Dir(file))) }

// discard removes a file below root. A Windows that knows nothing of removing by handle, as
// Wine 8, is asked by name.
func discard(root *os.Root, name string) {
	if root.Remove(name) != nil && runtime.GOOS == "windows" {
		os.Remove(filepath.Join(root.Name(), filepath.FromSlash(name)))
	}
}
