// Package opds makes a catalogue of built editions that reading apps can browse: OPDS 1.2
// and 2.0, as plain files beside the editions for any web server, or answered over HTTP.
//
//	report, err := opds.Build(os.DirFS("library"), writer, opds.Options{Title: "棠川日报"})
//	http.Handle("/", opds.NewHandler(opds.Server{Library: os.DirFS("library")}))
//
// An edition is an EPUB in the library; a PDF and a replica of the same name come with it.
// The same library gives the same bytes.
package opds

import (
	"bytes"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"banxin/output/index"
)

// Folder is where the catalogue stands in the library.
const Folder = "opds"

// Options of a catalogue; the zero value makes an open one in Chinese.
type Options struct {
	Title        string        // empty: the paper's name, where there is one paper
	Base         string        // absolute address of the library, ending in a slash; empty: links are relative
	Search       string        // address of the search that the handler answers; empty: none
	PerPage      int           // editions on a page of a long list, at least; default 50
	English      bool          // words of the catalogue
	Subscription *Subscription // nil: everybody may read everything
	Timeless     bool          // the times of files say nothing, as where they were copied for this Build: none is read, none is written
}

// Subscription is what a reader without one is told.
type Subscription struct {
	Description string // 订阅请拨打 …
	Register    string // address where one can subscribe; may be empty
}

// Writer keeps files by slash path from the library's folder.
type Writer interface {
	WriteFile(name string, data []byte) error
	Remove(name string) error
}

// Report says what a Build did.
type Report struct {
	Editions int       `json:"editions"`
	Read     int       `json:"read"`    // editions that were new or changed
	Written  int       `json:"written"` // files
	Kept     int       `json:"kept"`    // files that stood already as they should
	Removed  int       `json:"removed"`
	Problems []Problem `json:"problems,omitempty"`
}

// Problem is an edition that could not be taken in.
type Problem struct {
	Path string `json:"path"`
	Why  string `json:"why"`
	Err  error  `json:"-"` // the same, for those who say it in another language
}

func problem(path string, err error) Problem { return Problem{path, err.Error(), err} }

// Build writes the catalogue of a library into it. Editions known from the last Build by
// size and time are not read again, and files that stand as they should are not written.
func Build(lib fs.FS, w Writer, o Options) (*Report, error) {
	editions, problems, err := editionsOf(lib, o.Timeless)
	if err != nil {
		return nil, fmt.Errorf("opds: %w", err)
	}
	b := builder{lib: lib, w: w, report: &Report{Editions: len(editions), Problems: problems}, there: there(lib)}
	b.pictures(editions)
	c := newCatalog(editions, o)
	names := c.Documents()
	for i, data := range ahead(len(names), func(i int) []byte {
		data, _, _ := c.Document(names[i])
		return data
	}) {
		b.put(names[i], data)
	}
	b.index(editions)
	b.put(stateFile, encodeState(editions))
	b.sweep(c)
	for _, e := range editions {
		if e.fresh {
			b.report.Read++
		}
	}
	if b.err != nil {
		return nil, fmt.Errorf("opds: %w", b.err)
	}
	return b.report, nil
}

// builder writes files, once each, and counts.
type builder struct {
	lib    fs.FS
	w      Writer
	report *Report
	err    error
	there  map[string]int64 // files of the catalogue's folder and their sizes, as they were
	placed map[string]bool
	kept   map[string]bool // folders of the index that stay as they are
}

// there lists the files of the catalogue's folder with their sizes: to ask for each of
// thousands by its name takes longer.
func there(lib fs.FS) map[string]int64 {
	out := map[string]int64{}
	fs.WalkDir(lib, Folder, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if info, err := d.Info(); err == nil {
				out[name] = info.Size()
			}
		}
		return nil
	})
	return out
}

func (b *builder) put(name string, data []byte) {
	if b.err != nil {
		return
	}
	b.expect(name)
	if size, there := b.there[name]; there && size == int64(len(data)) {
		if old, err := fs.ReadFile(b.lib, name); err == nil && bytes.Equal(old, data) {
			b.report.Kept++
			return
		}
	}
	if b.err = b.w.WriteFile(name, data); b.err == nil {
		b.report.Written++
	}
}

