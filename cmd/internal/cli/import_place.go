package cli

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"banxin/assets"
	"banxin/editions"
	"banxin/editions/source"
)

// placeThere says at once where --page or --slot name a place that the edition does not have:
// a story would wait for it unprinted. An edition without pages is yet to be planned.
func (o *importOptions) placeThere(d *desk) {
	if o.page == 0 && o.slot == "" {
		return
	}
	ed, _, err := editions.LoadWith(d.root.FS(), d.date, editions.Options{Library: assets.Templates()})
	if err != nil || len(ed.Pages) == 0 {
		return
	}
	numbers, slots := placesOf(ed, o.page)
	say := func(code string, m, hint source.Message) {
		d.found.Add(source.New(code, source.Pos{File: path.Join(d.dir, "edition.yaml")}, m, hint).As(source.Warning))
	}
	switch {
	case slots == nil:
		say("PLAN-PAGE", source.Msg("edition-no-page-2", o.page), source.Msg("those-there-are", strings.Join(numbers, " ")))
	case o.slot != "" && !slots.has(o.slot):
		say("PLAN-SLOT", source.Msg("there-no-slot", o.slot), source.Msg("those-there-are", strings.Join(slots.names, " ")))
	}
}

// slotsThere are the slots for stories that there are on a page, or on all.
type slotsThere struct {
	names []string
	any   bool // a page has none of its own: it takes what stories say
}

func (s *slotsThere) has(name string) bool { return s.any || slices.Contains(s.names, name) }

// placesOf lists the pages of an edition by their numbers, and the slots for stories of one of them,
// or of all where the page is 0; nil where there is no such page.
func placesOf(ed *editions.Edition, page int) (numbers []string, slots *slotsThere) {
	for _, p := range ed.Pages {
		numbers = append(numbers, strconv.Itoa(p.Number))
		if page != 0 && (page < p.Number || page >= p.Number+p.Wide()) {
			continue
		}
		if slots == nil {
			slots = &slotsThere{}
		}
		if p.Template == nil || len(p.Template.Slots) == 0 {
			slots.any = true
			continue
		}
		for _, s := range p.Template.Slots {
			if s.Kind.HoldsStories() && !slices.Contains(slots.names, s.Name) {
				slots.names = append(slots.names, s.Name)
			}
		}
	}
	return numbers, slots
}
