package works

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Sink takes the files that are made. Names are slash paths. Create and Open may be called
// from several goroutines; Commit and Abandon come last.
type Sink interface {
	// Create begins a file, of a name not taken yet. It is whole when it has been closed.
	Create(name string) (io.WriteCloser, error)
	// Open reads a file that is whole: a press PDF is preflighted.
	Open(name string) (io.ReadSeekCloser, error)
	// Drop takes back a file, whole or not, or a folder of them: what was to be made of it came
	// to nothing.
	Drop(name string)
	// Commit puts all files in their places together, or none.
	Commit() error
	// Abandon removes what has not been committed. It may be called after Commit.
	Abandon()
}

// Memory is a Sink that keeps files in memory; the zero value is empty and ready.
type Memory struct {
	mu           sync.Mutex
	made, staged map[string][]byte
}

// Names lists the files committed, sorted.
func (m *Memory) Names() []string { return slices.Sorted(maps.Keys(m.made)) }

// Data returns a file that has been committed; the caller must not change it.
func (m *Memory) Data(name string) []byte { return m.made[name] }

func (m *Memory) Create(name string) (io.WriteCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, taken := m.staged[name]; taken {
		return nil, &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	}
	if m.staged == nil {
		m.staged = map[string][]byte{}
	}
	m.staged[name] = nil
	return &memoryFile{name: name, in: m}, nil
}

func (m *Memory) Open(name string) (io.ReadSeekCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, ok := m.staged[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return struct {
		io.ReadSeeker
		io.Closer
	}{bytes.NewReader(data), io.NopCloser(nil)}, nil
}

func (m *Memory) Commit() error {
	if m.made == nil {
		m.made = map[string][]byte{}
	}
	maps.Copy(m.made, m.staged)
	m.staged = nil
	return nil
}

func (m *Memory) Drop(name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	maps.DeleteFunc(m.staged, func(file string, _ []byte) bool { return within(name, file) })
}

// within tells whether a file is the one of a name, or in the folder of that name.
func within(name, file string) bool { return file == name || strings.HasPrefix(file, name+"/") }

func (m *Memory) Abandon() { m.staged = nil }

// memoryFile is a file on its way into a Memory.
type memoryFile struct {
	bytes.Buffer
	name string
	in   *Memory
}

func (f *memoryFile) Close() error {
	f.in.mu.Lock()
	defer f.in.mu.Unlock()
	if _, there := f.in.staged[f.name]; !there {
		return &fs.PathError{Op: "close", Path: f.name, Err: fs.ErrClosed} // abandoned meanwhile
	}
	f.in.staged[f.name] = f.Bytes()
	return nil
}
