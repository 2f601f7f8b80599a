package tagged

import (
	"fmt"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
	"banxin/editions/intake/sheet"
)

// writer makes a copy of the elements below a node.
type writer struct {
	*reader
	to    *intake.Copy
	loose []*sheet.Node // sequences beside elements: a paragraph
	quote bool          // inside a BlockQuote
	notes map[string]bool
}

func (w *writer) place(p *sheet.Page) intake.Place {
	return intake.Place{Part: fmt.Sprint("page ", p.Number)}
}

// roles are what files call the types of their own, banxin's and other people's.
var roles = map[string]intake.Role{
	"label": intake.Label, "栏目": intake.Label, "kicker": intake.Kicker, "引题": intake.Kicker, "肩题": intake.Kicker,
	"headline": intake.Headline, "标题": intake.Headline, "主题": intake.Headline, "deck": intake.Deck, "副题": intake.Deck, "副标题": intake.Deck,
	"byline": intake.Byline, "署名": intake.Byline, "作者": intake.Byline, "lead": intake.Lead, "导语": intake.Lead,
	"signoff": intake.Signoff, "落款": intake.Signoff, "subhead": intake.Subhead, "小标题": intake.Subhead, "引文": intake.Quote,
}

// manners are the types of banxin's kinds of paragraph.
var manners = map[string]string{
	"verse": "诗", "question": "问答", "answer": "问答", "speech": "剧", "direction": "剧", "law": "法条", "editorial": "编者按",
	"pullquote": "提要", "displayformula": "公式",
}

// blocks takes the elements below a node.
func (w *writer) blocks(n *sheet.Node) {
	for i, k := range n.Kids {
		if k.Tag == "" || inlines[k.Tag] {
			w.loose = append(w.loose, k)
			continue
		}
		w.flush()
		if k.Tag == "Caption" && i+1 < len(n.Kids) && n.Kids[i+1].Tag == "Table" {
			w.tableHead(k)
			continue
		}
		w.block(k)
	}
	w.flush()
}

// inlines are the elements inside a line (14.8.4.4).
var inlines = map[string]bool{"Span": true, "Quote": true, "Link": true, "Reference": true, "BibEntry": true, "Code": true, "Em": true, "Strong": true, "Annot": true, "Lbl": true, "Ruby": true, "Warichu": true, "Sub": true}

// flush makes a paragraph of what stood beside elements.
func (w *writer) flush() {
	if len(w.loose) > 0 {
		n := &sheet.Node{Tag: "P", Kids: w.loose}
		w.loose = nil
		w.para(n)
	}
}

func (w *writer) block(n *sheet.Node) {
	switch n.Tag {
	case "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title":
		w.heading(n)
	case "P":
		if n.Own == "Jump" {
			w.leave(n, intake.JumpLine)
			return
		}
		w.paragraph(n)
	case "L":
		w.list(n)
	case "Table":
		w.table(n)
	case "Figure", "Formula", "Form":
		w.figure(n)
	case "Note", "FENote":
		w.note(n)
	case "BlockQuote":
		was := w.quote
		w.quote = true
		w.blocks(n)
		w.quote = was
	case "TOC", "Index", "Artifact":
		w.leave(n, intake.Furniture)
	case "Caption":
		w.add(intake.Piece{Role: intake.Caption, Runs: w.runs(lines(w.gather(n)))})
	default:
		w.blocks(n)
	}
}

func (w *writer) add(p intake.Piece) {
	if len(p.Runs) > 0 || p.Kind != intake.Para {
		w.to.Add(p)
	}
}

func (w *writer) leave(n *sheet.Node, why intake.Reason) {
	for _, l := range lines(w.gather(n)) {
		w.to.Leave(said(l.page, l.chars), why, w.place(l.page))
	}
}

// heading takes a heading: of a story of banxin's its own type says which, of others the level.
// Each of its lines is one.
func (w *writer) heading(n *sheet.Node) {
	role := roles[strings.ToLower(n.Own)]
	if w.own && role == intake.Unknown {
		role = intake.Subhead
	}
	level := levelOf(n.Tag)
	if !w.own && role == intake.Unknown && level == w.level {
		role = intake.Headline
	}
	text := lines(w.gather(n))
	if role == intake.Headline {
		for _, l := range text {
			w.add(intake.Piece{Role: role, Level: level, Runs: w.runs([]stretch{l})})
		}
		return
	}
	if role == intake.Subhead {
		level = max(level, 2)
	}
	w.add(intake.Piece{Role: role, Level: level, Runs: w.runs(text)})
}

// paragraph takes a paragraph. Its pictures come before it.
func (w *writer) paragraph(n *sheet.Node) {
	var inside []*sheet.Node
	rest := &sheet.Node{Tag: n.Tag, Own: n.Own}
	for _, k := range n.Kids {
		switch {
		case k.Tag == "" || inlines[k.Tag]:
			rest.Kids = append(rest.Kids, k)
		default:
			inside = append(inside, k)
		}
	}
	for _, k := range inside {
		w.block(k)
	}
	w.para(rest)
}

