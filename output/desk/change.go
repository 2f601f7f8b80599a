package desk

import (
	"fmt"
	"slices"

	"banxin/editions/desk"
)

// FileEdit says what becomes of a file of the paper.
type FileEdit struct {
	File string
	Make func(old []byte) ([]byte, error) // the file's bytes, nil where there is none, and what is to stand there; nil: none
}

// Change changes files of the paper, all of them or none, as one step that a person can take
// back: the one way in which the desk changes files. The label says for people what was done.
// The files are saved before it returns.
func (s *Server) Change(who Person, label string, edits ...FileEdit) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	made := map[string][]desk.Update{}
	for _, e := range edits {
		if !mayOpen(e.File) {
			return refused(404, "no-file")
		}
		f, err := s.standing(e.File)
		if err != nil {
			return err
		}
		text, old := f.Text, f.Text.Bytes()
		if len(made[e.File]) > 0 {
			return fmt.Errorf("%s is changed twice in one step", e.File)
		}
		if len(old) == 0 && f.New {
			old = nil
		}
		data, err := e.Make(old)
		if err != nil {
			return err
		}
		now, err := desk.TextOf(data)
		if err != nil {
			return refused(422, "no-text")
		}
		if c := desk.Between(text, now); !c.Empty() {
			made[e.File] = []desk.Update{{Client: "desk", Changes: c}}
		}
	}
	if len(made) == 0 {
		return nil
	}
	return s.done(desk.Record{Kind: desk.Did, Who: who.ID, Name: who.Name, Label: label, Edits: made})
}

// done commits a record and saves its files.
func (s *Server) done(r desk.Record) error {
	r.At = s.Now().UnixMilli()
	if err := s.commit(r); err != nil {
		return err
	}
	for name := range r.Edits {
		s.save(name)
	}
	return nil
}

// Text returns the bytes of a file as they are being edited, nil where there is none.
func (s *Server) Text(name string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.state.Files[name]; f != nil {
		return f.Text.Bytes(), nil
	}
	return s.Paper.Read(name)
}

// stepped is what was taken back or made again.
type stepped struct {
	Label string   `json:"label"`
	Files []string `json:"files"`
}

// undo takes back what a person did last; redo makes it again. Both are bounded as the act was:
// rights and pages may be others by now.
func (s *Server) undo(c *call) (any, error) {
	return s.step(c, func() *desk.Step { return s.state.History.Undo(c.who.ID) }, desk.Undid)
}

func (s *Server) redo(c *call) (any, error) {
	return s.step(c, func() *desk.Step { return s.state.History.Redo(c.who.ID) }, desk.Redid)
}

func (s *Server) step(c *call, next func() *desk.Step, kind string) (any, error) {
	step, err := s.mayStep(c, next)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if next() != step {
		return nil, refused(409, "not-of-this-text")
	}
	r := desk.Record{Kind: kind, Who: c.who.ID, Name: c.who.Name, Label: step.Label, Edits: map[string][]desk.Update{}}
	out := stepped{Label: step.Label, Files: []string{}}
	for file, back := range step.Back {
		r.Edits[file] = []desk.Update{{Client: "desk", Changes: back}}
		out.Files = append(out.Files, file)
	}
	slices.Sort(out.Files)
	return out, s.done(r)
}

// mayStep returns the next step, if the person may make it. What sets pages is asked without the
// lock.
func (s *Server) mayStep(c *call, next func() *desk.Step) (*desk.Step, error) {
	type change struct {
		file     string
		old, now []byte
	}
	var all []change
	s.mu.Lock()
	step := next()
	if step != nil {
		for file, back := range step.Back {
			f := s.state.Files[file]
			if f == nil { // its file was removed meanwhile
				continue
			}
			now, err := back.Apply(f.Text)
			if err != nil {
				s.mu.Unlock()
				return nil, err
			}
			all = append(all, change{file, f.Text.Bytes(), now.Bytes()})
		}
	}
	s.mu.Unlock()
	if step == nil {
		return nil, refused(409, "nothing-to-undo")
	}
	for _, ch := range all {
		if s.mayFile(c.who, Edit, ch.file) == nil {
			continue // it could be typed
		}
		if err := s.mayChange(c, ch.file, ch.old, ch.now); err != nil {
			return nil, stale(err)
		}
	}
	return step, nil
}
