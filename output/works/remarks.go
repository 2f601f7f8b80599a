package works

import (
	"banxin/editions"
	"banxin/editions/notes"
	"banxin/editions/source"
	"banxin/layout/page"
	"slices"
)

// remarks reads the notes of an edition.
func (p *Paper) remarks(ed *editions.Edition) (*notes.List, source.List, error) {
	name := notes.File(ed.Path)
	data, err := p.beside(name)
	if data == nil || err != nil {
		return &notes.List{}, nil, err
	}
	list, found := notes.Read(source.NewFile(name, data))
	return list, found, nil
}

// Remark is a note and where its words stand now.
type Remark struct {
	*notes.Note
	notes.Anchor
}

// Remarks are the notes of the edition, in the order in which they were made.
func (s *Set) Remarks() (out []Remark) {
	for _, n := range s.remarks.All() {
		a := notes.Anchor{Found: notes.There, Pos: source.Pos{File: s.Edition.File.Name}}
		if n.Story != "" {
			a = notes.Find(s.Edition.Story(n.Story), n.Quotation)
		} else if s.Doc != nil && s.sheetNamed(n.Page) < 0 {
			a = notes.Anchor{}
		}
		out = append(out, Remark{n, a})
	}
	return out
}

// sheetNamed is the index of the page of a name; -1: there is none.
func (s *Set) sheetNamed(name string) int {
	return slices.IndexFunc(s.Doc.Pages, func(p *page.Page) bool { return p.Name == name })
}

// remarked are the findings about notes that are open: where their words stand, or that they
// stand nowhere any more.
func (s *Set) remarked() (l source.List) {
	for _, r := range s.Remarks() {
		if !r.Open() {
			continue
		}
		said := source.Msg("note-says", r.ID, r.Kind, r.First.By, r.Event.Text)
		if n := len(r.Replies); n > 0 {
			said = source.Msg("note-says-and-answer", r.ID, r.Kind, r.First.By, r.Event.Text, r.Replies[n-1].By, r.Replies[n-1].Text)
		}
		var f source.Finding
		switch {
		case r.Found == notes.Orphan:
			f = source.New("NOTE-ORPHAN", r.Note.Pos, source.Msg("words-of-note-gone", said, r.Prefix, r.Quote, r.Suffix), source.Msg("settle-note", r.ID)).Of(r.Story)
		case r.Found == notes.Changed:
			f = source.New("NOTE-OPEN", r.Anchor.Pos, source.Msg("words-of-note-changed", said, r.Quote, r.Anchor.Text), source.Msg("settle-note", r.ID)).Of(r.Story)
		default:
			f = source.New("NOTE-OPEN", r.Anchor.Pos, said, source.Msg("settle-note", r.ID)).Of(r.Story)
		}
		if r.Page != "" && r.Found != notes.Orphan {
			f = f.On(s.Doc.Pages[s.sheetNamed(r.Page)].Number, "")
		}
		l.Add(f)
	}
	return l
}
