// Package epaper makes what a newspaper's web site shows of an edition: the pictures of
// its pages, where each story stands on them, the stories as HTML and IPTC ninjs, and a
// viewer that opens from disk or from any web server.
//
//	files, err := epaper.Build(ed, res.Doc, epaper.Options{Pages: pictures})
//	for _, f := range files { os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644) }
//
// The same input gives the same bytes.
package epaper

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // sizes of pictures
	_ "image/png"
	"slices"
	"strconv"
	"time"

	"banxin/assets"
	"banxin/editions"
	"banxin/layout/page"
	"banxin/output/internal/identity"
	"banxin/output/internal/markup"
	readers "banxin/output/internal/picture"
	"banxin/output/internal/prose"
	"banxin/output/internal/screen"
	"banxin/output/internal/voice"
)

// Errors that a program can test for; those about pages and their pictures are package page's.
var (
	ErrNoStories = errors.New("epaper: the edition has no story to publish")
	ErrUnsound   = errors.New("epaper: the finished package is not sound") // a fault of ours
)

// Options of Build.
type Options struct {
	Pages     []PageImage // a picture of each page of the document
	Small     []PageImage // the same to begin with, on a telephone too; may be empty
	Base      string      // absolute address where the package will stand, ending in a slash; may be empty
	Modified  time.Time   // of the stories; zero: the edition's date at midnight UTC
	Generator string      // "banxin 0.1.0"; empty: banxin
	NITF      bool        // stories as NITF too
	Proof     bool        // there are faults: it says that it is a proof

	// Keep returns what was made for a key before, or makes it; may be nil. It makes pictures
	// for readers, which are slow to make, and is called from several goroutines.
	Keep func(key string, make func() ([]byte, error)) ([]byte, error)

	// Read is told how many characters of each story the package holds, as it was read back;
	// may be nil.
	Read func(story string, chars int)
}

// PageImage is the picture of a printed page's trimmed area.
type PageImage struct {
	Index  int    // in Doc.Pages
	Format string // jpeg or png
	Data   []byte
}

// File is a file of the package. Name is a slash path from the package's folder, ASCII.
type File struct {
	Name string
	Data []byte
}

// Build returns the files of the package: index.html, edition.json and what they lead to.
func Build(ed *editions.Edition, d *page.Doc, o Options) ([]File, error) {
	p, err := newPaper(ed, d, o)
	if err != nil {
		return nil, err
	}
	p.addPages()
	for _, a := range p.articles {
		p.addStory(a)
	}
	for i := range ed.Withdrawn {
		p.addNotice(&ed.Withdrawn[i])
	}
	p.addPlaces()
	p.addEdition()
	p.addViewer()
	if err := p.verify(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsound, err)
	}
	return p.files, nil
}

// paper is the package in the making.
type paper struct {
	ed       *editions.Edition
	o        Options
	lang     string
	w        words
	issued   time.Time
	modified time.Time // of the edition: when the latest of its stories changed
	sheets   []*sheet
	articles []*article // in reading order
	pictures map[*editions.Image]*picture
	files    []File
}

// sheet is a printed page.
type sheet struct {
	number        int
	name, section string
	page          *page.Page
	picture       picture
	small         picture // no data: there is none
	zones         []*zone
	entries       []entry
}

func (s *sheet) id() string { return fmt.Sprintf("page-%02d", s.number) }

// picture is a picture of a page or a story.
type picture struct {
	name, mime string
	w, h       int
	data       []byte
}

// article is a story in the package.
type article struct {
	story          *editions.Story
	id             string // identity.Story of the story
	title, section string
	sheet          *sheet // where it starts
	on             []*sheet
}

func newPaper(ed *editions.Edition, d *page.Doc, o Options) (*paper, error) {
	if d == nil || len(d.Pages) == 0 {
		return nil, fmt.Errorf("epaper: %w", page.ErrNoPages)
	}
	p := &paper{ed: ed, o: o, lang: cmp.Or(ed.Paper.Lang, "zh-Hans"), modified: o.Modified, pictures: map[*editions.Image]*picture{}}
	if p.modified.IsZero() {
		p.modified = ed.Date.Midnight()
	}
	p.issued = p.modified.UTC().Truncate(time.Second)
	p.modified = ed.Modified(p.issued).UTC().Truncate(time.Second)
	p.w = wordsFor(p.lang)
	for i, pg := range d.Pages {
		n := i + 1
		p.sheets = append(p.sheets, &sheet{number: n, name: prose.OneLine(pg.Name, strconv.Itoa(n)), section: prose.OneLine(pg.Section, ""), page: pg})
	}
	if err := p.addPagePictures(); err != nil {
		return nil, err
	}
	return p, p.addArticles(d)
}

func (p *paper) addPagePictures() error {
	for _, img := range p.o.Pages {
		if err := p.addPagePicture(img, "", func(s *sheet) *picture { return &s.picture }); err != nil {
			return err
		}
	}
	for _, img := range p.o.Small {
		if err := p.addPagePicture(img, "-small", func(s *sheet) *picture { return &s.small }); err != nil {
			return err
		}
	}
	for _, s := range p.sheets {
		if s.picture.data == nil {
			return fmt.Errorf("epaper: there is no picture of page %s: %w", s.name, page.ErrPicture)
		}
		if s.small.w >= s.picture.w {
			s.small = picture{}
		}
	}
	return nil
}

