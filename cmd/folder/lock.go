package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"banxin/editions/source"
)

const (
	lockName  = ".banxin-lock" // of a destination: held while its files are moved
	aliveName = ".lock"        // of a work folder: held while its process lives
	patience  = 30 * time.Second
)

// lock is a file that a process holds; the system lets it go when the process ends.
type lock struct {
	file *flock.Flock // nil: of a disk that knows no locks
}

// acquire waits for the lock of a destination.
func acquire(dir string) (*lock, error) {
	name := filepath.Join(dir, lockName)
	for until := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		l, err := try(name)
		if err == nil || !errors.Is(err, errHeld) {
			return l, err
		}
		if time.Now().After(until) {
			return nil, err
		}
	}
}

// claim takes the lock of a work folder, unless its process lives.
func claim(work string) (*lock, error) { return try(filepath.Join(work, aliveName)) }

// errHeld says that another process holds a lock.
var errHeld error = source.Faultf("another-banxin-moving-files-into")

func try(name string) (*lock, error) {
	f := flock.New(name, flock.SetPermissions(0o666))
	ok, err := f.TryLock()
	switch {
	case errors.Is(err, errors.ErrUnsupported), errors.Is(err, syscall.ENOLCK):
		return &lock{}, nil
	case err != nil && runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission): // about to be removed
		return nil, errHeld
	case err != nil:
		return nil, err
	case ok && isAt(f, name):
		return &lock{f}, nil
	}
	f.Close()
	return nil, errHeld
}

// isAt tells whether a lock's file still has its name: its last holder may have removed it.
func isAt(f *flock.Flock, name string) bool {
	held, err := f.Stat()
	if err != nil {
		return false
	}
	st, err := os.Stat(name)
	return err == nil && os.SameFile(held, st)
}

// release removes the lock's file and lets it go. Windows removes no file that is open, and
// there none that another has opened meanwhile.
func (l *lock) release() {
	if l == nil || l.file == nil {
		return
	}
	err := os.Remove(l.file.Path())
	l.file.Close()
	if err != nil {
		os.Remove(l.file.Path())
	}
}
