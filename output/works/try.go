package works

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"testing/fstest"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
)

// Overlay is a file system with files laid over it; one without data is not there.
func Overlay(fsys fs.FS, files map[string][]byte) fs.FS { return overlay{fsys, files} }

type overlay struct {
	fs.FS
	files map[string][]byte
}

func (o overlay) Open(name string) (fs.File, error) {
	data, ok := o.files[name]
	switch {
	case !ok:
		return o.FS.Open(name)
	case data == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fstest.MapFS{name: {Data: data}}.Open(name)
}

// ReadDir lists the files laid over a folder among its own.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	out, err := fs.ReadDir(o.FS, name)
	mem := fstest.MapFS{}
	for file, data := range o.files {
		if data != nil {
			mem[file] = &fstest.MapFile{Data: data}
		}
	}
	more, e := fs.ReadDir(mem, name)
	if err != nil && e == nil {
		err = nil
	}
	for _, m := range more {
		if !slices.ContainsFunc(out, func(d fs.DirEntry) bool { return d.Name() == m.Name() }) {
			out = append(out, m)
		}
	}
	out = slices.DeleteFunc(slices.Clone(out), func(d fs.DirEntry) bool {
		full := d.Name()
		if name != "." {
			full = name + "/" + full
		}
		data, ok := o.files[full]
		return ok && data == nil
	})
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return out, err
}

// With returns the paper as it would be with other files: nothing is written.
func (p *Paper) With(files map[string][]byte) *Paper { return &Paper{Overlay(p.fsys, files), p.o} }

// Trial is what a change of files would come to: how the stories of the pages that it changes fit,
// before and after, and which findings come and go.
type Trial struct {
	Set    *Set // with the pages that change and no others
	Was    []layout.Fit
	Fits   []layout.Fit
	New    source.List
	Gone   source.List
	Broken bool // files cannot be read any more
}

// Errors is how many errors a change would bring.
func (t *Trial) Errors() int { return t.New.Count(source.Error) }

// Try composes the pages of a set that would be others if its files were those of this paper, which
// is With of the one that the set is of. It takes the time of these pages, not of the edition.
func (p *Paper) Try(ctx context.Context, was *Set) (*Trial, error) {
	trial := &Paper{p.fsys, p.o}
	trial.o.Progress = nil
	trial.o.Keep = p.o.seen(was)
	s, err := trial.Load(path.Base(was.Edition.Path))
	if err != nil {
		return nil, err
	}
	pages, stories := changedPages(was.Edition, s.Edition)
	t := &Trial{Set: s, Broken: len(s.Edition.Pages) != len(was.Edition.Pages)}
	s.Edition = cutTo(s.Edition, pages, stories)
	if len(s.Edition.Pages) > 0 {
		if err := s.compose(ctx); err != nil {
			return nil, err
		}
		t.Fits = s.Layout.Fits
	}
	s.Findings = s.weigh(s.Findings)
	if was.Layout != nil {
		for _, f := range was.Layout.Fits {
			if slices.Contains(stories, f.Story) {
				t.Was = append(t.Was, f)
			}
		}
	}
	about := func(f source.Finding) bool {
		if c, _ := source.LookUp(f.Code); !c.Build {
			return false
		}
		return f.Page == 0 && f.Story == "" || slices.Contains(stories, f.Story) ||
			slices.ContainsFunc(pages, func(i int) bool { return i < len(was.Edition.Pages) && was.Edition.Pages[i].Number == f.Page })
	}
	t.New = without(s.Findings, was.Findings, about)
	t.Gone = without(was.Findings, s.Findings, about)
	return t, nil
}

// seen takes pictures that a set has looked at for whole.
func (o *Options) seen(was *Set) Keep {
	return func(key string, make func() ([]byte, error)) ([]byte, error) {
		for name := range was.Edition.Images {
			if key == "sound "+name {
				return []byte{1}, nil
			}
		}
		if o.Keep != nil {
			return o.Keep(key, make)
		}
		return make()
	}
}

