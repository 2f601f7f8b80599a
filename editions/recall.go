package editions

import (
	"bytes"
	"maps"
	"reflect"
	"slices"

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
	last    *Edition               // as it was handed over
	final   map[*source.File]final // its stories

	files, later map[string]*parsed // YAML of the last reading, and of the one in hand
}

// parsed is a YAML file as it was read. Nothing changes what a value says.
type parsed struct {
	data    []byte
	value   *value
	found   source.List
	guessed []source.Pos
}

// parsed is what the last reading made of a file. It serves once in a reading: files of other folders
// may have the same name and say the same.
func (r *Recall) parsed(file *source.File) *parsed {
	if r == nil || r.later[file.Name] != nil {
		return nil
	}
	was := r.files[file.Name]
	if was == nil || !bytes.Equal(was.data, file.Data) {
		return nil
	}
	r.keepParsed(file, was)
	return was
}

func (r *Recall) keepParsed(file *source.File, p *parsed) {
	if r == nil {
		return
	}
	if r.later == nil {
		r.later = map[string]*parsed{}
	}
	r.later[file.Name] = p
}

// recalled is a story as it was read, before an edition took it up.
type recalled struct {
	data  []byte // of the file as it is stored
	story *Story
	found source.List
}

// final is a story of the last edition.
type final struct {
	story *Story
	plain bool // it is as it was read, so that it serves again
}

// of begins a reading for a paper.
func (r *Recall) of(p *Paper) {
	if r != nil && (r.paper == nil || !reflect.DeepEqual(r.paper, p)) {
		r.paper, r.stories = clone.Of(p, files), nil
		for file, was := range r.final {
			r.final[file] = final{story: was.story}
		}
	}
}

// files are shared by what is copied: they never change.
var files = reflect.TypeFor[*source.File]()

// get is a story for the edition, the one of a number: one of its own unless nothing that an edition
// does to it would change it; nil where the file is another.
func (r *Recall) get(name string, data []byte, number int) (*Story, source.List) {
	if r == nil {
		return nil, nil
	}
	was, ok := r.stories[name]
	if !ok || !bytes.Equal(was.data, data) {
		return nil, nil
	}
	found := append(source.List(nil), was.found...)
	if f := r.final[was.story.File]; f.plain && (f.story.Ranked || f.story.Rank == number) {
		return f.story, found
	}
	return clone.Of(was.story, files), found
}

// shared tells whether a story belongs to an earlier edition too.
func (r *Recall) shared(s *Story) bool {
	if r == nil {
		return false
	}
	was := r.final[s.File]
	return was.story == s && was.plain
}

// own is a story that belongs to an earlier edition too as it was read, for an edition in which it has become
// another.
func (r *Recall) own(s *Story) *Story {
	own := clone.Of(r.stories[s.File.Name].story, files)
	own.ID, own.Rank = s.ID, s.Rank
	return own
}

// settled tells whether a story is as it was read but for its number and what its pictures show, and
// whatever edition it is in leaves it so: nothing else of it is looked for in other files.
func (r *Recall) settled(s *Story) bool {
	was, ok := r.stories[s.File.Name]
	if !ok || was.story.File != s.File {
		return false
	}
	for range s.Tables() {
		return false
	}
	read, now := *was.story, *s
	read.Rank, now.Blocks = s.Rank, slices.Clone(s.Blocks) // copied whole, to change their pictures
	for i, p := range s.Pictures() {
		if p.Ink != "" {
			return false
		}
		unseen := *p
		unseen.Image, now.Blocks[i] = nil, &unseen
	}
	return reflect.DeepEqual(&read, &now)
}

// keep remembers what was read of files with these data, which are those of the stories' files only where
// they did not have to be decoded.
func (r *Recall) keep(data [][]byte, stories []*Story, found []source.List) {
	if r == nil {
		return
	}
	if r.stories == nil {
		r.stories = make(map[string]recalled, len(stories))
	}
	for i, s := range stories {
		if was, ok := r.stories[s.File.Name]; !ok || !bytes.Equal(was.data, data[i]) {
			r.stories[s.File.Name] = recalled{data[i], clone.Of(s, files), append(source.List(nil), found[i]...)}
		}
	}
	if len(r.stories) > len(stories) { // some are gone
		names := make(map[string]bool, len(stories))
		for _, s := range stories {
			names[s.File.Name] = true
		}
		maps.DeleteFunc(r.stories, func(name string, _ recalled) bool { return !names[name] })
	}
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
		each(len(ed.Stories), func(i int) { ed.Stories[i] = same(r.final[ed.Stories[i].File].story, ed.Stories[i]) })
		r.pages(ed)
	}
	now := make(map[*source.File]final, len(ed.Stories))
	for _, s := range ed.Stories {
		f := r.final[s.File]
		if f.story != s {
			f = final{s, r.settled(s)}
		}
		now[s.File] = f
	}
	r.final, r.last = now, ed
	r.files, r.later = r.later, nil
}

// same is an earlier value where that is no other, else the new one.
func same[T any](was, now *T) *T {
	if was != nil && now != nil && (was == now || reflect.DeepEqual(was, now)) {
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
			if i := kept[p.Image]; i != nil && i != p.Image {
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
