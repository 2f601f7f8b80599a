// Package desk is where editors work on a paper in their browsers: it hands out the texts of
// files, takes what people change, keeps it in a journal before it says so, and makes it the
// files.
//
//	s, err := desk.New(desk.Options{Paper: paper, Now: time.Now, Random: rand.Reader})
//	live.New(live.Options{Desk: s})
//
// What it knows of documents stands in editions/desk; here are the gate that every request
// passes (gate.go), the events, and the routes, a file for each of what people do. It opens no
// file and looks at no clock but through its options. Whoever runs it calls Tick often.
package desk

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"banxin/editions/desk"
)

// Paper are the files of a paper, by slash paths, and what is kept beside them.
type Paper interface {
	Read(name string) ([]byte, error) // fs.ErrNotExist where there is none
	Stamp(name string) string         // another one, perhaps another file: to be read again
	// Replace makes data the file, whole or not at all, if the sum of what stands there is was:
	// empty says that there is none. nil data removes it. Otherwise it returns ErrChanged.
	Replace(name string, data []byte, was string) error
	Append(name string, more func(data []byte) ([]byte, error)) error // to the end, on the disk when it returns
	List(dir string) ([]string, error)                                // the files below a folder, the hidden ones not
	Journal() ([]byte, error)
	Note(line []byte) error    // appends to the journal, on the disk when it returns
	Turn() error               // puts the journal aside and begins an empty one
	Cut(size int64) error      // drops what of the journal follows its first bytes
	Recompose(names ...string) // the pages are to be set again, soon, since these files have changed; none: any may have
}

// ErrChanged says that a file is not what it was taken for.
var ErrChanged = errors.New("the file has changed")

// Options of a Server.
type Options struct {
	Paper    Paper
	Now      func() time.Time
	Random   io.Reader         // for what nobody may guess
	Newsroom Newsroom          // of notes, signatures and rounds; nil: there are none
	Log      func(what string) // of what was refused and what went wrong; nil: nowhere
	Stage    Stage             // sets pages for trials; nil: stories are not placed here
	Past     Past              // of files, beside the journal; nil: there is none
	Intake   Intake            // of copy that people bring; nil: none is taken in here
	Press    Press             // where finished pages go; nil: they are not sent from here
}

// Past knows what files said before, as some other program keeps it.
type Past interface {
	States(ctx context.Context, file string) []PastState // the latest first
	Text(ctx context.Context, file, id string) []byte    // nil: there is no such state
}

// PastState is a state of a file that somebody has kept.
type PastState struct {
	ID, By, Label string
	At            string // in the form of RFC 3339
	Round         bool   // it is that of a round of proofs, which Label names
}

// Server is the desk as an http.Handler, below /desk/. It is safe for concurrent use.
type Server struct {
	Options
	mux    *http.ServeMux
	routes []route
	secret []byte
	mu     sync.Mutex // of all below
	state  *desk.State
	live   map[string]*liveFile // what is known of files beside their state
	names  map[string]string    // that people without accounts give themselves, by person
	hub    hub
}

// New reads the journal, makes the files what was acknowledged, and returns the desk.
func New(o Options) (*Server, error) {
	s := &Server{Options: o, mux: http.NewServeMux(), secret: make([]byte, 32), live: map[string]*liveFile{}, names: map[string]string{}}
	if s.Log == nil {
		s.Log = func(string) {}
	}
	if _, err := io.ReadFull(o.Random, s.secret); err != nil {
		return nil, err
	}
	if err := s.recover(); err != nil {
		return nil, err
	}
	s.assets()
	s.identity()
	s.editing()
	s.placing()
	s.people()
	s.takingIn()
	s.pressing()
	return s, nil
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }
