package works

import (
	"context"
	"crypto/sha256"
	"sync"

	"banxin/editions"
	"banxin/editions/compare"
	"banxin/editions/lint"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout"
	pagelint "banxin/layout/lint"
	"banxin/layout/page"
	"banxin/output/epub"
)

// Session remembers from one call to the next what a paper's files have been made into, as an
// editor's desk wants it that composes after every word. What is made with it is what is made
// without it, byte for byte: each thing is known by the hash of all it depends on. It keeps what
// the last two compositions consisted of. The zero value remembers nothing yet; it is for one
// paper, with the same Options, and for one goroutine.
type Session struct {
	layout layout.Session
	recall editions.Recall
	text   lint.Session
	pages  pagelint.Session
	book   epub.Memory

	mu       sync.Mutex
	pictures generations[[sha256.Size]byte, error] // whether they are whole, by what they hold
	digests  generations[*page.Page, string]       // of pages, which are frozen
	onPages  generations[*page.Page, *linesOn]
	prints   generations[*page.Page, *page.Print]
	tallies  generations[*editions.Story, *tally]
	rounds   compare.Memory
	sums     generations[inMemory, [sha256.Size]byte] // of what is in memory, which does not change
}

// stories are those of the last reading.
func (s *Session) stories() *editions.Recall {
	if s == nil {
		return nil
	}
	return &s.recall
}

// proofs are what was said of stories and pages.
func (s *Session) proofs() (*lint.Session, *pagelint.Session) {
	if s == nil {
		return nil, nil
	}
	s.pages.Print = s.print
	return &s.text, &s.pages
}

// inMemory is where a file is in memory, which stays its own while it is remembered.
type inMemory struct {
	first *byte
	n     int
}

// generations are values of what was made last, and of what was made before that.
type generations[K comparable, V any] struct{ now, before, next map[K]V }

// get returns the value of a key, which counts as used.
func (g *generations[K, V]) get(k K) (V, bool) {
	for _, m := range []map[K]V{g.next, g.now, g.before} {
		if v, ok := m[k]; ok {
			g.put(k, v)
			return v, true
		}
	}
	var none V
	return none, false
}

func (g *generations[K, V]) put(k K, v V) {
	if g.next == nil {
		g.next = map[K]V{}
	}
	g.next[k] = v
}

// of returns the value of a key, made where it is not known.
func (g *generations[K, V]) of(k K, make func() V) V {
	v, known := g.get(k)
	if !known {
		v = make()
		g.put(k, v)
	}
	return v
}

// turn ends a making: what was used in neither of the last two is forgotten.
func (g *generations[K, V]) turn() { g.before, g.now, g.next = g.now, g.next, nil }

// whole tells whether a picture is, by verify where its like has not been seen.
func (s *Session) whole(_ string, data []byte, verify func() error) error {
	s.mu.Lock()
	sum := s.sum(data)
	err, known := s.pictures.get(sum)
	s.mu.Unlock()
	if known {
		return err
	}
	err = verify()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pictures.put(sum, err)
	return err
}

// sum is the hash of a file that is in memory; s is locked.
func (s *Session) sum(data []byte) [sha256.Size]byte {
	if len(data) == 0 {
		return sha256.Sum256(nil)
	}
	return s.sums.of(inMemory{&data[0], len(data)}, func() [sha256.Size]byte { return sha256.Sum256(data) })
}

func (s *Session) catalog(ed *editions.Edition, carried []fonts.File) (*fonts.Catalog, source.List) {
	if s == nil {
		return layout.Catalog(ed, carried)
	}
	return s.layout.Catalog(ed, carried)
}

func (s *Session) compose(ctx context.Context, ed *editions.Edition, cat *fonts.Catalog, o layout.Options) (*layout.Result, error) {
	if s == nil {
		return layout.Compose(ctx, ed, cat, o)
	}
	return s.layout.Compose(ctx, ed, cat, o)
}

// digest is that of a page.
func (s *Session) digest(pg *page.Page, make func() string) string {
	if s == nil {
		return make()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.digests.of(pg, make)
}

// round is the edition as it is.
func (s *Session) round(ed *editions.Edition) *compare.Round {
	if s == nil {
		return compare.Of(ed)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rounds.Of(ed)
}

// printed is what the pages show, by stories: page.ByStory.
func (s *Session) printed(d *page.Doc) map[string][]*page.Print {
	var all []*page.Print
	for _, pg := range d.Pages {
		all = append(all, s.print(pg))
	}
	return page.ByStory(all)
}

// print is what a page shows.
func (s *Session) print(pg *page.Page) *page.Print {
	read := func() *page.Print { return page.NewPrint(pg) }
	if s == nil {
		return read()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.prints.of(pg, read)
}

// tallied is what became of a story on the pages, counted where that is not known.
func (s *Session) tallied(st *editions.Story, of basis, count func() *tally) *tally {
	if s == nil {
		return count()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if was, known := s.tallies.get(st); known && was.of.same(&of) {
		return was
	}
	t := count()
	s.tallies.put(st, t)
	return t
}

// books says what there is to be said of e-editions.
func (s *Session) books() *epub.Memory {
	if s == nil {
		return new(epub.Memory)
	}
	return &s.book
}

// lines are those of a page.
func (s *Session) lines(pg *page.Page, make func() *linesOn) *linesOn {
	if s == nil {
		return make()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.onPages.of(pg, make)
}

// turn ends a composition.
func (s *Session) turn() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pictures.turn()
	s.digests.turn()
	s.onPages.turn()
	s.prints.turn()
	s.tallies.turn()
	s.sums.turn()
}
