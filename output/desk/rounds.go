package desk

import (
	"bytes"
	"net/http"
	"path"
	"regexp"
	"slices"
	"time"

	"banxin/editions/compare"
	"banxin/editions/desk"
)

// Rounds of proofs, and what stories said before.

func (s *Server) rounds(*call) (any, error) {
	room, err := s.room()
	if err != nil {
		return nil, err
	}
	list, err := room.Rounds()
	return append([]RoundFile{}, list...), err
}

// roundName is what a round may be called: it names a folder.
var roundName = regexp.MustCompile(`^[\p{Han}A-Za-z0-9][\p{Han}A-Za-z0-9_-]{0,30}$`)

func (s *Server) freeze(c *call) (any, error) {
	var in struct{ Name string }
	if err := c.body(&in); err != nil {
		return nil, err
	}
	room, err := s.room()
	if err != nil {
		return nil, err
	}
	if !roundName.MatchString(in.Name) {
		return nil, refused(http.StatusUnprocessableEntity, "no-round-name")
	}
	name, err := room.Freeze(in.Name, c.who.Name)
	if err != nil {
		return nil, err
	}
	s.Send(struct {
		Kind string `json:"kind"`
		Name string `json:"name"`
	}{"rounds", name})
	return RoundFile{Name: name}, nil
}

func (s *Server) changesSince(c *call) (any, error) {
	room, err := s.room()
	if err != nil {
		return nil, err
	}
	if !roundName.MatchString(c.r.FormValue("round")) {
		return nil, refused(http.StatusNotFound, "no-such-round")
	}
	return room.Since(c.r.FormValue("round"))
}

// picture answers with a page as a round shows it.
func (s *Server) picture(c *call) (any, error) {
	room, err := s.room()
	if err != nil {
		return nil, err
	}
	if !roundName.MatchString(c.r.FormValue("round")) {
		return nil, refused(http.StatusNotFound, "no-such-round")
	}
	data, err := room.Picture(c.r.FormValue("round"), c.r.FormValue("page"))
	if err != nil || data == nil {
		return nil, refused(http.StatusNotFound, "no-such-round")
	}
	c.w.Header().Set("Content-Type", "image/png")
	_, _ = c.w.Write(data)
	return nil, nil
}

// then is what a file said at a moment.
type then struct {
	N     int    `json:"n,omitempty"`  // records of the journal up to it
	ID    string `json:"id,omitempty"` // of a state that is kept elsewhere
	At    string `json:"at"`
	By    string `json:"by"`
	Label string `json:"label,omitempty"`
	Kind  string `json:"kind,omitempty"` // base: before anybody edited it here; came: of another program; round: of proofs; kept: elsewhere
}

// mostThen is how many earlier states are listed.
const mostThen = 200

// historyOf lists the states of a file that the journal knows and those kept elsewhere, the latest
// first. What one person typed without a pause is one; what stood there at first and what came
// from another program are states of their own.
func (s *Server) historyOf(c *call) (any, error) {
	file := c.r.FormValue("file")
	if !s.mayShow(file) {
		return nil, refused(http.StatusNotFound, "no-file")
	}
	list, err := s.journal()
	if err != nil {
		return nil, err
	}
	out := []then{}
	for i, r := range list {
		t := then{N: i + 1, By: r.Name, Label: r.Label}
		switch {
		case r.Kind == desk.Base && r.File == file && r.Text != nil && *r.Text != "":
			t.Kind = desk.Base
		case len(r.Edits[file]) == 0:
			continue
		case r.Kind == desk.Came:
			t.Kind = desk.Came
		}
		for _, next := range list[i:] { // a base stands before the edit that it was noted with
			if next.At != 0 {
				t.At = time.UnixMilli(next.At).In(s.Now().Location()).Format(time.RFC3339)
				break
			}
		}
		if n := len(out); n > 0 && out[n-1].typing() && t.typing() && out[n-1].By == t.By && r.At-list[out[n-1].N-1].At < pause {
			out[n-1] = t
			continue
		}
		out = append(out, t)
	}
	slices.Reverse(out)
	if s.Past != nil {
		for _, k := range s.Past.States(c.r.Context(), file) {
			kind := "kept"
			if k.Round {
				kind = "round"
			}
			out = append(out, then{ID: k.ID, At: k.At, By: k.By, Label: k.Label, Kind: kind})
		}
		moment := func(t then) time.Time { at, _ := time.Parse(time.RFC3339, t.At); return at }
		slices.SortStableFunc(out, func(a, b then) int { return moment(b).Compare(moment(a)) })
	}
	return out[:min(len(out), mostThen)], nil
}

