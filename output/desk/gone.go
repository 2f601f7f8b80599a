package desk

import (
	"errors"
	"io/fs"
	"slices"

	"banxin/editions/desk"
)

// A file that is gone from the disk, or has been emptied there, while its document is open is
// held: people go on writing and the journal keeps it, but nothing is merged with what is not
// there and the desk does not make the file anew by itself. When the file comes back it is merged
// with what it was last; or somebody puts the whole document back on purpose.

// goneFile says so to people: the id of a text.
const goneFile = "gone-file"

// hold notes that a file is gone; people are told once it has stayed away, or at once. s is locked.
func (s *Server) hold(name string, atOnce bool) {
	l := s.live[name]
	if !l.gone {
		l.gone, l.times = true, 0
	}
	l.seen, l.stamp = "", ""
	if l.times++; l.times >= looksEmpty || atOnce && s.state.Files[name].Unsaved() {
		s.stick(name, goneFile)
	}
}

// found notes that a file is there; s is locked.
func (s *Server) found(name string) {
	l := s.live[name]
	if !l.gone {
		return
	}
	l.gone, l.times = false, 0
	if l.stuck == goneFile {
		s.stick(name, "")
	}
}

// removed tells whether a file that is gone was meant to go: it has stayed away, had all of its
// document, and nobody is in it. s is locked.
func (s *Server) removed(name string) bool {
	f, l := s.state.Files[name], s.live[name]
	if !l.gone || l.times < looksEmpty || f.Unsaved() || len(f.Clashes) > 0 {
		return false
	}
	for st := range s.hub.streams {
		if st.here.File == name {
			return false
		}
	}
	return true
}

// forget closes a document whose file is gone and had all of it: nothing of it is lost.
func (s *Server) forget(name string) {
	s.found(name)
	delete(s.state.Files, name)
	delete(s.live, name)
}

// held lists the files that are gone; s is locked.
func (s *Server) held() []string {
	out := []string{}
	for name, l := range s.live {
		if l.stuck == goneFile {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// putBack makes the whole document the file that is gone; s is locked. One that has come back
// meanwhile is merged as ever.
func (s *Server) putBack(name string) error {
	if err := s.look(name, false); err != nil || !s.live[name].gone {
		return err
	}
	data, err := s.Paper.Read(name)
	was := desk.Sum(data)
	if errors.Is(err, fs.ErrNotExist) {
		was, err = "", nil
	}
	if err != nil || len(data) > 0 {
		return err
	}
	s.write(name, s.state.Files[name].Text.Bytes(), was)
	return nil
}

// standing returns a document that may be changed and saved in one step, as its file is there. One
// that has stayed away and has all of its document is forgotten, and begun again where a change
// makes the file. s is locked.
func (s *Server) standing(name string) (*desk.File, error) {
	f := s.state.Files[name]
	if f == nil {
		return s.open(name, true)
	}
	if err := s.look(name, true); err != nil {
		return nil, err
	}
	l := s.live[name]
	if !l.gone {
		return f, nil
	}
	if f.Unsaved() || l.times < looksEmpty {
		return nil, refused(409, goneFile)
	}
	s.forget(name)
	return s.open(name, true)
}
