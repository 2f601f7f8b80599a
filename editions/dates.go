package editions

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"banxin/editions/source"
)

// ErrNoEdition says that a paper has no edition, or none of the date asked for.
var ErrNoEdition = errors.New("no edition: one is a folder below editions named by its day, as editions/2026-10-20")

// ErrOutside says that the folder editions is a link that leads out of the paper's.
var ErrOutside = errors.New("editions leads out of the paper's folder")

// ErrNoFolder says that editions is a file.
var ErrNoFolder = errors.New("editions is a file, and no folder of editions")

var dated = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

var dayWritten = regexp.MustCompile(`^(\d{4})\s*[-年/.．－–—、]\s*(\d{1,2})\s*[-月/.．－–—、]\s*(\d{1,2})\s*[日号]?(?:\s*[报刊]?期|\s*[报刊])?(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?$|^(\d{4})(\d{2})(\d{2})$`)

// MeantDay is the day that a text means which is written otherwise than folders are named: 2026-12-06
// for 2026-12-6, 2026年12月6日, 2026/12/6, 20261206. False: no day of the calendar.
func MeantDay(s string) (string, bool) {
	m := dayWritten.FindStringSubmatch(narrow(s))
	if m == nil {
		return "", false
	}
	var n [3]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[1+i] + m[4+i])
	}
	day := fmt.Sprintf("%04d-%02d-%02d", n[0], n[1], n[2])
	_, ok := parseDate(day)
	return day, ok
}

// Editions returns the dates of a paper's editions, oldest first; a folder that is no
// paper's has none. An edition is a folder below editions, or a link to one inside the paper,
// whose name has the form of a date, as 2026-10-20; where that is no day of the calendar,
// loading it says so. What else stands there is none and stays as it is: drafts, archives,
// files, links that lead out. A paper is whole in its folder, so that one that comes from
// elsewhere shows nothing of the machine it is read on; where editions itself leads out the
// error is ErrOutside.
//
// Whoever asks which editions there are asks here.
func Editions(fsys fs.FS) ([]string, error) {
	if leadsOut(fsys, "editions") {
		return nil, ErrOutside
	}
	entries, err := fs.ReadDir(fsys, "editions")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil && isNoFolder(fsys, "editions") {
		return nil, ErrNoFolder
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

// A Misnomer is a folder among the editions whose name is a day in another form than theirs.
type Misnomer struct{ Folder, Day string } // 2026年12月4日, 2026-12-04; the year is 0000 where nothing says it

// dayAlone is a day of a month without a year.
var dayAlone = regexp.MustCompile(`^(\d{1,2})\s*[-月/.．－–—、]\s*(\d{1,2})\s*[日号]?$`)

// Misdated lists the folders among a paper's editions that are none since their names are days in
// another form: 2026年12月4日, 20261204, 12-04. The year of the last is that of the latest edition.
func Misdated(fsys fs.FS) (out []Misnomer) {
	dates, err := Editions(fsys)
	if err != nil {
		return nil
	}
	year := "0000"
	if len(dates) > 0 {
		year = dates[len(dates)-1][:4]
	}
	entries, _ := fs.ReadDir(fsys, "editions")
	for _, e := range entries {
		day, ok := MeantDay(e.Name())
		if m := dayAlone.FindStringSubmatch(narrow(e.Name())); m != nil {
			day, ok = MeantDay("2024-" + m[1] + "-" + m[2])
			day = year + strings.TrimPrefix(day, "2024")
		}
		if ok && day != e.Name() && isFolder(fsys, e) {
			out = append(out, Misnomer{e.Name(), day})
		}
	}
	return out
}

// remedy says how the folder is to be called.
func (m Misnomer) remedy() source.Message {
	if strings.HasPrefix(m.Day, "0000") {
		return source.Msg("name-folder-by-date")
	}
	return source.Msg("rename-to", m.Day)
}

// Latest returns the edition that is meant where nobody says which: of some dates, oldest first, the
// last whose folder has a file in it, else the last. Empty: there are none.
func Latest(fsys fs.FS, dates []string) string {
	for _, date := range slices.Backward(dates) {
		if anyFileIn(fsys, path.Join("editions", date)) {
			return date
		}
	}
	if len(dates) == 0 {
		return ""
	}
	return dates[len(dates)-1]
}

// isNoFolder tells whether what should be a folder is there and is none.
func isNoFolder(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && !info.IsDir()
}

// isFolder tells whether an entry of editions is a folder, or a link to one.
func isFolder(fsys fs.FS, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	name := path.Join("editions", e.Name())
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir() && !leadsOut(fsys, name)
}

// leadsOut tells whether a name leads out of the folder by links; what cannot be asked for
// links has none.
func leadsOut(fsys fs.FS, name string) bool {
	links, ok := fsys.(fs.ReadLinkFS)
	return ok && resolve(links, "", name) == outside
}
