package flow

import (
	"cmp"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// leg is a stretch of a story's way through the later slots of its chain: a frame, or all
// columns of a slot whose stories follow one another in them.
type leg struct {
	slot   *SlotRun
	region *Region // nil: the slot's stream
}

func (l leg) page() PageRef {
	if l.region != nil {
		return l.region.Page
	}
	return l.slot.stream[min(l.slot.cursor, len(l.slot.stream)-1)].r.Page
}

// legs lists the stretches of the chain in which there are line slots left.
func (j *job) legs() (out []leg) {
	for _, c := range j.chain {
		if c.inColumns() {
			if c.open(); c.cursor < len(c.stream) {
				out = append(out, leg{slot: c})
			}
			continue
		}
		for _, r := range c.Regions {
			if r.at < r.end {
				out = append(out, leg{c, r})
			}
		}
	}
	return out
}

// follow lets a story that does not fit its slot go on through the later slots of its
// chain: first are the line slots of its own, of which it takes those from start on. Where
// it goes on on another page, the last line here says where, and the first line there
// where it came from. The columns of the last slot it needs are level.
func (j *job) follow(first []lineSlot, start int, left []picture) {
	legs := j.legs()
	if len(legs) == 0 {
		j.room = len(first) - start
		j.finish(j.pourChain(first, start, nil, -1, 0), left)
		return
	}
	whole := j.p.out
	n := 1
	res := j.pourChain(first, start, legs[:n], -1, 0)
	for ; res.overLines > 0 && n < len(legs); n++ {
		res = j.pourChain(first, start, legs[:n+1], -1, 0)
	}
	tail := legs[n-1]
	j.room = len(j.p.slots) - start
	last := tail.slot.Stories[len(tail.slot.Stories)-1] == j.g
	if last {
		j.free = slices.Clone(j.p.slots[min(res.next, len(j.p.slots)):])
	}
	used := max(res.next-j.legAt, 0)
	if r := tail.region; r != nil && res.overLines == 0 {
		pour := func(end int, short uint64) (poured, bool) {
			res := j.pourChain(first, start, legs[:n], end, short)
			return res, res.overLines == 0
		}
		res, used = j.settle(pour, r.at+1, r.end, len(r.cols))
	}
	for _, l := range legs[:n-1] {
		l.close()
	}
	if last || res.overLines > 0 {
		tail.close()
	} else if tail.region != nil {
		tail.region.at = used
	} else {
		tail.slot.cursor = max(j.legFrom+used, j.p.reached(tail.slot.stream, res.next))
	}
	j.crossings(res, whole)
	j.finish(res, left)
}

// close leaves nothing of the leg to the stories after.
func (l leg) close() {
	if l.region != nil {
		l.region.at = l.region.end
		return
	}
	l.slot.cursor = len(l.slot.stream)
}

// pourChain pours the story through line slots of its own and then those of legs, the last
// of them only to line end unless that is negative, its short columns a line less.
func (j *job) pourChain(first []lineSlot, start int, legs []leg, end int, short uint64) poured {
	j.jumps = j.jumps[:0]
	slots := slices.Clone(first)
	from := j.region.Page
	for i, l := range legs {
		to, k := -1, uint64(0)
		if i == len(legs)-1 {
			to, k = end, short
		}
		page, taken := l.page(), len(j.jumps)
		jumps := page != from && len(slots) > start
		next := j.enter(l, from, jumps, to, k)
		if len(next) == 0 {
			j.jumps = j.jumps[:taken]
			continue
		}
		if jumps {
			slots = j.leave(slots, page)
		}
		from = page
		j.legAt = len(slots)
		slots = append(slots, next...)
	}
	number(slots)
	j.p.through(slots)
	if end < 0 {
		return j.p.whole(start)
	}
	return j.p.pour(start)
}

// enter returns the line slots of a leg. A story that jumps there begins with its small
// head or a line of 上接.
func (j *job) enter(l leg, from PageRef, jumps bool, end int, short uint64) []lineSlot {
	var head *block
	if jumps && l.headed() {
		head = j.smallHead(l, from)
	}
	slots := []lineSlot(nil)
	if l.region != nil {
		slots = j.enterBand(l.region, head, end, short)
	} else {
		slots = j.enterStream(l.slot, head)
	}
	if n := len(j.jumps); !jumps || n > 0 && j.jumps[n-1].head == head && head != nil {
		return slots
	}
	if len(slots) < 2 {
		return nil
	}
	return j.arrive(slots, from)
}

// enterBand returns the line slots of a band of a region, below the small head over all
// its columns unless that is nil or finds no room.
func (j *job) enterBand(r *Region, head *block, end int, short uint64) []lineSlot {
	at := r.at
	if at > r.top {
		at = min(at+max(r.Slot.Between, 1), r.end)
	}
	if end < 0 {
		end = r.end
	}
	if head != nil && at+head.lines+leastAfterHead <= r.end {
		j.jumps = append(j.jumps, jump{page: r.Page, from: true, head: head, rect: r.inner(0, len(r.cols), at, at+head.lines)})
		at += head.lines
	}
	holes := len(r.hole)
	if short != 0 {
		r.hole = r.feet(r.hole, end, short)
	}
	slots := r.slots(nil, at, end)
	r.hole = r.hole[:holes]
	return slots
}

// leastAfterHead is how many lines stand under a small head at least.
const leastAfterHead = 2

// enterStream returns what is left of a slot's stream, below the small head unless that is
// nil or finds no room.
func (j *job) enterStream(s *SlotRun, head *block) []lineSlot {
	i := s.cursor
	for n := max(s.Regions[0].Slot.Between, 1); s.cursor > 0 && n > 0 && i < len(s.stream) && !s.stream[i].head; n-- {
		i++
	}
	if head != nil {
		k := i
		for k < len(s.stream) && int(s.stream[k].left) < head.lines+leastAfterHead {
			k += int(s.stream[k].left)
		}
		if k < len(s.stream) {
			at := s.stream[k]
			j.jumps = append(j.jumps, jump{page: at.r.Page, from: true, head: head, rect: at.rect(head.lines)})
			i = k + head.lines
		}
	}
	j.legFrom = i
	return slices.Clone(s.stream[i:])
}

// headed tells whether a continuation has a small head here: where several stories share
// the slot, unless it says otherwise.
func (l leg) headed() bool {
	spec := l.slot.Regions[0].Slot
	return !spec.Upright && !spec.Jump.Bare && (spec.Jump.Headed || len(l.slot.Stories) > 1)
}

// smallHead composes the head of a continuation: the story's headline, half as large again
// as the body unless the slot gives its size, and 上接 behind it or on a line of its own.
func (j *job) smallHead(l leg, from PageRef) *block {
	r := l.slot.Regions[0]
	if l.region != nil {
		r = l.region
	}
	width := r.cols[0].w
	if l.region != nil {
		width = r.inner(0, len(r.cols), r.top, r.top+1).W
	}
	g := r.Grid
	size := r.Slot.Jump.Head.Resolve(unit.Grid{Char: g.Size, Line: g.Leading})
	if size <= 0 {
		size = g.Size * 3 / 2
	}
	k := j.g.styles
	p := k.words(k.headline(size, cmp.Or(r.Slot.Head.Font, "粗黑")), j.g.Story.Title())
	p.Head, p.Phrases = true, k.lang.Phrases
	title := j.Shape(p)
	lines := j.Break(nil, title, []unit.Length{width})
	note := j.Shape(k.words(k.at(editions.Jump), j.comesFrom(from)))
	pitch, behind := size*5/4, unit.Length(0)
	height := size + unit.Length(len(lines)-1)*pitch
	if len(lines) > 0 {
		behind = lines[len(lines)-1].Natural + size/2
	}
	own := behind+note.Natural() > width
	if own {
		height += g.Leading * unit.Length(len(j.Break(nil, note, []unit.Length{width})))
	}
	n := int((height + g.Leading*3/10 + g.Leading - 1) / g.Leading)
	drop := (unit.Length(n)*g.Leading - height) / 3
	return &block{lines: n, draw: func(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
		y := at.Y + drop + ascent(size)
		for i, ln := range lines {
			dst = s.Place(dst, title, ln, unit.Point{X: at.X, Y: y + unit.Length(i)*pitch})
		}
		y += unit.Length(max(len(lines)-1, 0)) * pitch
		x := at.X + behind
		if own {
			x, y = at.X, y+g.Leading
		}
		for i, ln := range s.Break(nil, note, []unit.Length{max(width-x+at.X, 1)}) {
			dst = s.Place(dst, note, ln, unit.Point{X: x, Y: y + unit.Length(i)*g.Leading})
		}
		return dst
	}}
}

// leave takes the last line slot for 下转.
func (j *job) leave(slots []lineSlot, to PageRef) []lineSlot {
	n := len(slots) - 1
	j.jumps = append(j.jumps, jump{page: slots[n].r.Page, slot: slots[n], text: "（下转" + ordinal(j.run.Name(to)) + "）"})
	return slots[:n]
}

// arrive takes the first line slot for 上接, with the story's headline if the line holds it.
func (j *job) arrive(slots []lineSlot, from PageRef) []lineSlot {
	text := "（上接" + ordinal(j.run.Name(from)) + "《" + strings.ReplaceAll(j.g.Story.Title(), "\n", " ") + "》）"
	if j.Shape(j.g.styles.words(j.g.styles.at(editions.Jump), text)).Natural() > slots[0].width() {
		text = j.comesFrom(from)
	}
	j.jumps = append(j.jumps, jump{page: slots[0].r.Page, slot: slots[0], from: true, text: text})
	return slots[1:]
}

func (j *job) comesFrom(from PageRef) string { return "（上接" + ordinal(j.run.Name(from)) + "）" }

// ordinal names a page: 第2版, but A2版.
func ordinal(name string) string {
	if c := name[0]; 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' {
		return name + "版"
	}
	return "第" + name + "版"
}

