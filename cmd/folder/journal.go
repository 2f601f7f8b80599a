package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banxin/editions/source"
)

// Names inside a destination. What stands there for longer than a run is of a run that was
// interrupted.
const (
	journalName = ".banxin-journal" // of a move that has begun and not ended
	workPattern = ".banxin-*"       // folders in which files are made
	oldName     = ".old"            // in a work folder: what stood in the places of its files
)

// journal says what a move does. It is in the destination from the moment when all new
// files are whole and all old ones are kept until each stands in its place; so whoever
// finds one can finish the move, or undo it.
type journal struct {
	Work  string `json:"work"` // folder with the new files, and the old ones in .old
	Undo  bool   `json:"undo,omitempty"`
	Files []move `json:"files"`

	dir  string
	disk disk
}

// move is a file that comes to its place, or one that goes.
type move struct {
	Name   string `json:"name"` // a slash path
	Bytes  int64  `json:"bytes,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
	Old    bool   `json:"old,omitempty"` // something stood there: it is kept
	Remove bool   `json:"remove,omitempty"`
}

func (j *journal) work() string         { return filepath.Join(j.dir, j.Work) }
func (j *journal) target(m move) string { return filepath.Join(j.dir, filepath.FromSlash(m.Name)) }
func (j *journal) staged(m move) string { return filepath.Join(j.work(), filepath.FromSlash(m.Name)) }
func (j *journal) old(m move) string {
	return filepath.Join(j.work(), oldName, filepath.FromSlash(m.Name))
}

// begin keeps what stands in the places of the files, and writes the journal.
func (j *journal) begin() error {
	if err := j.disk.mkdirAll(filepath.Join(j.work(), oldName)); err != nil {
		return source.Faultf("cannot-write-into", j.dir, err)
	}
	for i := range j.Files {
		if err := j.keep(&j.Files[i]); err != nil {
			return j.fault(j.Files[i], err)
		}
	}
	if err := errors.Join(j.syncWork(), j.write()); err != nil {
		return source.Faultf("cannot-write-into", j.dir, err)
	}
	return nil
}

// cancel ends a journal before anything was moved.
func (j *journal) cancel() error {
	err := j.disk.remove(filepath.Join(j.dir, journalName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (j *journal) fault(m move, err error) error {
	return source.Faultf("cannot-write-file", j.target(m), err)
}

// keep gives what stands in a file's place a second name.
func (j *journal) keep(m *move) error {
	st, err := os.Lstat(j.target(*m))
	switch {
	case err != nil:
		return nil // nothing stands there
	case st.IsDir():
		return source.Faultf("folder-stands-there")
	}
	m.Old = true
	if err := j.disk.mkdirAll(filepath.Dir(j.old(*m))); err != nil {
		return err
	}
	return j.disk.link(j.target(*m), j.old(*m))
}

// syncWork puts the names of the work folder on the disk.
func (j *journal) syncWork() error {
	return filepath.WalkDir(j.work(), func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			err = j.disk.syncDir(p)
		}
		return err
	})
}

// write puts the journal in its place.
func (j *journal) write() error {
	data, err := json.Marshal(j)
	if err != nil {
		return err
	}
	beside := filepath.Join(j.work(), journalName)
	if err := j.disk.writeFile(beside, data); err != nil {
		return err
	}
	if err := j.disk.rename(beside, filepath.Join(j.dir, journalName)); err != nil {
		return err
	}
	return j.disk.syncDir(j.dir)
}

// finish moves what has not been moved, and ends the journal.
func (j *journal) finish() error {
	for _, m := range j.Files {
		if err := j.place(m); err != nil {
			return j.fault(m, err)
		}
	}
	return j.end()
}

func (j *journal) place(m move) error {
	if m.Remove {
		j.disk.remove(j.target(m))
		j.tidy(m)
		return nil
	}
	if _, err := os.Lstat(j.staged(m)); errors.Is(err, fs.ErrNotExist) {
		return nil // in its place already
	}
	if err := j.disk.mkdirAll(filepath.Dir(j.target(m))); err != nil {
		return err
	}
	return j.disk.rename(j.staged(m), j.target(m))
}

// undo puts back what stood there. What is stopped meanwhile goes on with it.
func (j *journal) undo() error {
	if !j.Undo {
		j.Undo = true
		if err := j.write(); err != nil {
			return err
		}
	}
	var errs []error // of one that cannot be put back; the others are
	for _, m := range slices.Backward(j.Files) {
		if err := j.restore(m); err != nil {
			errs = append(errs, j.fault(m, err))
		}
	}
	if errs != nil {
		return errors.Join(errs...)
	}
	return j.end()
}

func (j *journal) restore(m move) error {
	moved := j.moved(m)
	if !m.Old {
		if moved {
			j.disk.remove(j.target(m))
		}
		j.tidy(m)
	}
	if !m.Old || !moved {
		return nil
	}
	if err := j.disk.mkdirAll(filepath.Dir(j.target(m))); err != nil {
		return err
	}
	return j.disk.rename(j.old(m), j.target(m))
}

// moved tells whether a move has been done and not been undone.
func (j *journal) moved(m move) bool {
	_, staged := os.Lstat(j.staged(m))
	_, old := os.Lstat(j.old(m))
	_, target := os.Lstat(j.target(m))
	switch {
	case m.Remove:
		return target != nil && old == nil
	case m.Old:
		return staged != nil && old == nil
	}
	return staged != nil
}

// end puts the names of all files on the disk and removes the journal.
func (j *journal) end() error {
	for _, d := range j.folders() {
		if err := j.disk.syncDir(filepath.Join(j.dir, d)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return j.disk.remove(filepath.Join(j.dir, journalName))
}

// folders lists the folders that the move changes.
func (j *journal) folders() []string {
	dirs := []string{"."}
	for _, m := range j.Files {
		for d := filepath.Dir(filepath.FromSlash(m.Name)); !slices.Contains(dirs, d); d = filepath.Dir(d) {
			dirs = append(dirs, d)
		}
	}
	return dirs
}

// tidy removes the folder of a file, and those above it, where they are empty.
func (j *journal) tidy(m move) {
	for d := filepath.Dir(filepath.FromSlash(m.Name)); d != "."; d = filepath.Dir(d) {
		if err := j.disk.remove(filepath.Join(j.dir, d)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return
		}
	}
}

// readJournal reads the journal of a destination; nil where there is none that can be read.
func readJournal(d disk, dir string) *journal {
	data, err := os.ReadFile(filepath.Join(dir, journalName))
	j := &journal{dir: dir, disk: d}
	if err != nil || json.Unmarshal(data, j) != nil || !isWork(j.Work) {
		return nil
	}
	if slices.ContainsFunc(j.Files, func(m move) bool { return !filepath.IsLocal(filepath.FromSlash(m.Name)) }) {
		return nil
	}
	return j
}

// isWork tells by its name whether a folder is one in which files are made.
func isWork(name string) bool {
	rest, ok := strings.CutPrefix(name, strings.TrimSuffix(workPattern, "*"))
	return ok && rest != "" && strings.Trim(rest, "0123456789") == ""
}

// whole tells whether each new file is there as it was made, in its place or on the way.
func (j *journal) whole() bool { return len(j.damaged()) == 0 }

// damaged lists the files that are not.
func (j *journal) damaged() (names []string) {
	for _, m := range j.Files {
		if m.Remove || isSum(j.staged(m), m.Bytes, m.SHA256) {
			continue
		}
		if _, err := os.Lstat(j.staged(m)); err == nil || !isSum(j.target(m), m.Bytes, m.SHA256) {
			names = append(names, m.Name)
		}
	}
	return names
}

// kept tells whether all that stood there before is at hand.
func (j *journal) kept() bool {
	return !slices.ContainsFunc(j.Files, func(m move) bool {
		_, err := os.Lstat(j.old(m))
		return m.Old && err != nil
	})
}

// isSum tells whether a file has this size and hash.
func isSum(name string, size int64, sum string) bool {
	st, err := os.Lstat(name)
	if err != nil || !st.Mode().IsRegular() || st.Size() != size {
		return false
	}
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return err == nil && hex.EncodeToString(h.Sum(nil)) == sum
}
