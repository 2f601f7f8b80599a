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
	var prints []*Print
	for _, p := range d.Pages {
		prints = append(prints, NewPrint(p))
	}
	return Join(prints)
}

// Print is what one page shows of each story. It does not change.
type Print struct{ pieces map[string][]*printedPiece }

// NewPrint reads a page.
func NewPrint(p *Page) *Print {
	r := printedReader{}
	Walk(p.Items, Frame{}, func(it Item, _ Frame) { r.visit(it) })
	out := &Print{map[string][]*printedPiece{}}
	for _, pc := range r.pieces {
		pc.text, pc.runs = strings.Join(pc.runs, ""), nil
		out.pieces[pc.story] = append(out.pieces[pc.story], pc)
	}
	return out
}

// Join is what pages show together, as Printed gives it.
func Join(prints []*Print) map[string]map[Part]string {
	on := ByStory(prints)
	out := make(map[string]map[Part]string, len(on))
	for story, prints := range on {
		out[story] = JoinStory(story, prints)
	}
	return out
}

// ByStory lists for each story the prints of the pages that show something of it.
func ByStory(prints []*Print) map[string][]*Print {
	on := map[string][]*Print{}
	for _, p := range prints {
		for story := range p.pieces {
			on[story] = append(on[story], p)
		}
	}
	return on
}

// SameStory tells whether two rows of pages show the same of a story, in the same pieces: JoinStory is then
// the same.
func SameStory(story string, a, b []*Print) bool {
	piecesOf := func(prints []*Print) (all []*printedPiece) {
		if len(prints) == 1 { // mostly
			return prints[0].pieces[story]
		}
		for _, p := range prints {
			all = append(all, p.pieces[story]...)
		}
		return all
	}
	return slices.EqualFunc(piecesOf(a), piecesOf(b), func(a, b *printedPiece) bool {
		return a == b || a.order == b.order && a.part == b.part && a.text == b.text
	})
}

// JoinStory is what pages show together of a story.
func JoinStory(story string, prints []*Print) map[Part]string {
	var pieces []*printedPiece
	for _, p := range prints {
		pieces = append(pieces, p.pieces[story]...)
	}
	slices.SortStableFunc(pieces, func(a, b *printedPiece) int { return cmp.Compare(a.order, b.order) })
	out := map[Part]string{}
	for _, p := range pieces {
		out[p.part] += p.text
	}
	return out
}

// printedPiece is what stands together of a part.
type printedPiece struct {
	story string
	order int
	part  Part
	runs  []string
	text  string // of all runs
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
	r.pieces = append(r.pieces, &printedPiece{story: story.ID, order: story.Order, part: part, runs: []string{text}})
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
		case m.Role.InHead(), m.Role == RoleByline:
			part, ok = Part{Role: m.Role}, true
		}
		if n, isBlock := BlockNumber(m.ID); isBlock {
			part, ok = Part{Block: n}, true
		}
	}
	return part, ok
}
