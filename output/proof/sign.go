package proof

import (
	"fmt"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Sign is what the sheet says of one page that is to be signed off.
type Sign struct {
	Page     int // index in Doc.Pages
	Editor   string
	Stories  int
	Chars    int
	Errors   int // findings that are still open
	Warnings int
	Signed   []string // in the order of the roles: who has signed and when; empty: to be signed
}

// SignOptions of SignOff; the zero value has the usual roles.
type SignOptions struct {
	Title   string   // "清样付印单" when empty
	Line    string   // what else the head says
	Roles   []string // who signs each page: 一校 二校 三校 责任编辑 值班总编 when empty
	Chain   string   // hash of the last signature, at the foot; empty: none
	English bool     // labels are English, else Chinese
}

// A4 is the sheet that is signed, lying on its side.
var a4 = unit.Rect{W: 842 * unit.Pt, H: 595 * unit.Pt}

// Rows of the table.
const (
	signTop  = 92 * unit.Pt
	signRow  = 30 * unit.Pt
	signHead = 20 * unit.Pt
)

// column is one of the table.
type column struct {
	name  string
	width unit.Length
}

// SignOff returns the sheet on which pages are signed off for the press: a row a page,
// with its digest. Whoever signs, signs what Digest stands for: the sheet is void when
// the page's digest is another.
func SignOff(d *page.Doc, cat *fonts.Catalog, rows []Sign, o SignOptions) (*page.Doc, error) {
	w := wordsIn(o.English)
	if o.Title == "" {
		o.Title = w.sign
	}
	if len(o.Roles) == 0 {
		o.Roles = w.roles
	}
	out, pen, err := begin(d, cat)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if _, err := d.At(r.Page); err != nil {
			return nil, err
		}
	}
	out.Stories = nil
	t := table{pen: pen, doc: d, opt: o, words: w, columns: columns(w.facts, o.Roles)}
	fit := int((a4.H - signTop - signHead - edge) / signRow)
	for n := 1; n == 1 || len(rows) > 0; n++ {
		some := rows[:min(fit, len(rows))]
		rows = rows[len(some):]
		out.Pages = append(out.Pages, t.sheet(some, n))
	}
	return out, nil
}

// columns are those of the facts, and one a role, of equal widths.
func columns(facts [7]string, roles []string) []column {
	var list []column
	rest := a4.W - 2*edge
	for i, w := range [...]unit.Length{34, 66, 56, 28, 42, 40, 92} {
		list = append(list, column{facts[i], w * unit.Pt})
		rest -= w * unit.Pt
	}
	for _, r := range roles {
		list = append(list, column{r, rest / unit.Length(len(roles))})
	}
	return list
}

// table draws the sheets.
type table struct {
	*pen
	doc     *page.Doc
	opt     SignOptions
	words   *words
	columns []column
}

func (t *table) sheet(rows []Sign, n int) *page.Page {
	pg := &page.Page{Name: fmt.Sprintf("%s %d", t.opt.Title, n), Number: n, Trim: a4, Bleed: a4}
	items := t.head()
	y := signTop
	items = append(items, t.row(y, signHead, t.titles(), grey)...)
	y += signHead
	for _, r := range rows {
		items = append(items, t.row(y, signRow, t.cells(r), black)...)
		y += signRow
	}
	items = append(items, t.set(t.words.signed, unit.Point{X: edge, Y: a4.H - 24*unit.Pt}, type8, grey, left)...)
	if t.opt.Chain != "" {
		items = append(items, t.set(fmt.Sprintf(t.words.chain, t.opt.Chain), unit.Point{X: a4.W - edge, Y: a4.H - 24*unit.Pt}, type8, grey, right)...)
	}
	pg.Items = furniture(items...)
	return pg
}

func (t *table) head() []page.Item {
	m := t.doc.Meta
	items := t.set(t.opt.Title, unit.Point{X: a4.W / 2, Y: 44 * unit.Pt}, 20*unit.Pt, black, middle)
	label := fmt.Sprintf("%s　%s", m.Paper, m.Date)
	if m.Issue > 0 {
		label += "　" + fmt.Sprintf(t.words.issue, m.Issue)
	}
	label += "　" + t.words.pages.of(len(t.doc.Pages))
	items = append(items, t.set(label, unit.Point{X: edge, Y: 76 * unit.Pt}, 10*unit.Pt, black, left)...)
	return append(items, t.set(t.opt.Line, unit.Point{X: a4.W - edge, Y: 76 * unit.Pt}, type8, grey, right)...)
}

func (t *table) titles() []string {
	var list []string
	for _, c := range t.columns {
		list = append(list, c.name)
	}
	return list
}

func (t *table) cells(r Sign) []string {
	pg := t.doc.Pages[r.Page]
	facts := []string{pg.Name, pg.Section, r.Editor, fmt.Sprint(r.Stories), fmt.Sprint(r.Chars), fmt.Sprintf("%d/%d", r.Errors, r.Warnings), Digest(t.doc, r.Page)[:16]}
	return append(facts, r.Signed...)
}

// row draws a row of the table: its frame, and what the cells say.
func (t *table) row(y, height unit.Length, cells []string, ink page.Color) (items []page.Item) {
	x := edge
	for i, c := range t.columns {
		items = append(items, box(unit.Rect{X: x, Y: y, W: c.width, H: height}, nil, &grey, unit.Pt/4))
		if i < len(cells) {
			size := 9 * unit.Pt
			if w := t.pen.width(cells[i], size); w > c.width-6*unit.Pt {
				size = size.MulDiv(int64(c.width-6*unit.Pt), int64(w))
			}
			items = append(items, t.set(cells[i], unit.Point{X: x + c.width/2, Y: y + height/2 + size*35/100}, size, ink, middle)...)
		}
		x += c.width
	}
	return items
}