// typing tells whether a state is of somebody's typing, which goes on with what they typed before.
func (t then) typing() bool { return t.Kind == "" && t.Label == "" }

// pause ends a stretch of typing, in milliseconds.
const pause = 60_000

func (s *Server) journal() ([]desk.Record, error) {
	data, err := s.Paper.Journal()
	if err != nil {
		return nil, err
	}
	list, _ := desk.Records(data)
	return list, nil
}

// mayShow tells whether people see a file's text.
func (s *Server) mayShow(file string) bool {
	return mayOpen(file) && slices.Contains(textKinds, path.Ext(file))
}

// stateAt is what a file said after so many records.
func (s *Server) stateAt(file string, n int) ([]byte, error) {
	list, err := s.journal()
	if err != nil {
		return nil, err
	}
	if !s.mayShow(file) || n < 1 || n > len(list) {
		return nil, refused(http.StatusNotFound, "no-file")
	}
	state, _ := desk.Replay(list[:n])
	f := state.Files[file]
	if f == nil {
		return nil, refused(http.StatusNotFound, "no-file")
	}
	return f.Text.Bytes(), nil
}

// stateOf is what a file said after so many records, or as a state that is kept elsewhere.
func (s *Server) stateOf(c *call, file string, n int, id string) ([]byte, error) {
	if id == "" {
		return s.stateAt(file, n)
	}
	if s.Past == nil || !s.mayShow(file) {
		return nil, refused(http.StatusNotFound, "no-file")
	}
	data := s.Past.Text(c.r.Context(), file, id)
	if data == nil {
		return nil, refused(http.StatusNotFound, "no-file")
	}
	return data, nil
}

func (s *Server) textThen(c *call) (any, error) {
	file, id := c.r.FormValue("file"), c.r.FormValue("id")
	n, err := number(c.r.FormValue("n"))
	if err != nil && id == "" {
		return nil, refused(http.StatusBadRequest, "not-understood")
	}
	data, err := s.stateOf(c, file, n, id)
	if err != nil {
		return nil, err
	}
	now, err := s.Text(file)
	if err != nil {
		return nil, refused(http.StatusNotFound, "no-file")
	}
	return struct {
		Parts []compare.Seg `json:"parts"`
	}{compare.Texts(string(data), string(now))}, nil
}

// restore makes a file what it was, as one step that can be taken back.
func (s *Server) restore(c *call) (any, error) {
	var in struct {
		File string
		N    int
		ID   string
	}
	if err := c.body(&in); err != nil {
		return nil, err
	}
	data, err := s.stateOf(c, in.File, in.N, in.ID)
	if err != nil {
		return nil, err
	}
	if err := s.mayFile(c.who, Edit, in.File); err != nil {
		return nil, err
	}
	err = s.Change(c.who, "恢复 "+path.Base(in.File), FileEdit{in.File, func([]byte) ([]byte, error) { return bytes.Clone(data), nil }})
	return struct{}{}, err
}

// unbounded is a page of nobody's: only whose rights are for all pages may on it. What is of no
// single page, such as paper.yaml, counts as being on it.
const unbounded = "\x00"

// mayFile refuses somebody whose rights are for other pages than a file stands on.
func (s *Server) mayFile(who Person, right Right, file string) error {
	if who.May == nil {
		return refused(http.StatusForbidden, "no-right")
	}
	if who.May(right, unbounded) {
		return nil
	}
	pages := []string{unbounded}
	if s.Newsroom != nil {
		if on := s.Newsroom.PagesOf(file); on != nil {
			pages = on
		}
	}
	if path.Ext(file) == ".md" && len(pages) == 1 && pages[0] == unbounded {
		pages = []string{""} // a story that stands on no page
	}
	if !slices.ContainsFunc(pages, func(p string) bool { return who.May(right, p) }) {
		return refused(http.StatusForbidden, "no-right-page")
	}
	return nil
}
