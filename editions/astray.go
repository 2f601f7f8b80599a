package editions

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"banxin/editions/source"
)

// astray are stories in a slot of a page that sets none: a nameplate, a list of headlines, a
// place for an advert.
type astray struct {
	page    *Page
	slot    *Slot
	pos     source.Pos
	story   string   // that asks for it itself; empty: edition.yaml does
	before  string   // what stands before the slot's name where it is written: 版位:
	stories []string // by their ids, behind it in edition.yaml
}

// StoryPlaces lists the names of the slots of a template that set stories, in the order drawn.
func (t *Template) StoryPlaces() (names []string) {
	for _, s := range t.Slots {
		if s.Kind == StorySlot {
			names = append(names, s.Name)
		}
	}
	return names
}

// takers lists the names of the slots of a template that take anything that is written for a page.
func (t *Template) takers() (names []string) {
	for _, s := range t.Slots {
		if s.Kind == StorySlot || s.Kind == IndexSlot || s.Kind == AdvertSlot {
			names = append(names, s.Name)
		}
	}
	return names
}

// Free lists the names of the slots of a page that set stories and have none.
func (page *Page) Free() []string {
	return slices.DeleteFunc(page.Template.StoryPlaces(), func(name string) bool {
		return slices.ContainsFunc(page.Placed, func(pl Placement) bool { return pl.Slot == name && len(pl.Stories) > 0 })
	})
}

// copySlot returns the slot of a page that a story asks for; nil after a finding, or for one that
// sets no stories.
func (p *placer) copySlot(page *Page, name string, s *Story, at source.Span) *Slot {
	slot := p.slot(page, name, s.at(at), s.ID)
	if slot != nil && slot.Kind != StorySlot {
		before := storyWords[find(storyWords, "slot")].zh + ": "
		if at == s.asks.jump {
			before = storyWords[find(storyWords, "jump")].zh + ": " + cmp.Or(s.JumpName, strconv.Itoa(s.JumpPage)) + " "
		}
		p.astray = append(p.astray, astray{page: page, slot: slot, pos: s.at(at), story: s.ID, before: before})
		return nil
	}
	return slot
}

// advertPlace is the first slot of a template that takes an advert; nil without one.
func (t *Template) advertPlace() *Slot {
	i := slices.IndexFunc(t.Slots, func(s *Slot) bool { return s.Kind == AdvertSlot })
	if i < 0 {
		return nil
	}
	return t.Slots[i]
}

// Adverts tells whether a template has slots for adverts and none for stories.
func (t *Template) Adverts() bool { return t.advertPlace() != nil && len(t.StoryPlaces()) == 0 }

// unslotted reports a story that asks for a page of adverts; on one that is yet to be made up it
// stands nowhere so far.
func (p *placer) unslotted(s *Story, page *Page) {
	slot := page.Template.advertPlace()
	if p.placed[s] = slot != nil; slot != nil {
		p.astray = append(p.astray, astray{page: page, slot: slot, pos: s.at(s.asks.page), story: s.ID})
	}
}

// strayed reports the stories in slots that set none, once it is known which slots are free. A list
// of headlines may name any story; of one that stands nowhere else order tells.
func (p *placer) strayed() {
	for _, a := range p.astray {
		if a.slot.Kind == IndexSlot && a.story == "" {
			continue
		}
		msg := source.Msg("slot-of-page-takes-no-stories", a.slot.Name, a.page.Number)
		switch a.slot.Kind {
		case IndexSlot:
			msg = source.Msg("slot-lists-headlines-alone", a.slot.Name, a.page.Number)
		case AdvertSlot:
			msg = source.Msg("slot-takes-files-of-adverts", a.slot.Name, a.page.Number)
		}
		p.found.Add(source.New("PLAN-SLOT", a.pos, msg, p.elsewhere(a)).Of(a.story).On(a.page.Number, a.slot.Name))
	}
}

// listing is the slot of a list of headlines that names a story; empty without one.
func (p *placer) listing(s *Story) string {
	for _, a := range p.astray {
		if a.slot.Kind == IndexSlot && a.story == "" && slices.Contains(a.stories, s.ID) {
			return a.slot.Name
		}
	}
	return ""
}

// elsewhere says where stories can go that stand in a slot which sets none: into a free slot of the
// page, of the group where it is one, or of the nearest page that has one.
func (p *placer) elsewhere(a astray) source.Message {
	free := a.page.Free()
	if a.slot.Kind == GroupSlot {
		free = slices.DeleteFunc(free, func(name string) bool { return a.page.Template.Slot(name).Within != a.slot.Name })
	}
	if len(free) > 0 {
		line := a.before + free[0]
		if a.story == "" {
			line += ": " + idList(a.stories)
		}
		return source.Msg("put-into-free-slot", line, strings.Join(free, " "))
	}
	if rooms := p.ed.Rooms(a.page.Number); rooms != "" {
		return source.Msg("put-into-free-slot-of-other-page", rooms)
	}
	return source.Msg("no-slot-free-add-page-or-share")
}

// mostRooms is how many pages with free slots are named.
const mostRooms = 3

// Rooms names the pages of the edition with free slots for stories, those nearest to one by its number
// first, and the slots: 2 头条 三条; 4 二条.
func (ed *Edition) Rooms(number int) string {
	var out []string
	pages := slices.Clone(ed.Pages)
	slices.SortStableFunc(pages, func(a, b *Page) int { return abs(a.Number-number) - abs(b.Number-number) })
	for _, page := range pages {
		if free := page.Free(); len(free) > 0 && len(out) < mostRooms {
			out = append(out, strconv.Itoa(page.Number)+" "+strings.Join(free, " "))
		}
	}
	return strings.Join(out, "; ")
}

// idList is a story's id, or a list of several, as edition.yaml has them.
func idList(ids []string) string {
	if len(ids) == 1 {
		return ids[0]
	}
	return "[" + strings.Join(ids, ", ") + "]"
}

// copied tells whether a value that stands where the file of an advert should is a story's name, or
// several.
func (p *placer) copied(v *value) bool {
	items := v.items
	if v.shape != list {
		items = []*value{v}
	}
	return slices.ContainsFunc(items, func(item *value) bool {
		return len(listSlip(strings.TrimSpace(item.text), func(id string) bool { return p.byID[id] != nil })) > 0
	})
}
