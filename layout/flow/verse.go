package flow

import "banxin/layout/inline"

// titleAlone is by how many last lines alone a title without its stanza is worse: as many as a
// column may want.
const titleAlone = 8

// together brings n lines into one column, if one holds them, with the element after them where
// they are the title of that.
func (p *pourer) together(i int, e *element, n int) {
	if e.along {
		with := n + len(p.best(&p.els[i+1]))
		if p.seek(with) {
			return
		}
		if p.at < len(p.out.slots) && int(p.out.slots[p.at].left) < with {
			p.out.alone += titleAlone
		}
	}
	p.seek(n)
}

// seekVerse goes on to the next column where a line of verse that is turned over would be parted.
func (p *pourer) seekVerse(lines []inline.Line) {
	n := 1
	for n < len(lines) && !lines[n-1].Last {
		n++
	}
	if n > 1 && p.uniform {
		p.seek(n)
	}
}
