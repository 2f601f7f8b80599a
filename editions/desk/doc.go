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

// Rebase returns updates that were made at a version as they are at the present one. Those that
// stand in the document already, because an answer was lost, are left out. Every update is carried
// over every other by itself: carried over several that were made one it can come to stand
// elsewhere, and a browser takes them as they come.
func (d *Doc) Rebase(version int, updates []Update) ([]Update, error) {
	over, err := d.Since(version)
	if err != nil {
		return nil, err
	}
	var others []Changes // over which the rest is to be carried
	known := 0
	for _, u := range over {
		if known == len(updates) || updates[known].Client != u.Client {
			others = append(others, u.Changes)
			continue
		}
		if _, err := carry(updates[known].Changes, others); err != nil {
			return nil, err
		}
		known++
	}
	out := make([]Update, 0, len(updates)-known)
	for _, u := range updates[known:] {
		c, err := carry(u.Changes, others)
		if err != nil {
			return nil, err
		}
		out = append(out, Update{u.Client, c})
	}
	return out, nil
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

// Take makes updates part of the document, with the text that they lead to.
func (d *Doc) Take(updates []Update, t Text) {
	d.Text, d.log = t, append(d.log, updates...)
}

// Forget drops all but the last updates, so that a long night does not fill the memory.
func (d *Doc) Forget(keep int) {
	if n := len(d.log) - keep; n > 0 {
		d.log = append([]Update(nil), d.log[n:]...)
		d.first += n
	}
}
