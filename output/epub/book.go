package epub

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	_ "image/jpeg" // sizes of pictures of pages
	_ "image/png"
	"strconv"
	"time"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/output/internal/identity"
	"banxin/output/internal/picture"
	"banxin/output/internal/prose"
	"banxin/output/internal/voice"
)

// book is the e-edition in the making: what it holds, in the order of reading.
type book struct {
	ed       *editions.Edition
	o        Options
	lang     string
	dir      string // of its text: ltr or rtl
	w        words
	id       string // urn:uuid:…
	modified time.Time
	sheets   []*sheet
	articles []*article // in reading order
	sections []*section
	entries  []entry // documents of the spine
	lexemes  []lexeme
	style    *media
	media    []*media                   // style, pictures of pages, pictures of stories
	pictures map[*editions.Image]*media // of the stories; never ranged over
	fixed    *layers                    // of a replica; nil: text flows
	turns    []turn                     // where reading comes to another printed page
	files    []*file                    // XHTML, in the order of the spine; the contents page is not one of them
}

// sheet is a printed page.
type sheet struct {
	number   int
	name     string
	section  string
	page     *page.Page // nil without a composed document
	picture  *media     // of the page; nil: no page of its own
	file     string     // its XHTML, or ""
	articles []*article // that start here
	zones    []zone
	entries  []indexEntry
}

// article is a story in the book.
type article struct {
	story   *editions.Story
	id      string // identity.Story of the story
	title   string // in one line
	sheet   *sheet // where it starts; nil when not on paper
	section string
	opens   bool // its first page begins with it
	jumps   []jump
	with    string // the document of briefs that it stands in; "": documents of its own
	parts   int    // documents, known when they are composed
	heads   []head // within it, in order, known then
}

// head is a subhead of a story, where the contents lead to.
type head struct {
	title, href string
}

func (a *article) file() string { return a.id + ".xhtml" }

// href is where it begins, from the documents beside it.
func (a *article) href() string {
	if a.with != "" {
		return a.with + "#" + a.id
	}
	return a.file()
}

// partFile is the n-th document of a story, counted from 0: nearly all have one.
func (a *article) partFile(n int) string {
	switch {
	case a.with != "":
		return a.with
	case n == 0:
		return a.file()
	}
	return fmt.Sprintf("%s.%d.xhtml", a.id, n+1)
}

func (a *article) partTitle(n int) string {
	if n == 0 {
		return a.title
	}
	return fmt.Sprintf("%s (%d)", a.title, n+1)
}

// media is a picture or style sheet carried along.
type media struct {
	folder, name, id, mime string
	data                   []byte
	w, h                   int
	cover                  bool
}

func (m *media) href() string { return m.folder + "/" + m.name }

// file is an XHTML document of the book.
type file struct {
	name, id, title string
	body            string
	svg             bool   // properties="svg" in the manifest
	class           string // of its body element
	lang            string // of its text; empty: the book's
	viewport        string // of a page of fixed layout
}

// newBook plans a book whose text flows.
func newBook(ed *editions.Edition, d *page.Doc, o Options) (*book, error) {
	b, err := newBookOf(ed, d, o)
	if err != nil {
		return nil, err
	}
	b.addSections()
	b.addTurns()
	if prose.Chinese(b.lang) {
		b.lexemes = b.lexicon()
	}
	if err := b.addPictures(); err != nil {
		return nil, err
	}
	return b, nil
}

// newBookOf plans what both kinds of book have: style, pages and articles.
func newBookOf(ed *editions.Edition, d *page.Doc, o Options) (*book, error) {
	b := &book{ed: ed, o: o, lang: ed.Paper.Lang, modified: o.Modified}
	if b.lang == "" {
		b.lang = "zh-Hans"
	}
	if b.modified.IsZero() {
		if ed.Date == (editions.Date{}) {
			return nil, ErrNoDate
		}
		b.modified = ed.Date.Midnight()
	}
	b.modified = ed.Modified(b.modified).UTC().Truncate(time.Second)
	b.w = wordsFor(b.lang)
	b.dir = direction(b.lang)
	b.id = identity.URN(ed, "")
	b.addStyle()
	b.addSheets(d)
	if err := b.addPagePictures(); err != nil {
		return nil, err
	}
	return b, b.addArticles(d)
}