func (p *paper) addPagePicture(img PageImage, end string, of func(*sheet) *picture) error {
	if img.Index < 0 || img.Index >= len(p.sheets) {
		return fmt.Errorf("epaper: a picture of page %d of %d: %w", img.Index+1, len(p.sheets), page.ErrPicture)
	}
	s := p.sheets[img.Index]
	cfg, format, err := image.DecodeConfig(bytes.NewReader(img.Data))
	if err != nil || format != img.Format {
		return fmt.Errorf("epaper: picture of page %d is no %s file: %w", img.Index+1, img.Format, page.ErrPicture)
	}
	*of(s) = picture{name: "pages/" + s.id() + end + suffix(format), mime: "image/" + format, w: cfg.Width, h: cfg.Height, data: img.Data}
	return nil
}

func suffix(format string) string {
	if format == "jpeg" {
		return ".jpg"
	}
	return "." + format
}

// addArticles takes the stories in the order of the pages, with their places and pictures.
func (p *paper) addArticles(d *page.Doc) error {
	stories := p.ed.ByID()
	for _, listed := range d.Stories {
		s := stories[listed.ID]
		if s == nil || listed.Page < 0 || listed.Page >= len(p.sheets) {
			return fmt.Errorf("epaper: the pages show story %q, which the edition does not have there: %w", listed.ID, page.ErrStory)
		}
		if p.ed.Withdrawal(s.ID) != nil {
			continue
		}
		sh := p.sheets[listed.Page]
		a := &article{story: s, sheet: sh, id: identity.Story(s.ID)}
		a.title = prose.OneLine(s.Title(), s.ID)
		a.section = cmp.Or(prose.OneLine(s.Section, ""), sh.section, p.w.other)
		for _, other := range p.articles {
			if other.story == s {
				return fmt.Errorf("epaper: story %q is listed twice: %w", listed.ID, page.ErrStory)
			}
		}
		p.articles = append(p.articles, a)
	}
	if len(p.articles) == 0 {
		return ErrNoStories
	}
	p.addZones()
	for _, a := range p.articles {
		for _, pic := range a.story.Pictures() {
			if err := p.addPicture(pic); err != nil {
				return err
			}
		}
	}
	return nil
}

// addPicture takes in a picture of a story once, as readers get it, by a name that its bytes give.
func (p *paper) addPicture(pic *editions.Picture) error {
	if pic.Image == nil || p.pictures[pic.Image] != nil {
		return nil
	}
	m, err := readers.Keep(p.o.Keep).ForReaders(pic.Image.Path, pic.Image.Data, p.ed.Paper.EEdition.PictureSide)
	if err != nil {
		return fmt.Errorf("epaper: picture %s: %w", pic.Path, err)
	}
	taken := &picture{name: "images/" + identity.Picture(m.Data) + suffix(m.Format), mime: "image/" + m.Format, w: m.W, h: m.H, data: m.Data}
	p.pictures[pic.Image] = taken
	if !slices.ContainsFunc(p.files, func(f File) bool { return f.Name == taken.name }) {
		p.add(taken.name, taken.data)
	}
	return nil
}

func (p *paper) add(name string, data []byte) { p.files = append(p.files, File{name, data}) }

// addJSON adds a value as JSON in lines, characters as they are.
func (p *paper) addJSON(name string, v any) { p.add(name, encode(v)) }

// compact is a value as JSON in one line.
func compact(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("epaper: a document cannot be JSON: %v", err))
	}
	return append(b, '\n')
}

func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("epaper: a document cannot be JSON: %v", err))
	}
	return b.Bytes()
}

// uri names a thing of the package for the world: by its address, else by its URN.
func (p *paper) uri(name, urn string) string {
	if p.o.Base != "" {
		return p.o.Base + name
	}
	return urn
}

// title is the edition's: the paper's name and the day.
func (p *paper) title() string {
	t := prose.OneLine(p.ed.Paper.Name+" "+p.day(), p.w.viewer)
	if p.o.Proof {
		t += p.w.proof
	}
	return t
}

func (p *paper) day() string {
	d := p.ed.Date
	return fmt.Sprintf(p.w.date, d.Year, d.Month, d.Day)
}

func (p *paper) date() string {
	d := p.ed.Date
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// prose writes text of a story; up leads to the package's folder.
func (p *paper) prose(m *markup.Writer, up string) *prose.Writer {
	return &prose.Writer{M: m, Lang: p.lang, Chinese: prose.Chinese(p.lang), Colors: p.ed.Paper.Colors, Ruby: p.w.ruby, Unsaid: p.w.unsaid,
		Story: func(id string) string {
			if i := slices.IndexFunc(p.articles, func(a *article) bool { return a.story.ID == id }); i >= 0 {
				return up + p.articles[i].html()
			}
			return ""
		},
		Picture: func(pic *editions.Picture) (string, int, int) {
			if t := p.pictures[pic.Image]; t != nil {
				return up + t.name, t.w, t.h
			}
			return "", 0, 0
		}}
}

// grounds are what type stands on in the viewer's sheet.
var grounds = voice.Grounds{Light: []screen.RGB{{239, 239, 236}, {255, 255, 255}}, Dark: []screen.RGB{{25, 27, 29}, {15, 16, 17}}}

// addViewer adds the page that shows it all. The edition comes in a script, since a page
// opened from disk cannot fetch.
func (p *paper) addViewer() {
	p.add("viewer.css", append(slices.Clip(assets.ViewerCSS()), voice.Of(p.ed.Paper).Sheet(grounds)...))
	p.add("viewer.js", assets.ViewerJS())
	p.add("index.html", p.index())
}
