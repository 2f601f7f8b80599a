package impose

import (
	"fmt"
	"math"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
)

// Page is a page to lay on a plate.
type Page struct {
	Number int         // as it is called, counted from 1
	W, H   unit.Length // its trim; of a spread that of both pages
	Spread bool        // it is two pages, the first of which has an even number
	Inks   []string    // that it is printed in, as PDF files name them; nil: not known
	Pos    source.Pos  // where it is asked for, for findings; may be zero
}

// Plan is how an edition lies on plates.
type Plan struct {
	Schema int     `json:"schema"`
	Pages  int     `json:"pages"`
	Blanks int     `json:"blanks"` // pages left white
	Sheets int     `json:"sheets"` // of one copy
	Webs   int     `json:"webs,omitempty"`
	Trim   [2]mm   `json:"trim_mm"`
	Plates []Sided `json:"plates"`

	w, h unit.Length // of a page
}

// Sided is one side of a plate: a file of its own.
type Sided struct {
	Name    string   `json:"plate"` // 1F, 1B: sheet and side; L and R halves of them
	Sheet   int      `json:"sheet"` // counted from 1; of a web with several ribbons on a plate its first
	Section int      `json:"section"`
	Web     int      `json:"web,omitempty"`
	Side    string   `json:"side"`   // front or back
	Copies  int      `json:"copies"` // plates made of the file
	Inks    []string `json:"inks"`   // that are printed
	Paper   [2]mm    `json:"paper_mm"`
	Block   [2]mm    `json:"block_mm"` // what the pages take, with what is cut off
	Cells   []Cell   `json:"pages"`

	gripper      bool
	block, paper unit.Rect // in coordinates of the plate; paper may reach beyond both sides
	foldX, foldY []unit.Length
	cutX, cutY   []unit.Length
}

// Cell is a page on a plate. Lengths are millimetres from the upper left corner of the block.
type Cell struct {
	Page   int  `json:"page"` // counted from 1; 0 is blank
	X      mm   `json:"x_mm"` // of the trim, as it is left after folding and cutting
	Y      mm   `json:"y_mm"`
	W      mm   `json:"w_mm"`
	H      mm   `json:"h_mm"`
	Turned int  `json:"turned"`             // degrees clockwise
	Creep  mm   `json:"creep_mm,omitempty"` // by how much it is moved towards the spine
	Spread bool `json:"spread,omitempty"`   // it is half of a spread

	number   int       // place among the pages, counted from 0; -1 is blank
	place    int       // in its section, pages left white counted, from 0
	half     int       // of a spread: 0 left, 1 right
	trim     unit.Rect // on the plate
	slot     unit.Rect // what the page takes where nothing creeps
	quarter  int
	creep    unit.Length
	recto    bool // its spine is at its left
	room     edges
	col, row int
}

// edges are lengths at the sides of an upright page.
type edges struct{ left, top, right, bottom unit.Length }

// mm is a length in JSON: millimetres to a thousandth.
type mm float64

func inMM(l unit.Length) mm { return mm(math.Round(l.Float()*25.4/72*1000) / 1000) }

// New lays pages out as a printer's file says. What cannot be laid out, or could not be
// printed, are findings; with errors among them there may be no plan.
func New(pages []Page, press *editions.Press) (*Plan, source.List) {
	i := press.Plates
	if i == nil {
		i = &editions.Imposition{Format: editions.Broadsheet, PerPlate: 2, Up: 2, Across: 1, Around: 1, Blanks: true}
	}
	b := &builder{i: i, press: press, pages: pages}
	if len(pages) == 0 {
		b.found.Add(source.New("PLT-COUNT", i.Pos, source.Msg("edition-no-pages"), source.Message{}))
		return nil, b.found
	}
	b.list()
	b.formats()
	b.towers()
	if b.found.Count(source.Error) > 0 && b.uneven {
		return nil, b.found
	}
	sheets := b.sheets()
	if sheets == nil {
		return nil, b.found
	}
	plan := b.plan(sheets)
	b.spreads(plan)
	b.fits(plan)
	return plan, b.found
}

// builder makes one plan.
type builder struct {
	i      *editions.Imposition
	press  *editions.Press
	pages  []Page
	slots  []slot // every page of the paper in order
	w, h   unit.Length
	uneven bool // pages are of several sizes
	found  source.List
}

// slot is a page of the paper: a page to lay, or half of one; -1 is blank.
type slot struct{ page, half int }

// list counts out the pages of the paper.
func (b *builder) list() {
	for i, p := range b.pages {
		b.slots = append(b.slots, slot{i, 0})
		if p.Spread {
			b.slots = append(b.slots, slot{i, 1})
		}
	}
}

// single is the size of a page, or of half a spread.
func (p Page) single() (w, h unit.Length) {
	if p.Spread {
		return p.W / 2, p.H
	}
	return p.W, p.H
}

