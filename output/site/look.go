package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"

	"banxin/assets"
	"banxin/output/internal/screen"
	"banxin/output/internal/voice"
)

// look is the templates, and the style sheet and the program under names that have their
// digests.
type look struct {
	pages   map[string]*template.Template
	files   map[string][]byte
	css, js string // names
	digest  string // of all of it
	worker  string // the service worker, without what it is to keep
}

// grounds are what type stands on in the site's sheet.
var grounds = voice.Grounds{Light: []screen.RGB{{0xe9, 0xe4, 0xd8}, {0xf6, 0xf2, 0xe9}, {0xff, 0xfd, 0xf8}}, Dark: []screen.RGB{{0x1d, 0x1a, 0x17}, {0x14, 0x12, 0x10}}}

// newLook is the look of a paper's site, in the colours of its voice.
func newLook(of *voice.Look) (*look, error) {
	dir := assets.Site()
	l := &look{pages: map[string]*template.Template{}, files: map[string][]byte{}}
	all := sha256.New()
	base, err := template.ParseFS(dir, "layout.html")
	if err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := e.Name()
		data, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		if name == "site.css" && of.Sound() {
			data = append(slices.Clip(data), of.Sheet(grounds)...)
		}
		all.Write(data)
		switch {
		case name == "sw.js":
			l.worker = string(data)
		case name == "layout.html":
		case path.Ext(name) == ".html":
			t, err := base.Clone()
			if err == nil {
				t, err = t.Parse(string(data))
			}
			if err != nil {
				return nil, err
			}
			l.pages[strings.TrimSuffix(name, ".html")] = t
		default:
			sum := sha256.Sum256(data)
			named := fmt.Sprintf("assets/%s-%x%s", strings.TrimSuffix(name, path.Ext(name)), sum[:5], path.Ext(name))
			l.files[named] = data
			switch name {
			case "site.css":
				l.css = named
			case "site.js":
				l.js = named
			}
		}
	}
	l.digest = fmt.Sprintf("%x", all.Sum(nil)[:8])
	return l, nil
}

// policy is what a browser lets the site do: nothing with the world outside it. A colour
// behind text is a style of its own element.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"

// frame is what every document has; Body is what is its own.
type frame struct {
	W            *words
	Lang         string
	Site         string // the paper's name
	Latin        string
	Rights       string
	Kind         string // of document: the template's name
	Title        string // without the site's
	Description  string
	Up           string // to the site's folder
	CSS, JS      string
	Policy       string
	Canonical    string      // empty without an address, as are all of the next
	Image        string      // of a card: a document
	Card         template.JS // JSON-LD
	Published    string
	Modified     string
	Section      string
	ImageAddress string
	FeedXML      string // relative
	FeedJSON     string
	Settings     string // what the program is to know, JSON
	Foot         []string
	Body         any
}

// settings are what the program on a page knows.
type settings struct {
	Up    string            `json:"up"`
	Kind  string            `json:"kind"`
	Lang  string            `json:"lang"`
	Key   string            `json:"key,omitempty"` // of the issue
	Words map[string]string `json:"words"`
}

// frame is that of a document.
func (s *Site) frame(kind, name, title string) *frame {
	f := &frame{W: &s.w, Lang: s.lang, Site: s.o.Title, Kind: kind, Title: title, Up: up(name), CSS: s.look.css, JS: s.look.js, Policy: policy}
	newest := s.issues[0]
	f.Latin = newest.Latin
	for _, v := range []string{newest.Publisher, newest.CN, issn(newest.ISSN)} {
		if v != "" {
			f.Foot = append(f.Foot, v)
		}
	}
	if s.o.Base != "" {
		f.Canonical = s.address(name)
		f.FeedXML, f.FeedJSON = "feed.xml", "feed.json"
	}
	f.Settings = string(mustJSON(settings{Up: f.Up, Kind: kind, Lang: s.lang, Words: s.w.program()}))
	return f
}

func issn(s string) string {
	if s == "" || strings.HasPrefix(strings.ToUpper(s), "ISSN") {
		return s
	}
	return "ISSN " + s
}

// program are the words that the program says.
func (w *words) program() map[string]string {
	return map[string]string{
		"theme": w.Theme, "larger": w.Larger, "smaller": w.Smaller, "share": w.Share, "copied": w.Copied, "print": w.Print,
		"zoom": w.Zoom, "close": w.Close, "read": w.Read, "prev": w.PrevColumn, "next": w.NextColumn,
		"listen": w.Listen, "stop": w.Stop, "pause": w.Pause, "rate": w.Rate,
		"searching": w.Searching, "none": w.None, "tooShort": w.TooShort, "hits": w.Hits, "more": w.More, "offline": w.OfflineReady,
	}
}

func (s *Site) render(f *frame) ([]byte, error) {
	t := s.look.pages[f.Kind]
	if t == nil {
		return nil, fmt.Errorf("site: no template %s", f.Kind)
	}
	if f.Image != "" {
		f.ImageAddress = s.address(f.Image)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout.html", f); err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	return b.Bytes(), nil
}

// Generator names the program.
func (s *Site) generator() string { return cmp.Or(s.o.Generator, "banxin") }

func mustJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("site: a document cannot be JSON: %v", err))
	}
	return data
}

// scriptOf is a value as a program that hands it over, since a page that is opened from disk
// can load programs and nothing else.
func scriptOf(what, name string, v any) []byte {
	text := strings.NewReplacer("\u2028", `\u2028`, "\u2029", `\u2029`).Replace(string(mustJSON(v)))
	return fmt.Appendf(nil, "banxin.take(%q,%q,%s)\n", what, name, text)
}
