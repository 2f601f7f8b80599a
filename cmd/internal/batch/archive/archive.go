// Package archive makes lists of jobs of what lies in a folder: papers with their editions, or
// the texts and PDF files of pages by date.
//
//	plan, err := archive.Plan("library", "papers", archive.Options{To: []string{"pdf", "epub"}})
//	err = plan.Write(w)
//
// An edition is one job, or, with many pictures, several that make shares of it and one that
// puts them together. An issue of page texts is three: its pages are imported together, since
// stories go on from one to another, then made up, then made. The site and the catalogue come
// after all.
package archive

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banxin/cmd/internal/batch/job"
	"banxin/editions"
)

// Options say which jobs are made.
type Options struct {
	To        []string  // kinds of output; none: as banxin build has them
	From, Til string    // dates of editions, both with; empty: any
	Latest    bool      // of each paper the latest edition alone
	Auto      bool      // pages without slots are made up
	Large     int64     // bytes of pictures of a share of an edition; 0: none is split
	Site      string    // address of a web site to make of all; empty: none
	Catalogue string    // the same of a catalogue
	Template  string    // of pages made up of page texts; empty: the import's own
	Due       time.Time // of all editions; zero: none
	Priority  int
	Unread    bool // inputs are not read: changes since will not be noticed
}

// List is a plan: jobs in the order in which they can be done.
type List struct {
	Jobs        []job.Job
	Papers      int
	Issues      int
	Pages       int      // texts and PDF files of pages
	Unnamed     []string // papers whose names cannot be those of jobs
	Passed      []Passed // papers in whose folders lie files that could be pages, and are not read
	Beside      []Beside // papers with editions that have pages of other days too
	First, Last string   // days of all editions and pages, whether they were asked for or not; empty: there are none
}

// Passed is a paper in whose folder there are texts and PDF files that say no day, or links, which are
// passed over.
type Passed struct {
	Dir   string
	Files int
	Names []string // of the first of them, mostNamed at most
}

// mostNamed is how many files that are passed over are named.
const mostNamed = 3

func (p *Passed) add(name string) {
	if p.Files++; len(p.Names) < mostNamed {
		p.Names = append(p.Names, name)
	}
}

// Beside is a paper with editions in whose folder there are texts or PDF files of pages by date too,
// which are passed over: they could be anybody's.
type Beside struct {
	Dir   string
	Files int
	First string // of the files, by name
}

// Write writes the jobs, a line each.
func (l *List) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for i := range l.Jobs {
		if err := e.Encode(&l.Jobs[i]); err != nil {
			return err
		}
	}
	return nil
}

// Plan looks through a folder below dir, in which the paths of the jobs begin.
func Plan(dir, sub string, o Options) (*List, error) {
	p := &planner{dir: dir, o: o, pages: map[string]map[string][]string{}}
	if err := p.walk(sub); err != nil {
		return nil, err
	}
	p.issues()
	p.library()
	return &p.List, nil
}

type planner struct {
	List
	dir   string
	o     Options
	pages map[string]map[string][]string // files of pages by paper's folder and date
}

// walk looks through a folder for papers and for pages. Below a paper's folder only pages can
// be of interest, which are that paper's.
func (p *planner) walk(at string) error {
	entries, err := os.ReadDir(filepath.Join(p.dir, filepath.FromSlash(at)))
	if err != nil {
		return err
	}
	isPaper := slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "paper.yaml" && e.Type().IsRegular() })
	has := slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "editions" && e.IsDir() })
	if has {
		return p.paper(at)
	}
	if isPaper {
		p.Papers++
		return p.scans(at)
	}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			if err := p.walk(path.Join(at, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// paper adds the editions of a paper.
func (p *planner) paper(at string) error {
	fsys := os.DirFS(filepath.Join(p.dir, filepath.FromSlash(at)))
	dates, err := editions.Editions(fsys)
	if err != nil {
		return fmt.Errorf("%s: %w", at, err)
	}
	p.Papers++
	if err := p.beside(at); err != nil {
		return err
	}
	dates = slices.DeleteFunc(dates, func(d string) bool { return !p.wanted(d) })
	if p.o.Latest && len(dates) > 0 {
		dates = []string{editions.Latest(fsys, dates)}
	}
	for _, d := range dates {
		if err := p.edition(at, d); err != nil {
			return err
		}
	}
	return nil
}

// wanted tells whether a day is asked for.
func (p *planner) wanted(date string) bool {
	if p.First == "" || date < p.First {
		p.First = date
	}
	p.Last = max(p.Last, date)
	return (p.o.From == "" || date >= p.o.From) && (p.o.Til == "" || date <= p.o.Til)
}

// id makes an id of a folder and a date.
func id(at, date string) string {
	if at == "." {
		return date
	}
	return strings.ReplaceAll(strings.ReplaceAll(at, "_", "__"), "/", "_") + "_" + date
}

// edition adds the jobs of an edition.
func (p *planner) edition(at, date string) error {
	j := job.Job{ID: id(at, date), Kind: "build", Dir: at, Edition: date, To: p.o.To, Due: p.o.Due, Priority: p.o.Priority}
	if p.o.Auto {
		j.Options = map[string]string{"auto": "true"}
	}
	if !job.ValidID(j.ID) {
		p.Unnamed = append(p.Unnamed, at)
		return nil
	}
	if !p.o.Unread {
		var err error
		if j.Inputs, err = job.Digest(p.dir, &j); err != nil {
			return err
		}
	}
	for k, of := 1, p.shares(at, date); k <= of && of > 1; k++ {
		part := j
		part.After = nil // of the build alone
		part.ID, part.Kind, part.Options = fmt.Sprintf("%s.%d", j.ID, k), "part", map[string]string{job.Share: fmt.Sprintf("%d/%d", k, of)}
		for o, v := range j.Options {
			part.Options[o] = v
		}
		p.Jobs = append(p.Jobs, part)
		j.After = append(j.After, part.ID)
	}
	p.Jobs = append(p.Jobs, j)
	p.Issues++
	return nil
}

// photographs are the forms of pictures that are slow to make.
var photographs = []string{".jpg", ".jpeg", ".tif", ".tiff", ".png", ".webp"}

// shares is in how many parts an edition is split: by what its pictures weigh.
func (p *planner) shares(at, date string) int {
	if p.o.Large <= 0 {
		return 1
	}
	var size int64
	filepath.WalkDir(filepath.Join(p.dir, filepath.FromSlash(at), "editions", date), func(name string, e fs.DirEntry, err error) error {
		if err == nil && slices.Contains(photographs, strings.ToLower(filepath.Ext(name))) {
			if st, err := e.Info(); err == nil {
				size += st.Size()
			}
		}
		return nil
	})
	return min(int((size+p.o.Large-1)/p.o.Large), job.MostShares)
}

// library adds what is made of all.
func (p *planner) library() {
	var all []string
	for _, j := range p.Jobs {
		if j.Kind == "build" {
			all = append(all, j.ID)
		}
	}
	if len(all) == 0 {
		return
	}
	for _, l := range []struct{ kind, base string }{{"site", p.o.Site}, {"opds", p.o.Catalogue}} {
		if l.base != "" {
			p.Jobs = append(p.Jobs, job.Job{ID: l.kind, Kind: l.kind, Options: map[string]string{"base": l.base}, After: all, Partial: true, Priority: p.o.Priority})
		}
	}
}
