package site

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"banxin/editions/source"
	"banxin/output/internal/objects"
)

// loaded is an issue with what its documents say.
type loaded struct {
	*Issue
	site    *Site
	sums    map[string]string // of its files, by path in the library
	pages   []*sheet
	stories []*article
	byID    map[string]*article
	whole   string                         // PDF of the issue, "" for none
	knife   func() (*objects.Knife, error) // of it
}

// sheet is a page.
type sheet struct {
	*Page
	zones   []zone // in reading order
	entries []zone // of the page's index
	picture picture
	pdf     string // document with this page, "" for none
	cut     bool   // out of the PDF of the issue
}

// zone is where a story stands on a page.
type zone struct {
	story    *article
	polygons [][][2]json.Number
}

// article is a story.
type article struct {
	Story
	sheet    *sheet // where it starts
	html     string // the article element, links and pictures as in the site
	text     string // its characters without spaces
	news     news
	pictures []picture
	places   places
}

// news is what a story's ninjs says.
type news struct {
	URI       string `json:"uri"`
	Version   string `json:"version"`
	By        string `json:"by"`
	PubStatus string `json:"pubstatus"`
	Rights    string `json:"copyrightnotice"`
	Headlines []struct {
		Role  string `json:"role"`
		Value string `json:"value"`
	} `json:"headlines"`
	Bodies []struct {
		Role  string `json:"role"`
		Value string `json:"value"`
	} `json:"bodies"`
}

// places is where a story's text stands: see output/epaper.
type places struct {
	Columns [][5]int        `json:"columns"`
	Lines   json.RawMessage `json:"lines"`
}

// text is a story's plain text, a line a paragraph.
func (n *news) text() string {
	for _, b := range n.Bodies {
		if b.Role == "text" {
			return b.Value
		}
	}
	return ""
}

// shelf keeps the issues that were loaded last, and the stories that lists of a few stories
// of many issues have asked for.
type shelf struct {
	mu      sync.Mutex
	kept    []*loaded
	bare    map[*Issue]*loaded // without what their documents say
	stories map[*Story]*article
}

// alone reads a story without its issue.
func (h *shelf) alone(s *Site, d dated) (*article, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stories == nil {
		h.bare, h.stories = map[*Issue]*loaded{}, map[*Story]*article{}
	}
	if a := h.stories[d.story]; a != nil {
		return a, nil
	}
	l := h.bare[d.Issue]
	if l == nil {
		l = &loaded{Issue: d.Issue, site: s, sums: d.sums(s.lib)}
		h.bare[d.Issue] = l
	}
	a, err := l.readStory(*d.story)
	if err == nil {
		h.stories[d.story] = a
	}
	return a, err
}

const shelfRoom = 4

// load reads an issue, or has it still.
func (s *Site) load(i *Issue) (*loaded, error) {
	s.loads.mu.Lock()
	defer s.loads.mu.Unlock()
	if n := slices.IndexFunc(s.loads.kept, func(l *loaded) bool { return l.Issue == i }); n >= 0 {
		return s.loads.kept[n], nil
	}
	l, err := s.read(i)
	if err != nil {
		return nil, fmt.Errorf("site: %s: %w", i.dir, err)
	}
	s.loads.kept = append(s.loads.kept, l)
	if len(s.loads.kept) > shelfRoom {
		s.loads.kept = s.loads.kept[1:]
	}
	return l, nil
}

func (s *Site) read(i *Issue) (*loaded, error) {
	l := &loaded{Issue: i, site: s, sums: i.sums(s.lib), byID: map[string]*article{}}
	for n := range i.Pages {
		l.pages = append(l.pages, &sheet{Page: &i.Pages[n]})
	}
	for _, story := range i.Stories {
		a, err := l.readStory(story)
		if err != nil {
			return nil, err
		}
		l.stories, l.byID[a.ID] = append(l.stories, a), a
	}
	for _, p := range l.pages {
		if err := l.readPage(p); err != nil {
			return nil, err
		}
	}
	return l, l.findPDFs()
}

// readJSON reads a document of the e-paper.
func (l *loaded) readJSON(name string, into any) error {
	data, err := fs.ReadFile(l.site.lib, path.Join(l.dir, name))
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		return source.Faultf("cannot-read-file", name, err)
	}
	return nil
}

func (l *loaded) readPage(p *sheet) error {
	type place struct {
		ID       string             `json:"id"`
		Polygon  [][2]json.Number   `json:"polygon"`
		Polygons [][][2]json.Number `json:"polygons"`
	}
	var j struct{ Stories, Index []place }
	if err := l.readJSON(p.JSON, &j); err != nil {
		return err
	}
	for _, z := range j.Stories {
		if a := l.byID[z.ID]; a != nil {
			p.zones = append(p.zones, zone{a, z.Polygons})
		}
	}
	for _, z := range j.Index {
		if a := l.byID[z.ID]; a != nil {
			p.entries = append(p.entries, zone{a, [][][2]json.Number{z.Polygon}})
		}
	}
	var err error
	p.picture, err = l.picture(p.Image.Href, p.Image.Width, p.Image.Height)
	return err
}

// upOf leads from an issue's folder to the site's.
func (s *Site) upOf(i *Issue) string { return up(i.key() + "/") }

func (l *loaded) story(a *article) string { return l.key() + "/stories/" + a.ID + ".html" }
func (l *loaded) page(p *sheet) string    { return l.key() + "/" + p.ID + ".html" }

// list is the document with the titles of an issue's stories, for the search.
func (l *loaded) list() string { return l.key() + "/list.js" }

