package lint

import (
	"cmp"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// box is something that takes room on the page.
type box struct {
	rect   unit.Rect
	story  string
	line   *line
	figure *figure
}

// boxes: nothing overlaps (1), nothing leaves its place (2), nothing is empty (3), stories
// keep their distance (8).
func (c *checker) boxes() {
	all := c.sheet.boxes()
	c.overlaps(all)
	c.outside(all)
	c.holes(all)
	c.distances()
}

// boxes lists what takes room, from the top of the page.
func (s *sheet) boxes() []box {
	var all []box
	text := func(p *para) {
		for _, l := range p.lines {
			all = append(all, box{rect: l.rect(), story: p.story, line: l})
		}
	}
	for _, pc := range s.pieces {
		for _, list := range [][]*para{pc.heads, pc.paras, pc.jumps} {
			for _, p := range list {
				text(p)
			}
		}
		for _, f := range pc.figures {
			if f.image != nil {
				all = append(all, box{rect: f.image.Rect, story: pc.story, figure: f})
			}
			for _, p := range f.words() {
				text(p)
			}
		}
	}
	for _, r := range s.blocks {
		all = append(all, box{rect: r})
	}
	slices.SortStableFunc(all, func(a, b box) int { return cmp.Or(cmp.Compare(a.rect.Y, b.rect.Y), cmp.Compare(a.rect.X, b.rect.X)) })
	return all
}

// overlaps compares each box with those that begin before it ends.
func (c *checker) overlaps(all []box) {
	for i := range all {
		for k := i + 1; k < len(all) && all[k].rect.Y < all[i].rect.Bottom(); k++ {
			in := all[i].rect.Intersect(all[k].rect)
			if in.W <= unit.Pt || in.H <= 2*unit.Pt || c.mayOverlap(&all[i], &all[k]) {
				continue
			}
			what := c.place(in, cmp.Or(all[i].story, all[k].story), finding("LAY-OVERLAP", source.Msg("overlap", all[i].name(), all[k].name()), source.Msg("give-one-of-two-more-room")))
			c.found.Add(what)
			if len(c.found) > 10_000 {
				return
			}
		}
	}
}

// mayOverlap tells whether two boxes may share room: text round the outline of a picture,
// an inset under its caption, marks beside their own line.
func (c *checker) mayOverlap(a, b *box) bool {
	if a.line != nil && b.line != nil && a.line.para == b.line.para {
		return abs(a.line.base-b.line.base) < a.line.size/4 || a.line.vertical != b.line.vertical
	}
	for _, x := range [...][2]*box{{a, b}, {b, a}} {
		f := x[0].figure
		if f == nil || x[1].line == nil {
			continue
		}
		if p := c.picture(x[0].story, f.id); p != nil && len(p.Outline) > 0 || x[1].line.para.figure == f {
			return true
		}
	}
	return false
}

// picture returns the picture of a figure's mark.
func (c *checker) picture(story, id string) *editions.Picture {
	s := c.stories[story]
	n, ok := page.BlockNumber(id)
	if s == nil || !ok {
		return nil
	}
	for i, p := range s.Pictures() {
		if i == n {
			return p
		}
	}
	return nil
}

// name says what a box is.
func (b *box) name() source.Message {
	switch {
	case b.figure != nil:
		return source.Msg("picture-of", b.story)
	case b.line != nil:
		return source.Msg("of", clip(b.line.text(), 12), b.story)
	}
	return source.Msg("furniture")
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// outside: text stands in its story's frames, pictures on the paper.
func (c *checker) outside(all []box) {
	s := c.sheet
	edge := unit.Pt
	for i := range all {
		b := &all[i]
		switch {
		case b.line != nil:
			in, ok := s.frameAt(b)
			dx, dy := b.line.size/2+edge, edge // marks hang along the line, and how wide its last letter is is guessed
			if b.line.vertical {
				dx, dy = dy, dx
			}
			if s.onBox(b.line) {
				continue
			}
			if room := (unit.Rect{X: in.X - dx, Y: in.Y - dy, W: in.W + 2*dx, H: in.H + 2*dy}); ok && contains(room, b.rect) {
				continue
			}
			c.line(b.line, finding("LAY-OUTSIDE", source.Msg("stands-outside-slot", clip(b.line.text(), 12)), source.Msg("slot-or-head-too-small")))
		case b.figure != nil && !contains(s.page.Bleed.Inset(-edge), b.rect):
			c.at(b.rect, b.story, finding("LAY-OUTSIDE", source.Msg("picture-stands-outside-page"), source.Msg("correct-place-of-slot")))
		}
	}
}

// onBox tells of a label that stands on the upper line of its story's box (框上), which breaks
// off for it.
func (s *sheet) onBox(l *line) bool {
	if l.para.role != page.RoleLabel {
		return false
	}
	r := l.rect()
	for _, p := range s.placesOf(l.para.story) {
		for _, f := range p.Frames {
			if d := r.Y + r.H/2 - f.Y; !p.Slot.Box.IsZero() && max(d, -d) < l.size && r.X >= f.X && r.Right() <= f.Right() {
				return true
			}
		}
	}
	return false
}

// frameAt returns the frame of a story that a box of it stands in.
func (s *sheet) frameAt(b *box) (unit.Rect, bool) {
	r := b.rect
	_, f := s.find(b.story, unit.Rect{X: r.X + r.W/2, Y: r.Y + r.H/2, W: 1, H: 1})
	return f, !f.Empty()
}

func contains(r, in unit.Rect) bool {
	return in.X >= r.X && in.Y >= r.Y && in.Right() <= r.Right() && in.Bottom() <= r.Bottom()
}

// leastHole is how many lines of a basic column may be empty.
const leastHole = 3

// A cell of the type area is a line of a basic column.
const (
	bare uint8 = iota // in no slot
	slot              // in a slot, with nothing in it
	taken
)

// holes finds places of the type area that nothing covers.
func (c *checker) holes(all []box) {
	s := c.sheet
	if len(s.plan.Columns) == 0 || s.plan.Leading <= 0 {
		return
	}
	cells := make([][]uint8, len(s.plan.Columns))
	for i := range cells {
		cells[i] = make([]uint8, s.plan.Lines)
	}
	cover := func(r unit.Rect, as uint8) {
		for i, col := range s.plan.Columns {
			if r.Right() <= col.X || r.X >= col.Right() {
				continue
			}
			first := int((r.Y - s.plan.Area.Y) / s.plan.Leading)
			for l := max(first, 0); l < s.plan.Lines && s.lineTop(l) < r.Bottom(); l++ {
				cells[i][l] = max(cells[i][l], as)
			}
		}
	}
	for i := range s.plan.Slots {
		p := &s.plan.Slots[i]
		as := slot
		if c.vacant(p) {
			as = taken
			if len(p.Stories) == 0 {
				c.empty(p) // of a story that is begun its file says so
			}
		}
		if p.Slot.Kind != editions.StorySlot && p.Slot.Kind != editions.GroupSlot || p.Slot.Upright || c.reported(p) {
			as = taken
		}
		for _, f := range p.Areas {
			cover(f, as)
		}
	}
	for i := range all {
		cover(all[i].rect, taken)
	}
	for _, pc := range s.pieces {
		cover(pc.head, taken)
		for _, f := range pc.figures {
			cover(f.rect, taken)
		}
		for _, r := range pc.tables {
			cover(r, taken)
		}
		for _, f := range pc.frames {
			for _, col := range f.columns {
				for _, l := range col.lines {
					r := l.rect()
					cover(unit.Rect{X: col.from, Y: r.Y, W: col.to - col.from, H: r.H}, taken)
				}
			}
		}
	}
	c.reportHoles(cells)
}

// vacant tells whether nothing is written for a slot.
func (c *checker) vacant(p *layout.Place) bool {
	if !p.Waits {
		return false
	}
	s := c.sheet
	if slices.ContainsFunc(s.pieces, func(pc *piece) bool { return touches(pc, p.Areas) }) {
		return false // it takes what a flow has left
	}
	return !slices.ContainsFunc(s.paints, func(k paint) bool { return k.image && k.rect.Overlaps(p.Areas[0]) })
}

// empties reports the slots of a page that wait for a story.
func (c *checker) empties() {
	for i := range c.sheet.plan.Slots {
		if p := &c.sheet.plan.Slots[i]; c.vacant(p) {
			c.empty(p)
		}
	}
}

// empty reports a slot that waits for a story, with what it holds.
func (c *checker) empty(p *layout.Place) {
	s := c.sheet
	f := finding("LAY-EMPTY", source.Msg("empty-room-about-characters-with-head", p.Slot.Name, p.Room.Message()), source.Msg("put-story-into-banxin-plan-suggest"))
	out := c.place(p.Frames[0], "", f)
	out.Slot = p.Slot.Name
	if i := slices.IndexFunc(c.ed.Pages, func(e *editions.Page) bool { return e.Number == s.page.Number }); i >= 0 {
		out.Pos = c.ed.Pages[i].Pos
	}
	c.found.Add(out)
}

func (s *sheet) lineTop(l int) unit.Length { return s.plan.Area.Y + unit.Length(l)*s.plan.Leading }

// reported tells whether the engine has said that a slot is not filled, or a story in it.
func (c *checker) reported(p *layout.Place) bool {
	if p == nil {
		return false
	}
	for i := range c.said {
		f := &c.said[i]
		if strings.HasPrefix(f.Code, "FIT-") && (f.Page == c.sheet.page.Number && f.Slot == p.Slot.Name || c.held.has(p, f.Story)) {
			return true
		}
	}
	return false
}

// reportHoles says each hole once: empty lines of a column, with those beside them.
func (c *checker) reportHoles(cells [][]uint8) {
	s := c.sheet
	for i := range cells {
		for l := 0; l < len(cells[i]); l++ {
			kind, n := cells[i][l], l
			for n < len(cells[i]) && cells[i][n] == kind {
				n++
			}
			if kind == taken || n-l <= leastHole {
				l = n - 1
				continue
			}
			last := i
			for last+1 < len(cells) && alike(cells[last+1][l:n], kind) {
				last++
				for k := l; k < n; k++ {
					cells[last][k] = taken
				}
			}
			col := s.plan.Columns[i]
			r := unit.Rect{X: col.X, Y: s.lineTop(l), W: s.plan.Columns[last].Right() - col.X, H: s.lineTop(n) - s.lineTop(l)}
			c.hole(c.place(r, "", finding("LAY-HOLE", source.Msg("lines-of-columns-empty", n-l, last-i+1), s.remedy())))
			l = n - 1
		}
	}
}

// hole reports a hole, which tells too that the columns of its slot end apart.
func (c *checker) hole(f source.Finding) {
	c.found = slices.DeleteFunc(c.found, func(x source.Finding) bool {
		return x.Code == "LAY-LEVEL" && x.Page == f.Page && x.Slot == f.Slot && f.Slot != ""
	})
	c.found.Add(f)
}

// remedy of a hole: a page without slots for stories is drawn in dots, to be made up.
func (s *sheet) remedy() source.Message {
	if !slices.ContainsFunc(s.plan.Slots, func(p layout.Place) bool { return p.Slot.Kind == editions.StorySlot }) {
		return source.Msg("let-banxin-build-auto-make-page")
	}
	return source.Msg("put-story-or-picture-there-or")
}

func alike(cells []uint8, kind uint8) bool {
	return !slices.ContainsFunc(cells, func(k uint8) bool { return k != kind })
}

// distances: a line of white, or a character, between two stories, unless a rule or frame
// parts them.
func (c *checker) distances() {
	s := c.sheet
	for i, a := range s.pieces {
		for _, b := range s.pieces[i+1:] {
			if a.story == b.story {
				continue
			}
			c.distance(a, b)
			c.distance(b, a)
		}
	}
}

// belowLabel is where a piece begins, a label left out that stands on the line of its box.
func (s *sheet) belowLabel(b *piece) unit.Length {
	y := b.rect.Y
	for _, p := range s.placesOf(b.story) {
		for _, f := range p.Frames {
			if !p.Slot.Box.IsZero() && f.Overlaps(b.rect) {
				y = max(y, f.Y)
			}
		}
	}
	return y
}

// distance looks at b where it stands below a, or to the right: of slots that are no rectangle
// (曲尺形) at each of their parts.
func (c *checker) distance(a, b *piece) {
	lift := c.sheet.belowLabel(b) - b.rect.Y
	for _, q := range c.sheet.shares(b) {
		below := q.Y
		if q.Y == b.rect.Y {
			below += lift
		}
		for _, r := range c.sheet.shares(a) {
			if c.near(r, q, below, [2]string{a.story, b.story}) {
				return
			}
		}
	}
}

// shares are what a piece has of each part of its slot: all of it, where the slot is a rectangle.
func (s *sheet) shares(pc *piece) (out []unit.Rect) {
	if p := s.placeOf(pc.rect, pc.story); p != nil && len(p.Areas) > len(p.Frames) {
		for _, a := range p.Areas {
			if r := a.Intersect(pc.rect); !r.Empty() {
				out = append(out, r)
			}
		}
		return out
	}
	return []unit.Rect{pc.rect}
}

// near tells of b where it stands too close below a, from its line top on, or to the right.
func (c *checker) near(a, b unit.Rect, top unit.Length, stories [2]string) bool {
	s := c.sheet
	below, aside := top-a.Bottom(), b.X-a.Right()
	level := min(a.Bottom(), b.Bottom()) - max(a.Y, b.Y)
	over := min(a.Right(), b.Right()) - max(a.X, b.X)
	var gap unit.Rect
	var f source.Finding
	switch {
	case over > 0 && below >= 0 && below < s.plan.Leading-unit.Pt/2:
		gap = unit.Rect{X: max(a.X, b.X), Y: a.Bottom(), W: over, H: below}
		f = finding("LAY-GAP", source.Msg("less-than-line-stands-between", stories[0], stories[1]), source.Msg("leave-line-of-white-or-set"))
	case level > 0 && aside >= 0 && aside < s.plan.Size-unit.Pt/2:
		gap = unit.Rect{X: a.Right(), Y: max(a.Y, b.Y), W: aside, H: level}
		f = finding("LAY-GAP", source.Msg("less-than-character-stands-between", stories[0], stories[1]), source.Msg("leave-character-of-white-or-set"))
	default:
		return false
	}
	if s.ruled(gap) {
		return false
	}
	c.at(gap, stories[1], f)
	return true
}

// ruled tells whether a rule or the edge of a frame runs through or along a gap.
func (s *sheet) ruled(gap unit.Rect) bool {
	g := gap.Inset(-unit.Pt)
	for i := range s.strokes {
		k := &s.strokes[i]
		x0, x1 := min(k.from.X, k.to.X), max(k.from.X, k.to.X)
		y0, y1 := min(k.from.Y, k.to.Y), max(k.from.Y, k.to.Y)
		if k.inStory || x1 < g.X || x0 > g.Right() || y1 < g.Y || y0 > g.Bottom() {
			continue
		}
		if along := max(min(x1, g.Right())-max(x0, g.X), min(y1, g.Bottom())-max(y0, g.Y)); along*2 >= max(g.W, g.H) {
			return true
		}
	}
	return false
}

// tinted tells whether the edge of a tint runs down most of a gap between two that stand side by side.
func (s *sheet) tinted(gap unit.Rect) bool {
	g := gap.Inset(-unit.Pt)
	return slices.ContainsFunc(s.paints, func(k paint) bool {
		in := func(x unit.Length) bool { return g.X <= x && x <= g.Right() }
		along := min(k.rect.Bottom(), gap.Bottom()) - max(k.rect.Y, gap.Y)
		return !k.image && k.width == 0 && (in(k.rect.X) || in(k.rect.Right())) && along*2 >= gap.H
	})
}

// styleOf returns the style that lines of a role are set in.
func styleOf(r page.Role) editions.StyleName {
	if r == page.RoleHeadCell {
		r = page.RoleCell
	}
	return editions.StyleOf(r)
}
