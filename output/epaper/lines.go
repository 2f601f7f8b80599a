package epaper

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/prose"
)

// placesJSON says where a story's text stands on the pages, for readers who zoom from
// column to column and for voices that show what they read.
type placesJSON struct {
	Columns []column   `json:"columns"` // in reading order
	Lines   []lineJSON `json:"lines"`   // in reading order
}

// column is [page, x, y, width, height]: lines that stand below each other, or a picture
// with its caption. Pages count from 1, the rest is in 1/10000 of the page.
type column [5]int

// lineJSON is [page, offset, count, x, y, width, height]: a line holds count characters of the
// story's text from offset on, which counts characters that are no spaces in the article's
// elements, readings and what is "made" left out.
type lineJSON [7]int

func (a *article) places() string { return "places/" + a.id + ".json" }

// line is a piece of a story's text on a page.
type line struct {
	sheet      *sheet
	rect, room unit.Rect // of its characters; of what it stands in, which for a caption is its picture too
	figure     bool      // it is a caption
	part       page.Part
	order      int // of the piece of the story
	text       string
	offset     int
}

// lineReader gathers the lines of all stories from the pages.
type lineReader struct {
	of    map[string][]*line
	sheet *sheet
	open  []*page.Mark
}

// readLines returns the lines of each story by its ID, as they are painted.
func (p *paper) readLines() map[string][]*line {
	r := lineReader{of: map[string][]*line{}}
	for _, s := range p.sheets {
		r.sheet, r.open = s, nil
		page.Walk(s.page.Items, page.Frame{}, r.visit)
	}
	return r.of
}

func (r *lineReader) visit(it page.Item, in page.Frame) {
	switch it := it.(type) {
	case *page.Mark:
		switch {
		case it.Open:
			r.open = append(r.open, it)
		case len(r.open) > 0:
			r.open = r.open[:len(r.open)-1]
		}
	case *page.Text:
		if text := prose.NoSpace(it.Src); text != "" && len(it.Glyphs) > 0 {
			r.add(it, text, in)
		}
	}
}

func (r *lineReader) add(t *page.Text, text string, in page.Frame) {
	var story *page.Mark
	for _, m := range r.open {
		if m.Role == page.RoleStory {
			story = m
			break
		}
	}
	part, ok := page.PartOf(r.open)
	if story == nil || !ok {
		return
	}
	last, _ := utf8.DecodeLastRuneInString(t.Src)
	rect := in.Rect(t.Cell(0)).Union(in.Rect(t.Cell(len(t.Src) - utf8.RuneLen(last)))).Intersect(r.sheet.page.Trim)
	if rect.Empty() {
		return
	}
	l := &line{sheet: r.sheet, rect: rect, room: rect, part: part, order: story.Order, text: text}
	for _, m := range r.open {
		if m.Role == page.RoleFigure {
			l.room, l.figure = rect.Union(m.Rect.Intersect(r.sheet.page.Trim)), true
		}
	}
	r.of[story.ID] = append(r.of[story.ID], l)
}

// placed says of each line where in the story's text it begins, and returns those that are
// in it, in the text's order, runs that stand in one line together.
func placed(s *editions.Story, lines []*line) []*line {
	slices.SortStableFunc(lines, func(a, b *line) int { return cmp.Compare(a.order, b.order) })
	texts, starts := partTexts(s)
	next := map[page.Part]int{} // byte offsets in the texts
	var out []*line
	for _, l := range lines {
		text, from := texts[l.part], next[l.part]
		at := strings.Index(text[from:], l.text)
		if at < 0 {
			from = 0
			if at = strings.Index(text, l.text); at < 0 {
				continue // made for print: a sign at the end of a line, a marker
			}
		}
		next[l.part] = from + at + len(l.text)
		l.offset = starts[l.part] + utf8.RuneCountInString(text[:from+at])
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b *line) int { return cmp.Compare(a.offset, b.offset) })
	return joined(out)
}

// joined puts runs together that follow each other in a line.
func joined(lines []*line) (out []*line) {
	for _, l := range lines {
		if n := len(out); n > 0 && out[n-1].goesOn(l) {
			p := *out[n-1]
			p.rect, p.room, p.text = p.rect.Union(l.rect), p.room.Union(l.room), p.text+l.text
			out[n-1] = &p
			continue
		}
		out = append(out, l)
	}
	return out
}

