package indesign

import (
	"strconv"
	"strings"
	"unicode"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// liner gathers the paragraph that is being read.
type liner struct {
	d      *document
	par    *tree.Node // ParagraphStyleRange
	char   *tree.Node // CharacterStyleRange
	change *intake.Change
	link   string
	note   string
	cell   bool
	runs   []intake.Run
	later  []intake.Piece
}

func (d *document) place() intake.Place { return intake.Place{Block: d.blocks + 1} }

func (d *document) story(s *tree.Node) {
	l := &liner{d: d}
	l.inside(s)
	l.end()
}

// inside reads ranges and what they hold; <Br/> ends a paragraph.
func (l *liner) inside(n *tree.Node) {
	for _, k := range n.Kids {
		switch k.Name {
		case "ParagraphStyleRange":
			was := l.par
			if l.par != nil && l.par != k && len(l.runs) > 0 && was.Get("AppliedParagraphStyle") != k.Get("AppliedParagraphStyle") {
				l.end()
			}
			l.par = k
			l.inside(k)
		case "CharacterStyleRange":
			was := l.char
			l.char = k
			l.inside(k)
			l.char = was
		case "Content":
			l.content(k)
		case "Br":
			l.end()
		case "Change":
			l.tracked(k)
		case "Footnote", "Endnote":
			l.footnote(k)
		case "Note":
			l.comment(k)
		case "Table":
			l.table(k)
		case "HyperlinkTextSource", "XMLElement", "TextVariableInstance", "EndnoteRange", "CrossReferenceSource", "ParagraphDestination":
			l.inside(k)
			if k.Name == "TextVariableInstance" && k.Get("ResultText") != "" {
				l.d.c.Leave(k.Get("ResultText"), intake.Furniture, l.d.place())
			}
		case "TextFrame", "Group", "Rectangle", "Oval", "Polygon", "Image", "PDF", "EPS", "ImportedPage":
			l.object(k)
		case "", "Properties", "StoryPreference", "InCopyExportOption", "MetadataPacketPreference", "HiddenText":
			if k.Name == "HiddenText" {
				l.d.c.Leave(k.Line(), intake.HiddenText, l.d.place())
			}
		default:
			if t := contentOf(k); t != "" {
				l.d.c.Leave(t, intake.Unused, l.d.place())
			}
		}
	}
}

// contentOf is the text of the Content elements inside.
func contentOf(n *tree.Node) string {
	var parts []string
	for _, k := range n.All("Content") {
		parts = append(parts, k.String())
	}
	return strings.Join(parts, " ")
}

// content reads characters. U+2028 is a line break, U+FEFF stands where an object does.
func (l *liner) content(n *tree.Node) {
	rest := n.String()
	for rest != "" {
		i := strings.IndexAny(rest, "\u2028\u2029\uFEFF\uFFFC\n\r")
		if i < 0 {
			i = len(rest)
		}
		if i > 0 {
			l.put(l.d.c.Text(rest[:i]))
			rest = rest[i:]
			continue
		}
		r := []rune(rest[:min(len(rest), 4)])[0]
		size := len(string(r))
		l.d.c.Leave(rest[:size], intake.Markup, l.d.place())
		switch r {
		case '\u2028':
			if len(l.runs) > 0 {
				l.runs = append(l.runs, intake.Break())
			}
		case '\u2029':
			l.end()
		}
		rest = rest[size:]
	}
}

func (l *liner) put(r intake.Run) {
	r.Look, r.Change, r.Link = l.look(), l.change, l.link
	l.runs = append(l.runs, r)
}

func (l *liner) look() intake.Look {
	prop := func(name string) string {
		if l.char != nil {
			if v := l.d.prop(l.char, l.char.Get("AppliedCharacterStyle"), name); v != "" {
				return v
			}
		}
		if l.par != nil {
			return l.d.prop(l.par, l.par.Get("AppliedParagraphStyle"), name)
		}
		return ""
	}
	k := intake.Look{Size: int(float(prop("PointSize"))*100 + 0.5)}
	k.Size = max(0, min(k.Size, 400000))
	fontStyle := prop("FontStyle")
	k.Bold = strings.Contains(fontStyle, "Bold") || strings.Contains(fontStyle, "Heavy") || strings.Contains(fontStyle, "Black")
	k.Italic = strings.Contains(fontStyle, "Italic")
	k.Underline = prop("Underline") == "true"
	k.Struck = prop("StrikeThru") == "true"
	k.Super = prop("Position") == "Superscript"
	k.Sub = prop("Position") == "Subscript"
	k.Dotted = on(prop("KentenKind"))
	return k
}

func on(v string) bool { return v != "" && v != "None" }

// tracked reads a change: text that was put in, taken out or moved.
func (l *liner) tracked(n *tree.Node) {
	was := l.change
	l.change = &intake.Change{By: strings.TrimPrefix(n.Get("UserName"), "$ID/"), At: n.Get("Date")}
	switch n.Get("ChangeType") {
	case "DeletedText":
		l.change.Kind = intake.Deleted
	case "MovedText":
		l.change.Kind = intake.MovedTo
	}
	l.inside(n)
	l.change = was
}

func (l *liner) footnote(n *tree.Node) {
	if l.note != "" {
		l.inside(n)
		return
	}
	d := l.d
	d.notes++
	name := strconv.Itoa(d.notes)
	l.runs = append(l.runs, intake.Run{Note: name})
	in := &liner{d: d, note: name}
	in.inside(n)
	in.end()
}

// comment reads a note that editors left in the text.
func (l *liner) comment(n *tree.Node) {
	d := l.d
	k := intake.Comment{By: strings.TrimPrefix(n.Get("UserName"), "$ID/"), At: n.Get("CreationDate"), From: d.c.Mark(), To: d.c.Mark()}
	if t := contentOf(n); t != "" {
		k.Runs = []intake.Run{d.c.Text(t)}
		d.c.Comments = append(d.c.Comments, k)
	}
}

// object reads what is anchored in the text: frames of text beside it, pictures.
func (l *liner) object(n *tree.Node) {
	for _, link := range n.All("Link") {
		if pic := l.d.linked(link); pic != nil {
			l.later = append(l.later, intake.Piece{Kind: intake.Image, Pic: pic, At: l.d.place()})
		}
	}
	if t := contentOf(n); t != "" {
		l.d.c.Add(intake.Piece{Runs: []intake.Run{l.d.c.Text(t)}, Framed: true, At: l.d.place()})
	}
}

// table reads cells by their names, which are column:row.
func (l *liner) table(n *tree.Node) {
	if l.cell {
		l.inside(&tree.Node{Kids: n.All("Content")})
		return
	}
	l.end()
	p := intake.Piece{Kind: intake.Table, At: l.d.place(), Head: min(number(n.Get("HeaderRowCount")), 100)}
	for _, k := range n.Kids {
		if k.Name != "Cell" {
			continue
		}
		_, row, _ := strings.Cut(k.Get("Name"), ":")
		i := min(number(row), len(p.Rows))
		if i == len(p.Rows) {
			p.Rows = append(p.Rows, nil)
		}
		in := &liner{d: l.d, cell: true}
		in.inside(k)
		l.later = append(l.later, in.later...)
		p.Rows[i] = append(p.Rows[i], intake.Cell{Runs: trim(in.runs), ColSpan: span(k.Get("ColumnSpan")), RowSpan: span(k.Get("RowSpan"))})
	}
	p.Head = min(p.Head, len(p.Rows))
	if len(p.Rows) > 0 {
		l.d.blocks++
		l.d.c.Add(p)
	}
	l.flush()
}

func number(s string) int {
	v, err := strconv.Atoi(s)
	if err != nil || v < 0 {
		return 0
	}
	return v
}

func span(s string) int {
	if v := number(s); v > 1 {
		return min(v, 1000)
	}
	return 0
}

// trim drops breaks at the end.
func trim(runs []intake.Run) []intake.Run {
	for len(runs) > 0 && runs[len(runs)-1].Text == "\n" && runs[len(runs)-1].Look == (intake.Look{}) {
		runs = runs[:len(runs)-1]
	}
	return runs
}

// end ends the paragraph.
func (l *liner) end() {
	if l.cell {
		if len(l.runs) > 0 {
			l.runs = append(l.runs, intake.Break())
		}
		return
	}
	p := intake.Piece{Runs: trim(l.runs), At: l.d.place()}
	l.runs = nil
	if l.par != nil {
		id := l.par.Get("AppliedParagraphStyle")
		p.Style = l.d.styles[id].name
		if p.Style == "" {
			p.Style = strings.TrimPrefix(strings.TrimPrefix(id, "ParagraphStyle/"), "$ID/")
		}
		switch l.d.prop(l.par, id, "Justification") {
		case "CenterAlign", "CenterJustified":
			p.Align = intake.Center
		case "RightAlign", "AwayFromBindingSide":
			p.Align = intake.End
		}
		p.Indent = float(l.d.prop(l.par, id, "FirstLineIndent")) > 0
		switch l.d.prop(l.par, id, "BulletsAndNumberingListType") {
		case "BulletList":
			p.Kind, p.List = intake.Item, &intake.List{Marker: "•"}
		case "NumberedList":
			p.Kind, p.List = intake.Item, &intake.List{Ordered: true}
		}
	}
	blank := true
	for _, r := range p.Runs {
		blank = blank && r.Note == "" && strings.TrimFunc(r.Text, unicode.IsSpace) == ""
	}
	switch {
	case blank:
		l.d.c.LeaveRuns(p.Runs, intake.Blank, p.At)
	case l.note != "":
		p.Kind, p.Note, p.List = intake.Foot, l.note, nil
		l.d.c.Add(p)
	default:
		l.d.blocks++
		l.number(&p)
		l.d.c.Add(p)
	}
	l.flush()
}

// number counts the items of a numbered list, which InDesign does by itself.
func (l *liner) number(p *intake.Piece) {
	if p.List == nil || !p.List.Ordered {
		return
	}
	n := 1
	if last := len(l.d.c.Pieces) - 1; last >= 0 {
		if q := l.d.c.Pieces[last]; q.List != nil && q.List.Ordered {
			n = q.List.Number + 1
		}
	}
	p.List.Number, p.List.Marker = n, strconv.Itoa(n)+"."
}

func (l *liner) flush() {
	for _, p := range l.later {
		l.d.c.Add(p)
	}
	l.later = nil
}
