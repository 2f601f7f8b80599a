package works

import (
	"io"

	"banxin/editions"
	"banxin/editions/signs"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/output/pdf"
	"banxin/output/proof"
)

// signoffEnd ends the name of the sheet of signatures that goes with a press PDF.
const signoffEnd = "-signoff.pdf"

// SignOff returns the sheet on which pages, by their indexes, are signed off for the press, with
// who has signed. Its roles are those that the paper asks for, where it asks for any.
func (s *Set) SignOff(pages []int, o proof.SignOptions) (*page.Doc, error) {
	return s.signOff(s.Edition.Paper.Press, pages, o)
}

func (s *Set) signOff(p editions.Press, pages []int, o proof.SignOptions) (*page.Doc, error) {
	o.Roles, o.Chain = p.Signs, s.chain.Head()
	board := s.Signed(p)
	var rows []proof.Sign
	for _, i := range pages {
		row := s.signRow(i)
		for _, role := range p.Signs {
			row.Signed = append(row.Signed, signedBy(board.Pages[i].Signatures, role))
		}
		rows = append(rows, row)
	}
	return proof.SignOff(s.Doc, s.Catalog, rows, o)
}

// signedBy is who has signed as a role, and at what hour; empty: nobody, or for something else.
func signedBy(all []Signature, role string) string {
	for _, g := range all {
		if g.As == role && g.State == signs.Valid {
			return g.Line.By + " " + g.Line.Clock()
		}
	}
	return ""
}

// signRow is a page's row on the sheet.
func (s *Set) signRow(i int) proof.Sign {
	row := proof.Sign{Page: i}
	if e := s.PageOf(i); e != nil {
		row.Editor = e.Editor
	}
	for _, st := range s.Doc.Stories {
		if st.Page == i {
			row.Stories++
		}
	}
	for _, f := range s.Layout.Fits {
		if s.Doc.Sheet(f.Page) == i {
			row.Chars += f.Set
		}
	}
	for _, f := range s.Findings {
		if s.On(f) != i {
			continue
		}
		switch f.Severity {
		case source.Error:
			row.Errors++
		case source.Warning:
			row.Warnings++
		}
	}
	return row
}

// On returns the index of the page that a finding is about, or -1.
func (s *Set) On(f source.Finding) int {
	if f.Page == 0 && f.Story != "" {
		if i, ok := s.placed[f.Story]; ok {
			return i
		}
		return -1
	}
	return s.Doc.Sheet(f.Page)
}

// PageOf is the page of the edition that page i of the document was made of; nil where a
// flow template repeats it.
func (s *Set) PageOf(i int) *editions.Page {
	p := s.Doc.Pages[i]
	for _, e := range s.Edition.Pages {
		if e.Number == p.Number && e.Template != nil && !e.Template.Flow {
			return e
		}
	}
	return nil
}

// signatures makes the sheet of signatures beside press PDFs that need some.
func (m *maker) signatures() []task {
	if !printed(pdf.Profile(m.press.Profile)) || len(m.press.Signs) == 0 {
		return nil
	}
	return []task{m.file(m.base+m.o.Pages.Suffix()+signoffEnd, func(w io.Writer) error {
		var pages []int
		for i, p := range m.set.Doc.Pages {
			if m.o.Pages.On(p) {
				pages = append(pages, i)
			}
		}
		d, err := m.set.signOff(m.press, pages, proof.SignOptions{})
		if err != nil {
			return err
		}
		return pdf.Write(w, d, m.set.Catalog, pdf.Options{Profile: pdf.Plain, Modified: m.o.Modified, Generator: m.o.Generator})
	})}
}