// findPDFs finds the documents to take away: the whole issue, or a file a page.
func (l *loaded) findPDFs() error {
	for n, p := range l.pages {
		if name, err := l.document(l.singlePDF(n), p.ID); err != nil {
			return err
		} else if name != "" {
			p.pdf = name
		}
	}
	var err error
	if l.whole, err = l.document(l.wholePDF(), l.stem()); err != nil || l.whole == "" {
		return err
	}
	if only := l.pages[0]; len(l.pages) == 1 && only.pdf == "" {
		only.pdf = l.whole
	}
	l.knife = sync.OnceValues(func() (*objects.Knife, error) {
		data, err := fs.ReadFile(l.site.lib, l.wholePDF())
		if err != nil {
			return nil, err
		}
		return objects.NewKnife(data)
	})
	for _, p := range l.pages {
		if p.pdf == "" {
			p.pdf, p.cut = strings.TrimSuffix(l.key()+"/"+p.ID+strings.TrimPrefix(l.whole, l.key()+"/"+l.stem()), ".pdf")+"-"+recipe+".pdf", true
		}
	}
	return nil
}

// cutPage is page n alone, out of the PDF of the issue. One that cannot be cut is there whole.
func (l *loaded) cutPage(n int) ([]byte, error) {
	knife, err := l.knife()
	if err == nil && knife.Pages() == len(l.pages) {
		if page, err := knife.Cut(n, l.site.w.pageName(l.pages[n].Page)+" "+l.site.w.dateName(l.day()), l.site.lang); err == nil {
			return page, nil
		}
	}
	return fs.ReadFile(l.site.lib, l.wholePDF())
}

// singlePDF is the file of page n alone, as build --split names it.
func (l *loaded) singlePDF(n int) string {
	return path.Join(path.Dir(l.dir), fmt.Sprintf("%s_%02d.pdf", strings.ReplaceAll(l.stem(), "-", "_"), n+1))
}

func (l *loaded) wholePDF() string { return path.Join(path.Dir(l.dir), l.stem()+".pdf") }

// document names a file of the library as the site has it, with its digest; "" where there
// is no such file.
func (l *loaded) document(name, as string) (string, error) {
	if info, err := fs.Stat(l.site.lib, name); err != nil || !info.Mode().IsRegular() {
		return "", nil
	}
	sum, err := l.sum(name)
	return l.key() + "/" + as + "-" + sum[:min(len(sum), 10)] + path.Ext(name), err
}

// sum is the digest of a file of the library.
func (l *loaded) sum(name string) (string, error) {
	if sum := l.sums[name]; len(sum) == 64 {
		return sum, nil
	}
	data, err := fs.ReadFile(l.site.lib, name)
	if err != nil {
		return "", err
	}
	sum := fmt.Sprintf("%x", sha256.Sum256(data))
	l.sums[name] = sum
	return sum, nil
}

// issueUnit is an issue's documents.
func (s *Site) issueUnit(i *Issue) unit {
	digest := i.digest
	for _, other := range []*Issue{i.newer, i.older} {
		if other != nil {
			digest += " " + other.key()
		} else {
			digest += " -"
		}
	}
	return unit{i.key(), digest, func() ([]file, error) {
		l, err := s.load(i)
		if err != nil {
			return nil, err
		}
		return l.files(), nil
	}}
}

func (l *loaded) files() []file {
	s := l.site
	out := []file{
		{name: l.key() + "/index.html", make: func() ([]byte, error) { return s.issueDocument(l, l.key()+"/index.html", "") }},
		{name: l.list(), make: func() ([]byte, error) { return l.listDocument(), nil }},
	}
	if l.whole != "" {
		out = append(out, file{name: l.whole, frozen: true, make: func() ([]byte, error) { return fs.ReadFile(s.lib, l.wholePDF()) }})
	}
	for n, p := range l.pages {
		out = append(out, file{name: l.page(p), make: func() ([]byte, error) { return l.pageDocument(p) }})
		out = append(out, p.picture.files(s, pageSizes)...)
		switch {
		case p.cut:
			out = append(out, file{name: p.pdf, frozen: true, make: func() ([]byte, error) { return l.cutPage(n) }})
		case p.pdf != "" && p.pdf != l.whole:
			out = append(out, file{name: p.pdf, frozen: true, make: func() ([]byte, error) { return fs.ReadFile(s.lib, l.singlePDF(n)) }})
		}
	}
	for n := range l.Withdrawn {
		g := &l.Withdrawn[n]
		out = append(out, file{name: l.key() + "/stories/" + g.ID + ".html", make: func() ([]byte, error) { return l.gone(g) }})
	}
	seen := map[string]bool{}
	for _, a := range l.stories {
		out = append(out, file{name: l.story(a), make: func() ([]byte, error) { return l.storyDocument(a) }})
		for _, p := range a.pictures {
			if !seen[p.name] {
				seen[p.name] = true
				out = append(out, p.files(s, storySizes)...)
			}
		}
	}
	return out
}

// listDocument names the issue's stories in the order of the search.
func (l *loaded) listDocument() []byte {
	type item struct {
		ID      string `json:"id"`
		Title   string `json:"title"`
		Page    string `json:"page"`
		Section string `json:"section,omitempty"`
	}
	items := []item{}
	for _, a := range l.stories {
		items = append(items, item{a.ID, a.Title, l.site.w.pageName(a.sheet.Page), a.Section})
	}
	return scriptOf("list", l.key(), items)
}
