package flow

import (
	"strings"

	"banxin/layout/typo"
	"banxin/layout/unit"
)

// leg is a stretch of a story's way through the later slots of its chain: a frame, or all
// columns of a slot whose stories follow one another in them.
type leg struct {
	link   int     // of the chain
	i      int     // of the region in its slot
	region *Region // nil: the slot's stream
}

// legs lists the stretches of the chain in which there are line slots left.
func (s *story) legs() (out []leg) {
	for i, c := range s.chain {
		if c.slot.inColumns() {
			if c.cursor < len(c.stream) {
				out = append(out, leg{link: i})
			}
			continue
		}
		for k, r := range c.regions {
			if c.at[k] < r.end {
				out = append(out, leg{i, k, r})
			}
		}
	}
	return out
}

// page is the one on which a leg begins.
func (s *story) page(l leg) PageRef {
	if l.region != nil {
		return l.region.Page
	}
	c := s.chain[l.link]
	return c.stream[c.cursor].r.Page
}

// chained adds the line slots of an attempt's legs to those of its own slot. Where the story
// goes on on another page, the last line before says where, and the first line there where
// it came from.
func (s *story) chained(a attempt, f *furniture, c *course, way *route) {
	slots, from := c.slots, s.own.regions[0].Page
	if way.shared {
		slots, way.shared = append(s.spare.takeSlots(), slots...), false
	}
	for i, l := range s.legs()[:a.legs] {
		e := entry{story: s, leg: l, from: from}
		if i == a.legs-1 {
			e.end, e.short = a.end, a.short
		}
		page := s.page(l)
		alone := len(slots) <= c.start // the head stands there without text
		e.jumps = page != from && (!alone || f.head != nil)
		next := e.slots()
		if len(next) == 0 {
			continue
		}
		if e.jumps {
			var out jump
			if alone {
				out = s.besideHead(f, page)
			} else {
				slots, out = s.leave(slots, page)
			}
			way.jumps = append(way.jumps, e.arrival, out)
		}
		from = page
		way.last, way.from = len(slots), e.at
		slots = append(slots, next...)
	}
	number(slots)
	c.slots = slots
}

// entry is how a story goes on in a leg.
type entry struct {
	*story
	leg
	from    PageRef // the page it comes from
	jumps   bool    // which is another one
	end     int     // the line before which it ends; 0: where the leg ends
	short   columnSet
	at      int  // the first line slot of a stream
	arrival jump // what says where it comes from, if it jumps
}

// slots returns the line slots of a leg. A story that jumps there begins with its small head
// or a line of 上接.
func (e *entry) slots() []lineSlot {
	var head *block
	if e.jumps && e.isHeaded() {
		r := e.first()
		width := r.cols[0].w
		if e.region != nil {
			c0, c1 := r.widest(e.chain[e.link].at[e.i])
			width = r.inner(c0, c1, r.top, r.top+1).W
		}
		head = e.smallHead(r, width, e.run.Name(e.from))
	}
	var slots []lineSlot
	if e.region != nil {
		slots = e.inRegion(head)
	} else {
		slots = e.stream(head)
	}
	if !e.jumps || e.arrival.head != nil {
		return slots
	}
	if len(slots) < 2 {
		return nil
	}
	return e.arrive(slots)
}

// first is the region in which the leg begins, or the first of its slot.
func (e *entry) first() *Region {
	if e.region != nil {
		return e.region
	}
	return e.chain[e.link].regions[0]
}

// inRegion returns the line slots of a region, below the small head over all its columns unless
// that is nil or finds no room.
func (e *entry) inRegion(head *block) []lineSlot {
	r, at, end := e.region, e.chain[e.link].at[e.i], e.end
	if at > r.top {
		at = min(at+max(r.Slot.Between, 1), r.end)
	}
	var o obstacles
	if end == 0 {
		end = r.end
	} else {
		o = r.shortened(o, end, e.short)
	}
	c0, c1 := r.widest(at)
	if head != nil && at+head.lines+leastAfterHead <= r.floor(c0, c1) {
		e.arrival = jump{page: r.Page, from: true, head: head, rect: r.inner(c0, c1, at, at+head.lines)}
		o.holes = append(o.holes, hole{c0, c1, at, at + head.lines})
	}
	return r.slots(nil, at, end, o)
}

// leastAfterHead is how many lines stand under a small head at least.
const leastAfterHead = 2

// stream returns what is left of a slot's stream, below the small head unless that is nil or
// finds no room.
func (e *entry) stream(head *block) []lineSlot {
	c := e.chain[e.link]
	i := c.cursor
	for n := max(c.regions[0].Slot.Between, 1); n > 0 && i < len(c.stream) && !c.stream[i].head; n-- {
		i++
	}
	if head != nil {
		k := i
		for k < len(c.stream) && int(c.stream[k].left) < head.lines+leastAfterHead {
			k += int(c.stream[k].left)
		}
		if k < len(c.stream) {
			at := c.stream[k]
			e.arrival = jump{page: at.r.Page, from: true, head: head, rect: at.rect(head.lines)}
			i = k + head.lines
		}
	}
	e.at = i
	return c.stream[i:]
}

// isHeaded tells whether a continuation has a small head here: where several stories share
// the slot, unless it says otherwise.
func (e *entry) isHeaded() bool {
	c := e.chain[e.link]
	spec := c.regions[0].Slot
	return !spec.Upright && !spec.Jump.Bare && (spec.Jump.Headed || len(c.slot.Stories) > 1)
}

// arrive takes the first line slot for 上接, with the story's headline if the line holds it.
func (e *entry) arrive(slots []lineSlot) []lineSlot {
	text := "（上接" + ordinal(e.run.Name(e.from)) + "《" + strings.ReplaceAll(e.g.Story.Title(), "\n", " ") + "》）"
	if e.jumpWords(text).Natural() > slots[0].width() {
		text = comesFrom(e.run.Name(e.from))
	}
	e.arrival = jump{page: slots[0].r.Page, slot: slots[0], from: true, text: text}
	return slots[1:]
}

// leave takes the last line slot for 下转.
func (s *story) leave(slots []lineSlot, to PageRef) ([]lineSlot, jump) {
	n := len(slots) - 1
	return slots[:n], jump{page: slots[n].r.Page, slot: slots[n], text: goesOn(s.run.Name(to))}
}

// besideHead is 下转 of a story of which only the head stands before the jump: at the right of
// its last line, where that leaves room; else it is silent, and a finding says so.
func (s *story) besideHead(f *furniture, to PageRef) jump {
	r, h := s.place.region, f.head
	out := jump{page: r.Page, text: goesOn(s.run.Name(to)), silent: true}
	if r.upright() || h.vertical || f.hole.empty() || len(h.lines) == 0 {
		return out
	}
	at := r.inner(f.hole.c0, f.hole.c1, f.hole.l1-1, f.hole.l1)
	last := h.lines[len(h.lines)-1]
	used := last.line.Natural
	if a := last.sh.Align(); a == typo.Center {
		used = (at.W + used) / 2
	} else if a != typo.Left && a != typo.Justify {
		return out
	}
	used += r.Grid.Size
	out.slot = lineSlot{r: r, col: int32(f.hole.c1 - 1), line: int32(f.hole.l1 - 1), left: 1, head: true, x: at.X + used, w: at.W - used}
	out.silent = out.slot.w <= 0 || s.shortest(out) > out.slot.w
	return out
}

// shortest is the width of the shortest words of a jump.
func (s *story) shortest(jp jump) unit.Length {
	forms := jumpForms(jp.text)
	return s.jumpWords(forms[len(forms)-1]).Natural()
}
