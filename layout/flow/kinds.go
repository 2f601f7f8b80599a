package flow

import (
	"regexp"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// byKind sets a paragraph as those of its kind are. Where a question, an answer, a speech or an
// article of a law opens with nobody it goes on with what is before it, below its text.
func byKind(p *inline.Para, b *editions.Paragraph) {
	switch b.Kind {
	case editions.VerseText:
		p.Verse = true
		if p.Align == typo.Center {
			p.Middle = true
		}
		if p.Align == typo.Center || p.Align == typo.Justify {
			p.Align = typo.Left
		}
	case editions.DirectionText:
		p.Yield = true
	default:
		if !b.Kind.Opens() {
			return
		}
		p.Yield = p.Hang > p.Indent
		if !slices.ContainsFunc(b.Text.Runs, func(r editions.Run) bool { return r.Marks&editions.Opening != 0 }) && p.Yield {
			p.Indent = p.Hang
		}
	}
}

// leastInset is how many characters a line that stands in from the edges of its column holds at
// least, where the column does.
const leastInset = 4

// inset is how far the lines of an element stand in from the edges of a slot so wide: in a narrow
// one less, so that they hold a few characters and all of them stand inside.
func (e *element) inset(width unit.Length) (near, far unit.Length) {
	near, far = e.shift, e.narrow
	if near+far == 0 {
		return 0, 0
	}
	room := max(width-leastInset*e.style.font.Size, 0)
	if near+far <= room {
		return near, far
	}
	near = room.MulDiv(int64(near), int64(near+far))
	return near, room - near
}

// measure is that of a line of an element in a slot so wide, beside its drop cap.
func (e *element) measure(width, beside unit.Length) unit.Length {
	near, far := e.inset(width)
	return max(width-near-far-beside, 1)
}

func (e *element) running() bool { return e.role.Running() }

// stand settles what paragraphs of one style that follow one another have in common: stanzas
// begin at one place, a line apart, and what has a frame or rules stands in one.
func (g *Galley) stand() {
	for i := 0; i < len(g.els); {
		n := i + 1
		for n < len(g.els) && g.els[n].with(&g.els[i]) {
			n++
		}
		stanzas(g.els[i:n])
		if g.els[i].surrounded() {
			for k := i + 1; k < n; k++ {
				g.els[k-1].after, g.els[k].before = 0, 0
			}
		}
		i = n
	}
}

// with tells whether an element stands with the one before it.
func (e *element) with(before *element) bool {
	return e.style == before.style && (e.surrounded() || e.role == page.RoleVerse && before.role == page.RoleVerse)
}

// surrounded tells whether rules or a tint stand about an element.
func (e *element) surrounded() bool {
	return e.sh != nil && e.style != nil && (e.style.spec.Ruled != editions.NotRuled || e.style.spec.Tint != "")
}

// stanzas sets those of one poem: a stanza follows its title without a blank line.
func stanzas(els []element) {
	if els[0].role != page.RoleVerse {
		return
	}
	var longest unit.Length
	for i := range els {
		longest = max(longest, els[i].sh.Natural())
	}
	for i := range els {
		els[i].sh.Among(longest)
		if i > 0 {
			els[i-1].after, els[i].before = 0, max(els[i].before, 1)
		}
	}
	for i := range els[1:] {
		if title, next := &els[i], &els[i+1]; title.names && !next.names {
			title.along, next.before = true, 0
		}
	}
}

// stanza is how many lines the longest stanza takes, with the white before it, of a text that ends
// in verse: so many may be left free where none is parted. 0 for others.
func (t *text) stanza() (lines int) {
	if n := len(t.els); n == 0 || t.els[n-1].role != page.RoleVerse {
		return 0
	}
	for i := range t.els {
		if e := &t.els[i]; e.role == page.RoleVerse {
			lines = max(lines, e.lines+2) // and its title
		}
	}
	return lines
}

// stanzaNumber is a stanza that is the number of those after it.
var stanzaNumber = regexp.MustCompile(`^(?:其|第)?[（(]?[一二三四五六七八九十百0-9IVX]{1,4}[）)]?[.．、]?[章节首]?$`)

// names tells whether a stanza is the title of the next one: a line in bold type, or a number.
func names(t editions.Text) bool {
	if strings.Contains(t.String(), "\n") {
		return false
	}
	return stanzaNumber.MatchString(strings.TrimSpace(t.String())) || !slices.ContainsFunc(t.Runs, func(r editions.Run) bool { return r.Marks&editions.Strong == 0 && strings.TrimSpace(r.Text) != "" })
}

// besideCap is what a drop cap takes of line k of its paragraph.
func (e *element) besideCap(k int) unit.Length {
	if e.cap == nil || k >= e.cap.lines {
		return 0
	}
	return e.cap.taken
}
