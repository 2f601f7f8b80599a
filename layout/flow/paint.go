package flow

import (
	"strings"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// paint paints a story that is set.
func (s *story) paint(o *outcome) []Piece {
	e := &emitter{story: s, outcome: o, figs: o.figures}
	e.open(s.startRegion(o.result).Page, s.name())
	if o.head != nil && len(o.head.lines) > 0 {
		e.paintHead()
	}
	for i, r := range o.rows {
		slot := o.lower.slot(i, o.slots[r.slot])
		if slot.r.Page != e.piece.Page {
			e.close()
			e.open(slot.r.Page, slot.r.Slot.Name)
		}
		e.last = i == len(o.rows)-1 && o.overLines == 0
		e.row(r, slot)
	}
	e.close()
	return e.out
}

// emitter paints a story piece by piece: head, then blocks in the story's order.
type emitter struct {
	*story
	*outcome
	figs     []standing // still to be painted
	out      []Piece
	piece    *Piece
	whole    *page.Mark // open: the story
	box      page.Role  // open container: list or table
	boxID    string
	mark     *page.Mark // open block
	el       int32      // its element
	surround *surround  // about the block; nil: none
	nth      int        // the line of a paragraph with a drop cap that comes next
	last     bool       // the row is the story's last
	order    int
}

// paintHead paints the head that stands over the columns or at their side, on its bar.
func (e *emitter) paintHead() {
	h, at := *e.result.head, e.result.head.at
	r := e.place.region
	h.fill = e.g.styles.Palette.fill(r.Slot.Head)
	pad := r.barPad()
	k := e.hole
	k.l0, k.l1 = k.l0+e.lower.all, k.l1+e.lower.below()
	switch {
	case !at.Empty():
		h.behind = at.Inset(-pad)
	case r.upright():
		at = r.inner(k.c0, k.c1, k.l0, k.l1)
		at = h.besideText(r, at)
	default:
		at = r.inner(k.c0, k.c1, k.l0, k.l1)
		h.fold = r.Grid.fold(at)
		if h.fill != nil {
			h.behind = r.bar(k, at)
			at.X, at.W = at.X+pad, at.W-2*pad
		}
	}
	h.boxAt = h.onFrame(r, at.X)
	e.piece.Items = h.draw(e.Setter, e.piece.Items, at, r.Grid.Size)
	e.extend(r, freestanding, at)
	if h.onBox != nil {
		e.extend(r, freestanding, unit.Rect{X: h.boxAt.X, Y: h.boxAt.Y, W: h.onBox.width, H: h.onBox.height})
	}
	if h.over != nil {
		e.extend(r, freestanding, h.over.at)
	}
}

// paintHeadIn paints the head that stands in a column, on its bar, which keeps away from the
// text above.
func (e *emitter) paintHeadIn(s lineSlot, rect unit.Rect, lines int) {
	h := *e.headIn(s.width())
	h.boxAt = h.onFrame(s.r, rect.X)
	h.under = int(s.line) != s.r.top
	if h.fill = e.g.styles.Palette.fill(s.r.Slot.Head); h.fill != nil {
		pad := s.r.barPad()
		h.behind = s.r.bar(hole{c0: int(s.col), c1: int(s.col) + 1, l0: int(s.line), l1: int(s.line) + lines}, rect)
		if h.under {
			h.behind.Y += s.r.Grid.Leading * 4 / 10
		}
		rect.X, rect.W = rect.X+pad, rect.W-2*pad
	}
	e.piece.Items = h.draw(e.Setter, e.piece.Items, rect, s.r.Grid.Size)
}

// besideText is where the lines of a head of vertical text stand on its bar, which it places.
func (h *heading) besideText(r *Region, at unit.Rect) unit.Rect {
	if h.fill == nil {
		return at
	}
	pad := r.barPad()
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
	e.whole = &page.Mark{Role: page.RoleStory, ID: e.g.Story.ID, Open: true, Order: e.order}
	e.order++
	e.piece = &Piece{Page: ref, Slot: slot, Story: e.g, Items: []page.Item{e.whole}}
	for _, jp := range e.jumps {
		if jp.from && jp.page == ref {
			e.jumpLine(jp)
		}
	}
}

// close ends the piece: open blocks, figures not yet painted, 下转.
func (e *emitter) close() {
	e.endSurround(false)
	e.endBlock()
	e.figures(1 << 30)
	for _, jp := range e.jumps {
		if !jp.from && jp.page == e.piece.Page {
			e.jumpLine(jp)
		}
	}
	e.whole.Rect = e.piece.Rect
	e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleStory, ID: e.g.Story.ID})
	e.out = append(e.out, *e.piece)
}

