package works

import (
	"cmp"
	"context"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/editions/splice"
)

// Remedy is a change of a line of a file that ends a finding.
type Remedy struct {
	Label   source.Message
	Changes []splice.Change // of one file; swaps of stories that say their place themselves of two
	Reason  bool            // whoever takes it says why: Except makes the change
	Cuts    []string        // sentences that it leaves out
}

// mostRemedies is how many of a kind are offered.
const mostRemedies = 3

// Remedies lists what would end a finding of the set, the least change first: what changes the look
// of pages has been tried, so that the finding is gone and no error comes for it. The paper is the
// one that the set is of.
func (p *Paper) Remedies(ctx context.Context, s *Set, f source.Finding) ([]Remedy, error) {
	h := &healer{ctx: ctx, paper: p, set: s, f: f}
	h.replaced()
	switch f.Code {
	case "FIT-OVER", "FIT-UNDER", "PIC-FIT":
		h.fitted()
	case "FIT-HEAD", "TYP-WORD", "TYP-HEADLAST", "TXT-HEAD":
		h.broken()
		h.smallerHead()
	case "PIC-CROP":
		h.pictures([]int{2, 4, 6, 8})
	case "PLAN-UNPLACED":
		h.placed(splice.Nowhere)
	case "LAY-EMPTY":
		h.filled()
	case "LAY-CHAIN":
		h.unchained()
	case "LAY-COLUMN", "TPL-GAP":
		h.otherColumns()
	case "LAY-LEVEL", "LAY-HOLE", "LAY-WHITE", "TYP-RIVER", "TYP-LADDER", "TYP-LOOSE":
		h.levelled()
	case "LAY-LEAD", "LAY-OUTSIDE", "LAY-WEIGHT":
		h.smallerHead()
	case "TPL-KIND", "TPL-SUM":
		h.drawn()
	}
	if h.err != nil {
		return nil, h.err
	}
	if e := h.exception(); e != nil {
		h.out = append(h.out, *e)
	}
	return h.out, nil
}

// healer looks for what ends a finding.
type healer struct {
	ctx   context.Context
	paper *Paper
	set   *Set
	f     source.Finding
	out   []Remedy
	err   error
}

// offer adds a remedy where it holds.
func (h *healer) offer(r Remedy) bool {
	if h.err != nil || !h.holds(r.Changes) {
		return false
	}
	h.out = append(h.out, r)
	return true
}

// holds tells whether changes end the finding and bring no error.
func (h *healer) holds(changes []splice.Change) bool {
	files, err := h.set.Files(changes)
	if err != nil {
		return false
	}
	t, err := h.paper.With(files).Try(h.ctx, h.set)
	if err != nil {
		h.err = cmp.Or(h.ctx.Err(), err)
		return false
	}
	if t.Broken || t.Errors() > 0 {
		return false
	}
	if c, _ := source.LookUp(h.f.Code); !c.Build {
		return h.fewer(t.Set)
	}
	return slices.ContainsFunc(t.Gone, func(g source.Finding) bool { return g.Code == h.f.Code && g.Story == h.f.Story && g.Slot == h.f.Slot }) &&
		!slices.ContainsFunc(t.New, func(n source.Finding) bool { return n.Code == h.f.Code && n.Story == h.f.Story })
}

// fewer tells whether a proofreader has less to say of the kind of the finding where it stands: of
// how the text reads and pages look a trial alone says nothing.
func (h *healer) fewer(trial *Set) bool {
	if trial.Doc == nil {
		return false
	}
	count := func(l source.List) (n int) {
		for i := range l {
			if f := &l[i]; f.Code == h.f.Code && f.Story == h.f.Story && f.Slot == h.f.Slot && f.Page == h.f.Page {
				n++
			}
		}
		return n
	}
	return count(trial.Proofread().Findings) < count(h.set.Findings)
}

// page is the page of the finding, by its place.
func (h *healer) page() int {
	return slices.IndexFunc(h.set.Edition.Pages, func(pg *editions.Page) bool { return pg.Number <= h.f.Page && h.f.Page < pg.Number+pg.Wide() })
}

// slot is the slot that the finding is about: the one it names, or where its story begins.
func (h *healer) slot() (splice.Spot, *editions.Slot) {
	ed := h.set.Edition
	at := splice.Spot{Page: h.page(), Slot: h.f.Slot}
	if at.Page < 0 || at.Slot == "" {
		at = whereOf(ed, h.f.Story)
	}
	if at.Page < 0 {
		return at, nil
	}
	return at, ed.Pages[at.Page].Template.Slot(at.Slot)
}

// whereOf is where a story begins.
func whereOf(ed *editions.Edition, story string) splice.Spot {
	for i, pg := range ed.Pages {
		for _, pl := range pg.Placed {
			if s := pg.Template.Slot(pl.Slot); s != nil && s.Kind == editions.StorySlot && slices.Contains(pl.Stories, story) {
				return splice.Spot{Page: i, Slot: pl.Slot}
			}
		}
	}
	return splice.Nowhere
}

// exception lets the finding pass where somebody says why; nil: it cannot be let pass.
func (h *healer) exception() *Remedy {
	f := h.f
	if source.Covers("SRC", f.Code) || f.Severity == source.Error && !proofreading(f.Code) {
		return nil
	}
	return &Remedy{Label: source.Msg("remedy-except"), Reason: true, Changes: []splice.Change{Except(h.set.Edition, f, "")}}
}

// proofreading tells whether a code is of the text, where a reader may know better.
func proofreading(code string) bool {
	return slices.ContainsFunc([]string{"TXT", "NAM", "REL", "TYP"}, func(family string) bool { return source.Covers(family, code) })
}

// Except lets a finding pass for a reason: as narrow as can be said.
func Except(ed *editions.Edition, f source.Finding, reason string) splice.Change {
	e := editions.Exception{Code: f.Code, Story: f.Story, Quote: quotable(f.Quote), Reason: cmp.Or(reason, "…")}
	if f.Story == "" {
		e.Page, e.Slot = f.Page, f.Slot
	}
	return splice.Excepted(ed, e)
}
