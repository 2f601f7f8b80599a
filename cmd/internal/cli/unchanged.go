package cli

import (
	"io"
	"io/fs"
	"os"
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
	size int64
	at   time.Time
	data []byte
	used bool // since the last turn
}

// tick is longer than what clocks of disks take from one time to the next (FAT: two seconds).
const tick = 3 * time.Second

// over is a folder of which unchanged files are not read again.
func (k *unchangedFiles) over(fsys fs.FS) fs.FS {
	if d, ok := fsys.(*disk); ok {
		return &unchangedFS{d, k}
	}
	return fsys
}

type unchangedFS struct {
	*disk
	kept *unchangedFiles
}

func (k *unchangedFS) Open(name string) (fs.File, error) {
	f, err := k.disk.Open(name)
	if err != nil {
		return nil, err
	}
	if _, list := f.(fs.ReadDirFile); list {
		if st, err := f.Stat(); err != nil || !st.Mode().IsRegular() {
			return f, nil
		}
	}
	return &unchangedReader{f, k.kept, name}, nil
}

// unchangedReader is an open file that can be had whole, without reading it where it is known.
type unchangedReader struct {
	fs.File
	kept *unchangedFiles
	name string
}

// Whole is all of the file; it must not be changed.
func (r *unchangedReader) Whole() ([]byte, error) {
	st, err := r.Stat()
	if err != nil {
		return nil, err
	}
	if data := r.kept.get(r.name, st); data != nil {
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
	r.kept.put(r.name, st, data)
	return data, nil
}

func (k *unchangedFiles) get(name string, st os.FileInfo) []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	f, ok := k.files[name]
	if !ok || f.size != st.Size() || !f.at.Equal(st.ModTime()) {
		return nil
	}
	f.used = true
	k.files[name] = f
	return f.data
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

func (k *unchangedFiles) put(name string, st os.FileInfo, data []byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.files, name)
	if int64(len(data)) != st.Size() || k.now().Sub(st.ModTime()) < tick || len(data) == 0 {
		return
	}
	if k.files == nil {
		k.files = map[string]unchangedFile{}
	}
	k.files[name] = unchangedFile{st.Size(), st.ModTime(), data, true}
}
