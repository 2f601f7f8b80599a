package desk

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	"banxin/editions/notes"
	"banxin/editions/signs"
	"banxin/editions/source"
)

// Newsroom is what the desk knows of the edition as it was set last, for notes, signatures and
// the board. Its methods are called from several goroutines.
type Newsroom interface {
	Folder() string                                                             // of the edition, from the paper's
	Notes() []NoteAt                                                            // all of them, in the order in which they were made
	Words(file string, from, to [2]int) (Words, bool)                           // what stands between places of a file, both counted in
	Quote(story, words string, nth int) (q notes.Quotation, times int, ok bool) // ok: there is such a story
	Board() any
	Sealed(what signs.Subject) (Sealed, bool)
	PagesOf(file string) []string // by their names, those that a story's file stands on
	Rounds() ([]RoundFile, error)
	Freeze(name, by string) (string, error)     // keeps the edition as a round, whose name is returned
	Since(round string) (any, error)            // what has changed since
	Picture(round, name string) ([]byte, error) // of a page, as it was then
}

// NoteAt is a note where it stands now, in the form in which browsers get it.
type NoteAt struct {
	notes.Event
	FirstBy string        `json:"firstBy"`
	FirstAt string        `json:"firstAt"`
	Title   string        `json:"title"` // of the story
	Found   string        `json:"found"` // there changed orphan
	Now     string        `json:"now,omitempty"`
	On      int           `json:"on"`    // index of the page; -1: on none
	Rects   [][4]float64  `json:"rects"` // in points
	File    string        `json:"file,omitempty"`
	Line    int           `json:"line,omitempty"`
	Col     int           `json:"col,omitempty"`
	Replies []notes.Event `json:"replies"`
}

// Words are words of a story that a note may be about.
type Words struct {
	Story string          `json:"story"`
	Q     notes.Quotation `json:"quotation"`
	On    int             `json:"on"`
	Rects [][4]float64    `json:"rects"`
}

// Sealed is what can be signed, as it is now.
type Sealed struct {
	Seal  signs.Seal
	Pages []string // that it is, or stands on
	Asked []string // what it is to be signed as; empty: anything
}

// on are the pages whose rights count: of a story on no page those for any will do.
func (s Sealed) on() []string {
	if len(s.Pages) == 0 {
		return []string{""}
	}
	return s.Pages
}

// RoundFile is a round of proofs that was kept.
type RoundFile struct {
	Name  string `json:"name"`
	Pages int    `json:"pages"`
}

// people registers what is done with notes, signatures, the board and rounds.
func (s *Server) people() {
	s.route("GET /desk/notes", Read, s.listNotes)
	s.route("GET /desk/notes/words", Read, s.words)
	s.route("POST /desk/notes", Note, s.addNote)
	s.route("POST /desk/notes/answer", Note, s.answerNote)
	s.route("GET /desk/board", Read, s.board)
	s.route("POST /desk/sign", Sign, s.sign)
	s.route("POST /desk/back", Note, s.sendBack)
	s.route("GET /desk/rounds", Read, s.rounds)
	s.route("POST /desk/rounds", Send, s.freeze)
	s.route("GET /desk/rounds/since", Read, s.changesSince)
	s.route("GET /desk/rounds/picture", Read, s.picture)
	s.route("GET /desk/history", Read, s.historyOf)
	s.route("GET /desk/history/text", Read, s.textThen)
	s.route("POST /desk/history/restore", Edit, s.restore)
}

// room is the newsroom; where nobody has said one there is none.
func (s *Server) room() (Newsroom, error) {
	if s.Newsroom == nil {
		return nil, refused(http.StatusNotFound, "no-edition")
	}
	return s.Newsroom, nil
}

func (s *Server) listNotes(*call) (any, error) {
	room, err := s.room()
	if err != nil {
		return nil, err
	}
	return struct {
		Notes []NoteAt `json:"notes"`
		Kinds []string `json:"kinds"`
	}{append([]NoteAt{}, room.Notes()...), notes.Kinds}, nil
}

// words answers which words stand between two places of a file.
func (s *Server) words(c *call) (any, error) {
	room, err := s.room()
	if err != nil {
		return nil, err
	}
	var at [4]int
	for i, key := range []string{"line", "col", "toline", "tocol"} {
		if at[i], err = number(c.r.FormValue(key)); err != nil {
			return nil, refused(http.StatusBadRequest, "not-understood")
		}
	}
	from, to := [2]int{at[0], at[1]}, [2]int{at[2], at[3]}
	if to[0] < from[0] || to[0] == from[0] && to[1] < from[1] {
		from, to = to, from
	}
	out, ok := room.Words(c.r.FormValue("file"), from, to)
	if !ok {
		return nil, refused(http.StatusNotFound, "no-words")
	}
	return out, nil
}

