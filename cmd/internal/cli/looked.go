package cli

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// looked is what a paper's folder has answered: what stands in its folders, and what its names are.
// Where changes are told of, the disk is asked once, and again for names of which something is told. A
// link has two names and is told of by one, so of a folder with links all is asked each time. It is
// for the files of one folder, and safe for concurrent use.
type looked struct {
	kept   *unchangedFiles
	told   func(dir string) bool // tells whether all that happens to what stands in a folder is told
	mu     sync.Mutex
	linked bool // there is a link
	lists  map[string]answer[[]fs.DirEntry]
	stats  map[string]answer[fs.FileInfo]
	lstats map[string]answer[fs.FileInfo]
}

// answer is what the disk said of a name.
type answer[T any] struct {
	value T
	err   error
}

// sure tells whether what was said of a name holds until something is told of it: it stands in a
// folder that is watched, and is not hidden, as what is told is not.
func (l *looked) sure(name string) bool {
	if l == nil || l.told == nil || strings.HasPrefix(path.Base(name), ".") && name != "." || !l.told(path.Dir(name)) {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.linked
}

// sureList is the same of what stands in a folder.
func (l *looked) sureList(dir string) bool { return l.sure(dir) && l.told(dir) }

// ask returns what is known of a name, or else what the disk says. Whether an answer will hold is
// asked before it is given: what happens after that is told.
func ask[T any](l *looked, known *map[string]answer[T], sure bool, name string, disk func() (T, error)) (T, error) {
	if !sure {
		return disk()
	}
	l.mu.Lock()
	was, ok := (*known)[name]
	l.mu.Unlock()
	if ok {
		return was.value, was.err
	}
	v, err := disk()
	l.mu.Lock()
	defer l.mu.Unlock()
	if *known == nil {
		*known = map[string]answer[T]{}
	}
	(*known)[name] = answer[T]{v, err}
	return v, err
}

func (k *unchangedFS) Stat(name string) (fs.FileInfo, error) {
	if k.looked == nil {
		return k.disk.Stat(name)
	}
	return ask(k.looked, &k.looked.stats, k.looked.sure(name), name, func() (fs.FileInfo, error) { return k.disk.Stat(name) })
}

func (k *unchangedFS) Lstat(name string) (fs.FileInfo, error) {
	if k.looked == nil {
		return k.disk.Lstat(name)
	}
	st, err := ask(k.looked, &k.looked.lstats, k.looked.sure(name), name, func() (fs.FileInfo, error) { return k.disk.Lstat(name) })
	k.looked.link(err == nil && st.Mode()&fs.ModeSymlink != 0)
	return st, err
}

func (k *unchangedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if k.looked == nil {
		return k.disk.ReadDir(name)
	}
	list, err := ask(k.looked, &k.looked.lists, k.looked.sureList(name), name, func() ([]fs.DirEntry, error) { return k.disk.ReadDir(name) })
	k.looked.link(slices.ContainsFunc(list, func(e fs.DirEntry) bool { return e.Type()&fs.ModeSymlink != 0 }))
	return slices.Clone(list), err
}

// link takes note of whether there is a link.
func (l *looked) link(yes bool) {
	if !yes {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.linked = true
}

// forget forgets what it knows of names and of what is below them, however disks write them.
func (l *looked) forget(names []string) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, n := range names {
		n = folded(n)
		is := func(name string) bool {
			name = folded(name)
			return name == n || strings.HasPrefix(name, n+"/")
		}
		dropLike(l.lists, is)
		dropLike(l.stats, is)
		dropLike(l.lstats, is)
		l.kept.forget(is)
	}
}

// forgetList forgets what stands in a folder.
func (l *looked) forgetList(dir string) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	dropLike(l.lists, func(name string) bool { return folded(name) == folded(dir) })
}

// folded is a name as disks compare it that tell fewest names from one another.
func folded(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// forgetAll forgets everything: of what the files hold too it is to be asked whether it is so.
func (l *looked) forgetAll() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.linked, l.lists, l.stats, l.lstats = false, nil, nil, nil
	l.kept.doubt()
}

func dropLike[T any](m map[string]answer[T], is func(name string) bool) {
	for name := range m {
		if is(name) {
			delete(m, name)
		}
	}
}
