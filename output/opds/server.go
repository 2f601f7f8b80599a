package opds

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/netip"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"banxin/output/internal/answer"
	"banxin/output/internal/door"
)

// Server says how a library is served. It is read-only: the catalogue is made in memory.
type Server struct {
	Library  fs.FS            // where symbolic links could lead out, give os.Root's FS
	Options  Options          // Search is set by the handler
	Now      func() time.Time // the clock
	Rescan   time.Duration    // how long a catalogue may be out of date; default 30 s
	Accounts func() Accounts  // who may fetch editions, asked anew at each request; nil: everybody
	Private  bool             // the catalogue, too, is for those with an account
	Rate     int              // requests a second for each client; 0: any number, or DefaultRate where there are accounts; -1: any number
	Trusted  []netip.Prefix   // proxies whose word is taken on who asks
	Log      io.Writer        // access log in the Common Log Format; nil: none
	Site     Site             // of the library for people; nil: none
}

// Site is the web site of a library, which answers for what is neither the catalogue's nor
// an edition. What it shows is for the same readers as the editions.
type Site interface {
	http.Handler
	Has(name string) bool // a document at a slash path; "" is its front page
}

// DefaultRate is how many requests a second a client may make where passwords can be tried.
const DefaultRate = 20

// NewHandler returns the library's HTTP handler: the catalogue under /opds/, the editions
// under their paths, a search. It is safe for concurrent use.
func NewHandler(s Server) (http.Handler, error) {
	if s.Library == nil || s.Now == nil {
		return nil, errors.New("opds: a server needs a library and a clock")
	}
	if s.Rescan <= 0 {
		s.Rescan = 30 * time.Second
	}
	if s.Accounts != nil && s.Options.Subscription == nil {
		s.Options.Subscription = &Subscription{}
	}
	if s.Rate == 0 && s.Accounts != nil {
		s.Rate = DefaultRate
	}
	s.Options.Search = cmp.Or(s.Options.Base, "/") + searchPath
	h := &handler{Server: s, covers: map[string][]byte{}}
	if err := h.refresh(&searcher{lib: s.Library}); err != nil {
		return nil, fmt.Errorf("opds: %w", err)
	}
	var out http.Handler = http.HandlerFunc(h.serve)
	out = h.authenticated(out)
	out = h.limited(out)
	return h.logged(h.shared(out)), nil
}

type handler struct {
	Server
	mu       sync.Mutex
	catalog  *Catalog
	searcher *searcher
	scanned  time.Time
	busy     bool              // one request looks for changes, the others do not wait
	covers   map[string][]byte // made on demand
	limits   door.Limits
	door     door.Door
	drawing  sync.Mutex
	logging  sync.Mutex
}