// newNote is a note that somebody makes.
type newNote struct {
	Story, Page string
	notes.Quotation
	Nth        int // of the words alone, which occurrence, from 1; 0: they are pinned already
	Kind, Text string
}

// mostText is how many characters a note may have.
const mostText = 4000

func (s *Server) addNote(c *call) (any, error) {
	var in newNote
	if err := c.body(&in); err != nil {
		return nil, err
	}
	room, err := s.room()
	if err != nil {
		return nil, err
	}
	if !slices.Contains(notes.Kinds, in.Kind) || len([]rune(in.Text+in.Quote+in.Prefix+in.Suffix+in.Part)) > mostText || in.Text == "" && in.Kind != "删" {
		return nil, refused(http.StatusUnprocessableEntity, "note-says-nothing")
	}
	e := notes.Event{Story: in.Story, Page: in.Page, Kind: in.Kind, Text: in.Text, Quotation: in.Quotation}
	if (e.Story == "") == (e.Page == "") {
		return nil, refused(http.StatusUnprocessableEntity, "note-of-nothing")
	}
	what := signs.Page(e.Page)
	if e.Story != "" {
		q, times, ok := room.Quote(e.Story, in.Quote, max(in.Nth-1, 0))
		if !ok {
			return nil, refused(http.StatusNotFound, "no-such-story")
		}
		if in.Quote != "" && in.Prefix+in.Suffix == "" {
			if q.Quote == "" {
				return nil, refused(http.StatusNotFound, "no-words")
			}
			if times > 1 && in.Nth == 0 {
				return nil, refused(http.StatusConflict, "words-often", times)
			}
			e.Quotation = q
		}
		what = signs.Story(e.Story)
	} else {
		e.Quotation = notes.Quotation{}
	}
	if err := s.mayOn(c, room, Note, what); err != nil {
		return nil, err
	}
	return s.writeNote(c, room, func(list *notes.List) (notes.Event, error) {
		e.ID = list.NextID()
		return e, nil
	})
}

// mayOn refuses somebody who has a right, but on other pages.
func (s *Server) mayOn(c *call, room Newsroom, right Right, what signs.Subject) error {
	sealed, ok := room.Sealed(what)
	if !ok {
		if what.Page != "" {
			return refused(http.StatusNotFound, "no-such-page")
		}
		return nil // a story that the pages do not know yet
	}
	if !slices.ContainsFunc(sealed.on(), func(p string) bool { return c.who.May(right, p) }) {
		return refused(http.StatusForbidden, "no-right-page")
	}
	return nil
}

// by is the name under which somebody writes.
func (c *call) by() (string, error) {
	if name := strings.TrimSpace(c.who.Name); name != "" {
		return name, nil
	}
	return "", refused(http.StatusUnprocessableEntity, "say-your-name")
}

// writeNote appends a line to the notes and tells everybody.
func (s *Server) writeNote(c *call, room Newsroom, make func(*notes.List) (notes.Event, error)) (any, error) {
	by, err := c.by()
	if err != nil {
		return nil, err
	}
	file := notes.File(room.Folder())
	var e notes.Event
	var refusal error
	err = s.Paper.Append(file, func(data []byte) ([]byte, error) {
		list, _ := notes.Read(source.NewFile(file, data))
		if e, refusal = make(list); refusal != nil {
			return nil, refusal
		}
		e.By, e.At = by, s.clock()
		return list.Line(e), nil
	})
	if err = cmp.Or(refusal, err); err != nil {
		return nil, err
	}
	s.Paper.Recompose(file)
	s.Send(struct {
		Kind string      `json:"kind"`
		Note notes.Event `json:"note"`
	}{"notes", e})
	return e, nil
}

func (s *Server) clock() string { return s.Now().Truncate(time.Second).Format(time.RFC3339) }

// answerNote answers a note, settles it or opens it again.
func (s *Server) answerNote(c *call) (any, error) {
	var in struct{ ID, Text, State string }
	if err := c.body(&in); err != nil {
		return nil, err
	}
	room, err := s.room()
	if err != nil {
		return nil, err
	}
	if len([]rune(in.Text)) > mostText || (in.Text == "") == (in.State == "") || in.State != "" && in.State != notes.Open && in.State != notes.Done {
		return nil, refused(http.StatusUnprocessableEntity, "note-says-nothing")
	}
	return s.writeNote(c, room, func(list *notes.List) (notes.Event, error) {
		n := list.Note(in.ID)
		if n == nil {
			return notes.Event{}, refused(http.StatusNotFound, "no-such-note")
		}
		what := signs.Page(n.Page)
		if n.Story != "" {
			what = signs.Story(n.Story)
		}
		if err := s.mayOn(c, room, Note, what); err != nil {
			return notes.Event{}, err
		}
		if in.Text != "" {
			return notes.Event{ID: list.NextID(), Re: n.ID, Text: in.Text}, nil
		}
		e := n.Event
		e.State = in.State
		return e, nil
	})
}