// row paints one row in its block.
func (e *emitter) row(r rowAt, s lineSlot) {
	rect := s.rect(1)
	if r.box != nil {
		if rect = s.rect(r.box.lines); r.fig != nil {
			rect.W = max(rect.W, r.fig.width)
		}
		rect.W = max(rect.W, r.box.width)
	}
	at := unit.Point{X: rect.X, Y: rect.Y}
	col := int(s.col)
	if r.floats() {
		col = freestanding
	}
	e.extend(s.r, col, rect)
	switch {
	case r.el == headRow:
		e.paintHeadIn(s, rect, r.box.lines)
		return
	case r.el == tailRow:
		e.endSurround(false)
		e.endBlock()
		e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleByline, ID: e.g.Story.ID, Open: true, Rect: rect})
		e.textLine(e.g.tail, r.line, s, 0)
		e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleByline, ID: e.g.Story.ID})
		return
	}
	el := &e.text.els[r.el]
	e.figures(el.block)
	e.within(el, r, s, rect)
	if r.rule {
		e.paintFootRule(s, r.aloof)
	}
	if r.tab != nil && r.tab.titleOf() > 0 {
		e.endBlock()
		e.piece.Items = r.tab.drawTitle(e.Setter, e.piece.Items, at)
	}
	e.block(el, r, rect)
	if r.box != nil {
		e.piece.Items = r.box.draw(e.Setter, e.piece.Items, at)
		if r.tab != nil && e.last {
			e.tailpieceBelow(s, rect)
		}
		return
	}
	if el = e.text.setting(r); el.cap != nil && r.line.From == 0 {
		e.paintCap(el, s)
		e.nth = 0
	}
	near, _ := el.inset(s.width())
	e.textLine(el.sh, r.line, s, near+el.besideCap(e.nth))
	e.nth++
}

// textLine paints a line of text, and the tailpiece after the story's last.
func (e *emitter) textLine(sh *inline.Shaped, ln inline.Line, s lineSlot, near unit.Length) {
	if e.last {
		ln = e.beforeTailpiece(ln, sh.Align(), s)
	}
	from, at := len(e.piece.Items), s.start(near)
	e.piece.Items = e.Place(e.piece.Items, sh, ln, at)
	if e.last {
		end := s.rect(1).Right()
		if sh.Align() == typo.Right { // the white of a bracket hangs beyond it
			end = at.X + ln.Width
		}
		e.tailpiece(s, from, end)
	}
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
	if el.role == page.RoleListItem {
		e.mark.Item = el.part + 1
	}
}

// figures paints the figures that come before a block of the story.
func (e *emitter) figures(block int) {
	if len(e.figs) == 0 || e.piece.Page != e.place.region.Page {
		return
	}
	for len(e.figs) > 0 && e.figs[0].fig.block < block {
		e.endBlock()
		f := e.figs[0]
		e.figs = e.figs[1:]
		at := f.corner(e.place.region)
		at.Y += unit.Length(e.lower.below()) * e.place.region.Grid.Leading
		e.piece.Items = f.fig.draw(e.Setter, e.piece.Items, at)
		e.extend(e.place.region, freestanding, unit.Rect{X: at.X, Y: at.Y, W: f.fig.width, H: f.fig.height()})
	}
}

// jumpWords are those of 下转 or 上接: in columns too narrow for them, 转2版.
func (e *emitter) jumpWords(jp jump) *inline.Para {
	l := e.g.styles.at(editions.Jump)
	var p *inline.Para
	for _, text := range jumpForms(jp.text) {
		if p = e.g.styles.words(l, text); e.Shape(p).Natural() <= jp.slot.width() {
			break
		}
	}
	return p
}

// jumpForms are the words of a jump from the longest to the shortest.
func jumpForms(text string) []string {
	plain := strings.Trim(text, "（）")
	return []string{text, plain, strings.NewReplacer("下转", "转", "上接", "接", "第", "").Replace(plain)}
}

// jumpLine paints 下转 at the right end of its line, 上接 at the left.
func (e *emitter) jumpLine(jp jump) {
	if jp.silent {
		return
	}
	if jp.head != nil {
		e.begin(page.RoleJump, e.g.Story.ID, jp.rect)
		e.piece.Items = jp.head.draw(e.Setter, e.piece.Items, unit.Point{X: jp.rect.X, Y: jp.rect.Y})
		e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleJump, ID: e.g.Story.ID})
		e.extend(nil, freestanding, jp.rect)
		return
	}
	p := e.jumpWords(jp)
	p.Align = typo.Right
	if jp.from {
		p.Align = typo.Left
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
	e.extend(s.r, int(s.col), rect)
}
