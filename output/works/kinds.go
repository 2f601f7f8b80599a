package works

import (
	"slices"
	"strings"

	"banxin/editions/source"
	"banxin/layout/page"
)

// Kind is a kind of output.
type Kind string

// The kinds of output.
const (
	PDF     Kind = "pdf"          // for the press, or as the paper's profile says
	EPUB    Kind = "epub"         // the e-edition
	Replica Kind = "epub-replica" // the e-edition as printed
	EPaper  Kind = "epaper"       // what a web site shows: a folder
	PNG     Kind = "png"          // a picture a page
	SVG     Kind = "svg"          // a drawing a page
)

// product says how a kind of output is made.
type product struct {
	kind  Kind
	about source.Message               // what its name does not say; may be empty
	book  bool                         // for readers on screens: it holds all pages, and is not made where findings forbid
	needs func(*Set) []int             // pictures of the pages, by their longest side in pixels; nil: none
	end   string                       // of the name of a book
	owns  func(base, name string) bool // tells its files, of an edition whose names begin with base
	whole func(*maker) ([]task, error) // makes it of all pages
	page  func(m *maker, i int) task   // makes it of page i; one of whole and page is nil
}

// products are the kinds in the order in which they are listed.
var products = []product{
	{kind: PDF, owns: ending(".pdf"), whole: (*maker).pdfs},
	{kind: EPUB, book: true, end: ".epub", needs: touched, owns: isEPUB, whole: (*maker).epub},
	{kind: Replica, about: source.Msg("as-printed"), book: true, end: replicaEnd, needs: read, owns: ending(replicaEnd), whole: (*maker).replica},
	{kind: EPaper, about: source.Msg("web-site"), book: true, end: epaperEnd, needs: both, owns: inEPaper, whole: (*maker).epaper},
	{kind: PNG, owns: ending(".png"), page: (*maker).png},
	{kind: SVG, owns: ending(".svg"), page: (*maker).svg},
}

// Kinds lists the kinds of output.
func Kinds() []Kind {
	out := make([]Kind, len(products))
	for i, p := range products {
		out[i] = p.kind
	}
	return out
}

// of returns how a kind is made; ok is false where there is no such kind.
func of(k Kind) (p product, ok bool) {
	i := slices.IndexFunc(products, func(p product) bool { return p.kind == k })
	if i < 0 {
		return p, false
	}
	return products[i], true
}

// Book tells whether a kind is for readers on screens: it holds all pages or none.
func (k Kind) Book() bool {
	p, _ := of(k)
	return p.book
}

// About says of a kind what its name does not; it may be empty.
func (k Kind) About() source.Message {
	p, _ := of(k)
	return p.about
}

// Owns tells by its name whether a file is of this kind and of an edition, as it is or was.
func (k Kind) Owns(m page.Meta, name string) bool {
	p, ok := of(k)
	return ok && p.owns(BaseName(m), name)
}

// Ends of the names of a replica's file and of the folder of what a web site shows.
const (
	replicaEnd = "-replica.epub"
	epaperEnd  = "-epaper"
)

// ending tells files of an edition by the end of their names.
func ending(end string) func(base, name string) bool {
	return func(base, name string) bool {
		return strings.HasSuffix(name, end) && !strings.Contains(name, "/") &&
			(strings.HasPrefix(name, base) || strings.HasPrefix(name, pageName(base)))
	}
}

func isEPUB(base, name string) bool {
	return ending(".epub")(base, name) && !strings.HasSuffix(name, replicaEnd)
}

func inEPaper(base, name string) bool { return strings.HasPrefix(name, base+epaperEnd+"/") }
