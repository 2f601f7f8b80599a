package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"banxin/editions"
	"banxin/editions/desk"
)

// liveFile is what is known of a file beside its state, which the journal leads to.
type liveFile struct {
	edited time.Time // last
	dirty  time.Time // since when there is something to save
	stamp  string    // of the file when it was last read and known
	seen   string    // the sum that a look has found, not taken yet
	times  int       // how often one after another
	gone   bool      // the file is not there, or has been emptied: see gone.go
	stuck  string    // why it cannot be saved; the id of a text
}

// mayOpen tells whether a name is that of a text of the paper: never what is hidden, nor what
// is outside of it, nor the accounts, which would give whoever may edit all the rights there are.
func mayOpen(name string) bool {
	if strings.EqualFold(path.Base(name), editions.StaffFile) {
		return false
	}
	if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, "\\\x00") {
		return false
	}
	for _, part := range strings.Split(name, "/") {
		if strings.HasPrefix(part, ".") {
			return false
		}
	}
	return true
}

// textKinds are the kinds of files that are edited as text.
var textKinds = []string{".md", ".yaml", ".yml", ".txt", ".csv"}

// recover makes the files what the journal says: what was acknowledged and not saved yet. A file
// that another program has changed meanwhile has its changes too.
func (s *Server) recover() error {
	data, err := s.Paper.Journal()
	if err != nil {
		return err
	}
	list, whole := desk.Records(data)
	if whole < len(data) {
		s.Log(fmt.Sprintf("the journal ends with %d bytes of a record that nobody was told of", len(data)-whole))
		if err := s.Paper.Cut(int64(whole)); err != nil {
			return err
		}
	}
	state, wrong := desk.Replay(list)
	for _, w := range wrong {
		s.Log("journal: " + w.Error())
	}
	s.state = state
	for name := range state.Files {
		s.live[name] = &liveFile{dirty: s.Now()}
		if err := s.look(name, true); err != nil {
			s.Log(name + ": " + err.Error())
			continue
		}
		if s.live[name].gone && !s.state.Files[name].Unsaved() {
			s.forget(name)
			continue
		}
		s.save(name)
	}
	if len(data) > mostJournal && !s.unsaved() {
		if err := s.Paper.Turn(); err != nil {
			return err
		}
		s.state, _ = desk.Replay(nil)
		clear(s.live)
	}
	return nil
}

// mostJournal is how many bytes of a journal are read again at each start. A longer one is put
// aside once all of it stands in the files.
const mostJournal = 16 << 20

func (s *Server) unsaved() bool {
	for _, f := range s.state.Files {
		if f.Unsaved() || len(f.Clashes) > 0 {
			return true
		}
	}
	return false
}

// file returns a document, which is read where it is not open yet; s is locked.
func (s *Server) file(name string) (*desk.File, error) {
	if !mayOpen(name) || !slices.Contains(textKinds, path.Ext(name)) {
		return nil, refused(404, "no-file")
	}
	if f := s.state.Files[name]; f != nil {
		return f, nil
	}
	return s.open(name, false)
}

// open begins a document. Its text is noted in the journal with the first change only.
func (s *Server) open(name string, create bool) (*desk.File, error) {
	data, err := s.Paper.Read(name)
	sum := desk.Sum(data)
	if errors.Is(err, fs.ErrNotExist) && create {
		data, sum, err = nil, "", nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, refused(404, "no-file")
	}
	if err != nil {
		return nil, err
	}
	if _, err := desk.TextOf(data); err != nil {
		return nil, refused(422, "no-text")
	}
	text := string(data)
	add, err := s.state.Prepare(desk.Record{Kind: desk.Base, File: name, Text: &text, Sum: sum})
	if err != nil {
		return nil, err
	}
	add()
	s.live[name] = &liveFile{}
	return s.state.Files[name], nil
}

// base is the record that a document begins with in the journal.
func (s *Server) base(f *desk.File, name string) []byte {
	text := string(f.Disk.Bytes())
	return desk.Record{Kind: desk.Base, File: name, Text: &text, Sum: f.Sum}.Line()
}

// commit writes a record of edits to the journal and then lets it count. s is locked.
func (s *Server) commit(r desk.Record) error {
	add, err := s.state.Prepare(r)
	if err != nil {
		return refused(409, "not-of-this-text")
	}
	var lines []byte
	var begun []*desk.File
	for name := range r.Edits {
		if f := s.state.Files[name]; !f.Journaled {
			lines = append(lines, s.base(f, name)...)
			begun = append(begun, f)
		}
	}
	if err := s.Paper.Note(append(lines, r.Line()...)); err != nil {
		return err
	}
	for _, f := range begun {
		f.Journaled = true
	}
	add()
	for name, list := range r.Edits {
		l, f := s.live[name], s.state.Files[name]
		if l.edited = s.Now(); l.dirty.IsZero() {
			l.dirty = l.edited
		}
		f.Forget(mostKept)
		s.send(updates{"doc", name, f.ID, f.Version() - len(list), list, r.Name, r.Label})
	}
	return nil
}

// mostKept is how many updates of a document are kept for browsers that were away. Who was away
// for longer has what they wrote merged.
const mostKept = 20_000

// updates is the event that a document has changed: what its browsers carry over their own.
type updates struct {
	Kind    string        `json:"kind"`
	File    string        `json:"file"`
	ID      string        `json:"id"`
	Version int           `json:"version"` // before them
	Updates []desk.Update `json:"updates"`
	Name    string        `json:"name,omitempty"`
	Label   string        `json:"label,omitempty"`
}

