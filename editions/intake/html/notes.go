package html

import (
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// findNotes pairs the signs of notes with their texts: a link to a place further down from
// which a link leads back, as Word, LibreOffice, pandoc and EPUB write them.
func (w *walker) findNotes(root *tree.Node) {
	ids := map[string]*tree.Node{}
	var links []*tree.Node
	root.Walk(func(n *tree.Node) bool {
		for _, id := range []string{n.Get("id"), nameOfAnchor(n)} {
			if id != "" && ids[id] == nil {
				ids[id] = n
			}
		}
		if n.Name == "a" && strings.HasPrefix(n.Get("href"), "#") && !n.HasClass("msocomanchor") && !n.HasClass("msocomoff") {
			links = append(links, n)
		}
		return true
	})
	pairs := noteFinder{w: w, ids: ids, back: map[string][]*tree.Node{}, taken: map[string]*tree.Node{}}
	for _, a := range links {
		pairs.back[a.Get("href")[1:]] = append(pairs.back[a.Get("href")[1:]], a)
	}
	for _, a := range links {
		pairs.pair(a)
	}
}

func nameOfAnchor(n *tree.Node) string {
	if n.Name == "a" {
		return n.Get("name")
	}
	return ""
}

type noteFinder struct {
	w     *walker
	ids   map[string]*tree.Node
	back  map[string][]*tree.Node // links by where they lead
	taken map[string]*tree.Node   // names of notes
}

const maxSign = 12 // bytes of a note's sign

// pair takes a link for the sign of a note, if it is one.
func (f *noteFinder) pair(a *tree.Node) {
	target := f.ids[a.Get("href")[1:]]
	sign := strings.Trim(a.Line(), "[]（）()〔〕【】")
	if target == nil || target.At <= a.At || sign == "" || len(sign) > maxSign || f.w.backs[a] {
		return
	}
	text := noteElement(target)
	back := f.wayBack(a, text)
	if back == nil && a.Get("role") != "doc-noteref" && a.Get("epub:type") != "noteref" {
		return
	}
	name := f.w.notes[text]
	if name == "" {
		name = f.free(sign)
		f.w.notes[text], f.taken[name] = name, text
	}
	f.w.signs[a] = name
	if back != nil {
		f.w.backs[back] = true
	}
}

// free is a name for a note that no other has.
func (f *noteFinder) free(sign string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n[]^\\*_", r) {
			return -1
		}
		return r
	}, sign)
	for n := len(f.taken) + 1; name == "" || f.taken[name] != nil; n++ {
		name = strconv.Itoa(n)
	}
	return name
}

// noteElement is the element with the whole text of a note.
func noteElement(n *tree.Node) *tree.Node {
	for n.Parent != nil && !tree.IsBlock(n.Name) {
		n = n.Parent
	}
	if n.Name == "p" && n.Parent != nil {
		switch p := n.Parent; {
		case p.Name == "li" || p.Name == "aside":
			return p
		case p.Name == "div" && len(p.All("p")) > 0 && p.Child("p") == n && (p.Get("id") != "" || strings.Contains(p.Get("style"), "mso-element")):
			return p
		}
	}
	return n
}

// wayBack finds the link in a note's text that leads to its sign.
func (f *noteFinder) wayBack(a, text *tree.Node) *tree.Node {
	for n := a; n != nil && n != text && (n == a || !tree.IsBlock(n.Name)); n = n.Parent {
		for _, id := range []string{n.Get("id"), nameOfAnchor(n)} {
			for _, b := range f.back[id] {
				if id != "" && b.Within(text) {
					return b
				}
			}
		}
	}
	for _, k := range a.Kids {
		for _, b := range f.back[k.Get("id")] {
			if k.Get("id") != "" && b.Within(text) {
				return b
			}
		}
	}
	return nil
}

// anchor reads a link that is the sign of a note or the way back from one.
func (w *walker) anchor(n *tree.Node, outside state) bool {
	if name := w.signs[n]; name != "" {
		w.at = w.place(n)
		w.c.Leave(n.Line(), intake.Markup, w.at)
		w.runs = append(w.runs, intake.Run{Note: name, Change: outside.change})
		w.gap, w.before = none, '1'
		return true
	}
	if w.backs[n] {
		w.leaveAll(n, intake.Markup, "")
		return true
	}
	return false
}

// note reads the text of a note.
func (w *walker) note(n *tree.Node, st state, name string) {
	w.flush(st)
	begin := len(w.c.Pieces)
	for _, k := range n.Kids {
		w.node(k, st)
	}
	w.flush(st)
	for i := begin; i < len(w.c.Pieces); i++ {
		p := &w.c.Pieces[i]
		if p.Kind == intake.Para || p.Kind == intake.Item {
			p.Kind, p.Note, p.Role, p.List = intake.Foot, name, intake.Unknown, nil
		}
	}
}