func (b *builder) expect(name string) {
	if b.placed == nil {
		b.placed = map[string]bool{}
	}
	b.placed[name] = true
}

// index brings the index of all texts up to date.
func (b *builder) index(editions []*Edition) {
	changes := index.Update(readIndex(b.lib), texts(b.lib, editions))
	b.kept = map[string]bool{}
	for _, folder := range changes.Keep {
		b.kept[indexFolder+folder] = true
	}
	for _, f := range changes.Write {
		b.put(indexName(f.Name), f.Data)
	}
	for _, e := range editions {
		if err := changes.Problems[e.stem()]; err != nil {
			b.report.Problems = append(b.report.Problems, problem(e.EPUB.Path, err))
		}
	}
}

// readIndex reads files of a library's index.
func readIndex(lib fs.FS) func(name string) ([]byte, error) {
	return func(name string) ([]byte, error) { return fs.ReadFile(lib, indexName(name)) }
}

// indexName is where a file of the index stands. All files of the catalogue that end in
// .json are OPDS: who takes them as such, takes no others.
func indexName(name string) string {
	if stem, ok := strings.CutSuffix(name, ".json"); ok {
		name = stem + ".idx"
	}
	return indexFolder + name
}

// pictures makes covers and thumbnails of the editions that want them.
func (b *builder) pictures(editions []*Edition) {
	todo := b.wanting(editions)
	for i, p := range ahead(len(todo), func(i int) (d drawing) {
		d.cover, d.thumb, d.err = todo[i].pictures(b.lib)
		return d
	}) {
		e := todo[i]
		if p.err != nil {
			b.report.Problems = append(b.report.Problems, problem(e.EPUB.Path, p.err))
			e.Cover, e.Thumb = Picture{}, Picture{}
			continue
		}
		b.put(e.coverPath(), p.cover)
		b.put(e.thumbPath(), p.thumb)
	}
}

// wanting lists the editions with a cover that are new, or whose pictures are not there.
func (b *builder) wanting(editions []*Edition) []*Edition {
	var todo []*Edition
	for _, e := range editions {
		switch {
		case e.Cover.Name == "":
		case e.fresh || b.there[e.coverPath()] == 0 || b.there[e.thumbPath()] == 0:
			todo = append(todo, e)
		default:
			b.expect(e.coverPath())
			b.expect(e.thumbPath())
			b.report.Kept += 2
		}
	}
	return todo
}

// drawing is an edition's pictures.
type drawing struct {
	cover, thumb []byte
	err          error
}

// ahead makes n things on all processors, not far ahead of the one who takes them, in order.
func ahead[T any](n int, thing func(i int) T) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		out := make([]chan T, n)
		for i := range out {
			out[i] = make(chan T)
		}
		done := make(chan struct{})
		defer close(done)
		var next atomic.Int64
		for range runtime.GOMAXPROCS(0) {
			go func() {
				for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
					select {
					case out[i] <- thing(i):
					case <-done:
						return
					}
				}
			}()
		}
		for i := range out {
			if !yield(i, <-out[i]) {
				return
			}
		}
	}
}

// sweep removes what an earlier Build left and this one does not want.
func (b *builder) sweep(c *Catalog) {
	var old []string
	for name := range b.there {
		switch {
		case b.kept[path.Dir(name)]:
			b.report.Kept++
		case !b.placed[name] && ours(name):
			old = append(old, name)
		}
	}
	slices.Sort(old)
	for _, name := range old {
		if b.err != nil {
			return
		}
		if b.err = b.w.Remove(name); b.err == nil {
			b.report.Removed++
		}
	}
}

// ours tells whether a file in the catalogue's folder can be one of ours.
func ours(name string) bool {
	switch path.Ext(name) {
	case ".xml", ".json", ".html", ".css", ".jpg", ".bin", ".idx":
		return true
	}
	return false
}
