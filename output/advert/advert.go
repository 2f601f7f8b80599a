// Package advert makes a page of somebody's PDF fit for a press: it evaluates what the file
// leaves open (layers, annotations, units) and brings its colours into the press's inks.
//
//	shop := advert.NewShop(press, 220, 9)
//	page, err := shop.Page(data, 1, advert.Options{})
//	for _, c := range page.Changes { fmt.Println(c.Kind, c.Count) }
//
// What comes out is a PDF of that page alone, which looks the same; Changes say what was
// done. The same input gives the same bytes.
package advert

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/color"
	"banxin/output/internal/objects"
)

// Shop is a press with what it asks of colours. It is safe for concurrent use.
type Shop struct {
	press *color.Profile
	limit int     // the most ink, percent
	multi float64 // type smaller than this is in two inks at most, pt

	mu    sync.Mutex
	links map[string]*color.Link
	greys *[256]byte
}

// NewShop returns a shop for a press that takes at most limit percent of ink, and type in
// several inks from multi points on.
func NewShop(press *color.Profile, limit int, multi float64) *Shop {
	return &Shop{press: press, limit: limit, multi: multi, links: map[string]*color.Link{}}
}

// Options of a page.
type Options struct {
	Keep bool // colours stay as they are
}

// Page is a page of a file as it may go to press.
type Page struct {
	Data          []byte // a PDF of one page
	Changes       []Change
	Before, After int // the most ink of what was in inks already, percent; 0: nothing was
}

// Limits of the work on one file, beside those that package objects has for all.
const (
	maxObjects = 200_000
	maxRuns    = 4_000 // streams that are rewritten
	maxDepth   = 24
)

// Errors of files that cannot be used.
var (
	ErrBroken    = errors.New("the PDF file is broken")
	ErrEncrypted = objects.ErrEncrypted
	ErrTooMuch   = errors.New("there is too much in the PDF file")
)

// Trim takes off what mailers put before a file: readers begin at %PDF- within the first
// kilobyte.
func Trim(data []byte) []byte {
	if i := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); i > 0 {
		return data[i:]
	}
	return data
}

// Page makes a page fit for the press.
func (s *Shop) Page(data []byte, number int, o Options) (page *Page, err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case stop:
			page, err = nil, p.err
		default:
			page, err = nil, ErrBroken
		}
	}()
	r, err := open(data)
	if err != nil {
		return nil, err
	}
	pages, err := r.Pages()
	if number < 1 || number > len(pages) {
		if err == nil {
			err = fmt.Errorf("%w: it has %d", objects.ErrNoPage, len(pages))
		}
		return nil, err
	}
	if len(data) > objects.MaxFile {
		return nil, ErrTooMuch
	}
	j := &job{shop: s, o: o, r: r, layers: r.Layers(), made: map[string]int{}, runs: maxRuns, work: objects.MaxOperators, decoded: objects.MaxDecoded}
	j.r.Decode = j.decode
	j.copier = objects.Copier{R: j.r, Alloc: j.alloc, Set: j.set, Left: maxObjects}
	if err := j.condition(); err != nil {
		return nil, err
	}
	if err := j.page(pages[number-1]); err != nil {
		return nil, err
	}
	return &Page{Data: j.file(), Changes: j.log.list(), Before: j.before, After: j.after}, nil
}

// stop ends a job from any depth.
type stop struct{ err error }

// open reads a file, as it is and then from where its text says that it begins.
func open(data []byte) (objects.Reader, error) {
	ctx, err := objects.Open(bytes.NewReader(Trim(data)))
	if err != nil && len(Trim(data)) < len(data) {
		ctx, err = objects.Open(bytes.NewReader(data))
	}
	switch {
	case errors.Is(err, objects.ErrLocked):
		return objects.Reader{}, ErrEncrypted
	case errors.Is(err, objects.ErrLimit):
		return objects.Reader{}, ErrTooMuch
	case err != nil:
		return objects.Reader{}, ErrBroken
	case ctx.Encrypt != nil || ctx.E != nil:
		return objects.Reader{}, ErrEncrypted
	}
	return objects.Reader{PDF: ctx}, nil
}

// job is a page on its way to the press.
type job struct {
	shop    *Shop
	o       Options
	r       objects.Reader
	layers  *objects.Layers
	copier  objects.Copier
	bodies  []string
	made    map[string]int // what was rewritten, by what it was and how
	foreign *color.Profile // of the advert's own printing condition; nil: none, or the press's
	rgb     bool           // the file does not blend in inks
	log     protocol

	before, after int
	runs, work    int
	decoded       int64
	boxes         boxes
	pageForm      int
}

func (j *job) alloc() int {
	j.bodies = append(j.bodies, "")
	return len(j.bodies)
}

func (j *job) set(n int, body string) { j.bodies[n-1] = body }

func (j *job) add(body string) int {
	n := j.alloc()
	j.set(n, body)
	return n
}

