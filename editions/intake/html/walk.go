package html

import (
	"strings"
	"unicode"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// walker puts the text of a tree on a copy's tape and makes pieces of it.
type walker struct {
	c        *intake.Copy
	o        Options
	own      bool
	wechat   bool
	sheet    sheet
	measures measures
	shown    map[*tree.Node]bool // loaders hide these until a script runs
	skip     map[*tree.Node]bool // read already, or not to be read
	aside    map[*tree.Node]bool // around the article: left out
	signs    map[*tree.Node]string
	notes    map[*tree.Node]string // elements of a note's text
	backs    map[*tree.Node]bool   // the way back from a note
	about    about                 // what a comment of Word is about, whose sign comes next
	abouts   map[string]about      // by the names of comments
	spaced   bool                  // the program that wrote the page breaks lines at spaces only
	counter  int                   // of paragraphs
	several  bool                  // other people's page holds several stories
	raised   int                   // by how much its headings are levels below those of a story

	runs   []intake.Run // of the paragraph so far
	later  []intake.Piece
	piece  intake.Piece // what the paragraph will be
	role   intake.Role
	manner string // 诗 …: of the paragraph, where its page says so
	gap    gap    // white space not written yet
	before rune   // last character of the paragraph; 0: none
	at     intake.Place
	cell   bool // inside a cell or a caption: paragraphs are parted by breaks
}

// gap is white space that counts only when text comes after it.
type gap uint8

const (
	none  gap = iota
	space     // one space
	line      // white space with a line's end: nothing between Han characters
)

func newWalker(c *intake.Copy, root *tree.Node, o Options) *walker {
	return &walker{c: c, o: o, own: o.Own, sheet: sheet{}, shown: map[*tree.Node]bool{}, skip: map[*tree.Node]bool{}, aside: map[*tree.Node]bool{},
		signs: map[*tree.Node]string{}, notes: map[*tree.Node]string{}, backs: map[*tree.Node]bool{}, abouts: map[string]about{}}
}

// place is where a node stands.
func (w *walker) place(n *tree.Node) intake.Place {
	p := intake.Place{Part: w.o.Part}
	if w.o.Places != nil {
		p.Line, p.Col = w.o.Places.Place(n.At)
	} else {
		p.Block = w.counter + 1
	}
	return p
}

// block reads what is in an element; st is the state outside.
func (w *walker) block(n *tree.Node, st state) {
	if w.skip[n] {
		return
	}
	st = w.into(st, n)
	for _, k := range n.Kids {
		w.node(k, st)
	}
}

func (w *walker) node(n *tree.Node, st state) {
	switch {
	case w.skip[n]:
	case w.aside[n]:
		w.leaveAll(n, intake.Furniture, "")
	case n.IsText():
		if !n.Raw {
			w.text(n, st)
		}
	case w.special(n, st):
	case w.isBlock(n):
		w.paragraphs(n, st)
	default:
		w.inline(n, st)
	}
}

// isBlock tells whether an element stands in lines of its own.
func (w *walker) isBlock(n *tree.Node) bool {
	if n.Name == "#root" {
		return true
	}
	if display := w.sheet.of(n)["display"]; display != "" {
		switch display {
		case "block", "flex", "grid", "list-item", "table", "flow-root":
			return true
		case "inline", "contents":
			return false
		}
	}
	return tree.IsBlock(n.Name)
}

// paragraphs reads a block: what is around it ends, and it ends with it.
func (w *walker) paragraphs(n *tree.Node, outside state) {
	if !n.Comes {
		w.flush(outside)
	}
	st := w.into(outside, n)
	role, manner := w.role, w.manner
	w.role, w.manner = w.roleOf(n, st), w.mannerOf(n)
	if level := w.levelOf(n); level > 0 {
		w.piece.Level = level
	}
	if w.piece.At == (intake.Place{}) {
		w.piece.At = w.place(n)
	}
	if n.Name == "blockquote" && !w.wechat {
		st.quote = true
	}
	if n.Name == "caption" && n.Line() != "" && !strings.HasPrefix(n.Line(), "表") { // how a story file begins the caption of a table
		w.made("表：", st)
		w.before = 0
	}
	if name := w.notes[n]; name != "" {
		w.note(n, st, name)
	} else {
		for _, k := range n.Kids {
			w.node(k, st)
		}
	}
	if !n.Goes {
		w.flush(st)
	}
	w.role, w.manner = role, manner
}

// levelOf is the level of a heading in its story; 0: it is none.
func (w *walker) levelOf(n *tree.Node) int {
	if level := headLevel(n.Name); level > 0 {
		return max(1, level-w.raised)
	}
	return 0
}

func headLevel(name string) int {
	if len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6' {
		return int(name[1] - '0')
	}
	return 0
}

// inline reads an element inside a line.
func (w *walker) inline(n *tree.Node, outside state) {
	st := w.into(outside, n)
	for _, k := range n.Kids {
		w.node(k, st)
	}
}

