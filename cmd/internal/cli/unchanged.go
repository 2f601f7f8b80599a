package cli

import (
	"bytes"
	"io"
	"io/fs"
	"slices"
	"sync"
	"time"
)

// unchangedFiles are files of a folder that were read before and have not changed since, by their size
// and time. Those that have just changed are not kept: within a tick of the disk's clock they can
// change again and look the same.
type unchangedFiles struct {
	mu    sync.Mutex
	files map[string]unchangedFile
	now   func() time.Time
}

type unchangedFile struct {
	fs.FileInfo
	data []byte
	used bool // since the last turn
	sure bool // nothing has been told of it since it was looked at
}

// tick is longer than what clocks of disks take from one time to the next (FAT: two seconds).
const tick = 3 * time.Second

// over is a folder of which unchanged files are not read again, and of what is known not even looked
// at; looked may be nil.
func (k *unchangedFiles) over(fsys fs.FS, looked *looked) fs.FS {
	if d, ok := fsys.(*disk); ok {
		return &unchangedFS{d, k, looked}
	}
	return fsys
}

type unchangedFS struct {
	*disk
	kept   *unchangedFiles
	looked *looked
}

func (k *unchangedFS) Open(name string) (fs.File, error) {
	sure := k.looked.sure(name)
	if sure {
		if f := k.kept.known(name); f != nil {
			return f, nil
		}
	}
	f, err := k.disk.Open(name)
	if err != nil {
		return nil, err
	}
	if _, list := f.(fs.ReadDirFile); list {
		if st, err := f.Stat(); err != nil || !st.Mode().IsRegular() {
			return f, nil
		}
	}
	return &unchangedReader{f, k.kept, name, sure}, nil
}

// knownFile is a file that is known without being opened.
type knownFile struct {
	bytes.Reader
	unchangedFile
}

func (f *knownFile) Stat() (fs.FileInfo, error) { return f.FileInfo, nil }

// Whole is as that of an unchangedReader.
func (f *knownFile) Whole() ([]byte, error) { return f.data, nil }

func (f *knownFile) Close() error { return nil }

// unchangedReader is an open file that can be had whole, without reading it where it is known.
type unchangedReader struct {
	fs.File
	kept *unchangedFiles
	name string
	sure bool // what happens to it from now on is told
}

// Whole is all of the file; it must not be changed.
func (r *unchangedReader) Whole() ([]byte, error) {
	st, err := r.Stat()
	if err != nil {
		return nil, err
	}
	if data := r.kept.get(r.name, st, r.sure); data != nil {
		return data, nil
	}
	data := slices.Grow([]byte{}, int(st.Size())+1)
	for {
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if len(data) == cap(data) {
			data = slices.Grow(data, max(512, len(data)))
		}
	}
	r.kept.put(r.name, st, data, r.sure)
	return data, nil
}

// get is what a file that is open holds, where that is known.
func (k *unchangedFiles) get(name string, st fs.FileInfo, sure bool) []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	f, ok := k.files[name]
	if !ok || f.Size() != st.Size() || !f.ModTime().Equal(st.ModTime()) {
		return nil
	}
	f.used, f.sure = true, f.sure || sure
	k.files[name] = f
	return f.data
}

// known is a file of which nothing has been told since it was looked at; nil: there is none.
func (k *unchangedFiles) known(name string) *knownFile {
	k.mu.Lock()
	defer k.mu.Unlock()
	f, ok := k.files[name]
	if !ok || !f.sure {
		return nil
	}
	if !f.used {
		f.used = true
		k.files[name] = f
	}
	out := &knownFile{unchangedFile: f}
	out.Reset(f.data)
	return out
}

// forget forgets files of certain names.
func (k *unchangedFiles) forget(is func(name string) bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for name := range k.files {
		if is(name) {
			delete(k.files, name)
		}
	}
}

// doubt has every file be looked at before it counts as known.
func (k *unchangedFiles) doubt() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for name, f := range k.files {
		f.sure = false
		k.files[name] = f
	}
}

// turn forgets what nobody has asked for since it was called last.
func (k *unchangedFiles) turn() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for name, f := range k.files {
		if !f.used {
			delete(k.files, name)
			continue
		}
		f.used = false
		k.files[name] = f
	}
}

func (k *unchangedFiles) put(name string, st fs.FileInfo, data []byte, sure bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.files, name)
	if int64(len(data)) != st.Size() || k.now().Sub(st.ModTime()) < tick || len(data) == 0 {
		return
	}
	if k.files == nil {
		k.files = map[string]unchangedFile{}
	}
	k.files[name] = unchangedFile{st, data, true, sure}
}
