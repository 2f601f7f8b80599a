// Package prose writes the text of stories as XHTML: the same elements for every edition
// that is read on a screen. What it says beside the story's own characters carries the
// class "made".
//
//	w := prose.Writer{M: &m, Chinese: true}
//	for _, b := range story.Blocks {
//		w.Block(b, false, nil)
//	}
package prose

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"banxin/editions"
	"banxin/layout/typo"
	"banxin/output/internal/markup"
)

// Writer writes to M. The zero value of the rest writes plain XHTML.
type Writer struct {
	M       *markup.Writer
	Lang    string                                                  // of the book, a BCP 47 tag
	Chinese bool                                                    // words in Latin letters are another language than the rest
	Upright bool                                                    // lines run from top to bottom: short numbers stand upright
	EPUB    bool                                                    // page breaks carry epub:type
	Colors  map[string]editions.InkColor                            // of the paper, behind text
	Ruby    [2]string                                               // around a reading where ruby is not shown
	Notes   *Notes                                                  // of the story
	Unsaid  string                                                  // stands, in sight, for the description that a picture has not
	Story   func(id string) (href string)                           // where a story stands that a link leads to; "": nowhere
	Heading string                                                  // element of the headline; empty: h1
	Subhead func(*editions.Paragraph) (id string)                   // names a subhead; nil: none has an id
	Picture func(*editions.Picture) (src string, width, height int) // empty src: not there
}

// Text writes a text's runs.
func (w *Writer) Text(t editions.Text) { (&inline{Writer: w}).text(t) }

// Figures writes characters; in upright lines short numbers stand in one cell.
func (w *Writer) Figures(s string) { (&inline{Writer: w}).figures(s) }

// PageBreak writes the mark of a printed page's beginning. A page has one, which the list of
// pages leads to; where a story comes to the page again the mark has no role.
func (w *Writer) PageBreak(p Break) {
	w.M.Raw(`<span class="made"`)
	if !p.Again {
		w.M.Raw(` role="doc-pagebreak"`)
	}
	if w.EPUB && !p.Again {
		w.M.Raw(` epub:type="pagebreak"`)
	}
	w.M.Attr("id", p.ID)
	if !p.Again {
		w.M.Attr("aria-label", p.Label)
	}
	w.M.Attr("title", p.Label)
	w.M.Raw("></span>")
}

// Block writes a block with the page breaks in it. goesOn is true for a paragraph that
// began in another document.
func (w *Writer) Block(bl editions.Block, goesOn bool, breaks []Break) {
	in := &inline{Writer: w, breaks: breaks}
	switch bl := bl.(type) {
	case *editions.Paragraph:
		w.paragraph(in, bl, goesOn)
	case *editions.List:
		w.list(in, bl)
	case *editions.Table:
		w.table(in, bl)
	case *editions.Picture:
		w.figure(in, bl)
	default:
		w.plain(in, bl)
	}
}

func (w *Writer) picture(p *editions.Picture) (src string, width, height int) {
	if p.Image == nil || w.Picture == nil {
		return "", 0, 0
	}
	return w.Picture(p)
}

func (w *Writer) paragraph(in *inline, p *editions.Paragraph, goesOn bool) {
	if sign := w.Notes.of(p.Kind.Role(), &p.Text); sign != "" && !goesOn {
		w.note(in, p, sign)
		return
	}
	if p.Kind == editions.GroupCaption && !goesOn {
		w.M.Raw("<figcaption>")
		in.text(p.Text)
		in.finish()
		w.M.Raw("</figcaption>\n</figure>\n")
		return
	}
	name, class, id := "p", ClassOf(p), ""
	if goesOn {
		class = strings.TrimSpace(class + " goeson")
	} else if p.Cap > 0 && oneLetter(p.Text) { // the style sheet has ::first-letter: the text stays whole for who hears it
		class = strings.TrimSpace(class + " cap cap-" + strconv.Itoa(min(p.Cap, mostCap)))
	}
	switch {
	case p.Kind == editions.SubheadText && p.Level >= 3:
		name = "h3"
	case p.Kind == editions.SubheadText:
		name = "h2"
	case p.Kind == editions.QuoteText:
		w.M.Raw("<blockquote>")
	case p.Kind == editions.PullText:
		w.M.Open("aside", "role", "doc-pullquote")
	}
	if name[0] == 'h' && w.Subhead != nil && !goesOn {
		id = w.Subhead(p)
	}
	w.M.Open(name, "id", id, "class", class, "dir", direction(p.Text))
	if p.Kind == editions.VerseText {
		in.verse(p.Text)
	} else {
		in.text(p.Text)
	}
	in.finish()
	w.M.Raw("</", name, ">")
	if p.Kind == editions.QuoteText {
		w.M.Raw("</blockquote>")
	}
	if p.Kind == editions.PullText {
		w.M.Raw("</aside>")
	}
	w.M.Raw("\n")
}

