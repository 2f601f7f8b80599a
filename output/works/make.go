package works

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"image"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/output/epaper"
	"banxin/output/epub"
	"banxin/output/pdf"
	"banxin/output/png"
	"banxin/output/svg"
)

// MakeOptions say what files are to be like. The zero value makes them as the paper says.
type MakeOptions struct {
	Pages       Pages           // to make; none: all. Books hold all pages
	PPI         int             // of page PNGs; 0: 150
	Press       *editions.Press // in place of the paper's; nil: that
	NoPreflight bool            // press PDFs are not checked
	Modified    time.Time       // when files were made, as they say; zero: the edition's day
	Generator   string          // who made them; empty: Generator
	Name        string          // with which files begin; empty: BaseName
}

// Bounds of the resolution of page PNGs.
const (
	MinPPI = 10
	MaxPPI = 1200
)

// CheckPPI tells whether page PNGs can have a resolution; else the error is ErrOption.
func CheckPPI(ppi int) error {
	if ppi < MinPPI || ppi > MaxPPI {
		return refused(source.Faultf("ppi-not-between", ppi, MinPPI, MaxPPI))
	}
	return nil
}

// check tells whether files can be as the options say.
func (o *MakeOptions) check() error {
	if o.Name != "" && (!filepath.IsLocal(o.Name) || strings.ContainsAny(o.Name, `/\:`) || strings.ContainsFunc(o.Name, unicode.IsControl)) {
		return refused(source.Faultf("no-name-for-files", strconv.Quote(o.Name)))
	}
	if o.PPI == 0 {
		return nil
	}
	return CheckPPI(o.PPI)
}

// Made is what has been made.
type Made struct {
	Files     []File      // by name
	Preflight []Preflight // of the PDFs for the press, by name
	Press     []PressFile // the PDFs for the press, by name
	Held      []string    // names of those that are not made, since pages are not signed
	Accounts  []Account   // of the stories, in the edition's order
	Unmade    []Unmade    // what was asked for and is not there, by name
	Findings  source.List // of the set, of the kinds made, and of what is not there
}

