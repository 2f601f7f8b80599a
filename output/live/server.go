package live

import (
	"net/http"
	"net/netip"
	"strings"
	"sync"

	"banxin/editions/texts"
	"banxin/output/svg"
)

// Options of a Server; the zero value answers everybody, in English unless the browser asks
// for Chinese, and gives places in files without links.
type Options struct {
	Folder  string        // absolute path of the paper's folder, for links into an editor; may be empty
	Chinese bool          // the language for browsers that ask for neither Chinese nor English
	Guide   http.Handler  // answers at /guide/, which the page leads to; nil: there is none
	Desk    http.Handler  // answers at /desk/, and the page loads its program; nil: the page is to look at
	Nonce   func() string // for style sheets that the desk's program makes; needed with Desk
	Local   bool          // only requests for this machine by a name of its own are answered, so that no foreign site can read the pages
}

// Server is the live proof as an http.Handler. It is safe for concurrent use.
type Server struct {
	Options
	mux     *http.ServeMux
	plates  plateCache
	paths   svg.Outlines // of glyphs, for pages drawn anew after each edit
	mu      sync.Mutex
	now     *snapshot     // nil before the first
	changed chan struct{} // closed when there is a newer snapshot
	telling [2]telling    // in English and in Chinese
}

// New returns a server that has nothing to show yet.
func New(o Options) *Server {
	s := &Server{Options: o, mux: http.NewServeMux(), changed: make(chan struct{})}
	s.mux.HandleFunc("GET /{$}", s.index)
	s.mux.HandleFunc("GET /live.css", s.asset)
	s.mux.HandleFunc("GET /live.js", s.asset)
	s.mux.HandleFunc("GET /events", s.events)
	s.mux.HandleFunc("GET /edition.json", s.edition)
	s.mux.HandleFunc("GET /find", s.find)
	s.mux.HandleFunc("GET /page/{page}/page.svg", s.page)
	s.mux.HandleFunc("GET /page/{page}/thumb.png", s.thumb)
	s.mux.HandleFunc("GET /page/{page}/layer/{layer}", s.layer)
	s.mux.HandleFunc("GET /page/{page}/plates.json", s.plateNames)
	s.mux.HandleFunc("GET /page/{page}/plate/{plate}", s.plate)
	s.mux.HandleFunc("GET /page/{page}/at", s.at)
	if o.Desk != nil {
		s.mux.Handle("/desk/", o.Desk)
	}
	if o.Guide != nil {
		s.mux.Handle("GET /guide/", o.Guide)
	}
	return s
}

// Show makes e the edition that is shown, without any problem.
func (s *Server) Show(e *Edition) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(newSnapshot(e, s.now))
}

// Hold keeps the pages as they are and says why they are not newer.
func (s *Server) Hold(problems []Finding) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(s.now.held(problems))
}

// put shows a snapshot; s is locked.
func (s *Server) put(n *snapshot) {
	s.now = n
	close(s.changed)
	s.changed = make(chan struct{})
}

// current returns what is shown, nil before the first, and what is closed when that is out
// of date.
func (s *Server) current() (*snapshot, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now, s.changed
}

// policy lets the page load from here alone, pictures inside the pages included.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Content-Security-Policy", policy)
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "no-referrer")
	head.Set("Cache-Control", "no-cache")
	if s.Local && !Loopback(r.Host) {
		http.Error(w, "this proof is for its own machine", http.StatusForbidden)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// Loopback tells whether a request's host, with or without a port, names this machine.
func Loopback(host string) bool {
	if a, err := netip.ParseAddrPort(host); err == nil {
		return a.Addr().IsLoopback()
	}
	if a, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return a.IsLoopback()
	}
	name, _, _ := strings.Cut(host, ":")
	return name == "localhost"
}

// chinese tells which language an answer has: the one that the address names, else the
// one that the browser likes better.
func (s *Server) chinese(r *http.Request) bool {
	switch r.FormValue("lang") {
	case "zh":
		return true
	case "en":
		return false
	}
	return texts.Liked(r.Header.Get("Accept-Language"), texts.LanguageOf(s.Chinese)) == texts.Chinese
}
