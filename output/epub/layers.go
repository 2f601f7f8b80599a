package epub

import (
	"cmp"
	"slices"
	"strings"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/prose"
)

type lengthOnPage = unit.Length

// layers is the text of the printed pages, in reading order with its places.
type layers struct {
	doc   *page.Doc
	cat   *fonts.Catalog
	rank  map[string]int // of a story in reading order
	pages [][]*layerPiece
}

// layerPiece is a piece of a story on a page.
type layerPiece struct {
	story string
	order int
	lines []layerLine
}

// layerLine is a run of characters on one line.
type layerLine struct {
	leaf     *page.Mark // the innermost part of the story that it belongs to, or nil
	src      string
	pos      page.Pos
	x, y     unit.Length // upper left corner of its box on the page, before it is turned
	size     unit.Length
	length   unit.Length // as printed
	extra    unit.Length // after each letter, beyond its own width
	vertical bool
	quarter  int // turns clockwise about the corner
}

func newLayers(d *page.Doc, cat *fonts.Catalog) *layers {
	ls := &layers{doc: d, cat: cat, rank: map[string]int{}}
	for i, s := range d.Stories {
		ls.rank[s.ID] = i
	}
	for _, p := range d.Pages {
		r := layerReader{layers: ls}
		r.read(p.Items, turned{})
		slices.SortStableFunc(r.pieces, func(a, b *layerPiece) int {
			return cmp.Or(cmp.Compare(ls.rank[a.story], ls.rank[b.story]), cmp.Compare(a.order, b.order))
		})
		ls.pages = append(ls.pages, r.pieces)
	}
	return ls
}

func (ls *layers) layer(s *sheet) []*layerPiece { return ls.pages[s.number-1] }

// across returns the link of a jump line: from the first piece of a page back to where
// the story was left, else to the piece that comes next on another page.
func (ls *layers) across(a *article, at *layerPiece, sheets []*sheet) string {
	here := ls.find(a, at.order)
	before, after := ls.find(a, at.order-1), ls.find(a, at.order+1)
	switch {
	case after >= 0 && after != here:
		return sheets[after].file + "#" + pieceID(a, at.order+1)
	case before >= 0 && before != here:
		return sheets[before].file + "#" + pieceID(a, at.order-1)
	}
	return ""
}

// find returns the index of the page with this piece of an article, or -1.
func (ls *layers) find(a *article, order int) int {
	for i, pieces := range ls.pages {
		for _, p := range pieces {
			if p.story == a.story.ID && p.order == order {
				return i
			}
		}
	}
	return -1
}

// first is the order of a story's first piece.
func (ls *layers) first(story string) int {
	least := -1
	for _, pieces := range ls.pages {
		for _, p := range pieces {
			if p.story == story && (least < 0 || p.order < least) {
				least = p.order
			}
		}
	}
	return max(0, least)
}

// text returns the characters of a page's stories, without spaces.
func (ls *layers) text(index int) string {
	var b strings.Builder
	for _, p := range ls.pages[index] {
		for _, l := range p.lines {
			b.WriteString(prose.NoSpace(l.src))
		}
	}
	return b.String()
}

// turned is a coordinate system on the page: turned clockwise by quarters, then moved.
type turned struct {
	quarter int
	at      unit.Point
}

func (t turned) place(p unit.Point) unit.Point { return turn90(p, t.quarter).Add(t.at) }

func turn90(p unit.Point, quarter int) unit.Point {
	for range quarter & 3 {
		p = unit.Point{X: -p.Y, Y: p.X}
	}
	return p
}

// layerReader walks the items of a page.
type layerReader struct {
	*layers
	pieces []*layerPiece
	open   []*page.Mark
	piece  *layerPiece
}

func (r *layerReader) read(items []page.Item, in turned) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Mark:
			r.mark(it)
		case *page.Group:
			r.read(it.Items, turned{in.quarter + it.Quarter, in.place(it.At)})
		case *page.Text:
			if r.piece != nil && it.Src != "" && len(it.Glyphs) > 0 {
				r.piece.lines = append(r.piece.lines, r.line(it, in))
			}
		}
	}
}

func (r *layerReader) mark(m *page.Mark) {
	switch {
	case !m.Open && len(r.open) > 0:
		r.open = r.open[:len(r.open)-1]
		if m.Role == page.RoleStory {
			r.piece = nil
		}
	case m.Open:
		r.open = append(r.open, m)
		if m.Role == page.RoleStory {
			r.piece = &layerPiece{story: m.ID, order: m.Order}
			r.pieces = append(r.pieces, r.piece)
		}
	}
}

// leaf is the innermost open mark below the story's.
func (r *layerReader) leaf() *page.Mark {
	if m := r.open[len(r.open)-1]; m.Role != page.RoleStory {
		return m
	}
	return nil
}

// line places a run. A reader's face sets a Han character one em wide and Latin letters
// about as wide as ours; the space between letters makes up the rest.
func (r *layerReader) line(t *page.Text, in turned) layerLine {
	l := layerLine{leaf: r.leaf(), src: t.Src, pos: t.Pos, size: t.Size, vertical: t.Dir == page.Vertical, quarter: in.quarter & 3}
	first, last := t.Glyphs[0], t.Glyphs[len(t.Glyphs)-1]
	corner := unit.Point{X: t.At.X + unit.Length(first.X), Y: t.At.Y - t.Size.MulDiv(88, 100)}
	length := unit.Length(last.X) - unit.Length(first.X) + r.advance(t, last.ID)
	if l.vertical {
		corner = unit.Point{X: t.At.X - t.Size/2, Y: t.At.Y + unit.Length(first.Y) - t.Size.MulDiv(88, 100)}
		length = unit.Length(last.Y) - unit.Length(first.Y) + t.Size
	}
	at := in.place(corner)
	l.x, l.y = at.X, at.Y
	l.length = length
	own, n := r.ownWidth(t)
	if n > 0 {
		l.extra = (length - own).MulDiv(1, int64(n))
	}
	return l
}

func (r *layerReader) face(t *page.Text) *fonts.Face {
	if r.cat == nil || int(t.Face) >= len(r.doc.Faces) {
		return nil
	}
	return r.cat.Lookup(r.doc.Faces[t.Face].Name)
}

func (r *layerReader) advance(t *page.Text, g uint16) unit.Length {
	if f := r.face(t); f != nil {
		return t.Size.MulDiv(int64(f.Advance(g)), int64(f.UnitsPerEm()))
	}
	return t.Size
}

// ownWidth is the width of a run's characters set without any space between them, and
// their number.
func (r *layerReader) ownWidth(t *page.Text) (w unit.Length, n int) {
	f := r.face(t)
	for _, c := range t.Src {
		n++
		switch {
		case c >= 0x2E80 || f == nil, c >= 0x2010 && c < 0x2030:
			w += t.Size
		default:
			w += t.Size.MulDiv(int64(f.Advance(f.Glyph(c))), int64(f.UnitsPerEm()))
		}
	}
	return w, n
}
