package flow

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// dropCap is the first letter of a paragraph, set over its first lines (首字下沉): a Han
// character from the upper edge of the first line to the lower edge of the last, a Latin letter
// from the height of the first line's letters to the base line of the last.
type dropCap struct {
	sh    *inline.Shaped
	line  inline.Line
	lines int         // that are shorter for it
	taken unit.Length // of their measure: whole characters
	drop  unit.Length // from the first line to its own; in vertical text, from its middle to the left
	chars int
	bytes int
	plain *element // the paragraph without it, where that has no room
}

// leastBesideCap is how many characters stand beside a drop cap at least.
const leastBesideCap = 4

// capped gives a paragraph a drop cap of so many lines. It stays plain where its first letter
// has a reading.
func (m *maker) capped(e *element, b *editions.Paragraph, p *inline.Para) {
	n := b.Text.FirstLetter()
	if n == 0 || m.g.dir == page.Vertical && lies(b.Text.String(), n) {
		m.g.Findings.Add(noCap(m.g.Story, b, source.Msg("first-letter-of-paragraph-cannot-drop"), source.Msg("let-paragraph-begin-with-letter-without")))
		return
	}
	first, rest := cutAt(p.Spans, n)
	g, body := m.styles.grid, e.style.font.Size
	size := unit.Length(b.Cap-1)*g.Leading + body
	han := unicode.Is(unicode.Han, lastRune(first)) || m.g.dir == page.Vertical
	drop := unit.Length(b.Cap-1) * g.Leading
	if !han {
		size, drop = m.latinCap(lastRune(first), drop, body)
	}
	l := m.styles.sized(editions.DropCap, size)
	for i := range first {
		first[i].Font = l.font
	}
	c := &dropCap{lines: b.Cap, bytes: n, plain: new(element), drop: drop}
	*c.plain = *e
	cp := &inline.Para{Spans: first, Gap: p.Gap, Rules: p.Rules, Align: typo.Left, Head: true, Dir: p.Dir, File: p.File, Source: p.Source}
	c.sh = m.shape(cp)
	lines := m.Break(nil, c.sh, []unit.Length{c.sh.Natural()})
	if len(lines) != 1 {
		m.g.Findings.Add(noCap(m.g.Story, b, source.Msg("first-letter-of-paragraph-cannot-drop"), source.Msg("let-paragraph-begin-with-letter-without")))
		return
	}
	c.line, c.chars = lines[0], c.sh.Chars()
	c.taken = (c.line.Natural + body/4 + g.Size - 1) / g.Size * g.Size
	switch {
	case m.g.dir == page.Vertical:
		c.drop /= 2
	case han:
		c.drop -= (size - ascent(size)) - (body - ascent(body))
	}
	rp := *p
	rp.Spans, rp.Indent = rest, rp.Hang
	e.sh, e.cap = m.text(&rp), c
}

// noCap says that a paragraph is set without its drop cap.
func noCap(st *editions.Story, b *editions.Paragraph, why, hint source.Message) source.Finding {
	f := source.New("TYP-CAP", source.Pos{}, why, hint).Of(st.ID)
	if st.File != nil {
		f.Pos = st.File.Pos(b.Span)
	}
	return f
}

// capFindings says which paragraphs stand without their drop caps, having no room for them.
func (r *reporter) capFindings() {
	for i, row := range r.rows {
		if row.el < 0 || row.capped || r.text.els[row.el].cap == nil || i > 0 && r.rows[i-1].el == row.el {
			continue
		}
		e, at := &r.text.els[row.el], r.slots[row.slot].r
		b := r.g.Story.Blocks[e.block].(*editions.Paragraph)
		f := noCap(r.g.Story, b, source.Msg("no-room-drop-cap-of-line", e.cap.lines), source.Msg("give-paragraph-more-text-or-drop"))
		r.found.Add(f.On(r.run.Number(at.Page), at.Slot.Name))
	}
}

