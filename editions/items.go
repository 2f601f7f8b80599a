package editions

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"banxin/editions/source"
)

// typedMarker is what writers type before an item: 1. 1、 （1） 一、 （一） ①.
var typedMarker = regexp.MustCompile(`^(?:[0-9]{1,3}(?:[、．）)]|\.(?:[^0-9]|$))|[（(][0-9一二三四五六七八九十百]{1,4}[)）]|[一二三四五六七八九十百]{1,4}、|[①-⑳])`)

func (b *body) list(n *ast.List) {
	l := &List{}
	b.items(n, l)
	b.endList(l)
}

// endList adds the items so far; a picture between items ends a list too.
func (b *body) endList(l *List) {
	if len(l.Items) == 0 {
		return
	}
	span := source.Span{Start: l.Items[0].Span.Start, End: l.Items[len(l.Items)-1].Span.End}
	b.add(&List{Items: l.Items, Span: span})
	l.Items = nil
	b.opened = true
}

// items flattens a list: the items of a list inside an item follow it, and a further
// paragraph of an item is an item without a marker.
func (b *body) items(n *ast.List, l *List) {
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		marker := b.marker(n, item)
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			b.item(c, &marker, l)
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
	b.noteMarkup(at, end)
	return mark{b.src[at:end], at, end}
}

// startOfItem finds an item's marker. After a tab that counts for indentation only in
// part, goldmark's position is up to three characters late.
func (b *body) startOfItem(item ast.Node) int {
	at := max(0, min(item.Pos(), len(b.src)-1))
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

func (b *body) noteMarkup(start, end int) {
	if b.markup != nil {
		*b.markup = append(*b.markup, b.place(start, end))
	}
}

// item takes in one block of an item. Paragraphs and lists are at home there; the texts
// of other blocks are kept as further items.
func (b *body) item(n ast.Node, marker *mark, l *List) {
	switch n := n.(type) {
	case *ast.List:
		b.items(n, l)
		marker.text = ""
		return
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
	case *ast.Blockquote:
		b.foreign(n)
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			b.item(c, marker, l)
		}
		return
	default:
		b.foreign(n)
		b.endList(l)
		b.block(n, Plain)
		return
	}
	for _, part := range b.parts(n, false) {
		switch part := part.(type) {
		case *Picture:
			b.endList(l)
			b.add(part)
		case Text:
			l.Items = append(l.Items, b.listItem(marker, part))
		}
	}
}

func (b *body) foreign(n ast.Node) {
	at := max(0, n.Pos())
	b.desk.add("SRC-MARK", b.pos(at, at), source.Msg("only-paragraphs-lists-belong-into-list"),
		source.Msg("end-list-before-with-blank-line"))
}

// listItem makes an item; its marker is used up.
func (b *body) listItem(marker *mark, t Text) ListItem {
	it := ListItem{Marker: marker.text, Text: t, Span: t.Span}
	if marker.text != "" {
		it.Span.Start = b.base + marker.start
	}
	if marker.text == Bullet {
		b.takeMarker(&it)
	}
	marker.text = ""
	return it
}

// takeMarker makes a number typed at the start of a bullet's text its marker.
func (b *body) takeMarker(it *ListItem) {
	run := &it.Text.Runs[0]
	m := typedMarker.FindString(run.Text)
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
	b.noteMarkup(run.Span.Start-b.base, run.Span.Start-b.base+cut)
	run.Text, run.Span.Start = rest, run.Span.Start+cut
	if rest == "" {
		it.Text.Runs = it.Text.Runs[1:]
	}
	it.Text.Span.Start = it.Text.Runs[0].Span.Start
}
