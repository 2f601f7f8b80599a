package desk

import (
	"errors"

	"banxin/editions/desk"
)

// editing registers what is done with the texts of files.
func (s *Server) editing() {
	s.route("GET /desk/events", Read, s.events)
	s.route("POST /desk/at", Read, s.at)
	s.route("GET /desk/doc", Read, s.doc)
	s.route("GET /desk/doc/updates", Read, s.since)
	s.route("POST /desk/doc", Edit, s.push)
	s.route("POST /desk/doc/merge", Edit, s.merge)
	s.route("POST /desk/doc/save", Edit, s.saveNow)
	s.route("POST /desk/doc/settle", Edit, s.settle)
	s.route("POST /desk/undo", Read, s.undo) // what is taken back says which right it wants
	s.route("POST /desk/redo", Read, s.redo)
}

// document is a file as a browser begins to edit it.
type document struct {
	File    string       `json:"file"`
	ID      string       `json:"id"`
	Version int          `json:"version"`
	Text    string       `json:"text"`
	Saved   bool         `json:"saved"`
	Stuck   string       `json:"stuck,omitempty"`
	Clashes []desk.Clash `json:"clashes"`
	People  []presence   `json:"people"`
}

func (s *Server) doc(c *call) (any, error) {
	name := c.r.FormValue("file")
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.file(name)
	if err != nil {
		return nil, err
	}
	out := document{name, f.ID, f.Version(), f.Text.String(), !f.Unsaved(), s.live[name].stuck, append([]desk.Clash{}, f.Clashes...), s.present("")}
	return out, nil
}

// caught is what has become of a document since a version, for a browser that was away, and how it
// stands now: of that nobody has told it either.
type caught struct {
	updates
	Saved   bool         `json:"saved"`
	Stuck   string       `json:"stuck"`
	Clashes []desk.Clash `json:"clashes"`
}

// since answers what has become of a document since a version.
func (s *Server) since(c *call) (any, error) {
	name := c.r.FormValue("file")
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.file(name)
	if err != nil {
		return nil, err
	}
	version, err := number(c.r.FormValue("version"))
	if err != nil || c.r.FormValue("id") != f.ID {
		return nil, refused(410, "gone")
	}
	list, err := f.Since(version)
	if err != nil {
		return nil, refused(410, "gone")
	}
	missed := updates{"doc", name, f.ID, version, append([]desk.Update{}, list...), "", ""}
	return caught{missed, !f.Unsaved(), s.live[name].stuck, append([]desk.Clash{}, f.Clashes...)}, nil
}

// mostUpdates is how many updates a browser may push at once.
const mostUpdates = 1000

// edited does something with the document of a file, which what was sent names and the person may
// edit; meanwhile nobody else does.
func (s *Server) edited(c *call, in any, file *string, do func(f *desk.File) (any, error)) (any, error) {
	if err := c.body(in); err != nil {
		return nil, err
	}
	if err := s.mayFile(c.who, Edit, *file); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.file(*file)
	if err != nil {
		return nil, err
	}
	return do(f)
}

// push takes the updates of a browser. It answers when they are in the journal.
func (s *Server) push(c *call) (any, error) {
	var in struct {
		File    string
		ID      string
		Version int
		Updates []desk.Update
	}
	return s.edited(c, &in, &in.File, func(f *desk.File) (any, error) {
		if in.ID != f.ID {
			return nil, refused(410, "gone")
		}
		if len(in.Updates) > mostUpdates {
			return nil, refused(413, "too-large")
		}
		for _, u := range in.Updates {
			if !clientForm.MatchString(u.Client) {
				return nil, refused(400, "not-understood")
			}
		}
		list, met, err := f.Rebase(in.Version, in.Updates)
		if errors.Is(err, desk.ErrGone) {
			return nil, refused(410, "gone")
		}
		if err != nil {
			return nil, refused(409, "not-of-this-text")
		}
		if len(list) > 0 {
			for i := range met {
				met[i].OursBy, met[i].TheirsBy = s.hub.name(met[i].OursBy), c.who.Name
			}
			err = s.typed(c.who, in.File, list, met)
		}
		return struct {
			Version int `json:"version"`
		}{f.Version()}, err
	})
}

// merge takes what a browser has that was away for too long to carry it over: the text it began
// with and the text it has come to.
func (s *Server) merge(c *call) (any, error) {
	var in struct{ File, Base, Text string }
	return s.edited(c, &in, &in.File, func(f *desk.File) (any, error) {
		base, err := desk.TextOf([]byte(in.Base))
		if err != nil {
			return nil, refused(400, "not-understood")
		}
		text, err := desk.TextOf([]byte(in.Text))
		if err != nil {
			return nil, refused(400, "not-understood")
		}
		ours, theirs := desk.Between(base, f.Text), desk.Between(base, text)
		mine, err := theirs.Map(ours, false)
		if err != nil {
			return nil, err
		}
		if mine.Empty() {
			return struct{}{}, nil
		}
		met := desk.Clashes(base, ours, theirs, true)
		for i := range met {
			met[i].TheirsBy = c.who.Name
		}
		return struct{}{}, s.typed(c.who, in.File, []desk.Update{{Client: "desk", Changes: mine}}, met)
	})
}

// typed commits what somebody has written in a file, with where others have changed the same words
// meanwhile. s is locked.
func (s *Server) typed(who Person, file string, list []desk.Update, met []desk.Clash) error {
	err := s.commit(desk.Record{Kind: desk.Did, File: file, Who: who.ID, Name: who.Name, At: s.Now().UnixMilli(), Edits: map[string][]desk.Update{file: list}, Clashes: met})
	if err == nil && len(met) > 0 {
		s.send(clashes{"conflict", file, s.state.Files[file].Clashes})
	}
	return err
}

// saveNow makes a document the file at once; one that is gone, if it is to be put back.
func (s *Server) saveNow(c *call) (any, error) {
	var in struct {
		File string
		Back bool
	}
	return s.edited(c, &in, &in.File, func(_ *desk.File) (any, error) {
		if in.Back {
			if err := s.putBack(in.File); err != nil {
				return nil, err
			}
		} else if err := s.look(in.File, false); err != nil {
			return nil, err
		}
		l := s.live[in.File]
		if l.stuck == goneFile {
			return nil, refused(409, goneFile)
		}
		if l.seen == "" {
			s.save(in.File)
		}
		return struct {
			Saved bool `json:"saved"`
		}{!l.gone && !s.state.Files[in.File].Unsaved()}, nil
	})
}

// settle notes that people have chosen where a document and another program clashed.
func (s *Server) settle(c *call) (any, error) {
	var in struct {
		File   string
		Number int `json:"n"`
	}
	return s.edited(c, &in, &in.File, func(f *desk.File) (any, error) {
		if err := s.note(desk.Record{Kind: desk.Settled, File: in.File, Version: in.Number}); err != nil {
			return nil, err
		}
		s.send(clashes{"conflict", in.File, append([]desk.Clash{}, f.Clashes...)})
		return struct{}{}, nil
	})
}
