package html

import (
	"unicode"

	"banxin/editions/intake/tree"
)

// measure is how much of what an element holds, for telling an article from what stands
// around it.
type measure struct {
	chars  int // characters, white space not counted
	linked int // of them in links
	prose  int // of them neither in links nor in what is surely furniture
	links  int // links that lead to other pages
	p, h1  bool
}

// measures are those of all elements of a page, gathered in one walk.
type measures map[*tree.Node]measure

func measureAll(root *tree.Node) measures {
	m := measures{}
	m.of(root)
	return m
}

func (all measures) of(n *tree.Node) measure {
	var m measure
	if n.IsText() {
		if !n.Raw {
			for _, r := range n.Text {
				if !unicode.IsSpace(r) {
					m.chars++
				}
			}
			m.prose = m.chars
		}
		return m
	}
	for _, k := range n.Kids {
		in := all.of(k)
		m.chars += in.chars
		m.linked += in.linked
		m.prose += in.prose
		m.links += in.links
		m.p = m.p || in.p
		m.h1 = m.h1 || in.h1
	}
	switch n.Name {
	case "a":
		m.linked, m.prose = m.chars, 0
		if href := n.Get("href"); href != "" && href[0] != '#' {
			m.links++
		}
	case "script", "style", "noscript", "nav", "footer", "aside", "form":
		m.prose = 0
	case "p":
		m.p = true
	case "h1":
		m.h1 = true
	}
	all[n] = m
	return m
}
