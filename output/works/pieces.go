package works

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"banxin/editions/picture"
	"banxin/layout/digest"
	"banxin/layout/page"
	"banxin/output/epub"
	"banxin/output/pdf"
	"banxin/output/preflight"
)

// Keep makes what is slow to make of an edition: it returns what was made for the key before,
// or makes it. A key says which thing it is among all that is made of the same files with the
// same options by the same version of the program, and of nothing else; so whoever keeps it
// beyond a run has to know these. What is kept changes no byte of what is made. It is called
// from several goroutines.
type Keep func(key string, make func() ([]byte, error)) ([]byte, error)

// Part is one of several shares of the work on an edition, which take about as long as one another,
// 0 ≤ K < Of.
type Part struct{ K, Of int }

// Prepare makes a share of what is slow to make of kinds of output, for Options.Keep to keep,
// and nothing else: a run that makes all of it finds there what others have prepared. What cannot
// be made, as of a picture that is not whole, is left to that run, which says why.
func (s *Set) Prepare(ctx context.Context, part Part, o MakeOptions, kinds ...Kind) error {
	if err := o.check(); err != nil {
		return err
	}
	s = s.Judge(kinds...)
	m, err := s.newMaker(&Memory{}, o, kinds)
	if err != nil {
		return err
	}
	mine := m.deal(part)
	parallel := s.o.parallel()
	if err := runTasks(ctx, parallel, m.looks(mine), func(string) {}); err != nil {
		return err
	}
	return runTasks(ctx, parallel, m.shares(mine), func(string) {})
}

// share is what falls to a part.
type share struct {
	mu       sync.Mutex
	pictures map[string]bool // by name
	pages    map[int]bool
	previews bool
}

func (s *share) has(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pictures[name]
}

// What is made costs, in tenths of a pixel of a photograph made for the press and for readers: a page
// drawn in a size, as it is, and what each pixel of a photograph costs that is looked at, made for
// the press, for readers, drawn on a page in a size, on a preview. Measured on photographs of 1 to
// 24 megapixels.
const (
	pageCosts    = 10_000_000
	lookCosts    = 1
	pressCosts   = 4
	readersCost  = 5
	drawnCosts   = 3
	previewCosts = 2
)

// deal deals out pictures and pages so that all parts take about as long: what costs most first,
// each to the part that has the least (Graham, 1969). All parts deal alike.
func (m *maker) deal(part Part) *share {
	type piece struct {
		name string // of a picture; else a page, or where that is -1 the previews of the first
		page int
		cost int
	}
	var all []piece
	picture := lookCosts
	if m.makes(PDF) {
		picture += pressCosts
	}
	if m.makes(EPUB) || m.makes(EPaper) {
		picture += readersCost
	}
	for _, name := range slices.Sorted(maps.Keys(m.set.Edition.Images)) {
		im := m.set.Edition.Images[name]
		all = append(all, piece{name: name, cost: im.W * im.H * picture})
	}
	sizes := len(m.pictures.sizes)
	if m.makes(PNG) {
		sizes++
	}
	for i, p := range m.doc.Pages {
		all = append(all, piece{page: i, cost: sizes * (pageCosts + drawnCosts*m.pixels(p.Items))})
	}
	if m.previewed() && len(m.doc.Pages) > 0 {
		all = append(all, piece{page: -1, cost: 2 * previewCosts * m.pixels(m.doc.Pages[0].Items)})
	}
	slices.SortStableFunc(all, func(a, b piece) int { return b.cost - a.cost })
	mine := &share{pictures: map[string]bool{}, pages: map[int]bool{}}
	sums := make([]int, part.Of)
	for _, x := range all {
		k := slices.Index(sums, slices.Min(sums))
		sums[k] += x.cost
		switch {
		case k != part.K:
		case x.name != "":
			mine.pictures[x.name] = true
		case x.page < 0:
			mine.previews = true
		default:
			mine.pages[x.page] = true
		}
	}
	return mine
}

