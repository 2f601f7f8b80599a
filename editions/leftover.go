package editions

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"banxin/editions/source"
)

// maxUnread is how many files that nothing reads are named one by one.
const maxUnread = 50

// copyForms are the ends of files in which copy comes: import takes them in. Those of wps and
// of other programs it cannot read are to be saved as one that it can.
var (
	copyForms  = []string{".docx", ".odt", ".rtf", ".txt", ".html", ".htm", ".eml", ".zip", ".idml", ".icml", ".xml", ".json", ".fbd", ".markdown", ".pdf", ".mht", ".mhtml"}
	savedForms = []string{".doc", ".wps", ".wpt", ".pages", ".ppt", ".pptx", ".dot"}
	photoForms = []string{".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".gif", ".heic", ".avif", ".psd", ".svg", ".eps"}
)

// leftovers notes the files in stories/ and images/ that nothing has read: what was dropped there
// would else be missing without a word.
func (l *loader) leftovers(ed *Edition) {
	n := 0
	for _, dir := range []string{"stories", "images"} {
		for _, name := range l.all(l.folder(ed.Path, dir)) {
			if l.read[name] {
				continue
			}
			if n++; n <= maxUnread {
				l.leftover(name, dir)
			}
		}
	}
	for _, dir := range []string{".", "editions", ed.Path} {
		n += l.astrayIn(ed, dir, n)
	}
	if n > maxUnread {
		l.found.Add(source.New("SRC-UNREAD", source.Pos{File: ed.Path}, source.Msg("further-file-files-in-stories-images", n-maxUnread), source.Message{}).As(source.Note))
	}
}

// readMe are the names of files that tell of a folder and are no story.
var readMe = regexp.MustCompile(`(?i)^(?:readme|read me|changelog|license|todo|说明|读我|备忘|笔记)`)

// astrayIn notes the stories in a folder above stories/, and how many there are: those of the
// edition's own folder by what their names end in, those further up by their heads too.
func (l *loader) astrayIn(ed *Edition, dir string, told int) (n int) {
	names, err := l.list(dir, ".md")
	if err != nil {
		return 0
	}
	for _, name := range names {
		base := path.Base(name)
		if l.read[name] || readMe.MatchString(base) || dir != ed.Path && !l.headed(name) {
			continue
		}
		if n++; told+n > maxUnread {
			continue
		}
		hint := source.Msg("move-into", path.Join(ed.Path, "stories")+"/")
		if l.read[path.Join(ed.Path, "stories", base)] {
			hint = source.Msg("other-of-name-stands-in", path.Join(ed.Path, "stories")+"/")
		}
		l.found.Add(source.New("SRC-UNREAD", source.Pos{File: name}, source.Msg("nothing-reads-this-file"), hint))
	}
	return n
}

// headed tells whether a file has the head of a story.
func (l *loader) headed(name string) bool {
	data, err := l.peek(name)
	if err != nil {
		return false
	}
	h, ok := findHead(data, len(data)-len(bytes.TrimPrefix(data, []byte(bom))))
	return ok && titled(data[h.keys:h.end])
}

// titled tells whether a head has a key that stories have.
func titled(head []byte) bool {
	for line := range bytes.Lines(head) {
		if headKey(strings.TrimSpace(string(line))) {
			return true
		}
	}
	return false
}

// peek is the text of a file that this reading does not take in.
func (l *loader) peek(name string) ([]byte, error) {
	if err := l.inside(name); err != nil {
		return nil, err
	}
	return readAll(l.fsys, name, maxStory)
}

// all lists the files of a folder and of those in it as filesIn does.
func (l *loader) all(dir string) []string { return filesIn(listedFS{l.fsys, l}, dir) }

// filesIn lists the files of a folder and of those in it, but hidden ones and what the systems of
// desks leave behind.
func filesIn(fsys fs.FS, dir string) (names []string) {
	eachFileIn(fsys, dir, func(name string) error {
		names = append(names, name)
		return nil
	})
	slices.Sort(names)
	return names
}

// anyFileIn tells whether filesIn would list any.
func anyFileIn(fsys fs.FS, dir string) (yes bool) {
	eachFileIn(fsys, dir, func(string) error {
		yes = true
		return fs.SkipAll
	})
	return yes
}

func eachFileIn(fsys fs.FS, dir string, f func(name string) error) {
	_ = fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			return nil
		case strings.HasPrefix(base, ".") && name != dir:
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir() || name == dir || leftBehind(base):
		default:
			return f(name)
		}
		return nil
	})
}

// leftBehind tells whether a file is none of people's: hidden, or of an editor or a system while it
// works.
func leftBehind(base string) bool {
	switch low := strings.ToLower(base); {
	case strings.HasPrefix(low, "."), strings.HasPrefix(low, "~"), strings.HasSuffix(low, "~"):
	case low == "thumbs.db", low == "ehthumbs.db", low == "desktop.ini", low == "icon\r":
	case strings.HasPrefix(low, "#") && strings.HasSuffix(low, "#"):
	case slices.Contains([]string{".tmp", ".swp", ".swo", ".part", ".partial", ".crdownload", ".lock"}, path.Ext(low)):
	default:
		return false
	}
	return true
}

// asTarget is a file's name as it stands between the brackets of a picture: in <> where it has spaces.
func asTarget(name string) string {
	if strings.Contains(name, " ") {
		return "<" + name + ">"
	}
	return name
}

func (l *loader) leftover(name, dir string) {
	ext := strings.ToLower(path.Ext(name))
	f := source.New("SRC-UNREAD", source.Pos{File: name}, source.Msg("nothing-reads-this-file"), source.Message{})
	switch {
	case dir == "images" || slices.Contains(photoForms, ext):
		f.Hint = source.Msg("name-in-story-caption-or-take", asTarget(path.Base(name)))
		f = f.As(source.Note)
	case ext == ".md":
		f.Hint = source.Msg("stories-stand-in-stories-itself-not")
	case ext == ".csv" || ext == ".tsv":
		f.Hint = source.Msg("name-table-where-to-stand", "![表：…]("+path.Base(name)+")")
	case ext == ".xlsx" || ext == ".xls":
		f.Hint = source.Msg("save-as-csv-and-name-where-to-stand", "![表：…]("+strings.TrimSuffix(path.Base(name), path.Ext(name))+".csv)")
	case slices.Contains(copyForms, ext):
		f.Hint = source.Msg("take-in-banxin-import-then-take", name)
	case slices.Contains(savedForms, ext):
		f.Hint = source.Msg("save-as-take-that-in-banxin", "DOCX", strings.TrimSuffix(path.Base(name), path.Ext(name))+".docx")
	default:
		f.Hint = source.Msg("stories-files-that-end-in-md")
	}
	l.found.Add(f)
}
