// Package site makes the web site of a paper, its 数字报, of the e-papers in a library:
// static files that any web server or bucket serves, or that open from disk.
//
//	report, err := site.Build(os.DirFS("library"), www, site.Options{Base: "https://example.org/"})
//	http.Handle("/", site.NewHandler(os.DirFS("library"), site.Options{}))
//
// A story's address is its paper's code, its issue's date and its id, a picture's its bytes:
// what is added or moved changes no other's. What a document shows it takes from its own issue, so that a new
// issue writes its own documents, those of the issue before it, and lists.
// The same library gives the same bytes.
package site

import (
	"cmp"
	"crypto/sha1"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"banxin/editions/source"
	"banxin/output/internal/prose"
)

// Options of a site; the zero value makes one that knows no address.
type Options struct {
	Base      string // absolute address of the site, ending in a slash; empty: no feeds, sitemaps, cards
	Title     string // empty: the paper's name
	Generator string // "banxin 0.1.0"; empty: banxin
}

// Problem is an e-paper that is left out.
type Problem struct {
	Path string `json:"path"`
	Why  string `json:"why"`
	Err  error  `json:"-"` // the same, for those who say it in another language
}

func problem(path string, err error) Problem { return Problem{path, err.Error(), err} }

// Site is the site of one paper. Its documents are made when they are asked for. It is
// immutable and safe for concurrent use.
type Site struct {
	lib    fs.FS
	o      Options
	root   string // folder of the site, ending in a slash
	lang   string
	w      words
	look   *look
	issues []*Issue // newest first
	byKey  map[string]*Issue
	months []*month // newest first
	lists  func() map[string]maker
	loads  *shelf
}

// maker makes a document.
type maker func() ([]byte, error)

// file is a document of the site. The bytes of one whose name has their digest never change.
type file struct {
	name   string
	make   maker
	frozen bool
}

// newSite makes the site of the issues of a paper, the newest first.
func newSite(lib fs.FS, root string, issues []*Issue, o Options) (*Site, error) {
	newest := issues[0]
	s := &Site{lib: lib, o: o, root: root, lang: cmp.Or(newest.Language, "zh-CN"), issues: issues, byKey: map[string]*Issue{}, loads: &shelf{}}
	s.w = prose.Say(s.lang, chinese, traditional, english)
	s.o.Title = cmp.Or(o.Title, newest.Paper, s.w.site)
	if s.o.Base != "" {
		s.o.Base += root
	}
	var err error
	if s.look, err = newLook(newest.Look); err != nil {
		return nil, err
	}
	for i, issue := range issues {
		s.byKey[issue.key()] = issue
		issue.newer, issue.older = nil, nil
		if i > 0 {
			issue.newer, issues[i-1].older = issues[i-1], issue
		}
		if n := len(s.months); n == 0 || s.months[n-1].name() != issue.Date[:7] {
			s.months = append(s.months, &month{site: s})
		}
		m := s.months[len(s.months)-1]
		m.issues = append(m.issues, issue)
	}
	s.lists = sync.OnceValue(s.listDocuments)
	return s, nil
}

// Document makes the document of a slash path from the site's folder, root left out. The
// error is fs.ErrNotExist for a path that is none.
func (s *Site) Document(name string) ([]byte, error) {
	make, err := s.find(name)
	if err != nil {
		return nil, err
	}
	return make()
}

// find returns what makes a document.
func (s *Site) find(name string) (maker, error) {
	if make, ok := s.lists()[name]; ok {
		return make, nil
	}
	for _, u := range s.unitsOf(name) {
		files, err := u.files()
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(files, func(f file) bool { return f.name == name }); i >= 0 {
			return files[i].make, nil
		}
	}
	return nil, fmt.Errorf("site: %s: %w", name, fs.ErrNotExist)
}

// unit is a part of the site that is made anew as a whole, when its digest changes.
type unit struct {
	name   string
	digest string
	files  func() ([]file, error)
}

// units lists the issues and the months.
func (s *Site) units() (out []unit) {
	for _, i := range s.issues {
		out = append(out, s.issueUnit(i))
	}
	for _, m := range s.months {
		out = append(out, m.unit())
	}
	return out
}

// unitsOf lists those that may have a document.
func (s *Site) unitsOf(name string) (out []unit) {
	date := strings.TrimPrefix(name, pictures)
	if len(date) > 11 && s.byKey[date[:10]] != nil {
		return []unit{s.issueUnit(s.byKey[date[:10]])}
	}
	for _, m := range s.months {
		if strings.HasPrefix(name, m.folder()) || strings.HasSuffix(name, m.name()+".html") || strings.HasSuffix(name, m.name()+".xml") {
			out = append(out, m.unit())
		}
	}
	return out
}

// address is the absolute address of a document.
func (s *Site) address(name string) string {
	return s.o.Base + (&url.URL{Path: name}).EscapedPath()
}

// up leads from a document to the site's folder.
func up(name string) string { return strings.Repeat("../", strings.Count(name, "/")) }

// arrange makes the sites of the papers of issues, that of the newest issue first, each in a
// folder: a paper's addresses do not change when another comes to the library.
func arrange(lib fs.FS, issues []*Issue, o Options) (sites []*Site, problems []Problem, err error) {
	for _, p := range byPaper(issues) {
		s, err := newSite(lib, p.folder+"/", p.issues, o)
		if err != nil {
			return nil, nil, fmt.Errorf("site: %w", err)
		}
		sites = append(sites, s)
		problems = append(problems, p.problems...)
	}
	return sites, problems, nil
}

// paper is the issues of a paper, newest first, one a day.
type paper struct {
	name, folder string
	issues       []*Issue
	problems     []Problem
}

func (p *paper) oldest() *Issue { return p.issues[len(p.issues)-1] }

// others are folders that stand beside those of papers: the catalogue's, where a library is
// served, and the programs' and style sheets'.
var others = []string{"opds", "assets"}

// byPaper sorts issues, newest first, by the papers that they call themselves. A paper's
// folder is the code that its first issue has, and stays when the code changes, or another
// paper comes that has the same: that one's name is added to its folder as a digest.
func byPaper(issues []*Issue) (out []*paper) {
	for _, i := range issues {
		at := slices.IndexFunc(out, func(p *paper) bool { return p.name == i.Paper })
		if at < 0 {
			at, out = len(out), append(out, &paper{name: i.Paper})
		}
		p := out[at]
		if n := len(p.issues); n > 0 && p.issues[n-1].Date == i.Date {
			p.problems = append(p.problems, problem(i.dir, source.Faultf("issue-of-that-day-in", p.issues[n-1].dir)))
			continue
		}
		p.issues = append(p.issues, i)
	}
	taken := map[string]bool{}
	for _, name := range others {
		taken[name] = true
	}
	for _, p := range slices.SortedFunc(slices.Values(out), func(a, b *paper) int {
		return cmp.Or(cmp.Compare(a.oldest().Date, b.oldest().Date), cmp.Compare(a.name, b.name))
	}) {
		if p.folder = p.oldest().code(); taken[p.folder] {
			p.folder += fmt.Sprintf("-%x", sha1.Sum([]byte(p.name)))[:7]
		}
		taken[p.folder] = true
	}
	return out
}

// mediaType is what a document is served as.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".jpg":
		return "image/jpeg"
	case ".png":
		return "image/png"
	case ".pdf":
		return "application/pdf"
	}
	return "text/plain; charset=utf-8"
}
