package editions

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
)

// ErrNoEdition says that a paper has no edition, or none of the date asked for.
var ErrNoEdition = errors.New("no edition: one is a folder below editions named by its day, as editions/2026-10-20")

var dated = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// Editions returns the dates of a paper's editions, oldest first; a folder that is no
// paper's has none. An edition is a folder below editions, or a link to a folder that fsys
// reaches, whose name has the form of a date, as 2026-10-20; where that is no day of the
// calendar, loading it says so. What else stands there is none and stays as it is: drafts,
// archives, files.
//
// Whoever asks which editions there are asks here.
func Editions(fsys fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(fsys, "editions")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("looking for editions: %w", err)
	}
	var dates []string
	for _, e := range entries {
		if dated.MatchString(e.Name()) && isFolder(fsys, e) {
			dates = append(dates, e.Name())
		}
	}
	return dates, nil
}

// isFolder tells whether an entry of editions is a folder, or a link to one.
func isFolder(fsys fs.FS, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := fs.Stat(fsys, path.Join("editions", e.Name()))
	return err == nil && info.IsDir()
}
