package impose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// plan lays the sheets on plates.
func (b *builder) plan(all []signature) *Plan {
	p := &Plan{Schema: 1, Pages: len(b.slots), Trim: [2]mm{inMM(b.w), inMM(b.h)}, Sheets: len(all), w: b.w, h: b.h}
	for _, s := range all {
		for _, at := range s.slots {
			if at < 0 {
				p.Blanks++
			}
		}
	}
	if b.i.Sheetfed {
		for n, s := range all {
			for side, name := range sides {
				d := b.side(s, side)
				d.Sheet, d.Name, d.Copies = n+1, fmt.Sprint(n+1, letter(side)), 1
				d.Side = name
				p.add(d)
			}
		}
		return p
	}
	n := 0
	for w, web := range b.runs(all) {
		p.Webs = w + 1
		b.web(p, w+1, n, web)
		n += len(web)
	}
	return p
}

var sides = [2]string{"front", "back"}

func letter(side int) string { return string("FB"[side]) }

func (p *Plan) add(s *Sided) {
	s.settle()
	p.Plates = append(p.Plates, *s)
}

// web lays the ribbons of a web on its plates.
func (b *builder) web(p *Plan, web, before int, ribbons []signature) {
	copies := 1
	if !b.i.Collect {
		copies = b.i.Around
	}
	for at := 0; at < len(ribbons); at += b.i.Across {
		group := ribbons[at:min(at+b.i.Across, len(ribbons))]
		for side, name := range sides {
			var laid []*Sided
			for k, s := range group {
				d := b.side(s, side)
				d.Sheet, d.Web, d.Copies, d.Side = before+at+k+1, web, copies, name
				d.Name = fmt.Sprint(d.Sheet, letter(side))
				laid = append(laid, d)
			}
			if side == 1 { // seen from the other side
				slices.Reverse(laid)
			}
			switch b.i.PerPlate {
			case 4:
				p.add(joined(laid))
			case 1:
				for _, d := range laid {
					for _, half := range d.halves() {
						p.add(half)
					}
				}
			default:
				for _, d := range laid {
					p.add(d)
				}
			}
		}
	}
}

// joined puts the ribbons of a web on one plate.
func joined(laid []*Sided) *Sided {
	if len(laid) == 1 {
		return laid[0]
	}
	out := *laid[0]
	var names []string
	out.Cells, out.foldX, out.foldY, out.cutY = nil, nil, nil, nil
	x := unit.Length(0)
	for _, d := range laid {
		by := unit.Point{X: x}
		for _, c := range d.Cells {
			c.trim, c.slot = c.trim.Add(by), c.slot.Add(by)
			out.Cells = append(out.Cells, c)
		}
		for _, f := range d.foldX {
			out.foldX = append(out.foldX, f+x)
		}
		out.foldY = append(out.foldY, d.foldY...)
		out.Sheet = min(out.Sheet, d.Sheet)
		out.block.H = max(out.block.H, d.block.H)
		names = append(names, d.Name)
		x += d.block.W
		out.cutX = append(out.cutX, x)
	}
	out.cutX = out.cutX[:len(out.cutX)-1]
	out.block.W = x
	slices.Sort(names)
	out.Name = strings.Join(names, "-")
	return &out
}

// halves parts a ribbon into the plates of its two places.
func (s *Sided) halves() []*Sided {
	middle := s.block.W / 2
	var out []*Sided
	for k, name := range []string{"L", "R"} {
		d := *s
		d.Name += name
		d.block.W = middle
		d.Cells, d.foldX, d.cutX = nil, nil, nil
		for _, c := range s.Cells {
			if left := c.slot.X+c.slot.W/2 < middle; left != (k == 0) {
				continue
			}
			if k == 1 {
				by := unit.Point{X: -middle}
				c.trim, c.slot = c.trim.Add(by), c.slot.Add(by)
			}
			d.Cells = append(d.Cells, c)
		}
		out = append(out, &d)
	}
	return out
}

// side lays one side of a folded sheet.
func (b *builder) side(s signature, which int) *Sided {
	outer, inner := unfold(steps(s.up, b.i.Feet))
	cells := outer
	if which == 1 {
		cells = inner
	}
	d := &Sided{Section: s.section}
	for r, row := range cells {
		for c, at := range row {
			d.Cells = append(d.Cells, b.cell(s, at, r, c))
		}
	}
	d.place(len(cells), len(cells[0]), b)
	if b.half() {
		d.turn(which == 1)
	}
	return d
}