func (w *writer) para(n *sheet.Node) {
	w.pictures(n)
	text := lines(w.gather(n))
	if len(text) == 0 {
		return
	}
	p := intake.Piece{At: w.place(text[0].page), Role: roles[strings.ToLower(n.Own)]}
	if w.quote && p.Role == intake.Unknown {
		p.Role = intake.Quote
	}
	if p.Manner = manners[strings.ToLower(n.Own)]; p.Manner != "" {
		p.Role, p.Kept = intake.Body, true
	}
	if w.own && p.Role == intake.Unknown {
		p.Role = intake.Body
	}
	switch p.Role {
	case intake.Kicker, intake.Deck, intake.Signoff:
		for _, l := range text { // each of its lines is one
			q := p
			q.Runs = w.runs([]stretch{l})
			w.add(q)
		}
		return
	}
	if p.Manner == "诗" {
		for i, l := range w.verses(text) {
			if i > 0 {
				p.Runs = append(p.Runs, intake.Break())
			}
			p.Runs = append(p.Runs, w.runs(l)...)
		}
	} else {
		p.Runs = w.runs(text)
	}
	w.add(p)
}

// verses joins the lines of verse that were turned over: they go on further in than a line of
// verse begins.
func (w *writer) verses(text []stretch) (out [][]stretch) {
	em, base := w.size(text), 0
	for i, l := range text {
		c := &l.page.Chars[l.chars[0]]
		at := c.X
		if downwards(l.page, l.chars) {
			at = c.Y
		}
		if in := at - base; i > 0 && in > em/2 && in < 3*em {
			out[len(out)-1] = append(out[len(out)-1], l)
			continue
		}
		base, out = at, append(out, []stretch{l})
	}
	return out
}

// pictures takes pictures that stand in a paragraph without an element of their own.
func (w *writer) pictures(n *sheet.Node) {
	each(n, func(k *sheet.Node) {
		if s := w.seqs[key{k.Page, k.MCID}]; k.Tag == "" && s != nil && !s.taken && len(s.pics) > 0 {
			w.picture(s, nil)
			s.pics = nil
		}
	})
}

func (w *writer) picture(s *sequence, alt []intake.Run) {
	p := s.page.Pictures[s.pics[0]]
	w.to.Add(intake.Piece{Kind: intake.Image, Pic: &intake.Picture{Name: fmt.Sprintf("%d-%s", s.page.Number, p.Name), Data: p.Data, Alt: alt}, At: w.place(s.page)})
}

// figure takes a picture with its description and its caption.
func (w *writer) figure(n *sheet.Node) {
	var parts [][]stretch // of the caption: the credit, where it stands at the right, apart
	made := false
	var rest []*sheet.Node
	each(n, func(k *sheet.Node) {
		s := w.seqs[key{k.Page, k.MCID}]
		switch {
		case k.Tag != "" || s == nil || s.taken:
		case len(s.pics) > 0:
			s.taken = true
			if !made {
				made = true
				w.picture(s, w.alt(n))
			}
		}
	})
	for _, k := range n.Kids {
		if k.Tag != "Caption" {
			rest = append(rest, k)
			continue
		}
		for _, l := range lines(w.gather(k)) {
			for n, part := range apart(l) {
				if n > 0 || len(parts) == 0 {
					parts = append(parts, nil)
				}
				parts[len(parts)-1] = append(parts[len(parts)-1], part)
			}
		}
	}
	var captions []intake.Run
	for n, p := range parts {
		if n > 0 {
			captions = append(captions, intake.Made("\u3000"))
		}
		captions = append(captions, w.runs(p)...)
	}
	if !made && (len(captions) > 0 || w.has(n)) {
		made = true
		w.to.Add(intake.Piece{Kind: intake.Image, Pic: &intake.Picture{Alt: w.alt(n)}})
	}
	w.add(intake.Piece{Role: intake.Caption, Runs: captions})
	w.leave(&sheet.Node{Kids: rest}, intake.Decoration) // words of a drawing, which its description says
}

// apart parts a line where characters stand more than two apart: a credit at the right.
func apart(l stretch) (out []stretch) {
	from := 0
	for n := 1; n <= len(l.chars); n++ {
		if n < len(l.chars) {
			a, b := &l.page.Chars[l.chars[n-1]], &l.page.Chars[l.chars[n]]
			if b.X-a.X < 3*max(a.Size, b.Size) || latin(a.Text) || latin(b.Text) {
				continue
			}
		}
		out = append(out, stretch{l.page, l.chars[from:n]})
		from = n
	}
	return out
}

// has tells whether sequences of a node are on the pages that are read.
func (w *writer) has(n *sheet.Node) (found bool) {
	each(n, func(k *sheet.Node) {
		found = found || k.Tag == "" && w.seqs[key{k.Page, k.MCID}] != nil
	})
	return found
}

// alt is the description of a picture; what banxin writes where there is none says nothing.
func (w *writer) alt(n *sheet.Node) []intake.Run {
	if n.Alt == "" || n.Alt == "图片" {
		return nil
	}
	return []intake.Run{w.to.Text(n.Alt)}
}

