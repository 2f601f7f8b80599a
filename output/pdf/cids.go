package pdf

import (
	"errors"
	"fmt"
	"slices"

	"banxin/fonts"
	"banxin/layout/page"
)

// cids gives the glyphs of one face their character identifiers. A glyph has as many as
// it shows different texts, so that ToUnicode can say each of them; a file's glyphs are
// numbered in the face's order, which packs best.
type cids struct {
	face  *fonts.Face
	place []uint16  // by glyph: where it stands in first, from 1; 0: it is not used
	first []cidText // of used glyphs, as they came: the text that each shows first; CID once numbered
	used  []fonts.GID
	more  map[glyphText]uint16 // further texts of a glyph; the value is the CID once numbered
	order []glyphText          // of more, as they came

	upem int64
}

type cidText struct {
	text  string
	width int32 // of the glyph, in 1/1000 em as the file says it; once numbered
	cid   uint16
}

type glyphText struct {
	gid  fonts.GID
	text string
}

var errTooManyGlyphs = errors.New("more than 65,000 different glyphs and texts")

func newCIDs(f *fonts.Face) *cids {
	return &cids{face: f, place: make([]uint16, f.NumGlyphs()), upem: int64(max(f.UnitsPerEm(), 1))}
}

// note records that glyph g shows text.
func (c *cids) note(g fonts.GID, text string) {
	at := c.place[g]
	if at == 0 {
		c.first, c.used = append(c.first, cidText{text: text}), append(c.used, g)
		c.place[g] = uint16(len(c.first)) // no face has more than 65,535 glyphs
		return
	}
	if c.first[at-1].text == text {
		return
	}
	k := glyphText{g, text}
	if _, ok := c.more[k]; ok {
		return
	}
	if c.more == nil {
		c.more = map[glyphText]uint16{}
	}
	c.more[k] = 0
	c.order = append(c.order, k)
}

// maxWidth is the greatest advance that is believed, 16 em.
const maxWidth = 16000

// number gives out the CIDs: 0 is .notdef, then the glyphs in the face's order, then the
// further texts as they came.
func (c *cids) number() error {
	slices.Sort(c.used)
	if len(c.used)+len(c.order) > 65000 {
		return errTooManyGlyphs
	}
	for i, g := range c.used {
		w := (int64(c.face.Advance(g))*1000 + c.upem/2) / c.upem
		f := c.of(g)
		f.cid, f.width = uint16(i+1), int32(min(max(w, 0), maxWidth))
	}
	for i, k := range c.order {
		c.more[k] = uint16(len(c.used) + 1 + i)
	}
	return nil
}

// cid returns the identifier of glyph g where it shows text, and its width.
func (c *cids) cid(g fonts.GID, text string) (uint16, int32) {
	f := c.of(g)
	if f.text == text {
		return f.cid, f.width
	}
	return c.more[glyphText{g, text}], f.width
}

// of is what a used glyph shows first.
func (c *cids) of(g fonts.GID) *cidText { return &c.first[c.place[g]-1] }

// glyphs lists the glyphs of the subset: .notdef and those used. A glyph's place in it is
// its number in the file.
func (c *cids) glyphs() []fonts.GID {
	g := make([]fonts.GID, 0, len(c.used)+1)
	g = append(g, 0)
	for _, u := range c.used {
		if u != 0 {
			g = append(g, u)
		}
	}
	return g
}

// all calls yield for every CID in order with its glyph and text.
func (c *cids) all(yield func(cid uint16, g fonts.GID, text string)) {
	for _, g := range c.used {
		f := c.of(g)
		yield(f.cid, g, f.text)
	}
	for _, k := range c.order {
		yield(c.more[k], k.gid, k.text)
	}
}

// ErrNoGlyph says that a character has no glyph in the face it is set in: what would be
// printed is an empty box.
var ErrNoGlyph = errors.New("no glyph for")

// collect notes the glyphs of every run of d, in painting order. When it is strict a character
// without one is an error.
func collect(d *page.Doc, cat *fonts.Catalog, strict bool) ([]*cids, error) {
	faces := make([]*cids, len(d.Faces))
	w := collector{doc: d, cat: cat, faces: faces, strict: strict}
	for i, p := range d.Pages {
		if err := w.items(p.Items, 0); err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	for i, c := range faces {
		if c == nil {
			continue
		}
		if err := c.number(); err != nil {
			return nil, fmt.Errorf("face %s: %w", d.Faces[i].Name, err)
		}
	}
	return faces, nil
}

type collector struct {
	doc   *page.Doc
	cat   *fonts.Catalog
	faces []*cids

	strict bool // a character without a glyph is an error
}

// maxDepth bounds groups within groups.
const maxDepth = 32

func (w *collector) items(items []page.Item, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("%w %d", page.ErrDepth, maxDepth)
	}
	for _, it := range items {
		var err error
		switch it := it.(type) {
		case *page.Text:
			err = w.text(it)
		case *page.Group:
			err = w.items(it.Items, depth+1)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *collector) text(t *page.Text) error {
	c, err := w.face(t)
	if err != nil {
		return err
	}
	for i, g := range t.Glyphs {
		if int(g.ID) >= len(c.place) {
			return fmt.Errorf("face %s has no glyph %d", w.doc.Faces[t.Face].Name, g.ID)
		}
		if g.ID == 0 && w.strict {
			return fmt.Errorf("%w %q in %s", ErrNoGlyph, shown(t, i), w.doc.Faces[t.Face].Name)
		}
		if int(g.Cluster) > len(t.Src) {
			return fmt.Errorf("a glyph of %.40q stands for text after its end", t.Src)
		}
		c.note(g.ID, shown(t, i))
	}
	return nil
}

func (w *collector) face(t *page.Text) (*cids, error) {
	if int(t.Face) >= len(w.faces) {
		return nil, fmt.Errorf("%w %d", page.ErrFace, t.Face)
	}
	if t.Size < minSize || t.Size > maxSize {
		return nil, fmt.Errorf("type size %g pt of %.40q is out of range", t.Size.Float(), t.Src)
	}
	if c := w.faces[t.Face]; c != nil {
		return c, nil
	}
	f := w.cat.Lookup(w.doc.Faces[t.Face].Name)
	if f == nil {
		return nil, fmt.Errorf("%w %s", page.ErrNoFace, w.doc.Faces[t.Face].Name)
	}
	w.faces[t.Face] = newCIDs(f)
	return w.faces[t.Face], nil
}

// shown returns the characters that glyph i of t shows: those up to the next greater
// cluster of the run.
func shown(t *page.Text, i int) string {
	from := t.Glyphs[i].Cluster
	if i+1 < len(t.Glyphs) && t.Glyphs[i+1].Cluster > from && (i == 0 || t.Glyphs[i-1].Cluster <= from) {
		return t.Src[from:min(int(t.Glyphs[i+1].Cluster), len(t.Src))]
	}
	to := uint32(len(t.Src))
	for _, g := range t.Glyphs {
		if g.Cluster > from && g.Cluster < to {
			to = g.Cluster
		}
	}
	return t.Src[from:to]
}