// cell is a page of a sheet before it has its place.
func (b *builder) cell(s signature, at cell, row, col int) Cell {
	slot := s.slots[at.page]
	c := Cell{number: -1, place: s.places[at.page], row: row, col: col, recto: at.page%2 == 0, creep: b.i.Thickness * unit.Length(s.depth[at.page])}
	if at.down {
		c.quarter = 2
	}
	if slot >= 0 {
		of := b.slots[slot]
		c.number, c.half, c.Page, c.Spread = of.page, of.half, slot+1, b.pages[of.page].Spread
	}
	c.room = edges{left: b.i.TrimOff, top: b.i.TrimOff, right: b.i.TrimOff, bottom: b.i.TrimOff}
	bind, open := &c.room.left, &c.room.right
	if !c.recto {
		bind, open = open, bind
	}
	*bind = b.i.Mill
	if at.page >= s.up { // the later half reaches out
		*open += b.i.Lap
	}
	return c
}

// seen are the edges of a page as it lies on the plate.
func (c *Cell) seen() edges {
	if c.quarter == 2 {
		return edges{c.room.right, c.room.bottom, c.room.left, c.room.top}
	}
	return c.room
}

// place gives the cells of a grid their places: columns and rows are as wide as a page, and
// what lies between them is what both pages leave to be cut off.
func (s *Sided) place(rows, cols int, b *builder) {
	left, right := make([]unit.Length, cols), make([]unit.Length, cols)
	top, bottom := make([]unit.Length, rows), make([]unit.Length, rows)
	for i := range s.Cells {
		c := &s.Cells[i]
		e := c.seen()
		left[c.col], right[c.col] = max(left[c.col], e.left), max(right[c.col], e.right)
		top[c.row], bottom[c.row] = max(top[c.row], e.top), max(bottom[c.row], e.bottom)
	}
	xs, foldX := along(b.w, left, right)
	ys, foldY := along(b.h, top, bottom)
	for i := range s.Cells {
		c := &s.Cells[i]
		c.slot = unit.Rect{X: xs[c.col], Y: ys[c.row], W: b.w, H: b.h}
		c.trim = c.slot
		c.trim.W -= c.creep
		if c.recto == (c.quarter == 2) { // its spine lies at the right
			c.trim.X += c.creep
		}
	}
	s.block = unit.Rect{W: xs[cols-1] + b.w + right[cols-1], H: ys[rows-1] + b.h + bottom[rows-1]}
	s.foldX = foldX
	if b.i.Feet || b.half() { // a web is slit there
		s.cutY = foldY
	} else {
		s.foldY = foldY
	}
}

// along puts tracks of a size behind one another with their edges between them, and finds where
// they meet.
func along(size unit.Length, before, after []unit.Length) (at, meet []unit.Length) {
	x := unit.Length(0)
	for i := range before {
		if i > 0 {
			meet = append(meet, x)
		}
		x += before[i]
		at = append(at, x)
		x += size + after[i]
	}
	return at, meet
}

// turn lays a side on its side: the front a quarter clockwise, so that the back, seen from its
// own side, lies a quarter anticlockwise.
func (s *Sided) turn(back bool) {
	w, h := s.block.W, s.block.H
	turned, quarter := func(r unit.Rect) unit.Rect { return unit.Rect{X: h - r.Bottom(), Y: r.X, W: r.H, H: r.W} }, 1
	if back {
		turned, quarter = func(r unit.Rect) unit.Rect { return unit.Rect{X: r.Y, Y: w - r.Right(), W: r.H, H: r.W} }, 3
	}
	for i := range s.Cells {
		c := &s.Cells[i]
		c.trim, c.slot, c.quarter = turned(c.trim), turned(c.slot), (c.quarter+quarter)%4
	}
	from := func(end unit.Length, list []unit.Length, mirrored bool) []unit.Length {
		out := slices.Clone(list)
		if mirrored {
			for i, y := range list {
				out[len(list)-1-i] = end - y
			}
		}
		return out
	}
	s.foldX, s.foldY = from(h, s.foldY, !back), from(w, s.foldX, back)
	s.cutX, s.cutY = from(h, s.cutY, !back), nil
	s.block = unit.Rect{W: h, H: w}
}

