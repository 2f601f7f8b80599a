package editions

import (
	"bytes"
	"reflect"

	"banxin/editions/clone"
	"banxin/editions/source"
)

// Recall remembers the stories of the last reading, so that those whose files and paper are as
// they were need not be read again. It is for one paper, and one reading at a time.
type Recall struct {
	paper   *Paper // for which they were read
	stories map[string]recalled
}

// recalled is a story as it was read, before an edition took it up.
type recalled struct {
	data  []byte
	story *Story
	found source.List
}

// of begins a reading for a paper.
func (r *Recall) of(p *Paper) {
	if r != nil && !reflect.DeepEqual(r.paper, p) {
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
