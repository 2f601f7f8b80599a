package flow

import (
	"cmp"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// variant is a way to set a slot's story other than as it stands. The zero value changes
// nothing.
type variant struct {
	head    int // steps the headline is smaller; negative: greater
	lines   int // lines of white taken from the head; negative: added
	track   int // trackStep the headline is set closer
	picture int // lines each picture is lower; negative: higher
	setting int // paragraphs set a line longer; negative: shorter
	noDeck  bool
}

// trackStep is a step of tracking, in hundredths of an em.
const trackStep = 2

// cost orders variants by how much they intrude: a tighter paragraph or headline is hardly
// seen, nor a line of a picture or of white, a smaller head is, a missing deck is a loss.
func (v variant) cost() int {
	c := 4*abs(v.head) + 2*abs(v.picture) + abs(v.setting) + v.track
	if v.noDeck {
		c += 40
	}
	if v.lines < 0 {
		return c - 3*v.lines
	}
	return c + v.lines
}

func abs(n int) int { return max(n, -n) }

// mostSettings is how many paragraphs of a story may be set tighter or looser, mostTries how
// many variants are tried at the most.
const (
	mostSettings = 6
	mostTries    = 400
)

// limits is how far a story may be changed: the slot's, as far as the story has what they
// are about.
type limits struct {
	head, lines, track, picture, settings int
	deck                                  bool
}

func (j *job) limits(r *Region, over bool) limits {
	f, st := r.Slot.Fit, j.g.Story
	var l limits
	if len(st.Headline) > 0 {
		l.head, l.lines = f.Head, f.Lines
	}
	if len(j.g.pictures) > 0 {
		l.picture = f.Picture
	}
	if f.Setting {
		l.settings = mostSettings
	}
	if over {
		l.track, l.deck = f.Track/trackStep, f.Deck && len(st.Deck) > 0
		l.lines = min(l.lines, r.Slot.Head.Lines)
	}
	return l
}

// variants lists what the limits allow, least intrusive first. over is for a story that is
// too long, else for one that is too short.
func variants(l limits, over bool) []variant {
	var vs []variant
	sign := 1
	if !over {
		sign = -1
	}
	decks := []bool{false, true}
	if !l.deck {
		decks = decks[:1]
	}
	for h := range l.head + 1 {
		for n := range l.lines + 1 {
			for t := range l.track + 1 {
				for p := range l.picture + 1 {
					for s := range l.settings + 1 {
						for _, d := range decks {
							vs = append(vs, variant{sign * h, sign * n, t, sign * p, -sign * s, d})
						}
					}
				}
			}
		}
	}
	slices.SortStableFunc(vs, func(a, b variant) int { return cmp.Compare(a.cost(), b.cost()) })
	return vs[1:]
}

// outcome is what became of a try, in lines: what is over, lines of the headline that were
// broken, what is free.
type outcome struct{ over, torn, free int }

// adjust finds the least intrusive variant at which the slot's story fits from its region's
// first free line on, or, for one that is short, leaves the fewest lines free, and keeps it in
// j.v. A headline broken by the slot's size counts as over where tracking is allowed.
func (j *job) adjust(r *Region, span int) {
	if r.Slot.Fit == (editions.Fitting{}) || !j.last || len(j.chain) > 0 || j.slot.More != nil {
		return
	}
	now := j.attempt(r, span)
	j.asked, j.askedLines = j.head.size(), len(j.head.lines)
	torn := r.Slot.Fit.Track > 0 && now.torn > 0
	if now.over == 0 && !torn && now.free-j.spare(span) < len(r.cols) {
		return
	}
	if now.over > 0 || torn {
		j.v = j.shorten(r, span, now)
	} else {
		j.v = j.lengthen(r, span, now)
	}
	j.p.ask = j.v.setting
}

// shorten finds the first variant at which nothing is over and no line of the headline is
// broken, or else at which nothing is over.
func (j *job) shorten(r *Region, span int, now outcome) variant {
	list := variants(j.limits(r, true), true)
	if len(list) == 0 {
		return variant{}
	}
	if j.v = list[len(list)-1]; j.attempt(r, span).over > 0 {
		return variant{} // not even all together are enough
	}
	var fallback variant
	fits := now.over == 0
	for _, v := range list[:min(len(list), mostTries)] {
		j.v = v
		o := j.attempt(r, span)
		if o.over == 0 && o.torn == 0 {
			return v
		}
		if o.over == 0 && !fits {
			fallback, fits = v, true
		}
	}
	return fallback
}

// lengthen finds the variant that leaves the fewest lines free; the first that leaves less
// than a row.
func (j *job) lengthen(r *Region, span int, now outcome) variant {
	list := variants(j.limits(r, false), false)
	best, least := variant{}, now.free
	for _, v := range list[:min(len(list), mostTries)] {
		j.v = v
		o := j.attempt(r, span)
		if o.over > 0 || o.free >= least || v.head < 0 && len(j.head.lines) > j.askedLines {
			continue
		}
		if best, least = v, o.free; least < len(r.cols) {
			break
		}
	}
	return best
}

// spare is how many line slots the head's further line of white takes of those that a
// story leaves free (air).
func (j *job) spare(span int) int {
	if j.slot.Regions[0].Slot.Head.Lines > 0 || len(j.head.lines) == 0 {
		return 0
	}
	return span
}

// attempt sets the story as j.v says.
func (j *job) attempt(r *Region, span int) outcome {
	found := len(j.out.Findings)
	n := j.headOver(r, span)
	j.out.Findings = j.out.Findings[:found] // they are about an attempt
	if r.at+n > r.end {
		return outcome{over: n}
	}
	j.p.cache, j.p.ask = map[broken][]inline.Line{}, j.v.setting
	res, left := j.pourBand(j.regions(r), r.at, hole{0, span, r.at, r.at + n}, nil, 0, 0)
	return outcome{res.overLines + len(left), j.head.torn, len(j.p.slots) - res.next}
}

// tell reports what was done to make the story fit, a finding for each element; a deck left
// out counts as characters that are not on the page.
func (j *job) tell(res *poured) {
	if j.v == (variant{}) {
		return
	}
	f := source.Finding{Code: "FIT-DONE", Severity: source.Note, Story: j.g.Story.ID, Slot: j.slot.Name, Page: j.run.Number(j.region.Page)}
	if file := j.g.Story.File; file != nil {
		f.Pos = file.Pos(j.g.Story.Span)
	}
	for _, m := range j.done() {
		f.Message = m
		j.out.Findings.Add(f)
	}
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

// plain writes a length in points without zeros at its end.
func plain(l unit.Length) string { return strings.TrimRight(strings.TrimRight(l.String(), "0"), ".") }

// done says what was done, element by element. Of the paragraphs asked for, some may not have
// had another number of lines.
func (j *job) done() []source.Message {
	v, name := j.v, j.slot.Name
	var out []source.Message
	switch {
	case v.head > 0:
		out = append(out, source.Msg("to fit, the headline of %s is set in %s pt instead of %s", name, plain(j.head.size()), plain(j.asked)))
	case v.head < 0:
		out = append(out, source.Msg("to fill, the headline of %s is set in %s pt instead of %s", name, plain(j.head.size()), plain(j.asked)))
	}
	if v.track != 0 {
		out = append(out, source.Msg("to fit, the headline of %s is set closer by %d/100 em", name, v.track*trackStep))
	}
	switch {
	case v.lines > 0:
		out = append(out, source.Msg("to fit, the head of %s is %d lines lower", name, v.lines))
	case v.lines < 0:
		out = append(out, source.Msg("to fill, the head of %s is %d lines higher", name, -v.lines))
	}
	switch {
	case v.picture > 0:
		out = append(out, source.Msg("to fit, the picture of %s is %d lines lower", name, v.picture))
	case v.picture < 0:
		out = append(out, source.Msg("to fill, the picture of %s is %d lines higher", name, -v.picture))
	}
	switch n := v.setting - j.p.setting; {
	case n > 0:
		out = append(out, source.Msg("to fill, %d paragraphs of %s set a line longer", n, name))
	case n < 0:
		out = append(out, source.Msg("to fit, %d paragraphs of %s set a line shorter", -n, name))
	}
	return out
}
