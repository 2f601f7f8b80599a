package flow

import (
	"fmt"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// follow lets a story that does not fit its slot go on through the later slots of its
// chain. Where that is on another page, the last line here says where it goes on, and the
// first line there where it came from. The columns of the last slot it needs are level.
func (j *job) follow(first []lineSlot, left []picture) {
	var rest []*Region
	var slots []*SlotRun
	for _, c := range j.chain {
		for _, r := range c.Regions {
			rest, slots = append(rest, r), append(slots, c)
		}
	}
	n := 0
	res := j.pourChain(first, rest[:1], -1)
	for res.overLines > 0 && n+1 < len(rest) {
		n++
		res = j.pourChain(first, rest[:n+1], -1)
	}
	tail := rest[n]
	last := slots[n].Stories[len(slots[n].Stories)-1] == j.g
	j.room = len(j.p.slots)
	if last {
		j.free = append([]lineSlot(nil), j.p.slots[min(res.next, j.room):]...)
	}
	end := tail.end
	if res.overLines == 0 {
		for end = tail.at + 1; end < tail.end; end++ {
			if res = j.pourChain(first, rest[:n+1], end); res.overLines == 0 {
				break
			}
		}
		res = j.pourChain(first, rest[:n+1], end)
	}
	for _, r := range rest[:n] {
		r.at = r.end
	}
	if tail.at = end; last {
		tail.at = tail.end
	}
	j.finish(res, left)
}

// pourChain pours the story through the slots of its first regions and then those of
// more, the last of them only to line end unless that is negative.
func (j *job) pourChain(first []lineSlot, more []*Region, end int) poured {
	j.jumps = j.jumps[:0]
	slots := append([]lineSlot(nil), first...)
	from := j.region.Page
	for i, r := range more {
		to := r.end
		if i == len(more)-1 && end >= 0 {
			to = end
		}
		next := r.slots(nil, r.at, to)
		if r.Page != from && len(slots) > 0 && len(next) > 1 {
			slots = j.leave(slots, r.Page)
			next = j.arrive(next, from)
			from = r.Page
		}
		slots = append(slots, next...)
	}
	number(slots)
	j.p.slots, j.p.uniform, j.p.cache = slots, uniform(slots), map[int][]inline.Line{}
	return j.p.pour(0)
}

// leave takes the last line slot for 下转.
func (j *job) leave(slots []lineSlot, to PageRef) []lineSlot {
	n := len(slots) - 1
	j.jumps = append(j.jumps, jump{slot: slots[n], text: fmt.Sprintf("（下转第%s版）", j.run.Name(to))})
	return slots[:n]
}

// arrive takes the first line slot for 上接.
func (j *job) arrive(slots []lineSlot, from PageRef) []lineSlot {
	text := fmt.Sprintf("（上接第%s版《%s》）", j.run.Name(from), j.g.Story.Title())
	if j.Shape(j.g.looks.words(j.g.looks.at(editions.Jump), text)).Natural() > slots[0].width() {
		text = fmt.Sprintf("（上接第%s版）", j.run.Name(from))
	}
	j.jumps = append(j.jumps, jump{slot: slots[0], from: true, text: text})
	return slots[1:]
}

// number counts the runs of slots anew: a run is slots one under the other.
func number(slots []lineSlot) {
	for i := len(slots) - 1; i >= 0; i-- {
		slots[i].left = 1
		if i+1 < len(slots) && below(slots[i+1], slots[i]) {
			slots[i].left = slots[i+1].left + 1
		}
		slots[i].head = i == 0 || !below(slots[i], slots[i-1])
	}
}

func below(a, b lineSlot) bool { return a.r == b.r && a.col == b.col && a.line == b.line+1 }

// setInColumn sets the story in the columns right after the one before it: its head and
// pictures stand in the column like blocks of text.
func (j *job) setInColumn() {
	s := j.slot
	if s.stream == nil {
		for _, r := range s.Regions {
			s.stream = r.slots(s.stream, r.top, r.end)
			r.at = r.end
		}
		s.uniform = uniform(s.stream)
	}
	start := s.cursor
	head := j.columnHead()
	if start > 0 {
		head.before = j.between()
	}
	if j.p.els = j.inColumnElements(); len(j.p.els) == 0 {
		head.keep = 0
	}
	j.p.head = head
	res := j.pourStream(start)
	for res.overLines > 0 && s.More != nil {
		next := s.grow()
		if next == nil {
			break
		}
		n := len(s.stream)
		s.stream = next.slots(s.stream, next.top, next.end)
		s.uniform = s.uniform && len(s.stream) > 0 && uniform(s.stream[max(n-1, 0):])
		next.at = next.end
		before := res.overLines
		if res = j.pourStream(start); res.overLines >= before {
			// what is left is too high for any column: another page does not help
			s.stream, s.Regions = s.stream[:n], s.Regions[:len(s.Regions)-1]
			res = j.pourStream(start)
			break
		}
	}
	s.cursor = res.next
	j.region = j.startRegion(res)
	j.finish(res, nil)
}

func (j *job) pourStream(start int) poured {
	j.p.slots, j.p.uniform = j.slot.stream, j.slot.uniform
	return j.p.pour(start)
}

// startRegion is the region of the first thing set.
func (j *job) startRegion(res poured) *Region {
	if len(res.rows) > 0 {
		return j.p.slots[res.rows[0].slot].r
	}
	return j.slot.Regions[len(j.slot.Regions)-1]
}

// columnHead is the story's head as a block of its column.
func (j *job) columnHead() *element {
	made := map[unit.Length]*heading{}
	at := func(w unit.Length) *heading {
		if made[w] == nil {
			made[w] = j.compose(w, 1)
		}
		return made[w]
	}
	e := &element{block: -1, role: page.RoleHead, keep: 2}
	for _, l := range at(j.slot.Regions[0].cols[0].w).lines {
		e.chars += l.line.Chars
	}
	g := j.g.looks.grid
	e.box = func(_ *inline.Setter, w unit.Length) block {
		h := at(w)
		n := headLines(h, g, j.slot.Regions[0].Slot.Head.Lines, false)
		return block{lines: n, draw: func(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
			return h.draw(s, dst, unit.Rect{X: at.X, Y: at.Y, W: w, H: g.Height(n)}, g.Size)
		}}
	}
	return e
}

// inColumnElements is the text with the pictures put in as blocks, in the story's order.
func (j *job) inColumnElements() []element {
	if len(j.g.pictures) == 0 {
		return j.g.els
	}
	var out []element
	pics := j.g.pictures
	for _, e := range j.g.els {
		for len(pics) > 0 && pics[0].block < e.block {
			out, pics = append(out, j.columnPicture(pics[0])), pics[1:]
		}
		out = append(out, e)
	}
	for _, p := range pics {
		out = append(out, j.columnPicture(p))
	}
	return out
}

func (j *job) columnPicture(p picture) element {
	return element{block: p.block, role: page.RoleFigure, chars: p.chars, box: func(_ *inline.Setter, w unit.Length) block {
		f := j.newFigure(j.g, p, w)
		r := j.slot.Regions[0]
		n := f.fit(r.Grid, r.Slot.Picture.Lines, r.end-r.top)
		return block{n, f.draw}
	}}
}
