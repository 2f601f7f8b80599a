package desk

import (
	"encoding/hex"
	"io"
	"net/http"
	"regexp"
	"strings"

	"banxin/editions"
	"banxin/editions/desk"
)

// cookie names the session of a browser.
const cookie = "banxin-desk"

var sessionForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

// person tells who asks, and by which session; "" says that the browser has none yet. Where a
// lobby stands before the desk, it is who has come in there; else a browser is a person, who may
// do everything.
func (s *Server) person(r *http.Request) (Person, string) {
	if v := visitorOf(r); v != nil {
		return staffPerson(v.person), v.session
	}
	session := ""
	if c, err := r.Cookie(cookie); err == nil && sessionForm.MatchString(c.Value) {
		session = c.Value
	}
	if session == "" {
		return Person{May: everything, Signs: anything}, ""
	}
	id := desk.Sum([]byte(session))[:12]
	s.mu.Lock()
	defer s.mu.Unlock()
	return Person{ID: id, Name: s.names[id], May: everything, Signs: anything}, session
}

func everything(Right, string) bool { return true }
func anything(string, string) bool  { return true }

// staffRights are the rights of people as desk.yaml has them.
var staffRights = map[Right]editions.Rights{Edit: editions.MayEdit, Note: editions.MayNote, Place: editions.MayPlace, Send: editions.MaySend}

// staffPerson is somebody with an account. By name, so that it is the same person in every
// browser and after every start.
func staffPerson(p *editions.Person) Person {
	return Person{
		ID: desk.Sum([]byte("staff " + p.Name))[:12], Name: p.Name, Role: p.Role,
		May: func(right Right, page string) bool {
			switch right {
			case None, Read:
				return true
			case Sign:
				return p.On(page) && (p.SignsAll() || len(p.Signs) > 0)
			}
			return p.May(staffRights[right], page)
		},
		Signs: p.MaySign,
	}
}

func (s *Server) identity() {
	s.route("GET /desk/me", None, s.me)
	s.route("POST /desk/me", Read, s.rename)
}

// Me is what a browser knows of its person.
type me struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Role    string         `json:"role,omitempty"`
	Account bool           `json:"account"` // the name is that of an account
	Token   string         `json:"token"`
	Rights  map[Right]bool `json:"rights"`
	Press   bool           `json:"press"` // pages are sent from here
}

// me answers who asks, and begins a session where there is none.
func (s *Server) me(c *call) (any, error) {
	who, session := s.person(c.r)
	if session == "" {
		var b [16]byte
		if _, err := io.ReadFull(s.Random, b[:]); err != nil {
			return nil, err
		}
		session = hex.EncodeToString(b[:])
		http.SetCookie(c.w, &http.Cookie{Name: cookie, Value: session, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
		who.ID = desk.Sum([]byte(session))[:12]
	}
	out := me{ID: who.ID, Name: who.Name, Role: who.Role, Account: visitorOf(c.r) != nil, Token: s.token(session), Rights: map[Right]bool{}, Press: s.Press != nil}
	for _, r := range []Right{Read, Edit, Note, Place, Send, Sign} {
		out.Rights[r] = who.May != nil && who.May(r, "")
	}
	return out, nil
}

// longestName is how many characters a person's name may have.
const longestName = 24

// rename takes the name that a person gives, where there are no accounts.
func (s *Server) rename(c *call) (any, error) {
	if visitorOf(c.r) != nil {
		return nil, refused(http.StatusForbidden, "name-of-account")
	}
	var in struct{ Name string }
	if err := c.body(&in); err != nil {
		return nil, err
	}
	name := []rune(strings.Join(strings.Fields(in.Name), " "))
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.names) > 10_000 {
		clear(s.names)
	}
	s.names[c.who.ID] = string(name[:min(len(name), longestName)])
	return struct{}{}, nil
}
