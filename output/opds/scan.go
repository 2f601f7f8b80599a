package opds

import (
	"cmp"
	"encoding/json"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

const stateFile = Folder + "/catalog.json"

// state is what a Build remembers for the next one.
type state struct {
	Version  int        `json:"version"`
	Editions []*Edition `json:"editions"`
}

const stateVersion = 2

// readState returns the editions of the last Build by path; none when there was none.
func readState(lib fs.FS) map[string]*Edition {
	data, err := fs.ReadFile(lib, stateFile)
	if err != nil {
		return nil
	}
	var s state
	if json.Unmarshal(data, &s) != nil || s.Version != stateVersion {
		return nil
	}
	known := map[string]*Edition{}
	for _, e := range s.Editions {
		if e != nil {
			known[e.EPUB.Path] = e
		}
	}
	return known
}

// Editions reads the editions of a library, newest first, and says which EPUBs could not be
// read.
func Editions(lib fs.FS) ([]*Edition, []Problem, error) { return scan(lib, readState(lib)) }

// editionsOf are the editions as a Build takes them.
func editionsOf(lib fs.FS, timeless bool) ([]*Edition, []Problem, error) {
	if !timeless {
		return Editions(lib)
	}
	editions, problems, err := scan(lib, nil)
	for _, e := range editions {
		for _, f := range []*File{&e.EPUB, e.PDF, e.Replica} {
			if f != nil {
				f.Time = 0
			}
		}
	}
	return editions, problems, err
}

func encodeState(editions []*Edition) []byte { return encodeJSON(state{stateVersion, editions}) }

// scan finds the editions of a library, the newest first.
func scan(lib fs.FS, known map[string]*Edition) ([]*Edition, []Problem, error) {
	files, err := list(lib)
	if err != nil {
		return nil, nil, err
	}
	var epubs []File
	for name, f := range files {
		if !strings.HasSuffix(name, ".epub") {
			continue
		}
		if base, ok := strings.CutSuffix(name, "-replica.epub"); ok {
			if _, comes := files[base+".epub"]; comes {
				continue
			}
		}
		epubs = append(epubs, f)
	}
	slices.SortFunc(epubs, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	editions, problems := readAll(lib, epubs, known)
	for _, e := range editions {
		e.PDF, e.Replica = beside(files, e.stem()+".pdf"), beside(files, e.stem()+"-replica.epub")
	}
	slices.SortStableFunc(editions, func(a, b *Edition) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.EPUB.Path, b.EPUB.Path))
	})
	return editions, problems, nil
}

func beside(files map[string]File, name string) *File {
	if f, ok := files[name]; ok {
		return &f
	}
	return nil
}

// epaperEnd ends the names of e-paper packages, whose many files are no editions.
const epaperEnd = "-epaper"

// list finds the EPUBs and PDFs of a library; hidden folders, the catalogue's and e-paper
// packages are left out.
func list(lib fs.FS) (map[string]File, error) {
	files := map[string]File{}
	err := fs.WalkDir(lib, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			if name == "." {
				return err
			}
			return nil // what cannot be read is not there
		case d.IsDir():
			if name != "." && (name == Folder || strings.HasPrefix(path.Base(name), ".") || strings.HasSuffix(name, epaperEnd)) {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular() || strings.HasPrefix(path.Base(name), "."):
			return nil
		}
		if ext := path.Ext(name); ext != ".epub" && ext != ".pdf" {
			return nil
		}
		if info, err := d.Info(); err == nil {
			files[name] = File{name, info.Size(), info.ModTime().Unix()}
		}
		return nil
	})
	return files, err
}

// readAll reads the EPUBs that are not known, on all processors; the order stays.
func readAll(lib fs.FS, epubs []File, known map[string]*Edition) ([]*Edition, []Problem) {
	editions, errs := make([]*Edition, len(epubs)), make([]error, len(epubs))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(epubs); i = int(next.Add(1)) - 1 {
				if k := known[epubs[i].Path]; k != nil && k.EPUB == epubs[i] && k.EPUB.Time != 0 {
					same := *k // the old one may be in use
					same.fresh = false
					editions[i] = &same
				} else {
					editions[i], errs[i] = readEdition(lib, epubs[i])
				}
			}
		})
	}
	wg.Wait()
	var out []*Edition
	var problems []Problem
	for i, e := range editions {
		if errs[i] != nil {
			problems = append(problems, problem(epubs[i].Path, errs[i]))
		} else {
			out = append(out, e)
		}
	}
	return out, problems
}
