package works

import (
	"slices"
	"strings"
	"unicode"

	"banxin/layout/page"
	"banxin/output/pdfread"
)

// sheetText are the characters of a page of a PDF file that are no white space, in the order of
// its contents, with their places.
type sheetText struct {
	runes []rune
	cells []pdfread.Box
}

func newSheetText(p *pdfread.Page) *sheetText {
	t := &sheetText{}
	for _, c := range p.Chars {
		cell := cellOf(c)
		for _, r := range c.Text {
			if !unicode.IsSpace(r) {
				t.runes, t.cells = append(t.runes, r), append(t.cells, cell)
			}
		}
	}
	return t
}

// cellOf is what a character takes on its line.
func cellOf(c pdfread.Char) pdfread.Box {
	w := c.Size
	if c.DX > 0 && c.DY == 0 {
		w = min(c.DX, 2*c.Size)
	}
	return pdfread.Box{X0: c.X, Y0: c.Y - c.Size*88/100, X1: c.X + w, Y1: c.Y + c.Size*12/100}
}

// storyText is what the stories on a page of ours say, without white space: what else stands
// there is the same in every edition.
func storyText(pg *page.Page) string {
	var b strings.Builder
	inside := false
	page.Walk(pg.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
		switch it := it.(type) {
		case *page.Mark:
			if it.Role == page.RoleStory {
				inside = it.Open
			}
		case *page.Text:
			for _, r := range it.Src {
				if inside && !unicode.IsSpace(r) {
					b.WriteRune(r)
				}
			}
		}
	})
	return b.String()
}

// slice is the text between places, which may lie beyond its ends.
func (t *sheetText) slice(from, to int) string {
	from, to = max(0, from), min(len(t.runes), to)
	if from >= to {
		return ""
	}
	return string(t.runes[from:to])
}

// Distances, in hundredths of a point.
const (
	stickReach = 2400 // from a note that sticks to the page to its words
	freeReach  = 4000 // from text that somebody has written there
	mostWords  = 80   // characters that a drawing is taken to be about
	stuckWords = 4    // characters that a note is pinned to
)

// span is characters of a page, from one to another.
type span struct{ from, to int }

// under are the characters that an annotation is about, the likeliest first.
func (t *sheetText) under(a *pdfread.Annotation) []span {
	switch a.Kind {
	case "Caret":
		return t.gap(a.Box)
	case "Text":
		return t.near(a.Box.X0, a.Box.Y0, stickReach)
	case "FreeText":
		var out []span
		if a.Tip != nil { // some programs write one that points to nowhere
			out = t.near(a.Tip[0], a.Tip[1], stickReach)
		}
		return append(out, t.near(a.Box.X0, (a.Box.Y0+a.Box.Y1)/2, freeReach)...)
	}
	words := a.Words
	if len(words) == 0 {
		words = []pdfread.Box{a.Box}
	}
	if s := t.within(words); s.from < s.to {
		if len(a.Words) == 0 {
			s.to = min(s.to, s.from+mostWords)
		}
		return []span{s, {s.from, s.to - 1}, {s.from + 1, s.to}, {s.from + 1, s.to - 1}} // a mark of ours may stand on an end
	}
	return t.near((words[0].X0+words[0].X1)/2, (words[0].Y0+words[0].Y1)/2, stickReach)
}

// within is the longest run of characters whose middles lie in boxes.
func (t *sheetText) within(boxes []pdfread.Box) (out span) {
	begin := -1
	for i := 0; i <= len(t.cells); i++ {
		in := false
		if i < len(t.cells) {
			c := t.cells[i]
			x, y := (c.X0+c.X1)/2, (c.Y0+c.Y1)/2
			for _, b := range boxes {
				in = in || b.X0 <= x && x <= b.X1 && b.Y0 <= y && y <= b.Y1
			}
		}
		switch {
		case in && begin < 0:
			begin = i
		case !in && begin >= 0:
			if i-begin > out.to-out.from {
				out = span{begin, i}
			}
			begin = -1
		}
	}
	return out
}

// near are the characters from each on that is within reach of a point, the nearest first:
// furniture, which no story says, may be nearer than words.
func (t *sheetText) near(x, y, reach int) []span {
	return t.by(reach, func(c pdfread.Box) int { return max(c.X0-x, x-c.X1, 0) + max(c.Y0-y, y-c.Y1, 0) }, func(i int) span {
		return span{i, min(len(t.runes), i+stuckWords)}
	})
}

// gap are the two characters before the places between characters that a caret may point to.
// Its tip lies within a line or under it, whichever program has drawn it.
func (t *sheetText) gap(b pdfread.Box) []span {
	x, y := (b.X0+b.X1)/2, b.Y0
	off := func(c pdfread.Box) int {
		below := (c.Y1 - c.Y0) / 3
		return 3*max(c.Y0-y, y-c.Y1-below, 0) + distance(c.X1, x)
	}
	return t.by(freeReach, off, func(i int) span { return span{max(0, i-1), i + 1} })
}

// tries is how many places are looked at.
const tries = 8

// by are the spans at the characters that are within reach, the nearest first.
func (t *sheetText) by(reach int, off func(pdfread.Box) int, at func(i int) span) (out []span) {
	type place struct{ i, off int }
	var all []place
	for i, c := range t.cells {
		if d := off(c); d <= reach {
			all = append(all, place{i, d})
		}
	}
	slices.SortStableFunc(all, func(a, b place) int { return a.off - b.off })
	for _, p := range all[:min(len(all), tries)] {
		out = append(out, at(p.i))
	}
	return out
}

func distance(a, b int) int { return max(a-b, b-a) }
