package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"banxin/editions"
	"banxin/editions/splice"
	"banxin/layout/makeup"
	editing "banxin/output/desk"
	"banxin/output/works"
)

// previewPPI is how fine pictures of versions are.
const previewPPI = 50

// Versions makes up the pages without slots of the stories on none; or one page, by its place in
// edition.yaml, anew of the stories on it. -1: those without slots.
func (s *placing) Versions(ctx context.Context, n, at int) ([]editing.Version, error) {
	set, paper, done, err := s.fresh(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	ed := set.Edition
	var off []splice.Change
	if at >= 0 {
		if story := across(set.Edition, at); story != nil {
			return nil, errors.New(s.p.chinese.T("desk-across", story.Title()) + " / " + s.p.english.T("desk-across", story.Title()))
		}
		if ed, off, err = vacated(set.Edition, at); err != nil {
			return nil, err
		}
	}
	versions, err := makeup.AutoContext(ctx, ed, set.Catalog, n)
	if err != nil {
		return nil, err
	}
	var out []editing.Version
	for k := range versions {
		if at >= 0 {
			versions[k] = named(versions[k], at, set.Edition.Pages[at].Template)
		}
		v, err := s.version(ctx, set, paper, &versions[k], off)
		if err != nil {
			return nil, err
		}
		v.Zh, v.En = s.p.chinese.T("desk-version", k+1, len(versions)), s.p.english.T("desk-version", k+1, len(versions))
		out = append(out, *v)
	}
	return out, nil
}

// across is a story of a page that stands on another too, so that the page cannot be made up by
// itself; nil: there is none.
func across(ed *editions.Edition, at int) *editions.Story {
	if at >= len(ed.Pages) {
		return nil
	}
	for _, id := range storiesOf(ed.Pages[at]) {
		for i, pg := range ed.Pages {
			if i != at && slices.Contains(storiesOf(pg), id) {
				return ed.Story(id)
			}
		}
	}
	return nil
}

// storiesOf are the stories in the slots of a page that hold stories.
func storiesOf(pg *editions.Page) (out []string) {
	for _, pl := range pg.Placed {
		if s := pg.Template.Slot(pl.Slot); s != nil && s.Kind == editions.StorySlot {
			out = append(out, pl.Stories...)
		}
	}
	return out
}

// named is a version whose slots of a page have other names than those of the template that the page
// had: what that says of its own slots is not for them.
func named(v makeup.Version, at int, was *editions.Template) makeup.Version {
	ed := *v.Edition
	pg := *ed.Pages[at]
	t := *pg.Template
	other := map[string]string{}
	free := func(name string) string {
		for n := 2; ; n++ {
			if try := fmt.Sprintf("%s%d", name, n); was.Slot(try) == nil && t.Slot(try) == nil {
				return try
			}
		}
	}
	slots := slices.Clone(t.Slots)
	for i, s := range slots {
		if old := was.Slot(s.Name); (s.Kind == editions.StorySlot || s.Kind == editions.GroupSlot) && old != nil {
			c := *s
			c.Name = free(s.Name)
			other[s.Name], slots[i] = c.Name, &c
		}
	}
	for i, s := range slots {
		if now := other[s.Within]; now != "" {
			c := *s
			c.Within, slots[i] = now, &c
		}
	}
	t.Slots = slots
	pg.Template, pg.Placed = &t, slices.Clone(pg.Placed)
	for i, pl := range pg.Placed {
		if now := other[pl.Slot]; now != "" {
			pg.Placed[i].Slot = now
		}
	}
	ed.Pages = slices.Clone(ed.Pages)
	ed.Pages[at] = &pg
	v.Edition = &ed
	return v
}

// vacated is an edition with a page that waits to be made up of the stories that stood on it, and of
// no others, and what takes them off in the files, with what is said of its slots for the day.
func vacated(ed *editions.Edition, at int) (*editions.Edition, []splice.Change, error) {
	if at >= len(ed.Pages) || ed.Pages[at].Template == nil {
		return nil, nil, editing.ErrStale
	}
	pg := *ed.Pages[at]
	t := *pg.Template
	stands := func(name string) bool {
		s := ed.Pages[at].Template.Slot(name)
		return s != nil && s.Kind == editions.StorySlot
	}
	t.Flow = false
	t.Slots = slices.DeleteFunc(slices.Clone(t.Slots), func(s *editions.Slot) bool { return s.Kind == editions.StorySlot || s.Kind == editions.GroupSlot })
	pg.Template, pg.Placed = &t, nil
	out := *ed
	out.Pages = slices.Clone(ed.Pages)
	out.Pages[at] = &pg
	var own []string
	var off []splice.Change
	for _, pl := range ed.Pages[at].Placed {
		if !stands(pl.Slot) {
			pg.Placed = append(pg.Placed, pl)
			continue
		}
		for _, id := range pl.Stories {
			more, err := splice.Moved(ed, splice.Move{Story: id, From: splice.Spot{Page: at, Slot: pl.Slot}, To: splice.Nowhere})
			if err != nil {
				return nil, nil, err
			}
			own, off = append(own, id), append(off, more...)
		}
	}
	off = append(off, splice.Changing(splice.EditionFile(ed), func(d *splice.Doc) error {
		for _, slot := range ed.Pages[at].Template.Slots {
			if spot := (splice.Spot{Page: at, Slot: slot.Name}); slot.Kind == editions.StorySlot && d.Changed(spot) != nil {
				if err := d.Unchange(spot); err != nil {
					return err
				}
			}
		}
		return nil
	}))
	out.Stories = slices.DeleteFunc(slices.Clone(ed.Stories), func(s *editions.Story) bool {
		return !slices.Contains(own, s.ID) && !slices.ContainsFunc(ed.Pages, func(p *editions.Page) bool {
			return slices.ContainsFunc(p.Placed, func(pl editions.Placement) bool { return slices.Contains(pl.Stories, s.ID) })
		})
	})
	return &out, off, nil
}

// version is what a made-up edition changes after other changes, with pictures of its pages.
func (s *placing) version(ctx context.Context, set *works.Set, paper *works.Paper, v *makeup.Version, off []splice.Change) (*editing.Version, error) {
	names := map[int]string{}
	for i := range v.Made {
		name, err := s.free(fmt.Sprintf("%s_p%d", works.BaseName(set.Doc.Meta), v.Made[i].Page))
		if err != nil {
			return nil, err
		}
		names[v.Made[i].Page] = name
	}
	name := func(number int) string { return names[number] }
	out := &editing.Version{}
	for i := range v.Made {
		m := &v.Made[i]
		text := []byte(v.Text(m.Page, name(m.Page), remarks(s.p.w, m)...))
		out.Changes = append(out.Changes, splice.Change{File: templateFile(name(m.Page)), Make: func(old []byte) ([]byte, error) {
			if old != nil && !bytes.Equal(old, text) {
				return nil, splice.ErrWritten
			}
			return text, nil
		}})
	}
	out.Changes = append(out.Changes, inTurn(off, splice.Change{File: splice.EditionFile(set.Edition), Make: func(old []byte) ([]byte, error) { return v.Adopt(old, name) }})...)
	files, err := set.Files(out.Changes)
	if err != nil {
		return nil, err
	}
	s.trying.Lock()
	defer s.trying.Unlock()
	t, err := paper.With(files).Try(ctx, set)
	if err != nil {
		return nil, err
	}
	var sink works.Memory
	if _, err := t.Set.MakeWith(ctx, &sink, works.MakeOptions{PPI: previewPPI}, works.PNG); err != nil {
		return nil, err
	}
	for _, name := range sink.Names() { // of the pages that change, in their order
		if path.Ext(name) == ".png" {
			out.Pictures = append(out.Pictures, sink.Data(name))
		}
	}
	return out, nil
}

// inTurn makes one change of each file: of the last file what came before it, then that.
func inTurn(before []splice.Change, last splice.Change) (out []splice.Change) {
	for _, ch := range append(slices.Clip(before), last) {
		i := slices.IndexFunc(out, func(o splice.Change) bool { return o.File == ch.File })
		if i < 0 {
			out = append(out, ch)
			continue
		}
		first := out[i].Make
		out[i].Make = func(old []byte) ([]byte, error) {
			now, err := first(old)
			if err != nil {
				return nil, err
			}
			return ch.Make(now)
		}
	}
	return out
}

func templateFile(name string) string { return "templates/" + name + ".yaml" }

// free is a name like one that no template of the paper has yet: a page may be made up again.
func (s *placing) free(name string) (string, error) {
	fsys, done, err := s.p.paper.open()
	if err != nil {
		return "", err
	}
	defer done()
	try := name
	for n := 2; ; n++ {
		if _, err := fs.Stat(fsys, templateFile(try)); err != nil {
			return try, nil
		}
		try = fmt.Sprintf("%s-%d", name, n)
	}
}
