package epub

import (
	"unicode"

	"banxin/editions"
)

// Limits of a chunk, in characters, items and rows: none may fill a document alone.
const (
	chunkChars = 20000
	chunkItems = 400
	chunkRows  = 400
)

// chunk is a block, or a piece of one too long for one document.
type chunk struct {
	index    int // of the block in the story
	block    editions.Block
	from, to int // its characters in the block, spaces not counted
	last     bool
}

// chunks cuts a block where it is too long.
func chunks(index int, b editions.Block) []chunk {
	var pieces []editions.Block
	switch b := b.(type) {
	case *editions.Paragraph:
		pieces = cutParagraph(b)
	case *editions.List:
		pieces = cutList(b)
	case *editions.Table:
		pieces = cutTable(b)
	default:
		pieces = []editions.Block{b}
	}
	var cs []chunk
	at := 0
	for i, p := range pieces {
		n := 0
		for part := range editions.PartsOf(p) {
			t := part.Printed()
			n += editions.Inked(t.String())
		}
		cs = append(cs, chunk{index: index, block: p, from: at, to: at + n, last: i == len(pieces)-1})
		at += n
	}
	return cs
}

func cutParagraph(p *editions.Paragraph) []editions.Block {
	var out []editions.Block
	rest := p.Text
	for {
		first, more, cut := cutText(rest, chunkChars)
		out = append(out, &editions.Paragraph{Kind: p.Kind, Level: p.Level, Text: first, Span: p.Span})
		if !cut {
			return out
		}
		rest = more
	}
}

// cutText cuts a text after n characters, between runs where one has a reading.
func cutText(t editions.Text, n int) (first, rest editions.Text, cut bool) {
	if len(t.String()) <= n {
		return t, editions.Text{}, false
	}
	for i, r := range t.Runs {
		for at, c := range r.Text {
			if n--; n < 0 && r.Ruby == "" && !unicode.IsMark(c) {
				head, tail := r, r
				head.Text, tail.Text = r.Text[:at], r.Text[at:]
				first.Runs = append(append(first.Runs, t.Runs[:i]...), head)
				rest.Runs = append(append(rest.Runs, tail), t.Runs[i+1:]...)
				return first, rest, true
			}
		}
	}
	return t, editions.Text{}, false
}

func cutList(l *editions.List) []editions.Block {
	var out []editions.Block
	items := l.Items
	for len(items) > chunkItems {
		out = append(out, &editions.List{Items: items[:chunkItems], Span: l.Span})
		items = items[chunkItems:]
	}
	return append(out, &editions.List{Items: items, Span: l.Span})
}

// cutTable keeps the caption and the heading rows with the first piece.
func cutTable(t *editions.Table) []editions.Block {
	var out []editions.Block
	first := *t
	rest := &first
	for len(rest.Rows) > chunkRows {
		piece, more := *rest, *rest
		piece.Rows, more.Rows = rest.Rows[:chunkRows], rest.Rows[chunkRows:]
		more.Caption, more.Head = editions.Text{}, max(0, rest.Head-chunkRows)
		out = append(out, &piece)
		rest = &more
	}
	return append(out, rest)
}
