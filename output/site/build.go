package site

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"banxin/output/index"
)

// Folder is where a site is written to.
type Folder interface {
	fs.FS // what is there
	WriteFile(name string, data []byte) error
	Remove(name string) error
}

// Report says what a Build did.
type Report struct {
	Papers   int       `json:"papers"`
	Issues   int       `json:"issues"`
	Made     int       `json:"made"`    // issues whose documents were made anew
	Written  int       `json:"written"` // files
	Kept     int       `json:"kept"`    // files looked at that stood as they should
	Removed  int       `json:"removed"`
	Bare     bool      `json:"bare"` // without an address: no feeds, sitemaps, cards
	Problems []Problem `json:"problems,omitempty"`
}

// stateFile keeps the digests of what a site's documents were made of, for the next Build.
// It is written last: a Build that was interrupted is done again.
const stateFile = "site.json"

// state is what a Build remembers for the next one.
type state struct {
	Version int               `json:"version"`
	Options string            `json:"options"`
	Units   map[string]string `json:"units"` // digests by name
}

const stateVersion = 1

// Build writes the sites of a library's papers. Documents of issues and months that are
// as they were are not made again, and files that stand as they should are not written.
func Build(lib fs.FS, www Folder, o Options) (*Report, error) {
	b := builder{www: www, states: map[string]state{}}
	sites, problems, err := whole(lib, o, nil, b.check)
	if err != nil {
		return nil, err
	}
	r := &Report{Papers: len(sites), Bare: o.Base == "", Problems: problems}
	if len(sites) == 0 {
		return r, nil // what is there stays
	}
	b.report = r
	for _, s := range sites {
		r.Issues += len(s.issues)
		b.site(s)
	}
	b.top(sites)
	if b.err != nil {
		return nil, fmt.Errorf("site: %w", b.err)
	}
	return r, nil
}

// builder writes files and counts.
type builder struct {
	www    Folder
	report *Report
	root   string
	states map[string]state // of the Build before, by the site's root
	err    error
}

// stale tells whether an issue's documents are to be made anew.
func (b *builder) stale(s *Site, i *Issue) bool {
	old := b.state(s.root)
	return old.Version != stateVersion || old.Options != s.options() || old.Units[i.key()] != s.issueUnit(i).digest
}

// check tells what of an issue whose documents are to be made anew is not there, or is a
// picture that cannot be made smaller.
func (b *builder) check(s *Site, i *Issue) error {
	if !b.stale(s, i) {
		return nil
	}
	l, err := s.complete(i)
	if err != nil {
		return err
	}
	pictures := slices.DeleteFunc(l.allPictures(), func(p *picture) bool {
		return b.there(s.root+p.small()) || b.there(s.root+p.shown()) // it has been made smaller
	})
	errs := make([]error, len(pictures))
	each(len(pictures), func(n int) { errs[n] = pictures[n].decodes(s.lib) })
	return cmp.Or(errs...)
}

func (b *builder) site(s *Site) {
	b.root = s.root
	old := b.state(s.root)
	now := state{stateVersion, s.options(), map[string]string{}}
	all := old.Version != stateVersion || old.Options != now.Options
	for _, u := range s.units() {
		now.Units[u.name] = u.digest
		if all || old.Units[u.name] != u.digest {
			b.unit(u)
		}
	}
	b.search(s)
	lists := s.lists()
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		if name != "sw.js" {
			b.put(file{name: name, make: lists[name]})
		}
	}
	b.put(file{name: "sw.js", make: lists["sw.js"]}) // when all that it lists is there
	b.sweep(s, old, now)
	b.put(file{name: stateFile, make: func() ([]byte, error) { return append(mustJSON(now), '\n'), nil }})
}

// options is what all documents depend on.
func (s *Site) options() string {
	return strings.Join([]string{s.look.digest, s.o.Base, s.o.Title, s.o.Generator, s.lang, recipe}, " ")
}

func (b *builder) state(root string) state {
	st, read := b.states[root]
	if read {
		return st
	}
	data, err := fs.ReadFile(b.www, root+stateFile)
	if err != nil || json.Unmarshal(data, &st) != nil {
		st = state{}
	}
	b.states[root] = st
	return st
}

// unit makes the documents of an issue or a month, and removes what was there before.
func (b *builder) unit(u unit) {
	if b.err != nil {
		return
	}
	files, err := u.files()
	if err != nil {
		b.err = err
		return
	}
	if strings.Count(u.name, "/") == 2 {
		b.report.Made++
	}
	placed := map[string]bool{}
	for _, f := range files {
		placed[f.name] = true
	}
	b.putAll(files)
	if strings.Count(u.name, "/") == 2 {
		b.clear(u.name, placed)
		b.clear(pictures+u.name, placed)
	}
}

