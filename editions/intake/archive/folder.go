package archive

import (
	"bytes"
	"io/fs"
	"path"
	"time"
)

// folder shows an archive as files, so that a page in it finds its pictures. What is read
// counts against the limits of the archive.
type folder struct{ b *box }

func (f folder) Open(name string) (fs.File, error) {
	for _, n := range f.b.a.Names {
		if n == name || decodeName(n) == name {
			if !picture(name) {
				break
			}
			if data := f.b.a.Read(n); data != nil {
				f.b.used[n] = true
				return &file{name: path.Base(name), size: int64(len(data)), Reader: bytes.NewReader(data)}, nil
			}
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// file is a file of an archive, unpacked.
type file struct {
	*bytes.Reader
	name string
	size int64
}

func (f *file) Stat() (fs.FileInfo, error) { return info{f}, nil }
func (f *file) Close() error               { return nil }

type info struct{ f *file }

func (i info) Name() string     { return i.f.name }
func (i info) Size() int64      { return i.f.size }
func (info) Mode() fs.FileMode  { return 0o444 }
func (info) ModTime() time.Time { return time.Time{} }
func (info) IsDir() bool        { return false }
func (info) Sys() any           { return nil }
