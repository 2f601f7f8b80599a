package splice

import (
	"path"
	"slices"

	"banxin/editions"
)

// Change is what is done to a file: Make returns its new text. Old is nil where there is no file.
type Change struct {
	File string
	Make func(old []byte) ([]byte, error)
}

// Changing is a change of the YAML of a file.
func Changing(file string, do func(d *Doc) error) Change {
	return Change{file, func(old []byte) ([]byte, error) {
		d, err := Open(file, old)
		if err != nil {
			return nil, err
		}
		if err := do(d); err != nil {
			return nil, err
		}
		return d.Bytes(), nil
	}}
}

// How a story comes into a slot in which others stand.
const (
	Instead = "instead" // it takes the place of them, and they are on no page
	Behind  = "behind"  // it stands behind them
	Swapped = "swapped" // they take the place where it stood
)

// Move is what is done with a story: it goes From a slot, or comes from no page, To one, or leaves
// the pages. Pages are counted from 0, -1 is none.
type Move struct {
	Story    string
	From, To Spot
	How      string // Instead, Behind or Swapped; where the slot is empty it does not matter
	Other    string // of Swapped: the story that changes places with it; empty: the only one there
}

// Nowhere is the spot of a story on no page.
var Nowhere = Spot{Page: -1}

// Moved is what a move changes in the files of an edition: edition.yaml, or the heads of stories
// that say their place themselves.
func Moved(ed *editions.Edition, m Move) ([]Change, error) {
	s := ed.Story(m.Story)
	if s == nil || m.From.Page >= len(ed.Pages) || m.To.Page >= len(ed.Pages) || m.From.Page < 0 && m.To.Page < 0 {
		return nil, ErrWritten
	}
	there := standing(ed, m.To)
	if m.How == Swapped && m.Other == "" && len(there) == 1 {
		m.Other = there[0]
	}
	o := &mover{ed: ed}
	swap := m.How == Swapped && m.From.Page >= 0 && slices.Contains(there, m.Other)
	if swap && o.written(m.From, m.Story) && o.written(m.To, m.Other) {
		o.edition(func(d *Doc) error { return d.Swap(m.From, m.Story, m.To, m.Other) })
		return o.list(), nil
	}
	if m.From.Page >= 0 {
		o.leave(m.From, s)
	}
	if m.To.Page < 0 {
		return o.list(), nil
	}
	if swap {
		o.leave(m.To, ed.Story(m.Other))
		o.enter(m.From, ed.Story(m.Other))
	} else if m.How == Instead {
		return o.instead(m.To, s, there), nil
	}
	o.enter(m.To, s)
	return o.list(), nil
}

// standing are the stories of a slot.
func standing(ed *editions.Edition, at Spot) (out []string) {
	if at.Page < 0 {
		return nil
	}
	for _, pl := range ed.Pages[at.Page].Placed {
		if pl.Slot == at.Slot {
			out = append(out, pl.Stories...)
		}
	}
	return out
}

// mover collects what changes in which file.
type mover struct {
	ed    *editions.Edition
	files []string
	do    map[string][]func(d *Doc) error
}

func (o *mover) add(file string, f func(d *Doc) error) {
	if !slices.Contains(o.files, file) {
		o.files = append(o.files, file)
	}
	if o.do == nil {
		o.do = map[string][]func(d *Doc) error{}
	}
	o.do[file] = append(o.do[file], f)
}

func (o *mover) edition(f func(d *Doc) error) { o.add(EditionFile(o.ed), f) }

// EditionFile is the name of an edition's edition.yaml.
func EditionFile(ed *editions.Edition) string { return path.Join(ed.Path, "edition.yaml") }

func (o *mover) list() (out []Change) {
	for _, file := range o.files {
		out = append(out, Changing(file, func(d *Doc) error {
			for _, f := range o.do[file] {
				if err := f(d); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	return out
}

// written tells whether edition.yaml says that a story stands in a slot.
func (o *mover) written(at Spot, story string) bool {
	d, err := Open("edition.yaml", o.ed.File.Data)
	return err == nil && slices.Contains(d.Placed(at), story)
}

// leave takes a story out of a slot.
func (o *mover) leave(at Spot, s *editions.Story) {
	switch {
	case s == nil:
	case o.written(at, s.ID):
		o.edition(func(d *Doc) error { return d.Unplace(at, s.ID) })
	case s.Page > 0:
		o.add(s.File.Name, func(d *Doc) error {
			if d.Said("slot") != nil {
				if err := d.Unsay("slot"); err != nil {
					return err
				}
			}
			return d.Unsay("page")
		})
	default:
		o.add(s.File.Name, func(d *Doc) error { return d.Unsay("jump") })
	}
}

// enter puts a story into a slot.
func (o *mover) enter(at Spot, s *editions.Story) {
	o.edition(func(d *Doc) error { return d.Place(at, s.ID, o.order(at.Page)...) })
}

// instead puts a story into the place of those that stand in a slot.
func (o *mover) instead(at Spot, s *editions.Story, there []string) []Change {
	if len(there) == 1 && o.written(at, there[0]) {
		o.edition(func(d *Doc) error { return d.Replace(at, there[0], s.ID) })
		return o.list()
	}
	for _, id := range there {
		o.leave(at, o.ed.Story(id))
	}
	o.enter(at, s)
	return o.list()
}

// order lists the slots of a page as they are drawn.
func (o *mover) order(page int) (out []string) {
	for _, s := range o.ed.Pages[page].Template.Slots {
		out = append(out, s.Name)
	}
	return out
}

// Templated gives a page another template.
func Templated(ed *editions.Edition, page int, name string) Change {
	return Changing(EditionFile(ed), func(d *Doc) error { return d.Template(page, name) })
}

// Fielded says a field of a slot for the day; an empty value takes it back.
func Fielded(ed *editions.Edition, at Spot, value string, keys ...string) Change {
	return Changing(EditionFile(ed), func(d *Doc) error {
		if value == "" {
			return d.Unchange(at, keys...)
		}
		return d.Change(at, Text(value), keys...)
	})
}

// Focused says which point of a story's picture a crop keeps in view, in percent.
func Focused(s *editions.Story, picture int, value string) Change {
	return Change{s.File.Name, func(old []byte) ([]byte, error) { return Picture(s.File.Name, old, picture, "focus", value) }}
}

// Excepted adds an exception to an edition.
func Excepted(ed *editions.Edition, e editions.Exception) Change {
	return Changing(EditionFile(ed), func(d *Doc) error { return d.Except(e) })
}