// formats wants all pages of one size: that which most have.
func (b *builder) formats() {
	type size struct{ w, h int64 }
	of := func(p Page) size {
		w, h := p.single()
		return size{int64(inMM(w)*2 + 0.5), int64(inMM(h)*2 + 0.5)} // half millimetres
	}
	count, best := map[size]int{}, size{}
	for _, p := range b.pages {
		s := of(p)
		if count[s]++; count[s] > count[best] {
			best, b.w, b.h = s, 0, 0
		}
		if s == best && b.w == 0 {
			b.w, b.h = p.single()
		}
	}
	for _, p := range b.pages {
		w, h := p.single()
		if !b.printed(w, h) {
			b.found.Add(source.New("PLT-TRIM", b.pos(p), source.Msg("page-mm-press-prints", p.Number, said(w), said(h), b.sizes()), source.Msg("give-page-size-of-press")).On(p.Number, ""))
		}
		if far(w, b.w) || far(h, b.h) {
			b.uneven = true
			b.found.Add(source.New("PLT-TRIM", b.pos(p), source.Msg("page-mm-others", p.Number, said(w), said(h), said(b.w), said(b.h)),
				source.Msg("give-page-size-of-others")).On(p.Number, ""))
		}
	}
}

// printed tells whether the press prints pages of a size.
func (b *builder) printed(w, h unit.Length) bool {
	return len(b.press.Trims) == 0 || slices.ContainsFunc(b.press.Trims, func(s editions.Sheet) bool { return !far(s.W, w) && !far(s.H, h) })
}

func (b *builder) sizes() string {
	var out []string
	for _, s := range b.press.Trims {
		out = append(out, said(s.W)+" × "+said(s.H))
	}
	return list(out)
}

func far(a, b unit.Length) bool { return a-b > unit.Millimetres(500) || b-a > unit.Millimetres(500) }

func said(l unit.Length) string { return fmt.Sprintf("%.1f", float64(inMM(l))) }

func (b *builder) pos(p Page) source.Pos {
	if p.Pos != (source.Pos{}) {
		return p.Pos
	}
	return b.i.Pos
}

// towers wants each page to be printed where its inks are.
func (b *builder) towers() {
	n := len(b.slots)
	for at, s := range b.slots {
		p := b.pages[s.page]
		tower := b.press.Tower(at+1, n)
		if tower.All() || tower.Process == editions.ProcessInks || p.Inks == nil {
			continue
		}
		var missing []string
		for _, ink := range p.Inks {
			if k := slices.Index(ProcessNames[:], ink); k >= 0 && tower.Process&(1<<k) == 0 || k < 0 && !slices.Contains(tower.Spots, ink) {
				missing = append(missing, ink)
			}
		}
		if len(missing) == 0 {
			continue
		}
		b.found.Add(source.New("PLT-TOWER", b.pos(p), source.Msg("page-inks-tower-lacks", p.Number+s.half, list(missing), list(Names(tower))),
			source.Msg("say-inks-of-page-or-move", b.coloured(n))).On(p.Number+s.half, ""))
	}
}

// coloured lists the pages that may have every process ink.
func (b *builder) coloured(n int) string {
	var out []string
	for p := 1; p <= n; p++ {
		if b.press.Tower(p, n).Process == editions.ProcessInks {
			out = append(out, fmt.Sprint(p))
		}
	}
	if out == nil {
		return "–"
	}
	return list(out)
}

func list(s []string) string {
	out := ""
	for i, v := range s {
		if i > 0 {
			out += ", "
		}
		out += v
	}
	return out
}

// ProcessNames are the process inks as PDF files name them.
var ProcessNames = [4]string{"Cyan", "Magenta", "Yellow", "Black"}

// Names lists inks as PDF files name them.
func Names(i editions.Inks) (out []string) {
	for k, n := range ProcessNames {
		if i.Process&(1<<k) != 0 {
			out = append(out, n)
		}
	}
	return append(out, i.Spots...)
}

// spreads wants both halves of a spread side by side on a sheet.
func (b *builder) spreads(p *Plan) {
	for at, pg := range b.pages {
		if !pg.Spread {
			continue
		}
		whole := false
		for _, s := range p.Plates {
			var halves [2]*Cell
			for i := range s.Cells {
				if c := &s.Cells[i]; c.number == at {
					halves[c.half] = c
				}
			}
			whole = whole || halves[0] != nil && halves[1] != nil && meet(halves[0].trim, halves[1].trim)
		}
		if !whole {
			b.found.Add(source.New("PLT-SPREAD", b.pos(pg), source.Msg("spread-not-on-one-plate", pg.Number, pg.Number+1), source.Msg("spread-stands-whole-in-middle", b.middles(p))).On(pg.Number, ""))
		}
	}
}

// meet tells whether rectangles share a side.
func meet(a, b unit.Rect) bool {
	near := func(x, y unit.Length) bool { return x-y < unit.Pt/100 && y-x < unit.Pt/100 }
	return near(a.Y, b.Y) && near(a.Bottom(), b.Bottom()) && (near(a.Right(), b.X) || near(b.Right(), a.X)) ||
		near(a.X, b.X) && near(a.Right(), b.Right()) && (near(a.Bottom(), b.Y) || near(b.Bottom(), a.Y))
}

// middles lists the pairs of pages that stand side by side on a plate and are read so.
func (b *builder) middles(p *Plan) string {
	var out []string
	for _, s := range p.Plates {
		for _, x := range s.Cells {
			for _, y := range s.Cells {
				if x.Page > 0 && x.Page%2 == 0 && y.Page == x.Page+1 && meet(x.trim, y.trim) {
					out = append(out, fmt.Sprintf("%d–%d", x.Page, y.Page))
				}
			}
		}
	}
	slices.Sort(out)
	if out == nil {
		return "–"
	}
	return list(out)
}
