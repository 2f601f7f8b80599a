package works

import (
	"slices"
	"strings"

	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/output/pdf"
	"banxin/output/proof"
)

// PressFile is a PDF for the press, with what its sender has to know of it.
type PressFile struct {
	Name    string      `json:"name"`
	Profile string      `json:"profile"`
	Pages   []PressPage `json:"pages"`
	Errors  int         `json:"errors"`          // findings about its pages and of preflight: it is not to be sent
	Proof   bool        `json:"proof,omitempty"` // it has places that nothing fills, or lacks text, and claims no standard
	Signed  bool        `json:"signed"`          // as the paper asks
	Chain   string      `json:"chain,omitempty"` // hash of the last signature when it was made
}

// PressPage is a page in such a file.
type PressPage struct {
	Number int    `json:"number"`
	Name   string `json:"name"`
	Digest string `json:"digest"` // of all that is painted
}

// Ready tells whether a file may go to the press.
func (f *PressFile) Ready() bool { return f.Errors == 0 && !f.Proof }

// delivers notes a PDF for the press that has been made.
func (m *maker) delivers(name string, profile pdf.Profile, d *page.Doc) {
	f := PressFile{Name: name, Profile: string(profile), Proof: m.proofOnly(d), Signed: len(m.press.Signs)+len(m.press.StorySigns) > 0, Chain: m.set.chain.Head()}
	for i, p := range d.Pages {
		f.Pages = append(f.Pages, PressPage{p.Number, p.Name, proof.Digest(d, i)})
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.made.Press = append(m.made.Press, f)
}

// proofOnly tells whether pages have places that nothing fills, or lack text that found no room: what
// is made of them for the press is a proof until they are whole.
func (m *maker) proofOnly(d *page.Doc) bool {
	return m.blank || d.HasGaps() || slices.ContainsFunc(d.Pages, func(p *page.Page) bool { return m.short[p.Number] })
}

// shortPages are the pages, by their numbers, of which an error says that text of them is out.
func (s *Set) shortPages() map[int]bool {
	out := map[int]bool{}
	for _, f := range s.Findings {
		if c, _ := source.LookUp(f.Code); c.Short && f.Severity == source.Error {
			out[s.pageOf(f)], out[f.Page] = true, true // the other page of a spread, too
		}
	}
	return out
}

// proofOnlyPages says once of all PDFs for the press which of their pages are no more than proofs.
func (m *maker) proofOnlyPages() (l source.List) {
	var empty, short []string
	for _, p := range m.doc.Pages {
		if len(p.Gaps()) > 0 {
			empty = append(empty, p.Name)
		}
		if m.short[p.Number] {
			short = append(short, p.Name)
		}
	}
	var said source.Message
	switch {
	case len(m.made.Press) == 0:
		return nil
	case m.blank:
		said = source.Msg("all-pages-are-proofs")
	case len(empty) > 0 && len(short) > 0:
		said = source.Msg("pages-are-proofs-and-lack-text", strings.Join(empty, " "), strings.Join(short, " "))
	case len(empty) > 0:
		said = source.Msg("pages-are-proofs", strings.Join(empty, " "))
	case len(short) > 0:
		said = source.Msg("pages-lack-text", strings.Join(short, " "))
	default:
		return nil
	}
	l.Add(source.New("GAP-PROOF", source.Pos{File: m.set.Edition.File.Name}, said, source.Msg("fill-gaps-build-again")))
	return m.set.weigh(l)
}

// judgePress counts the errors of each PDF for the press: those about its pages, and about none
// in particular.
func (m *maker) judgePress() {
	for _, u := range m.made.Unmade {
		if u.Reason.ID == errUnsigned.Message.ID {
			m.made.Held = append(m.made.Held, u.Name)
		}
	}
	slices.SortFunc(m.made.Press, func(a, b PressFile) int { return strings.Compare(a.Name, b.Name) })
	for k := range m.made.Press {
		f := &m.made.Press[k]
		for _, x := range m.made.Findings {
			if x.Severity == source.Error && x.Code != "ENG-UNMADE" && f.Holds(m.set.pageOf(x)) {
				f.Errors++
			}
		}
		for _, r := range m.made.Preflight {
			if r.File == f.Name && r.Failed() {
				f.Errors++
			}
		}
	}
}

// pageOf is the number of the page that a finding is about; 0: of none.
func (s *Set) pageOf(f source.Finding) int {
	if i := s.On(f); i >= 0 && i < len(s.Doc.Pages) {
		return s.Doc.Pages[i].Number
	}
	return f.Page
}

// Holds tells whether a file holds a page by its number, or the page is none.
func (f *PressFile) Holds(number int) bool {
	return number == 0 || slices.ContainsFunc(f.Pages, func(p PressPage) bool { return p.Number == number })
}
