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
	var numbers, slots []string
	there := o.page == 0
	for _, p := range ed.Pages {
		numbers = append(numbers, strconv.Itoa(p.Number))
		if o.page != 0 && (o.page < p.Number || o.page >= p.Number+p.Wide()) {
			continue
		}
		there = true
		if p.Template == nil || len(p.Template.Slots) == 0 {
			slots = append(slots, o.slot) // whatever a story says
			continue
		}
		for _, s := range p.Template.Slots {
			if s.Kind.HoldsStories() && !slices.Contains(slots, s.Name) {
				slots = append(slots, s.Name)
			}
		}
	}
	say := func(code string, m, hint source.Message) {
		d.found.Add(source.New(code, source.Pos{File: path.Join(d.dir, "edition.yaml")}, m, hint).As(source.Warning))
	}
	switch {
	case !there:
		say("PLAN-PAGE", source.Msg("edition-no-page-2", o.page), source.Msg("those-there-are", strings.Join(numbers, " ")))
	case o.slot != "" && !slices.Contains(slots, o.slot):
		say("PLAN-SLOT", source.Msg("there-no-slot", o.slot), source.Msg("those-there-are", strings.Join(slots, " ")))
	}
}
