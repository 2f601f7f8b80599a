package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"banxin/editions/source"
)

// Settled says what an interrupted run had left in a folder, and what became of it.
type Settled struct {
	Finished int      `json:"finished,omitempty"` // files of a move that was finished
	Undone   int      `json:"undone,omitempty"`   // files of a move that was taken back
	Lost     []string `json:"lost,omitempty"`     // files of a move of which neither could be
	Swept    int      `json:"swept,omitempty"`    // work folders removed
}

// Settle finishes or undoes the move of a run that was interrupted, and removes what else
// such runs have left. It waits for one that is moving files.
func Settle(dir string) (Settled, error) {
	l, err := acquire(dir)
	if err != nil {
		return Settled{}, source.Faultf("cannot-write-into", dir, err)
	}
	defer l.release()
	s, err := disk{}.settle(dir)
	if err != nil {
		err = source.Faultf("cannot-write-into", dir, err)
	}
	return s, err
}

// Unsettled tells whether there is anything to settle.
func Unsettled(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, journalName))
	return err == nil || len(workFolders(dir)) > 0
}

// workFolders lists the work folders in a destination.
func workFolders(dir string) (paths []string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if e.IsDir() && isWork(e.Name()) {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	return paths
}

// settle is Settle for who holds the lock of the destination.
func (d disk) settle(dir string) (s Settled, err error) {
	if err := d.recover(dir, &s); err != nil {
		return s, err
	}
	for _, w := range workFolders(dir) {
		if d.sweep(w) {
			s.Swept++
		}
	}
	return s, nil
}

// recover finishes or undoes what a journal says.
func (d disk) recover(dir string, s *Settled) error {
	at := filepath.Join(dir, journalName)
	if _, err := os.Lstat(at); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	j := readJournal(d, dir)
	switch {
	case j == nil: // none of ours
		return d.remove(at)
	case j.Undo:
		s.Undone = len(j.Files)
		return j.undo()
	case j.whole():
		s.Finished = len(j.Files)
		return j.finish()
	case j.kept():
		s.Undone = len(j.Files)
		return j.undo()
	}
	s.Lost = j.damaged() // somebody removed the work folder
	return d.remove(at)
}

// sweep removes a work folder whose process is no more.
func (d disk) sweep(work string) bool {
	l, err := claim(work)
	if err != nil || l.file == nil {
		return false
	}
	l.release()
	return d.removeAll(work) == nil
}
