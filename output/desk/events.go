package desk

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"time"
)

// hub hands events to the browsers that listen.
type hub struct {
	streams map[*stream]bool
}

// stream is a browser that listens. What does not fit any more ends it: the browser comes again
// and asks for what it has missed.
type stream struct {
	client string // the program in the browser, by its own name
	person string
	name   string
	events chan []byte
	here   presence
}

// name is that of the person at a browser; empty: nobody knows.
func (h *hub) name(client string) string {
	for st := range h.streams {
		if st.client == client {
			return cmp.Or(st.here.Name, st.name)
		}
	}
	return ""
}

// presence is where somebody is.
type presence struct {
	Client string `json:"client"`
	Name   string `json:"name"`
	File   string `json:"file,omitempty"`
	Field  string `json:"field,omitempty"`
	Anchor int    `json:"anchor"`
	Head   int    `json:"head"`
	Person string `json:"person"`
}

// Most streams at all, and of one person.
const (
	mostStreams = 300
	mostOwn     = 20
)

// Send sends an event to all browsers that listen: an object with its kind.
func (s *Server) Send(event any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.send(event)
}

// send is Send; s is locked.
func (s *Server) send(event any) {
	data, err := json.Marshal(event)
	if err != nil {
		panic("desk: an event cannot be JSON: " + err.Error())
	}
	for st := range s.hub.streams {
		select {
		case st.events <- data:
		default:
			s.leave(st)
		}
	}
}

var clientForm = regexp.MustCompile(`^[A-Za-z0-9]{4,32}$`)

// events is the one stream of a browser.
func (s *Server) events(c *call) (any, error) {
	client := c.r.FormValue("client")
	if !clientForm.MatchString(client) {
		return nil, refused(http.StatusBadRequest, "not-understood")
	}
	st, err := s.join(client, c.who)
	if err != nil {
		return nil, err
	}
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.leave(st)
	}()
	c.w.Header().Set("Content-Type", "text/event-stream")
	c.w.Header().Set("Cache-Control", "no-store")
	control := http.NewResponseController(c.w)
	_ = control.SetReadDeadline(time.Time{}) // a server's time for reading a request is not for this one
	for {
		if control.Flush() != nil {
			return nil, nil
		}
		select {
		case data, open := <-st.events:
			if !open {
				return nil, nil
			}
			if _, err := fmt.Fprintf(c.w, "data: %s\n\n", data); err != nil {
				return nil, nil
			}
		case <-c.r.Context().Done():
			return nil, nil
		}
	}
}

func (s *Server) join(client string, who Person) (*stream, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	own := 0
	for st := range s.hub.streams {
		if st.person == who.ID {
			own++
		}
	}
	if own >= mostOwn || len(s.hub.streams) >= mostStreams {
		return nil, refused(http.StatusTooManyRequests, "too-many")
	}
	if s.hub.streams == nil {
		s.hub.streams = map[*stream]bool{}
	}
	st := &stream{client: client, person: who.ID, name: who.Name, events: make(chan []byte, 256)}
	hello := struct {
		Kind   string     `json:"kind"`
		People []presence `json:"people"`
		Gone   []string   `json:"gone"` // files that are gone from the disk
	}{"hello", s.present(client), s.held()}
	data, _ := json.Marshal(hello)
	st.events <- data
	s.hub.streams[st] = true
	return st, nil
}

// present lists where the others are.
func (s *Server) present(but string) []presence {
	out := []presence{}
	for st := range s.hub.streams {
		if st.here.File != "" && st.client != but {
			out = append(out, st.here)
		}
	}
	return out
}

// leave ends a stream; s is locked.
func (s *Server) leave(st *stream) {
	if !s.hub.streams[st] {
		return
	}
	delete(s.hub.streams, st)
	close(st.events)
	s.send(struct {
		Kind   string `json:"kind"`
		Client string `json:"client"`
	}{"left", st.client})
}

// at notes where somebody is, and tells the others.
func (s *Server) at(c *call) (any, error) {
	var in presence
	if err := c.body(&in); err != nil {
		return nil, err
	}
	in.Name, in.Person = c.who.Name, c.who.ID
	s.mu.Lock()
	defer s.mu.Unlock()
	for st := range s.hub.streams {
		if st.client == in.Client && st.person == c.who.ID {
			st.here = in
			s.send(struct {
				Kind string `json:"kind"`
				presence
			}{"presence", in})
			break
		}
	}
	return struct{}{}, nil
}