// title is the book's: the paper's name and the day.
func (b *book) title() string {
	mark := ""
	if b.o.Proof {
		mark = b.w.proof
	}
	d := b.ed.Date
	if d == (editions.Date{}) {
		return prose.OneLine(b.ed.Paper.Name, b.w.contents) + mark
	}
	return prose.OneLine(b.ed.Paper.Name+" "+fmt.Sprintf(b.w.date, d.Year, d.Month, d.Day), "") + mark
}

func (b *book) addStyle() {
	b.style = b.addMedia("css", "banxin", "css", sheetFor(form{vertical: b.o.Vertical, western: western(b.lang), voice: voice.Of(b.ed.Paper)}))
}

func (b *book) addSheets(d *page.Doc) {
	add := func(name, section string, p *page.Page) {
		n := len(b.sheets) + 1
		b.sheets = append(b.sheets, &sheet{number: n, name: prose.OneLine(name, strconv.Itoa(n)), section: prose.OneLine(section, ""), page: p})
	}
	if d == nil {
		for _, p := range b.ed.Pages {
			add(p.Name, p.Section, nil)
		}
		return
	}
	for _, p := range d.Pages {
		add(p.Name, p.Section, p)
	}
}

func (b *book) addPagePictures() error {
	for _, img := range b.o.Pages {
		if img.Index < 0 || img.Index >= len(b.sheets) {
			return fmt.Errorf("epub: a picture of page %d of %d: %w", img.Index+1, len(b.sheets), page.ErrPicture)
		}
		s := b.sheets[img.Index]
		cfg, format, err := image.DecodeConfig(bytes.NewReader(img.Data))
		if err != nil || format != img.Format {
			return fmt.Errorf("epub: picture of page %d is no %s file: %w", img.Index+1, img.Format, page.ErrPicture)
		}
		s.file = fmt.Sprintf("page-%02d.xhtml", s.number)
		s.picture = b.addMedia("images", fmt.Sprintf("page-%02d", s.number), img.Format, img.Data)
		s.picture.w, s.picture.h = cfg.Width, cfg.Height
		s.picture.cover = img.Index == 0
	}
	return nil
}

func (b *book) addMedia(folder, name, format string, data []byte) *media {
	m := &media{folder: folder, id: "m-" + name, data: data}
	switch format {
	case "jpeg":
		m.name, m.mime = name+".jpg", "image/jpeg"
	case "png":
		m.name, m.mime = name+".png", "image/png"
	case "css":
		m.name, m.mime = name+".css", "text/css"
	case "ttf":
		m.name, m.mime = name+".ttf", "font/ttf"
	}
	b.media = append(b.media, m)
	return m
}

// addArticles takes the stories in the order of the composed pages, or, without pages,
// all in the order of the edition.
func (b *book) addArticles(d *page.Doc) error {
	seen := map[string]bool{}
	add := func(id string, on *sheet) error {
		s := b.ed.Story(id)
		switch {
		case s == nil:
			return fmt.Errorf("epub: the pages show story %q, which the edition does not have: %w", id, page.ErrStory)
		case seen[id]:
			return fmt.Errorf("epub: story %q is listed twice: %w", id, page.ErrStory)
		case b.ed.Withdrawal(id) != nil:
			return nil
		}
		seen[id] = true
		b.addArticle(s, on)
		return nil
	}
	if d == nil {
		for _, s := range b.ed.Stories {
			if err := add(s.ID, b.placedOn(s.ID)); err != nil {
				return err
			}
		}
	} else {
		for _, s := range d.Stories {
			if s.Page < 0 || s.Page >= len(b.sheets) {
				return fmt.Errorf("epub: story %q is on page %d of %d: %w", s.ID, s.Page+1, len(b.sheets), page.ErrStory)
			}
			if err := add(s.ID, b.sheets[s.Page]); err != nil {
				return err
			}
		}
		b.addPlaces()
	}
	if len(b.articles) == 0 {
		return ErrNoStories
	}
	return nil
}

