package odt

import (
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// list reads a list; lists in items follow them, one level deeper.
func (d *document) list(n *tree.Node, at context) {
	l := listContext{style: n.Get("style-name"), id: n.Get("id")}
	if at.list != nil {
		l.level = at.list.level + 1
		l.style, l.id = first(l.style, at.list.style), at.list.id
	}
	if n.Get("continue-numbering") != "true" && n.Get("continue-list") == "" {
		d.reset(l.style, l.level)
	}
	for _, k := range n.Kids {
		if k.Name != "list-item" && k.Name != "list-header" {
			continue
		}
		item := l
		item.first = k.Name == "list-item"
		if v := number(k.Get("start-value")); v > 0 {
			item.start = v
		}
		in := at
		in.list = &item
		d.blocks(k, in)
	}
}

func (d *document) reset(style string, level int) {
	c := d.counts[style]
	if level < len(c) {
		d.counts[style] = c[:level]
	}
}

// item makes an item of a paragraph in a list. Headings stay what they are.
func (d *document) item(p *intake.Piece, at context) {
	l := at.list
	if l == nil || p.Level > 0 {
		return
	}
	p.Kind = intake.Item
	p.List = &intake.List{Level: min(l.level, 9)}
	if !l.first {
		return
	}
	l.first = false
	style := d.levelStyle(l)
	if style == nil || style.Name == "list-level-style-bullet" || style.Name == "list-level-style-image" {
		p.List.Marker = "•"
		return
	}
	n := d.next(l, number(style.Get("start-value")))
	format := style.Get("num-format")
	if format == "" {
		return
	}
	p.List.Ordered, p.List.Number = true, n
	p.List.Marker = style.Get("num-prefix") + numeral(format, n) + style.Get("num-suffix")
	if pattern := style.Get("num-list-format"); pattern != "" {
		p.List.Marker = d.pattern(pattern, l)
	}
}

// pattern puts the numbers of the levels into a pattern: %1%.%2%. LibreOffice writes it beside
// the older prefix and suffix, which cannot say all that it can.
func (d *document) pattern(s string, l *listContext) string {
	for level := range d.counts[l.style] {
		up := *l
		up.level = level
		if style := d.levelStyle(&up); style != nil {
			s = strings.ReplaceAll(s, "%"+strconv.Itoa(level+1)+"%", numeral(style.Get("num-format"), d.counts[l.style][level]))
		}
	}
	return s
}

func (d *document) levelStyle(l *listContext) *tree.Node {
	s := d.lists[l.style]
	if s == nil {
		return nil
	}
	levels := s.Where(func(k *tree.Node) bool { return k.Parent == s && !k.IsText() })
	for _, k := range levels {
		if k.Get("level") == strconv.Itoa(l.level+1) {
			return k
		}
	}
	if len(levels) == 1 { // of whatever depth, as pandoc writes it
		return levels[0]
	}
	return nil
}

// next counts the item.
func (d *document) next(l *listContext, start int) int {
	c := d.counts[l.style]
	for len(c) <= l.level {
		c = append(c, 0)
	}
	switch {
	case l.start > 0:
		c[l.level] = l.start
	case c[l.level] == 0 && start > 1:
		c[l.level] = start
	default:
		c[l.level]++
	}
	d.counts[l.style] = c[:l.level+1]
	return c[l.level]
}

// numeral writes a number in a format of ODF (19.500): 1, a, A, i, I, or the first of a
// series of characters.
func numeral(format string, n int) string {
	switch {
	case n <= 0 || n > 3999:
		return strconv.Itoa(n)
	case format == "a":
		return strings.ToLower(intake.Letters(n))
	case format == "A":
		return intake.Letters(n)
	case format == "i":
		return strings.ToLower(intake.Roman(n))
	case format == "I":
		return intake.Roman(n)
	case strings.HasPrefix(format, "一"), strings.HasPrefix(format, "壹"):
		return intake.Han(n)
	case strings.HasPrefix(format, "①") && n <= 20:
		return string(rune('①' + n - 1))
	case strings.HasPrefix(format, "１"):
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(n))
	case strings.HasPrefix(format, "甲") && n <= 10:
		return string([]rune("甲乙丙丁戊己庚辛壬癸")[n-1])
	}
	return strconv.Itoa(n)
}

