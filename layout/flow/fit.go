package flow

import (
	"cmp"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/inline"
)

// variant is a way to set a slot's story other than as it stands: how far the head and
// the picture give way, how many paragraphs are set a line shorter or longer, whether the
// deck is left out. The zero value changes nothing.
type variant struct {
	head    int // steps the headline is smaller
	picture int // lines each picture is lower; negative: higher
	setting int // paragraphs set a line longer; negative: shorter
	noDeck  bool
}

// cost orders variants by how much they intrude: a tighter paragraph or a line of a
// picture is hardly seen, a smaller head is, a missing deck is a loss.
func (v variant) cost() int {
	c := 4*v.head + 2*max(v.picture, -v.picture) + max(v.setting, -v.setting)
	if v.noDeck {
		c += 40
	}
	return c
}

// mostSettings is how many paragraphs of a story may be set tighter or looser.
const mostSettings = 6

// variants lists what a slot allows, least intrusive first. over is for a story that is
// too long, else for one that is too short.
func variants(f editions.Fitting, over bool) []variant {
	var vs []variant
	heads, settings, sign, decks := 0, 0, -1, []bool{false}
	if f.Setting {
		settings = mostSettings
	}
	if over {
		heads, sign = f.Head, 1
		if f.Deck {
			decks = append(decks, true)
		}
	}
	for h := range heads + 1 {
		for p := range f.Picture + 1 {
			for s := range settings + 1 {
				for _, d := range decks {
					vs = append(vs, variant{h, sign * p, -sign * s, d})
				}
			}
		}
	}
	slices.SortStableFunc(vs, func(a, b variant) int { return cmp.Compare(a.cost(), b.cost()) })
	return vs[1:]
}

// adjust finds the least intrusive variant at which the slot's story fits from line l0 on,
// or, for one that is short, leaves the fewest lines free, and keeps it in j.v.
func (j *job) adjust(r *Region, span int) {
	allowed := r.Slot.Fit
	if allowed == (editions.Fitting{}) || !j.last || len(j.chain) > 0 || j.slot.More != nil {
		return
	}
	over, free := j.attempt(r, span)
	if over == 0 && free-j.spare(span) < len(r.cols) {
		return
	}
	best, least := variant{}, free
	if over > 0 {
		least = 1 << 30
	}
	for _, v := range variants(allowed, over > 0) {
		j.v = v
		if o, f := j.attempt(r, span); o == 0 && f < least {
			if best, least = v, f; over > 0 || f < len(r.cols) {
				break
			}
		}
	}
	j.v, j.p.ask = best, best.setting
}

// spare is how many line slots the head's further line of white takes of those that a
// story leaves free (air).
func (j *job) spare(span int) int {
	if j.slot.Regions[0].Slot.Head.Lines > 0 || j.head == nil || len(j.head.lines) == 0 {
		return 0
	}
	return span
}

// attempt sets the story as j.v says and returns how many lines are over and free.
func (j *job) attempt(r *Region, span int) (over, free int) {
	found := len(j.out.Findings)
	n := j.headOver(r, span)
	j.out.Findings = j.out.Findings[:found] // they are about an attempt
	if r.at+n > r.end {
		return n, 0
	}
	j.p.cache, j.p.ask = map[int][]inline.Line{}, j.v.setting
	res, left := j.pourBand(j.regions(r), r.at, hole{0, span, r.at, r.at + n}, nil, 0, 0)
	return res.overLines + len(left), len(j.p.slots) - res.next
}

// tell reports what was done to make the story fit; a deck left out counts as characters
// that are not on the page.
func (j *job) tell(res *poured) {
	if j.v == (variant{}) {
		return
	}
	f := source.Finding{Code: "FIT-DONE", Severity: source.Note, Story: j.g.Story.ID, Slot: j.slot.Name, Page: j.run.Number(j.region.Page)}
	if file := j.g.Story.File; file != nil {
		f.Pos = file.Pos(j.g.Story.Span)
	}
	f.Message = source.Msg("%s is made to fit: headline %d steps smaller, picture %d lines lower, %d paragraphs a line longer", j.slot.Name, j.v.head, j.v.picture, j.v.setting)
	j.out.Findings.Add(f)
	if !j.v.noDeck {
		return
	}
	f.Code, f.Severity = "FIT-DECK", source.Warning
	for _, t := range j.g.Story.Deck {
		f.Chars += countChars(t)
	}
	f.Message = source.Msg("the deck is left out of %s: %d characters", j.slot.Name, f.Chars)
	f.Hint = source.Msg("shorten the story, or the deck itself")
	j.out.Findings.Add(f)
	res.overChars += f.Chars
	j.deckChars = f.Chars
}
