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

	"golang.org/x/text/unicode/norm"

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
// name is found as it is written: a paper must mean the same where disks tell capital
// letters from small and where they do not, and whether é is one character in names or, as
// macOS once had it, two (Unicode's NFD).
type disk struct {
	folderFS
	blind bool // the disk does not tell capital letters from small
	mu    sync.Mutex
	lists map[string]listing
	fresh map[string]bool // files that were listed since they were last opened
	root  *os.Root        // nil: of another kind
	dir   string          // the folder that was listed last, …
	sub   *os.Root        // … once a file of it was opened
}

// listing is what stands in a folder, as of a time: the names by how they are written (NFC).
type listing struct {
	at    time.Time
	names map[string]string
}

// onDisk returns a folder of this machine's disk.
func onDisk(fsys fs.FS) fs.FS {
	f, ok := fsys.(folderFS)
	if !ok {
		return fsys
	}
	return newDisk(f, runtime.GOOS == "windows" || runtime.GOOS == "darwin")
}

// inRoot returns a folder of this machine's disk that nothing outside of it is reached from.
func inRoot(root *os.Root) fs.FS {
	f := onDisk(root.FS())
	if d, ok := f.(*disk); ok {
		d.root = root
	}
	return f
}

func newDisk(f folderFS, blind bool) *disk {
	return &disk{folderFS: f, blind: blind, lists: map[string]listing{}, fresh: map[string]bool{}}
}

func (d *disk) Open(name string) (fs.File, error) {
	if d.listed(name) {
		if f := d.near(name); f != nil {
			return f, nil
		}
		return d.folderFS.Open(name)
	}
	name, err := d.find("open", name)
	if err != nil {
		return nil, err
	}
	st, err := d.folderFS.Stat(name)
	if err == nil {
		err = regular(st, name)
	}
	if err != nil {
		return nil, err
	}
	return d.folderFS.Open(name)
}

// near opens a file of the folder that was listed last, or returns nil: below it no way from
// the root has to be gone for each of its files. What leads out of it goes the long way.
func (d *disk) near(name string) fs.File {
	dir, base := path.Split(name)
	d.mu.Lock()
	if d.root == nil || dir == "" || path.Clean(dir) != d.dir {
		d.mu.Unlock()
		return nil
	}
	if d.sub == nil {
		d.sub, _ = d.root.OpenRoot(d.dir)
	}
	sub := d.sub
	d.mu.Unlock()
	if sub == nil {
		return nil
	}
	f, err := sub.Open(base)
	if err != nil {
		return nil
	}
	return f
}

// listed tells, once, whether a folder's list had a name as it is written, as that of a file:
// the stories of an edition are listed and opened, and looked for in between they would cost a
// build one thirtieth of its time.
func (d *disk) listed(name string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	was := d.fresh[name]
	delete(d.fresh, name)
	return was
}

func (d *disk) Stat(name string) (fs.FileInfo, error) {
	name, err := d.find("stat", name)
	if err != nil {
		return nil, err
	}
	return d.folderFS.Stat(name)
}

func (d *disk) Lstat(name string) (fs.FileInfo, error) {
	name, err := d.find("lstat", name)
	if err != nil {
		return nil, err
	}
	return d.folderFS.Lstat(name)
}

func (d *disk) ReadLink(name string) (string, error) {
	name, err := d.find("readlink", name)
	if err != nil {
		return "", err
	}
	return d.folderFS.ReadLink(name)
}

func (d *disk) ReadDir(name string) ([]fs.DirEntry, error) {
	dir, err := d.find("open", name)
	if err != nil {
		return nil, err
	}
	entries, err := d.folderFS.ReadDir(dir)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.dir, d.sub = "", nil; dir == name {
		d.dir = name
	}
	for i, e := range entries {
		if !norm.NFC.IsNormalString(e.Name()) {
			entries[i] = composed{e}
			continue
		}
		d.fresh[path.Join(name, e.Name())] = dir == name && e.Type().IsRegular()
	}
	return entries, err
}

// composed is an entry whose name is written in composed characters.
type composed struct{ fs.DirEntry }

func (c composed) Name() string { return norm.NFC.String(c.DirEntry.Name()) }

// find returns the name that the disk has for a name as it is written.
func (d *disk) find(op, name string) (string, error) {
	if name == "." || !fs.ValidPath(name) {
		return name, nil // or the disk says what is wrong
	}
	if !d.blind {
		if _, err := d.folderFS.Lstat(name); err == nil || !errors.Is(err, fs.ErrNotExist) {
			return name, nil
		}
	}
	dir, err := d.find(op, path.Dir(name))
	if err == nil {
		if real, ok := d.list(dir)[norm.NFC.String(path.Base(name))]; ok {
			return path.Join(dir, real), nil
		}
	}
	return "", &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
}

// list returns the names in a folder.
func (d *disk) list(dir string) map[string]string {
	st, err := d.folderFS.Stat(dir)
	if err != nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	l, known := d.lists[dir]
	if !known || !l.at.Equal(st.ModTime()) {
		entries, _ := d.folderFS.ReadDir(dir)
		l = listing{st.ModTime(), make(map[string]string, len(entries))}
		for _, e := range entries {
			l.names[norm.NFC.String(e.Name())] = e.Name()
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
