package lint

import (
	"fmt"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// PageLook is how a page looks, in figures: what an art director measures with a rule.
type PageLook struct {
	Page     int        `json:"page"`
	Name     string     `json:"name"`
	Score    int        `json:"score"` // of 100: what is left when its faults are taken off
	Heads    []HeadLook `json:"heads"`
	Least    Hundredths `json:"white_least"` // white below heads, in body lines
	Most     Hundredths `json:"white_most"`
	Grey     int        `json:"grey"`     // how much of the type area is ink, in percent
	Quarters [4]int     `json:"quarters"` // the same of its quarters: upper left, upper right, lower left, lower right
}

// Hundredths is a number in hundredths, so that it is the same on every machine.
type Hundredths int

func (h Hundredths) String() string {
	sign := ""
	if h < 0 {
		sign, h = "-", -h
	}
	return fmt.Sprintf("%s%d.%02d", sign, h/100, h%100)
}

// MarshalJSON writes a number with two decimals.
func (h Hundredths) MarshalJSON() ([]byte, error) { return []byte(h.String()), nil }

// HeadLook is a head in figures.
type HeadLook struct {
	Story      string     `json:"story"`
	Slot       string     `json:"slot,omitempty"`
	Size       Hundredths `json:"size"`   // of the headline, in points
	White      Hundredths `json:"white"`  // below it, or beside it where it is upright, in body lines; -1 where nothing stands there
	Kicker     Hundredths `json:"kicker"` // its size by the headline's; 0: none
	KickerWide Hundredths `json:"kicker_wide"`
	Deck       Hundredths `json:"deck"`
	DeckWide   Hundredths `json:"deck_wide"`
	Weight     Hundredths `json:"weight"` // of head and pictures, in square centimetres of ink
	Ink        Hundredths `json:"-"`      // of those, the head's
	Upright    bool       `json:"upright,omitempty"`

	small [2]bool // kicker, deck: no greater than the text
	at    unit.Rect
}

// What an art director lets pass, in hundredths; white in hundredths of a line.
const (
	leastKicker, mostKicker = 38, 46
	mostDeck                = 46
	mostKickerWide          = 103
	mostDeckWide            = 133
	mostSpread              = 60 // between the least and the most white below heads
	mostAgainst             = MostHeavier
)

// MostHeavier is the weight that a less important story may have beside a more important one, in hundredths.
const MostHeavier = 115

// Look measures the pages and says what of their look is not as it should be (LAY-RATIO,
// LAY-DECK, LAY-WHITE, LAY-WEIGHT). found is what is known of the edition: it and these count
// for the score of each page.
func Look(ed *editions.Edition, res *layout.Result, found source.List) ([]PageLook, source.List) {
	c := newChecker(ed, res, nil)
	var out []PageLook
	for s := range c.pages() {
		if c.sheet = s; s.plan.Unread || s.plan.Size <= 0 {
			continue
		}
		out = append(out, c.look())
	}
	c.found.Sort()
	for i := range out {
		out[i].Score = score(out[i].Page, slices.Concat(found, c.found))
	}
	return out, c.found
}

// Heads measures the heads of all pages alone: what Look weighs them by.
func Heads(ed *editions.Edition, res *layout.Result) (out []HeadLook) {
	c := newChecker(ed, res, nil)
	for s := range c.pages() {
		c.sheet = s
		for _, pc := range s.pieces {
			if h, ok := c.headLook(pc); ok {
				out = append(out, h)
			}
		}
	}
	return out
}

func (c *checker) look() PageLook {
	l := PageLook{Page: c.sheet.page.Number, Name: c.sheet.page.Name, Heads: []HeadLook{}}
	for _, pc := range c.sheet.pieces {
		if h, ok := c.headLook(pc); ok {
			if !h.Upright {
				c.ratios(&h)
			}
			l.Heads = append(l.Heads, h)
		}
	}
	c.whites(&l)
	c.weights(l.Heads)
	l.Grey, l.Quarters = c.grey()
	return l
}

// headLook measures the head of a piece, over its text or beside it, that stands on no bar.
func (c *checker) headLook(pc *piece) (HeadLook, bool) {
	s := c.sheet
	place := s.placeOf(pc.head, pc.story)
	if pc.head.Empty() || place != nil && place.Slot.Head.Bar() {
		return HeadLook{}, false
	}
	var size unit.Length
	var all unit.Rect
	wide := map[page.Role]unit.Length{}
	sizes := map[page.Role]unit.Length{}
	for _, p := range pc.heads {
		for _, ln := range p.lines {
			wide[p.role] = max(wide[p.role], ln.to-ln.from)
			sizes[p.role] = max(sizes[p.role], ln.size)
			all = all.Union(ln.rect())
		}
	}
	if size = sizes[page.RoleHeadline]; size == 0 {
		return HeadLook{}, false
	}
	h := HeadLook{Story: pc.story, Size: inPoints(size), White: -100, at: pc.head, Ink: pc.ink(c.res.Doc)}
	h.Upright = pc.stack || place != nil && place.Slot.Upright
	h.Weight = h.Ink + pc.pictured()
	if place != nil {
		h.Slot = place.Slot.Name
	}
	h.Kicker, h.KickerWide = part(sizes[page.RoleKicker], size), part(wide[page.RoleKicker], wide[page.RoleHeadline])
	h.Deck, h.DeckWide = part(sizes[page.RoleDeck], size), part(wide[page.RoleDeck], wide[page.RoleHeadline])
	for i, r := range []page.Role{page.RoleKicker, page.RoleDeck} {
		h.small[i] = sizes[r] <= s.plan.Size
	}
	white := pc.below
	if h.Upright {
		white = pc.aside
	}
	if w, ok := white(all); ok {
		h.White = part(w, s.plan.Leading)
	}
	return h, true
}

// below is the white between the lines of a head and what stands under them.
func (pc *piece) below(head unit.Rect) (white unit.Length, ok bool) {
	pc.printed(func(r unit.Rect) {
		if d := r.Y - head.Bottom(); d > -unit.Pt && min(r.Right(), head.Right()) > max(r.X, head.X) && (!ok || d < white) {
			white, ok = d, true
		}
	})
	return white, ok
}

// aside is the white between the lines of an upright head and what stands beside them, on the nearer
// side.
func (pc *piece) aside(head unit.Rect) (white unit.Length, ok bool) {
	pc.printed(func(r unit.Rect) {
		if d := max(r.X-head.Right(), head.X-r.Right()); d > -unit.Pt && min(r.Bottom(), head.Bottom()) > max(r.Y, head.Y) && (!ok || d < white) {
			white, ok = d, true
		}
	})
	return white, ok
}

// printed goes over what is printed of a piece beside its head, as one sees it: a picture is as large
// as it shows, whatever place it has.
func (pc *piece) printed(take func(unit.Rect)) {
	for _, p := range pc.paras {
		for _, l := range p.lines {
			take(l.rect())
		}
	}
	for _, f := range pc.figures {
		switch {
		case f.image == nil:
			take(f.rect)
		default:
			take(f.seen)
		}
		for _, p := range f.words() {
			for _, l := range p.lines {
				take(l.rect())
			}
		}
	}
	for _, r := range pc.tables {
		take(r)
	}
}

// ratios is what kicker and deck are beside their headline.
func (c *checker) ratios(h *HeadLook) {
	say := func(code string, msg source.Message, hint source.Message) {
		c.at(h.at, h.Story, finding(code, msg, hint))
	}
	if k := int(h.Kicker); k > 0 && (k > mostKicker && !h.small[0] || k < leastKicker) {
		say("LAY-RATIO", source.Msg("kicker-of-headline-s-size", k), source.Msg("give-40-to-44-leave-of"))
	}
	if w := int(h.KickerWide); w > mostKickerWide {
		say("LAY-RATIO", source.Msg("kicker-as-wide-as-headline", w), source.Msg("shorten-or-give-in-two-lines"))
	}
	if d := int(h.Deck); d > mostDeck && !h.small[1] {
		say("LAY-DECK", source.Msg("deck-of-headline-s-size", d), source.Msg("give-44-at-most-leave-of"))
	}
	if w := int(h.DeckWide); w > mostDeckWide {
		say("LAY-DECK", source.Msg("deck-as-wide-as-headline", w), source.Msg("shorten-or-give-in-two-lines"))
	}
}

// whites is whether the white below the heads of a page is one.
func (c *checker) whites(l *PageLook) {
	var all []*HeadLook
	for i := range l.Heads {
		if h := &l.Heads[i]; h.White >= 0 && !h.Upright {
			all = append(all, &l.Heads[i])
		}
	}
	if len(all) == 0 {
		return
	}
	slices.SortStableFunc(all, func(a, b *HeadLook) int { return int(a.White - b.White) })
	l.Least, l.Most = all[0].White, all[len(all)-1].White
	if mid := all[len(all)/2].White; l.Most-l.Least > mostSpread {
		far := all[0]
		if l.Most-mid > mid-l.Least {
			far = all[len(all)-1]
		}
		c.at(far.at, far.Story, finding("LAY-WHITE", source.Msg("lines-of-white-stand-below-head", far.White, far.Story, mid),
			source.Msg("take-of-away-or-give-story")))
	}
}

// weights is whether a story of less importance has more weight: of the head where their stories say their ranks,
// and of the pictures too where the more important one has some, for a head outweighs no picture; of the head alone
// where only a slot called 头条 says it.
func (c *checker) weights(heads []HeadLook) {
	for i := range heads {
		for k := range heads {
			a, b := &heads[i], &heads[k]
			switch x, y := c.stories[a.Story], c.stories[b.Story]; {
			case a.Upright || b.Upright:
			case x != nil && y != nil && x.Ranked && y.Ranked:
				own, other := a.Ink, b.Ink
				if a.Weight > a.Ink {
					own, other = a.Weight, b.Weight
				}
				c.outweighs(a, b, x.Rank < y.Rank && !x.Apart() && 100*other > mostAgainst*own, own, other)
			case x == nil || !x.Ranked:
				c.outweighs(a, b, leading(a.Slot) && !leading(b.Slot) && 100*b.Ink > mostAgainst*a.Ink, a.Ink, b.Ink)
			}
		}
	}
}

func (c *checker) outweighs(a, b *HeadLook, does bool, x, y Hundredths) {
	if does {
		c.at(b.at, b.Story, finding("LAY-WEIGHT", source.Msg("head-picture-of-weigh-those-of", b.Story, y, a.Story, x),
			source.Msg("give-more-important-story-greater-head")))
	}
}

// leading tells whether a slot is called that of the lead.
func leading(slot string) bool {
	return strings.HasSuffix(slot, "头条") && !strings.Contains(slot, "倒")
}

// ink is the weight of a head: that of its type, in square centimetres, by its face.
func (pc *piece) ink(d *page.Doc) Hundredths {
	var ink int64
	for _, p := range pc.heads {
		for _, l := range p.lines {
			ink += squarePoints(l.rect()) * d.Dark(l.runs[0].Face)
		}
	}
	return Hundredths(ink / squareCentimetre)
}

// pictured is the weight of pictures: a quarter of their area.
func (pc *piece) pictured() (w Hundredths) {
	for _, f := range pc.figures {
		w += PictureWeight(f.rect)
	}
	return w
}

// PictureWeight is what a picture with its caption weighs in a rectangle, in square centimetres of ink.
func PictureWeight(r unit.Rect) Hundredths {
	return Hundredths(squarePoints(r) * 25 / squareCentimetre)
}

// squareCentimetre is one in square points, about.
const squareCentimetre = 804

// grey is how much of the type area is ink, and of each of its quarters, in percent: type by its
// face, pictures by half, tints by their inks.
func (c *checker) grey() (all int, quarters [4]int) {
	s, area := c.sheet, c.sheet.plan.Area
	for i := range quarters {
		q := unit.Rect{X: area.X, Y: area.Y, W: area.W / 2, H: area.H / 2}
		if i&1 == 1 {
			q.X += q.W
		}
		if i&2 == 2 {
			q.Y += q.H
		}
		var ink int64
		for _, t := range s.texts {
			if q.Overlaps(unit.Rect{X: t.At.X, Y: t.At.Y, W: 1, H: 1}) {
				ink += int64(len(t.Glyphs)) * squarePoints(unit.Rect{W: t.Size, H: t.Size}) * c.res.Doc.Dark(t.Face)
			}
		}
		for _, p := range s.paints {
			part := int64(50)
			if !p.image {
				part = min(int64(p.color.C)+int64(p.color.M)+int64(p.color.Y)+int64(p.color.K), 10000) / 100
			}
			ink += squarePoints(p.rect.Intersect(q)) * part
		}
		quarters[i] = int(ink / max(squarePoints(q), 1))
		all += quarters[i]
	}
	return all / 4, quarters
}

// score is what is left of 100 when the faults of a page are taken off it, of each kind two.
func score(number int, found source.List) int {
	out, times := 100, map[string]int{}
	for i := range found {
		f := &found[i]
		if f.Page != number || times[f.Code] == 2 {
			continue
		}
		times[f.Code]++
		out -= Weight(f.Code)
	}
	return max(out, 0)
}

// Weight is what a finding of a code takes off the score of its page, of 100; 0 of one that does not count.
func Weight(code string) int {
	switch {
	case code == "LAY-GUTTER", code == "LAY-LEAD":
		return 12
	case code == "LAY-WHITE", code == "LAY-WEIGHT", code == "LAY-HOLE", code == "FIT-OVER":
		return 10
	case strings.HasPrefix(code, "LAY-"), code == "FIT-UNDER":
		return 4
	case strings.HasPrefix(code, "TYP-"), strings.HasPrefix(code, "PIC-"):
		return 2
	}
	return 0
}

func inPoints(l unit.Length) Hundredths { return Hundredths(l.MulDiv(100, int64(unit.Pt))) }

// part is a length by another, 0 where that is nothing.
func part(l, of unit.Length) Hundredths {
	if of <= 0 {
		return 0
	}
	return Hundredths((int64(l)*200 + int64(of)) / (2 * int64(of)))
}

// squarePoints is the area of a rectangle, nothing where that is empty.
func squarePoints(r unit.Rect) int64 {
	if r.Empty() {
		return 0
	}
	const fine = unit.Pt / 16
	return int64(r.W/fine) * int64(r.H/fine) / 256
}