// defaultLeast is how many lines a column has at least before a story jumps, and how many
// lines it has after that.
const defaultLeast = 5

// crossings reports jumps that come too soon, and such as are hardly worth it. whole is
// what the story lacks room for where it begins.
func (j *job) crossings(res, whole poured) {
	least := cmp.Or(j.slot.Regions[0].Slot.Jump.Lines, defaultLeast)
	var before, after int
	columns := map[[2]int32]bool{}
	first := j.region.Page
	for _, r := range res.rows {
		n := 1
		if r.el < 0 {
			continue
		}
		if r.box != nil {
			n = r.box.lines
		}
		if s := j.p.slots[r.slot]; s.r.Page == first {
			before += n
			columns[[2]int32{int32(s.r.top), s.col}] = true
		} else {
			after += n
		}
	}
	find := source.Finding{Code: "FIT-JUMP", Severity: source.Warning, Story: j.g.Story.ID, Slot: j.slot.Name, Page: j.run.Number(first)}
	if file := j.g.Story.File; file != nil {
		find.Pos = file.Pos(j.g.Story.Span)
	}
	switch {
	case after == 0:
		return
	case before < least*max(len(columns), 1):
		lack := least*max(len(columns), 1) - before
		find.Message = source.Msg("%s has %d lines in %d columns before it jumps: %d too few", j.slot.Name, before, max(len(columns), 1), lack)
		find.Hint = source.Msg("make the slot higher, its head or picture smaller, or ask for less (转: {行: n})")
	case after < least && res.overLines == 0:
		find.Chars, find.Lines = whole.overChars, whole.overLines
		find.Message = source.Msg("%s jumps for %d lines", j.slot.Name, after)
		find.Hint = source.Msg("cut %d characters (%d lines), and it need not jump", whole.overChars, whole.overLines)
	default:
		return
	}
	j.out.Findings.Add(find)
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