// placedOn returns the first page whose plan names the story, or nil.
func (b *book) placedOn(id string) *sheet {
	for i, p := range b.ed.Pages {
		for _, pl := range p.Placed {
			for _, s := range pl.Stories {
				if s == id {
					return b.sheets[i]
				}
			}
		}
	}
	return nil
}

func (b *book) addArticle(s *editions.Story, on *sheet) {
	a := &article{story: s, id: identity.Story(s.ID), sheet: on, section: prose.OneLine(s.Section, "")}
	if on != nil {
		on.articles = append(on.articles, a)
		if a.section == "" {
			a.section = on.section
		}
	}
	a.section = cmp.Or(a.section, b.w.section)
	a.title = prose.OneLine(s.Title(), s.ID)
	b.articles = append(b.articles, a)
}

// addPictures takes in each picture of the stories once, as readers get it, by a name that its
// bytes give: the same picture under two names is one. Where the paper does not say how large
// pictures are, they are made smaller until the book is fit to be sent; their names stay.
func (b *book) addPictures() error {
	var shown []picture.Shown
	at := map[string]int{}
	of := map[*editions.Image]int{}
	var names []string
	for _, a := range b.articles {
		for _, p := range a.story.Pictures() {
			if _, had := of[p.Image]; had || p.Image == nil {
				continue
			}
			made, err := shownTo(b.ed, p, b.o.Keep)
			if err != nil {
				return err
			}
			name := identity.Picture(made.Data)
			if _, had := at[name]; !had {
				at[name] = len(shown)
				shown, names = append(shown, made), append(names, name)
			}
			of[p.Image] = at[name]
		}
	}
	if b.ed.Paper.EEdition.PictureSide == 0 {
		var err error
		if shown, err = picture.Keep(b.o.Keep).Within(shown, b.room()); err != nil {
			return fmt.Errorf("epub: %w", err)
		}
	}
	taken := make([]*media, len(shown))
	for i, made := range shown {
		taken[i] = b.addMedia("images", names[i], made.Format, made.Data)
		taken[i].w, taken[i].h = made.W, made.H
	}
	b.pictures = map[*editions.Image]*media{}
	for image, i := range of {
		b.pictures[image] = taken[i]
	}
	return nil
}

// Sizes that a book is to stay below, so that it can be mailed and read on a slow line: 2.5 MB
// of four pages, 8 MB of sixteen.
const (
	roomOfFour   = 2_480_000
	roomOfPage   = 450_000 // of each more
	markupOfText = 1_200   // of a story or a page, packed, beside its text
)

// room is how many bytes the pictures of stories may take, with those of the pages and the
// texts there.
func (b *book) room() int {
	room := roomOf(len(b.sheets)) - len(b.o.Previews.Cover) - len(b.o.Previews.Thumbnail)
	for _, m := range b.media {
		room -= len(m.data)
	}
	room -= markupOfText * len(b.sheets)
	for _, a := range b.articles {
		room -= textBytes(a.story)
	}
	return room
}

func roomOf(pages int) int { return roomOfFour + roomOfPage*max(0, pages-4) }

// textBytes is about what the texts of a story weigh, packed.
func textBytes(s *editions.Story) int {
	n := markupOfText
	for p := range s.Parts() {
		n += len(p.Text.String()) * 3 / 5
	}
	return n
}

// shownTo is a picture as readers get it; without data where there is none.
func shownTo(ed *editions.Edition, p *editions.Picture, keep picture.Keep) (picture.Shown, error) {
	if p.Image == nil {
		return picture.Shown{}, nil
	}
	made, err := keep.ForReaders(p.Image.Path, p.Image.Data, ed.Paper.EEdition.PictureSide)
	if err != nil {
		return made, fmt.Errorf("epub: picture %s: %w", p.Path, err)
	}
	return made, nil
}
