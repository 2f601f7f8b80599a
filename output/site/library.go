package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"banxin/editions/source"
	"banxin/output/internal/voice"
)

// Issue is an e-paper of the library, as its edition.json says.
type Issue struct {
	Format    string  `json:"format"`
	Paper     string  `json:"paper"`
	Latin     string  `json:"latin"`
	Date      string  `json:"date"`
	Number    int     `json:"issue"`
	Language  string  `json:"language"`
	Publisher string  `json:"publisher"`
	CN        string  `json:"cn"`
	ISSN      string  `json:"issn"`
	Modified  string  `json:"modified"`
	Pages     []Page  `json:"pages"`
	Stories   []Story `json:"stories"` // in reading order
	Withdrawn []Gone  `json:"withdrawn"`

	Look *voice.Look `json:"look"` // of the paper's voice

	dir          string // slash path in the library
	digest       string // of all that its documents are made of
	stamp        string // sizes and times of the files that the digest is of; empty: not known
	newer, older *Issue
}

// Page is a page of an issue.
type Page struct {
	ID      string `json:"id"`
	Number  int    `json:"number"`
	Name    string `json:"name"`
	Section string `json:"section"`
	JSON    string `json:"json"`
	Image   struct {
		Href   string `json:"href"`
		Width  int    `json:"width"`
		Height int    `json:"height"`
	} `json:"image"`
}

// Story is a story of an issue.
type Story struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Section string `json:"section"`
	Pages   []int  `json:"pages"`
	HTML    string `json:"html"`
	Ninjs   string `json:"ninjs"`
	Places  string `json:"places"`

	Modified    string   `json:"modified"` // when it came to what it says now
	Corrections []Change `json:"corrections"`
}

const format = "banxin-epaper"

// key is the issue's folder in the site, and the beginning of its stories' addresses.
func (i *Issue) key() string { return strings.ReplaceAll(i.Date, "-", "/") }

// stem is the name that the files of the edition begin with: tcrb-20261020.
func (i *Issue) stem() string { return strings.TrimSuffix(path.Base(i.dir), "-epaper") }

var endOfStem = regexp.MustCompile(`-?[0-9]{8}$`)

// code is the paper's short name, of the names of its files.
func (i *Issue) code() string {
	return cmp.Or(strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			if r < '0' || r > '9' {
				return -1
			}
		}
		return r
	}, strings.ToLower(endOfStem.ReplaceAllString(i.stem(), ""))), "paper")
}

func (i *Issue) day() time.Time {
	t, _ := time.Parse(time.DateOnly, i.Date)
	return t
}

// scan finds the e-papers of a library, the newest first. Those that are known by their
// folders, and have the same stamp, are not read again.
func scan(lib fs.FS, known map[string]*Issue) ([]*Issue, []Problem, error) {
	var dirs []string
	if err := find(lib, ".", &dirs); err != nil {
		return nil, nil, err
	}
	found, errs := make([]*Issue, len(dirs)), make([]error, len(dirs))
	each(len(dirs), func(n int) {
		stamp := stampOf(lib, dirs[n])
		if old := known[dirs[n]]; old != nil && stamp != "" && old.stamp == stamp {
			same := *old // which may be in use
			found[n] = &same
		} else if found[n], errs[n] = readIssue(lib, dirs[n]); errs[n] == nil {
			found[n].stamp = stamp
		}
	})
	var issues []*Issue
	var problems []Problem
	for n, i := range found {
		if errs[n] != nil {
			problems = append(problems, problem(dirs[n], errs[n]))
		} else {
			issues = append(issues, i)
		}
	}
	slices.SortStableFunc(issues, func(a, b *Issue) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.dir, b.dir))
	})
	return issues, problems, nil
}

// each does n things on all processors.
func each(n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

// find lists the folders that have an edition.json; there are no e-papers inside them.
func find(lib fs.FS, dir string, out *[]string) error {
	entries, err := fs.ReadDir(lib, dir)
	if err != nil {
		if dir == "." {
			return err
		}
		return nil // what cannot be read is not there
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "edition.json" && e.Type().IsRegular() }) {
		*out = append(*out, dir)
		return nil
	}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			if err := find(lib, path.Join(dir, e.Name()), out); err != nil {
				return err
			}
		}
	}
	return nil
}