// pixels are those of the pictures among items.
func (m *maker) pixels(items []page.Item) (n int) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Image:
			n += m.doc.Images[it.File].W * m.doc.Images[it.File].H
		case *page.Group:
			n += m.pixels(it.Items)
		}
	}
	return n
}

// looks are the tasks that look whether the pictures of a share are whole. Those that are not are
// none of its pictures any more.
func (m *maker) looks(mine *share) (out []task) {
	for _, name := range slices.Sorted(maps.Keys(mine.pictures)) {
		im := m.set.Edition.Images[name]
		if im.Format == "pdf" {
			continue
		}
		out = append(out, task{name, func(context.Context) error {
			if m.set.o.known(name, func() error { return picture.Verify(im.Data) }) != nil {
				mine.mu.Lock()
				delete(mine.pictures, name)
				mine.mu.Unlock()
			}
			return nil
		}})
	}
	return out
}

// shares are the tasks of a share.
func (m *maker) shares(mine *share) (out []task) {
	left := func(name string, do func(context.Context) error) {
		t := task{name, do}
		out = append(out, task{name, func(ctx context.Context) error {
			t.run(ctx) // what it does not make the whole run makes, or says why not
			return ctx.Err()
		}})
	}
	if m.makes(PDF) {
		o := m.pdfOptions()
		o.Only = mine.has
		if !m.o.NoPreflight && printed(o.Profile) {
			o.Shown = preflight.Keep(m.set.o.Keep).Inks
		}
		for _, d := range m.pressDocs() {
			left("press", func(context.Context) error { return pdf.Write(io.Discard, d, m.set.Catalog, o) })
		}
	}
	if m.makes(EPUB) || m.makes(EPaper) {
		left("readers", func(context.Context) error {
			return epub.Prepare(m.set.Edition, m.doc, mine.has, m.keep, m.book())
		})
	}
	for i := range m.doc.Pages {
		if !mine.pages[i] {
			continue
		}
		if len(m.pictures.sizes) > 0 {
			left(m.pageFile(i, ".png"), func(ctx context.Context) error { return m.drawSizes(ctx, i) })
		}
		if m.makes(PNG) {
			left("png", func(context.Context) error {
				_, err := m.pagePNG(i)
				return err
			})
		}
	}
	if mine.previews {
		left("previews", func(context.Context) error { return m.drawPreviews() })
	}
	return out
}

// book is the one for which pictures are made.
func (m *maker) book() epub.Book {
	switch {
	case !m.makes(EPUB):
		return epub.NoBook
	case len(m.pictures.sizes) == 0:
		return epub.TextAlone
	}
	return epub.WithPages
}

// pressDocs are what the files for the press show: all pages, or one each.
func (m *maker) pressDocs() (out []*page.Doc) {
	d := m.pressDoc()
	if !m.press.Split {
		return []*page.Doc{d}
	}
	for i := range d.Pages {
		out = append(out, pdf.Split(d, i))
	}
	return out
}

// pageKey names a picture of page i among all that is made: by what stands there.
func (m *maker) pageKey(i int, what string, n int) string {
	h := digest.New(nil)
	h.Add(*m.proof.Pages[i], m.doc.Faces, m.doc.Spots)
	for k := range m.doc.Images {
		h.Add(m.doc.Images[k].Name)
	}
	return fmt.Sprintf("%s %d page %d %x", what, n, i, h.Sum())
}

// kept makes something once.
func (m *maker) kept(key string, make func() ([]byte, error)) ([]byte, error) {
	if m.set.o.Keep == nil {
		return make()
	}
	return m.set.o.Keep(key, make)
}

// once keeps the pictures for readers of a run, which the e-edition and the e-paper show
// alike.
func once() Keep {
	var mu sync.Mutex
	all := map[string]func() ([]byte, error){}
	return func(key string, make func() ([]byte, error)) ([]byte, error) {
		mu.Lock()
		do, ok := all[key]
		if !ok {
			do = sync.OnceValues(make)
			all[key] = do
		}
		mu.Unlock()
		return do()
	}
}
