package desk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

// Right is what somebody must be allowed who asks for a route.
type Right string

// The rights. None is for what everybody may see, also who has not said who he is.
const (
	None  Right = "none"
	Read  Right = "read"
	Edit  Right = "edit"
	Note  Right = "note"
	Place Right = "place"
	Send  Right = "send"
	Sign  Right = "sign"
)

// route is a row of the table of routes: whoever adds one says the right.
type route struct {
	pattern string
	right   Right
}

// Person is who asks.
type Person struct {
	ID    string // stands for them in the journal
	Name  string
	Role  string                              // of an account; empty: there are none
	May   func(right Right, page string) bool // page "": on some page
	Signs func(as, page string) bool          // whether they may sign a page as something
}

// call is a request that has passed the gate.
type call struct {
	w   http.ResponseWriter
	r   *http.Request
	who Person
}

// body reads the JSON that a request brings.
func (c *call) body(v any) error {
	err := json.NewDecoder(c.r.Body).Decode(v)
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return refused(http.StatusRequestEntityTooLarge, "too-large")
	}
	if err != nil {
		return refused(http.StatusBadRequest, "not-understood")
	}
	return nil
}

// refusal is an answer that says no, by the id of a text of words.
type refusal struct {
	status int
	id     string
	args   []any
}

func refused(status int, id string, args ...any) error { return &refusal{status, id, args} }

func (r *refusal) Error() string { return r.id }

// mostBody is how many bytes a request may bring: a story and a half of the largest.
const mostBody = 6 << 20

// route registers a route. The handler's answer is sent as JSON; one that has answered itself
// returns nil. What writes must be a method other than GET.
func (s *Server) route(pattern string, right Right, handle func(c *call) (any, error)) {
	s.routeOf(pattern, right, mostBody, handle)
}

// routeOf is route for requests of up to so many bytes.
func (s *Server) routeOf(pattern string, right Right, most int64, handle func(c *call) (any, error)) {
	s.routes = append(s.routes, route{pattern, right})
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		who, err := s.gate(w, r, right)
		var answer any
		if err == nil && r.ContentLength > most {
			err = refused(http.StatusRequestEntityTooLarge, "too-large")
		}
		if err == nil {
			r.Body = http.MaxBytesReader(w, r.Body, most)
			answer, err = handle(&call{w, r, who})
		}
		if err != nil {
			s.refuse(w, r, who, err)
			return
		}
		if answer != nil {
			sendJSON(w, http.StatusOK, answer)
		}
	})
}

// gate lets a request in that comes from our own page, by somebody who may. That it is for a host of
// ours is seen to before it, as for all that a server shows (Lobby).
func (s *Server) gate(w http.ResponseWriter, r *http.Request, right Right) (Person, error) {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return Person{}, refused(http.StatusForbidden, "foreign-page")
	}
	if o := r.Header.Get("Origin"); o != "" && o != "http://"+r.Host && o != "https://"+r.Host {
		return Person{}, refused(http.StatusForbidden, "foreign-page")
	}
	who, session := s.person(r)
	writes := r.Method != http.MethodGet && r.Method != http.MethodHead
	if writes && (session == "" || !hmac.Equal([]byte(r.Header.Get("X-Desk-Token")), []byte(s.token(session)))) {
		return who, refused(http.StatusForbidden, "token")
	}
	if right != None && (who.May == nil || !who.May(right, "")) {
		return who, refused(http.StatusForbidden, "no-right")
	}
	return who, nil
}

// token is what a page must send with all it writes: no foreign page can read it.
func (s *Server) token(session string) string {
	m := hmac.New(sha256.New, s.secret)
	io.WriteString(m, session)
	return hex.EncodeToString(m.Sum(nil))
}

func (s *Server) refuse(w http.ResponseWriter, r *http.Request, who Person, err error) {
	no := &refusal{status: http.StatusInternalServerError, id: "trouble", args: []any{err.Error()}}
	errors.As(err, &no)
	s.Log(refusalLine(no.status, err.Error(), r, who.Name))
	sendJSON(w, no.status, struct {
		Error string `json:"error"`
		Args  []any  `json:"args,omitempty"`
	}{no.id, no.args})
}

func sendJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // whoever has gone away gets nothing
}
