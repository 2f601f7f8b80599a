package works

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"banxin/layout/digest"
	"banxin/output/epub"
	"banxin/output/pdf"
)

// Keep makes what is slow to make of an edition: it returns what was made for the key before,
// or makes it. A key says which thing it is among all that is made of the same files with the
// same options by the same version of the program, and of nothing else; so whoever keeps it
// beyond a run has to know these. What is kept changes no byte of what is made. It is called
// from several goroutines.
type Keep func(key string, make func() ([]byte, error)) ([]byte, error)

// Part is one of several equal shares of the work on an edition, 0 ≤ K < Of.
type Part struct{ K, Of int }

// Has tells whether the n-th thing is in the share.
func (p Part) Has(n int) bool { return n%p.Of == p.K }

// Name tells whether a thing of a name is in the share.
func (p Part) Name(name string) bool {
	h := uint32(2166136261) // FNV-1a
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	return p.Has(int(h % 1_000_003))
}

// Prepare makes a share of what is slow to make of kinds of output, for Options.Keep to keep,
// and nothing else: a run that makes all of it finds there what others have prepared. It takes
// pictures of the share's alone to have been looked at, see [Part.Sound].
func (s *Set) Prepare(ctx context.Context, part Part, o MakeOptions, kinds ...Kind) error {
	if err := o.check(); err != nil {
		return err
	}
	s = s.Judge(kinds...)
	m, err := s.newMaker(&Memory{}, o, kinds)
	if err != nil {
		return err
	}
	return runTasks(ctx, s.o.parallel(), m.shares(part), func(string) {})
}

// Sound has pictures of other shares taken as whole, unseen: where one is not, what was made of
// the pages it stands on is not found again, and made anew.
func (p Part) Sound(name string, verify func() error) error {
	if !p.Name(name) {
		return nil
	}
	return verify()
}

// pictureShare tells which pictures of stories and pages are in a share, each as many as another.
func (m *maker) pictureShare(part Part) func(name string) bool {
	at := map[string]int{}
	for i, name := range slices.Sorted(maps.Keys(m.set.Edition.Images)) {
		at[name] = i
	}
	return func(name string) bool { return part.Has(at[name]) }
}

// shares are the tasks of a share.
func (m *maker) shares(part Part) (out []task) {
	mine := m.pictureShare(part)
	has := func(k Kind) bool {
		for _, p := range m.products {
			if p.kind == k {
				return true
			}
		}
		return false
	}
	if has(PDF) && !m.press.Split {
		out = append(out, task{"press", func(context.Context) error {
			o := m.pdfOptions()
			o.Only = mine
			return pdf.Write(io.Discard, m.pressDoc(), m.set.Catalog, o)
		}})
	}
	if has(EPUB) || has(EPaper) {
		out = append(out, task{"readers", func(context.Context) error {
			return epub.Prepare(m.set.Edition, m.doc, mine, m.keep, has(EPUB))
		}})
	}
	for i := range m.doc.Pages {
		if !part.Has(i) {
			continue
		}
		if len(m.pictures.sizes) > 0 {
			out = append(out, m.picture(i))
		}
		if has(PNG) {
			out = append(out, task{"png", func(context.Context) error {
				_, err := m.pagePNG(i)
				return err
			}})
		}
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
