package flow

import (
	"strings"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// finish records a story's fit and paints its pieces.
func (j *job) finish(res poured, left []picture) {
	j.tell(&res)
	res.overChars += j.lostChars
	res.overLines += j.lostLines
	for _, p := range append(left, j.unfloated(res.left)...) {
		j.noRoom(j.g, p, j.region)
		res.overChars += p.chars
	}
	if j.head != nil && j.head.at.Empty() && len(j.head.lines) > 0 {
		j.region.hole = append(j.region.hole, j.headHole)
	}
	for _, f := range j.figs {
		j.region.block(f)
		j.cropped(j.g, f.fig, j.region)
	}
	for _, r := range res.rows {
		if r.box != nil && r.box.fig != nil {
			j.cropped(j.g, r.box.fig, j.p.slots[r.slot].r)
		}
	}
	j.fit(res, j.p.slots)
	e := &emitter{job: j, figs: j.figs}
	e.emit(res)
}

// emitter paints a story piece by piece: head, then blocks in the story's order.
type emitter struct {
	*job
	figs  []standing
	piece *Piece
	story *page.Mark
	box   page.Role // open container: list or table
	boxID string
	mark  *page.Mark // open block
	el    int32      // its element
	order int
}

func (e *emitter) emit(res poured) {
	e.open(e.region.Page, e.slot.Name)
	if e.head != nil && len(e.head.lines) > 0 {
		at := e.headPlace()
		e.piece.Items = e.head.draw(e.Setter, e.piece.Items, at, e.region.Grid.Size)
		e.grow(at)
		if over := e.head.over; over != nil {
			e.grow(over.at)
		}
	}
	for _, r := range res.rows {
		s := e.p.slots[r.slot]
		if s.r.Page != e.piece.Page {
			e.close()
			e.open(s.r.Page, s.r.Slot.Name)
		}
		e.row(r, s)
	}
	e.close()
}

// headPlace is where the head's lines stand. The bar behind it, if there is one, is placed.
func (e *emitter) headPlace() unit.Rect {
	r, h, at := e.region, e.head, e.head.at
	h.fill = e.g.styles.Palette.fill(r.Slot.Head)
	pad := r.barPad()
	if !at.Empty() {
		h.behind = at.Inset(-pad)
		return at
	}
	k := e.headHole
	at = r.inner(k.c0, k.c1, k.l0, k.l1)
	if !r.upright() {
		h.fold = r.Grid.fold(at)
	}
	if h.fill == nil {
		return at
	}
	if !r.upright() {
		h.behind = r.bar(k, at)
		at.X, at.W = at.X+pad, at.W-2*pad
		return at
	}
	h.behind = unit.Rect{X: at.Right() - h.width, Y: at.Y, W: h.width, H: at.H}
	if boxed(r.Slot) {
		in := r.Grid.Inside(r.Slot, r.Rect)
		h.behind.Y, h.behind.H = in.Y, in.H
		h.behind.W = in.Right() - h.behind.X
	}
	h.width -= 2 * pad
	return at.Inset(pad)
}

// open begins the piece on a page.
func (e *emitter) open(ref PageRef, slot string) {
	e.story = &page.Mark{Role: page.RoleStory, ID: e.g.Story.ID, Open: true, Order: e.order}
	e.order++
	e.piece = &Piece{Page: ref, Slot: slot, Story: e.g, Items: []page.Item{e.story}}
	for _, jp := range e.jumps {
		if jp.from && jp.page == ref {
			e.jumpLine(jp)
		}
	}
}

// close ends the piece: open blocks, figures not yet painted, 下转.
func (e *emitter) close() {
	e.endBlock()
	e.figures(1 << 30)
	for _, jp := range e.jumps {
		if !jp.from && jp.page == e.piece.Page {
			e.jumpLine(jp)
		}
	}
	e.story.Rect = e.piece.Rect
	e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleStory, ID: e.g.Story.ID})
	e.out.Pieces = append(e.out.Pieces, *e.piece)
}

func (e *emitter) grow(r unit.Rect) { e.piece.Rect = e.piece.Rect.Union(r) }