// verse writes a stanza: each line can be turned over by itself.
func (in *inline) verse(t editions.Text) {
	for i := 0; i < len(t.Runs); {
		n := i
		for n < len(t.Runs) && t.Runs[n].Text != "\n" {
			n++
		}
		in.M.Raw(`<span class="line">`)
		in.text(editions.Text{Runs: t.Runs[i:n]})
		in.M.Raw("</span>")
		if i = n + 1; n < len(t.Runs) {
			in.M.Raw("<br/>")
		}
	}
}

// mostCap is the number of lines of the greatest drop caps that style sheets have.
const mostCap = 5

// oneLetter tells whether a text begins with a letter that ::first-letter takes as print does: no
// number of several figures, none with a reading.
func oneLetter(t editions.Text) bool {
	n, figures := t.FirstLetter(), 0
	for _, r := range t.String()[:n] {
		if unicode.IsDigit(r) {
			figures++
		}
	}
	return n > 0 && figures < 2
}

// direction is what dir says of a paragraph, "" of one that runs as its document does.
func direction(t editions.Text) string {
	if typo.FromRight(t.String()) {
		return "rtl"
	}
	return ""
}

// classOf is the class of paragraphs of a role: its name, but of those that have an element.
func classOf(r editions.Role) string {
	switch r {
	case editions.RoleParagraph, editions.RoleSubhead, editions.RoleQuote, editions.RoleItem, editions.RoleCaption:
		return ""
	}
	return string(r)
}

// ClassOf is the class of a paragraph: that of its role, and of a style of the paper's own.
func ClassOf(p *editions.Paragraph) string {
	class := classOf(p.Kind.Role())
	if p.Kind.Opens() && !slices.ContainsFunc(p.Text.Runs, func(r editions.Run) bool { return r.Marks&editions.Opening != 0 }) {
		class += " further"
	}
	if p.Set != "" {
		class = strings.TrimSpace(class + " " + OwnClass(p.Set))
	}
	return class
}

// OwnClass is the class of paragraphs in a style of the paper's own.
func OwnClass(name editions.StyleName) string {
	return "own-" + strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' {
			return r
		}
		return '_'
	}, string(name))
}

// plain writes a block that has no elements of its own: each text is a paragraph.
func (w *Writer) plain(in *inline, b editions.Block) {
	for p := range editions.PartsOf(b) {
		w.M.Open("p", "class", classOf(p.Role))
		in.text(Written(p))
		w.M.Raw("</p>\n")
	}
	w.late(in)
}

// list writes a list. Markers that the editor typed are text; Bullets are the reader's.
func (w *Writer) list(in *inline, l *editions.List) {
	w.items(in, l.Items)
	w.late(in)
}

// items writes items of one level, and those that are deeper within the item before them.
func (w *Writer) items(in *inline, items []editions.ListItem) {
	if len(items) == 0 {
		return
	}
	name, class := listElement(items)
	start := ""
	if n := number(items[0].Marker); name == "ol" && n != "1" {
		start = n
	}
	w.M.Open(name, "class", class, "start", start)
	w.M.Raw("\n")
	for from := 0; from < len(items); {
		to := from + 1
		for to < len(items) && items[to].Level > items[from].Level {
			to++
		}
		value := ""
		if name == "ol" {
			value = number(items[from].Marker)
		}
		w.item(in, &items[from], items[from+1:to], value, class == "bullets")
		from = to
	}
	w.M.Raw("</", name, ">\n")
}

// number is that of a marker such as 3. or （3）, which an item says as a value too: who sets
// lists by numbers of their own, as programs that convert books do, has no other. It is
// empty where there is none.
func number(marker string) string {
	n := strings.TrimLeft(strings.Trim(marker, "([.、．，:：]（)） "), "0")
	if n == "" || len(n) > 6 || strings.Trim(n, "0123456789") != "" {
		return ""
	}
	return n
}

// item writes an item and those within it. A bullet is the reader's: of the list where all of
// it has bullets, else of the item; one that goes on in a second paragraph has none there.
func (w *Writer) item(in *inline, it *editions.ListItem, inner []editions.ListItem, value string, bullets bool) {
	class := ""
	if it.Marker == editions.Bullet && !bullets {
		class = "bullet"
	}
	w.M.Open("li", "class", class, "value", value)
	switch it.Marker {
	case editions.Bullet:
		in.passed++ // print shows it
	case "":
	default:
		w.M.Raw(`<span class="marker">`)
		in.chars(it.Marker)
		w.M.Raw("</span> ")
	}
	in.text(it.Text)
	w.items(in, inner)
	w.M.Raw("</li>\n")
}

// listElement says what a list is: by numbers where each item of its level has one, with
// bullets where all of them have those.
func listElement(items []editions.ListItem) (name, class string) {
	ordered, bullets := true, true
	for _, it := range items {
		if it.Level > items[0].Level {
			continue
		}
		bullets = bullets && it.Marker == editions.Bullet
		ordered = ordered && it.Marker != editions.Bullet && it.Marker != ""
	}
	switch {
	case bullets:
		return "ul", "bullets"
	case ordered:
		return "ol", "marked"
	}
	return "ul", "marked"
}

