package opds

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"banxin/editions/source"
	"banxin/output/index"
	"banxin/output/internal/markup"
)

// Edition is a built edition in the library.
type Edition struct {
	EPUB      File     `json:"epub"`
	PDF       *File    `json:"pdf,omitempty"`
	Replica   *File    `json:"replica,omitempty"`
	ID        string   `json:"id"` // a URI
	Title     string   `json:"title"`
	Latin     string   `json:"latin,omitempty"` // the title in Latin script
	Lang      string   `json:"lang"`
	Paper     string   `json:"paper"`
	Publisher string   `json:"publisher,omitempty"`
	Date      string   `json:"date"`     // YYYY-MM-DD
	Modified  string   `json:"modified"` // RFC 3339
	Issue     int      `json:"issue,omitempty"`
	Sections  []string `json:"sections,omitempty"`
	Headlines []string `json:"headlines,omitempty"`
	Cover     Picture  `json:"cover"`
	Thumb     Picture  `json:"thumb"`  // where the EPUB has previews; Cover is one too then
	Digest    string   `json:"digest"` // of its texts
	fresh     bool     // read now, not known from before
}

// File is a file of the library as it was when it was read.
type File struct {
	Path string `json:"path"` // slash path from the library's folder
	Size int64  `json:"size"`
	Time int64  `json:"time"` // of its last change, Unix seconds; 0: not known
}

// Picture is the cover in the EPUB; no Name, none.
type Picture struct {
	Name string `json:"name,omitempty"` // in the container
	W    int    `json:"w,omitempty"`
	H    int    `json:"h,omitempty"`
}

// stem names the edition in the catalogue: its path without .epub.
func (e *Edition) stem() string { return strings.TrimSuffix(e.EPUB.Path, ".epub") }

// author is who a reader is told made the edition: apps show an author beside a title.
func (e *Edition) author() string {
	if e.Publisher != "" {
		return e.Publisher
	}
	return e.Paper
}

// Limits on what is read out of an EPUB.
const (
	maxXML     = 8 << 20
	maxPicture = 64 << 20
	maxList    = 400 // headlines kept, for the search
	shownList  = 8   // of them in descriptions
)

// readEdition reads what the catalogue says of an EPUB.
func readEdition(lib fs.FS, file File) (*Edition, error) {
	z, done, err := openBook(lib, file.Path)
	if err != nil {
		return nil, err
	}
	defer done()
	container, err := readEntry(z, "META-INF/container.xml", maxXML)
	if err != nil {
		return nil, err
	}
	name := ""
	for t, rest, ok := markup.Next(container); ok && name == ""; t, rest, ok = markup.Next(rest) {
		if t.Is("rootfile") {
			name = t.Attr("full-path")
		}
	}
	if name == "" {
		return nil, source.Faultf("container-names-no-package-document")
	}
	e, err := readPackage(z, name, file)
	if err == nil {
		e.Digest = z.Digest()
	}
	return e, err
}

// readPackage reads the package document: what it says of the book, and which of its files
// are the contents and the cover.
func readPackage(z *index.Container, name string, file File) (*Edition, error) {
	data, err := readEntry(z, name, maxXML)
	if err != nil {
		return nil, err
	}
	e := &Edition{EPUB: file, fresh: true}
	contents, err := e.describe(data, path.Dir(name))
	if err != nil {
		return nil, err
	}
	if contents != "" {
		e.Headlines = headlines(z, contents)
	}
	e.look(z)
	return e, nil
}

// describe reads a package document, whose files are named from dir.
func (e *Edition) describe(data []byte, dir string) (contents string, err error) {
	var in element // that is open
	for t, rest, ok := markup.Next(data); ok; t, rest, ok = markup.Next(rest) {
		in.text = t.Said(in.text)
		switch {
		case t.End && bytes.Equal(in.name, t.Name):
			e.take(&in)
		case t.End:
		case t.Is("item"):
			href := path.Join(dir, t.Attr("href"))
			switch kind := t.Attr("properties"); {
			case hasWord(kind, "nav"):
				contents = href
			case hasWord(kind, "cover-image") && slices.Contains(coverTypes, t.Attr("media-type")):
				e.Cover.Name = href
			}
		}
		if len(t.Name) > 0 {
			in = element{name: t.Name, property: t.Attr("property"), text: in.text[:0]}
		}
	}
	return contents, e.settle()
}

