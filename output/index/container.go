package index

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"net/url"
	"path"
	"sync"

	"github.com/klauspost/compress/flate"
)

// Container is an EPUB's files, found by their names. A library has thousands of EPUBs with
// dozens of small files each, which stand one behind the other: so they are read a stretch at
// a time, and what unpacks them is used again. It is for one goroutine.
type Container struct {
	at     *window
	files  []*zip.File
	byName map[string]*zip.File
}

// OpenContainer reads an archive's directory; of several files of a name the first counts.
func OpenContainer(at io.ReaderAt, size int64) (*Container, error) {
	w := &window{at: at, size: size}
	z, err := zip.NewReader(w, size)
	if err != nil {
		return nil, err
	}
	c := &Container{w, z.File, make(map[string]*zip.File, len(z.File))}
	for _, f := range z.File {
		if c.byName[f.Name] == nil {
			c.byName[f.Name] = f
		}
	}
	return c, nil
}

// find returns a file by its name, or by the address that documents have of it.
func (c *Container) find(name string) *zip.File {
	if f := c.byName[name]; f != nil {
		return f
	}
	plain, err := url.PathUnescape(name)
	if err != nil {
		return nil
	}
	return c.byName[plain]
}

// ErrTooLarge is a file that unpacked is larger than it may be.
var ErrTooLarge = errors.New("it is too large")

// mostPacked is how many times as large as before a stretch may become that Deflate has
// packed.
const mostPacked = 1032

// Read returns a file, unless it is larger than limit or damaged.
func (c *Container) Read(name string, limit int64) ([]byte, error) {
	f := c.find(name)
	switch {
	case f == nil:
		return nil, fs.ErrNotExist
	case f.UncompressedSize64 > uint64(limit):
		return nil, ErrTooLarge
	case f.CompressedSize64 > uint64(c.at.size) || f.UncompressedSize64/mostPacked > f.CompressedSize64:
		return nil, zip.ErrFormat
	}
	from, err := f.DataOffset()
	if err != nil {
		return nil, err
	}
	packed, err := c.at.stretch(from, int(f.CompressedSize64))
	if err != nil {
		return nil, err
	}
	data := make([]byte, f.UncompressedSize64)
	switch f.Method {
	case zip.Store:
		if len(packed) != len(data) {
			return nil, zip.ErrFormat
		}
		copy(data, packed)
	case zip.Deflate:
		if err := inflate(data, packed); err != nil {
			return nil, err
		}
	default:
		return nil, zip.ErrAlgorithm
	}
	if crc32.ChecksumIEEE(data) != f.CRC32 {
		return nil, zip.ErrChecksum
	}
	return data, nil
}

// Open reads a file as it goes on; its beginning may be enough.
func (c *Container) Open(name string) (io.ReadCloser, error) {
	f := c.find(name)
	if f == nil {
		return nil, fs.ErrNotExist
	}
	return f.Open()
}

// Digest tells whether the texts of an EPUB are what they were, by the checksums that its
// directory has.
func (c *Container) Digest() string {
	h := sha256.New()
	for _, f := range c.files {
		if ext := path.Ext(f.Name); ext == ".xhtml" || ext == ".html" || ext == ".opf" {
			fmt.Fprintf(h, "%q %08x %d\n", f.Name, f.CRC32, f.UncompressedSize64)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}

var inflaters = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}

// inflate unpacks what fills data to its end.
func inflate(data, packed []byte) error {
	r := inflaters.Get().(io.ReadCloser)
	defer inflaters.Put(r)
	if err := r.(flate.Resetter).Reset(bytes.NewReader(packed), nil); err != nil {
		return err
	}
	if _, err := io.ReadFull(r, data); err != nil {
		return err
	}
	if n, err := r.Read(make([]byte, 1)); n > 0 || err != io.EOF {
		return zip.ErrFormat
	}
	return nil
}

// windowSize is how much is read at once: the documents of an edition are about as large.
const windowSize = 96 << 10

// window reads a file a stretch at a time.
type window struct {
	at   io.ReaderAt
	size int64
	data []byte // what was read last
	from int64
}

// stretch returns n bytes of the file, which stand until the next call.
func (w *window) stretch(from int64, n int) ([]byte, error) {
	switch {
	case from < 0 || from+int64(n) > w.size:
		return nil, io.ErrUnexpectedEOF
	case from >= w.from && from+int64(n) <= w.from+int64(len(w.data)):
		return w.data[from-w.from:][:n], nil
	}
	size := int(min(int64(max(n, windowSize)), w.size-from))
	if cap(w.data) < size {
		w.data = make([]byte, size)
	}
	w.data, w.from = w.data[:size], from
	if got, err := w.at.ReadAt(w.data, from); got < size {
		w.data = w.data[:0]
		return nil, err
	}
	return w.data[:n], nil
}

// ReadAt serves archive/zip.
func (w *window) ReadAt(p []byte, from int64) (int, error) {
	n := int(min(int64(len(p)), max(0, w.size-from)))
	data, err := w.stretch(from, n)
	if err != nil {
		return 0, err
	}
	if copy(p, data); n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
