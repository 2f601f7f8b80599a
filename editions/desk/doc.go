package desk

import "errors"

// Update is a set of changes and who made it: the program in a browser, by an id that it has
// made up, or what stands for one.
type Update struct {
	Client  string  `json:"clientID"`
	Changes Changes `json:"changes"`
}

// Doc is a document being edited: the text of a file in all versions since one. It is the
// authority: what it takes is so, and browsers carry their own changes over it.
type Doc struct {
	Text  Text
	first int // the version before log
	log   []Update
	back  []Changes // for each update what leads back from it
}

// NewDoc returns a document that stands at a version.
func NewDoc(t Text, version int) *Doc { return &Doc{Text: t, first: version} }

// Version counts the updates taken.
func (d *Doc) Version() int { return d.first + len(d.log) }

// ErrGone says that a version is none of the document's, or too old.
var ErrGone = errors.New("no such version of the document")

// Since returns the updates after a version. They are not to be changed.
func (d *Doc) Since(version int) ([]Update, error) {
	if version < d.first || version > d.Version() {
		return nil, ErrGone
	}
	return d.log[version-d.first:], nil
}

// Rebase returns updates that were made at a version as they are at the present one, and where
// they have changed the same words as others since. Those that stand in the document already,
// because an answer was lost, are left out. Every update is carried over every other by itself:
// carried over several that were made one it can come to stand elsewhere, and a browser takes them
// as they come.
func (d *Doc) Rebase(version int, updates []Update) ([]Update, []Clash, error) {
	over, err := d.Since(version)
	if err != nil {
		return nil, nil, err
	}
	var others []Changes // over which the rest is to be carried
	by := ""             // the last of those who made them
	known := 0
	for _, u := range over {
		if known == len(updates) || updates[known].Client != u.Client {
			others, by = append(others, u.Changes), u.Client
			continue
		}
		if _, err := carry(updates[known].Changes, others); err != nil {
			return nil, nil, err
		}
		known++
	}
	met, err := d.meet(version, others, updates[:known], updates[known:])
	if err != nil {
		return nil, nil, err
	}
	out := make([]Update, 0, len(updates)-known)
	for _, u := range updates[known:] {
		c, err := carry(u.Changes, others)
		if err != nil {
			return nil, nil, err
		}
		for i := range met {
			met[i].moved(c)
		}
		out = append(out, Update{u.Client, c})
	}
	for i := range met {
		met[i].OursBy, met[i].TheirsBy = by, updates[known].Client
	}
	return out, met, nil
}

// meet lists where updates that were made at a version after known ones touch what others have done
// since, which is of the same text; their places are those after the others.
func (d *Doc) meet(version int, others []Changes, known, updates []Update) ([]Clash, error) {
	if len(others) == 0 || len(updates) == 0 {
		return nil, nil
	}
	t, err := d.at(version)
	for _, u := range known {
		if err == nil {
			t, err = u.Changes.Apply(t)
		}
	}
	ours, theirs := Changes(nil).keep(len(t)), Changes(nil).keep(len(t))
	for _, c := range others {
		if err == nil {
			ours, err = ours.Compose(c)
		}
	}
	for _, u := range updates {
		if err == nil {
			theirs, err = theirs.Compose(u.Changes)
		}
	}
	if err != nil {
		return nil, err
	}
	met := meetings(t, ours, theirs, true)
	for i := range met {
		for _, c := range others {
			met[i].moved(c)
		}
	}
	return met, nil
}

// at is the text as it was at a version.
func (d *Doc) at(version int) (Text, error) {
	t := d.Text
	for i := len(d.back) - 1; i >= version-d.first; i-- {
		was, err := d.back[i].Apply(t)
		if err != nil {
			return nil, err
		}
		t = was
	}
	return t, nil
}

// carry carries c over others, and those over it.
func carry(c Changes, others []Changes) (Changes, error) {
	for i, x := range others {
		over, err := x.Map(c, true)
		if err == nil {
			c, err = c.Map(x, false)
		}
		if err != nil {
			return nil, err
		}
		others[i] = over
	}
	return c, nil
}

// Take makes updates part of the document, with what leads back from each and the text that they
// lead to.
func (d *Doc) Take(updates []Update, back []Changes, t Text) {
	d.Text, d.log, d.back = t, append(d.log, updates...), append(d.back, back...)
}

// Forget drops all but the last updates, so that a long night does not fill the memory.
func (d *Doc) Forget(keep int) {
	if n := len(d.log) - keep; n > 0 {
		d.log, d.back = append([]Update(nil), d.log[n:]...), append([]Changes(nil), d.back[n:]...)
		d.first += n
	}
}