// late puts page breaks that a block has not passed into a paragraph after it: they must
// not be lost, nor stand outside a paragraph.
func (w *Writer) late(in *inline) {
	if len(in.breaks) == 0 {
		return
	}
	w.M.Raw(`<p class="made">`)
	in.finish()
	w.M.Raw("</p>\n")
}

func (w *Writer) table(in *inline, t *editions.Table) {
	in.columns = columnNames(t)
	w.M.Open("table", "class", in.role("cards"), "role", in.role("table"))
	w.M.Raw("\n")
	if !t.Caption.IsEmpty() {
		w.M.Raw("<caption>")
		in.text(t.Caption)
		w.M.Raw("</caption>\n")
	}
	head := min(t.Head, len(t.Rows))
	w.rows(in, t, "thead", 0, head)
	w.rows(in, t, "tbody", head, len(t.Rows))
	w.M.Raw("</table>\n")
	w.late(in)
}

// rows writes the rows from one to before another, without the cells that others take in.
func (w *Writer) rows(in *inline, t *editions.Table, group string, from, to int) {
	if from >= to {
		return
	}
	w.M.Open(group, "role", in.role("rowgroup"))
	w.M.Raw("\n")
	for r := from; r < to; r++ {
		w.M.Open("tr", "role", in.role("row"))
		for c := range t.Rows[r] {
			if t.Extent(r, c).Across > 0 {
				w.cell(in, t, r, c)
			}
		}
		w.M.Raw("</tr>\n")
	}
	w.M.Raw("</", group, ">\n")
}

// cell writes a cell; a head says which cells it is over, and each how far it reaches.
func (w *Writer) cell(in *inline, t *editions.Table, row, col int) {
	text, e := t.Rows[row][col], t.Extent(row, col)
	name, scope := "td", ""
	if row < t.Head && !text.IsEmpty() {
		if name, scope = "th", "col"; e.Across > 1 {
			scope = "colgroup"
		}
	}
	class := ""
	if col < len(t.Align) {
		class = alignClass[t.Align[col]]
	}
	w.M.Open(name, "scope", scope, "colspan", reach(e.Across), "rowspan", reach(e.Down), "class", class, "role", in.cellRole(name), "data-label", in.column(name, col))
	in.text(text)
	w.M.Raw("</", name, ">")
}

// reach is how far a cell reaches, empty for one.
func reach(n int) string {
	if n > 1 {
		return strconv.Itoa(n)
	}
	return ""
}

var alignClass = [...]string{typo.Justify: "", typo.Left: "left", typo.Center: "center", typo.Right: "right", typo.Spread: ""}

// InGroup tells whether a block stands in a figure that the block before it began.
func InGroup(b editions.Block) bool {
	switch b := b.(type) {
	case *editions.Picture:
		return b.Group != nil && b != b.Group.Pictures[0]
	case *editions.Paragraph:
		return b.Kind == editions.GroupCaption
	}
	return false
}

// figure writes a picture; those of a group stand in a figure of their own, which ends
// with the last of them or with their caption.
func (w *Writer) figure(in *inline, p *editions.Picture) {
	if p.Group != nil && p == p.Group.Pictures[0] {
		w.M.Raw(`<figure class="group">`, "\n")
	}
	w.M.Open("figure", "class", figureClass(p))
	w.M.Raw("\n")
	if src, width, height := w.picture(p); src != "" {
		w.M.Void("img", "src", src, "alt", cmp.Or(AltText(p), w.Unsaid), "width", strconv.Itoa(width), "height", strconv.Itoa(height))
		w.M.Raw("\n")
		if AltText(p) == "" && w.Unsaid != "" {
			w.M.Element("p", w.Unsaid, "class", "missing made")
		}
	}
	if !p.Caption.IsEmpty() || !p.Credit.IsEmpty() {
		w.M.Raw("<figcaption>")
		in.text(p.Caption)
		if !p.Credit.IsEmpty() {
			w.M.Raw(` <span class="credit">`)
			in.text(p.Credit)
			w.M.Raw("</span>")
		}
		w.M.Raw("</figcaption>\n")
	}
	w.M.Raw("</figure>\n")
	w.late(in)
	if g := p.Group; g != nil && g.Caption == nil && p == g.Pictures[len(g.Pictures)-1] {
		w.M.Raw("</figure>\n")
	}
}

// figureClass is the class of a picture's figure.
func figureClass(p *editions.Picture) string {
	switch {
	case p.Mourning:
		return "mourning"
	case p.Formula:
		return "formula"
	}
	return ""
}

// AltText is what a picture says to who cannot see it.
func AltText(p *editions.Picture) string {
	if s := strings.TrimSpace(p.Alt); s != "" {
		return s
	}
	return strings.TrimSpace(p.Caption.String())
}
