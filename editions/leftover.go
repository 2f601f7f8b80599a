package editions

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"banxin/editions/source"
)

// maxUnread is how many files that nothing reads are named one by one.
const maxUnread = 50

// copyForms are the ends of files in which copy comes: import takes them in. Those of wps and
// of other programs it cannot read are to be saved as one that it can.
var (
	copyForms  = []string{".docx", ".odt", ".rtf", ".txt", ".html", ".htm", ".eml", ".zip", ".idml", ".icml", ".xlsx", ".csv", ".xml", ".json", ".fbd", ".markdown", ".pdf", ".mht", ".mhtml"}
	savedForms = []string{".doc", ".wps", ".wpt", ".pages", ".ppt", ".pptx", ".dot"}
	photoForms = []string{".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".gif", ".heic", ".avif", ".psd", ".svg", ".eps"}
)

// leftovers notes the files in stories/ and images/ that nothing has read: what was dropped there
// would else be missing without a word.
func (l *loader) leftovers(ed *Edition) {
	n := 0
	for _, dir := range []string{"stories", "images"} {
		for _, name := range l.all(path.Join(ed.Path, dir)) {
			if l.read[name] {
				continue
			}
			if n++; n <= maxUnread {
				l.leftover(name, dir)
			}
		}
	}
	if n > maxUnread {
		l.found.Add(source.New("SRC-UNREAD", source.Pos{File: ed.Path}, source.Msg("further-file-files-in-stories-images", n-maxUnread), source.Message{}).As(source.Note))
	}
}

// all lists the files of a folder and of those in it, but hidden ones and what the systems of
// desks leave behind.
func (l *loader) all(dir string) (names []string) {
	_ = fs.WalkDir(l.fsys, dir, func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			return nil
		case strings.HasPrefix(base, ".") && name != dir:
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir() || base == "Thumbs.db" || base == "desktop.ini" || strings.HasSuffix(base, "~") || strings.HasPrefix(base, "~$"):
		default:
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names
}

func (l *loader) leftover(name, dir string) {
	ext := strings.ToLower(path.Ext(name))
	f := source.New("SRC-UNREAD", source.Pos{File: name}, source.Msg("nothing-reads-this-file"), source.Message{})
	switch {
	case dir == "images" || slices.Contains(photoForms, ext):
		f.Hint = source.Msg("name-in-story-caption-or-take", path.Base(name))
		f = f.As(source.Note)
	case ext == ".md":
		f.Hint = source.Msg("stories-stand-in-stories-itself-not")
	case slices.Contains(copyForms, ext):
		f.Hint = source.Msg("take-in-banxin-import-then-take", name)
	case slices.Contains(savedForms, ext):
		f.Hint = source.Msg("save-as-take-that-in-banxin", "DOCX", strings.TrimSuffix(path.Base(name), path.Ext(name))+".docx")
	default:
		f.Hint = source.Msg("stories-files-that-end-in-md")
	}
	l.found.Add(f)
}
