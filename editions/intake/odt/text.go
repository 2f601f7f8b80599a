package odt

import (
	"strconv"
	"strings"
	"unicode"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// document is a text being read.
type document struct {
	c       *intake.Copy
	a       *intake.Archive
	styles  map[string]*style // by family and name
	lists   map[string]*tree.Node
	changes map[string]*change
	open    []*change // insertions around the text that comes
	counts  map[string][]int
	later   []intake.Piece
	notes   int
	blocksN int
	frames  int
	about   map[string]int // where comments begin on the tape
}

// change is a tracked change of the file.
type change struct {
	change *intake.Change
	text   *tree.Node // of a deletion
}

// context is where a block stands.
type context struct {
	list   *listContext
	framed bool
	note   string
	gone   bool // left out
}

// listContext is the list around an item.
type listContext struct {
	style string
	level int
	id    string
	first bool // the item's first paragraph is yet to come
	start int
}

func (d *document) place() intake.Place { return intake.Place{Block: d.blocksN + 1} }

// blocks reads the children of a body, a section, a cell's frame.
func (d *document) blocks(n *tree.Node, at context) {
	for _, k := range n.Kids {
		d.block(k, at)
	}
}

func (d *document) block(n *tree.Node, at context) {
	switch n.Name {
	case "tracked-changes":
		d.tracked(n)
	case "h", "p":
		d.paragraph(n, at)
	case "list":
		d.list(n, at)
	case "table":
		d.table(n, at)
	case "section", "index-body", "index-title", "text-box", "numbered-paragraph":
		d.blocks(n, at)
	case "table-of-content", "alphabetical-index", "illustration-index", "bibliography":
		if b := n.Child("index-body"); b != nil {
			d.c.Leave(b.Line(), intake.Furniture, d.place())
		}
	case "frame", "custom-shape", "rect", "g", "a":
		d.frame(n, at)
	case "change-start", "change-end", "change":
		d.mark(n, nil)
	case "sequence-decls", "forms", "variable-decls", "user-field-decls", "soft-page-break", "dde-connection-decls", "":
	default:
		d.c.Leave(n.Line(), intake.Unused, d.place())
	}
}

// tracked reads what the file says of its changes (ODF 5.5).
func (d *document) tracked(n *tree.Node) {
	for _, r := range n.All("changed-region") {
		ch := &change{change: &intake.Change{Kind: intake.Inserted}}
		if info := r.Named("change-info"); info != nil {
			if k := info.Child("creator"); k != nil {
				ch.change.By = k.Line()
			}
			if k := info.Child("date"); k != nil {
				ch.change.At = k.Line()
			}
		}
		if del := r.Child("deletion"); del != nil {
			ch.change.Kind, ch.text = intake.Deleted, del
		}
		for _, key := range []string{r.Get("id")} {
			if key != "" {
				d.changes[key] = ch
			}
		}
	}
}

// mark begins or ends an insertion, or puts a deletion where it was.
func (d *document) mark(n *tree.Node, l *liner) {
	ch := d.changes[n.Get("change-id")]
	if ch == nil {
		return
	}
	switch n.Name {
	case "change-start":
		d.open = append(d.open, ch)
	case "change-end":
		for i, o := range d.open {
			if o == ch {
				d.open = append(d.open[:i:i], d.open[i+1:]...)
				break
			}
		}
	case "change":
		if ch.text == nil {
			return
		}
		text := ch.text
		ch.text = nil
		d.deleted(text, ch.change, l)
	}
}

// deleted puts the text of a deletion into the line, where it stood.
func (d *document) deleted(n *tree.Node, c *intake.Change, l *liner) {
	for _, k := range n.Kids {
		if k.Name == "change-info" || k.IsText() {
			continue
		}
		text := k.Line()
		if text == "" {
			continue
		}
		r := d.c.Text(text)
		r.Change = c
		if l == nil {
			d.c.Add(intake.Piece{Runs: []intake.Run{r}, At: d.place()})
			continue
		}
		if len(l.runs) > 0 && k.Name != "" && k != n.Kids[0] && len(n.Kids) > 3 {
			l.runs = append(l.runs, intake.Break())
		}
		l.runs = append(l.runs, r)
	}
}

// paragraph reads <text:p> and <text:h>.
func (d *document) paragraph(n *tree.Node, at context) {
	l := &liner{d: d, at: at, par: n.Get("style-name")}
	l.inside(n, l.par, "")
	title, level := d.named("paragraph", l.par)
	p := intake.Piece{Runs: l.runs, Style: title, Align: align(d.prop("paragraph", l.par, "text-align")), Framed: at.framed, At: d.place()}
	p.Indent = positive(d.prop("paragraph", l.par, "text-indent"))
	if n.Name == "h" {
		p.Level = max(1, number(n.Get("outline-level")))
	} else if level > 0 {
		p.Level = level
	}
	d.item(&p, at)
	d.add(p, at)
}

// add adds a paragraph, blank ones left out.
func (d *document) add(p intake.Piece, at context) {
	blank := true
	for _, r := range p.Runs {
		blank = blank && r.Note == "" && strings.TrimFunc(r.Text, unicode.IsSpace) == ""
	}
	switch {
	case at.gone:
		d.c.LeaveRuns(p.Runs, intake.Furniture, p.At)
	case blank:
		d.c.LeaveRuns(p.Runs, intake.Blank, p.At)
	default:
		if at.note != "" {
			p.Kind, p.Note = intake.Foot, at.note
		} else {
			d.blocksN++
		}
		d.c.Add(p)
	}
	if d.frames == 0 {
		d.flushLater()
	}
}

func (d *document) flushLater() {
	for _, p := range d.later {
		d.c.Add(p)
	}
	d.later = nil
}

func align(v string) intake.Align {
	switch v {
	case "center":
		return intake.Center
	case "end", "right":
		return intake.End
	}
	return intake.Start
}

func positive(v string) bool {
	return v != "" && v[0] != '-' && strings.Trim(v, "0.inchmptx") != ""
}

func number(s string) int {
	v, err := strconv.Atoi(s)
	if err != nil || v < 0 {
		return 0
	}
	return min(v, 1_000_000)
}
