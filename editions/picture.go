package editions

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"banxin/editions/picture"
	"banxin/editions/source"
)

const (
	maxPicture = 100 << 20 // bytes of a file
	enoughSide = 8000      // pixels of an edge that are always taken
)

// pictureFile is a file that stories show, and what came of it.
type pictureFile struct {
	name      string // from the paper's folder
	data      []byte
	img       *Image // nil: it cannot be used
	code      string // of what is wrong with it
	msg, hint source.Message
	private   bool
	foreign   string // the profile of inks that it brings; empty: none
}

// pictureUse is a picture of a story with its file.
type pictureUse struct {
	story *Story
	pic   *Picture
	file  *pictureFile // nil: there is none
	at    int          // of the story, in Edition.Stories
	block int          // of the picture, in the story
}

// pictures reads the pictures of all stories, each file once, and verifies that they are
// whole: what is wrong with one is said here, at its place, and not by a writer.
func (l *loader) pictures(ed *Edition) {
	l.noFolder(l.folder(ed.Path, "images"))
	known := map[string]*pictureFile{}
	var files []*pictureFile // in the order of their first use
	var uses []pictureUse
	for k, s := range ed.Stories {
		for i, p := range s.Pictures() {
			f := l.find(ed, s, p, known)
			if f != nil && known[f.name] == nil {
				known[f.name] = f
				files = append(files, f)
			}
			uses = append(uses, pictureUse{s, p, f, k, i})
		}
	}
	settleAll(files, l.sound)
	l.show(ed, uses)
	uses = slices.DeleteFunc(uses, func(u pictureUse) bool { return u.file == nil })
	for _, u := range uses {
		if u.file.img == nil {
			l.blamePicture(u, u.file.code, u.file.msg, u.file.hint)
			continue
		}
		ed.Images[u.file.name] = u.file.img
	}
	l.private(files, uses)
	l.foreign(ed.Paper, uses)
}

// show gives pictures what they show. A story that belongs to an earlier edition too stays as it is where all of its
// pictures show what they did, and is that of this edition alone where they do not.
func (l *loader) show(ed *Edition, uses []pictureUse) {
	for _, u := range uses {
		if f := u.file; f != nil && f.img != nil && l.recall.shared(u.story) {
			f.img = same(u.pic.Image, f.img)
		}
	}
	for i := range uses {
		u := &uses[i]
		var img *Image
		if u.file != nil {
			img = u.file.img
		}
		if s := ed.Stories[u.at]; s == u.story && l.recall.shared(s) && u.pic.Image != img {
			own := l.recall.own(s)
			l.bad[own], ed.Stories[u.at] = l.bad[s], own
			for k := range uses[:i] { // those that were right
				if w := &uses[k]; w.at == u.at {
					img := w.pic.Image
					w.story, w.pic = own, own.Blocks[w.block].(*Picture)
					w.pic.Image = img
				}
			}
		}
		if s := ed.Stories[u.at]; s != u.story {
			u.story, u.pic = s, s.Blocks[u.block].(*Picture)
		}
		if u.pic.Image != img {
			u.pic.Image = img
		}
	}
}

// foreign names the profiles of pictures in the inks of another press, each picture once.
func (l *loader) foreign(p *Paper, uses []pictureUse) {
	said := map[*pictureFile]bool{}
	for _, u := range uses {
		f := u.file
		if f.foreign == "" || said[f] {
			continue
		}
		said[f] = true
		if i, err := picture.Read(f.data); err == nil && !bytes.Equal(i.ICC, p.Press.Data) {
			l.blamePicture(u, "PIC-PROFILE", source.Msg("picture-comes-in-inks-of", path.Base(f.name), f.foreign), source.Msg("converted-to-press-through-profile"))
		}
	}
}

func (l *loader) blamePicture(u pictureUse, code string, msg, hint source.Message) {
	l.found.Add(source.New(code, u.story.File.Pos(u.pic.Span), msg, hint).Of(u.story.ID))
}

