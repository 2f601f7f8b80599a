package editions

import (
	"slices"

	"banxin/editions/source"
)

// ownKeys are the keys of a template that belong to it alone, the first of its words:
// they cannot be changed for a day.
var ownKeys = []string{"name", "extends"}

func isOwn(w word) bool { return slices.Contains(ownKeys, w.en) }

// override returns the template of a page that changes it for the day: an anonymous
// template that extends the named one, written in edition.yaml.
func (s *templates) override(parent *draft, v *value) *Template {
	t := &draft{base: parent.base, name: parent.name, file: v.file, lent: parent.lent, state: 2}
	of := s.desk.fields(v, slices.DeleteFunc(slices.Clone(templateWords), isOwn))
	t.fields = record{templateWords, make([]*value, len(templateWords))}
	for i, w := range templateWords {
		if !isOwn(w) {
			t.fields.values[i] = of.at(w.en)
		}
	}
	t.takeOver(parent)
	return s.build(t)
}

// takeOver gives a draft what it does not say itself.
func (t *draft) takeOver(parent *draft) {
	for i, w := range templateWords {
		if !isOwn(w) {
			t.fields.values[i] = over(t.fields.values[i], parent.fields.values[i])
		}
	}
}

// removed tells whether the options of a slot are the word that takes it off the page.
func (b *builder) removed(v *value) bool {
	if !said(v) || v.shape != scalar {
		return false
	}
	yes, known := isYes(b.str(v))
	return known && !yes
}

// remove takes a slot off the page; its place stays empty.
func (b *builder) remove(key *value) {
	for i, s := range b.t.Slots {
		if s.Name == key.text {
			b.t.Slots = append(b.t.Slots[:i], b.t.Slots[i+1:]...)
			return
		}
	}
	b.notDrawn(key)
}

// changed is the template of a page: the named one, or that with the changes of the day.
func (l *loader) changed(set *templates, t *draft, change *value) *Template {
	if !said(change) {
		return set.build(t)
	}
	if change.shape != mapping {
		l.at("SRC-TYPE", change, source.Msg("expected-what-changes-in-template"), source.Msg("write-3-in-words-of-template"))
		return set.build(t)
	}
	return set.override(t, change)
}
