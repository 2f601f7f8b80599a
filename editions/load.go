package editions

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"banxin/editions/source"
)

// Load reads the edition of a date (2026-10-20) from a paper's folder; an empty date is
// the only edition or the latest. What is wrong with the input is a finding, and loading
// goes on: the edition is then as complete as it can be. The error is trouble of the
// world: no such folder, no edition in it.
//
// Nothing outside fsys is read when fsys itself keeps to its folder, as os.Root's FS
// does; on other file systems symlinks that lead out are findings too.
func Load(fsys fs.FS, date string) (*Edition, source.List, error) {
	return LoadWith(fsys, date, Options{})
}

// Options of LoadWith; the zero value is what Load does.
type Options struct {
	// Library holds page templates, NAME.yaml at its root, that every paper may name: as
	// NAME where the paper has no template of that name, and always as 库/NAME.
	Library fs.FS
	// Printers holds printers' files, NAME.yaml at its root, that every paper may name (印厂).
	Printers fs.FS
	// For is the printer's file that is obeyed before what the paper says.
	For Shop
	// Sound tells by verify, or knows, whether a picture of a name is whole; nil asks verify. It
	// is called from several goroutines.
	Sound func(name string, data []byte, verify func() error) error
	// Recall remembers what was read; nil: all is read.
	Recall *Recall
	// Profiles holds ICC profiles by the names of the conditions that they describe, NAME.icc.
	Profiles fs.FS
}

// LoadWith is Load with options.
func LoadWith(fsys fs.FS, date string, o Options) (*Edition, source.List, error) {
	l := newLoader(fsys)
	l.shelf, l.printers, l.given, l.profiles, l.sound, l.recall = library{o.Library}, o.Printers, o.For, o.Profiles, o.Sound, o.Recall
	date, err := l.choose(date)
	if err != nil {
		return nil, nil, err
	}
	ed, err := l.edition(date)
	if err != nil {
		return nil, nil, err
	}
	l.recall.settle(ed)
	l.found.Sort()
	return ed, l.found, nil
}

// loader reads the files of one edition.
type loader struct {
	desk
	fsys     fs.FS
	printers fs.FS // printers' files; may be nil
	profiles fs.FS // ICC profiles; may be nil
	sound    func(name string, data []byte, verify func() error) error
	given    Shop                   // the printer's file that goes before the paper's
	shops    map[*source.File]fs.FS // where printers' files stand that are not the paper's own
	dirs     map[string]string      // where folders checked so far really are, or outside
	files    map[string]bool        // which of what was listed are files, and neither links nor pipes
	bad      map[*Story]bool        // stories of which not everything could be read
	read     map[string]bool        // files that were looked for by name
	folders  map[string]string      // where what should stand in stories and images does
	listed   map[string]listing     // folders that have been listed
}

// listing is what a folder holds.
type listing struct {
	entries []fs.DirEntry
	err     error
}

// readDir lists a folder, once.
func (l *loader) readDir(name string) ([]fs.DirEntry, error) {
	was, known := l.listed[name]
	if !known {
		was.entries, was.err = fs.ReadDir(l.fsys, name)
		if l.listed == nil {
			l.listed = map[string]listing{}
		}
		l.listed[name] = was
	}
	return was.entries, was.err
}

// listedFS is the file system of a loader with the lists that it has.
type listedFS struct {
	fs.FS
	loader *loader
}

func (l listedFS) ReadDir(name string) ([]fs.DirEntry, error) { return l.loader.readDir(name) }

func (l listedFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(l.FS, name) }

func newLoader(fsys fs.FS) *loader {
	return &loader{fsys: fsys, dirs: map[string]string{}, files: map[string]bool{}, bad: map[*Story]bool{}, read: map[string]bool{}}
}

