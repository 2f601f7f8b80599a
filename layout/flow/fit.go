package flow

import (
	"cmp"
	"iter"
	"slices"

	"banxin/editions"
)

// fitted is the slot's story at the least intrusive variant at which it fits from its place
// on, or, if it is short, leaves the fewest lines free; nil where it stands as it is, untried.
// A headline broken by the slot's size counts as over where tracking is allowed.
func (s *story) fitted() *result {
	r := s.place.region
	if s.place.stack != nil || r.Slot.Fit == (editions.Fitting{}) && !r.Slot.Picture.Fill || !s.last || len(s.chain) > 0 || s.grows() {
		return nil
	}
	now := s.try(attempt{regions: len(s.own.regions) - s.place.i})
	if s.spec().Picture.Fill {
		now = s.filled(now)
	}
	found := now
	torn := r.Slot.Fit.Track > 0 && s.torn(now) > 0
	switch {
	case !s.whole(now) && !torn:
		found = s.closed(now)
	case torn:
		found = s.shortened(now)
	case len(now.free())-s.white() >= len(r.cols):
		found = s.lengthened(now)
	}
	if found != now {
		now.drop()
	}
	return found
}

// closed is a result that is over with its head closer to the text, or as the slot allows, or
// both: the first at which all has its place. Where none is enough it is that in which the least
// is over: what is told then is what must go though the slot gives all that it may.
func (s *story) closed(now *result) *result {
	if found := s.closer(now); found != nil {
		return found
	}
	found := s.shortened(now)
	if s.whole(found) || now.close {
		return found
	}
	a := now.attempt
	a.close = true
	near := s.try(a)
	both := s.shortened(near)
	if both != near {
		near.drop()
	}
	if s.whole(both) || placeless(both) < placeless(found) {
		if found != now {
			found.drop()
		}
		return both
	}
	both.drop()
	return found
}

// placeless is how much of a story has no place in a result: characters of its text and its pictures'
// words, and of the head where that has none.
func placeless(r *result) int {
	n := r.overChars
	for _, p := range r.homeless {
		n += p.chars
	}
	if r.dropped != nil {
		for _, l := range r.dropped.lines {
			n += l.line.Chars
		}
	}
	return n
}

// closes tells whether a head that stands closer to its text takes fewer lines.
func (s *story) closes(r *result) bool {
	v := r.variant
	v.close = true
	return s.place.stack == nil && !r.close && s.headed(v).n < s.headed(r.variant).n
}

// closer is a result that is over with its head closer to the text, if that saves a line and
// all has its place then; else nil.
func (s *story) closer(now *result) *result {
	if !s.closes(now) {
		return nil
	}
	a := now.attempt
	a.close = true
	found := s.try(a)
	if !s.whole(found) {
		found.drop()
		return nil
	}
	return found
}

// filled is the story with its pictures as high as its text leaves room (占满): never lower than
// the slot or they themselves say.
func (s *story) filled(now *result) *result {
	cols := len(s.place.region.cols)
	free := (len(now.free()) - s.white()) / cols
	if len(s.g.pictures) == 0 || !s.whole(now) || free < 1 {
		return now
	}
	wide := 1 // columns that a line of the picture takes
	for _, f := range now.figures {
		wide = max(wide, f.hole.c1-f.hole.c0)
	}
	free = free * cols / wide
	heights := func(yield func(attempt) bool) {
		for n := free + 1; n > 0 && n > free-mostSettings; n-- {
			a := now.attempt
			if a.picture = -n; !yield(a) {
				return
			}
		}
	}
	found := best(s.try, now, heights, func(r *result) int {
		if !s.whole(r) {
			return unfit
		}
		return len(r.free())
	})
	if found == nil || found == now {
		return now
	}
	now.drop()
	return found
}

// whole tells whether all has found its place, the head too.
func (s *story) whole(r *result) bool { return r.fits() && r.dropped == nil }

// torn counts the lines of a result's headline that the width broke.
func (s *story) torn(r *result) int { return s.headed(r.variant).h.torn }

// white is how many line slots the head's further line of white takes of those that a story
// leaves free (aired).
func (s *story) white() int {
	if s.spec().Head.Lines > 0 || len(s.headed(variant{}).h.lines) == 0 {
		return 0
	}
	return s.place.span
}

// shortened is the first variant at which nothing is over and no line of the headline is
// broken, or else at which nothing is over. Where none will do it is that with all that the slot
// allows but for leaving out the deck, if less is over then than in the result that is had.
func (s *story) shortened(now *result) *result {
	list := variants(s.limits(true), true)
	if len(list) == 0 {
		return now
	}
	all := now.attempt
	all.variant = list[len(list)-1]
	all.close = now.close
	most := s.try(all)
	defer most.drop()
	if !s.whole(most) { // not even all together are enough
		all.noDeck = false
		if kept := s.try(all); len(kept.homeless)+len(kept.lost) <= len(now.homeless)+len(now.lost) && placeless(kept) < placeless(now) {
			return kept
		} else {
			kept.drop()
			return now
		}
	}
	fits := best(s.try, now, varied(now.attempt, list), func(r *result) int {
		switch {
		case !s.whole(r):
			return unfit
		case s.torn(r) > 0:
			return 1
		}
		return 0
	})
	if fits == nil {
		return now
	}
	return fits
}

// lengthened is the variant that leaves the fewest lines free; the first that leaves less
// than a row.
func (s *story) lengthened(now *result) *result {
	lines, row := len(s.headed(now.variant).h.lines), len(s.place.region.cols)
	return best(s.try, now, varied(now.attempt, variants(s.limits(false), false)), func(r *result) int {
		if !s.whole(r) || r.size < 0 && len(r.furniture.head.lines) > lines {
			return unfit
		}
		if free := len(r.free()); free >= row {
			return free
		}
		return 0
	})
}

// varied lists an attempt as variants.
func varied(a attempt, list []variant) iter.Seq[attempt] {
	return func(yield func(attempt) bool) {
		close := a.close
		for _, a.variant = range list[:min(len(list), mostTries)] {
			if a.close = close; !yield(a) {
				return
			}
		}
	}
}

// mostSettings is how many paragraphs of a story may be set tighter or looser, mostTries how
// many variants are tried at the most.
const (
	mostSettings = 6
	mostTries    = 400
)

// limits is how far a story may be changed: the slot's, as far as the story has what they
// are about.
type limits struct {
	size, lines, track, picture, settings int
	deck                                  bool
}

func (s *story) limits(over bool) limits {
	r, st := s.place.region, s.g.Story
	f := r.Slot.Fit
	var l limits
	if len(st.Headline) > 0 {
		l.size, l.lines = f.Head, f.Lines
	}
	if len(s.g.pictures) > 0 {
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
	var all []variant
	sign := 1
	if !over {
		sign = -1
	}
	decks := []bool{false, true}
	if !l.deck {
		decks = decks[:1]
	}
	for h := range l.size + 1 {
		for n := range l.lines + 1 {
			for t := range l.track + 1 {
				for p := range l.picture + 1 {
					for s := range l.settings + 1 {
						for _, d := range decks {
							all = append(all, variant{sign * h, sign * n, t, sign * p, -sign * s, d, false})
						}
					}
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b variant) int { return cmp.Compare(a.cost(), b.cost()) })
	return all[1:]
}
