package epub

import (
	"unicode"

	"banxin/editions"
)

// Limits of a chunk, in characters, items and rows: none may fill a document alone.
const (
	chunkChars = 6000
	chunkItems = 120
	chunkRows  = 100
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
		part := *p
		part.Text = first
		out = append(out, &part)
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

// take is how many of n things fill a chunk, each of so many characters; at most most.
func take(n, most int, chars func(i int) int) int {
	sum := 0
	for i := range n {
		if sum += chars(i); i == most || i > 0 && sum > chunkChars {
			return i
		}
	}
	return n
}

func cutList(l *editions.List) []editions.Block {
	var out []editions.Block
	for items := l.Items; ; {
		n := take(len(items), chunkItems, func(i int) int { return len(items[i].Text.String()) / 3 })
		piece := *l
		piece.Items, items = items[:n], items[n:]
		out = append(out, &piece)
		if len(items) == 0 {
			return out
		}
	}
}

// cutTable keeps the caption and the heading rows with the first piece, and rows that a cell
// joins together.
func cutTable(t *editions.Table) []editions.Block {
	var out []editions.Block
	for rest := *t; ; {
		n := take(len(rest.Rows), chunkRows, func(i int) (chars int) {
			for _, cell := range rest.Rows[i] {
				chars += 10 + len(cell.String())/3 // its tags
			}
			return chars
		})
		n = joinedTo(&rest, n)
		piece := rest
		piece.Rows, rest.Rows = rest.Rows[:n], rest.Rows[n:]
		if rest.Extents != nil {
			piece.Extents, rest.Extents = rest.Extents[:n], rest.Extents[n:]
		}
		out = append(out, &piece)
		if len(rest.Rows) == 0 {
			return out
		}
		rest.Caption, rest.Head = editions.Text{}, max(0, rest.Head-n)
	}
}

// joinedTo moves a cut before row n down until no cell reaches over it.
func joinedTo(t *editions.Table, n int) int {
	for r := 0; r < n; r++ {
		for c := range t.Rows[r] {
			n = max(n, r+t.Extent(r, c).Down)
		}
	}
	return n
}
