package live

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// reading is a run of text met while a page is read.
type reading struct {
	*page.Text
	in    page.Frame
	story string    // id; empty outside of stories
	role  page.Role // of the part of the story that it belongs to
}

// cell is where the character at a byte offset of the run stands on the page.
func (r reading) cell(offset int) unit.Rect { return r.in.Rect(r.Cell(offset)) }

// rect is where the whole run stands.
func (r reading) rect() unit.Rect {
	out := r.cell(0)
	for i, g := range r.Glyphs {
		if i+1 == len(r.Glyphs) || r.Glyphs[i+1].Cluster != g.Cluster { // the last of a character stands for it
			out = union(out, r.in.Rect(r.GlyphCell(i)))
		}
	}
	return out
}

func union(a, b unit.Rect) unit.Rect {
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return unit.Rect{X: x, Y: y, W: max(a.Right(), b.Right()) - x, H: max(a.Bottom(), b.Bottom()) - y}
}

// read calls visit with each run of text of a page.
func read(pg *page.Page, visit func(reading)) {
	var open []*page.Mark
	page.Walk(pg.Items, page.Frame{}, func(it page.Item, in page.Frame) {
		switch it := it.(type) {
		case *page.Mark:
			if it.Open {
				open = append(open, it)
			} else if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case *page.Text:
			if len(it.Glyphs) > 0 {
				story, role := belongs(open)
				visit(reading{it, in, story, role})
			}
		}
	})
}

// belongs tells which story the marks around an item open, and the outermost role of its
// parts that says what the item is.
func belongs(open []*page.Mark) (story string, role page.Role) {
	for _, m := range open {
		switch {
		case m.Role == page.RoleStory:
			story, role = m.ID, ""
		case m.Role != page.RoleHead && m.Role != page.RoleFigure && role == "":
			role = m.Role
		}
	}
	return story, role
}

// part is what a page shows of one part of a story, as its headline.
type part struct {
	role  page.Role
	chars int       // spaces not counted
	lines int       // of different heights
	rect  unit.Rect // of all its runs
	at    Place     // of its first character
	last  unit.Length
}

// storyParts are the parts of a story on a page, in the order in which they are painted.
type storyParts struct {
	story string
	parts []part
}

// parts reads the parts of the stories on a page. Text that runs through is one part.
func parts(d *page.Doc, pg *page.Page) (out []storyParts) {
	read(pg, func(r reading) {
		if r.story == "" || r.role == "" {
			return
		}
		i := slices.IndexFunc(out, func(s storyParts) bool { return s.story == r.story })
		if i < 0 {
			i = len(out)
			out = append(out, storyParts{story: r.story})
		}
		out[i].add(d, r)
	})
	return out
}

func (s *storyParts) add(d *page.Doc, r reading) {
	role := part{role: r.role}.family()
	i := slices.IndexFunc(s.parts, func(p part) bool { return p.role == role })
	if i < 0 {
		i = len(s.parts)
		s.parts = append(s.parts, part{role: role, at: place(d, r.Text, 0), rect: r.rect(), last: -1})
	}
	p := &s.parts[i]
	p.rect = union(p.rect, r.rect())
	for _, c := range r.Src {
		if !unicode.IsSpace(c) {
			p.chars++
		}
	}
	if y := r.in.Point(r.At).Y; y != p.last {
		p.lines, p.last = p.lines+1, y
	}
}

// family is the role under which a part is counted: running text is one.
func (p part) family() page.Role {
	if p.role.InHead() || p.role == page.RoleByline || p.role == page.RoleCaption {
		return p.role
	}
	return page.RoleParagraph
}

// place says where the character at a byte offset of a run stands in its source.
func place(d *page.Doc, t *page.Text, offset int) Place {
	if t.Pos.File <= 0 || int(t.Pos.File) > len(d.Sources) {
		return Place{}
	}
	return Place{d.Sources[t.Pos.File-1], int(t.Pos.Line), int(t.Pos.Col) + utf8.RuneCountInString(t.Src[:min(offset, len(t.Src))])}
}

