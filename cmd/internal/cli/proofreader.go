package cli

import (
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/makeup"
	"banxin/layout/page"
	"banxin/output/proof"
	"banxin/output/works"
	"fmt"
	"slices"
	"strings"
)

// proofreader makes proofs of a composed edition.
type proofreader struct {
	*works.Set
	say    words.Locale
	layers proof.Layers
	pages  []int              // those asked for, by index
	some   string             // ends the names of files that hold these alone
	since  *report.Difference // marked on the pages; may be nil
	slip   string             // whose proofs they are: round, time, reader

	comments bool // the notes of readers go along as annotations

	begun map[int][]*layout.Fit // see fits
	lists map[listAt]idList     // see listed
}

// listAt is where a list is in memory; what composing has made does not change.
type listAt struct {
	first *string
	n     int
}

// fits are those of the stories that begin on a page, by its index.
func (r *proofreader) fits(i int) []*layout.Fit {
	if r.begun == nil {
		r.begun = map[int][]*layout.Fit{}
		for k := range r.Layout.Fits {
			f := &r.Layout.Fits[k]
			on := r.Doc.Sheet(f.Page)
			r.begun[on] = append(r.begun[on], f)
		}
	}
	return r.begun[i]
}

// proofDoc is a proof and the end of its files' names.
type proofDoc struct {
	name   string
	doc    *page.Doc
	sheets []int // a page each: the sheet that it shows; nil: it shows none
}

// number ends the name of page i of a proof: the number of the page that it shows, else its
// own, behind the pages that were asked for: proofs of other pages beside it keep their files.
func (r *proofreader) number(d *proofDoc, i int) string {
	if i < len(d.sheets) {
		return fmt.Sprintf("_%02d", r.Doc.Pages[d.sheets[i]].Number)
	}
	return fmt.Sprintf("%s_%02d", r.some, i+1)
}

func (r *proofreader) docs(kind string) ([]proofDoc, error) {
	switch kind {
	case "galley":
		d, err := proof.Galleys(r.Doc, r.Catalog, r.galleys(), proof.Options{Line: r.slip, English: !r.say.Chinese})
		return []proofDoc{{kind, d, nil}}, err
	case "page":
		var plans []makeup.Sheet // with what empty slots hold
		if r.layers&proof.Slots != 0 {
			plans = makeup.Plan(r.Edition, r.Catalog, r.Layout)
		}
		var sheets []proof.Sheet
		for _, i := range r.pages {
			s := proof.Sheet{Page: i, Plan: r.plan(i), Notes: r.sheetNotes(i)}
			if ed := r.PageOf(i); ed != nil && s.Plan != nil {
				vacancies(s.Plan, plans, ed.Number)
			}
			if r.comments {
				s.Comments = r.Comments(i)
			}
			sheets = append(sheets, s)
		}
		o := proof.Options{Layers: r.layers, Line: r.slip, English: !r.say.Chinese}
		if r.since != nil {
			o.Layers |= proof.Notes
			o.Line = r.say.T("changes-since", r.since.Name(r.since.A)) + "　" + r.slip
		}
		d, err := proof.Pages(r.Doc, r.Catalog, sheets, o)
		return []proofDoc{{kind, d, r.pages}}, err
	}
	clean := *r.Doc
	clean.Pages, clean.Stories = nil, nil
	for _, i := range r.pages {
		clean.Pages = append(clean.Pages, r.Doc.Pages[i])
	}
	d, err := r.SignOff(r.pages, proof.SignOptions{Line: r.slip, English: !r.say.Chinese})
	return []proofDoc{{kind, &clean, r.pages}, {"signoff", d, nil}}, err
}

// galleys lists the stories that begin on the pages asked for.
func (r *proofreader) galleys() []proof.Galley {
	var out []proof.Galley
	for _, f := range r.Layout.Fits {
		on := r.Doc.Sheet(f.Page)
		if !slices.Contains(r.pages, on) {
			continue
		}
		g := proof.Galley{
			Story: f.Story, Slot: strings.Join(f.Slots, "→"), OverChars: f.OverChars, OverLines: f.OverLines, FreeChars: f.FreeChars, FreeLines: f.FreeLines,
			Notes: r.storyNotes(f.Story), Page: on,
		}
		if s := r.Edition.Story(f.Story); s != nil {
			g.Rest = s.Rest(&f.Unset)
		}
		out = append(out, g)
	}
	return out
}

