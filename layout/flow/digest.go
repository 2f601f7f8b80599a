package flow

import (
	"reflect"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/digest"
)

// Digest is a hash of all that the Set of a run depends on, as the package doc lists it, for
// one version of the program: runs of one digest have one Set. It is safe rather than close:
// it also changes with what leaves the Set alone, such as a comment in a story's file. Of a
// slot that grows it takes the first further regions for all.
func (r *Run) Digest() digest.Sum {
	var pictures []string
	h := digest.New(digest.Rules{
		reflect.TypeFor[*source.File](): func(h *digest.Hash, v any) {
			f := v.(*source.File)
			h.Add(f.Name, f.Data)
		},
		reflect.TypeFor[*editions.Image](): func(h *digest.Hash, v any) { // its pixels are not set
			i := v.(*editions.Image)
			h.Add(i.Path, i.Format, i.W, i.H)
			pictures = append(pictures, i.Path)
		},
		reflect.TypeFor[*Galley](): func(h *digest.Hash, v any) { v.(*Galley).digest(h) },
		reflect.TypeFor[*Styles](): func(h *digest.Hash, v any) { v.(*Styles).digest(h) },
	})
	for i := range r.Slots {
		s := &r.Slots[i]
		regions := s.Regions
		if s.More != nil {
			regions = slices.Concat(regions, s.More(1))
		}
		h.Add(s.Name, len(s.Regions), s.More != nil, regions, s.Stories)
		for _, region := range regions {
			h.Add(r.Number(region.Page), r.Name(region.Page))
		}
	}
	for _, path := range pictures {
		i, ok := r.Images[path]
		h.Add(i, ok)
	}
	return h.Sum()
}

// digest adds what a galley was made from.
func (g *Galley) digest(h *digest.Hash) {
	h.Add(g.Story, g.silent, g.dir, g.body, g.styles, g.styles.sources[g.Story.File])
}

// digest adds all but the numbers of the source files, of which a story needs its own.
func (k *Styles) digest(h *digest.Hash) {
	h.Add(k.paper.Styles, k.paper.Notes, k.Palette.Spots, k.Palette.colors, k.grid, k.names, k.cat, k.lang.Phrases, k.lang.Hyphens)
}
