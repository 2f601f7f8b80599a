package desk

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"mime/multipart"
	"net/http"
	"path"
	"time"

	"banxin/editions/desk"
)

// Intake makes stories of files of other programs. It writes what belongs to a story, its pictures
// and notes, and hands the story itself to keep, which makes it a file of the paper; a story that
// keep does not take is not taken in at all.
type Intake interface {
	Take(ctx context.Context, files []Arrived, again bool, keep func(name string, text []byte) error) ([]Taken, error)
}

// Arrived is a file that somebody sends.
type Arrived struct {
	Name string // as it was called there, of any form
	Open func() (io.ReadCloser, error)
}

// Taken is what became of a copy: of a file, or of a part of one.
type Taken struct {
	File    string       `json:"file"`
	Refused bool         `json:"refused"` // nothing of it is written
	Twice   bool         `json:"twice"`   // a story of it was there already: it can be taken in again
	Stories []TakenStory `json:"stories"` // that are written
	Left    int          `json:"left"`    // pieces of text that were left out
	Found   []Remark     `json:"found"`
}

// TakenStory is a story that was taken in. It stands on no page.
type TakenStory struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	File     string `json:"file"`
	Chars    int    `json:"chars"`
	Pictures int    `json:"pictures"`
	Notes    int    `json:"notes"`
}

// Remark is a finding as a browser gets it, in both languages.
type Remark struct {
	Level string `json:"level"` // error warning note
	Code  string `json:"code"`
	Zh    string `json:"zh"`
	En    string `json:"en"`
	Hint  Said   `json:"hint"`
	Where string `json:"where,omitempty"` // file:line:column
}

// What may be sent at once, and how long that may take.
const (
	mostCopy   = 128 << 20
	mostFiles  = 200
	inMemory   = 8 << 20 // what is more lies in files until it has been taken in
	longestWay = 10 * time.Minute
)

// takingIn registers the taking in of copy.
func (s *Server) takingIn() {
	if s.Intake != nil {
		s.routeOf("POST /desk/import", Edit, mostCopy, s.takeIn)
	}
}

// takeIn takes files in that a browser sends as a form: "again" says to take in also what is there.
func (s *Server) takeIn(c *call) (any, error) {
	_ = http.NewResponseController(c.w).SetReadDeadline(s.Now().Add(longestWay)) // a server's time for requests is for small ones
	err := c.r.ParseMultipartForm(inMemory)
	if form := c.r.MultipartForm; form != nil {
		defer form.RemoveAll()
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, refused(http.StatusRequestEntityTooLarge, "too-large")
	case err != nil:
		return nil, refused(http.StatusBadRequest, "not-understood")
	}
	list := c.r.MultipartForm.File["file"]
	if len(list) == 0 || len(list) > mostFiles {
		return nil, refused(http.StatusUnprocessableEntity, "import-nothing", mostFiles)
	}
	taken, err := s.Intake.Take(c.r.Context(), arrivedOf(list), c.r.FormValue("again") == "1", func(name string, text []byte) error { return s.keepStory(c, name, text) })
	if err != nil {
		return nil, err
	}
	s.Paper.Recompose()
	return append([]Taken{}, taken...), nil
}

func arrivedOf(list []*multipart.FileHeader) (out []Arrived) {
	for _, h := range list {
		out = append(out, Arrived{h.Filename, func() (io.ReadCloser, error) { return h.Open() }})
	}
	return out
}

// keepStory makes a story that has come a file, as a step that can be taken back; one that is there
// stays.
func (s *Server) keepStory(c *call, name string, text []byte) error {
	if _, err := desk.TextOf(text); err != nil {
		return refused(http.StatusUnprocessableEntity, "no-text")
	}
	if err := s.mayFile(c.who, Edit, name); err != nil {
		return err
	}
	return s.Change(c.who, "收稿 "+path.Base(name), FileEdit{name, func(old []byte) ([]byte, error) {
		if old != nil {
			return nil, fs.ErrExist
		}
		return text, nil
	}})
}