// refresh scans the library, and brings the index up to date that last is of.
func (h *handler) refresh(last *searcher) error {
	h.mu.Lock()
	known := map[string]*Edition{}
	if h.catalog != nil {
		for _, e := range h.catalog.editions {
			known[e.EPUB.Path] = e
		}
	} else {
		known = readState(h.Library)
	}
	h.mu.Unlock()
	editions, _, err := scan(h.Library, known)
	var next *searcher
	if err == nil {
		next, err = last.update(editions)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.scanned, h.busy = h.Now(), false
	if err != nil {
		return err
	}
	h.catalog, h.searcher = newCatalog(editions, h.Options), next
	return nil
}

// current returns the catalogue, brought up to date where it is old, and its search.
func (h *handler) current() (*Catalog, *searcher) {
	h.mu.Lock()
	due := !h.busy && h.Now().Sub(h.scanned) >= h.Rescan
	if due {
		h.busy = true
	}
	last := h.searcher
	h.mu.Unlock()
	if due {
		_ = h.refresh(last) // the old catalogue stands while the library cannot be read
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.catalog, h.searcher
}

func (h *handler) serve(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Content-Security-Policy", "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		head.Set("Allow", methods)
		http.Error(w, "only "+methods, http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	switch {
	case h.ofSite(r):
		if name == "" {
			head.Add("Vary", "Accept")
		}
		h.Site.ServeHTTP(w, r)
	case name == "" || name == Folder:
		h.root(w, r, "")
	case name == Folder+"/":
		h.root(w, r, "../")
	case name == searchPath:
		h.search(w, r)
	case !servable(name):
		h.missing(w, r)
	case strings.HasPrefix(name, Folder+"/"):
		h.document(w, r, name)
	default:
		h.file(w, r, name)
	}
}

// ofSite tells whether the site answers: for its documents, and for the front door where
// somebody comes with a browser.
func (h *handler) ofSite(r *http.Request) bool {
	name := strings.TrimPrefix(r.URL.Path, "/")
	switch {
	case h.Site == nil || name != "" && !servable(strings.TrimSuffix(name, "/")) || name == Folder || strings.HasPrefix(name, Folder+"/"):
		return false
	case name == "":
		return h.Site.Has("") && negotiate(accepted(r), ".xml") == ".html"
	}
	return h.Site.Has(name)
}

// root answers with the catalogue's beginning, in the form that is asked for: Atom where
// nothing is said, which every app reads. No app need follow a redirect.
func (h *handler) root(w http.ResponseWriter, r *http.Request, up string) {
	c, _ := h.current()
	data, kind, _ := c.from(up).render(c.byName["root"], page{}, negotiate(accepted(r), ".xml"))
	w.Header().Add("Vary", "Accept")
	answer.Bytes(w, r, data, kind)
}

func accepted(r *http.Request) string { return strings.Join(r.Header.Values("Accept"), ",") }

// search answers a question. Where the index cannot be read (it was made anew beside us, or
// is damaged), one is made in memory.
func (h *handler) search(w http.ResponseWriter, r *http.Request) {
	values := r.URL.Query()
	query, ext := answered(accepted(r), values)
	number, _ := strconv.Atoi(values.Get("page"))
	c, s := h.current()
	p, err := c.search(s.index, query, number)
	for _, alone := range []bool{false, true} {
		if err == nil {
			break
		}
		if err = h.refresh(&searcher{lib: h.Library, alone: alone}); err == nil {
			c, s = h.current()
			p, err = c.search(s.index, query, number)
		}
	}
	if err != nil {
		http.Error(w, "the index cannot be read", http.StatusServiceUnavailable)
		return
	}
	data, kind, _ := c.render(nil, p, ext)
	w.Header().Add("Vary", "Accept")
	answer.Bytes(w, r, data, kind)
}

// servable tells whether a path may be asked for: inside the library, nothing hidden.
func servable(name string) bool {
	if !fs.ValidPath(name) {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			return false
		}
	}
	return !strings.ContainsRune(name, '\\')
}

func (h *handler) document(w http.ResponseWriter, r *http.Request, name string) {
	c, _ := h.current()
	if data, kind, ok := c.Document(name); ok {
		answer.Bytes(w, r, data, kind)
		return
	}
	if data := h.picture(c, name); data != nil {
		answer.Bytes(w, r, data, "image/jpeg")
		return
	}
	h.missing(w, r)
}

// missing answers where nothing is: with the site's page for who comes with a browser, and
// may see it.
func (h *handler) missing(w http.ResponseWriter, r *http.Request) {
	_, _, named := r.BasicAuth()
	w.Header().Add("Vary", "Accept")
	if h.Site != nil && (h.Accounts == nil || named) && negotiate(accepted(r), ".xml") == ".html" && h.Site.Has("404.html") {
		h.Site.ServeHTTP(w, r)
		return
	}
	http.NotFound(w, r)
}

// maxCovers is how many pictures are kept in memory.
const maxCovers = 256

// picture returns a cover or a thumbnail: as the library has it, or made now.
func (h *handler) picture(c *Catalog, name string) []byte {
	stem, thumb := strings.CutPrefix(name, thumbFolder)
	if !thumb {
		var ok bool
		if stem, ok = strings.CutPrefix(name, coverFolder); !ok {
			return nil
		}
	}
	e := c.byStem[strings.TrimSuffix(stem, ".jpg")]
	if e == nil || path.Ext(stem) != ".jpg" || e.Cover.Name == "" {
		return nil
	}
	key := fmt.Sprint(name, e.EPUB.Size, e.EPUB.Time)
	h.mu.Lock()
	data := h.covers[key]
	h.mu.Unlock()
	if data != nil {
		return data
	}
	if data, err := fs.ReadFile(h.Library, name); err == nil {
		return data
	}
	h.drawing.Lock() // one at a time: pages are large
	defer h.drawing.Unlock()
	cover, small, err := e.pictures(h.Library)
	if err != nil {
		return nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.covers) > maxCovers {
		clear(h.covers)
	}
	h.covers[fmt.Sprint(e.coverPath(), e.EPUB.Size, e.EPUB.Time)] = cover
	h.covers[fmt.Sprint(e.thumbPath(), e.EPUB.Size, e.EPUB.Time)] = small
	return h.covers[key]
}

// file answers with an edition.
func (h *handler) file(w http.ResponseWriter, r *http.Request, name string) {
	kind := fileType(name)
	if kind == "" {
		h.missing(w, r)
		return
	}
	info, err := fs.Stat(h.Library, name)
	if err != nil || !info.Mode().IsRegular() { // to open a pipe may take for ever
		h.missing(w, r)
		return
	}
	f, err := h.Library.Open(name)
	if err != nil {
		h.missing(w, r)
		return
	}
	defer f.Close()
	content, ok := f.(io.ReadSeeker)
	if !ok {
		h.missing(w, r)
		return
	}
	head := w.Header()
	head.Set("Content-Type", kind)
	head.Set("ETag", fmt.Sprintf(`"%x-%x"`, info.Size(), info.ModTime().UnixNano()))
	if h.Accounts != nil {
		head.Set("Cache-Control", "private, no-cache")
	} else {
		head.Set("Cache-Control", "no-cache")
	}
	http.ServeContent(w, r, "", info.ModTime(), content)
}

func fileType(name string) string {
	switch path.Ext(name) {
	case ".epub":
		return typeEPUB
	case ".pdf":
		return typePDF
	}
	return ""
}
