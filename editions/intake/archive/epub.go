package archive

import (
	"bytes"
	"cmp"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/html"
	"banxin/editions/intake/tree"
	"banxin/editions/source"
)

// EPUB is the reader of books (EPUB 2 and 3): a copy a chapter.
var EPUB = intake.Format{Name: "epub", Extensions: []string{".epub"}, Sniff: sniffEPUB, Read: readEPUB}

func sniffEPUB(f intake.File) int {
	if !bytes.HasPrefix(f.Data, []byte("PK\x03\x04")) {
		return 0
	}
	if bytes.Contains(f.Data[:min(len(f.Data), 200)], []byte("application/epub+zip")) {
		return 98
	}
	if strings.EqualFold(path.Ext(f.Name), ".epub") {
		return 60
	}
	return 0
}

// book is an EPUB being read.
type book struct {
	c     *intake.Copy
	a     *intake.Archive
	own   bool   // banxin made it
	dir   string // of the package document
	items map[string]*tree.Node
	title []string     // what the package document says: titles, authors, publisher, date
	last  *intake.Copy // of the story before, which may go on
	count int
}

func readEPUB(f intake.File, c *intake.Copy) {
	a := c.Open(f.Data)
	if a == nil {
		return
	}
	b := &book{c: c, a: a, items: map[string]*tree.Node{}}
	opf := b.packageDocument()
	if opf == nil || c.Refused {
		if !c.Refused {
			c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
		}
		return
	}
	for _, m := range opf.All("meta") {
		b.own = b.own || strings.HasPrefix(m.Line(), "banxin") || m.Get("name") == "generator" && strings.HasPrefix(m.Get("content"), "banxin")
	}
	for _, name := range []string{"title", "creator", "contributor", "publisher", "date"} {
		for _, n := range opf.All(name) {
			b.title = append(b.title, intake.LettersOf(n.Line()))
		}
	}
	slices.SortStableFunc(b.title, func(x, y string) int { return len(y) - len(x) })
	for _, item := range opf.All("item") {
		b.items[item.Get("id")] = item
	}
	for _, ref := range opf.All("itemref") {
		if b.chapter(ref); c.Refused {
			return
		}
	}
	if len(c.Inner) == 0 {
		c.Refuse("IMP-READ", source.Msg("book-has-no-text"), source.Msg("ask-sender-what-was-meant"))
	}
}

// packageDocument finds and reads the package document (EPUB 3.3, OCF 4.2.6.3.1).
func (b *book) packageDocument() *tree.Node {
	root := b.xml("META-INF/container.xml")
	if root == nil {
		return nil
	}
	file := root.Named("rootfile")
	if file == nil {
		return nil
	}
	name := file.Get("full-path")
	b.dir = path.Dir(name)
	return b.xml(name)
}

func (b *book) xml(name string) *tree.Node {
	data := b.a.Read(name)
	if data == nil {
		return nil
	}
	root, err := tree.XML(intake.DecodeBytes(data, "utf-8"), tree.Limits{Depth: b.c.Limits.Nesting})
	if err == tree.ErrNodes || err == tree.ErrDepth {
		return nil
	}
	return root
}

// chapter reads a document of the spine, unless it is a table of contents.
func (b *book) chapter(ref *tree.Node) {
	item := b.items[ref.Get("idref")]
	if item == nil || strings.Contains(" "+item.Get("properties")+" ", " nav ") || !strings.Contains(item.Get("media-type"), "html") {
		return
	}
	href, err := url.PathUnescape(item.Get("href"))
	if err != nil {
		return
	}
	b.document(path.Join(b.dir, href))
}

// document reads a page of the archive as a copy.
func (b *book) document(name string) {
	data := b.a.Read(name)
	if data == nil {
		return
	}
	text := intake.DecodeBytes(data, html.Charset(data))
	root, ok := html.Parse(b.c, text)
	if !ok {
		return
	}
	article := root.Named("article")
	if b.own && article == nil || !b.own && !hasText(root) {
		return // a title page, a page as a picture, a list of contents
	}
	if body := root.Named("body"); !b.own && b.isTitlePage(body) {
		b.c.Leave(body.Line(), titlePage, intake.Place{Part: path.Base(name)})
		return
	}
	o := html.Options{Places: tree.NewPlaces(text), Part: path.Base(name), Name: name, Own: b.own, Picture: b.picture(name)}
	if h := root.Named("h1"); b.own && b.last != nil && h != nil && h.HasClass("part") && h.HasClass("made") {
		html.Page(b.last, root, o)
		return
	}
	b.count++
	if !html.Several(root, o, func(id string) *intake.Copy { return b.part(name, id) }) {
		html.Page(b.part(name, ""), root, o)
	}
}

// part begins the copy of a story in a document: by its id, where it has one. Those of banxin
// name the story, in whichever document it stands, after "s-".
func (b *book) part(document, id string) *intake.Copy {
	name := chapterName(b.count, document)
	switch {
	case b.own:
		name = strings.TrimPrefix(cmp.Or(id, name), "s-")
	case id != "":
		name += "-" + id
	}
	b.last = b.c.Part(intake.SafeName(name))
	return b.last
}

// titlePage is the reason for a page that is no story.
var titlePage = intake.Reason{Key: "title-page", Says: source.Msg("title-page-of-book")}

// isTitlePage tells whether a page says nothing but what the package document says of the book:
// its titles and its people.
func (b *book) isTitlePage(body *tree.Node) bool {
	if body == nil || body.Named("img") != nil || body.Named("image") != nil {
		return false
	}
	rest := intake.LettersOf(body.Line())
	all := rest
	for _, s := range b.title {
		if s != "" {
			rest = strings.ReplaceAll(rest, s, "")
		}
	}
	return rest != all && slices.Contains([]string{"", "著", "作者", "编", "主编", "by", "author"}, rest)
}

func chapterName(n int, name string) string {
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if base == "" {
		return strconv.Itoa(n)
	}
	return base
}

// hasText tells whether a page has text besides its title.
func hasText(root *tree.Node) bool {
	body := root.Named("body")
	return body != nil && (body.Line() != "" || body.Named("img") != nil)
}

// picture looks up pictures of a document in the archive.
func (b *book) picture(document string) func(string) ([]byte, bool) {
	return func(ref string) ([]byte, bool) {
		u, err := url.Parse(ref)
		if err != nil || u.Scheme != "" || u.Host != "" {
			return nil, false
		}
		name := path.Join(path.Dir(document), u.Path)
		if !b.a.Has(name) {
			return nil, false
		}
		data := b.a.Read(name)
		return data, data != nil
	}
}