// private says once how many pictures tell what is not for every reader.
func (l *loader) private(files []*pictureFile, uses []pictureUse) {
	n := 0
	for _, f := range files {
		if f.private {
			n++
		}
	}
	for _, u := range uses {
		if u.file.private {
			l.blamePicture(u, "PIC-PRIVATE", source.Msg("pictures-tell-where-taken-or-by", n), source.Msg("left-out-of-e-editions-copyright"))
			return
		}
	}
}

// find looks for a picture in images/, then beside the story. It is nil after a finding.
func (l *loader) find(ed *Edition, s *Story, p *Picture, known map[string]*pictureFile) *pictureFile {
	u := pictureUse{story: s, pic: p}
	file := slashed(p.Path)
	if near := l.pictureMeant(ed, file); near != "" {
		l.blamePicture(u, "SRC-PATH", source.Msg("picture-is-called-in-images", p.Path), source.Msg("write-as", near))
		file = near
	}
	if address.MatchString(file) {
		l.blamePicture(u, "SRC-PATH", source.Msg("picture-is-an-address", clip(p.Path, 60)), source.Msg("save-picture-into-images-name-file", path.Base(file)))
		return nil
	}
	if !isPath(file) {
		l.blamePicture(u, "SRC-PATH", source.Msg("leads-out-of-paper-folder", p.Path), source.Msg("copy-picture-into-images-name-from"))
		return nil
	}
	for _, dir := range []string{"images", "stories"} {
		folder := l.folder(ed.Path, dir)
		name := path.Join(folder, file)
		if f := known[name]; f != nil {
			return f
		}
		if img := ed.Images[name]; img != nil && img.Format != "pdf" {
			return &pictureFile{name: name, img: img}
		}
		if msg, hint, ok := noPicture(file); ok && l.stands(name, false) {
			l.read[name] = true
			l.blamePicture(u, "PIC-FORMAT", msg, hint)
			return nil
		}
		data, err := l.bytes(name, maxPicture)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil && l.noFolder(folder) {
			return nil
		}
		if err != nil {
			at := len(l.found)
			l.blame(err, "PIC-MISSING", s.File.Pos(p.Span), p.Path)
			for ; at < len(l.found); at++ {
				l.found[at].Story = s.ID
			}
			return nil
		}
		return &pictureFile{name: name, data: data}
	}
	if msg, hint, ok := noPicture(file); ok {
		l.blamePicture(u, "PIC-FORMAT", msg, hint)
		return nil
	}
	hint := source.Msg("put-into-images", ed.Path)
	if like := l.otherCase(l.folder(ed.Path, "images"), file); like != "" {
		hint = source.Msg("did-you-mean", like)
	}
	l.blamePicture(u, "PIC-MISSING", source.Msg("picture-missing", p.Path), hint)
	return nil
}

// noPicture tells of a file that a story names as a picture and that is none by its ending, and what is to be
// done with it.
func noPicture(file string) (msg, hint source.Message, ok bool) {
	name, ext := path.Base(file), strings.ToLower(path.Ext(file))
	switch ext {
	case ".xlsx", ".xls", ".et":
		return source.Msg("sheet-named-as-picture", name), source.Msg("save-as-csv-and-name-where-to-stand", "![表：…]("+strings.TrimSuffix(name, path.Ext(name))+".csv)"), true
	case ".mp3", ".mp4", ".mov", ".m4a", ".wav", ".avi":
		return source.Msg("sound-or-film-named-as-picture", name), source.Msg("take-it-away-or-name-still"), true
	case ".zip", ".rar", ".7z":
		return source.Msg("archive-named-as-picture", name), source.Msg("unpack-and-name-picture-in-it"), true
	case ".docx", ".doc", ".wps", ".pptx", ".ppt", ".odt", ".rtf", ".txt", ".html":
		return source.Msg("document-named-as-picture", name), source.Msg("take-its-pictures-out-or-import-text"), true
	}
	return msg, hint, false
}

var address = regexp.MustCompile(`(?i)^(?:https?:|ftp:|//|www\.)`)

