package flow

import (
	"crypto/sha256"
	"encoding/binary"
	"reflect"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/digest"
	"banxin/layout/page"
)

// Digest is a hash of all that the Set of a run depends on, as the package doc lists it, for
// one version of the program: runs of one digest have one Set. It is safe rather than close:
// it also changes with what leaves the Set alone, such as a comment in a story's file. Of a
// slot that grows it takes the first further regions for all.
func (r *Run) Digest() digest.Sum { return new(Digests).Run(r) }

// Digests makes the digests of the runs of one composition: what they have in common, and a
// story that it has been asked about, is hashed once. It is for one goroutine, and what it has
// hashed must not change while it is in use.
type Digests struct {
	Memory  *Contents // of earlier compositions; may be nil
	grids   map[*Grid]digest.Sum
	styles  map[*Styles]digest.Sum
	galleys map[*Galley]Content
	sums    []byte // of the run in hand
}

// Contents are those of the stories of the last two compositions. Stories that are the same
// value are the same, since editions do not change. The zero value remembers nothing.
type Contents struct {
	now, before map[contentOf]Content
	styles      sums[stylesOf]
	places      sums[placeOf]
}

// sums are digests of the last two compositions.
type sums[K comparable] struct{ now, before map[K]digest.Sum }

// turn begins a composition.
func (m *sums[K]) turn() { m.now, m.before = map[K]digest.Sum{}, m.now }

// of is what is known of a key, or is made.
func (m *sums[K]) of(k K, make func() digest.Sum) digest.Sum {
	sum, known := m.now[k]
	if !known {
		sum, known = m.before[k]
	}
	if !known {
		sum = make()
	}
	m.now[k] = sum
	return sum
}

// stylesOf is what styles are made of, each the same value as long as it is the same.
type stylesOf struct {
	paper    *editions.Paper
	template *editions.Template
	cat      *fonts.Catalog
}

// placeOf is what a slot that does not grow is made of.
type placeOf struct {
	template *editions.Template
	slot     *editions.Slot
	page     PageRef
	regions  int
	number   int
	name     string
}

// contentOf is what the content of a galley depends on, and a story stands for itself.
type contentOf struct {
	story  *editions.Story
	styles digest.Sum
	source int32
	silent bool
	dir    page.Dir
	body   editions.StyleName
}

// Turn begins a composition.
func (m *Contents) Turn() {
	m.now, m.before = map[contentOf]Content{}, m.now
	m.styles.turn()
	m.places.turn()
}

// Content is what a galley is made from, as a digest.
type Content struct {
	Sum      digest.Sum
	pictures []string // that it names, whose numbers in the document count
}

// Run is the digest of a run.
func (d *Digests) Run(r *Run) digest.Sum {
	sums := d.sums[:0] // with lengths before lists; all else is of one size
	var pictures []string
	for i := range r.Slots {
		place := d.place(r, &r.Slots[i])
		sums = binary.BigEndian.AppendUint64(append(sums, place[:]...), uint64(len(r.Slots[i].Stories)))
		for _, g := range r.Slots[i].Stories {
			c := d.known(g)
			sums = append(sums, c.Sum[:]...)
			pictures = append(pictures, c.pictures...)
		}
	}
	d.sums = sums
	if len(pictures) > 0 {
		h := digest.New(nil)
		r.numbers(h, pictures)
		numbers := h.Sum()
		d.sums = append(d.sums, numbers[:]...)
	}
	return sha256.Sum256(d.sums)
}

// slot is the digest of a run of one slot but for its stories.
func (d *Digests) slot(r *Run) digest.Sum {
	return d.place(r, &r.Slots[0])
}

// place is the digest of where a slot is. That of one that does not grow is remembered by what its
// regions are made of.
func (d *Digests) place(r *Run, s *SlotRun) digest.Sum {
	if d.Memory == nil || s.More != nil || len(s.Regions) == 0 {
		return d.placed(r, s)
	}
	first := s.Regions[0]
	of := placeOf{first.Grid.template, first.Slot, first.Page, len(s.Regions), r.Number(first.Page), r.Name(first.Page)}
	if of.template == nil || s.Name != first.Slot.Name {
		return d.placed(r, s)
	}
	return d.Memory.places.of(of, func() digest.Sum { return d.placed(r, s) })
}