// row paints one row in its block.
func (e *emitter) row(r rowAt, s lineSlot) {
	rect := s.rect(1)
	if r.box != nil {
		if rect = s.rect(r.box.lines); r.box.fig != nil {
			rect.W = max(rect.W, r.box.fig.width)
		}
	}
	at := unit.Point{X: rect.X, Y: rect.Y}
	e.grow(rect)
	switch {
	case r.el == headRow:
		e.piece.Items = r.box.draw(e.Setter, e.piece.Items, at)
		return
	case r.el == tailRow:
		e.endBlock()
		e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleByline, ID: e.g.Story.ID, Open: true, Rect: rect})
		e.piece.Items = e.Place(e.piece.Items, e.g.tail, r.line, s.start(0))
		e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleByline, ID: e.g.Story.ID})
		return
	}
	el := &e.p.els[r.el]
	e.figures(el.block)
	e.block(el, r, rect)
	if r.box != nil {
		e.piece.Items = r.box.draw(e.Setter, e.piece.Items, at)
		return
	}
	e.piece.Items = e.Place(e.piece.Items, el.sh, r.line, s.start(el.shift))
}

// block opens and closes the marks of blocks as rows come along.
func (e *emitter) block(el *element, r rowAt, rect unit.Rect) {
	id := blockID(e.g.Story.ID, el.block)
	box := page.Role("")
	switch el.role {
	case page.RoleListItem:
		box = page.RoleList
	case page.RoleTable:
		box = page.RoleTable
	}
	if e.box != box || box != "" && e.boxID != id {
		e.endBlock()
		if e.box = box; box != "" {
			e.boxID = id
			e.begin(box, id, rect)
			e.mark = nil
		}
	}
	if el.role == page.RoleTable || el.role == page.RoleFigure {
		e.endPart()
		return
	}
	if e.mark != nil && e.el == r.el {
		e.mark.Rect = e.mark.Rect.Union(rect)
		return
	}
	e.endPart()
	e.el = r.el
	e.mark = e.begin(el.role, id, rect)
}

func (e *emitter) begin(role page.Role, id string, rect unit.Rect) *page.Mark {
	m := &page.Mark{Role: role, ID: id, Open: true, Rect: rect}
	e.piece.Items = append(e.piece.Items, m)
	return m
}

// endPart closes the open paragraph or list item.
func (e *emitter) endPart() {
	if e.mark != nil {
		e.piece.Items = append(e.piece.Items, &page.Mark{Role: e.mark.Role, ID: e.mark.ID})
		e.mark = nil
	}
}

// endBlock closes the open paragraph and the list or table around it.
func (e *emitter) endBlock() {
	e.endPart()
	if e.box != "" {
		e.piece.Items = append(e.piece.Items, &page.Mark{Role: e.box, ID: e.boxID})
		e.box, e.boxID = "", ""
	}
}

// figures paints the figures that come before a block of the story.
func (e *emitter) figures(block int) {
	if e.piece.Page != e.region.Page {
		return
	}
	for len(e.figs) > 0 && e.figs[0].fig.block < block {
		e.endBlock()
		f := e.figs[0]
		e.figs = e.figs[1:]
		at := f.corner(e.region)
		e.piece.Items = f.fig.draw(e.Setter, e.piece.Items, at)
		e.grow(unit.Rect{X: at.X, Y: at.Y, W: f.fig.width, H: f.fig.height()})
	}
}

// jumpWords are those of 下转 or 上接: in columns too narrow for them, 转2版.
func (e *emitter) jumpWords(jp jump) *inline.Para {
	l := e.g.styles.at(editions.Jump)
	plain := strings.Trim(jp.text, "（）")
	var p *inline.Para
	for _, text := range []string{jp.text, plain, strings.NewReplacer("下转", "转", "上接", "接", "第", "").Replace(plain)} {
		if p = e.g.styles.words(l, text); e.Shape(p).Natural() <= jp.slot.width() {
			break
		}
	}
	return p
}

// jumpLine paints 下转 at the right end of its line, 上接 at the left.
func (e *emitter) jumpLine(jp jump) {
	if jp.head != nil {
		e.begin(page.RoleJump, e.g.Story.ID, jp.rect)
		e.piece.Items = jp.head.draw(e.Setter, e.piece.Items, unit.Point{X: jp.rect.X, Y: jp.rect.Y})
		e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleJump, ID: e.g.Story.ID})
		e.grow(jp.rect)
		return
	}
	p := e.jumpWords(jp)
	p.Align = inline.Right
	if jp.from {
		p.Align = inline.Left
	}
	s := jp.slot
	rect := s.rect(1)
	if s.r.upright() {
		p.Dir = page.Vertical
	}
	e.begin(page.RoleJump, e.g.Story.ID, rect)
	sh := e.Shape(p)
	if lines := e.Break(nil, sh, []unit.Length{s.width()}); len(lines) == 1 { // there is one line for it
		e.piece.Items = e.Place(e.piece.Items, sh, lines[0], s.start(0))
	}
	e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleJump, ID: e.g.Story.ID})
	e.grow(rect)
}
