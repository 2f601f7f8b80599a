package splice

import (
	"slices"
	"strings"

	"banxin/editions"
)

// The keys of edition.yaml.
var (
	pagesKey   = known("edition", "pages")
	storiesKey = known("page", "stories").inLines()
	changesKey = known("page", "changes")
	slotsKey   = known("template", "slots")
)

// Spot is a slot of a page: the page by its place in edition.yaml, from 0.
type Spot struct {
	Page int
	Slot string
}

func (s Spot) path() []Step { return []Step{pagesKey, At(s.Page), storiesKey, Key(s.Slot)} }

// Placed lists the stories of a slot, as edition.yaml has them.
func (d *Doc) Placed(s Spot) []string { return texts(d.Get(s.path()...)) }

func texts(n *editions.Node) (out []string) {
	if n == nil {
		return nil
	}
	if n.Shape == editions.Scalar {
		return []string{n.Text}
	}
	for _, item := range n.Items {
		out = append(out, item.Text)
	}
	return out
}

// Place puts a story into a slot, behind those that stand there. Order lists the slots of the page
// as they are read: where the page has no line for the slot yet, it comes behind those before it, or before those behind.
func (d *Doc) Place(s Spot, story string, order ...string) error {
	return d.PlaceAll(s, []string{story}, order...)
}

// PlaceAll is Place for several stories in one line.
func (d *Doc) PlaceAll(s Spot, stories []string, order ...string) error {
	there := d.Placed(s)
	if len(there) == 0 {
		return d.set(List(stories...), d.after(s, order), s.path())
	}
	for i, id := range stories {
		if slices.Contains(there, id) {
			continue
		}
		if err := d.Insert(len(there)+i, Text(id), s.path()...); err != nil {
			return err
		}
	}
	return nil
}

// after is the place, among the slots that a page fills, of the last one that order has before the
// slot; first or last where there is none.
func (d *Doc) after(s Spot, order []string) int {
	path := s.path()
	n := d.Get(path[:3]...)
	k := slices.Index(order, s.Slot)
	if n == nil || k < 0 {
		return comesLast
	}
	none := comesLast
	for i := len(n.Pairs) - 1; i >= 0; i-- {
		switch j := slices.Index(order, n.Pairs[i].Key.Text); {
		case j >= 0 && j < k:
			return i
		case j > k:
			none = comesFirst
		}
	}
	return none
}

// Unplace takes a story out of a slot.
func (d *Doc) Unplace(s Spot, story string) error {
	i := slices.Index(d.Placed(s), story)
	if i < 0 {
		return ErrWritten
	}
	if n := d.Get(s.path()...); n.Shape == editions.Sequence && len(n.Items) > 1 {
		return d.Remove(append(s.path(), At(i))...)
	}
	return d.Remove(s.path()...)
}

// Replace puts a story into the place of another.
func (d *Doc) Replace(s Spot, story, by string) error {
	i := slices.Index(d.Placed(s), story)
	if i < 0 {
		return ErrWritten
	}
	path := s.path()
	if d.Get(path...).Shape == editions.Sequence {
		path = append(path, At(i))
	}
	return d.Set(Text(by), path...)
}

// Swap lets two stories change places.
func (d *Doc) Swap(a Spot, story string, b Spot, other string) error {
	if a == b {
		return d.turn(a, story, other)
	}
	was := *d
	err := d.Replace(a, story, other)
	if err == nil {
		err = d.Replace(b, other, story)
	}
	if err != nil {
		*d = was
	}
	return err
}

// turn lets two stories of one slot change places.
func (d *Doc) turn(s Spot, story, other string) error {
	there := d.Placed(s)
	i, j := slices.Index(there, story), slices.Index(there, other)
	if i < 0 || j < 0 || i == j {
		return ErrWritten
	}
	was := *d
	err := d.Set(Text(other), append(s.path(), At(i))...)
	if err == nil {
		err = d.Set(Text(story), append(s.path(), At(j))...)
	}
	if err != nil {
		*d = was
	}
	return err
}

