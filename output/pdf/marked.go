package pdf

import (
	"slices"

	"banxin/layout/page"
)

// tagging follows the marks of a page while its content is written, where the file is
// tagged: every operator stands in a marked-content sequence, of a part of a story or of
// an artifact (ISO 14289-1, 7.1).
type tagging struct {
	on    bool
	stack []*page.Mark
	open  sequence
	parts []part // by MCID
}

type sequence uint8

const (
	noSequence sequence = iota
	partSequence
	artifactSequence
)

// part is a marked-content sequence: the marks that it lies in, from the outside.
type part struct {
	marks []*page.Mark
	alt   string // of a picture
}

// mark opens or closes a part of the page's meaning.
func (c *content) mark(m *page.Mark) {
	if !c.tags.on {
		return
	}
	c.endSequence()
	if m.Open {
		c.tags.stack = append(c.tags.stack, m)
		return
	}
	for i, o := range slices.Backward(c.tags.stack) {
		if o.Role == m.Role && o.ID == m.ID {
			c.tags.stack = c.tags.stack[:i]
			return
		}
	}
}

// sequence opens the sequence that an item belongs to, unless it is open. Lines, tints and
// frames are artifacts except in a figure; so is all that no story holds.
func (c *content) sequence(it page.Item) {
	if !c.tags.on {
		return
	}
	want := artifactSequence
	switch it := it.(type) {
	case *page.Text:
		if c.reads() && it.Src != "" { // dots and readings beside the text have none
			want = partSequence
		}
	case *page.Image:
		if c.reads() {
			want = partSequence
		}
	case *page.Rule, *page.Path:
		if c.reads() && c.inside(page.RoleFigure) {
			want = partSequence
		}
	}
	im, isImage := it.(*page.Image)
	if c.tags.open == want && !isImage {
		return
	}
	c.endSequence()
	c.endText()
	c.tags.open = want
	if want == artifactSequence {
		c.op("/Artifact BMC")
		return
	}
	p := part{marks: slices.Clone(c.tags.stack)}
	if isImage {
		p.alt = im.Alt
	}
	c.buf = append(c.buf, '/')
	c.buf = append(c.buf, tagOf(p)...)
	c.buf = append(c.buf, "<</MCID "...)
	c.buf = appendDecimal(c.buf, int64(len(c.tags.parts)), 0)
	c.op(">>BDC")
	c.tags.parts = append(c.tags.parts, p)
}

func (c *content) endSequence() {
	if c.tags.open != noSequence {
		c.endText()
		c.op("EMC")
		c.tags.open = noSequence
	}
}

// reads tells whether what is painted now belongs to a story's text, or to the index.
func (c *content) reads() bool {
	return c.inside(page.RoleEntry) || c.inside(page.RoleStory) && !c.inside(page.RoleFurniture)
}

func (c *content) inside(r page.Role) bool {
	return slices.ContainsFunc(c.tags.stack, func(m *page.Mark) bool { return m.Role == r })
}

// tagOf names a sequence; the structure tree says what it is.
func tagOf(p part) string {
	if p.alt != "" || slices.ContainsFunc(p.marks, func(m *page.Mark) bool { return m.Role == page.RoleFigure }) {
		return "Figure"
	}
	return "P"
}