// goesOn tells whether l is the rest of the line: its characters are the next ones, and
// stand beside those before, or below them where lines run down.
func (p *line) goesOn(l *line) bool {
	if p.sheet != l.sheet || p.part != l.part || p.offset+utf8.RuneCountInString(p.text) != l.offset {
		return false
	}
	em := min(l.rect.H, l.rect.W, p.rect.H, p.rect.W)
	if l.rect.X >= p.rect.X && within(p.rect.Y, p.rect.Bottom(), l.rect.Y, l.rect.Bottom()) {
		return l.rect.X-p.rect.Right() < 3*em
	}
	return within(p.rect.X, p.rect.Right(), l.rect.X, l.rect.Right()) && l.rect.Y >= p.rect.Bottom()-em && l.rect.Y-p.rect.Bottom() < em && (tall(p.rect) || tall(l.rect))
}

// within tells whether two stretches share half of the shorter one.
func within(a0, a1, b0, b1 unit.Length) bool {
	return min(a1, b1)-max(a0, b0) >= min(a1-a0, b1-b0)/2
}

// partTexts returns the texts of a story's parts without spaces, and where they begin in it.
func partTexts(s *editions.Story) (texts map[page.Part]string, starts map[page.Part]int) {
	texts, starts = map[page.Part]string{}, map[page.Part]int{}
	at := 0
	for p := range s.Parts() {
		key := page.Part{Block: p.Block}
		if p.Block < 0 {
			key = page.Part{Role: p.Role}
		}
		text := prose.NoSpace(prose.Written(p).String())
		if _, ok := starts[key]; !ok {
			starts[key] = at
		}
		texts[key] += text
		at += utf8.RuneCountInString(text)
	}
	return texts, starts
}

// columnsOf returns the columns that lines stand in: a line begins a new one that does not
// stand below the line before it.
func columnsOf(lines []*line) (out []column) {
	var rect unit.Rect
	var last *line
	flush := func() {
		if last != nil {
			out = append(out, column(append([]int{last.sheet.number}, last.sheet.box(rect)...)))
		}
	}
	for _, l := range lines {
		if last != nil && below(last, l) {
			rect, last = rect.Union(l.room), l
			continue
		}
		flush()
		rect, last = l.room, l
	}
	flush()
	return out
}

// below tells whether b goes on with the column of a: in the same page and measure, not
// above it, nor far under it. Lines of a head are one column, and so are rows of a table and
// lines that run down.
func below(a, b *line) bool {
	heads := func(l *line) bool { return l.part.Role.InHead() || l.part.Role == page.RoleByline }
	switch {
	case a.sheet != b.sheet:
		return false
	case a.part.Role.InHead() && heads(b): // wherever they stand to each other
		return !b.figure && a.order == b.order
	case a.part.Role.InHead() || b.part.Role.InHead():
		return false
	}
	if a.figure || b.figure { // within the same picture
		return a.figure && b.figure && a.room == b.room
	}
	if tall(a.rect) && tall(b.rect) {
		gap := a.rect.X - b.rect.Right()
		return gap < 3*a.rect.W && gap > -a.rect.W && within(a.rect.Y, a.rect.Bottom(), b.rect.Y, b.rect.Bottom())
	}
	if a.part == b.part && a.part.Role == "" && b.rect.Y >= a.rect.Y-a.rect.H/2 && b.rect.X != a.rect.X && b.rect.Y-a.rect.Bottom() < 2*a.rect.H {
		return true
	}
	down := b.rect.Y >= a.rect.Y && b.rect.Y-a.rect.Bottom() < 4*max(a.rect.H, b.rect.H)
	return down && within(a.rect.X, a.rect.Right(), b.rect.X, b.rect.Right())
}

// tall tells of a line that runs down.
func tall(r unit.Rect) bool { return r.H > 2*r.W }

// box is a rectangle in 1/10000 of the page.
func (s *sheet) box(r unit.Rect) []int {
	q := s.polygon(r)
	return []int{int(q[0].x), int(q[0].y), int(q[2].x - q[0].x), int(q[2].y - q[0].y)}
}

// addPlaces adds where each story's text stands.
func (p *paper) addPlaces() {
	lines := p.readLines()
	for _, a := range p.articles {
		at := placed(a.story, lines[a.story.ID])
		j := placesJSON{Columns: columnsOf(at), Lines: []lineJSON{}}
		if j.Columns == nil {
			j.Columns = []column{}
		}
		for _, l := range at {
			j.Lines = append(j.Lines, lineJSON(append([]int{l.sheet.number, l.offset, utf8.RuneCountInString(l.text)}, l.sheet.box(l.rect)...)))
		}
		p.add(a.places(), compact(j))
	}
}
