package proof

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// entry is a note with its number and its place on the page.
type entry struct {
	*Note
	index  int // among the notes given
	number int
	place  unit.Rect
}

// noteLeading is the line pitch of the list of notes.
const noteLeading = 10 * unit.Pt

// mark numbers the notes on the page and lists them beside it, each as near to its place
// as those before it allow. It returns those for which there is no room.
func (s *sheet) mark() []entry {
	entries := s.flags()
	x := s.page.Trim.W + listGap
	total := unit.Length(0)
	for _, e := range entries {
		total += s.entryHeight(e)
	}
	y := unit.Length(0)
	for i, e := range entries {
		h := s.entryHeight(e)
		slack := s.page.Trim.H - y - total // what may stay white before it
		if want := e.place.Y; want > y && slack > 0 {
			y += min(want-y, slack)
		}
		if y+h > s.page.Trim.H+edge/2 {
			return entries[i:]
		}
		s.draw(s.entry(e, x, y)...)
		y += h
		total -= h
	}
	return nil
}

// flags numbers the notes and marks their places on the page. Numbers that would touch one
// another are joined in one badge.
func (s *sheet) flags() []entry {
	entries := numbered(s.doc, s.page, s.plan, s.notes)
	var all []flag
	for _, e := range entries {
		if e.place.Empty() {
			continue
		}
		s.outline(e)
		all = s.join(all, s.flag(e))
	}
	for _, f := range all {
		s.draw(s.pill(f.label(), f.at, flagSize, f.ink)...)
	}
	return entries
}

// flagSize is that of the numbers on the page.
const flagSize = 5 * unit.Pt

// flag is a badge on the page, for one note or for several close together.
type flag struct {
	numbers []int
	level   Level
	ink     page.Color
	at      unit.Point // its centre
}

// flag returns the badge of a note: over as little of the text as can be, and of a whole
// story at its right, away from the slot's name and the story's number.
func (s *sheet) flag(e entry) flag {
	r := e.place.Inset(-unit.Pt / 2)
	at := unit.Point{X: r.X - 2*unit.Pt, Y: r.Y - 2*unit.Pt}
	if r.W >= wholeStory {
		at.X = r.Right()
	}
	return flag{[]int{e.number}, e.Level, e.Level.ink(), at}
}

// join adds a badge to others, or its number to the one that it would touch: what grows
// may touch another one then.
func (s *sheet) join(all []flag, f flag) []flag {
	i := slices.IndexFunc(all, func(g flag) bool { return s.area(g).Overlaps(s.area(f)) })
	if i < 0 {
		return append(all, f)
	}
	g := all[i]
	a, b := s.area(g), s.area(f)
	g.at.X = (min(a.X, b.X) + max(a.Right(), b.Right())) / 2
	g.at.Y = (g.at.Y + f.at.Y) / 2
	g.numbers = append(slices.Clone(g.numbers), f.numbers...)
	slices.Sort(g.numbers)
	if f.level.gravity() > g.level.gravity() {
		g.level, g.ink = f.level, f.ink
	}
	return s.join(slices.Delete(all, i, i+1), g)
}

// area is what a badge covers.
func (s *sheet) area(f flag) unit.Rect { return s.pillArea(f.label(), f.at, flagSize) }

// label says the numbers: 3, 3·4, 3–5, 3–5·9.
func (f *flag) label() string {
	var out []string
	for i := 0; i < len(f.numbers); {
		j := i
		for j+1 < len(f.numbers) && f.numbers[j+1] == f.numbers[j]+1 {
			j++
		}
		switch first, last := f.numbers[i], f.numbers[j]; {
		case j > i+1:
			out = append(out, fmt.Sprintf("%d–%d", first, last))
		case j == i+1:
			out = append(out, fmt.Sprint(first), fmt.Sprint(last))
		default:
			out = append(out, fmt.Sprint(first))
		}
		i = j + 1
	}
	return strings.Join(out, "·")
}

// numbered returns the notes of a page with their places, in the order of their numbers.
func numbered(d *page.Doc, pg *page.Page, plan *Plan, notes []Note) []entry {
	var entries []entry
	for i := range notes {
		n := &notes[i]
		entries = append(entries, entry{Note: n, index: i, place: locate(d, pg, plan, n)})
	}
	number(entries)
	return entries
}

// wholeStory is how wide the place of a note is when it is a story or slot, not a character.
const wholeStory = 60 * unit.Pt

// outline marks the place of a note on the page, but for a whole story.
func (s *sheet) outline(e entry) {
	ink := e.Level.ink()
	if e.Level == Changed {
		s.change(e)
	} else if r := e.place.Inset(-unit.Pt / 2); r.W < wholeStory {
		s.draw(box(r, nil, &ink, unit.Pt/2))
	}
}

// entryHeight is how high a note is in the list.
func (s *sheet) entryHeight(e entry) unit.Length {
	return unit.Length(len(s.lines(e)))*noteLeading + 4*unit.Pt
}

// line is one of a note's lines in the list.
type line struct {
	text string
	ink  page.Color
}

func (s *sheet) lines(e entry) []line {
	var out []line
	add := func(text string, ink page.Color) {
		for _, t := range s.wrap(text, type8, list-18*unit.Pt) {
			out = append(out, line{t, ink})
		}
	}
	add(e.Text, black)
	if e.Hint != "" {
		add("→ "+e.Hint, green)
	}
	add(strings.TrimRight(e.Code+"　"+e.where(), "　"), grey)
	return out
}

// entry draws a note in the list.
func (s *sheet) entry(e entry, x, y unit.Length) []page.Item {
	items := s.badge(fmt.Sprint(e.number), unit.Point{X: x + 6*unit.Pt, Y: y + 5*unit.Pt}, small, e.Level.ink())
	for i, l := range s.lines(e) {
		at := unit.Point{X: x + 18*unit.Pt, Y: y + 8*unit.Pt + unit.Length(i)*noteLeading}
		items = append(items, s.set(l.text, at, type8, l.ink, left)...)
	}
	return items
}

// listSheet lists notes in columns on a sheet of their own, the n-th of the page, and
// returns those that are left.
func (s *sheet) listSheet(entries []entry, n int) (*page.Page, []entry) {
	pg := s.blank(fmt.Sprintf(s.words.more, n-1))
	var items []page.Item
	for x := edge; x+list <= s.width()-edge/2 && len(entries) > 0; x += list + listGap {
		for y, first := edge, true; len(entries) > 0; first = false {
			h := s.entryHeight(entries[0])
			if y+h > s.height()-edge/2 && !first {
				break
			}
			items = append(items, s.entry(entries[0], x, y)...)
			entries = entries[1:]
			y += h
		}
	}
	pg.Items = append(pg.Items, furniture(items...)...)
	return pg, entries
}

// number orders notes as they stand on the page, from above to below, those without a
// place last, and numbers them.
func number(entries []entry) {
	slices.SortStableFunc(entries, func(a, b entry) int {
		return cmp.Or(
			cmp.Compare(truth(a.place.Empty()), truth(b.place.Empty())),
			cmp.Compare(a.place.Y, b.place.Y), cmp.Compare(a.place.X, b.place.X),
			cmp.Compare(b.Level, a.Level))
	})
	for i := range entries {
		entries[i].number = i + 1
	}
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
