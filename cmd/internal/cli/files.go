package cli

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
)

// outputs are files on their way: they are written into a folder of their own inside
// the destination, so on the same disk, and moved to their places together when all of
// them are whole. Until then the destination is as it was.
//
//	o, err := stage("out")
//	defer o.abandon()
//	err = o.write(ctx, "x.pdf", func(w io.Writer) error { … })
//	err = o.commit()
//
// write may be called from several goroutines.
type outputs struct {
	dir, tmp string
	made     string // the topmost folder that had to be made; empty: none
	mu       sync.Mutex
	files    []report.File
	stale    []string                    // files of the last build that this one does not make again
	place    func(from, to string) error // os.Rename; tests make it fail
}

// stage makes the destination, where need be, and the folder inside it.
func stage(dir string) (*outputs, error) {
	o := &outputs{dir: dir, place: os.Rename}
	o.made = firstMissing(dir)
	err := os.MkdirAll(dir, 0o777)
	if err == nil {
		o.tmp, err = os.MkdirTemp(dir, ".banxin-*")
	}
	if err != nil {
		o.unmake()
		return nil, words.Fault("cannot write into %s: %v", dir, err)
	}
	return o, nil
}

// firstMissing returns the topmost folder of dir's path that does not exist, or "".
func firstMissing(dir string) string {
	missing := ""
	for d := filepath.Clean(dir); ; d = filepath.Dir(d) {
		if _, err := os.Lstat(d); err == nil || d == filepath.Dir(d) {
			return missing
		}
		missing = d
	}
}

// write makes one file of what fill writes.
func (o *outputs) write(ctx context.Context, name string, fill func(io.Writer) error) error {
	at := filepath.Join(o.tmp, name)
	err := os.MkdirAll(filepath.Dir(at), 0o777)
	var f *os.File
	if err == nil {
		f, err = os.OpenFile(at, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	}
	if err != nil {
		return words.Fault("cannot write %s: %v", name, err)
	}
	w := &sink{ctx: ctx, file: f, hash: sha256.New()}
	b := bufio.NewWriterSize(w, 256<<10)
	err = fill(b)
	err = cmp.Or(err, b.Flush(), w.err)
	if e := f.Close(); err == nil {
		err = e
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if w.err != nil { // the disk's fault, however the writer put it
		return words.Fault("cannot write %s: %v", name, w.err)
	}
	if err != nil {
		return words.Fault("cannot make %s: %v", name, err)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.files = append(o.files, report.File{Name: name, Bytes: w.n, SHA256: hex.EncodeToString(w.hash.Sum(nil))})
	return nil
}

// open opens a file that write has made, before commit.
func (o *outputs) open(name string) (*os.File, error) {
	f, err := os.Open(filepath.Join(o.tmp, name))
	if err != nil {
		return nil, words.Fault("cannot read %s: %v", name, err)
	}
	return f, nil
}

// sink writes to a file and to its hash, until the context ends.
type sink struct {
	ctx  context.Context
	file *os.File
	hash hash.Hash
	n    int64
	err  error
}

func (s *sink) Write(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.file.Write(p)
	s.hash.Write(p[:n])
	s.n += int64(n)
	s.err = err
	return n, err
}

// list returns the files made, by name.
func (o *outputs) list() []report.File {
	o.mu.Lock()
	defer o.mu.Unlock()
	slices.SortFunc(o.files, func(a, b report.File) int { return strings.Compare(a.Name, b.Name) })
	return slices.Clone(o.files)
}

// retire marks those files of the destination's report.json that gone says this build
// would have made and has not: a page that the edition no longer has. commit removes them.
func (o *outputs) retire(gone func(name string) bool) {
	data, err := os.ReadFile(filepath.Join(o.dir, "report.json"))
	var last struct{ Files []report.File }
	if err != nil || json.Unmarshal(data, &last) != nil {
		return
	}
	now := o.list()
	for _, f := range last.Files {
		made := slices.ContainsFunc(now, func(n report.File) bool { return n.Name == f.Name })
		if !made && filepath.IsLocal(f.Name) && gone(f.Name) {
			o.stale = append(o.stale, f.Name)
		}
	}
}

// commit moves all files to their places. When one cannot be moved those before it are
// taken back, so that the destination is as it was.
func (o *outputs) commit() error {
	old := filepath.Join(o.tmp, ".old")
	if err := os.Mkdir(old, 0o777); err != nil {
		return words.Fault("cannot write into %s: %v", o.dir, err)
	}
	files := o.list()
	for i, f := range files {
		err := o.replace(f.Name, old)
		if err == nil {
			continue
		}
		for _, done := range files[:i] {
			o.restore(done.Name, old)
		}
		return words.Fault("cannot write %s: %v", filepath.Join(o.dir, f.Name), err)
	}
	for _, name := range o.stale {
		os.Remove(filepath.Join(o.dir, name))
		o.tidy(filepath.Dir(name))
	}
	return os.RemoveAll(o.tmp)
}

// replace puts a new file in its place and keeps the old one.
func (o *outputs) replace(name, old string) error {
	to := filepath.Join(o.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o777), os.MkdirAll(filepath.Dir(filepath.Join(old, name)), 0o777)); err != nil {
		return err
	}
	if st, err := os.Lstat(to); err == nil && st.IsDir() {
		return words.Fault("a folder stands there")
	} else if err == nil {
		if err := keep(to, filepath.Join(old, name)); err != nil {
			return err
		}
	}
	err := o.place(filepath.Join(o.tmp, name), to)
	if err != nil {
		o.restore(name, old)
	}
	return err
}

// keep gives a file a second name, or where the disk knows no second names, another one.
func keep(file, name string) error {
	if os.Link(file, name) == nil {
		return nil
	}
	return os.Rename(file, name)
}

func (o *outputs) restore(name, old string) {
	to := filepath.Join(o.dir, name)
	if os.Rename(filepath.Join(old, name), to) != nil {
		os.Remove(to) // there was none
		o.tidy(filepath.Dir(name))
	}
}

// tidy removes a folder below the destination, and those above it, where they are empty.
func (o *outputs) tidy(dir string) {
	for ; dir != "." && os.Remove(filepath.Join(o.dir, dir)) == nil; dir = filepath.Dir(dir) {
	}
}

// abandon removes whatever has not been committed. It may be called after commit.
func (o *outputs) abandon() {
	os.RemoveAll(o.tmp)
	o.unmake()
}

// unmake removes the folders that stage made, where they are empty.
func (o *outputs) unmake() {
	if o.made == "" {
		return
	}
	for d := filepath.Clean(o.dir); ; d = filepath.Dir(d) {
		if os.Remove(d) != nil || d == o.made {
			return
		}
	}
}
