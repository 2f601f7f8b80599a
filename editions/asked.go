package editions

import (
	"slices"
	"strconv"

	"banxin/editions/source"
)

// asked is a story in a slot that sets stories, as edition.yaml has it.
type asked struct {
	story *Story
	page  *Page
	slot  *Slot
	item  *value
	first bool // of the slot's stories
}

// twice takes stories out of slots where they begin behind others, when another page has a slot that
// begins with them: there they are set. None jumps to a slot of its own from below another story; one
// that should says so by 转.
func (p *placer) twice() {
	begun := map[*Story]asked{}
	for _, a := range p.asks {
		b, ok := begun[a.story]
		if !ok {
			begun[a.story] = a
			continue
		}
		if b.first || !a.first || a.page == b.page || a.slot.Name == jumpSlot || a.slot.Flow || b.slot.Flow || a.story.JumpPage != 0 || a.story.JumpName != "" {
			continue
		}
		for i := range b.page.Placed {
			if pl := &b.page.Placed[i]; pl.Slot == b.slot.Name {
				pl.Stories = slices.DeleteFunc(pl.Stories, func(id string) bool { return id == a.story.ID })
			}
		}
		begun[a.story] = a
		to := strconv.Itoa(a.page.Number) + " " + a.slot.Name
		p.found.Add(source.New("PLAN-TWICE", b.item.pos(), source.Msg("story-stands-in-other-slot-too", a.story.ID, b.slot.Name, a.slot.Name, a.page.Number),
			source.Msg("take-out-or-jump", b.slot.Name, to)).Of(a.story.ID).On(b.page.Number, b.slot.Name))
	}
}

// crowded tells of a story that asks for a slot of which another asks too, while slots of the page
// stay free. Stories that say their order, of a group, briefs and notices share one on purpose.
func (p *placer) crowded(page *Page, slot *Slot, s *Story) {
	free := slices.DeleteFunc(page.Free(), func(name string) bool { return name == jumpSlot })
	i := slices.IndexFunc(page.Placed, func(pl Placement) bool { return pl.Slot == slot.Name })
	if i < 0 || len(free) == 0 || s.asks.slot == (source.Span{}) || slot.Flow || slot.Name == jumpSlot || len(page.Placed[i].Stories) != 2 || page.Placed[i].Stories[1] != s.ID {
		return
	}
	other := p.byID[page.Placed[i].Stories[0]]
	if slices.ContainsFunc(p.asks, func(a asked) bool { return a.story == other }) || shares(s) || shares(other) || s.Group != "" && s.Group == other.Group {
		return
	}
	p.found.Add(source.New("PLAN-TWICE", s.at(s.asks.slot), source.Msg("slot-asked-for-by-two", slot.Name, page.Number, other.ID),
		source.Msg("ask-for-free-slot-or-say-order", free[0])).Of(s.ID).On(page.Number, slot.Name))
}

// shares tells whether a story stands in one slot with others by what it is or says.
func shares(s *Story) bool { return s.Ranked || s.Brief() || s.Notice() }
