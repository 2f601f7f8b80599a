package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	disks "banxin/cmd/folder"

	"github.com/gofrs/flock"
)

// folder is a store in a folder of a disk, which may be one of a network. Each process that
// uses it writes into a work folder of its own below .work, so on the same disk, and gives
// what is whole and synced its name by a link or a rename. A lock tells whether the owner of
// a work folder lives: what the dead have left is swept by whoever opens the store next.
type folder struct {
	dir  string
	work string
	lock *flock.Flock

	mu        sync.Mutex
	made      map[string]bool     // folders that are there
	now, next map[string]*syncing // of folders: on its way, and to begin after that
}

const (
	workDir  = ".work"
	lockName = "lock"
)

func openFolder(dir string) (*folder, error) {
	f := &folder{dir: dir, made: map[string]bool{}, now: map[string]*syncing{}, next: map[string]*syncing{}}
	if err := os.MkdirAll(filepath.Join(dir, workDir), 0o777); err != nil {
		return nil, f.fault("open", ".", err)
	}
	f.sweep()
	for try := 1; ; try++ {
		mine, err := f.own()
		if err != nil && (try == mostTries || !errors.Is(err, fs.ErrNotExist)) {
			return nil, f.fault("open", ".", err)
		}
		if mine {
			return f, nil
		}
		if try == mostTries {
			return nil, f.fault("lock", ".", fs.ErrExist)
		}
	}
}

// mostTries is how often a work folder is made: others that sweep may take one for that of a
// dead owner, from when its lock is made until it is held.
const mostTries = 20

// own makes a work folder and tells whether it is held and still there.
func (f *folder) own() (bool, error) {
	work, err := os.MkdirTemp(filepath.Join(f.dir, workDir), "w")
	if err != nil {
		return false, err
	}
	lock := flock.New(filepath.Join(work, lockName))
	ok, err := lock.TryLock()
	if ok && err == nil {
		_, err = os.Stat(lock.Path())
	}
	if !ok || err != nil {
		lock.Close()
		os.RemoveAll(work)
		return false, err
	}
	f.work, f.lock = work, lock
	return true, nil
}

func cmpErr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// young is how long a work folder without a lock is left alone: its owner may be about to
// take it.
const young = time.Minute

// sweep removes the work folders whose owners have died.
func (f *folder) sweep() {
	all, _ := os.ReadDir(filepath.Join(f.dir, workDir))
	for _, e := range all {
		dir := filepath.Join(f.dir, workDir, e.Name())
		if dir == f.work || !e.IsDir() {
			continue
		}
		lock := filepath.Join(dir, lockName)
		if _, err := os.Stat(lock); err != nil {
			if st, err := e.Info(); err == nil && time.Since(st.ModTime()) > young {
				os.RemoveAll(dir)
			}
			continue
		}
		l := flock.New(lock)
		if ok, err := l.TryLock(); err == nil && ok {
			if runtime.GOOS == "windows" {
				l.Close() // what is locked cannot be removed there
			}
			os.RemoveAll(dir)
			l.Close()
		}
	}
}

func (f *folder) Close() error {
	err := f.lock.Close()
	os.RemoveAll(f.work)
	f.sweep()
	return err
}

func (f *folder) at(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

func (f *folder) Put(ctx context.Context, name string, data io.Reader, size int64) error {
	return f.fault("put", name, f.put(ctx, name, data, size, rename))
}

func (f *folder) PutNew(ctx context.Context, name string, data []byte) (bool, error) {
	if _, err := os.Lstat(f.at(name)); err == nil {
		return false, CheckName(name) // most often it is there already
	}
	err := f.put(ctx, name, bytes.NewReader(data), int64(len(data)), link)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	return err == nil, f.fault("put", name, err)
}

// put writes a file of its own, syncs it and has it named.
func (f *folder) put(ctx context.Context, name string, data io.Reader, size int64, named func(from, to string) error) error {
	if err := CheckName(name); err != nil {
		return err
	}
	if err := f.mkdir(path.Dir(name)); err != nil {
		return err
	}
	tmp := filepath.Join(f.work, rand.Text())
	err := write(ctx, tmp, data, size)
	if err == nil {
		err = named(tmp, f.at(name))
	}
	if err != nil {
		os.Remove(tmp)
		return err
	}
	return f.sync(filepath.Dir(f.at(name)))
}

func (f *folder) adopt(name, file string) (bool, error) {
	if err := f.mkdir(path.Dir(name)); err != nil {
		return false, f.fault("put", name, err)
	}
	tmp := filepath.Join(f.work, rand.Text())
	if os.Link(file, tmp) != nil {
		return false, nil
	}
	err := seal(tmp)
	if err == nil {
		err = rename(tmp, f.at(name))
	}
	if err != nil {
		os.Remove(tmp)
		return false, f.fault("put", name, err)
	}
	return true, f.fault("put", name, f.sync(filepath.Dir(f.at(name))))
}

func (f *folder) lend(name, file string) (bool, error) {
	err := os.Link(f.at(name), file)
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrExist):
		return false, f.fault("get", name, err)
	}
	return false, nil
}

// seal makes a file one that is only read, and syncs it.
func seal(name string) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(os.Chmod(name, 0o444), f.Sync(), f.Close())
}

// syncing is a sync of a folder that others wait for as well.
type syncing struct {
	over chan struct{}
	err  error
}