// table reads rows; cells that others cover are passed over.
func (d *document) table(n *tree.Node, at context) {
	p := intake.Piece{Kind: intake.Table, At: d.place()}
	var rows func(n *tree.Node, head bool)
	rows = func(n *tree.Node, head bool) {
		for _, k := range n.Kids {
			switch k.Name {
			case "table-header-rows":
				rows(k, true)
			case "table-rows", "table-row-group":
				rows(k, head)
			case "table-row":
				if head && p.Head == len(p.Rows) {
					p.Head++
				}
				p.Rows = append(p.Rows, d.row(k))
			}
		}
	}
	rows(n, false)
	switch {
	case at.gone || at.note != "":
		for _, r := range p.Rows {
			for _, c := range r {
				d.c.LeaveRuns(c.Runs, intake.Furniture, p.At)
			}
		}
	case len(p.Rows) > 0:
		d.blocksN++
		d.c.Add(p)
	}
	if d.frames == 0 {
		d.flushLater()
	}
}

func (d *document) row(n *tree.Node) []intake.Cell {
	var cells []intake.Cell
	for _, k := range n.Kids {
		if k.Name != "table-cell" {
			continue
		}
		c := intake.Cell{Runs: d.cell(k), ColSpan: span(k.Get("number-columns-spanned")), RowSpan: span(k.Get("number-rows-spanned"))}
		if p := k.Named("p"); p != nil {
			c.Align = align(d.prop("paragraph", p.Get("style-name"), "text-align"))
		}
		cells = append(cells, c)
		for range min(number(k.Get("number-columns-repeated")), 200) - 1 {
			cells = append(cells, intake.Cell{})
		}
	}
	return cells
}

func span(s string) int {
	if v := number(s); v > 1 {
		return min(v, 1000)
	}
	return 0
}

// cell gathers the paragraphs of a cell, parted by breaks; a table in it is a line a row.
func (d *document) cell(n *tree.Node) []intake.Run {
	var runs []intake.Run
	line := func(more []intake.Run) {
		if len(runs) > 0 && len(more) > 0 {
			runs = append(runs, intake.Break())
		}
		runs = append(runs, more...)
	}
	for _, k := range n.Kids {
		switch k.Name {
		case "p", "h":
			l := &liner{d: d, par: k.Get("style-name")}
			d.frames++
			l.inside(k, l.par, "")
			d.frames--
			line(l.runs)
		case "table":
			for _, r := range rowsOf(k) {
				var parts []intake.Run
				for _, c := range r.Kids {
					if c.Name == "table-cell" {
						if len(parts) > 0 {
							parts = append(parts, intake.Made("　"))
						}
						parts = append(parts, d.cell(c)...)
					}
				}
				line(parts)
			}
		case "list", "list-item", "section", "list-header":
			line(d.cell(k))
		case "":
		case "frame", "change", "change-start", "change-end", "soft-page-break":
			d.frames++
			d.block(k, context{})
			d.frames--
		default:
			d.c.Leave(k.Line(), intake.Unused, d.place())
		}
	}
	return runs
}

// rowsOf returns the rows of a table, not those of tables in it.
func rowsOf(n *tree.Node) []*tree.Node {
	var rows []*tree.Node
	for _, k := range n.Kids {
		switch k.Name {
		case "table-row":
			rows = append(rows, k)
		case "table-header-rows", "table-rows", "table-row-group":
			rows = append(rows, rowsOf(k)...)
		}
	}
	return rows
}

// frame reads a picture or a text box. The text of a box stands beside that of the page; a
// picture in a box with text has it for its caption.
func (d *document) frame(n *tree.Node, at context) {
	at.framed, at.list = true, nil
	done := false
	for _, k := range n.Kids {
		switch k.Name {
		case "image":
			if !done { // others are the same picture in other forms
				d.picture(n, k, at)
			}
			done = true
		case "text-box":
			d.box(k, at)
		case "object", "object-ole", "plugin", "applet", "floating-frame":
			if !done {
				d.c.LeaveThing(k.Name+" "+k.Get("href"), intake.Object, d.place())
			}
		case "title", "desc", "", "event-listeners", "glue-point", "enhanced-geometry":
		case "p", "list":
			d.block(k, at)
		case "frame", "custom-shape", "rect", "g":
			d.frame(k, at)
		default:
			d.c.Leave(k.Line(), intake.Unused, d.place())
		}
	}
}

// box reads a text box. Where it holds a picture and a line or two, that is a caption.
func (d *document) box(n *tree.Node, at context) {
	d.blocks(n, at)
}

func (d *document) picture(frame, n *tree.Node, at context) {
	pic := d.image(n)
	if pic.Data == nil && pic.Ref == "" {
		return
	}
	for _, name := range []string{"desc", "title"} {
		if k := frame.Child(name); k != nil && k.Line() != "" {
			if len(pic.Alt) == 0 {
				pic.Alt = []intake.Run{d.c.Text(k.Line())}
			} else {
				d.c.Leave(k.Line(), intake.Unused, d.place())
			}
		}
	}
	d.later = append(d.later, intake.Piece{Kind: intake.Image, Pic: pic, At: d.place()})
	if d.frames == 0 {
		d.flushLater()
	}
}