func (s *Server) board(*call) (any, error) {
	room, err := s.room()
	if err != nil {
		return nil, err
	}
	return room.Board(), nil
}

// signing is what somebody signs, or takes back.
type signing struct {
	Page, Story, As string
	Digest          string // of what was looked at: another one is not signed unseen
	Withdraw        bool
}

func (s *Server) sign(c *call) (any, error) {
	var in signing
	if err := c.body(&in); err != nil {
		return nil, err
	}
	room, err := s.room()
	if err != nil {
		return nil, err
	}
	what := signs.Subject{Page: in.Page, Story: in.Story}
	if (in.Page == "") == (in.Story == "") || in.As == "" || len([]rune(in.As)) > 40 {
		return nil, refused(http.StatusUnprocessableEntity, "not-understood")
	}
	sealed, ok := room.Sealed(what)
	switch {
	case !ok:
		return nil, refused(http.StatusNotFound, "no-such-page")
	case !slices.ContainsFunc(sealed.on(), func(p string) bool { return c.who.Signs != nil && c.who.Signs(in.As, p) }):
		return nil, refused(http.StatusForbidden, "no-right-sign", in.As)
	case len(sealed.Asked) > 0 && !slices.Contains(sealed.Asked, in.As):
		return nil, refused(http.StatusUnprocessableEntity, "nobody-signs-as", in.As)
	case !in.Withdraw && in.Digest != sealed.Seal.Digest:
		return nil, refused(http.StatusConflict, "changed-meanwhile")
	}
	return s.append(c, room, signs.Sign{Subject: what, Seal: sealed.Seal, As: in.As, Withdrawn: in.Withdraw})
}

// append appends signatures to the chain and tells everybody.
func (s *Server) append(c *call, room Newsroom, list ...signs.Sign) (any, error) {
	by, err := c.by()
	if err != nil {
		return nil, err
	}
	file := signs.File(room.Folder())
	err = s.Paper.Append(file, func(data []byte) ([]byte, error) {
		var more []byte
		for _, one := range list {
			chain, _ := signs.Read(source.NewFile(file, slices.Concat(data, more)))
			if one.Withdrawn {
				one.Seal = signs.Seal{}
			}
			one.By, one.At = by, s.clock()
			more = append(more, chain.Next(one)...)
		}
		return more, nil
	})
	if err != nil {
		return nil, err
	}
	s.Paper.Recompose(file)
	s.Send(struct {
		Kind string `json:"kind"`
		What string `json:"what"`
	}{"signs", list[0].Subject.String()})
	return struct{}{}, nil
}

// sendBack gives a page or story back: a note that says why, and what the person has power to
// sign of it is not signed any more.
func (s *Server) sendBack(c *call) (any, error) {
	var in struct{ Page, Story, Text string }
	if err := c.body(&in); err != nil {
		return nil, err
	}
	room, err := s.room()
	if err != nil {
		return nil, err
	}
	what := signs.Subject{Page: in.Page, Story: in.Story}
	if (in.Page == "") == (in.Story == "") || strings.TrimSpace(in.Text) == "" || len([]rune(in.Text)) > mostText {
		return nil, refused(http.StatusUnprocessableEntity, "note-says-nothing")
	}
	sealed, ok := room.Sealed(what)
	if !ok {
		return nil, refused(http.StatusNotFound, "no-such-page")
	}
	if err := s.mayOn(c, room, Note, what); err != nil {
		return nil, err
	}
	out, err := s.writeNote(c, room, func(list *notes.List) (notes.Event, error) {
		return notes.Event{ID: list.NextID(), Page: in.Page, Story: in.Story, Kind: "改", Text: "退回：" + in.Text}, nil
	})
	if err != nil {
		return nil, err
	}
	data, _ := s.Paper.Read(signs.File(room.Folder()))
	chain, _ := signs.Read(source.NewFile("", data))
	var back []signs.Sign
	seen := map[string]bool{}
	for _, l := range chain.Lines {
		mine := slices.ContainsFunc(sealed.on(), func(p string) bool { return c.who.Signs != nil && c.who.Signs(l.As, p) })
		if state, _ := chain.State(what, l.As, sealed.Seal); l.Subject == what && mine && !seen[l.As] && state != signs.Unsigned {
			seen[l.As] = true
			back = append(back, signs.Sign{Subject: what, As: l.As, Withdrawn: true})
		}
	}
	if len(back) > 0 {
		if _, err := s.append(c, room, back...); err != nil {
			return nil, err
		}
	}
	return out, nil
}
