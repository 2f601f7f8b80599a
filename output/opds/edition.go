package opds

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"

	"banxin/editions/source"
	"banxin/output/index"
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
	Time int64  `json:"time"` // of its last change, Unix seconds
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
	z, done, err := openZip(lib, file.Path)
	if err != nil {
		return nil, err
	}
	defer done()
	container, err := readEntry(z, "META-INF/container.xml", maxXML)
	if err != nil {
		return nil, err
	}
	var c struct {
		Roots []struct {
			Path string `xml:"full-path,attr"`
		} `xml:"rootfiles>rootfile"`
	}
	if err := xml.Unmarshal(container, &c); err != nil || len(c.Roots) == 0 {
		return nil, source.Faultf("container-names-no-package-document")
	}
	e, err := readPackage(z, c.Roots[0].Path, file)
	if err == nil {
		e.Digest = index.BookDigest(z)
	}
	return e, err
}

// element is a Dublin Core element or a meta property.
type element struct {
	ID       string `xml:"id,attr"`
	Lang     string `xml:"lang,attr"`
	Property string `xml:"property,attr"`
	Refines  string `xml:"refines,attr"`
	Value    string `xml:",chardata"`
}

type packageFile struct {
	Metadata struct {
		Titles      []element `xml:"title"`
		Identifiers []element `xml:"identifier"`
		Languages   []element `xml:"language"`
		Publishers  []element `xml:"publisher"`
		Dates       []element `xml:"date"`
		Subjects    []element `xml:"subject"`
		Metas       []element `xml:"meta"`
	} `xml:"metadata"`
	Manifest []struct {
		Href       string `xml:"href,attr"`
		MediaType  string `xml:"media-type,attr"`
		Properties string `xml:"properties,attr"`
	} `xml:"manifest>item"`
}

func readPackage(z *zip.Reader, name string, file File) (*Edition, error) {
	data, err := readEntry(z, name, maxXML)
	if err != nil {
		return nil, err
	}
	var p packageFile
	if err := xml.Unmarshal(data, &p); err != nil {
		return nil, source.Faultf("cannot-read-file", name, err)
	}
	e := &Edition{EPUB: file, fresh: true}
	if err := e.describe(&p); err != nil {
		return nil, err
	}
	for _, it := range p.Manifest {
		href := path.Join(path.Dir(name), it.Href)
		switch {
		case hasWord(it.Properties, "nav"):
			e.Headlines = headlines(z, href)
		case hasWord(it.Properties, "cover-image") && (it.MediaType == "image/jpeg" || it.MediaType == "image/png"):
			e.Cover.Name = href
		}
	}
	e.look(z)
	return e, nil
}

// describe takes the metadata over.
func (e *Edition) describe(p *packageFile) error {
	m := &p.Metadata
	e.Title, e.ID, e.Lang, e.Publisher = first(m.Titles), first(m.Identifiers), first(m.Languages), first(m.Publishers)
	e.Date = first(m.Dates)
	for _, s := range m.Subjects {
		e.Sections = append(e.Sections, clean(s.Value))
	}
	for _, x := range m.Metas {
		switch v := clean(x.Value); x.Property {
		case "alternate-script":
			e.Latin = v
		case "belongs-to-collection":
			e.Paper = v
		case "group-position":
			e.Issue, _ = strconv.Atoi(v)
		case "dcterms:modified":
			e.Modified = v
		}
	}
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
	if e.Paper == "" {
		e.Paper = e.Title
	}
	return nil
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func first(es []element) string {
	for _, e := range es {
		if v := clean(e.Value); v != "" {
			return v
		}
	}
	return ""
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
func headlines(z *zip.Reader, name string) []string {
	data, err := readEntry(z, name, maxXML)
	if err != nil {
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	var out []string
	var text strings.Builder
	inside, link := false, false
	for len(out) < maxList {
		tok, err := d.Token()
		if err != nil {
			return out
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "nav":
				inside = attr(t, "type") == "toc"
			case "a":
				link = inside && !strings.HasPrefix(path.Base(attr(t, "href")), "page-") && !strings.Contains(attr(t, "href"), "#h-")
				text.Reset()
			}
		case xml.CharData:
			if link {
				text.Write(t)
			}
		case xml.EndElement:
			if t.Name.Local == "a" && link {
				link = false
				if s := clean(text.String()); s != "" {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// openZip opens an archive of the library without reading all of it where that is possible.
func openZip(lib fs.FS, name string) (*zip.Reader, func(), error) {
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
	z, err := zip.NewReader(at, info.Size())
	if err != nil {
		f.Close()
		return nil, nil, source.Faultf("no-whole-epub", err)
	}
	z.RegisterDecompressor(zip.Deflate, flate.NewReader) // twice as fast as the library's
	return z, func() { f.Close() }, nil
}

func readEntry(z *zip.Reader, name string, limit int64) ([]byte, error) {
	f, err := z.Open(name)
	if err != nil {
		return nil, source.Faultf("cannot-read-file", name, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	switch {
	case err != nil:
		return nil, source.Faultf("cannot-read-file", name, err)
	case int64(len(data)) > limit:
		return nil, source.Faultf("larger-than-bytes", name, limit)
	}
	return data, nil
}
