package live

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"banxin/assets"
	"banxin/layout/unit"

	"github.com/klauspost/compress/gzip"
)

var shell = template.Must(template.New("live.html").Parse(string(assets.LiveHTML())))

// index answers with the page that shows the proof; its program asks for the rest.
func (s *Server) index(w http.ResponseWriter, r *http.Request) {
	said := wordsIn(s.chinese(r)).UI
	data, err := json.Marshal(said)
	if err != nil {
		panic(fmt.Sprintf("live: words cannot be JSON: %v", err))
	}
	var b bytes.Buffer
	nonce := ""
	if s.Desk != nil {
		nonce = s.Nonce()
		w.Header().Set("Content-Security-Policy", strings.Replace(policy, "style-src 'self'", "style-src 'self' 'nonce-"+nonce+"'", 1))
	}
	if err := shell.Execute(&b, struct {
		ui
		Words  template.JS
		Guided bool
		Desk   bool
		Nonce  string
	}{said, template.JS(data), s.Guide != nil, s.Desk != nil, nonce}); err != nil {
		panic(fmt.Sprintf("live: the page cannot be written: %v", err))
	}
	w.Header().Add("Vary", "Accept-Language")
	answer(w, r, "text/html; charset=utf-8", b.Bytes())
}

func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/live.js" {
		answer(w, r, "text/javascript; charset=utf-8", assets.LiveJS())
		return
	}
	answer(w, r, "text/css; charset=utf-8", assets.LiveCSS())
}

// edition answers with the state that events are pushed with.
func (s *Server) edition(w http.ResponseWriter, r *http.Request) {
	n, _ := s.current()
	answer(w, r, "application/json", s.said(n, s.chinese(r)).whole())
}

// said is what a browser of a language is told, made once for all of them.
func (s *Server) said(n *snapshot, chinese bool) *told {
	l := &s.telling[0]
	if chinese {
		l = &s.telling[1]
	}
	return l.of(n, s, wordsIn(chinese))
}

// events pushes the state, and what has become of it whenever there is a newer one, as server-sent
// events. Versions that come faster than a browser takes them are left out.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	c := http.NewResponseController(w)
	_ = c.SetReadDeadline(time.Time{}) // a server's time for reading a request is not for this one
	chinese := s.chinese(r)
	for had := (*told)(nil); ; {
		n, changed := s.current()
		if n != nil {
			now := s.said(n, chinese)
			event, data := "edition", now.whole
			if had != nil {
				event, data = "change", func() []byte { return now.since(had) }
			}
			if had == nil || had.version < now.version {
				if _, err := fmt.Fprintf(w, "event: %s\nid: %d\ndata: %s\n\n", event, now.version, data()); err != nil {
					return
				}
			}
			had = now
		}
		if c.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

// on returns what is shown and the page that a request is for; it answers where there is none.
func (s *Server) on(w http.ResponseWriter, r *http.Request) (*snapshot, int, bool) {
	n, _ := s.current()
	i, err := strconv.Atoi(r.PathValue("page"))
	if err != nil || n == nil || i < 0 || i >= len(n.sheets) {
		http.NotFound(w, r)
		return nil, 0, false
	}
	return n, i, true
}

// page answers with a page as SVG, whose tag is told, or where the browser has the one that was
// drawn before, by its tag, with what has changed of it.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	n, i, ok := s.on(w, r)
	if !ok {
		return
	}
	_, err := n.svg(i, &s.paths)
	if err != nil {
		drawn(w, r, "", nil, err)
		return
	}
	sh := n.sheets[i]
	w.Header().Set("Drawing", sh.page.tag)
	if _, ok := sh.difference(r.FormValue("from")); ok {
		answerSqueezed(w, r, "application/json", sh.change)
		return
	}
	answerSqueezed(w, r, "image/svg+xml", sh.page)
}

func (s *Server) thumb(w http.ResponseWriter, r *http.Request) {
	if n, i, ok := s.on(w, r); ok {
		data, err := n.png(i)
		drawn(w, r, "image/png", data, err)
	}
}

func (s *Server) layer(w http.ResponseWriter, r *http.Request) {
	name, svg := strings.CutSuffix(r.PathValue("layer"), ".svg")
	if _, known := layers[name]; !known || !svg {
		http.NotFound(w, r)
		return
	}
	if n, i, ok := s.on(w, r); ok {
		data, err := n.layer(i, name, s.chinese(r))
		drawn(w, r, "image/svg+xml", data, err)
	}
}

// drawn answers with a drawing, or says why there is none.
func drawn(w http.ResponseWriter, r *http.Request, kind string, data []byte, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	answer(w, r, kind, data)
}

// at answers what stands at a point of a page, given in points.
func (s *Server) at(w http.ResponseWriter, r *http.Request) {
	n, i, ok := s.on(w, r)
	if !ok {
		return
	}
	x, errX := strconv.ParseFloat(r.FormValue("x"), 64)
	y, errY := strconv.ParseFloat(r.FormValue("y"), 64)
	if errX != nil || errY != nil || !(x > -1e5 && x < 1e5 && y > -1e5 && y < 1e5) {
		http.Error(w, "x and y must be numbers, in points", http.StatusBadRequest)
		return
	}
	h := under(n.ed.Doc, n.ed.Doc.Pages[i], unit.Point{X: unit.Length(x * float64(unit.Pt)), Y: unit.Length(y * float64(unit.Pt))})
	if h.story == "" { // furniture that repeats a story's words, as an index does
		for _, st := range n.ed.Stories {
			if h.at.File != "" && st.At.File == h.at.File {
				h.story = st.ID
			}
		}
	}
	data, err := json.Marshal(struct {
		Story string `json:"story,omitempty"`
		At    Place  `json:"at"`
		Char  string `json:"char,omitempty"`
		Rect  box    `json:"rect"`
	}{h.story, h.at, h.char, boxOf(h.rect)})
	drawn(w, r, "application/json", data, err)
}

// answer sends data, squeezed where the browser can and it is worth it.
func answer(w http.ResponseWriter, r *http.Request, kind string, data []byte) {
	answerSqueezed(w, r, kind, &drawing{data: data, tag: tagOf(data)})
}

// tagOf stands for data.
func tagOf(data []byte) string {
	sum := sha256.Sum256(data)
	return fmt.Sprintf("%x", sum[:8])
}

// squeezed is data as browsers get it that can take it so, made when it is first asked for.
type squeezed struct {
	once sync.Once
	data []byte
}

func (z *squeezed) of(data []byte) []byte {
	z.once.Do(func() {
		var b bytes.Buffer
		w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
		w.Write(data)
		w.Close()
		z.data = b.Bytes()
	})
	return z.data
}

// answerSqueezed is answer with what has been squeezed for others.
func answerSqueezed(w http.ResponseWriter, r *http.Request, kind string, d *drawing) {
	head := w.Header()
	head.Set("Content-Type", kind)
	data, tag := d.data, d.tag
	head.Add("Vary", "Accept-Encoding")
	if len(data) > 1024 && kind != "image/png" && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && r.Header.Get("Range") == "" {
		data, tag = d.small.of(data), tag+"-gzip"
		head.Set("Content-Encoding", "gzip")
	}
	head.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
