package makeup

import (
	"math"
	"slices"

	"banxin/editions/source"
	"banxin/layout/lint"
)

// A page that is set is measured as check --look measures it: what make-up says of a page, and what it prefers, is what
// an editor will read of it.

// gauge is what the meters say of a page that is set.
type gauge struct {
	score   int         // of 100
	faults  source.List // that count for it, the worst first
	against int         // heads and pictures that go against the order, white that crosses the page
}

// gauged measures a page that is set.
func gauged(x *made) (g gauge) {
	found := slices.Concat(x.res.Findings, lint.Check(x.ed, x.res))
	looks, seen := lint.Look(x.ed, x.res, found)
	for i := range looks {
		g.score = looks[i].Score
	}
	for _, f := range slices.Concat(seen, found) {
		if f.Page != x.res.Doc.Pages[0].Number || lint.Weight(f.Code) == 0 {
			continue
		}
		if f.Code == "LAY-LEAD" || f.Code == "LAY-WEIGHT" || f.Code == "LAY-GUTTER" {
			g.against++
		}
		g.faults = append(g.faults, f)
	}
	slices.SortStableFunc(g.faults, func(a, b source.Finding) int { return lint.Weight(b.Code) - lint.Weight(a.Code) })
	return g
}

// tuning is what heads and pictures of a parcel weigh on a page that is set, in hundredths of what they weigh by
// themselves: the heads of neighbours are told apart by their faces there.
type tuning struct{ ink, shot int }

// tune takes from a page that is set what its heads and pictures weigh.
func (j *judge) tune(x *made) {
	j.tuned = make([]tuning, len(j.parcels))
	for i := range j.tuned {
		j.tuned[i] = tuning{100, 100}
	}
	heads := lint.Heads(x.ed, x.res)
	for i := range x.areas {
		a := &x.areas[i]
		id := j.parcels[a.parcel].stories[0].ID
		k := slices.IndexFunc(heads, func(h lint.HeadLook) bool { return h.Story == id })
		if k < 0 {
			continue
		}
		if a.ink > 0 {
			j.tuned[a.parcel].ink = 100 * int(heads[k].Ink) / a.ink
		}
		if a.shotInk > 0 {
			j.tuned[a.parcel].shot = 100 * int(heads[k].Weight-heads[k].Ink) / a.shotInk
		}
	}
}

// inks are what an area's head weighs, and its pictures.
func (j *judge) inks(a *option) (head, shot int) {
	if j.tuned == nil {
		return a.ink, a.shotInk
	}
	t := &j.tuned[a.parcel]
	return a.ink * t.ink / 100, a.shotInk * t.shot / 100
}

// span is what heads there are for an area: another may be chosen when the page stands.
type span struct{ low, high, light, heavy int } // sizes; inks

// spans finds what other heads an option's area may have: in as many lines, or a few less.
func spans(options [][][]*option) {
	for _, widths := range options {
		for _, list := range widths {
			for _, o := range list {
				o.span = span{int(o.size), int(o.size), o.ink, o.ink}
				for _, x := range list {
					if k := o.lines - x.lines; k < 0 || k > littleSlack || x.slot.Picture.Columns != o.slot.Picture.Columns || x.slot.Columns != o.slot.Columns || (x.ink == 0) != (o.ink == 0) {
						continue
					}
					o.low, o.high = min(o.low, int(x.size)), max(o.high, int(x.size))
					o.light, o.heavy = min(o.light, x.ink), max(o.heavy, x.ink)
				}
			}
		}
	}
}

// hopeless is what it costs where no heads that two areas may have go with the order.
func (j *judge) hopeless(a, b *option) (n int) {
	if !j.said[a.parcel] && j.guessed(a.parcel) && j.guessed(b.parcel) && b.low > a.high {
		n += costGuessed
	}
	if !j.measures[a.parcel] || !j.said[b.parcel] {
		return n
	}
	if b.low > a.high {
		n += costAgainst
	}
	if a.ink == 0 || b.ink == 0 {
		return n
	}
	if own, other := a.heavy+a.shotInk, b.light; 100*other > lint.MostHeavier*own || a.shotInk > 0 && 100*(other+b.shotInk) > lint.MostHeavier*own {
		n += costHeavier
	}
	return n
}

// bounds is what the heads of stories so far allow those after them: no greater size, no more weight.
type bounds struct {
	size, guess int // guess: of stories whose order is guessed
	ink, weight int // of heads; of heads with their pictures, where a story before has some
}

var unbound = bounds{math.MaxInt, math.MaxInt, mostInk, mostInk}

// mostInk is more than heads weigh, and can be told in hundredths on 32 bits.
const mostInk = 1 << 24

// breaks is what it costs that the head of an option exceeds bounds.
func (j *judge) breaks(b *option, of *bounds) (n int) {
	if !j.said[b.parcel] {
		if j.guessed(b.parcel) && int(b.size) > of.guess {
			n += costGuessed
		}
		return n
	}
	if int(b.size) > of.size {
		n += costAgainst
	}
	if head, shot := j.inks(b); b.ink > 0 && (100*head > lint.MostHeavier*of.ink || 100*(head+shot) > lint.MostHeavier*of.weight) {
		n += costHeavier
	}
	return n
}

// narrowed are bounds with the option of one more story.
func (j *judge) narrowed(of bounds, a *option) bounds {
	if !j.said[a.parcel] {
		if j.guessed(a.parcel) {
			of.guess = min(of.guess, int(a.size))
		}
		return of
	}
	if !j.measures[a.parcel] {
		return of
	}
	of.size = min(of.size, int(a.size))
	if head, shot := j.inks(a); a.ink > 0 && shot > 0 {
		of.weight = min(of.weight, head+shot)
	} else if a.ink > 0 {
		of.ink = min(of.ink, head)
	}
	return of
}

// guessed tells whether a parcel is one of the first whose order is guessed, and whose heads fall all the same.
func (j *judge) guessed(p int) bool {
	return p < lastGuessed && j.plain[p]
}

// unguessed tells whether a head goes against the order that is guessed: the meters know of none.
func (j *judge) unguessed(as []area) bool {
	for i := range as {
		for k := range as {
			if a, b := &as[i], &as[k]; a.parcel < b.parcel && !j.said[a.parcel] && !j.said[b.parcel] && j.against(a, b) > 0 {
				return true
			}
		}
	}
	return false
}

// lastGuessed is up to which place heads fall where nobody says the order.
const lastGuessed = 5

// against weighs what the meters say of two stories: no head is greater or much heavier than that of a story before it.
func (j *judge) against(a, b *area) int {
	if j.said[a.parcel] && !j.measures[a.parcel] || j.said[a.parcel] != j.said[b.parcel] {
		return 0
	}
	of := j.narrowed(unbound, a.option)
	n := j.breaks(b.option, &of)
	if n > 0 && !j.firm {
		n = n/8 + j.hopeless(a.option, b.option)
	}
	return n
}
