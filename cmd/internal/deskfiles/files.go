// Package deskfiles keeps the files of a paper that editors work on in their browsers: it reads
// them, puts new ones in their place only where the old are what they were taken for, and keeps
// the journal, in the folder .banxin of the paper.
//
//	f, err := deskfiles.Open(dir, again)
//	s, err := desk.New(desk.Options{Paper: f, …})
package deskfiles

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"banxin/cmd/folder"
	texts "banxin/editions/desk"
	"banxin/output/desk"

	"github.com/gofrs/flock"
)

// Folder is where the journal stands, in the paper's folder: hidden, and so neither loaded nor
// listed.
const Folder = ".banxin"

// Files are those of a paper. One process at a time has them.
type Files struct {
	dir     string
	again   func(names ...string)
	held    *flock.Flock
	mu      sync.Mutex
	journal *os.File
	size    int64
	old     []replaced
	count   int
}

// ErrHeld says that another process has the paper's files.
var ErrHeld = errors.New("the paper is being edited by another banxin")

// Open takes the files of a paper; again is called when its pages are to
// be set anew, with the files that have changed; none: any may have.
func Open(dir string, again func(names ...string)) (*Files, error) {
	own := filepath.Join(dir, Folder)
	if err := os.MkdirAll(own, 0o777); err != nil {
		return nil, err
	}
	held := flock.New(filepath.Join(own, "lock"), flock.SetPermissions(0o666))
	ok, err := held.TryLock()
	if err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return nil, err
	}
	if err == nil && !ok {
		return nil, ErrHeld
	}
	f := &Files{dir: dir, again: again, held: held}
	if f.journal, err = os.OpenFile(filepath.Join(own, "journal"), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o666); err != nil {
		held.Close()
		return nil, err
	}
	st, err := f.journal.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	f.size = st.Size()
	f.clear()
	ignore(own)
	_ = folder.Sync(own)
	return f, nil
}

// Close lets the files go.
func (f *Files) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.settle()
	err := f.journal.Close()
	f.held.Close()
	return err
}

// path is where a file of the paper is, by the links that lead to it; never outside.
func (f *Files) path(name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", fs.ErrNotExist
	}
	root, err := filepath.EvalSymlinks(f.dir)
	if err != nil {
		return "", err
	}
	full := filepath.Join(root, filepath.FromSlash(name))
	real, err := filepath.EvalSymlinks(full)
	if errors.Is(err, fs.ErrNotExist) { // it is to be made: its folder counts
		dir, errDir := filepath.EvalSymlinks(filepath.Dir(full))
		if errDir != nil {
			return "", err
		}
		real, err = filepath.Join(dir, filepath.Base(full)), nil
	}
	if err != nil {
		return "", err
	}
	if rel, err := filepath.Rel(root, real); err != nil || !filepath.IsLocal(rel) {
		return "", fs.ErrNotExist
	}
	return real, nil
}

// Read returns the bytes of a file.
func (f *Files) Read(name string) ([]byte, error) {
	at, err := f.path(name)
	if err != nil {
		return nil, err
	}
	if st, err := os.Stat(at); err != nil || !st.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	return os.ReadFile(at)
}

// Stamp says which file it is, by its size and times.
func (f *Files) Stamp(name string) string {
	f.mu.Lock()
	f.settle()
	f.mu.Unlock()
	at, err := f.path(name)
	if err != nil {
		return "none"
	}
	st, err := os.Stat(at)
	if err != nil {
		return "none"
	}
	return fmt.Sprint(st.Size(), st.ModTime().UnixNano(), inode(st))
}

// Append adds to the end of a file, under its folder's lock.
func (f *Files) Append(name string, more func(data []byte) ([]byte, error)) error {
	at, err := f.path(name)
	if err != nil {
		return err
	}
	return folder.Append(at, more)
}

// List lists the files below a folder, by slash paths; what is hidden is not.
func (f *Files) List(dir string) ([]string, error) {
	var out []string
	err := fs.WalkDir(os.DirFS(f.dir), dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir():
			out = append(out, name)
		}
		return nil
	})
	return out, err
}

// Recompose has the pages set anew, since files have changed; none: any may have.
func (f *Files) Recompose(names ...string) { f.again(names...) }

// Journal reads the journal.
func (f *Files) Journal() ([]byte, error) {
	return os.ReadFile(f.journal.Name())
}

// Note appends to the journal. What could not be written whole is taken away again.
func (f *Files) Note(line []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, err := f.journal.Write(line)
	if err == nil {
		err = f.journal.Sync()
	}
	if err != nil {
		_ = f.journal.Truncate(f.size) // else the next start drops it, as half a record
		return err
	}
	f.size += int64(len(line))
	return nil
}

// Turn puts the journal aside, in the place of the one before, and begins another.
func (f *Files) Turn() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	name := f.journal.Name()
	if err := f.journal.Close(); err != nil { // Windows renames nothing that is open
		return err
	}
	if err := os.Rename(name, name+"-old"); err != nil {
		return err
	}
	var err error
	if f.journal, err = os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o666); err != nil {
		return err
	}
	f.size = 0
	_ = folder.Sync(filepath.Dir(name))
	return nil
}

// Cut drops the end of the journal.
func (f *Files) Cut(size int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.journal.Truncate(size); err != nil {
		return err
	}
	f.size = size
	return f.journal.Sync()
}

var _ desk.Paper = (*Files)(nil)

func sumOf(name string) (string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	return texts.Sum(data), nil
}

// ignore keeps the folder out of the paper's git: it is of this machine.
func ignore(own string) {
	f, err := os.OpenFile(filepath.Join(own, ".gitignore"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return // it is there
	}
	_, _ = f.WriteString("*\n")
	f.Close()
}