// looks is how often a file must be found the same before it counts: programs write in steps.
// An empty one is looked at for longer.
const (
	looks      = 2
	looksEmpty = 10
)

// look takes what another program has made of a file into its document; at once says that it
// need not be found the same again first. s is locked.
func (s *Server) look(name string, atOnce bool) error {
	f, l := s.state.Files[name], s.live[name]
	stamp := s.Paper.Stamp(name)
	if stamp == l.stamp && !atOnce {
		return nil
	}
	data, err := s.Paper.Read(name)
	sum := desk.Sum(data)
	missing := errors.Is(err, fs.ErrNotExist)
	if missing {
		data, sum, err = nil, "", nil
	}
	if err != nil {
		return err
	}
	known := f.Became(sum)
	if !known && (missing || len(data) == 0 && len(f.Disk) > 0) {
		s.hold(name, atOnce)
		return nil
	}
	s.found(name)
	if known {
		l.seen, l.stamp = "", stamp
		return nil
	}
	if l.seen != sum {
		l.seen, l.times = sum, 0
	}
	l.times++
	wanted := looks
	if len(data) == 0 {
		wanted = looksEmpty
	}
	if l.times < wanted && !atOnce {
		return nil
	}
	now, err := desk.TextOf(data)
	if err != nil {
		s.stick(name, "no-text")
		return nil
	}
	theirs, err := f.Theirs(now)
	if err != nil {
		return err
	}
	text, had := string(data), len(f.Clashes)
	l.seen, l.stamp = "", stamp
	err = s.commit(desk.Record{Kind: desk.Came, File: name, Text: &text, Sum: sum, At: s.Now().UnixMilli(), Edits: map[string][]desk.Update{name: {{Client: "file", Changes: theirs}}}})
	if err == nil && len(f.Clashes) > had {
		s.send(clashes{"conflict", name, f.Clashes})
	}
	if err == nil && !f.Unsaved() {
		s.clean(name)
	}
	return err
}

// clashes is the event of where people and another program have changed the same words.
type clashes struct {
	Kind    string       `json:"kind"`
	File    string       `json:"file"`
	Clashes []desk.Clash `json:"clashes"`
}

// save makes a document the file, unless that is gone. What another program has made of it
// meanwhile comes first, at the next look. s is locked.
func (s *Server) save(name string) {
	f := s.state.Files[name]
	switch {
	case s.live[name].gone:
		return
	case !f.Unsaved():
		s.clean(name)
		return
	}
	data := f.Text.Bytes()
	if len(data) == 0 && f.New {
		data = nil
	}
	s.write(name, data, f.Sum)
}

// write makes a document's bytes the file, nil: none, if the sum of what stands there is was.
func (s *Server) write(name string, data []byte, was string) {
	f, sum := s.state.Files[name], ""
	if data != nil {
		sum = desk.Sum(data)
	}
	err := s.note(desk.Record{Kind: desk.Saving, File: name, Sum: sum})
	if err == nil {
		err = s.Paper.Replace(name, data, was)
	}
	if errors.Is(err, ErrChanged) {
		s.live[name].edited = s.Now() // the next look sees it
		return
	}
	if err == nil {
		err = s.note(desk.Record{Kind: desk.Saved, File: name, Sum: sum})
	}
	if err != nil {
		s.Log(name + ": " + err.Error())
		s.stick(name, "cannot-save")
		return
	}
	s.found(name)
	s.clean(name)
	s.send(saved{"saved", name, f.Version()})
	s.Paper.Recompose(name)
}

// saved is the event that a version has become the file.
type saved struct {
	Kind    string `json:"kind"`
	File    string `json:"file"`
	Version int    `json:"version"`
}

// clean notes that there is nothing to save.
func (s *Server) clean(name string) {
	l := s.live[name]
	l.dirty = time.Time{}
	if l.stuck != "" {
		s.stick(name, "")
	}
}

// stick tells everybody that a file cannot be saved, and why; "" says that it can again.
func (s *Server) stick(name, why string) {
	l := s.live[name]
	l.edited = s.Now() // not again at once
	if l.stuck == why {
		return
	}
	l.stuck = why
	s.send(struct {
		Kind string `json:"kind"`
		File string `json:"file"`
		Why  string `json:"why"`
	}{"stuck", name, why})
}

// note writes a record that changes no text, and lets it count.
func (s *Server) note(r desk.Record) error {
	add, err := s.state.Prepare(r)
	if err != nil {
		return err
	}
	if err := s.Paper.Note(r.Line()); err != nil {
		return err
	}
	add()
	return nil
}

// When changed documents become files.
const (
	quiet   = 300 * time.Millisecond // after the last change
	longest = 2 * time.Second        // however long somebody goes on typing
)

// Tick looks whether other programs have changed what is open, and saves what has been quiet
// for a while. Whoever runs the desk calls it about ten times a second.
func (s *Server) Tick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	names := make([]string, 0, len(s.state.Files))
	for name := range s.state.Files {
		names = append(names, name)
	}
	slices.Sort(names)
	now := s.Now()
	for _, name := range names {
		if s.removed(name) {
			s.forget(name)
			continue
		}
		if err := s.look(name, false); err != nil {
			s.Log(name + ": " + err.Error())
			continue
		}
		l := s.live[name]
		if l.seen == "" && !l.gone && !l.dirty.IsZero() && (now.Sub(l.edited) >= quiet || now.Sub(l.dirty) >= longest) {
			s.save(name)
		}
	}
}

// Close saves what is open.
func (s *Server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name := range s.state.Files {
		if s.look(name, true) == nil {
			s.save(name)
		}
	}
}