// choose settles which edition is meant.
func (l *loader) choose(date string) (string, error) {
	dates, err := Editions(l.fsys)
	if err != nil {
		return "", err
	}
	if len(dates) == 0 {
		return "", ErrNoEdition
	}
	latest := Latest(l.fsys, dates)
	if date == "" {
		date = latest
	}
	if !slices.Contains(dates, date) {
		return "", fmt.Errorf("not %s; the latest is %s: %w", date, latest, ErrNoEdition)
	}
	for _, m := range Misdated(l.fsys) {
		l.found.Add(source.New("SRC-DATE", source.Pos{File: path.Join("editions", m.Folder)}, source.Msg("folder-is-no-edition"), m.remedy()).As(source.Warning))
	}
	if date == latest { // what comes after it has nothing in it
		for _, empty := range dates[slices.Index(dates, date)+1:] {
			l.found.Add(source.New("PLAN-EMPTY", source.Pos{File: path.Join("editions", empty)}, source.Msg("edition-folder-empty", date),
				source.Msg("begin-edition-or-remove-folder", empty)).As(source.Note))
		}
	}
	return date, nil
}

// edition loads everything of an edition.
func (l *loader) edition(date string) (*Edition, error) {
	ed := &Edition{Path: path.Join("editions", date), Images: map[string]*Image{}}
	ed.Date, _ = parseDate(date)
	var err error
	if ed.Paper, err = l.paper(); err != nil {
		return nil, err
	}
	ed.House = ed.Paper.House
	l.folders = map[string]string{"stories": l.called(ed.Path, "stories", true), "images": l.called(ed.Path, "images", true)}
	templates := l.templates(ed.Paper)
	if err := l.stories(ed); err != nil {
		return nil, err
	}
	pages, ok := l.pages(ed, templates)
	l.settleChanges(ed)
	l.logos(ed)
	l.dataTables(ed)
	l.pictures(ed)
	var slots []*Template
	for _, p := range ed.Pages {
		slots = append(slots, p.Template)
	}
	l.unusedStyles(ed.Paper, ed.Stories, slots)
	l.unusedColors(ed.Paper, ed.File)
	if ok { // else what is not on its pages is nobody's fault
		l.place(ed, pages)
		l.check(ed)
	}
	l.leftovers(ed)
	l.unguessed()
	return ed, nil
}

func parseDate(s string) (Date, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, false
	}
	return Date{t.Year(), int(t.Month()), t.Day()}, true
}

// file reads a text file of at most limit bytes; what is larger is a finding, and then,
// as for a path that leaves the folder, the file is nil without an error.
func (l *loader) file(name string, limit int) (*source.File, error) {
	data, err := l.bytes(name, limit)
	if err != nil {
		if l.blame(err, "SRC-READ", source.Pos{File: name}, name) {
			return nil, nil
		}
		return nil, err
	}
	return source.NewFile(name, data), nil
}

var (
	errTooLarge = errors.New("too large")
	errLeaves   = errors.New("leads out of the paper's folder")
	errPath     = errors.New("not a path inside the folder")
	errNoFile   = errors.New("not a file")
)

// blame makes a finding of a file that cannot be read, if the input is at fault.
func (l *loader) blame(err error, code string, pos source.Pos, name string) bool {
	switch {
	case errors.Is(err, errTooLarge):
		l.add("SRC-SIZE", pos, source.Msg("too-large-not-read", name), source.Msg("split-or-check-right-file"))
	case errors.Is(err, errLeaves), errors.Is(err, errPath):
		l.add("SRC-PATH", pos, source.Msg("leads-out-of-paper-folder", name), source.Msg("copy-file-into-folder-name-from"))
	case errors.Is(err, fs.ErrNotExist):
		if code == "SRC-READ" {
			return false
		}
		l.add(code, pos, source.Msg("missing", name), source.Msg("check-name-or-put-file-there"))
	case errors.Is(err, errNoFile):
		l.add("SRC-READ", pos, source.Msg("cannot-read", name, plain(err)), source.Msg("pipe-device-or-folder-take-away"))
	default:
		l.add("SRC-READ", pos, source.Msg("cannot-read", name, plain(err)), source.Message{})
	}
	return true
}

