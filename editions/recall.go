package editions

import (
	"bytes"
	"reflect"

	"banxin/editions/clone"
	"banxin/editions/source"
)

// Recall remembers the last reading, so that stories whose files and paper are as they were
// need not be read again. What a reading comes to that is as it was in the last one is the same
// value: a story, a template, a page, a picture, the paper. So who works with editions need not
// look into what has not changed. It is for one paper, and one reading at a time.
type Recall struct {
	paper   *Paper // for which the stories were read
	stories map[string]recalled
	last    *Edition                // as it was handed over
	final   map[*source.File]*Story // its stories
}

// recalled is a story as it was read, before an edition took it up.
type recalled struct {
	data  []byte
	story *Story
	found source.List
}

// of begins a reading for a paper.
func (r *Recall) of(p *Paper) {
	if r != nil && (r.paper == nil || !reflect.DeepEqual(r.paper, p)) {
		r.paper, r.stories = clone.Of(p, files), nil
	}
}

// files are shared by what is copied: they never change.
var files = reflect.TypeFor[*source.File]()

// get is a story of its own for the edition; nil where the file is another.
func (r *Recall) get(name string, data []byte) (*Story, source.List) {
	if r == nil {
		return nil, nil
	}
	was, ok := r.stories[name]
	if !ok || !bytes.Equal(was.data, data) {
		return nil, nil
	}
	return clone.Of(was.story, files), append(source.List(nil), was.found...)
}

// keep remembers what was read.
func (r *Recall) keep(stories []*Story, found []source.List) {
	if r == nil {
		return
	}
	now := make(map[string]recalled, len(stories))
	for i, s := range stories {
		if was, ok := r.stories[s.File.Name]; ok && bytes.Equal(was.data, s.File.Data) {
			now[s.File.Name] = was
			continue
		}
		now[s.File.Name] = recalled{s.File.Data, clone.Of(s, files), append(source.List(nil), found[i]...)}
	}
	r.stories = now
}

// settle puts what is as it was in the last edition in the place of what is no other, and
// remembers the edition.
func (r *Recall) settle(ed *Edition) {
	if r == nil {
		return
	}
	if last := r.last; last != nil && last.Path == ed.Path {
		ed.Paper = same(last.Paper, ed.Paper)
		ed.File = same(last.File, ed.File)
		r.images(ed)
		each(len(ed.Stories), func(i int) { ed.Stories[i] = same(r.final[ed.Stories[i].File], ed.Stories[i]) })
		r.pages(ed)
	}
	r.final = make(map[*source.File]*Story, len(ed.Stories))
	for _, s := range ed.Stories {
		r.final[s.File] = s
	}
	r.last = ed
}

// same is an earlier value where that is no other, else the new one.
func same[T any](was, now *T) *T {
	if was != nil && now != nil && reflect.DeepEqual(was, now) {
		return was
	}
	return now
}

// images are shared by the stories that show them.
func (r *Recall) images(ed *Edition) {
	kept := make(map[*Image]*Image, len(ed.Images))
	for path, now := range ed.Images {
		kept[now] = same(r.last.Images[path], now)
		ed.Images[path] = kept[now]
	}
	for _, s := range ed.Stories {
		for _, p := range s.Pictures() {
			if i := kept[p.Image]; i != nil {
				p.Image = i
			}
		}
	}
}

// pages are compared with their templates, which several may have.
func (r *Recall) pages(ed *Edition) {
	templates := map[*Template]*Template{}
	for i, pg := range ed.Pages {
		if i >= len(r.last.Pages) {
			break
		}
		was := r.last.Pages[i]
		if t, known := templates[pg.Template]; known {
			pg.Template = t
		} else {
			t = same(was.Template, pg.Template)
			templates[pg.Template], templates[t] = t, t
			pg.Template = t
		}
		ed.Pages[i] = same(was, pg)
	}
}