// clear removes the files of a folder that are not placed.
func (b *builder) clear(folder string, placed map[string]bool) {
	var stale []string
	fs.WalkDir(b.www, path.Join(b.root, folder), func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && !placed[strings.TrimPrefix(name, b.root)] {
			stale = append(stale, name)
		}
		return nil
	})
	for _, name := range stale {
		b.remove(name)
	}
}

func (b *builder) remove(name string) {
	if b.err != nil {
		return
	}
	if b.err = b.www.Remove(name); b.err == nil {
		b.report.Removed++
	}
}

// putAll makes files on all processors and writes them in order.
func (b *builder) putAll(files []file) {
	type made struct {
		data []byte
		err  error
	}
	out := make([]chan made, len(files))
	todo := make([]bool, len(files))
	for i, f := range files {
		out[i], todo[i] = make(chan made, 1), !f.frozen || !b.there(b.root+f.name)
	}
	var next atomic.Int64
	ahead := make(chan struct{}, 2*runtime.GOMAXPROCS(0)) // of the one who writes
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for {
				ahead <- struct{}{} // before the number is taken: who has one never waits
				i := int(next.Add(1)) - 1
				if i >= len(files) {
					return
				}
				var m made
				if todo[i] {
					m.data, m.err = files[i].make()
				}
				out[i] <- m
			}
		}()
	}
	for i, f := range files {
		m := <-out[i]
		<-ahead
		if !todo[i] {
			b.report.Kept++
			continue
		}
		b.put(file{name: f.name, make: func() ([]byte, error) { return m.data, m.err }})
	}
}

func (b *builder) there(name string) bool {
	info, err := fs.Stat(b.www, name)
	return err == nil && info.Mode().IsRegular()
}

// put writes a file, unless it is there as it should be.
func (b *builder) put(f file) {
	if b.err != nil {
		return
	}
	name := b.root + f.name
	data, err := f.make()
	if err != nil {
		b.err = err
		return
	}
	if old, err := fs.ReadFile(b.www, name); err == nil && bytes.Equal(old, data) {
		b.report.Kept++
		return
	}
	if b.err = b.www.WriteFile(name, data); b.err == nil {
		b.report.Written++
	}
}

// search writes the index: new segments, then the list of segments, and what is no more.
func (b *builder) search(s *Site) {
	if b.err != nil {
		return
	}
	changes := index.Update(keptIndex(func(name string) ([]byte, error) { return fs.ReadFile(b.www, b.root+name) }), s.indexed())
	keep := map[string]bool{}
	for _, folder := range changes.Keep {
		keep[folder] = true
	}
	for _, f := range changes.Write {
		keep[index.Folder(f.Name)] = true
		if name, data, ok := searchFile(f); ok {
			b.put(file{name: name, make: func() ([]byte, error) { return data, nil }})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(changes.Problems)) {
		b.report.Problems = append(b.report.Problems, problem(name, changes.Problems[name]))
	}
	entries, _ := fs.ReadDir(b.www, path.Join(b.root, searchFolder))
	for _, e := range entries {
		if e.IsDir() && !keep[e.Name()] {
			b.clear(searchFolder+e.Name(), nil)
		}
	}
}

// sweep removes what is of issues, months and sections that are no more, and programs and
// style sheets of before.
func (b *builder) sweep(s *Site, old, now state) {
	for _, name := range slices.Sorted(maps.Keys(old.Units)) {
		if now.Units[name] != "" {
			continue
		}
		if strings.Count(name, "/") == 2 {
			b.clear(name, nil)
			b.clear(pictures+name, nil)
		} else {
			folder := strings.ReplaceAll(name, "-", "/")
			b.drop(folder+"/index.html", "sitemaps/"+name+".xml")
		}
	}
	placed := map[string]bool{}
	for name := range s.lists() {
		placed[name] = true
	}
	for _, m := range s.months {
		for _, f := range m.files() {
			placed[f.name] = true
		}
	}
	for _, folder := range []string{"sections", "assets", "sitemaps"} {
		b.clear(folder, placed)
	}
	for _, name := range []string{"feed.xml", "feed.json", "sitemap.xml", "sitemap-news.xml"} {
		if !placed[name] {
			b.drop(name)
		}
	}
	years := map[string]bool{}
	for _, y := range s.years() {
		years[y.name] = true
	}
	for name := range old.Units {
		if !years[name[:4]] {
			b.drop(name[:4] + "/index.html")
		}
	}
}

// drop removes files where they are there.
func (b *builder) drop(names ...string) {
	for _, name := range names {
		if b.there(b.root + name) {
			b.remove(b.root + name)
		}
	}
}