// sync puts the names in a folder on the disk. Who comes while others wait for it waits with
// them: one sync is for all names that were there when it began.
func (f *folder) sync(dir string) error {
	f.mu.Lock()
	s := f.next[dir]
	first := s == nil
	if first {
		s = &syncing{over: make(chan struct{})}
		f.next[dir] = s
	}
	now := f.now[dir]
	f.mu.Unlock()
	if !first {
		<-s.over
		return s.err
	}
	if now != nil {
		<-now.over
	}
	f.mu.Lock()
	delete(f.next, dir)
	f.now[dir] = s
	f.mu.Unlock()
	s.err = disks.Sync(dir)
	f.mu.Lock()
	delete(f.now, dir)
	f.mu.Unlock()
	close(s.over)
	return s.err
}

func write(ctx context.Context, name string, data io.Reader, size int64) error {
	to, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o444)
	if err != nil {
		return err
	}
	n, err := io.Copy(to, until{ctx, io.LimitReader(data, size+1)})
	if err == nil && n != size {
		err = fmt.Errorf("%d bytes were announced and %d came", size, n)
	}
	if err == nil {
		err = to.Sync()
	}
	return errors.Join(err, to.Close())
}

// until reads until a context ends.
type until struct {
	ctx context.Context
	io.Reader
}

func (u until) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.Reader.Read(p)
}

// rename puts a file in the place of another; the name it had is gone, as by link.
func rename(from, to string) error {
	err := os.Rename(from, to)
	if err != nil && runtime.GOOS == "windows" {
		os.Chmod(to, 0o666) // what may only be read is not replaced there
		err = os.Rename(from, to)
	}
	return err
}

// link gives a file a name that is not taken, in the place of the one it had. A disk that knows no second names is asked to
// hold a lock while it is looked whether the name is taken.
func link(from, to string) error {
	err := os.Link(from, to)
	if err == nil {
		os.Remove(from)
		return nil
	}
	if errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) || isAway(err) {
		return err
	}
	l := flock.New(filepath.Join(filepath.Dir(filepath.Dir(from)), "names.lock"))
	if err := l.Lock(); err != nil {
		return err
	}
	defer l.Close()
	if _, err := os.Lstat(to); err == nil {
		return fs.ErrExist
	}
	return os.Rename(from, to)
}

// mkdir makes a folder of the store. A store that has vanished, as a disk that is no longer
// mounted, is not made anew.
func (f *folder) mkdir(dir string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.made[dir] {
		return nil
	}
	if _, err := os.Stat(f.work); err != nil {
		return err
	}
	if err := os.MkdirAll(f.at(dir), 0o777); err != nil {
		return err
	}
	d := dir
	for ; d != "." && !f.made[d]; d = path.Dir(d) {
		if err := disks.Sync(filepath.Dir(f.at(d))); err != nil {
			return err
		}
	}
	for up := d; dir != up; dir = path.Dir(dir) {
		f.made[dir] = true
	}
	return nil
}

func (f *folder) Get(_ context.Context, name string) (io.ReadCloser, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	file, err := os.Open(f.at(name))
	if err != nil {
		return nil, f.fault("get", name, err)
	}
	return &reading{file, f, name}, nil
}

// reading is a file being read.
type reading struct {
	*os.File
	of   *folder
	name string
}

func (r *reading) Read(p []byte) (int, error) {
	n, err := r.File.Read(p)
	if err != nil && err != io.EOF {
		err = r.of.fault("get", r.name, err)
	}
	return n, err
}

func (f *folder) Stat(_ context.Context, name string) (int64, error) {
	if err := CheckName(name); err != nil {
		return 0, err
	}
	st, err := os.Stat(f.at(name))
	if err == nil && !st.Mode().IsRegular() {
		err = &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	if err != nil {
		return 0, f.fault("stat", name, err)
	}
	return st.Size(), nil
}

func (f *folder) List(ctx context.Context, prefix string) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		f.list(ctx, prefix, ".", yield)
	}
}

// list goes through a folder, and tells whether there is to be more.
func (f *folder) list(ctx context.Context, prefix, dir string, yield func(Entry, error) bool) bool {
	all, err := os.ReadDir(f.at(dir))
	if err := cmpErr(ctx.Err(), err); err != nil {
		if dir != "." && errors.Is(err, fs.ErrNotExist) {
			return true // removed meanwhile
		}
		yield(Entry{}, f.fault("list", dir, err))
		return false
	}
	for _, e := range byPath(all) {
		name := path.Join(dir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir():
			if (strings.HasPrefix(name+"/", prefix) || strings.HasPrefix(prefix, name+"/")) && !f.list(ctx, prefix, name, yield) {
				return false
			}
		case strings.HasPrefix(name, prefix) && e.Type().IsRegular():
			st, err := e.Info()
			if err != nil {
				continue // removed meanwhile
			}
			if !yield(Entry{name, st.Size(), st.ModTime()}, nil) {
				return false
			}
		}
	}
	return true
}

func (f *folder) Remove(_ context.Context, name string) error {
	if err := CheckName(name); err != nil {
		return err
	}
	err := os.Remove(f.at(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return f.fault("remove", name, err)
}

// fault says what kind of trouble an error is. Where the store itself is not there, a name
// that is not there says nothing.
func (f *folder) fault(op, name string, err error) error {
	if err == nil || IsAway(err) {
		return err
	}
	if errors.Is(err, fs.ErrNotExist) && f.work != "" {
		if _, gone := os.Stat(f.work); gone != nil {
			return &Away{op, name, gone}
		}
	}
	if isAway(err) {
		return &Away{op, name, err}
	}
	if errors.Is(err, syscall.ENOTDIR) { // below a name that is a file's
		return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return err
}
