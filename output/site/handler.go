package site

import (
	"cmp"
	"errors"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"banxin/output/internal/answer"
)

// Server says how the sites of a library are served without being written: each document is
// made when it is asked for.
type Server struct {
	Library fs.FS // where symbolic links could lead out, give os.Root's FS
	Options Options
	Now     func() time.Time // the clock
	Rescan  time.Duration    // how long the sites may be out of date; default 30 s
}

// Handler serves the sites of a library. It is safe for concurrent use.
type Handler struct {
	Server
	mu      sync.Mutex
	now     *shown
	scanned time.Time
}

// shown is the library as it was found.
type shown struct {
	sites  []*Site
	search map[*Site]*finder
}

// NewHandler returns the handler of a library, which may have no e-papers yet.
func NewHandler(s Server) (*Handler, error) {
	if s.Library == nil || s.Now == nil {
		return nil, errors.New("site: a server needs a library and a clock")
	}
	s.Rescan = cmp.Or(s.Rescan, 30*time.Second)
	h := &Handler{Server: s}
	_, err := h.current()
	return h, err
}

// current returns the sites, looked for again where they are old. Issues that are as they
// were keep the site that has them.
func (h *Handler) current() (*shown, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.now != nil && h.Now().Sub(h.scanned) < h.Rescan {
		return h.now, nil
	}
	known := map[string]*Issue{}
	if h.now != nil {
		for _, s := range h.now.sites {
			for _, i := range s.issues {
				known[i.dir] = i
			}
		}
	}
	sites, _, err := whole(h.Library, h.Options, known, newest)
	h.scanned = h.Now()
	switch {
	case err != nil && h.now != nil:
		return h.now, nil // the old sites stand while the library cannot be read
	case err != nil:
		return nil, err
	case h.now != nil && slices.EqualFunc(sites, h.now.sites, (*Site).same):
		return h.now, nil
	}
	next := &shown{sites, map[*Site]*finder{}}
	for _, s := range sites {
		next.search[s] = newFinder(s, h.now)
	}
	h.now = next
	return h.now, nil
}

// newest checks the issues of a site that its front page and readers want most: they are
// known to be complete before they are shown.
func newest(s *Site, i *Issue) error {
	if !slices.Contains(s.issues[:min(len(s.issues), 8)], i) {
		return nil
	}
	_, err := s.complete(i)
	return err
}

// same tells whether two sites are of the same issues.
func (s *Site) same(t *Site) bool {
	return s.root == t.root && slices.EqualFunc(s.issues, t.issues, func(a, b *Issue) bool { return a.digest == b.digest && a.dir == b.dir })
}

// Has tells whether there is a document at a slash path, or a folder; "" is the front page.
func (h *Handler) Has(name string) bool {
	return h.find(name) != nil || h.folder(name) || h.moved(name) != ""
}

// moved is where a document is now whose address had no paper's folder before it, as those of
// an only paper had; empty where there is none.
func (h *Handler) moved(name string) string {
	now, err := h.current()
	if err != nil || len(now.sites) != 1 {
		return ""
	}
	if s := now.sites[0]; h.find(s.root+name) != nil {
		return up(name) + s.root + name
	}
	return ""
}

// folder tells whether a path without its last slash is that of a document.
func (h *Handler) folder(name string) bool {
	return name != "" && !strings.HasSuffix(name, "/") && h.find(name+"/") != nil
}

// find returns what makes the document at a path; nil where there is none.
func (h *Handler) find(name string) maker {
	now, err := h.current()
	if err != nil || len(now.sites) == 0 {
		return nil
	}
	name = document(name)
	for _, s := range now.sites {
		rest, ours := strings.CutPrefix(name, s.root)
		if !ours {
			continue
		}
		if strings.HasPrefix(rest, searchFolder) {
			if make := now.search[s].find(rest); make != nil {
				return make
			}
		} else if make, err := s.find(rest); err == nil {
			return make
		}
	}
	return topDocuments(now.sites)[name]
}

// document is the one that stands for a folder.
func document(name string) string {
	if name == "" || strings.HasSuffix(name, "/") {
		return name + "index.html"
	}
	return name
}

// missing is the page that says that there is none, of the paper whose folder a path is in.
func (h *Handler) missing(name string) ([]byte, error) {
	if now, err := h.current(); err == nil {
		for _, s := range now.sites {
			if strings.HasPrefix(name, s.root) {
				return h.made(s.root + "404.html")
			}
		}
	}
	return h.made("404.html")
}

// ServeHTTP answers with a document, or with the page that says that there is none. A folder
// without its slash leads to the one with it, as links in it want.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	head := w.Header()
	head.Set("Content-Security-Policy", policy+"; frame-ancestors 'self'")
	head.Set("X-Content-Type-Options", "nosniff")
	if h.folder(name) {
		head.Set("Location", path.Base(name)+"/")
		w.WriteHeader(http.StatusMovedPermanently)
		return
	}
	data, err := h.made(name)
	if to := h.moved(name); err != nil && to != "" {
		head.Set("Location", to)
		w.WriteHeader(http.StatusMovedPermanently)
		return
	}
	if err != nil {
		head.Set("Content-Type", mediaType("404.html"))
		w.WriteHeader(http.StatusNotFound)
		if page, err := h.missing(name); err == nil && r.Method != http.MethodHead {
			w.Write(page)
		}
		return
	}
	answer.Bytes(w, r, data, mediaType(document(name)))
}

func (h *Handler) made(name string) ([]byte, error) {
	make := h.find(name)
	if make == nil {
		return nil, fs.ErrNotExist
	}
	return make()
}
