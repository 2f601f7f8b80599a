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
			if ed := r.edPage(i); ed != nil && s.Plan != nil {
				vacancies(s.Plan, plans, ed.Number)
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
	var rows []proof.Sign
	for _, i := range r.pages {
		clean.Pages = append(clean.Pages, r.Doc.Pages[i])
		rows = append(rows, r.sign(i))
	}
	d, err := proof.SignOff(r.Doc, r.Catalog, rows, proof.SignOptions{Line: r.slip, English: !r.say.Chinese})
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
			Story: f.Story, Slot: strings.Join(f.Slots, "→"), Over: f.OverChars, OverLines: f.OverLines, Free: f.FreeChars, FreeLines: f.FreeLines,
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

// on returns the index of the page that a finding is about, or -1.
func (r *proofreader) on(f source.Finding) int {
	i := r.Doc.Sheet(f.Page)
	if f.Page == 0 && f.Story != "" {
		i = slices.IndexFunc(r.Doc.Stories, func(s page.Story) bool { return s.ID == f.Story })
		if i >= 0 {
			i = r.Doc.Stories[i].Page
		}
	}
	return i
}

// sheetNotes are the findings about a page, where they are asked for, and what changed on
// it since an earlier round.
func (r *proofreader) sheetNotes(i int) (out []proof.Note) {
	if r.layers&proof.Notes != 0 {
		out = r.notes(func(f source.Finding) bool { return r.on(f) == i })
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

// edPage is the page of the edition that page i of the document was made of; nil where a
// flow template repeats it.
func (r *proofreader) edPage(i int) *editions.Page {
	p := r.Doc.Pages[i]
	for _, e := range r.Edition.Pages {
		if e.Number == p.Number && e.Template != nil && !e.Template.Flow {
			return e
		}
	}
	return nil
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
	out := proof.Slot{Name: pl.Slot.Name, Frames: pl.Frames}
	if pl.Slot.Kind != editions.StorySlot {
		return out
	}
	out.Story = strings.Join(pl.Stories, " ")
	for _, f := range r.Layout.Fits {
		if r.Doc.Sheet(f.Page) == i && slices.Contains(pl.Stories, f.Story) && f.Slots[0] == pl.Slot.Name {
			out.Chars += f.Set
			out.Over, out.OverLines = out.Over+f.OverChars, out.OverLines+f.OverLines
			out.Free, out.FreeLines = f.FreeChars, f.FreeLines
		}
	}
	return out
}

// sign is a page's row on the sheet that signs pages off.
func (r *proofreader) sign(i int) proof.Sign {
	s := proof.Sign{Page: i}
	if e := r.edPage(i); e != nil {
		s.Editor = e.Editor
	}
	for _, st := range r.Doc.Stories {
		if st.Page == i {
			s.Stories++
		}
	}
	for _, f := range r.Layout.Fits {
		if r.Doc.Sheet(f.Page) == i {
			s.Chars += f.Set
		}
	}
	for _, f := range r.Findings {
		if r.on(f) != i {
			continue
		}
		switch f.Severity {
		case source.Error:
			s.Errors++
		case source.Warning:
			s.Warnings++
		}
	}
	return s
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
				plan.Slots[k].Capacity = s.Capacity
			}
		}
	}
	return n
}