// without are the findings of a list, of those that a test lets through, which another lacks.
func without(list, other source.List, about func(source.Finding) bool) (out source.List) {
	said := map[string]int{}
	for i := range other {
		said[sayingOf(&other[i])]++
	}
	for i := range list {
		if k := sayingOf(&list[i]); about(list[i]) && said[k] == 0 {
			out = append(out, list[i])
		} else {
			said[k]--
		}
	}
	return out
}

func sayingOf(f *source.Finding) string {
	return f.Code + " " + f.Severity.String() + " " + f.Story + " " + f.Slot + " " + f.Message.String()
}

// changedPages lists the pages that differ, by their places, with those that stories lead to from
// them, and all stories on them before or after.
func changedPages(a, b *editions.Edition) (pages []int, stories []string) {
	changed := map[string]bool{}
	for _, s := range b.Stories {
		if o := a.Story(s.ID); o == nil || string(o.File.Data) != string(s.File.Data) {
			changed[s.ID] = true
		}
	}
	in := make([]bool, len(b.Pages))
	for i, pg := range b.Pages {
		in[i] = i >= len(a.Pages) || !samePage(a.Pages[i], pg) ||
			slices.ContainsFunc(storiesOf(pg), func(id string) bool { return changed[id] })
		if in[i] && i < len(a.Pages) {
			stories = append(stories, storiesOf(a.Pages[i])...)
		}
	}
	for more := true; more; {
		more = false
		for i, pg := range b.Pages {
			if in[i] {
				stories = append(stories, storiesOf(pg)...)
			}
		}
		for i, pg := range b.Pages {
			if !in[i] && slices.ContainsFunc(storiesOf(pg), func(id string) bool { return slices.Contains(stories, id) }) {
				in[i], more = true, true
			}
		}
	}
	for i := range in {
		if in[i] {
			pages = append(pages, i)
		}
	}
	slices.Sort(stories)
	return pages, slices.Compact(stories)
}

// storiesOf lists the stories of a page, those that it leads to left out.
func storiesOf(pg *editions.Page) (out []string) {
	for _, pl := range pg.Placed {
		if s := pg.Template.Slot(pl.Slot); s == nil || s.Kind != editions.IndexSlot {
			out = append(out, pl.Stories...)
		}
	}
	return out
}

// samePage tells whether pages are alike, wherever they are written.
func samePage(a, b *editions.Page) bool {
	if a.Name != b.Name || a.Section != b.Section || a.Editor != b.Editor || a.Number != b.Number {
		return false
	}
	same := func(x, y editions.Placement) bool {
		return x.Slot == y.Slot && slices.Equal(x.Stories, y.Stories) && (x.Advert == nil) == (y.Advert == nil) &&
			(x.Advert == nil || x.Advert.Path == y.Advert.Path)
	}
	return slices.EqualFunc(a.Placed, b.Placed, same) && reflect.DeepEqual(placeless(a.Template), placeless(b.Template)) && slices.Equal(a.Inks.Names(), b.Inks.Names())
}

// placeless is a template without where it is written.
func placeless(t *editions.Template) *editions.Template {
	out := *t
	out.File, out.Inks = nil, editions.Inks{}
	out.Slots = make([]*editions.Slot, len(t.Slots))
	for i, s := range t.Slots {
		c := *s
		c.Pos = source.Pos{}
		out.Slots[i] = &c
	}
	return &out
}

// cutTo is an edition of some of its pages, with the stories on them.
func cutTo(ed *editions.Edition, pages []int, stories []string) *editions.Edition {
	out := *ed
	out.Pages = nil
	for _, i := range pages {
		out.Pages = append(out.Pages, ed.Pages[i])
	}
	out.Stories = slices.DeleteFunc(slices.Clone(ed.Stories), func(s *editions.Story) bool {
		return !slices.Contains(stories, s.ID) || !slices.ContainsFunc(out.Pages, func(pg *editions.Page) bool { return slices.Contains(storiesOf(pg), s.ID) })
	})
	return &out
}
