package epub

import (
	"strconv"
	"strings"

	"banxin/editions"
)

// breaksIn returns the page breaks inside a piece of a block.
func (w *storyWriter) breaksIn(c chunk) []pageBreak {
	var bs []pageBreak
	for i, j := range w.a.jumps {
		if j.block == c.index && j.offset >= c.from && (j.offset < c.to || c.last) {
			w.a.jumps[i].part = len(w.parts)
			bs = append(bs, pageBreak{offset: j.offset - c.from, id: j.to.breakID(i + 1), label: j.to.name})
		}
	}
	return bs
}

func (w *storyWriter) block(c chunk) {
	in := w.inline(w.breaksIn(c))
	switch bl := c.block.(type) {
	case *editions.Paragraph:
		w.paragraph(in, bl, c.from > 0)
	case *editions.List:
		w.list(in, bl)
	case *editions.Table:
		w.table(in, bl)
	case *editions.Picture:
		w.figure(in, bl)
	}
}

func (w *storyWriter) paragraph(in *inline, p *editions.Paragraph, goesOn bool) {
	name, class := "p", paragraphClass[p.Kind]
	if goesOn {
		class = strings.TrimSpace(class + " goeson")
	}
	switch {
	case p.Kind == editions.SubheadText && p.Level >= 3:
		name = "h3"
	case p.Kind == editions.SubheadText:
		name = "h2"
	case p.Kind == editions.QuoteText:
		w.m.Raw("<blockquote>")
	}
	w.m.Open(name, "class", class)
	in.text(p.Text)
	in.finish()
	w.m.Raw("</", name, ">")
	if p.Kind == editions.QuoteText {
		w.m.Raw("</blockquote>")
	}
	w.m.Raw("\n")
}

var paragraphClass = map[editions.Kind]string{editions.LeadText: "lead", editions.SignoffText: "signoff", editions.NoteLine: "note"}

// list writes a list. Markers that the editor typed are text; bullets are the reader's.
func (w *storyWriter) list(in *inline, l *editions.List) {
	class := "bullets"
	for _, it := range l.Items {
		if it.Marker != bullet {
			class = "marked"
		}
	}
	w.m.Open("ul", "class", class)
	w.m.Raw("\n")
	for _, it := range l.Items {
		w.m.Raw("<li>")
		if it.Marker != bullet && it.Marker != "" {
			w.m.Raw(`<span class="marker">`)
			in.chars(it.Marker)
			w.m.Raw("</span> ")
		}
		in.text(it.Text)
		w.m.Raw("</li>\n")
	}
	w.m.Raw("</ul>\n")
	w.late(in)
}

// late puts page breaks that a block has not passed into a paragraph after it: they must
// not be lost, nor stand outside a paragraph.
func (w *storyWriter) late(in *inline) {
	if len(in.breaks) == 0 {
		return
	}
	w.m.Raw(`<p class="made">`)
	in.finish()
	w.m.Raw("</p>\n")
}

func (w *storyWriter) table(in *inline, t *editions.Table) {
	w.m.Raw("<table>\n")
	if !t.Caption.IsEmpty() {
		w.m.Raw("<caption>")
		in.text(t.Caption)
		w.m.Raw("</caption>\n")
	}
	head := min(t.Head, len(t.Rows))
	w.rows(in, t, "thead", t.Rows[:head])
	w.rows(in, t, "tbody", t.Rows[head:])
	w.m.Raw("</table>\n")
	w.late(in)
}

func (w *storyWriter) rows(in *inline, t *editions.Table, group string, rows [][]editions.Text) {
	if len(rows) == 0 {
		return
	}
	w.m.Raw("<", group, ">\n")
	for _, row := range rows {
		w.m.Raw("<tr>")
		for i, cell := range row {
			w.cell(in, t, group == "thead", i, cell)
		}
		w.m.Raw("</tr>\n")
	}
	w.m.Raw("</", group, ">\n")
}

func (w *storyWriter) cell(in *inline, t *editions.Table, head bool, col int, text editions.Text) {
	name, scope := "td", ""
	if head && !text.IsEmpty() {
		name, scope = "th", "col"
	}
	class := ""
	if col < len(t.Align) {
		class = alignClass[t.Align[col]]
	}
	w.m.Open(name, "scope", scope, "class", class)
	in.text(text)
	w.m.Raw("</", name, ">")
}

var alignClass = [...]string{editions.Justify: "", editions.AlignLeft: "left", editions.Center: "center", editions.AlignRight: "right", editions.Spread: ""}

func (w *storyWriter) figure(in *inline, p *editions.Picture) {
	w.m.Raw("<figure>\n")
	if m := w.b.pictures[p.Image]; p.Image != nil && m != nil {
		w.m.Void("img", "src", "../"+m.href(), "alt", altText(p), "width", strconv.Itoa(m.w), "height", strconv.Itoa(m.h))
		w.m.Raw("\n")
	} else {
		w.m.Element("p", w.b.w.missing, "class", "missing made")
	}
	if !p.Caption.IsEmpty() || !p.Credit.IsEmpty() {
		w.m.Raw("<figcaption>")
		in.text(p.Caption)
		if !p.Credit.IsEmpty() {
			w.m.Raw(` <span class="credit">`)
			in.text(p.Credit)
			w.m.Raw("</span>")
		}
		w.m.Raw("</figcaption>\n")
	}
	w.m.Raw("</figure>\n")
	w.late(in)
}

// altText is what a picture says to who cannot see it.
func altText(p *editions.Picture) string {
	if s := strings.TrimSpace(p.Alt); s != "" {
		return s
	}
	return strings.TrimSpace(p.Caption.String())
}
