package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// BlockID is the ID that marks a block of a story; without one, below 0, the story's own.
func BlockID(story string, block int) string {
	if block < 0 {
		return story
	}
	return story + "#" + strconv.Itoa(block)
}

// BlockNumber reads the n of "id#n"; not ok where the ID is that of a story. An id may have
// the sign itself.
func BlockNumber(id string) (n int, ok bool) {
	i := strings.LastIndexByte(id, '#')
	if i < 0 {
		return 0, false
	}
	n, err := strconv.Atoi(id[i+1:])
	return n, err == nil && n >= 0
}

// Part names a part of a story as the pages mark it: a role of the head or the by-line, or,
// Role being empty, a block.
type Part struct {
	Role  Role
	Block int
}

// Printed gathers what the pages show of each story, by its ID, part by part in the order of
// its pieces: the source of the text runs, one after another. What banxin made, as jump
// lines and furniture, is not the story's.
func Printed(d *Doc) map[string]map[Part]string {
	var pieces []*printedPiece
	for _, p := range d.Pages {
		r := printedReader{pieces: pieces}
		Walk(p.Items, Frame{}, func(it Item, _ Frame) { r.visit(it) })
		pieces = r.pieces
	}
	out := map[string]map[Part]string{}
	slices.SortStableFunc(pieces, func(a, b *printedPiece) int {
		return cmp.Or(cmp.Compare(a.story, b.story), cmp.Compare(a.order, b.order))
	})
	for _, p := range pieces {
		of := out[p.story]
		if of == nil {
			of = map[Part]string{}
			out[p.story] = of
		}
		of[p.part] += strings.Join(p.runs, "")
	}
	return out
}

// printedPiece is what stands together of a part.
type printedPiece struct {
	story string
	order int
	part  Part
	runs  []string
}

// printedReader reads a page.
type printedReader struct {
	open   []*Mark
	pieces []*printedPiece
	mark   *Mark // the story's, while a part of it is open
	part   Part
}

func (r *printedReader) visit(it Item) {
	switch it := it.(type) {
	case *Mark:
		switch {
		case it.Open:
			r.open = append(r.open, it)
		case len(r.open) > 0:
			r.open = r.open[:len(r.open)-1]
		}
		ok := false
		if r.part, ok = PartOf(r.open); ok {
			r.mark = r.story()
		} else {
			r.mark = nil
		}
	case *Text:
		if r.mark != nil {
			r.add(r.mark, r.part, it.Src)
		}
	}
}

// add has a run of text as one more of the piece that it goes on with, or of a new one.
func (r *printedReader) add(story *Mark, part Part, text string) {
	if n := len(r.pieces); n > 0 {
		if p := r.pieces[n-1]; p.story == story.ID && p.order == story.Order && p.part == part {
			p.runs = append(p.runs, text)
			return
		}
	}
	r.pieces = append(r.pieces, &printedPiece{story.ID, story.Order, part, []string{text}})
}

func (r *printedReader) story() *Mark {
	for _, m := range r.open {
		if m.Role == RoleStory {
			return m
		}
	}
	return nil
}

// PartOf names what open marks, the outermost first, stand for; false where that is no part
// of a story.
func PartOf(open []*Mark) (part Part, ok bool) {
	for _, m := range open {
		switch {
		case m.Role == RoleJump, m.Role == RoleFurniture:
			return Part{}, false
		case m.Role.IsHead(), m.Role == RoleByline:
			part, ok = Part{Role: m.Role}, true
		}
		if n, isBlock := BlockNumber(m.ID); isBlock {
			part, ok = Part{Block: n}, true
		}
	}
	return part, ok
}
