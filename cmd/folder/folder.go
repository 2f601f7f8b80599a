// Package folder is a folder of the disk as a place for files that come all together or
// not at all.
//
//	out, err := folder.Stage("out")
//	defer out.Abandon()
//	made, err := set.Write(ctx, out, works.MakeOptions{}, works.PDF)
//	err = out.Commit()
package folder

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"banxin/editions/source"
)

// Folder is a works.Sink. Files are written into a folder of their own inside the
// destination, so on the same disk, and moved to their places together when all of them
// are whole. Until then the destination is as it was.
type Folder struct {
	dir, tmp string
	made     string // the topmost folder that had to be made; empty: none
	mu       sync.Mutex
	files    []string
	stale    []string                    // files that Commit removes
	place    func(from, to string) error // os.Rename; tests make it fail
}

// Stage makes the destination, where need be, and the folder inside it.
func Stage(dir string) (*Folder, error) {
	f := &Folder{dir: dir, place: os.Rename}
	f.made = firstMissing(dir)
	err := os.MkdirAll(dir, 0o777)
	if err == nil {
		f.tmp, err = os.MkdirTemp(dir, ".banxin-*")
	}
	if err != nil {
		f.unmake()
		return nil, source.Faultf("cannot-write-into", dir, err)
	}
	return f, nil
}

// firstMissing returns the topmost folder of dir's path that does not exist, or "".
func firstMissing(dir string) string {
	missing := ""
	for d := filepath.Clean(dir); ; d = filepath.Dir(d) {
		if _, err := os.Lstat(d); err == nil || d == filepath.Dir(d) {
			return missing
		}
		missing = d
	}
}

// Create begins a file; a name is taken once.
func (f *Folder) Create(name string) (io.WriteCloser, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return nil, source.Faultf("no-name-of-file", name)
	}
	at := f.staged(name)
	if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(at, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.files = append(f.files, name)
	return file, nil
}

// Open opens a file that has been made and not committed.
func (f *Folder) Open(name string) (io.ReadSeekCloser, error) { return os.Open(f.staged(name)) }

func (f *Folder) staged(name string) string { return filepath.Join(f.tmp, filepath.FromSlash(name)) }

// Remove has Commit remove a file of the destination, and the folders that it leaves empty.
func (f *Folder) Remove(name string) { f.stale = append(f.stale, name) }

// Commit moves all files to their places. When one cannot be moved those before it are
// taken back, so that the destination is as it was.
func (f *Folder) Commit() error {
	old := filepath.Join(f.tmp, ".old")
	if err := os.Mkdir(old, 0o777); err != nil {
		return source.Faultf("cannot-write-into", f.dir, err)
	}
	slices.Sort(f.files)
	for i, name := range f.files {
		err := f.replace(name, old)
		if err == nil {
			continue
		}
		for _, done := range f.files[:i] {
			f.restore(done, old)
		}
		return source.Faultf("cannot-write-file", filepath.Join(f.dir, name), err)
	}
	for _, name := range f.stale {
		os.Remove(filepath.Join(f.dir, name))
		f.tidy(filepath.Dir(name))
	}
	return os.RemoveAll(f.tmp)
}

// replace puts a new file in its place and keeps the old one.
func (f *Folder) replace(name, old string) error {
	to := filepath.Join(f.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o777), os.MkdirAll(filepath.Dir(filepath.Join(old, name)), 0o777)); err != nil {
		return err
	}
	if st, err := os.Lstat(to); err == nil && st.IsDir() {
		return source.Faultf("folder-stands-there")
	} else if err == nil {
		if err := keep(to, filepath.Join(old, name)); err != nil {
			return err
		}
	}
	err := f.place(f.staged(name), to)
	if err != nil {
		f.restore(name, old)
	}
	return err
}

// keep gives a file a second name, or where the disk knows no second names, another one.
func keep(file, name string) error {
	if os.Link(file, name) == nil {
		return nil
	}
	return os.Rename(file, name)
}

func (f *Folder) restore(name, old string) {
	to := filepath.Join(f.dir, name)
	if os.Rename(filepath.Join(old, name), to) != nil {
		os.Remove(to) // there was none
		f.tidy(filepath.Dir(name))
	}
}

// tidy removes a folder below the destination, and those above it, where they are empty.
func (f *Folder) tidy(dir string) {
	for ; dir != "." && os.Remove(filepath.Join(f.dir, dir)) == nil; dir = filepath.Dir(dir) {
	}
}

// Abandon removes whatever has not been committed. It may be called after Commit.
func (f *Folder) Abandon() {
	os.RemoveAll(f.tmp)
	f.unmake()
}

// unmake removes the folders that Stage made, where they are empty.
func (f *Folder) unmake() {
	if f.made == "" {
		return
	}
	for d := filepath.Clean(f.dir); ; d = filepath.Dir(d) {
		if os.Remove(d) != nil || d == f.made {
			return
		}
	}
}

// Replace puts data in the place of a file: written beside it, then moved.
func Replace(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".banxin-*")
	if err == nil {
		_, err = f.Write(data)
		if e := f.Close(); err == nil {
			err = e
		}
		if st, e := os.Stat(path); err == nil && e == nil {
			err = os.Chmod(f.Name(), st.Mode().Perm())
		}
		if err == nil {
			err = os.Rename(f.Name(), path)
		}
		if err != nil {
			os.Remove(f.Name())
		}
	}
	if err != nil {
		return source.Faultf("cannot-write-file", path, err)
	}
	return nil
}
