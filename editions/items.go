package editions

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"banxin/editions/source"
)

// typedMarker is what writers type before an item: 1. 1、 （1） 一、 （一） ①.
var typedMarker = later(`^(?:[0-9]{1,3}(?:[、．）)]|\.(?:[^0-9]|$))|[（(][0-9一二三四五六七八九十百]{1,4}[)）]|[一二三四五六七八九十百]{1,4}、|[①-⑳])`)

func (b *body) list(n *ast.List) {
	l := &items{}
	b.items(n, l, nil)
	b.endList(l)
}

// items are those of a list so far, and how many of them are nothing but a marker.
type items struct {
	List
	level int
	bare  int
}

// endList adds the items so far; a picture between items ends a list too. Where no item has a
// text the markers are paragraphs: 2026. by itself is no list.
func (b *body) endList(l *items) {
	switch n := len(l.Items); {
	case n == 0:
		return
	case n == l.bare:
		for _, it := range l.Items {
			b.add(&Paragraph{Text: it.Text, Span: it.Span})
		}
	default:
		b.add(&List{Items: l.Items, Span: source.Span{Start: l.Items[0].Span.Start, End: l.Items[n-1].Span.End}})
	}
	l.Items, l.bare = nil, 0
	b.opened = true
}

// items lists a list: the items of a list inside an item follow it, a level deeper, and a
// further paragraph of an item is an item without a marker. outer is the marker before the
// whole list, if that opens an item of another.
func (b *body) items(n *ast.List, l *items, outer *mark) {
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		marker, before := b.marker(n, item), len(l.Items)+len(b.blocks)
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			b.item(c, &marker, l)
		}
		if marker.text != "" && len(l.Items)+len(b.blocks) == before {
			b.bare(marker, outer, l)
		}
	}
}

// bare makes an item of a marker that nothing follows: its characters are the text.
func (b *body) bare(m mark, outer *mark, l *items) {
	it := ListItem{Level: l.level, Text: b.literal(m.start, m.end)}
	it.Span = it.Text.Span
	if outer != nil && outer.text != "" {
		it.Level--
		it = b.marked(outer, it)
	} else {
		l.bare++
	}
	l.Items = append(l.Items, it)
}

// literal is a text that stands as it is.
func (b *body) literal(start, end int) Text {
	span := b.place(start, end)
	return Text{Runs: []Run{{Text: b.src[start:end], Span: span, Verbatim: true}}, Span: span}
}

// asText takes what is left of a line of signs without a text as a paragraph.
func (b *body) asText(at int) {
	t := b.signs(at)
	b.add(&Paragraph{Text: t, Span: t.Span})
	b.opened = true
}

// signs is what is left of a line of signs without a text.
func (b *body) signs(at int) Text {
	return b.literal(at, at+len(strings.TrimSpace(b.src[at:b.endOfLine(at)])))
}

// signAt finds the sign that opens a block. As with items, goldmark's position may be late.
func (b *body) signAt(at int, sign byte) int {
	at = max(0, min(at, len(b.src)-1))
	for i := at; i >= max(0, at-4); i-- {
		if b.src[i] == sign {
			for sign == '#' && i > 0 && b.src[i-1] == sign {
				i--
			}
			return i
		}
	}
	return at
}

func (b *body) endOfLine(at int) int { return upTo(b.src, at, len(b.src), '\n') }

// emptyQuote takes the signs of a quotation without a text as paragraphs, a line each.
func (b *body) emptyQuote(n *ast.Blockquote, outer Kind) {
	for at := b.signAt(n.Pos(), '>'); at < len(b.src) && b.src[at] == '>'; {
		b.asText(at)
		if at = b.endOfLine(at) + 1; outer != Plain {
			return // the lines after it may belong to the quotation around it
		}
		for at < len(b.src) && b.src[at] == ' ' {
			at++
		}
	}
}

// mark is the marker of an item and its place in the text.
type mark struct {
	text       string
	start, end int
}

// marker reads what stands before an item: a bullet or a number.
func (b *body) marker(n *ast.List, item ast.Node) mark {
	at := b.startOfItem(item)
	if !n.IsOrdered() {
		return mark{Bullet, at, at + 1}
	}
	end := at
	for end < len(b.src) && '0' <= b.src[end] && b.src[end] <= '9' {
		end++
	}
	if end < len(b.src) {
		end++
	}
	return mark{b.src[at:end], at, end}
}

