package deskfiles

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"banxin/cmd/folder"
	texts "banxin/editions/desk"
	"banxin/output/desk"
)

// replaced is a file that another one has taken the place of: a program that had it open may
// write into it still.
type replaced struct {
	name, sum string
	at        time.Time
}

// late is how long a replaced file is kept.
const late = 2 * time.Second

// Replace makes data the file, if the sum of what stands there is was. Where the system can
// exchange two files at once, nothing that another program puts there meanwhile is lost: it
// comes to light in the exchange, and is put back.
func (f *Files) Replace(name string, data []byte, was string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.settle()
	to, err := f.path(name)
	if err != nil {
		return err
	}
	now, err := sumOf(to)
	if errors.Is(err, fs.ErrNotExist) {
		now, err = "", nil
	}
	switch {
	case err != nil:
		return err
	case now != was:
		return desk.ErrChanged
	case data == nil:
		return f.remove(to, was)
	}
	from, err := f.written(to, data)
	if err != nil {
		return err
	}
	if was == "" {
		err = os.Link(from, to)
		if errors.Is(err, fs.ErrExist) {
			err = desk.ErrChanged
		}
		os.Remove(from)
	} else {
		err = f.swap(from, to, was)
	}
	_ = folder.Sync(filepath.Dir(to))
	return err
}

// written writes a new file beside the paper's, on the same disk as where it is to go.
func (f *Files) written(to string, data []byte) (string, error) {
	f.count++
	mode := fs.FileMode(0o666)
	st, err := os.Stat(to)
	if err == nil {
		mode = st.Mode().Perm()
	}
	from := filepath.Join(f.dir, Folder, "new-"+strconv.Itoa(os.Getpid())+"-"+strconv.Itoa(f.count))
	w, err := os.OpenFile(from, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return "", err
	}
	_, err = w.Write(data)
	if err == nil && st != nil {
		err = w.Chmod(mode)
	}
	if err == nil {
		err = w.Sync()
	}
	if errClose := w.Close(); err == nil {
		err = errClose
	}
	if err != nil {
		os.Remove(from)
	}
	return from, err
}

// swap puts from in the place of to, whose sum is to be was.
func (f *Files) swap(from, to, was string) error {
	switch err := exchange(from, to); {
	case errors.Is(err, errors.ErrUnsupported):
		return f.swapByName(from, to, was)
	case err != nil:
		os.Remove(from)
		return err
	}
	if sum, err := sumOf(from); err == nil && sum != was { // somebody was quicker
		if err := exchange(from, to); err != nil {
			return err // both are there: what was under way stands beside
		}
		os.Remove(from)
		return desk.ErrChanged
	}
	f.old = append(f.old, replaced{from, was, time.Now()})
	return nil
}

// swapByName does the same where files cannot be exchanged: the old one has a second name while
// the new one takes its place.
func (f *Files) swapByName(from, to, was string) error {
	kept := from + "-old"
	err := os.Link(to, kept)
	if err == nil {
		if sum, errSum := sumOf(kept); errSum == nil && sum != was {
			os.Remove(kept)
			os.Remove(from)
			return desk.ErrChanged
		}
	}
	if err := os.Rename(from, to); err != nil {
		os.Remove(from)
		os.Remove(kept)
		return err
	}
	if err == nil {
		f.old = append(f.old, replaced{kept, was, time.Now()})
	}
	return nil
}

// remove takes a file away, if it is what it was.
func (f *Files) remove(to, was string) error {
	f.count++
	kept := filepath.Join(f.dir, Folder, "gone-"+strconv.Itoa(os.Getpid())+"-"+strconv.Itoa(f.count))
	if err := os.Rename(to, kept); err != nil {
		return err
	}
	if sum, err := sumOf(kept); err == nil && sum != was {
		if err := os.Link(kept, to); err != nil {
			return err // it stays under its other name
		}
		os.Remove(kept)
		return desk.ErrChanged
	}
	f.old = append(f.old, replaced{kept, was, time.Now()})
	return nil
}

// settle drops the files that were replaced, each once no program writes into it any more. One
// that was written into after it was replaced is kept, by a name of kept-….
func (f *Files) settle() {
	waiting := f.old[:0]
	for _, old := range f.old {
		sum, err := sumOf(old.name)
		switch {
		case err == nil && sum != old.sum:
			f.keep(old.name)
		case time.Since(old.at) >= late:
			os.Remove(old.name)
		default:
			waiting = append(waiting, old)
		}
	}
	f.old = waiting
}

// keep gives a file a name by which people find it.
func (f *Files) keep(name string) {
	f.count++
	os.Rename(name, filepath.Join(f.dir, Folder, "kept-"+time.Now().Format("20060102-150405.000")+"-"+strconv.Itoa(f.count)))
}

// leftover is a file that a process was putting in the place of another, or had replaced, when it
// ended. Whoever holds the lock is alone: none of them is anybody's any more.
var leftover = regexp.MustCompile(`^(new|gone)-[0-9]+-[0-9]+(-old)?$`)

// clear drops what processes that have ended left, where the journal has it; anything else may be
// another program's, and is kept. The folder's lock is held.
func (f *Files) clear() {
	own := filepath.Join(f.dir, Folder)
	list, err := os.ReadDir(own)
	if err != nil {
		return
	}
	var known []byte
	for _, e := range list {
		name := filepath.Join(own, e.Name())
		if !leftover.MatchString(e.Name()) || !e.Type().IsRegular() {
			continue
		}
		if known == nil {
			now, _ := os.ReadFile(filepath.Join(own, "journal"))
			before, _ := os.ReadFile(filepath.Join(own, "journal-old"))
			known = append(append(now, before...), '\n')
		}
		sum, err := sumOf(name)
		switch {
		case err != nil:
		case sum == texts.Sum(nil) || bytes.Contains(known, []byte(`"sum":"`+sum+`"`)):
			os.Remove(name)
		default:
			f.keep(name)
		}
	}
}