// hit is what stands at a point of a page.
type hit struct {
	story string
	at    Place
	char  string
	rect  unit.Rect // of the character, or of the story's piece
}

// under returns what stands at a point: the character whose cell holds it, else the nearest
// one that is no further away than a line, else the story's piece.
func under(d *page.Doc, pg *page.Page, pt unit.Point) (h hit) {
	best := 14 * unit.Pt
	read(pg, func(r reading) {
		if best == 0 || away(r.rect(), pt) > best {
			return
		}
		for _, g := range r.Glyphs {
			cell := r.cell(int(g.Cluster))
			if far := away(cell, pt); far < best || far == 0 {
				best = far
				_, size := utf8.DecodeRuneInString(r.Src[min(int(g.Cluster), len(r.Src)):])
				h = hit{r.story, place(d, r.Text, int(g.Cluster)), r.Src[min(int(g.Cluster), len(r.Src)):][:size], cell}
			}
			if best == 0 {
				return
			}
		}
	})
	for _, p := range pieces(pg) {
		if away(p.rect, pt) == 0 && h.story == "" && h.at == (Place{}) {
			return hit{story: p.story, rect: p.rect}
		}
	}
	return h
}

// away is how far a point is from a rectangle, the greater of across and down.
func away(r unit.Rect, p unit.Point) unit.Length {
	return max(r.X-p.X, p.X-r.Right(), r.Y-p.Y, p.Y-r.Bottom(), 0)
}

// changed returns the places of a page where text or a picture stands that the page before
// did not have, wherever it stood. Where there is none, what changed is the stories that
// have moved.
func changed(before *page.Doc, old *page.Page, now *page.Doc, pg *page.Page) []unit.Rect {
	out := fresh(before, old, now, pg)
	if len(out) == 0 {
		was := pieces(old)
		for _, p := range pieces(pg) {
			if !slices.Contains(was, p) {
				out = append(out, p.rect)
			}
		}
	}
	return out
}

// fresh returns the places of new text and pictures. Neighbours on a line are one.
func fresh(before *page.Doc, old *page.Page, now *page.Doc, pg *page.Page) (out []unit.Rect) {
	had := make(map[looksLike]int, len(pg.Items)/2)
	looks(before, old, func(key looksLike, _ func() unit.Rect) { had[key]++ })
	looks(now, pg, func(key looksLike, at func() unit.Rect) {
		if had[key]--; had[key] >= 0 {
			return
		}
		r := at()
		if r.Empty() {
			return
		}
		if n := len(out); n > 0 && out[n-1].Y == r.Y && out[n-1].H == r.H && r.X-out[n-1].Right() < r.H && r.X >= out[n-1].X {
			out[n-1] = union(out[n-1], r)
			return
		}
		out = append(out, r)
	})
	return out
}

// looksLike is what a run of text or a picture looks like. A picture that was read again is another.
type looksLike struct {
	size unit.Length
	text string // or the picture's name
	data *byte
}

// looks calls visit with what each run and picture of a page looks like, and its place.
func looks(d *page.Doc, pg *page.Page, visit func(key looksLike, at func() unit.Rect)) {
	page.Walk(pg.Items, page.Frame{}, func(it page.Item, in page.Frame) {
		switch it := it.(type) {
		case *page.Text:
			if strings.TrimSpace(it.Src) != "" && len(it.Glyphs) > 0 {
				visit(looksLike{size: it.Size, text: it.Src}, reading{Text: it, in: in}.rect)
			}
		case *page.Image:
			if it.File >= 0 && it.File < len(d.Images) {
				visit(looksLike{text: d.Images[it.File].Name, data: unsafe.SliceData(d.Images[it.File].Data)}, func() unit.Rect { return in.Rect(it.Rect) })
			}
		}
	})
}
