package site

import (
	"strings"
	"sync"

	"banxin/output/index"
)

// finder is the search of a site that is served. Which parts it has is known at once; what a
// part holds is made when it is asked for, and kept, the newest first, as far as there is room.
type finder struct {
	list   []byte // index.json
	parts  []index.Part
	making sync.Mutex // one part at a time: a year of issues is read for it
	mu     sync.Mutex
	kept   map[string]map[string][]byte // files by their names in the site, by the folder of a part
	bytes  int
}

// finderRoom is how many bytes of parts are kept: of about 3,000 issues of 27 stories.
const finderRoom = 128 << 20

// newFinder takes over what the one before it of the same paper has made, of parts that are as
// they were.
func newFinder(s *Site, before *shown) *finder {
	f := &finder{parts: index.Parts(s.indexed()), kept: map[string]map[string][]byte{}}
	_, f.list, _ = searchFile(index.Contents(f.parts))
	if before == nil {
		return f
	}
	for old, was := range before.search {
		if old.root != s.root {
			continue
		}
		was.mu.Lock()
		for _, p := range f.parts {
			if files := was.kept[p.Folder()]; files != nil {
				f.keep(p.Folder(), files)
			}
		}
		was.mu.Unlock()
	}
	return f
}

// find returns what makes a file; nil where there is none.
func (f *finder) find(name string) maker {
	rest := strings.TrimPrefix(name, searchFolder)
	if rest == "index.json.js" {
		return func() ([]byte, error) { return f.list, nil }
	}
	for _, p := range f.parts {
		if p.Folder() == index.Folder(rest) {
			if data := f.files(p)[name]; data != nil {
				return func() ([]byte, error) { return data, nil }
			}
		}
	}
	return nil
}

// files are those of a part, made where they are not there.
func (f *finder) files(p index.Part) map[string][]byte {
	has := func() map[string][]byte {
		f.mu.Lock()
		defer f.mu.Unlock()
		return f.kept[p.Folder()]
	}
	if files := has(); files != nil {
		return files
	}
	f.making.Lock()
	defer f.making.Unlock()
	if files := has(); files != nil {
		return files
	}
	files := map[string][]byte{}
	made, _ := p.Files() // an issue that cannot be read is not found
	for _, file := range made {
		if name, data, ok := searchFile(file); ok {
			files[name] = data
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.keep(p.Folder(), files)
	return files
}

// keep keeps a part, and lets the oldest others go where there is no room.
func (f *finder) keep(folder string, files map[string][]byte) {
	f.kept[folder] = files
	f.bytes += bytesOf(files)
	for i := len(f.parts) - 1; i >= 0 && f.bytes > finderRoom; i-- {
		if old := f.parts[i].Folder(); old != folder && f.kept[old] != nil {
			f.bytes -= bytesOf(f.kept[old])
			delete(f.kept, old)
		}
	}
}

func bytesOf(files map[string][]byte) (n int) {
	for _, data := range files {
		n += len(data)
	}
	return n
}