// pictureMeant is how a picture of images/ is called that a story names by a longer path, the folder
// with it, or without its ending. Empty: it is called as the story says, or there is none.
func (l *loader) pictureMeant(ed *Edition, file string) string {
	dir := l.folder(ed.Path, "images")
	if isPath(file) && (l.stands(path.Join(dir, file), false) || l.stands(path.Join(l.folder(ed.Path, "stories"), file), false)) {
		return ""
	}
	base := path.Base(path.Clean(strings.TrimPrefix(file, "file://")))
	if base != file && isPath(base) && l.stands(path.Join(dir, base), false) {
		return base
	}
	if path.Ext(file) != "" || !isPath(file) {
		return ""
	}
	for _, end := range photoForms {
		if l.stands(path.Join(dir, file+end), false) {
			return file + end
		}
	}
	return ""
}

// otherCase is the file of a folder whose name differs from another by capitals alone, as one system
// takes for the same and another does not, or the one picture that differs by its form alone:
// library.jpg for library.png. It counts as read. Empty: there is none.
func (l *loader) otherCase(dir, file string) string {
	var forms []string
	for _, name := range l.all(dir) {
		like := strings.TrimPrefix(name, dir+"/")
		if strings.EqualFold(like, file) {
			l.read[name] = true
			return like
		}
		form := strings.ToLower(path.Ext(like))
		if slices.Contains(photoForms, form) && strings.EqualFold(strings.TrimSuffix(like, path.Ext(like)), strings.TrimSuffix(file, path.Ext(file))) {
			forms = append(forms, like)
		}
	}
	if len(forms) != 1 {
		return ""
	}
	l.read[path.Join(dir, forms[0])] = true
	return forms[0]
}

// settleAll settles files side by side, but large pictures one after the other: what they
// take in memory is bounded by one of them and what the small ones take.
func settleAll(files []*pictureFile, sound func(string, []byte, func() error) error) {
	const large = 16 << 20 // pixels
	var all sync.WaitGroup
	var alone sync.Mutex
	next := make(chan *pictureFile)
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		all.Go(func() {
			for f := range next {
				if i, err := picture.Read(f.data); err == nil && i.W*i.H > large {
					alone.Lock()
					f.settle(sound)
					alone.Unlock()
					continue
				}
				f.settle(sound)
			}
		})
	}
	for _, f := range files {
		if f.img == nil { // else an advert has shown it
			next <- f
		}
	}
	close(next)
	all.Wait()
}

// settle reads a picture's head and verifies the rest, or is told of it. It has an image or a
// finding afterwards.
func (f *pictureFile) settle(sound func(string, []byte, func() error) error) {
	info, err := picture.Read(f.data)
	verify := func() error { return picture.Verify(f.data) }
	if err == nil && sound != nil {
		err = sound(f.name, f.data, verify)
	} else if err == nil {
		err = verify()
	}
	if err = picture.Named(err, f.data, f.name); err != nil {
		f.code, f.msg, f.hint = complaint(path.Base(f.name), len(f.data), err)
		return
	}
	f.private = info.Private != 0
	if info.Space == picture.CMYK && info.ICC != nil {
		f.foreign = cmp.Or(info.Profile, "CMYK")
	}
	f.img = &Image{Path: f.name, Format: info.Format, W: info.W, H: info.H, Data: f.data}
}

// complaint says what is wrong with a picture, and what to do.
func complaint(name string, bytes int, err error) (code string, msg, hint source.Message) {
	var size *picture.SizeError
	var kind *picture.KindError
	switch {
	case bytes == 0:
		return "PIC-FORMAT", source.Msg("picture-empty", name), source.Message{}
	case errors.Is(err, picture.ErrCut):
		return "PIC-CUT", source.Msg("picture-cut-off", name), source.Msg("copy-file-again")
	case errors.As(err, &size):
		return "PIC-SIZE", source.Msg("picture-x-pixels-too-many", name, size.W, size.H), source.Msg("scale-down-page-needs-no-more", enoughSide)
	case errors.As(err, &kind) && kind.Kind != "":
		return "PIC-FORMAT", source.Msg("picture-which-not-set", name, kind.Kind), source.Msg("convert-it", kind.Convert(name))
	case errors.As(err, &kind):
		return "PIC-FORMAT", source.Msg("picture-of-no-kind-known", name), source.Msg("save-as-jpeg-png-or-tiff")
	}
	return "PIC-FORMAT", source.Msg("picture-damaged", name), source.Msg("save-again-as-jpeg-or-png")
}
