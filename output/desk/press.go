package desk

import (
	"context"
	"net/http"
	"slices"
	"sync"

	"banxin/editions/desk"
)

// Press makes the files for the press and brings them to the printer. Where to is said by whoever
// runs the desk, never in a file that editors change.
type Press interface {
	// Plan says what would be sent of the files as they were made last, and what may not go.
	Plan(ctx context.Context) (*Sending, error)
	// Make makes the files of the edition as it is.
	Make(ctx context.Context) error
	// Send sends what Plan has said, if it says so still; told hears of each file that has come there.
	Send(ctx context.Context, as string, told func(Receipt)) (*Sending, error)
}

// Sending is what is to be sent, or has been.
type Sending struct {
	To      string    `json:"to"`
	As      string    `json:"as"`    // names this plan: what is sent is what was looked at
	Made    bool      `json:"made"`  // there are files
	Stale   bool      `json:"stale"` // some hold a page that is another one now
	Files   []Receipt `json:"files"`
	Held    []Held    `json:"held"`
	Earlier []Receipt `json:"earlier"` // sent before, the latest first
	List    string    `json:"list,omitempty"`
}

// Receipt is a file that goes or has gone.
type Receipt struct {
	At      string   `json:"at,omitempty"` // in the form of RFC 3339; empty: not yet
	File    string   `json:"file"`
	Name    string   `json:"name"` // there
	Pages   []string `json:"pages"`
	Version int      `json:"version"`
	Bytes   int64    `json:"bytes"`
	SHA256  string   `json:"sha256"`
	There   bool     `json:"there,omitempty"` // it was there already
}

// Held is a file that may not go, and why.
type Held struct {
	File string `json:"file"`
	Why  Said   `json:"why"`
}

// pressing registers the making and sending of files for the press.
func (s *Server) pressing() {
	if s.Press == nil {
		return
	}
	p := &printer{Server: s}
	s.route("GET /desk/press", Read, p.plan)
	s.route("POST /desk/press/make", Send, p.make)
	s.route("POST /desk/press/send", Send, p.send)
}

// printer answers for the routes of the press. One thing at a time is done, in the background: it
// goes on when whoever began it has closed the window.
type printer struct {
	*Server
	mu    sync.Mutex
	doing string   // make, send; empty: nothing
	fault string   // of what was done last
	last  *Sending // what was sent last
	gone  []Receipt
}

// pressed is how it stands with the press.
type pressed struct {
	*Sending
	Doing string    `json:"doing"`
	Fault string    `json:"fault,omitempty"`
	Gone  []Receipt `json:"gone"` // of what is being sent, or was sent last
	List  string    `json:"sent_list,omitempty"`
}

func (p *printer) plan(c *call) (any, error) {
	p.mu.Lock()
	out := pressed{Doing: p.doing, Fault: p.fault, Gone: append([]Receipt{}, p.gone...)}
	if p.last != nil {
		out.List = p.last.List
	}
	p.mu.Unlock()
	if out.Doing == "make" {
		out.Sending = &Sending{Files: []Receipt{}, Held: []Held{}, Earlier: []Receipt{}}
		return out, nil // the files are being made
	}
	var err error
	out.Sending, err = p.Press.Plan(c.r.Context())
	return answered(out, err)
}

func (p *printer) make(c *call) (any, error) {
	if err := p.mayAll(c, nil); err != nil {
		return nil, err
	}
	return p.begin(c, "make", func(ctx context.Context) error { return p.Press.Make(ctx) })
}

func (p *printer) send(c *call) (any, error) {
	var in struct{ As string }
	if err := c.body(&in); err != nil {
		return nil, err
	}
	now, err := p.Press.Plan(c.r.Context())
	if err != nil {
		return nil, err
	}
	if err := p.mayAll(c, now); err != nil {
		return nil, err
	}
	if in.As != now.As {
		return nil, refused(http.StatusConflict, "changed-meanwhile")
	}
	if len(now.Files) == 0 {
		return nil, refused(http.StatusUnprocessableEntity, "press-nothing")
	}
	return p.begin(c, "send", func(ctx context.Context) error {
		done, err := p.Press.Send(ctx, in.As, func(r Receipt) {
			p.mu.Lock()
			p.gone = append(p.gone, r)
			p.mu.Unlock()
			p.tell()
		})
		p.mu.Lock()
		p.last = done
		p.mu.Unlock()
		return err
	})
}

// mayAll refuses somebody who may send some pages only, where others are among the files; what is
// made is all of the edition.
func (p *printer) mayAll(c *call, plan *Sending) error {
	pages := []string{unbounded}
	if plan != nil {
		pages = nil
		for _, f := range plan.Files {
			pages = append(pages, f.Pages...)
		}
	}
	if slices.ContainsFunc(pages, func(page string) bool { return !c.who.May(Send, page) }) {
		return refused(http.StatusForbidden, "no-right-page")
	}
	return nil
}

// begin does something in the background, if nothing is being done.
func (p *printer) begin(c *call, what string, do func(context.Context) error) (any, error) {
	p.mu.Lock()
	busy := p.doing != ""
	if !busy {
		p.doing, p.fault = what, ""
		if what == "send" {
			p.gone, p.last = nil, nil
		}
	}
	p.mu.Unlock()
	if busy {
		return nil, refused(http.StatusConflict, "press-busy")
	}
	p.tell()
	ctx, by := context.WithoutCancel(c.r.Context()), c.who.Name
	go func() {
		fault := ""
		defer func() {
			if r := recover(); r != nil {
				fault = "internal error"
				p.Log("press: internal error")
			}
			p.mu.Lock()
			p.doing, p.fault = "", fault
			p.mu.Unlock()
			p.tell()
		}()
		if err := do(ctx); err != nil {
			fault = err.Error()
			p.Log("press " + what + " by " + by + ": " + fault)
		}
	}()
	return struct{}{}, nil
}

// tell tells all browsers that it stands otherwise with the press.
func (p *printer) tell() {
	p.Send(struct {
		Kind string `json:"kind"`
	}{"press"})
}

// Sum names a plan by what it is to send.
func (s *Sending) Sum() string {
	var all string
	for _, f := range s.Files {
		all += f.Name + " " + f.SHA256 + "\n"
	}
	return desk.Sum([]byte(all))
}
