// Package folder is a folder of the disk as a place for files that come all together or
// not at all.
//
//	out, err := folder.Stage("out")
//	defer out.Abandon()
//	made, err := set.Write(ctx, out, works.MakeOptions{}, works.PDF)
//	err = out.Commit()
//
// Whatever stops a run, and be it the current, each file is whole, and the next run on the
// folder, or [Settle], finishes the move or takes it back.
package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"banxin/editions/source"
)

// Folder is a works.Sink. Files are written into a folder of their own inside the
// destination, so on the same disk, and moved to their places together when all of them
// are whole. Until then the destination is as it was. The destination itself is never
// exchanged: it may be a hot folder, a mount, and hold other files.
type Folder struct {
	dir, tmp string
	made     string // the topmost folder that had to be made; empty: none
	disk     disk
	alive    *lock // tells that tmp is of a running process
	loose    bool  // the destination is the caller's alone: files are made in their places
	stuck    bool  // the journal could be neither finished nor undone: tmp stays for it
	last     string
	finally  func() error
	mu       sync.Mutex
	files    []move
	stale    []string // files that Commit removes
}

// Stage makes the destination, where need be, and the folder inside it, after what an
// interrupted run has left there has been settled.
func Stage(dir string) (*Folder, error) { return stage(disk{}, dir) }

// Fresh makes files in a folder that is there, is empty and is nobody's but the caller's, who
// keeps what is in it elsewhere or throws it away: nothing is synced and nothing moved.
func Fresh(dir string) *Folder { return &Folder{dir: dir, tmp: dir, loose: true} }

func stage(d disk, dir string) (*Folder, error) {
	f := &Folder{dir: dir, disk: d}
	f.made = firstMissing(dir)
	err := d.mkdirAll(dir)
	if err == nil {
		err = f.enter()
	}
	if err != nil {
		f.unmake()
		return nil, source.Faultf("cannot-write-into", dir, err)
	}
	return f, nil
}

// enter makes the work folder.
func (f *Folder) enter() error {
	l, err := acquire(f.dir)
	if err != nil {
		return err
	}
	defer l.release()
	if _, err := f.disk.settle(f.dir); err != nil {
		return err
	}
	if f.tmp, err = os.MkdirTemp(f.dir, workPattern); err != nil {
		return err
	}
	f.alive, err = claim(f.tmp)
	return err
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
	return &fresh{file: file, name: name, of: f, hash: sha256.New()}, nil
}

// fresh is a file on its way.
type fresh struct {
	file *os.File
	name string
	of   *Folder
	hash hash.Hash
	n    int64
}

func (s *fresh) Write(p []byte) (int, error) {
	n, err := s.file.Write(p)
	s.hash.Write(p[:n])
	s.n += int64(n)
	return n, err
}

// Close puts the file on the disk and among those to be moved.
func (s *fresh) Close() error {
	var err error
	if !s.of.loose {
		err = s.of.disk.sync(s.file)
	}
	if e := s.file.Close(); err == nil {
		err = e
	}
	s.of.mu.Lock()
	defer s.of.mu.Unlock()
	s.of.files = append(s.of.files, move{Name: s.name, Bytes: s.n, SHA256: hex.EncodeToString(s.hash.Sum(nil))})
	return err
}

// Open opens a file that has been made and not committed.
func (f *Folder) Open(name string) (io.ReadSeekCloser, error) { return os.Open(f.staged(name)) }

func (f *Folder) staged(name string) string { return filepath.Join(f.tmp, filepath.FromSlash(name)) }

// Drop takes back a file that has been made, or a folder of them.
func (f *Folder) Drop(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.files = slices.DeleteFunc(f.files, func(m move) bool { return m.Name == name || strings.HasPrefix(m.Name, name+"/") })
	f.disk.removeAll(f.staged(name))
}

// Remove has Commit remove a file of the destination, and the folders that it leaves empty.
func (f *Folder) Remove(name string) { f.stale = append(f.stale, name) }

// Last has Commit move a file after all others: who finds it finds them.
func (f *Folder) Last(name string) { f.last = name }

// Finally has Commit call a function when no other run can move files any more, for files
// that depend on what stands there.
func (f *Folder) Finally(do func() error) { f.finally = do }

// Commit moves all files to their places. When one cannot be moved those before it are
// taken back, so that the destination is as it was. Errors after the move, of what is left
// to be tidied, are none: the next run tidies.
func (f *Folder) Commit() error {
	if f.loose {
		if f.finally == nil {
			return nil
		}
		return f.finally()
	}
	l, err := acquire(f.dir)
	if err != nil {
		return source.Faultf("cannot-write-into", f.dir, err)
	}
	defer l.release()
	if _, err := f.disk.settle(f.dir); err != nil {
		return source.Faultf("cannot-write-into", f.dir, err)
	}
	if f.finally != nil {
		if err := f.finally(); err != nil {
			return err
		}
	}
	j := &journal{Work: filepath.Base(f.tmp), Files: f.moves(), dir: f.dir, disk: f.disk}
	if err := j.begin(); err != nil {
		f.stuck = j.cancel() != nil
		return err
	}
	if err := j.finish(); err != nil {
		f.stuck = j.undo() != nil
		return err
	}
	f.drop()
	return nil
}

// moves lists what Commit does, in order.
func (f *Folder) moves() []move {
	all := slices.Clone(f.files)
	slices.SortFunc(all, func(a, b move) int {
		if a.Name == f.last || b.Name == f.last {
			return map[bool]int{true: 1, false: -1}[a.Name == f.last]
		}
		return strings.Compare(a.Name, b.Name)
	})
	for _, name := range f.stale {
		if st, err := os.Lstat(filepath.Join(f.dir, filepath.FromSlash(name))); err == nil && !st.IsDir() {
			all = append(all, move{Name: name, Remove: true})
		}
	}
	return all
}

// drop removes the work folder, unless a journal needs it.
func (f *Folder) drop() {
	if f.tmp == "" || f.loose {
		return
	}
	f.alive.release()
	if !f.stuck {
		f.disk.removeAll(f.tmp)
	}
	f.tmp = ""
}

// Abandon removes whatever has not been committed. It may be called after Commit.
func (f *Folder) Abandon() {
	f.drop()
	f.unmake()
}

// unmake removes the folders that Stage made, where they are empty.
func (f *Folder) unmake() {
	if f.made == "" {
		return
	}
	for d := filepath.Clean(f.dir); ; d = filepath.Dir(d) {
		if f.disk.remove(d) != nil || d == f.made {
			return
		}
	}
}

// Replace puts data in the place of a file: written beside it, then moved.
func Replace(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), workPattern)
	if err == nil {
		_, err = f.Write(data)
		if e := (disk{}).sync(f); err == nil {
			err = e
		}
		if e := f.Close(); err == nil {
			err = e
		}
		if st, e := os.Stat(path); err == nil && e == nil {
			err = os.Chmod(f.Name(), st.Mode().Perm())
		}
		if err == nil {
			err = disk{}.rename(f.Name(), path)
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