// Template gives a page another template.
func (d *Doc) Template(page int, name string) error {
	return d.Set(Text(name), pagesKey, At(page), known("page", "template"))
}

// PageSays is what a page says of a key, by its English name; nil: nothing.
func (d *Doc) PageSays(page int, key string) *editions.Node {
	return d.Get(pagesKey, At(page), known("page", key))
}

// Pages is how many there are.
func (d *Doc) Pages() int {
	n := d.Get(pagesKey)
	if n == nil {
		return 0
	}
	return len(n.Items)
}

// Change says a field of a slot for the day, over what the page's template says. A path of several
// keys leads into what the slot's fields hold: head, size.
func (d *Doc) Change(s Spot, v Value, keys ...string) error {
	return d.Set(v, s.change(keys)...)
}

// Changed is what the page says of a field of a slot for the day; nil: nothing.
func (d *Doc) Changed(s Spot, keys ...string) *editions.Node { return d.Get(s.change(keys)...) }

// Unchange takes back what Change says.
func (d *Doc) Unchange(s Spot, keys ...string) error { return d.Remove(s.change(keys)...) }

func (s Spot) change(keys []string) []Step {
	return append([]Step{pagesKey, At(s.Page), changesKey, slotsKey, Key(s.Slot)}, slotKeys(keys)...)
}

// Slot says a field of a slot in a template.
func (d *Doc) Slot(slot string, v Value, keys ...string) error {
	return d.Set(v, append([]Step{slotsKey, Key(slot)}, slotKeys(keys)...)...)
}

// slotKeys are steps into the fields of a slot.
func slotKeys(keys []string) (out []Step) {
	set := "slot"
	for _, k := range keys {
		out = append(out, known(set, k))
		set += "." + k
	}
	return out
}

// Except adds an exception from a rule, with its reason, to edition.yaml.
func (d *Doc) Except(e editions.Exception) error {
	name := func(key string) string { return d.called(known("exception", key)) }
	v := Map(name("code"), Text(e.Code))
	if e.Story != "" {
		v = v.With(name("story"), Text(e.Story))
	}
	if e.Page > 0 {
		v = v.With(name("page"), Number(e.Page))
	}
	if e.Slot != "" {
		v = v.With(name("slot"), Text(e.Slot))
	}
	if e.Quote != "" {
		v = v.With(name("quote"), Text(e.Quote))
	}
	v = v.With(name("reason"), Text(e.Reason))
	key := known("edition", "exceptions")
	n := d.Get(key)
	if n == nil {
		return d.beginList(key, v)
	}
	return d.Insert(len(n.Items), v, key)
}

// Say says a key of a story's head: a key of stories by its English name.
func (d *Doc) Say(key string, v Value) error { return d.Set(v, known("story", key)) }

// Said is what a story's head says of a key; nil: nothing.
func (d *Doc) Said(key string) *editions.Node { return d.Get(known("story", key)) }

// Unsay takes a key out of a story's head.
func (d *Doc) Unsay(key string) error { return d.Remove(known("story", key)) }

// BreakHeadline parts a line of a story's headline into several.
func (d *Doc) BreakHeadline(line string, into []string) error {
	n := d.Said("headline")
	lines := texts(n)
	i := slices.IndexFunc(lines, func(s string) bool { return strings.TrimSpace(s) == line })
	if i < 0 || n.Lines || len(into) == 0 {
		return ErrWritten
	}
	if n.Shape == editions.Scalar {
		return d.Say("headline", List(into...))
	}
	key := known("story", "headline")
	was := *d
	err := d.Set(Text(into[0]), key, At(i))
	for k := 1; k < len(into) && err == nil; k++ {
		err = d.Insert(i+k, Text(into[k]), key)
	}
	if err != nil {
		*d = was
	}
	return err
}