func (j *job) decode(s *types.StreamDict) ([]byte, error) {
	if j.decoded <= 0 {
		return nil, ErrTooMuch
	}
	own := *s
	own.Content = nil
	if err := own.DecodeWithLimit(min(j.r.Most(s), j.decoded)); err != nil {
		return nil, err
	}
	j.decoded -= int64(len(own.Content))
	return own.Content, nil
}

// copy writes an object of the file as it is.
func (j *job) copy(o types.Object) string {
	t, err := j.copier.Copy(o)
	if err != nil {
		panic(stop{err})
	}
	return t
}

// condition finds for which press the file was made.
func (j *job) condition() error {
	root, err := j.r.PDF.Catalog()
	if err != nil {
		return ErrBroken
	}
	j.rgb = true
	for _, o := range j.r.Array(root["OutputIntents"]) {
		s := j.r.Stream(j.r.Dict(o)["DestOutputProfile"])
		if s == nil {
			continue
		}
		data, err := j.r.Data(s)
		if err != nil {
			continue
		}
		if p, err := color.Parse(data); err == nil && p.Space == "CMYK" {
			j.rgb = false
			if !bytes.Equal(data, j.shop.press.Data) && j.foreign == nil && j.shop.link(p) != nil {
				j.foreign = p
			}
		}
	}
	return nil
}

// link returns the way from a profile's colours to the press; nil: there is none.
func (s *Shop) link(src *color.Profile) *color.Link {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := string(src.Data)
	if l, ok := s.links[key]; ok {
		return l
	}
	l, err := color.NewLink(src, s.press, color.LinkOptions{Intent: color.Relative, BPC: true, Limit: s.limit, KeepBlack: true})
	if err != nil {
		l = nil
	}
	s.links[key] = l
	return l
}

// grey is the black alone, of 255, that is as light as a grey of screens.
func (s *Shop) grey(v byte) byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.greys == nil {
		t, err := color.Greys(color.SRGB(), s.press, color.LinkOptions{Intent: color.Relative, BPC: true})
		if err != nil {
			t = &[256]byte{}
			for i := range t {
				t[i] = 255 - byte(i)
			}
		}
		s.greys = t
	}
	return s.greys[v]
}

// Kind is what was done to a page.
type Kind string

// Kinds of changes, in the order of the protocol. The first ones read the file as it is meant;
// the others change its colours.
const (
	Layers         Kind = "layers"          // layers that are off were left out
	Annotations    Kind = "annotations"     // printed annotations and fields became part of the page
	Transfer       Kind = "transfer"        // transfer functions and halftones were left out
	Vectors        Kind = "rgb"             // areas and lines in RGB or Lab
	Type           Kind = "rgb-type"        // coloured type in RGB
	BlackType      Kind = "rgb-black"       // black or grey type in RGB, now in black alone
	Shadings       Kind = "rgb-shading"     // shadings in RGB
	Pictures       Kind = "rgb-picture"     // pictures in RGB or Lab
	Blending       Kind = "rgb-blending"    // groups that blended in RGB
	Spots          Kind = "spot-alternate"  // spot inks that were shown in RGB
	RichBlack      Kind = "rich-black"      // black type in several inks, now in black alone
	SmallType      Kind = "small-type"      // small type in too many inks, now in fewer
	Separated      Kind = "separated"       // inks of another press
	BlackGenerated Kind = "black-generated" // inks over the limit, their grey now in black
	Overprint      Kind = "overprint"       // black type and thin black lines that did not overprint
	WhiteKnocksOut Kind = "white-overprint" // white that overprinted
	Unsure         Kind = "blend-mode"      // blend modes that inks cannot follow
	Unshown        Kind = "unshown"         // fields that do not say how they look, left out
)

// Kinds lists them.
var Kinds = []Kind{Layers, Annotations, Transfer, Vectors, Type, BlackType, Shadings, Pictures, Blending, Spots, RichBlack, SmallType, Separated, BlackGenerated, Overprint, WhiteKnocksOut, Unsure, Unshown}

// Repair tells whether a change is to colours, and not a matter of reading the file.
func (k Kind) Repair() bool {
	return slices.Index(Kinds, k) > slices.Index(Kinds, Transfer) && k != Unshown
}

// Doubtful tells whether a page may look different after a change.
func (k Kind) Doubtful() bool { return k == Unsure || k == Unshown }

// Change is what was done to things of a kind.
type Change struct {
	Kind  Kind `json:"kind"`
	Count int  `json:"count"`
}

type protocol map[Kind]int

func (p *protocol) add(k Kind) {
	if *p == nil {
		*p = protocol{}
	}
	(*p)[k]++
}

func (p protocol) copy() protocol { return maps.Clone(p) }

// once counts what came since as one of each kind.
func (p protocol) once(before protocol) {
	for k, n := range p {
		p[k] = min(n, before[k]+1)
	}
}

func (p protocol) list() (out []Change) {
	for _, k := range Kinds {
		if p[k] > 0 {
			out = append(out, Change{k, p[k]})
		}
	}
	return out
}