// placed is place for what is not known.
func (d *Digests) placed(r *Run, s *SlotRun) digest.Sum {
	h := digest.New(d.rules(new([]string)))
	regions := s.Regions
	if s.More != nil {
		regions = slices.Concat(regions, s.More(1))
	}
	h.Add(s.Name, len(s.Regions), s.More != nil, regions)
	for _, region := range regions {
		h.Add(r.Number(region.Page), r.Name(region.Page))
	}
	return h.Sum()
}

// numbers adds the numbers of pictures in the document.
func (r *Run) numbers(h *digest.Hash, pictures []string) {
	for _, path := range pictures {
		i, ok := r.Images[path]
		h.Add(i, ok)
	}
}

// Content says what NewGalley would make a galley from. One made from what has this digest
// before serves as well, whichever Story and Styles it names.
func (d *Digests) Content(k *Styles, st *editions.Story, slot *editions.Slot, silent bool) Content {
	return d.content(&Galley{Story: st, styles: k, silent: silent, dir: direction(slot), body: body(slot)})
}

// Is says what a galley was made from.
func (d *Digests) Is(g *Galley, c Content) {
	if d.galleys == nil {
		d.galleys = map[*Galley]Content{}
	}
	d.galleys[g] = c
}

func (d *Digests) known(g *Galley) Content {
	c, ok := d.galleys[g]
	if !ok {
		c = d.content(g)
		d.Is(g, c)
	}
	return c
}

func (d *Digests) content(g *Galley) Content {
	of := contentOf{g.Story, d.style(g.styles), g.styles.sources[g.Story.File], g.silent, g.dir, g.body}
	if d.Memory == nil {
		return d.hashed(of)
	}
	c, known := d.Memory.before[of]
	if !known {
		c = d.hashed(of)
	}
	d.Memory.now[of] = c
	return c
}

func (d *Digests) hashed(of contentOf) (c Content) {
	h := digest.New(d.rules(&c.pictures))
	h.Add(of.story, of.silent, of.dir, of.body, of.styles, of.source)
	c.Sum = h.Sum()
	return c
}

// style is the digest of all of styles but the numbers of the source files, of which a story
// needs its own.
func (d *Digests) style(k *Styles) digest.Sum {
	if sum, ok := d.styles[k]; ok {
		return sum
	}
	made := func() digest.Sum {
		h := digest.New(d.rules(nil))
		h.Add(k.paper.Styles, k.paper.Notes, k.Palette.Spots, k.Palette.colors, d.grid(k.grid), k.names, k.cat, k.lang.Phrases, k.lang.Hyphens)
		return h.Sum()
	}
	if d.styles == nil {
		d.styles = map[*Styles]digest.Sum{}
	}
	if of := (stylesOf{k.paper, k.grid.template, k.cat}); d.Memory != nil && of.template != nil {
		d.styles[k] = d.Memory.styles.of(of, made)
	} else {
		d.styles[k] = made()
	}
	return d.styles[k]
}

func (d *Digests) grid(g *Grid) digest.Sum {
	if sum, ok := d.grids[g]; ok {
		return sum
	}
	h := digest.New(nil)
	h.Add(*g)
	if d.grids == nil {
		d.grids = map[*Grid]digest.Sum{}
	}
	d.grids[g] = h.Sum()
	return d.grids[g]
}

// rules say how what is shared is hashed; the paths of pictures go to a list.
func (d *Digests) rules(pictures *[]string) digest.Rules {
	return digest.Rules{
		reflect.TypeFor[*source.File](): func(h *digest.Hash, v any) {
			f := v.(*source.File)
			h.Add(f.Name, f.Data)
		},
		reflect.TypeFor[*editions.Image](): func(h *digest.Hash, v any) { // its pixels are not set
			i := v.(*editions.Image)
			h.Add(i.Path, i.Format, i.W, i.H)
			*pictures = append(*pictures, i.Path)
		},
		reflect.TypeFor[*Grid](): func(h *digest.Hash, v any) { h.Add(d.grid(v.(*Grid))) },
	}
}

// direction is that of the text of a slot.
func direction(s *editions.Slot) page.Dir {
	if s.Upright {
		return page.Vertical
	}
	return page.Horizontal
}

// body is the style of the running text of a slot.
func body(s *editions.Slot) editions.StyleName {
	if s.Style == "" {
		return editions.Body
	}
	return s.Style
}