// text adds characters. White space is as the format has it: a run of it is one space, none
// at the ends of lines, and none for a line's end between Han characters, where it only
// breaks the source (CSS Text 3, 4.1.3).
func (w *walker) text(n *tree.Node, st state) {
	if w.at = w.place(n); w.piece.At == (intake.Place{}) {
		w.piece.At = w.at
	}
	if st.pre {
		w.lines(n.Text, st)
		return
	}
	var b strings.Builder
	for _, r := range n.Text {
		if tree.IsSpace(r) {
			if (r == '\n' || w.gap == line) && !w.spaced {
				w.gap = line
			} else {
				w.gap = space
			}
			continue
		}
		if w.gap != none && w.before != 0 && !(w.gap == line && wide(w.before) && wide(r)) {
			b.WriteByte(' ')
		}
		w.gap, w.before = none, r
		b.WriteRune(r)
	}
	w.emit(b.String(), st)
}

// lines adds preformatted text: a line's end is a break.
func (w *walker) lines(s string, st state) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			w.lineBreak()
		}
		if l != "" {
			w.before = 'x'
		}
		w.emit(l, st)
	}
}

// wide tells whether a character is Han, or a mark or form that stands among Han.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || 0x3000 <= r && r <= 0x30FF || 0xFF00 <= r && r <= 0xFF60 || r == '“' || r == '”' || r == '‘' || r == '’' || r == '…' || r == '—'
}

// emit puts characters on the tape, emoji of web pages left out.
func (w *walker) emit(s string, st state) {
	for s != "" {
		from, to := len(s), len(s)
		if !w.own {
			from, to = emoji(s)
		}
		if from > 0 {
			w.add(w.c.Text(s[:from]), st)
		}
		if from < to {
			w.c.Leave(s[from:to], intake.Emoji, w.at)
		}
		s = s[to:]
	}
}

func (w *walker) add(r intake.Run, st state) {
	r.Look, r.Link, r.Change, r.Words = st.look, st.link, st.change, st.words
	r.Look.Hidden = st.invisible()
	w.runs = append(w.runs, r)
}

// lineBreak is <br>: two of them end a paragraph.
func (w *walker) lineBreak() {
	w.gap, w.before = none, 0
	if len(w.runs) > 0 {
		w.runs = append(w.runs, intake.Break())
	}
}

// flush ends the paragraph, if there is one; st is its state.
func (w *walker) flush(st state) {
	if w.cell {
		w.lineBreak()
		return
	}
	for _, runs := range paragraphsOf(w.runs) {
		p := w.piece
		p.Runs = runs
		w.finish(p, st)
		if l := w.piece.List; l != nil { // the others go on with the item
			w.piece.List = &intake.List{Level: l.Level, Ordered: l.Ordered}
		}
	}
	if l := w.piece.List; l != nil {
		w.c.LeaveRuns(l.Mark, intake.Markup, w.piece.At)
	}
	pictures := w.later
	w.runs, w.later, w.piece, w.gap, w.before = nil, nil, intake.Piece{}, none, 0
	for _, p := range pictures {
		w.c.Add(p)
	}
}

// finish gives a paragraph its look and adds it.
func (w *walker) finish(p intake.Piece, st state) {
	if strings.TrimFunc(intake.TextOf(p.Runs), unicode.IsSpace) == "" && !hasNote(p.Runs) {
		w.c.LeaveRuns(p.Runs, intake.Blank, p.At)
		if p.List != nil {
			w.c.LeaveRuns(p.List.Mark, intake.Markup, p.At)
		}
		return
	}
	w.counter++
	p.Align, p.Indent = st.align, st.indent
	if p.At.Line == 0 {
		p.At.Block = w.counter
	}
	if p.Manner = w.manner; p.Manner != "" && p.Kind == intake.Para && (p.Role == intake.Unknown || p.Role == intake.Body) {
		p.Role, p.Kept = intake.Body, true
	} else if p.Role == intake.Unknown {
		if p.Role = w.role; p.Role == intake.Unknown && st.quote && p.Kind == intake.Para {
			p.Role = intake.Quote
		}
	}
	if w.wechat && w.promotion(p) {
		return
	}
	w.c.Add(p)
}

func hasNote(runs []intake.Run) bool {
	for _, r := range runs {
		if r.Note != "" {
			return true
		}
	}
	return false
}

// paragraphsOf parts runs at two breaks or more, and drops breaks at the ends.
func paragraphsOf(runs []intake.Run) [][]intake.Run {
	var out [][]intake.Run
	var cur []intake.Run
	breaks := 0
	for _, r := range runs {
		if r.Text == "\n" && isBreak(r) {
			breaks++
			continue
		}
		if breaks > 1 && len(cur) > 0 {
			out, cur = append(out, cur), nil
		} else if breaks == 1 && len(cur) > 0 {
			cur = append(cur, intake.Break())
		}
		breaks = 0
		cur = append(cur, r)
	}
	if len(cur) > 0 {
		out = append(out, cur)
	}
	return out
}

// isBreak tells a break from a character of the file.
func isBreak(r intake.Run) bool { return r.Look == (intake.Look{}) && r.Ruby == nil && r.Note == "" }
