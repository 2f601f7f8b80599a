package makeup

import (
	"slices"

	"banxin/editions"
)

// parcel is stories that stay together: one, a group, or the briefs of a page.
type parcel struct {
	stories  []*editions.Story
	rank     int  // place in the order of importance, from 0
	gathered bool // briefs that stand under one label
}

func (u parcel) ids() []string {
	var ids []string
	for _, s := range u.stories {
		ids = append(ids, s.ID)
	}
	return ids
}

func (u parcel) pictures() bool { return slices.ContainsFunc(u.stories, pictured) }

func (u parcel) tables() bool { return slices.ContainsFunc(u.stories, tabled) }

// picture is the first picture of a parcel that has one.
func (u parcel) picture() *editions.Picture {
	for _, s := range u.stories {
		for _, p := range s.Pictures() {
			return p
		}
	}
	return nil
}

func (u parcel) sort() sortOf { return sortOfStory(u.stories[0]) }

func (u parcel) notice() bool { return u.sort() == isNotice }

// labelled tells whether a head of a parcel has a label.
func (u parcel) labelled() bool {
	return slices.ContainsFunc(u.stories, func(s *editions.Story) bool { return !s.Label.IsEmpty() })
}

func (u parcel) obituary() bool { return u.stories[0].Obituary() }

func (u parcel) comment() bool { return u.sort() == isComment && len(u.stories) == 1 && !u.pictures() }

// briefs tells whether a parcel is the briefs gathered.
func (u parcel) briefs() bool { return u.gathered }

// brief tells whether stories are so short that a great head would weigh more than they.
func (u parcel) brief() bool { return u.chars() < 120*len(u.stories) && !u.pictures() }

// measures tells whether the head of a parcel measures those of stories that come after it.
func (u parcel) measures() bool { return u.stories[0].Ranked && !u.stories[0].Apart() }

// hole is how many lines are empty below the parcel at one place where so many line slots are: text stands in level
// columns, a table or a stanza as it can.
func (u parcel) hole(empty, columns int) int {
	if u.tables() || u.verse() {
		return empty - 1
	}
	return empty / columns
}

func (u parcel) chars() int {
	n := 0
	for _, st := range u.stories {
		n += bodyChars(st)
	}
	return n
}

// unplaced lists the stories that stand on no page, the most important first; stories of a group together.
func unplaced(ed *editions.Edition) []parcel { return grouped(waiting(ed)) }

// waiting lists the stories that stand on no page, the most important first.
func waiting(ed *editions.Edition) []*editions.Story {
	placed := map[string]bool{}
	for _, pg := range ed.Pages {
		for _, pl := range pg.Placed {
			if s := pg.Template.Slot(pl.Slot); s != nil && s.Kind == editions.IndexSlot {
				continue
			}
			for _, id := range pl.Stories {
				placed[id] = true
			}
		}
	}
	var out []*editions.Story
	for _, s := range byImportance(ed.Stories) {
		if !placed[s.ID] {
			out = append(out, s)
		}
	}
	return out
}

// grouped puts stories of one group together, at the place of the first.
func grouped(stories []*editions.Story) []parcel {
	var units []parcel
	group := map[string]int{}
	for _, st := range stories {
		if i, ok := group[st.Group]; ok && st.Group != "" {
			units[i].stories = append(units[i].stories, st)
			continue
		}
		group[st.Group] = len(units)
		units = append(units, parcel{stories: []*editions.Story{st}, rank: len(units)})
	}
	return units
}

// mostBriefs is how many briefs stand under one label at the most.
const mostBriefs = 8

// leaders is the number of parcels that are no briefs whatever they are.
const leaders = 2

// toShare lists the parcels that the pages of an edition are made up of. Where there would be fewer than
// pages the first briefs stand by themselves, so that no page has nothing.
func toShare(ed *editions.Edition) []parcel {
	units, pages := unplaced(ed), 0
	for _, pg := range ed.Pages {
		if vacantPage(pg) {
			pages++
		}
	}
	out := gathered(units)
	if len(out) < min(pages, len(units)) {
		out = gatheredBehind(units, pages)
	}
	return out
}

// gathered puts briefs that are no group's together, at the place of the first.
func gathered(units []parcel) []parcel { return gatheredBehind(units, leaders) }

// gatheredBehind is gathered, but for the first so many.
func gatheredBehind(units []parcel, leaders int) []parcel {
	var out []parcel
	at := -1
	for i, u := range units {
		if i < leaders || len(u.stories) > 1 || u.stories[0].Group != "" || u.sort() != isBrief {
			out = append(out, u)
			continue
		}
		if at < 0 || len(out[at].stories) == mostBriefs {
			at = len(out)
			out = append(out, u)
			continue
		}
		out[at].stories = append(slices.Clone(out[at].stories), u.stories...)
		out[at].gathered = true
	}
	for i := range out {
		out[i].rank = i
	}
	return out
}