// placed tells whether a story stands on a page.
func (r *proofreader) placed(id string) bool {
	return slices.ContainsFunc(r.Doc.Stories, func(s page.Story) bool { return s.ID == id })
}

// sheetNotes are the findings about a page, where they are asked for, and what changed on
// it since an earlier round.
func (r *proofreader) sheetNotes(i int) (out []proof.Note) {
	if r.layers&proof.Notes != 0 {
		out = r.notes(func(f source.Finding) bool { return r.On(f) == i })
	}
	if r.since != nil {
		out = append(out, r.since.Notes(r.Doc.Pages[i].Number)...)
	}
	return out
}

// storyNotes are those about a story. On a galley its lines stand elsewhere than on the page.
func (r *proofreader) storyNotes(id string) (out []proof.Note) {
	if r.layers&proof.Notes != 0 {
		out = r.notes(func(f source.Finding) bool { return f.Story == id })
	}
	if r.since != nil {
		for _, n := range r.since.Notes(0) {
			if n.Story == id {
				n.Lines = nil
				out = append(out, n)
			}
		}
	}
	return out
}

// notes are the findings that a proof shows.
func (r *proofreader) notes(of func(source.Finding) bool) []proof.Note {
	var out []proof.Note
	for _, f := range r.Findings {
		if !of(f) {
			continue
		}
		out = append(out, proof.Note{
			Level: proof.Level(f.Severity), Code: f.Code, Text: r.say.Msg(f.Message), Hint: r.say.Msg(f.Hint),
			File: f.Pos.File, Line: int32(f.Pos.Line), Col: int32(f.Pos.Col), Story: f.Story, Slot: f.Slot,
		})
	}
	return out
}

// plan says how a page was made up.
func (r *proofreader) plan(i int) *proof.Plan {
	sheets := r.Layout.Sheets()
	if len(sheets) != len(r.Doc.Pages) {
		return nil // a page without a grid
	}
	s := sheets[i]
	p := &proof.Plan{Area: s.Area, Columns: s.Columns, Size: s.Size, First: s.First, Leading: s.Leading, Lines: s.Lines}
	for _, pl := range s.Slots {
		p.Slots = append(p.Slots, r.slot(i, pl))
	}
	return p
}

func (r *proofreader) slot(i int, pl layout.Place) proof.Slot {
	out := proof.Slot{Name: pl.Slot.Name, Frames: pl.Areas}
	if pl.Slot.Kind != editions.StorySlot {
		return out
	}
	in := r.listed(pl.Stories)
	out.Story = in.ids
	for _, f := range r.fits(i) {
		if f.Slots[0] == pl.Slot.Name && in.has[f.Story] {
			out.Chars += f.Set
			out.OverChars, out.OverLines = out.OverChars+f.OverChars, out.OverLines+f.OverLines
			out.FreeChars, out.FreeLines = f.FreeChars, f.FreeLines
		}
	}
	return out
}

// idList is a list of stories.
type idList struct {
	ids string // parted by spaces
	has map[string]bool
}

// listed is the list of a slot. That of a flow template stands on all pages that it fills.
func (r *proofreader) listed(stories []string) idList {
	if len(stories) == 0 {
		return idList{}
	}
	at := listAt{&stories[0], len(stories)}
	l, known := r.lists[at]
	if known {
		return l
	}
	l = idList{strings.Join(stories, " "), make(map[string]bool, len(stories))}
	for _, id := range stories {
		l.has[id] = true
	}
	if r.lists == nil {
		r.lists = map[listAt]idList{}
	}
	r.lists[at] = l
	return l
}

// vacancies counts the empty slots of a page and gives them their capacity.
func vacancies(plan *proof.Plan, sheets []makeup.Sheet, number int) (n int) {
	for i := range sheets {
		if sheets[i].Number != number {
			continue
		}
		for _, s := range sheets[i].Slots {
			if !s.Empty {
				continue
			}
			n++
			if plan == nil {
				continue
			}
			if k := slices.IndexFunc(plan.Slots, func(q proof.Slot) bool { return q.Name == s.Name }); k >= 0 {
				plan.Slots[k].Capacity = s.RoomChars
			}
		}
	}
	return n
}
