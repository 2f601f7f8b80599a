package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"banxin/assets"
	"banxin/cmd/folder"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/layout/makeup"
	"banxin/output/works"
)

// adoption is a version of made-up pages on its way into the paper: its templates, and edition.yaml
// with their names and the stories in it.
type adoption struct {
	edition string // the file
	text    []byte
	names   []string // of the templates' files
	texts   map[string]string
}

// adoption makes what --adopt writes, and reads it again before anything is written.
func (b *building) adoption() (*adoption, error) {
	n := b.o.adopt
	if n == 0 {
		return nil, nil
	}
	if len(b.set.Versions) == 0 {
		why, remedy := makeup.Idle(b.set.Edition)
		return nil, words.Fault("adopt-nothing-made", n, b.w.say.Msg(why), b.w.say.Msg(remedy))
	}
	if n > len(b.set.Versions) {
		return nil, words.Fault("adopt-no-such-version", n, len(b.set.Versions))
	}
	fsys, closeDir, err := b.o.open()
	if err != nil {
		return nil, err
	}
	defer closeDir()
	v := b.set.Versions[n-1]
	a := &adoption{edition: v.Edition.File.Name, texts: map[string]string{}}
	old, err := fs.ReadFile(fsys, a.edition)
	if err != nil {
		return nil, words.Fault("cannot-read-file", a.edition, err)
	}
	name := func(page int) string { return fmt.Sprintf("%s_p%d", works.BaseName(b.set.Doc.Meta), page) }
	for i := range v.Made {
		m := &v.Made[i]
		file := "templates/" + name(m.Page) + ".yaml"
		if _, err := fs.Stat(fsys, file); err == nil {
			return nil, words.Fault("adopt-template-is-there", file)
		}
		a.names = append(a.names, file)
		a.texts[file] = v.Text(m.Page, name(m.Page), remarks(b.w, m)...)
	}
	if a.text, err = v.Adopt(old, name); err == nil && !a.stands(fsys, v) {
		err = fs.ErrInvalid
	}
	if err != nil {
		return nil, words.Fault("adopt-written-in-way", a.edition)
	}
	return a, nil
}

// stands tells whether the paper, read with what is to be written, has the version's pages.
func (a *adoption) stands(fsys fs.FS, v makeup.Version) bool {
	ed, _, err := editions.LoadWith(works.Overlay(fsys, a.files()), filepath.Base(v.Edition.Path), editions.Options{Library: assets.Templates()})
	if err != nil || ed == nil || len(ed.Pages) != len(v.Edition.Pages) {
		return false
	}
	for i, pg := range v.Edition.Pages {
		same := slices.EqualFunc(ed.Pages[i].Placed, pg.Placed, func(x, y editions.Placement) bool {
			return x.Slot == y.Slot && slices.Equal(x.Stories, y.Stories)
		})
		if !same && slices.ContainsFunc(v.Made, func(m makeup.Made) bool { return m.Page == pg.Number }) {
			return false
		}
	}
	return true
}

// files are what is written, by name.
func (a *adoption) files() map[string][]byte {
	out := map[string][]byte{a.edition: a.text}
	for file, text := range a.texts {
		out[file] = []byte(text)
	}
	return out
}

// write puts the templates and then edition.yaml into the paper.
func (a *adoption) write(root string) error {
	dir, _ := paperOf(root)
	if err := os.MkdirAll(filepath.Join(dir, "templates"), 0o777); err != nil {
		return words.Fault("cannot-write-file", "templates", err)
	}
	for _, file := range a.names {
		if err := folder.Replace(filepath.Join(dir, filepath.FromSlash(file)), []byte(a.texts[file])); err != nil {
			return err
		}
	}
	return folder.Replace(filepath.Join(dir, filepath.FromSlash(a.edition)), a.text)
}