// markers are the signs before the items of lists.
var markers = form.Of(`^(?:[•·‣◦▪●○■□◆◇★※–—-][ \x{3000}]*|[0-9０-９]{1,3}[.．、)）][ \x{3000}]*|[（(][0-9a-zA-Z一二三四五六七八九十]{1,3}[)）][ \x{3000}]*|[一二三四五六七八九十]{1,3}、|[①-⑳][ \x{3000}]*|[a-zA-Z][.)][ \x{3000}]*)`)

// list takes the items of a list, and of lists in them.
func (w *writer) list(n *sheet.Node) {
	for _, k := range n.Kids {
		switch k.Tag {
		case "L":
			w.list(k)
		case "LI":
			w.item(k)
		default:
			w.block(k)
		}
	}
}

func (w *writer) item(n *sheet.Node) {
	text := lines(w.gather(n))
	if len(text) == 0 {
		return
	}
	first := &text[0]
	mark := markers().FindString(said(first.page, first.chars))
	k := 0
	for size := 0; size < len(mark); k++ {
		size += len(first.page.Chars[first.chars[k]].Text)
	}
	marker := strings.TrimRight(mark, " \u3000")
	w.to.Leave(said(first.page, first.chars[:k]), intake.Markup, w.place(first.page))
	first.chars = first.chars[k:]
	l := &intake.List{Marker: marker, Ordered: marker != "" && strings.Trim(marker, "•·‣◦▪●○■□◆◇★※–—-") != ""}
	if !l.Ordered {
		l.Marker = "•"
	}
	w.to.Add(intake.Piece{Kind: intake.Item, Role: intake.Body, List: l, Runs: w.runs(text), At: w.place(first.page)})
}

// table takes a table. Its caption, if there is one, stands above it.
func (w *writer) table(n *sheet.Node) {
	p := intake.Piece{Kind: intake.Table}
	head := true
	var rows func(n *sheet.Node)
	rows = func(n *sheet.Node) {
		for _, k := range n.Kids {
			switch k.Tag {
			case "TR":
				row, all := w.row(k)
				if len(row) == 0 {
					continue
				}
				if head = head && all; head {
					p.Head++
				}
				p.Rows = append(p.Rows, row)
			case "Caption":
				w.tableHead(k)
			case "":
			default:
				rows(k)
			}
		}
	}
	rows(n)
	if len(p.Rows) > 0 {
		w.to.Add(p)
	}
}

// tableHead takes what stands above a table.
func (w *writer) tableHead(n *sheet.Node) {
	if runs := w.runs(lines(w.gather(n))); len(runs) > 0 {
		w.to.Add(intake.Piece{Role: intake.Body, Runs: append([]intake.Run{intake.Made("表：")}, runs...)})
	}
}

func (w *writer) row(n *sheet.Node) (row []intake.Cell, head bool) {
	head = true
	for _, k := range n.Kids {
		if k.Tag != "TH" && k.Tag != "TD" {
			continue
		}
		head = head && k.Tag == "TH"
		row = append(row, intake.Cell{Runs: w.runs(lines(w.gather(k))), ColSpan: k.ColSpan, RowSpan: k.RowSpan, Head: k.Tag == "TH"})
	}
	return row, head
}

// noteSign is the number of a note at its beginning.
var noteSign = form.Of(`^[\[［(（〔]?[0-9０-９]{1,3}[\]］)）〕]?[.．、 \x{3000}]*|^[①-⑳*＊†‡][ \x{3000}]*`)

// note takes a note; the signs in the text that name it are taken for its.
func (w *writer) note(n *sheet.Node) {
	text := lines(w.gather(n))
	if len(text) == 0 {
		return
	}
	first := &text[0]
	mark := noteSign().FindString(said(first.page, first.chars))
	k := 0
	for size := 0; size < len(mark); k++ {
		size += len(first.page.Chars[first.chars[k]].Text)
	}
	w.to.Leave(said(first.page, first.chars[:k]), intake.Markup, w.place(first.page))
	first.chars = first.chars[k:]
	name := noteName(mark)
	if name == "" {
		w.add(intake.Piece{Role: intake.Remark, Runs: w.runs(text)})
		return
	}
	w.to.Add(intake.Piece{Kind: intake.Foot, Note: name, Runs: w.runs(text)})
}

// noteNames are the names of the notes below a node.
func (r *reader) noteNames(n *sheet.Node) map[string]bool {
	out := map[string]bool{}
	each(n, func(k *sheet.Node) {
		if k.Tag != "Note" && k.Tag != "FENote" {
			return
		}
		var b strings.Builder
		each(k, func(q *sheet.Node) {
			if s := r.seqs[key{q.Page, q.MCID}]; q.Tag == "" && s != nil && b.Len() < 16 {
				b.WriteString(said(s.page, s.chars[:min(len(s.chars), 8)]))
			}
		})
		if name := noteName(noteSign().FindString(b.String())); name != "" {
			out[name] = true
		}
	})
	return out
}

func noteName(s string) string { return strings.Trim(s, "[］]［()（）〔〕.．、 \u3000") }
