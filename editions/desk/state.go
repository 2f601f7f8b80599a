package desk

import "fmt"

// State is what records lead to: the documents and what can be taken back. The desk itself does
// nothing else than write a record and add it, so that a journal leads to the same again.
type State struct {
	Files   map[string]*File
	History History
}

// File is a document and the file that it is to become.
type File struct {
	*Doc
	ID        string  // of the text it began with
	Sum       string  // of the file on the disk; empty: there is none
	Disk      Text    // of that file
	Pending   Changes // from it to the document; nil: none
	Clashes   []Clash
	New       bool     // there was no file when the document began
	Journaled bool     // its first record stands in the journal
	clashes   int      // ever seen
	attempt   *attempt // to save it
}

// attempt is a text that was about to become the file, and what was changed after.
type attempt struct {
	sum     string
	text    Text
	pending Changes
}

// Unsaved tells whether the document says other than the file.
func (f *File) Unsaved() bool { return !f.Pending.Empty() }

// Became notes what the file was found to be, if it is what was known or was about to be.
func (f *File) Became(sum string) bool {
	if f.attempt == nil || f.attempt.sum != sum {
		return sum == f.Sum
	}
	f.Sum, f.Disk, f.Pending, f.attempt = sum, f.attempt.text, f.attempt.pending, nil
	return true
}

// Theirs are the changes that another program has made, as they are in the document.
func (f *File) Theirs(now Text) (Changes, error) {
	theirs := Between(f.Disk, now)
	if f.Pending == nil {
		return theirs, nil
	}
	return theirs.Map(f.Pending, false)
}

// Replay does again what records say. A record that does not fit the ones before it is a fault
// of the journal, and the documents stay as they were.
func Replay(list []Record) (*State, []error) {
	s := &State{Files: map[string]*File{}}
	var wrong []error
	for i, r := range list {
		if add, err := s.Prepare(r); err != nil {
			wrong = append(wrong, fmt.Errorf("record %d: %w", i+1, err))
		} else {
			add()
			if r.Kind == Base {
				s.Files[r.File].Journaled = true
			}
		}
	}
	return s, wrong
}

// Prepare tests a record against the documents and returns what adds it to them, which cannot
// fail: between the two the record is written.
func (s *State) Prepare(r Record) (add func(), err error) {
	switch r.Kind {
	case Base:
		if r.Text == nil {
			return nil, errNoFit
		}
		return func() { s.base(r) }, nil
	case Saving, Saved, Settled:
		f := s.Files[r.File]
		if f == nil {
			return nil, ErrGone
		}
		return func() { f.note(r) }, nil
	case Did, Undid, Redid, Came:
		return s.edits(r)
	}
	return nil, fmt.Errorf("no record is called %q", r.Kind)
}

func (s *State) base(r Record) {
	t := cells(*r.Text)
	s.Files[r.File] = &File{Doc: NewDoc(t, r.Version), ID: IDOf(t, r.Version), Sum: r.Sum, Disk: t, New: r.Sum == ""}
}

func (f *File) note(r Record) {
	switch r.Kind {
	case Saving:
		f.attempt = &attempt{sum: r.Sum, text: f.Text}
	case Saved:
		f.Became(r.Sum)
	case Settled:
		for i, c := range f.Clashes {
			if c.Number == r.Version {
				f.Clashes = append(f.Clashes[:i:i], f.Clashes[i+1:]...)
				return
			}
		}
	}
}

// edits takes the updates of all files, or none.
func (s *State) edits(r Record) (func(), error) {
	texts, made, back, backs := map[string]Text{}, map[string]Changes{}, map[string]Changes{}, map[string][]Changes{}
	for file, list := range r.Edits {
		f := s.Files[file]
		if f == nil {
			return nil, fmt.Errorf("%s has no text before: %w", file, ErrGone)
		}
		t := f.Text
		c := Changes(nil).keep(len(t))
		for _, u := range list {
			next, err := u.Changes.Apply(t)
			if err == nil {
				c, err = c.Compose(u.Changes)
			}
			if err != nil {
				return nil, err
			}
			backs[file] = append(backs[file], u.Changes.Invert(t))
			if t = next; len(t) > maxText {
				return nil, errNoFit
			}
		}
		texts[file], made[file], back[file] = t, c, c.Invert(f.Text)
	}
	if r.Kind == Came && (r.Text == nil || len(r.Edits) != 1 || s.Files[r.File] == nil) {
		return nil, errNoFit
	}
	for _, c := range r.Clashes {
		if c.At < 0 || c.At > c.To || c.To > len(texts[r.File]) {
			return nil, errNoFit
		}
	}
	return func() {
		for file, list := range r.Edits {
			f := s.Files[file]
			f.Take(list, backs[file], texts[file])
			f.moved(made[file])
			if r.Kind == Came {
				f.came(cells(*r.Text), r.Sum)
			} else {
				f.Pending = after(f.Pending, made[file])
			}
		}
		for _, c := range r.Clashes {
			s.Files[r.File].clash(c)
		}
		s.note(r, back)
	}, nil
}

// moved carries what hangs on places of the text over changes.
func (f *File) moved(made Changes) {
	if f.attempt != nil {
		f.attempt.pending = after(f.attempt.pending, made)
	}
	for i := range f.Clashes {
		f.Clashes[i].moved(made)
	}
}

// clash notes that two have changed the same words.
func (f *File) clash(c Clash) {
	f.clashes++
	c.Number = f.clashes
	c.Both = f.Text[c.At:c.To].String()
	f.Clashes = append(f.Clashes, c)
}

// came notes what another program has made of the file, once it is in the document. How lines end
// is the file's: what was kept ends as it does there, and so does the next save.
func (f *File) came(now Text, sum string) {
	if f.Pending != nil {
		theirs := Between(f.Disk, now)
		for _, c := range Clashes(f.Disk, f.Pending, theirs, false) {
			f.clash(c)
		}
		pending, err := f.Pending.Map(theirs, true)
		if err != nil {
			panic("desk: what is pending is not of the file: " + err.Error())
		}
		f.Pending = pending
		if f.Text.String() == now.String() {
			f.Pending = nil
		}
	}
	f.Disk, f.Sum, f.attempt = now, sum, nil
	f.Text = now
	if f.Pending != nil {
		text, err := f.Pending.Apply(now)
		if err != nil {
			panic("desk: what is pending is not of the file: " + err.Error())
		}
		f.Text = text
	}
}

func after(c, next Changes) Changes {
	if c == nil {
		return next
	}
	all, err := c.Compose(next)
	if err != nil {
		panic("desk: what is pending is not of the document: " + err.Error())
	}
	return all
}

func (s *State) note(r Record, back map[string]Changes) {
	switch r.Kind {
	case Did:
		s.History.Did(r.Who, r.Label, r.At, back)
	case Undid:
		s.History.Undone(r.Who, back)
	case Redid:
		s.History.Redone(r.Who, back)
	case Came:
		for file, c := range back {
			s.History.Others(file, c.desc())
		}
	}
}