// latinCap is the size of a letter that drops so far, and how far down its base line is: lower
// than that of the last line by nothing, and higher where the letter goes below it, so that it
// ends where the characters of that line do.
func (m *maker) latinCap(r rune, drop, body unit.Length) (size, base unit.Length) {
	high, deep := m.capInk(r)
	below := body - ascent(body)
	if size = drop.MulDiv(1000, high) + body; size.MulDiv(deep, 1000) <= 2*below {
		return size, drop
	}
	size = (drop + body.MulDiv(high, 1000) + below).MulDiv(1000, high+deep)
	return size, drop + below - size.MulDiv(deep, 1000)
}

// capInk is how high a letter is and how far it goes below its base line, in 1/1000 of its size,
// in the face of drop caps.
func (m *maker) capInk(r rune) (high, deep int64) {
	const usual = 700
	face, gid := m.styles.at(editions.DropCap).font.Latin.Find(r)
	if gid == 0 {
		return usual, 0
	}
	upem := int64(max(face.UnitsPerEm(), 1))
	if _, y0, _, y1 := face.Ink(gid); y1 > 0 {
		return int64(y1) * 1000 / upem, max(-int64(y0)*1000/upem, 0)
	}
	return usual, 0
}

// lies tells whether in vertical text the first n bytes of a text lie on their side, or what they
// are cut off from does: a Latin word, or a number of more than two figures.
func lies(text string, n int) bool {
	figures := strings.IndexFunc(text, unicode.IsDigit)
	r, _ := utf8.DecodeLastRuneInString(text[:n])
	next, _ := utf8.DecodeRuneInString(text[n:])
	return unicode.Is(unicode.Latin, r) && unicode.Is(unicode.Latin, next) || unicode.IsDigit(r) && utf8.RuneCountInString(text[figures:n]) > 2
}

// cutAt parts spans behind their first n bytes.
func cutAt(spans []inline.Span, n int) (first, rest []inline.Span) {
	for _, s := range spans {
		switch {
		case n >= len(s.Text):
			first = append(first, s)
			n -= len(s.Text)
		case n > 0:
			a, b := s, s
			a.Text, b.Text = s.Text[:n], s.Text[n:]
			if s.Verbatim {
				b.Offset += n
			}
			first, rest, n = append(first, a), append(rest, b), 0
		default:
			rest = append(rest, s)
		}
	}
	return first, rest
}

func lastRune(spans []inline.Span) rune {
	r, _ := utf8.DecodeLastRuneInString(spans[len(spans)-1].Text)
	return r
}

// setting is the element that a row shows lines of.
func (x *text) setting(r rowAt) *element {
	e := &x.els[r.el]
	if e.cap != nil && !r.capped {
		return e.cap.plain
	}
	return e
}

// offset is where an item of an element stands in the text of its part.
func (e *element) offset(item int) int {
	at := e.sh.Offset(item)
	if e.cap != nil && item > 0 {
		at += e.cap.bytes
	}
	return at
}

// capOr is the paragraph with its drop cap, where the lines beside that stand under one
// another, wide enough, and are filled; else without.
func (p *pourer) capOr(e *element) *element {
	n := e.cap.lines
	p.seek(n)
	if p.at+n > len(p.out.slots) || int(p.out.slots[p.at].left) < n {
		return e.cap.plain
	}
	for _, s := range p.out.slots[p.at : p.at+n] {
		if s.width() != p.width() || s.x != p.out.slots[p.at].x || e.measure(s.width(), e.cap.taken) < leastBesideCap*p.grid.Size {
			return e.cap.plain
		}
	}
	if len(p.best(e)) < n {
		return e.cap.plain
	}
	return e
}

// nth is which line of its element a row shows.
func (p *poured) nth(row int) int {
	n := 0
	for row-n > 0 && p.rows[row-n-1].el == p.rows[row].el {
		n++
	}
	return n
}

// paintCap paints the drop cap at the first line beside it.
func (e *emitter) paintCap(el *element, s lineSlot) {
	c := el.cap
	near, _ := el.inset(s.width())
	at := s.start(near)
	if s.r.upright() {
		at.X -= c.drop
	} else {
		at.Y += c.drop
	}
	from := len(e.piece.Items)
	e.piece.Items = e.Place(e.piece.Items, c.sh, c.line, at)
	page.Walk(e.piece.Items[from:], page.Frame{}, func(it page.Item, _ page.Frame) {
		if t, ok := it.(*page.Text); ok {
			t.Cap = true
		}
	})
}
