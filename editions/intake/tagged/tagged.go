// Package tagged reads tagged PDF files by their structure tree (ISO 32000-1, 14.8): banxin's
// archive files, a copy a story, and other people's, whose headings tell stories apart.
//
//	format := tagged.Format(open, sheet.Options{})
//	copies := intake.Read(intake.File{Name: "存档.pdf", Data: data}, []intake.Format{format}, intake.Options{Format: "pdf"})
//
// What the tree does not hold (artifacts: folios, rules, readings beside the text) is left out
// and named. A file of which much of the text is outside the tree is refused: its pages can be
// read by places (package sheet).
package tagged

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/sheet"
	"banxin/editions/source"
)

// Format is a PDF file that is read by its tags.
func Format(open sheet.Opener, opt sheet.Options) intake.Format {
	return intake.Format{
		Name: "pdf", Extensions: []string{".pdf"},
		Sniff: func(f intake.File) int {
			if bytes.HasPrefix(f.Data, []byte("%PDF-")) {
				return 90
			}
			return 0
		},
		Read: func(f intake.File, c *intake.Copy) { read(f, c, open, opt) },
	}
}

func read(f intake.File, c *intake.Copy, open sheet.Opener, opt sheet.Options) {
	d, err := open(f.Data)
	switch {
	case errors.Is(err, sheet.ErrLocked):
		c.Refuse("IMP-READ", source.Msg("file-locked-by-password"), source.Msg("sent-without-one"))
		return
	case err != nil:
		c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
		return
	}
	r, ok := newReader(c, d, opt)
	if !ok {
		c.Refuse("IMP-READ", source.Msg("pdf-file-no-tags-that-say"), source.Msg("import-pages-by-places-of-their"))
		return
	}
	r.stories()
	r.left()
}

// Good tells whether the tags of a document can be relied on: it has a tree, which holds nearly
// most of its text, and headings or articles that tell its stories apart.
func Good(d sheet.Document, opt sheet.Options) bool {
	r, ok := newReader(nil, d, opt)
	return ok && r.heads >= len(r.pages)
}

// key is a sequence: a page and a number on it.
type key struct{ page, mcid int }

// sequence is what a marked-content sequence shows.
type sequence struct {
	page  *sheet.Page
	chars []int // of the page
	pics  []int
	taken bool
}

// reader is a file being read.
type reader struct {
	*intake.Copy
	root  *sheet.Node
	pages []*sheet.Page
	seqs  map[key]*sequence
	own   bool // banxin made it
	heads int  // articles and headings
	level int  // of the headings that begin stories
}

// newReader reads all pages, and tells whether their tags can be relied on.
func newReader(c *intake.Copy, d sheet.Document, opt sheet.Options) (*reader, bool) {
	t, ok := d.(sheet.Tagged)
	if !ok {
		return nil, false
	}
	root, err := t.Tree()
	if err != nil || root == nil {
		return nil, false
	}
	r := &reader{Copy: c, root: root, seqs: map[key]*sequence{}}
	for n := 1; n <= d.Pages(); n++ {
		if opt.Pages != nil && !opt.Pages(n) {
			continue
		}
		if p, err := d.Page(n); err == nil {
			r.page(p)
		}
	}
	in, all := 0, 0
	for _, s := range r.seqs {
		all += len(s.chars)
	}
	seen := map[key]bool{}
	var levels [7]int
	each(root, func(n *sheet.Node) {
		r.own = r.own || n.Own == "Headline"
		if n.Tag == "Art" || n.Tag == "Title" || n.Tag != "" && strings.HasPrefix("H123456", n.Tag[:1]) && len(n.Tag) <= 2 {
			r.heads++
			if n.Tag != "Art" {
				levels[levelOf(n.Tag)]++
			}
		}
		k := key{n.Page, n.MCID}
		if s := r.seqs[k]; n.Tag == "" && n.MCID >= 0 && s != nil && !seen[k] {
			seen[k] = true
			in += len(s.chars)
		}
	})
	for l := len(levels) - 1; l > 0; l-- { // the highest of which there are several, or the highest
		if levels[l] > 1 || levels[l] == 1 && (r.level == 0 || levels[r.level] == 1) {
			r.level = l
		}
	}
	return r, in > 0 && 2*in > all // artifacts: furniture, and readings beside the text
}

// levelOf is the level of a heading.
func levelOf(tag string) int {
	if len(tag) == 2 && tag[1] >= '1' && tag[1] <= '6' {
		return int(tag[1] - '0')
	}
	return 1
}

func (r *reader) page(p *sheet.Page) {
	r.pages = append(r.pages, p)
	of := func(mcid int) *sequence {
		k := key{p.Number, mcid}
		if r.seqs[k] == nil {
			r.seqs[k] = &sequence{page: p}
		}
		return r.seqs[k]
	}
	for i := range p.Chars {
		s := of(p.Chars[i].MCID)
		s.chars = append(s.chars, i)
	}
	for i := range p.Pictures {
		s := of(p.Pictures[i].MCID)
		s.pics = append(s.pics, i)
	}
}

// each calls f for a node and all below it.
func each(n *sheet.Node, f func(*sheet.Node)) {
	f(n)
	for _, k := range n.Kids {
		each(k, f)
	}
}

// stories makes a copy of each article, and one of what stands outside them.
func (r *reader) stories() {
	var arts []*sheet.Node
	var find func(n *sheet.Node)
	find = func(n *sheet.Node) {
		if n.Tag == "Art" {
			arts = append(arts, n)
			return
		}
		for _, k := range n.Kids {
			find(k)
		}
	}
	find(r.root)
	if len(arts) == 0 {
		w := &writer{reader: r, to: r.Copy, notes: r.noteNames(r.root)}
		w.blocks(r.root)
		w.flush()
		return
	}
	n := 0
	for _, a := range arts {
		w := &writer{reader: r, to: r.Part(fmt.Sprint(n + 1)), notes: r.noteNames(a)}
		w.to.Options.Whole = true
		w.blocks(a)
		w.flush()
		if len(w.to.Pieces) == 0 && len(w.to.Left) == 0 {
			r.Inner = r.Inner[:len(r.Inner)-1] // of pages that were not asked for
			continue
		}
		n++
	}
}

// left leaves out what no element holds, a line each.
func (r *reader) left() {
	for _, p := range r.pages {
		var rest []int
		for i := range p.Chars {
			if s := r.seqs[key{p.Number, p.Chars[i].MCID}]; !s.taken {
				rest = append(rest, i)
			}
		}
		at := intake.Place{Part: fmt.Sprint("page ", p.Number)}
		for _, line := range linesOf(p, rest) {
			r.Leave(said(p, line), intake.Furniture, at)
		}
		for i := range p.Pictures {
			if s := r.seqs[key{p.Number, p.Pictures[i].MCID}]; !s.taken {
				r.LeaveThing(p.Pictures[i].Name, intake.Decoration, at)
			}
		}
	}
}