// settle writes what others read in millimetres.
func (s *Sided) settle() {
	s.Block = [2]mm{inMM(s.block.W), inMM(s.block.H)}
	slices.SortStableFunc(s.Cells, func(a, b Cell) int {
		if a.slot.Y != b.slot.Y {
			return cmp.Compare(a.slot.Y, b.slot.Y)
		}
		return cmp.Compare(a.slot.X, b.slot.X)
	})
	for i := range s.Cells {
		c := &s.Cells[i]
		c.X, c.Y, c.W, c.H = inMM(c.trim.X), inMM(c.trim.Y), inMM(c.trim.W), inMM(c.trim.H)
		c.Turned, c.Creep = 90*c.quarter, inMM(c.creep)
		if c.Page == 0 {
			c.Creep = 0
		}
	}
}

// fits gives each plate its paper, and says where there is none that it fits on; and its inks.
func (b *builder) fits(p *Plan) {
	for k := range p.Plates {
		s := &p.Plates[k]
		s.Inks, s.gripper = b.inks(s), b.i.Gripper > 0
		paper, ok := b.paper(s)
		s.paper, s.Paper = paper, [2]mm{inMM(paper.W), inMM(paper.H)}
		if ok || slices.ContainsFunc(b.found, func(f source.Finding) bool { return f.Code == "PLT-SHEET" }) {
			continue
		}
		b.found.Add(source.New("PLT-SHEET", b.i.Pos, source.Msg("plate-larger-than-paper", s.Name, said(s.block.W), said(s.block.H), said(b.i.Gripper), b.papers()),
			source.Msg("other-paper-or-fewer-pages-on")))
	}
}

// papers lists what there is to print on.
func (b *builder) papers() string {
	var out []string
	for _, w := range b.i.Webs {
		out = append(out, said(w))
	}
	for _, s := range b.i.Paper {
		out = append(out, said(s.W)+" × "+said(s.H))
	}
	return list(out)
}

// paper is the narrowest paper that a plate fits on, as it lies about the block: centred on it,
// the gripper's edge at the foot.
func (b *builder) paper(s *Sided) (unit.Rect, bool) {
	best, found := unit.Rect{}, false
	try := func(w, h unit.Length) {
		if w >= s.block.W && h >= s.block.H+b.i.Gripper && (!found || int64(w>>8)*int64(h>>8) < int64(best.W>>8)*int64(best.H>>8)) {
			best, found = unit.Rect{X: (s.block.W - w) / 2, Y: s.block.H + b.i.Gripper - h, W: w, H: h}, true
		}
	}
	if b.i.Sheetfed {
		for _, p := range b.i.Paper {
			try(p.W, p.H)
			try(p.H, p.W)
		}
	} else {
		for _, w := range b.i.Webs {
			try(w, s.block.H)
			if part := b.i.PerPlate; part == 1 || part == 2 && b.i.Across == 2 { // a plate is a part of the web
				n := unit.Length(2 * b.i.Across / part)
				try(w/n, s.block.H)
			}
		}
	}
	if !found {
		best = s.block
		best.H += b.i.Gripper
	}
	return best, found || b.i.Sheetfed && len(b.i.Paper) == 0 || !b.i.Sheetfed && len(b.i.Webs) == 0
}

// inks are those of a plate's pages; every ink where those of one are not known.
func (b *builder) inks(s *Sided) []string {
	out := []string{}
	has := func(n string) bool { return slices.Contains(out, n) }
	for _, c := range s.Cells {
		if c.number < 0 {
			continue
		}
		names := b.pages[c.number].Inks
		if names == nil {
			names = ProcessNames[:]
		}
		for _, n := range names {
			if !has(n) {
				out = append(out, n)
			}
		}
	}
	place := func(n string) int {
		if k := slices.Index(ProcessNames[:], n); k >= 0 {
			return k
		}
		return len(ProcessNames)
	}
	slices.SortFunc(out, func(x, y string) int {
		if d := place(x) - place(y); d != 0 {
			return d
		}
		return strings.Compare(x, y)
	})
	return out
}