// File is a file made.
type File struct {
	Name   string `json:"name"` // a slash path
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Make makes the kinds of output asked for and commits them: all files or none. Files are
// made in parallel, so that several may be open in the sink at a time.
func (s *Set) Make(ctx context.Context, to Sink, kinds ...Kind) (*Made, error) {
	return s.MakeWith(ctx, to, MakeOptions{}, kinds...)
}

// MakeWith is Make with options.
func (s *Set) MakeWith(ctx context.Context, to Sink, o MakeOptions, kinds ...Kind) (*Made, error) {
	defer to.Abandon()
	made, err := s.Write(ctx, to, o, kinds...)
	if err == nil {
		err = to.Commit()
	}
	if err != nil {
		return nil, err
	}
	return made, nil
}

// Write is MakeWith for who has files to add: it neither commits nor abandons.
func (s *Set) Write(ctx context.Context, to Sink, o MakeOptions, kinds ...Kind) (*Made, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	s = s.Judge(kinds...)
	m, err := s.newMaker(to, o, kinds)
	if err != nil {
		return nil, err
	}
	var lacking source.List
	m.held, lacking = m.unsigned()
	tasks, err := m.tasks()
	if err != nil {
		return nil, err
	}
	defer s.o.stage("write")()
	done := 0
	err = runTasks(ctx, s.o.parallel(), tasks, func(name string) {
		done++
		s.o.tell(Step{Stage: "write", Name: name, Done: done, Total: len(tasks)})
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(m.made.Unmade, func(a, b Unmade) int { return strings.Compare(a.Name, b.Name) })
	m.made.Findings = slices.Concat(s.Findings, lacking, s.unmade(m.made.Unmade), m.proofOnlyPages())
	if m.flat() {
		m.made.Findings = append(m.made.Findings, s.weigh(slices.Clone(s.clear))...)
	}
	m.made.Findings.Sort()
	m.judgePress()
	m.made.Accounts = s.Accounts(m.read)
	slices.SortFunc(m.made.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(m.made.Preflight, func(a, b Preflight) int { return strings.Compare(a.File, b.File) })
	return &m.made, nil
}

// Version lays out a further version of pages made up, Versions[k], as a set to make pages of.
// Where there is none the error is ErrOption.
func (s *Set) Version(ctx context.Context, k int) (*Set, error) {
	if k < 0 || k >= len(s.Versions) {
		return nil, refused(source.Faultf("no-version-of", k, len(s.Versions)))
	}
	out := *s
	out.Edition = s.Versions[k].Edition
	res, err := layout.Compose(ctx, out.Edition, s.Catalog, layout.Options{Parallel: s.o.Parallel})
	if err != nil {
		return nil, err
	}
	out.Layout, out.Doc = res, res.Doc
	return &out, nil
}

// maker makes the files of a set.
type maker struct {
	set      *Set
	o        MakeOptions // filled in
	products []product   // asked for
	doc      *page.Doc   // the pages asked for
	proof    *page.Doc   // them with their gaps shown, for pictures and drawings of pages
	base     string      // of file names
	press    editions.Press
	sink     Sink
	held     map[int]bool // pages that are not signed for the press, by number
	blank    bool         // nothing has been put on any page: all that is made shows their slots
	short    map[int]bool // pages that lack text, by number
	pictures pictures     // of the pages, for books
	drawers  *drawers     // of doc, for books
	proofs   *drawers     // of proof; the same where that is doc
	keep     Keep         // of pictures for readers
	mu       sync.Mutex
	made     Made
	read     map[Kind]map[string]int // characters of stories in products, as read back
}

// flat tells whether a PDF is made in which nothing may be transparent.
func (m *maker) flat() bool {
	return m.press.Profile == string(pdf.X1a) && m.makes(PDF)
}

func (s *Set) newMaker(to Sink, o MakeOptions, kinds []Kind) (*maker, error) {
	if s.Doc == nil {
		return nil, ErrNoPages
	}
	doc, err := o.Pages.of(s.shown())
	if err != nil {
		return nil, err
	}
	o.PPI, o.Generator = cmp.Or(o.PPI, 150), cmp.Or(o.Generator, Generator)
	m := &maker{set: s, o: o, doc: doc, base: cmp.Or(o.Name, BaseName(doc.Meta)), press: s.Edition.Paper.Press, sink: to, short: s.shortPages()}
	if o.Press != nil {
		m.press = *o.Press
	}
	m.press.Profile = cmp.Or(m.press.Profile, string(pdf.X4))
	if m.keep = s.o.Keep; m.keep == nil {
		m.keep = once()
	}
	m.proof = page.ForProof(s.AsPrinted(doc), true)
	if m.blank = s.Layout.Blank; m.blank {
		m.doc, doc = m.proof, m.proof // a paper that has just been begun: what it is like is all that there is to see
	}
	m.drawers = &drawers{doc: doc, cat: s.Catalog}
	m.proofs = m.drawers
	if m.proof != doc {
		m.proofs = &drawers{doc: m.proof, cat: s.Catalog}
	}
	for _, k := range kinds {
		if _, ok := of(k); !ok {
			return nil, refused(source.Faultf("there-no-kind-of-output", string(k)))
		}
	}
	for _, p := range products {
		if !slices.Contains(kinds, p.kind) {
			continue
		}
		if p.book && s.noBook {
			m.made.Unmade = append(m.made.Unmade, Unmade{Kind: p.kind, Name: m.base + p.end, Reason: s.bookless()})
			continue
		}
		if p.book && len(o.Pages) > 0 {
			return nil, refused(source.Faultf("holds-all-pages-cannot-made-of", string(p.kind)))
		}
		m.products = append(m.products, p)
		if p.needs != nil {
			for _, side := range p.needs(s) {
				m.pictures.need(side, len(doc.Pages))
			}
		}
	}
	return m, nil
}

// shown are the pages as they may be shown: without the stories that were withdrawn.
func (s *Set) shown() *page.Doc {
	return page.Without(s.Doc, func(id string) bool { return s.Edition.Withdrawal(id) != nil })
}

// withdrawn says where stories were withdrawn: their places on the pages are white.
func (s *Set) withdrawn() (l source.List) {
	for _, x := range s.Doc.Stories {
		if w := s.Edition.Withdrawal(x.ID); w != nil {
			l.Add(source.New("GAP-WITHDRAWN", w.Pos, source.Msg("story-withdrawn-place-on-page-left", x.ID, s.Doc.Pages[x.Page].Name),
				source.Msg("address-says-so-press-run-needs")).Of(x.ID).On(s.Doc.Pages[x.Page].Number, ""))
		}
	}
	return l
}

// tasks lists what is to be made. The PDF comes first, since it takes longest for one
// file; the books last, since they need the pictures of the pages.
func (m *maker) tasks() ([]task, error) {
	out, err := m.whole(nil, false)
	if err != nil {
		return nil, err
	}
	for i := range m.doc.Pages {
		for _, p := range m.products {
			if p.page != nil {
				out = append(out, m.bearing(p.kind, p.page(m, i)))
			}
		}
		if len(m.pictures.sizes) > 0 {
			out = append(out, m.picture(i))
		}
	}
	return m.whole(out, true)
}

// whole adds what is made of all pages: books, or all else.
func (m *maker) whole(out []task, books bool) ([]task, error) {
	for _, p := range m.products {
		if p.whole == nil || p.book != books {
			continue
		}
		tasks, err := p.whole(m)
		if err != nil {
			return nil, err
		}
		for _, t := range tasks {
			out = append(out, m.bearing(p.kind, t))
		}
	}
	return out, nil
}

// pageFile names a file of page i.
func (m *maker) pageFile(i int, end string) string {
	return fmt.Sprintf("%s_%02d%s", pageName(m.base), m.doc.Pages[i].Number, end)
}

func (m *maker) png(i int) task {
	return m.file(m.pageFile(i, ".png"), func(w io.Writer) error {
		if m.set.o.Keep == nil {
			return m.drawPNG(i, w)
		}
		data, err := m.pagePNG(i)
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	})
}

// pagePNG is the file of a page's picture, made once.
func (m *maker) pagePNG(i int) ([]byte, error) {
	return m.kept(m.pageKey(i, "png", m.o.PPI), func() ([]byte, error) {
		var b bytes.Buffer
		err := m.drawPNG(i, &b)
		return b.Bytes(), err
	})
}

func (m *maker) drawPNG(i int, w io.Writer) error {
	return m.proofs.page(i, m.o.PPI, func(img *image.RGBA) error {
		return png.Encode(w, img, png.Options{PPI: m.o.PPI})
	})
}

func (m *maker) svg(i int) task {
	return m.file(m.pageFile(i, ".svg"), func(w io.Writer) error {
		return svg.Write(w, m.proof, i, m.set.Catalog, svg.Options{})
	})
}

// epaper makes the package for a web site.
func (m *maker) epaper() ([]task, error) {
	name := m.base + epaperEnd
	return []task{{name, func(ctx context.Context) error {
		o := epaper.Options{Keep: m.keep, Modified: m.o.Modified, Generator: m.o.Generator, Read: m.counter(EPaper), Proof: m.set.faulty}
		for n, to := range []*[]epaper.PageImage{&o.Small, &o.Pages} {
			pages, err := m.pictures.of(both(m.set), n)
			if err != nil {
				return err
			}
			for _, p := range pages {
				*to = append(*to, epaper.PageImage(p))
			}
		}
		files, err := epaper.Build(m.set.Edition, m.doc, o)
		if err != nil {
			return source.Faultf("cannot-make", name, err)
		}
		for _, f := range files {
			err := m.write(ctx, path.Join(name, f.Name), func(w io.Writer) error {
				_, err := w.Write(f.Data)
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	}}}, nil
}

func (m *maker) epub() ([]task, error) {
	return []task{m.bind(m.base+".epub", touched(m.set), epub.Write, m.counter(EPUB))}, nil
}

func (m *maker) replica() ([]task, error) {
	return []task{m.bind(m.base+replicaEnd, read(m.set), epub.WriteReplica, nil)}, nil
}

// binder writes an e-edition in one of its forms.
type binder func(io.Writer, *editions.Edition, *page.Doc, *fonts.Catalog, epub.Options) error

// bind makes an e-edition, with pictures of the pages of this size.
func (m *maker) bind(name string, sides []int, write binder, read func(string, int)) task {
	return m.file(name, func(w io.Writer) error {
		pages, err := m.pictures.of(sides, 0)
		if err != nil {
			return err
		}
		e := m.set.Edition.Paper.EEdition
		o := epub.Options{
			Pages: pages, Keep: m.keep, Modified: m.o.Modified, Generator: m.o.Generator, Read: read,
			Fonts: epub.FontMode(e.Fonts), Obfuscate: e.Obfuscate, Vertical: e.Vertical, Reviewer: e.Reviewer, Proof: m.set.faulty,
		}
		if len(pages) > 0 { // and so they are all drawn
			o.Previews = m.pictures.previews
		}
		if e.Kindle {
			o.MaxBytes = epub.KindleBytes
		}
		return write(w, m.set.Edition, m.doc, m.set.Catalog, o)
	})
}

// counter notes how many characters of each story a product holds.
func (m *maker) counter(k Kind) func(story string, n int) {
	return func(story string, n int) {
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.read == nil {
			m.read = map[Kind]map[string]int{}
		}
		if m.read[k] == nil {
			m.read[k] = map[string]int{}
		}
		m.read[k][story] = n
	}
}

// file is the task that makes one file.
func (m *maker) file(name string, fill func(io.Writer) error) task {
	return task{name, func(ctx context.Context) error { return m.write(ctx, name, fill) }}
}

// write makes one file of what fill writes.
func (m *maker) write(ctx context.Context, name string, fill func(io.Writer) error) error {
	f, err := WriteFile(ctx, m.sink, name, fill)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.made.Files = append(m.made.Files, f)
	return nil
}

// WriteFile puts one file of what fill writes into a sink, until the context ends.
func WriteFile(ctx context.Context, to Sink, name string, fill func(io.Writer) error) (File, error) {
	f, err := to.Create(name)
	if err != nil {
		return File{}, source.Faultf("cannot-write-file", name, err)
	}
	w := &counted{ctx: ctx, to: f, hash: sha256.New()}
	b := bufio.NewWriterSize(w, 64<<10)
	err = fill(b)
	err = cmp.Or(err, b.Flush(), w.err)
	if e := f.Close(); err == nil {
		err = e
	}
	switch {
	case ctx.Err() != nil:
		return File{}, ctx.Err()
	case w.err != nil: // the sink's fault, however the writer put it
		return File{}, source.Faultf("cannot-write-file", name, w.err)
	case err != nil:
		return File{}, source.Faultf("cannot-make", name, err)
	}
	return File{name, w.n, hex.EncodeToString(w.hash.Sum(nil))}, nil
}

// counted writes to a file and to its hash, until the context ends.
type counted struct {
	ctx  context.Context
	to   io.Writer
	hash hash.Hash
	n    int64
	err  error
}

func (c *counted) Write(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.to.Write(p)
	c.hash.Write(p[:n])
	c.n += int64(n)
	c.err = err
	return n, err
}
