package editions

import "banxin/editions/source"

// own are the keys of a template that belong to it alone: they cannot be changed for a day.
const own = tExtends + 1

// override returns the template of a page that changes it for the day: an anonymous
// template that extends the named one, written in edition.yaml.
func (s *templates) override(parent *draft, v *value) *Template {
	t := &draft{base: parent.base, name: parent.name, file: v.file, lent: parent.lent, state: 2}
	t.fields = append(make([]*value, own), s.desk.fields(v, templateWords[own:])...)
	t.takeOver(parent)
	return s.build(t)
}

// takeOver gives a draft what it does not say itself.
func (t *draft) takeOver(parent *draft) {
	for i, theirs := range parent.fields {
		if i >= own {
			t.fields[i] = over(t.fields[i], theirs)
		}
	}
}

// removed tells whether the options of a slot are the word that takes it off the page.
func (b *builder) removed(v *value) bool {
	return said(v) && v.shape == scalar && find(yesNo, b.str(v)) >= 0 && !b.boolean(v, true)
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
		l.at(source.Error, "SRC-TYPE", change, source.Msg("expected-what-changes-in-template"), source.Msg("write-3-in-words-of-template"))
		return set.build(t)
	}
	return set.override(t, change)
}