var coverTypes = []string{"image/jpeg", "image/png"}

// element is an element of the metadata: one that holds text alone.
type element struct {
	name     []byte
	property string
	text     []byte
}

// take takes an element of the metadata over: of titles, identifiers and so on the first.
func (e *Edition) take(x *element) {
	v := clean(string(x.text))
	t := markup.Tag{Name: x.name}
	switch {
	case v == "":
	case t.Is("title"):
		e.Title = cmp.Or(e.Title, v)
	case t.Is("identifier"):
		e.ID = cmp.Or(e.ID, v)
	case t.Is("language"):
		e.Lang = cmp.Or(e.Lang, v)
	case t.Is("publisher"):
		e.Publisher = cmp.Or(e.Publisher, v)
	case t.Is("date"):
		e.Date = cmp.Or(e.Date, v)
	case t.Is("subject"):
		e.Sections = append(e.Sections, v)
	case !t.Is("meta"):
	case x.property == "alternate-script":
		e.Latin = v
	case x.property == "belongs-to-collection":
		e.Paper = v
	case x.property == "group-position":
		e.Issue, _ = strconv.Atoi(v)
	case x.property == "dcterms:modified":
		e.Modified = v
	}
}

// settle tells what is missing, and fills in what can be.
func (e *Edition) settle() error {
	if e.Title == "" || e.ID == "" {
		return source.Faultf("package-document-no-title-or-identifier")
	}
	if len(e.Date) < 10 || !isDate(e.Date[:10]) {
		return source.Faultf("package-document-no-date")
	}
	e.Date = e.Date[:10]
	if _, err := time.Parse(time.RFC3339, e.Modified); err != nil {
		e.Modified = e.Date + "T00:00:00Z"
	}
	e.Paper = cmp.Or(e.Paper, e.Title)
	return nil
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}

// headlines reads the contents: the links to stories, in order, pages and subheads left out.
func headlines(z *index.Container, name string) []string {
	data, err := readEntry(z, name, maxXML)
	if err != nil {
		return nil
	}
	var out []string
	var text []byte
	inside, link := false, false
	for t, rest, ok := markup.Next(data); ok && len(out) < maxList; t, rest, ok = markup.Next(rest) {
		if link {
			text = t.Said(text)
		}
		switch {
		case t.Is("nav") && !t.End:
			inside = t.Attr("epub:type") == "toc"
		case !t.Is("a") || t.Empty:
		case !t.End:
			href := t.Attr("href")
			link = inside && !strings.HasPrefix(path.Base(href), "page-") && !strings.Contains(href, "#h-")
			text = text[:0]
		case link:
			link = false
			if s := clean(string(text)); s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

// openBook opens an EPUB of the library without reading all of it where that is possible.
func openBook(lib fs.FS, name string) (*index.Container, func(), error) {
	f, err := lib.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	at, ok := f.(io.ReaderAt)
	if !ok {
		data, err := io.ReadAll(f)
		if err != nil {
			f.Close()
			return nil, nil, err
		}
		at = bytes.NewReader(data)
	}
	c, err := index.OpenContainer(at, info.Size())
	if err != nil {
		f.Close()
		return nil, nil, source.Faultf("no-whole-epub", err)
	}
	return c, func() { f.Close() }, nil
}

func readEntry(c *index.Container, name string, limit int64) ([]byte, error) {
	data, err := c.Read(name, limit)
	switch {
	case errors.Is(err, index.ErrTooLarge):
		return nil, source.Faultf("larger-than-bytes", name, limit)
	case err != nil:
		return nil, source.Faultf("cannot-read-file", name, err)
	}
	return data, nil
}
