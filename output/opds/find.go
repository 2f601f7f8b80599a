package opds

import (
	"io/fs"
	"maps"

	"banxin/output/index"
)

// searcher is the index of a library that is served: as the library has it, and in memory
// what it lacks. It is changed by one goroutine at a time.
type searcher struct {
	lib   fs.FS
	alone bool // the library's index is not asked: it cannot be read
	extra map[string][]byte
	index *index.Index
}

// update returns a searcher for these editions; s stays as it is, for those who use it.
func (s *searcher) update(editions []*Edition) (*searcher, error) {
	changes := index.Update(s.read, texts(s.lib, editions))
	keep := map[string]bool{}
	for _, folder := range changes.Keep {
		keep[folder] = true
	}
	next := &searcher{lib: s.lib, alone: s.alone, extra: maps.Clone(s.extra)}
	maps.DeleteFunc(next.extra, func(name string, _ []byte) bool { return !keep[index.Folder(name)] })
	if next.extra == nil {
		next.extra = map[string][]byte{}
	}
	for _, f := range changes.Write {
		next.extra[f.Name] = f.Data
	}
	var err error
	if next.index, err = index.Open(next.read, s.index); err == nil {
		_ = next.index.Load() // what cannot be read now is tried again when it is asked for
	}
	return next, err
}

func (s *searcher) read(name string) ([]byte, error) {
	if data, ok := s.extra[name]; ok {
		return data, nil
	}
	if s.alone {
		return nil, fs.ErrNotExist
	}
	return readIndex(s.lib)(name)
}