// startOfItem finds an item's marker. After a tab that counts for indentation only in
// part, goldmark's position is up to three characters late.
func (b *body) startOfItem(item ast.Node) int {
	at := max(0, min(item.Pos(), len(b.src)-1))
	for at > 0 && b.src[at] == '\n' {
		at--
	}
	for i := at; i >= max(0, at-4) && b.src[i] != '\n'; i-- {
		before := byte('\n')
		if i > 0 {
			before = b.src[i-1]
		}
		if strings.IndexByte(" \t\n>", before) >= 0 && nesting(b.src[i:min(len(b.src), i+12)]) > 0 {
			return i
		}
	}
	return at
}

// note says that a stretch of the text is markup.
func (b *body) note(start, end int, sign string) { b.ledger.note(b.place(start, end), sign) }

// item takes in one block of an item. Paragraphs and lists are at home there; the texts
// of other blocks are kept as further items.
func (b *body) item(n ast.Node, marker *mark, l *items) {
	switch n := n.(type) {
	case *ast.List:
		b.inner(n, marker, l)
		return
	case *ast.Paragraph, *ast.TextBlock:
	case *ast.Heading:
		if n.FirstChild() == nil {
			b.itemText(b.signs(b.signAt(n.Pos(), '#')), marker, l)
			return
		}
		b.signsOfHeading(n)
	case *ast.Blockquote:
		b.foreign(n)
		if n.FirstChild() == nil {
			b.itemText(b.signs(b.signAt(n.Pos(), '>')), marker, l)
		}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			b.item(c, marker, l)
		}
		return
	default:
		b.foreign(n)
		b.alone(marker, l)
		b.endList(l)
		b.block(n, Plain)
		return
	}
	for _, part := range b.parts(n, ListItemText) {
		switch part := part.(type) {
		case *Picture:
			b.alone(marker, l)
			b.endList(l)
			b.add(part)
		case *Table:
			b.alone(marker, l)
			b.endList(l)
			b.add(part)
		case Text:
			b.itemText(part, marker, l)
		}
	}
}

func (b *body) itemText(t Text, marker *mark, l *items) {
	l.Items = append(l.Items, b.listItem(marker, t, l.level))
}

// inner takes in a list inside an item.
func (b *body) inner(n *ast.List, marker *mark, l *items) {
	if n.FirstChild() != nil && n.FirstChild().FirstChild() != nil {
		b.alone(marker, l)
	}
	l.level++
	b.items(n, l, marker)
	l.level--
	marker.text = ""
}

// alone is for a marker with no text right behind it: a number stands by itself, a bullet is
// markup.
func (b *body) alone(m *mark, l *items) {
	if m.text != "" && m.text != Bullet {
		span := b.place(m.start, m.end)
		l.Items = append(l.Items, b.marked(m, ListItem{Level: l.level, Span: span, Text: Text{Span: source.Span{Start: span.End, End: span.End}}}))
	}
	if m.text == Bullet {
		b.note(m.start, m.end, signList)
	}
	m.text = ""
}

func (b *body) foreign(n ast.Node) {
	at := max(0, n.Pos())
	b.desk.add("SRC-MARK", b.pos(at, at), source.Msg("only-paragraphs-lists-belong-into-list"),
		source.Msg("end-list-before-with-blank-line"))
}

// listItem makes an item.
func (b *body) listItem(marker *mark, t Text, level int) ListItem {
	it := ListItem{Text: t, Span: t.Span, Level: level}
	if marker.text == "" {
		return it
	}
	it = b.marked(marker, it)
	if it.Marker == Bullet {
		b.takeMarker(&it)
	}
	return it
}

// marked gives an item its marker, which is used up.
func (b *body) marked(m *mark, it ListItem) ListItem {
	sign := signMarker
	if m.text == Bullet {
		sign = signList
	}
	b.note(m.start, m.end, sign)
	it.Marker, it.Span.Start = m.text, b.base+m.start
	m.text = ""
	return it
}

// takeMarker makes a number typed at the start of a bullet's text its marker.
func (b *body) takeMarker(it *ListItem) {
	run := &it.Text.Runs[0]
	m := typedMarker().FindString(run.Text)
	if m == "" || !run.Verbatim || run.Ruby != "" {
		return
	}
	if i := strings.IndexByte(m, '.'); i >= 0 {
		m = m[:i+1]
	}
	rest := strings.TrimLeft(run.Text[len(m):], " "+wideSpace)
	if rest == "" && len(it.Text.Runs) == 1 {
		return
	}
	it.Marker = m
	cut := len(run.Text) - len(rest)
	b.note(run.Span.Start-b.base, run.Span.Start-b.base+cut, signMarker)
	run.Text, run.Span.Start = rest, run.Span.Start+cut
	if rest == "" {
		it.Text.Runs = it.Text.Runs[1:]
	}
	it.Text.Span.Start = it.Text.Runs[0].Span.Start
}
