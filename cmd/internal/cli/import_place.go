package cli

import (
	"slices"
	"strconv"
	"strings"

	"banxin/assets"
	"banxin/cmd/internal/words"
	"banxin/editions"
)

// placeThere is a fault where --page or --slot name a place that the edition does not have: a story
// would wait for it unprinted.
func (o *importOptions) placeThere(d *desk) error {
	if o.page == 0 && o.slot == "" {
		return nil
	}
	ed, _, err := editions.LoadWith(d.root.FS(), d.date, editions.Options{Library: assets.Templates()})
	if err != nil {
		return nil // told where it is read
	}
	return placeThere(ed, o.page, o.slot)
}

// placeThere is a fault where an edition has no such page, or no such slot that sets stories, or where a slot is
// named without the page that it is on: a story that says no page stands nowhere. An edition without pages is yet to be planned, and a page without slots takes what
// stories say.
func placeThere(ed *editions.Edition, page int, slot string) error {
	if page == 0 && slot == "" || len(ed.Pages) == 0 {
		return nil
	}
	var numbers, names, with []string
	var other, there, any bool
	for _, p := range ed.Pages {
		numbers = append(numbers, strconv.Itoa(p.Number))
		if page != 0 && (page < p.Number || page >= p.Number+p.Wide()) {
			continue
		}
		there = true
		if p.Template == nil || len(p.Template.Slots) == 0 {
			any = true
			continue
		}
		names = append(names, p.Template.StoryPlaces()...)
		if slices.Contains(p.Template.StoryPlaces(), slot) {
			with = append(with, strconv.Itoa(p.Number))
		}
		other = other || p.Template.Slot(slot) != nil
		any = any || slot == "" && !p.Template.Adverts() // it is yet to be made up
	}
	switch {
	case !there:
		return words.Fault("no-such-page-there-are", ed.Path, page, strings.Join(numbers, " "))
	case page == 0 && len(with) > 0:
		return words.Fault("slot-without-page", slot, strings.Join(with, " "), with[0])
	case any || slot == "" && len(names) > 0 || slices.Contains(names, slot):
		return nil
	case slot == "":
		return words.Fault("page-sets-no-stories", page, ed.Rooms(page))
	case other:
		return words.Fault("slot-sets-no-stories", slot, ed.Rooms(page))
	}
	return words.Fault("no-such-slot-there-are", slot, once(names))
}

// once lists names, each where it comes first.
func once(names []string) string {
	var out []string
	for _, n := range names {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return strings.Join(out, " ")
}