// plain returns the reason of an error without the path that it names.
func plain(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return err.Error()
}

// bytes reads a file inside the folder.
func (l *loader) bytes(name string, limit int) ([]byte, error) {
	if name = slashed(name); !isPath(name) {
		return nil, errPath
	}
	if err := l.inside(name); err != nil {
		return nil, err
	}
	l.read[name] = true
	return readAll(l.fsys, name, limit)
}

// slashed is a path as it is written on Windows, or anywhere else.
func slashed(name string) string { return strings.ReplaceAll(name, `\`, "/") }

// isPath tells whether a path is that of a file inside the folder it begins in.
func isPath(name string) bool {
	return fs.ValidPath(name) && name != "." && !strings.ContainsAny(name, "\\\x00")
}

// readAll reads a file. What is none, as a pipe or a device, is not even opened: that may
// wait for ever.
func readAll(fsys fs.FS, name string, limit int) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if err := regular(info, name); err != nil {
		return nil, err
	}
	return readListed(fsys, name, limit)
}

func regular(info fs.FileInfo, name string) error {
	if info.Mode().IsRegular() {
		return nil
	}
	return &fs.PathError{Op: "read", Path: name, Err: errNoFile}
}

// readListed reads what a folder's list has just said to be a file.
func readListed(fsys fs.FS, name string, limit int) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil {
		err = regular(info, name)
	}
	if err != nil {
		return nil, err
	}
	if info.Size() > int64(limit) {
		return nil, errTooLarge
	}
	if w, ok := f.(interface{ Whole() ([]byte, error) }); ok { // it is known, and not to be changed
		return w.Whole()
	}
	data := make([]byte, 0, info.Size()+1)
	for len(data) <= limit {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF || err == nil && len(data) == int(info.Size()) && n > 0 {
			return data, nil // the file's size spares the read that says so
		}
		if err != nil {
			return nil, err
		}
		if len(data) == cap(data) {
			data = slices.Grow(data, max(512, len(data)))
		}
	}
	return nil, errTooLarge
}

// inside follows the symlinks of a path, where the file system shows them, and refuses
// those that lead out.
func (l *loader) inside(name string) error {
	links, ok := l.fsys.(fs.ReadLinkFS)
	if !ok {
		return nil
	}
	dir, base := path.Split(name)
	real, known := l.dirs[dir]
	if !known {
		real = resolve(links, "", dir)
		l.dirs[dir] = real
	}
	if real == outside || resolve(links, real, base) == outside {
		return errLeaves
	}
	return nil
}

const (
	outside  = "/"
	maxLinks = 40
)

// resolve returns where name leads from the folder real, without symlinks, or outside.
func resolve(links fs.ReadLinkFS, real, name string) string {
	rest := strings.Split(name, "/")
	for seen := 0; len(rest) > 0; {
		part := rest[0]
		rest = rest[1:]
		switch part {
		case "", ".":
			continue
		case "..":
			if real == "" {
				return outside
			}
			real, _ = path.Split(real)
			real = strings.TrimSuffix(real, "/")
			continue
		}
		next := path.Join(real, part)
		info, err := links.Lstat(next)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			real = next // whatever is wrong, opening it will say
			continue
		}
		target, err := links.ReadLink(next)
		target = slashed(target)
		if seen++; err != nil || path.IsAbs(target) || seen > maxLinks {
			return outside
		}
		rest = append(strings.Split(target, "/"), rest...)
	}
	return real
}

// stories reads stories/*.md, in the order of their names.
func (l *loader) stories(ed *Edition) error {
	dir := l.folder(ed.Path, "stories")
	names, err := l.list(dir, ".md")
	if err != nil {
		return err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return !storyFile(path.Base(name)) || leftBehind(path.Base(name)) })
	names = append(names, l.misnamedStories(dir)...)
	slices.Sort(names)
	if len(names) > maxStories {
		l.add("SRC-MANY", source.Pos{File: dir}, source.Msg("stories-more-than-not-read", len(names), maxStories), source.Msg("split-edition"))
		names = names[:maxStories]
	}
	l.recall.of(ed.Paper)
	datas, stories, found, errs := make([][]byte, len(names)), make([]*Story, len(names)), make([]source.List, len(names)), make([]error, len(names))
	each(len(names), func(i int) {
		read := readAll
		if l.files[names[i]] {
			read = readListed
		}
		data, err := read(l.fsys, names[i], maxStory)
		if err != nil {
			errs[i], data = err, nil
		}
		datas[i] = data
		if stories[i], found[i] = l.recall.get(names[i], data, i); stories[i] == nil {
			stories[i], found[i] = parseStory(source.NewFile(names[i], data), ed.Paper)
		}
	})
	l.recall.keep(datas, stories, found)
	for i := range stories {
		l.read[names[i]] = true
		if errs[i] != nil {
			l.blame(errs[i], "SRC-FILE", source.Pos{File: names[i]}, names[i])
			found[i] = nil
		}
		if errs[i] != nil || found[i].Count(source.Error) > 0 {
			l.bad[stories[i]] = true
		}
		l.found = append(l.found, found[i]...)
	}
	ed.Stories = stories
	l.number(ed)
	return nil
}

// list returns the files of a folder with an extension, sorted. Without the folder there
// are none.
func (l *loader) list(dir, ext string) ([]string, error) {
	if err := l.inside(dir); err != nil {
		l.blame(err, "SRC-PATH", source.Pos{File: dir}, dir)
		return nil, nil
	}
	entries, err := l.readDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err != nil && l.noFolder(dir) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", dir, err)
	}
	var names []string
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if !strings.EqualFold(path.Ext(name), ext) || e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if e.Type()&fs.ModeSymlink != 0 {
			if err := l.inside(name); err != nil {
				l.blame(err, "SRC-PATH", source.Pos{File: name}, name)
				continue
			}
		}
		names = append(names, name)
		l.files[name] = e.Type().IsRegular()
	}
	slices.Sort(names)
	return names, nil
}

// noFolder tells whether what should be a folder is a file, and says so.
func (l *loader) noFolder(dir string) bool {
	switch {
	case l.read[dir]:
		return true
	case !isNoFolder(l.fsys, dir):
		return false
	}
	l.read[dir] = true
	l.add("SRC-READ", source.Pos{File: dir}, source.Msg("file-where-folder-should-be", path.Base(dir)), source.Msg("rename-it-and-make-folder", path.Base(dir)))
	return true
}

// number gives stories their rank by the files' order and makes ids unique.
func (l *loader) number(ed *Edition) {
	first := make(map[string]*Story, len(ed.Stories))
	for i, s := range ed.Stories {
		if s.Rank == unranked {
			s.Rank = i
		}
		other := first[s.ID]
		if other == nil {
			first[s.ID] = s
			continue
		}
		l.found.Add(source.New("SRC-ID", s.File.Pos(source.Span{Start: s.Span.Start, End: s.Span.Start}),
			source.Msg("id-already-of", s.ID, other.File.Name), source.Msg("give-one-of-two-another-id")).Of(s.ID))
		if l.recall.shared(s) { // it is of an earlier edition too
			own := l.recall.own(s)
			l.bad[own], ed.Stories[i], s = l.bad[s], own, own
		}
		for n := 2; first[s.ID] != nil; n++ {
			s.ID = other.ID + "-" + strconv.Itoa(n)
		}
		first[s.ID] = s
	}
}

// each calls do for 0 … n-1 on all processors. Order does not matter to do.
func each(n int, do func(i int)) {
	workers := min(n, runtime.GOMAXPROCS(0))
	if workers <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
