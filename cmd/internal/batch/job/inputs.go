package job

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"banxin/cmd/internal/batch/store"
	"banxin/editions"
)

// gather lists what a job reads of its folder: names and kinds, no contents. Of a paper that
// is all files of the edition's own folder, whatever stands beside paper.yaml, its templates
// and fonts, and of other folders what reading the edition opens; so a paper may lie among
// pictures, outputs and other editions, and changes there change nothing. Of a library it is
// everything. Names that begin with a point are nobody's copy.
func gather(root *os.Root, j *Job) ([]File, error) {
	g := &gatherer{root: root, fsys: root.FS()}
	var err error
	switch {
	case kindOf(j.Kind).library:
		err = g.folder(".")
	case j.Kind != "preflight":
		err = g.paper(j)
	}
	for _, name := range Files(j.Options) {
		if !fs.ValidPath(name) {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
		}
		err = cmp.Or(err, g.file(name))
	}
	slices.SortFunc(g.out, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return slices.CompactFunc(g.out, func(a, b File) bool { return a.Name == b.Name }), err
}

type gatherer struct {
	root *os.Root
	fsys fs.FS
	out  []File
}

// ofDay are names of pages of some day, which lie about in archives by the thousand.
var ofDay = regexp.MustCompile(`(1[89]|20)\d\d[-_.]?[01]\d[-_.]?[0-3]\d.*\.(txt|pdf|TXT|PDF)$`)

// paper lists what an edition of a paper needs.
func (g *gatherer) paper(j *Job) error {
	entries, err := fs.ReadDir(g.fsys, ".")
	if err != nil {
		return err
	}
	others := false
	for _, e := range entries {
		name := e.Name()
		switch {
		case strings.HasPrefix(name, "."), name == "editions", path.Ext(name) == ".jsonl", name == editions.StaffFile: // a list of jobs; accounts are for nobody else
		case name == "templates" || name == "fonts":
			err = g.any(name)
		case e.IsDir() || ofDay.MatchString(name) || Page(name) && DayOf(name) != "":
			others = true
		default:
			err = g.file(name)
		}
		if err != nil {
			return err
		}
	}
	if _, err := fs.Stat(g.fsys, path.Join("editions", j.Edition)); err != nil || j.Edition == "" {
		return nil // it comes of another job, or is begun by this one
	}
	if err := g.folder(path.Join("editions", j.Edition)); err != nil {
		return err
	}
	if others {
		return g.opened(j.Edition)
	}
	return nil
}

// opened adds what reading the edition opens in further folders.
func (g *gatherer) opened(date string) error {
	r := &recorder{FS: g.fsys, names: map[string]bool{}}
	if _, _, err := editions.LoadWith(r, date, editions.Options{}); err != nil {
		return err
	}
	for name := range r.names {
		if top, _, _ := strings.Cut(name, "/"); top == "editions" || top == "templates" || top == "fonts" {
			continue
		}
		if st, err := fs.Stat(g.fsys, name); err == nil && st.Mode().IsRegular() {
			if err := g.file(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// recorder notes which names are opened.
type recorder struct {
	fs.FS
	mu    sync.Mutex
	names map[string]bool
}

func (r *recorder) Open(name string) (fs.File, error) {
	r.mu.Lock()
	r.names[name] = true
	r.mu.Unlock()
	return r.FS.Open(name)
}

// any adds a folder, a link to one, or a file.
func (g *gatherer) any(name string) error {
	st, err := g.root.Lstat(name)
	if err == nil && st.IsDir() {
		return g.folder(name)
	}
	return g.file(name)
}

// folder adds all below a folder; an empty one by its name with a slash.
func (g *gatherer) folder(dir string) error {
	entries, err := fs.ReadDir(g.fsys, dir)
	if err != nil {
		return err
	}
	if len(entries) == 0 && dir != "." {
		g.out = append(g.out, File{Name: dir + "/"})
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		name := path.Join(dir, e.Name())
		if e.IsDir() {
			err = g.folder(name)
		} else {
			err = g.file(name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// file adds a file, or a link as it is, since where it leads is for the edition's reader to
// judge; what a link within the folder leads to comes too.
func (g *gatherer) file(name string) error {
	st, err := g.root.Lstat(name)
	if err != nil {
		return err
	}
	switch {
	case st.Mode().IsRegular():
		g.out = append(g.out, File{Name: name, Size: st.Size()})
	case st.Mode()&fs.ModeSymlink != 0:
		to, err := g.root.Readlink(name)
		if err != nil {
			return err
		}
		g.out = append(g.out, File{Name: name, Link: filepath.ToSlash(to)})
		target := path.Join(path.Dir(name), filepath.ToSlash(to))
		if path.IsAbs(to) || !fs.ValidPath(target) || target == "." || len(g.out) > 0 && g.has(target) {
			return nil
		}
		if _, err := g.root.Lstat(target); err == nil {
			return g.any(target)
		}
	}
	return nil
}

func (g *gatherer) has(name string) bool {
	return slices.ContainsFunc(g.out, func(f File) bool { return f.Name == name || strings.HasPrefix(f.Name, name+"/") })
}

// hashed fills in hashes and sizes of files in a folder.
func (d *Desk) hashed(root *os.Root, dir string, files []File) error {
	for i := range files {
		if files[i].Link != "" || strings.HasSuffix(files[i].Name, "/") {
			continue
		}
		f, err := root.Open(files[i].Name)
		if err != nil {
			return err
		}
		files[i].Hash, files[i].Size, err = d.hash(f, filepath.Join(dir, filepath.FromSlash(files[i].Name)))
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// Large files are read once, however many jobs read them: the shares of an edition have the same
// photographs. A file as young as that may change and look the same.
const (
	largeFile = 1 << 20
	youngFile = 2 * time.Second
)

// known is a large file that was read, or is being read.
type known struct {
	size int64
	at   time.Time     // when it was changed
	over chan struct{} // closed when it was read
	hash string        // empty: it has to be read again
}

// hash reads a file, unless it was read since it was changed.
func (d *Desk) hash(f *os.File, name string) (hash string, size int64, err error) {
	st, err := f.Stat()
	if err != nil || st.Size() < largeFile || time.Since(st.ModTime()) < youngFile {
		return store.HashOf(f)
	}
	d.mu.Lock()
	k := d.files[name]
	mine := k == nil || k.size != st.Size() || !k.at.Equal(st.ModTime())
	if mine {
		k = &known{size: st.Size(), at: st.ModTime(), over: make(chan struct{})}
		if d.files == nil {
			d.files = map[string]*known{}
		}
		d.files[name] = k
	}
	d.mu.Unlock()
	if !mine {
		if <-k.over; k.hash != "" {
			return k.hash, k.size, nil
		}
		return store.HashOf(f)
	}
	defer close(k.over)
	hash, size, err = store.HashOf(f)
	if now, e := f.Stat(); err == nil && e == nil && now.ModTime().Equal(k.at) && size == k.size {
		k.hash = hash
	} else {
		d.forget(name)
	}
	return hash, size, err
}

// forget has a file read again.
func (d *Desk) forget(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.files, name)
}

// digest is the hash of what a job reads.
func digest(files []File) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%q %s %q\n", f.Name, f.Hash, f.Link)
	}
	return hex.EncodeToString(h.Sum(nil))
}
