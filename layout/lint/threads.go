package lint

import (
	"maps"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// threads follows stories over pages (37); flow and reached follow them over columns and slots (12, 13).
func (c *checker) threads() {
	type begun struct {
		piece *piece
		sheet *sheet
		order int
	}
	first := make(map[string]begun, len(c.stories)) // most stories have one piece
	pieces := map[string][]*piece{}
	sheets := map[*piece]*sheet{}
	for _, s := range c.sheets {
		for _, pc := range s.pieces {
			b, has := first[pc.story]
			if !has {
				first[pc.story] = begun{pc, s, len(first)}
				continue
			}
			if len(pieces[pc.story]) == 0 {
				pieces[pc.story], sheets[b.piece] = []*piece{b.piece}, b.sheet
			}
			pieces[pc.story], sheets[pc] = append(pieces[pc.story], pc), s
		}
	}
	for _, id := range slices.SortedFunc(maps.Keys(pieces), func(a, b string) int { return first[a].order - first[b].order }) {
		c.jumps(pieces[id], sheets)
	}
}

// flow is 串文: lines go down the columns, and from a column to the next at its right,
// never over another story. Pull quotes stand free, and notes at feet come after the text.
func (c *checker) flow(pc *piece) {
	body := slices.DeleteFunc(pc.body(), func(l *line) bool { return l.para.role == page.RolePull || l.para.role == page.RoleNote })
	for i := 1; i < len(body); i++ {
		a, b := body[i-1], body[i]
		if a.vertical || b.vertical {
			continue
		}
		ra, rb := a.rect(), b.rect()
		same := ra.X < rb.Right() && rb.X < ra.Right()
		switch {
		case same && rb.Y > ra.Y:
		case rb.Y > ra.Bottom() && rb.X < ra.X && !c.sameFrame(pc, a, b): // to a slot lower down
		case same, rb.Right() <= ra.X && rb.Y <= ra.Y:
			c.line(b, finding("LAY-FLOW", source.Msg("text-goes-on-upwards-or-to"), source.Msg("give-story-slots-in-order-they")).As(source.Error))
			return
		default:
			if other := c.between(pc, ra, rb); other != "" {
				c.line(b, finding("LAY-FLOW", source.Msg("text-jumps-over", other), source.Msg("place-story-slots-side-by-side")))
				return
			}
			if gap := (unit.Rect{X: ra.Right(), Y: rb.Y, W: rb.X - ra.Right(), H: ra.Bottom() - rb.Y}); !gap.Empty() && !c.sameFrame(pc, a, b) && c.sheet.ruled(gap) {
				c.line(b, finding("LAY-FLOW", source.Msg("text-goes-on-across-rule"), source.Msg("take-rule-out-or-set-one")))
				return
			}
		}
	}
}

func (c *checker) sameFrame(pc *piece, a, b *line) bool {
	for _, f := range pc.frames {
		for _, col := range f.columns {
			if slices.Contains(col.lines, a) {
				return slices.ContainsFunc(f.columns, func(o *column) bool { return slices.Contains(o.lines, b) })
			}
		}
	}
	return false
}

// between returns the story whose text stands between two columns of another.
func (c *checker) between(pc *piece, a, b unit.Rect) string {
	gap := unit.Rect{X: a.Right(), Y: b.Y, W: b.X - a.Right(), H: b.H}
	if gap.Empty() {
		return ""
	}
	for _, o := range c.sheet.pieces {
		if o.story == pc.story || !o.rect.Overlaps(gap) {
			continue
		}
		for _, f := range o.frames {
			for _, col := range f.columns {
				if col.from >= gap.X && col.to <= gap.Right() && col.lines[0].rect().Y <= b.Y && col.lines[len(col.lines)-1].rect().Bottom() >= b.Y {
					return o.story
				}
			}
		}
	}
	return ""
}

// leastBefore is how many lines a story has before it jumps.
const leastBefore = 6

// jumps is 转版: a story of several pieces, which goes on on another page, says so on both, with the right page.
func (c *checker) jumps(pcs []*piece, sheets map[*piece]*sheet) {
	if c.flows(sheets[pcs[0]], pcs[0].story) {
		return
	}
	if n := pcs[0].count; n < leastBefore {
		c.sheet = sheets[pcs[0]]
		c.at(pcs[0].rect, pcs[0].story, finding("REL-JUMP", source.Msg("story-jumps-after-lines", n), source.Msg("give-more-room-before-jump")).As(source.Note).Weighing(0))
	}
	for i, pc := range pcs[1:] {
		before := pcs[i]
		from, to := sheets[before].page, sheets[pc].page
		c.sheet = sheets[before]
		if before.count == 0 { // a head alone: FIT-JUMP says it, and no line of text goes on
			continue
		}
		if !says(before, "下转", to.Name) {
			c.at(before.rect, before.story, finding("REL-JUMP", source.Msg("story-goes-on-on-page-but", to.Name), source.Msg("fault-of-engine-please-report")))
		}
		c.sheet = sheets[pc]
		if !says(pc, "上接", from.Name) {
			c.at(pc.rect, pc.story, finding("REL-JUMP", source.Msg("story-comes-from-page-but-does", from.Name), source.Msg("fault-of-engine-please-report")))
		}
		if i > 0 {
			c.at(pc.rect, pc.story, finding("REL-JUMP", source.Msg("story-jumps-second-time"), source.Msg("give-room-on-page-jumps-to")).As(source.Warning).Weighing(0))
		}
	}
}

// says tells whether a jump line of the piece names the page: 下转第2版, 下转A2版.
func says(pc *piece, what, name string) bool {
	return strings.Contains(pc.turns, what+"第"+name+"版") || strings.Contains(pc.turns, what+name+"版")
}

// flows tells whether a story stands in a slot that goes on by itself.
func (c *checker) flows(s *sheet, story string) bool {
	return slices.ContainsFunc(s.placesOf(story), func(p *layout.Place) bool { return p.Slot.Flow })
}

// reached: every slot has something of the stories put into it.
func (c *checker) reached() {
	s := c.sheet
	for i := range s.plan.Slots {
		p := &s.plan.Slots[i]
		if p.Slot.Kind != editions.StorySlot || p.Slot.Flow {
			continue
		}
		for _, id := range p.Stories {
			if !slices.ContainsFunc(s.pieces, func(pc *piece) bool { return pc.story == id && touches(pc, p.Areas) }) && !c.over(id) {
				r := unit.Rect{}
				if len(p.Frames) > 0 {
					r = p.Frames[0]
				}
				pos, hint := c.putThere(id, p.Slot.Name)
				f := c.place(r, id, finding("LAY-CHAIN", source.Msg("nothing-of-stands-in", id, p.Slot.Name), hint))
				if pos.File != "" {
					f.Pos = pos
				}
				c.found.Add(f)
			}
		}
	}
}

// putThere is where edition.yaml puts a story into a slot of the page, and what is to be taken out
// there; no place where the story says it itself.
func (c *checker) putThere(story, slot string) (source.Pos, source.Message) {
	for _, page := range c.ed.Pages {
		for _, pl := range page.Placed {
			if page.Number == c.sheet.page.Number && pl.Slot == slot && slices.Contains(pl.Stories, story) && c.ed.File != nil && pl.Pos.File == c.ed.File.Name {
				return pl.Pos, source.Msg("story-ends-before-take-out-of-line", story, slot)
			}
		}
	}
	if s := c.ed.Story(story); s != nil && s.JumpPage == c.sheet.page.Number {
		return source.Pos{}, source.Msg("story-ends-before-take-jump-out")
	}
	return source.Pos{}, source.Msg("story-ends-before-take-page-out")
}

// over tells whether a story has more text than room.
func (c *checker) over(id string) bool {
	return slices.ContainsFunc(c.said, func(f source.Finding) bool { return f.Story == id && f.Code == "FIT-OVER" })
}

func touches(pc *piece, frames []unit.Rect) bool {
	return slices.ContainsFunc(frames, func(f unit.Rect) bool {
		if f.Overlaps(pc.head) {
			return true
		}
		for _, p := range slices.Concat(pc.paras, pc.jumps) {
			if slices.ContainsFunc(p.lines, func(l *line) bool { return f.Overlaps(l.rect()) }) {
				return true
			}
		}
		return slices.ContainsFunc(pc.figures, func(g *figure) bool { return f.Overlaps(g.rect) })
	})
}
