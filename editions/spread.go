package editions

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// folds are what may stand in a row of the drawing where a spread folds.
var folds = []string{"‖", "∥", "||"}

// fold takes the signs of the fold out of a row: it stands after so many columns.
func (b *builder) fold(k *sketch, cells []cell) []cell {
	i := slices.IndexFunc(cells, func(c cell) bool { return slices.Contains(folds, c.name) })
	if i < 0 {
		return cells
	}
	at := cells[i].at
	cells = slices.Delete(slices.Clone(cells), i, i+1)
	switch {
	case b.t.Gutter == 0 || k.inner:
		b.at("TPL-FOLD", at, source.Msg("only-spread-fold"), source.Msg("say-how-wide-white-there-24mm"))
	case i == 0 || i >= len(cells):
		b.at("TPL-FOLD", at, source.Msg("fold-stands-between-two-columns"), source.Message{})
	case b.t.Fold == 0:
		b.t.Fold = i
	case b.t.Fold != i:
		b.at("TPL-FOLD", at, source.Msg("fold-stands-after-column-here-after", i, b.t.Fold), source.Msg("let-stand-at-one-place-in"))
	}
	return cells
}

// spread checks a template of two pages: the fold is the middle of the sheet, and what
// would run through it stands on one side.
func (b *builder) spread(v *value) {
	t := b.t
	from, to, ok := t.GutterAt()
	if !ok {
		return
	}
	if off := (from+to)/2 - t.Width/2; max(off, -off) > unit.Millimetres(500) {
		b.at("TPL-FOLD", v, source.Msg("fold-off-middle-of-sheet", millimetres(max(off, -off))), source.Msg("give-both-pages-same-columns-outer"))
	}
	for _, s := range t.Slots {
		if s.Upright && slices.ContainsFunc(s.Frames, t.across) {
			b.add("TPL-FOLD", s.Pos, source.Msg("vertical-text-of-would-run-through", s.Name), source.Msg("draw-on-one-of-two-pages"))
		}
	}
}

// GutterAt is where the white between the two pages of a spread stands; false on a single
// page.
func (t *Template) GutterAt() (from, to unit.Length, ok bool) {
	if t.Gutter == 0 || t.Fold == 0 {
		return 0, 0, false
	}
	from = t.TypeArea().X + unit.Length(t.Fold)*(unit.Length(t.Chars)*t.Size+t.Gap) - t.Gap
	return from, from + t.Gutter, true
}

// across tells whether a frame stands on both pages of a spread.
func (t *Template) across(f Frame) bool {
	from, to, ok := t.GutterAt()
	r := t.FrameRect(f)
	return ok && r.X < from && r.Right() > to
}

// Wide is how many pages of the paper a page is: two for a spread.
func (p *Page) Wide() int {
	if p.Template != nil && p.Template.Fold > 0 {
		return 2
	}
	return 1
}

// Trimmed is how large a page is as trimmed, in whole millimetres.
type Trimmed struct{ Width, Height int }

func (s Trimmed) String() string { return fmt.Sprintf("%d × %d", s.Width, s.Height) }

// Trimmed is the size of a page, of a spread that of each of its two; nothing where its template could not be
// read.
func (p *Page) Trimmed() Trimmed {
	t := p.Template
	if t == nil || t.Unread {
		return Trimmed{}
	}
	whole := func(l unit.Length) int { return int(math.Round(l.Float() * 25.4 / 72)) }
	return Trimmed{whole(t.Width / unit.Length(p.Wide())), whole(t.Height)}
}

// numbered gives a page its name when it has none, and checks its numbers.
func (l *loader) numbered(p *Page, taken map[int]bool) {
	if p.Wide() == 2 && p.Number%2 != 0 {
		l.add("PLAN-SPREAD", p.Pos, source.Msg("spread-of-pages-does-not-open", p.Number, p.Number+1), source.Msg("let-spread-begin-on-even-page"))
	}
	for n := p.Number; n < p.Number+p.Wide(); n++ {
		if taken[n] {
			l.add("SRC-DUP", p.Pos, source.Msg("page-there-twice", n), source.Msg("give-one-of-two-another"))
		}
		taken[n] = true
	}
	if p.Name == "" {
		p.Name = strconv.Itoa(p.Number)
		if p.Wide() == 2 {
			p.Name += "–" + strconv.Itoa(p.Number+1)
		}
	}
}

// Halves are the names of the two pages of a spread, as its own name gives them: 4–5, A4-A5.
func (p *Page) Halves() (left, right string) {
	for _, sign := range []string{"–", "-", "、", "/"} {
		if l, r, ok := strings.Cut(p.Name, sign); ok && l != "" && r != "" {
			return l, r
		}
	}
	return strconv.Itoa(p.Number), strconv.Itoa(p.Number + 1)
}