// stampOf is the sizes and times of what an issue's digest is of; empty where a file has none.
func stampOf(lib fs.FS, dir string) string {
	i := Issue{dir: dir}
	h := sha256.New()
	add := func(name string) bool {
		info, err := fs.Stat(lib, name)
		if err != nil || info.ModTime().IsZero() {
			return false
		}
		fmt.Fprintln(h, name, info.Size(), info.ModTime().UnixNano())
		return true
	}
	if !add(path.Join(dir, "edition.json")) {
		return ""
	}
	if !add(i.manifestOf()) && fs.WalkDir(lib, dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !add(name) {
			err = fs.ErrInvalid
		}
		return err
	}) != nil {
		return ""
	}
	return string(h.Sum(nil))
}

var plainDate = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

func readIssue(lib fs.FS, dir string) (*Issue, error) {
	data, err := fs.ReadFile(lib, path.Join(dir, "edition.json"))
	if err != nil {
		return nil, err
	}
	i := &Issue{dir: dir}
	if err := json.Unmarshal(data, i); err != nil {
		return nil, source.Faultf("cannot-read-file", "edition.json", err)
	}
	switch {
	case i.Format != format:
		return nil, source.Faultf("edition-json-none-of-e-paper")
	case !plainDate.MatchString(i.Date) || i.day().IsZero():
		return nil, source.Faultf("edition-json-no-date")
	case len(i.Pages) == 0 || len(i.Stories) == 0:
		return nil, source.Faultf("edition-json-no-pages-or-stories")
	}
	for _, p := range i.Pages {
		if !plainName(p.ID) || !fs.ValidPath(p.JSON) || !fs.ValidPath(p.Image.Href) {
			return nil, source.Faultf("edition-json-names-page", strconv.Quote(p.ID))
		}
	}
	for _, s := range i.Stories {
		if !plainName(s.ID) || !fs.ValidPath(s.HTML) || !fs.ValidPath(s.Ninjs) {
			return nil, source.Faultf("edition-json-names-story", strconv.Quote(s.ID))
		}
	}
	for _, g := range i.Withdrawn {
		if !plainName(g.ID) || !fs.ValidPath(g.HTML) {
			return nil, source.Faultf("edition-json-names-story", strconv.Quote(g.ID))
		}
	}
	i.digest, err = digestOf(lib, i, data)
	return i, err
}

var names = regexp.MustCompile(`^[0-9A-Za-z_][0-9A-Za-z._-]*$`)

// plainName tells whether a name can be that of a document on any disk and in any address.
func plainName(s string) bool { return len(s) <= 100 && names.MatchString(s) }

// manifest is the part of a build's manifest that the site reads: its files by name, with
// their digests.
type manifest struct {
	Files []struct {
		Name   string `json:"name"`
		SHA256 string `json:"sha256"`
	} `json:"files"`
}

// manifestOf is the name of the manifest beside an e-paper.
func (i *Issue) manifestOf() string { return path.Join(path.Dir(i.dir), i.stem()+".json") }

// digestOf is the digest of an issue: that of the build's manifest, which has those of all
// its files, and else that of the files.
func digestOf(lib fs.FS, i *Issue, edition []byte) (string, error) {
	h := sha256.New()
	h.Write(edition)
	if data, err := fs.ReadFile(lib, i.manifestOf()); err == nil {
		h.Write(data)
		return fmt.Sprintf("%x", h.Sum(nil)[:12]), nil
	}
	err := fs.WalkDir(lib, i.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(lib, name)
		fmt.Fprintf(h, "%s\x00%d\x00", name, len(data))
		h.Write(data)
		return err
	})
	return fmt.Sprintf("%x", h.Sum(nil)[:12]), err
}

// sums returns the digests of an issue's files by path in the library, where there is a
// manifest.
func (i *Issue) sums(lib fs.FS) map[string]string {
	out := map[string]string{}
	data, err := fs.ReadFile(lib, i.manifestOf())
	var m manifest
	if err != nil || json.Unmarshal(data, &m) != nil {
		return out
	}
	for _, f := range m.Files {
		out[path.Join(path.Dir(i.dir), f.Name)] = f.SHA256
	}
	return out
}
