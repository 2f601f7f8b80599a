package cli

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"sync"
)

// keptFiles is a works.Sink that keeps its files in memory.
type keptFiles struct {
	mu    sync.Mutex
	files []keptFile
}

type keptFile struct {
	name string
	data *bytes.Buffer
}

func (k *keptFiles) Create(name string) (io.WriteCloser, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	f := keptFile{name, &bytes.Buffer{}}
	k.files = append(k.files, f)
	return keptWriter{f.data}, nil
}

type keptWriter struct{ *bytes.Buffer }

func (keptWriter) Close() error { return nil }

func (k *keptFiles) Open(name string) (io.ReadSeekCloser, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, f := range k.files {
		if f.name == name {
			return keptReader{bytes.NewReader(f.data.Bytes())}, nil
		}
	}
	return nil, fmt.Errorf("no file %s was kept", name)
}

type keptReader struct{ *bytes.Reader }

func (keptReader) Close() error { return nil }

func (k *keptFiles) Drop(name string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.files = slices.DeleteFunc(k.files, func(f keptFile) bool { return f.name == name })
}

func (k *keptFiles) Commit() error { return nil }

func (k *keptFiles) Abandon() {}
